"""Values outside what is usual for a figure."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import FigureDefinition, Usual
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.reasons import ReasonCode, reason


def doubted_if_unusual(value: FigureValue, figure: FigureDefinition) -> FigureValue:
    """Return the value, doubted where it is outside what is usual and nobody says why."""
    amount, usual = value.amount, figure.usual
    if amount is None or usual is None or value.nothing_to_judge or value.unusual:
        return value
    if amount.stated is not None:
        is_usual = usual.span.contains(amount.stated)
    else:
        is_usual = amount.span.meets(usual.span)
    if is_usual or (figure.kind is Kind.SHARE and _may_be_none(amount, usual)):
        return value
    doubt = reason(
        ReasonCode.UNUSUAL_VALUE,
        amount=amount,
        kind=figure.kind,
        figure=figure.name,
        usual=usual.text,
        meant=_meant(amount, figure),
    )
    return value._replace(doubts=tuple(dict.fromkeys((*value.doubts, doubt))))


_MOST_EXPECTED = 7
"""Where so many are expected, chance leaves none in one case of a thousand."""


def _may_be_none(amount: Amount, usual: Usual) -> bool:
    """Return whether it is zero of few: 0 of 212, where 1% is usual."""
    if not amount.span.is_point or amount.span.low != 0:
        return False
    most = amount.whole.high if amount.whole else None
    if amount.counts:
        most = amount.counts.denominator
    return most is not None and most * (usual.span.low or 0) <= _MOST_EXPECTED


def _meant(amount: Amount, figure: FigureDefinition) -> Fraction | None:
    """Return the share that a mistaken decimal point would explain."""
    usual = figure.usual
    if usual is None or amount.stated is None or figure.kind is not Kind.SHARE:
        return None
    meant = amount.stated * 100
    return None if amount.counts or not usual.span.contains(meant) else meant
