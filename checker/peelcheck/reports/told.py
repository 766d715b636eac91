"""A finding in words, the same in every report."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Distance, Finding
from peelcheck.model.places import Place
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import counts_words, value_words

JUDGED = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)
"""What stands in the table of a report, in this order."""


def figure_words(finding: Finding, dictionary: Dictionary) -> tuple[str, str]:
    """703 of 14,974 and 4.69%; 21.9% and nothing; not given and nothing."""
    value = finding.figure
    if value is None or value.amount is None:
        return "not given", ""
    kind = dictionary.figures[value.name].kind
    return counts_words(value.amount, kind), value_words(value.amount, kind, limits_of(finding))


def limits_of(finding: Finding) -> list[Fraction]:
    """The numbers that it is held against."""
    return [bound.value for bound in finding.limit.bounds] if finding.limit else []


def how_far(finding: Finding) -> str:
    """The distance in words; not known, where nothing can be told."""
    if finding.outcome is Outcome.CANNOT_TELL and not finding.distance:
        return "not known"
    return distance_words(finding.distance)


def distance_words(distances: Sequence[Distance]) -> str:
    """5 more managers, or 247 fewer offenders; 8 over; 3 of 22 managers over."""
    if all(distance.lever for distance in distances):
        return ", or ".join(distance.text for distance in distances)
    return "; ".join(distance.text for distance in distances)


def place_of(finding: Finding) -> Place:
    """Where the limit stands, or the rule where none was in force."""
    return finding.limit.bounds[0].place if finding.limit else finding.rule.place
