"""What a return states about a table: its files, and their names of columns, values and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from types import MappingProxyType

from peelcheck.errors import Problems
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.rules import Rulebook
from peelcheck.model.tables import (
    Clocks,
    Column,
    ColumnType,
    SourceFile,
    Table,
    TableSource,
)
from peelcheck.model.time_precision import Precision
from peelcheck.reading.date_formats import read_date_formats
from peelcheck.reading.fields import is_known, read_text, text_of, texts_of, words_of
from peelcheck.reading.pack_tables import table_with
from peelcheck.reading.periods import read_day
from peelcheck.reading.precision import read_precision
from peelcheck.reading.profiles import path_beside
from peelcheck.reading.remote_tables import read_elsewhere, shown_as
from peelcheck.reading.row_filters import read_row_filters
from peelcheck.reading.table_files import files_named
from peelcheck.sources.nodes import Entry, Mapping, Node, Text

_EXTENDED_BY = "extended_by"


def read_table_sources(
    file: str,
    node: Mapping,
    period: Period,
    rulebook: Rulebook,
    precision: Precision,
    problems: Problems,
    *,
    allow_outside: bool,
) -> tuple[TableSource, ...]:
    """Return everything under tables. Their files must lie in the folder of `file` or below it.

    `precision` is the default for times and seconds.
    """
    found = node.get("tables")
    sources = []
    for entry in found.entries if isinstance(found, Mapping) else ():
        if not is_known(entry.key, rulebook.tables, "a table", problems):
            continue
        if isinstance(entry.value, Mapping):
            table = _extended(file, entry, rulebook, problems)
            reader = _TableSourceReader(file, entry, entry.value, table, problems)
            sources.append(
                reader.source(period, allow_outside=allow_outside)._replace(
                    precision=read_precision(entry.value, precision)
                )
            )
    return tuple(sources)


def extending_files(tables: Mapping) -> list[Node | None]:
    """Return what each table names as the file that adds to it; None where it names none."""
    return [one.value.get(_EXTENDED_BY) for one in tables.entries if isinstance(one.value, Mapping)]


def _extended(file: str, entry: Entry, rulebook: Rulebook, problems: Problems) -> Table:
    """Return the table, with what a file that the return names adds to it."""
    table = rulebook.tables[entry.key.value]
    name = entry.value.get(_EXTENDED_BY) if isinstance(entry.value, Mapping) else None
    path = path_beside(file, name, problems) if isinstance(name, Text) else None
    if path is None or not isinstance(name, Text):
        return table
    return table_with(path, name, table, rulebook.dictionary, problems)


class _TableSourceReader:
    """Reads what a return states about one table; what is wrong goes to `problems`."""

    def __init__(
        self, file: str, entry: Entry, node: Mapping, table: Table, problems: Problems
    ) -> None:
        self.file = file
        self.entry = entry
        self.node = node
        self.table = table
        self.problems = problems

    def source(self, period: Period, *, allow_outside: bool) -> TableSource:
        elsewhere = read_elsewhere(
            self.file, self.entry, self.node, self.problems, allow_outside=allow_outside
        )
        named = self.node.get("file")
        names = (named,) if isinstance(named, Text) else texts_of(self.node, "file")
        files = [
            file
            for name in names
            for file in files_named(self.file, name, self.problems, allow_outside=allow_outside)
        ]
        if elsewhere:
            files = [SourceFile(shown_as(elsewhere), "")]
        columns = {e.key.value: _text(e.value) for e in self._by_column("columns")}
        constants = self._constants(columns)
        filters = read_row_filters(self.node, self.table, columns, constants, self.problems)
        source = TableSource(
            table=filters.table,
            files=tuple(dict.fromkeys(files)),
            period=self._period(period),
            columns=MappingProxyType(filters.headers),
            constants=MappingProxyType(constants),
            values=MappingProxyType(
                {e.key.value: self._values(e) for e in self._by_column("values")}
            ),
            filters=filters.filters,
            dates=read_date_formats(self.node, self.problems),
            clocks=self._clocks(),
            header_row=self._header_row(),
            sheet=text_of(self.node, "sheet"),
            starts=MappingProxyType(self._starts()),
            location=self.entry.key.location,
            remote=elsewhere,
            blanks=words_of(self.node, "blanks"),
        )
        self._refuse_still_clock(source)
        return source

    def _clocks(self) -> Clocks:
        """Return what the clocks show; another word than utc and local is a problem of its own."""
        said = text_of(self.node, "clocks")
        return next((one for one in Clocks if one == said), Clocks.LOCAL)

    def _refuse_still_clock(self, source: TableSource) -> None:
        """Refuse a clock that starts and stops in one column: it has every row in time."""
        for in_time in (c.in_time for c in self.table.countings if c.in_time and c.in_time.stops):
            starts = (in_time.starts, *source.starts.values())
            stops = source.header_of(in_time.stops)
            same = [s for s in starts if source.header_of(s).casefold() == stops.casefold()]
            if same:
                self._refuse_same(same[0], in_time.stops, stops)
                return

    def _refuse_same(self, starts: str, stops: str, header: str) -> None:
        if starts == stops:
            location = self._location_of("starts")
            what = f"The clock starts and stops at {stops}, so that all would be in time."
            fix = "Name the column in which it starts."
        else:
            location = self._location_of("columns")
            what = f"{starts} and {stops} are both the column {header}, so all would be in time."
            fix = "Name the column of each."
        self.problems.add(location or self.entry.key.location, what, fix)

    def _location_of(self, section: str) -> Location | None:
        found = self.node.entry(section)
        return found.key.location if found else None

    def _by_column(self, section: str) -> Iterator[Entry]:
        found = self.node.get(section)
        for entry in found.entries if isinstance(found, Mapping) else ():
            if self._knows(entry.key):
                yield entry

    def _knows(self, column: Text) -> bool:
        return is_known(column, self.table.columns, f"a column of {self.table.name}", self.problems)

    def _constants(self, columns: AnyMapping[str, str]) -> dict[str, str]:
        found = {}
        for entry in self._by_column("every_row"):
            column = self.table.columns[entry.key.value]
            if entry.key.value in columns:
                what = f"{column.name} is a column of the file and the same in every row."
                self.problems.add(entry.key.location, what, "Keep one of the two.")
            if column.type is not ColumnType.ONE_OF:
                what = f"{column.name} differs from row to row."
                self.problems.add(entry.key.location, what, "Name its column under columns:.")
            elif isinstance(entry.value, Text) and self._is_value(entry.value, column):
                found[column.name] = entry.value.value
        return found

    def _is_value(self, text: Text, column: Column) -> bool:
        if text.value.strip() == "?":
            return False  # an open question, which is told
        return is_known(text, column.values.values(), f"a value of {column.name}", self.problems)

    def _values(self, entry: Entry) -> AnyMapping[str, str]:
        column = self.table.columns[entry.key.value]
        if column.type is not ColumnType.ONE_OF:
            what = f"{column.name} is {column.type}; only one_of has values to be named."
            self.problems.add(entry.key.location, what, "Take it out.")
            return {}
        pairs = entry.value.entries if isinstance(entry.value, Mapping) else ()
        found: dict[str, str] = {}
        for pair in pairs:
            known = isinstance(pair.value, Text) and self._is_value(pair.value, column)
            written = " ".join(pair.key.value.split()).casefold()
            other = column.values.get(written)
            if known and other and other != _text(pair.value):
                what = f"{pair.key.value} is a value of {column.name} itself."
                self.problems.add(pair.key.location, what, f"Write {pair.key.value}: {other}.")
            first = found.setdefault(written, _text(pair.value))
            if first != _text(pair.value):
                what = f"{pair.key.value} is {first} above; capitals and spaces make no difference."
                self.problems.add(pair.key.location, what, "Keep the one that is right.")
        return MappingProxyType(found)

    def _period(self, period: Period) -> Period:
        """Return a stock's own day; a dated table has the period of the return."""
        at = self.node.get("at")
        if self.table.dated_by:
            if isinstance(at, Text):
                what = (
                    f"{self.table.name} is dated by {self.table.dated_by}, and at: is for stocks."
                )
                self.problems.add(at.location, what, "Take it out.")
            if period.days_unknown:
                self._refuse_unknown_days()
            return period
        day = read_text(at, lambda text: read_day(text.removeprefix("at ")), self.problems)
        if at is None:
            what = f"{self.table.name} is a stock, and nothing says on which day it was counted."
            fix = f"Add at: and the day, as in at: {period.last}."
            self.problems.add(self.entry.key.location, what, fix)
        return Period(day, day, f"at {day}") if day else period

    def _refuse_unknown_days(self) -> None:
        """Refuse a period without a first day: it would include the rows of all earlier years."""
        what = f"{self.table.name} is dated by {self.table.dated_by}, and the days of an inspection"
        fix = "Give it in a return of a month or a year, as in period: 2024-03."
        self.problems.add(self.entry.key.location, f"{what} are not known.", fix)

    def _header_row(self) -> int:
        text = self.node.get("header_row")
        if not isinstance(text, Text):
            return 1
        if not re.fullmatch("[1-9][0-9]{0,2}", text.value):
            what = f"{text.value} is not the number of a line."
            self.problems.add(text.location, what, "Write the line of the header, as in 4.")
            return 1
        return int(text.value)

    def _starts(self) -> dict[str, str]:
        """Return the column from which the clock runs, by the first value of the times allowed."""
        found = self.node.get("starts")
        by = {c.in_time.by[0] for c in self.table.countings if c.in_time and c.in_time.by}
        columns = [self.table.columns[name] for name in sorted(by)]
        starts = {}
        for entry in found.entries if isinstance(found, Mapping) else ():
            values = {value for column in columns for value in column.values.values()}
            known = is_known(entry.key, values, "a value that times go by that", self.problems)
            column = entry.value
            if known and isinstance(column, Text) and self._knows(column):
                if self.table.columns[column.value].type is not ColumnType.TIME:
                    what = f"{column.value} is not a time."
                    self.problems.add(column.location, what, "Name a column of times.")
                starts[entry.key.value] = column.value
        return starts


def _text(node: Node) -> str:
    return node.value.strip() if isinstance(node, Text) else ""
