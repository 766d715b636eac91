"""Names that people type for AFIs, and what to say where nothing has that name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.forces import is_same_force
from peelcheck.model.registers import Afi, Register
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list

_Pair = tuple[Register, Afi]
_AFI = re.compile(r"\Aafi/", re.IGNORECASE)


def is_afi_name(name: str, registers: Iterable[Register]) -> bool:
    """Is it the name of an AFI: afi/6, or REGISTER/ID as reports and profiles write it?"""
    register = name.partition("/")[0]
    return bool(_AFI.match(name)) or ("/" in name and register in {one.id for one in registers})


def find_afi(name: str, registers: Iterable[Register], forces: Sequence[str] = ()) -> _Pair:
    """The AFI called afi/REGISTER/ID; afi/ID alone is that of `forces`, if these have a register.

    A number may stand for the id. Raises InvalidValue where none or more than one is meant.
    """
    wanted = _AFI.sub("", name)
    every = _each_once(registers)
    found = [pair for pair in every if wanted in pair[1].names]
    ours = [pair for pair in every if any(is_same_force(pair[0].force, one) for one in forces)]
    if ours and "/" not in wanted:
        found = _ours_among(found, ours, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        choices = and_list((f"afi/{r.id}/{wanted.rpartition('/')[2]}" for r, _ in found), "or")
        raise InvalidValue(f"More than one register has an AFI {wanted}.", f"Write {choices}.")
    raise unknown(name, [f"afi/{afi.id}" for _, afi in every])


def _each_once(registers: Iterable[Register]) -> list[_Pair]:
    """Every AFI with its register; twelve returns with one profile bring the same ones."""
    pairs = [(register, afi) for register in registers for afi in register.afis]
    return list({(afi.id, afi.location): (register, afi) for register, afi in pairs}.values())


def _ours_among(found: Sequence[_Pair], ours: Sequence[_Pair], wanted: str) -> list[_Pair]:
    """Those of the checked forces.

    Raises InvalidValue where another force alone has such an AFI.
    """
    own = [pair for pair in found if pair in ours]
    if found and not own:
        whose = and_list(dict.fromkeys(register.force for register, _ in ours), "or")
        theirs = [f"afi/{afi.id} of {register.force}" for register, afi in found]
        fix = f"Did you mean {and_list(theirs, 'or')}?"
        raise InvalidValue(f"No AFI of {whose} is called {wanted}.", fix)
    return own


def unknown(name: str, known: Iterable[str]) -> InvalidValue:
    """What to say of a name that nothing has, with the nearest one that something has."""
    hint = did_you_mean(name, known) or "Name a rule, a figure, or an AFI as in afi/6."
    return InvalidValue(f"Nothing here is called {name}.", hint)


def rules_named(
    names: Iterable[str],
    rulebook: Rulebook,
    registers: Iterable[Register],
    option: str,
    forces: Sequence[str] = (),
) -> frozenset[str]:
    """The ids that `names` stand for: a rule's own, or those that watch an AFI of `forces`."""
    found: set[str] = set()
    every = list(registers)
    for name in names:
        if is_afi_name(name, every):
            _, afi = find_afi(name, every, forces)
            if not afi.watched_by:
                raise InvalidValue(f"{option} {name}: no rule watches it.", afi.not_watched_because)
            found |= set(afi.watched_by)
        elif name in rulebook.rules:
            found.add(name)
        else:
            hint = did_you_mean(name, rulebook.rules) or f"Known are {', '.join(rulebook.rules)}."
            raise InvalidValue(f"{option} {name}: there is no rule of this name.", hint)
    return frozenset(found)
