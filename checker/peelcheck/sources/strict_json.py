"""Strict JSON: the standard library with hooks, to the same nodes as YAML.

Numbers stay as written. JSON has no lines to point at that people would look for, so a place is the
path of keys: figures.calls_101_offered.
"""

from __future__ import annotations

import json
from typing import Any

from peelcheck.errors import Faults, FaultsFound, Problem
from peelcheck.model.places import Place
from peelcheck.sources.decode import decode, not_allowed
from peelcheck.sources.nodes import LONGEST_TEXT, MOST_NESTED, Entry, Mapping, Node, Sequence, Text


class _Pairs(list[tuple[str, Any]]):
    """An object's pairs, kept as they came so that a doubled key can be seen."""


class _NotANumber(str):
    """NaN and the infinities, which Python's reader takes for numbers."""

    __slots__ = ()


def read_json(raw: bytes, file: str) -> Node:
    """The one value in `raw`, or FaultsFound with everything that is wrong with it."""
    text = decode(raw, file)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=_NotANumber,
        )
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        place = Place(file, error.lineno, error.colno, 1, line_text=line)
        what = f"This is not JSON: {_first_lower(error.msg)}."
        raise FaultsFound([Problem(place, what)]) from None
    except RecursionError:
        raise FaultsFound([_too_deep(Place(file))]) from None
    faults = Faults()
    root = _node(value, file, (), faults)
    faults.raise_if_any()
    return root


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _too_deep(place: Place) -> Problem:
    return Problem(place, f"Values are nested more than {MOST_NESTED} deep.", "Write them flat.")


def _node(value: Any, file: str, path: tuple[str, ...], faults: Faults) -> Node:
    place = Place(file, path=".".join(path))
    if len(path) > MOST_NESTED:
        raise FaultsFound([_too_deep(place)])
    if isinstance(value, _Pairs):
        return _mapping(value, file, path, faults)
    if isinstance(value, list):
        return Sequence(
            tuple(_node(item, file, (*path, str(i)), faults) for i, item in enumerate(value)), place
        )
    return Text(_text(value, place, faults), place)


def _mapping(pairs: _Pairs, file: str, path: tuple[str, ...], faults: Faults) -> Mapping:
    entries: dict[str, Entry] = {}
    for key, value in pairs:
        place = Place(file, path=".".join((*path, key)))
        if key in entries:
            faults.add(place, f"{key} is given a second time.", "Keep one of the two.")
        elif found := not_allowed(key):
            faults.add(place, f"Character U+{ord(found.group()):04X} in this name cannot be seen.")
        else:
            entries[key] = Entry(Text(key, place), _node(value, file, (*path, key), faults))
    return Mapping(tuple(entries.values()), Place(file, path=".".join(path)))


def _text(value: Any, place: Place, faults: Faults) -> str:
    if value is None:
        faults.add(place, "There is no value here.", 'Write one, or "not available".')
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if isinstance(value, _NotANumber):
        faults.add(place, f"{text} is not a number.", "Write the figure, or take it out.")
    elif found := not_allowed(text):
        faults.add(place, f"Character U+{ord(found.group()):04X} in this text cannot be seen.")
    elif len(text) > LONGEST_TEXT:
        faults.add(place, f"This text is longer than {LONGEST_TEXT:,} characters.")
    return text
