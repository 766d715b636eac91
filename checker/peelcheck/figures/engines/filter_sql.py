"""Whether a row meets a condition of the return, as SQL that all engines understand."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from peelcheck.figures.engines.dialect import SPACE, exact_number
from peelcheck.figures.engines.summer_time import midnight_of
from peelcheck.figures.groups import CellState, FilterState
from peelcheck.model.comparisons import Comparison
from peelcheck.model.row_filters import RowFilter

if TYPE_CHECKING:
    from peelcheck.figures.engines.grouping_sql import KeyedRows

_SIGNS = {
    Comparison.BELOW: "<",
    Comparison.AT_MOST: "<=",
    Comparison.AT_LEAST: ">=",
    Comparison.ABOVE: ">",
}
_ANYTHING = "(?:.|\n)*"


def filter_code(one: RowFilter, rows: KeyedRows) -> str:
    """Return the `FilterState` of a row. A star does not stand for a blank."""
    if one.limit is None:
        patterns = "|".join(_pattern(text) for text in one.texts)
        is_met = rows.dialect.matches(f"lower(r_{one.column})", f"{SPACE}*(?:{patterns}){SPACE}*")
        return (
            f"CASE WHEN {rows.is_blank(one.column)} THEN {FilterState.BLANK} "
            f"WHEN {is_met} THEN {FilterState.MET} ELSE {FilterState.NOT_MET} END"
        )
    state = f"s_{one.column}"
    return (
        f"CASE WHEN {state} = {CellState.BLANK} THEN {FilterState.BLANK} "
        f"WHEN {state} <> {CellState.FILLED} THEN {FilterState.UNREADABLE} "
        f"WHEN v_{one.column} {_test(one, one.limit, rows)} THEN {FilterState.MET} "
        f"ELSE {FilterState.NOT_MET} END"
    )


def _pattern(text: str) -> str:
    """Return what a text fits that is written so, with * for anything."""
    words = ([re.escape(part) for part in word.split("*")] for word in text.lower().split())
    return f"{SPACE}+".join(_ANYTHING.join(word) for word in words)


def _test(one: RowFilter, limit: Fraction | date, rows: KeyedRows) -> str:
    if isinstance(limit, Fraction):
        return f"{_SIGNS[one.comparison]} {exact_number(limit)}"
    is_after = one.comparison in (Comparison.AT_MOST, Comparison.ABOVE)
    midnight = midnight_of(limit + timedelta(days=int(is_after)))
    sign = "<" if one.comparison.is_upper else ">="
    return f"{sign} {rows.dialect.moment(rows.as_shown(midnight))}"
