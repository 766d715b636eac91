"""Names of places on the page: norfolk-constabulary/101-abandonment. Links to them keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_OF_THE_PAGE = ("main", "page", "overview", "rules", "side", "funnel", "annex", "what-changed")
"""First parts of names that the page has of its own."""


def force_anchors(names: Iterable[str]) -> list[str]:
    """Return a name for each force, in their order and no two alike: anytown-police."""
    taken = set(_OF_THE_PAGE)
    anchors = []
    for name in names:
        slug = slug_of(name)
        number, anchor = 1, slug
        while anchor in taken:
            number += 1
            anchor = f"{slug}-{number}"
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


def slug_of(name: str) -> str:
    """Return a name in small letters, digits and hyphens: Dyfed-Powys is dyfed-powys."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.casefold()).strip("-") or "force"


def standard_anchor(force: str, rule: str) -> str:
    """Return the name of a standard of a force, whose own name is `force`."""
    return f"{force}/{rule}"


def part_anchor(force: str, part: str) -> str:
    """Return the name of another part of what is said of a force; no standard is called so."""
    return f"{force}:{part}"
