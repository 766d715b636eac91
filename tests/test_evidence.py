"""The rows behind a finding: which of a table's rows missed, which are in doubt, and why."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from peelcheck import ProblemsFound, load_return
from peelcheck.figures.counting import evidence
from peelcheck.figures.counting.count import rows_behind
from peelcheck.figures.counting.evidence import Evidence
from peelcheck.model.amounts import Interval
from peelcheck.model.findings import EvidenceRequest
from peelcheck.reading.periods import read_period
from tables import Rows, shipped, write_csv

CALLS = "tables: {calls: {file: calls.csv}}"
RATE = "calls_101_abandonment_rate"
IN_TIME = "incidents_attended_in_time_rate"
TIMES = "targets: {attendance_times: {A: 15 minutes, B: 60 minutes}}"


def at_most(limit: Fraction | int) -> Interval:
    return Interval(None, Fraction(limit))


def at_least(limit: Fraction | int) -> Interval:
    return Interval(Fraction(limit), None)


def asked(
    figure: str,
    *allowed: Interval,
    in_part: bool = False,
    kind: str | None = None,
    period: str = "2026-03",
) -> EvidenceRequest:
    return EvidenceRequest("the-rule", figure, read_period(period), allowed, in_part, kind)


def behind(
    folder: Path, text: str, *every: EvidenceRequest, shown: tuple[str, ...] = (),
    periods: Sequence[str] = ("2026-03",),
) -> list[Evidence]:  # fmt: skip
    returns = []
    for period in periods:
        file = folder / f"{period.replace(' ', '-')}.yaml"
        file.write_text(f"force: Kent Police\nperiod: {period}\n{text}\n", "utf-8")
        returns.append(load_return(file, shipped()))
    return rows_behind(returns, every, shown, shipped().dictionary, None)


def calls(folder: Path, *outcomes: str, line: str = "101", name: str = "calls.csv") -> None:
    rows: Rows = [
        {"call_id": f"C{n}", "received_at": "2026-03-05", "line": line, "outcome": outcome}
        for n, outcome in enumerate(outcomes, 1)
    ]
    write_csv(folder / name, [*rows, {**rows[0], "call_id": "X", "line": "other"}])


def incidents(folder: Path, *told: tuple[str, str]) -> None:
    rows = [
        {"incident_id": f"I{n}", "received_at": "2026-03-05 10:00", "grade": grade,
         "arrived_at": arrived and f"2026-03-05 {arrived}", "area": "urban"}
        for n, (grade, arrived) in enumerate(told, 1)
    ]  # fmt: skip
    write_csv(folder / "incidents.csv", rows)


def test_the_rows_in_the_part_where_these_are_too_many(tmp_path: Path) -> None:
    calls(tmp_path, "answered", "abandoned", "", "abandoned", "lost")
    (found,) = behind(tmp_path, CALLS, asked(RATE, at_most(Fraction(5, 100)), in_part=True))
    assert found == Evidence(
        rule="the-rule",
        header=("file", "row", "call_id", "why"),
        rows=(
            ("calls.csv", "3", "C2", "abandoned"),
            ("calls.csv", "4", "C3", "in doubt: outcome blank"),
            ("calls.csv", "5", "C4", "abandoned"),
            ("calls.csv", "6", "C5", "in doubt: outcome unknown"),
        ),
        total=4,
    )


def test_the_rows_outside_the_part_where_these_are_too_many(tmp_path: Path) -> None:
    incidents(tmp_path, ("A", "10:10"), ("A", "10:16"), ("B", "10:16"), ("B", ""), ("E", "23:00"))
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}"
    (found,) = behind(tmp_path, text, asked(IN_TIME, at_least(1)), shown=("grade",))
    assert found.header == ("file", "row", "incident_id", "grade", "why")
    assert found.rows == (
        ("incidents.csv", "3", "I2", "A", "late"),
        ("incidents.csv", "5", "I4", "B", "in doubt: arrived_at blank"),
    )


def test_the_rows_of_a_count_are_those_counted(tmp_path: Path) -> None:
    calls(tmp_path, "answered", "", "abandoned")
    (found,) = behind(tmp_path, CALLS, asked("calls_in_control_room", at_most(1)))
    assert found.rows == (
        ("calls.csv", "2", "C1", "counted"),
        ("calls.csv", "3", "C2", "in doubt: outcome blank"),
        ("calls.csv", "5", "X", "counted"),
    )


def test_behind_a_sum_and_another_figure_there_are_no_rows(tmp_path: Path) -> None:
    write_csv(tmp_path / "c.csv", [{"manager": "M1", "offenders": "80"}])
    calls(tmp_path, "answered")
    text = "tables: {caseloads: {file: c.csv, at: 2026-03-31}, calls: {file: calls.csv}}"
    of_day = "at 2026-03-31"
    assert behind(tmp_path, text, asked("offenders", at_most(1), period=of_day)) == []
    assert behind(tmp_path, text, asked("offenders", at_most(1))) == []


@pytest.mark.thorough
def test_every_table_of_the_period_is_looked_through_and_no_other(tmp_path: Path) -> None:
    calls(tmp_path, "abandoned")
    incidents(tmp_path, ("A", "10:16"))
    tables = "tables: {calls: {file: calls.csv}, incidents: {file: incidents.csv}}"
    late = asked(IN_TIME, at_least(1))
    lost = asked(RATE, at_most(Fraction(5, 100)), in_part=True)
    found = behind(
        tmp_path, f"{tables}\n{TIMES}", late, lost, periods=["2026-02", "2026-03", "2026-Q1"]
    )
    assert [one.rows for one in found] == [
        (("incidents.csv", "2", "I1", "late"),),
        (("calls.csv", "2", "C1", "abandoned"),),
    ]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("allowed", "managers"),
    [
        ((at_most(2),), ["M3"]),
        ((at_most(1),), ["M2", "M2", "M3"]),
        ((at_most(3),), []),
        ((at_least(2), at_most(2)), ["M1", "M3"]),
    ],
)
def test_the_rows_of_those_that_miss_alone(
    tmp_path: Path, allowed: tuple[Interval, ...], managers: list[str]
) -> None:
    held = {"M1": 1, "M2": 2, "M3": 3}
    rows = [
        {"offender_id": f"O{manager}{n}", "manager": manager, "setting": "community"}
        for manager, many in held.items()
        for n in range(many)
    ]
    write_csv(tmp_path / "o.csv", rows)
    text = "tables: {offenders: {file: o.csv, at: 2026-03-31}}"
    each = asked("offenders_of_manager", *allowed, kind="manager", period="at 2026-03-31")
    found = behind(tmp_path, text, each)
    numbers = [int(row[1]) for one in found for row in one.rows]
    due = [n for n, row in enumerate(rows, 2) if row["manager"] in managers]
    assert numbers == due
    assert all(one.header == ("file", "row", "why") for one in found)  # nobody is named
    assert {row[2] for one in found for row in one.rows} <= {"counted"}


def test_the_late_rows_of_the_grades_that_miss_alone(tmp_path: Path) -> None:
    incidents(
        tmp_path, ("A", "10:16"), ("A", "10:10"), ("B", "10:16"), ("B", "11:01"), ("B", "10:59")
    )
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}"
    for limit, rows in ((Fraction(60, 100), ["2"]), (Fraction(70, 100), ["2", "5"])):
        (found,) = behind(tmp_path, text, asked(IN_TIME, at_least(limit), kind="grade"))
        assert [row[1] for row in found.rows] == rows


def test_where_no_grade_misses_the_rows_in_doubt_of_those_not_clear(tmp_path: Path) -> None:
    incidents(tmp_path, ("A", "10:14"), ("A", ""), ("B", "10:16"), ("B", "10:20"))
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}"
    (found,) = behind(tmp_path, text, asked(IN_TIME, at_least(Fraction(9, 10)), kind="grade"))
    assert [row[1] for row in found.rows] == ["3"]
    assert found.rows[0][-1].startswith("in doubt: arrived_at")


def test_the_late_rows_of_the_districts_that_miss_alone(tmp_path: Path) -> None:
    rows = [
        {"incident_id": f"I{n}", "received_at": "2026-03-05 10:00", "grade": "A", "area": "urban",
         "arrived_at": f"2026-03-05 {arrived}", "district": district}
        for n, (district, arrived) in enumerate(
            [("North", "10:16"), ("North", "10:10"), ("South", "10:16")]
        )
    ]  # fmt: skip
    write_csv(tmp_path / "incidents.csv", rows)
    text = f"tables: {{incidents: {{file: incidents.csv}}}}\n{TIMES}"
    half = asked(IN_TIME, at_least(Fraction(1, 2)), kind="district")
    (found,) = behind(tmp_path, text, half)
    assert [row[1] for row in found.rows] == ["4"]


def test_a_table_that_tells_no_managers_apart_is_not_behind_what_one_of_them_has(
    tmp_path: Path,
) -> None:
    """Whom a manager has too many of is counted from the caseloads; the offenders name nobody."""
    write_csv(tmp_path / "m.csv", [{"manager": "M1", "offenders": "3"}])
    rows = [{"offender_id": f"O{n}", "setting": "community", "risk": "high"} for n in range(3)]
    write_csv(tmp_path / "o.csv", rows)
    text = (
        "tables: {caseloads: {file: m.csv, at: 2026-03-31}, "
        "offenders: {file: o.csv, at: 2026-03-31}}"
    )
    of_day = "at 2026-03-31"
    each = asked("offenders_of_manager", at_most(2), kind="manager", period=of_day)
    assert behind(tmp_path, text, each) == []
    of_all = asked("high_risk_share", at_most(0), in_part=True, period=of_day)
    (found,) = behind(tmp_path, text, of_all)
    assert [row[1:] for row in found.rows] == [(number, "high-risk") for number in "234"]


@pytest.mark.parametrize("kind", ["grade", "district"])
def test_a_table_that_tells_no_grades_or_districts_apart_is_not_behind_what_is_told_of_each(
    tmp_path: Path, kind: str
) -> None:
    row = {"incident_id": "I1", "received_at": "2026-03-05 10:00", "area": "urban"}
    write_csv(tmp_path / "incidents.csv", [{**row, "arrived_at": "2026-03-05 10:16"}])
    text = f"tables: {{incidents: {{file: incidents.csv, every_row: {{grade: A}}}}}}\n{TIMES}"
    assert behind(tmp_path, text, asked(IN_TIME, at_least(1), kind=kind)) == []
    (found,) = behind(tmp_path, text, asked(IN_TIME, at_least(1)))
    assert [row[1:] for row in found.rows] == [("2", "I1", "late")]


@pytest.mark.thorough
def test_ten_thousand_rows_are_the_most_and_all_are_told(tmp_path: Path) -> None:
    calls(tmp_path, *["abandoned"] * 10_001)
    (found,) = behind(tmp_path, CALLS, asked(RATE, at_most(0), in_part=True))
    assert (len(found.rows), found.total) == (10_000, 10_001)


def test_columns_that_cannot_be_shown_are_all_told(tmp_path: Path) -> None:
    write_csv(tmp_path / "o.csv", [{"offender_id": "O1", "setting": "community", "risk": "high"}])
    text = "tables: {offenders: {file: o.csv, at: 2026-03-31}}"
    rows = asked("high_risk_share", at_most(0), in_part=True, period="at 2026-03-31")
    with pytest.raises(ProblemsFound) as found:
        behind(tmp_path, text, rows, shown=("weather", "risk", "manager"))
    assert [str(problem) for problem in found.value.problems] == [
        "peelcheck: --rows-with weather: no table here has this column. There are manager, "
        "offender_id, risk and setting.",
        "peelcheck: --rows-with manager: it tells who somebody is, and is never written. Find the "
        "row by its number.",
    ]
    (shown,) = behind(tmp_path, text, rows, shown=("risk",))
    assert (shown.header, shown.rows) == (
        ("file", "row", "risk", "why"),
        (("o.csv", "2", "high", "high-risk"),),
    )


KINDS = [  # line, outcome, day
    ("101", "abandoned", "2026-03-05"),
    ("101", "answered", "2026-03-05"),
    ("101", "", "2026-03-05"),
    ("101", "lost", "2026-03-05"),
    ("", "abandoned", "2026-03-05"),
    ("912", "abandoned", "2026-03-05"),
    ("999", "abandoned", "2026-03-05"),
    ("999", "", "2026-03-05"),
    ("101", "abandoned", "2026-04-05"),
    ("101", "answered", "2026-03-31"),
    ("101", "abandoned", "2026-03-31"),
]
LINE_IN_DOUBT = [("6", "in doubt: line blank"), ("7", "in doubt: line unknown")]
IN_DOUBT = [
    ("4", "in doubt: outcome blank"),
    ("5", "in doubt: outcome unknown"),
    *LINE_IN_DOUBT,
]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("figure", "in_part", "rows"),
    [
        (RATE, True, [("2", "abandoned"), *IN_DOUBT, ("12", "abandoned")]),
        (RATE, False, [("3", "answered"), *IN_DOUBT, ("11", "answered")]),
        (
            "calls_101_offered",
            False,
            [
                *((number, "counted") for number in "2345"),
                *LINE_IN_DOUBT,
                *((number, "counted") for number in ("11", "12")),
            ],
        ),
        ("calls_101_abandoned", True, [("2", "counted"), *IN_DOUBT, ("12", "counted")]),
    ],
)
def test_a_row_is_shown_if_it_may_be_of_the_whole_and_keeps_the_figure_from_its_limit(
    tmp_path: Path, figure: str, in_part: bool, rows: list[tuple[str, str]]
) -> None:
    table = [
        {"call_id": f"C{n}", "received_at": day, "line": line, "outcome": outcome}
        for n, (line, outcome, day) in enumerate(KINDS, 1)
    ]
    write_csv(tmp_path / "calls.csv", table)
    (found,) = behind(tmp_path, CALLS, asked(figure, at_most(0), in_part=in_part))
    assert [(row[1], row[3]) for row in found.rows] == rows
    assert found.total == len(rows)


@pytest.mark.every_day(2)
@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_of_several_files_the_first_rows_are_shown_and_all_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(evidence, "MOST_ROWS", most)
    header = "call_id,received_at,line,outcome\n"
    for name, rows in {
        "a": "C1 lost,C2 answered,C3 lost",
        "b": "C4 answered,C5 lost,C6 lost",
    }.items():
        lines = [row.split() for row in rows.replace("lost", "abandoned").split(",")]
        text = "".join(f"{number},2026-03-05,101,{outcome}\n" for number, outcome in lines)
        (tmp_path / f"{name}.csv").write_text(header + text, "utf-8")
    text = "tables: {calls: {file: [a.csv, b.csv]}}"
    (found,) = behind(tmp_path, text, asked(RATE, at_most(0), in_part=True))
    every = [("a.csv", "2", "C1"), ("a.csv", "4", "C3"), ("b.csv", "3", "C5"), ("b.csv", "4", "C6")]
    assert [row[:3] for row in found.rows] == every[:most]
    assert found.total == 4


def test_columns_stand_under_the_names_that_the_file_has_for_them(tmp_path: Path) -> None:
    """One that is the same in every row is none of them, though another has its name."""
    row = {"Ref": "C1", "When": "5/3/2026", "line": "Hung up", "failure_demand": "yes"}
    write_csv(tmp_path / "calls.csv", [row])
    text = (
        "tables:\n"
        "  calls:\n"
        "    file: calls.csv\n"
        "    columns: {call_id: Ref, received_at: When, outcome: line}\n"
        '    every_row: {line: "101"}\n'
        "    values: {outcome: {hung up: abandoned}}\n"
        "    dates: day/month/year\n"
    )
    lost = asked(RATE, at_most(0), in_part=True)
    (alone,) = behind(tmp_path, text, lost)
    assert alone.header == ("file", "row", "Ref", "why")
    shown = ("received_at", "line", "failure_demand", "outcome", "call_id")
    (more,) = behind(tmp_path, text, lost, shown=shown)
    assert more.header == ("file", "row", "Ref", "When", "failure_demand", "line", "why")
    (only,) = more.rows
    assert only == ("calls.csv", "2", "C1", "2026-03-05 00:00:00", "yes", "Hung up", "abandoned")


def test_a_column_that_tells_who_somebody_is_in_one_table_is_shown_of_none(
    tmp_path: Path,
) -> None:
    write_csv(tmp_path / "o.csv", [{"offender_id": "O1", "manager": "M1", "setting": "community"}])
    write_csv(tmp_path / "m.csv", [{"manager": "M1", "offenders": "3"}])
    file = tmp_path / "data.yaml"
    file.write_text(
        "force: Kent Police\nperiod: 2026-03\ntables: {offenders: {file: o.csv, at: 2026-03-31}, "
        "caseloads: {file: m.csv, at: 2026-03-31}}\n",
        "utf-8",
    )
    one = load_return(file, shipped())
    offenders, caseloads = one.tables
    columns = dict(caseloads.table.columns)
    columns["manager"] = columns["manager"]._replace(personal=False)
    open_to_all = caseloads._replace(table=caseloads.table._replace(columns=columns))
    for tables in ((offenders, open_to_all), (open_to_all, offenders)):
        with pytest.raises(ProblemsFound) as found:
            rows_behind([one._replace(tables=tables)], [], ("manager",), shipped().dictionary, None)
        (problem,) = found.value.problems
        assert problem.what.startswith("--rows-with manager: it tells who somebody is")


def test_what_is_in_doubt_of_a_manager_that_misses_all_the_same(tmp_path: Path) -> None:
    held = [("M1", "community")] * 3 + [
        ("M1", ""),
        ("M1", "custody"),
        ("M2", "community"),
        ("M2", ""),
    ]
    rows = [
        {"offender_id": f"O{n}", "manager": manager, "setting": setting}
        for n, (manager, setting) in enumerate(held)
    ]
    write_csv(tmp_path / "o.csv", rows)
    text = "tables: {offenders: {file: o.csv, at: 2026-03-31}}"
    each = asked("offenders_of_manager", at_most(2), kind="manager", period="at 2026-03-31")
    (found,) = behind(tmp_path, text, each)
    assert found.rows == (  # M2 has no more than 2, with the one in doubt too
        *(("o.csv", number, "counted") for number in "234"),
        ("o.csv", "5", "in doubt: setting blank"),
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_have_the_numbers_of_the_file_with_titles_and_blank_rows(
    tmp_path: Path, kind: str
) -> None:
    header, lost = ["call_id", "received_at", "line", "outcome"], ["2026-03-05", "101", "abandoned"]
    rows = [
        ["Calls, March"],
        [],
        header,
        ["C1", *lost],
        [],
        ["C2", *lost],
        ["C3", "x\ny", *lost[1:]],
    ]
    if kind == "csv":
        with (tmp_path / "calls.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*rows, ["C4", *lost]])
    else:
        workbook = Workbook()
        for row in [*rows, ["C4", *lost]]:
            workbook.active.append(row)
        workbook.save(tmp_path / "calls.xlsx")
    text = f"tables: {{calls: {{file: calls.{kind}, header_row: 3}}}}"
    (found,) = behind(tmp_path, text, asked(RATE, at_most(0), in_part=True))
    assert [row[1:3] for row in found.rows] == [("4", "C1"), ("6", "C2"), ("7", "C3"), ("8", "C4")]
