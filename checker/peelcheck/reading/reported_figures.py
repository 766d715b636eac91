"""The figures of a return: one amount, several with their periods, or one for each of something."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.errors import Faults
from peelcheck.model.dictionary import Dictionary, Figure
from peelcheck.model.locations import Place
from peelcheck.model.periods import Period
from peelcheck.model.returns import Given, Scope
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import is_known, mappings_in, period_of, says_yes, text_of
from peelcheck.reading.figure_amounts import figure_amount
from peelcheck.sources.nodes import Entry, Mapping, Text


def read_givens(
    node: Mapping, period: Period, dictionary: Dictionary, faults: Faults
) -> Iterator[Given]:
    """Everything under figures, each with its own period or that of the return."""
    figures = node.get("figures")
    for entry in figures.entries if isinstance(figures, Mapping) else ():
        if not is_known(entry.key, dictionary.figures, "a figure", faults):
            continue
        figure = dictionary.figures[entry.key.value]
        found = list(_values_of(entry, figure, period, dictionary, faults))
        _refuse_doubled_periods(found, faults)
        yield from found


def _values_of(
    entry: Entry, figure: Figure, period: Period, dictionary: Dictionary, faults: Faults
) -> Iterator[Given]:
    if isinstance(entry.value, Text):
        yield from _value(entry.value, figure, period, dictionary, faults)
    for part in mappings_in(entry.value):
        yield from _detailed(part, entry, figure, period, dictionary, faults)


def _detailed(
    node: Mapping,
    entry: Entry,
    figure: Figure,
    period: Period,
    dictionary: Dictionary,
    faults: Faults,
) -> Iterator[Given]:
    own = period_of(node, "period", faults) if node.get("period") else period
    if own is None:
        return
    estimated = says_yes(node, "estimated")
    if estimated and not text_of(node, "source"):
        what = f"{figure.name} is an estimate, and nothing says whose."
        faults.add(_key_place(node, "estimated"), what, "Add source:.")
    if says_yes(node, "complete") and node.get("by") is None:
        what = "complete is about a breakdown, and there is none."
        faults.add(_key_place(node, "complete"), what, "Take it out, or add by:.")
    for given in _amounts(node, entry, figure, own, dictionary, faults):
        yield given._replace(
            sample=says_yes(node, "sample"),
            estimated=text_of(node, "source") if estimated else "",
            source=text_of(node, "source"),
            note=text_of(node, "note"),
            unusual=text_of(node, "unusual"),
            complete=says_yes(node, "complete"),
            provisional=says_yes(node, "provisional"),
            breakdown=entry.key.place if given.scope else None,
        )


def _key_place(node: Mapping, name: str) -> Place:
    entry = node.entry(name)
    return entry.key.place if entry else node.place


def _amounts(
    node: Mapping,
    entry: Entry,
    figure: Figure,
    period: Period,
    dictionary: Dictionary,
    faults: Faults,
) -> Iterator[Given]:
    value, by = node.get("value"), node.get("by")
    if isinstance(value, Text):
        yield from _value(value, figure, period, dictionary, faults, text_of(node, "note"))
    if isinstance(by, Mapping):
        yield from _broken_down(by, figure, period, dictionary, faults, text_of(node, "note"))
    if value is None and by is None:
        instead = "Write value: and an amount."
        if figure.by:
            instead = f"Write by: {{{figure.by}: {{...}}}}."
        faults.add(entry.key.place, f"{figure.name} has no value.", instead)


def _broken_down(
    by: Mapping, figure: Figure, period: Period, dictionary: Dictionary, faults: Faults, note: str
) -> Iterator[Given]:
    if not by.entries:
        return
    kind = by.entries[0]
    kinds = (*((figure.by,) if figure.by else ()), *figure.broken_down_by)
    if kind.key.value not in kinds:
        instead = f"Give it by {and_list(kinds, 'or')}." if kinds else "Give it as one value."
        faults.add(
            kind.key.place, f"{figure.name} is not broken down by {kind.key.value}.", instead
        )
        return
    for part in kind.value.entries if isinstance(kind.value, Mapping) else ():
        amount = figure_amount(part.value, figure, dictionary, faults, note)
        yield Given(
            figure=figure.name,
            period=period,
            amount=amount,
            place=part.value.place,
            scope=Scope(kind.key.value, part.key.value),
        )


def _value(
    text: Text,
    figure: Figure,
    period: Period,
    dictionary: Dictionary,
    faults: Faults,
    note: str = "",
) -> Iterator[Given]:
    if figure.by:
        faults.add(
            text.place,
            f"{figure.name} is given for each {figure.by}.",
            f"Write by: {{{figure.by}: {{...}}}}.",
        )
        return
    amount = figure_amount(text, figure, dictionary, faults, note)
    yield Given(figure.name, period, amount, text.place)


def _refuse_doubled_periods(givens: list[Given], faults: Faults) -> None:
    seen: dict[tuple[Period, Scope | None], Given] = {}
    for given in givens:
        if not given.period.as_written:
            continue  # its period is wrong, which is told
        first = seen.setdefault((given.period, given.scope), given)
        if first is not given:
            faults.add(
                given.place,
                f"{given.figure} is given twice for {given.period.as_written}.",
                f"Keep one of the two; the other is at {first.place}.",
            )
