"""Times that may differ by area, and tables without a column of areas."""

from __future__ import annotations

from pathlib import Path

import pytest

from tables import counted, value_of, write_csv

IN_TIME = "incidents_attended_in_time"
ROWS = [
    {"incident_id": "I1", "received_at": "2026-03-02 10:00:10", "arrived_at": "2026-03-02 10:10:20",
     "grade": "A"},
    {"incident_id": "I2", "received_at": "2026-03-02 10:00:10", "arrived_at": "2026-03-02 11:10:20",
     "grade": "B"},
]  # fmt: skip
DIFFERS = "{A: {urban: 15 minutes, rural: 20 minutes}, B: 60 minutes}"


@pytest.mark.parametrize(
    "times",
    [
        "{A: 15 minutes, B: 60 minutes}",
        "{A: {urban: 15 minutes, rural: 15 minutes}, B: 60 minutes}",
        "{A: {urban: 15 minutes, rural: 0:15:00}, B: {urban: 1 hour, rural: 60 minutes}}",
    ],
)
def test_times_that_are_the_same_everywhere_need_no_area(times: str, tmp_path: Path) -> None:
    write_csv(tmp_path / "i.csv", ROWS)
    text = f"targets: {{attendance_times: {times}}}\ntables: {{incidents: {{file: i.csv}}}}\n"
    session = counted(tmp_path, text, ("incidents_attended_in_time_rate", ()))
    assert session.warnings == ()
    assert value_of(session, "incidents_attended_in_time_rate").counted[0].tally.certain == (1, 2)


@pytest.mark.parametrize(
    ("times", "final_grade", "figures"),
    [
        (DIFFERS, False, f"{IN_TIME} was"),
        (DIFFERS, True, f"{IN_TIME} and {IN_TIME}_final were"),
        ("{A: {urban: 15 minutes}, B: 60 minutes}", False, f"{IN_TIME} was"),
    ],
)
def test_where_they_differ_the_message_names_the_column_and_every_row(
    times: str, final_grade: bool, figures: str, tmp_path: Path
) -> None:
    rows = [{**row, **({"final_grade": row["grade"]} if final_grade else {})} for row in ROWS]
    write_csv(tmp_path / "i.csv", rows)
    text = f"targets: {{attendance_times: {times}}}\ntables: {{incidents: {{file: i.csv}}}}\n"
    asked = [(f"{IN_TIME}_rate", ()), (f"{IN_TIME}_final", ())]
    warnings = [str(one) for one in counted(tmp_path, text, *asked).warnings]
    assert [one.replace(f"{tmp_path}/", "") for one in warnings] == [
        f"data.yaml:4:10: {figures} not counted: attendance_times differs by area, and i.csv has "
        "no column area. Say what the file calls it, as in columns: {area: NAME}, or, if it is the "
        "same in every row, every_row: {area: urban}."
    ]


def test_the_area_of_every_row_is_enough(tmp_path: Path) -> None:
    write_csv(tmp_path / "i.csv", ROWS)
    text = f"targets: {{attendance_times: {DIFFERS}}}\n"
    text += "tables: {incidents: {file: i.csv, every_row: {area: rural}}}\n"
    session = counted(tmp_path, text, ("incidents_attended_in_time_rate", ()))
    assert value_of(session, "incidents_attended_in_time_rate").counted[0].tally.certain == (1, 2)
