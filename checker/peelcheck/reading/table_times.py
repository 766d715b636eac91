"""Durations in a table: rows that are in time, and conditions on the time between columns."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from fractions import Fraction
from types import MappingProxyType

from peelcheck.errors import Problems
from peelcheck.model.comparisons import WITH_A_NUMBER
from peelcheck.model.day_limits import DayLimit, DayUnit, WorkingCalendar
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import pack_words
from peelcheck.model.row_statistics import AT
from peelcheck.model.tables import (
    BlankStop,
    Column,
    ColumnType,
    DurationLimit,
    InTime,
)
from peelcheck.model.wording import and_list
from peelcheck.reading.day_limits import read_time_allowed
from peelcheck.reading.fields import is_known, read_text, text_of, texts_of
from peelcheck.sources.nodes import Mapping, Node, Text

_ENDS = ("since", "until")
_A_DAY = 86400


def is_of_duration(node: Mapping) -> bool:
    """Return whether a condition is on the time from or to its column."""
    return any(node.get(end) for end in _ENDS)


class TimesReader:
    """Reads the durations of one table; what is wrong goes to `problems`."""

    def __init__(
        self,
        table: str,
        columns: AnyMapping[str, Column],
        dictionary: Dictionary,
        problems: Problems,
    ) -> None:
        """Take the columns of the table, and the dictionary with its targets."""
        self._table = table
        self._columns = columns
        self._dictionary = dictionary
        self._problems = problems

    def in_time(self, node: Mapping) -> InTime:
        """Return which rows are in time."""
        allowed, calendar = node.get("allowed"), _calendar_of(node)
        column = node.get("column")
        if isinstance(column, Text):
            self._refuse_wrong_column(column, node)
        else:
            self._refuse_wrong_ends(node)
        limits: dict[tuple[str, ...], Fraction | DayLimit] = {}
        target = ""
        by: tuple[str, ...] = ()
        if isinstance(allowed, Text) and (limit := self._limit(allowed, node)) is not None:
            limits[()] = limit
        if isinstance(allowed, Mapping):
            by = tuple(text.value for text in texts_of(allowed, "by") if self._can_go_by(text))
            limits = self._times(allowed, by, node)
            target = text_of(allowed, "target")
            self._refuse_unclear_times(allowed, by, is_fixed=bool(limits))
        days = {key: limit for key, limit in limits.items() if isinstance(limit, DayLimit)}
        fixed = {key: int(limit) for key, limit in limits.items() if isinstance(limit, Fraction)}
        if days and fixed and isinstance(allowed, Mapping):
            what = "Some of these times are counted in whole days, and others are not."
            fix = "Write all in calendar days, weeks, months or working days, or none."
            self._problems.add(allowed.entries[0].key.location, what, fix)
        if days and isinstance(column, Text):
            what = f"{column.value} is in seconds, and the time allowed is counted in whole days."
            self._problems.add(column.location, what, "Write the time in hours or less.")
        return InTime(
            starts=text_of(node, "starts"),
            stops=AT if node.get("until") else text_of(node, "stops"),
            target=target,
            fixed=MappingProxyType(fixed),
            by=by,
            blank=BlankStop(text_of(node, "blank") or BlankStop.NOT_KNOWN),
            days=MappingProxyType(days),
            column=text_of(node, "column"),
            pauses=self._pauses(node, fixed, calendar),
        )

    def _pauses(
        self,
        node: Mapping,
        fixed: AnyMapping[tuple[str, ...], int],
        calendar: WorkingCalendar | None,
    ) -> WorkingCalendar | None:
        """Return the calendar of the days that do not count, None where all days do."""
        not_counted = node.get("not_counted")
        if not isinstance(not_counted, Text):
            return None
        what, fix = "", "Write one time of whole days in hours, as in allowed: 48 hours."
        if calendar is None:
            what = "The days that do not count need a calendar."
            fix = "Write calendar: england-and-wales or uk-any, as the standard says."
        elif node.get("column") or node.get("until"):
            what = "Days that do not count go with starts: and stops:."
            fix = "Name the two columns of times."
        elif set(fixed) != {()} or fixed[()] % _A_DAY:
            what = "The time allowed goes with no days that do not count."
        if what:
            self._problems.add(not_counted.location, what, fix)
            return None
        return calendar

    def _refuse_wrong_column(self, column: Text, node: Mapping) -> None:
        """Refuse a time that is no column of seconds, or one that has a clock as well."""
        if self._knows(column) and self._columns[column.value].type is not ColumnType.SECONDS:
            what = f"{column.value} is {self._columns[column.value].type}, not seconds."
            self._problems.add(column.location, what, "Name a column of seconds.")
        clock = next((name for name in ("starts", "stops", "until") if node.get(name)), "")
        if clock:
            what = f"The time is the column {column.value}, and there is {clock}: as well."
            self._problems.add(column.location, what, "Write column:, or starts: and stops:.")
        if text_of(node, "blank") not in ("late", "not known"):
            what = "blank is missing from a count of what was in time."
            if node.get("blank"):
                what = f"A blank {column.value} does not say whether the case is open."
            fix = "Write blank: late or not known: what a row without a time means."
            self._problems.add(column.location, what, fix)

    def duration(self, node: Mapping, column: Text) -> DurationLimit | None:
        """Return a condition on the time from or to a column; None where something is wrong."""
        since, until = node.get("since"), node.get("until")
        comparisons = [one for one in WITH_A_NUMBER if node.get(one)]
        if len(comparisons) != 1 or (since and until) or node.get("set_in"):
            what = f"{column.value} needs one end of the time, and one comparison."
            fix = "Write it as in {since: received_at, at_most: 6 hours}."
            self._problems.add(column.location, what, fix)
            return None
        self._refuse_other_type(column)
        if isinstance(since, Text):
            self._refuse_other_type(since)
            self._refuse_same(since, column.value)
        limit = self._limit(node.get(comparisons[0]), node)
        if limit is None:
            return None
        return DurationLimit(
            starts=since.value if isinstance(since, Text) else column.value,
            stops=column.value if isinstance(since, Text) else AT,
            comparison=comparisons[0],
            seconds=0 if isinstance(limit, DayLimit) else int(limit),
            days=limit if isinstance(limit, DayLimit) else None,
            blank=BlankStop(text_of(node, "blank") or BlankStop.NOT_KNOWN),
        )

    def _limit(self, written: Node | None, node: Mapping) -> Fraction | DayLimit | None:
        """Return a time allowed, with the calendar and the first day that are beside it."""
        calendar, first_day = _calendar_of(node), node.get("first_day")
        limit = read_text(
            written,
            lambda text: read_time_allowed(text, calendar),
            self._problems,
            Code.NOT_AN_AMOUNT,
        )
        if limit is None or not isinstance(first_day, Text):
            return limit
        if isinstance(limit, DayLimit) and limit.unit is not DayUnit.WORKING_DAY:
            return limit._replace(first_day_may_count=True)
        what = "first_day goes with calendar days, weeks and months."
        self._problems.add(first_day.location, what, "Take it out, or write another unit.")
        return None

    def _refuse_wrong_ends(self, node: Mapping) -> None:
        starts, stops, until = node.get("starts"), node.get("stops"), node.get("until")
        if not starts:
            what = "The beginning of the time is missing."
            fix = "Write starts: and a column of times, or column: and a column of seconds."
            self._problems.add(node.entries[0].key.location, what, fix)
        for end in (starts, stops):
            if isinstance(end, Text):
                self._refuse_other_type(end)
        if isinstance(starts, Text) and isinstance(stops, Text):
            self._refuse_same(stops, starts.value)
        location = node.entries[0].key.location
        if bool(stops) is bool(until):
            what = "The end of the time is missing." if not stops else "There are two ends."
            fix = "Write stops: and a column, or until: at for the last day of the period."
            self._problems.add(location, what, fix)
        elif stops and not node.get("blank"):
            what = "blank is missing from a count of what was in time."
            fix = "Write blank: late, not known or open: what an empty end means."
            self._problems.add(location, what, fix)

    def _refuse_same(self, stops: Text, starts: str) -> None:
        if stops.value == starts:
            what = f"The clock starts and stops at {starts}, so that all would be in time."
            self._problems.add(stops.location, what, "Name the column in which it stops.")

    def _can_go_by(self, name: Text) -> bool:
        """Return whether it is a column whose texts can decide which time is allowed."""
        if not self._knows(name):
            return False
        column = self._columns[name.value]
        if column.type in (ColumnType.TEXT, ColumnType.ONE_OF):
            return True
        what = f"{column.name} is {column.type}, and times go by texts."
        self._problems.add(name.location, what, "Name a column of type one_of.")
        return False

    def _refuse_unclear_times(
        self, allowed: Mapping, by: tuple[str, ...], *, is_fixed: bool
    ) -> None:
        target = allowed.get("target")
        if isinstance(target, Text) is is_fixed:
            location = allowed.entries[0].key.location if allowed.entries else allowed.location
            what = "The time allowed is missing."
            self._problems.add(location, what, "Write target: or times:.")
        if not isinstance(target, Text):
            return
        self.refuse_unknown_target(target)
        meaning = self._dictionary.targets.get(target.value)
        if meaning and meaning.by is not None and len(meaning.by) != len(by):
            what = f"{target.value} goes by {and_list(meaning.by) or 'nothing'}."
            self._problems.add(target.location, what, "Name as many columns under by:.")

    def refuse_unknown_target(self, target: Text) -> None:
        """Refuse a target that is not one of times."""
        times = [name for name, one in self._dictionary.targets.items() if one.is_of_times]
        is_known(target, times, "a target of times that", self._problems)

    def _times(
        self, allowed: Mapping, by: tuple[str, ...], node: Mapping
    ) -> dict[tuple[str, ...], Fraction | DayLimit]:
        times = allowed.get("times")
        found: dict[tuple[str, ...], Fraction | DayLimit] = {}
        for entry in times.entries if isinstance(times, Mapping) else ():
            limit = self._limit(entry.value, node)
            known = self._columns[by[0]].values.values() if by else ()
            is_known(entry.key, known, "a value of what the times go by that", self._problems)
            if limit is not None:
                found[entry.key.value,] = limit
        return found

    def _refuse_other_type(self, column: Text) -> None:
        if not self._knows(column):
            return
        found = self._columns[column.value].type
        if found is not ColumnType.TIME:
            what = f"{column.value} is {found}, not a {ColumnType.TIME}."
            fix = f"Name a column of type {ColumnType.TIME}."
            self._problems.add(column.location, what, fix)

    def _knows(self, column: Text) -> bool:
        return is_known(column, self._columns, f"a column of {self._table}", self._problems)


def _calendar_of(node: Mapping) -> WorkingCalendar | None:
    text = text_of(node, "calendar")
    return WorkingCalendar(text) if text else pack_words().calendar
