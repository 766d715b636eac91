"""Times that a force has set itself, by which cases in a table are judged."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import TargetMeaning
from peelcheck.model.returns import TimesAllowed
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list
from peelcheck.reading.day_limits import read_seconds
from peelcheck.reading.facts_and_targets import DATES
from peelcheck.reading.fields import (
    amount_of,
    day_or_year_of,
    is_known,
    mappings_in,
    refuse_clashing_days,
    text_of,
)
from peelcheck.sources.nodes import Entry, Mapping, Node, Text


def read_times(node: Mapping, rulebook: Rulebook, problems: Problems) -> Iterator[TimesAllowed]:
    """Yield the times the force has set itself, under targets: one for all, or by value."""
    targets = node.get("targets")
    for entry in targets.entries if isinstance(targets, Mapping) else ():
        meaning = rulebook.dictionary.targets.get(entry.key.value)
        if meaning is None or not meaning.is_of_times:
            continue
        if isinstance(entry.value, Text) and meaning.by:
            what = f"{meaning.name} goes by {and_list(meaning.by)}."
            fix = "Write {A: 15 minutes, B: 60 minutes}."
            problems.add(entry.value.location, what, fix)
            continue
        plain = (entry.value,) if isinstance(entry.value, Text) else ()
        found = [
            _times_of(part, entry, meaning, rulebook, problems)
            for part in (*plain, *mappings_in(entry.value))
        ]
        refuse_clashing_days([(t.since, t.until, t.location) for t in found], "allowed", problems)
        yield from found


def _times_of(
    node: Text | Mapping,
    entry: Entry,
    meaning: TargetMeaning,
    rulebook: Rulebook,
    problems: Problems,
) -> TimesAllowed:
    written = list(_times_by_value(node, meaning, rulebook, problems))
    if isinstance(node, Mapping) and all(entry.key.value in DATES for entry in node.entries):
        fix = "Write A: 15 minutes." if meaning.by else "Write at_most: 72 hours."
        problems.add(node.location, f"{meaning.name} has no time here.", fix)
    times = {
        key: int(seconds)
        for key, text in written
        if (seconds := amount_of(text, read_seconds, Kind.TIME, problems)) is not None
    }
    said = node if isinstance(node, Mapping) else Mapping((), node.location)
    return TimesAllowed(
        name=meaning.name,
        times=_without_needless_values(times, meaning, rulebook),
        since=day_or_year_of(said, "from", problems),
        until=day_or_year_of(said, "until", problems),
        set_by=text_of(said, "set_by"),
        location=entry.key.location,
    )


def _times_by_value(
    node: Node, meaning: TargetMeaning, rulebook: Rulebook, problems: Problems, depth: int = 0
) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Yield each time, under the values that lead to it."""
    by = meaning.by or ()
    if not isinstance(node, Mapping):
        yield (), node
        return
    for entry in node.entries:
        if depth == 0 and entry.key.value in DATES:
            continue
        if not by and entry.key.value == "at_most":
            yield (), entry.value
            continue
        if depth == len(by):
            what = f"{meaning.name} goes by {and_list(by) or 'nothing'} alone."
            problems.add(entry.key.location, what, "Write one time here.")
            return
        if _is_a_value(entry.key, by[depth], rulebook, problems):
            inside = _times_by_value(entry.value, meaning, rulebook, problems, depth + 1)
            yield from (((entry.key.value, *key), text) for key, text in inside)


def _without_needless_values(
    times: dict[tuple[str, ...], int], meaning: TargetMeaning, rulebook: Rulebook
) -> dict[tuple[str, ...], int]:
    """Return times without a column by which they do not differ: 15 minutes urban and rural alike.

    The first column stays: its values also say for which cases there is a time.
    """
    found = dict(times)
    for depth in range(len(meaning.by or ()) - 1, 0, -1):
        values = _values_of((meaning.by or ())[depth], rulebook)
        for start in {key[:depth] for key in found if len(key) > depth}:
            inside = {key: found[key] for key in found if len(key) > depth and key[:depth] == start}
            if {key[depth] for key in inside} == values and len(set(inside.values())) == 1:
                found = {key: seconds for key, seconds in found.items() if key not in inside}
                found[start] = next(iter(inside.values()))
    return found


def _values_of(column: str, rulebook: Rulebook) -> set[str]:
    """Return the values that a column of that name may have; none if no table was read."""
    found = [t.columns[column] for t in rulebook.tables.values() if column in t.columns]
    return {value for each in found for value in each.values.values()}


def _is_a_value(text: Text, column: str, rulebook: Rulebook, problems: Problems) -> bool:
    """Return whether a column of that name may have the value; true if no table was read."""
    values = _values_of(column, rulebook)
    return not values or is_known(text, values, f"a value of {column}", problems)
