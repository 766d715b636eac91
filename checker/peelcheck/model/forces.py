"""Names of forces: the many ways in which people write one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from peelcheck.model.late_pattern import LatePattern
from peelcheck.modules import load_module

_KINDS = frozenset(
    ("police", "constabulary", "service", "force", "heddlu", "heddlur", "const", "constab")
)
"""Words that say what it is, not whose: Norfolk Police is Norfolk Constabulary."""

_KINDS_APART = frozenset(("police", "constabulary"))
_IN_FULL = {
    "heddlu": "police",
    "heddlur": "police",
    "const": "constabulary",
    "constab": "constabulary",
}

_LINKS = frozenset(("and", "the", "a", "r"))
"""Words that link the others, or come with them in Welsh; people write or leave them at will."""

_POINTS = {"n": "north", "s": "south", "w": "west", "e": "east"}
"""First letters of names: S Yorkshire, W. Midlands."""

_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u02b9\u00b4`"))
_APART = LatePattern(r"[/|()\[\];\n]|\s[-\u2010-\u2015]+\s")

LIKENESS = 0.88
"""How like two names must be (0 to 1) for one to be a slip of the keyboard for the other."""


@lru_cache(maxsize=1024)
def force_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without capitals, accents, signs, and linking words."""
    text = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold()
    letters = "".join(c for c in text if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", letters)
    if len(words) > 1:
        words[0] = _POINTS.get(words[0], words[0])
    return tuple(word for word in words if word not in _LINKS)


def force_key(name: str) -> str:
    """Return what all spellings of a force share: Norfolk, NORFOLK POLICE, Heddlu Norfolk."""
    words = force_words(name)
    return " ".join(word for word in words if word not in _KINDS) or " ".join(words)


def is_same_force(one: str, other: str) -> bool:
    """Return whether both are names of one force, in any spelling.

    Anytown is Anytown Police; Anytown Police and Anytown Constabulary may be two.
    """
    kinds = [
        _KINDS_APART & {_IN_FULL.get(w, w) for w in force_words(name)} for name in (one, other)
    ]
    both = kinds[0] <= kinds[1] or kinds[1] <= kinds[0]
    return both and force_key(one) == force_key(other)


def keys_of(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Map the key of each name to the usual name, without keys of two forces or of one letter."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for usual, others in names.items():
        for key in map(force_key, (usual, *others)):
            if found.setdefault(key, usual) != usual:
                shared.add(key)
    return {key: name for key, name in found.items() if key not in shared and len(key) > 2}


def usual_name(name: str, known: Mapping[str, str]) -> str:
    """Return the usual name of a force; an unknown name stays as it is, with single spaces.

    `known` maps a name in small letters, or its key, to the usual name. A name in two languages is
    known if both are the same force: Gwent Police / Heddlu Gwent.
    """
    written = " ".join(name.split())
    whole = _lookup(written, known)
    if whole:
        return whole
    parts = {_lookup(part, known) for part in _APART.split(name) if force_words(part)}
    only = parts.pop() if len(parts) == 1 else ""
    return only or written


def _lookup(name: str, known: Mapping[str, str]) -> str:
    return known.get(name.casefold()) or known.get(force_key(name), "")


def nearest_force(name: str, known: Iterable[str]) -> str:
    """Return the known name for which `name` is a slip of the keyboard; "" if there is none."""
    near = [(likeness, one) for one in known if (likeness := _likeness(name, one)) >= LIKENESS]
    return max(near)[1] if near else ""


@lru_cache(maxsize=4096)
def _likeness(name: str, known: str) -> float:
    """Return how like two names are (LIKENESS to 1), as a whole or without kinds; 0 if less."""
    one, other = force_key(name), force_key(known)
    if min(len(one), len(other)) >= 4 and _one_letter_off(one, other):
        return 1
    words, other_words = (" ".join(force_words(each)) for each in (name, known))
    return max(_likeness_of_texts(one, other), _likeness_of_texts(words, other_words))


def _likeness_of_texts(one: str, other: str) -> float:
    matcher: Any = load_module("difflib").SequenceMatcher(None, one, other)
    more_or_equal = (matcher.real_quick_ratio, matcher.quick_ratio)  # which take less time
    return matcher.ratio() if all(most() >= LIKENESS for most in more_or_equal) else 0


def _one_letter_off(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), None)
    if at is None:
        return True
    if len(longer) > len(shorter):
        return longer[at + 1 :] == shorter[at:]
    swapped = longer[:at] + longer[at + 1 : at + 2] + longer[at] + longer[at + 2 :]
    return longer[at + 1 :] == shorter[at + 1 :] or swapped == shorter
