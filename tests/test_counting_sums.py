"""Sums of a column, held against adding up row by row: doubtful rows widen them."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker, examples
from peelcheck.model.rules import Outcome
from peelcheck.reports.reason_words import all_in_words
from tables import counted, value_of, write_csv

Row = dict[str, str]

rows_of_caseloads = st.lists(
    st.fixed_dictionaries(
        {
            "manager": st.sampled_from(["", *(f"M{n}" for n in range(20))]),
            "offenders": st.sampled_from(["0", "12", "058", "1,012"] * 3 + ["", "5.7", "x"]),
            "fte": st.sampled_from(["1", "0.8", "1.00"] * 3 + ["", "½", "1e0"]),
        }
    ),
    min_size=1,
    max_size=10,
)


def number(text: str, form: str) -> Fraction | None:
    return Fraction(text.replace(",", "")) if re.fullmatch(form, text) else None


def naive(rows: list[Row], column: str, form: str) -> tuple[Fraction, Fraction | None]:
    """The least and the most; None is no end. Rows with a key that are the same count once."""
    once = {tuple(row.values()): row for row in rows if row["manager"]}
    rows = [*once.values(), *(row for row in rows if not row["manager"])]
    keys = Counter(row["manager"] for row in rows)
    numbers = [number(row[column], form) for row in rows]
    sure = [keys[row["manager"]] == 1 and row["manager"] != "" for row in rows]
    least = sum((n for n, s in zip(numbers, sure, strict=True) if s and n), Fraction())
    if None in numbers:
        return least, None
    return least, sum((n for n in numbers if n), Fraction())


@examples(25)
@given(rows=rows_of_caseloads)
def test_columns_are_added_up_as_row_by_row(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "c.csv", rows)
        text = "tables: {caseloads: {file: c.csv, at: 2026-03-31}}"
        session = counted(Path(folder), text, ("offenders", ()), ("offender_managers", ()))
    assert session.problems == ()
    whole = r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+"
    for figure, column, form in (
        ("offenders", "offenders", whole),
        ("offender_managers", "fte", r"[0-9]+(\.[0-9]+)?"),
    ):
        amount = value_of(session, figure).amount
        assert amount, figure
        assert (amount.span.low, amount.span.high) == naive(rows, column, form), figure


DAY = {"line": "999", "offered": "100", "abandoned": "1", "answered": "99"}
WORSE = {"line": "999", "offered": "100", "abandoned": "50", "answered": "50"}


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("blanked", "outcome"),
    [
        ({}, Outcome.CANNOT_TELL),
        ({"day": ""}, Outcome.CANNOT_TELL),
        ({"day": "?!"}, Outcome.CANNOT_TELL),
        ({"line": ""}, Outcome.CANNOT_TELL),
        ({"line": "Whole force"}, Outcome.MET),  # a total row
        (None, Outcome.MET),
    ],
)
def test_a_second_row_of_a_day_does_not_look_better_without_its_day(
    checked: Checker, tmp_path: Path, blanked: dict[str, str] | None, outcome: Outcome
) -> None:
    """Of two rows that differ nobody knows which is right: one without its day may be the other."""
    rows = [{"day": f"2026-03-{n:02}", **DAY, "answered_within_10s": "95"} for n in range(1, 32)]
    if blanked is not None:
        rows.append({"day": "2026-03-04", **WORSE, "answered_within_10s": "0", **blanked})
    write_csv(tmp_path / "t.csv", rows)
    text = "tables: {daily_calls: {file: t.csv}}\n"
    (finding,) = checked(text, only=["999-answered-within-10-seconds"]).findings
    assert finding.outcome is outcome, all_in_words(finding.reasons)
    said = "t.csv has 1 row that may be of a day that is there already"
    assert (said in all_in_words(finding.reasons)) == bool(blanked and outcome is not Outcome.MET)
