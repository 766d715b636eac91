"""The SQL of a query as DuckDB takes it: rows grouped by all that decides how they count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelcheck.figures.engines.cells_sql import SqlTable, cells_sql, header_position
from peelcheck.figures.engines.decode import result_columns, sum_names
from peelcheck.figures.engines.duckdb_dialect import DUCKDB
from peelcheck.figures.engines.duckdb_files import sql_tables
from peelcheck.figures.engines.grouping_sql import KeyedRows
from peelcheck.figures.engines.impossible_rows import checked_columns
from peelcheck.figures.engines.inputs import DuckDbTable
from peelcheck.figures.groups import KeyState, RowShape
from peelcheck.figures.query import Query, is_text
from peelcheck.model.named_tuple import NamedTuple


class Order(NamedTuple):
    """An order of keys: upwards or downwards, and whether a shorter text comes first."""

    comparison: str
    by_length: bool


ORDERS = tuple(Order(sign, by_length) for by_length in (False, True) for sign in (">", "<"))


def _cells(query: Query, tables: Iterable[SqlTable], columns: Iterable[str]) -> str:
    return " UNION ALL ".join(cells_sql(query, table, DUCKDB, tuple(columns)) for table in tables)


def _is_stored_time(name: str, query: Query, table: SqlTable) -> bool:
    if name in query.source.constants or is_text(query.source, name):
        return False
    return table.types[header_position(name, query.source, table.header)].is_time


class DuckDbStatements(KeyedRows):
    """The statements that answer one query over some files."""

    def __init__(self, query: Query, files: Sequence[DuckDbTable], *, parallel: bool) -> None:
        """Take `parallel` as False for files with line breaks inside cells."""
        tables = sql_tables(files, parallel=parallel)
        cells = _cells(query, tables, query.columns)
        stored_times = [
            n for n in query.columns if all(_is_stored_time(n, query, t) for t in tables)
        ]
        super().__init__(query, cells, DUCKDB, stored_times)
        key = query.source.table.key
        self._key_cells = _cells(query, tables, key)
        self._first_cells = _cells(query, sql_tables(files[:1], parallel=False), key)

    def first_orders(self, rows: int) -> str:
        """Return of how many of some first rows, and in how many each of `ORDERS` goes on.

        One thread reads them, for no more of the file than they take.
        """
        counts = self._counts_of(ORDERS)
        return self._followers(counts, f"{self._key_rows(self._first_cells)} LIMIT {rows}")

    def order(self, order: Order) -> str:
        """Return of all rows how many there are, go on in the order of keys, and have no key.

        Where it goes on in all rows but the first, no two rows have the same key, in whatever order
        they were read: of a chain in which each key comes after the one before, none can come back.
        A missing key comes after nothing, and nothing after it.
        """
        counts = [*self._counts_of([order]), "count(*) FILTER (WHERE no_key)"]
        return self._followers(counts, self._keys_alone())

    def _counts_of(self, orders: Iterable[Order]) -> list[str]:
        return [f"count(*) FILTER (WHERE {self._follows(one)})" for one in orders]

    def _followers(self, counts: Iterable[str], rows: str) -> str:
        before = ", ".join(f"lag({key}) OVER () AS before{i}" for i, key in enumerate(self._key))
        every = ", ".join(["count(*)", *counts])
        return f"SELECT {every} FROM (SELECT *, {before} FROM ({rows}))"

    def _follows(self, order: Order) -> str:
        """Return whether a key comes after that of the row before, by its first part that differs.

        The comparison is of texts byte by byte, or of numbers or times, and has no ties.
        """
        follows = "false"
        for number, key in reversed(list(enumerate(self._key))):
            before = f"before{number}"
            after = f"{key} {order.comparison} {before}"
            if order.by_length:
                own, other = (f"length(CAST({one} AS VARCHAR))" for one in (key, before))
                after = f"({own} {order.comparison} {other} OR ({own} = {other} AND {after}))"
            follows = f"({after} OR ({key} = {before} AND {follows}))"
        return follows

    def _key_rows(self, cells: str) -> str:
        return f"SELECT {', '.join(self._key_parts())} FROM ({cells})"

    def find_repeated_hashes(self) -> str:
        """Return what keeps the hashes that several rows have; the result is how many they are.

        Most tables have none, and numbers are grouped faster than keys, and in less memory. Rows
        without a key are among them: to see which these are would take longer.
        """
        return (
            f"CREATE OR REPLACE TEMP TABLE hashes AS SELECT {self._hash()} AS h "
            f"FROM ({self._key_rows(self._key_cells)}) GROUP BY h HAVING count(*) > 1"
        )

    def find_repeated_keys(self) -> str:
        """Return what keeps the keys of several rows, of those with such a hash; and how many."""
        return (
            f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {', '.join(self._key)} "
            f"FROM ({self._keys_alone()}) WHERE NOT no_key AND {self._hash()} IN "
            "(SELECT h FROM hashes) GROUP BY ALL HAVING count(*) > 1"
        )

    def _hash(self) -> str:
        return f"hash({', '.join(self._key)})"

    def groups(self, *, without_repeated: bool, every_key_filled: bool) -> str:
        """Return every kind of row, with its number of rows.

        Of keys that are known to be filled in and not to be repeated, none is read again.
        """
        rows = f"({self.keyed(every_key_filled=every_key_filled)}) AS keyed"
        if without_repeated:
            rows += f" ANTI JOIN repeated USING ({', '.join(self._key)})"
        columns = result_columns(
            self.query,
            key_state=f"'{KeyState.SINGLE}'",
            rows="count(*)",
            repeats="0",
            keys="0",
            first="moment",
            last="moment",
        )
        return f"SELECT {columns} FROM {rows} GROUP BY {', '.join(self.labels)}"

    def groups_of_repeated(self) -> str:
        """Return the same of rows that share their key with others, by how these differ.

        Of rows that are the same in all that is read, one each is counted.
        """
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        with_kinds = (
            f"SELECT *, count(*) OVER (PARTITION BY {key}) AS kinds, "
            f"sum(n) OVER (PARTITION BY {key}) AS of_key FROM ({self._by_key()})"
        )
        state = (
            f"CASE WHEN of_key = 1 THEN '{KeyState.IDENTICAL}' "
            f"WHEN kinds = 1 THEN '{KeyState.ALIKE}' ELSE '{KeyState.DIFFERENT}' END"
        )
        columns = result_columns(
            self.query,
            key_state=state,
            rows="sum(n)",
            repeats="sum(again)",
            keys="count(*)",
            first="first",
            last="last",
        )
        return f"SELECT {columns} FROM ({with_kinds}) GROUP BY {labels}, key_state"

    def _by_key(self) -> str:
        """Return the rows of each key that are alike, of those that are the same one each."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        same = ", ".join([labels, key, *self.same])
        first_of = "".join(
            f"min({value}) AS {value}, min({unread}) AS {unread}, "
            for value, unread in sum_names(self.query)
        )
        once = (
            f"SELECT {same}, count(*) AS times, {first_of}min(moment) AS moment{self.bits()} "
            f"FROM ({self.keyed(self.same_cells())}) AS keyed SEMI JOIN repeated USING ({key}) "
            f"GROUP BY {same}"
        )
        return (
            f"SELECT {labels}, {key}, count(*) AS n, sum(times) - count(*) AS again, "
            f"{self._named_sums()}min(moment) AS first, max(moment) AS last{self.bits()} "
            f"FROM ({once}) GROUP BY {labels}, {key}"
        )

    def impossible(self, most: int) -> str:
        """Return the first rows with impossible numbers: number below the header, and their texts.

        At most `most` rows, in the order of the file.
        """
        cells = "".join(f", t_{name}" for name in checked_columns(self.query))
        numbered = (
            f"SELECT row_number() OVER () AS number, {self._shape()} AS wrong{cells} "
            f"FROM ({self._cells})"
        )
        return (
            f"SELECT number{cells} FROM ({numbered}) "
            f"WHERE wrong = {RowShape.IMPOSSIBLE_NUMBERS} ORDER BY number LIMIT {most}"
        )

    def make_wanted(self) -> str:
        """Return what makes a table for the labels of the rows to be shown, empty yet."""
        labels = ", ".join(self.labels)
        return (
            f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT {labels}, false AS is_repeated, "
            f"'' AS why FROM ({self.keyed()}) LIMIT 0"
        )

    def want(self, kinds: int) -> str:
        """Return what inserts some kinds of row, each with why it is shown."""
        one = f"({', '.join('?' for _ in range(len(self.labels) + 2))})"
        return f"INSERT INTO wanted VALUES {', '.join([one] * kinds)}"

    def rows(self, names: Sequence[str], most: int) -> str:
        """Return the wanted rows: number below the header, some columns, why; in that order."""
        same = " AND ".join(f"r.{label} IS NOT DISTINCT FROM w.{label}" for label in self.labels)
        columns = "".join(f"coalesce(r.shown{i}, ''), " for i in range(len(names)))
        cells = [f"{self._shown(name)} AS shown{i}" for i, name in enumerate(names)]
        numbered = f"SELECT *, row_number() OVER () AS number FROM ({self.keyed(cells)})"
        same_key = " AND ".join(f"t.{part} = n.{part}" for part in self._key)
        is_repeated = f"EXISTS (SELECT 1 FROM repeated AS t WHERE {same_key}) AS is_repeated"
        return (
            f"SELECT r.number, {columns}w.why FROM (SELECT *, {is_repeated} FROM ({numbered}) "
            f"AS n) AS r JOIN wanted AS w ON {same} AND r.is_repeated = w.is_repeated "
            f"ORDER BY r.number LIMIT {most}"
        )

    def _named_sums(self) -> str:
        return "".join(
            f"sum({value}) AS {value}, sum({unread}) AS {unread}, "
            for value, unread in sum_names(self.query)
        )

    def _keys_alone(self) -> str:
        parts = ", ".join([*self._key_parts(), f"{self._no_key()} AS no_key"])
        return f"SELECT {parts} FROM ({self._key_cells})"

    def _shown(self, name: str) -> str:
        return f"r_{name}" if is_text(self.source, name) else f"CAST(v_{name} AS VARCHAR)"
