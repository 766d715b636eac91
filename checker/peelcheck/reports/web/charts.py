"""Pictures with their words: a title that says what is seen, and what the marks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.charts import Limits, Months, Point, Signal
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Better, ScopeKind
from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_plain, format_value
from peelcheck.model.pack_words import body
from peelcheck.model.periods import Period, day_in_words, in_words
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list, capital, counted_noun, sentence
from peelcheck.reports.web.centre_bar import better_by
from peelcheck.reports.web.chart_geometry import Chart, chart_of, month_index
from peelcheck.reports.web.distribution import Spread, spread_of
from peelcheck.reports.web.force_bars import BarSides, ForceBar, sides_of
from peelcheck.reports.web.funnel_geometry import Cone
from peelcheck.reports.web.trend_words import (
    Tone,
    by_tone,
    lower_is_better,
    tones_of,
    trend_in_words,
)

RULES = (
    "How this is worked out: an XmR chart by the rules of the NHS programme Making Data Count. The "
    "limits are the mean and 2.66 mean moving ranges either side; moving ranges of 3.267 means or "
    "more are left out of that mean. Out of the ordinary is a month outside the limits; 7 or more "
    "in a row on one side of the mean; 7 or more in a row that rise or fall; or 2 of 3 on one "
    "side that lie within the limits, and beyond two thirds of the way to one. Below 12 months no "
    "limits are drawn."
)

REBASE = (
    "Where a known change explains months that are out of the ordinary, the limits can start again "
    "there: --rebase RULE=MONTH, as in --rebase 101-abandonment=2025-10."
)


class Picture(NamedTuple):
    """One picture: which template draws it, of what, and what it says in words.

    `region` names the part of the page it may be scrolled in, as nothing else there is called.
    `lead` is what it shows in a sentence.
    """

    template: str
    id: str
    region: str
    title: str
    description: str
    under: tuple[str, ...]
    chart: Chart | Spread | BarSides | Cone
    lead: str = ""


def months_picture(
    finding: Finding, months: Months, kind: Kind, anchor: str, better: Better | None = None
) -> Picture:
    """Return the months of a finding as a chart; `better` says which way its figure should go."""
    bounds = finding.limit.bounds if finding.limit else ()
    required = [(bound.value, bound.words) for bound in bounds]
    points = months.points
    first, last = in_words(points[0].period), in_words(points[-1].period)
    lower_better = lower_is_better(finding, better)
    tones = tones_of(months, lower_better=lower_better)
    return Picture(
        template="months.svg",
        id=f"{anchor}:months",
        region=f"Months of {finding.force}: {finding.rule.short}",
        title=f"{finding.rule.short}, {first} to {last}",
        description=_months_in_words(months, kind),
        under=tuple(_under(finding, months, kind, tones)),
        chart=chart_of(months, required, kind, tones),
        lead=trend_in_words(months, lower_better=lower_better),
    )


def _months_in_words(months: Months, kind: Kind) -> str:
    points = months.points
    low = min(points, key=lambda point: point.value)
    high = max(points, key=lambda point: point.value)
    said = [
        counted_noun(len(points), "month"),
        f"lowest {format_value(low.value, kind)} in {in_words(low.period)}",
        f"highest {format_value(high.value, kind)} in {in_words(high.period)}",
        f"last {format_value(points[-1].value, kind)}",
        f"{sum(point.misses for point in points)} miss the standard",
    ]
    return sentence("; ".join(said))


def _under(finding: Finding, months: Months, kind: Kind, tones: Sequence[Tone]) -> list[str]:
    said = [f"The limits start again on {day_in_words(day)}, as asked." for day in months.rebased]
    last = months.stretches[-1]
    if months.left_out:
        one = months.left_out == 1
        count = (
            "1 month has no single value and is"
            if one
            else (f"{months.left_out} months have no single value and are")
        )
        said.append(f"{count} not drawn.")
    if last.limits is None:
        return said
    said.append(_ordinary(last.limits, kind))
    said += _assurance(finding, last.limits)
    said += [f"{_TONES[tone]}: {_months(found)}." for tone, found in by_tone(months.points, tones)]
    said += [
        f"{len(found)} {_months_are(len(found))} {signal}: {_months(found)}."
        for signal in Signal
        if (found := [p for p in last.points if signal in p.signals])
    ]
    if not any(point.signals for point in last.points):
        said.append("Every month is within ordinary variation.")
    return said


_TONES = {
    Tone.IMPROVEMENT: "Improvement, out of the ordinary",
    Tone.CONCERN: "Concern, out of the ordinary",
    Tone.CHANGE: "Out of the ordinary",
}


def _months_are(count: int) -> str:
    return "month is" if count == 1 else "months are"


def _months(points: Sequence[Point]) -> str:
    """April to August 2025 and December 2025: months that follow each other as one."""
    runs: list[list[Point]] = []
    for point in points:
        if runs and month_index(point) == month_index(runs[-1][-1]) + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return and_list(_run_in_words(run) for run in runs)


def _run_in_words(run: Sequence[Point]) -> str:
    first, last = run[0].period, run[-1].period
    return in_words(Period(first.first, last.last, ""))


def _ordinary(limits: Limits, kind: Kind) -> str:
    low = max(limits.lower, Fraction(0)) if not kind.is_signed else limits.lower
    high = min(limits.upper, Fraction(1)) if kind is Kind.SHARE else limits.upper
    least, most, mean = (format_value(one, kind) for one in (low, high, limits.mean))
    return (
        f"If nothing changes, a month between {least} and {most} is ordinary; the mean is {mean}."
    )


def _assurance(finding: Finding, limits: Limits) -> list[str]:
    """Return whether ordinary months meet the standard, miss it, or do either."""
    if finding.limit is None or len(finding.limit.bounds) != 1:
        return []
    bound = finding.limit.bounds[0]
    ends = [bound.allowed.contains(end) for end in (limits.lower, limits.upper)]
    if all(ends):
        return ["Every ordinary month would meet the standard."]
    if not any(ends):
        return ["Every ordinary month would miss the standard: it takes a change to meet it."]
    return ["An ordinary month may meet the standard or miss it by chance."]


def spread_picture(finding: Finding, scope: ScopeKind, kind: Kind, anchor: str) -> Picture | None:
    """Return the parts of a finding as a distribution; nobody is named."""
    if finding.limit is None or len(finding.limit.bounds) != 1:
        return None
    bound = finding.limit.bounds[0]
    values = [
        (part.amount.stated, part.outcome is Outcome.BREACH)
        for part in finding.parts
        if part.amount and part.amount.stated is not None
    ]
    if not values or bound.comparison is Comparison.EVERY:
        return None
    missing = sum(misses for _, misses in values)
    left = len(finding.parts) - len(values)
    numbers = [value for value, _ in values]
    least, most = format_plain(min(numbers)), format_plain(max(numbers))
    said = (
        f"{len(values)} {scope.many}; lowest {least}, highest {most}"
        if not kind.is_percentage
        else f"{len(values)} {scope.many}"
    )
    under = [f"{left} {scope.many} have no single value and are not drawn."] if left else []
    return Picture(
        template="spread.svg",
        id=f"{anchor}:spread",
        region=f"Spread of {finding.force}: {finding.rule.short}",
        title=f"{finding.rule.short}: {missing} of {len(values)} {scope.many} miss {bound.words}",
        description=sentence(said),
        under=tuple(under),
        chart=spread_of(values, bound, bound.words, kind),
    )


def forces_picture(
    findings: Sequence[Finding], kind: Kind, highlight: Collection[str] = ()
) -> Picture | None:
    """Draw the newest figures of several forces, where at least two share a period.

    `highlight` names forces that are to be seen at once.
    """
    valued = [f for f in findings if f.period and f.figure and f.figure.amount]
    periods = Counter(finding.period for finding in valued)
    if not periods:
        return None
    period = periods.most_common(1)[0][0]
    entries = [_entry(one, kind, highlight) for one in valued if one.period == period]
    drawn = [entry for entry in entries if entry]
    if period is None or len(drawn) < 2:
        return None
    missing = sum(f.outcome is Outcome.BREACH for f in valued if f.period == period)
    left = len(findings) - len(drawn)
    under = [
        f"{left} of {len(findings)} are not drawn: no single value for that period that is clear."
    ]
    short = findings[0].rule.short
    return Picture(
        template="forces.svg",
        id=f"side/{findings[0].rule.id}",
        region=f"{capital(body().many)} side by side: {short}",
        title=f"{short}, {in_words(period)}: {missing} of {len(findings)} "
        f"{body().many} {'misses its' if missing == 1 else 'miss their'} limit",
        description="; ".join(f"{entry.name} {entry.words}" for entry in drawn),
        under=tuple(under if left else []),
        chart=sides_of(drawn),
    )


def _entry(finding: Finding, kind: Kind, highlight: Collection[str]) -> ForceBar | None:
    value = finding.figure.amount.stated if finding.figure and finding.figure.amount else None
    if value is None or finding.limit is None or not finding.outcome.is_decided:
        return None
    bounds = finding.limit.bounds
    words = format_value(value, kind, [bound.value for bound in bounds])
    off = better_by(value, bounds)
    misses = finding.outcome is Outcome.BREACH
    if (off > 0) is misses and off != 0:  # its parts or another period decided
        return None
    said = f"{words} ({finding.limit.words})"
    return ForceBar(finding.force, off, said, misses, finding.force in highlight)
