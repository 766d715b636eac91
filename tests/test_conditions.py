"""Whether a row meets conditions: numbers at a limit, words for yes and no, clocks that differ."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from packs import change_file, rules_with
from peelcheck import Rulebook
from peelcheck.model.counted_rows import CountedFrom
from tables import counted, value_of, write_csv


def counted_from(folder: Path, figure: str, text: str) -> CountedFrom:
    session = counted(folder, text, (figure, ()))
    assert session.problems == ()
    (found,) = value_of(session, figure).counted
    return found


def doubts_of(found: CountedFrom) -> list[tuple[int, str, str]]:
    return [(doubt.rows, doubt.reason, doubt.column) for doubt in found.doubts]


def test_a_number_is_held_against_the_limit_it_is_for(tmp_path: Path) -> None:
    seconds = ["9", "10", "10.0", "10.1", "11", "", "soon", "soon"]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": "2026-03-05", "line": "999", "outcome": "answered",
             "answered_in": text}
            for n, text in enumerate(seconds)
        ],
    )  # fmt: skip
    found = counted_from(
        tmp_path, "calls_999_within_10s_rate", "tables: {calls: {file: calls.csv}}"
    )
    assert found.tally.certain == (1, 3)
    assert found.tally.uncertain == (5, 0, 0, 0)
    assert doubts_of(found) == [
        (2, "unreadable", "answered_in"),
        (2, "whole seconds", "answered_in"),
        (1, "blank", "answered_in"),
    ]


def test_true_and_false_stand_for_yes_and_no(tmp_path: Path) -> None:
    words = ["true", "TRUE", "yes", "False", "no", "perhaps", ""]
    write_csv(
        tmp_path / "calls.csv",
        [
            {"call_id": f"C{n}", "received_at": "2026-03-05", "outcome": "answered",
             "failure_demand": word}
            for n, word in enumerate(words)
        ],
    )  # fmt: skip
    found = counted_from(tmp_path, "failure_demand_share", "tables: {calls: {file: calls.csv}}")
    assert found.tally.certain == (3, 5)
    assert found.tally.uncertain == (2, 0, 0, 0)
    assert doubts_of(found) == [(1, "blank", "failure_demand"), (1, "unknown", "failure_demand")]
    assert [doubt.texts for doubt in found.doubts] == [(), ("perhaps",)]


RECORDED = "minute_times: {count_as: recorded, because: the clock cuts nothing}\n"
TIMES = "{A: 15 minutes, B: 60 minutes, C: 60 minutes, D: 60 minutes, E: 60 minutes}"
INCIDENTS = [  # grade, received, dispatched, arrived
    ("A", "10:00", "10:10", "10:20"),  # late
    ("A", "10:00", "10:10", "10:15"),  # in time
    ("B", "10:00", "10:30", "11:20"),  # in time, as its clock starts when somebody is sent
    ("B", "10:00", "", "10:20"),  # perhaps
    ("B", "10:00", "soon", "10:20"),  # perhaps
    ("C", "10:00", "10:00", "11:00"),  # in time
    ("C", "10:00", "10:59", "11:01"),  # late
    ("", "10:00", "10:05", "10:10"),  # in time whatever its grade
    ("", "10:00", "10:00", "15:00"),  # late whatever its grade
    ("", "10:00", "10:50", "11:10"),  # in time if it is a B, and not if it is an A
]


@pytest.mark.parametrize("times", [TIMES, TIMES.replace("E: 60", "E: 75")])
def test_the_clock_starts_where_the_return_says_for_each_grade(tmp_path: Path, times: str) -> None:
    write_csv(
        tmp_path / "incidents.csv",
        [
            {"incident_id": f"I{n}", "received_at": f"2026-03-05 {received}",
             "dispatched_at": f"2026-03-05 {sent}" if ":" in sent else sent,
             "arrived_at": f"2026-03-05 {arrived}", "grade": grade, "area": "urban"}
            for n, (grade, received, sent, arrived) in enumerate(INCIDENTS)
        ],
    )  # fmt: skip
    text = (
        f"{RECORDED}tables: {{incidents: {{file: incidents.csv, starts: {{B: dispatched_at}}}}}}\n"
        f"targets:\n  attendance_times: {times}\n"
    )
    found = counted_from(tmp_path, "incidents_attended_in_time_rate", text)
    assert found.tally.certain == (3, 5)
    assert found.tally.uncertain == (2, 1, 1, 1)
    assert doubts_of(found) == [
        (3, "blank", "grade"),
        (1, "blank", "dispatched_at"),
        (1, "unreadable", "dispatched_at"),
    ]


def test_a_grade_without_a_time_leaves_open_whether_it_was_in_time(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "incidents.csv",
        [
            {"incident_id": f"I{n}", "received_at": "2026-03-05 10:00",
             "arrived_at": "2026-03-05 10:05", "grade": grade, "area": area}
            for n, (grade, area) in enumerate([("A", "urban"), ("A", "rural"), ("A", ""), ("", "")])
        ],
    )  # fmt: skip
    text = (
        "tables: {incidents: {file: incidents.csv}}\n"
        "targets:\n  attendance_times: {A: {urban: 15 minutes}}\n"
    )
    found = counted_from(tmp_path, "incidents_attended_in_time_rate", text)
    assert found.tally.certain == (1, 1)
    assert found.tally.uncertain == (2, 0, 0, 1)


def test_a_crime_that_nobody_was_given_is_late(tmp_path: Path) -> None:
    """The time goes by nothing, and the clock of every crime starts in one column."""
    allocated = ["2026-03-05 10:00", "2026-03-06 10:00", "2026-03-06 10:01", "", "soon"]
    write_csv(
        tmp_path / "crimes.csv",
        [
            {"crime_id": f"C{n}", "recorded_at": "2026-03-05 10:00", "allocated_at": text}
            for n, text in enumerate(allocated)
        ],
    )
    text = f"{RECORDED}tables: {{crimes: {{file: crimes.csv}}}}\n"
    text += "targets: {crime_allocation_time: 24 hours}"
    found = counted_from(tmp_path, "crimes_allocated_in_time_rate", text)
    assert found.tally.certain == (2, 4)
    assert found.tally.uncertain == (1, 0, 0, 0)
    assert doubts_of(found) == [(1, "unreadable", "allocated_at")]


def changed_pack(table: str, *changes: tuple[str, str]) -> Rulebook:
    """The shipped pack with something else in one of its tables."""

    def change(pack: Path) -> None:
        for old, new in changes:
            change_file(pack, f"tables/{table}", old, new)

    return rules_with(change)


@pytest.mark.parametrize(
    ("limit", "texts", "sure"),
    [
        ("10.5", ["9", "10.5", "10.500000", "10.500001", "12"], (3, 5)),
        ("10.05", ["9", "10.05", "10.051", "10.5"], (2, 4)),
        ("0.25", ["0.1", "0.25", "0.3"], (2, 3)),
    ],
)
def test_a_limit_with_decimals_is_exact(
    tmp_path: Path, limit: str, texts: list[str], sure: tuple[int, int]
) -> None:
    rules = changed_pack("calls.yaml", ("{below: 10}", f"{{at_most: {limit}}}"))
    rows = [CALL | {"call_id": f"C{n}", "answered_in": text} for n, text in enumerate(texts)]
    write_csv(tmp_path / "calls.csv", rows)
    text = "tables: {calls: {file: calls.csv}}"
    session = counted(tmp_path, text, ("calls_999_within_10s_rate", ()), rules=rules)
    (found,) = value_of(session, "calls_999_within_10s_rate").counted
    assert found.tally.certain == sure
    assert found.tally.uncertain == (0, 0, 0, 0)


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", ["TINYINT", "BIGINT", "UINTEGER", "HUGEINT", "DECIMAL(9, 1)"])
def test_numbers_of_their_own_type_are_held_against_a_limit(tmp_path: Path, kind: str) -> None:
    """Below nought there are no seconds: -1 is what some system writes for what it lost."""
    numbers = [9, 10, 11, None, *([] if kind == "UINTEGER" else [-1])]
    names = "call_id VARCHAR, received_at VARCHAR, line VARCHAR, outcome VARCHAR, answered_in"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({names} {kind})")
        connection.executemany(
            "INSERT INTO t VALUES (?, '2026-03-05', '999', 'answered', ?)",
            [(f"C{n}", number) for n, number in enumerate(numbers)],
        )
        connection.execute(f"COPY t TO '{tmp_path}/calls.parquet' (FORMAT parquet)")
    found = counted_from(
        tmp_path, "calls_999_within_10s_rate", "tables: {calls: {file: calls.parquet}}"
    )
    assert found.tally.certain == (1, 2)
    unreadable = [(1, "unreadable", "answered_in")] if -1 in numbers else []
    whole = (1, "whole seconds", "answered_in")
    assert doubts_of(found) == [(1, "blank", "answered_in"), *unreadable, whole]


@pytest.mark.parametrize(
    ("line", "twice", "text", "doubts"),
    [
        ("101", [], "3,100", []),
        ("101", [5], "3,000 or more", [(2, "twice", "day")]),  # either of two may be the right one
        ("999", [], "0 or more", []),  # of the other line it says nothing
    ],
)
def test_a_part_of_the_key_may_be_the_same_in_every_row(
    tmp_path: Path, line: str, twice: list[int], text: str, doubts: list[tuple[int, str, str]]
) -> None:
    days = [*range(1, 32), *twice]
    write_csv(
        tmp_path / "days.csv",
        [
            {"day": f"2026-03-{day:02}", "offered": f"{100 + (n > 30)}"}
            for n, day in enumerate(days)
        ],
    )
    every_row = f'every_row: {{line: "{line}"}}'
    session = counted(
        tmp_path,
        f"tables: {{daily_calls: {{file: days.csv, {every_row}}}}}",
        ("calls_101_offered", ()),
    )
    assert session.problems == ()
    value = value_of(session, "calls_101_offered")
    assert value.amount is not None
    assert value.amount.text == text
    assert doubts_of(value.counted[0]) == doubts


CALL = {"call_id": "", "received_at": "2026-03-05", "line": "999", "outcome": "answered",
        "answered_in": "1"}  # fmt: skip


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("words", "texts", "sure", "doubts"),
    [
        (
            "answered_in: given",
            ["9", "900", "7", "", " ", "soon"],
            (3, 5),
            [(1, "unreadable", "answered_in")],
        ),
        (
            "answered_in: blank",
            ["9", "900", "7", "", " ", "soon"],
            (2, 5),
            [(1, "unreadable", "answered_in")],
        ),
        ("outcome: given", ["answered", "lost", "abandoned", "", " "], (3, 5), []),
        ("outcome: blank", ["answered", "lost", "abandoned", "", " "], (2, 5), []),
    ],
)
@pytest.mark.parametrize("by_its_text_too", [False, True])
def test_a_cell_is_filled_in_or_blank_whatever_it_says(
    tmp_path: Path,
    words: str,
    texts: list[str],
    sure: tuple[int, int],
    doubts: list[tuple[int, str, str]],
    by_its_text_too: bool,
) -> None:
    rules = changed_pack(
        "calls.yaml",
        ('{line: "999", outcome: answered, answered_in: {below: 10}}',
         f'{{line: "999", {words}}}'),
        ('calls_999_answered: {line: "999", outcome: answered}',
         'calls_999_answered: {line: "999"}'),
    )  # fmt: skip
    column = words.partition(":")[0]
    rows = [CALL | {"call_id": f"C{n}", column: text} for n, text in enumerate(texts)]
    nothing = dict.fromkeys(CALL, "")
    write_csv(tmp_path / "calls.csv", [*rows, nothing, nothing])
    asked = [("calls_999_within_10s_rate", ())]
    if by_its_text_too:
        asked.append(("calls_in_control_room", ()))
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", *asked, rules=rules)
    (found,) = value_of(session, "calls_999_within_10s_rate").counted
    assert found.rows == len(texts)
    assert found.tally.certain == sure
    assert doubts_of(found) == doubts


@pytest.mark.parametrize(
    ("line", "outcome", "doubt"),
    [
        ("", "", (1, "blank", "line")),
        ("9999", "", (1, "unknown", "line")),
        ("999", "", (1, "blank", "outcome")),
    ],
)
def test_of_two_cells_that_leave_it_open_the_first_is_told(
    tmp_path: Path, line: str, outcome: str, doubt: tuple[int, str, str]
) -> None:
    rows = [CALL | {"call_id": "C1"}, CALL | {"call_id": "C2", "line": line, "outcome": outcome}]
    write_csv(tmp_path / "calls.csv", rows)
    found = counted_from(tmp_path, "calls_999_answered", "tables: {calls: {file: calls.csv}}")
    assert doubts_of(found) == [doubt]


def test_spaces_within_a_value_are_one(tmp_path: Path) -> None:
    levels = ["very high", " Very\u00a0  High", "very\thigh", "veryhigh", "low"]
    write_csv(
        tmp_path / "offenders.csv",
        [
            {"offender_id": f"O{n}", "setting": "community", "risk": level}
            for n, level in enumerate(levels)
        ],
    )
    text = "tables: {offenders: {file: offenders.csv, at: 2026-03-31}}"
    found = counted_from(tmp_path, "high_risk_share", text)
    assert found.tally.certain == (3, 4)
    assert [doubt.texts for doubt in found.doubts] == [("veryhigh",)]


def test_what_tells_who_somebody_is_does_not_come_out_of_a_cell_nobody_knows(
    tmp_path: Path,
) -> None:
    rules = changed_pack(
        "offenders.yaml",
        ("values: [very high, high, medium, low]\n",
         "values: [very high, high, medium, low]\n    personal: yes\n"),
    )  # fmt: skip
    write_csv(
        tmp_path / "offenders.csv",
        [{"offender_id": "O1", "setting": "community", "risk": "Jane Doe"},
         {"offender_id": "O2", "setting": "community", "risk": "low"}],
    )  # fmt: skip
    text = "tables: {offenders: {file: offenders.csv, at: 2026-03-31}}"
    session = counted(tmp_path, text, ("high_risk_share", ()), rules=rules)
    (found,) = value_of(session, "high_risk_share").counted
    assert doubts_of(found) == [(1, "unknown", "risk")]
    assert [doubt.texts for doubt in found.doubts] == [()]


@pytest.mark.parametrize(("said", "rows"), [("[test]", 3), ("[test, x]", 2)])
def test_only_what_the_return_names_is_no_case(tmp_path: Path, said: str, rows: int) -> None:
    outcomes = ["answered", "Test", " TEST ", "x", ""]
    write_csv(
        tmp_path / "calls.csv",
        [CALL | {"call_id": f"C{n}", "outcome": text} for n, text in enumerate(outcomes)],
    )
    text = f"tables: {{calls: {{file: calls.csv, leave_out: {{outcome: {said}}}}}}}"
    found = counted_from(tmp_path, "calls_999_answered", text)
    assert found.rows == rows


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("filled", "rows"),
    [
        ({}, 1),
        ({"line": " ", "outcome": "  "}, 1),
        ({"note": "end of the extract"}, 1),  # not asked for, so it says nothing of a case
        ({"call_id": "C2"}, 2),
        ({"received_at": "2026-03-05"}, 2),
        ({"received_at": "soon"}, 2),
        ({"line": "999"}, 2),
        ({"outcome": "answered"}, 2),
        ({"answered_in": "5"}, 2),
        ({"answered_in": "soon"}, 2),
    ],
)
def test_a_row_with_nothing_in_it_is_no_case(
    tmp_path: Path, filled: dict[str, str], rows: int
) -> None:
    whole = {"call_id": "C1", "received_at": "2026-03-05", "line": "999", "outcome": "answered",
             "answered_in": "3", "note": "x"}  # fmt: skip
    write_csv(tmp_path / "calls.csv", [whole, {name: filled.get(name, "") for name in whole}])
    found = counted_from(
        tmp_path, "calls_999_within_10s_rate", "tables: {calls: {file: calls.csv}}"
    )
    assert found.rows == rows
    assert found.tally.certain == (1, 1)


@pytest.mark.parametrize(
    ("more", "count"), [([], 1), ([("", ""), (" ", " ")], 1), ([("", "7")], 2)]
)
def test_a_manager_without_a_name_is_a_case_and_an_empty_row_is_none(
    tmp_path: Path, more: list[tuple[str, str]], count: int
) -> None:
    rows = [("M1", "40"), *more]
    write_csv(tmp_path / "c.csv", [{"manager": name, "offenders": holds} for name, holds in rows])
    found = counted_from(
        tmp_path, "offenders", "tables: {caseloads: {file: c.csv, at: 2026-03-31}}"
    )
    assert found.rows == count


@pytest.mark.parametrize(("words", "sure"), [("given", (3, 3)), ("blank", (0, 3))])
def test_a_column_that_is_the_same_in_every_row_is_given(
    tmp_path: Path, words: str, sure: tuple[int, int]
) -> None:
    rules = changed_pack(
        "calls.yaml",
        ('{line: "999", outcome: answered, answered_in: {below: 10}}',
         f'{{line: "999", outcome: {words}}}'),
        ('calls_999_answered: {line: "999", outcome: answered}',
         'calls_999_answered: {line: "999"}'),
    )  # fmt: skip
    rows = [
        {key: text for key, text in CALL.items() if key != "outcome"} | {"call_id": f"C{n}"}
        for n in range(3)
    ]
    write_csv(tmp_path / "calls.csv", rows)
    text = "tables: {calls: {file: calls.csv, every_row: {outcome: answered}}}"
    session = counted(tmp_path, text, ("calls_999_within_10s_rate", ()), rules=rules)
    assert session.problems == ()
    (found,) = value_of(session, "calls_999_within_10s_rate").counted
    assert (found.tally.certain, found.doubts) == (sure, ())
