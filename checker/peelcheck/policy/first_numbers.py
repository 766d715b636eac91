"""What a new return can be checked for now: the standards, what others lack, the first numbers."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.findings import Finding
from peelcheck.model.pack_words import pack_words
from peelcheck.model.problems import visible
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import check, load_return
from peelcheck.policy.countable_standards import Countable, countable_standards
from peelcheck.policy.new_return import FileMatch, FilesFound, period_of, return_text
from peelcheck.policy.sheet_drafts import SheetDraft
from peelcheck.reading.periods import read_period
from peelcheck.reports.finding_text import figure_words

_QUESTION = re.compile(r'\s*(?:[A-Za-z0-9_ ]+|"[^"]+"): "\?"(  #.*)?')
_MOST_LACKING = 8
_ANY_FORCE = "Anytown Police"


def questions_left(text: str) -> list[str]:
    """Return what a return still asks, by the names that have a question mark."""
    lines = [line for line in text.split("\n") if _QUESTION.fullmatch(line)]
    return [line.split(":")[0].strip() for line in lines]


def first_numbers(found: FilesFound, text: str, rulebook: Rulebook) -> str:
    """Return what can be counted from these files, and the first numbers, for people to read."""
    tables = [one for one in found.tables if one.match and not _asks_for_dates(one)]
    ready = FilesFound(tuple(tables), tuple(s for s in found.sheets if not s.asks))
    known = [(one.match.table, one.known) for one in tables if one.match]
    given = {figure for sheet in ready.sheets for figure in sheet.figures}
    countable = countable_standards(known, given, rulebook)
    lines = [f"{visible(one.head.file)}: {_what_it_is(one)}" for one in found.tables]
    lines += [_what_sheet_it_is(sheet) for sheet in found.sheets]
    if questions := questions_left(text):
        lines.append(f"Questions (?) to answer: {', '.join(dict.fromkeys(questions))}.")
    lines += _standards(countable)
    lines += _numbers(ready, countable, rulebook)
    return "\n".join(lines)


def _asks_for_dates(one: FileMatch) -> bool:
    return bool(one.survey and one.survey.dates and one.survey.dates.open_question)


def _what_it_is(one: FileMatch) -> str:
    if one.match is None:
        return "not known which table this is"
    check = sum(bool(match.check) for match in one.match.columns.values())
    columns = f"{len(one.match.columns)} of {len(one.match.table.columns)} columns found"
    found = f"{one.match.table.name}, {columns}" + (f", {check} to check" if check else "")
    if _asks_for_dates(one):
        return f"{found}; nothing can be counted until dates: is answered"
    return found


def _what_sheet_it_is(sheet: SheetDraft) -> str:
    name = f"{visible(sheet.file)}, sheet {visible(sheet.sheet)}" if sheet.sheet else sheet.file
    figures = "1 figure" if len(sheet.figures) == 1 else f"{len(sheet.figures)} figures"
    labels = "1 label" if sheet.unknown == 1 else f"{sheet.unknown} labels"
    others = f", {labels} not known" if sheet.unknown else ""
    asks = f"; nothing can be read until {sheet.asks}: is answered" if sheet.asks else ""
    return f"{name}: a sheet of months, {figures} found{others}{asks}"


def _standards(countable: Countable) -> Iterator[str]:
    if countable.now:
        yield f"Can be counted now: {'; '.join(rule.short for rule in countable.now)}."
    lacking = list(countable.lacking.items())
    for short, missing in lacking[:_MOST_LACKING]:
        yield f"Not yet: {short} (lacks {', '.join(missing)})."
    if len(lacking) > _MOST_LACKING:
        yield f"Not yet: {len(lacking) - _MOST_LACKING} more standards."


def _numbers(found: FilesFound, countable: Countable, rulebook: Rulebook) -> Iterator[str]:
    """Yield the first numbers of what can be counted, or why there are none yet."""
    month = period_of(found) or "2026-03"
    if not countable.now:
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "first.yaml"
        file.write_text(_without_questions(found, month, rulebook, file.parent), "utf-8")
        try:
            result = check(
                rulebook,
                load_return(file, rulebook, allow_outside=True),
                only=[rule.id for rule in countable.now],
            )
        except (ProblemsFound, InvalidValue) as error:
            yield f"No number yet: {_first_problem(error)}"
            return
    for problem in result.problems[:1]:
        yield f"No number yet: {problem.what}"
    findings = [f for one in result.forces for f in one.findings if f.figure and f.figure.amount]
    if findings:
        yield "First numbers, to see whether the columns are right:"
    for finding in findings:
        yield f"  {_number(finding, rulebook)}"


def _number(finding: Finding, rulebook: Rulebook) -> str:
    counts, share = figure_words(finding, rulebook.dictionary)
    return f"{finding.rule.short}: {counts}" + (f" ({share})" if share else "")


def _first_problem(error: ProblemsFound | InvalidValue) -> str:
    return error.problems[0].what if isinstance(error, ProblemsFound) else str(error)


def _without_questions(found: FilesFound, month: str, rulebook: Rulebook, folder: Path) -> str:
    """Return the return as it would be with a force, a day for stocks, and no other answer."""
    last = read_period(month).last
    text = return_text(found, rulebook, folder, "return").split("\ntargets:")[0]
    lines = [
        line.replace(f'{pack_words().key}: "?"', f"{pack_words().key}: {_ANY_FORCE}")
        .replace('period: "?"', f"period: {month}")
        .replace('    at: "?"', f"    at: {last}")
        for line in text.split("\n")
    ]
    return "\n".join(line for line in lines if not _QUESTION.fullmatch(line)) + "\n"
