"""The result in a sentence: what a reader takes away who reads nothing else."""

from __future__ import annotations

from peelcheck.model.findings import Finding
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.results import ForceResult
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list, in_a_sentence


def headline(result: ForceResult, *, with_unjudged: bool = True) -> str:
    """Norfolk Constabulary misses all 4 standards that could be checked; 2 were not supplied.

    Without `with_unjudged` it is only about what was judged.
    """
    missed, met = len(result.of(Outcome.BREACH)), len(result.of(Outcome.MET))
    untold = sum(finding.rule.judges for finding in result.of(Outcome.CANNOT_TELL))
    checked = missed + met + untold
    silent = result.absent_functions
    judging = [f for f in result.findings if f.binds and f.rule.function not in silent]
    lead = f"{_subject(result)}: {_none_checked(len(judging))}"
    if not judging:
        lead = f"{_subject(result)}: no standard was checked (information only)"
    rest: list[str] = []
    if checked:
        lead = f"{_subject(result)}: {_not_clear(result)}"
    if missed or met:
        verb, part = ("misses", missed) if missed else ("meets", met)
        comma = "," if _period(result) else ""
        lead = f"{_subject(result)}{comma} {verb} {_part(part, checked, _whole(result, checked))}"
        lead += _exception(result)
        if not missed:
            lead += _but_over_the_year(result)
        rest = [_are(met, "met") if missed else "", _are(untold, "not clear")]
    if with_unjudged:
        rest += [
            _were(len(_not_supplied(result)), "not supplied"),
            _are(len(result.of(Outcome.NOT_APPLICABLE)), "not applicable"),
        ]
    said = and_list(text for text in rest if text)
    beside = _over_the_year(result) if missed else ""
    return "; ".join(part for part in (lead, said, beside) if part) + "."


def _none_checked(count: int) -> str:
    if count == 1:
        return "the only standard could not be checked"
    return f"none of {_standards(count)} could be checked"


def _exception(result: ForceResult) -> str:
    """Return how many of those missed the force has accepted, and until when."""
    held = [f.exception.entry for f in result.findings if f.exception and f.exception.holds]
    missed = len(result.of(Outcome.BREACH))
    if not held:
        return ""
    until = day_in_words(min(one.expires for one in held))
    many = "" if len(held) == missed == 1 else "all " if len(held) == missed else f"{len(held)} "
    return f" ({many}accepted until {until})"


def _not_clear(result: ForceResult) -> str:
    """Write: 101 calls abandoned is not clear; 2 standards are not clear."""
    open_ones = [f for f in result.of(Outcome.CANNOT_TELL) if f.rule.judges]
    if len(open_ones) == 1:
        return f"{in_a_sentence(open_ones[0].rule.short)} is not clear"
    return f"{_standards(len(open_ones))} are not clear"


def _but_over_the_year(result: ForceResult) -> str:
    """But misses it over the year: the first line must not hide that."""
    missed = _missed_over_the_year(result)
    if not missed:
        return ""
    what = "it" if len(result.of(Outcome.MET)) == 1 else f"{missed} of them"
    return f" but misses {what} over the year"


def _over_the_year(result: ForceResult) -> str:
    missed = _missed_over_the_year(result)
    return (
        f"{missed} of those met {'is' if missed == 1 else 'are'} missed over the year"
        if missed
        else ""
    )


def _missed_over_the_year(result: ForceResult) -> int:
    """Return how many standards are met in the period and missed over the year."""
    met = result.of(Outcome.MET)
    return sum(bool(f.year and f.year.outcome is Outcome.BREACH) for f in met)


def _subject(result: ForceResult) -> str:
    period = _period(result)
    return f"{result.force}, {period}" if period else result.force


def _period(result: ForceResult) -> str:
    """Write the period if every judged figure has the same one; figures may have their own."""
    period = result.period
    if period is None or period.days_unknown:
        return ""
    judged = [f.period for f in result.findings if f.binds and f.period]
    return in_words(period) if all(period.holds(one) for one in judged) else ""


def _standards(count: int) -> str:
    return f"{count} standard" if count == 1 else f"{count} standards"


def _whole(result: ForceResult, checked: int) -> str:
    some_missing = _not_supplied(result)
    return f"{_standards(checked)} that could be checked" if some_missing else _standards(checked)


def _not_supplied(result: ForceResult) -> list[Finding]:
    """Count what is not supplied of the rules that judge; others are information only."""
    return [finding for finding in result.missing if finding.binds]


def _part(count: int, checked: int, whole: str) -> str:
    if count == checked:
        return f"the only{whole.removeprefix('1')}" if checked == 1 else f"all {whole}"
    return f"{count} of {whole}"


def _are(count: int, what: str) -> str:
    return f"{count} {'is' if count == 1 else 'are'} {what}" if count else ""


def _were(count: int, what: str) -> str:
    return f"{count} {'was' if count == 1 else 'were'} {what}" if count else ""
