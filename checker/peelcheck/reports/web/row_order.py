"""Orders that a reader may choose for the rows of a table; the style sheet puts them in place."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.named_tuple import NamedTuple

MOST_ROWS = 60
"""Rows that the style sheet has a place for; a longer table stays as it is."""


class RowKeys(NamedTuple):
    """What a row is sorted by: its name, and the number of its first AFI where it has one."""

    name: str
    afi: int | None = None


def places_of(rows: Sequence[RowKeys]) -> list[str]:
    """Return the classes of each row: "n2 a1" is second by name and first by AFI.

    Rows without an AFI come last. Empty where there is nothing to choose, or too many rows.
    """
    if not 1 < len(rows) <= MOST_ROWS:
        return [""] * len(rows)
    by_name = _places([(row.name.casefold(),) for row in rows])
    by_afi = _places([(row.afi is None, row.afi or 0) for row in rows])
    with_afis = any(row.afi is not None for row in rows)
    return [
        f"n{name} a{afi}" if with_afis else f"n{name}"
        for name, afi in zip(by_name, by_afi, strict=True)
    ]


def _places(keys: Sequence[tuple[str | int, ...]]) -> list[int]:
    """Return the place of each key in their order, from 1 on; equal ones keep theirs."""
    order = sorted(range(len(keys)), key=lambda index: keys[index])
    places = {index: place for place, index in enumerate(order, 1)}
    return [places[index] for index in range(len(keys))]
