"""The statement that reads what is copied from a database, in the dialect of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from peelcheck.figures.engines.copied_cells import CopiedColumn
from peelcheck.figures.engines.databases import schema_and_name
from peelcheck.figures.engines.dialect import SPACES
from peelcheck.figures.engines.inputs import StoredType
from peelcheck.figures.engines.time_sql import FIRST_DAY, LAST_DAY
from peelcheck.figures.query import Query
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import RemoteTable

_AS_THEY_ARE = (StoredType.TEXT, StoredType.WHOLE, StoredType.FLOAT)
_COMPARES = ("postgresql", "mysql", "mariadb", "mssql")
"""The databases in which every type of text can be compared, and which do so by SQL alone."""
_MARGIN = timedelta(days=2)
"""Every clock and zone is nearer to ours than this."""


class Selection(NamedTuple):
    """What is copied of a table: some columns, in this order, of the rows that a query needs."""

    remote: RemoteTable
    columns: Sequence[CopiedColumn]
    query: Query

    def statement(self, dialect: sa.Dialect) -> sa.Select[tuple[object, ...]]:
        """Return what reads them. The dialect quotes every name.

        SQLAlchemy knows no types here, so the values come as the driver gives them. PostgreSQL
        makes the texts of its own types, because Python lacks some of their values.
        """
        schema, name = schema_and_name(self.remote)
        names = [column.name for column in self.columns]
        table = sa.table(name, *map(sa.column, names), schema=schema)
        cells = dict(zip(names, table.columns, strict=True))
        shown = list(cells.values())
        if dialect.name == "postgresql":
            shown = [_shown_by_postgresql(column, cells[column.name]) for column in self.columns]
        selected = sa.select(*shown)
        if dialect.name not in _COMPARES or not self._can_find_rows():
            return selected
        return selected.where(self._is_needed(cells))

    def _can_find_rows(self) -> bool:
        """Return whether SQL finds the needed rows exactly.

        The date has to be a time in the database itself. An impossible row stops its table, also
        in other periods. A key has to be one text or number, which SQL compares as we do.
        """
        query, source = self.query, self.query.source
        dated_by = source.table.dated_by
        if not dated_by or not self._column(dated_by).stored.is_time:
            return False
        numbers = {*query.totals, *query.edges, *(name for pair in query.parts for name in pair)}
        if not all(map(query.is_seconds, numbers)):
            return False
        key = self._key()
        if dated_by in key or not key:
            return True
        stored = self._column(key[0]).stored
        return len(key) == 1 and stored in (StoredType.TEXT, StoredType.WHOLE)

    def _key(self) -> list[str]:
        source = self.query.source
        return [name for name in source.table.key if name not in source.constants]

    def _column(self, name: str) -> CopiedColumn:
        header = self.query.source.header_of(name).casefold()
        return next(column for column in self.columns if column.name.casefold() == header)

    def _is_needed(self, cells: dict[str, sa.ColumnElement[object]]) -> sa.ColumnElement[object]:
        """Return whether a row is of the period, or may be, or has the key of one that is.

        A date that no case has is not of another period: it cannot be read.
        """
        source = self.query.source
        date = cells[self._column(source.table.dated_by).name]
        first, last = source.period.first or source.period.last, source.period.last
        start = datetime.combine(first, time()) - _MARGIN
        end = datetime.combine(last, time()) + timedelta(days=1) + _MARGIN
        in_period = date.between(_moment(start), _moment(end))
        is_no_date = ~date.between(_moment(FIRST_DAY + _MARGIN), _moment(LAST_DAY - _MARGIN))
        needed = [date.is_(None), in_period, is_no_date]
        key = self._key()
        if key and source.table.dated_by not in key:
            needed += _keys_of(self._column(key[0]), cells, in_period)
        return sa.or_(*needed)


def _keys_of(
    key: CopiedColumn,
    cells: dict[str, sa.ColumnElement[object]],
    in_period: sa.ColumnElement[object],
) -> list[sa.ColumnElement[object]]:
    """Return whether a row has the key of one in the period.

    We trim keys and SQL does not. So rows whose key has a space at an end are needed, and all rows
    if a key of the period has one.
    """
    cell = cells[key.name]
    own = sa.select(cell).where(in_period)
    has_it = cell.in_(own.correlate(None))
    if key.stored is not StoredType.TEXT:
        return [has_it]
    has_space = sa.or_(*(end(cell, 1).in_([*SPACES]) for end in (sa.func.left, sa.func.right)))
    return [has_it, has_space, sa.exists(own.where(has_space).correlate(None))]


def _moment(moment: datetime) -> sa.ColumnElement[object]:
    return sa.bindparam(None, moment, sa.DateTime())


def _shown_by_postgresql(
    column: CopiedColumn, cell: sa.ColumnElement[object]
) -> sa.ColumnElement[object]:
    if column.stored in _AS_THEY_ARE:
        return cell
    if column.copied_as is StoredType.TIME_AS_TEXT and column.stored is StoredType.TIME:
        cell = sa.cast(cell, sa.TIMESTAMP)  # a day has its midnight
    return sa.cast(cell, sa.Text)
