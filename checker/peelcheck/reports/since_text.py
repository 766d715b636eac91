"""What has changed since last time, and what is accepted: sections of the text report."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.changes import ChangeKind, Since
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.gates import Gate
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult
from peelcheck.model.wording import and_list, capital, in_a_sentence, sentence
from peelcheck.reports.gate_words import gate_clauses
from peelcheck.reports.layout import Page, paragraph
from peelcheck.reports.reason_words import all_in_words

_TOGETHER = ChangeKind.UNCHANGED
"""One line: what has not moved needs no reading."""


def since_when(force: ForceResult, since: Since) -> str:
    """February 2026, if that is what all was compared with; else the file."""
    periods = [
        finding.change.baseline.period
        for finding in force.findings
        if finding.change and finding.change.baseline and finding.change.baseline.period
    ]
    every = (one for one in periods if all(one.holds(other) for other in periods))
    whole = next(every, None)
    return in_words(whole) if whole else since.file


def since_sentence(force: ForceResult, since: Since) -> str:
    """Since February 2026: nothing new is missed, and 1 is newly not known."""
    count = {kind: len(_changed(force, kind)) for kind in ChangeKind}
    new, worse = count[ChangeKind.NEW], count[ChangeKind.WORSE]
    said = [f"{_number(new)} newly missed" if new else "nothing new is missed"]
    said += [f"{_number(worse)} worse"] if worse else []
    for kind in (ChangeKind.NEWLY_NOT_KNOWN, ChangeKind.RESOLVED):
        said += [f"{_number(count[kind])} {kind}"] if count[kind] else []
    apart = count[ChangeKind.INCOMPARABLE]
    said += [f"{apart} cannot be compared"] if apart else []
    return f"Since {since_when(force, since)}: {and_list(said)}."


def _number(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"


def _changed(force: ForceResult, kind: ChangeKind) -> list[Finding]:
    return [f for f in force.findings if f.change and f.change.kind is kind]


def since_rows(force: ForceResult, since: Since) -> list[tuple[str, str]]:
    """Return each change in its words, the ones that matter most first."""
    rows = []
    for kind in ChangeKind:
        found = _changed(force, kind)
        if found and kind is _TOGETHER:
            rows.append((capital(kind), sentence(and_list(_unchanged(found)))))
        elif found:
            rows.append((capital(kind), "\n".join(_change_words(finding) for finding in found)))
    if gone := gone_words(force, since):
        rows.append(("No longer checked", sentence(and_list(gone))))
    return rows


def _unchanged(found: Sequence[Finding]) -> list[str]:
    return [f"{in_a_sentence(finding.rule.short)} ({finding.outcome})" for finding in found]


def gone_words(force: ForceResult, since: Since) -> list[str]:
    """Write each earlier standard whose rule is gone by its title: ... (was breach)."""
    own = [one for one in since.gone if is_same_force(one.force, force.force)]
    return [f"{one.title or one.rule} (was {one.outcome})" for one in own]


def _change_words(finding: Finding) -> str:
    because = all_in_words(finding.change.reasons) if finding.change else ""
    accepted = f", {exception_words(finding)}" if finding.is_accepted else ""
    return sentence(f"{finding.rule.short}: {because}{accepted}")


def exception_words(finding: Finding) -> str:
    """Write: accepted until 30 June 2026, if no worse than 60."""
    if finding.exception is None:
        return ""
    one = finding.exception.entry
    worst = f", if no worse than {one.no_worse_than.text}" if one.no_worse_than else ""
    return f"accepted until {day_in_words(one.expires)}{worst}"


def gate_text(gate: Gate, page: Page) -> str:
    """Gate: fails. 1 standard is not clear (exit 3)."""
    said = capital(and_list(gate_clauses(gate)))
    text = f"Gate: fails. {said} (exit {int(gate.exit)})." if gate.exit else "Gate: passes."
    return "\n" + "\n".join(paragraph(visible(text), page.width)) + "\n"


def exception_rows(force: ForceResult) -> list[tuple[str, str]]:
    """Return each accepted breach with its owner and reason, or why it does not apply."""
    rows = []
    for finding in force.findings:
        if finding.exception is None:
            continue
        one = finding.exception.entry
        said = [sentence(capital(exception_words(finding)))]
        if not finding.exception.holds:
            said = [f"Does not apply: {all_in_words(finding.exception.reasons)}."]
        said += [f"Owner: {one.owner}.", sentence(one.reason), one.ticket]
        rows.append((finding.rule.short, " ".join(text for text in said if text)))
    return rows
