"""Returns of a change beside those of its base: which differ, and in what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from peelcheck.model.forces import is_same_force
from peelcheck.model.gate_report import FigureChange
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Length, Period, is_month, last_of_month, length_of
from peelcheck.model.returns import ReportedFigure, Return

_NOWHERE = Location("")


class PeriodPair(NamedTuple):
    """The returns of one period of a force: of the change, and of its base."""

    period: Period
    head: tuple[Return, ...]
    base: tuple[Return, ...]


def without_locations(value: Any) -> Any:
    """Return a value with nothing in it that says where it is written."""
    if isinstance(value, Location):
        return _NOWHERE
    if isinstance(value, tuple):
        parts = [without_locations(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, Mapping):
        return {key: without_locations(part) for key, part in value.items()}
    return value


def pairs_of(head: Iterable[Return], base: Iterable[Return], force: str) -> list[PeriodPair]:
    """Return the periods of one force on both sides, the earliest first."""
    sides = [[one for one in side if is_same_force(one.force, force)] for side in (head, base)]
    periods = {one.period: one.period for side in sides for one in side}
    return [
        PeriodPair(
            period,
            tuple(one for one in sides[0] if one.period == period),
            tuple(one for one in sides[1] if one.period == period),
        )
        for period in sorted(periods, key=lambda p: (p.last, p.first or p.last))
    ]


def figures_differ(pair: PeriodPair, changed_tables: Iterable[str]) -> bool:
    """Return whether the figures, statements or tables of a period differ between the two.

    `changed_tables` are files of the change whose bytes differ from the base's.
    """
    is_same = set(map(id, pair.head)) == set(map(id, pair.base))
    if not is_same and _contents(pair.head) != _contents(pair.base):
        return True
    paths = {path for one in pair.head for table in one.tables for _, path in table.files}
    return not paths.isdisjoint(changed_tables)


def _contents(returns: Sequence[Return]) -> list[Any]:
    return sorted(
        (
            without_locations(
                (
                    tuple(given._replace(breakdown=None) for given in one.reported),
                    one.statements,
                    tables_apart_from_files(one),
                )
            )
            for one in returns
        ),
        key=repr,
    )


def tables_apart_from_files(one: Return) -> tuple[Any, ...]:
    """Return how a return reads its tables, without where their files lie and what it declares."""
    return tuple(
        (
            (table.table.name, table.table.columns, table.table.countings),
            tuple(name for name, _ in table.files),
            *(
                table.period,
                table.columns,
                table.constants,
                table.values,
                table.filters,
                table.blanks,
            ),
            *(table.dates, table.clocks, table.header_row, table.sheet, table.starts),
            table.remote,
        )
        for table in one.tables
    )


def same_standards(one: Return, other: Return) -> bool:
    """Return whether two returns have the same targets, facts, times, registers, declarations."""
    return bool(_standards(one) == _standards(other))


def _standards(one: Return) -> Any:
    return without_locations(
        (
            dict(one.about),
            sorted(one.targets, key=repr),
            sorted(one.times, key=repr),
            (one.frequencies.returns, dict(one.frequencies.of_figures)),
            one.frequencies.snapshot_days,
            sorted(one.requires),
            sorted(one.registers, key=lambda register: register.id),
            sorted((table.table.name, table.precision) for table in one.tables),
        )
    )


def with_standards_of(one: Return, base: Sequence[Return]) -> Return:
    """Return the same figures under what the base said of targets, facts and declarations.

    `base` are the base's returns of the force, the newest last; the one of the same period counts,
    else the newest earlier one.
    """
    donor = donor_of(one, base)
    if donor is None or same_standards(one, donor):
        return one
    precision = {table.table.name: table.precision for table in donor.tables}
    return one._replace(
        about=donor.about,
        targets=donor.targets,
        times=donor.times,
        frequencies=donor.frequencies,
        requires=tuple(dict.fromkeys((*donor.requires, *one.requires))),
        registers=tuple({r.id: r for r in (*one.registers, *donor.registers)}.values()),
        tables=tuple(
            table._replace(precision=precision.get(table.table.name, table.precision))
            for table in one.tables
        ),
    )


def donor_of(one: Return, base: Sequence[Return]) -> Return | None:
    """Return the base's return whose standards count for a return of the change."""
    same = [other for other in base if other.period == one.period]
    earlier = [other for other in base if other.period.last <= one.period.last]
    return next(iter(same or earlier[-1:] or base[:1]), None)


def figure_changes(pair: PeriodPair, people: Collection[str]) -> tuple[FigureChange, ...]:
    """Return each figure of a period that has another amount than on the base, or is gone.

    `people` are the scope kinds that are persons, who are never named.
    """
    sides = [{_key(g): g for one in side for g in one.reported} for side in (pair.head, pair.base)]
    now, before = sides
    found = []
    for key, was in before.items():
        given = now.get(key)
        amounts = (was.amount, given.amount if given else None)
        if amounts[0] != amounts[1]:
            scope = was.scope.value if was.scope and was.scope.kind not in people else None
            found.append(FigureChange(was.figure, scope, *amounts, was.provisional))
    return tuple(found)


def figures_removed(pair: PeriodPair) -> tuple[ReportedFigure, ...]:
    """Return what the base's returns of a period give and the change's do not."""
    now = {_key(given) for one in pair.head for given in one.reported}
    return tuple(g for one in pair.base for g in one.reported if _key(g) not in now)


def _key(given: ReportedFigure) -> tuple[Any, ...]:
    return (given.figure, given.period, given.scope)


def months_skipped(periods: Iterable[Period]) -> list[Period]:
    """Return the months between the first and the last for which there is no return."""
    months = sorted((p for p in periods if length_of(p) is Length.MONTH), key=lambda p: p.last)
    if not months or not all(is_month(one) for one in months):
        return []
    there = {(one.last.year, one.last.month) for one in months}
    year, month = months[0].last.year, months[0].last.month
    missing = []
    while (year, month) < (months[-1].last.year, months[-1].last.month):
        if (year, month) not in there:
            last = last_of_month(year, month)
            missing.append(Period(last.replace(day=1), last, f"{year}-{month:02}"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return missing
