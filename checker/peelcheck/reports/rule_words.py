"""What a rule's standing, and how sure its number is, mean in words: one row each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import area, body
from peelcheck.model.rules import Rule, Standing, StatedAs
from peelcheck.model.wording import capital, sentence


class StandingWords(NamedTuple):
    """How a standing is put: in two or three words, beside a limit, and as a sentence.

    `notes` is the title under which its findings are shown where they are not judged.
    """

    short: str
    limit_from: str
    explained: str
    notes: str


_NO_LIMIT = "No limit exists: shown, not judged"

_STANDING_WORDS: Mapping[Standing, StandingWords] = MappingProxyType(
    {
        Standing.LAW: StandingWords("law", "law: it must be met", "Law.", _NO_LIMIT),
        Standing.GUIDANCE: StandingWords(
            "guidance", "guidance: an aim, not law", "Guidance, not law.", _NO_LIMIT
        ),
        Standing.OWN_TARGET: StandingWords(
            "own target",
            "the {one}'s own target",
            "",
            "The {one} has no target in force: shown, not judged",
        ),
        Standing.COVERAGE: StandingWords(
            "all, of {an_area}",
            "{an_area} asks it of all",
            "{An_area} says all; it binds the {one} it was raised with.",
            "Asked of another {one}: shown, not judged",
        ),
        Standing.BENCHMARK: StandingWords(
            "average",
            "an average, not a limit",
            "An average, not a limit: of 43 equal {many} 21 are above it.",
            "Compared with other {many}: shown, never a breach",
        ),
        Standing.WATCH: StandingWords("no limit", "no limit exists", "No limit exists.", _NO_LIMIT),
        Standing.STATEMENT: StandingWords(
            "statement",
            "required in words, not in numbers",
            "No number shows it.",
            "Stated by the {one}: shown, not judged",
        ),
    }
)


class CertaintyWords(NamedTuple):
    """How sure a number is: as `explain` says it, and on a page. `how` is from `restored_from`."""

    explained: str
    on_page: str


_CERTAINTY_WORDS: Mapping[StatedAs, CertaintyWords] = MappingProxyType(
    {
        StatedAs.QUOTED: CertaintyWords(
            "Quoted from there.", "Quoted: the number was read in its source."
        ),
        StatedAs.RESTORED: CertaintyWords(
            "Restored, not quoted: {how}.", "Restored, not quoted: {how}"
        ),
        StatedAs.OWN: CertaintyWords(
            "The number is the {one}'s own.",
            "Set by the {one} or by those who maintain the rules, not quoted.",
        ),
    }
)


def standing_words(standing: Standing) -> StandingWords:
    """Return how a standing is put, in the words of the pack."""
    return StandingWords(*map(_spoken, _STANDING_WORDS[standing]))


def certainty_words(stated_as: StatedAs) -> CertaintyWords:
    """Return how sure a number is, in the words of the pack."""
    return CertaintyWords(*map(_spoken, _CERTAINTY_WORDS[stated_as]))


def _spoken(text: str) -> str:
    an_area = area().a_label
    return text.format(
        one=body().one,
        many=body().many,
        an_area=an_area,
        An_area=capital(an_area),
        how="{how}",
    )


def caution_words(text: str, before: str = "") -> str:
    """Return a caution, with the pack that changed the rule after it was written."""
    written = f" Written before {before} changed the rule." if before else ""
    return f"{sentence(text)}{written}"


def restored_from(rule: Rule) -> str:
    """Return how a number was restored, and where in its source it is missing."""
    gap = f". The gap: {rule.gap.rstrip('.')}" if rule.gap else ""
    return f"{rule.restored}{gap}"
