"""The rulebook with one thing changed: a limit, date, comparison, unit, condition or scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import body
from peelcheck.model.row_statistics import AT
from peelcheck.model.rules import Bound, Requirement, Rule, Rulebook
from peelcheck.model.tables import (
    BlankStop,
    Condition,
    Counting,
    DurationLimit,
    InTime,
    NumberLimit,
    Table,
)
from peelcheck.policy.testing.edges import edges_of

_UNIT = 60
"""How much more a time is in the next unit: minutes for seconds."""

_TURNED: Mapping[Comparison, Comparison] = MappingProxyType(
    {
        Comparison.BELOW: Comparison.ABOVE,
        Comparison.AT_MOST: Comparison.AT_LEAST,
        Comparison.AT_LEAST: Comparison.AT_MOST,
        Comparison.ABOVE: Comparison.BELOW,
    }
)


class Mutant(NamedTuple):
    """One change of a rule or of a table, by a name that stays the same.

    `rule` is the changed rule, None where `table` is changed. `is_limit` says that a limit inside a
    table moved by its smallest step. `show` is what a test has to show to notice it.
    """

    name: str
    show: str
    location: Location
    rule: Rule | None = None
    table: Table | None = None
    figure: str = ""
    is_limit: bool = False

    def within(self, rulebook: Rulebook) -> Rulebook:
        """Return the rulebook with the change."""
        if self.rule:
            return rulebook._replace(rules={**rulebook.rules, self.rule.id: self.rule})
        assert self.table is not None  # noqa: S101 - one of the two is changed
        return rulebook._replace(tables={**rulebook.tables, self.table.name: self.table})


def mutants_of(rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield every change of every judging rule and of every table."""
    for rule in rulebook.rules.values():
        if rule.judges:
            yield from _of_rule(rule, rulebook.dictionary.figures[rule.figure].kind)
    for table in rulebook.tables.values():
        yield from mutants_of_table(table)


def _of_rule(rule: Rule, kind: Kind) -> Iterator[Mutant]:
    location = rule.location_of("require")
    for number, edge in enumerate(edges_of(rule, kind), 1):
        part = "date" if edge.days else "limit"
        for step, moved in enumerate(edge.moved, 1):
            yield Mutant(f"{rule.id}/{part}-{number}.{step}", moved.said, location, moved.rule)
    for index, requirement in enumerate(rule.requirements):
        for turned in _turned(requirement):
            name = f"{rule.id}/turned-{index + 1}"
            show = f"a figure on either side of {requirement.words}"
            yield Mutant(name, show, location, _with_requirement(rule, index, turned))
        if kind is Kind.TIME:
            for other in _in_other_unit(requirement):
                name = f"{rule.id}/unit-{index + 1}"
                show = f"a time that is far over {requirement.words}"
                yield Mutant(name, show, location, _with_requirement(rule, index, other))
    for fact in rule.applies_to:
        kept = {name: value for name, value in rule.applies_to.items() if name != fact}
        show = f"{body().a_one} whose {fact} is not {rule.applies_to[fact]}"
        yield Mutant(f"{rule.id}/applies-to-{fact}", show, location, rule._replace(applies_to=kept))
    if rule.for_each:
        show = f"one {rule.for_each} that misses while all together meet"
        yield Mutant(f"{rule.id}/for-each", show, location, rule._replace(for_each=None))


def _with_requirement(rule: Rule, index: int, requirement: Requirement) -> Rule:
    kept = enumerate(rule.requirements)
    changed = tuple(requirement if i == index else one for i, one in kept)
    return rule._replace(requirements=changed)


def _turned(requirement: Requirement) -> Iterator[Requirement]:
    """Yield the requirement with a ceiling for its floor, or a floor for its ceiling."""
    if len(requirement.bounds) == 1 and requirement.bounds[0].comparison in _TURNED:
        (bound,) = requirement.bounds
        yield requirement._replace(bounds=(bound._replace(comparison=_TURNED[bound.comparison]),))


def _in_other_unit(requirement: Requirement) -> Iterator[Requirement]:
    bounds = tuple(
        bound._replace(value=bound.value * _UNIT) if isinstance(bound, Bound) else bound
        for bound in requirement.bounds
    )
    if bounds != requirement.bounds:
        yield requirement._replace(bounds=bounds)


def mutants_of_table(table: Table) -> Iterator[Mutant]:
    """Yield every change of what a table counts."""
    for at, counting in enumerate(table.countings):
        others = [one for i, one in enumerate(table.countings) if i != at]
        for name, show, changed, is_limit in _of_counting(counting, others):
            countings = tuple(changed if i == at else one for i, one in enumerate(table.countings))
            yield Mutant(
                f"{table.name}/{counting.figure}/{name}",
                show,
                counting.location,
                table=table._replace(countings=countings),
                figure=counting.figure,
                is_limit=is_limit,
            )


_Change = tuple[str, str, Counting, bool]


def _of_counting(counting: Counting, others: Sequence[Counting]) -> Iterator[_Change]:
    """Yield the name of a change, what shows it, the counting, and whether a limit moved.

    A time that is a condition of the whole too is changed there: in its part alone it changes
    nothing.
    """
    for column, condition in counting.where.items():
        kept = {name: one for name, one in counting.where.items() if name != column}
        show = f"a row that is left out by its {column}"
        yield f"where-{column}", show, counting._replace(where=MappingProxyType(kept)), False
        for value in condition.any_of if len(condition.any_of) > 1 else ():
            fewer = condition._replace(any_of=tuple(v for v in condition.any_of if v != value))
            show = f"a row whose {column} is {value}"
            yield f"where-{column}-{value}", show, _with_condition(counting, column, fewer), False
        if condition.limit:
            for name, limit, is_limit in _moved(condition.limit):
                show = f"rows whose {column} is at its limit, and beside it"
                moved = condition._replace(limit=limit)
                yield f"{name}-{column}", show, _with_condition(counting, column, moved), is_limit
        is_shared = any(one.where.get(column) == condition for one in others)
        if condition.duration and not (counting.in_time and is_shared):
            for name, duration in _moved_durations(condition.duration):
                show = f"rows whose time to {column} is at its limit, and beside it"
                moved = condition._replace(duration=duration)
                yield f"{name}-{column}", show, _with_condition(counting, column, moved), True
    if counting.in_time:
        yield from _of_clock(counting, counting.in_time)


def _with_condition(counting: Counting, column: str, condition: Condition) -> Counting:
    return counting._replace(where=MappingProxyType({**counting.where, column: condition}))


def _moved(limit: NumberLimit) -> Iterator[tuple[str, NumberLimit, bool]]:
    yield "comparison", limit._replace(comparison=limit.comparison.other_at_limit), True
    yield "limit-less", limit._replace(value=limit.value - 1), True
    yield "limit-more", limit._replace(value=limit.value + 1), True
    yield "turned", limit._replace(comparison=_TURNED[limit.comparison]), False
    yield "unit", limit._replace(value=limit.value * _UNIT), False


def _moved_durations(duration: DurationLimit) -> Iterator[tuple[str, DurationLimit]]:
    for name, step in (("limit-less", -1), ("limit-more", 1)):
        if duration.days:
            days = duration.days._replace(number=duration.days.number + step)
            yield name, duration._replace(days=days)
        else:
            yield name, duration._replace(seconds=duration.seconds + step)


def _of_clock(counting: Counting, clock: InTime) -> Iterator[_Change]:
    for key, seconds in clock.fixed.items():
        where = "-".join(key) or "all"
        show = f"a row of {where} in just the time allowed, and one a second over it"
        for name, other, is_limit in (
            ("limit-less", seconds - 1, True),
            ("limit-more", seconds + 1, True),
            ("unit", seconds * _UNIT, False),
        ):
            fixed = MappingProxyType({**clock.fixed, key: other})
            changed = counting._replace(in_time=clock._replace(fixed=fixed))
            yield f"{name}-{where}", show, changed, is_limit
    for key, limit in clock.days.items():
        where = "-".join(key) or "all"
        for name, step in (("limit-less", -1), ("limit-more", 1)):
            moved = limit._replace(number=limit.number + step)
            days = MappingProxyType({**clock.days, key: moved})
            show = f"a row of {where} on the last day allowed, and one a day after it"
            yield (
                f"{name}-{where}",
                show,
                counting._replace(in_time=clock._replace(days=days)),
                True,
            )
    if clock.stops != AT:
        other_end = BlankStop.LATE if clock.blank is BlankStop.NOT_KNOWN else BlankStop.NOT_KNOWN
        changed = counting._replace(in_time=clock._replace(blank=other_end))
        yield "blank", f"a row without {clock.column or clock.stops}", changed, False
    if clock.pauses:
        changed = counting._replace(in_time=clock._replace(pauses=None))
        yield "not-counted", "a row with a Sunday or a bank holiday between", changed, False
    if clock.column or clock.stops == AT:
        return
    turned = clock._replace(starts=clock.stops, stops=clock.starts)
    yield "clock", "a row that is late", counting._replace(in_time=turned), False
