"""Two sources of one figure: counted wins over derived, and derived over stated, if they agree.

If they do not, the amount is the hull of both and `disputes` names them: the figure is still met if
every reading meets the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from peelcheck.model.amounts import Amount, Form, Interval, Kind, counted_amount
from peelcheck.model.dictionary import Dictionary, FigureDefinition, MeasureName
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.numerals import format_plain
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.wording import span_words

_T = TypeVar("_T")


def reconciled(
    figure: FigureDefinition, stated: FigureValue | None, worked_out: FigureValue | None
) -> FigureValue | None:
    """Return one value of what is stated and what is derived; None if there is neither."""
    if stated is None or worked_out is None:
        return stated or worked_out
    if worked_out.amount is None and not worked_out.nothing_to_judge:
        doubts = (*stated.doubts, *worked_out.clashes)
        return stated._replace(whole=worked_out.whole, doubts=doubts)
    if stated.amount is None:
        return worked_out
    if stated.sample != worked_out.sample:
        if worked_out.sample:
            return beside_a_sample(figure, stated, worked_out)
        return beside_a_sample(figure, worked_out, stated)
    both = _with_all_that_is_said(worked_out, stated)
    if stated.nothing_to_judge and worked_out.nothing_to_judge:
        return both
    if worked_out.amount is None or stated.nothing_to_judge:
        return _disputed(figure, stated, both)
    if stated.amount.span.meets(worked_out.amount.span):
        return agreeing(both, _with_all_that_is_said(stated, worked_out), figure.kind)
    return _disputed(figure, stated, both)


def agreeing(first: FigureValue, second: FigureValue, kind: Kind) -> FigureValue:
    """Return the first of two values that agree, narrowed to what both allow.

    An estimate or a doubted value proves nothing: it does not narrow the other, and comes second.
    A third source that agrees with one of two that do not settles nothing.
    """
    if first.disputes or second.disputes:
        return first if first.disputes else second
    if first.unproved and not second.unproved:
        return second._replace(inputs=first.inputs or second.inputs)
    if second.unproved or first.amount is None or second.amount is None:
        return first
    span = first.amount.span.cut_to(second.amount.span)
    if span == first.amount.span:
        return first
    stated = first.amount.stated
    if stated is not None and span.contains(stated):
        return first._replace(amount=first.amount._replace(span=span))
    return first._replace(amount=Amount(span_words(span, kind), Form.RANGE, span))


def with_counted(figure: FigureDefinition, counted: FigureValue, other: FigureValue) -> FigureValue:
    """Return what was counted, or the hull of both and a dispute where the other differs.

    A count that leaves out the rows before a target's first day is of another whole.
    """
    if other.known is Known.WORKED_OUT and any(each.early for each in counted.counted):
        return counted
    if counted.amount is None and not counted.nothing_to_judge:
        doubts = merged((other.doubts, counted.doubts))
        return (counted if other.amount is None else other)._replace(doubts=doubts)
    if other.amount is None and not other.nothing_to_judge:
        return counted
    if other.sample:
        return beside_a_sample(figure, counted, other)
    both = _with_all_that_is_said(counted, other)
    if counted.nothing_to_judge and other.nothing_to_judge:
        return both
    clashes = other.clashes
    if (
        counted.amount is None
        or other.amount is None
        or other.nothing_to_judge
        or not counted.amount.span.meets(other.amount.span)
    ):
        clashes = (*clashes, _differs(figure, other, counted))
    if not clashes:
        return both
    both = both._replace(clashes=clashes, nothing_to_judge=False)
    if counted.amount is None or other.amount is None:
        return both._replace(amount=None, doubts=merged((both.doubts, clashes)))
    said = counted.amount.text
    text = f"{other.amount.text.removesuffix(f' or {said}')} or {said}"
    span = counted.amount.span.hull(other.amount.span)
    disputes = merged((both.disputes, clashes))
    return both._replace(amount=Amount(text, Form.DISPUTED, span), disputes=disputes)


def settled_by_whole_numbers(
    stated: FigureValue, figure: FigureDefinition, dictionary: Dictionary
) -> FigureValue:
    """Return a stated share with its counts, where its whole leaves only one.

    100% of 120 people is 120 of 120. If no whole number fits, the two disagree: the stated share
    stays, with the reason.
    """
    amount, whole = stated.amount, stated.whole
    if amount is None or whole is None or amount.form is not Form.ROUNDED or stated.sample:
        return stated
    measure = figure.measure
    of_counts = measure and all(
        dictionary.figures[name].kind is Kind.COUNT for name in measure.inputs
    )
    total = whole.span.low if whole.span.is_point else None
    if not of_counts or measure is None or measure.name is not MeasureName.SHARE or total is None:
        return stated
    if not total and amount.span.low:
        why = reason(ReasonCode.WHOLE_IS_ZERO, figure=figure.name, amount=amount)
        return stated._replace(doubts=(*stated.doubts, why))
    if not total:
        return stated
    low, high = (end * total for end in _ends(amount.span))
    least, most = Fraction(ceil(low)), Fraction(floor(high))
    if not amount.span.has_low and least == low:
        least += 1
    if not amount.span.has_high and most == high:
        most -= 1
    if least > most:
        why = reason(ReasonCode.NO_WHOLE_NUMBER, figure=figure.name, amount=amount, total=total)
        return stated._replace(doubts=(*stated.doubts, why))
    if least == most:
        text = f"{format_plain(least)} of {format_plain(total)}"
        return stated._replace(amount=counted_amount(text, least, total))
    return stated


def _ends(span: Interval) -> tuple[Fraction, Fraction]:
    assert span.low is not None and span.high is not None  # noqa: S101, PT018 - it is rounded
    return span.low, span.high


def clashing(value: FigureValue, why: Reason) -> FigureValue:
    """Return the value with why it cannot be right."""
    return value._replace(doubts=(*value.doubts, why), clashes=(*value.clashes, why))


def disputed(value: FigureValue, amount: Amount, why: Reason) -> FigureValue:
    """Return the value with the hull of its sources as its amount, and why they disagree."""
    return value._replace(
        amount=amount, disputes=(*value.disputes, why), clashes=(*value.clashes, why)
    )


def merged(groups: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    """Return each item once, in order."""
    return tuple(dict.fromkeys(item for group in groups for item in group))


def value_of_periods(
    values: Sequence[FigureValue], period: Period, amount: Amount | None
) -> FigureValue:
    """Return one value made of those of several periods, with every mark that one of them has."""
    return FigureValue(
        name=values[0].name,
        period=period,
        scope=values[0].scope,
        amount=amount,
        known=Known.WORKED_OUT,
        locations=merged(value.locations for value in values),
        sample=any(value.sample for value in values),
        estimated=merged(value.estimated for value in values),
        sources=merged(value.sources for value in values),
        notes=merged(value.notes for value in values),
        unusual=merged(value.unusual for value in values),
        doubts=merged(value.doubts for value in values),
        disputes=merged(value.disputes for value in values),
        complete=all(value.complete for value in values),
        counted=merged(value.counted for value in values),
        clashes=merged(value.clashes for value in values),
        provisional=any(value.provisional for value in values),
    )


def beside_a_sample(
    figure: FigureDefinition, value: FigureValue, sample: FigureValue
) -> FigureValue:
    """Return what was counted of all, with a sample of the same as a note."""
    if sample.amount is None:
        return value
    note = reason(ReasonCode.SAMPLE_BESIDE, amount=sample.amount, kind=figure.kind)
    return value._replace(notes=merged((value.notes, (note,))))


def _differs(figure: FigureDefinition, other: FigureValue, counted: FigureValue) -> Reason:
    """Return the reason that names both."""
    return reason(
        ReasonCode.COUNTED_DIFFERS,
        figure=figure.name,
        origin=str(other.known),
        other=other.amount,
        tables=tuple(each.table for each in counted.counted),
        counted=counted.amount,
        kind=figure.kind,
    )


def _with_all_that_is_said(value: FigureValue, other: FigureValue) -> FigureValue:
    return value._replace(
        sources=merged((value.sources, other.sources)),
        notes=merged((value.notes, other.notes)),
        unusual=merged((value.unusual, other.unusual)),
        complete=value.complete or other.complete,
        provisional=value.provisional or other.provisional,
    )


def _disputed(
    figure: FigureDefinition, stated: FigureValue, worked_out: FigureValue
) -> FigureValue:
    """Return the hull of two sources that disagree, with a reason that names both."""
    said = stated.amount
    assert said is not None  # noqa: S101 - asked before
    other = worked_out.amount or said
    text = f"{said.text} or {other.text if worked_out.amount else '0 of 0'}"
    amount = Amount(text=text, form=Form.DISPUTED, span=said.span.hull(other.span))
    why = reason(
        ReasonCode.DERIVED_DIFFERS,
        figure=figure.name,
        stated=said,
        derived=worked_out.amount,
        kind=figure.kind,
    )
    if worked_out.amount is None or stated.nothing_to_judge:
        return clashing(worked_out._replace(amount=amount, nothing_to_judge=False), why)
    return disputed(worked_out._replace(nothing_to_judge=False), amount, why)
