"""The figures of a return: one amount, several with their periods, or one for each of something."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import is_known, mappings_in, period_of, says_yes, text_of
from peelcheck.reading.figure_amounts import figure_amount
from peelcheck.sources.nodes import Entry, Mapping, Text


def read_reported_figures(
    node: Mapping, period: Period, dictionary: Dictionary, problems: Problems
) -> Iterator[ReportedFigure]:
    """Yield everything under figures, each with its own period or that of the return."""
    figures = node.get("figures")
    for entry in figures.entries if isinstance(figures, Mapping) else ():
        if not is_known(entry.key, dictionary.figures, "a figure", problems):
            continue
        figure = dictionary.figures[entry.key.value]
        found = list(_values_of(entry, figure, period, dictionary, problems))
        _refuse_doubled_periods(found, problems)
        yield from found


def _values_of(
    entry: Entry,
    figure: FigureDefinition,
    period: Period,
    dictionary: Dictionary,
    problems: Problems,
) -> Iterator[ReportedFigure]:
    if isinstance(entry.value, Text):
        yield from _value(entry.value, figure, period, dictionary, problems)
    for part in mappings_in(entry.value):
        yield from _detailed(part, entry, figure, period, dictionary, problems)


def _detailed(
    node: Mapping,
    entry: Entry,
    figure: FigureDefinition,
    period: Period,
    dictionary: Dictionary,
    problems: Problems,
) -> Iterator[ReportedFigure]:
    own = period_of(node, "period", problems) if node.get("period") else period
    if own is None:
        return
    estimated = says_yes(node, "estimated")
    if estimated and not text_of(node, "source"):
        what = f"{figure.name} is an estimate, and nothing says whose."
        problems.add(_key_location(node, "estimated"), what, "Add source:.")
    if says_yes(node, "complete") and node.get("by") is None:
        what = "complete is about a breakdown, and there is none."
        problems.add(_key_location(node, "complete"), what, "Take it out, or add by:.")
    for given in _amounts(node, entry, figure, own, dictionary, problems):
        yield given._replace(
            sample=says_yes(node, "sample"),
            estimated=text_of(node, "source") if estimated else "",
            source=text_of(node, "source"),
            note=text_of(node, "note"),
            unusual=text_of(node, "unusual"),
            complete=says_yes(node, "complete"),
            provisional=says_yes(node, "provisional"),
            breakdown=entry.key.location if given.scope else None,
        )


def _key_location(node: Mapping, name: str) -> Location:
    entry = node.entry(name)
    return entry.key.location if entry else node.location


def _amounts(
    node: Mapping,
    entry: Entry,
    figure: FigureDefinition,
    period: Period,
    dictionary: Dictionary,
    problems: Problems,
) -> Iterator[ReportedFigure]:
    value, by = node.get("value"), node.get("by")
    if isinstance(value, Text):
        yield from _value(value, figure, period, dictionary, problems, text_of(node, "note"))
    if isinstance(by, Mapping):
        yield from _broken_down(by, figure, period, dictionary, problems, text_of(node, "note"))
    if value is None and by is None:
        fix = "Write value: and an amount."
        if figure.by:
            fix = f"Write by: {{{figure.by}: {{...}}}}."
        problems.add(entry.key.location, f"{figure.name} has no value.", fix)


def _broken_down(
    by: Mapping,
    figure: FigureDefinition,
    period: Period,
    dictionary: Dictionary,
    problems: Problems,
    note: str,
) -> Iterator[ReportedFigure]:
    if not by.entries:
        return
    kind = by.entries[0]
    kinds = (*((figure.by,) if figure.by else ()), *figure.broken_down_by)
    if kind.key.value not in kinds:
        fix = f"Give it by {and_list(kinds, 'or')}." if kinds else "Give it as one value."
        problems.add(
            kind.key.location, f"{figure.name} is not broken down by {kind.key.value}.", fix
        )
        return
    for part in kind.value.entries if isinstance(kind.value, Mapping) else ():
        amount = figure_amount(part.value, figure, dictionary, problems, note)
        yield ReportedFigure(
            figure=figure.name,
            period=period,
            amount=amount,
            location=part.value.location,
            scope=Scope(kind.key.value, part.key.value),
        )


def _value(
    text: Text,
    figure: FigureDefinition,
    period: Period,
    dictionary: Dictionary,
    problems: Problems,
    note: str = "",
) -> Iterator[ReportedFigure]:
    if figure.by:
        problems.add(
            text.location,
            f"{figure.name} is given for each {figure.by}.",
            f"Write by: {{{figure.by}: {{...}}}}.",
        )
        return
    amount = figure_amount(text, figure, dictionary, problems, note)
    yield ReportedFigure(figure.name, period, amount, text.location)


def _refuse_doubled_periods(reported: list[ReportedFigure], problems: Problems) -> None:
    seen: dict[tuple[Period, Scope | None], ReportedFigure] = {}
    for given in reported:
        if not given.period.as_written:
            continue  # its period is wrong, which is told
        first = seen.setdefault((given.period, given.scope), given)
        if first is not given:
            problems.add(
                given.location,
                f"{given.figure} is given twice for {given.period.as_written}.",
                f"Keep one of the two; the other is at {first.location}.",
            )
