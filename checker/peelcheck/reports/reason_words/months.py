"""The year beside a month, earlier and later periods, and where a figure has gone since."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.periods import Period, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import amount_words


def _year_beside(
    period: Period,
    made_of: int,
    of_counts: bool,
    amount: Amount,
    kind: Kind,
    bounds: tuple[Bound, ...],
    outcome: Outcome,
    distance: str | None,
) -> str:
    """Year ending 31 March 2026 misses it: 10,652 of 180,000; how far off: 1,653 fewer."""
    words = amount_words(amount, kind, [bound.value for bound in bounds])
    far = f"; how far off: {distance}" if distance and outcome is Outcome.BREACH else ""
    spare = f", {distance}" if distance and not far else ""
    when = f"{in_words(period)}{_made_of(made_of, of_counts=of_counts)}"
    return f"{when}{_outcome_words(outcome)}: {words}{far}{spare}"


def _made_of(count: int, *, of_counts: bool) -> str:
    """Return what a year was put together from; "" where it was given."""
    if not count:
        return ""
    made_of = {12: "twelve months", 4: "four quarters"}.get(count, f"{count} periods")
    return f" ({made_of} of {'counts' if of_counts else 'rates'})"


def _year_of_parts(period: Period, outcome: Outcome, reasons: tuple[str, ...]) -> str:
    """Year ending 31 March 2026 misses it: 1 of 2 grades; the worst: grade A, 7 of 10 ..."""
    because = f": {'; '.join(reasons)}" if reasons else ""
    return f"{in_words(period)}{_outcome_words(outcome)}{because}"


def _earlier_period(
    period: Period, amount: Amount, kind: Kind, bounds: tuple[Bound, ...], outcome: Outcome
) -> str:
    words = amount_words(amount, kind, [bound.value for bound in bounds])
    return f"{in_words(period)}{_outcome_words(outcome)}: {words}"


def _outcome_words(outcome: Outcome) -> str:
    """Write an outcome behind a period: misses it; meets it; is not clear."""
    return f" {_VERBS[outcome]}" if outcome in _VERBS else f", {outcome}"


_VERBS = {
    Outcome.BREACH: "misses it",
    Outcome.MET: "meets it",
    Outcome.CANNOT_TELL: "is not clear",
}


def _months_met(met: int, decided: int, in_a_row: int, not_clear: int) -> str:
    """Met in 4 of 12 months, the last 4 in a row; 1 more is not clear."""
    last = f", the last {in_a_row} in a row" if 1 < in_a_row < decided else ""
    more = f"; {not_clear} more {'is' if not_clear == 1 else 'are'} not clear" if not_clear else ""
    return f"met in {met} of {decided} months{last}{more}"


def _later_not_judged(judged: Period, newest: Period, count: int) -> str:
    later = f"a figure for {in_words(newest)} is given and it is"
    if count > 1:
        later = f"{count} figures are given after it, up to {in_words(newest)}, and they are"
    return f"judged for {in_words(judged)}; {later} not judged"


def _moved(way: str, period: Period, amount: Amount, kind: Kind) -> str:
    on = "on" if period.is_day else "in"
    return f"{way} than {on} {_value_in(period, amount, kind)}"


def _two_kinds_of_value(now: Amount, period: Period, amount: Amount, kind: Kind) -> str:
    both = f"{amount_words(now, kind)} and {_value_in(period, amount, kind)}"
    return f"{both} are two kinds of value: no direction can be read"


def _value_in(period: Period, amount: Amount, kind: Kind) -> str:
    """February 2026 (5.1%)."""
    return f"{in_words(period)} ({amount_words(amount, kind)})"


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.YEAR_BESIDE: _year_beside,
    ReasonCode.YEAR_OF_PARTS: _year_of_parts,
    ReasonCode.EARLIER_PERIOD: _earlier_period,
    ReasonCode.MONTHS_MET: _months_met,
    ReasonCode.LATER_NOT_JUDGED: _later_not_judged,
    ReasonCode.HIGHER_THAN: lambda period, amount, kind: _moved("higher", period, amount, kind),
    ReasonCode.LOWER_THAN: lambda period, amount, kind: _moved("lower", period, amount, kind),
    ReasonCode.NO_CHANGE_SINCE: lambda period, amount, kind: (
        f"no change beyond chance or rounding since {_value_in(period, amount, kind)}"
    ),
    ReasonCode.EARLIER_OF_OTHER_LENGTH: lambda: (
        "earlier values are for periods of another length: no direction can be read from them"
    ),
    ReasonCode.ONLY_ONE_OF_SAMPLE: lambda period, amount, kind: (
        f"one of this and {_value_in(period, amount, kind)} is a sample: no direction can be read"
    ),
    ReasonCode.TWO_KINDS_OF_VALUE: _two_kinds_of_value,
}
