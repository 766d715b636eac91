"""What build services read: texts they would not take for their own, places, and fingerprints."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath
from urllib.parse import quote

from peelcheck.model.findings import Finding
from peelcheck.model.locations import Location
from peelcheck.reports.finding_text import location_of

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def github_data(text: str) -> str:
    """Return the message of a workflow command, escaped as its runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """Escape a property of a workflow command as its runner reads it back."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


def azure_data(text: str) -> str:
    """Return the message of a logging command, escaped as the agent reads it back."""
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def azure_property(text: str) -> str:
    """Escape a property of a logging command as the agent reads it back."""
    return azure_data(text).replace("]", "%5D").replace(";", "%3B")


def uri(file: str) -> str:
    """Write a file's name as part of a URI."""
    return quote(file.replace("\\", "/"), errors="surrogatepass")


def shown_at(finding: Finding) -> Location:
    """Return where a service shows a finding, its file relative to the working folder.

    That is the line of the limit if its file is in that folder, else the figure's line in the
    return, else the name of the rule's file alone.
    """
    locations = [location_of(finding), *(finding.figure.locations if finding.figure else ())]
    inside = [
        location._replace(file=name) for location in locations if (name := _inside(location.file))
    ]
    return inside[0] if inside else locations[0]._replace(file=PurePath(locations[0].file).name)


def location_shown(location: Location) -> Location | None:
    """Return a location as a service shows it; None if outside the working folder."""
    name = _inside(location.file)
    return location._replace(file=name) if name else None


_PACKAGE = Path(__file__).parents[1]
"""Rules shipped in here are nobody's to mend, though the environment lie in the working folder."""


def _inside(file: str) -> str:
    """Return the file's name as seen from the working folder, or nothing if it lies elsewhere."""
    here = Path.cwd().resolve()
    try:
        path = Path(file).resolve()
    except ValueError:  # no name that a file can have here
        return ""
    is_own = path.is_relative_to(here) and not path.is_relative_to(_PACKAGE)
    return path.relative_to(here).as_posix() if is_own and path.is_file() else ""


def fingerprint(finding: Finding) -> str:
    """Return a key for rule, force and scope that does not depend on figure or limit."""
    force = " ".join(finding.force.split()).casefold()
    mark = "\n".join([finding.rule.id, force, finding.rule.for_each or ""])
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()
