"""Which figures come of a table: of the whole force, and of which parts of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from peelcheck.figures.counting import tally
from peelcheck.figures.groups import Group
from tables import counted, write_csv

TIMES = "targets: {attendance_share: 90%, attendance_times: {A: 15 minutes, B: 60 minutes}}"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            ("incidents_attended_in_time_rate", ("grade",)),
            {
                ("incidents_to_attend", None),
                ("incidents_to_attend", "A"),
                ("incidents_to_attend", "B"),
                ("incidents_attended_in_time", None),
                ("incidents_attended_in_time", "A"),
                ("incidents_attended_in_time", "B"),
                ("incidents_attended_in_time_rate", None),
                ("incidents_attended_in_time_rate", "A"),
                ("incidents_attended_in_time_rate", "B"),
            },
        ),
        (
            ("incidents_to_attend", ("grade",)),
            {("incidents_to_attend", None)} | {("incidents_to_attend", grade) for grade in "ABCDE"},
        ),
        (
            ("incidents_to_attend", ("district",)),
            {
                ("incidents_to_attend", None),
                ("incidents_to_attend", "North"),
                ("incidents_to_attend", "South"),
            },
        ),
    ],
)
def test_the_parts_of_a_whole_are_those_with_rows_and_a_count_alone_has_every_grade(
    tmp_path: Path, asked: tuple[str, tuple[str, ...]], found: set[tuple[str, str | None]]
) -> None:
    rows = [
        {
            "incident_id": f"I{number}",
            "received_at": "2026-03-05 10:00",
            "arrived_at": "2026-03-05 10:05",
            "grade": "AB"[number % 2],
            "area": "urban",
            "district": ["North", "South"][number % 2],
        }
        for number in range(4)
    ]
    write_csv(tmp_path / "incidents.csv", rows)
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}\n"
    session = counted(tmp_path, text, asked)
    values = [value for values in session.values.values() for value in values]
    assert {(one.name, one.scope and one.scope.value) for one in values} == found
    assert len(values) == len(found)


def test_what_is_the_same_for_all_managers_is_evaluated_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = ("community", "community", "custody", "")
    rows = [
        {"offender_id": f"O{manager}-{number}", "manager": f"M{manager}", "setting": setting}
        for manager in range(10)
        for number, setting in enumerate(settings)
    ]
    write_csv(tmp_path / "offenders.csv", rows)
    evaluated: list[str | None] = []

    def membership(group: Group, *others: Any) -> tally.Membership:
        evaluated.append(group.texts[1])
        return evaluate(group, *others)

    evaluate = tally.membership
    monkeypatch.setattr(tally, "membership", membership)
    text = "tables: {offenders: {file: offenders.csv, at: 2026-03-31}}"
    session = counted(tmp_path, text, ("offenders_of_manager", ("manager",)))
    values = [value for values in session.values.values() for value in values]
    assert [(v.scope and v.scope.value, v.amount and v.amount.text) for v in values] == [
        (f"M{manager}", "2 to 3") for manager in range(10)
    ]
    assert sorted(map(str, evaluated)) == ["", "community", "custody"]
