"""What --public asks for: how small is small, and what it goes with."""

from __future__ import annotations

from typing import Any

from peelcheck.cli.check_plan import CheckOptions
from peelcheck.errors import InvalidValue
from peelcheck.model.results import Result
from peelcheck.modules import load_module
from peelcheck.reports import BY

_LEAST = 3
"""Below three, fewer than three values would stay possible."""


def refuse_with_public(options: CheckOptions) -> None:
    """Refuse what --public does not go with, and its settings without it. Raises InvalidValue."""
    if not options.public:
        if options.public_below is not None:
            raise InvalidValue("--public-below goes with --public.", "Add --public.")
        return
    given = [option for option, value in _not_public(options).items() if value]
    if given:
        raise InvalidValue(
            f"{given[0]} does not go with --public.",
            "It would publish rows, names, free text or a second view of the same counts. "
            f"Run again without {given[0]}.",
        )
    if options.public_below is not None and options.public_below < _LEAST:
        raise InvalidValue(
            f"--public-below {options.public_below} leaves too few values possible.",
            f"Write a number from {_LEAST}.",
        )


def as_published(result: Result, options: CheckOptions) -> Result:
    """Return what is reported: the public view with --public, else the result itself."""
    if not options.public:
        return result
    publishing: Any = load_module("peelcheck.pipeline.publishing")
    below = publishing.USUAL if options.public_below is None else options.public_below
    shown: Result = publishing.public_view(result, below=below)
    return shown


def _not_public(options: CheckOptions) -> dict[str, object]:
    """Return by its name each option that --public does not go with, and what was given."""
    return {
        "--rows": options.rows_folder is not None,
        "--since": options.since_files,
        "--exceptions": options.exception_files,
        "--only": options.only,
        "--funnel": options.funnels,
        "--rebase": options.rebased,
        f"--by {options.by}": options.by is not None and options.by not in BY,
    }
