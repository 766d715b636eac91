"""Whether rows meet conditions: surely, surely not, or perhaps, and what makes it doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from itertools import product
from typing import NamedTuple

from peelcheck.figures.counting.question import (
    BACKWARDS,
    BAD_START,
    BAD_STOP,
    BOTH_MIDNIGHT,
    NO_START,
    NO_STOP,
    SPAN_READ,
    START_MIDNIGHT,
    STOP_MIDNIGHT,
    Group,
    Question,
    starts_of,
    times_allowed,
)
from peelcheck.model.tables import BlankStop, Condition, Counting, InTime, TableSource, Where
from peelcheck.model.wording import alike


class Truth(IntEnum):
    """Is it so? The least of several is whether all of them are."""

    NO = 0
    MAYBE = 1
    YES = 2


class Doubt(NamedTuple):
    """Why a row is doubtful: what is the matter, in which column, with which text in the file."""

    why: str
    column: str
    text: str = ""


class Told(NamedTuple):
    """An answer, and where it is a perhaps, why."""

    truth: Truth
    doubt: Doubt | None = None


Times = Mapping[str, Mapping[tuple[str, ...], int]]
"""The times allowed by the name of their target, then by the values they go by, in seconds."""

_YES, _NO = Told(Truth.YES), Told(Truth.NO)
_IN_WORDS = {"true": "yes", "false": "no"}
_FEW_MIDNIGHTS = 50
"""Of times by the minute one in 1,440 is at midnight; where one in this many is, times are lost."""


class Cases:
    """The rows of one table, group by group, held against conditions."""

    def __init__(self, question: Question, times: Times, groups: Iterable[Group]) -> None:
        """`times` are the force's own, `groups` all those of the table."""
        self.question = question
        self.source = question.source
        self.table = question.source.table
        self.times = times
        self._position = {name: i for i, name in enumerate(question.texts)}
        self._presence = {name: i for i, name in enumerate(question.presence)}
        self._bins = {name: i for i, name in enumerate(question.bins)}
        self._span = {(s.starts, s.stops): i for i, s in enumerate(question.spans)}
        self._days_alone = _days_alone(question, groups)
        self._spelt = _spellings(question, groups)
        self._read: dict[tuple[str, str | None], str | Doubt] = {}

    def value(self, name: str, group: Group) -> str | Doubt:
        """The value a column has in a group, in our own words, or why it is not known."""
        if name in self.source.constants:
            return self.source.constants[name]
        text = group.texts[self._position[name]]
        known = self._read.get((name, text))
        if known is None:
            known = read_value(text, name, self.source)
            if isinstance(known, str):
                known = self._spelt.get((name, alike(known)), known)
            self._read[name, text] = known
        return known

    def is_case(self, group: Group) -> bool:
        """Do these rows count at all, or are they of another time, no cases, or blank?"""
        return bool(group.period) and not self.is_left_out(group) and not self.is_blank(group)

    def is_left_out(self, group: Group) -> bool:
        """Is this no case at all, by the return's own word?"""
        return any(
            (group.texts[self._position[name]] or "").strip().casefold() in texts
            for name, texts in self.source.leave_out.items()
        )

    def is_blank(self, group: Group) -> bool:
        """Is there nothing at all in what was asked, as in the empty rows below a worksheet?"""
        undated = group.period == 2 or not self.table.dated_by
        return (
            group.no_key
            and undated
            and not any((text or "").strip() for text in group.texts)
            and all(state == 1 for state in group.present)
            and all(found == -1 for found in group.bins)
            and not group.twice
            and not any(sums for sums in group.sums)
        )

    def told_apart(self, *countings: Counting) -> Callable[[Group], object]:
        """What of a group decides whether its rows are counted: few groups differ in that."""
        names = {name for counting in countings for name in counting.where}
        names |= {name for c in countings if c.in_time for name in c.in_time.by}
        due = [place for name, place in self._position.items() if name in names]

        def key(group: Group) -> object:
            texts = tuple([group.texts[place] for place in due])
            return texts, group.present, group.bins, group.spans

        return key

    def holds(self, where: Where, group: Group) -> Told:
        """Are all conditions met?"""
        return all_of(self.condition(name, due, group) for name, due in where.items())

    def condition(self, name: str, condition: Condition, group: Group) -> Told:
        """Is this one condition met?"""
        if condition.given is not None:
            return self._given(name, due=condition.given, group=group)
        if condition.at_most is not None:
            return self._at_most(name, condition, group)
        due = condition.any_of
        if condition.set_in:
            due = tuple({key[0] for key in self.times.get(condition.set_in, {}) if key})
        value = self.value(name, group)
        if isinstance(value, Doubt):
            return Told(Truth.MAYBE, value)
        return _YES if value in due else _NO

    def _given(self, name: str, *, due: bool, group: Group) -> Told:
        if name in self.source.constants:
            return _YES if due else _NO
        if name in self._position:
            blank = not (group.texts[self._position[name]] or "").strip()
            return _YES if blank is not due else _NO
        state = group.present[self._presence[name]]
        if state == 2:
            return Told(Truth.MAYBE, Doubt("unreadable", name))
        return _YES if (state == 0) is due else _NO

    def _at_most(self, name: str, condition: Condition, group: Group) -> Told:
        found = group.bins[self._bins[name]]
        if found < 0:
            return Told(Truth.MAYBE, Doubt("blank" if found == -1 else "unreadable", name))
        assert condition.at_most is not None  # noqa: S101 - asked by the caller
        limit = self.question.bins[name].index(condition.at_most)
        return _YES if found <= limit else _NO

    def in_time(self, in_time: InTime, group: Group) -> Told:
        """Did it take no longer than was allowed?"""
        values = [self.value(name, group) for name in in_time.by]
        unknown = next((value for value in values if isinstance(value, Doubt)), None)
        starts = self._starts(in_time, values)
        if len(starts) > 1:
            answers = [self._in_time_from(s, in_time, values, unknown, group) for s in starts]
            return (
                answers[0] if len({a.truth for a in answers}) == 1 else Told(Truth.MAYBE, unknown)
            )
        return self._in_time_from(starts[0], in_time, values, unknown, group)

    def _starts(self, in_time: InTime, values: list[str | Doubt]) -> list[str]:
        """The columns from which the clock may run: one, unless what decides is not known."""
        if not values:
            return [in_time.starts]
        if isinstance(values[0], Doubt):
            return list(starts_of(in_time, self.source))
        return [self.source.starts.get(values[0], in_time.starts)]

    def _in_time_from(
        self,
        starts: str,
        in_time: InTime,
        values: list[str | Doubt],
        unknown: Doubt | None,
        group: Group,
    ) -> Told:
        number = self._span[starts, in_time.stops]
        state, least, most, with_a_day = group.spans[number]
        if state == NO_STOP and in_time.blank is BlankStop.LATE:
            return _NO
        if doubt := _wrong_end(state, starts, in_time.stops):
            return Told(Truth.MAYBE, doubt)
        allowed = self._allowed(in_time, values)
        if None in allowed or not allowed:
            return Told(Truth.MAYBE, unknown or Doubt("no time set", in_time.by[0]))
        is_day = state in self._days_alone[number]
        if is_day:
            least, most = (with_a_day, most) if state == START_MIDNIGHT else (least, with_a_day)
        limits = self.question.spans[number].limits
        places = [limits.index(seconds) for seconds in allowed if seconds is not None]
        if most <= min(places):
            return _YES
        if least > max(places):
            return _NO
        if least == most:
            return Told(Truth.MAYBE, unknown)
        if state != BOTH_MIDNIGHT and not is_day:
            return Told(Truth.MAYBE, Doubt("clock change", in_time.stops))
        lost = starts if state == START_MIDNIGHT else in_time.stops
        return Told(Truth.MAYBE, Doubt("no time of day", lost))

    def _allowed(self, in_time: InTime, values: list[str | Doubt]) -> set[int | None]:
        """Every time that may be allowed: one, unless a value it goes by is not known."""
        times = times_allowed(in_time, self.times)
        each = [
            list(dict.fromkeys(self.table.columns[name].values.values()))
            if isinstance(value, Doubt)
            else [value]
            for name, value in zip(in_time.by, values, strict=True)
        ]
        return {seconds_for(times, key) for key in product(*each)}


def _spellings(question: Question, groups: Iterable[Group]) -> dict[tuple[str, str], str]:
    """One spelling of each district or manager: in capitals it is no other one, with less to do.

    Of several the last by the alphabet: the engine answers in another order at each run.
    """
    columns = question.source.table.columns
    free = [(i, name) for i, name in enumerate(question.texts) if not columns[name].values]
    found: dict[tuple[str, str], str] = {}
    for place, name in free:
        for text in {group.texts[place] for group in groups}:
            written = " ".join((text or "").split())
            at = (name, alike(written))
            found[at] = max(written, found.get(at, ""))
    return found


def _days_alone(question: Question, groups: Iterable[Group]) -> list[frozenset[int]]:
    """For each span, the ends at midnight that are days without a time: too many are for chance."""
    rows: list[Counter[int]] = [Counter() for _ in question.spans]
    for group in groups:
        if group.period:
            for (state, *_), counted in zip(group.spans, rows, strict=True):
                counted[state] += group.rows
    return [_ends_alone(counted) for counted in rows]


def _ends_alone(rows: Counter[int]) -> frozenset[int]:
    both = rows[BOTH_MIDNIGHT]
    told = rows[SPAN_READ] + rows[START_MIDNIGHT] + rows[STOP_MIDNIGHT] + both
    ends = (START_MIDNIGHT, STOP_MIDNIGHT)
    return frozenset(end for end in ends if (rows[end] + both) * _FEW_MIDNIGHTS >= told)


def seconds_for(times: Mapping[tuple[str, ...], int], values: tuple[str, ...]) -> int | None:
    """The seconds allowed for these values; a shorter key holds for all that it leaves open."""
    keys = (values[:length] for length in range(len(values), -1, -1))
    return next((times[key] for key in keys if key in times), None)


def all_of(answers: Iterable[Told]) -> Told:
    """Whether all are so; the doubt is the first of those that leave it open."""
    found = _YES
    for told in answers:
        if told.truth < found.truth:
            found = told
    return found


def read_value(text: str | None, name: str, source: TableSource) -> str | Doubt:
    """The value that a cell's text stands for, in our own words, or why it is not known."""
    column = source.table.columns[name]
    written = " ".join((text or "").split())
    if not written:
        return column.blank or Doubt("blank", name)
    if not column.values:
        return written
    small = written.casefold()
    named = source.values.get(name, {}).get(small) or column.values.get(small)
    if named is None:
        named = column.values.get(_IN_WORDS.get(small, ""))
    return named or Doubt("unknown", name, "" if column.personal else written)


def _wrong_end(state: int, starts: str, stops: str) -> Doubt | None:
    """What is the matter with one of the two ends, if anything is."""
    return {
        NO_START: Doubt("blank", starts),
        BAD_START: Doubt("unreadable", starts),
        NO_STOP: Doubt("blank", stops),
        BAD_STOP: Doubt("unreadable", stops),
        BACKWARDS: Doubt("backwards", stops),
    }.get(state)
