"""Markdown: a comment on a pull request, the summary of a build, and a plain paper for a board.

It fits the smallest of the places it is read in: a comment on GitHub holds 65,536 characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from peelcheck.model.changes import ChangeKind
from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import area, body
from peelcheck.model.problems import visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.afi_words import afi_words, closing, named_afis
from peelcheck.reports.finding_text import amount_of, how_far
from peelcheck.reports.gate_words import gate_clauses
from peelcheck.reports.layout import Page
from peelcheck.reports.markdown import safe, table
from peelcheck.reports.reason_words import all_in_words
from peelcheck.reports.sections import (
    Rows,
    about_rows,
    breakdowns,
    inspections_of,
    lead,
    no_register,
    not_applicable,
    not_supplied,
    notes,
    public_words,
    question_rows,
    untold_rows,
    why_not_supplied,
)
from peelcheck.reports.since_text import exception_rows, exception_words, gone_words
from peelcheck.reports.text_overview import headline_of_many, rules_judged, worst_first

MOST_BYTES = 60_000
"""Below what GitHub (65,536), Azure (150,000) and GitLab (1,000,000) take for a comment."""

LONG = 12
"""Rows of a table that are shown at once; a longer one is folded."""

_NOT_ALL = "*Not everything fits here: the other reports have it all.*"
_QUIET = (ChangeKind.WITHIN_NOISE, ChangeKind.UNCHANGED)

Blocks = list[str]


def render(result: Result, _: Page) -> str:
    """Write each force and the result of the gate.

    What does not fit is left out: first the notes, then the tables. What each force misses stays.
    """
    full = _written(result, _everything)
    if _fits(full):
        return full
    kept = (_written(result, part, _NOT_ALL) for part in (_tables, _sentences))
    return next((text for text in kept if _fits(text)), _cut(result))


def _written(result: Result, part: Callable[[ForceResult, Result], Blocks], end: str = "") -> str:
    blocks = [block for force in result.forces for block in part(force, result)]
    return _joined([public_words(result), *_overview(result), *blocks, end, _gate(result)])


def _overview(result: Result) -> Blocks:
    """Return how every force comes out, standard by standard; nothing of one force alone."""
    if len(result.forces) < 2:
        return []
    rules = rules_judged(result)
    rows = []
    for force in sorted(result.forces, key=worst_first):
        outcomes = {f.rule.id: str(f.outcome) for f in force.findings if f.outcome.is_judged}
        rows.append([visible(force.force), *(outcomes.get(rule.id, "-") for rule in rules)])
    lines = "\n".join(table([capital(body().one), *(visible(rule.short) for rule in rules)], rows))
    shown = _fold(f"All {len(rows)} {body().many}", lines) if len(rows) > LONG else [lines]
    return [f"**{_safe(headline_of_many(result))}**", *(shown if rules else [])]


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _fits(text: str) -> bool:
    return len(text.encode("utf-8", "backslashreplace")) <= MOST_BYTES


def _cut(result: Result) -> str:
    """Return the sentences of as many forces as fit, and how many more there are."""
    every = [block for force in result.forces for block in _sentences(force, result)]
    count = next(n for n in range(len(every), -1, -1) if _fits(_shortened(every, n, result)))
    return _shortened(every, count, result)


def _shortened(every: Sequence[str], count: int, result: Result) -> str:
    more = f"*And {len(every) - count} more {body().many}: the other reports have them all.*"
    return _joined([*every[:count], more, _gate(result)])


def _everything(force: ForceResult, result: Result) -> Blocks:
    return [
        *_tables(force, result),
        *_afis(force),
        *_folded("About these figures", about_rows(force)),
        *_folded_all(breakdowns(force, result.rulebook.dictionary)),
        *_folded_all(notes(force)),
        *_listed("", [("", text) for text in (*why_not_supplied(force), *not_applicable(force))]),
        *map(_safe, not_supplied(force)),
    ]


def _tables(force: ForceResult, result: Result) -> Blocks:
    return [
        *_sentences(force, result),
        *_since(force, result),
        *_listed("To be answered", question_rows(force)),
        *_listed("Accepted", exception_rows(force)),
        *_judged(force, result),
        *_listed("What is not clear", untold_rows(force)),
    ]


def _sentences(force: ForceResult, result: Result) -> Blocks:
    return [f"**{_safe(lead(force, result))}**"]


def _gate(result: Result) -> str:
    if result.gate is None:
        return ""
    if not result.gate.exit:
        return "**Gate: passes.**"
    reasons = _safe(capital(and_list(gate_clauses(result.gate))))
    return f"**Gate: fails.** {reasons} (exit {int(result.gate.exit)})."


def _safe(text: str) -> str:
    return safe(visible(text))


def _since(force: ForceResult, result: Result) -> Blocks:
    """Write one table of what has moved, and a sentence of what has not."""
    if result.since is None:
        return []
    moved = [f for kind in ChangeKind if kind not in _QUIET for f in _changed(force, kind)]
    rows = [_moved(finding, result) for finding in moved]
    if gone := gone_words(force, result.since):
        rows.append(["No longer checked", visible(and_list(gone)), "", ""])
    headings = ("Since last time", "Standard", "What has changed", "Now")
    still = [_still(kind, _changed(force, kind)) for kind in _QUIET]
    return [*(["\n".join(table(headings, rows))] if rows else []), *filter(None, still)]


def _changed(force: ForceResult, kind: ChangeKind) -> list[Finding]:
    return [f for f in force.findings if f.change and f.change.kind is kind]


def _moved(finding: Finding, result: Result) -> list[str]:
    change = finding.change
    because = capital(all_in_words(change.reasons)) if change else ""
    accepted = f", {exception_words(finding)}" if finding.is_accepted else ""
    return [
        capital(change.kind) if change else "",
        visible(finding.rule.short),
        visible(because),
        visible(f"{finding.outcome}: {amount_of(finding, result)}{accepted}"),
    ]


def _still(kind: ChangeKind, found: Sequence[Finding]) -> str:
    if not found:
        return ""
    if kind is ChangeKind.UNCHANGED:
        said = [f"{f.rule.short} ({f.outcome})" for f in found]
    else:
        said = [f"{f.rule.short}: {all_in_words(f.change.reasons)}" for f in found if f.change]
    return _safe(f"{capital(kind)}: {sentence('; '.join(said))}")


def _judged(force: ForceResult, result: Result) -> Blocks:
    """Return the whole table, folded where it is long or there is a shorter one above."""
    findings = [f for f in force.findings if f.outcome.is_judged]
    if not findings:
        return []
    with_afis = bool(force.registers)
    headings = ["Standard", "Result", "Figure", "Required", "How far off"]
    rows = [_row(finding, result)[: 6 if with_afis else 5] for finding in findings]
    lines = "\n".join(table([*headings, *([capital(area().label)] if with_afis else [])], rows))
    is_long = len(rows) > LONG or result.since is not None
    count = "1 standard" if len(rows) == 1 else f"All {len(rows)} standards"
    return _fold(count, lines) if is_long else [lines]


def _row(finding: Finding, result: Result) -> list[str]:
    accepted = " (accepted)" if finding.is_accepted else ""
    return [
        visible(finding.rule.short),
        f"{finding.outcome}{accepted}",
        amount_of(finding, result),
        visible(finding.limit.required) if finding.limit else "",
        visible(how_far(finding)),
        ", ".join(str(ref.number) for ref in finding.afis),
    ]


def _fold(title: str, text: str) -> Blocks:
    """Markdown is read again after an empty line; the title is HTML, and escaped as that."""
    return [
        f"<details>\n<summary>{escape(visible(title))}</summary>",
        text,
        "</details>",
    ]


def _items(rows: Rows) -> str:
    named = [(f"**{_safe(name)}**: " if name else "", _safe(text)) for name, text in rows]
    return "\n".join(f"- {name}{text}" for name, text in named)


def _listed(title: str, rows: Rows) -> Blocks:
    if not rows:
        return []
    return [*([f"**{_safe(title)}**"] if title else []), _items(rows)]


def _folded(title: str, rows: Rows) -> Blocks:
    return _fold(title, _items(rows)) if rows else []


def _folded_all(groups: Mapping[str, Rows]) -> Blocks:
    return [block for title, rows in groups.items() for block in _folded(title, rows)]


def _afis(force: ForceResult) -> Blocks:
    if not force.registers:
        return [_safe(no_register(force))]
    listed = []
    for title, groups in inspections_of(force).items():
        rows = [(afi_words(one[0].numbers, one[0].period), named_afis(one)) for one in groups]
        listed += _listed(title, rows)
    return [*listed, closing(".")]
