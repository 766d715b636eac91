"""The columns of a table's files: which are there, and which figures lack one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from peelcheck.errors import ProblemsFound, did_you_mean
from peelcheck.figures.dated_times import DatedTimes
from peelcheck.figures.query import columns_needed
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.tables import ColumnType, Counting, TableSource
from peelcheck.sources.csv_scan import CsvFile

if TYPE_CHECKING:
    from peelcheck.figures.engines.inputs import AnyTable

_FEW_COLUMNS = 3
_SECONDS = frozenset(("s", "sec", "secs", "second", "seconds", "ss"))
_OTHER_UNITS = frozenset(("min", "mins", "minutes", "hrs", "hours", "ms", "msecs", "milliseconds"))
_OUT_OF_HOURS = re.compile(r"\bout[ _-]of[ _-]hours")


class TableColumns:
    """The columns that the files of one table have."""

    def __init__(self, source: TableSource, files: Sequence[AnyTable]) -> None:
        """Take the files of the table, ready to be read."""
        self.source = source
        self.files = files
        self._headers = [{header.casefold() for header in file.header} for file in files]

    def has(self, name: str) -> bool:
        """Return whether every file has a column, by our name for it."""
        header = self.source.header_of(name).casefold()
        return all(header in headers for headers in self._headers)

    def has_any(self, name: str) -> bool:
        """Return whether any file has a column."""
        return len(self.without(name)) < len(self.files)

    def without(self, name: str) -> list[str]:
        """Return the files that do not have a column, by the names shown to people."""
        header = self.source.header_of(name).casefold()
        files = zip(self.files, self._headers, strict=True)
        return [file.shown_as for file, headers in files if header not in headers]

    def has_own(self, name: str) -> bool:
        """Return whether it is a column of the table that every file has."""
        return name in self.source.table.columns and self.has(name)

    def missing(self, counting: Counting, times: DatedTimes) -> tuple[str, ...]:
        """Return the columns and targets without which a figure cannot be counted, in words."""
        needed = columns_needed(counting, self.source)
        columns = [f"column {name}" for name in needed if not self.has(name)]
        targets = [c.set_in for c in counting.where.values() if c.set_in]
        if counting.in_time and counting.in_time.target:
            targets.append(counting.in_time.target)
        unset = [f"target {t}" for t in dict.fromkeys(targets) if not times.is_set(t)]
        return (*columns, *unset)

    def refuse_missing(self) -> None:
        """Raise ProblemsFound unless the key, the date and all columns named are there.

        A column that the return says the file has not must not be there.
        """
        problems: list[Problem] = []
        for file in self.files:
            problems += (*self._missing_in(file), *_not_constant(file, self.source))
        if problems:
            raise ProblemsFound(problems)

    def refuse_unusable(self, names: Iterable[str]) -> None:
        """Raise ProblemsFound for needed columns that are in a file but must not be read from it.

        Two may have one name, one may be in another unit, or its dates may be swapped.
        """
        names = list(names)
        headers = [self.source.header_of(name).casefold() for name in names]
        problems = [p for name in names for p in self._in_another_unit(name)]
        files = (file.unusable for file in self.files if isinstance(file, CsvFile))
        found = [unusable[header] for unusable in files for header in headers if header in unusable]
        if found or problems:
            raise ProblemsFound(dict.fromkeys([*found, *problems]))

    def refuse_too_short(self, names: Iterable[str]) -> None:
        """Raise ProblemsFound for columns of seconds with numbers below 1 alone.

        One whose header says that it has seconds is believed.
        """
        headers = [self.source.header_of(name) for name in names]
        fix = "Give seconds. If they are, say so in the name of the column, as in wait_seconds."
        problems = [
            Problem(
                Location(self.source.shown_as),
                f"No number in the column {header} reaches 1 second: they may be minutes.",
                fix,
            )
            for header in headers
            if _words(header).isdisjoint(_SECONDS)
        ]
        if problems:
            raise ProblemsFound(problems)

    def _in_another_unit(self, name: str) -> Iterator[Problem]:
        """Yield a column of seconds whose header in the file names a longer or shorter unit."""
        column = self.source.table.columns.get(name)
        header = self.source.header_of(name)
        words = _words(header)
        is_seconds = column is not None and column.type is ColumnType.SECONDS
        if is_seconds and words & _OTHER_UNITS and words.isdisjoint(_SECONDS):
            what = f"The column {header} is not in seconds by its name, and {name} is."
            fix = "Give it in seconds, under a name that says so."
            yield Problem(Location(self.source.shown_as), what, fix)

    def _missing_in(self, file: AnyTable) -> Iterator[Problem]:
        source, headers = self.source, {header.casefold() for header in file.header}
        filtered = [one.column for one in source.filters]
        named = [*source.columns, *filtered, *source.table.key]
        named += [source.table.dated_by] if source.table.dated_by else []
        for name in dict.fromkeys(named):
            header = source.header_of(name)
            if name not in source.constants and header.casefold() not in headers:
                yield _missing_column(name, header, file, source)


def _not_constant(file: AnyTable, source: TableSource) -> Iterator[Problem]:
    """Yield columns that the file has, though the return says that all rows are alike in them."""
    named = {header.casefold() for header in source.columns.values()}
    there = {header.casefold() for header in file.header} - named
    for name, value in source.constants.items():
        if name in there:
            what = f"The header has a column {name}, and every_row says {value} of each row."
            fix = f"Take {name} out of every_row; rename the column if it is another thing."
            yield Problem(Location(file.shown_as), what, fix)


def _missing_column(name: str, header: str, file: AnyTable, source: TableSource) -> Problem:
    what = f"The header has no column {header}."
    location = Location(file.shown_as)
    if not source.table.columns[name].means:
        what = f"{file.shown_as} has no column {header}."
        location = source.table.columns[name].location
    fix = f"It has {', '.join(file.header[:12])}."
    if name not in source.columns:
        what = f"The header has no column {header} ({source.table.columns[name].means})."
        fix = f"Say what the file calls it, as in columns: {{{name}: NAME}}."
    if len(file.header) < _FEW_COLUMNS:
        fix += " If the header is in another line, say which, as in header_row: 4."
    return Problem(location, what, did_you_mean(header, file.header) or fix)


def _words(header: str) -> set[str]:
    """Return the words of a header; "out of hours" says when, and names no unit."""
    return set(re.findall(r"[a-z]+", _OUT_OF_HOURS.sub("", header.casefold())))
