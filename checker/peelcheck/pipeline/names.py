"""Names of AFIs that people type, and the message for an unknown name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.forces import is_same_force
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.pack_words import area
from peelcheck.model.registers import Afi, Register
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.model.wording import and_list

_Pair = tuple[Register, Afi]
_AFI = LatePattern(r"\Aafi/", re.IGNORECASE)


def is_afi_name(name: str, registers: Iterable[Register]) -> bool:
    """Return whether it names an AFI: afi/6, or REGISTER/ID as reports and profiles write it."""
    register = name.partition("/")[0]
    return bool(_AFI.match(name)) or ("/" in name and register in {one.id for one in registers})


def find_afi(name: str, registers: Iterable[Register], forces: Sequence[str] = ()) -> _Pair:
    """Return the AFI afi/REGISTER/ID; afi/ID alone is that of `forces`, if these have a register.

    A number may replace the id. Raises InvalidValue if no AFI or more than one is meant.
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
        raise InvalidValue(
            f"More than one register has {area().a_label} {wanted}.", f"Write {choices}."
        )
    raise unknown_name(name, [f"afi/{afi.id}" for _, afi in every])


def _each_once(registers: Iterable[Register]) -> list[_Pair]:
    """Return every AFI with its register; twelve returns with one profile bring the same ones."""
    pairs = [(register, afi) for register in registers for afi in register.afis]
    return list({(afi.id, afi.location): (register, afi) for register, afi in pairs}.values())


def _ours_among(found: Sequence[_Pair], ours: Sequence[_Pair], wanted: str) -> list[_Pair]:
    """Return those of the checked forces.

    Raises InvalidValue if only another force has such an AFI.
    """
    own = [pair for pair in found if pair in ours]
    if found and not own:
        whose = and_list(dict.fromkeys(register.force for register, _ in ours), "or")
        theirs = [f"afi/{afi.id} of {register.force}" for register, afi in found]
        fix = f"Did you mean {and_list(theirs, 'or')}?"
        raise InvalidValue(f"There is no {area().label} {wanted} of {whose}.", fix)
    return own


def rule_called(name: str, rulebook: Rulebook) -> Rule | None:
    """Return the rule of that id, or of that short name as reports write it; None without one."""
    if name in rulebook.rules:
        return rulebook.rules[name]
    wanted = " ".join(name.casefold().split())
    found = [rule for rule in rulebook.rules.values() if rule.short.casefold() == wanted]
    return found[0] if len(found) == 1 else None


def unknown_name(name: str, known: Iterable[str]) -> InvalidValue:
    """Return the error for an unknown name, with the nearest known one."""
    hint = did_you_mean(name, known) or f"Name a rule, a figure, or {area().a_label} as in afi/6."
    return InvalidValue(f"Nothing here is called {name}.", hint)


def rules_named(
    names: Iterable[str],
    rulebook: Rulebook,
    registers: Iterable[Register],
    option: str,
    forces: Sequence[str] = (),
) -> frozenset[str]:
    """Return the ids that `names` mean: a rule's own, or those that watch an AFI of `forces`."""
    found: set[str] = set()
    every = list(registers)
    for name in names:
        if is_afi_name(name, every):
            _, afi = find_afi(name, every, forces)
            if not afi.watched_by:
                raise InvalidValue(f"{option} {name}: no rule watches it.", afi.not_watched_because)
            found |= set(afi.watched_by)
        elif rule := rule_called(name, rulebook):
            found.add(rule.id)
        else:
            hint = did_you_mean(name, rulebook.rules) or f"Known are {', '.join(rulebook.rules)}."
            raise InvalidValue(f"{option} {name}: there is no rule of this name.", hint)
    return frozenset(found)
