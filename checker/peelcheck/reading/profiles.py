"""A profile: what stays from month to month, in a file that returns name."""

from __future__ import annotations

import os
from collections.abc import Mapping as AnyMapping
from datetime import date
from pathlib import Path

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.forces import is_same_force
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import pack_words
from peelcheck.model.periods import day_in_words
from peelcheck.model.registers import Afi, Register
from peelcheck.model.returns import AfiKnowledge, Frequencies, Statement, Target, TimesAllowed
from peelcheck.model.rules import Rulebook
from peelcheck.model.time_precision import Precision
from peelcheck.reading.documents import refuse_other_document
from peelcheck.reading.facts_and_targets import (
    force_of,
    read_about,
    read_statements,
    read_targets,
)
from peelcheck.reading.fields import day_of, is_known, text_of, texts_of
from peelcheck.reading.files import read_data_file
from peelcheck.reading.frequencies import read_frequencies
from peelcheck.reading.pack_words import with_known_keys
from peelcheck.reading.precision import read_precision
from peelcheck.reading.registers import read_register
from peelcheck.reading.schema import has_shape
from peelcheck.reading.times import read_times
from peelcheck.sources.file_kinds import kind_of, leads_outside
from peelcheck.sources.nodes import Mapping, Text


class Profile(NamedTuple):
    """What a force states about itself once for all months."""

    force: str
    about: AnyMapping[str, str]
    targets: tuple[Target, ...]
    statements: tuple[Statement, ...]
    afis: tuple[AfiKnowledge, ...]
    registers: tuple[Register, ...]
    times: tuple[TimesAllowed, ...] = ()
    frequencies: Frequencies = Frequencies()
    precision: Precision = Precision()


def path_beside(
    file: str, name: Text, problems: Problems, *, allow_outside: bool = False
) -> str | None:
    """Return the path of a file that another one names; None, and a problem, if not allowed.

    It must be in the same folder or below it.
    """
    folder = Path(file).parent
    path = folder / name.value
    if allow_outside or not leads_outside(path, folder):
        if os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises on a name that is too long
            return str(path)
        if kind := kind_of(path):
            problems.add(name.location, f"{name.value} is {kind}, not a file.", "Name a file.")
            return None
        problems.add(
            name.location, f"There is no file {name.value} beside this one.", "Check the name."
        )
        return None
    what = f"{name.value} lies outside the folder of this file."
    fix = "Put it beside this file, or in a folder below."
    problems.add(name.location, what, fix)
    return None


def read_profile(file: str, rulebook: Rulebook | None, problems: Problems) -> Profile | None:
    """Return one profile, or None if it cannot be used."""
    try:
        node = with_known_keys(read_data_file(file, problems, "profile"), problems)
    except ProblemsFound as found:
        problems.found += found.problems
        return None
    if refuse_other_document(node, "profile", problems):
        return None
    if not has_shape(node, "profile", problems) or not isinstance(node, Mapping) or not rulebook:
        return None
    dictionary = rulebook.dictionary
    known = [register.force for register in rulebook.registers.values()]
    force = force_of(node.get("force"), dictionary, problems, known)
    registers = tuple(_registers(file, node, force, rulebook, problems))
    own = [r for r in rulebook.registers.values() if is_same_force(r.force, force)]
    raised = {
        name: (afi, register.published)
        for register in (*own, *registers)
        for afi in register.afis
        for name in afi.names
        if "/" in name
    }
    return Profile(
        force=force,
        about=read_about(node, dictionary, problems),
        targets=tuple(read_targets(node, dictionary, problems)),
        statements=tuple(read_statements(node, rulebook.rules, problems)),
        afis=_afis(node, raised, problems),
        registers=registers,
        times=tuple(read_times(node, rulebook, problems)),
        frequencies=read_frequencies(node, dictionary, problems),
        precision=read_precision(node),
    )


def _registers(
    file: str, node: Mapping, force: str, rulebook: Rulebook, problems: Problems
) -> list[Register]:
    dictionary = rulebook.dictionary
    found = []
    for name in texts_of(node, "registers"):
        path = path_beside(file, name, problems)
        if path is None:
            continue
        try:
            inside = read_data_file(path, problems, "register")
        except ProblemsFound as refused:
            problems.found += refused.problems
            continue
        if refuse_other_document(inside, "register", problems):
            continue
        register = read_register(inside, Path(path).stem, rulebook.rules, dictionary, problems)
        if register and not is_same_force(register.force, force):
            what = f"This register is of {register.force}, and the profile of {force}."
            problems.add(
                name.location, what, f"Bring only the {pack_words().body.one}'s own registers."
            )
        elif register:
            found.append(register)
    return found


def _afis(
    node: Mapping, known: AnyMapping[str, tuple[Afi, date]], problems: Problems
) -> tuple[AfiKnowledge, ...]:
    """Return what the force knows of its AFIs; `known` maps their names to when each was raised."""
    area = pack_words().area
    afis = node.get("afis")
    found: list[AfiKnowledge] = []
    for entry in afis.entries if isinstance(afis, Mapping) else ():
        if not is_known(
            entry.key, known, f"{area.a_label} of this {pack_words().body.one} that", problems
        ):
            continue
        if isinstance(entry.value, Mapping):
            on: date | None = day_of(entry.value, "on", problems)
            (afi, raised), written = known[entry.key.value], entry.value.get("on")
            if on and written and on < raised:
                what = f"This is before the {area.label} was raised, on {day_in_words(raised)}."
                problems.add(written.location, what, "Check the day.")
            status = entry.value.get("status")
            if status and not written and text_of(entry.value, "status") != afi.status:
                what = f"The register has it {afi.status} on {day_in_words(afi.status_on)}."
                problems.add(status.location, what, "Write on: and the day of this status.")
            if any(one.afi == afi.id for one in found):
                what = f"{entry.key.value} is the same {area.label} as one above."
                problems.add(entry.key.location, what, "Keep one of the two.")
            found.append(
                AfiKnowledge(
                    afi=afi.id,
                    status=text_of(entry.value, "status"),
                    on=on,
                    letter=text_of(entry.value, "letter"),
                    reference=text_of(entry.value, "reference"),
                    owner=text_of(entry.value, "owner"),
                    next_step=text_of(entry.value, "next_step"),
                    location=entry.key.location,
                    due=day_of(entry.value, "due", problems),
                )
            )
    return tuple(found)
