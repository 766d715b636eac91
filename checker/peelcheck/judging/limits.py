"""Which limit applies: the one in force on the last day of the period, or a stricter one in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding, LimitChange, LimitInForce
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Target
from peelcheck.model.rules import Bound, Day, Outcome, Requirement, Rule, TargetBound
from peelcheck.model.wording import normalised_name


class NoLimit(NamedTuple):
    """No limit was in force on that day; `reason` says since or until when one was."""

    reason: Reason | None


class UnsureLimit(NamedTuple):
    """It is uncertain which limit was in force: only a year is known, or the force's target ended.

    `to_supply` is what would settle it.
    """

    reason: Reason
    to_supply: Reason


class NoTarget(NamedTuple):
    """The limit is the force's own, and the return states none for that day.

    `shown` is whether the rule says that the figure is shown then, `begins` the first day of a
    target that is stated and not in force yet.
    """

    target: str
    shown: bool
    begins: Day | None = None

    @property
    def reason(self) -> Reason:
        """Why there is none: it is not given, or it begins later."""
        if self.begins is None:
            return reason(ReasonCode.TARGET_NOT_GIVEN, target=self.target)
        return reason(ReasonCode.TARGET_BEGINS, target=self.target, begins=self.begins)


Resolved = LimitInForce | NoLimit | UnsureLimit | NoTarget


def limit_for(rule: Rule, period: Period, targets: Sequence[Target], part: str = "") -> Resolved:
    """Return the limit that `rule` sets for a figure of `period`; a rule that only shows has none.

    Where the limit changed within the period, the strictest of those in force in it. `part` is the
    value of a scope kind for which the force may have a target of its own.
    """
    targets = targets_of_part(targets, part)
    if not rule.requirements:
        return NoLimit(reason(ReasonCode.NO_LIMIT_EXISTS))
    last = next((r for r in rule.requirements if _may_hold(r.since, r.until, period.last)), None)
    if last is None:
        return NoLimit(_when_in_force(rule, period))
    if not _surely_holds(last.since, last.until, period.last):
        return _only_the_year(last, period)
    found = _with_targets(last, period, targets)
    for earlier in rule.requirements[: rule.requirements.index(last)]:
        if isinstance(found, LimitInForce) and holds_within(earlier, period):
            its_part = _up_to(earlier.until, period)
            found = _stricter(found, _with_targets(earlier, its_part, targets), last.since)
    return found


def targets_of_part(targets: Sequence[Target], part: str) -> list[Target]:
    """Return the targets for one part: those of its own, and before their first day those for all.

    A target of its own that begins later does not free a part from the one for all until then.
    """
    if not targets:
        return []
    key = normalised_name(part)
    for_part = [one for one in targets if part and normalised_name(one.part) == key]
    begins: dict[str, date] = {}
    for own in for_part:
        day = own.since.earliest if own.since else date.min
        begins[own.name] = min(day, begins.get(own.name, day))
    for_all = [one for one in targets if not one.part]
    until_then = (_ending_before(one, begins.get(one.name, date.max)) for one in for_all)
    return [*(one for one in until_then if one), *for_part]


def _ending_before(target: Target, day: date) -> Target | None:
    """Return a target as it holds before a day, on which another one begins; None if it does not.

    `date.max` stands for a day that never comes.
    """
    if day == date.max or (target.until and target.until.latest < day):
        return target
    if day == date.min or (target.since and target.since.earliest >= day):
        return None
    last = day - timedelta(days=1)
    return target._replace(until=Day(last, last, str(last)))


def _up_to(until: Day | None, period: Period) -> Period:
    """Return the part of a period up to a day, which lies in it."""
    return Period(period.first, until.latest, "") if until else period


def holds_within(dated: Requirement | Target, period: Period) -> bool:
    """Return whether it is in force on a day of the period; an inspection has only its last day."""
    first = period.first or period.last
    begins = dated.since.earliest if dated.since else date.min
    ends = dated.until.latest if dated.until else date.max
    return begins <= period.last and first <= ends


def _stricter(
    limit: LimitInForce, earlier: Resolved, since: Day | None
) -> LimitInForce | UnsureLimit:
    """Return the stricter of a limit and of an earlier one that was in force in the same period."""
    if isinstance(earlier, UnsureLimit):
        return earlier
    if not isinstance(earlier, LimitInForce) or since is None:
        return limit
    bounds = strictest((*limit.bounds, *earlier.bounds))
    if len(bounds) == 2 and not bounds[0].allowed.meets(bounds[1].allowed):
        return UnsureLimit(
            reason(
                ReasonCode.LIMITS_EXCLUDE_EACH_OTHER,
                before=earlier.bounds,
                after=limit.bounds,
                since=since,
            ),
            reason(ReasonCode.GIVE_FIGURE_FROM, since=since),
        )
    own = next((one for one in (earlier, limit) if bounds == one.bounds), limit)
    change = LimitChange(since.earliest, earlier.bounds, limit.bounds, bounds)
    return limit._replace(
        bounds=bounds,
        since=own.since,
        until=own.until,
        own_target=own.own_target,
        otherwise=own.otherwise,
        because=own.because,
        changes=(*earlier.changes, *limit.changes, change),
    )


def strictest(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """Return the highest floor and the lowest ceiling of `bounds`, in the order given.

    At one number "below" is stricter than "at most", and "above" than "at least".
    """
    found: dict[bool, Bound] = {}
    for bound in bounds:
        is_upper = bound.comparison.is_upper
        best = found.setdefault(is_upper, bound)
        if _strictness(bound) > _strictness(best):
            found[is_upper] = bound
    return tuple(found.values())


def _strictness(bound: Bound) -> tuple[object, bool]:
    is_upper = bound.comparison.is_upper
    is_open = bound.comparison.is_strict
    return (-bound.value if is_upper else bound.value, is_open)


def _only_the_year(dated: Requirement | Target, period: Period) -> UnsureLimit:
    """Return a reason where only the year of a limit's start or end is known, and it matters."""
    days = [day for day in (dated.since, dated.until) if day and day.only_the_year]
    year = next(day.text for day in days if day.earliest <= period.last <= day.latest)
    why = reason(
        ReasonCode.ONLY_YEAR_OF_LIMIT,
        is_target=isinstance(dated, Target),
        year=year,
        period=period,
    )
    return UnsureLimit(why, reason(ReasonCode.GIVE_DAY_OF_LIMIT))


def _surely_holds(since: Day | None, until: Day | None, day: date) -> bool:
    return (since is None or since.latest <= day) and (until is None or day <= until.earliest)


def _may_hold(since: Day | None, until: Day | None, day: date) -> bool:
    return (since is None or since.earliest <= day) and (until is None or day <= until.latest)


def _with_targets(
    requirement: Requirement, period: Period, targets: Sequence[Target]
) -> LimitInForce | UnsureLimit | NoTarget:
    limit = LimitInForce((), requirement.since, requirement.until, window=requirement.window)
    for bound in requirement.bounds:
        if isinstance(bound, Bound):
            limit = limit._replace(bounds=(*limit.bounds, bound))
        if not isinstance(bound, TargetBound):
            continue
        target = _target_for(bound, period, targets)
        if isinstance(target, UnsureLimit):
            return target
        if isinstance(target, _TargetInForce):
            limit = limit._replace(
                bounds=(*limit.bounds, target.target.bound),
                own_target=target.target,
                changes=(*limit.changes, *target.changes),
            )
        elif bound.otherwise:
            limit = limit._replace(
                bounds=(*limit.bounds, bound.otherwise),
                otherwise=True,
                because=bound.because,
                target_begins=target,
            )
        else:
            return NoTarget(bound.target, bound.shown, target)
    return limit


class _TargetInForce(NamedTuple):
    target: Target
    changes: tuple[LimitChange, ...] = ()


def _target_for(
    bound: TargetBound, period: Period, targets: Sequence[Target]
) -> _TargetInForce | UnsureLimit | Day | None:
    """Return the force's target for a period and the day its first begins; None without one.

    One that has ended, with none after it, still binds in a way nobody has stated.
    """
    own = sorted(
        (target for target in targets if target.name == bound.target),
        key=lambda target: target.since.earliest if target.since else date.min,
    )
    last = next((t for t in reversed(own) if _may_hold(t.since, t.until, period.last)), None)
    if last:
        if not _surely_holds(last.since, last.until, period.last):
            return _only_the_year(last, period)
        return _strictest_target(last, own, period)
    if own and own[0].since and period.last < own[0].since.earliest:
        return own[0].since
    return _lapsed(bound.target, own, period) if own else None


def _strictest_target(last: Target, own: Sequence[Target], period: Period) -> _TargetInForce:
    found, changes = last, []
    for earlier in own[: own.index(last)]:
        if last.since and holds_within(earlier, period):
            (bound,) = strictest((found.bound, earlier.bound))
            found = earlier if bound is earlier.bound else found
            changes.append(
                LimitChange(
                    last.since.earliest, (earlier.bound,), (last.bound,), (bound,), is_target=True
                )
            )
    return _TargetInForce(found, tuple(changes))


def _lapsed(name: str, own: Sequence[Target], period: Period) -> UnsureLimit:
    """Return what to say of a target that ended before the last day of the period."""
    ended = [t for t in own if t.until and t.until.latest < period.last]
    until = max((t.until for t in ended if t.until), key=lambda day: day.latest)
    later = next((t.since for t in own if t.since and t.since.earliest > period.last), None)
    why = reason(ReasonCode.TARGET_LAPSED, target=name, until=until, next_begins=later)
    return UnsureLimit(why, reason(ReasonCode.GIVE_TARGET_FOR_PERIOD, target=name, period=period))


def unless_target_is_unusual(
    finding: Finding, limit: LimitInForce, dictionary: Dictionary
) -> Finding:
    """Prevent met by a target that is unusual, as 9% for 90%, until the return says why."""
    target = limit.own_target
    if finding.outcome is not Outcome.MET or target is None or target.unusual:
        return finding
    meaning = dictionary.targets.get(target.name)
    figure = dictionary.figures[finding.rule.figure]
    usual = (meaning.usual if meaning else None) or figure.usual
    if usual is None or usual.span.contains(target.bound.value):
        return finding
    why = reason(ReasonCode.UNUSUAL_TARGET, target=target.bound.text, usual=usual.text)
    return finding._replace(
        outcome=Outcome.CANNOT_TELL,
        reasons=(why,),
        distance=(),
        to_supply=(reason(ReasonCode.GIVE_TARGET_OR_WHY, target=target.name),),
    )


def _when_in_force(rule: Rule, period: Period) -> Reason | None:
    first, last = rule.requirements[0], rule.requirements[-1]
    if first.since and period.last < first.since.earliest:
        return reason(ReasonCode.LIMIT_BEGINS, since=first.since)
    return reason(ReasonCode.LIMIT_ENDED, until=last.until) if last.until else None


def changed_within(rule: Rule, period: Period) -> date | None:
    """Return the day within the period on which another limit came into force."""
    for requirement in rule.requirements[1:]:
        since = requirement.since
        if since and period.first and period.first < since.earliest <= period.last:
            return since.earliest
    return None
