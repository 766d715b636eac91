"""Figures counted from tables, held against a count row by row in plain Python."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker, examples
from peelcheck.model.amounts import Interval
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences, words_of
from tables import counted, value_of, write_csv

LONDON = ZoneInfo("Europe/London")
YES, NO, MAYBE = "yes", "no", "maybe"


def both(*answers: str) -> str:
    return NO if NO in answers else MAYBE if MAYBE in answers else YES


def one_of(text: str, due: set[str], known: set[str]) -> str:
    text = text.strip().lower()
    return MAYBE if text not in known else YES if text in due else NO


def in_march(text: str) -> str:
    if not text.strip():
        return MAYBE
    try:
        moment = datetime.strptime(text, "%d/%m/%Y %H:%M")
    except ValueError:
        return MAYBE
    return YES if (moment.year, moment.month) == (2026, 3) else NO


def naive_kinds(rows: list[dict[str, str]], in_whole: object, in_part: object) -> Counter[str]:
    """How many rows are n, d, a, b, c and e; of rows with one key that are alike, one is sure.

    Rows with a key that are the same throughout count once.
    """
    kinds: Counter[str] = Counter()
    once = {tuple(row.values()): row for row in rows if row["call_id"].strip()}
    rows = [*once.values(), *(row for row in rows if not row["call_id"].strip())]
    keys = Counter(row["call_id"] for row in rows if row["call_id"].strip())
    told_of: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        told_of.setdefault(row["call_id"], set()).add(told_apart(row))
    seen: set[str] = set()
    for row in rows:
        key = row["call_id"]
        there = YES if key.strip() else MAYBE
        if keys[key] > 1 and (len(told_of[key]) > 1 or key in seen):
            there = MAYBE
        seen.add(key)
        whole = both(there, in_march(row["received_at"]), in_whole(row))  # type: ignore[operator]
        part = in_part(row)  # type: ignore[operator]
        if whole == NO:
            continue
        letter = {
            (YES, YES): "nd", (YES, NO): "d", (YES, MAYBE): "a",
            (MAYBE, NO): "b", (MAYBE, YES): "c", (MAYBE, MAYBE): "e",
        }[whole, part]  # fmt: skip
        kinds.update(letter)
    return kinds


def told_apart(row: dict[str, str]) -> tuple[str, ...]:
    """What the question tells rows of calls apart by: texts as written, periods and limits."""
    period = in_march(row["received_at"])
    if period == MAYBE and row["received_at"].strip():
        period = "unreadable"
    return (row["line"], row["outcome"], period, near_10(row["answered_in"]))


def near_10(text: str) -> tuple[str, ...]:
    """Where a number lies to 10 and to what may stand for 10, and how it is written."""
    if seconds(text) in ("blank", "unreadable"):
        return (seconds(text),)
    value, edges = Fraction(text), (Fraction(9), Fraction(19, 2), Fraction(10), Fraction(21, 2))
    locations = [str((value >= edge) + (value > edge)) for edge in edges]
    return (*locations, "." in text)  # type: ignore[return-value]


def seconds(text: str) -> str:
    """Below 10, for a whole number anything from a half less to nearly one more."""
    if not text.strip():
        return "blank"
    if not text.replace(".", "", 1).isdigit():
        return "unreadable"
    value = Fraction(text)
    if "." in text:
        return "in 10" if value < 10 else "later"
    return "in 10" if value + 1 <= 10 else "later" if value - Fraction(1, 2) >= 10 else "at 10"


def bounds(kinds: Counter[str]) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest share, by trying every way in which the doubtful rows may lie."""
    shares = []
    ways = {"a": ((0, 1), (1, 1)), "b": ((0, 0), (0, 1)), "c": ((0, 0), (1, 1)),
            "e": ((0, 0), (0, 1), (1, 1))}  # fmt: skip
    doubtful = [ways[letter] for letter in "abce" for _ in range(kinds[letter])]
    for way in product(*doubtful):
        part = kinds["n"] + sum(row[0] for row in way)
        whole = kinds["d"] + sum(row[1] for row in way)
        if whole:
            shares.append(Fraction(part, whole))
    return (min(shares), max(shares)) if shares else None


LINES = {"101", "999", "other"}
OUTCOMES = {"answered", "abandoned"}

calls = st.lists(
    st.fixed_dictionaries(
        {
            "call_id": st.sampled_from(["", " ", *(f"C{i}" for i in range(40))]),
            "received_at": st.sampled_from(
                ["01/03/2026 00:00", "31/03/2026 23:59", "15/03/2026 12:00"] * 4
                + ["28/02/2026 23:59", "01/04/2026 00:00", "", "31/02/2026 10:00", "2026-03-05"]
            ),
            "line": st.sampled_from(["101", "101 ", "999", "OTHER"] * 4 + ["", "111"]),
            "outcome": st.sampled_from(["answered", "Abandoned"] * 6 + ["", "abandonned"]),
            "answered_in": st.sampled_from(["9", "10", "10.5", "0011", "600"] * 3 + ["", "fast"]),
        }
    ),
    min_size=1,
    max_size=14,
)


@examples(60)
@given(rows=calls)
def test_calls_are_counted_as_row_by_row(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "calls.csv", rows)
        session = counted(
            Path(folder),
            "tables: {calls: {file: calls.csv, dates: day/month/year hour:minute}}",
            ("calls_101_abandonment_rate", ()),
            ("calls_999_within_10s_rate", ()),
        )
    if all(in_march(row["received_at"]) == NO for row in rows):
        doubts = each_in_words(value_of(session, "calls_101_abandonment_rate").doubts)
        assert doubts == ("none of the calls in calls.csv is of March 2026",)
        return
    by_101 = naive_kinds(
        rows,
        lambda row: one_of(row["line"], {"101"}, LINES),
        lambda row: one_of(row["outcome"], {"abandoned"}, OUTCOMES),
    )
    held(value_of(session, "calls_101_abandonment_rate"), by_101)
    abandoned = value_of(session, "calls_101_abandoned").amount
    assert abandoned
    assert abandoned.span.low == by_101["n"]
    assert abandoned.span.high == sum(by_101[letter] for letter in "nace")
    by_999 = naive_kinds(
        rows,
        lambda row: both(
            one_of(row["line"], {"999"}, LINES), one_of(row["outcome"], {"answered"}, OUTCOMES)
        ),
        lambda row: {"in 10": YES, "later": NO}.get(seconds(row["answered_in"]), MAYBE),
    )
    held(value_of(session, "calls_999_within_10s_rate"), by_999)


def held(value: FigureValue, kinds: Counter[str]) -> None:
    """Is the figure what the kinds of rows make of it?"""
    (found,) = value.counted
    assert found.tally.certain == (kinds["n"], kinds["d"])
    assert found.tally.uncertain == tuple(kinds[letter] for letter in "abce")
    assert sum(doubt.rows for doubt in found.doubts) == sum(kinds[letter] for letter in "abce")
    if sum(kinds[letter] for letter in "abce") > 8:
        return
    ends = bounds(kinds)
    if ends is None:
        assert value.nothing_to_judge
        assert value.amount is None
        return
    assert value.amount
    low, high = ends
    only_perhaps = not kinds["d"] and not kinds["a"]
    if only_perhaps:  # there may be no row at all, so the ends may lie further out, never nearer
        assert value.amount.span.low is not None
        assert value.amount.span.low <= low <= high <= (value.amount.span.high or 0)
    else:
        assert value.amount.span == Interval(low, high)


def moments_after(start: datetime) -> st.SearchStrategy[datetime]:
    """Moments of the six hours from `start` on."""
    return st.integers(0, 6 * 3600).map(lambda seconds: start + timedelta(seconds=seconds))


moments = moments_after(datetime(2026, 3, 10, tzinfo=UTC)) | moments_after(
    datetime(2026, 3, 28, 22, tzinfo=UTC)  # the clock changes in these
)


@examples(60)
@given(
    rows=st.lists(
        st.tuples(
            moments,
            st.sampled_from([0, 899, 900, 901, 1200, 1201, 3600, 3601, -60, None]),
            st.sampled_from(["A", "a", "B", "C", "", "Z"]),
            st.sampled_from(["urban", "rural", "", "sea"]),
        ),
        min_size=1,
        max_size=12,
    ),
    clocks=st.sampled_from(["local", "utc"]),
)
def test_incidents_are_in_time_as_row_by_row(
    rows: list[tuple[datetime, int | None, str, str]], clocks: str
) -> None:
    def shown(moment: datetime) -> str:
        local = moment.astimezone(LONDON if clocks == "local" else UTC)
        return local.strftime("%Y-%m-%d %H:%M:%S")

    written = [
        {
            "incident_id": f"I{number}",
            "received_at": shown(start),
            "arrived_at": "" if took is None else shown(start + timedelta(seconds=took)),
            "grade": grade,
            "area": area,
        }
        for number, (start, took, grade, area) in enumerate(rows)
    ]
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "i.csv", written)
        session = counted(
            Path(folder),
            f"tables: {{incidents: {{file: i.csv, clocks: {clocks}}}}}\n"
            "targets: {attendance_times: {A: {urban: 15 minutes, rural: 20 minutes}, B: 1 hour}}",
            ("incidents_attended_in_time_rate", ("grade",)),
        )
    kinds = naive_in_time([(shown(start), *others) for start, *others in rows])
    (found,) = value_of(session, "incidents_attended_in_time_rate").counted
    assert found.tally.certain == (kinds["n"], kinds["d"])
    assert found.tally.uncertain == tuple(kinds[letter] for letter in "abce")


def naive_in_time(rows: list[tuple[str, int | None, str, str]]) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for shown, took, grade, area in rows:
        is_day_alone = took == 0 and shown.endswith("00:00:00")
        whole = one_of(grade, {"a", "b"}, set("abcde"))
        allowed = {
            limit
            for g, limits in {"a": (900, 1200), "b": (3600, 3600)}.items()
            for a, limit in zip(("urban", "rural"), limits, strict=True)
            if grade.lower() in (g, "", "z") and area in (a, "", "sea")
        }
        unset = {"", "z"} & {grade.lower()}  # it may be a grade for which no time is set
        if took is None or took < 0 or unset or is_day_alone:
            part = MAYBE
        else:
            seconds = int(shown[-2:])  # one :00 among a dozen rows is one in twenty and more
            about = 59 if 0 in (seconds, (seconds + took) % 60) else 0
            least, most = took - about, took + about
            part = (
                YES if most <= min(allowed or {0}) else NO if least > max(allowed or {0}) else MAYBE
            )
        if whole != NO:
            kinds.update({(YES, YES): "nd", (YES, NO): "d", (YES, MAYBE): "a", (MAYBE, NO): "b",
                          (MAYBE, YES): "c", (MAYBE, MAYBE): "e"}[whole, part])  # fmt: skip
    return kinds


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("received", "arrived", "sure", "doubtful"),
    [
        # In spring the clock on the wall leaves 1:00 to 2:00 out.
        ("2026-03-29 00:55:00", "2026-03-29 02:10:00", (1, 1), 0),
        ("2026-03-29 00:55:00", "2026-03-29 02:10:01", (0, 1), 0),
        ("2026-03-29 00:50:00", "2026-03-29 01:05:00", (1, 1), 0),
        ("2026-03-29 01:00:00", "2026-03-29 01:15:00", (0, 0), 1),
        ("2026-03-29 02:00:00", "2026-03-29 02:15:00", (1, 1), 0),
    ],
)
def test_the_spring_clock_change(
    tmp_path: Path, received: str, arrived: str, sure: tuple[int, int], doubtful: int
) -> None:
    found = one_incident(tmp_path, received, arrived, "2026-03")
    assert (found.tally.certain, sum(found.tally.uncertain)) == (sure, doubtful)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("received", "arrived", "sure", "doubtful"),
    [
        # In autumn the hour from 1:00 to 2:00 comes twice.
        ("2026-10-25 00:59:00", "2026-10-25 02:00:00", (0, 1), 0),
        ("2026-10-25 00:50:00", "2026-10-25 01:00:00", (0, 0), 1),
        ("2026-10-25 01:30:00", "2026-10-25 01:40:00", (0, 0), 1),
        ("2026-10-25 01:55:00", "2026-10-25 02:05:00", (0, 0), 1),
        ("2026-10-25 02:00:00", "2026-10-25 02:15:00", (1, 1), 0),
        ("2026-10-25 01:00:00", "2026-10-25 03:30:00", (0, 1), 0),
    ],
)
def test_the_autumn_clock_change(
    tmp_path: Path, received: str, arrived: str, sure: tuple[int, int], doubtful: int
) -> None:
    found = one_incident(tmp_path, received, arrived, "2026-10")
    assert (found.tally.certain, sum(found.tally.uncertain)) == (sure, doubtful)


def one_incident(folder: Path, received: str, arrived: str, period: str) -> CountedFrom:
    row = {"incident_id": "1", "received_at": received, "arrived_at": arrived, "grade": "A"}
    write_csv(folder / "i.csv", [{**row, "area": "urban"}])
    text = """
minute_times: {count_as: recorded, because: the edges of this test are seconds}
tables: {incidents: {file: i.csv}}
targets: {attendance_times: {A: {urban: 15 minutes}}}
"""
    rate = "incidents_attended_in_time_rate"
    (found,) = value_of(counted(folder, text, (rate, ()), period=period), rate).counted
    return found


CALLS = "tables: {calls: {file: calls.csv}}"


@pytest.mark.parametrize(
    ("abandoned", "unknown", "of", "outcome", "text", "distance"),
    [
        (3, 1, 100, Outcome.MET, "3 to 4 of 100", "0 to spare"),
        (2, 1, 100, Outcome.MET, "2 to 3 of 100", "1 to spare"),
        (
            4,
            1,
            100,
            Outcome.CANNOT_TELL,
            "4 to 5 of 100",
            "the 1 uncertain case must be answered",
        ),
        (
            2,
            5,
            100,
            Outcome.CANNOT_TELL,
            "2 to 7 of 100",
            "3 of the 5 uncertain cases must be answered",
        ),
        (5, 1, 100, Outcome.BREACH, "5 to 6 of 100", "at least 1 fewer abandoned"),
        (9, 0, 100, Outcome.BREACH, "9 of 100", "5 fewer abandoned"),
    ],
)
def test_doubts_decide(
    checked: Checker,
    tmp_path: Path,
    abandoned: int,
    unknown: int,
    of: int,
    outcome: Outcome,
    text: str,
    distance: str,
) -> None:
    kinds = ["abandoned"] * abandoned + [""] * unknown
    kinds += ["answered"] * (of - len(kinds))
    write_csv(tmp_path / "calls.csv", [call(i, "101", kind) for i, kind in enumerate(kinds)])
    (finding,) = checked(CALLS, only=["101-abandonment"]).findings
    assert finding.outcome is outcome
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == text
    assert [words_of(one.reason) for one in finding.distance] == [
        distance.replace("0 to", "none to")
    ]


def test_what_cannot_be_told_says_which_rows_and_what_to_do(
    checked: Checker, tmp_path: Path
) -> None:
    rows = [call(i, "101", "abandoned" if i < 4 else "answered") for i in range(97)]
    rows += [call(97, "101", "abandonned"), call(98, "101", ""), call(99, "101", "abandonned")]
    write_csv(tmp_path / "calls.csv", rows)
    (finding,) = checked(CALLS, only=["101-abandonment"]).findings
    assert all_in_words(finding.reasons) == (
        "4 to 7 of 100 may be 4% to 7%; only part of that is below 5%; 2 of 100 calls have an "
        "outcome that is not known (abandonned) and 1 has no outcome (calls.csv)"
    )
    assert each_in_words(finding.to_supply) == (
        "what is missing in a table, the meaning of abandonned (under values) or which rows are "
        "not cases (under leave_out)",
    )


def test_doubts_that_change_nothing_are_told_beside(checked: Checker, tmp_path: Path) -> None:
    rows = [call(i, "101", "answered") for i in range(99)]
    write_csv(tmp_path / "calls.csv", [*rows, call(99, "101", "")])
    (finding,) = checked(CALLS, only=["101-abandonment"]).findings
    assert "Counted from calls.csv." in sentences(finding.remarks)
    assert "1 of 100 calls has no outcome: the result is the same either way." in sentences(
        finding.remarks
    )


@pytest.mark.parametrize("twice", ["answered", "abandoned"])
def test_a_key_whose_rows_differ_is_doubtful(checked: Checker, tmp_path: Path, twice: str) -> None:
    rows = [call(i, "101", "abandoned" if i < 4 else "answered") for i in range(100)]
    again = {**call(0, "101", twice), "received_at": "2026-03-01 12:05"}
    write_csv(tmp_path / "calls.csv", [*rows, again])
    (finding,) = checked(CALLS, only=["101-abandonment"]).findings
    assert finding.figure
    (found,) = finding.figure.counted
    assert found.doubts[0].reason == "twice"
    assert found.tally.uncertain == ((0, 0, 1, 0) if twice == "abandoned" else (0, 1, 1, 0))


@pytest.mark.parametrize(
    ("repeated", "said"),
    [
        (1, "1 call is the same in every column read as another, and counted once."),
        (3, "3 calls are the same in every column read as another, and counted once."),
    ],
)
def test_rows_that_are_the_same_in_every_column_read_count_once(
    checked: Checker, tmp_path: Path, repeated: int, said: str
) -> None:
    rows = [call(i, "101", "abandoned" if i < 4 else "answered") for i in range(100)]
    again = [{**rows[0], "note": "of another extract"}] * repeated  # a column that is not read
    write_csv(tmp_path / "calls.csv", [*({**row, "note": ""} for row in rows), *again])
    (finding,) = checked(CALLS, only=["101-abandonment"]).findings
    assert finding.outcome is Outcome.MET
    assert finding.figure
    assert finding.figure.amount
    assert finding.figure.amount.text == "4 of 100"
    assert said in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("lines", "left_out", "said"),
    [
        ("[Total]", 0, "Counted from calls.csv."),
        ("[other]", 1, "without 1 row that the return leaves out (1 as line is other)."),
        (
            "[other, 999]",
            3,
            "without 3 rows that the return leaves out (3 as line is other or 999).",
        ),
    ],
)
def test_rows_that_a_return_leaves_out_are_told(
    checked: Checker, tmp_path: Path, lines: str, left_out: int, said: str
) -> None:
    """Whoever leaves out what misses a standard says so in the report."""
    others = [call(100, "other", "answered"), call(101, "999", "answered")]
    abandoned = {**call(102, "999", "abandoned"), "received_at": "2026-03-09 12:00"}
    before = {**call(103, "other", "abandoned"), "received_at": "2026-02-09 12:00"}
    rows = [call(number, "101", "answered") for number in range(62)]
    rows += [call(62, "101", "abandoned"), *others, abandoned, before]
    write_csv(tmp_path / "calls.csv", rows)
    text = f"tables: {{calls: {{file: calls.csv, leave_out: {{line: {lines}}}}}}}\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert finding.figure is not None
    assert [counted.left_out for counted in finding.figure.counted] == [left_out]
    assert sentences(finding.remarks)[0].endswith(said)


@pytest.mark.parametrize("padded", ["C0 ", "  C0"])
def test_a_key_that_an_extract_has_padded_is_the_same_key(tmp_path: Path, padded: str) -> None:
    rows = [call(number, "101", "answered") for number in range(10)]
    write_csv(tmp_path / "calls.csv", [*rows, {**rows[0], "call_id": padded}])
    session = counted(tmp_path, "tables: {calls: {file: calls.csv}}", ("calls_101_offered", ()))
    amount = value_of(session, "calls_101_offered").amount
    assert amount is not None
    assert amount.text == "10 to 11"


def call(number: int, line: str, outcome: str) -> dict[str, str]:
    return {
        "call_id": f"C{number}",
        "received_at": f"2026-03-{number % 31 + 1:02} 12:00",
        "line": line,
        "outcome": outcome,
    }


@pytest.mark.parametrize(("answered_in", "doubtful"), [("", 0), ("9", 1), ("fast", 1)])
def test_only_a_row_with_nothing_in_it_is_no_row(
    tmp_path: Path, answered_in: str, doubtful: int
) -> None:
    row = {
        "call_id": "C1",
        "received_at": "15/03/2026 12:00",
        "line": "101",
        "outcome": "answered",
        "answered_in": "9",
    }
    bare = dict.fromkeys(row, "") | {"answered_in": answered_in}
    write_csv(tmp_path / "calls.csv", [row, bare])
    session = counted(
        tmp_path,
        "tables: {calls: {file: calls.csv, dates: day/month/year hour:minute}}",
        ("calls_999_within_10s_rate", ()),
        ("calls_101_abandonment_rate", ()),
    )
    (found,) = value_of(session, "calls_101_abandonment_rate").counted
    assert (found.tally.certain, sum(found.tally.uncertain)) == ((0, 1), doubtful)


def test_a_risk_level_that_no_row_has_is_a_count_of_nought(tmp_path: Path) -> None:
    orders = [
        {"application_id": f"A{n}", "applied_at": "2026-03-05", "kind": "DVPO", "risk_level": risk}
        for n, risk in enumerate(("high", "high", "medium", ""))
    ]
    write_csv(tmp_path / "orders.csv", orders)
    text = "tables: {protective_orders: {file: orders.csv, dates: year-month-day}}"
    session = counted(tmp_path, text, ("dvpo_applications", ("risk_level",)))
    spans = {}
    for risk in ("high", "medium", "standard"):
        amount = value_of(session, "dvpo_applications", risk).amount
        assert amount
        spans[risk] = (amount.span.low, amount.span.high)
    assert spans == {"high": (2, 3), "medium": (1, 2), "standard": (0, 1)}


def test_a_manager_in_capitals_is_no_other_one(tmp_path: Path) -> None:
    names = ["Smith J", "SMITH J", " smith  j ", "Jones K", "Si\u00e2n", "Sia\u0302n"]
    rows = [
        {"offender_id": f"{name}{n}", "manager": name, "setting": "community"}
        for name in names
        for n in range(30)
    ]
    write_csv(tmp_path / "o.csv", rows)
    text = "tables: {offenders: {file: o.csv, at: 2026-03-31}}"
    session = counted(tmp_path, text, ("offenders_of_manager", ("manager",)))
    (values,) = session.values.values()
    held = {v.scope.value: v.amount.text for v in values if v.scope and v.amount}
    assert held == {"smith j": "90", "Jones K": "30", "Si\u00e2n": "60"}


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u200e"])
def test_a_manager_with_a_mark_that_nobody_sees_is_no_other_one(tmp_path: Path, mark: str) -> None:
    rows = [{"manager": name, "offenders": "30"} for name in ("M1", f"M1{mark}")]
    write_csv(tmp_path / "c.csv", rows)
    text = "tables: {caseloads: {file: c.csv, at: 2026-03-31}}"
    session = counted(tmp_path, text, ("offenders_of_manager", ("manager",)))
    (values,) = session.values.values()
    assert [v.amount.text for v in values if v.scope and v.amount] == ["60"]


@pytest.mark.parametrize(
    ("hostels", "outcome"), [(0, Outcome.MET), (6, Outcome.MET), (900, Outcome.CANNOT_TELL)]
)
def test_none_of_few_is_usual_where_some_rows_may_not_belong_to_the_whole(
    checked: Checker, tmp_path: Path, hostels: int, outcome: Outcome
) -> None:
    settings = ["community"] * 85 + ["hostel"] * hostels
    rows = [
        {"offender_id": f"N{n}", "setting": setting, "risk": "low"}
        for n, setting in enumerate(settings)
    ]
    write_csv(tmp_path / "o.csv", rows)
    text = "tables: {offenders: {file: o.csv, at: 2026-03-31}}\n"
    (finding,) = checked(text, only=["high-risk-share"]).findings
    assert finding.outcome is outcome


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("offered", "line", "doubts"),
    [
        ("100.0", "101", 0),
        ("100.00", "101.0", 0),
        (" 100.0 ", "101", 0),
        ("100.5", "101", 31),
        ("100.", "101", 31),
        ("100", "101.5", 31),
    ],
)
def test_a_whole_number_with_noughts_behind_the_point_is_one(
    tmp_path: Path, offered: str, line: str, doubts: int
) -> None:
    """A column that lacks a number comes out of many programs so."""
    rows = [
        {"day": f"2026-03-{day:02}", "line": line, "offered": offered, "abandoned": "4.0"}
        for day in range(1, 32)
    ]
    write_csv(tmp_path / "d.csv", rows)
    session = counted(tmp_path, "tables: {daily_calls: {file: d.csv}}", ("calls_101_offered", ()))
    value = value_of(session, "calls_101_offered")
    assert sum(doubt.rows for doubt in value.counted[0].doubts) == doubts
    assert doubts or (value.amount and value.amount.text == "3,100")


def test_a_table_without_a_row_leaves_its_parts_not_clear_too(
    checked: Checker, tmp_path: Path
) -> None:
    (tmp_path / "c.csv").write_text("manager,offenders\n", "utf-8")
    text = "tables: {caseloads: {file: c.csv, at: 2026-03-31}}\n"
    (finding,) = checked(text, only=["offender-manager-largest-caseload"]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert all_in_words(finding.reasons).endswith("c.csv has no managers")
