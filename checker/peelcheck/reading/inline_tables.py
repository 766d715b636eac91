"""Small tables in a scenario: a list of rows, the first of which names the columns."""

from __future__ import annotations

from types import MappingProxyType

from peelcheck.errors import Problems
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.rules import Rulebook
from peelcheck.model.tables import (
    ISO_DATES,
    Clocks,
    SourceFile,
    Table,
    TableSource,
)
from peelcheck.model.time_precision import Precision
from peelcheck.reading.fields import is_known, period_of, read_text
from peelcheck.reading.periods import read_day
from peelcheck.reading.precision import read_precision
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_AS_IN = "Write rows: and a list, as in - [call_id, line] and below it - [c1, 999]."
_PARTS = ("rows", "at")


class InlineTable(NamedTuple):
    """The rows of one table, as texts; every column of the table is in the header.

    `source` has a file without a path: the rows are written to one when they are counted.
    """

    source: TableSource
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_inline_tables(
    given: Mapping, rulebook: Rulebook, problems: Problems
) -> tuple[InlineTable, ...]:
    """Return what the return of a scenario has under tables:, dated by its period."""
    node, period = given.get("tables"), period_of(given, "period", Problems())
    if period is None or not isinstance(node, Mapping):
        return ()
    precision = read_precision(given, Precision())
    found = []
    for entry in node.entries:
        if is_known(entry.key, rulebook.tables, "a table", problems):
            one = _inline_table(entry, rulebook.tables[entry.key.value], period, problems)
            found += [one._replace(source=one.source._replace(precision=precision))] if one else []
    return tuple(found)


def _inline_table(
    entry: Entry, table: Table, period: Period, problems: Problems
) -> InlineTable | None:
    node = entry.value
    for one in node.entries if isinstance(node, Mapping) else ():
        if one.key.value in _PARTS:
            continue
        what = f"{one.key.value} is for a table in a file, and a scenario holds its rows."
        problems.add(one.key.location, what, _AS_IN)
    rows = node.get("rows") if isinstance(node, Mapping) else None
    if not isinstance(rows, Sequence) or len(rows.items) < 2:
        problems.add(entry.key.location, f"The rows of {table.name} are missing.", _AS_IN)
        return None
    texts = [_texts(item, problems) for item in rows.items]
    header = _header(texts[0], table, problems)
    for number, row in enumerate(texts[1:], 1):
        if len(row) != len(header):
            what = f"Row {number} has {len(row)} values, and there are {len(header)} columns."
            problems.add(rows.items[number].location, what, "Write one value for each column.")
            return None
    missing = tuple(name for name in table.columns if name not in header)
    filled = tuple((*(t.value for t in row), *("" for _ in missing)) for row in texts[1:])
    at = node.get("at") if isinstance(node, Mapping) else None
    source = _source(table, _period(at, table, entry, period, problems), entry.key.location)
    return InlineTable(source, (*header, *missing), filled)


def _header(texts: tuple[Text, ...], table: Table, problems: Problems) -> tuple[str, ...]:
    for text in texts:
        is_known(text, table.columns, f"a column of {table.name}", problems)
    return tuple(text.value for text in texts)


def _texts(node: Node, problems: Problems) -> tuple[Text, ...]:
    if isinstance(node, Sequence) and all(isinstance(item, Text) for item in node.items):
        return tuple(item for item in node.items if isinstance(item, Text))
    problems.add(node.location, "This is not a row.", _AS_IN)
    return ()


def _period(
    at: Node | None, table: Table, entry: Entry, period: Period, problems: Problems
) -> Period:
    if table.dated_by:
        return period
    day = read_text(at, lambda text: read_day(text.removeprefix("at ")), problems)
    if day:
        return Period(day, day, f"at {day}")
    if at is None:
        what = f"{table.name} is a stock, and nothing says on which day it was counted."
        problems.add(entry.key.location, what, f"Add at: and the day, as in at: {period.last}.")
    return period


def _source(table: Table, period: Period, location: Location) -> TableSource:
    nothing: MappingProxyType[str, str] = MappingProxyType({})
    return TableSource(
        table=table,
        files=(SourceFile(f"rows of {table.name}", ""),),
        period=period,
        columns=nothing,
        constants=nothing,
        values=MappingProxyType({}),
        filters=(),
        dates=ISO_DATES,
        clocks=Clocks.LOCAL,
        header_row=1,
        sheet="",
        starts=nothing,
        location=location,
    )
