"""What --public asks for: how small is small, and what it goes with."""

from __future__ import annotations

from peelcheck.cli.check_plan import CheckOptions
from peelcheck.errors import InvalidValue
from peelcheck.judging.disclosure import Protection
from peelcheck.judging.public_view import public_view
from peelcheck.model.results import Result
from peelcheck.reports import BY

_LEAST_BELOW, _LEAST_VALUES = 2, 2


def refuse_with_public(options: CheckOptions) -> None:
    """Refuse what --public does not go with, and its settings without it. Raises InvalidValue."""
    if not options.public:
        for option, value in _settings(options).items():
            if value is not None:
                raise InvalidValue(f"{option} goes with --public.", "Add --public.")
        return
    given = [option for option, value in _not_public(options).items() if value]
    if given:
        raise InvalidValue(
            f"{given[0]} does not go with --public.",
            "It would publish rows, names, free text or a second view of the same counts. "
            f"Run again without {given[0]}.",
        )
    protection = _protection(options)
    if protection.below < _LEAST_BELOW:
        raise InvalidValue(
            f"--public-below {protection.below} withholds nothing.",
            f"Write a number from {_LEAST_BELOW}.",
        )
    if not _LEAST_VALUES <= protection.values <= protection.below:
        raise InvalidValue(
            f"--public-values {protection.values} cannot be kept.",
            f"Write a number from {_LEAST_VALUES} to {protection.below}, that of --public-below.",
        )


def as_published(result: Result, options: CheckOptions) -> Result:
    """Return what is reported: the public view with --public, else the result itself."""
    return public_view(result, _protection(options)) if options.public else result


def _protection(options: CheckOptions) -> Protection:
    usual = Protection()
    below, values = options.public_below, options.public_values
    return Protection(
        usual.below if below is None else below, usual.values if values is None else values
    )


def _settings(options: CheckOptions) -> dict[str, int | None]:
    return {"--public-below": options.public_below, "--public-values": options.public_values}


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
