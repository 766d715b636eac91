"""Every table of the rule packs, and what a pack or a return adds to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from types import MappingProxyType

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.tables import Column, Counting, Table
from peelcheck.reading.fields import is_known, text_of, texts_of, words_of
from peelcheck.reading.files import read_data_file
from peelcheck.reading.schema import has_shape
from peelcheck.reading.table_parts import refuse_parts_outside
from peelcheck.reading.tables import TableReader, entries_of
from peelcheck.sources.nodes import Entry, Mapping, Node, Text

EXTENDS = "extends"


def read_tables(
    nodes: Iterable[tuple[str, Node]], dictionary: Dictionary, problems: Problems
) -> dict[str, Table]:
    """Return the tables of all files of tables/; the name of a file is the table's.

    A file that says `extends` adds to a table; under another name it is a table beside that.
    """
    tables: dict[str, Table] = {}
    every = list(nodes)
    for name, node in every:
        extends = isinstance(node, Mapping) and node.get(EXTENDS)
        if not extends and has_shape(node, "table", problems) and isinstance(node, Mapping):
            tables[name] = TableReader(name, node, dictionary, problems).table()
    for name, node in every:
        if isinstance(node, Mapping) and node.get(EXTENDS):
            added = _extended(name, node, tables, dictionary, problems)
            tables.update({name: added} if added else {})
    for table in tables.values():
        refuse_parts_outside(table, dictionary, problems)
    return tables


def table_with(
    path: str, name: Text, table: Table, dictionary: Dictionary, problems: Problems
) -> Table:
    """Return a table with what a file that a return names adds to it."""
    try:
        node = read_data_file(path, problems, "extension")
    except ProblemsFound as refused:
        problems.found += refused.problems
        return table
    if not isinstance(node, Mapping):
        problems.add(name.location, f"{name.value} is not an extension of a table.", _EXTENDS_FIX)
        return table
    added = _extended(table.name, node, {table.name: table}, dictionary, problems)
    if added:
        refuse_parts_outside(added, dictionary, problems)
    return added or table


_EXTENDS_FIX = "Write extends: and the table, as in extends: calls, and what is added to it."


def _extended(
    name: str,
    node: Mapping,
    tables: AnyMapping[str, Table],
    dictionary: Dictionary,
    problems: Problems,
) -> Table | None:
    """Return a table with what a file adds to it; None where the file is wrong."""
    of = node.get(EXTENDS)
    if not has_shape(node, "table_extension", problems) or not isinstance(of, Text):
        return None
    if not is_known(of, tables, "a table", problems):
        return None
    base = tables[of.value]
    reader = TableReader(name, node, dictionary, problems, base.columns)
    columns = dict(reader.columns)
    for entry in entries_of(node, "columns"):
        if entry.key.value in base.columns:
            columns[entry.key.value] = _with_more_names(entry, base, reader)
        elif isinstance(entry.value, Mapping):
            _refuse_half_a_column(entry, entry.value, problems)
    return base._replace(
        name=name,
        means=text_of(node, "means") or base.means,
        one=text_of(node, "one") or base.one,
        many=text_of(node, "many") or base.many,
        columns=MappingProxyType(columns),
        countings=(*base.countings, *_new_countings(reader, base, problems)),
        blanks=base.blanks | words_of(node, "blanks"),
    )


_NAMES = ("also_called", "may_be_called", "values_called")


def _with_more_names(entry: Entry, base: Table, reader: TableReader) -> Column:
    """Return a column of the table with more names; what else it is cannot be changed."""
    column, node = base.columns[entry.key.value], entry.value
    if not isinstance(node, Mapping):
        return column
    for part in node.entries:
        if part.key.value not in _NAMES:
            what = f"{column.name} is a column of {base.name}, and its {part.key.value} stays."
            fix = "Add only other names, as in also_called: [their name], or name a new column."
            reader.problems.add(part.key.location, what, fix)
    more = {key: tuple(text.value for text in texts_of(node, key)) for key in _NAMES[:2]}
    values = reader.values_called(node, column.values)
    return column._replace(
        also_called=(*column.also_called, *more["also_called"]),
        may_be_called=(*column.may_be_called, *more["may_be_called"]),
        values_called=MappingProxyType({**values, **column.values_called}),
    )


def _refuse_half_a_column(entry: Entry, node: Mapping, problems: Problems) -> None:
    for part in ("means", "type"):
        if not node.get(part):
            what = f"{part} is missing from the new column {entry.key.value}."
            problems.add(entry.key.location, what, "Write means: and type:.")


def _new_countings(reader: TableReader, base: Table, problems: Problems) -> Iterable[Counting]:
    """Yield the figures that are added; how a figure is counted already cannot be changed."""
    there = {counting.figure for counting in base.countings}
    for counting in reader.countings():
        if counting.figure in there:
            what = f"{counting.figure} is counted from {base.name} already."
            problems.add(counting.location, what, "Take it out, or name another figure.")
        else:
            yield counting
