"""A return: a force's own figures, as YAML or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from datetime import date
from fractions import Fraction

from peelcheck.errors import Faults, FaultsFound
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary, Figure, TargetMeaning
from peelcheck.model.numerals import plain
from peelcheck.model.periods import Period
from peelcheck.model.places import Place
from peelcheck.model.returns import Given, Return, Scope, Target
from peelcheck.model.rules import Bound, Comparison
from peelcheck.reading.amount_mistakes import NOT_AVAILABLE
from peelcheck.reading.amounts import read_amount, read_limit
from peelcheck.reading.fields import (
    amount_of,
    day_or_year_of,
    is_known,
    mappings_in,
    period_of,
    refuse_clashing_days,
    says_yes,
    text_of,
)
from peelcheck.reading.files import read_data_file
from peelcheck.reading.shape import has_shape
from peelcheck.sources.nodes import Entry, Mapping, Node, Text

_NO_PERIOD = Period(None, date.max, "")
"""Stands in for a period that is wrong, so that what else is wrong can be told too."""

_LIMITS = ("below", "at_most", "at_least", "above")


def read_return(file: str, dictionary: Dictionary | None, faults: Faults) -> Return | None:
    """One return, or None where something in it is wrong.

    Without a dictionary (its own files had faults) only the shape is looked at: what a name means
    cannot be said then.
    """
    before = len(faults.problems)
    try:
        node = read_data_file(file, faults)
    except FaultsFound as found:
        faults.problems += found.problems
        return None
    has_shape(node, "return", faults)
    if dictionary is None or not isinstance(node, Mapping) or not node.entries:
        return None
    told = {problem.place.line for problem in faults.problems[before:]}
    meaning = Faults()
    period = period_of(node, "period", meaning) or _NO_PERIOD
    found_return = Return(
        file=file,
        force=text_of(node, "force"),
        period=period,
        about=_about(node, dictionary, meaning),
        givens=tuple(_givens(node, period, dictionary, meaning)),
        targets=tuple(_targets(node, dictionary, meaning)),
        place=node.entries[0].key.place,
    )
    faults.problems += [p for p in meaning.problems if p.place.line not in told]
    return found_return if len(faults.problems) == before else None


def _about(node: Mapping, dictionary: Dictionary, faults: Faults) -> AnyMapping[str, str]:
    found: dict[str, str] = {}
    about = node.get("about")
    for entry in about.entries if isinstance(about, Mapping) else ():
        if not is_known(entry.key, dictionary.facts, "a fact", faults):
            continue
        fact = dictionary.facts[entry.key.value]
        if isinstance(entry.value, Text) and is_known(
            entry.value, fact.values, f"a value of {fact.name}", faults
        ):
            found[fact.name] = entry.value.value
    return found


def _givens(
    node: Mapping, period: Period, dictionary: Dictionary, faults: Faults
) -> Iterator[Given]:
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
        yield from _value(value, figure, period, dictionary, faults)
    if isinstance(by, Mapping):
        yield from _broken_down(by, figure, period, dictionary, faults)
    if value is None and by is None:
        instead = "Write value: and an amount."
        if figure.by:
            instead = f"Write by: {{{figure.by}: {{...}}}}."
        faults.add(entry.key.place, f"{figure.name} has no value.", instead)


def _broken_down(
    by: Mapping, figure: Figure, period: Period, dictionary: Dictionary, faults: Faults
) -> Iterator[Given]:
    if not by.entries:
        return
    kind = by.entries[0]
    if figure.by != kind.key.value:
        instead = f"Give it by {figure.by}." if figure.by else "Give it as one value."
        faults.add(
            kind.key.place, f"{figure.name} is not broken down by {kind.key.value}.", instead
        )
        return
    for part in kind.value.entries if isinstance(kind.value, Mapping) else ():
        amount = _amount(part.value, figure, dictionary, faults)
        yield Given(
            figure=figure.name,
            period=period,
            amount=amount,
            place=part.value.place,
            scope=Scope(kind.key.value, part.key.value),
        )


def _value(
    text: Text, figure: Figure, period: Period, dictionary: Dictionary, faults: Faults
) -> Iterator[Given]:
    if figure.by:
        faults.add(
            text.place,
            f"{figure.name} is given for each {figure.by}.",
            f"Write by: {{{figure.by}: {{...}}}}.",
        )
        return
    yield Given(figure.name, period, _amount(text, figure, dictionary, faults), text.place)


def _amount(node: Node, figure: Figure, dictionary: Dictionary, faults: Faults) -> Amount | None:
    """The amount, or None for one that is known to be missing (or wrong, which is told)."""
    if isinstance(node, Text) and node.value == NOT_AVAILABLE:
        return None
    amount = amount_of(node, read_amount, figure.kind, faults)
    if amount:
        _refuse_turned_round(amount, node, figure, dictionary, faults)
    return amount


def _refuse_turned_round(
    amount: Amount, node: Node, figure: Figure, dictionary: Dictionary, faults: Faults
) -> None:
    """A ratio that surprises as written and would surprise nobody the other way round."""
    if figure.usual is None or figure.measure is None or amount.counts is None:
        return
    one, other = amount.counts.numerator, amount.counts.denominator
    usual = figure.usual.span
    if figure.kind is not Kind.RATIO or one == 0:
        return
    if usual.contains(one / other) or not usual.contains(other / one):
        return
    above, below = (dictionary.figures[name] for name in figure.measure.inputs)
    between = " for " if " for " in amount.text else ":"
    first, _, second = amount.text.partition(between)
    meant = f"{_number_of(below, one)}" if one != 1 else f"each {below.one}"
    faults.add(
        node.place,
        f"{amount.text} says {_number_of(above, one)} for {_number_of(below, other)}.",
        f"If you mean {_number_of(above, other)} for {meant}, write {second}{between}{first}.",
    )


def _number_of(figure: Figure, number: Fraction) -> str:
    return f"{plain(number)} {figure.one if number == 1 else figure.unit}"


def _refuse_doubled_periods(givens: list[Given], faults: Faults) -> None:
    seen: dict[tuple[Period, Scope | None], Given] = {}
    for given in givens:
        first = seen.setdefault((given.period, given.scope), given)
        if first is not given:
            faults.add(
                given.place,
                f"{given.figure} is given twice for {given.period.as_written}.",
                f"Keep one of the two; the other is at {first.place}.",
            )


def _targets(node: Mapping, dictionary: Dictionary, faults: Faults) -> Iterator[Target]:
    targets = node.get("targets")
    for entry in targets.entries if isinstance(targets, Mapping) else ():
        if not is_known(entry.key, dictionary.targets, "a target", faults):
            continue
        meaning = dictionary.targets[entry.key.value]
        if isinstance(entry.value, Text):
            bound = _target_bound(entry.value, entry, meaning, faults)
            if bound:
                yield Target(meaning.name, bound, None, None, "", entry.key.place)
        dated = [
            t for part in mappings_in(entry.value) for t in _dated_target(part, meaning, faults)
        ]
        refuse_clashing_days([(t.since, t.until, t.place) for t in dated], "allowed", faults)
        yield from dated


def _dated_target(node: Mapping, meaning: TargetMeaning, faults: Faults) -> Iterator[Target]:
    if not node.entries:
        return
    given = [e for e in node.entries if e.key.value in _LIMITS]
    if [e.key.value for e in given] != [meaning.comparison]:
        faults.add(
            node.entries[0].key.place,
            f"{meaning.name} is held {meaning.comparison.replace('_', ' ')}.",
            f"Write {meaning.comparison}: and the number.",
        )
        return
    bound = _target_bound(given[0].value, given[0], meaning, faults)
    if bound:
        yield Target(
            name=meaning.name,
            bound=bound,
            since=day_or_year_of(node, "from", faults),
            until=day_or_year_of(node, "until", faults),
            set_by=text_of(node, "set_by"),
            place=given[0].key.place,
        )


def _target_bound(node: Node, entry: Entry, meaning: TargetMeaning, faults: Faults) -> Bound | None:
    value = amount_of(node, read_limit, meaning.kind, faults)
    if value is None or not isinstance(node, Text):
        return None
    return Bound(Comparison(meaning.comparison), node.value, value, entry.key.place)
