"""Whether rows meet conditions: surely, surely not, or perhaps, and what makes it doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import product

from peelcheck.figures.counting.dated_times import DatedTimes, TargetState, TimesThen
from peelcheck.figures.counting.doubts import Doubt, Told, Truth, all_of
from peelcheck.figures.counting.exactness import (
    columns_of_whole_seconds,
    columns_to_a_minute,
    order,
    orders_of_whole_seconds,
)
from peelcheck.figures.counting.spans import (
    days_alone,
    shortest_and_longest,
    why_open,
    wrong_end,
)
from peelcheck.figures.query import (
    HAS_FRACTION,
    NO_FRACTION,
    NO_SECONDS,
    NO_STOP,
    WAYS_OF_FRACTION,
    ZERO_FRACTION,
    ZERO_SECONDS,
    Group,
    Question,
    SpanCell,
    starts_of,
)
from peelcheck.model.numerals import duration
from peelcheck.model.tables import (
    BlankStop,
    ColumnType,
    Condition,
    Counting,
    InTime,
    NumberLimit,
    TableSource,
    Where,
)
from peelcheck.model.totals import is_total
from peelcheck.model.wording import alike

_YES, _NO = Told(Truth.YES), Told(Truth.NO)
_IN_WORDS = {"true": "yes", "false": "no"}


class Cases:
    """The rows of one table, group by group, held against conditions."""

    def __init__(self, question: Question, times: DatedTimes, groups: Collection[Group]) -> None:
        """`times` are the force's own, `groups` all those of the table."""
        self.question = question
        self.source = question.source
        self.table = question.source.table
        self.times = times
        self._position = {name: i for i, name in enumerate(question.texts)}
        self._presence = {name: i for i, name in enumerate(question.presence)}
        self._bins = {name: i for i, name in enumerate(question.bins)}
        self._span = {(s.starts, s.stops): i for i, s in enumerate(question.spans)}
        self._days_alone = days_alone(question, groups)
        self._to_a_minute = columns_to_a_minute(question, groups)
        self._whole = columns_of_whole_seconds(question, groups)
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
        """Do these rows count at all, or are they of another time, no cases, sums, or blank?"""
        return self.may_be_case(group) and not self.is_sum(group)

    def may_be_case(self, group: Group) -> bool:
        """The same, with the rows that are called Total."""
        return bool(group.period) and not self.is_left_out(group) and not self.is_blank(group)

    def is_sum(self, group: Group) -> bool:
        """Is this the sum of other rows, by what it is called?"""
        names = (name for name in self.question.summed_up if name in self._position)
        texts = (group.texts[self._position[name]] for name in names)
        return group.is_total or any(is_total(text) for text in texts if text)

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
        due = [position for name, position in self._position.items() if name in names]

        def key(group: Group) -> object:
            texts = tuple([group.texts[position] for position in due])
            return texts, group.present, group.bins, group.spans, group.stretch, group.period

        return key

    def holds(self, where: Where, group: Group) -> Told:
        """Are all conditions met?"""
        return all_of(self.condition(name, due, group) for name, due in where.items())

    def condition(self, name: str, condition: Condition, group: Group) -> Told:
        """Is this one condition met?"""
        if condition.given is not None:
            return self._given(name, due=condition.given, group=group)
        if condition.limit:
            return self._number(name, condition.limit, group)
        if condition.set_in:
            return self._set_in(name, condition.set_in, group)
        value = self.value(name, group)
        if isinstance(value, Doubt):
            return Told(Truth.MAYBE, value)
        return _YES if value in condition.any_of else _NO

    def _set_in(self, name: str, target: str, group: Group) -> Told:
        """Has the force set a time for it, by the target of the row's own day?"""
        value = self.value(name, group)
        ever = self.times.values(target)
        if isinstance(value, str) and value not in ever:
            return _NO
        answers = []
        for then in self._then(target, group):
            set_then = {key[0] for key in then.times if key}
            if then.state is not TargetState.IN_FORCE:
                answers.append(self._not_in_force(then, target))
            elif isinstance(value, Doubt):
                answers.append(Told(Truth.MAYBE, value))
            else:
                answers.append(
                    _YES if value in set_then else self._not_set_then(value, target, group)
                )
        return self._one_of(answers, group)

    def _not_set_then(self, value: str, target: str, group: Group) -> Told:
        """That a value has a time in the period and none on the day of these rows."""
        earlier = self.times.by_target[target][: max(group.stretch, 0)]
        was_set = any(value == key[0] for then in earlier for key in then.times if key)
        return Told(Truth.NO, Doubt("no longer set" if was_set else "before the target", target))

    def _then(self, target: str, group: Group) -> tuple[TimesThen, ...]:
        """The target as it was on the day of the row: of one without a date, as it was on any."""
        every = self.times.by_target[target][-len(self.question.starts) :]
        return every if group.stretch < 0 else every[group.stretch : group.stretch + 1]

    def _not_in_force(self, then: TimesThen, target: str) -> Told:
        if then.state is TargetState.NOT_YET:
            return Told(Truth.NO, Doubt("before the target", target))
        return Told(Truth.MAYBE, Doubt("no target then", self.table.dated_by, target))

    def _one_of(self, answers: list[Told], group: Group) -> Told:
        """The answer of the row's own day, or what they have in common where that is not known."""
        if len({answer.truth for answer in answers}) == 1:
            return answers[0]
        why = "blank" if group.period == 2 else "unreadable"
        return Told(Truth.MAYBE, Doubt(why, self.table.dated_by))

    def before_target(self, counting: Counting, group: Group) -> Told | None:
        """That rows are of a day before the target that they would be held against."""
        target = counting.in_time.target if counting.in_time else ""
        if target and all(t.state is TargetState.NOT_YET for t in self._then(target, group)):
            return Told(Truth.NO, Doubt("before the target", target))
        return None

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

    def _number(self, name: str, limit: NumberLimit, group: Group) -> Told:
        found = group.bins[self._bins[name]]
        if found < 0:
            return Told(Truth.MAYBE, Doubt("blank" if found == -1 else "unreadable", name))
        edges = self.question.bins[name]
        is_seconds = self.table.columns[name].type is ColumnType.SECONDS
        position, written = divmod(found, WAYS_OF_FRACTION) if is_seconds else (found, HAS_FRACTION)
        orders = {order(position, limit.value, edges)}
        is_at = orders == {0}
        if written == NO_FRACTION or (written == ZERO_FRACTION and name in self._whole):
            how = self.source.precision.seconds
            orders = {*orders_of_whole_seconds(position, limit.value, edges, how)}
        answers = {limit.comparison.is_met_by(order) for order in orders}
        if len(answers) == 1:
            return _YES if True in answers else _NO
        why, text = ("whole seconds", duration(limit.value)) if is_at else ("within a second", "")
        return Told(Truth.MAYBE, Doubt(why, name, text))

    def _to_the_minute(self, starts: str, stops: str, cell: SpanCell) -> bool:
        """Is one end of the span known to within a minute alone?"""
        ends = ((starts, cell.start_written), (stops, cell.stop_written))
        return any(
            written == NO_SECONDS or (written == ZERO_SECONDS and name in self._to_a_minute)
            for name, written in ends
        )

    def in_time(self, in_time: InTime, group: Group) -> Told:
        """Did it take no longer than was allowed on its own day?"""
        values = [self.value(name, group) for name in in_time.by]
        unknown = next((value for value in values if isinstance(value, Doubt)), None)
        starts = self._starts(in_time, values)
        answers = [
            self._in_time_on(then, starts, in_time, values, unknown, group)
            for then in self._times_of(in_time, group)
        ]
        return self._one_of(answers, group)

    def _times_of(self, in_time: InTime, group: Group) -> tuple[TimesThen, ...]:
        if in_time.target:
            return self._then(in_time.target, group)
        return (TimesThen(TargetState.IN_FORCE, in_time.fixed),)

    def _in_time_on(
        self,
        then: TimesThen,
        starts: list[str],
        in_time: InTime,
        values: list[str | Doubt],
        unknown: Doubt | None,
        group: Group,
    ) -> Told:
        """The answer by the times of one stretch of the period."""
        if then.state is not TargetState.IN_FORCE:
            return self._not_in_force(then, in_time.target)
        allowed = self._allowed(then.times, in_time, values)
        seconds = set() if None in allowed else {one for one in allowed if one is not None}
        answers = [self._in_time_from(s, in_time, seconds, unknown, group) for s in starts]
        if len({answer.truth for answer in answers}) == 1:
            return answers[0]
        return Told(Truth.MAYBE, unknown)

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
        allowed: set[int],
        unknown: Doubt | None,
        group: Group,
    ) -> Told:
        """The answer by a clock that runs from one column; `allowed` is empty if none may be."""
        number = self._span[starts, in_time.stops]
        cell, span = group.spans[number], self.question.spans[number]
        to_a_minute = self._to_the_minute(starts, in_time.stops, cell)
        if cell.state == NO_STOP and in_time.blank is BlankStop.LATE:
            return _NO
        if doubt := wrong_end(cell, starts, in_time.stops, to_a_minute=to_a_minute):
            return Told(Truth.MAYBE, doubt)
        if not allowed:
            return Told(Truth.MAYBE, unknown or Doubt("no time set", in_time.by[0]))
        is_day = cell.state in self._days_alone[number]
        least, most = shortest_and_longest(cell, to_a_minute=to_a_minute, is_day=is_day)
        positions = [span.limits.index(seconds) for seconds in allowed]
        if most <= min(positions):
            return _YES
        if least > max(positions):
            return _NO
        return Told(Truth.MAYBE, why_open(span, cell, allowed, unknown, is_day=is_day))

    def _allowed(
        self, times: Mapping[tuple[str, ...], int], in_time: InTime, values: list[str | Doubt]
    ) -> set[int | None]:
        """Every time that may be allowed: one, unless a value it goes by is not known."""
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
    for position, name in free:
        for text in {group.texts[position] for group in groups}:
            written = " ".join((text or "").split())
            at = (name, alike(written))
            found[at] = max(written, found.get(at, ""))
    return found


def seconds_for(times: Mapping[tuple[str, ...], int], values: tuple[str, ...]) -> int | None:
    """The seconds allowed for these values; a shorter key holds for all that it leaves open."""
    keys = (values[:length] for length in range(len(values), -1, -1))
    return next((times[key] for key in keys if key in times), None)


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
    if named is None:  # 101.0 is what a program makes of 101
        named = column.values.get(re.sub(r"(?<=[0-9])\.0+$", "", small))
    if named is None:
        named = column.values.get(_IN_WORDS.get(small, ""))
    return named or Doubt("unknown", name, "" if column.personal else written)
