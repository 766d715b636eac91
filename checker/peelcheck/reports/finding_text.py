"""A finding in words, the same in every report."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.model.changes import ChangeKind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Distance, Finding
from peelcheck.model.gates import Stop
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import area
from peelcheck.model.periods import in_words
from peelcheck.model.problems import visible
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import capital, counts_words, sentence, value_words
from peelcheck.reports.reason_words import all_in_words, each_in_words, words_of
from peelcheck.reports.since_text import exception_words


def figure_words(finding: Finding, dictionary: Dictionary) -> tuple[str, str]:
    """Return a figure and its value: 703 of 14,974 and 4.69%; 21.9% and nothing."""
    value = finding.figure
    if value is None or value.amount is None:
        is_withheld = any(one.code is ReasonCode.WITHHELD for one in finding.reasons)
        return "withheld" if is_withheld else "not given", ""
    kind = dictionary.figures[value.name].kind
    return counts_words(value.amount, kind), value_words(value.amount, kind, limits_of(finding))


def limits_of(finding: Finding) -> list[Fraction]:
    """Return the numbers that it is compared with."""
    return [bound.value for bound in finding.limit.bounds] if finding.limit else []


def how_far(finding: Finding) -> str:
    """Return the distance in words; not known, where that is the case."""
    if finding.outcome is Outcome.CANNOT_TELL and not finding.distance:
        return "not known"
    return distance_words(finding.distance)


def distance_words(distances: Sequence[Distance]) -> str:
    """Write a distance: 5 more managers, or 247 fewer offenders; 8 over."""
    if all(distance.lever for distance in distances):
        return ", or ".join(words_of(distance.reason) for distance in distances)
    return "; ".join(words_of(distance.reason) for distance in distances)


def location_of(finding: Finding) -> Location:
    """Return the location of the limit, or the rule where none was in force."""
    return finding.limit.bounds[0].location if finding.limit else finding.rule.location


def named(finding: Finding) -> str:
    """Write title and id: 101 calls abandoned (101-abandonment), the same for every limit."""
    return visible(f"{finding.rule.short} ({finding.rule.id})")


def about_whom(finding: Finding) -> str:
    """Anytown Police, March 2026."""
    period = f", {in_words(finding.period)}" if finding.period else ""
    return visible(f"{finding.force}{period}")


def reason(finding: Finding, stop: Stop | None = None) -> str:
    """Write why, how far off and what follows, in whole sentences on one line."""
    far = distance_words(finding.distance)
    because = all_in_words(finding.reasons)
    said = [sentence(f"{because}: {far}" if far else because)]
    if finding.to_supply:
        said.append(f"To settle it, give {', or '.join(each_in_words(finding.to_supply))}.")
    if stop and stop not in (Stop.MISSED, Stop.NOT_TOLD):
        said.append(_stopped(finding, stop))
    return visible(" ".join([*said, *_accepted(finding), *_afis(finding)]))


def _stopped(finding: Finding, stop: Stop) -> str:
    """Write why it cannot be compared with last time: both are for March 2026."""
    compared = finding.change if stop is Stop.NOT_COMPARED else None
    return sentence(f"It {stop}: {all_in_words(compared.reasons)}" if compared else f"It {stop}")


def let_pass(finding: Finding) -> str:
    """Return why a breach does not keep the gate shut."""
    if finding.exception and finding.exception.holds:
        one = finding.exception.entry
        words = [
            capital(f"{exception_words(finding)}."),
            f"Owner: {one.owner}.",
            sentence(one.reason),
        ]
        return visible(" ".join([*words, one.ticket]).rstrip())
    kind = finding.change.kind if finding.change else ChangeKind.UNCHANGED
    return visible(f"Missed last time too, and no worse: {kind}.")


def _accepted(finding: Finding) -> list[str]:
    """Write that an exception does not apply."""
    if finding.exception is None or finding.exception.holds:
        return []
    return [f"The exception does not apply: {all_in_words(finding.exception.reasons)}."]


def _afis(finding: Finding) -> list[str]:
    numbers = [f"{area().label} {ref.number}" for ref in finding.afis]
    return [f"Concerns {', '.join(numbers)}."] if numbers else []


def message(finding: Finding, stop: Stop | None = None) -> str:
    """Write who, which standard and why, for places that show one line only."""
    return f"{about_whom(finding)}: {visible(finding.rule.short)}. {reason(finding, stop)}"


def amount_of(finding: Finding, result: Result) -> str:
    """Write an amount: 703 of 14,974 (4.69%)."""
    counts, value = figure_words(finding, result.rulebook.dictionary)
    return visible(f"{counts} ({value})" if value else counts)
