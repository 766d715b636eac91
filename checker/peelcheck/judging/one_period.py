"""A rule judged for one period: its limit, the verdict, the distance, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from peelcheck.judging.current import (
    is_not_supplied,
)
from peelcheck.judging.distance import distances, spare
from peelcheck.judging.judged_period import is_over
from peelcheck.judging.judgement import Judgement, judge_value
from peelcheck.judging.limits import (
    NoLimit,
    NoTarget,
    Resolved,
    UnsureLimit,
    holds_within,
    limit_for,
    unless_target_is_unusual,
)
from peelcheck.judging.notes import as_note, benchmark_remark, note_on
from peelcheck.judging.only_when import apply_condition
from peelcheck.judging.parts import (
    LimitedPart,
    ShownPart,
    judge_parts,
    other_parts_remarks,
    parts_remark,
)
from peelcheck.judging.remarks import remarks_on, with_who_changed
from peelcheck.judging.row_reasons import deciding, what_settles
from peelcheck.judging.sampling import interval_of
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Distance, Finding, LimitInForce
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Frequencies, Statement, Target
from peelcheck.model.rules import Outcome, Rule, Standing, TargetBound
from peelcheck.model.wording import normalised_name


class Force(NamedTuple):
    """What is known about a force apart from its figures. `period` is the one it is judged for.

    `watched` are the rules that its own registers' AFIs name: an AFI that says "all" binds only
    the force it was raised with. None is a force outside any register's reach: an example.
    """

    name: str
    period: Period
    about: Mapping[str, str]
    targets: Sequence[Target]
    today: date
    statements: Sequence[Statement] = ()
    watched: frozenset[str] | None = None
    frequencies: Frequencies = Frequencies()


def judge_period(
    rule: Rule, values: Sequence[FigureValue], force: Force, dictionary: Dictionary
) -> Finding:
    """Return the finding for one period. `values` is one, or one a scope."""
    period = values[0].period
    finding = Finding(rule, force.name, Outcome.CANNOT_TELL, period=period)
    applied = apply_condition(rule, values, force.today, dictionary)
    if not applied.values:
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, reasons=applied.excluded[:1])
    values = applied.values
    limit = limit_for(rule, period, force.targets)
    in_force = limit if isinstance(limit, LimitInForce) else None
    if not rule.judges:
        return _with_remarks(note_on(finding, values, dictionary), in_force, force, dictionary)
    limited, shown = _limited_parts(rule, values, limit, force)
    if not isinstance(limit, LimitInForce) and not limited:
        return _without_limit(finding, values, limit, force, dictionary)
    if rule.for_each and all(is_not_supplied(value, dictionary) for value in values):
        judged = _not_known(finding, values[0], dictionary)
    elif rule.for_each:
        judged = judge_parts(finding, limited, shown, dictionary)
    else:
        assert in_force is not None  # noqa: S101 - without one and without parts it has returned
        judged = _judge_one(finding, values[0], in_force, dictionary)
    if applied.in_doubt and judged.outcome is Outcome.CANNOT_TELL:
        judged = judged._replace(to_supply=_to_know_whether(rule, dictionary))
    for one in (*(part.limit for part in limited), limit):
        if isinstance(one, LimitInForce):
            judged = unless_target_is_unusual(judged, one, dictionary)
    judged = _unless_part_lacks(judged, limited, shown, force)
    judged = _unless_period_runs(judged, force.today)
    judged = _with_remarks(judged, judged.limit or in_force, force, dictionary)
    without = (one for one in _without_part(rule, values, force) if one not in judged.reasons)
    judged = judged._replace(remarks=(*judged.remarks, *without))
    others = other_parts_remarks(judged, limited, shown, dictionary)
    judged = judged._replace(remarks=(*judged.remarks, *others))
    is_for_others = rule.standing is Standing.COVERAGE and force.watched is not None
    if is_for_others and rule.id not in (force.watched or ()):
        return as_note(judged, reason(ReasonCode.NO_AFI_OF_THIS_FORCE))
    return judged


def _limited_parts(
    rule: Rule, values: Sequence[FigureValue], limit: Resolved, force: Force
) -> tuple[list[LimitedPart], list[ShownPart]]:
    """Return the parts with the limit of each, and those for which the force has no target."""
    if not rule.for_each:
        return [], []
    names = {bound.target for bound in rule.bounds if isinstance(bound, TargetBound)}
    if not any(target.part for target in force.targets if target.name in names):
        if not isinstance(limit, LimitInForce):
            return [], []
        return [LimitedPart(value, limit) for value in values], []
    limited, shown = [], []
    for value in values:
        part = value.scope.value if value.scope else ""
        own = limit_for(rule, value.period, force.targets, part)
        if isinstance(own, LimitInForce | UnsureLimit):
            limited.append(LimitedPart(value, own))
        else:
            begins = isinstance(own, NoTarget) and own.begins is not None
            why = own.reason if begins and own.reason else None
            shown.append(ShownPart(value, why or reason(ReasonCode.NO_TARGET_FOR_PART)))
    return limited, shown


def _unless_part_lacks(
    finding: Finding, limited: Sequence[LimitedPart], shown: Sequence[ShownPart], force: Force
) -> Finding:
    """Return cannot tell in place of met if a part has a target in force and no figure.

    A table has the rows of every part, so a part without rows has no cases. But if another part
    has rows and no target, the two may be one part under two names.
    """
    values = [*(one.value for one in limited), *(one.value for one in shown)]
    is_counted = bool(values) and all(value.counted for value in values)
    if finding.outcome is not Outcome.MET or finding.period is None or (is_counted and not shown):
        return finding
    in_force = [target for target in force.targets if holds_within(target, finding.period)]
    own = force._replace(targets=in_force)
    lacking = tuple(_without_part(finding.rule, values, own))
    if not lacking:
        return finding
    return finding._replace(
        outcome=Outcome.CANNOT_TELL,
        reasons=lacking,
        distance=(),
        to_supply=tuple(
            reason(ReasonCode.GIVE_PART, figure=finding.rule.figure, part=part)
            for part in _parts_without_figure(finding.rule, values, own)
        ),
    )


def _without_part(rule: Rule, values: Sequence[FigureValue], force: Force) -> Iterator[Reason]:
    """Yield targets for a part of which there is no figure: its name may have a slip."""
    for part in _parts_without_figure(rule, values, force):
        yield reason(ReasonCode.TARGET_WITHOUT_PART, figure=rule.figure, part=part)


def _parts_without_figure(
    rule: Rule, values: Sequence[FigureValue], force: Force
) -> tuple[str, ...]:
    if not rule.for_each:
        return ()
    names = {bound.target for bound in rule.bounds if isinstance(bound, TargetBound)}
    given = {normalised_name(value.scope.value) for value in values if value.scope}
    parts = dict.fromkeys(t.part for t in force.targets if t.name in names and t.part)
    return tuple(part for part in parts if normalised_name(part) not in given)


def _to_know_whether(rule: Rule, dictionary: Dictionary) -> tuple[Reason, ...]:
    """Return what to give for the condition of a rule, and its parts if it has those."""
    assert rule.only_when is not None  # noqa: S101 - it is in doubt
    figure = dictionary.figures[rule.only_when.figure]
    kinds = (figure.by, *figure.broken_down_by)
    by = rule.for_each if rule.for_each in kinds else None
    return ways_to_supply(figure.name, dictionary, by=by)


def _without_limit(
    finding: Finding,
    values: Sequence[FigureValue],
    limit: NoLimit | UnsureLimit | NoTarget,
    force: Force,
    dictionary: Dictionary,
) -> Finding:
    """Return a finding to which no limit applies: shown, not supplied or not applicable."""
    if isinstance(limit, NoLimit):
        why = limit.reason and with_who_changed(limit.reason, finding.rule, "require")
        reasons = (why,) if why else ()
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, reasons=reasons)
    if isinstance(limit, UnsureLimit):
        return finding._replace(
            reasons=(limit.reason,), figure=_only(values), to_supply=(limit.to_supply,)
        )
    supply = (reason(ReasonCode.GIVE_TARGET, target=limit.target),)
    if limit.shown:
        noted = note_on(finding, values, dictionary)
        if noted.outcome is Outcome.NOTE:
            noted = noted._replace(to_supply=supply)
        noted = _with_remarks(noted, None, force, dictionary)
        begins = (limit.reason,) if limit.begins else ()
        return noted._replace(remarks=(*begins, *noted.remarks))
    return finding._replace(
        outcome=Outcome.NOT_SUPPLIED,
        reasons=(limit.reason,),
        to_supply=supply,
        figure=_only(values),
        without_target=True,
    )


def _only(values: Sequence[FigureValue]) -> FigureValue | None:
    return values[0] if len(values) == 1 and values[0].scope is None else None


def _judge_one(
    finding: Finding, value: FigureValue, limit: LimitInForce, dictionary: Dictionary
) -> Finding:
    known = finding._replace(figure=value, limit=limit)
    if value.nothing_to_judge:
        is_of_rows = dictionary.figures[value.name].statistic is not None
        code = ReasonCode.NO_CASES if is_of_rows else ReasonCode.NOTHING_TO_JUDGE
        return known._replace(outcome=Outcome.NOT_APPLICABLE, reasons=(reason(code),))
    if value.amount is None:
        return _not_known(known, value, dictionary)
    judged = judge_value(value, limit, dictionary.figures[value.name].kind)
    return _with_judgement(known, value, limit, judged, dictionary)


def _not_known(finding: Finding, value: FigureValue, dictionary: Dictionary) -> Finding:
    if value.untiled:
        why = reason(ReasonCode.ONLY_PARTS_OF_PERIOD, period=value.period, doubts=value.doubts)
        return finding._replace(reasons=(why,), to_supply=_ways_to_fill(value))
    if value.missing:
        why = reason(ReasonCode.NOT_GIVEN_FOR_PERIOD, figures=value.missing, period=value.period)
        known = finding._replace(reasons=(why,), to_supply=give_each(value.missing))
        is_nothing = is_not_supplied(value, dictionary)
        return known._replace(outcome=Outcome.NOT_SUPPLIED) if is_nothing else known
    reasons = value.doubts or (reason(ReasonCode.NOT_AVAILABLE, figure=value.name),)
    return finding._replace(reasons=reasons, to_supply=ways_to_supply(value.name, dictionary))


def _ways_to_fill(value: FigureValue) -> tuple[Reason, ...]:
    """Return what to give: one figure for the period, or those of the missing parts."""
    whole = reason(ReasonCode.GIVE_FOR_PERIOD, figure=value.name, period=value.period)
    return (whole, reason(ReasonCode.GIVE_FOR_GAPS, periods=value.untiled))


def _with_judgement(
    finding: Finding,
    value: FigureValue,
    limit: LimitInForce,
    judged: Judgement,
    dictionary: Dictionary,
) -> Finding:
    distance: tuple[Distance, ...] = ()
    if judged.outcome is Outcome.BREACH:
        distance = distances(value, limit, dictionary)
    elif judged.outcome is Outcome.MET:
        distance = spare(value, limit, dictionary)
    else:
        distance = deciding(value, limit, dictionary)
    return finding._replace(
        outcome=judged.outcome,
        reasons=judged.reasons,
        distance=distance,
        interval=interval_of(
            value.amount, dictionary.figures[value.name].kind, is_sample=value.sample
        ),
        to_supply=_to_settle(value, judged, dictionary),
    )


def _to_settle(value: FigureValue, judged: Judgement, dictionary: Dictionary) -> tuple[Reason, ...]:
    """Return what would turn a cannot tell into an answer."""
    if judged.outcome is not Outcome.CANNOT_TELL:
        return ()
    return what_settles(value) or judged.to_supply or (_exactly(value, dictionary),)


def _exactly(value: FigureValue, dictionary: Dictionary) -> Reason:
    """Return advice to write `exactly`, for posts only: 19 may be a rounded 18.6."""
    measure = dictionary.figures[value.name].measure
    names = measure.inputs if measure else (value.name,)
    posts = [n for n in names if dictionary.figures[n].kind is Kind.QUANTITY]
    not_rounded = posts[0] if posts else ""
    return reason(ReasonCode.GIVE_EXACTLY, figures=names, not_rounded=not_rounded)


def _unless_period_runs(finding: Finding, today: date) -> Finding:
    """Prevent met for a period that is not over: its remainder may still miss."""
    period = finding.period
    if finding.outcome is not Outcome.MET or period is None or is_over(period, today):
        return finding
    return finding._replace(
        outcome=Outcome.CANNOT_TELL,
        reasons=(reason(ReasonCode.PERIOD_NOT_OVER, period=period, today=today),),
        distance=(),
        to_supply=(reason(ReasonCode.GIVE_WHEN_OVER),),
    )


def _with_remarks(
    finding: Finding, limit: LimitInForce | None, force: Force, dictionary: Dictionary
) -> Finding:
    remarks: Iterable[Reason] = ()
    if finding.figure:
        remarks = remarks_on(
            finding.rule, finding.outcome, finding.figure, limit, force.period, dictionary
        )
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return finding
    if finding.outcome is not Outcome.NOTE:
        remarks = [*remarks, *parts_remark(finding, dictionary)]
    assumed = _assumed(finding.rule, force, dictionary)
    if finding.outcome in (Outcome.BREACH, Outcome.CANNOT_TELL):
        finding = finding._replace(asks=_questions(finding.rule, force, dictionary))
    if finding.benchmark:
        remarks = [*remarks, benchmark_remark(finding.benchmark)]
    if finding.rule.proposed:
        remarks = [*remarks, reason(ReasonCode.PROPOSED)]
    return finding._replace(remarks=(*remarks, *assumed))


def _assumed(rule: Rule, force: Force, dictionary: Dictionary) -> tuple[Reason, ...]:
    """Return what was taken for granted because the return does not say."""
    silent = [dictionary.facts[name] for name in rule.applies_to if name not in force.about]
    return tuple(reason(ReasonCode.FACT_ASSUMED, text=fact.said) for fact in silent)


def _questions(rule: Rule, force: Force, dictionary: Dictionary) -> tuple[str, ...]:
    """Return facts to ask for, where the rule may apply to other forces only."""
    silent = [dictionary.facts[name] for name in rule.applies_to if name not in force.about]
    return tuple(fact.question for fact in silent)


def ways_to_supply(name: str, dictionary: Dictionary, by: str | None = None) -> tuple[Reason, ...]:
    """Return the figure itself, or all it is worked out from; each by a scope kind."""
    measure = dictionary.figures[name].measure
    ways = ((name,), measure.inputs) if measure else ((name,),)
    if measure and measure.by:
        groups = reason(ReasonCode.GIVE_FIGURES, figures=measure.inputs, by=measure.by)
        return (reason(ReasonCode.GIVE_FIGURES, figures=(name,), by=by), groups)
    return tuple(reason(ReasonCode.GIVE_FIGURES, figures=way, by=by) for way in ways)


def give_each(names: Iterable[str]) -> tuple[Reason, ...]:
    """Return that each of these figures would settle it."""
    return tuple(reason(ReasonCode.GIVE_FIGURES, figures=(name,)) for name in names)
