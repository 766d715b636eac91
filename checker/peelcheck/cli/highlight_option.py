"""`--highlight FORCE`: the forces to be seen at once in a report on several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.forces import is_same_force
from peelcheck.model.pack_words import body
from peelcheck.model.problems import visible
from peelcheck.model.wording import and_list


def forces_named(
    asked: Sequence[str], forces: Iterable[str], formats: Collection[str]
) -> tuple[str, ...]:
    """Return the forces as their returns name them, each once.

    Raises InvalidValue for a force that has no return here, and where no report shows it.
    """
    if asked and not {"text", "html", "site"} & set(formats):
        raise InvalidValue(
            "--highlight marks a force in the text or HTML report.", "Add -o report.html."
        )
    known = list(dict.fromkeys(forces))
    return tuple(dict.fromkeys(name for one in asked for name in _named(one, known)))


def _named(asked: str, known: Sequence[str]) -> list[str]:
    found = [name for name in known if is_same_force(name, asked)]
    if not found:
        hint = did_you_mean(asked, known) or f"The returns are of {and_list(known)}."
        what = f"--highlight {asked}: no return of that {body().one} is checked."
        raise InvalidValue(visible(what), visible(hint))
    return found
