"""Names that people type for AFIs, and what to say where nothing has that name."""

from __future__ import annotations

from collections.abc import Iterable

from peelcheck.errors import Refusal, did_you_mean
from peelcheck.model.registers import Afi, Register
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list


def find_afi(name: str, registers: Iterable[Register]) -> tuple[Register, Afi]:
    """The AFI called afi/REGISTER/NUMBER, or afi/NUMBER where there is one register.

    Raises Refusal where none or more than one is meant.
    """
    wanted = name.removeprefix("afi/")
    every = [(register, afi) for register in registers for afi in register.afis]
    found = [pair for pair in every if wanted in (pair[1].id, str(pair[1].number))]
    if len(found) == 1:
        return found[0]
    known = [f"afi/{afi.id}" for _, afi in every]
    if found:
        choices = and_list((f"afi/{afi.id}" for _, afi in found), "or")
        raise Refusal(f"More than one register has an AFI {wanted}.", f"Write {choices}.")
    raise unknown(name, known)


def unknown(name: str, known: Iterable[str]) -> Refusal:
    """What to say of a name that nothing has, with the nearest one that something has."""
    hint = did_you_mean(name, known) or "Name a rule, a figure, or an AFI as in afi/6."
    return Refusal(f"Nothing here is called {name}.", hint)


def rules_named(
    names: Iterable[str], rulebook: Rulebook, registers: Iterable[Register], option: str
) -> frozenset[str]:
    """The ids that `names` stand for: a rule's own, or those that watch an AFI."""
    found: set[str] = set()
    for name in names:
        if name.startswith("afi/"):
            _, afi = find_afi(name, registers)
            if not afi.watched_by:
                raise Refusal(f"{option} {name}: no rule watches it.", afi.not_watched_because)
            found |= set(afi.watched_by)
        elif name in rulebook.rules:
            found.add(name)
        else:
            hint = did_you_mean(name, rulebook.rules) or f"Known are {', '.join(rulebook.rules)}."
            raise Refusal(f"{option} {name}: there is no rule of this name.", hint)
    return frozenset(found)
