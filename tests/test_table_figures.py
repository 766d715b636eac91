"""Which figures come of a table: of the whole force, and of which parts of it."""

from __future__ import annotations

from pathlib import Path

import pytest

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
