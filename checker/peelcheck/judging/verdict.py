"""One figure against one limit: met has to be proved, and so has a breach."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from peelcheck.judging.row_reasons import counted_doubts
from peelcheck.judging.sampling import lies_in_interval
from peelcheck.model.amounts import Amount, Form, Kind
from peelcheck.model.findings import FigureValue, LimitInForce
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import amount_words, and_list, span_words


class Verdict(NamedTuple):
    """An outcome, why (no capital, no full stop), and what would settle it."""

    outcome: Outcome
    because: str
    to_supply: str = ""


def hold(value: FigureValue, limit: LimitInForce, kind: Kind) -> Verdict:
    """Hold a figure whose amount is known against a limit."""
    amount = value.amount
    assert amount is not None  # noqa: S101 - asked by the caller, who knows what to say then
    verdict = _of_sample(amount, limit, kind) if value.sample else _of(amount, limit, kind)
    if verdict.outcome is Outcome.CANNOT_TELL and amount.form is Form.DISPUTED:
        because = "; ".join((*value.doubts, *value.disputes))
        return Verdict(Outcome.CANNOT_TELL, because, "the one that is right")
    if verdict.outcome is Outcome.CANNOT_TELL and (value.doubts or value.disputes or value.counted):
        rows = counted_doubts(value)
        said = [*value.doubts, *value.disputes, verdict.because, *([rows] if rows else [])]
        because = "; ".join(said)
        return verdict._replace(because=because)
    if verdict.outcome is not Outcome.MET:
        return verdict
    return _unless_in_doubt(verdict, value)


def _of(amount: Amount, limit: LimitInForce, kind: Kind) -> Verdict:
    missed = _surely_missed(amount, limit.bounds)
    words = amount_words(amount, kind, values_of(limit.bounds))
    if missed:
        return Verdict(Outcome.BREACH, f"{words} is not {_words([missed])}")
    if all(amount.span.is_within(bound.allowed) for bound in limit.bounds):
        return Verdict(Outcome.MET, f"{words} is {_words(limit.bounds)}")
    return _untold(amount, limit, kind)


def _words(bounds: Iterable[Bound]) -> str:
    return and_list(f"every {bound.every}" if bound.every else bound.words for bound in bounds)


def values_of(bounds: Iterable[Bound]) -> tuple[Fraction, ...]:
    """The numbers of the bounds."""
    return tuple(bound.value for bound in bounds)


def _surely_missed(amount: Amount, bounds: Iterable[Bound]) -> Bound | None:
    """The bound that the amount misses as stated, or at every value it may have."""
    for bound in bounds:
        if amount.stated is not None and not bound.allowed.contains(amount.stated):
            return bound
        if not amount.span.meets(bound.allowed):
            return bound
    return None


def _untold(amount: Amount, limit: LimitInForce, kind: Kind) -> Verdict:
    may_be = span_words(amount.span, kind, values_of(limit.bounds))
    stands_for = "may be"
    if amount.form is Form.ROUNDED:
        stands_for = "stands for"
    elif amount.form is Form.AROUND:
        stands_for = "is taken as"
        may_be += " (a tenth either way, our convention)"
    because = f"{amount.text} {stands_for} {may_be}, and not all of that is {_words(limit.bounds)}"
    if may_be == amount.text:
        because = f"not all of {amount.text} is {_words(limit.bounds)}"
    return Verdict(Outcome.CANNOT_TELL, because)


def _of_sample(amount: Amount, limit: LimitInForce, kind: Kind) -> Verdict:
    """A sample speaks for the whole only if its interval lies on one side of the limit."""
    if kind is not Kind.SHARE:
        because = (
            f"{amount.text} is from a sample, and how far chance goes is known for shares only"
        )
        return Verdict(Outcome.CANNOT_TELL, because, "a count of all of them")
    if amount.counts is None:
        because = f"{amount.text} is from a sample whose size is not given"
        return Verdict(Outcome.CANNOT_TELL, because, "both counts of the sample, as in 49 of 82")
    numerator, size = amount.counts.numerator, amount.counts.denominator
    for bound in limit.bounds:
        if lies_in_interval(numerator, size, bound.value):
            words = amount_words(amount, kind, [bound.value])
            because = f"{words} is a sample; the whole may be on either side of {_name(bound)}"
            return Verdict(Outcome.CANNOT_TELL, because, "more cases, or a count of all of them")
    return _of(amount, limit, kind)


def _name(bound: Bound) -> str:
    return f"every {bound.every}" if bound.every else bound.text


def _unless_in_doubt(verdict: Verdict, value: FigureValue) -> Verdict:
    if value.doubts:
        supply = (
            "the right figure; if this is right, add unusual: and why"
            if _only_unusual(value)
            else "the right figure"
        )
        return Verdict(Outcome.CANNOT_TELL, "; ".join(value.doubts), supply)
    if value.estimated:
        because = f"{verdict.because}, but it is an estimate, which proves nothing"
        return Verdict(Outcome.CANNOT_TELL, because, "a count")
    return verdict


def _only_unusual(value: FigureValue) -> bool:
    return all(" is not usual for " in doubt for doubt in value.doubts)
