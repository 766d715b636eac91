"""One period of a force against the base: by both sets of standards, the worse of which counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from peelcheck.model.changes import ChangeKind, ExceptionEntry
from peelcheck.model.findings import Finding
from peelcheck.model.gate_report import GateLine, Less, LessCode, LineKind, StandardChange
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.results import ForceResult
from peelcheck.model.returns import ReportedFigure
from peelcheck.model.row_filters import RowsLeftOut
from peelcheck.model.rules import Outcome


def lines_of(
    head: Mapping[str, Finding],
    by_base: Mapping[str, Finding],
    given_before: Mapping[str, Finding],
    less: Mapping[str, tuple[Less, ...]],
    *,
    both_must_miss: bool,
) -> tuple[GateLine, ...]:
    """Return a line for each standard that is judged, or was on the base, the gravest first.

    `head` and `by_base` are the findings of the same figures by the standards of the change and by
    the base's. `given_before` has the base's newest finding of each figure. With `both_must_miss`
    only a breach by both counts: the standards alone have changed, and people decide about that.
    """
    found = []
    for rule in dict.fromkeys((*by_base, *head)):
        one, other = head.get(rule), by_base.get(rule)
        pair = [f for f in (other, one) if f]
        order = _by_gravity(pair)
        chosen = order[-1] if both_must_miss else order[0]
        line = _line(chosen, given_before.get(rule), less.get(rule, ()))
        if line:
            differs = one is None or _gravity(one) != _gravity(chosen)
            found.append(line._replace(by_base=differs and chosen is other))
    kinds = list(LineKind)
    return tuple(sorted(found, key=lambda line: kinds.index(line.kind)))


def _by_gravity(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=_gravity)


def _gravity(finding: Finding) -> int:
    """Return the gravest is 0."""
    if finding.outcome is Outcome.BREACH:
        return 3 if finding.is_accepted else 0
    if finding.outcome in (Outcome.NOT_SUPPLIED, Outcome.NOTE, Outcome.NOT_APPLICABLE):
        was_judged = finding.change is not None and finding.change.kind in (
            ChangeKind.NEWLY_NOT_KNOWN,
            ChangeKind.INCOMPARABLE,
        )
        return 1 if was_judged else 5
    return 2 if finding.outcome is Outcome.CANNOT_TELL else 4


def _line(finding: Finding, given: Finding | None, less: tuple[Less, ...]) -> GateLine | None:
    kind = _kind_of(finding, given, less)
    return GateLine(kind, finding, less, last=given) if kind else None


def _kind_of(finding: Finding, given: Finding | None, less: tuple[Less, ...]) -> LineKind | None:
    outcome = finding.outcome
    if outcome is Outcome.BREACH and not finding.is_accepted:
        return LineKind.MISSED
    if outcome is Outcome.NOT_SUPPLIED:
        is_gone = finding.is_left_out or given is not None
        if is_gone and finding.not_supplied_accepted:
            return LineKind.ACCEPTED
        return LineKind.VANISHED if is_gone else None
    is_excluded = finding.is_excluded_by_condition and finding.change is None
    if finding.is_of_nothing or is_excluded:
        return _kind_of_nothing(finding, given)
    if finding.is_incomparable:
        return LineKind.NOT_COMPARED
    if outcome is Outcome.CANNOT_TELL:
        return LineKind.NOT_CLEAR
    if less:
        return LineKind.LESS_GIVEN
    if outcome is Outcome.BREACH:
        return LineKind.ACCEPTED
    if outcome is not Outcome.MET:
        return None
    is_resolved = finding.change is not None and finding.change.kind is ChangeKind.RESOLVED
    return LineKind.RESOLVED if is_resolved else LineKind.NO_CHANGE


def _kind_of_nothing(finding: Finding, given: Finding | None) -> LineKind | None:
    if finding.is_left_out:
        return LineKind.NOTHING_LEFT
    if given is None:
        return None
    return (
        LineKind.NO_LONGER_APPLIES
        if finding.is_excluded_by_condition
        else LineKind.NOTHING_TO_JUDGE
    )


def less_given(
    now: Finding, before: Finding, removed: Collection[ReportedFigure], *, same_period: bool
) -> tuple[Less, ...]:
    """Return what was taken out of the figure of a finding since the base.

    `removed` are figures of the base's returns for this period that are given no more.
    """
    if not now.outcome.is_decided or not before.outcome.is_judged:
        return ()
    found = list(_parts_gone(now, before, same_period=same_period))
    if same_period:
        found += _rows_gone(now, before)
        disputed = before.figure is not None and before.figure.disputes
        if disputed and removed and not (now.figure and now.figure.disputes):
            found.append(Less(LessCode.SOURCE))
    return tuple(found)


def _parts_gone(now: Finding, before: Finding, *, same_period: bool) -> Iterator[Less]:
    there = {part.scope for part in now.parts}
    gone = tuple(p.scope for p in before.parts if p.scope and p.scope not in there)
    if gone:
        yield Less(LessCode.PARTS, len(gone), 0, gone)
    elif same_period and len(now.parts) < len(before.parts):
        yield Less(LessCode.PART_COUNT, len(before.parts), len(now.parts))


def _rows_gone(now: Finding, before: Finding) -> Iterator[Less]:
    if before.figure is None or not before.figure.counted or now.figure is None:
        return
    if not now.figure.counted:
        yield Less(LessCode.TABLE, names=tuple(one.table for one in before.figure.counted))
        return
    for code, attribute, is_less in (
        (LessCode.ROWS, "rows", 1),
        (LessCode.LEFT_OUT, "left_out", -1),
    ):
        was, is_ = (
            sum(getattr(one, attribute) for one in side.counted)
            for side in (before.figure, now.figure)
        )
        if (was - is_) * is_less > 0:
            yield Less(code, was, is_)


class QualifierGone(NamedTuple):
    """A figure of one period that the base marks with a word, as estimated, and the change not."""

    figure: str
    period: Period
    word: str


def qualifiers_gone(
    now: Iterable[ReportedFigure], before: Iterable[ReportedFigure]
) -> tuple[QualifierGone, ...]:
    """Return the figures that the base marks as an estimate or a sample, and the change does not.

    Provisional may become final.
    """
    there = {(one.figure, one.period, one.scope): one for one in now}
    found: dict[QualifierGone, None] = {}
    for one in before:
        same = there.get((one.figure, one.period, one.scope))
        if same is None:
            continue
        if one.estimated and not same.estimated:
            found[QualifierGone(one.figure, one.period, "estimated")] = None
        if one.sample and not same.sample:
            found[QualifierGone(one.figure, one.period, "sample")] = None
    return tuple(found)


def standard_changes(
    head: Mapping[str, Finding],
    by_base: Mapping[str, Finding],
    asks_otherwise: Collection[str],
    figures_changed: Collection[str],
) -> tuple[StandardChange, ...]:
    """Return each rule that says something else by the standards of the change.

    `asks_otherwise` are rules whose own words or exceptions have changed, `figures_changed` those
    whose figures have. What is added for the first time stops no gate: the base's standards count
    all the same.
    """
    found = []
    for rule in dict.fromkeys((*by_base, *head)):
        before, after = by_base.get(rule), head.get(rule)
        if not any(one and one.outcome.is_judged for one in (before, after)):
            continue
        same = before is not None and after is not None and _basis(before) == _basis(after)
        if same and rule not in asks_otherwise:
            continue
        is_own_change = rule in asks_otherwise
        is_first = before is None or (
            after is not None and not is_own_change and _is_first_addition(before, after)
        )
        stops = rule in figures_changed and not is_first
        found.append(StandardChange(rule, before, after, stops))
    return tuple(found)


def _basis(finding: Finding) -> tuple[object, ...]:
    """Return what a finding rests on beside its figures."""
    excepted = finding.exception
    accepted = excepted and (
        excepted.holds,
        excepted.entry.expires,
        _worst_accepted(excepted.entry),
    )
    required = finding.limit.required if finding.limit else ""
    return (finding.outcome, required, finding.without_target, accepted)


def _worst_accepted(entry: ExceptionEntry) -> object:
    worst = entry.no_worse_than or entry.accepted
    return worst and (worst.stated, worst.span)


def exceptions_widened(
    head: Iterable[ExceptionEntry], base: Iterable[ExceptionEntry]
) -> frozenset[str]:
    """Return the rules for which the change accepts more, or for longer, than the base does.

    One that the base does not have at all is a first addition and no change.
    """
    before: dict[object, list[ExceptionEntry]] = {}
    for entry in base:
        before.setdefault(_accepts(entry), []).append(entry)
    widened = set()
    for entry in head:
        same = before.get(_accepts(entry), [])
        longest = max((one.expires for one in same), default=entry.expires)
        values = {_worst_accepted(one) for one in same} or {_worst_accepted(entry)}
        if entry.expires > longest or _worst_accepted(entry) not in values:
            widened.add(entry.rule)
    return frozenset(widened)


def _accepts(entry: ExceptionEntry) -> object:
    return entry.rule, entry.scope, entry.force.casefold(), entry.not_supplied


def _is_first_addition(before: Finding, after: Finding) -> bool:
    """Return whether a target or an exception is new, and nothing else changed."""
    was_only_shown = before.outcome is Outcome.NOTE
    if was_only_shown or (before.without_target and not after.without_target):
        return True
    return before.exception is None and (
        _basis(before._replace(exception=None)) == _basis(after._replace(exception=None))
    )


def same_counts(now: Mapping[str, Finding], before: Mapping[str, Finding]) -> tuple[Finding, ...]:
    """Return the findings whose counts are those of the period before to the digit."""
    found = []
    for rule, finding in now.items():
        then = before.get(rule)
        amounts = [f.figure.amount if f and f.figure else None for f in (finding, then)]
        counts = [amount.counts for amount in amounts if amount and amount.counts]
        if len(counts) == 2 and counts[0] == counts[1] and counts[0].denominator >= 100:
            found.append(finding)
    return tuple(found)


def newly_left_out(
    now: Mapping[str, Finding], before: Mapping[str, Finding]
) -> tuple[RowsLeftOut, ...]:
    """Return the rows of each condition that the tables of the period before did not have."""
    known = {one._replace(rows=0) for finding in before.values() for one in _left_out_of(finding)}
    of_now = [
        one
        for rule, finding in now.items()
        if rule in before and _is_counted(before[rule])
        for one in _left_out_of(finding)
    ]
    return tuple(
        one for one in dict.fromkeys(of_now) if one.rows and one._replace(rows=0) not in known
    )


def _is_counted(finding: Finding) -> bool:
    return finding.figure is not None and bool(finding.figure.counted)


def _left_out_of(finding: Finding) -> Iterator[RowsLeftOut]:
    for counted in finding.figure.counted if finding.figure else ():
        yield from counted.left_out_by


def by_rule(force: ForceResult) -> dict[str, Finding]:
    """Return the findings of a force by the ids of their rules."""
    return {finding.rule.id: finding for finding in force.findings}
