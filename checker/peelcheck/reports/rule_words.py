"""What a rule's standing, and how sure its number is, mean in words: one row each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from peelcheck.model.rules import Rule, Standing, StatedAs


class StandingWords(NamedTuple):
    """How a standing is put: in two or three words, beside a limit, and as a sentence.

    `notes` is the title under which its findings are shown where they are not judged.
    """

    short: str
    limit_from: str
    explained: str
    notes: str


_NO_LIMIT = "No limit exists: shown, not judged"

STANDING_WORDS: Mapping[Standing, StandingWords] = MappingProxyType(
    {
        Standing.LAW: StandingWords("law", "law: it must be met", "Law.", _NO_LIMIT),
        Standing.GUIDANCE: StandingWords(
            "guidance", "guidance: an aim, not law", "Guidance, not law.", _NO_LIMIT
        ),
        Standing.OWN_TARGET: StandingWords(
            "own target",
            "the force's own target",
            "",
            "The force has no target in force: shown, not judged",
        ),
        Standing.COVERAGE: StandingWords(
            "all, of an AFI",
            "an AFI asks it of all",
            "An AFI says all; it binds the force it was raised with.",
            "Asked of another force: shown, not judged",
        ),
        Standing.BENCHMARK: StandingWords(
            "average",
            "an average, not a limit",
            "An average, not a limit: of 43 equal forces 21 are above it.",
            "Compared with other forces: shown, never a breach",
        ),
        Standing.WATCH: StandingWords("no limit", "no limit exists", "No limit exists.", _NO_LIMIT),
        Standing.STATEMENT: StandingWords(
            "statement",
            "required in words, not in numbers",
            "No number shows it.",
            "Stated by the force: shown, not judged",
        ),
    }
)


class CertaintyWords(NamedTuple):
    """How sure a number is: as `explain` says it, and on a page. `how` is from `restored_from`."""

    explained: str
    on_page: str


CERTAINTY_WORDS: Mapping[StatedAs, CertaintyWords] = MappingProxyType(
    {
        StatedAs.QUOTED: CertaintyWords(
            "Quoted from there.", "Quoted: the number was read in its source."
        ),
        StatedAs.RESTORED: CertaintyWords(
            "Restored, not quoted: {how}.", "Restored, not quoted: {how}"
        ),
        StatedAs.OWN: CertaintyWords(
            "The number is the force's own.",
            "Set by the force or by those who maintain the rules, not quoted.",
        ),
    }
)


def restored_from(rule: Rule) -> str:
    """Return how a number was restored, and where in its source it is missing."""
    gap = f". The gap: {rule.gap.rstrip('.')}" if rule.gap else ""
    return f"{rule.restored}{gap}"
