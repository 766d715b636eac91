"""What to report of a figure counted from a table: its files, and which rows are uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Distance, LimitInForce
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.row_reasons import DECLARABLE, RowReason, RowTally
from peelcheck.model.rules import Bound, Outcome


def counted_remarks(value: FigureValue, outcome: Outcome) -> Iterator[Reason]:
    """Return where a figure was counted, and the doubts that do not change the answer."""
    if value.counted:
        yield reason(ReasonCode.COUNTED_FROM, counted=value.counted)
    for counted in value.counted:
        if counted.doubts:
            is_answer = outcome is not Outcome.NOTE
            yield reason(ReasonCode.ROWS_IN_DOUBT, counted=counted, is_answer=is_answer)
    yield from not_counted_remarks(value)


def not_counted_remarks(value: FigureValue) -> Iterator[Reason]:
    """Return what was copied, the rows left out, and what the force declares of how it records."""
    for counted in value.counted:
        if counted.copied:
            yield reason(ReasonCode.ROWS_COPIED, counted=counted)
        if counted.repeats:
            yield reason(ReasonCode.ROWS_REPEATED, counted=counted)
        for target, early in counted.early:
            yield reason(ReasonCode.ROWS_BEFORE_TARGET, counted=counted, target=target, rows=early)
        for declared in counted.declared:
            yield reason(ReasonCode.DECLARED, text=declared)


def uncertain_rows(value: FigureValue) -> tuple[Reason, ...]:
    """Return the rows that leave the answer open; none where there are none."""
    if not any(counted.doubts for counted in value.counted):
        return ()
    return (reason(ReasonCode.UNCERTAIN_ROWS, counted=value.counted),)


def what_settles(value: FigureValue) -> tuple[Reason, ...]:
    """Return what to do if only uncertain rows leave the result open; else nothing."""
    doubts = [doubt for counted in value.counted for doubt in counted.doubts]
    if value.doubts or not doubts:
        return ()
    unknown = [
        text for doubt in doubts if doubt.reason is RowReason.UNKNOWN for text in doubt.texts
    ]
    declarable = [DECLARABLE[doubt.reason] for doubt in doubts if doubt.reason in DECLARABLE]
    way = reason(
        ReasonCode.GIVE_ROWS,
        is_missing=bool({doubt.reason for doubt in doubts} - {RowReason.UNKNOWN, *DECLARABLE}),
        unknown=tuple(unknown),
        declare=tuple(dict.fromkeys(declarable)),
    )
    return (way,)


def deciding(
    value: FigureValue, limit: LimitInForce, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """Return how many uncertain rows must turn out well, if that alone decides."""
    measure = dictionary.figures[value.name].measure
    if len(limit.bounds) != 1 or measure is None or value.doubts:
        return ()
    if not dictionary.is_of_counts(value.name):
        return ()
    bound, counted = limit.bounds[0], _uncertain_rows(value)
    needed = rows_that_decide(counted, bound) if counted else None
    if needed is None or counted is None:
        return ()
    in_doubt = counted.uncertain_rows
    part = dictionary.figures[measure.numerator]
    said = part.said_of_the_rest if bound.comparison.is_upper else part.said
    only_in_part = not (counted.maybe_whole_not_part or counted.maybe_whole_then_part)
    why = reason(
        ReasonCode.ROWS_THAT_DECIDE,
        needed=needed,
        in_doubt=in_doubt,
        said=said if only_in_part else "",
    )
    return (Distance(why),)


def _uncertain_rows(value: FigureValue) -> RowTally | None:
    """Return the rows behind a share: of one table, or of a part given as a range.

    None for what was put together from several periods: a period's rows are not those of all.
    """
    if value.tiled:
        return None
    if between := value.part_between:
        least, most, total = between
        open_rows = most - least
        return RowTally(in_part=least, in_whole=total - open_rows, in_whole_maybe_part=open_rows)
    found = [counted.tally for counted in value.counted if counted.tally.uncertain_rows]
    return found[0] if len(found) == 1 else None


def rows_that_decide(tally: RowTally, bound: Bound) -> int | None:
    """Return the fewest uncertain rows that must turn out well; None if none can decide.

    A row in the part weighs 1 less the limit, any other row of the whole the limit: so each
    doubtful row turning from its worst to its best counts 1, the limit, or 1 less the limit.
    """
    limit, upper = bound.value, bound.comparison.is_upper
    certain = tally.in_part - limit * tally.in_whole
    either = tally.in_whole_maybe_part + tally.maybe_whole_maybe_part
    not_part, then_part = tally.maybe_whole_not_part, tally.maybe_whole_then_part
    gap = certain + (1 - limit) * tally.maybe_in_part
    if not upper:
        gap = limit * (either + not_part) - certain
    strict = bound.comparison.is_strict
    tiers = sorted(((Fraction(1), either), (limit, not_part), (1 - limit, then_part)), reverse=True)
    needed = 0
    for gain, rows in tiers:
        if gap < 0 or (gap == 0 and not strict):
            return needed
        if not gain or not rows:
            continue
        due = floor(gap / gain) + 1 if strict else ceil(gap / gain)
        taken = min(due, rows)
        needed += taken
        gap -= taken * gain
    return needed if gap < 0 or (gap == 0 and not strict) else None
