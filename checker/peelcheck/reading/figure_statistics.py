"""What a figure that describes rows by one number can be, and what it cannot be part of."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.row_statistics import Statistic
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import text_of
from peelcheck.sources.nodes import Entry, Mapping, Text

_KINDS = {
    Statistic.MEAN: (Kind.TIME, Kind.QUANTITY),
    Statistic.MEDIAN: (Kind.TIME, Kind.QUANTITY),
    Statistic.PERCENTILE: (Kind.TIME, Kind.QUANTITY, Kind.COUNT),
}
"""A mean or a median of whole numbers need not be whole; a percentile is the value of a row."""


def refuse_wrong_statistic(
    name: str,
    node: Mapping,
    inputs: Iterable[Text],
    entries: AnyMapping[str, Entry],
    problems: Problems,
) -> None:
    """Refuse a statistic of another kind, derived from figures, or derived from."""
    for text in inputs:
        found = entries[text.value].value if text.value in entries else None
        if isinstance(found, Mapping) and text_of(found, "statistic"):
            what = (
                f"{text.value} is a {text_of(found, 'statistic')} of rows, and is never added up."
            )
            problems.add(text.location, what, "Name a count.")
    entry = node.entry("statistic")
    if entry is None:
        return
    statistic, kind = Statistic(text_of(node, "statistic")), text_of(node, "kind")
    kinds = _KINDS[statistic]
    if kind not in kinds:
        what = f"{name} is a {kind}, and a {statistic} is a {and_list(kinds, 'or')}."
        problems.add(entry.key.location, what, f"Write kind: {kinds[0]} or kind: {kinds[1]}.")
    if inputs:
        what = f"{name} is worked out from other figures, and a {statistic} from rows."
        problems.add(entry.key.location, what, "Keep one of the two.")
