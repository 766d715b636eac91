"""What a gate over a folder says, in sections of rows and texts, for a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from peelcheck.model.changes import Change, ChangeKind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.gate_report import (
    BaseKind,
    FigureChange,
    GateLine,
    GateReport,
    Less,
    LessCode,
    LineKind,
    StandardChange,
    Step,
)
from peelcheck.model.gates import Gate
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import body
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.problems import Problem
from peelcheck.model.wording import amount_words, and_list, counted_noun
from peelcheck.reports.gate_words import gate_clauses
from peelcheck.reports.reason_words import all_in_words
from peelcheck.reports.reason_words.rows import condition_words

_MOST_ALIKE = 3
_MOST_FIGURES = 20
_MOVES = (ChangeKind.BETTER, ChangeKind.WORSE)


class GateRow(NamedTuple):
    """One line of a section: a standard or a return, the outcome in a word or two, and why.

    `label` is empty in a section whose rows only have a text. `matters`: it fails the gate, or a
    person should read it all the same.
    """

    name: str
    label: str
    text: str
    matters: bool = True


class GateSection(NamedTuple):
    """One part of what a gate says: its title, rows or texts, and what to do about it."""

    title: str
    rows: tuple[GateRow, ...] = ()
    texts: tuple[str, ...] = ()
    advice: str = ""


def gate_sentence(gate: Gate) -> str:
    """Gate fails: 1 standard is missed (exit 1)."""
    if not gate.exit:
        return f"{gate_verdict(gate)}."
    return f"Gate fails: {and_list(gate_clauses(gate))} (exit {int(gate.exit)})."


def gate_verdict(gate: Gate) -> str:
    """Gate fails (exit 1), without a full stop."""
    return f"Gate {'fails' if gate.exit else 'passes'} (exit {int(gate.exit)})"


def gate_title(gate: Gate, report: GateReport) -> str:
    """Anytown Police: the gate fails."""
    forces = list(dict.fromkeys(step.force for step in report.steps))
    who = (
        forces[0]
        if len(forces) == 1
        else f"{len(forces)} {body().many}"
        if forces
        else report.folder
    )
    return f"{who}: the gate {'fails' if gate.exit else 'passes'}"


def compared_with(report: GateReport) -> str:
    """Return what the folder was compared with, in a sentence."""
    if report.base_kind is BaseKind.NONE:
        return (
            "Judged alone: there is no earlier commit or report to compare with, so what vanished "
            "or was changed cannot be seen."
        )
    if report.base_kind is BaseKind.AS_KNOWN:
        return f"As known in {report.base}: judged alone, by the standards of that commit."
    changed = sum(step.is_changed for step in report.steps)
    if report.base_kind is BaseKind.REPORT:
        return f"Compared with {report.base}."
    many = (
        "1 return differs"
        if changed == 1
        else f"{changed} returns differ"
        if changed
        else "every return gives the same figures"
    )
    return f"Compared with {report.base}: {many}."


def gate_sections(report: GateReport, dictionary: Dictionary) -> list[GateSection]:
    """Return what a gate says beside its verdict, without sections that would be empty."""
    found = [
        _problems("Files that cannot be used", report.problems),
        _missing(report),
        *[_step(step, report) for step in report.steps],
        *[_standards(step) for step in report.steps],
        *[_figures(step, dictionary) for step in report.steps],
        _not_shown(report.steps),
        _alike(report.steps),
        _newly_left_out(report.steps),
        _problems("Not looked at", report.unknown),
        _problems("About these files", report.remarks),
    ]
    return [section for section in found if section.rows or section.texts]


def _missing(report: GateReport) -> GateSection:
    rows = [
        GateRow(
            f"{force}, {in_words(period)}", "gone", "the base has a return, and now there is none"
        )
        for force, period in report.gone
    ]
    rows += [
        GateRow(f"{force}, {in_words(period)}", "missing", "a month is skipped")
        for force, period in report.gaps
    ]
    return GateSection("Returns", tuple(rows))


def _step(step: Step, report: GateReport) -> GateSection:
    shown = [
        line
        for line in step.lines
        if step.is_changed or report.base_kind is not BaseKind.REVISION or _matters(line)
    ]
    files = and_list([PurePath(file).name for file in step.files]) or in_words(step.period)
    many = f", {step.force}" if len({one.force for one in report.steps}) > 1 else ""
    rows = (
        GateRow(line.finding.rule.short, _label(line), _words(line), _matters(line))
        for line in shown
    )
    return GateSection(f"{files}{many}{_with_what(step, report)}", tuple(rows))


def _label(line: GateLine) -> str:
    """Return what became of a standard, in a word or two: a met one may be better or worse."""
    change = line.finding.change
    if line.kind is LineKind.NO_CHANGE and change and change.kind in _MOVES:
        return str(change.kind)
    return str(line.kind)


def _matters(line: GateLine) -> bool:
    return line.kind not in (LineKind.NO_CHANGE, LineKind.RESOLVED, LineKind.AS_BEFORE)


def _with_what(step: Step, report: GateReport) -> str:
    if step.compared_with is None:
        return ", judged alone"
    if step.is_new:
        return f", compared with {in_words(step.compared_with)}"
    return f", compared with {report.base}" if step.is_changed else ", not changed"


def _words(line: GateLine) -> str:
    because = _because(line)
    return f"{because}; judged by the base's standards" if line.by_base else because


def _because(line: GateLine) -> str:
    finding = line.finding
    change = finding.change
    match line.kind:
        case LineKind.VANISHED:
            when = f", last for {_when(line.last)}" if line.last else ""
            return f"was given{when}, and is not now; supply it, or accept it in exceptions"
        case LineKind.NOTHING_LEFT:
            before = (
                f"in {_when(line.last)} {all_in_words(line.last.reasons)}"
                if line.last
                else "the base had cases"
            )
            return f"0 of 0, and {before}; say why in a note, or accept it in exceptions"
        case LineKind.NOTHING_TO_JUDGE:
            notes = finding.figure.notes if finding.figure else ()
            return all_in_words((*finding.reasons, *notes))
        case LineKind.NOT_COMPARED:
            return f"cannot be compared: {_why(change)}" if change else "cannot be compared"
        case LineKind.LESS_GIVEN:
            return and_list([_less(one) for one in line.less])
        case LineKind.ACCEPTED:
            return f"{all_in_words(finding.reasons) or 'not given'}, {_accepted(finding)}"
        case LineKind.NO_CHANGE | LineKind.RESOLVED if change and _why(change):
            moved = "" if _why(change) == finding.outcome else f", {_why(change)}"
            return f"{finding.outcome}{moved}"
        case LineKind.MISSED if finding.exception:
            why = all_in_words(finding.exception.reasons)
            return f"{all_in_words(finding.reasons)}; the exception does not hold: {why}"
        case _:
            moved = f" ({_why(change)})" if change and _why(change) != finding.outcome else ""
            return f"{all_in_words(finding.reasons)}{moved}"


def _why(change: Change) -> str:
    return all_in_words(change.reasons)


def _when(finding: Finding) -> str:
    return in_words(finding.period) if finding.period else "an earlier period"


def _accepted(finding: Finding) -> str:
    if finding.exception is None:
        return "which is accepted"
    one = finding.exception.entry
    worst = f" and no worse than {one.no_worse_than.text}" if one.no_worse_than else ""
    return f"accepted until {day_in_words(one.expires)}{worst}"


def _less(one: Less) -> str:
    match one.code:
        case LessCode.PARTS:
            return f"{and_list(one.names)} {'is' if one.before == 1 else 'are'} left out"
        case LessCode.PART_COUNT:
            return f"{counted_noun(one.now, 'part')}, and {one.before} on the base"
        case LessCode.ROWS:
            return f"{counted_noun(one.now, 'row')}, and {one.before:,} on the base"
        case LessCode.LEFT_OUT:
            are = "is" if one.now == 1 else "are"
            return f"{counted_noun(one.now, 'row')} {are} left out, and {one.before:,} on the base"
        case LessCode.TABLE:
            return f"was counted from {and_list(one.names)}, and is not now"
        case LessCode.SOURCE:
            return "one of two sources that disagreed is gone"
        case LessCode.QUALIFIER:
            return f"was {and_list(one.names)} on the base, and does not say so now"


def _standards(step: Step) -> GateSection:
    together = any(change.stops for change in step.standards)
    title = (
        f"Standards changed together with figures of {in_words(step.period)} that they judge"
        if together
        else f"Standards changed: what that does to {in_words(step.period)}"
    )
    rows = (GateRow(change.rule, "", _standard(change)) for change in step.standards)
    advice = "Merge the change of the standards by itself first." if together else ""
    return GateSection(title, tuple(rows), advice=advice)


def _standard(change: StandardChange) -> str:
    sides = [_side(change.before), _side(change.after)]
    return f"{sides[0]}; now {sides[1]}."


def _side(finding: Finding | None) -> str:
    if finding is None:
        return "no such rule"
    required = finding.limit.required if finding.limit else "no limit"
    accepted = ", accepted" if finding.is_accepted else ""
    return f"{required}: {finding.outcome}{accepted}"


def _figures(step: Step, dictionary: Dictionary) -> GateSection:
    texts = [_figure(change, dictionary) for change in step.figures[:_MOST_FIGURES]]
    if len(step.figures) > _MOST_FIGURES:
        texts.append(f"and {len(step.figures) - _MOST_FIGURES} more")
    return GateSection(f"Figures of {in_words(step.period)} that changed", texts=tuple(texts))


def _figure(change: FigureChange, dictionary: Dictionary) -> str:
    scope = f" ({change.scope})" if change.scope else ""
    kind = dictionary.figures[change.figure].kind if change.figure in dictionary.figures else None
    before, now = (
        "not given" if amount is None else amount_words(amount, kind) if kind else amount.text
        for amount in (change.before, change.now)
    )
    marked = "provisional" if change.was_provisional else "not marked provisional"
    return f"{change.figure}{scope}: {before}, now {now}. It was {marked}."


def _not_shown(steps: Sequence[Step]) -> GateSection:
    texts = tuple(
        f"{one.rule.short}{_of_force(one, steps)}: was shown{_shown_for(one)}."
        for step in steps
        for one in step.not_shown
    )
    return GateSection("For information, and not given any more", texts=texts)


def _of_force(finding: Finding, steps: Sequence[Step]) -> str:
    return f" of {finding.force}" if len({step.force for step in steps}) > 1 else ""


def _shown_for(finding: Finding) -> str:
    return f" for {in_words(finding.period)}" if finding.period else ""


def _alike(steps: Sequence[Step]) -> GateSection:
    return GateSection("", texts=tuple(text for step in steps for text in _alike_in(step)))


def _alike_in(step: Step) -> Iterator[str]:
    if step.alike and step.compared_with:
        names = [finding.rule.short for finding in step.alike]
        shown = names[:_MOST_ALIKE]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        yield (
            f"The counts of {in_words(step.compared_with)} and {in_words(step.period)} are the "
            f"same to the digit: {', '.join(shown)}{more}. Check that they were not copied."
        )


def _newly_left_out(steps: Sequence[Step]) -> GateSection:
    """Return the rows that a new period does not count, and the one before would have."""
    return GateSection("", texts=tuple(text for step in steps for text in _left_out_in(step)))


def _left_out_in(step: Step) -> Iterator[str]:
    if step.newly_left_out and step.compared_with:
        each = and_list(f"{one.rows:,} as {condition_words(one)}" for one in step.newly_left_out)
        yield (
            f"{in_words(step.period)} leaves out rows that {in_words(step.compared_with)} would "
            f"have counted: {each}. Check that they are not cases."
        )


def _problems(title: str, problems: Sequence[Problem]) -> GateSection:
    return GateSection(title, texts=tuple(str(problem) for problem in cut_floods(problems)))
