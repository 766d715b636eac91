"""Which standards the recognised tables can be counted for, and what the others lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.model.tables import Counting, Table


class Countable(NamedTuple):
    """The standards that can be counted now, and those that lack something, with what."""

    now: tuple[Rule, ...]
    lacking: Mapping[str, tuple[str, ...]]


def countable_standards(
    tables: Iterable[tuple[Table, set[str]]], given: Iterable[str], rulebook: Rulebook
) -> Countable:
    """Return which standards these tables and given figures are enough for.

    Each table comes with the columns that are known.
    """
    lacks: dict[str, tuple[str, ...]] = {}
    for table, known in tables:
        for counting in table.countings:
            missing = tuple(dict.fromkeys(_missing(counting, table, known)))
            before = lacks.get(counting.figure)
            lacks[counting.figure] = missing if before is None else min(before, missing, key=len)
    counted = set(lacks)
    lacks |= dict.fromkeys(given, ())
    now, lacking = [], {}
    for rule in rulebook.rules.values():
        needed = _figures_of(rule, rulebook, lacks)
        if not any(figure in lacks for figure in needed):
            continue
        missing_here = [m for figure in needed for m in lacks.get(figure, (f"figure {figure}",))]
        if rule.for_each and counted.isdisjoint(needed):
            missing_here.append(f"figures by {rule.for_each}")
        if missing_here:
            lacking[rule.short] = tuple(dict.fromkeys(missing_here))
        else:
            now.append(rule)
    return Countable(tuple(now), lacking)


def _figures_of(rule: Rule, rulebook: Rulebook, lacks: Mapping[str, object]) -> tuple[str, ...]:
    definition = rulebook.dictionary.figures.get(rule.figure or "")
    if definition is None:
        return ()
    if definition.name in lacks or not definition.measure:
        return (definition.name,)
    return definition.measure.inputs


def _missing(counting: Counting, table: Table, known: set[str]) -> Iterator[str]:
    """Yield the columns and targets without which a figure cannot be counted."""
    needed = [*table.key, *([table.dated_by] if table.dated_by else []), *counting.where]
    needed += [counting.total] if counting.total else []
    needed += counting.statistic.columns if counting.statistic else ()
    if counting.in_time:
        needed += counting.in_time.columns
    needed += (name for duration in counting.durations for name in duration.columns)
    yield from (name for name in needed if name not in known)
    targets = [one.set_in for one in counting.where.values() if one.set_in]
    targets += [counting.in_time.target] if counting.in_time and counting.in_time.target else []
    yield from (f"target {name}" for name in targets)
