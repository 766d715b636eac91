"""leave_out and only of a table: conditions on any column of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from peelcheck.errors import InvalidValue, Problems
from peelcheck.model.comparisons import WITH_A_NUMBER, Comparison
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.row_filters import BlankRow, FilterKind, RowFilter
from peelcheck.model.tables import Column, ColumnType, Table
from peelcheck.reading.durations import read_duration
from peelcheck.reading.fields import text_of
from peelcheck.reading.periods import read_day
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_BLANK = "blank"
_NUMBER = LatePattern(r"[0-9]{1,15}(?:\.[0-9]{1,15})?|[0-9]{1,3}(?:,[0-9]{3})+")
_FITTING: AnyMapping[ColumnType, tuple[ColumnType, ...]] = {
    ColumnType.TEXT: (ColumnType.TEXT, ColumnType.ONE_OF),
    ColumnType.NUMBER: (ColumnType.NUMBER, ColumnType.WHOLE, ColumnType.SECONDS),
    ColumnType.DURATION: (ColumnType.DURATION, ColumnType.SECONDS),
    ColumnType.TIME: (ColumnType.TIME,),
}
"""The types of a table's own columns that a condition can be put to as they are."""


class Filters(NamedTuple):
    """The conditions, the table with the columns that they need, and their names in the files."""

    filters: tuple[RowFilter, ...]
    table: Table
    headers: dict[str, str]


def read_row_filters(
    node: Mapping,
    table: Table,
    headers: AnyMapping[str, str],
    constants: AnyMapping[str, str],
    problems: Problems,
) -> Filters:
    """Read leave_out and only.

    `headers` leads from the table's columns to their names in the file, `constants` has the values
    of every_row. A column that the table lacks, or reads as another type, is added to it.
    """
    columns = dict(table.columns)
    found: list[RowFilter] = []
    all_headers = dict(headers)
    names = {headers.get(name, name).casefold(): name for name in columns}
    for kind, entry in _entries(node):
        if entry.key.value in constants:
            _refuse_constant(entry, kind, constants[entry.key.value], problems)
            continue
        read = _filter(kind, entry, problems)
        if read is None:
            continue
        one, due = read
        written = entry.key.value
        own = table.columns.get(written) or table.columns.get(names.get(written.casefold(), ""))
        if own is None or own.type not in _FITTING[due]:
            name = f"filter_{len(found)}"
            header = headers.get(own.name, own.name) if own else entry.key.value
            personal = own is not None and own.personal
            values: AnyMapping[str, str] = MappingProxyType({})
            columns[name] = Column(name, "", due, values, "", personal, entry.key.location)
            all_headers[name] = header
            one = one._replace(column=name)
        else:
            one = one._replace(column=own.name)
        found.append(one)
    added = table._replace(columns=MappingProxyType(columns)) if found else table
    return Filters(tuple(found), added, all_headers)


def _entries(node: Mapping) -> Iterator[tuple[FilterKind, Entry]]:
    for kind in FilterKind:
        section = node.get(kind)
        for entry in section.entries if isinstance(section, Mapping) else ():
            yield kind, entry


def _filter(
    kind: FilterKind, entry: Entry, problems: Problems
) -> tuple[RowFilter, ColumnType] | None:
    """Return the condition of one column, and the type that its cells are read as for it."""
    name, node = entry.key.value, entry.value
    blank = BlankRow.NOT_SAID
    if isinstance(node, Mapping):
        said = text_of(node, _BLANK)
        blank = next((one for one in BlankRow if one == said), BlankRow.NOT_SAID)
        limits = [(one, node.get(one)) for one in WITH_A_NUMBER if node.get(one)]
        is_ = node.get("is")
        if len(limits) + (is_ is not None) != 1:
            what = f"{name} needs one condition."
            fix = "Write values as in is: [Scheduled], or one limit as in at_least: 24 hours."
            problems.add(entry.key.location, what, fix)
            return None
        if limits:
            return _with_limit(kind, name, *limits[0], blank, problems)
        node = is_ or node
    texts = tuple(" ".join(text.value.split()) for text in _texts(node))
    if not {_BLANK, ""}.isdisjoint(map(str.lower, texts)):
        is_left_out = kind is FilterKind.LEAVE_OUT
        named = BlankRow.LEFT_OUT if is_left_out else BlankRow.KEPT
        if blank not in (named, BlankRow.NOT_SAID):
            what = f"{name} names blank among its values, and says blank: {blank}."
            problems.add(entry.key.location, what, "Take one of the two out.")
        blank = named
    return RowFilter(kind, name, name, texts, blank=blank), ColumnType.TEXT


def _with_limit(
    kind: FilterKind,
    name: str,
    comparison: Comparison,
    node: Node | None,
    blank: BlankRow,
    problems: Problems,
) -> tuple[RowFilter, ColumnType] | None:
    found = _limit(node, problems) if isinstance(node, Text) else None
    if found is None:
        return None
    limit, due = found
    text = node.value.strip() if isinstance(node, Text) else ""
    one = RowFilter(kind, name, name, (), comparison, limit, text, blank)
    return one, due


def _limit(text: Text, problems: Problems) -> tuple[Fraction | date, ColumnType] | None:
    """Return a limit with the type of a column that can be compared with it."""
    written = text.value.strip()
    if _NUMBER.fullmatch(written):
        return Fraction(written.replace(",", "")), ColumnType.NUMBER
    try:
        seconds = read_duration(written)
        if seconds is not None:
            return seconds, ColumnType.DURATION
        return read_day(written), ColumnType.TIME
    except InvalidValue as error:
        fix = error.fix if ":" in written else "Write a number, a time such as 24 hours, or a day."
        problems.add(text.location, error.what, fix)
        return None


def _texts(node: Node) -> Iterable[Text]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return (item for item in items if isinstance(item, Text))


def _refuse_constant(entry: Entry, kind: FilterKind, value: str, problems: Problems) -> None:
    name = entry.key.value
    is_met = value.lower() in {" ".join(text.value.split()).lower() for text in _texts(entry.value)}
    what = f"{name} is the same in every row, so no row is left out by it."
    if is_met is (kind is FilterKind.LEAVE_OUT):
        what = f"{name} is the same in every row, so all rows would be left out."
    problems.add(entry.key.location, what, "Take it out, here or under every_row.")
