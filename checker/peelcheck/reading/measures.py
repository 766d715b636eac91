"""What a figure is derived from: share and of, ratio and to, sum, difference and less, gap."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping

from peelcheck.errors import Problems, did_you_mean
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import MEASURE_ROWS, Measure, MeasureName, MeasureRow
from peelcheck.model.wording import and_list, normalised_name
from peelcheck.reading.fields import text_of, texts_of
from peelcheck.sources.nodes import Entry, Mapping, Text

Entries = AnyMapping[str, Entry]
"""The figures of a dictionary by their names, as they are written."""


def read_measure(node: Mapping, entries: Entries) -> Measure | None:
    """Return how a figure is derived; None for one that is only given or counted."""
    for name, row in MEASURE_ROWS.items():
        inputs = _inputs(node, row)
        if len(inputs) < len(row.keys):
            continue
        measure = Measure(name, tuple(text.value for text in inputs))
        gap = node.get("gap")
        if isinstance(gap, Mapping):
            one, other = (text.value for text in texts_of(gap, "between"))
            by = text_of(gap, "by") or "".join(_scope_kinds(measure.inputs[0], entries)[:1])
            measure = measure._replace(by=by, between=(one, other))
        return measure
    return None


def measure_inputs(node: Mapping) -> list[Text]:
    """Return the names of all figures that a figure is derived from."""
    return [text for row in MEASURE_ROWS.values() for text in _inputs(node, row)]


def _inputs(node: Mapping, row: MeasureRow) -> list[Text]:
    found: list[Text] = []
    for key in row.keys:
        value = node.get(key)
        if isinstance(value, Mapping):
            value = value.get("figure")
        found += [value] if isinstance(value, Text) else texts_of(node, key)
    return found


def refuse_wrong_measure(name: str, node: Mapping, entries: Entries, problems: Problems) -> None:
    """Refuse a measure of the wrong kind, and inputs that do not belong together."""
    _refuse_two_measures(name, node, problems)
    _refuse_division_by_itself(name, node, problems)
    for measure, row in MEASURE_ROWS.items():
        entry = node.entry(row.keys[0])
        if not entry:
            continue
        if row.kind and text_of(node, "kind") != row.kind:
            problems.add(entry.key.location, f"{name} is a {row.kind}.", f"Write kind: {row.kind}.")
        inputs = [t for t in _inputs(node, row) if t.value in entries and t.value != name]
        if measure is MeasureName.SHARE:
            _refuse_other_kinds(name, measure, inputs, entries, problems)
        elif measure is MeasureName.SUM:
            _refuse_other_kinds(name, measure, inputs, entries, problems)
            _refuse_added_twice(name, inputs, entries, problems)
            _refuse_unlike(name, node, inputs, entries, problems)
        elif measure is MeasureName.DIFFERENCE:
            _refuse_wrong_difference(name, node, inputs, entries, problems)
        elif measure is MeasureName.GAP and isinstance(entry.value, Mapping):
            _refuse_other_kinds(name, measure, inputs, entries, problems)
            _refuse_wrong_groups(name, node, entry.value, inputs, entries, problems)


def _refuse_division_by_itself(name: str, node: Mapping, problems: Problems) -> None:
    """Refuse a share of itself, which is always all, and a ratio to itself, always one."""
    for measure in (MeasureName.SHARE, MeasureName.RATIO):
        one, other = MEASURE_ROWS[measure].keys
        first, second = node.get(one), node.get(other)
        if isinstance(first, Text) and isinstance(second, Text) and first.value == second.value:
            what = f"{name} has {first.value} as {one}: and as {other}:, so it never changes."
            problems.add(second.location, what, f"Write another figure after {other}:.")


_COUNTS = (Kind.COUNT, Kind.QUANTITY)
_INPUTS: AnyMapping[MeasureName, tuple[tuple[Kind, ...], str]] = {
    MeasureName.SHARE: (_COUNTS, "Name two counts."),
    MeasureName.SUM: (_COUNTS, "Name counts alone."),
    MeasureName.GAP: ((Kind.SHARE,), "Name a share."),
}
"""The kinds of what each of these is derived from, and what to write for another."""
_SIDES = (*_COUNTS, Kind.RATIO, Kind.SHARE)


def _refuse_two_measures(name: str, node: Mapping, problems: Problems) -> None:
    """Refuse a second measure: the first would be taken, and the other would do nothing."""
    written = [e for row in MEASURE_ROWS.values() if (e := node.entry(row.keys[0]))]
    if len(written) > 1:
        words = and_list(entry.key.value for entry in written)
        what = f"{name} is worked out in {len(written)} ways: {words}."
        problems.add(written[1].key.location, what, "Keep one of them.")


def _kind_of(name: str, entries: Entries) -> str:
    return _text_in(name, "kind", entries)


def _text_in(name: str, key: str, entries: Entries) -> str:
    node = entries[name].value
    return text_of(node, key) if isinstance(node, Mapping) else ""


def _refuse_other_kinds(
    name: str,
    measure: MeasureName,
    inputs: list[Text],
    entries: Entries,
    problems: Problems,
) -> None:
    """Refuse a share of a share, which has no whole, and what cannot be added."""
    kinds, fix = _INPUTS[measure]
    wanted = "a count" if kinds == _COUNTS else f"a {kinds[0]}"
    for text in inputs:
        kind = _kind_of(text.value, entries)
        if kind not in kinds:
            what = f"{name} is a {measure}, and {text.value} is a {kind}, not {wanted}."
            problems.add(text.location, what, fix)


def _refuse_added_twice(
    name: str, inputs: list[Text], entries: Entries, problems: Problems
) -> None:
    """Refuse a figure that would be added twice, by its own name or inside another sum."""
    seen: dict[str, str] = {}
    for text in inputs:
        for part in dict.fromkeys((text.value, *_parts_of_sum(text.value, entries))):
            first = seen.setdefault(part, text.value)
            if first is text.value:
                continue
            what = f"{name} adds {part} twice."
            if first != text.value or part != text.value:
                inside = text.value if part != text.value else first
                what = f"{name} adds {part} twice: it is a part of {inside}."
            problems.add(text.location, what, "Name each figure once.")
            break


def _parts_of_sum(name: str, entries: Entries, above: tuple[str, ...] = ()) -> Iterator[str]:
    node = entries[name].value if name in entries and name not in above else None
    for text in texts_of(node, "sum") if isinstance(node, Mapping) else ():
        yield text.value
        yield from _parts_of_sum(text.value, entries, (*above, name))


def _refuse_unlike(
    name: str, node: Mapping, inputs: list[Text], entries: Entries, problems: Problems
) -> None:
    """Refuse calls beside incidents, and posts beside people: one unit and one kind."""
    for key in ("kind", "unit"):
        mine = text_of(node, key)
        for text in inputs:
            other = _text_in(text.value, key, entries)
            if mine and other and other != mine:
                a = "a " if key == "kind" else "in "
                what = f"{name} is {a}{mine}, and {text.value} is {a}{other}."
                problems.add(text.location, what, f"Name figures of the same {key}.")


def _refuse_wrong_difference(
    name: str, node: Mapping, inputs: list[Text], entries: Entries, problems: Problems
) -> None:
    """Refuse a figure less itself, and two that are not of one kind and unit."""
    if len(inputs) < 2:
        return
    one, other = inputs
    if one.value == other.value:
        what = f"{name} takes {one.value} from itself, which is always 0."
        problems.add(other.location, what, "Name another figure after less:.")
        return
    kinds = [_kind_of(text.value, entries) for text in inputs]
    for text, kind in zip(inputs, kinds, strict=True):
        if kind not in _SIDES:
            what = f"{text.value} is a {kind}, which {name} cannot take from another."
            problems.add(text.location, what, "Name two counts, quantities, ratios or shares.")
            return
    if kinds[0] != kinds[1]:
        what = f"{one.value} is a {kinds[0]}, and {other.value} is a {kinds[1]}."
        problems.add(other.location, what, "Name two figures of the same kind.")
        return
    due = Kind.POINTS if kinds[0] == Kind.SHARE else Kind.DIFFERENCE
    if text_of(node, "kind") != due:
        entry = node.entry("kind")
        location = entry.value.location if entry else node.location
        what = f"{name} is one {kinds[0]} less another."
        problems.add(location, what, f"Write kind: {due}.")
    units = [unit for text in inputs if (unit := _text_in(text.value, "unit", entries))]
    if len(set(units)) > 1:
        what = f"{one.value} is in {units[0]}, and {other.value} is in {units[1]}."
        problems.add(other.location, what, "Name two figures of the same unit.")


def _scope_kinds(name: str, entries: Entries) -> list[str]:
    """Return the scope kinds at which a figure may be given."""
    node = entries[name].value if name in entries else None
    if not isinstance(node, Mapping):
        return []
    by = text_of(node, "by")
    return [*([by] if by else []), *(text.value for text in texts_of(node, "broken_down_by"))]


def _refuse_wrong_groups(
    name: str,
    node: Mapping,
    gap: Mapping,
    inputs: list[Text],
    entries: Entries,
    problems: Problems,
) -> None:
    """Refuse one group twice, and groups of a scope kind that the share does not have."""
    if text_of(node, "kind") != Kind.POINTS:
        entry = node.entry("kind")
        location = entry.value.location if entry else node.location
        problems.add(location, f"{name} is one share less another.", f"Write kind: {Kind.POINTS}.")
    one, other = texts_of(gap, "between")
    if normalised_name(one.value) == normalised_name(other.value):
        what = f"{name} is between {one.value} and itself, which is always 0."
        problems.add(other.location, what, "Name another group.")
    for key in ("by", "broken_down_by"):
        if entry := node.entry(key):
            what = f"{name} is between two groups, and cannot have parts."
            problems.add(entry.key.location, what, f"Take {key}: out.")
    for text in inputs:
        _refuse_wrong_scope_kind(text, gap, entries, problems)


def _refuse_wrong_scope_kind(
    figure: Text, gap: Mapping, entries: Entries, problems: Problems
) -> None:
    kinds = _scope_kinds(figure.value, entries)
    by = gap.get("by")
    if isinstance(by, Text):
        if by.value not in kinds:
            what = f"{figure.value} is not given by {by.value}."
            problems.add(by.location, what, did_you_mean(by.value, kinds) or _BREAK_DOWN)
    elif len(kinds) != 1:
        said = f"broken down by {and_list(kinds)}" if kinds else "not broken down by anything"
        fix = f"Write by: {and_list(kinds, 'or')}." if kinds else _BREAK_DOWN
        problems.add(figure.location, f"{figure.value} is {said}.", fix)


_BREAK_DOWN = "Write broken_down_by: and a scope kind at that figure."
