"""Limits on the page: what a number must reach, whose it is, and where it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import area, body
from peelcheck.model.periods import day_in_words
from peelcheck.model.rules import Rule, Standing, StatedAs
from peelcheck.model.wording import capital, sentence
from peelcheck.reports.rule_words import certainty_words, restored_from, standing_words


def whose_limit(finding: Finding) -> str:
    """Return whose the limit is that applies: guidance: an aim, not law.

    Of the force's own target it is who has set it, or nothing where that is not given.
    """
    limit = finding.limit
    if limit is None:
        return _without_limit(finding.rule)
    if limit.own_target:
        return f"set by: {limit.own_target.set_by}" if limit.own_target.set_by else ""
    if limit.otherwise:
        return f"the {body().one} states no target, so each one counts"
    return limit_from(finding.rule)


def limit_in_words(finding: Finding) -> str:
    """Return a limit and whose it is as a sentence; that there is none, where that is so."""
    if finding.limit is None:
        return sentence(capital(_without_limit(finding.rule)))
    whose = whose_limit(finding)
    said = f"{finding.limit.required} ({whose})" if whose else finding.limit.required
    return sentence(capital(said))


def _without_limit(rule: Rule) -> str:
    if rule.proposed:
        return "none yet: a limit is proposed, and not in force"
    made = _NONE.get(rule.standing)
    return made() if made else "none was in force"


_NONE: Mapping[Standing, Callable[[], str]] = {
    Standing.OWN_TARGET: lambda: f"none: the {body().one} states no target for it",
    Standing.COVERAGE: lambda: (
        f"none for this {body().one}: the {area().label} was raised with another one"
    ),
    Standing.BENCHMARK: lambda: "none: it is compared with an average",
    Standing.WATCH: lambda: "none: nobody has set one",
    Standing.STATEMENT: lambda: "none: it is required in words, not in numbers",
}


def limit_from(rule: Rule) -> str:
    """Return whose the number of a rule is: guidance: an aim, not law."""
    if rule.proposed:
        return "proposed, not in force"
    words = standing_words(rule.standing).limit_from
    return f"{words}; number restored" if rule.stated_as is StatedAs.RESTORED else words


def how_sure(rule: Rule) -> str:
    """Return whether the number was read in its source, and when that was last read."""
    sure = sentence(certainty_words(rule.stated_as).on_page.format(how=restored_from(rule)))
    if rule.read_on is None:
        return sure
    return f"{sure} Its source was last read on {day_in_words(rule.read_on)}."
