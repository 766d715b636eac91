"""What has changed since the baseline, and why an exception does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.numerals import format_fixed
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import amount_words, and_list


def _was(
    outcome: Outcome, amount: Amount | None, kind: Kind | None, bounds: tuple[Bound, ...]
) -> str:
    """Return as in "was met: 1,003 of 1,098 (91.3%)"; without a known figure as written."""
    if amount is None:
        return f"was {outcome}"
    limits = [bound.value for bound in bounds]
    return f"was {outcome}: {amount_words(amount, kind, limits) if kind else amount.text}"


def _then_and_now(
    then: Amount,
    now: Amount,
    kind: Kind,
    low: Fraction | None,
    change: Fraction | None,
    high: Fraction | None,
) -> str:
    """Return as in "4.60% then 4.69%, change +0.10 points (95%: -0.39 to +0.59)"."""
    words = f"{_value(then, kind)} then {_value(now, kind)}"
    if low is None or change is None or high is None:
        return words
    return f"{words}, change {_signed(change)} points (95%: {_signed(low)} to {_signed(high)})"


def _value(amount: Amount, kind: Kind) -> str:
    if kind is Kind.SHARE and amount.counts and amount.stated is not None:
        return f"{format_fixed(amount.stated * 100, 2)}%"
    return amount_words(amount, kind)


def _signed(share: Fraction) -> str:
    text = format_fixed(abs(share) * 100, 2)
    sign = "-" if share < 0 else "+"
    return text if not text.strip("0.") else f"{sign}{text}"


def _parts_are_worse(parts: tuple[str, ...]) -> str:
    return f"{and_list(parts)} {'is' if len(parts) == 1 else 'are'} worse"


def _no_longer_judged(was: Outcome, now: Outcome, reasons: tuple[str, ...]) -> str:
    is_now = "only shown" if now is Outcome.NOTE else str(now)
    why = f" ({'; '.join(reasons).rstrip('.')})" if reasons else ""
    return f"was {was} and is {is_now}{why}"


def _parts_left_out(parts: tuple[str, ...]) -> str:
    return f"{and_list(parts)} missed it, and {'was' if len(parts) == 1 else 'were'} left out"


def _may_be_worse(worst: Amount, unproved: tuple[str, ...]) -> str:
    may_be = f"it may be worse than {worst.text}"
    return f"{may_be}: {and_list(unproved)}" if unproved else may_be


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.NOT_CHECKED_BEFORE: lambda: "was not checked last time",
    ReasonCode.GIVEN_ON_THE_BASE: lambda period: f"was given for {in_words(period)}",
    ReasonCode.WAS: _was,
    ReasonCode.AS_BEFORE: lambda outcome: f"{outcome}",
    ReasonCode.THEN_AND_NOW: _then_and_now,
    ReasonCode.MAY_HAVE_WORSENED: lambda change: f"{change}, which may be worse",
    ReasonCode.PARTS_ARE_WORSE: _parts_are_worse,
    ReasonCode.MORE_PARTS_MISS: lambda now, then: f"{now} miss it, and {then} did",
    ReasonCode.OTHER_PARTS_ARE_WORSE: lambda: "parts other than the worst are worse",
    ReasonCode.NO_LONGER_JUDGED: _no_longer_judged,
    ReasonCode.FIGURE_HAS_CHANGED: lambda was, now: f"the figure was {was} and is {now}",
    ReasonCode.BREAKDOWN_HAS_CHANGED: lambda: "the breakdown has changed",
    ReasonCode.LIMIT_HAS_CHANGED: lambda was, now: (
        f"the limit was {was or 'none'} and is {now or 'none'}"
    ),
    ReasonCode.ONLY_ONE_WAS_SAMPLE: lambda: "one of the two is a sample",
    ReasonCode.PARTS_LEFT_OUT: _parts_left_out,
    ReasonCode.SAME_PERIOD: lambda period: f"both are for {in_words(period)}",
    ReasonCode.NEWER_PERIOD_EXPECTED: lambda period: (
        f"both are for {in_words(period)}, and a newer one was expected"
    ),
    ReasonCode.BASELINE_IS_LATER: lambda then, now: (
        f"last time was for {in_words(then)}, which is later than {in_words(now)}"
    ),
    ReasonCode.LENGTHS_DIFFER: lambda then, now: (
        f"{in_words(then)} and {in_words(now)} are not of the same length"
    ),
    ReasonCode.EXCEPTION_ENDED: lambda expires: f"it ended on {day_in_words(expires)}",
    ReasonCode.EXCEPTION_NOT_FOR_PART: lambda part: f"it does not cover {part or 'the others'}",
    ReasonCode.EXCEPTION_NOT_FOR_BOUND: lambda past, bound: (
        f"it covers {past.words}, but not {bound.words}"
    ),
    ReasonCode.WORSE_THAN_ACCEPTED: lambda worst: f"it is worse than {worst.text}",
    ReasonCode.MAY_BE_WORSE: _may_be_worse,
    ReasonCode.ACCEPTED_IS_UNUSUAL: lambda worst, usual: (
        f"{worst.text} is outside what is usual ({usual}), and no unusual: says why"
    ),
}
