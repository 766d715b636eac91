"""Sources of one figure that disagree, and notes beside a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from peelcheck.model.amounts import Amount, Interval, Kind
from peelcheck.model.numerals import format_plain
from peelcheck.model.periods import Period, day_in_words, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.wording import amount_words, and_list, come_to_words

_ORIGINS = {"stated": "stated", "worked out": "derived", "counted": "counted"}


def _or_nothing(amount: Amount | None, kind: Kind) -> str:
    return amount_words(amount, kind) if amount else "0 of 0"


def _counted_differs(
    figure: str,
    origin: str,
    other: Amount | None,
    tables: tuple[str, ...],
    counted: Amount | None,
    kind: Kind,
) -> str:
    table = and_list(f"from {name}" for name in tables)
    return (
        f"{figure} is {_ORIGINS[origin]} as {_or_nothing(other, kind)} but counted {table} as "
        f"{_or_nothing(counted, kind)}"
    )


def _derived_differs(figure: str, stated: Amount, derived: Amount | None, kind: Kind) -> str:
    return f"{figure} is stated as {stated.text} but derived as {_or_nothing(derived, kind)}"


def _returns_differ(
    figure: str,
    newer: Amount,
    newer_return: Period,
    older: Amount,
    older_return: Period,
    is_sample: bool,
    newer_is_estimate: bool,
) -> str:
    words = _as_given(newer, is_sample=is_sample, is_estimate=newer_is_estimate)
    before = _as_given(older, is_sample=is_sample, is_estimate=False)
    return (
        f"{figure} is {words} in the return of {in_words(newer_return)} and {before} in that of "
        f"{in_words(older_return)}"
    )


def _revised(
    of_return: Period,
    was: Amount | None,
    is_sample: bool,
    is_estimate: bool,
) -> str:
    words = _as_given(was, is_sample=is_sample, is_estimate=is_estimate)
    return f"revised: the return of {in_words(of_return)} gave {words}"


def _as_given(amount: Amount | None, *, is_sample: bool, is_estimate: bool) -> str:
    """Write an amount as in the return, and whether it is a sample or an estimate."""
    words = amount.text if amount else "not available"
    marks = [(is_sample, "a sample"), (is_estimate, "an estimate")]
    return " ".join([words, *(f"({mark})" for is_so, mark in marks if is_so)])


def _breakdown_differs(
    figure: str, amount: Amount, kind: Kind, by: str, come_to: Amount | Interval
) -> str:
    other = come_to_words(come_to, kind)
    return f"{figure} is {amount_words(amount, kind)}, but by {by} it comes to {other}"


def _some_parts_exceed(figure: str, amount: Amount, kind: Kind, by: str, come_to: Amount) -> str:
    other = come_to_words(come_to, kind)
    return f"{figure} is {amount_words(amount, kind)}, but some parts by {by} come to {other}"


def _breakdowns_come_to(figure: str, amounts: tuple[Amount, ...], by: tuple[str, ...]) -> str:
    texts = " or ".join(amount.text for amount in amounts)
    return f"{figure} adds up to {texts}, by {and_list(by)}"


def _parts_do_not_add_up(
    figure: str,
    by: str,
    parts_come_to: Amount,
    kind: Kind,
    whole: str,
    amount: Amount,
    whole_kind: Kind,
) -> str:
    of_parts = amount_words(parts_come_to, kind)
    return (
        f"{figure} by {by} adds up to {of_parts}, but {whole} is {amount_words(amount, whole_kind)}"
    )


def _parts_of_period_differ(
    figure: str, first: Amount, second: Amount, kind: Kind, period: Period
) -> str:
    words = [amount_words(amount, kind) for amount in (first, second)]
    return (
        f"{figure} comes to {words[0]} or {words[1]} in {in_words(period)}, depending on which "
        "parts are added"
    )


def _shorter_periods_differ(
    figure: str,
    amount: Amount,
    kind: Kind,
    period: Period,
    count: int,
    are_months: bool,
    come_to: Amount | Interval,
) -> str:
    made_of = "months" if are_months else "parts"
    return (
        f"{figure} is {amount_words(amount, kind)} in {in_words(period)}, but its {count} "
        f"{made_of} come to {come_to_words(come_to, kind)}"
    )


def _shorter_periods_exceed(
    figure: str,
    amount: Amount,
    kind: Kind,
    period: Period,
    count: int,
    are_months: bool,
    come_to: Amount | Interval,
) -> str:
    made_of = "months" if are_months else "parts"
    return (
        f"{figure} is {amount_words(amount, kind)} in {in_words(period)}, but {count} {made_of} "
        f"in it come to {come_to_words(come_to, kind)}"
    )


def _snapshots_differ(
    figure: str, amount: Amount, day: date, of_other_days: Amount, kind: Kind
) -> str:
    return (
        f"{figure} is {amount_words(amount, kind)} on {day_in_words(day)}, but "
        f"{amount_words(of_other_days, kind)} if counts of other days are combined"
    )


def _no_whole_number(figure: str, amount: Amount, total: Fraction) -> str:
    return f"{figure} is {amount.text}, which no count out of {format_plain(total)} gives"


def _only_one_is_sample(figures: tuple[str, ...]) -> str:
    return f"only one of {and_list(figures)} is a sample, so they are not combined"


def _snapshot_too_far(figure: str, day: date, judged_day: date) -> str:
    return f"{figure} is of {day_in_words(day)}, too far from {day_in_words(judged_day)}"


def _note_of_revision(text: str, revised: tuple[str, ...]) -> str:
    return "; ".join(dict.fromkeys(one for one in (text, *revised) if one))


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.COUNTED_DIFFERS: _counted_differs,
    ReasonCode.DERIVED_DIFFERS: _derived_differs,
    ReasonCode.RETURNS_DIFFER: _returns_differ,
    ReasonCode.BREAKDOWN_DIFFERS: _breakdown_differs,
    ReasonCode.BREAKDOWNS_COME_TO: _breakdowns_come_to,
    ReasonCode.BREAKDOWNS_DIFFER: lambda figures: (
        f"the breakdowns of {and_list(figures)} do not name the same parts"
    ),
    ReasonCode.SOME_PARTS_EXCEED: _some_parts_exceed,
    ReasonCode.PARTS_DO_NOT_ADD_UP: _parts_do_not_add_up,
    ReasonCode.PARTS_OF_PERIOD_DIFFER: _parts_of_period_differ,
    ReasonCode.SHORTER_PERIODS_DIFFER: _shorter_periods_differ,
    ReasonCode.SHORTER_PERIODS_EXCEED: _shorter_periods_exceed,
    ReasonCode.SNAPSHOTS_DIFFER: _snapshots_differ,
    ReasonCode.WHOLE_IS_ZERO: lambda figure, amount: (
        f"{figure} is {amount.text}, but the whole that it is a share of is 0"
    ),
    ReasonCode.NO_WHOLE_NUMBER: _no_whole_number,
    ReasonCode.IMPOSSIBLE: lambda figure, text: f"{figure}: {text.rstrip('.')}",
    ReasonCode.ONLY_ONE_IS_SAMPLE: _only_one_is_sample,
    ReasonCode.SNAPSHOT_TOO_FAR: _snapshot_too_far,
    ReasonCode.NOTE: lambda text: text,
    ReasonCode.NOTE_OF_REVISION: _note_of_revision,
    ReasonCode.REVISED: _revised,
    ReasonCode.SAMPLE_BESIDE: lambda amount, kind: (
        f"a sample of the same gives {amount_words(amount, kind)}"
    ),
    ReasonCode.SNAPSHOT_OF: lambda figure, day: f"{figure} is of {day_in_words(day)}",
    ReasonCode.TABLE_NOT_CLEAR: lambda text: text,
}
