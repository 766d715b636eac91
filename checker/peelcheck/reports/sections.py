"""What a report says beside its table: each section as names and texts, or as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding, Part
from peelcheck.model.pack_words import area
from peelcheck.model.periods import day_in_words
from peelcheck.model.results import AfiNumbers, AfiState, ForceResult, Result
from peelcheck.model.rules import Outcome, Standing
from peelcheck.model.wording import amount_words, and_list, capital, in_a_sentence, sentence
from peelcheck.reports.afi_words import afi_words, settled_by
from peelcheck.reports.finding_text import limits_of
from peelcheck.reports.headline import headline
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from peelcheck.reports.rule_words import standing_words
from peelcheck.reports.since_text import since_sentence

Rows = list[tuple[str, str]]


def lead(force: ForceResult, result: Result, *, with_unjudged: bool = True) -> str:
    """Write the results, what has changed since last time, and whose rules these are.

    Without `with_unjudged` the results are those of what was judged.
    """
    since = since_sentence(force, result.since) if result.since else ""
    first = headline(force, with_unjudged=with_unjudged)
    return " ".join(part for part in (first, since, rules_used(result)) if part)


def rules_used(result: Result) -> str:
    """Name every rule pack with its version; nothing for the shipped one or a folder alone."""
    book = result.rulebook
    first, *others = book.packs
    says_something = bool(others) or bool(first.version and first.name != "peelcheck")
    return f"Judged by the rules of {book.pack_names}." if says_something else ""


def question_rows(force: ForceResult) -> Rows:
    """Return what a force is asked first: the answer could take a standard from it."""
    return [(f.rule.short, " ".join(f.asks)) for f in force.findings if f.asks]


def untold_rows(force: ForceResult) -> Rows:
    """Return why each standard is not clear, and what would settle it."""
    return [
        (f.rule.short, " ".join([sentence(all_in_words(f.reasons)), _to_supply(f)]).rstrip())
        for f in force.of(Outcome.CANNOT_TELL)
    ]


def _to_supply(finding: Finding) -> str:
    if not finding.to_supply:
        return ""
    return f"To settle it, give {', or '.join(each_in_words(finding.to_supply))}."


def about_rows(force: ForceResult) -> Rows:
    """Return what one must know to read a figure in the table."""
    return [
        (f.rule.short, " ".join(sentences(f.remarks)))
        for f in force.findings
        if f.outcome.is_judged and f.remarks
    ]


def breakdowns(force: ForceResult, dictionary: Dictionary) -> Mapping[str, Rows]:
    """Return each part's row, by the title of its scope kind."""
    sections: dict[str, Rows] = {}
    for finding in force.findings:
        for breakdown in finding.breakdowns:
            kind = dictionary.figures[finding.rule.figure].kind
            said = [_part_words(part, kind, limits_of(finding)) for part in breakdown.parts]
            title = f"By {dictionary.scopes[breakdown.kind].one}: shown, and not judged one by one"
            sections.setdefault(title, []).append((finding.rule.short, f"{'; '.join(said)}."))
    return sections


def _part_words(part: Part, kind: Kind, limits: Sequence[Fraction]) -> str:
    """North 120 of 130 (92.3%), met."""
    amount = amount_words(part.amount, kind, limits) if part.amount else all_in_words(part.reasons)
    judged = f", {part.outcome}" if part.outcome.is_judged else ""
    return f"{part.scope} {amount}{judged}"


_PROPOSED = "Proposed, not in force: shown, not judged"
_NOTE_STANDINGS = (
    Standing.BENCHMARK,
    Standing.WATCH,
    Standing.OWN_TARGET,
    Standing.COVERAGE,
    None,
    Standing.STATEMENT,
)
"""Standings that are shown and not judged, in their order; None is what is proposed."""


def _note_titles() -> list[str]:
    return [standing_words(one).notes if one else _PROPOSED for one in _NOTE_STANDINGS]


def notes(force: ForceResult) -> Mapping[str, Rows]:
    """Return what is shown and not judged, under a title for each reason why."""
    groups: dict[str, Rows] = {title: [] for title in _note_titles()}
    for finding in force.of(Outcome.NOTE):
        text = " ".join([sentence(all_in_words(finding.reasons)), *sentences(finding.remarks)])
        rule = finding.rule
        title = _PROPOSED if rule.proposed else standing_words(rule.standing).notes
        groups[title].append((rule.short, text))
    return {title: rows for title, rows in groups.items() if rows}


def not_supplied(force: ForceResult) -> list[str]:
    """Write what is not supplied, judged or information only: a sentence each."""
    said = []
    missing = force.missing
    for title, judged in (("Not supplied", True), ("Also not supplied (information only)", False)):
        names = [in_a_sentence(f.rule.short) for f in missing if f.binds is judged]
        if names:
            said.append(f"{title}: {', '.join(names)}.")
    return [*said, *filter(None, [nothing_supplied_on(force)])]


def nothing_supplied_on(force: ForceResult) -> str:
    """Write the functions of which nothing is supplied: Nothing is supplied on custody."""
    silent = force.absent_functions
    return f"Nothing is supplied on {and_list(silent)}." if silent else ""


def why_not_supplied(force: ForceResult) -> list[str]:
    """Return where something is given that is not enough, why: a sentence each."""
    return [
        f"{finding.rule.short}: {all_in_words(finding.reasons)}."
        for finding in force.missing
        if finding.is_supplied
    ]


def not_applicable(force: ForceResult) -> list[str]:
    """Return what is not for this force or period: a sentence each."""
    return _not_applicable(force.of(Outcome.NOT_APPLICABLE))


def taken_out_by_packs(force: ForceResult) -> list[str]:
    """Return the standards that do not apply because a later pack says so: a sentence each."""
    return _not_applicable(one for one in force.of(Outcome.NOT_APPLICABLE) if one.is_taken_out)


def _not_applicable(findings: Iterable[Finding]) -> list[str]:
    return [
        f"Not applicable: {in_a_sentence(finding.rule.short)} ({all_in_words(finding.reasons)})."
        for finding in findings
    ]


def inspections(force: ForceResult) -> Mapping[str, Rows]:
    """Return each inspection of the force, and what its AFIs' numbers say."""
    return {
        title: [
            (afi_words(states[0].numbers, states[0].period), ", ".join(_numbers(states)))
            for states in by_state
        ]
        for title, by_state in inspections_of(force).items()
    }


def _numbers(states: Sequence[AfiState]) -> list[str]:
    return [str(state.number) for state in states]


def inspections_of(force: ForceResult) -> Mapping[str, list[list[AfiState]]]:
    """Return each inspection's title, and its AFIs in groups of one state, the worst first."""
    found: dict[str, list[list[AfiState]]] = {}
    for register in force.registers:
        states = [state for state in force.afis if state.register == register.id]
        if states:
            title = f"{capital(area().many_in_full)}, {register.inspection}{_status(states)}"
            groups = [[s for s in states if s.numbers is numbers] for numbers in AfiNumbers]
            found[title] = [group for group in groups if group]
    return found


def _status(states: Sequence[AfiState]) -> str:
    """Return what is true of all of them, or nothing."""
    said = {(state.status, state.status_on) for state in states}
    if len(said) != 1:
        return ""
    status, day = said.pop()
    every = "all " if len(states) > 1 else ""
    return f", {every}{status} on {day_in_words(day)}"


def open_afis(force: ForceResult) -> Rows:
    """Return what would settle each AFI whose year is open."""
    rows = []
    for state in force.afis:
        findings = [f for f in force.findings if f.rule.id in state.rules]
        if said := settled_by(state, findings):
            rows.append((f"{capital(area().label)} {state.number}", said))
    return rows


def no_register(force: ForceResult) -> str:
    """Return that no AFIs are shown, and with whom else what is missed was raised."""
    text = f"No register names {force.force}, so no {area().labels} are shown."
    raised = [
        f"{in_a_sentence(f.rule.short)} was raised with {and_list(_elsewhere(f))}"
        for f in force.of(Outcome.BREACH)
        if f.raised_with
    ]
    return " ".join([text, *(sentence(words) for words in raised)])


def _elsewhere(finding: Finding) -> list[str]:
    return [f"{ref.force} ({area().label} {ref.number})" for ref in finding.raised_with]


def public_words(result: Result) -> str:
    """Write what is left out of a report that may be published; nothing for any other."""
    if result.public_below is None:
        return ""
    return (
        f"Made for publication: counts under {result.public_below}, and figures that would give "
        "one away, are withheld."
    )
