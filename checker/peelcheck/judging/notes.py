"""What is shown and never judged: figures without a limit, averages, proposals, statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from peelcheck.judging.sampling import interval_of
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Benchmark, Dictionary, FigureDefinition, ScopeKind
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import Finding, Part
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Statement
from peelcheck.model.rules import BenchmarkBound, Outcome, Rule


def note_on(finding: Finding, values: Sequence[FigureValue], dictionary: Dictionary) -> Finding:
    """Return a finding that shows the figure of one period: one value, or one for each scope."""
    rule = finding.rule
    figure = dictionary.figures[rule.figure]
    if all(value.nothing_to_judge for value in values):
        why = reason(ReasonCode.NOTHING_TO_SHOW)
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, reasons=(why,))
    known = [(value, value.amount) for value in values if value.amount is not None]
    if not known:
        return _nothing_to_show(finding, values)
    if rule.for_each:
        return _note_on_parts(finding, values, figure, dictionary.scopes[rule.for_each])
    value, amount = known[0]
    benchmark = _benchmark(rule, dictionary)
    noted = finding._replace(outcome=Outcome.NOTE, figure=value, benchmark=benchmark)
    if benchmark:
        return noted._replace(reasons=(_beside_average(value, amount, benchmark, figure),))
    return noted._replace(reasons=(_shown(value, amount, figure, dictionary),))


def _nothing_to_show(finding: Finding, values: Sequence[FigureValue]) -> Finding:
    missing = tuple(dict.fromkeys(name for value in values for name in value.missing))
    why = reason(ReasonCode.VALUE_NOT_AVAILABLE)
    if missing:
        why = reason(ReasonCode.NOT_GIVEN, figures=missing)
    ways = tuple(reason(ReasonCode.GIVE_FIGURES, figures=(name,)) for name in missing)
    return finding._replace(outcome=Outcome.NOT_SUPPLIED, reasons=(why,), to_supply=ways)


def _note_on_parts(
    finding: Finding, values: Sequence[FigureValue], figure: FigureDefinition, scope: ScopeKind
) -> Finding:
    parts = tuple(
        Part(
            Outcome.NOTE,
            value.scope.value if value.scope and not scope.person else None,
            value.amount,
            (_shown_part(value.amount, figure.kind),),
        )
        for value in values
    )
    why = reason(
        ReasonCode.PARTS_SHOWN,
        parts=tuple((part.scope, *part.reasons) for part in parts),
        count=len(parts),
        people=scope.many if scope.person else "",
    )
    return finding._replace(outcome=Outcome.NOTE, parts=parts, reasons=(why,))


def _shown_part(amount: Amount | None, kind: Kind) -> Reason:
    if amount is None:
        return reason(ReasonCode.SHOWN_PART_MISSING)
    return reason(ReasonCode.SHOWN, amount=amount, kind=kind)


def _shown(
    value: FigureValue, amount: Amount, figure: FigureDefinition, dictionary: Dictionary
) -> Reason:
    """Return a figure without a limit, with what it implies and its rounding."""
    if amount.form in (Form.ROUNDED, Form.RANGE) and value.known is Known.WORKED_OUT:
        return reason(ReasonCode.SHOWN_RANGE, amount=amount, kind=figure.kind)
    whole = None if value.sample else value.whole
    implied = _implied(amount, whole, figure, dictionary)
    return implied or reason(ReasonCode.SHOWN, amount=amount, kind=figure.kind)


def _implied(
    amount: Amount, whole: Amount | None, figure: FigureDefinition, dictionary: Dictionary
) -> Reason | None:
    """Return how many cases a stated share is, where its whole is known."""
    if amount.form not in (Form.ROUNDED, Form.EXACT, Form.RANGE) or not figure.measure:
        return None
    total = whole.span.low if whole and whole.span.is_point else None
    low, high = amount.span.low, amount.span.high
    if total is None or low is None or high is None:
        return None
    part = dictionary.figures[figure.measure.numerator]
    least, most = ceil(low * total), floor(high * total)
    if least > most:
        return None
    return reason(
        ReasonCode.SHOWN_OF_WHOLE,
        amount=amount,
        kind=figure.kind,
        whole=total,
        of_unit=dictionary.figures[figure.measure.denominator].unit,
        least=least,
        most=most,
        unit=part.one if least == most == 1 else part.unit,
    )


def _benchmark(rule: Rule, dictionary: Dictionary) -> Benchmark | None:
    names = [
        b.benchmark for r in rule.requirements for b in r.bounds if isinstance(b, BenchmarkBound)
    ]
    return dictionary.benchmarks[names[0]] if names else None


def _beside_average(
    value: FigureValue, amount: Amount, benchmark: Benchmark, figure: FigureDefinition
) -> Reason:
    return reason(
        ReasonCode.BESIDE_AVERAGE,
        amount=amount,
        kind=figure.kind,
        population=benchmark.population,
        average=benchmark.amount,
        comparison=_comparison(value, amount, benchmark, figure),
    )


def _comparison(
    value: FigureValue, amount: Amount, benchmark: Benchmark, figure: FigureDefinition
) -> Reason | None:
    """Return on which side of an average, and by how much, with rounding and chance."""
    kind, usual = figure.kind, figure.usual
    one, other = amount.span, benchmark.amount.span
    if usual and not usual.span.meets(other) and not benchmark.unusual:
        return reason(ReasonCode.AVERAGE_IS_UNUSUAL, usual=usual.text)
    if value.sample:
        chance = interval_of(amount, kind, is_sample=True)
        if chance is None:
            return reason(ReasonCode.AVERAGE_AND_SAMPLE)
        one = Interval(chance.low, chance.high)
    if one.meets(other):
        return reason(ReasonCode.SAME_AS_AVERAGE)
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    if one.low > other.high:
        off = Interval(one.low - other.high, one.high - other.low)
        times = _times(one.low, one.high, other)
        return reason(ReasonCode.ABOVE_AVERAGE, off=off, kind=kind, times=times)
    off = Interval(other.low - one.high, other.high - one.low)
    return reason(ReasonCode.BELOW_AVERAGE, off=off, kind=kind)


def _times(low: Fraction, high: Fraction, other: Interval) -> Interval | None:
    """Return how many times the average it is; None for an average that may be 0."""
    if not other.low or not other.high:
        return None
    return Interval(low / other.high, high / other.low)


def statement_finding(
    rule: Rule, force: str, statements: Sequence[Statement], today: date
) -> Finding:
    """Return what a force states it has done: a note while valid, else not supplied."""
    made = [s for s in statements if s.rule == rule.id]
    if not made:
        return Finding(
            rule,
            force,
            Outcome.NOT_SUPPLIED,
            (reason(ReasonCode.NOTHING_STATED),),
            to_supply=(reason(ReasonCode.GIVE_STATEMENT, rule=rule.id),),
        )
    valid = [s for s in made if s.on <= today <= s.until]
    newest = max(valid or made, key=lambda s: s.on)
    finding = Finding(rule, force, Outcome.NOTE, (_stated(newest),), statement=newest)
    if newest.on <= today <= newest.until:
        return finding
    why = reason(ReasonCode.STATEMENT_BEGINS, by=newest.by, on=newest.on)
    if newest.until < today:
        why = reason(ReasonCode.STATEMENT_LAPSED, by=newest.by, until=newest.until)
    return finding._replace(
        outcome=Outcome.NOT_SUPPLIED,
        reasons=(why,),
        to_supply=(reason(ReasonCode.GIVE_NEW_STATEMENT),),
    )


def _stated(statement: Statement) -> Reason:
    return reason(
        ReasonCode.STATED,
        says=statement.says,
        evidence=statement.evidence,
        by=statement.by,
        on=statement.on,
        until=statement.until,
    )


def as_note(finding: Finding, why: Reason) -> Finding:
    """Return a finding that would be judged for another force as a note for this one."""
    if finding.outcome.is_judged:
        return finding._replace(
            outcome=Outcome.NOTE, distance=(), remarks=(*finding.remarks, why), to_supply=()
        )
    return finding


def benchmark_remark(benchmark: Benchmark) -> Reason:
    """Return where an average comes from, as far as is known."""
    return reason(
        ReasonCode.AVERAGE_IS_OF,
        population=benchmark.population,
        period=benchmark.period,
        made=benchmark.made,
    )
