"""Whether a report still says what its files say, in plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import visible
from peelcheck.model.records import DigestState, FileCheck, Record, Use
from peelcheck.model.version import VERSION
from peelcheck.model.wording import capital, counted_noun
from peelcheck.reports.layout import Page, named_texts, paragraph

_NAME_WIDTH = 17


def verified_text(
    file: str, record: Record, today: date, held: Sequence[FileCheck], page: Page
) -> str:
    """Write a sentence, then each file under its state, changed ones first."""
    other = [one for one in held if one.match is not DigestState.SAME]
    state = "are the same" if not other else f"{len(other)} not the same"
    lead = (
        f"{file} was made by peelcheck {record.version} for {day_in_words(today)} from "
        f"{counted_noun(len(held), 'file')}: {'all' if not other else ''} {state}."
    )
    rows = [(capital(match), "\n".join(_told(match, held))) for match in DigestState]
    lines = [
        *paragraph(visible(" ".join(lead.split())), page.width),
        "",
        *named_texts([row for row in rows if row[1]], page.width, _NAME_WIDTH),
        "",
        *paragraph(" ".join(_what_now(record, held)), page.width),
    ]
    return "\n".join(lines) + "\n"


def _told(match: DigestState, held: Iterable[FileCheck]) -> Iterator[str]:
    """Return each file; of rules that are the same only how many, as there are many."""
    found = [one for one in held if one.match is match]
    for one in found:
        if one.use is not Use.RULES:
            yield visible(f"{one.file} ({one.use})")
        elif match is not DigestState.SAME:
            yield visible(f"{one.folder}: {one.file} (rules)")
    if match is DigestState.SAME:
        for folder, count in Counter(o.folder for o in found if o.use is Use.RULES).items():
            files = "file" if count == 1 else "files"
            yield visible(f"{folder}: {count} {files} (rules)")


def _what_now(record: Record, held: Iterable[FileCheck]) -> Iterator[str]:
    found = {one.match for one in held}
    if found == {DigestState.SAME}:
        yield "The report still says what these files say."
    elif found <= {DigestState.SAME, DigestState.NO_FILE}:
        yield "A table that is not a file may have changed: check again to know."
    else:
        yield "The report may no longer say what these files say: check again."
    if DigestState.GONE in found:
        yield "File names start from the folder in which the report was made: run this there."
    if record.version != VERSION:
        yield f"This is peelcheck {VERSION}, which may judge the same files differently."
