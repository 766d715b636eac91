"""The statement that reads what is copied from a database, in the dialect of each."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from peelcheck.figures.engines.copied_cells import CopiedColumn
from peelcheck.figures.engines.databases import schema_and_name
from peelcheck.figures.engines.inputs import StoredType
from peelcheck.model.tables import ColumnType, RemoteTable

_AS_THEY_ARE = (StoredType.TEXT, StoredType.WHOLE, StoredType.FLOAT)


def rows_to_copy(
    remote: RemoteTable, columns: Sequence[CopiedColumn], dialect: sa.Dialect
) -> sa.Select[tuple[object, ...]]:
    """Return what reads some columns of a table. The dialect quotes every name.

    SQLAlchemy knows no types here, so the values come as the driver gives them. PostgreSQL shows
    its own types as texts itself, as some of their values are none that Python has.
    """
    schema, name = schema_and_name(remote)
    table = sa.table(name, *(sa.column(column.name) for column in columns), schema=schema)
    cells = zip(columns, table.columns, strict=True)
    if dialect.name != "postgresql":
        return sa.select(*table.columns)
    return sa.select(*(_shown_by_postgresql(column, cell) for column, cell in cells))


def _shown_by_postgresql(
    column: CopiedColumn, cell: sa.ColumnElement[object]
) -> sa.ColumnElement[object]:
    if column.stored in _AS_THEY_ARE:
        return cell
    if column.stored is StoredType.TIME and column.kind is ColumnType.TIME:
        cell = sa.cast(cell, sa.TIMESTAMP)  # a day has its midnight
    return sa.cast(cell, sa.Text)
