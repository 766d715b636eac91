"""Earlier periods that a change alters in a sheet, a table or a return of another period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePath

from peelcheck.errors import Problems
from peelcheck.judging.direction import same_length
from peelcheck.judging.gate_comparison import by_rule
from peelcheck.model.changes import BaselineFinding
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Length, Period, ending_with, is_month, last_of_month
from peelcheck.model.results import ForceResult
from peelcheck.model.returns import Return
from peelcheck.pipeline.gate_returns import PeriodPair, figures_removed
from peelcheck.pipeline.gate_sides import ForceSides


def figure_of(finding: Finding | None) -> object:
    """Return the figure that a finding judges, to see whether it is the same on both sides."""
    if finding is None:
        return None
    value = finding.figure
    parts = tuple((part.scope, part.amount) for part in finding.parts)
    return (value.amount if value else None, parts, finding.statement and finding.statement.on)


def _periods_altered(head: ForceResult, base: ForceResult) -> dict[Period, set[str]]:
    """Return the earlier periods whose figures differ, each with the rules that judge these.

    Only periods as long as the judged one count. A snapshot counts for the month of its day.
    """
    found: dict[Period, set[str]] = {}
    if head.period is None:
        return found
    findings = by_rule(base)
    for rule, finding in by_rule(head).items():
        sides = [_by_period(one, head.period) for one in (finding, findings.get(rule))]
        for period in dict.fromkeys((*sides[0], *sides[1])):
            differs = sides[0].get(period) != sides[1].get(period)
            if differs and period.last < head.period.last:
                found.setdefault(period, set()).add(rule)
    return found


def _by_period(finding: Finding | None, regular: Period) -> dict[Period, object]:
    every = (finding, *finding.history) if finding else ()
    found: dict[Period, object] = {}
    for one in every:
        period = _period_of(one, regular)
        if period and one.outcome.is_judged:
            found.setdefault(period, figure_of(one))
    return found


def _period_of(finding: Finding, regular: Period) -> Period | None:
    period = finding.period
    if period and period.is_day and is_month(regular):
        last = last_of_month(period.last.year, period.last.month)
        return ending_with(last, Length.MONTH)
    return period if period and same_length(period, regular) else None


def is_gone(sides: ForceSides, pair: PeriodPair, today: date, problems: Problems) -> bool:
    """Return whether the change gives less for a period of which it has no return any more.

    Its figures may have moved to a sheet, or to a return of another period.
    """
    if pair.head:
        return False
    every = pair._replace(head=sides.head.returns)
    if sides.base is None or figures_removed(every):
        return True
    now, before = (side.judged(today, problems, pair.period) for side in (sides.head, sides.base))
    return not _given_in(before, pair.period) <= _given_in(now, pair.period)


def period_left_behind(
    sides: ForceSides, newest: ForceResult, base_newest: ForceResult | None
) -> Period | None:
    """Return the base's period where the one return, under one name, is of the next one now.

    A return with earlier periods, as one with a sheet of months, may not leave any behind.
    """
    head, base = sides.head.returns, sides.base.returns if sides.base else ()
    if len(head) != 1 or len(base) != 1 or base_newest is None:
        return None
    if PurePath(head[0].file).name != PurePath(base[0].file).name:
        return None  # one was taken away, and another one added
    now, before = head[0].period, base[0].period
    follows = same_length(now, before) and now.first == before.last + timedelta(days=1)
    findings = (*newest.findings, *base_newest.findings)
    has_earlier = any(_period_of(one, before) for f in findings for one in f.history)
    return before if follows and not has_earlier else None


def _given_in(force: ForceResult, period: Period) -> set[str]:
    """Return the rules whose figure is given for a period, and not only for another one."""
    return {
        finding.rule.id
        for finding in force.findings
        if finding.outcome.is_judged and finding.period and period.holds(finding.period)
    }


def has_figures(force: ForceResult, period: Period) -> bool:
    """Return whether any judged figure is given for a period."""
    return bool(_given_in(force, period))


def _newest_earlier(
    period: Period, base: ForceResult, pairs: Iterable[PeriodPair]
) -> Period | None:
    """Return the newest period before another one for which the base has figures."""
    there = {pair.period for pair in pairs if pair.base}
    regular = base.period or period
    there |= {p for finding in base.findings for p in _by_period(finding, regular)}
    earlier = [one for one in there if one.last < period.last]
    alike = [one for one in earlier if same_length(one, period)]
    return max(alike or earlier, key=lambda one: one.last, default=None)


def given_for(given: Mapping[str, Finding], period: Period) -> dict[str, Finding]:
    """Return those figures that were given for this very period."""
    return {r: one for r, one in given.items() if one.period and period.overlaps(one.period)}


def period_of_report(report: Iterable[BaselineFinding]) -> Period | None:
    """Return the newest period of a report's findings, None where it has none."""
    periods = (f.period for f in report if f.period)
    return max(periods, key=lambda p: (p.last, p.days), default=None)


def since_report(
    sides: ForceSides, there: Iterable[PeriodPair], today: date, problems: Problems
) -> list[PeriodPair]:
    """Return the periods that are newer than a report, and its own where the figures differ."""
    newest = period_of_report(sides.report)
    if newest is None:
        return list(there)
    found = [pair for pair in there if pair.period.last > newest.last]
    own = [pair for pair in there if pair.period.last == newest.last]
    before = {one.rule: one.amount for one in sides.report if one.outcome.is_judged}
    for pair in own:
        judged = by_rule(sides.head.judged(today, problems, pair.period))
        values = {rule: f.figure.amount if f.figure else None for rule, f in judged.items()}
        if any(values.get(rule) != amount for rule, amount in before.items()):
            found.append(pair)
    return found


def altered_periods(
    sides: ForceSides,
    newest: ForceResult,
    base_newest: ForceResult | None,
    seen: Collection[Period],
) -> dict[Period, frozenset[str]]:
    """Return earlier periods that differ, except those already seen, with the rules concerned.

    Nothing where the base holds not every table: then it is not known what they gave.
    """
    if sides.base is None or base_newest is None or base_newest is newest:
        return {}
    if any(one.file in sides.uncounted for one in sides.base.returns):
        return {}
    return {
        period: frozenset(rules)
        for period, rules in _periods_altered(newest, base_newest).items()
        if period not in seen
    }


def result_before(
    sides: ForceSides,
    period: Period,
    pairs: Sequence[PeriodPair],
    base_newest: ForceResult | None,
    chain: ForceResult | None,
    today: date,
    problems: Problems,
) -> ForceResult | None:
    """Return what a new period is compared with: the newest earlier one, of the change or the base.

    `chain` is the new period of the change before this one.
    """
    if base_newest is None or sides.base is None:
        return chain
    found: ForceResult | None = base_newest
    if base_newest.period and base_newest.period.last > period.last:
        earlier = _newest_earlier(period, base_newest, pairs)
        found = sides.base.judged(today, problems, earlier) if earlier else None
    ends = [one.period.last if one and one.period else date.min for one in (chain, found)]
    return chain if ends[0] > ends[1] else found


def base_from_history(sides: ForceSides, newest: ForceResult) -> ForceResult | None:
    """Return the base's findings from the change's history, where it only adds later returns.

    None where a finding has no such history, as of an annual figure: then the base is judged.
    """
    base = sides.base
    if base is None or sides.by_base is not sides.head:
        return None
    own = set(map(id, sides.head.returns))
    period = max((one.period for one in base.returns), key=lambda p: p.last)
    added = [one for one in sides.head.returns if id(one) not in set(map(id, base.returns))]
    if not all(id(one) in own for one in base.returns) or not is_month(period):
        return None
    if any(one.period.last <= period.last or _gives_earlier(one, period) for one in added):
        return None
    findings = []
    for finding in newest.findings:
        then = next((f for f in finding.history if f.period and period.holds(f.period)), None)
        if then is not None:
            findings.append(then._replace(history=finding.history))
        elif finding.history or finding.figure or finding.outcome.is_judged:
            return None
    return newest._replace(period=period, findings=tuple(findings))


def _gives_earlier(one: Return, period: Period) -> bool:
    """Return whether a later return may give figures for a period, or for one before it."""
    return bool(one.tables) or any(given.period.last <= period.last for given in one.reported)
