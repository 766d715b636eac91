"""The arguments of a caller from Python: read as the command line reads them, with its messages.

Every function raises InvalidValue, which is a ValueError.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.names import rules_named
from peelcheck.reading.periods import read_day, read_period


class CheckArguments(NamedTuple):
    """The arguments of a check: every name is known, every text is read."""

    returns: tuple[Return, ...]
    period: Period | None
    only: frozenset[str] | None
    by: tuple[str, ...]
    today: date


def check_arguments(
    rules: object, returns: object, period: object, only: object, by: object, today: object
) -> CheckArguments:
    """Read the arguments of a check. None means: the newest period, all rules, the current day."""
    book = rulebook(rules, "rules")
    found = returns_of(returns)
    return CheckArguments(
        returns=found,
        period=_read_argument("period", period, Period, read_period, "2026-03"),
        only=None if only is None else _rules("only", only, book, found),
        by=_scope_kinds(by, book),
        today=_day(today),
    )


def rulebook(given: object, name: str) -> Rulebook:
    """Return rules that load_rules() returned."""
    if not isinstance(given, Rulebook):
        raise InvalidValue(
            f"{name} is {_what(given)}, not a rulebook.", "Read it with load_rules()."
        )
    return given


def result(given: object) -> Result:
    """Return a result that check() returned."""
    if not isinstance(given, Result):
        raise InvalidValue(f"result is {_what(given)}, not a result.", "Give what check() returns.")
    return given


def returns_of(given: object) -> tuple[Return, ...]:
    """Return a tuple of returns that load_return() gave; one alone is a tuple of one."""
    if isinstance(given, Return):
        return (given,)
    if isinstance(given, str | bytes | Path | Mapping) or not isinstance(given, Iterable):
        what = f"returns is {_what(given)}, not a list of returns."
        raise InvalidValue(what, "Read each file with load_return(file, rules).")
    found = tuple(given)
    for one in found:
        if not isinstance(one, Return):
            what = f"{_what(one).capitalize()} is among the returns."
            raise InvalidValue(what, "Read each file with load_return(file, rules).")
    return found


def path_of(given: object, name: str) -> str:
    """Return the name of a file or folder."""
    if isinstance(given, str | os.PathLike) and isinstance(path := os.fspath(given), str) and path:
        return path
    raise InvalidValue(f"{name} is {_what(given)}, not a path.", "Write it as a text or as a Path.")


def texts_of(given: object, name: str) -> tuple[str, ...]:
    """Return several names; a text is one name."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, Collection) and not isinstance(given, Mapping | bytes):
        found = tuple(given)
        if all(isinstance(one, str) for one in found):
            return found
    raise InvalidValue(f"{name} is {_what(given)}, not a list of names.", f'Write {name}=["NAME"].')


def watch_of(given: Any) -> Any:
    """Return a progress callback (table name, fraction done from 0 to 1), or None."""
    if given is None or callable(given):
        return given
    raise InvalidValue(
        f"watch is {_what(given)}, not a function.", "Give a function of two arguments."
    )


def required_rules(names: object, checked: Result) -> frozenset[str]:
    """Return the ids of the rules that a gate requires; an AFI means the rules that watch it."""
    registers = [*checked.rulebook.registers.values()]
    registers += [register for force in checked.forces for register in force.registers]
    unique = {register.id: register for register in registers}
    return rules_named(texts_of(names, "required"), checked.rulebook, unique.values(), "required")


def _rules(name: str, given: object, book: Rulebook, returns: tuple[Return, ...]) -> frozenset[str]:
    names = texts_of(given, name)
    if not names:
        what = f"{name} names no rule, so nothing would be checked."
        raise InvalidValue(what, f"Name one, or leave {name} out to check every rule.")
    registers = [*book.registers.values(), *(r for one in returns for r in one.registers)]
    return rules_named(names, book, registers, name)


def _scope_kinds(given: object, book: Rulebook) -> tuple[str, ...]:
    kinds = texts_of(given, "by")
    for kind in kinds:
        refuse_unknown_kind(f"by {kind}", kind, book, ())
    return kinds


def refuse_unknown_kind(shown_as: str, kind: str, book: Rulebook, others: Iterable[str]) -> None:
    """Refuse an unknown breakdown, and one by persons. `others` are also known."""
    scopes = book.dictionary.scopes
    known = [*others, *(name for name, scope in scopes.items() if not scope.person)]
    if kind in known:
        return
    if kind in scopes:
        what = f"{shown_as}: people are counted and never named."
        raise InvalidValue(what, f"Known are {', '.join(known)}.")
    hint = did_you_mean(kind, known) or f"Known are {', '.join(known)}."
    raise InvalidValue(f"{shown_as}: nothing is broken down by that.", hint)


def _day(given: object) -> date:
    if isinstance(given, datetime):
        return given.date()
    return _read_argument("today", given, date, read_day, "2026-03-31") or date.today()


def _read_argument(
    name: str, given: object, kind: type, read: Callable[[str], Any], example: str
) -> Any:
    """Return a value as it is, a text as the command line reads it, and None as None."""
    if given is None or isinstance(given, kind):
        return given
    if isinstance(given, str):
        return read(given)
    raise InvalidValue(f"{name} is {_what(given)}.", f'Write it as in {name}="{example}".')


def _what(given: object) -> str:
    """Describe an argument in words: the text "data.yaml", a list."""
    if isinstance(given, str):
        return f'the text "{given[:60]}"'
    if given is None:
        return "None"
    name = type(given).__name__
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
