"""All tables of a force, counted: each is read once for every figure that is asked of it."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from peelcheck.errors import FaultsFound, did_you_mean
from peelcheck.figures.counting.cases import Cases, Doubt, Times
from peelcheck.figures.counting.counted import count_value, not_counted, share_value, sum_value
from peelcheck.figures.counting.question import (
    Group,
    columns_needed,
    question_for,
)
from peelcheck.figures.counting.tallies import NO_SUM, NOTHING, Sum, Tally, tally, total
from peelcheck.model.dictionary import Dictionary, MeasureName
from peelcheck.model.findings import FigureValue
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Scope
from peelcheck.model.tables import Counting, TableSource
from peelcheck.model.wording import and_list
from peelcheck.sources.csv_scan import CsvFile, prepare_csv

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import Engine, Watch
    from peelcheck.figures.engines.files import TableFile


class Wanted(NamedTuple):
    """Which figures are to be counted, and at which scope kinds each besides the whole force."""

    figures: Mapping[str, frozenset[str]]
    times: Times


class Counted(NamedTuple):
    """What came of it: figures, what was wrong with tables, and what a person should look at."""

    values: tuple[FigureValue, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


class Reading(NamedTuple):
    """One table, read: its groups, and all that is needed to tell its rows apart again."""

    source: TableSource
    files: tuple[TableFile, ...]
    cases: Cases
    groups: tuple[Group, ...]
    countings: tuple[Counting, ...]


def open_engine(folder: str, watch: Watch | None) -> Engine:
    """The engine, loaded only now: it needs a library that many do without. Raises FaultsFound."""
    try:
        module = importlib.import_module("peelcheck.figures.engines.duckdb_engine")
    except ImportError:
        what = "Counting from tables needs duckdb."
        instead = 'Install it with: pip install "peelcheck[tables]"'
        raise FaultsFound([Problem(Place("peelcheck"), what, instead)]) from None
    engine: Engine = module.Engine(folder, watch)
    return engine


def count_tables(
    sources: Iterable[TableSource],
    wanted: Wanted,
    dictionary: Dictionary,
    engine: Engine,
    folder: str,
) -> Counted:
    """Count every figure that is wanted and that the tables can give."""
    values: list[FigureValue] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for source in sources:
        counter = _Counter(source, wanted, dictionary)
        try:
            files = _prepared(source, engine, folder)
            warnings += (warning for file in files for warning in _warnings_of(file))
            reading = counter.read(files, engine)
        except FaultsFound as found:
            problems += found.problems
            values += counter.not_counted()
            continue
        values += counter.values(reading)
        warnings += counter.warnings(reading)
    return Counted(tuple(values), tuple(problems), tuple(warnings))


def _prepared(source: TableSource, engine: Engine, folder: str) -> tuple[TableFile, ...]:
    """Every file of the table, ready to be read; the faults of all are told."""
    files: list[TableFile] = []
    problems: list[Problem] = []
    for written, path in source.files:
        try:
            files.append(_prepare(written, path, source, engine, folder))
        except FaultsFound as found:
            problems += found.problems
    if problems:
        raise FaultsFound(problems)
    return tuple(files)


def _prepare(
    written: str, path: str, source: TableSource, engine: Engine, folder: str
) -> TableFile:
    ending = PurePath(path).suffix.lower()
    if ending == ".parquet":
        return engine.parquet(path, written)
    if ending in (".xlsx", ".xlsm"):
        return _workbook(written, path, source, folder)
    return prepare_csv(path, written, source.header_row, folder)


def _workbook(written: str, path: str, source: TableSource, folder: str) -> CsvFile:
    try:
        module = importlib.import_module("peelcheck.sources.xlsx_rows")
    except ImportError:
        what = "Reading Excel files needs openpyxl."
        instead = 'Install it with: pip install "peelcheck[tables]"'
        raise FaultsFound([Problem(Place(written), what, instead)]) from None
    file: CsvFile = module.prepare_xlsx(path, written, source.sheet, source.header_row, folder)
    return file


def _warnings_of(file: TableFile) -> tuple[Problem, ...]:
    return file.warnings if isinstance(file, CsvFile) else ()


class _Counter:
    """Counts one table."""

    def __init__(self, source: TableSource, wanted: Wanted, dictionary: Dictionary) -> None:
        self.source = source
        self.wanted = wanted
        self.dictionary = dictionary
        self.countings = [c for c in source.table.countings if c.figure in wanted.figures]

    def not_counted(self) -> Iterator[FigureValue]:
        """What stands for the figures of a table that cannot be read: that it cannot."""
        files = and_list(written for written, _ in self.source.files)
        for counting in self.countings:
            why = f"{files} could not be read"
            yield not_counted(counting.figure, self.source.period, why, self.source.place)

    def read(self, files: tuple[TableFile, ...], engine: Engine) -> Reading:
        """The groups of the table. Raises FaultsFound."""
        self._refuse_missing_columns(files)
        countings = [c for c in self.countings if self._can_be_counted(c, files)]
        scopes = self._scopes(countings, files)
        question = question_for(self.source, countings, scopes, self.wanted.times)
        groups = engine.groups(question, files) if countings else []
        cases = Cases(question, self.wanted.times)
        return Reading(self.source, files, cases, tuple(groups), tuple(countings))

    def _refuse_missing_columns(self, files: Iterable[TableFile]) -> None:
        """Every column that the return names must be there, and the key and the date."""
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
        if problems:
            raise FaultsFound(problems)

    def _missing_column(self, name: str, due: str, file: TableFile) -> Problem:
        hint = did_you_mean(due, file.header)
        what = f"The header has no column {due}."
        if name not in self.source.columns:
            what = f"The header has no column {due} ({self.source.table.columns[name].means})."
            hint = hint or f"Say what the file calls it, as in columns: {{{name}: NAME}}."
        return Problem(Place(file.shown_as), what, hint or f"It has {', '.join(file.header[:12])}.")

    def _can_be_counted(self, counting: Counting, files: Iterable[TableFile]) -> bool:
        if self._times_missing(counting):
            return False
        headers = [{header.casefold() for header in file.header} for file in files]
        needed = columns_needed(counting, self.source)
        return all(
            self.source.header_of(name).casefold() in header
            for name in needed
            for header in headers
        )

    def _times_missing(self, counting: Counting) -> bool:
        """Does it need times that the force has not set?"""
        targets = [c.set_in for c in counting.where.values() if c.set_in]
        if counting.in_time and counting.in_time.target:
            targets.append(counting.in_time.target)
        return any(target not in self.wanted.times for target in targets)

    def _scopes(self, countings: Iterable[Counting], files: Iterable[TableFile]) -> list[str]:
        """The columns by which a figure is broken down, as far as the files have them."""
        headers = [{header.casefold() for header in file.header} for file in files]
        asked = {kind for c in countings for kind in self.wanted.figures[c.figure]}
        return [
            kind
            for kind in sorted(asked)
            if kind in self.source.table.columns
            and all(self.source.header_of(kind).casefold() in header for header in headers)
        ]

    def warnings(self, reading: Reading) -> Iterator[Problem]:
        """Rows that were not counted, and why: outside the period, or left out."""
        outside = sum(g.rows for g in reading.groups if g.period == 0)
        inside = sum(g.rows for g in reading.groups if g.period == 1)
        many = self.source.table.many
        files = self.source.files[0][0]
        if outside and not inside:
            what = f"None of the {outside:,} {many} is dated in {self.source.period.as_written}."
            yield Problem(Place(files), what, "Check the period, and how dates are written.")

    def values(self, reading: Reading) -> Iterator[FigureValue]:
        """Every figure of the table, for the whole force and for each part that is asked for."""
        groups = [
            group
            for group in reading.groups
            if group.period
            and not reading.cases.is_left_out(group)
            and not reading.cases.is_blank(group)
        ]
        by_figure = {counting.figure: counting for counting in reading.countings}
        for counting in reading.countings:
            figure = self.dictionary.figures[counting.figure]
            if not figure.by:
                yield self._one(counting, groups, reading, None)
            for kind in self._kinds(counting.figure, reading):
                yield from self._parts(counting.figure, (counting,), kind, groups, reading)
        for name, part, whole in self._shares(by_figure):
            counted = tally(groups, whole, part, reading.cases)
            yield share_value(name, counted, None, self.source)
            for kind in self._kinds(part.figure, reading):
                yield from self._parts(name, (whole, part), kind, groups, reading)

    def _kinds(self, figure: str, reading: Reading) -> list[str]:
        asked = self.wanted.figures[figure]
        return [kind for kind in sorted(asked) if kind in reading.cases.question.texts]

    def _shares(
        self, by_figure: Mapping[str, Counting]
    ) -> Iterator[tuple[str, Counting, Counting]]:
        """Shares whose part and whole are both rows of this table."""
        for figure in self.dictionary.figures.values():
            measure = figure.measure
            if measure is None or measure.name is not MeasureName.SHARE:
                continue
            part, whole = (by_figure.get(name) for name in measure.inputs)
            if part and whole and not part.total and not whole.total:
                yield figure.name, part, whole

    def _one(
        self, counting: Counting, groups: Sequence[Group], reading: Reading, scope: Scope | None
    ) -> FigureValue:
        if counting.total:
            kind = self.dictionary.figures[counting.figure].kind
            found = total(groups, counting, reading.cases)
            return sum_value(counting.figure, kind, found, scope, self.source)
        counted = tally(groups, counting, None, reading.cases)
        return count_value(counting.figure, counted, scope, self.source)

    def _parts(
        self,
        name: str,
        countings: tuple[Counting, ...],
        kind: str,
        groups: Sequence[Group],
        reading: Reading,
    ) -> Iterator[FigureValue]:
        """A figure for each value of a scope kind; rows without one may belong to any."""
        by_value: dict[str, list[Group]] = {}
        unknown: dict[Doubt | None, list[Group]] = {}
        for group in groups:
            value = reading.cases.value(kind, group)
            if isinstance(value, Doubt):
                unknown.setdefault(value, []).append(group)
            else:
                by_value.setdefault(value, []).append(group)
        every = self._over(countings, unknown, reading)
        for value, own in by_value.items():
            scope = Scope(kind, value)
            own_groups: dict[Doubt | None, list[Group]] = {None: own}
            found = self._over(countings, own_groups, reading)
            if isinstance(found, Sum) and isinstance(every, Sum):
                figure_kind = self.dictionary.figures[name].kind
                yield sum_value(name, figure_kind, found.plus(every), scope, self.source)
            elif isinstance(found, Tally) and isinstance(every, Tally):
                if not found.rows:
                    continue
                one = share_value if len(countings) > 1 else count_value
                yield one(name, found.plus(every), scope, self.source)

    def _over(
        self,
        countings: tuple[Counting, ...],
        groups: Mapping[Doubt | None, Sequence[Group]],
        reading: Reading,
    ) -> Tally | Sum:
        """Tallies of groups that share a doubt, put together."""
        whole, part = countings[0], countings[1] if len(countings) > 1 else None
        if whole.total:
            sums = NO_SUM
            for doubt, some in groups.items():
                sums = sums.plus(total(some, whole, reading.cases, doubt))
            return sums
        found = NOTHING
        for doubt, some in groups.items():
            found = found.plus(tally(some, whole, part, reading.cases, doubt))
        return found


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
