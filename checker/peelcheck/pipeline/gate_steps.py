"""The judged periods of one force, each compared with the base: what a gate looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from peelcheck.errors import Problems
from peelcheck.figures.derivation import with_inputs
from peelcheck.judging.changes import BaselineComparison, baseline_of, compared_force
from peelcheck.judging.gate_comparison import (
    by_rule,
    exceptions_widened,
    less_given,
    lines_of,
    newly_left_out,
    qualifiers_gone,
    same_counts,
    standard_changes,
)
from peelcheck.judging.given_before import last_given, notes_gone, with_lost_figures
from peelcheck.judging.standards import asks
from peelcheck.model.changes import BaselineFinding
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.gate_report import GateLine, Less, LessCode, LineKind, Step
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.results import ForceResult
from peelcheck.model.returns import ReportedFigure, Return
from peelcheck.pipeline.gate_history import (
    altered_periods,
    base_from_history,
    figure_of,
    given_for,
    has_figures,
    is_gone,
    period_left_behind,
    period_of_report,
    result_before,
    since_report,
)
from peelcheck.pipeline.gate_returns import (
    PeriodPair,
    figure_changes,
    figures_differ,
    figures_removed,
    pairs_of,
)
from peelcheck.pipeline.gate_sides import ForceGate, ForceSides


class _Judged(NamedTuple):
    """One period by the standards of the change and by the base's."""

    head: ForceResult
    by_base: ForceResult


def gate_force(sides: ForceSides, today: date) -> ForceGate:
    """Judge every period of a force that has changed, and its newest one."""
    problems = Problems()
    pairs = pairs_of(sides.head.returns, sides.base.returns if sides.base else (), sides.force)
    newest = sides.head.judged(today, problems)
    if problems.found:
        return ForceGate(newest, (), (), (), tuple(problems.found))
    base_newest = _base_newest(sides, newest, today, problems)
    there = [pair for pair in pairs if pair.head]
    changed = (
        since_report(sides, there, today, problems)
        if sides.by_report
        else [p for p in there if sides.base and figures_differ(p, sides.changed_tables)]
    )
    left = period_left_behind(sides, newest, base_newest)
    gone = tuple(p.period for p in pairs if p.period != left and is_gone(sides, p, today, problems))
    seen = {*gone, *(pair.period for pair in changed), *([left] if left else [])}
    altered = altered_periods(sides, newest, base_newest, seen)
    steps: list[Step] = []
    not_compared: list[str] = []
    chain: ForceResult | None = None
    result = newest
    extra = [_pair_of(period, pairs) for period in altered]
    for period, pair in _periods(newest.period, [*changed, *extra], there):
        is_newest = period == newest.period
        judged = _judge(sides, period, newest if is_newest else None, today, problems)
        is_changed = pair is not None and (pair in changed or period in altered)
        own_base = _own_base(sides, pair, period, is_changed, judged, today, problems)
        baseline = own_base
        if is_changed and own_base is None:
            baseline = result_before(sides, period, pairs, base_newest, chain, today, problems)
            chain = judged.by_base
        missing = _uncounted(sides, pair, baseline)
        not_compared += missing
        any_changed = bool(changed or altered)
        step, merged = _step(
            sides, period, pair, judged, baseline, base_newest, is_changed, any_changed, missing
        )
        if rules := altered.get(period):
            step = step._replace(lines=tuple(x for x in step.lines if x.finding.rule.id in rules))
        steps.append(step)
        result = merged if is_newest else result
    return ForceGate(result, tuple(steps), gone, tuple(not_compared), tuple(problems.found))


def _pair_of(period: Period, pairs: Sequence[PeriodPair]) -> PeriodPair:
    found = (pair for pair in pairs if pair.period == period)
    return next(found, PeriodPair(period, (), ()))


def _periods(
    newest: Period | None, changed: Sequence[PeriodPair], there: Sequence[PeriodPair]
) -> list[tuple[Period, PeriodPair | None]]:
    """Return every changed period, the earliest first, and in any case the newest."""
    found: list[tuple[Period, PeriodPair | None]] = [
        (pair.period, pair) for pair in sorted(changed, key=lambda pair: pair.period.last)
    ]
    if newest and newest not in [pair.period for pair in changed]:
        own = next((pair for pair in there if pair.period == newest), None)
        found.append((newest, own))
    return found


def _base_newest(
    sides: ForceSides, newest: ForceResult, today: date, problems: Problems
) -> ForceResult | None:
    """Return the base judged for its newest period; the change's result if nothing differs."""
    if sides.base is None or not sides.base.returns:
        return None
    if sides.base.returns == sides.head.returns and sides.by_base is sides.head:
        return newest
    known = base_from_history(sides, newest)
    return known or sides.base.judged(today, problems)


def _judge(
    sides: ForceSides, period: Period, known: ForceResult | None, today: date, problems: Problems
) -> _Judged:
    head = known or sides.head.judged(today, problems, period)
    if sides.by_base is sides.head:
        return _Judged(head, head)
    return _Judged(head, sides.by_base.judged(today, problems, period))


def _own_base(
    sides: ForceSides,
    pair: PeriodPair | None,
    period: Period,
    is_changed: bool,
    judged: _Judged,
    today: date,
    problems: Problems,
) -> ForceResult | None:
    """Return the base's findings for the same period, None where it has none for that period."""
    if sides.base is None or pair is None:
        return None
    if not pair.base:
        found = sides.base.judged(today, problems, period) if sides.base.returns else None
        return found if found and has_figures(found, period) else None
    if not is_changed and sides.base.returns == sides.head.returns:
        return judged.by_base
    return sides.base.judged(today, problems, period)


def _uncounted(
    sides: ForceSides, pair: PeriodPair | None, baseline: ForceResult | None
) -> tuple[str, ...]:
    """Return returns with tables that the base does not hold, where no report replaces them."""
    if sides.base is None or baseline is None:
        return ()
    own = pair.base if pair and pair.base else ()
    used = own or [one for one in sides.base.returns if one.period == baseline.period]
    missing = tuple(one.file for one in used if one.file in sides.uncounted)
    return () if sides.report else missing


def _step(
    sides: ForceSides,
    period: Period,
    pair: PeriodPair | None,
    judged: _Judged,
    baseline: ForceResult | None,
    base_newest: ForceResult | None,
    is_changed: bool,
    any_changed: bool,
    missing: Sequence[str],
) -> tuple[Step, ForceResult]:
    dictionary = sides.by_base.rulebook.dictionary
    same_period = baseline is not None and baseline.period == period
    findings = _baseline_findings(sides, baseline, missing)
    how = BaselineComparison(same_period=True, same_standards=not sides.by_report)
    by_base = compared_force(judged.by_base, findings, dictionary, how)
    head = (
        by_base
        if judged.head is judged.by_base
        else compared_force(judged.head, findings, sides.head.rulebook.dictionary, how)
    )
    given = last_given(base_newest.findings if base_newest else (), period)
    if same_period and base_newest and base_newest.period and base_newest.period.last > period.last:
        given = given_for(given, period)  # what it did not give before has not vanished
    reported = {one.rule: one for one in sides.report if one.outcome.is_judged}
    ours, theirs = (_with_lost(by_rule(one), {**reported, **given}) for one in (head, by_base))
    before = by_rule(baseline) if baseline else {}
    less = _less(theirs, before, pair, sides, same_period=same_period)
    standards = (
        standard_changes(
            ours,
            theirs,
            _asks_otherwise(sides),
            _figures_changed(theirs, before, same_period=same_period) if is_changed else (),
        )
        if sides.by_base is not sides.head
        else ()
    )
    lines = lines_of(ours, theirs, given, less, both_must_miss=not any_changed)
    if same_period and base_newest and base_newest.period and base_newest.period.last > period.last:
        lines = tuple(_as_before(line, before) for line in lines)
    is_next = is_changed and baseline is not None and not same_period
    step = Step(
        force=sides.force,
        files=tuple(one.file for one in pair.head) if pair else (),
        period=period,
        compared_with=baseline.period if baseline else period_of_report(sides.report),
        is_changed=is_changed,
        lines=lines,
        figures=figure_changes(pair, _people(dictionary)) if pair and pair.base else (),
        standards=standards,
        alike=same_counts(theirs, before) if is_next else (),
        not_shown=notes_gone(theirs, before, period),
        newly_left_out=newly_left_out(theirs, before) if is_next else (),
    )
    chosen = {line.finding.rule.id: line.finding for line in lines}
    merged = tuple(chosen.get(f.rule.id, ours.get(f.rule.id, f)) for f in judged.head.findings)
    extra = tuple(f for rule, f in chosen.items() if rule not in {m.rule.id for m in merged})
    required = tuple(dict.fromkeys((*judged.head.required, *judged.by_base.required)))
    return step, judged.head._replace(findings=(*merged, *extra), required=required)


def _as_before(line: GateLine, before: Mapping[str, Finding]) -> GateLine:
    """Return the line of a standard of an old month as known, where its own figure is the same.

    If a mark on a figure behind it was taken away, that is what has changed.
    """
    then = before.get(line.finding.rule.id)
    is_known = (
        line.kind in (LineKind.MISSED, LineKind.NOT_CLEAR)
        and then is not None
        and then.outcome is line.finding.outcome
        and figure_of(then) == figure_of(line.finding)
    )
    known = LineKind.LESS_GIVEN if line.less else LineKind.AS_BEFORE
    return line._replace(kind=known) if is_known else line


def _baseline_findings(
    sides: ForceSides, baseline: ForceResult | None, missing: Sequence[str]
) -> tuple[BaselineFinding, ...]:
    if sides.report and (baseline is None or sides.uncounted):
        return sides.report
    return () if baseline is None or missing else baseline_of(baseline)


def _with_lost(
    findings: Mapping[str, Finding], given: Mapping[str, Finding | BaselineFinding]
) -> dict[str, Finding]:
    return {rule: with_lost_figures(finding, given.get(rule)) for rule, finding in findings.items()}


def _people(dictionary: Dictionary) -> set[str]:
    return {name for name, scope in dictionary.scopes.items() if scope.person}


def _less(
    now: Mapping[str, Finding],
    before: Mapping[str, Finding],
    pair: PeriodPair | None,
    sides: ForceSides,
    *,
    same_period: bool,
) -> dict[str, tuple[Less, ...]]:
    """Return what was taken out of the figures of each rule, by its id."""
    removed = figures_removed(pair) if pair and pair.base else ()
    own = qualifiers_gone(_reported(pair.head), _reported(pair.base)) if pair else ()
    base = sides.base.returns if sides.base else ()
    gone = qualifiers_gone(_reported(sides.head.returns), _reported(base))
    found = {}
    for rule, finding in now.items():
        then = before.get(rule)
        less = less_given(finding, then, removed, same_period=same_period) if then else ()
        names = _figures_behind(finding, sides.by_base.rulebook.dictionary)
        words = dict.fromkeys(
            one.word
            for one in gone
            if one.figure in names and (one in own or _is_behind(one.period, finding))
        )
        if words and finding.outcome.is_judged:
            less = (*less, Less(LessCode.QUALIFIER, names=tuple(words)))
        if less:
            found[rule] = less
    return found


def _reported(returns: Iterable[Return]) -> Iterator[ReportedFigure]:
    return (given for one in returns for given in one.reported)


def _is_behind(period: Period, finding: Finding) -> bool:
    """Return whether a figure of a period may be part of what was judged: a month of its year."""
    return finding.period is not None and finding.period.overlaps(period)


def _figures_behind(finding: Finding, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the figure of a finding, the one that decides whether it applies, and all inputs."""
    rule = finding.rule
    own = (rule.figure, *([rule.only_when.figure] if rule.only_when else []))
    known = [name for name in own if name in dictionary.figures]
    return tuple(dict.fromkeys(one for name in known for one in with_inputs(name, dictionary)))


def _asks_otherwise(sides: ForceSides) -> set[str]:
    """Return the rules whose words the change alters, or of which it accepts more breaches."""
    own, others = (
        [one for one in side.exemptions if not one.force or is_same_force(one.force, sides.force)]
        for side in (sides.head, sides.by_base)
    )
    widened = exceptions_widened(own, others)
    old, new = sides.by_base.rulebook.rules, sides.head.rulebook.rules
    if old is new:
        return set(widened)
    changed = {name for name in old if name not in new or asks(old[name]) != asks(new[name])}
    return changed | widened


def _figures_changed(
    now: Mapping[str, Finding], before: Mapping[str, Finding], *, same_period: bool
) -> set[str]:
    """Return the rules whose figures are other ones than on the base: all, in a new period."""
    return {
        rule
        for rule, finding in now.items()
        if not same_period or figure_of(finding) != figure_of(before.get(rule))
    }


def kinds_in(steps: Iterable[Step]) -> dict[LineKind, list[Finding]]:
    """Return the findings of all steps by what became of them."""
    found: dict[LineKind, list[Finding]] = {kind: [] for kind in LineKind}
    for step in steps:
        for line in step.lines:
            found[line.kind].append(line.finding)
    return found
