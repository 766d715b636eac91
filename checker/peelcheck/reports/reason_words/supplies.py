"""What would settle a finding that is not clear, or let one be judged at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelcheck.model.periods import Period, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.wording import and_list
from peelcheck.reports.reason_words.limits import day_words


def _give_exactly(figures: tuple[str, ...], not_rounded: str) -> str:
    how = f" ({not_rounded}: exactly 19 says that 19 is not rounded)" if not_rounded else ""
    return f"{and_list(figures)} exactly{how}"


def _give_figures(figures: tuple[str, ...], by: str | None = None) -> str:
    return f"{and_list(figures)} by {by}" if by else and_list(figures)


def _give_for_gaps(periods: tuple[Period, ...]) -> str:
    return f"for {and_list(in_words(gap) for gap in periods)}"


def _give_rows(is_missing: bool, unknown: tuple[str, ...], declare: tuple[str, ...]) -> str:
    ways = ["what is missing in a table"] if is_missing else []
    ways += [f"the meaning of {and_list(unknown)} (under values)"] if unknown else []
    ways += ["which rows are not cases (under leave_out)"] if is_missing or unknown else []
    return and_list([*ways, *(_DECLARE[name] for name in declare)], "or")


_DECLARE = {
    "minute_times": "minute_times, to count them as recorded",
    "whole_seconds": "whole_seconds, to say how they were made whole",
}

WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.GIVE_RIGHT_ONE: lambda: "the one that is right",
    ReasonCode.GIVE_RIGHT_FIGURE: lambda: "the right figure",
    ReasonCode.GIVE_RIGHT_FIGURE_OR_WHY: lambda: (
        "the right figure; if this is right, add unusual: and why"
    ),
    ReasonCode.GIVE_COUNT: lambda: "a count",
    ReasonCode.GIVE_COUNT_OF_ALL: lambda: "a count of all of them",
    ReasonCode.GIVE_SAMPLE_COUNTS: lambda: "both counts of the sample, as in 49 of 82",
    ReasonCode.GIVE_MORE_CASES: lambda: "more cases, or a count of all of them",
    ReasonCode.GIVE_EXACTLY: _give_exactly,
    ReasonCode.GIVE_FIGURES: _give_figures,
    ReasonCode.GIVE_FOR_PERIOD: lambda figure, period: f"{figure} for {in_words(period)}",
    ReasonCode.GIVE_FOR_GAPS: _give_for_gaps,
    ReasonCode.GIVE_WHEN_OVER: lambda: "the figure when the period is over",
    ReasonCode.GIVE_ROWS: _give_rows,
    ReasonCode.GIVE_COMPLETE: lambda part: f"complete: yes, if every {part} is there",
    ReasonCode.GIVE_PART: lambda figure, part: f"{figure} for {part}, also if there were none",
    ReasonCode.GIVE_TARGET: lambda target: f"targets: {target}",
    ReasonCode.GIVE_TARGET_FOR_PERIOD: lambda target, period: (
        f"targets: {target} for {in_words(period)}"
    ),
    ReasonCode.GIVE_TARGET_OR_WHY: lambda target: (
        f"targets: {target} as it is meant, or unusual: beside it and why"
    ),
    ReasonCode.GIVE_FIGURE_FROM: lambda since: f"the figure from {day_words(since)} on",
    ReasonCode.GIVE_DAY_OF_LIMIT: lambda: "the day, in place of the year, in from: or until:",
}
