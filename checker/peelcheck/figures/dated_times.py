"""The times that a force allows, on each day of a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum, auto
from types import MappingProxyType

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period, day_in_words
from peelcheck.model.returns import TimesAllowed
from peelcheck.model.rules import Day
from peelcheck.model.wording import and_list

_DAY = timedelta(days=1)
_NO_TIMES: Mapping[tuple[str, ...], int] = MappingProxyType({})


class TargetState(Enum):
    """Whether a target is in force on a day. One that has lapsed is not clear."""

    IN_FORCE = auto()
    NOT_YET = auto()
    NOT_CLEAR = auto()


class DatedTarget(NamedTuple):
    """A target on one day or more: the seconds allowed, by the values that its times go by."""

    state: TargetState
    times: Mapping[tuple[str, ...], int]


class DatedTimes(NamedTuple):
    """The stretches of a period within which no target changes, by their first days.

    `by_target` has, by the name of each target, its times in every stretch. `ended` says of each
    target that has begun, and is in force on no day of the period for certain, when it is.
    """

    starts: tuple[date, ...]
    by_target: Mapping[str, tuple[DatedTarget, ...]]
    ended: Mapping[str, str] = MappingProxyType({})

    def allowed(self, target: str) -> frozenset[int]:
        """Return every time that the target allows in the period, in seconds."""
        return frozenset(s for then in self.by_target.get(target, ()) for s in then.times.values())

    def values(self, target: str) -> frozenset[str]:
        """Return the values, of the first column that times go by, with a time in the period."""
        stretches = self.by_target.get(target, ())
        return frozenset(key[0] for then in stretches for key in then.times if key)

    def is_set(self, target: str) -> bool:
        """Return whether the target is in force on any day of the period."""
        return any(then.state is TargetState.IN_FORCE for then in self.by_target.get(target, ()))


def dated_times(times: Iterable[TimesAllowed], period: Period) -> DatedTimes:
    """Return every target's times on the days of a period; without a first day, on the last."""
    every = list(times)
    first = period.first or period.last
    changes = {day for one in every for day in _changes(one) if first < day <= period.last}
    starts = (first, *sorted(changes))
    by_name: dict[str, list[TimesAllowed]] = {}
    for one in every:
        by_name.setdefault(one.name, []).append(one)
    by_target = {name: tuple(_then(own, day) for day in starts) for name, own in by_name.items()}
    ended = {
        name: f"{name} is in force {and_list(_when(one) for one in by_name[name])}"
        for name, then in by_target.items()
        if TargetState.NOT_CLEAR in (states := [state for state, _ in then])
        and TargetState.IN_FORCE not in states
    }
    return DatedTimes(starts, by_target, ended)


def _when(times: TimesAllowed) -> str:
    """Return between which days it is in force, in words."""
    since = f"from {_day_words(times.since)}" if times.since else ""
    until = f"until {_day_words(times.until)}" if times.until else ""
    return " ".join(words for words in (since, until) if words)


def _day_words(day: Day) -> str:
    return day.text if day.only_the_year else day_in_words(day.earliest)


def _changes(times: TimesAllowed) -> Iterable[date]:
    """Yield the days on which it begins or ends to be in force, for certain or perhaps."""
    if times.since:
        yield from (times.since.earliest, times.since.latest)
    if times.until and times.until.latest < date.max:
        yield from (times.until.earliest + _DAY, times.until.latest + _DAY)


def _then(every: list[TimesAllowed], day: date) -> DatedTarget:
    for one in every:
        begun = one.since is None or one.since.latest <= day
        if begun and (one.until is None or day <= one.until.earliest):
            return DatedTarget(TargetState.IN_FORCE, one.times)
    is_early = all(one.since is not None and day < one.since.earliest for one in every)
    return DatedTarget(TargetState.NOT_YET if is_early else TargetState.NOT_CLEAR, _NO_TIMES)
