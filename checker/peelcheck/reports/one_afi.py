"""All about one AFI of a force: then and now, month by month, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.numerals import format_value
from peelcheck.model.pack_words import area, pack_words
from peelcheck.model.periods import MONTHS, Period, day_in_words, in_words, is_month
from peelcheck.model.problems import visible
from peelcheck.model.registers import Afi
from peelcheck.model.results import AfiState, ForceResult
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import amount_words, capital, counted_noun
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.reason_words import all_in_words, words_of

_NAME_WIDTH = 22
_TOGETHER = "\u00a0"
"""Separates a month and its value until lines are broken."""


def one_afi(force: ForceResult, state: AfiState, dictionary: Dictionary, page: Page) -> list[str]:
    """Return the page on one AFI."""
    afi = next(a for r in force.registers for a in r.afis if a.id == state.id)
    findings = [f for f in force.findings if f.rule.id in state.rules]
    lines = paragraph(
        visible(f"{capital(area().label)} {state.number}, {force.force}: {state.shown_title}"),
        page.width,
    )
    lines += paragraph(visible(_status(state, afi)), page.width)
    for finding in findings:
        if finding.rule.figure and finding.figure:
            lines += ["", *_about_figure(finding, afi, dictionary, page)]
    rows = [
        ("Not clear", _doubts(findings)),
        ("Asked in words", _stated(findings)),
        ("Speaks against asking", _joined(_against(state, findings, _last_word(state, afi)))),
        ("Speaks for asking", _joined(_in_favour(findings, _last_word(state, afi)))),
        ("Not a number", afi.not_a_number),
        ("Not for this tool", f"whether the {pack_words().inspector} is content"),
    ]
    clean = [(name, visible(text)) for name, text in rows if text]
    return [*lines, "", *(line[2:] for line in named_texts(clean, page.width + 2, _NAME_WIDTH))]


def _status(state: AfiState, afi: Afi) -> str:
    said = [f"Status: {state.status} on {day_in_words(state.status_on)}"]
    last = f"{afi.status} on {day_in_words(afi.status_on)}"
    said.append(f"the {pack_words().inspector}'s last word in the register: {last}")
    if state.knowledge:
        own = state.knowledge
        named = [("letter", own.letter), ("reference", own.reference), ("owner", own.owner)]
        said += [f"{name}: {text}" for name, text in [*named, ("next step", own.next_step)] if text]
    return "; ".join(said) + "."


def _about_figure(finding: Finding, afi: Afi, dictionary: Dictionary, page: Page) -> list[str]:
    required = f" (must be {finding.limit.required})" if finding.limit else ""
    lines = [visible(f"{finding.rule.short}{required}")]
    rows = [*_then(finding, afi), *_now(finding.year, dictionary), *_now(finding, dictionary)]
    lines += named_texts([(visible(a), visible(b)) for a, b in rows], page.width, 34)
    months = [f for f in (finding, *finding.history) if f.period and is_month(f.period)]
    if len(months) > 1:
        lines += ["", *_by_month(months, dictionary, page)]
    return lines


def _then(finding: Finding, afi: Afi) -> Iterator[tuple[str, str]]:
    for observed in afi.observed:
        if observed.figure == finding.rule.figure:
            yield f"Then  {observed.period}", observed.value


def _now(finding: Finding | None, dictionary: Dictionary) -> Iterator[tuple[str, str]]:
    if finding is None or finding.period is None or not finding.figure or not finding.figure.amount:
        return
    kind = dictionary.figures[finding.figure.name].kind
    limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
    said = [amount_words(finding.figure.amount, kind, limits), str(finding.outcome)]
    said += [words_of(distance.reason) for distance in finding.distance]
    yield f"Now   {in_words(finding.period)}", ", ".join(said)


def _by_month(findings: Sequence[Finding], dictionary: Dictionary, page: Page) -> list[str]:
    """Return the months in order, a line or two a year; a star is one that meets the standard."""
    years: dict[int, list[str]] = {}
    for finding in sorted(findings, key=lambda f: _period(f).last):
        last = _period(finding).last
        years.setdefault(last.year, []).append(_month(finding, dictionary))
    met = sum(finding.outcome is Outcome.MET for finding in findings)
    decided = met + sum(finding.outcome is Outcome.BREACH for finding in findings)
    said = f"met in {met} of {decided}" if decided else "none can be judged"
    if decided and (untold := len(findings) - decided):
        said += f", {untold} not clear"
    lines = [f"Month by month: {said}" + (", marked *" if met else "")]
    rows = [(str(year), "  ".join(months)) for year, months in years.items()]
    wrapped = named_texts(rows, page.width, 4)
    return [*lines, *(line.replace(_TOGETHER, " ") for line in wrapped)]


def _period(finding: Finding) -> Period:
    assert finding.period is not None  # noqa: S101 - months have periods
    return finding.period


def _month(finding: Finding, dictionary: Dictionary) -> str:
    name = MONTHS[_period(finding).last.month - 1][:3]
    value = finding.figure
    if value is None or value.amount is None or value.amount.stated is None:
        return f"{name}{_TOGETHER}?"
    limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
    number = format_value(value.amount.stated, dictionary.figures[value.name].kind, limits)
    return f"{name}{_TOGETHER}{number}{'*' if finding.outcome is Outcome.MET else ''}"


def _doubts(findings: Sequence[Finding]) -> str:
    untold = [
        f"{f.rule.short}, {in_words(_period(f))}: {all_in_words(f.reasons)}"
        for finding in findings
        for f in (finding, *finding.history)
        if f.outcome is Outcome.CANNOT_TELL and f.period
    ]
    months = [f for finding in findings for f in (finding, *finding.history) if f.figure]
    return "; ".join(untold) or f"nothing, in {counted_noun(len(months), 'figure')}"


def _stated(findings: Sequence[Finding]) -> str:
    said = [all_in_words(f.reasons) for f in findings if not f.rule.figure]
    return "; ".join(said)


def _against(state: AfiState, findings: Sequence[Finding], said_on: date) -> Iterator[str]:
    held = {finding.rule.id for finding in findings}
    yield from (f"{rule} was not checked in this run" for rule in state.rules if rule not in held)
    for finding in findings:
        for one in (finding, finding.year):
            if one and one.outcome is Outcome.BREACH:
                yield f"{in_words(_period(one))}: {all_in_words(one.reasons)}"
    for finding in findings:
        if finding.rule.judges and finding.outcome is Outcome.NOT_SUPPLIED:
            yield f"{finding.rule.short} is not known"
        if finding.outcome is Outcome.MET and _period(finding).last < said_on:
            yield (
                f"{in_words(_period(finding))} meets it, but is older than the "
                f"{pack_words().inspector}'s report of {day_in_words(said_on)}"
            )


def _in_favour(findings: Sequence[Finding], said_on: date) -> Iterator[str]:
    for finding in findings:
        if finding.outcome is Outcome.MET and not _period(finding).last < said_on:
            streak = finding.months_met_in_a_row
            months = f", the last of {streak} months in a row" if streak > 1 else ""
            yield f"{in_words(_period(finding))} meets it{months}"


def _last_word(state: AfiState, afi: Afi) -> date:
    """Return when the inspectorate last reported on it, in the register or in a letter."""
    return max(state.status_on, afi.status_on)


def _joined(said: Iterator[str]) -> str:
    return "; ".join(said) or "nothing"
