"""Whole seconds held against a limit of seconds: what they may stand for, and what is declared."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from conftest import Checker, some_every_day
from packs import change_file, rules_with
from peelcheck import Rulebook
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from tables import counted, value_of, write_csv

RATE = "calls_999_within_10s_rate"
CALL = {"line": "999", "outcome": "answered"}
CALLS = "tables: {calls: {file: calls.csv}}\n"


def calls(seconds: list[str]) -> list[dict[str, str]]:
    return [
        {"call_id": f"C{n}", **CALL, "received_at": f"2026-03-{n % 31 + 1:02} 10:00:01",
         "answered_in": text}
        for n, text in enumerate(seconds)
    ]  # fmt: skip


def pack(condition: str) -> Rulebook:
    """The shipped pack with another condition on the seconds."""
    return rules_with(lambda pack: change_file(pack, "tables/calls.yaml", "{below: 10}", condition))


def test_calls_at_the_limit_leave_it_open(checked: Checker, tmp_path: Path) -> None:
    """85 under 10, five at "10", ten at 20: 85% to 90%."""
    write_csv(tmp_path / "calls.csv", calls(["7"] * 85 + ["10"] * 5 + ["20"] * 10))
    only = ["999-answered-within-10-seconds"]
    (finding,) = checked(CALLS, only=only).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert all_in_words(finding.reasons).endswith(
        "5 of 100 calls are at exactly 10 seconds and the seconds are whole (calls.csv). To say "
        "whether they were cut or rounded, add whole_seconds"
    )
    assert each_in_words(finding.to_supply) == ("whole_seconds, to say how they were made whole",)
    cut = "whole_seconds: {count_as: cut, because: the switch drops fractions}\n"
    (finding,) = checked(f"{cut}{CALLS}", only=only).findings
    assert finding.outcome is Outcome.BREACH
    assert "Whole seconds are counted as cut, because: the switch drops" in str(
        sentences(finding.remarks)
    )
    rounded = "whole_seconds: {count_as: rounded, because: the report rounds}\n"
    (finding,) = checked(f"{rounded}{CALLS}", only=only).findings
    assert finding.outcome is Outcome.CANNOT_TELL


def truth(value: Fraction, whole: bool, how: str, compare: str, limit: Fraction) -> set[bool]:
    """Whether it meets the limit, over some of all values that it may stand for."""
    tiny, half = Fraction(1, 10**6), Fraction(1, 2)
    may_be = {value}
    if whole:
        ends = {"cut": (0, 1 - tiny), "rounded": (-half, half), "": (-half, 1 - tiny)}[how]
        may_be = {value + end for end in ends} | {value, limit, limit + tiny, limit - tiny}
        low, high = (value + end for end in ends)
        may_be = {one for one in may_be if low <= one <= high}
    return {
        {"below": v < limit, "at_most": v <= limit, "at_least": v >= limit, "above": v > limit}[
            compare
        ]
        for v in may_be
    }


@pytest.mark.every_day(6)
@pytest.mark.parametrize("how", ["", "cut", "rounded"])
@pytest.mark.parametrize("compare", ["below", "at_most", "at_least", "above"])
@pytest.mark.parametrize("limit", some_every_day(2, ["10", "9.7", "10.5", "0.3"]))
def test_seconds_are_compared_as_one_by_one(
    tmp_path: Path, how: str, compare: str, limit: str
) -> None:
    texts = ["0", "1", "8", "9", "10", "11", "12", "9.5", "9.7", "10.3", "10.5", "0.25", "0.3"]
    texts += ["9.99"] * 200  # so that a .0 among them would be by chance
    texts += ["10.0", "9.0"]
    rules = pack(f"{{{compare}: {limit}}}")
    write_csv(tmp_path / "calls.csv", calls(texts))
    more = f"whole_seconds: {{count_as: {how}, because: x}}\n" if how else ""
    session = counted(tmp_path, f"{more}{CALLS}", (RATE, ()), rules=rules)
    found = [
        truth(Fraction(text), "." not in text, how, compare, Fraction(limit)) for text in texts
    ]
    (told,) = value_of(session, RATE).counted
    sure = [one for one in found if len(one) == 1]
    assert told.tally.certain == (sum(True in one for one in sure), len(sure))
    assert told.tally.uncertain == (len(found) - len(sure), 0, 0, 0)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("zeros", "others", "doubtful"), [(1, 19, 0), (2, 37, 2)], ids=["by chance", "too many"]
)
@pytest.mark.parametrize("kind", ["VARCHAR", "DOUBLE", "DECIMAL(9, 1)"])
def test_a_nought_behind_the_point_in_more_than_a_twentieth_was_not_recorded(
    tmp_path: Path, zeros: int, others: int, doubtful: int, kind: str
) -> None:
    rows = calls(["10.0"] * zeros + ["9.3"] * others)
    with duckdb.connect() as connection:
        names = ", ".join(f"{n} {kind if n == 'answered_in' else 'VARCHAR'}" for n in rows[0])
        connection.execute(f"CREATE TABLE t ({names})")
        marks = ", ".join("?" for _ in rows[0])
        insert = f"INSERT INTO t VALUES ({marks})"  # noqa: S608 - question marks alone
        connection.executemany(insert, [[*r.values()] for r in rows])
        connection.execute(f"COPY t TO '{tmp_path}/calls.parquet' (FORMAT parquet)")
    text = "tables: {calls: {file: calls.parquet}}"
    (found,) = value_of(counted(tmp_path, text, (RATE, ())), RATE).counted
    assert sum(found.tally.uncertain) == (zeros if kind == "DOUBLE" and doubtful else doubtful)


def test_fractions_that_a_system_has_lost_are_seen_in_the_period_itself(tmp_path: Path) -> None:
    """Two years of fractions hide a month without them in the column, and not in its month."""
    rows = calls(["10.0"] * 10)
    rows += [
        {**call, "call_id": f"L{n}", "received_at": f"2025-{n % 12 + 1:02}-05 10:00:01"}
        for n, call in enumerate(calls(["7.3"] * 240))
    ]
    write_csv(tmp_path / "calls.csv", rows)
    value = value_of(counted(tmp_path, CALLS, (RATE, ())), RATE)
    assert [(d.rows, d.reason) for d in value.counted[0].doubts] == [(10, "whole seconds")]


def test_a_number_that_is_no_time_is_compared_as_it_is(tmp_path: Path) -> None:
    counts = "counts:\n  incidents_to_attend: {offenders: {above: 40}}\ntotals:"
    rules = rules_with(lambda pack: change_file(pack, "tables/caseloads.yaml", "totals:", counts))
    write_csv(
        tmp_path / "c.csv",
        [{"manager": f"M{n}", "offenders": text} for n, text in enumerate(["39", "40", "41", "x"])],
    )
    source = "tables: {caseloads: {file: c.csv, at: 2026-03-31}}"
    session = counted(tmp_path, source, ("incidents_to_attend", ()), rules=rules)
    amount = value_of(session, "incidents_to_attend").amount
    assert amount is not None
    assert amount.text == "1 to 2"
