"""`--rebase RULE=MONTH`: the month from which a chart computes ordinary variation again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import is_month
from peelcheck.model.rules import Rulebook
from peelcheck.reading.periods import read_period


class Rebase(NamedTuple):
    """A rule's id, and the first day of a month."""

    rule: str
    day: date


def read_rebase(text: str) -> Rebase:
    """Read 101-abandonment=2025-10. Raises InvalidValue."""
    rule, equals, month = text.partition("=")
    period = read_period(month) if equals else None
    if not rule or period is None or not is_month(period) or period.first is None:
        what = f"--rebase {text} does not name a rule and a month."
        raise InvalidValue(what, "Write it as 101-abandonment=2025-10.")
    return Rebase(rule, period.first)


def rebased_by_rule(asked: Iterable[Rebase], rules: Rulebook) -> Mapping[str, tuple[date, ...]]:
    """Return the days of each rule. Raises InvalidValue for an unknown rule."""
    found: dict[str, tuple[date, ...]] = {}
    for one in asked:
        if one.rule not in rules.rules:
            hint = did_you_mean(one.rule, rules.rules) or "See them: peelcheck rules list"
            raise InvalidValue(f"--rebase {one.rule}: there is no such rule.", hint)
        found[one.rule] = (*found.get(one.rule, ()), one.day)
    return found
