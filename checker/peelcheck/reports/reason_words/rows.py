"""The rows behind a counted figure in words: where from, and which of them are in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.row_filters import FilterKind, RowsLeftOut
from peelcheck.model.row_reasons import DECLARABLE, RowReason, UncertainRows
from peelcheck.model.wording import and_list


def _counted_from(counted: tuple[CountedFrom, ...]) -> str:
    """Write the files: Counted from calls-1.csv and 2 more without 3 rows left out."""
    return f"counted from {and_list(dict.fromkeys(map(_from, counted)))}"


def _from(counted: CountedFrom) -> str:
    """Return the files, and how many of their rows the return has left out."""
    if not counted.left_out:
        return _files(counted)
    rows = "1 row that the return leaves out"
    if counted.left_out > 1:
        rows = f"{counted.left_out:,} rows that the return leaves out"
    each = and_list(f"{one.rows:,} as {condition_words(one)}" for one in counted.left_out_by)
    return f"{_files(counted)} without {rows} ({each})"


def condition_words(one: RowsLeftOut) -> str:
    """Return why a condition leaves rows out: Nature is Scheduled, Duration is not below 3."""
    words = one.limit or and_list(one.texts, "or") or "one that it names"
    return f"{one.column} is {f'not {words}' if one.kind is FilterKind.ONLY else words}"


def _rows_in_doubt(counted: CountedFrom, is_answer: bool) -> str:
    """Write the doubts, and that they do not change the result; a note has no result."""
    words = doubts_in_words(counted)
    if not is_answer:
        return words
    return f"{words}: the result is the same either way"


def _rows_copied(counted: CountedFrom) -> str:
    """Return that rows have left their database."""
    files = and_list(counted.files)
    return f"the rows of {files} were copied from the database to this machine to be counted"


def _rows_repeated(counted: CountedFrom) -> str:
    """Return the rows that are there again."""
    rows, are = _rows(counted.repeats, counted), "is" if counted.repeats == 1 else "are"
    return f"{rows} {are} the same in every column read as another, and counted once"


def _rows_before_target(counted: CountedFrom, target: str, rows: int) -> str:
    """Return the rows of a day before a target's first."""
    said, are = _rows(rows, counted), "is" if rows == 1 else "are"
    return f"{said} {are} dated before the first value of {target} and left out"


def _rows(count: int, counted: CountedFrom) -> str:
    return f"{count:,} {counted.one if count == 1 else counted.many}"


_ADVICE = {
    "minute_times": "To count them as recorded, add minute_times",
    "whole_seconds": "To say whether they were cut or rounded, add whole_seconds",
}


def _uncertain_rows(counted: tuple[CountedFrom, ...]) -> str:
    """Return the rows that leave the result open, by table, and what may be declared of them."""
    said = [f"{doubts_in_words(one)} ({_files(one)})" for one in counted if one.doubts]
    advice = dict.fromkeys(_advice(one) for one in counted)
    return ". ".join(["; ".join(said), *(one for one in advice if one)])


def _advice(counted: CountedFrom) -> str:
    """Write the advice: To count them as recorded, add minute_times."""
    names = {DECLARABLE.get(doubt.reason) for doubt in counted.doubts}
    return ". ".join(words for name, words in _ADVICE.items() if name in names)


def doubts_in_words(counted: CountedFrom) -> str:
    """Write why rows are uncertain: 31 of 1,140 incidents have no arrived_at."""
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
    """Return why some rows are uncertain, without the texts in them."""
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
        case RowReason.IN_WHOLE_MINUTES:
            return f"{has} times without seconds"
        case RowReason.IN_WHOLE_SECONDS:
            return f"{has} {a} {column} in whole seconds"
        case RowReason.NO_BANK_HOLIDAYS:
            return f"{has} {a} {column} in a year whose bank holidays are not known"
        case RowReason.MOVED_BANK_HOLIDAY:
            return f"{is_} in time only if a bank holiday on a Saturday does not count"
        case RowReason.AFTER_THE_PERIOD:
            return f"{has} {a} {column} after the end of the period"
        case RowReason.WITHIN_A_DAY:
            return f"{is_} within a day of the limit on the last day of the period"
        case RowReason.FIRST_DAY:
            return f"{is_} at the limit to the day and it is not known whether the first day counts"
    assert_never(doubt.reason)


def _or_durations(texts: Iterable[str]) -> str:
    """Join durations: 15 or 20 minutes; 15 minutes or 1 hour."""
    every = sorted(texts, key=lambda text: (text.split()[1], len(text), text))
    units = {text.split()[1] for text in every}
    if len(units) > 1 or len(every) < 2:
        return and_list(every, "or")
    return and_list([*(text.split()[0] for text in every[:-1]), every[-1]], "or")


def _files(counted: CountedFrom) -> str:
    first, *others = counted.files
    return f"{first} and {len(others)} more" if others else first


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.COUNTED_FROM: _counted_from,
    ReasonCode.ROWS_IN_DOUBT: _rows_in_doubt,
    ReasonCode.ROWS_COPIED: _rows_copied,
    ReasonCode.ROWS_REPEATED: _rows_repeated,
    ReasonCode.ROWS_BEFORE_TARGET: _rows_before_target,
    ReasonCode.UNCERTAIN_ROWS: _uncertain_rows,
    ReasonCode.DECLARED: lambda text: text,
}
