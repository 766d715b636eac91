"""The states of AFIs in words, and what would settle one that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import pack_words
from peelcheck.model.periods import Length, Period, day_in_words, ending_with, in_words
from peelcheck.model.results import AfiNumbers, AfiState
from peelcheck.model.rules import Outcome

_WORDS: Mapping[AfiNumbers, str] = {
    AfiNumbers.MISSED_OVER_YEAR: "Missed over the year",
    AfiNumbers.MISSED: "Missed",
    AfiNumbers.MISSED_YEAR_NOT_KNOWN: "Missed in {period}, year not known",
    AfiNumbers.MISSED_IN_PERIOD: "Missed in {period} only",
    AfiNumbers.NOT_CLEAR: "Not clear",
    AfiNumbers.YEAR_NOT_CLEAR: "Year not clear",
    AfiNumbers.NOT_ENOUGH: "Not enough months yet",
    AfiNumbers.NO_FIGURE: "No figure given",
    AfiNumbers.MET: "Met",
    AfiNumbers.MET_OVER_YEAR: "Met over the year",
    AfiNumbers.CANNOT_SETTLE: "Numbers cannot settle",
    AfiNumbers.NO_CHECK: "No check yet",
}


def closing(link: str) -> str:
    """Return what a miss means for an area, and who decides; `link` joins the two: ; or a stop."""
    spoken = pack_words()
    the = "the" if link == ";" else "The"
    asked = f"A missed standard speaks against closing {spoken.area.a_label}"
    return f"{asked}{link} {the} {spoken.inspector} decides."


def no_grade() -> str:
    """Return what a report is not: the word of whoever inspects."""
    spoken = pack_words()
    return (
        "These are checks of numbers against stated limits. They are not "
        f"{spoken.an_inspector}'s grade, and only the {spoken.inspector} closes "
        f"{spoken.area.a_one_in_full}."
    )


def afi_words(numbers: AfiNumbers, period: Period | None) -> str:
    """Return the state as a label: Missed in March 2026 only."""
    return _WORDS[numbers].format(period=in_words(period) if period else "the period")


def named_afis(states: Sequence[AfiState]) -> str:
    """Write 5 Attend in time, 6 Answer more 101 calls; the numbers alone where no figure speaks."""
    if states[0].numbers.is_told:
        return ", ".join(f"{state.number} {state.title}" for state in states)
    return ", ".join(str(state.number) for state in states)


def settled_by(state: AfiState, findings: Sequence[Finding]) -> str:
    """Return what would settle the year of an AFI, as whole sentences; "" if that is not open."""
    open_year = (AfiNumbers.NOT_ENOUGH, AfiNumbers.MISSED_YEAR_NOT_KNOWN)
    deciding = [f for f in findings if f.rule.id in state.decided_by]
    if state.numbers not in open_year or not deciding or state.period is None:
        return ""
    year = ending_with(state.period.last, Length.YEAR)
    said = [text for finding in deciding[:1] if (text := _so_far(finding))]
    ends = day_in_words(state.period.last)
    settles = f"One figure for the year ending {ends} would settle it." if year else ""
    return " ".join([*said, settles])


def _so_far(finding: Finding) -> str:
    """Met in March 2026; 1 of 12 months given."""
    if not finding.outcome.is_decided or finding.period is None:
        return ""
    verb = "Met" if finding.outcome is Outcome.MET else "Missed"
    months = 12 - len(finding.year_gaps)
    given = f"; {months} of 12 months given" if finding.year_gaps else ""
    return f"{verb} in {in_words(finding.period)}{given}."
