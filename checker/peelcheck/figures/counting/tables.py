"""All tables of a force, counted: each is read once for every figure that is asked of it."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from peelcheck.errors import ProblemsFound, did_you_mean
from peelcheck.figures.counting.conditions import Cases
from peelcheck.figures.counting.dated_times import DatedTimes
from peelcheck.figures.counting.figures import Reading, figures_of
from peelcheck.figures.counting.values import not_counted
from peelcheck.figures.engines.registry import Answers, Engines
from peelcheck.figures.query import (
    UNREADABLE,
    Question,
    by_what_decides,
    columns_needed,
    is_text,
    question_for,
    with_checks,
    with_shown,
)
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.locations import Location
from peelcheck.model.periods import in_words
from peelcheck.model.problems import Problem
from peelcheck.model.tables import ISO_DATES, ColumnType, Counting, TableSource
from peelcheck.model.wording import and_list
from peelcheck.sources.csv_scan import CsvFile, prepare_csv
from peelcheck.sources.file_formats import head_of, refuse_lock_file, refuse_other_format
from peelcheck.sources.file_kinds import refuse_other_kinds

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import Engine
    from peelcheck.figures.engines.inputs import AnyTable, TableFile


_FEW_COLUMNS = 3


class Wanted(NamedTuple):
    """Which figures are to be counted, and at which scope kinds each besides the whole force.

    `times` are the force's own, `shown` columns that rows are to be shown with.
    """

    figures: Mapping[str, frozenset[str]]
    times: DatedTimes
    shown: tuple[str, ...] = ()


class Counted(NamedTuple):
    """What came of it: figures, what was wrong with tables, and what a person should look at."""

    values: tuple[FigureValue, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    readings: tuple[Reading, ...]


def count_tables(
    sources: Iterable[TableSource],
    wanted: Wanted,
    dictionary: Dictionary,
    engines: Engines,
) -> Counted:
    """Count every figure that is wanted and that the tables can give."""
    values: list[FigureValue] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    readings: list[Reading] = []
    for source in sources:
        counter = _Counter(source, wanted, dictionary)
        try:
            files = _prepared(source, engines)
            warnings += (warning for file in files for warning in _warnings_of(file))
            reading = counter.read(files, engines.of(source))
        except (ProblemsFound, OSError) as error:
            problems += _problems_of(error, source)
            values += counter.not_counted(f"{counter.files} could not be read")
            continue
        nothing = counter.has_nothing(reading)
        values += counter.not_counted(nothing) if nothing else figures_of(reading, dictionary)
        values += () if nothing else counter.without_target(files)
        readings.append(reading)
        warnings += counter.warnings(reading)
    return Counted(tuple(values), tuple(problems), tuple(warnings), tuple(readings))


def _problems_of(error: ProblemsFound | OSError, source: TableSource) -> Sequence[Problem]:
    """What is wrong with a table, by the name of its file."""
    if isinstance(error, ProblemsFound):
        return error.problems
    by_path = {path: written for written, path in source.files}
    name = by_path.get(str(error.filename), and_list(by_path.values()))
    return [Problem(Location(name), f"The table cannot be read: {error.strerror or error}.")]


def _prepared(source: TableSource, engines: Engines) -> tuple[AnyTable, ...]:
    """Every file of the table, ready to be read; the faults of all are told."""
    if source.elsewhere:
        return (engines.remote(source.elsewhere.engine).table(source, source.elsewhere),)
    engine, folder = engines.of_files(), engines.folder
    files: list[TableFile] = []
    problems: list[Problem] = []
    for written, path in source.files:
        try:
            file = prepare(written, path, source.sheet, source.header_row, engine, folder)
            files.append(file)
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(files)


def prepare(
    written: str, path: str, sheet: str, header_row: int, engine: Engine, folder: str
) -> TableFile:
    """A file made ready to be read; what must be written anew goes to `folder`.

    Raises ProblemsFound where it is no table that can be read.
    """
    refuse_other_kinds(path, written)
    ending = PurePath(path).suffix.lower()
    is_workbook = ending in (".xlsx", ".xlsm")
    refuse_lock_file(path, written)
    head = head_of(path)
    if ending != ".parquet" or not head.startswith(b"PAR1"):
        refuse_other_format(head, written, workbook=is_workbook)
    if ending == ".parquet":
        return engine.parquet(path, written)
    if is_workbook:
        return _workbook(written, path, sheet, header_row, folder)
    return prepare_csv(path, written, header_row, folder)


def _workbook(written: str, path: str, sheet: str, header_row: int, folder: str) -> CsvFile:
    try:
        module = importlib.import_module("peelcheck.sources.xlsx_rows")
    except ImportError:
        what = "Reading Excel files needs openpyxl."
        fix = 'Install it with: pip install "peelcheck[tables]"'
        raise ProblemsFound([Problem(Location(written), what, fix)]) from None
    file: CsvFile = module.prepare_xlsx(path, written, sheet, header_row, folder)
    return file


def _warnings_of(file: AnyTable) -> tuple[Problem, ...]:
    return file.warnings if isinstance(file, CsvFile) else ()


class _Counter:
    """Counts one table."""

    def __init__(self, source: TableSource, wanted: Wanted, dictionary: Dictionary) -> None:
        self.source = source
        self.wanted = wanted
        self.dictionary = dictionary
        due = (c for c in source.table.countings if c.figure in wanted.figures)
        self.countings = [by_what_decides(counting, wanted.times) for counting in due]

    @property
    def files(self) -> str:
        """The files of the table, as the return names them."""
        return and_list(written for written, _ in self.source.files)

    def has_nothing(self, reading: Reading) -> str:
        """That no row is of the period: more likely a wrong month or form of dates than a zero.

        One that has no row at all is more likely an extract that failed.
        """
        if reading.groups or not reading.countings:
            return ""
        if reading.left_out:
            return f"the return leaves out all {self.source.table.many} in {self.files}"
        if not self.source.table.dated_by:
            return f"{self.files} has no {self.source.table.many}"
        period = in_words(self.source.period)
        return f"none of the {self.source.table.many} in {self.files} is of {period}"

    def without_target(self, files: Iterable[AnyTable]) -> Iterator[FigureValue]:
        """What stands for figures that go by a target which has ended, and nobody has said since:
        it does not make them as if none had ever been set.
        """
        for why, countings in self._ended(files).items():
            yield from self.not_counted(
                f"{why}, and on no day of {self._period} for certain", countings
            )

    def _ended(self, files: Iterable[AnyTable]) -> dict[str, list[Counting]]:
        """Why such a target is not in force, with all that lacks nothing else."""
        ended = {f"target {name}": why for name, why in self.wanted.times.ended.items()}
        found: dict[str, list[Counting]] = {}
        for counting in self.countings:
            missing = self._missing(counting, files)
            if missing and all(one in ended for one in missing):
                found.setdefault(ended[missing[0]], []).append(counting)
        return found

    @property
    def _period(self) -> str:
        return in_words(self.source.period)

    def not_counted(
        self, why: str, countings: Iterable[Counting] | None = None
    ) -> Iterator[FigureValue]:
        """What stands for the figures of a table that tells nothing: why it does not."""
        figures = {c.figure for c in (self.countings if countings is None else countings)}
        shares = (f for f in self.dictionary.figures.values() if f.measure)
        figures |= {f.name for f in shares if f.measure and figures & set(f.measure.inputs)}
        for name in sorted(figures):
            yield not_counted(name, self.source.period, why, self.source.location)

    def read(self, files: tuple[AnyTable, ...], engine: Answers) -> Reading:
        """The groups of the table. Raises ProblemsFound."""
        self._refuse_missing_columns(files)
        countings = [c for c in self.countings if not self._missing(c, files)]
        kinds = {c.figure: self._kinds(c, files) for c in countings}
        scopes = {kind for own in kinds.values() for kind in own}
        question = question_for(self.source, countings, scopes, self.wanted.times)
        question = with_checks(question, self._summed_up(files), self._parts(question, files))
        question = with_shown(question, [n for n in self.wanted.shown if self._can_show(n, files)])
        groups = engine.groups(question, files) if countings else []
        cases = Cases(question, self.wanted.times, groups)
        return Reading(
            source=self.source,
            files=files,
            cases=cases,
            groups=tuple(g for g in groups if cases.is_case(g)),
            countings=tuple(countings),
            kinds=kinds,
            left_out=sum(g.rows for g in groups if g.period and cases.is_left_out(g)),
            sums=sum(g.rows + g.again for g in groups if cases.may_be_case(g) and cases.is_sum(g)),
        )

    def _summed_up(self, files: Iterable[AnyTable]) -> list[str]:
        """The columns of parts of the force, of persons and of the date, in which a row may be
        called Total.
        """
        columns = [
            column.name
            for column in self.source.table.columns.values()
            if column.type is ColumnType.TEXT or column.type is ColumnType.ONE_OF
            if column.personal or column.name in self.dictionary.scopes
            if column.name not in self.source.constants and self._has(column.name, files)
        ]
        dated_by = self.source.table.dated_by
        return [*columns, dated_by] if dated_by else columns

    def _parts(self, question: Question, files: Iterable[AnyTable]) -> list[tuple[str, str]]:
        """The columns read that are a part of another one that is there."""
        columns = self.source.table.columns
        pairs = [(name, columns[name].part_of) for name in question.columns]
        return [(part, whole) for part, whole in pairs if whole and self._has(whole, files)]

    def _refuse_missing_columns(self, files: Iterable[AnyTable]) -> None:
        """Every column that the return names must be there, and the key and the date.

        One that it says the file has not must not be.
        """
        table = self.source.table
        named = [*self.source.columns, *self.source.leave_out, *table.key]
        named += [table.dated_by] if table.dated_by else []
        problems = []
        for file in files:
            headers = {header.casefold() for header in file.header}
            for name in dict.fromkeys(named):
                due = self.source.header_of(name)
                if name not in self.source.constants and due.casefold() not in headers:
                    problems.append(self._missing_column(name, due, file))
            problems += self._there_all_the_same(file)
        if problems:
            raise ProblemsFound(problems)

    def _there_all_the_same(self, file: AnyTable) -> Iterator[Problem]:
        """Columns that the file has, though the return says that all rows are alike in them."""
        named = {header.casefold() for header in self.source.columns.values()}
        there = {header.casefold() for header in file.header} - named
        for name, value in self.source.constants.items():
            if name in there:
                what = f"The header has a column {name}, and every_row says {value} of each row."
                fix = f"Take {name} out of every_row; rename the column if it is another thing."
                yield Problem(Location(file.shown_as), what, fix)

    def _missing_column(self, name: str, due: str, file: AnyTable) -> Problem:
        what = f"The header has no column {due}."
        fix = f"It has {', '.join(file.header[:12])}."
        if name not in self.source.columns:
            what = f"The header has no column {due} ({self.source.table.columns[name].means})."
            fix = f"Say what the file calls it, as in columns: {{{name}: NAME}}."
        if len(file.header) < _FEW_COLUMNS:
            fix += " If the header is in another line, say which, as in header_row: 4."
        return Problem(Location(file.shown_as), what, did_you_mean(due, file.header) or fix)

    def _missing(self, counting: Counting, files: Iterable[AnyTable]) -> tuple[str, ...]:
        """The columns and targets without which a figure cannot be counted."""
        needed = columns_needed(counting, self.source)
        columns = [f"column {name}" for name in needed if not self._has(name, files)]
        targets = [c.set_in for c in counting.where.values() if c.set_in]
        if counting.in_time and counting.in_time.target:
            targets.append(counting.in_time.target)
        unset = [f"target {t}" for t in dict.fromkeys(targets) if not self.wanted.times.is_set(t)]
        return (*columns, *unset)

    def _can_show(self, name: str, files: Iterable[AnyTable]) -> bool:
        return name in self.source.table.columns and self._has(name, files)

    def _has(self, name: str, files: Iterable[AnyTable]) -> bool:
        due = self.source.header_of(name).casefold()
        return all(due in {header.casefold() for header in file.header} for file in files)

    def _kinds(self, counting: Counting, files: Iterable[AnyTable]) -> tuple[str, ...]:
        """The scope kinds of a figure, as far as the table has a column for them."""
        asked = sorted(self.wanted.figures[counting.figure])
        return tuple(k for k in asked if k in self.source.table.columns and self._has(k, files))

    def warnings(self, reading: Reading) -> Iterator[Problem]:
        """What a person should look at: nothing in the period, and figures not counted."""
        name = self.source.files[0][0]
        if self.has_nothing(reading):
            many = self.source.table.many
            what = f"None of the {many} is of {in_words(self.source.period)}."
            fix = "Check the period, and how dates are written."
            if reading.left_out:
                what, fix = f"The return leaves out all {many}.", "Look at leave_out:."
            elif not self.source.table.dated_by:
                what, fix = f"There are no {many} in it.", "If there are none, give 0 itself."
            yield Problem(Location(name), what, fix)
        yield from self._unreadable_dates(reading)
        if reading.sums:
            rows = "1 row is" if reading.sums == 1 else f"{reading.sums:,} rows are"
            headers = [self.source.header_of(n) for n in reading.cases.question.summed_up]
            what = f"{rows} called a total in {and_list(headers, 'or')}, and not counted."
            fix = "Take such rows out."
            if any(is_text(self.source, n) for n in reading.cases.question.summed_up):
                fix = "Take such rows out, or name them under leave_out:."
            yield Problem(Location(name), what, fix)
        yield from self._lacking(reading.files)
        missing = {c.figure: self._missing(c, reading.files) for c in self.countings}
        ended = {c.figure: why for why, some in self._ended(reading.files).items() for c in some}
        for figure, needed in missing.items():
            if any(one.startswith("target") for one in needed):
                what = f"{figure} was not counted: it needs the {and_list(needed)}."
                fix = f"peelcheck explain {figure} says how."
                if figure in ended:
                    what = f"{figure} was not counted: {ended[figure]}."
                    fix = "Say what the target is now."
                yield Problem(self.source.location, what, fix)

    def _lacking(self, files: tuple[AnyTable, ...]) -> Iterator[Problem]:
        """Columns that some of several files have, and others have not, with what that costs."""
        for name, costs in self._needed().items():
            without = [file.shown_as for file in files if not self._has(name, [file])]
            if without and len(without) < len(files):
                has = "has" if len(without) == 1 else "have"
                what = (
                    f"{and_list(without)} {has} no column {self.source.header_of(name)}, which "
                    f"other files of {self.source.table.name} have; so {and_list(costs)}."
                )
                fix = "Add the column, or name it as the other files do."
                yield Problem(Location(without[0]), what, fix)

    def _needed(self) -> dict[str, list[str]]:
        """The columns of what is to be counted, each with what is not counted without it."""
        found: dict[str, list[str]] = {}
        for counting in self.countings:
            for name in columns_needed(counting, self.source):
                found.setdefault(name, []).append(f"{counting.figure} was not counted")
        kinds = {kind for c in self.countings for kind in self.wanted.figures[c.figure]}
        for kind in sorted(kinds & set(self.source.table.columns) - set(self.source.constants)):
            found.setdefault(kind, []).append(f"nothing was counted by {kind}")
        return found

    def _unreadable_dates(self, reading: Reading) -> Iterator[Problem]:
        """Where most dates cannot be read, it is their form that is not said."""
        unread = sum(group.rows for group in reading.groups if group.period == UNREADABLE)
        if unread * 2 > sum(group.rows for group in reading.groups):
            dated_by = self.source.table.dated_by
            what = f"{dated_by} (column {self.source.header_of(dated_by)}) can mostly not be read."
            fix = "Say how its dates are written, as in dates: day/month/year."
            if self.source.dates != ISO_DATES:
                fix = "Look at some of them: they are not written as dates: in the return says."
            yield Problem(Location(self.source.files[0][0]), what, fix)


def wanted_figures(
    asked: Iterable[tuple[str, Collection[str]]], dictionary: Dictionary
) -> dict[str, frozenset[str]]:
    """The figures asked for and all they are worked out from, with the scope kinds of each."""
    found: dict[str, set[str]] = {}
    due = [(name, set(kinds)) for name, kinds in asked]
    while due:
        name, kinds = due.pop()
        figure = dictionary.figures[name]
        kinds = kinds | ({figure.by} if figure.by else set())
        if name in found and kinds <= found[name]:
            continue
        found.setdefault(name, set()).update(kinds)
        due += [(one, kinds) for one in (figure.measure.inputs if figure.measure else ())]
    return {name: frozenset(kinds) for name, kinds in found.items()}
