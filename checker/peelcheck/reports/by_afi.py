"""The same result by AFI: what was asked, what the numbers say now, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import area, pack_words
from peelcheck.model.periods import Period, alone_in_words, day_in_words
from peelcheck.model.problems import visible
from peelcheck.model.reasons import Reason
from peelcheck.model.registers import Register
from peelcheck.model.results import AfiNumbers, AfiState, ForceResult, Result
from peelcheck.model.rules import Outcome, Standing
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.afi_words import settled_by
from peelcheck.reports.layout import Page, paragraph
from peelcheck.reports.one_afi import one_afi
from peelcheck.reports.reason_words import words_of
from peelcheck.reports.sections import rules_used
from peelcheck.reports.text_table import TextColumn, lay_out_table

_COLUMNS = (
    TextColumn("No", 2, right=True),
    TextColumn("What it asks", 29),
    TextColumn("Numbers", 9),
    TextColumn("What they are, and what is missing", 34),
)


def how_to_record() -> str:
    """Return what to do when the inspectorate changes the status of an AFI."""
    return f"Record changes in the profile under {pack_words().area_key}."


_COUNTED = {
    "missed": "a standard that is missed",
    "not clear": "a standard that is not clear",
    "too few months": "too few months",
    "met": "all met",
    "no limit": "figures but no limit",
    "no figure": "no figure",
    "to state": "nothing stated yet",
    "stated": "a statement alone",
    "lapsed": "a statement that has lapsed",
    "nothing applies": "nothing that applies",
    "no check": "no check yet",
}

_SHORT = {
    "missed over the year": "missed",
    "missed in the period": "missed",
    "met over the year": "met",
}
"""Words that the first sentence counts together with others."""


class AfiRow(NamedTuple):
    """One AFI: what it asks, the word for its numbers, what they are, and the state itself."""

    number: int
    title: str
    word: str
    said: str
    state: AfiState


class AfiList(NamedTuple):
    """The AFIs of one inspection, the sentence above them and the one below."""

    inspection: str
    headline: str
    rows: tuple[AfiRow, ...]
    status: str
    closing: str


Words = Callable[[Reason], str]
"""What makes the words of a reason."""


def afi_lists(force: ForceResult, words: Words = words_of) -> tuple[AfiList, ...]:
    """Return every inspection of the force of which an AFI is shown, in the `words` of reasons."""
    found = []
    for register in force.registers:
        states = [state for state in force.afis if state.register == register.id]
        if states:
            found.append(_list(force, register, states, words))
    return tuple(found)


def _list(
    force: ForceResult, register: Register, states: Sequence[AfiState], words: Words
) -> AfiList:
    rows = []
    for state in states:
        watching = _watching(state, force)
        said = _said(state, watching, force.period, words)
        rows.append(AfiRow(state.number, state.shown_title, _word(state, watching), said, state))
    headline = _headline(force, register, [row.word for row in rows])
    return AfiList(register.inspection, headline, tuple(rows), _status(states), _closing())


def render(result: Result, page: Page) -> str:
    """Write a list of the AFIs of each force, or all about the one asked for."""
    parts = ["\n".join(_of_force(force, result, page)) for force in result.forces]
    used = "\n".join(paragraph(visible(rules_used(result)), page.width))
    return "\n\n\n".join([*parts, *([used] if used else [])]) + "\n"


def _of_force(force: ForceResult, result: Result, page: Page) -> list[str]:
    if not force.registers:
        text = f"No register names {force.force}, so there are no {area().labels} to show."
        return paragraph(visible(text), page.width)
    held = {finding.rule.id for finding in force.findings}
    exactly = [state for state in force.afis if len(force.afis) == 1 or set(state.rules) == held]
    if len(exactly) == 1:
        return one_afi(force, exactly[0], result.rulebook.dictionary, page)
    lines: list[str] = []
    for one in afi_lists(force):
        lines += ["", "", *_of_register(one, page)][2 * (not lines) :]
    return lines


def _of_register(afis: AfiList, page: Page) -> list[str]:
    rows = [[str(row.number), visible(row.title), row.word, visible(row.said)] for row in afis.rows]
    return [
        *paragraph(visible(afis.headline), page.width),
        "",
        *lay_out_table(_COLUMNS, rows, page.width),
        "",
        *paragraph(visible(f"{afis.status} {how_to_record()}"), page.width),
        *paragraph(afis.closing, page.width),
    ]


def _watching(state: AfiState, force: ForceResult) -> list[Finding]:
    """Return the findings of the rules that watch an AFI, in the register's order."""
    by_rule = {finding.rule.id: finding for finding in force.findings}
    return [by_rule[rule] for rule in state.rules if rule in by_rule]


def _word(state: AfiState, findings: Sequence[Finding]) -> str:
    if state.numbers in _WORDS:
        return _WORDS[state.numbers]
    if all(finding.outcome is Outcome.NOT_APPLICABLE for finding in findings):
        return "nothing applies"
    if all(finding.outcome is Outcome.NOT_SUPPLIED for finding in findings):
        if any(finding.statement for finding in findings):
            return "lapsed"
        return "to state" if any(_is_statement(f) for f in findings) else "no figure"
    if state.numbers is not AfiNumbers.CANNOT_SETTLE:
        return "not clear"
    given = [f for f in findings if f.outcome is not Outcome.NOT_SUPPLIED]
    return "stated" if all(_is_statement(f) for f in given) else "no limit"


_WORDS = {
    AfiNumbers.MISSED_OVER_YEAR: "missed over the year",
    AfiNumbers.MISSED: "missed",
    AfiNumbers.MISSED_YEAR_NOT_KNOWN: "missed in the period",
    AfiNumbers.MISSED_IN_PERIOD: "missed in the period",
    AfiNumbers.NOT_ENOUGH: "too few months",
    AfiNumbers.MET: "met",
    AfiNumbers.MET_OVER_YEAR: "met over the year",
    AfiNumbers.NO_CHECK: "no check",
}
"""Of states that need no look at the findings."""


def _is_statement(finding: Finding) -> bool:
    return finding.rule.standing is Standing.STATEMENT


def _said(state: AfiState, findings: Sequence[Finding], period: Period | None, words: Words) -> str:
    """Write the findings in a few sentences, then what to give first."""
    if not findings:
        return ""
    given = [f for f in findings if f.outcome is not Outcome.NOT_SUPPLIED or f.statement]
    beside = [
        tuple(sentence(text) for text in _beside(finding, period, words)) for finding in given
    ]
    is_of_all = len(set(beside)) == 1  # then it is said once, behind the numbers
    said = []
    for finding, texts in zip(given, beside, strict=True):
        because = "; ".join(map(words, finding.reasons))
        said.append(sentence(f"{finding.rule.short}: {because}" if len(given) > 1 else because))
        said += [*_of_year(finding, words), *(() if is_of_all else texts)]
    said += beside[0] if is_of_all else ()
    said += [settled_by(state, findings), *_missing(state, findings, words)]
    return " ".join(text for text in said if text)


def _of_year(finding: Finding, words: Words) -> list[str]:
    """Return what the year that ends with the period says, with its days."""
    year = finding.year
    if year is None:
        return []
    days = f"{alone_in_words(year.period)}: " if year.period else ""
    return [sentence(f"{days}{'; '.join(map(words, year.reasons))}")]


def _beside(finding: Finding, force_period: Period | None, words: Words) -> Iterator[str]:
    """Return what a number must never be read without."""
    value = finding.figure
    if value is None:
        return
    if not value.period.days_unknown and value.period != force_period:
        yield alone_in_words(value.period)
    if value.sample:
        yield "a sample"
    yield from (f"an estimate: {whose}" for whose in value.estimated)
    yield from dict.fromkeys(map(words, value.notes))


def _missing(state: AfiState, findings: Sequence[Finding], words: Words) -> list[str]:
    if state.numbers.is_missed or state.numbers.is_met or state.numbers is AfiNumbers.NOT_ENOUGH:
        return []
    missing = [f for f in findings if f.outcome is Outcome.NOT_SUPPLIED]
    missing += [f for f in findings if f.outcome is Outcome.NOTE and f.to_supply]
    if any(_is_statement(finding) and not finding.statement for finding in missing):
        return ["Nobody has stated what was done."]
    return [f"Give {words(finding.to_supply[-1])}." for finding in missing[:1] if finding.to_supply]


def _headline(force: ForceResult, register: Register, words: Sequence[str]) -> str:
    short = [_SHORT.get(word, word) for word in words]
    counts = {word: short.count(word) for word in _COUNTED}
    said = [
        f"{_number(count)} {'has' if count < 2 else 'have'} {_COUNTED[word]}"
        for word, count in counts.items()
        if count or word in ("missed", "met")
    ]
    total = area().one if len(words) == 1 else area().many
    return (
        f"{force.force}, {register.inspection} (published {day_in_words(register.published)}): of "
        f"{len(words)} {total}, {and_list(said)}."
    )


def _closing() -> str:
    spoken = pack_words()
    never = f"This list never says that {spoken.area.a_label} is ready to close"
    return f"{never}: {spoken.closing}."


def _number(count: int) -> str:
    return str(count) if count else "none"


def _status(states: Sequence[AfiState]) -> str:
    said = {(state.status, state.status_on) for state in states}
    if len(said) == 1:
        status, day = next(iter(said))
        words = f"{status}, all {len(states)}, as recorded on {day_in_words(day)}"
    else:
        groups: dict[str, list[str]] = {}
        for state in states:
            groups.setdefault(state.status, []).append(str(state.number))
        words = "; ".join(f"{status} {and_list(numbers)}" for status, numbers in groups.items())
    return f"{capital(pack_words().inspector)}'s status: {words}."
