"""Markers behind a value or a month: provisional, estimated, revised, forecast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from peelcheck.model.named_tuple import NamedTuple

SO_MARKED = "so marked in the sheet"
"""Whose an estimate is, where a marker alone says that it is one."""


class Marker(StrEnum):
    """What a marker says; the first letter is its short form, as in (p)."""

    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    REVISED = "revised"
    FORECAST = "forecast"


_OPEN, _CLOSE = r"[\s(\[]*", r"\.?[)\]]*"
_WORDS = {
    Marker.PROVISIONAL: r"prov(?:isional)?",
    Marker.ESTIMATED: r"est(?:imate|imated|imates)?",
    Marker.REVISED: r"revised",
    Marker.FORECAST: r"(?:forecast|fcst)",
}
_SHORT = {
    Marker.PROVISIONAL: "p",
    Marker.ESTIMATED: "e",
    Marker.REVISED: "r(?:ev)?",
    Marker.FORECAST: "fc?",
}
_FORMS = {
    marker: rf"(?:{_OPEN}\b{_WORDS[marker]}\b{_CLOSE}|\s*[(\[]{_SHORT[marker]}\.?[)\]])"
    for marker in Marker
}
_ANYWHERE = {m: re.compile(form, re.IGNORECASE) for m, form in _FORMS.items()}
_AT_END = {m: re.compile(rf"(?<=\S){form}\Z", re.IGNORECASE) for m, form in _FORMS.items()}
_LEGEND = re.compile(r"\s*[(\[]([perf])[)\]]\s*[-=:\u2013]?\s*([a-z]+)", re.IGNORECASE)


class MarkedText(NamedTuple):
    """A text without its markers, and what they say."""

    text: str
    markers: frozenset[Marker]


def without_markers(text: str) -> MarkedText:
    """Return a text, of a header in any place, without its markers."""
    found = set()
    for marker, form in _ANYWHERE.items():
        if form.search(text):
            found.add(marker)
            text = form.sub("", text)
    return MarkedText(text.strip(" -:"), frozenset(found))


def unmarked_value(text: str, known: Iterable[Marker]) -> MarkedText:
    """Return a value without the markers behind it that are among `known`."""
    found: set[Marker] = set()
    rest = text.strip()
    for _ in Marker:
        for marker in known:
            if match := _AT_END[marker].search(rest):
                found.add(marker)
                rest = rest[: match.start()].strip()
    return MarkedText(rest, frozenset(found))


def markers_of_sheet(texts: Iterable[str]) -> tuple[Marker, ...]:
    """Return the markers of a sheet: all but a letter explained otherwise, as in (p) proxy."""
    explained = [found for text in texts if (found := _LEGEND.match(text))]
    others = {found[1].casefold() for found in explained if not _explains(found[1], found[2])}
    return tuple(marker for marker in Marker if marker[0] not in others)


def _explains(letter: str, word: str) -> bool:
    marker = next(marker for marker in Marker if marker.startswith(letter.casefold()))
    return bool(_ANYWHERE[marker].fullmatch(word))
