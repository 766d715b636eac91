"""What a reader has to know about a figure and its limit, beside a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.numerals import format_fixed, format_plain
from peelcheck.model.pack_words import body
from peelcheck.model.periods import alone_in_words, day_in_words, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Bound, Day, Outcome
from peelcheck.model.wording import amount_words, and_list, span_words
from peelcheck.reports.reason_words.limits import day_words
from peelcheck.reports.rule_words import caution_words


def _sampling_interval(size: int, unit: str, low: Fraction, high: Fraction) -> str:
    ends = [f"{format_fixed(end * 100, 1)}%" for end in (low, high)]
    return (
        f"A sample of {size:,} {unit or 'cases'}: if picked at random, the {body().one}'s own "
        f"share is {ends[0]} to {ends[1]} (95%, Wilson)"
    )


def _taken_as(amount: Amount, kind: Kind) -> str:
    span = span_words(amount.span, kind)
    return f"{amount.text} is taken as {span}: a tenth either way, which is our convention"


def _sides_of_difference(
    names: tuple[str, ...], sides: tuple[Amount, ...], kinds: tuple[Kind, ...]
) -> str:
    three = zip(names, sides, kinds, strict=True)
    return " less ".join(f"{name} {amount_words(side, kind)}" for name, side, kind in three)


def _of_other_parts(parts: tuple[str, ...], count: int, one: str, many: str, remark: str) -> str:
    """Write of which parts beside the worst a remark is: B and C: provisional."""
    if not parts:
        return f"{count} other {one if count == 1 else many}: {remark}"
    return f"{and_list(parts)}: {remark}"


_WOULD = {
    Outcome.MET: "would meet the standard",
    Outcome.BREACH: "would miss the standard",
    Outcome.CANNOT_TELL: "would not be clear",
}


def _cell_shows(holds: Amount, shows: Amount, would_be: Outcome) -> str:
    return f"the cell contains {holds.text} but shows {shows.text}, which {_WOULD[would_be]}"


def _changed_in_pack(pack: str, set_by: str, limit: str | None, was: str | None) -> str:
    what = f": {limit} in place of {was}" if limit else ""
    return f"changed in {pack} by {set_by}{what}"


def _in_place_of_target(
    because: str, begins: Day | None, bounds: tuple[Bound, ...], said_of_the_rest: str
) -> str:
    """Return as in "..., and the return states no target, so each late case counts"."""
    ending = f"{and_list(bound.words for bound in bounds)} is applied"
    each = next((bound.every for bound in bounds if bound.every), "")
    if each and said_of_the_rest:
        ending = f"each {said_of_the_rest} {each} counts"
    target = "the return states no target"
    if begins:
        target = f"the {body().one}'s target is in force from {day_words(begins)}"
    return f"{because}, and {target}, so {ending}"


def _limit_is_restored(bounds: tuple[Bound, ...], why: str, same_answer: str | None) -> str:
    also = f"; {same_answer}" if same_answer else ""
    because = f": {why}" if why else ""
    return f"the {_numbers(bounds)} is restored, not quoted{because}{also}"


def _numbers(bounds: tuple[Bound, ...]) -> str:
    return and_list(bound.text for bound in bounds)


def _limit_changed_within(
    is_target: bool,
    before: tuple[Bound, ...],
    after: tuple[Bound, ...],
    day: date,
    applied: tuple[Bound, ...],
) -> str:
    what = f"the {body().one}'s target" if is_target else "the limit"
    words = [and_list(bound.words for bound in bounds) for bounds in (before, after, applied)]
    return (
        f"{what} changed from {words[0]} to {words[1]} on {day_in_words(day)}, within the period; "
        f"the stricter, {words[2]}, is applied"
    )


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.OF_PERIOD: alone_in_words,
    ReasonCode.SOURCE: lambda sources: f"source: {and_list(sources)}",
    ReasonCode.SAMPLING_INTERVAL: _sampling_interval,
    ReasonCode.TAKEN_AS: _taken_as,
    ReasonCode.MEAN_OF_WINDOW: lambda length, count: (
        f"the mean of {length}, of which {count} {'has' if count == 1 else 'have'} a figure"
    ),
    ReasonCode.WORST_OF_WINDOW: lambda length, period, amount, kind: (
        f"the worst of {length}: {amount_words(amount, kind)} for {in_words(period)}"
    ),
    ReasonCode.SIDES_OF_DIFFERENCE: _sides_of_difference,
    ReasonCode.ESTIMATED: lambda text: f"an estimate: {text}",
    ReasonCode.WHY_UNUSUAL: lambda texts: f"unusual, but confirmed: {and_list(texts)}",
    ReasonCode.PROVISIONAL: lambda: "provisional: it may still be revised",
    ReasonCode.CELL_SHOWS: _cell_shows,
    ReasonCode.COUNTS_SHOW_DISTANCE: lambda figures, unit: (
        f"give {and_list(figures)} to see the distance in {unit}"
    ),
    ReasonCode.CHANGED_IN_PACK: _changed_in_pack,
    ReasonCode.WHY_CHANGED: lambda why, source: (
        f"why it was changed: {why.rstrip('.')} (source: {source})"
    ),
    ReasonCode.CAUTION: lambda text, before="": caution_words(text, before) if before else text,
    ReasonCode.IN_PLACE_OF_TARGET: _in_place_of_target,
    ReasonCode.OF_OTHER_PARTS: _of_other_parts,
    ReasonCode.TARGET_WITHOUT_PART: lambda figure, part: (
        f"there is a target for {part}, and {figure} is not given for it"
    ),
    ReasonCode.TARGET_SET_BY: lambda set_by: f"the target was set by: {set_by}",
    ReasonCode.LIMIT_IS_RESTORED: _limit_is_restored,
    ReasonCode.SAME_ANSWER_BELOW: lambda number: (
        f"any limit below {format_plain(number)} gives the same result"
    ),
    ReasonCode.SAME_ANSWER_ABOVE: lambda number: (
        f"any limit above {format_plain(number)} gives the same result"
    ),
    ReasonCode.SAME_ANSWER_FROM: lambda number: (
        f"any limit of {format_plain(number)} or more gives the same result"
    ),
    ReasonCode.LIMIT_IS_LAW: lambda bounds: f"the {_numbers(bounds)} is law",
    ReasonCode.LIMIT_IS_GUIDANCE: lambda bounds: f"the {_numbers(bounds)} is guidance, not law",
    ReasonCode.WHY_TARGET_UNUSUAL: lambda target, why: (
        f"why the target of {target} is right: {why}"
    ),
    ReasonCode.TARGET_BEGINS_WITHIN: lambda day: (
        f"the {body().one}'s target is in force from {day_in_words(day)}, within the period, and "
        "applied to all"
    ),
    ReasonCode.LIMIT_CHANGED_WITHIN: _limit_changed_within,
}
