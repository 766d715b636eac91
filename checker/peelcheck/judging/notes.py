"""What is shown and never judged: figures without a limit, averages, proposals, statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from peelcheck.judging.sampling import interval_of
from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.dictionary import Benchmark, Dictionary, Figure, ScopeKind
from peelcheck.model.findings import FigureValue, Finding, Known, Part
from peelcheck.model.numerals import fixed, plain
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.returns import Statement
from peelcheck.model.rules import BenchmarkBound, Outcome, Rule
from peelcheck.model.wording import amount_words, and_list, span_words


def note_on(finding: Finding, values: Sequence[FigureValue], dictionary: Dictionary) -> Finding:
    """A finding that shows the figure of one period: one value, or one for each scope."""
    rule = finding.rule
    figure = dictionary.figures[rule.figure]
    if all(value.nothing_to_judge for value in values):
        because = "both counts are 0: nothing to show"
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, because=because)
    known = [(value, value.amount) for value in values if value.amount is not None]
    if not known:
        return _nothing_to_show(finding, values)
    if rule.for_each:
        return _note_on_parts(finding, values, figure, dictionary.scopes[rule.for_each])
    value, amount = known[0]
    benchmark = _benchmark(rule, dictionary)
    noted = finding._replace(outcome=Outcome.NOTE, figure=value, benchmark=benchmark)
    if benchmark:
        return noted._replace(because=_compared(value, amount, benchmark, figure))
    return noted._replace(because=shown_words(value, amount, figure, dictionary))


def _nothing_to_show(finding: Finding, values: Sequence[FigureValue]) -> Finding:
    missing = tuple(dict.fromkeys(name for value in values for name in value.missing))
    because = f"{and_list(missing)} is not given" if missing else "the value is not available"
    return finding._replace(outcome=Outcome.NOT_SUPPLIED, because=because, to_supply=missing)


def _note_on_parts(
    finding: Finding, values: Sequence[FigureValue], figure: Figure, scope: ScopeKind
) -> Finding:
    parts = tuple(
        Part(
            Outcome.NOTE,
            value.scope.value if value.scope and not scope.person else None,
            value.amount,
            amount_words(value.amount, figure.kind) if value.amount else "not given",
        )
        for value in values
    )
    said = [f"{part.scope} {part.because}" if part.scope else part.because for part in parts]
    because = f"{len(parts)} {scope.many}" if scope.person else ", ".join(said)
    return finding._replace(outcome=Outcome.NOTE, parts=parts, because=because)


def shown_words(value: FigureValue, amount: Amount, figure: Figure, dictionary: Dictionary) -> str:
    """A figure as it is shown where no limit is: with what it implies, and its rounding."""
    if amount.form in (Form.ROUNDED, Form.RANGE) and value.known is Known.WORKED_OUT:
        return f"{span_words(amount.span, figure.kind)} ({amount.text})"
    words = amount_words(amount, figure.kind)
    whole = None if value.sample else value.whole
    return words + _implied(amount, whole, figure, dictionary)


def _implied(amount: Amount, whole: Amount | None, figure: Figure, dictionary: Dictionary) -> str:
    """How many a stated share is, where what it is a share of is known."""
    if amount.form not in (Form.ROUNDED, Form.EXACT, Form.RANGE) or not figure.measure:
        return ""
    total = whole.span.low if whole and whole.span.is_point else None
    low, high = amount.span.low, amount.span.high
    if total is None or low is None or high is None:
        return ""
    part = dictionary.figures[figure.measure.numerator]
    least, most = ceil(low * total), floor(high * total)
    if least > most:
        return ""
    number = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    unit = dictionary.figures[figure.measure.denominator].unit
    return f" of {plain(total)} {unit}: {number} {part.one if number == '1' else part.unit}"


def _benchmark(rule: Rule, dictionary: Dictionary) -> Benchmark | None:
    names = [
        b.benchmark for r in rule.requirements for b in r.bounds if isinstance(b, BenchmarkBound)
    ]
    return dictionary.benchmarks[names[0]] if names else None


def _compared(value: FigureValue, amount: Amount, benchmark: Benchmark, figure: Figure) -> str:
    """Above or below an average and by how much: with the rounding of both, a sample's chance."""
    kind, usual = figure.kind, figure.usual
    words = (
        f"{amount_words(amount, kind)}; average of {benchmark.population} {benchmark.amount.text}"
    )
    one, other = amount.span, benchmark.amount.span
    if usual and not usual.span.meets(other) and not benchmark.unusual:
        return f"{words}: the average is outside what is usual ({usual.text}), so not compared"
    if value.sample:
        chance = interval_of(amount, kind, is_sample=True)
        if chance is None:
            return f"{words}: a sample whose size is not given cannot be compared"
        one = Interval(chance.low, chance.high)
    if one.meets(other):
        return f"{words}: the two cannot be told apart"
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return words
    above = one.low > other.high
    upper, lower = (one, other) if above else (other, one)
    assert upper.low is not None and upper.high is not None  # noqa: S101, PT018 - asked above
    assert lower.low is not None and lower.high is not None  # noqa: S101, PT018
    off = Interval(upper.low - lower.high, upper.high - lower.low)
    side = "above" if above else "below"
    return f"{words}: {_off_words(off, kind)} {side}{_times_words(one, other, above=above)}"


def _off_words(off: Interval, kind: Kind) -> str:
    if kind is not Kind.SHARE:
        return span_words(off, kind)
    low, high = ((end or Fraction(0)) * 100 for end in (off.low, off.high))
    number = plain(low, 2) if low == high else f"{plain(low, 2)} to {plain(high, 2)}"
    return f"{number} points"


def _times_words(one: Interval, other: Interval, *, above: bool) -> str:
    """How many times the average, where that says more than the difference."""
    if not above or not other.low or not other.high or one.low is None or one.high is None:
        return ""
    low, high = fixed(one.low / other.high, 2), fixed(one.high / other.low, 2)
    return f", {low} times" if low == high else f", {low} to {high} times"


def statement_finding(
    rule: Rule, force: str, statements: Sequence[Statement], today: date
) -> Finding:
    """What a force says it has done: a note while it holds, not supplied before and after."""
    made = [s for s in statements if s.rule == rule.id]
    if not made:
        because = "nobody has stated what was done"
        return Finding(
            rule, force, Outcome.NOT_SUPPLIED, because, to_supply=(f"statements: {rule.id}",)
        )
    valid = [s for s in made if s.on <= today <= s.until]
    newest = max(valid or made, key=lambda s: s.on)
    said = f"{newest.says}; evidence: {newest.evidence}; stated by the {newest.by} on "
    said += f"{day_in_words(newest.on)}, until {day_in_words(newest.until)}"
    finding = Finding(rule, force, Outcome.NOTE, said, statement=newest)
    if newest.on <= today <= newest.until:
        return finding
    when = "lapsed on" if newest.until < today else "holds only from"
    day = newest.until if newest.until < today else newest.on
    return finding._replace(
        outcome=Outcome.NOT_SUPPLIED,
        because=f"the statement of the {newest.by} {when} {day_in_words(day)}",
        to_supply=("a new statement, or a later until: in this one",),
    )


def as_note(finding: Finding, why: str) -> Finding:
    """A finding that would be judged for another force, shown for this one."""
    if finding.outcome.is_judged:
        return finding._replace(
            outcome=Outcome.NOTE, distance=(), remarks=(*finding.remarks, why), to_supply=()
        )
    return finding


def benchmark_remark(benchmark: Benchmark) -> str:
    """Where an average comes from, as far as is known."""
    return (
        f"the average is of {benchmark.population}, {in_words(benchmark.period)}: {benchmark.made}"
    )
