"""Sums of a column, held against adding up row by row: doubtful rows widen them."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conftest import examples
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
