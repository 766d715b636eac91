"""Limits inside tables that their own words contradict, and times that look wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from peelcheck.model.comparisons import COMPARISONS, Comparison
from peelcheck.model.lint_codes import Code
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.row_statistics import AT
from peelcheck.model.rules import Rulebook
from peelcheck.model.tables import ColumnType, Counting, InTime, Table

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_SHORT = {"s": 1, "sec": 1, "secs": 1, "min": 60, "mins": 60, "h": 3600, "hrs": 3600}
_BEFORE = {words: one for one, row in COMPARISONS.items() for words in row.before}
_COMPARED = "|".join(sorted(_BEFORE, key=len, reverse=True))
_UNITS = "|".join(_SECONDS)
_TIME = re.compile(
    rf"(?:\b(?P<compared>{_COMPARED}) )?\b(?P<number>\d+(?:\.\d+)?)[ -](?P<unit>{_UNITS})s?\b",
    re.IGNORECASE,
)
_TIME_IN_NAME = re.compile(rf"(?<![a-z\d])(\d+)_?({'|'.join(_SHORT)})(?![a-z\d])")
_NUMBER = re.compile(
    rf"\b(?P<compared>{_COMPARED}) (?P<number>\d+(?:\.\d+)?)\b(?!%| ?per ?cent|[ -](?:{_UNITS}))",
    re.IGNORECASE,
)
_FAR_APART = 30
_NEAR = 2


class _Named(NamedTuple):
    """A number that words name; `comparison` is None where no word compares."""

    text: str
    value: Fraction
    comparison: Comparison | None


class _Limit(NamedTuple):
    """A number in a table, in seconds for a time."""

    value: Fraction
    comparison: Comparison
    is_time: bool


def wrong_table_limits(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield limits in tables that the figure's or a rule's words contradict, or that look wrong."""
    for table in rulebook.tables.values():
        for counting in table.countings:
            yield from _against_words(counting, table, rulebook)
            if counting.in_time:
                yield from _missing_times(counting, counting.in_time, table)
                yield from _times_far_apart(counting, counting.in_time)
            if counting.in_time and counting.in_time.starts:
                yield from _clock_turned_round(counting, counting.in_time, table)


def _against_words(counting: Counting, table: Table, rulebook: Rulebook) -> Iterator[Problem]:
    limits = list(_limits(counting, table))
    for source, text in _texts(counting.figure, rulebook):
        for is_time in (True, False):
            here = [one for one in limits if one.is_time is is_time]
            named = list(_times_named(text) if is_time else _numbers_named(text))
            if here and named and (wrong := _contradiction(here, named)):
                said, limit = wrong
                what = f"{counting.figure}: {source} says {said}, and the limit here is {limit}."
                fix = "Write the same in both."
                yield Problem(counting.location, what, fix, Code.LIMIT_AGAINST_WORDS)


def _limits(counting: Counting, table: Table) -> Iterator[_Limit]:
    for column, condition in counting.where.items():
        if condition.limit:
            is_time = table.columns[column].type is ColumnType.SECONDS
            yield _Limit(condition.limit.value, condition.limit.comparison, is_time)
    if counting.in_time:
        for seconds in counting.in_time.fixed.values():
            yield _Limit(Fraction(seconds), Comparison.AT_MOST, is_time=True)


def _texts(figure: str, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the words about a figure: its own, its name, and titles of rules on its share."""
    yield "means:", rulebook.dictionary.figures[figure].means
    if found := _TIME_IN_NAME.search(figure):
        unit = next(u for u, s in _SECONDS.items() if s == _SHORT[found[2]])
        yield "its name", f"{found[1]} {unit}s"
    for rule in rulebook.rules.values():
        measure = rulebook.dictionary.figures[rule.figure].measure if rule.figure else None
        if rule.figure == figure or (measure and figure == measure.inputs[0]):
            yield f"the title of {rule.id}", rule.title


def _times_named(text: str) -> Iterator[_Named]:
    for match in _TIME.finditer(text):
        value = Fraction(match["number"]) * _SECONDS[match["unit"].lower()]
        yield _Named(match.group(), value, _BEFORE.get((match["compared"] or "").lower()))


def _numbers_named(text: str) -> Iterator[_Named]:
    for match in _NUMBER.finditer(text):
        yield _Named(match.group(), Fraction(match["number"]), _BEFORE[match["compared"].lower()])


def _contradiction(limits: list[_Limit], named: list[_Named]) -> tuple[str, str] | None:
    """Return what the words say and what the table does, where the two differ."""
    for limit in limits:
        same = [one for one in named if one.value == limit.value]
        if not same:
            return named[0].text, _limit_words(limit)
        # "Within" is said of both sides of a limit of time.
        compared = [one for one in same if one.comparison and "within" not in one.text.lower()]
        if compared and all(one.comparison is not limit.comparison for one in compared):
            return compared[0].text, _limit_words(limit)
    return None


def _limit_words(limit: _Limit) -> str:
    number = _time_words(limit.value) if limit.is_time else f"{float(limit.value):g}"
    return f"{limit.comparison.words} {number}"


def _time_words(seconds: Fraction) -> str:
    unit, size = next(
        (u, s) for u, s in reversed(_SECONDS.items()) if s == 1 or (seconds % s == 0 and seconds)
    )
    number = f"{float(seconds / size):g}"
    return f"{number} {unit}{'' if number == '1' else 's'}"


def _missing_times(counting: Counting, clock: InTime, table: Table) -> Iterator[Problem]:
    """Yield values whose rows are counted and have no time allowed."""
    if not clock.fixed or not clock.by:
        return
    condition = counting.where.get(clock.by[0])
    counted = condition.any_of if condition else tuple(table.columns[clock.by[0]].values.values())
    missing = [value for value in counted if (value,) not in clock.fixed]
    if missing:
        what = (
            f"{counting.figure} counts rows of {' and '.join(missing)}, for which no time is set."
        )
        fix = f"Add {missing[0]}: and its time under times:, or leave it out of where:."
        yield Problem(counting.location, what, fix, Code.WRONG_TABLE)


def _times_far_apart(counting: Counting, clock: InTime) -> Iterator[Problem]:
    """Yield a time that is near its neighbour but for the unit: 15 hours, 20 minutes."""
    times = [(key[0], Fraction(seconds)) for key, seconds in clock.fixed.items() if key]
    for name, seconds in times:
        for other, neighbour in times:
            if seconds < neighbour * _FAR_APART:
                continue
            meant = _in_unit_of(neighbour, seconds)
            if neighbour / _NEAR <= meant <= neighbour * _NEAR:
                what = (
                    f"{counting.figure} allows {_time_words(seconds)} for {name} and "
                    f"{_time_words(neighbour)} for {other}."
                )
                fix = f"Is {_time_words(meant)} for {name} meant, or another unit for {other}?"
                yield Problem(counting.location, what, fix, Code.UNLIKELY_TIMES)
                return


def _in_unit_of(neighbour: Fraction, seconds: Fraction) -> Fraction:
    """Return the number that a time is written with, in the unit of its neighbour."""
    sizes = [1, *(size for size in _SECONDS.values() if size > 1)]
    own, other = (max(s for s in sizes if one % s == 0) for one in (seconds, neighbour))
    return seconds / own * other


def _clock_turned_round(counting: Counting, clock: InTime, table: Table) -> Iterator[Problem]:
    """Yield a clock that starts at a later column of the file than the one in which it stops."""
    columns: Mapping[str, object] = table.columns
    order = list(columns)
    dated = table.dated_by
    if clock.stops == AT:
        return
    if order.index(clock.starts) > order.index(clock.stops) and dated != clock.starts:
        what = (
            f"The clock of {counting.figure} starts at {clock.starts}, which comes after "
            f"{clock.stops} in this table."
        )
        fix = f"Is starts: {clock.stops} and stops: {clock.starts} meant?"
        yield Problem(counting.location, what, fix, Code.UNLIKELY_TIMES)
