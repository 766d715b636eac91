"""Rule packs that were installed as Python packages, found by their entry point.

Code in such a package is never run: it is looked up where Python would look, and its files are
read.
"""

from __future__ import annotations

from importlib.machinery import PathFinder
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple

GROUP = "peelcheck.rule_packs"
"""The group of entry points in which a package says that it holds rules, and under which name."""


class InstalledPack(NamedTuple):
    """The folder of an installed pack, and the version of the package it came in."""

    folder: Path
    version: str


def installed_packs() -> tuple[str, ...]:
    """Return the names of all installed packs; one is used only if it is named."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def installed_pack(name: str) -> InstalledPack | None:
    """Return the installed pack of that name; None if there is none.

    Raises InvalidValue if two packages bring it, or if its folder is missing.
    """
    found = list(dict.fromkeys(entry_points(group=GROUP, name=name)))
    if not found:
        return None
    if len(found) > 1:
        brought = " and ".join(sorted(point.dist.name for point in found if point.dist))
        what = f"More than one installed package brings the rules called {name}: {brought}."
        raise InvalidValue(what, "Uninstall all but one.")
    point = found[0]
    folder = _folder_of(point)
    if folder is None:
        what = f"The package that brings the rules called {name} has no folder {point.value}."
        raise InvalidValue(what, "Install it again.")
    return InstalledPack(folder, point.dist.version if point.dist else "")


def _folder_of(point: EntryPoint) -> Path | None:
    """Return the folder of the package that an entry point names: one word, without a module."""
    spec = PathFinder.find_spec(point.value)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        if Path(location).is_dir():
            return Path(location)
    return None
