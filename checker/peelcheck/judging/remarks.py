"""What a reader must know about a finding: whole sentences, the same in every report."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from peelcheck.judging.row_reasons import counted_remarks, not_counted_remarks
from peelcheck.judging.sampling import interval_of
from peelcheck.judging.verdict import hold
from peelcheck.model.amounts import Amount, Form
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, Figure
from peelcheck.model.findings import FigureValue, Known, LimitInForce
from peelcheck.model.numerals import fixed, plain
from peelcheck.model.periods import Period, alone_in_words, day_in_words
from peelcheck.model.rules import Bound, Outcome, Rule, Standing, StatedAs
from peelcheck.model.wording import and_list, sentence, span_words


def remarks_on(
    rule: Rule,
    outcome: Outcome,
    value: FigureValue,
    limit: LimitInForce | None,
    return_period: Period,
    dictionary: Dictionary,
) -> tuple[str, ...]:
    """The sentences about one finding, in the order in which they matter."""
    figure = dictionary.figures[value.name]
    said = [
        *_about_the_change(rule),
        *_about_the_period(value, return_period, outcome, dictionary),
        *_about_the_sample(value, figure, dictionary),
        *_about_the_figure(value, figure, outcome),
        *_about_the_cell(value, figure, outcome, limit),
        *_about_the_limit(rule, outcome, value, limit, figure, dictionary),
        *_about_counts(value, figure, outcome, dictionary),
    ]
    return tuple(dict.fromkeys(sentence(text) for text in said))


def _about_the_change(rule: Rule) -> Iterator[str]:
    """A rule that another pack changed is never mistaken for the published one."""
    change = rule.override
    if change is None:
        return
    what = ""
    if change.was and rule.has_other_limit:
        what = f": {rule.requirements[-1].words} in place of {change.was.words}"
    yield f"changed in {change.pack} by {change.set_by}{what}"
    yield f"why it was changed: {change.reason.rstrip('.')} (source: {change.source})"


def _about_the_period(
    value: FigureValue, return_period: Period, outcome: Outcome, dictionary: Dictionary
) -> Iterator[str]:
    is_of_it = return_period == value.period or dictionary.is_stock(value.name)
    if not is_of_it or not return_period.holds(value.period) or value.period.days_unknown:
        yield alone_in_words(value.period)
    if outcome is not Outcome.CANNOT_TELL:
        yield from counted_remarks(value, outcome)
    else:
        yield from not_counted_remarks(value)
    sources = [source for source in value.sources if source not in value.estimated]
    if sources:
        yield f"source: {and_list(sources)}"


def _about_the_sample(value: FigureValue, figure: Figure, dictionary: Dictionary) -> Iterator[str]:
    interval = interval_of(value.amount, figure.kind, is_sample=value.sample)
    if interval is None:
        return
    whole = dictionary.figures[figure.measure.denominator].unit if figure.measure else "cases"
    low, high = (f"{fixed(end * 100, 1)}%" for end in (interval.low, interval.high))
    yield (
        f"A sample of {interval.size:,} {whole or 'cases'}: if picked at random, the force's own "
        f"share is {low} to {high} (95%, Wilson)"
    )


def _about_the_figure(value: FigureValue, figure: Figure, outcome: Outcome) -> Iterator[str]:
    amount = value.amount
    if amount is not None and amount.form is Form.AROUND:
        span = span_words(amount.span, figure.kind)
        yield f"{amount.text} is taken as {span}: a tenth either way, which is our convention"
    for whose in value.estimated:
        yield f"an estimate: {whose}"
    if value.unusual:
        yield f"not usual, and said to be right: {and_list(value.unusual)}"
    if outcome in (Outcome.BREACH, Outcome.NOTE):
        yield from value.doubts
    if outcome is not Outcome.CANNOT_TELL:
        yield from value.disputes
    if value.provisional:
        yield "provisional: it may still be revised"
    for note in value.notes:
        yield f"note: {note}"


def _about_the_cell(
    value: FigureValue, figure: Figure, outcome: Outcome, limit: LimitInForce | None
) -> Iterator[str]:
    """A workbook may show 5% and hold 4.97%: whoever looks at it expects another answer."""
    if value.shown is None or value.amount is None or limit is None or not limit.bounds:
        return
    would_be = hold(value._replace(amount=value.shown), limit, figure.kind).outcome
    if would_be is not outcome and outcome in _WOULD and would_be in _WOULD:
        cell = f"the cell holds {value.amount.text} and shows {value.shown.text}"
        yield f"{cell}, which {_WOULD[would_be]}"


_WOULD = {
    Outcome.MET: "would meet the standard",
    Outcome.BREACH: "would miss the standard",
    Outcome.CANNOT_TELL: "would not be clear",
}


def _about_the_limit(
    rule: Rule,
    outcome: Outcome,
    value: FigureValue,
    limit: LimitInForce | None,
    figure: Figure,
    dictionary: Dictionary,
) -> Iterator[str]:
    if rule.caution:
        yield rule.caution
    if limit is None:
        return
    if limit.otherwise:
        yield _why_otherwise(limit, figure, dictionary)
    if limit.own_target and limit.own_target.set_by:
        yield f"the target was set by: {limit.own_target.set_by}"
    if rule.stated_as is StatedAs.RESTORED and not rule.has_other_limit:
        numbers = and_list(bound.text for bound in limit.bounds)
        yield f"the {numbers} is restored, not quoted: {rule.restored}{_same_answer(value, limit)}"
    of_guidance = rule.standing is Standing.GUIDANCE and not rule.has_other_limit
    if of_guidance and outcome is Outcome.BREACH:
        numbers = and_list(bound.text for bound in limit.bounds)
        yield f"the {numbers} is guidance, not law"
    yield from _about_a_surprising_target(limit)
    begins = limit.own_target.since if limit.own_target else None
    first = value.period.first
    if begins and first and first < begins.earliest and not limit.changes:
        day = day_in_words(begins.earliest)
        yield f"the force's target is in force from {day}, within the period, and applied to all"
    for change in limit.changes:
        what = "the force's target" if change.is_target else "the limit"
        yield (
            f"{what} changed from {change.before} to {change.after} on "
            f"{day_in_words(change.day)}, within the period; the stricter, {change.applied}, "
            "is applied"
        )


def _about_a_surprising_target(limit: LimitInForce) -> Iterator[str]:
    target = limit.own_target
    if target and target.unusual:
        yield f"why the target of {target.bound.text} is right: {target.unusual}"


def _why_otherwise(limit: LimitInForce, figure: Figure, dictionary: Dictionary) -> str:
    every = next((b for b in limit.bounds if b.comparison is Comparison.EVERY), None)
    part = dictionary.figures[figure.measure.numerator] if figure.measure else None
    ending = f"{and_list(b.words for b in limit.bounds)} is applied"
    if every and part and part.said_of_the_rest:
        ending = f"each {part.said_of_the_rest} {every.every} counts"
    begins = limit.target_begins
    target = "the return states no target"
    if begins:
        day = begins.text if begins.only_the_year else day_in_words(begins.earliest)
        target = f"the force's target is in force from {day}"
    return f"{limit.because}, and {target}, so {ending}"


def _same_answer(value: FigureValue, limit: LimitInForce) -> str:
    """Which other limits would have given the same answer, where the number itself is not sure."""
    bound = limit.bounds[0]
    if len(limit.bounds) > 1 or value.amount is None or value.sample:
        return ""
    if not bound.comparison.is_upper:
        return ""
    return _breach_holds_below(value.amount, bound) or _met_holds_above(value.amount, bound)


def _breach_holds_below(amount: Amount, bound: Bound) -> str:
    low = amount.span.low
    if low is None or amount.span.meets(bound.allowed):
        return ""
    return f"; any limit below {_to_hundredths(low)} gives the same answer"


def _met_holds_above(amount: Amount, bound: Bound) -> str:
    high = amount.span.high
    if high is None or not amount.span.is_within(bound.allowed):
        return ""
    number = _to_hundredths(high, up=True)
    if bound.comparison is Comparison.BELOW:
        return f"; any limit above {number} gives the same answer"
    return f"; any limit of {number} or more gives the same answer"


def _to_hundredths(value: Fraction, *, up: bool = False) -> str:
    """`value` with at most two decimals, on the side on which what is said of it stays true."""
    hundredths = ceil(value * 100) if up else floor(value * 100)
    return plain(Fraction(hundredths, 100))


def _about_counts(
    value: FigureValue, figure: Figure, outcome: Outcome, dictionary: Dictionary
) -> Iterator[str]:
    amount = value.amount
    if outcome is not Outcome.BREACH or figure.measure is None or amount is None:
        return
    if amount.counts is None and value.known is Known.STATED:
        unit = dictionary.figures[figure.measure.numerator].unit
        names = and_list(figure.measure.inputs)
        yield f"give {names} to see the distance in {unit}"
