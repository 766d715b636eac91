"""A return written from a force's own files: what is sure is filled in, the rest is left to people.

What is likely is written with a line to check. A column that is not known is left out, and only
what no figure of a table can do without is a question mark, which stays a problem until answered.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.figures.engines.registry import open_engines
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import pack_words
from peelcheck.model.rules import Rulebook
from peelcheck.model.tables import Table
from peelcheck.model.wording import and_list, counted_noun
from peelcheck.policy.column_matching import TableMatch, contents_of, match_table
from peelcheck.policy.column_names import NameFit, name_words
from peelcheck.policy.date_forms import DateForm, newest_month
from peelcheck.policy.file_heads import FileHead, Reader, sheets_of
from peelcheck.policy.sheet_drafts import SheetDraft, draft_sheets
from peelcheck.policy.table_survey import Survey, survey_rows
from peelcheck.policy.value_lines import known_values, value_lines
from peelcheck.policy.yaml_text import in_braces, modeline

_ENOUGH_WITHOUT_DAY = 4


class FileMatch(NamedTuple):
    """A file with the one table it surely is, or the tables it may be, the nearest first.

    `other_sheets` are those of its workbook that are not read; `of_several` says it has more.
    """

    head: FileHead
    match: TableMatch | None
    near: tuple[Table, ...]
    near_score: int
    survey: Survey | None
    other_sheets: tuple[str, ...] = ()
    of_several: bool = False

    @property
    def known(self) -> set[str]:
        """Return our columns that can be used: found, and with a value that is known."""
        if self.match is None or self.survey is None:
            return set()
        columns = self.match.table.columns
        found = {
            name
            for name, one in self.match.columns.items()
            if not columns[name].values
            or known_values(self.head.header[one.number], columns[name], self.survey.values[name])
        }
        return found | set(self.match.every_row)


class FilesFound(NamedTuple):
    """What files were found to be: tables, or what may be tables, and sheets of figures."""

    tables: tuple[FileMatch, ...]
    sheets: tuple[SheetDraft, ...]


def match_files(files: Sequence[str], rulebook: Rulebook, sheet: str = "") -> FilesFound:
    """Return which tables and sheets of figures files are; `sheet` is the sheet of a workbook.

    Raises ProblemsFound for a file that cannot be read as a table, and InvalidValue where several
    sheets of a workbook fit.
    """
    with open_engines(None) as engines:
        reader = Reader(engines.file_engine(), engines.folder)
        found = [_tables_and_sheets(file, rulebook, reader, sheet) for file in files]
    return FilesFound(
        tuple(table for tables, _ in found for table in tables),
        tuple(one for _, sheets in found for one in sheets),
    )


def _tables_and_sheets(
    file: str, rulebook: Rulebook, reader: Reader, sheet: str
) -> tuple[list[FileMatch], list[SheetDraft]]:
    """Return the table that a file is, and its sheets of figures."""
    problems: ProblemsFound | None = None
    tables: list[FileMatch] = []
    try:
        tables = [_match_file(file, rulebook.tables, reader, sheet)]
    except ProblemsFound as wrong:
        problems = wrong
    known = [one for one in tables if one.match]
    of_tables = [one.head.sheet for one in known]
    sheets = draft_sheets(file, sheet, of_tables, rulebook.dictionary)
    if problems and not sheets:
        raise problems
    drawn = {one.sheet for one in sheets}
    known = [one._replace(other_sheets=_without(one.other_sheets, drawn)) for one in known]
    return known if sheets else tables, sheets


def _without(names: Iterable[str], drawn: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in drawn)


def _match_file(file: str, tables: Mapping[str, Table], reader: Reader, sheet: str) -> FileMatch:
    sheets = sheets_of(file)
    wanted = [sheet] if sheet or not sheets else sheets
    found: list[FileMatch] = []
    problems: ProblemsFound | None = None
    for name in wanted:
        try:
            found.append(_match_sheet(reader.heads(file, name), tables))
        except ProblemsFound as wrong:
            problems = problems or wrong
    if problems and not found:
        raise problems
    fitting = [one for one in found if one.match]
    if len(fitting) > 1:
        names = [f"{one.head.sheet} ({one.match.table.name})" for one in fitting if one.match]
        what = f"{file} has {len(fitting)} sheets that may be tables: {and_list(names)}."
        raise InvalidValue(what, f"Say which: --sheet {in_braces(fitting[0].head.sheet)}")
    best = max(fitting or found, key=_closeness)
    best = best._replace(other_sheets=tuple(sheets), of_several=len(sheets) > 1)
    if best.match is None:
        return best
    return best._replace(survey=survey_rows(best.head, best.match, reader.every_row(best.head)))


def _match_sheet(heads: Iterable[FileHead], tables: Mapping[str, Table]) -> FileMatch:
    """Return the nearest of a sheet's heads: the first that fits; below it there are cases."""
    best: FileMatch | None = None
    for head in heads:
        if best and best.match:
            if not head.sheet or head.header != best.head.header:
                break
            best = best._replace(head=head)  # blank rows above the header are passed over
            continue
        found = _match_head(head, tables)
        if best is None or _closeness(found) > _closeness(best):
            best = found
    assert best is not None  # noqa: S101 - a file without a head has problems, which are raised
    return best


def _closeness(found: FileMatch) -> tuple[int, int, int, int]:
    """Return how well a head fits: its table, else how much looks like one, and the first line."""
    score = found.match.score if found.match else 0
    return score, found.near_score, len(found.head.header), -found.head.header_row


def _match_head(head: FileHead, tables: Mapping[str, Table]) -> FileMatch:
    contents = contents_of(head)
    matches = [match_table(head, contents, table) for table in tables.values()]
    scores = [match.score + 2 * _is_named_in(head, match) for match in matches]
    most = max(scores, default=0)
    nearest = [m for m, score in zip(matches, scores, strict=True) if score == most and m.columns]
    near = tuple(match.table for match in nearest)
    sure = nearest[0] if len(nearest) == 1 and _is_enough(head, nearest[0]) else None
    return FileMatch(head, sure, near, most, None)


def _is_named_in(head: FileHead, match: TableMatch) -> bool:
    """Return whether the name of the file or sheet has the words of the table's name."""
    named = name_words(f"{PurePath(head.file).stem} {head.sheet}")
    return bool(match.columns) and name_words(match.table.name) <= named


def _is_enough(head: FileHead, match: TableMatch) -> bool:
    """Return whether so much is found that it is no other table with a few of the same names.

    What tells the rows or their day must be there by a name of its own, unless the file has the
    table's name; a table of dated rows without their day needs four columns.
    """
    table, found = match.table, match.columns
    telling = [found[name] for name in (*table.key, table.dated_by) if name in found]
    by_name = any(one.fit > NameFit.MAY_BE for one in telling)
    has_day = not table.dated_by or table.dated_by in {*found, *match.notes}
    named = by_name or (bool(telling) and _is_named_in(head, match))
    return len(found) > 1 and named and (has_day or len(found) >= _ENOUGH_WITHOUT_DAY)


def return_text(found: FilesFound, rulebook: Rulebook, beside: Path, schema: str) -> str:
    """Return the text of a return for files that were matched."""
    lines = [
        *modeline(schema),
        "# Every ? is a question: answer it, or take the line out. Nothing is checked until then.",
        "# Read each line with check: what it says is likely, and not sure.",
        f'{pack_words().key}: "?"',
        _period_line(found),
    ]
    if found.tables:
        lines.append("tables:")
    targets: dict[str, None] = {}
    open_questions = 0
    for one in found.tables:
        if one.match and one.survey:
            lines += _table_lines(one, one.match, one.survey, beside)
            targets |= dict.fromkeys(_targets_of(one.match))
        else:
            open_questions += 1
            lines += _unknown_table_lines(one, open_questions, rulebook.tables, beside)
    if found.sheets:
        lines.append("sheets:")
    for sheet in found.sheets:
        lines += [f"  - file: {in_braces(_from_there(sheet.file, beside))}", *sheet.lines]
    lines += list(_target_lines(targets, rulebook.dictionary))
    return "\n".join(lines) + "\n"


def period_of(found: FilesFound) -> str:
    """Return the newest month of the tables, or else of the sheets of figures; "" without any."""
    of_sheets = [month for sheet in found.sheets for month in sheet.months]
    return newest_month(_rows_by_month(found)) or max(of_sheets, default="")


def _rows_by_month(found: FilesFound) -> Counter[str]:
    """Return the number of rows in each month, over all tables."""
    months: Counter[str] = Counter()
    for one in found.tables:
        if one.survey:
            months.update(one.survey.months)
    return months


def _period_line(found: FilesFound) -> str:
    months = _rows_by_month(found)
    newest = period_of(found)
    if newest and not months:
        return f"period: {newest}  # check: the newest month with a figure"
    if not newest:
        return 'period: "?"  # a month as in 2026-03'
    are = "is" if months[newest] == 1 else "are"
    rows = f"{months[newest]:,} of {counted_noun(months.total(), 'row')} {are} of this month"
    others = f", the first is of {min(months)}" if len(months) > 1 else ""
    return f"period: {newest}  # check: {rows}{others}"


def _unknown_table_lines(
    found: FileMatch, number: int, tables: Mapping[str, Table], beside: Path
) -> Iterator[str]:
    """Yield a file whose table is not sure, under a unique name."""
    near = [table.name for table in found.near] or list(tables)
    yield f'  "{"?" * number}":  # which table is this? {and_list(near, "or")}'
    yield from _file_lines(found, beside)
    yield f"    # peelcheck explain table/{near[0]} says which columns: to write for"
    yield f"    # {_names(found.head.header)}"


def _names(header: Iterable[str]) -> str:
    return ", ".join(in_braces(name) for name in header if name)


def _file_lines(found: FileMatch, beside: Path) -> Iterator[str]:
    head = found.head
    yield f"    file: {in_braces(_from_there(head.file, beside))}"
    others = [name for name in found.other_sheets if name != head.sheet]
    if head.sheet and (others or found.of_several):
        not_read = f"  # not read: {_names(others)}" if others else ""
        yield f"    sheet: {in_braces(head.sheet)}{not_read}"
    if head.header_row > 1:
        yield f"    header_row: {head.header_row}"


def _from_there(file: str, beside: Path) -> str:
    """Return a file's name relative to the return, or as given if on another drive."""
    try:
        return Path(os.path.relpath(file, beside)).as_posix()
    except ValueError:
        return file


def _table_lines(
    found: FileMatch, match: TableMatch, survey: Survey, beside: Path
) -> Iterator[str]:
    table, header = match.table, found.head.header
    yield f"  {table.name}:  # {table.means}"
    yield from _file_lines(found, beside)
    yield "    columns:"
    yield from _column_lines(header, match)
    if match.every_row:
        pairs = ", ".join(f"{name}: {in_braces(v)}" for name, v in match.every_row.items())
        yield f"    every_row: {{{pairs}}}  # check: the other columns are of another"
    lines = [
        line
        for name, one in match.columns.items()
        for line in value_lines(header[one.number], table.columns[name], survey.values.get(name))
    ]
    if any(not line.lstrip().startswith("#") for line in lines):
        yield "    values:"
    yield from lines
    yield from _date_lines(survey.dates)
    if not table.dated_by:
        yield '    at: "?"  # the day on which this was so'


def _column_lines(header: Sequence[str], match: TableMatch) -> Iterator[str]:
    """Yield our columns with the file's names; what nothing can do without is a question."""
    table = match.table
    needed = {*table.key, table.dated_by}
    absent = []
    for name, column in table.columns.items():
        one, note = match.columns.get(name), match.notes.get(name, "")
        if one:
            said = f"check: {one.check}" if one.check else column.means
            yield f"      {name}: {in_braces(header[one.number])}  # {said}"
        elif name in match.every_row:
            continue
        elif name in needed:
            yield f'      {name}: "?"  # {note or column.means}'
        elif note:
            yield f"      # check {name}: {note}"
        else:
            absent.append(name)
    if absent:
        yield f"      # not found: {', '.join(absent)}"
    taken = {one.number for one in match.columns.values()}
    if left := [own for number, own in enumerate(header) if number not in taken and own]:
        yield f"      # not taken for any of these: {_names(left)}"


def _date_lines(form: DateForm | None) -> Iterator[str]:
    """Yield how dates are written, if that shows, or the question."""
    if form is None:
        return
    if form.open_question:
        yield f'    dates: "?"  # {form.remark}'
    elif form.words:
        yield f"    dates: {form.words}" + (f"  # check: {form.remark}" if form.remark else "")
    elif form.remark:
        yield f"    # check: {form.remark}"


def _targets_of(match: TableMatch) -> Iterator[str]:
    """Yield the targets of times by which the table's figures are judged.

    Without the column of times the target decides nothing, and is not asked for.
    """
    for counting in match.table.countings:
        clock = counting.in_time
        if clock and clock.target and (not clock.column or clock.column in match.columns):
            yield clock.target


def _target_lines(targets: Iterable[str], dictionary: Dictionary) -> Iterator[str]:
    names = list(targets)
    if names:
        yield "targets:"
    for name in names:
        meaning = dictionary.targets[name]
        yield f'  {name}: "?"  # {meaning.means}'
