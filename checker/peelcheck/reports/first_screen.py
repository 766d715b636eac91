"""The result of one force on a screen: what a person sends on. Everything else comes with -v."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import area
from peelcheck.model.periods import in_words
from peelcheck.model.problems import visible
from peelcheck.model.reasons import Reason, ReasonCode
from peelcheck.model.results import AfiState, ForceResult, Result
from peelcheck.model.rules import Bound, Outcome
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.afi_words import afi_words, closing, named_afis, settled_by
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.reason_words import sentences, words_of
from peelcheck.reports.sections import (
    breakdowns,
    inspections_of,
    lead,
    no_register,
    question_rows,
    taken_out_by_packs,
    untold_rows,
    why_not_supplied,
)
from peelcheck.reports.since_text import exception_rows
from peelcheck.reports.text_parts import (
    bold,
    changed_section,
    differs_over_the_year,
    joined,
    public_note,
    results_table,
    titled,
)

_DETAILS = frozenset({
    *(ReasonCode.OF_PERIOD, ReasonCode.SOURCE, ReasonCode.CAUTION, ReasonCode.COUNTED_FROM),
    *(ReasonCode.COUNTS_SHOW_DISTANCE, ReasonCode.TARGET_SET_BY, ReasonCode.SNAPSHOT_OF),
    *(ReasonCode.NOTE, ReasonCode.NOTED, ReasonCode.WHY_UNUSUAL, ReasonCode.WHY_CHANGED),
    *(ReasonCode.HIGHER_THAN, ReasonCode.LOWER_THAN, ReasonCode.NO_CHANGE_SINCE),
    *(ReasonCode.AMOUNTS_OF_PARTS, ReasonCode.UNCERTAIN_ROWS, ReasonCode.ROWS_REPEATED),
    *(ReasonCode.EARLIER_OF_OTHER_LENGTH, ReasonCode.MONTHS_MET, ReasonCode.LIMIT_IS_GUIDANCE),
    ReasonCode.ROWS_COPIED,
})  # fmt: skip
"""Remarks that only the whole report has; any other changes how a result is read."""


def first_screen(force: ForceResult, result: Result, page: Page) -> list[str]:
    """Return the lines of one force: verdict, table, what to know and to do, verdict again."""
    by_scope = breakdowns(force, result.rulebook.dictionary)
    return joined(
        [
            paragraph(visible(lead(force, result, with_unjudged=False)), page.width),
            public_note(result, page) if len(result.forces) == 1 else [],
            changed_section(force, result, page),
            titled("To be answered", question_rows(force), page),
            titled("Accepted", exception_rows(force), page),
            results_table(force, result, page, with_year=True),
            titled("What is not clear", untold_rows(force), page),
            _read_with_the_figures(force, page),
            *[titled(title, rows, page) for title, rows in by_scope.items()],
            _not_in_the_table(force, page),
            _afis(force, page),
            _closing(force, page),
        ]
    )


def _read_with_the_figures(force: ForceResult, page: Page) -> list[str]:
    judged = [finding for finding in force.findings if finding.outcome.is_judged]
    rows = [
        (finding.rule.short, " ".join(sentences(shown)))
        for finding in judged
        if (shown := _shown_remarks(finding))
    ]
    lines = titled("Read with the figures", rows, page)
    said = [*_copied(judged), *_left_out(judged), *filter(None, [_guidance(judged)])]
    if not said:
        return lines
    heading = [] if lines else [bold("Read with the figures", page)]
    return [*lines, *heading, *paragraph(visible(" ".join(said)), page.width, "  ")]


def _shown_remarks(finding: Finding) -> list[Reason]:
    """Return what changes how the result is read, without the words that only say why."""
    hidden = _DETAILS | ({ReasonCode.YEAR_BESIDE} if differs_over_the_year(finding) else set())
    return [_without_why(one) for one in finding.remarks if one.code not in hidden]


def _without_why(remark: Reason) -> Reason:
    """Return that a limit is restored, without how that was done."""
    if remark.code is not ReasonCode.LIMIT_IS_RESTORED:
        return remark
    values = tuple((name, "" if name == "why" else value) for name, value in remark.values)
    return Reason(remark.code, values)


def _copied(findings: Sequence[Finding]) -> list[str]:
    """Return which tables were copied from a database, each once for all of its standards."""
    remarks = [remark for finding in findings for remark in finding.remarks]
    words = [words_of(one) for one in remarks if one.code is ReasonCode.ROWS_COPIED]
    return [sentence(capital(text)) for text in dict.fromkeys(words)]


def _left_out(findings: Sequence[Finding]) -> list[str]:
    """Return which rows the return leaves out, beside sums, once for all standards of a table."""
    remarks = [
        remark
        for finding in findings
        for remark in finding.remarks
        if remark.code is ReasonCode.COUNTED_FROM and finding.figure
        if any(counted.leaves_out_cases for counted in finding.figure.counted)
    ]
    return [sentence(capital(text)) for text in dict.fromkeys(map(words_of, remarks))]


def _guidance(findings: Sequence[Finding]) -> str:
    """Write: the 5%, 20% and 50 are guidance, not law."""
    remarks = [
        remark
        for finding in findings
        for remark in finding.remarks
        if remark.code is ReasonCode.LIMIT_IS_GUIDANCE
    ]
    if len(remarks) == 1:
        return sentence(capital(words_of(remarks[0])))
    texts = dict.fromkeys(text for remark in remarks for text in _numbers(remark))
    return f"The {and_list(texts)} are guidance, not law." if texts else ""


def _numbers(remark: Reason) -> list[str]:
    bounds: tuple[Bound, ...] = dict(remark.values)["bounds"]  # type: ignore[assignment]
    return [bound.text for bound in bounds]


def _not_in_the_table(force: ForceResult, page: Page) -> list[str]:
    """Return a line each for what was shown, not supplied and not applicable."""
    notes = sum(finding.figure is not None for finding in force.of(Outcome.NOTE))
    missing = force.missing
    standards = sum(finding.binds for finding in missing)
    others = len(missing) - standards
    taken_out = taken_out_by_packs(force)
    excluded = len(force.of(Outcome.NOT_APPLICABLE)) - len(taken_out)
    said = [
        *_of_what_is_not_judged(force),
        f"Shown without a limit: {_count(notes, 'figure')} (add -v)." if notes else "",
        *[f"{text}" for text in why_not_supplied(force)],
    ]
    parts = [_count(standards, "standard")] if standards else []
    parts += [_count(others, "other check" if standards else "check")] if others else []
    if parts:
        said.append(f"Not supplied: {', '.join(parts)} (peelcheck rules list --with FILE).")
    said += taken_out
    if excluded:
        said.append(f"Not applicable: {_count(excluded, 'standard')} (add -v).")
    return [
        line for text in said if text for line in paragraph(visible(text), page.width, "", "  ")
    ]


_OF_THE_REST = frozenset(
    {ReasonCode.TARGET_BEGINS, ReasonCode.LATER_NOT_JUDGED, ReasonCode.CHANGED_IN_PACK}
)


def _of_what_is_not_judged(force: ForceResult) -> list[str]:
    """Return when a target will begin, who changed a rule, and that there are later figures.

    A remark that a judged standard has too is left out.
    """
    judged = {
        one for finding in force.findings if finding.outcome.is_judged for one in finding.remarks
    }
    of_remark: dict[Reason, list[str]] = {}
    for finding in force.of(Outcome.NOTE) + force.of(Outcome.NOT_APPLICABLE):
        for remark in finding.remarks:
            if remark.code in _OF_THE_REST and remark not in judged:
                of_remark.setdefault(remark, []).append(finding.rule.short)
    return [
        f"{and_list(shorts) if len(shorts) <= _MOST_NAMED else f'{len(shorts)} checks'}: "
        f"{words_of(remark)}."
        for remark, shorts in of_remark.items()
    ]


_MOST_NAMED = 3


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _afis(force: ForceResult, page: Page) -> list[str]:
    """Return the AFIs by what their numbers say: by title where the figures say something."""
    if not force.registers:
        return paragraph(visible(no_register(force)), page.width)
    lines: list[str] = []
    for title, by_state in inspections_of(force).items():
        rows = [
            (afi_words(states[0].numbers, states[0].period), named_afis(states))
            for states in by_state
        ]
        width = max(len(words) for words, _ in rows)
        clean = [(words, visible(named)) for words, named in rows]
        lines += [bold(visible(title), page), *named_texts(clean, page.width, width)]
        lines += _settled(force, [state for states in by_state for state in states], page, width)
    return lines


def _settled(force: ForceResult, states: Sequence[AfiState], page: Page, width: int) -> list[str]:
    """Return what would settle each AFI whose year is open."""
    rows = []
    for state in states:
        findings = [finding for finding in force.findings if finding.rule.id in state.rules]
        if said := settled_by(state, findings):
            rows.append((f"{capital(area().label)} {state.number}", visible(said)))
    return named_texts(rows, page.width, width)


def _closing(force: ForceResult, page: Page) -> list[str]:
    """Write the counts once more, where a terminal ends: 4 breaches, 0 met, 4 not supplied."""
    missed = len(force.of(Outcome.BREACH))
    counts = [f"{missed} {'breach' if missed == 1 else 'breaches'}"]
    counts.append(f"{len(force.of(Outcome.MET))} met")
    unclear = len(force.of(Outcome.CANNOT_TELL))
    missing = sum(finding.binds for finding in force.missing)
    counts += [f"{unclear} not clear"] if unclear else []
    counts += [f"{missing} not supplied"] if missing else []
    said = [f"{', '.join(counts)}."]
    if force.period and any(differs_over_the_year(f) for f in force.findings):
        year = f"the year counts for the {area().label}."
        said.append(f"{in_words(force.period)} decides the exit code; {year}")
    if any(state.numbers.is_missed for state in force.afis):
        said.append(closing(";"))
    return paragraph(" ".join(said), page.width)
