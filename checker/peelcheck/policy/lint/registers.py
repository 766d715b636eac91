"""Registers that were copied and kept the words of another, and AFIs watched by a strange rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelcheck.model.forces import force_key
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import area, body, pack_words
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.registers import Afi, Register
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import capital
from peelcheck.policy.subject_words import stems, stems_of_rule
from peelcheck.reading.source_dates import days_in


def copied_registers(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield registers whose name, source or day is that of another force or report."""
    forces = sorted({*rulebook.dictionary.forces.values()})
    seen: dict[tuple[str, str], Register] = {}
    for register in rulebook.registers.values():
        first = seen.setdefault((register.force, register.inspection), register)
        if first is not register:
            what = f"{first.id} is {register.inspection} of {register.force} already."
            fix = f"Write the {body().one} and the inspection of this report."
            yield Problem(register.location, what, fix, Code.COPIED_REGISTER)
        yield from _of_another_force(register, forces)
        yield from _of_another_day(register)


def _of_another_force(register: Register, forces: list[str]) -> Iterator[Problem]:
    own = force_key(register.force)
    texts = (("source:", register.source), ("the name of the file", register.id))
    for where, text in texts:
        words = f" {' '.join(re.findall(r'[a-z]+', text.casefold()))} "
        if f" {own} " in words:
            continue
        other = next((one for one in forces if f" {force_key(one)} " in words), "")
        if other:
            what = f"{pack_words().key}: is {register.force}, and {where} says {other}."
            fix = f"Write the {body().one} of this report in both."
            yield Problem(register.location, what, fix, Code.COPIED_REGISTER)
            return


def _of_another_day(register: Register) -> Iterator[Problem]:
    days = set(days_in(register.source))
    if len(days) == 1 and register.published not in days and "read" not in register.source:
        what = (
            f"published: is {day_in_words(register.published)}, and source: says "
            f"{day_in_words(days.pop())}."
        )
        yield Problem(register.location, what, "Write the same day in both.", Code.NOT_A_DATE)


def strange_rules_of_afis(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield AFIs that name a rule twice, or one with which they share no word."""
    for register in rulebook.registers.values():
        for afi in register.afis:
            yield from _named_twice(afi)
            for name in dict.fromkeys(afi.watched_by):
                rule = rulebook.rules.get(name)
                if rule and not _stems_of_afi(afi) & stems_of_rule(rule, rulebook):
                    numbered = f"{capital(area().label)} {afi.number}"
                    what = f"{numbered}, {afi.title}, shares no word with {name}."
                    other = f"Is it the rule of another {area().label}?"
                    fix = f"{other} If it is right, say in asks: why."
                    yield Problem(afi.location, what, fix, Code.OTHER_SUBJECT)


def _named_twice(afi: Afi) -> Iterator[Problem]:
    for name in dict.fromkeys(one for one in afi.watched_by if afi.watched_by.count(one) > 1):
        what = f"{capital(area().label)} {afi.number} names {name} more than once."
        yield Problem(afi.location, what, "Name each rule once.", Code.GIVEN_TWICE)


def _stems_of_afi(afi: Afi) -> set[str]:
    observed = (text for one in afi.observed for text in (one.what, one.figure))
    return stems(" ".join([afi.title, afi.name, afi.seen, afi.asks, afi.not_a_number, *observed]))
