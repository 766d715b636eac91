"""leave_out and only: which rows of a table are cases, by any column of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker, some_every_day
from peelcheck import Outcome, ProblemsFound, load_return
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import sentences
from tables import KINDS, counted, shipped, value_of, write_csv, write_kind

ROWS = [  # Nature, Duration, Opened, answered or abandoned
    ("Scheduled", "0:10:00", "2026-03-01", "abandoned"),
    ("CANCELLED  by caller", "0:10:00", "2026-03-01", "abandoned"),
    ("Emergency", "26:00:00", "2026-03-01", "abandoned"),
    ("Emergency", "24:00:00", "2026-03-02", "abandoned"),
    ("Emergency", "23:59:59", "2026-03-02", "abandoned"),
    ("Emergency", "90 minutes", "2026-03-03", "answered"),
    ("Urgent", "1 day", "2026-03-03", "answered"),
    ("Urgent", "0:01:00", "2026-03-04", "answered"),
]


def rows(*more: tuple[str, str, str, str]) -> list[dict[str, str]]:
    """Calls to 101, with columns that no shipped table has."""
    return [
        {"call_id": f"C{n}", "received_at": "2026-03-05 10:00", "line": "101", "outcome": outcome,
         "Nature": nature, "Duration": duration, "Opened": opened, "answered_in": str(n)}
        for n, (nature, duration, opened, outcome) in enumerate([*ROWS, *more])
    ]  # fmt: skip


def found(
    folder: Path, how: str, *more: tuple[str, str, str, str], kind: str = "csv"
) -> CountedFrom:
    """What the share of abandoned calls was counted from."""
    file = write_kind(folder, "calls", rows(*more), kind)
    text = f"tables: {{calls: {{file: {file}, {how}}}}}"
    session = counted(folder, text, ("calls_101_abandonment_rate", ()))
    assert session.problems == ()
    return value_of(session, "calls_101_abandonment_rate").counted[0]


@pytest.mark.every_day(5)
@pytest.mark.parametrize(
    ("how", "certain", "each"),
    [
        ("leave_out: {Nature: [Scheduled]}", (4, 7), [1]),
        ("leave_out: {Nature: Scheduled}", (4, 7), [1]),
        ("leave_out: {nature: [scheduled, 'Cancelled*']}", (3, 6), [2]),
        ("leave_out: {Nature: ['*by*']}", (4, 7), [1]),
        ("leave_out: {Nature: ['cancelled by caller']}", (4, 7), [1]),
        ("leave_out: {Nature: ['Cancel']}", (5, 8), [0]),
        ("leave_out: {Duration: {at_least: 24 hours}}", (3, 5), [3]),
        ("leave_out: {Duration: {above: '24:00:00'}}", (4, 7), [1]),
        ("only: {Duration: {below: 1 day}}", (3, 5), [3]),
        ("only: {Duration: {at_most: 24 hours}}", (4, 7), [1]),
        ("only: {Nature: [Emergency, Urgent]}", (3, 6), [2]),
        ("leave_out: {Opened: {at_least: 2026-03-03}}", (5, 5), [3]),
        ("leave_out: {Opened: {above: 2026-03-02}}", (5, 5), [3]),
        ("only: {Opened: {at_most: 2026-03-02}}", (5, 5), [3]),
        ("only: {Opened: {below: 2026-03-02}}", (3, 3), [5]),
        ("leave_out: {answered_in: {above: 6}}", (5, 7), [1]),
        ("leave_out: {answered_in: {at_least: 6 seconds}}", (5, 6), [2]),
        ("leave_out: {answered_in: ['1*']}", (4, 7), [1]),
        ("leave_out: {received_at: ['2026-03-05*']}", None, []),
        (
            "leave_out: {Nature: [Scheduled, 'Cancelled*'], Duration: {at_least: 24 hours}}",
            (1, 3),
            [2, 3],
        ),
        ("leave_out: {Nature: [Scheduled]}, only: {Nature: ['*ed', e*y]}", (3, 4), [1, 3]),
    ],
)
def test_rows_are_left_out_by_any_column(
    how: str, certain: tuple[int, int] | None, each: list[int], tmp_path: Path
) -> None:
    if certain is None:
        with pytest.raises(IndexError):  # all are left out, so nothing is counted
            found(tmp_path, how)
        return
    one = found(tmp_path, how)
    assert one.tally.certain == certain
    assert [condition.rows for condition in one.left_out_by] == each
    assert one.left_out == 8 - certain[1]
    assert one.doubts == ()


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_read_so(kind: str, tmp_path: Path) -> None:
    how = "leave_out: {Nature: ['Cancelled*'], Duration: {at_least: 24 hours}}"
    one = found(tmp_path, how, kind=kind)
    assert (one.tally.certain, [condition.rows for condition in one.left_out_by]) == (
        (2, 4),
        [1, 3],
    )


LATE = ("", "", "2026-03-04", "abandoned")
NEITHER = [("unreadable", "Duration"), ("blank", "Duration")]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("how", "certain", "uncertain", "reasons"),
    [
        ("leave_out: {Nature: [Scheduled]}", (4, 7), 1, [("blank", "Nature")]),
        ("only: {Nature: [Emergency]}", (3, 4), 1, [("blank", "Nature")]),
        ("leave_out: {Duration: {at_least: 1 day}}", (3, 5), 1, [("blank", "Duration")]),
        ("leave_out: {Duration: {at_least: 3}}", (0, 0), 9, NEITHER),
        ("leave_out: {Nature: [Scheduled, blank]}", (4, 7), 0, []),
        ("leave_out: {Nature: {is: [Scheduled], blank: kept}}", (5, 8), 0, []),
        ("leave_out: {Nature: {is: Scheduled, blank: left_out}}", (4, 7), 0, []),
        ("only: {Nature: [Emergency, blank]}", (4, 5), 0, []),
        ("only: {Duration: {below: 1 day, blank: kept}}", (4, 6), 0, []),
        ("only: {Duration: {below: 1 day, blank: left_out}}", (3, 5), 0, []),
    ],
)  # fmt: skip
def test_a_row_of_which_the_condition_is_not_known_is_uncertain(
    how: str,
    certain: tuple[int, int],
    uncertain: int,
    reasons: list[tuple[str, str]],
    tmp_path: Path,
) -> None:
    """It may be a case and may be none: leaving it out, or keeping it, could look better."""
    one = found(tmp_path, how, LATE)
    assert one.tally.certain == certain
    assert sum(one.tally.uncertain) == uncertain
    assert [(doubt.reason, doubt.column) for doubt in one.doubts] == reasons


def test_an_uncertain_row_makes_a_sum_a_range(tmp_path: Path) -> None:
    days = [
        {"day": f"2026-03-{day:02}", "line": "101", "offered": "10", "abandoned": "1",
         "Site": "" if day == 9 else "HQ"}
        for day in range(1, 32)
    ]  # fmt: skip
    write_csv(tmp_path / "d.csv", days)
    text = "tables: {daily_calls: {file: d.csv, leave_out: {Site: [Test]}}}"
    session = counted(tmp_path, text, ("calls_101_abandoned", ()))
    amount = value_of(session, "calls_101_abandoned").amount
    assert amount is not None
    assert amount.text == "30 or more"


def test_a_word_for_a_blank_that_is_named_is_no_blank(tmp_path: Path) -> None:
    more = ("n/a", "", "2026-03-04", "abandoned")
    one = found(tmp_path, "leave_out: {Nature: [N/A]}", more)
    assert (one.tally.certain, one.left_out, one.doubts) == ((5, 8), 1, ())


@pytest.mark.every_day(6)
@pytest.mark.parametrize("kind", some_every_day(1, ["csv", "parquet"]))
@pytest.mark.parametrize("blank", ["", "NULL", "N/A", "-", "None", "\u00a0", "null\u00a0", "nan\t"])
@pytest.mark.parametrize("how", ["leave_out: {Nature: ['n*', '*-*']}", "only: {Nature: ['*']}"])
def test_a_star_does_not_stand_for_a_blank(how: str, blank: str, kind: str, tmp_path: Path) -> None:
    one = found(tmp_path, how, (blank, "", "2026-03-04", "answered"), kind=kind)
    assert one.tally.certain == (5, 8)
    assert [(doubt.rows, doubt.reason, doubt.column) for doubt in one.doubts] == [
        (1, "blank", "Nature")
    ]


@pytest.mark.parametrize("text", ["Urgent\u00a0", "\tUrgent", "urgent \u2009"])
def test_spaces_of_every_kind_around_a_text_make_no_difference(text: str, tmp_path: Path) -> None:
    one = found(tmp_path, "only: {Nature: [Urgent]}", (text, "", "2026-03-04", "abandoned"))
    assert one.tally.certain == (1, 3)


def test_nothing_between_quotes_is_a_blank(tmp_path: Path) -> None:
    one = found(tmp_path, "leave_out: {Nature: ['']}", LATE)
    assert (one.tally.certain, one.left_out, one.doubts) == ((5, 8), 1, ())


@pytest.mark.parametrize("how", ["", ", leave_out: {Nature: [Scheduled]}", ", only: {Nature: [x]}"])
def test_a_row_that_has_anything_is_not_empty(how: str, tmp_path: Path) -> None:
    """Blanking the other cells of a late incident does not make it vanish."""
    names = ("incident_id", "received_at", "arrived_at", "grade", "Nature")
    cells = [
        ("I1", "2026-03-02 10:00:01", "2026-03-02 10:05:02", "A", "x"),
        ("", "", "2026-03-02 10:05:03", "", "x" if how else ""),
        ("", "", "", "", ""),
    ]
    write_csv(tmp_path / "i.csv", [dict(zip(names, row, strict=True)) for row in cells])
    text = "targets: {attendance_times: {A: 15 minutes}}\n"
    text += f"tables: {{incidents: {{file: i.csv{how}}}}}"
    session = counted(tmp_path, text, ("incidents_attended_in_time_rate", ()))
    (one,) = value_of(session, "incidents_attended_in_time_rate").counted
    assert (one.tally.certain, one.tally.uncertain_rows) == ((1, 1), 1)


@pytest.mark.parametrize(
    ("nature", "outcome"), [("Urgent", "met"), ("", "cannot tell"), ("Other", "cannot tell")]
)
def test_a_table_without_a_certain_case_meets_nothing(
    nature: str, outcome: str, checked: Checker, tmp_path: Path
) -> None:
    cells = {"received_at": "2026-03-05 10:00", "line": "101", "outcome": "answered"}
    calls = [{"call_id": f"C{n}", **cells, "Nature": nature} for n in range(3)]
    write_csv(tmp_path / "calls.csv", calls)
    text = "tables: {calls: {file: calls.csv, only: {Nature: [Urgent]}}}\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert finding.outcome == outcome
    if not nature:
        assert sentences(finding.reasons) == ("calls.csv has no call that counts for certain.",)


def test_the_report_says_how_many_rows_each_condition_leaves_out(
    checked: Checker, tmp_path: Path
) -> None:
    write_csv(tmp_path / "calls.csv", rows())
    how = (
        "leave_out: {Nature: [Scheduled, 'Cancelled*'], Duration: {at_least: 24 hours}}, "
        "only: {line: ['101']}"
    )
    text = f"tables: {{calls: {{file: calls.csv, {how}}}}}\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert sentences(finding.remarks)[0] == (
        "Counted from calls.csv without 5 rows that the return leaves out (2 as Nature is "
        "Scheduled or Cancelled*, 3 as Duration is at least 24 hours and 0 as line is not 101)."
    )


def test_the_first_screen_says_once_for_a_table_which_rows_are_left_out(
    checked: Checker, tmp_path: Path
) -> None:
    """Without the incidents that nobody attended, all were attended in time."""
    write_csv(
        tmp_path / "incidents.csv",
        [
            {
                "incident_id": str(n),
                "received_at": f"2026-03-{n % 31 + 1:02} 10:00:11",
                "arrived_at": f"2026-03-{n % 31 + 1:02} 10:05:13" if n < 60 else "",
                "grade": "A",
            }
            for n in range(100)
        ],
    )
    text = (
        "targets: {attendance_times: {A: 15 minutes}, attendance_share: 90%%}\n"
        "tables: {incidents: {file: incidents.csv%s}}\n"
    )
    rules = ["response-within-attendance-time", "attendance-in-time-by-grade"]
    of_all = checked(text % "", only=rules)
    assert {one.outcome for one in of_all.findings} == {Outcome.CANNOT_TELL}
    attended = checked(text % ", leave_out: {arrived_at: [blank]}", only=rules)
    assert {one.outcome for one in attended.findings} == {Outcome.MET}
    said = (
        "Counted from incidents.csv without 40 rows that the return leaves out (40 as arrived_at "
        "is blank)."
    )
    screens = [
        " ".join(REPORTS["text"](one, Page(detail=False)).split()) for one in (of_all, attended)
    ]
    assert [screen.count(said) for screen in screens] == [0, 1]
    assert [screen.count("leaves out") for screen in screens] == [0, 1]


@pytest.mark.parametrize(
    ("header", "how", "name"),
    [
        ("manager", "", "manager"),
        ("OM", "columns: {manager: OM}, ", "om"),
        ("Manager", "", "MANAGER"),
    ],
)
def test_the_texts_of_a_personal_column_are_not_repeated(
    header: str, how: str, name: str, checked: Checker, tmp_path: Path
) -> None:
    offenders = [
        {"offender_id": f"O{n}", header: f"Jane Doe {n}", "setting": "community", "risk": "high"}
        for n in range(4)
    ]
    write_csv(tmp_path / "o.csv", offenders)
    text = (
        f"tables: {{offenders: {{file: o.csv, {how}at: 2026-03-31, "
        f"leave_out: {{{name}: [Jane Doe 1]}}}}}}\n"
    )
    (finding,) = checked(text, only=["high-risk-share"]).findings
    assert finding.figure is not None
    assert "jane" not in str(finding.figure.counted).lower()
    assert f"(1 as {name} is one that it names)" in str(sentences(finding.remarks))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("leave_out: {Natur: [x]}", "47: calls.csv has no column Natur. Did you mean Nature?"),
        (
            "only: {Site: [x]}",
            "42: calls.csv has no column Site. It has call_id, received_at, line, outcome, Nature, "
            "Duration, Opened, answered_in.",
        ),
    ],
)
def test_a_column_that_is_not_there_is_a_fault_with_the_nearest_name(
    how: str, said: str, tmp_path: Path
) -> None:
    write_csv(tmp_path / "calls.csv", rows())
    text = f"tables: {{calls: {{file: calls.csv, {how}}}}}"
    session = counted(tmp_path, text, ("calls_101_abandonment_rate", ()))
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in session.problems] == [
        f"data.yaml:3:{said}"
    ]


LEAVE_OUT = "tables: {{calls: {{file: calls.csv, leave_out: {{{}}}}}}}\n"
ONE_CONDITION = (
    "Nature needs one condition. Write values as in is: [Scheduled], or one limit as in at_least: "
    "24 hours."
)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("Nature: {}", ONE_CONDITION),
        ("Nature: {is: [x], below: 3}", ONE_CONDITION),
        (
            "Duration: {at_least: '24:00'}",
            "24:00 could be 24 minutes or 24 hours. Write 24 minutes, or 24 hours.",
        ),
        (
            "Duration: {at_least: long}",
            "long is not a day as it is written here. Write a number, a time such as 24 hours, or "
            "a day.",
        ),
        (
            "Nature: {is: [blank, x], blank: kept}",
            "Nature names blank among its values, and says blank: kept. Take one of the two out.",
        ),
        (
            "Duration: {blank: gone, below: 3}",
            "gone is not one of the words known here. Write blank: kept or blank: left_out.",
        ),
    ],
)
def test_a_condition_that_says_nothing_is_a_fault(how: str, said: str, tmp_path: Path) -> None:
    write_csv(tmp_path / "calls.csv", rows())
    text = f"force: Norfolk\nperiod: 2026-03\n{LEAVE_OUT.format(how)}"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        load_return(tmp_path / "data.yaml", shipped())
    assert [f"{problem.what} {problem.fix}" for problem in raised.value.problems] == [said]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("leave_out: {line: ['101']}", "so all rows would be left out."),
        ("leave_out: {line: ['999']}", "so no row is left out by it."),
        ("only: {line: ['101']}", "so no row is left out by it."),
        ("only: {line: ['999']}", "so all rows would be left out."),
    ],
)
def test_a_column_of_every_row_leaves_nothing_out(how: str, said: str, tmp_path: Path) -> None:
    text = "force: Norfolk\nperiod: 2026-03\n"
    text += f"tables: {{calls: {{file: calls.csv, every_row: {{line: '101'}}, {how}}}}}\n"
    write_csv(tmp_path / "calls.csv", rows())
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        load_return(tmp_path / "data.yaml", shipped())
    (problem,) = raised.value.problems
    assert problem.what == f"line is the same in every row, {said}"
