"""A register as a page of Markdown, made from the rule pack's own files."""

from __future__ import annotations

from peelcheck.model.pack_words import in_own_words
from peelcheck.model.periods import day_in_words
from peelcheck.model.registers import Afi, AfiKind, Observed, Register
from peelcheck.model.rules import Rulebook
from peelcheck.reports.markdown import safe, table

MADE = "Made from the rule pack by `peelcheck rules docs`; do not edit this page."
"""Marks a page that may be overwritten."""

_OURS = (
    "In our own words. The report numbers no AFI: the numbers are ours, the order in which it "
    "prints them."
)


def register_page(register: Register, rulebook: Rulebook) -> str:
    """Return the page: each AFI with what was seen, asked and counted, and its rules."""
    lines = [
        f"# {safe(register.inspection)}: {safe(register.force)}",
        "",
        MADE,
        "",
        f"Published on {day_in_words(register.published)}. Source: {safe(register.source)}.",
        "",
        in_own_words(_OURS),
    ]
    for afi in register.afis:
        lines += ["", *_section(afi, rulebook)]
    return "\n".join(lines) + "\n"


def _section(afi: Afi, rulebook: Rulebook) -> list[str]:
    lines = [
        f"## {afi.number}. {safe(afi.title)}",
        "",
        f"`{afi.id}`. {_kind(afi)}{_status(afi)}",
        "",
        f"**What was seen.** {safe(afi.seen)}",
        "",
        f"**What is asked.** {safe(afi.asks)}",
    ]
    if afi.observed:
        headings = ("number", "value", "period", "mind")
        lines += ["", *table(headings, (_row(observed) for observed in afi.observed))]
    if afi.watched_by:
        watched = [
            f"- [`{rule}`](../standards/{rule}.md): {safe(rulebook.rules[rule].title)}"
            for rule in afi.watched_by
        ]
        lines += ["", "**Watched by**", "", *watched]
    else:
        lines += ["", f"**Not watched.** {safe(afi.not_watched_because)}"]
    if afi.not_a_number:
        lines += ["", f"**Not a number.** {safe(afi.not_a_number)}"]
    return lines


def _kind(afi: Afi) -> str:
    return "**Cause of concern.** " if afi.kind is AfiKind.CONCERN else ""


def _status(afi: Afi) -> str:
    by = f" Expected by {day_in_words(afi.expected_by)}." if afi.expected_by else ""
    return f"Status: {afi.status} on {day_in_words(afi.status_on)}.{by}"


def _row(observed: Observed) -> tuple[str, ...]:
    return (observed.what, observed.value, observed.period, observed.note)
