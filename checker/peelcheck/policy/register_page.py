"""A register as a page of Markdown, made from the rule pack's own files."""

from __future__ import annotations

import re

from peelcheck.model.periods import day_in_words
from peelcheck.model.registers import Afi, Observed, Register
from peelcheck.model.rules import Rulebook

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


_OURS = (
    "In our own words. The report numbers no AFI: the numbers are ours, the order in which it "
    "prints them."
)


def register_page(register: Register, rulebook: Rulebook) -> str:
    """The page: each AFI with what was seen, asked and counted, and the rules that watch it."""
    lines = [
        f"# {_safe(register.inspection)}: {_safe(register.force)}",
        "",
        "Made from the rule pack by `peelcheck rules docs`; do not edit this page.",
        "",
        f"Published on {day_in_words(register.published)}. Source: {_safe(register.source)}.",
        "",
        _OURS,
    ]
    for afi in register.afis:
        lines += ["", *_section(afi, rulebook)]
    return "\n".join(lines) + "\n"


def _section(afi: Afi, rulebook: Rulebook) -> list[str]:
    lines = [
        f"## {afi.number}. {_safe(afi.title)}",
        "",
        f"Status: {afi.status} on {day_in_words(afi.status_on)}.",
        "",
        f"**What was seen.** {_safe(afi.seen)}",
        "",
        f"**What is asked.** {_safe(afi.asks)}",
    ]
    if afi.observed:
        lines += ["", "| number | value | period | mind |", "|---|---|---|---|"]
        lines += [_row(observed) for observed in afi.observed]
    if afi.watched_by:
        watched = [f"- `{rule}`: {_safe(rulebook.rules[rule].title)}" for rule in afi.watched_by]
        lines += ["", "**Watched by**", "", *watched]
    else:
        lines += ["", f"**Not watched.** {_safe(afi.not_watched_because)}"]
    if afi.not_a_number:
        lines += ["", f"**Not a number.** {_safe(afi.not_a_number)}"]
    return lines


def _row(observed: Observed) -> str:
    cells = (observed.what, observed.value, observed.period, observed.note)
    return f"| {' | '.join(_safe(cell) for cell in cells)} |"


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
