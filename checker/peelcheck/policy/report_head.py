"""What the head of a report says of itself: the force, the inspection, and the day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from peelcheck.model.forces import force_key, usual_name
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.policy.published_days import day_of

_INSPECTION = re.compile(
    r"PEEL(?: [Aa]ssessments?| [Ii]nspections?)? (\d{4}[/\u2013-]\d{2,4})|"
    r"(\d{4}[/\u2013-]\d{2,4}) PEEL",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|publication|publish date|first published)\b", re.IGNORECASE
)
_PUBLISHERS = (
    ("HMICFRS", r"HMICFRS|His Majesty.s Inspectorate of Constabulary"),
    ("HMICFRS", r"Her Majesty.s Inspectorate of Constabulary"),
)


class ReportHead(NamedTuple):
    """The head of a report; "" for what it does not say. `published` is as 2024-09-23.

    `day_is_named` says that the day is named as that of publication, not only the first there.
    """

    force: str
    inspection: str
    published: str
    publisher: str
    day_is_named: bool


def head_of_report(lines: Sequence[str], forces: Mapping[str, str]) -> ReportHead:
    """Return what these lines say; `forces` maps names in small letters to the usual ones."""
    text = " ".join(lines)
    found = _INSPECTION.search(text)
    inspection = "PEEL " + (found[1] or found[2]).replace("\u2013", "-") if found else ""
    named = next((d for one in _beside_published(lines) if (d := day_of(one))), "")
    publisher = next((name for name, form in _PUBLISHERS if re.search(form, text)), "")
    return ReportHead(
        force=_force(lines, forces),
        inspection=inspection,
        published=named or next((d for line in lines if (d := day_of(line))), ""),
        publisher=publisher,
        day_is_named=bool(named),
    )


def _beside_published(lines: Sequence[str]) -> list[str]:
    """Return each line that speaks of publication from there on, with the line below it."""
    found = []
    for at, line in enumerate(lines):
        if match := _PUBLISHED.search(line):
            found.append(" ".join([line[match.start() :], *lines[at + 1 : at + 2]]))
    return found


def _force(head: Sequence[str], forces: Mapping[str, str]) -> str:
    """Return the force that is a whole line of the head, at its end, or anywhere in it."""
    known = sorted(set(forces.values()), key=len, reverse=True)
    for text in head:
        for part in (text, text.rpartition(": ")[2], text.rpartition(" for ")[2]):
            if (usual := usual_name(part, forces)) in known:
                return usual
    words = [f" {' '.join(re.findall(r'[a-z]+', line.casefold()))} " for line in head]
    named = (one for line in words for one in known if f" {force_key(one)} " in line)
    return next(named, "")
