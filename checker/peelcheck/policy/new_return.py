"""A return written from a force's own files: what is sure is filled in, the rest is a question.

Nothing is guessed. A column is taken for one of ours if its name matches, or if its values fit no
other. A question mark stays a problem until a person has answered it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting.prepared_files import prepare_file
from peelcheck.figures.engines.registry import open_engines
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.rules import Rulebook
from peelcheck.model.tables import Column, ColumnType, Table
from peelcheck.model.wording import and_list
from peelcheck.policy.yaml_text import in_braces, modeline
from peelcheck.sources.csv_scan import CsvFile, first_rows

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import DuckDbEngine

_ROWS_READ = 1000
_LINES_TRIED = 15
_MOST_VALUES = 12
_ZONE = r"( ?(Z|[+-]\d{2}(:?\d{2})?))?"
_ISO = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}([ T]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d+)?)?{_ZONE})?")
_NUMBERS_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})( \d{1,2}:\d{2}(:\d{2})?)?")


class FileHead(NamedTuple):
    """The beginning of a file: the line of its header, the names in it, the first rows."""

    file: str
    header_row: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def texts(self, number: int) -> list[str]:
        """Return the filled cells of a column."""
        cells = (row[number].strip() for row in self.rows if number < len(row))
        return [cell for cell in cells if cell]


class TableMatch(NamedTuple):
    """A table that a file may be: for each of our columns, the number of the file's own."""

    table: Table
    columns: Mapping[str, int]


def new_return(files: Sequence[str], rulebook: Rulebook, beside: Path, schema: str) -> str:
    """Return the text of a return that names these files, in a folder `beside` them.

    `schema` is where an editor finds the schema of a return. Raises ProblemsFound for a file that
    cannot be read as a table.
    """
    with open_engines(None) as engines:
        engine, folder = engines.file_engine(), engines.folder
        samples = [_sample(file, rulebook.tables, engine, folder) for file in files]
    lines = [
        modeline(schema),
        "# Every ? is a question: answer it, or take the line out. Nothing is checked before.",
        'force: "?"',
        'period: "?"  # a month as in 2026-03',
        "tables:",
    ]
    targets: dict[str, None] = {}
    open_questions = 0
    for sample in samples:
        match = _best(sample, rulebook.tables)
        if match:
            lines += _table_lines(sample, match, beside)
            targets |= dict.fromkeys(_targets_of(match.table))
        else:
            open_questions += 1
            lines += _unknown_table_lines(sample, open_questions, rulebook.tables, beside)
    lines += list(_target_lines(targets, rulebook.dictionary))
    return "\n".join(lines) + "\n"


def _sample(file: str, tables: Mapping[str, Table], engine: DuckDbEngine, folder: str) -> FileHead:
    """Return the beginning of a file, from the line that looks most like a header."""
    first = _sample_from(file, 1, engine, folder)
    if PurePath(file).suffix.lower() == ".parquet":
        return first
    found = [first]
    for line in range(2, _LINES_TRIED + 1):
        try:
            found.append(_sample_from(file, line, engine, folder))
        except ProblemsFound:
            continue
    return max(found, key=lambda s: (_matching_columns(s, tables), len(s.header), -s.header_row))


def _matching_columns(sample: FileHead, tables: Mapping[str, Table]) -> int:
    nearest = _nearest(sample, tables)
    return len(nearest[0].columns) if nearest else 0


def _sample_from(file: str, line: int, engine: DuckDbEngine, folder: str) -> FileHead:
    ready = prepare_file(file, file, "", line, engine, folder)
    if isinstance(ready, CsvFile):
        rows = first_rows(ready, _ROWS_READ)
        line = max(line, ready.skip)  # blank lines above a header are no header
    else:
        rows = engine.first_rows(ready, _ROWS_READ)
    return FileHead(file, line, ready.header, tuple(tuple(row) for row in rows))


def _best(sample: FileHead, tables: Mapping[str, Table]) -> TableMatch | None:
    """Return the one table that most of the file's columns fit; None if two fit as well."""
    nearest = _nearest(sample, tables)
    return nearest[0] if len(nearest) == 1 and len(nearest[0].columns) > 1 else None


def _nearest(sample: FileHead, tables: Mapping[str, Table]) -> list[TableMatch]:
    """Return the tables that fit as well as any; none if not one column fits."""
    matches = [TableMatch(table, _sure_columns(sample, table)) for table in tables.values()]
    most = max((len(match.columns) for match in matches), default=0)
    return [match for match in matches if most and len(match.columns) == most]


def _sure_columns(sample: FileHead, table: Table) -> dict[str, int]:
    """Return our columns that the file surely has: by name, or by values that fit no other."""
    by_name = {
        name: numbers[0]
        for name in table.columns
        if len(numbers := _of_that_name(name, sample.header)) == 1
    }
    taken = set(by_name.values())
    by_values: dict[str, list[int]] = {}
    for name, column in table.columns.items():
        if name not in by_name and column.values:
            by_values[name] = [
                number
                for number in range(len(sample.header))
                if number not in taken and _fits(sample.texts(number), column)
            ]
    claimed = [number for numbers in by_values.values() for number in numbers]
    sure = {
        name: numbers[0]
        for name, numbers in by_values.items()
        if len(numbers) == 1 and claimed.count(numbers[0]) == 1
    }
    return {**by_name, **sure}


def _of_that_name(name: str, header: Sequence[str]) -> list[int]:
    """Return the columns with that name, with or without the ends of our names (_at, _id)."""
    due = {_plain(name), _plain(re.sub("_(at|id)$", "", name))}
    return [number for number, own in enumerate(header) if _plain(own) in due]


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]+", "_", name.casefold()).strip("_")


def _fits(texts: Iterable[str], column: Column) -> bool:
    """Return whether these are values of the column, and of more than one kind."""
    found = {text.casefold() for text in texts}
    return len(found) > 1 and found <= set(column.values)


def _unknown_table_lines(
    sample: FileHead, number: int, tables: Mapping[str, Table], beside: Path
) -> Iterator[str]:
    """Yield a file whose table is not sure, under a unique name."""
    near = [match.table.name for match in _nearest(sample, tables)] or list(tables)
    yield f'  "{"?" * number}":  # which table is this? {and_list(near, "or")}'
    yield from _file_lines(sample, beside)
    yield f"    # peelcheck explain table/{near[0]} says which columns: to write for"
    yield f"    # {', '.join(sample.header)}"


def _file_lines(sample: FileHead, beside: Path) -> Iterator[str]:
    yield f"    file: {in_braces(_from_there(sample.file, beside))}"
    if sample.header_row > 1:
        yield f"    header_row: {sample.header_row}"


def _from_there(file: str, beside: Path) -> str:
    """Return a file's name relative to the return, or as given if on another drive."""
    try:
        return Path(os.path.relpath(file, beside)).as_posix()
    except ValueError:
        return file


def _table_lines(sample: FileHead, match: TableMatch, beside: Path) -> Iterator[str]:
    table = match.table
    yield f"  {table.name}:  # {table.means}"
    yield from _file_lines(sample, beside)
    yield "    columns:"
    for name, column in table.columns.items():
        number = match.columns.get(name)
        own = '"?"' if number is None else in_braces(sample.header[number])
        yield f"      {name}: {own}  # {column.means}"
    if left := [own for i, own in enumerate(sample.header) if i not in match.columns.values()]:
        yield f"      # not taken for any of these: {', '.join(left)}"
    yield from _value_lines(sample, match)
    yield from _date_lines(sample, match)
    if not table.dated_by:
        yield '    at: "?"  # the day on which this was so'


def _value_lines(sample: FileHead, match: TableMatch) -> Iterator[str]:
    """Yield the values that are not ours, each as a question."""
    lines = []
    for name, number in match.columns.items():
        column = match.table.columns[name]
        unknown = [
            text
            for text in dict.fromkeys(sample.texts(number))
            if column.values and text.casefold() not in column.values
        ]
        if unknown and not column.personal:
            ours = ", ".join(dict.fromkeys(column.values.values()))
            answers = ((text, _answer(text, column)) for text in unknown[:_MOST_VALUES])
            shown = ", ".join(f"{in_braces(text)}: {answer}" for text, answer in answers)
            lines.append(f"      {name}: {{{shown}}}  # {ours}")
    if lines:
        yield "    values:"
        yield from lines


def _answer(text: str, column: Column) -> str:
    """Return what a value surely means; Y is yes if there is only yes and no."""
    short = {name[0]: name for name in ("yes", "no")}
    return short.get(text.casefold(), '"?"') if set(column.values) == {"yes", "no"} else '"?"'


def _date_lines(sample: FileHead, match: TableMatch) -> Iterator[str]:
    """Yield how dates are written, if that shows."""
    times = [
        number
        for name, number in match.columns.items()
        if match.table.columns[name].type is ColumnType.TIME
    ]
    texts = [text for number in times for text in sample.texts(number)]
    if texts and not all(_ISO.fullmatch(text) for text in texts):
        form = _date_form(texts)
        yield f"    dates: {form}" if form else f'    dates: "?"  # such as {texts[0]}'


def _date_form(texts: Iterable[str]) -> str:
    """Return the order of day and month, if some day is too late to be a month; otherwise ""."""
    found = [m for text in texts if (m := _NUMBERS_FIRST.fullmatch(text))]
    day_first = any(int(m.group(1)) > 12 for m in found)
    month_first = any(int(m.group(3)) > 12 for m in found)
    if not found or day_first is month_first:
        return ""
    sign, year = found[0].group(2), "year" if len(found[0].group(4)) == 4 else "yy"
    return sign.join(("day", "month", year) if day_first else ("month", "day", year))


def _targets_of(table: Table) -> Iterator[str]:
    """Yield the targets of times by which the table's figures are judged."""
    for counting in table.countings:
        if counting.in_time and counting.in_time.target:
            yield counting.in_time.target


def _target_lines(targets: Iterable[str], dictionary: Dictionary) -> Iterator[str]:
    names = list(targets)
    if names:
        yield "targets:"
    for name in names:
        meaning = dictionary.targets[name]
        yield f'  {name}: "?"  # {meaning.means}'
