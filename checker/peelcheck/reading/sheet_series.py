"""What a word beside the label of a figure says: a number, a percentage, a description, or more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum

from peelcheck.model.amounts import Kind
from peelcheck.reading.sheet_labels import label_key

_SAY_NOTHING = (
    "actual", "actuals", "result", "results", "performance", "month", "months", "in month",
    "monthly", "final", "volume", "value", "values", "outturn", "achieved", "current", "this year",
    "current year", "this month",
)  # fmt: skip
"""Words around a month, or beside a label, that say nothing of what is under it."""
_NUMBERS = ("no", "no.", "number", "numbers", "count", "counts", "n", "#", "nos", "nos.")
_PERCENTAGES = ("%", "percent", "percentage", "per cent", "rate", "pct", "% rate", "share")
_SERIES = frozenset((
    "series", "data", "type", "kind", "version", "scenario", "basis", "view", "line", "row",
    "measure type", "value type", "data type", "row type", "data series", "series name", "values",
    "metric type", "measurement", "line type", "what", "versus", "comparison", "comparator",
))  # fmt: skip
"""Headers of columns that say whether a row is a result, a target or something else."""
_DESCRIBING = frozenset((
    "owner", "lead", "unit", "units", "ref", "reference", "id", "no", "number", "code", "theme",
    "category", "pillar", "priority", "department", "directorate", "portfolio", "source", "system",
    "definition", "description", "frequency", "polarity", "format", "kpi", "indicator", "measure",
    "metric", "domain", "strand", "function", "service", "sro", "officer", "comment", "comments",
    "notes", "chief", "accountable", "responsible", "question", "objective", "section", "updated",
    "good", "better", "desired", "contact", "calculation", "group", "area", "business", "detail",
    "details", "title", "subject", "topic", "workstream", "link", "tier", "board", "meeting",
))  # fmt: skip
"""Words of headers of columns that describe a figure, with any words in them."""


class ValueSort(StrEnum):
    """What values are, where a word beside them says so."""

    NUMBER = "number"
    PERCENT = "percent"


def says_nothing(key: str) -> bool:
    """Return whether a word around a month says nothing of whose value is under it."""
    word = key.strip("()")
    return (
        word in _SAY_NOTHING
        or sort_of(key) is not None
        or bool(re.fullmatch(r"(?:28|29|30|31) days", key))
    )


def sort_of(key: str) -> ValueSort | None:
    """Return what a word such as No. or % says of values; None for any other."""
    word = key.strip("()")
    if word in _NUMBERS:
        return ValueSort.NUMBER
    return ValueSort.PERCENT if word in _PERCENTAGES else None


def suits(kind: Kind, sort: ValueSort | None, others: Collection[ValueSort | None]) -> bool:
    """Return whether a figure of this kind may be where values are of a sort.

    A count is never a percentage; a share may be called a number, but not beside percentages
    (`others` are the sorts of what is beside).
    """
    if kind in (Kind.COUNT, Kind.QUANTITY):
        return sort is not ValueSort.PERCENT
    is_settled = ValueSort.PERCENT in others and kind in (Kind.SHARE, Kind.CHANGE)
    return not (is_settled and sort is ValueSort.NUMBER)


def names_series(header: str) -> bool:
    """Return whether a header is of a column that says what sort of row each is."""
    return label_key(header) in _SERIES


def describes(headers: Iterable[str]) -> bool:
    """Return whether the headers of a column say that it describes figures: Owner, Unit, Ref."""
    filled = [label_key(header) for header in headers if header]
    return bool(filled) and all(
        key not in _SERIES and not _DESCRIBING.isdisjoint(re.findall("[a-z]+", key))
        for key in filled
    )
