"""What must be said of a figure counted from a table: where from, and which rows are in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import CountedFrom, Distance, FigureValue, LimitInForce
from peelcheck.model.row_reasons import RowReason, RowTally, UncertainRows
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import and_list


def counted_remarks(value: FigureValue, outcome: Outcome) -> Iterator[str]:
    """Where a figure was counted, and the doubts that do not change the answer."""
    if value.counted:
        yield f"counted from {and_list(dict.fromkeys(map(_from, value.counted)))}"
    for counted in value.counted:
        if counted.doubts:
            yield f"{doubts_in_words(counted)}{_no_matter(counted, outcome)}"
    yield from not_counted_remarks(value)


def not_counted_remarks(value: FigureValue) -> Iterator[str]:
    """The rows left out by themselves, and what the force declares of how it records."""
    for counted in value.counted:
        yield from _rows_not_counted(counted)
        yield from counted.declared


def _rows_not_counted(counted: CountedFrom) -> Iterator[str]:
    """The rows that a figure leaves out by itself: those there again, and those before a target."""
    if counted.repeats:
        rows, are = _rows(counted.repeats, counted), "is" if counted.repeats == 1 else "are"
        yield f"{rows} {are} the same in every column read as another, and not counted twice"
    for target, early in counted.early:
        rows, are = _rows(early, counted), "is" if early == 1 else "are"
        yield f"{rows} {are} of a day before the first value of {target}, and left out"


def _rows(count: int, counted: CountedFrom) -> str:
    return f"{count:,} {counted.one if count == 1 else counted.many}"


def _from(counted: CountedFrom) -> str:
    """The files, and how many of their rows the return has left out."""
    if not counted.left_out:
        return _files(counted)
    rows = "1 row that the return leaves out"
    if counted.left_out > 1:
        rows = f"{counted.left_out:,} rows that the return leaves out"
    return f"{_files(counted)} without {rows}"


def _no_matter(counted: CountedFrom, outcome: Outcome) -> str:
    """That the doubts do not change the answer; a note is no answer."""
    if outcome is Outcome.NOTE:
        return ""
    one = sum(doubt.rows for doubt in counted.doubts) == 1
    return f": the answer is the same whatever {'it is' if one else 'they are'}"


def what_settles(value: FigureValue) -> str:
    """What to do where nothing but doubtful rows leave the answer open; empty where more does."""
    if value.doubts or not any(counted.doubts for counted in value.counted):
        return ""
    doubts = [doubt for counted in value.counted for doubt in counted.doubts]
    unknown = [
        text for doubt in doubts if doubt.reason is RowReason.UNKNOWN for text in doubt.texts
    ]
    others = {doubt.reason for doubt in doubts} - {RowReason.UNKNOWN, *_BY_PRECISION}
    ways = ["what is missing in a table"] if others else []
    ways += [f"the meaning of {and_list(unknown)} (under values)"] if unknown else []
    ways += ["which rows are no cases (under leave_out)"] if others or unknown else []
    return and_list([*ways, *_declarations(doubts)], "or")


_BY_PRECISION = {
    RowReason.TO_THE_MINUTE: "minute_times, to count them as recorded",
    RowReason.WITHIN_A_MINUTE: "minute_times, to count them as recorded",
    RowReason.WHOLE_SECONDS: "whole_seconds, to say how they were made whole",
    RowReason.WITHIN_A_SECOND: "whole_seconds, to say how they were made whole",
}
"""What a force may declare of rows that are in doubt by how exactly times are known."""


def _declarations(doubts: Iterable[UncertainRows]) -> list[str]:
    return list(dict.fromkeys(_BY_PRECISION[d.reason] for d in doubts if d.reason in _BY_PRECISION))


def _what_to_declare(counted: CountedFrom) -> str:
    """To count them as recorded, add minute_times."""
    reasons = {doubt.reason for doubt in counted.doubts}
    said = []
    if reasons & {RowReason.TO_THE_MINUTE, RowReason.WITHIN_A_MINUTE}:
        said.append("To count them as recorded, add minute_times.")
    if reasons & {RowReason.WHOLE_SECONDS, RowReason.WITHIN_A_SECOND}:
        said.append("To say whether they were cut or rounded, add whole_seconds.")
    return " ".join(said)


def counted_doubts(value: FigureValue) -> str:
    """The rows that leave the answer open; nothing where there are none."""
    said = [
        f"{doubts_in_words(counted)} ({_files(counted)})"
        for counted in value.counted
        if counted.doubts
    ]
    advice = dict.fromkeys(_what_to_declare(counted) for counted in value.counted)
    return ". ".join(["; ".join(said), *(one.rstrip(".") for one in advice if one)])


def doubts_in_words(counted: CountedFrom) -> str:
    """31 of 1,140 incidents have no arrived_at (column ON_SCENE) and 2 repeat an incident_id."""
    first, *others = counted.doubts
    said = [f"{first.rows:,} of {counted.rows:,} {counted.many} {_why(first, counted)}"]
    said += [f"{doubt.rows:,} {_why(doubt, counted)}" for doubt in others]
    return and_list(said)


def _why(doubt: UncertainRows, counted: CountedFrom) -> str:
    words = _reason_words(doubt, counted)
    if doubt.reason in (RowReason.TO_THE_MINUTE, RowReason.WHOLE_SECONDS) or not doubt.texts:
        return words
    return f"{words} ({', '.join(doubt.texts)})"


def _reason_words(  # noqa: C901, PLR0912 - a list of words
    doubt: UncertainRows, counted: CountedFrom
) -> str:
    """Return why some rows are uncertain, without the texts that stand there."""
    is_one = doubt.rows == 1
    has, is_ = ("has", "is") if is_one else ("have", "are")
    repeats = "repeats" if is_one else "repeat"
    a = "an" if doubt.column[0] in "aeiou" else "a"
    column = doubt.column
    if doubt.header.casefold() != doubt.column.casefold():
        column += f" (column {doubt.header})"
    match doubt.reason:
        case RowReason.BLANK:
            return f"{has} no {column}"
        case RowReason.UNKNOWN:
            return f"{has} {a} {column} that is not known"
        case RowReason.UNREADABLE:
            return f"{has} {a} {column} that cannot be read"
        case RowReason.BACKWARDS:
            return f"{has} {a} {column} before the clock starts"
        case RowReason.CLOCK_CHANGE:
            return f"{has} {a} {column} in an hour that the clock change leaves unclear"
        case RowReason.NO_TIME_OF_DAY:
            return f"{has} {a} {column} that is a day without a time"
        case RowReason.NO_TIME_SET:
            return f"{has} {a} {column} for which no time is set"
        case RowReason.NO_TARGET_THEN:
            return f"{has} {a} {column} on which no target is in force"
        case RowReason.REPEATED_KEY:
            return f"{repeats} the {column} of another {counted.one}"
        case RowReason.NO_NUMBER:
            return f"{has} no number in {column}"
        case RowReason.TO_THE_MINUTE:
            at = _or_durations(doubt.texts)
            return f"{is_} at exactly {at} and the times have no seconds"
        case RowReason.WHOLE_SECONDS:
            return f"{is_} at exactly {_or_durations(doubt.texts)} and the seconds are whole"
        case RowReason.WITHIN_A_MINUTE:
            return f"{is_} within a minute of the time allowed and the times have no seconds"
        case RowReason.WITHIN_A_SECOND:
            return f"{is_} within a second of the limit and the seconds are whole"
    assert_never(doubt.reason)


def _or_durations(texts: Iterable[str]) -> str:
    """15 or 20 minutes; 15 minutes or 1 hour."""
    every = sorted(texts, key=lambda text: (text.split()[1], len(text), text))
    units = {text.split()[1] for text in every}
    if len(units) > 1 or len(every) < 2:
        return and_list(every, "or")
    return and_list([*(text.split()[0] for text in every[:-1]), every[-1]], "or")


def _files(counted: CountedFrom) -> str:
    first, *others = counted.files
    return f"{first} and {len(others)} more" if others else first


def deciding(
    value: FigureValue, limit: LimitInForce, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """How many of the rows in doubt must turn out well; nothing where that is not what decides."""
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
    how = f"be {said}" if only_in_part and said else "turn out well"
    return (Distance(f"{needed:,} of the {in_doubt:,} in doubt must {how}"),)


def _uncertain_rows(value: FigureValue) -> RowTally | None:
    """The rows that a share rests on: of one table, or of a part that is given as a range."""
    if between := value.part_between:
        least, most, total = between
        open_rows = most - least
        return RowTally(in_part=least, in_whole=total - open_rows, in_whole_maybe_part=open_rows)
    found = [counted.tally for counted in value.counted if counted.tally.uncertain_rows]
    return found[0] if len(found) == 1 else None


def rows_that_decide(tally: RowTally, bound: Bound) -> int | None:
    """The fewest doubtful rows that must turn out well for the bound to be met; None if none can.

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
