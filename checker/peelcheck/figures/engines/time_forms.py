"""The ways in which the times of a table may be written, and the zones behind them."""

from __future__ import annotations

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import ISO_DATES, ZONE_WRITTEN, TableSource

WITH_ZONE = (
    "([ -~\t\n\v\f\r]*[0-9]) *([Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Bb][Ss][Tt]"
    "|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)[ \t\n\v\f\r]*"
)
"""The pattern of a time with its zone or offset from UTC behind it, which it cuts in two."""
ZONES_OF_UTC = "'Z', 'UTC', 'GMT'"


class TimeForms(NamedTuple):
    """The ways in which times may be written: as a clock shows them, and with a zone behind."""

    with_seconds: tuple[str, ...]
    without: tuple[str, ...]
    zoned: tuple[str, ...]

    @property
    def zoned_with_seconds(self) -> tuple[str, ...]:
        """Return those with a zone that have seconds."""
        return tuple(form for form in self.zoned if "%S" in form)

    @property
    def without_colon(self) -> tuple[str, ...]:
        """Return those with a time of day that have no colon in it."""
        plain = (*self.with_seconds, *self.without)
        return tuple(form for form in plain if "%H" in form and ":" not in form)


def forms_of_source(source: TableSource, *, is_iso: bool = False) -> TimeForms:
    """Return the ways in which a table's times may be written. Any time of day may have a zone."""
    forms = dict.fromkeys((*source.dates, *(ISO_DATES if is_iso else ())))
    plain = [form for form in forms if not form.endswith(ZONE_WRITTEN)]
    return TimeForms(
        with_seconds=tuple(form for form in plain if "%S" in form),
        without=tuple(form for form in plain if "%S" not in form),
        zoned=tuple(form.removesuffix(ZONE_WRITTEN) for form in forms if "%H" in form),
    )


def offset_of(zone: str) -> str:
    """Return as SQL how far a zone in capitals is ahead of UTC: Z, BST, +01, +0100 or +01:00."""
    digits = f"rpad(replace(substr({zone}, 2), ':', ''), 4, '0')"
    minutes = f"CAST(substr({digits}, 1, 2) AS INTEGER) * 60 + CAST(substr({digits}, 3) AS INTEGER)"
    return (
        f"CASE WHEN {zone} = 'BST' THEN 60 WHEN {zone} IN ({ZONES_OF_UTC}) THEN 0 "
        f"WHEN {zone} LIKE '-%' THEN -({minutes}) ELSE {minutes} END * INTERVAL '1' MINUTE"
    )
