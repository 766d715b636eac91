"""Days that cannot be right: after today, or far too early or late.

The earliest day is in 2000: police figures were counted in other ways before the national crime
recording standard of 2002, and PEEL began in 2014. Plans run for four or five years, so a target
more than ten years ahead is a slip, as in 2042 for 2024.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from peelcheck.model.dictionary import Benchmark
from peelcheck.model.locations import Location
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.registers import Register
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook

EARLIEST = date(2000, 1, 1)
_AHEAD = timedelta(days=3653)


def wrong_days(rules: Rulebook, returns: Iterable[Return], today: date) -> list[Problem]:
    """Return the implausible days of registers, benchmarks, targets and AFIs, seen from `today`.

    A run for an earlier day than the clock's does not make later publications implausible.
    """
    latest = max(today, date.today())
    every = list(returns)
    registers = {register.location: register for register in rules.registers.values()}
    registers |= {register.location: register for one in every for register in one.registers}
    found = [
        *in_registers(registers.values(), latest),
        *in_benchmarks(rules.dictionary.benchmarks.values(), latest),
        *(problem for one in every for problem in _in_return(one, latest)),
    ]
    return list(dict.fromkeys(found))


def in_registers(registers: Iterable[Register], latest: date) -> Iterator[Problem]:
    """Yield reports published, and statuses given, after the latest day or before the earliest."""
    for register in registers:
        yield from _outside("published:", register.published, register.location, latest)
        for afi in register.afis:
            yield from _outside("status_on:", afi.status_on, afi.location, latest)


def in_benchmarks(benchmarks: Iterable[Benchmark], latest: date) -> Iterator[Problem]:
    """Yield averages of a time that is not over, or long past."""
    for one in benchmarks:
        yield from _outside("period:", one.period.last, one.location, latest)


def _in_return(one: Return, latest: date) -> Iterator[Problem]:
    for knowledge in one.afis:
        if knowledge.on:
            yield from _outside("on:", knowledge.on, knowledge.location, latest)
    ahead = min(latest, date.max - _AHEAD) + _AHEAD
    dated = [(target.since, target.until, target.location) for target in one.targets]
    dated += [(times.since, times.until, times.location) for times in one.times]
    for since, until, location in dated:
        if since:
            yield from _outside("from:", since.earliest, location, ahead)
        if until:
            yield from _outside("until:", until.earliest, location, ahead)


def _outside(part: str, day: date, location: Location, latest: date) -> Iterator[Problem]:
    said = f"{part} {day_in_words(day)} is"
    if day > latest:
        yield Problem(location, f"{said} after {day_in_words(latest)}.", "Check the year.")
    elif day < EARLIEST:
        yield Problem(location, f"{said} before {EARLIEST.year}.", "Check the year.")
