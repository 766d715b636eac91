"""over: and take: of a limit: the last months, quarters, weeks or years that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelcheck.errors import InvalidValue, Problems
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.locations import Location
from peelcheck.model.periods import Length
from peelcheck.model.rules import Requirement
from peelcheck.model.windows import Take, Window
from peelcheck.reading.fields import read_text, text_of
from peelcheck.sources.nodes import Mapping

_WINDOW = LatePattern(r"(?:([1-9][0-9]?) )?(week|month|quarter|year)s?", re.IGNORECASE)
_HOW = "Write a number of weeks, months, quarters or years, as in 12 months."


def read_window(
    node: Mapping, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
) -> Window | None:
    """Return the window of a limit; None for a limit without, or with a wrong one."""
    entry = node.entry("over")
    window = read_text(node.get("over"), _window, problems)
    if window is None or entry is None:
        return None
    take = text_of(node, "take")
    window = window._replace(take=Take(take or Take.SUM))
    if window.take is Take.SUM:
        _refuse_sum(entry.value.location, figure, dictionary, problems, is_said=bool(take))
    return window


def _window(text: str) -> Window:
    found = _WINDOW.fullmatch(" ".join(text.split()))
    if not found:
        raise InvalidValue(f"{text} is not how long a window is.", _HOW)
    return Window(int(found[1] or 1), Length(found[2].lower()))


def _refuse_sum(
    location: Location,
    figure: FigureDefinition,
    dictionary: Dictionary,
    problems: Problems,
    *,
    is_said: bool,
) -> None:
    """Refuse a sum of snapshots, and of rates where it is asked for by its word."""
    if dictionary.is_stock(figure.name):
        what = f"{figure.name} is counted on a day, and several days are not added."
        problems.add(location, what, "Write take: mean or take: worst beside over:.")
    elif is_said and not dictionary.adds_up(figure.name):
        what = f"{figure.name} is a {figure.kind}, and these are not added."
        fix = "Take take: out for the whole window, or write take: mean or take: worst."
        problems.add(location, what, fix)


def refuse_unlike_windows(requirements: Sequence[Requirement], problems: Problems) -> None:
    """Refuse limits of one rule over windows of different lengths, and a worst of two sides."""
    for requirement in requirements:
        window = requirement.window
        if window and window.take is Take.WORST and len(requirement.bounds) > 1:
            what = "A range has two sides, and the worst of a window is on one."
            problems.add(requirement.location, what, "Write a rule for each side.")
    for requirement in requirements[1:]:
        if requirement.window != requirements[0].window:
            what = "The limits of this rule are over windows of different lengths."
            fix = "Write the same over: and take: in each, or a rule of its own."
            problems.add(requirement.location, what, fix)
            return
