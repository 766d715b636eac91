"""Which of our values a value in a file is, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import Column

_YES = ("yes", "y", "true", "t", "1")
_NO = ("no", "n", "false", "f", "0")
YES_NO = frozenset((*_YES, *_NO))


class Meaning(NamedTuple):
    """Our value, or "" where it is not known; `sure` needs nobody to check."""

    value: str
    sure: bool = False


def meaning_of(text: str, column: Column) -> Meaning:
    """Return which of the column's values a text in a file is."""
    written = " ".join(text.split()).casefold()
    if written in column.values:
        return Meaning(column.values[written], sure=True)
    if set(column.values) == {"yes", "no"} and written in YES_NO:
        return Meaning("yes" if written in _YES else "no", sure=written in ("y", "n"))
    plain = _plain(written)
    called = {_plain(name): value for name, value in column.values_called.items()}
    first = _plain(re.split(r" *[-:\u2013(] *", written)[0])
    ours = _ours(column.values)
    for part in (plain, first):
        if value := called.get(part) or ours.get(part):
            return Meaning(value)
    return Meaning(_value_within(plain, {**ours, **called}))


def _ours(values: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): value for name, value in values.items()}


@cache
def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]+", " ", text.casefold()).strip()


_TURNING = re.compile("short|not|no|non|un|part|test|transfer|internal|to|from|former")


def _value_within(plain: str, names: Mapping[str, str]) -> str:
    """Return the one value whose name, of three letters at least, is among the words."""
    found = {
        value
        for name, value in names.items()
        if len(name) > 2 and name in plain and re.search(rf"\b{re.escape(name)}\b", plain)
    }
    turned = any(_TURNING.fullmatch(word) for word in plain.split())
    return found.pop() if len(found) == 1 and not turned else ""


def values_by_name(header: str, column: Column) -> dict[str, str]:
    """Return what yes and no mean in a column that is named after one of two values.

    Y in "Answered (Y/N)" is answered, and N the other. Nothing unless just one value is named.
    """
    words = set(_plain(header).split())
    named = [value for value in dict.fromkeys(column.values.values()) if value.casefold() in words]
    others = [value for value in dict.fromkeys(column.values.values()) if value not in named]
    if len(named) != 1 or len(others) != 1:
        return {}
    return {**dict.fromkeys(_YES, named[0]), **dict.fromkeys(_NO, others[0])}
