"""The way of one force: its returns read together, its rules judged, its AFIs summed up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from peelcheck.errors import Problems
from peelcheck.figures.condition_values import condition_at, with_conditions
from peelcheck.figures.gather import ReportedFigures, gather
from peelcheck.figures.resolve import parts_of, values_of
from peelcheck.figures.windows import over_window
from peelcheck.judging.afis import afi_states, in_report_order, with_afis
from peelcheck.judging.breakdown import with_breakdowns
from peelcheck.judging.judge import judge_each, period_expected, periods_wanted
from peelcheck.judging.judged_period import JudgedPeriods, is_regular, judged_periods
from peelcheck.judging.one_period import Force
from peelcheck.judging.only_when import has_conditions_of_parts, unless_condition_excludes
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.periods import Length, Period, newest_first
from peelcheck.model.registers import Register
from peelcheck.model.results import ForceResult
from peelcheck.model.returns import AfiKnowledge, Frequencies, Return, Statement, Target
from peelcheck.model.rules import Rule, Rulebook, TargetBound
from peelcheck.model.windows import Take

CountedValues = Mapping[str, Sequence[FigureValue]]
"""What tables gave, by the file of the return that names them."""


def returns_by_force(returns: Iterable[Return]) -> list[list[Return]]:
    """Return the returns of each force, the newest first, forces in the order they were given."""
    groups: list[list[Return]] = []
    for one in returns:
        group = next((g for g in groups if is_same_force(g[0].force, one.force)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [sorted(group, key=lambda r: newest_first(r.period)) for group in groups]


def check_force(
    rules: Rulebook,
    returns: Sequence[Return],
    period: Period | None,
    only: Collection[str] | None,
    by: Collection[str],
    today: date,
    counted: CountedValues,
    problems: Problems,
) -> ForceResult:
    """Judge one force by its returns, newest first, for its newest period or the requested one."""
    newest = returns[0]
    frequencies = _frequencies(returns)
    of_period = _that_count(returns, period)
    figures, unusable = gather(
        (g._replace(of_return=one.period) for one in of_period for g in one.reported),
        rules.dictionary,
        (value for one in of_period for value in counted.get(one.file, ())),
        frequencies.snapshot_days,
    )
    problems.found += unusable
    registers = _registers(rules, returns)
    judged = _judged_periods(returns, period, frequencies.returns)
    force = Force(
        name=newest.force,
        period=judged.periods[0],
        about=_about(returns, problems),
        targets=_targets(returns, problems),
        today=today,
        statements=_statements(returns),
        watched=frozenset(r for register in registers for a in register.afis for r in a.watched_by),
        frequencies=frequencies,
    )
    wanted = [rule for rule in rules.rules.values() if only is None or rule.id in only]
    every_register = [
        *rules.registers.values(),
        *(r for r in registers if r.id not in rules.registers),
    ]
    findings = [
        with_afis(_judge(rule, figures, force, judged, by, rules), every_register)
        for rule in wanted
    ]
    states = afi_states(registers, findings, _knowledge(returns), force.period, rules.dictionary)
    return ForceResult(
        force=newest.force,
        period=force.period,
        findings=in_report_order(findings, every_register),
        afis=tuple(state for state in states if only is None or state.rules),
        registers=tuple(registers),
        required=tuple(dict.fromkeys(name for one in returns for name in one.requires)),
        periods=tuple(one.period for one in returns),
        is_regular=judged.is_regular,
    )


def _that_count(returns: Sequence[Return], asked: Period | None) -> Sequence[Return]:
    """Return all returns; for a requested inspection, only its own report."""
    if asked is None or not asked.days_unknown:
        return returns
    return [one for one in returns if one.period == asked]


def _judged_periods(
    returns: Sequence[Return], asked: Period | None, regular: Length | None
) -> JudgedPeriods:
    if asked:
        return JudgedPeriods((asked,), asked.days_unknown or is_regular(asked, regular))
    return judged_periods([one.period for one in returns], regular)


def _frequencies(returns: Sequence[Return]) -> Frequencies:
    """Return how often figures come; if returns differ, the newest one decides."""
    of_figures: dict[str, Length] = {}
    for one in reversed(returns):
        of_figures.update(one.frequencies.of_figures)
    lengths = (one.frequencies.returns for one in returns)
    return returns[0].frequencies._replace(
        returns=next((length for length in lengths if length), None), of_figures=of_figures
    )


def _judge(
    rule: Rule,
    figures: ReportedFigures,
    force: Force,
    judged: JudgedPeriods,
    by: Collection[str],
    rules: Rulebook,
) -> Finding:
    dictionary = rules.dictionary
    force = force._replace(targets=_targets_of(rule, force.targets))
    wanted = [
        period
        for one in judged.periods
        for period in periods_wanted(rule, force._replace(period=one), dictionary)
    ]
    values = rule_values(rule, figures, wanted, judged.periods)
    parts = [parts_of(rule.figure, kind, figures, wanted) for kind in by if rule.figure]
    finding = judge_each(rule, values, force, judged.periods, dictionary)
    if rule.only_when and not has_conditions_of_parts(rule, dictionary):
        period = period_expected(rule, force, dictionary)
        at = condition_at(rule.only_when.figure, period, None, figures)
        finding = unless_condition_excludes(finding, at, force.today, dictionary)
    return with_breakdowns(finding, parts, dictionary)


def _targets_of(rule: Rule, targets: Sequence[Target]) -> Sequence[Target]:
    """Return the targets that the rule names: each of its periods looks through them."""
    names = {bound.target for bound in rule.bounds if isinstance(bound, TargetBound)}
    return [target for target in targets if target.name in names] if names else ()


def rule_values(
    rule: Rule,
    figures: ReportedFigures,
    wanted: Sequence[Period] = (),
    judged: Sequence[Period] = (),
) -> tuple[FigureValue, ...]:
    """Return the rule's figure at each period, newest first; with `for_each` at each scope too.

    It is put together for the periods that are `wanted`. A snapshot's condition may be of the
    judged period around its day.
    """
    if not rule.figure:
        return ()
    if rule.for_each:
        values = parts_of(rule.figure, rule.for_each, figures, wanted)
    else:
        values = values_of(rule.figure, figures, wanted)
    window = rule.window
    if window and window.take is not Take.SUM and judged:
        is_upper = rule.requirements[-1].bounds[0].comparison.is_upper
        values = tuple(
            value
            for last in dict.fromkeys(period.last for period in judged)
            for value in over_window(values, window, last, figures.dictionary, is_upper=is_upper)
        )
    if rule.only_when is None:
        return values
    return with_conditions(values, rule.only_when.figure, figures, judged)


def _registers(rules: Rulebook, returns: Sequence[Return]) -> list[Register]:
    """Return the force's own registers: those of the rule pack, and those of its profile."""
    own = {r.id: r for r in rules.registers.values() if is_same_force(r.force, returns[0].force)}
    brought = {register.id: register for one in returns for register in one.registers}
    return list({**own, **brought}.values())


def _knowledge(returns: Sequence[Return]) -> dict[str, AfiKnowledge]:
    """Return what the force itself knows of each AFI; the newest return comes first."""
    found: dict[str, AfiKnowledge] = {}
    for one in returns:
        for knowledge in one.afis:
            found.setdefault(knowledge.afi, knowledge)
    return found


def _statements(returns: Sequence[Return]) -> list[Statement]:
    """Return for each rule the statement of the newest return that has one."""
    found: dict[str, tuple[str, list[Statement]]] = {}
    for one in returns:
        for statement in one.statements:
            file, own = found.setdefault(statement.rule, (one.file, []))
            if file == one.file:
                own.append(statement)
    return [statement for _, own in found.values() for statement in own]


def _about(returns: Sequence[Return], problems: Problems) -> dict[str, str]:
    """Return the facts of a force's returns; two that contradict each other are a problem."""
    found: dict[str, tuple[str, Return]] = {}
    for one in returns:
        for name, value in one.about.items():
            first, where = found.setdefault(name, (value, one))
            if first != value:
                what = f"{name} is {value} here and {first} in {where.file}."
                problems.add(one.location, what, "Make them agree, or check them in two runs.")
    return {name: value for name, (value, _) in found.items()}


def _targets(returns: Sequence[Return], problems: Problems) -> tuple[Target, ...]:
    """Return the targets of all returns of a force, each once."""
    found: dict[tuple[object, ...], Target] = {}
    of_name: dict[str, list[Target]] = {}
    for one in returns:
        for target in one.targets:
            key = (target.name, target.part, target.since, target.until, target.bound.value)
            alike = of_name.setdefault(target.name, [])
            first = next((t for t in alike if _clash(t, target)), target)
            if found.setdefault(key, target) is target:
                alike.append(target)
            if first is not target:
                what = f"{target.name} is {target.bound.text} here"
                what += f" and {first.bound.text} at {first.location}."
                problems.add(target.location, what, "Give both their dates: from: and until:.")
    return tuple(found.values())


def _clash(one: Target, other: Target) -> bool:
    """Return whether both can apply on the same day and differ."""
    if (one.name, one.part) != (other.name, other.part) or one.bound.value == other.bound.value:
        return False
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: Target, other: Target) -> bool:
    return bool(one.until and other.since and one.until.latest < other.since.earliest)
