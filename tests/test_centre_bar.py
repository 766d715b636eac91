"""The bar of a standard: one line for every limit, to the right is better, doubt lies across it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelcheck import Finding, Outcome, Rulebook
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.findings import SamplingInterval
from peelcheck.reports.web.centre_bar import CENTRE, WIDTH, CentreBar, bar_of, reach_of
from test_distances import limit_of, value_of

BREACH, MET, CANNOT_TELL = Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL
FIGURES = {
    Kind.SHARE: "calls_101_abandonment_rate",
    Kind.RATIO: "offenders_per_offender_manager",
}


def finding_of(
    rules: Rulebook, limit: str, outcome: Outcome, span: Interval, kind: Kind = Kind.SHARE
) -> Finding:
    stated = span.low if span.is_point else None
    amount = Amount("as given", Form.EXACT, span, stated)
    rule = rules.rules["101-abandonment"]
    value = value_of(FIGURES[kind], amount)
    bounds = limit_of(limit, rules, FIGURES[kind])
    return Finding(rule, "Anytown Police", outcome, figure=value, limit=bounds)


def percent(low: str, high: str | None = None) -> Interval:
    ends = [Fraction(text) / 100 for text in (low, high or low)]
    return Interval(*ends)


@pytest.mark.parametrize(
    ("limit", "outcome", "values", "sure", "range_", "side"),
    [
        # all the room there is below 5% is 5 points: half the picture
        ("below 5%", MET, ("4",), (120, 23.2), None, "better"),
        ("below 5%", MET, ("0",), (120, 116), None, "better"),
        ("below 5%", MET, ("3", "4"), (120, 23.2), (143.2, 23.2), "better"),
        ("below 5%", BREACH, ("6",), (96.8, 23.2), None, "worse"),
        ("below 5%", BREACH, ("6", "7"), (96.8, 23.2), (73.6, 23.2), "worse"),
        # a miss beyond that fills it
        ("below 5%", BREACH, ("21.9",), (4, 116), None, "worse"),
        ("below 5%", CANNOT_TELL, ("4", "6"), None, (96.8, 46.4), "both"),
        ("below 5%", CANNOT_TELL, ("3", "4"), None, (143.2, 23.2), "better"),
        ("below 5%", CANNOT_TELL, ("4",), None, (120, 23.2), "better"),
        ("below 5%", CANNOT_TELL, ("6",), None, (96.8, 23.2), "worse"),
        # a figure on its limit can be seen, on the side where it is
        ("below 5%", BREACH, ("5",), (118, 2), None, "worse"),
        ("at_most 5%", MET, ("5",), (120, 2), None, "better"),
        # the other direction: more is better, and 10 points are all the room
        ("at_least 90%", MET, ("95",), (120, 58), None, "better"),
        ("at_least 90%", BREACH, ("85",), (62, 58), None, "worse"),
        ("at_least 90%", CANNOT_TELL, ("89.5", "90.5"), None, (114.2, 11.6), "both"),
        ("every case", BREACH, ("60",), (73.6, 46.4), None, "worse"),
        ("every case", MET, ("100",), (120, 2), None, "better"),
        # between two limits: the nearest one counts, and half the gap is all the room
        ("at_least 10% and at_most 20%", MET, ("12",), (120, 46.4), None, "better"),
        ("at_least 10% and at_most 20%", MET, ("18",), (120, 46.4), None, "better"),
        ("at_least 10% and at_most 20%", BREACH, ("22",), (73.6, 46.4), None, "worse"),
        ("at_least 10% and at_most 20%", CANNOT_TELL, ("18", "22"), None, (73.6, 92.8), "both"),
        ("at_least 10% and at_most 20%", MET, ("12", "18"), (120, 46.4), (166.4, 69.6), "better"),
    ],
)
def test_where_the_marks_of_a_bar_are(
    limit: str,
    outcome: Outcome,
    values: tuple[str, ...],
    sure: tuple[float, float] | None,
    range_: tuple[float, float] | None,
    side: str,
    rules: Rulebook,
) -> None:
    bar = bar_of(finding_of(rules, limit, outcome, percent(*values)), Kind.SHARE)
    assert bar
    assert _pixels(bar.sure_x, bar.sure_width) == sure
    assert _pixels(bar.range_x, bar.range_width) == range_
    assert bar.side == side


def _pixels(x: str, width: str) -> tuple[float, float] | None:
    return (float(x), float(width)) if width else None


@pytest.mark.parametrize(
    ("outcome", "low", "high"),
    [
        (MET, "4", "6"),  # decided by its parts or by another period: the number does not show it
        (BREACH, "4", "6"),
        (MET, "4", None),
        (BREACH, None, "6"),
        (CANNOT_TELL, None, None),
    ],
)
def test_no_bar_is_drawn_that_says_otherwise_than_the_result(
    outcome: Outcome, low: str | None, high: str | None, rules: Rulebook
) -> None:
    span = Interval(*(None if end is None else Fraction(end) / 100 for end in (low, high)))
    assert bar_of(finding_of(rules, "below 5%", outcome, span), Kind.SHARE) is None


@pytest.mark.parametrize(
    ("limit", "low", "high", "x", "right"),
    [
        ("below 5%", "4", None, 0, 143.2),
        ("below 5%", None, "6", 96.8, 240),
        ("at_least 10% and at_most 20%", "12", None, 0, 236),
        ("at_least 10% and at_most 20%", None, "18", 0, 236),
    ],
)
def test_an_end_that_is_not_known_is_drawn_to_the_edge(
    limit: str, low: str | None, high: str | None, x: float, right: float, rules: Rulebook
) -> None:
    span = Interval(*(None if end is None else Fraction(end) / 100 for end in (low, high)))
    bar = bar_of(finding_of(rules, limit, CANNOT_TELL, span), Kind.SHARE)
    assert bar
    assert float(bar.range_x) == x
    assert float(bar.range_x) + float(bar.range_width) == pytest.approx(right)


def test_a_sample_that_is_not_clear_is_drawn_with_its_interval(rules: Rulebook) -> None:
    one = finding_of(rules, "below 5%", CANNOT_TELL, percent("4"))
    sampled = one._replace(interval=SamplingInterval(Fraction(3, 100), Fraction(6, 100), 82))
    bar = bar_of(sampled, Kind.SHARE)
    assert bar
    assert (bar.side, bar.range_x, bar.range_width) == ("both", "96.8", "69.6")


def test_a_ratio_has_the_limit_itself_as_room(rules: Rulebook) -> None:
    one = finding_of(rules, "at_most 50", BREACH, Interval(Fraction(63), Fraction(63)), Kind.RATIO)
    reach = reach_of(one, Kind.RATIO)
    assert reach == (Fraction(-13), Fraction(-13), Fraction(50))


def test_without_a_limit_or_a_figure_there_is_no_bar(rules: Rulebook) -> None:
    one = finding_of(rules, "below 5%", MET, percent("4"))
    assert bar_of(one._replace(limit=None), Kind.SHARE) is None
    assert bar_of(one._replace(figure=None), Kind.SHARE) is None


SHARES = st.fractions(0, 1, max_denominator=1000)


@given(
    st.sampled_from(["below 5%", "at_least 90%", "at_least 10% and at_most 20%"]), SHARES, SHARES
)
def test_sure_marks_begin_at_the_line_and_a_range_across_it_is_never_sure(
    rules: Rulebook, limit: str, one: Fraction, other: Fraction
) -> None:
    span = Interval(*sorted((one, other)))
    bounds = limit_of(limit, rules, FIGURES[Kind.SHARE]).bounds
    inside = all(span.is_within(bound.allowed) for bound in bounds)
    outside = any(not span.meets(bound.allowed) for bound in bounds)
    outcome = MET if inside else BREACH if outside else CANNOT_TELL
    bar = bar_of(finding_of(rules, limit, outcome, span), Kind.SHARE)
    assert bar
    assert all(x >= 0 and right <= WIDTH for x, right in _marks(bar))
    if outcome is CANNOT_TELL:
        assert bar.sure_width == ""
    else:
        line = float(bar.sure_x) + (float(bar.sure_width) if outcome is BREACH else 0)
        assert line == pytest.approx(CENTRE, abs=0.11)
        assert bar.side == ("better" if outcome is MET else "worse")
        for x, right in _marks(bar):
            assert x >= CENTRE - 0.11 if outcome is MET else right <= CENTRE + 0.11


def _marks(bar: CentreBar) -> list[tuple[float, float]]:
    drawn = [(bar.sure_x, bar.sure_width), (bar.range_x, bar.range_width)]
    return [(float(x), float(x) + float(width)) for x, width in drawn if width]
