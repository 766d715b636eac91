"""The result in a sentence: what a reader takes away who reads nothing else."""

from __future__ import annotations

from peelcheck.model.findings import ForceResult
from peelcheck.model.periods import in_words
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import and_list


def headline(result: ForceResult) -> str:
    """Norfolk Constabulary misses all 4 standards that could be checked; 2 were not supplied."""
    missed, met, untold = (
        len(result.of(outcome)) for outcome in (Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL)
    )
    missing = len(result.of(Outcome.NOT_SUPPLIED))
    checked = missed + met + untold
    subject = _subject(result)
    if not checked:
        number = _standards(len(result.findings))
        return f"{subject} could not be held against any of {number}: nothing was checked."
    whole = _whole(checked, some_missing=bool(missing))
    if missed:
        lead, rest = f"misses {_part(missed, checked)} {whole}", [_are(met, "met")]
    elif met:
        lead, rest = f"meets {_part(met, checked)} {whole}", []
    else:
        lead, rest = f"can be told to meet or miss none of the {whole}", []
    if untold < checked:
        rest.append(f"{untold} cannot be told" if untold else "")
    rest.append(_were(missing, "not supplied"))
    rest.append(_are(len(result.of(Outcome.NOT_APPLICABLE)), "not applicable"))
    said = and_list(text for text in rest if text)
    return f"{subject} {lead}; {said}." if said else f"{subject} {lead}."


def _subject(result: ForceResult) -> str:
    period = result.period
    if period is None or period.days_unknown:
        return result.force
    return f"{result.force}, {in_words(period)},"


def _standards(count: int) -> str:
    return f"{count} standard" if count == 1 else f"{count} standards"


def _whole(checked: int, *, some_missing: bool) -> str:
    return f"{_standards(checked)} that could be checked" if some_missing else _standards(checked)


def _part(count: int, checked: int) -> str:
    if count == checked:
        return "the" if checked == 1 else "all"
    return f"{count} of"


def _are(count: int, what: str) -> str:
    return f"{count} {'is' if count == 1 else 'are'} {what}" if count else ""


def _were(count: int, what: str) -> str:
    return f"{count} {'was' if count == 1 else 'were'} {what}" if count else ""
