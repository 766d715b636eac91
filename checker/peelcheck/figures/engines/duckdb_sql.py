"""The SQL of a question as DuckDB is asked it: rows grouped by all that was asked."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.figures.engines.dialects import DUCKDB
from peelcheck.figures.engines.duckdb_cells import cells_of
from peelcheck.figures.engines.grouping_sql import IMPOSSIBLE, Keyed
from peelcheck.figures.engines.impossible_rows import checked_columns
from peelcheck.figures.engines.inputs import TableFile
from peelcheck.figures.query import Question, is_text


class Statements(Keyed):
    """The statements that answer one question over some files."""

    def __init__(self, question: Question, files: Sequence[TableFile], *, parallel: bool) -> None:
        """`parallel` is False for files with line breaks inside cells."""
        cells = cells_of(question, files, parallel=parallel)
        super().__init__(question, cells, DUCKDB)

    def find_hashes_of_twice(self) -> str:
        """Keep the hashes that several rows have; the answer is how many they are.

        Most tables have none, and numbers are grouped faster than keys, and in less memory.
        """
        return (
            f"CREATE OR REPLACE TEMP TABLE hashes AS SELECT {self._hash()} AS h "
            f"FROM ({self._keys_alone()}) WHERE NOT no_key GROUP BY h HAVING count(*) > 1"
        )

    def find_twice(self) -> str:
        """Keep the keys that stand in several rows, of those with such a hash; and how many."""
        return (
            f"CREATE OR REPLACE TEMP TABLE twice AS SELECT {', '.join(self._key)} "
            f"FROM ({self._keys_alone()}) WHERE NOT no_key AND {self._hash()} IN "
            "(SELECT h FROM hashes) GROUP BY ALL HAVING count(*) > 1"
        )

    def _hash(self) -> str:
        return f"hash({', '.join(self._key)})"

    def groups(self, *, without_twice: bool) -> str:
        """Every kind of row, with how many rows there are of it."""
        rows = f"({self.keyed()}) AS keyed"
        if without_twice:
            rows += f" ANTI JOIN twice USING ({', '.join(self._key)})"
        labels = ", ".join(self.labels)
        sums = self._sums("v{0}", "u{0}")
        return (
            f"SELECT {labels}, '' AS twice, count(*), 0, 0, {sums} min(moment), "
            f"max(moment){self.days()} FROM {rows} GROUP BY {labels}"
        )

    def groups_of_twice(self) -> str:
        """The same of rows whose key stands in several: one of each that are the same in all that
        is read, by whether the others are alike in all asked.
        """
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        with_kinds = (
            f"SELECT *, count(*) OVER (PARTITION BY {key}) AS kinds, "
            f"sum(n) OVER (PARTITION BY {key}) AS of_key FROM ({self._by_key()})"
        )
        twice = "CASE WHEN of_key = 1 THEN 'same' WHEN kinds = 1 THEN 'alike' ELSE 'unlike' END"
        sums = "".join(f"sum(v{i}), sum(u{i}), " for i in range(len(self.question.totals)))
        return (
            f"SELECT {labels}, {twice} AS twice, sum(n), sum(again), count(*), {sums} min(first), "
            f"max(last){self.days()} FROM ({with_kinds}) GROUP BY {labels}, twice"
        )

    def _by_key(self) -> str:
        """The rows of each key that are alike in all asked, those that are the same as one."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        same = ", ".join([labels, key, *self.same])
        numbers = range(len(self.question.totals))
        first_of = "".join(f"min(v{i}) AS v{i}, min(u{i}) AS u{i}, " for i in numbers)
        once = (
            f"SELECT {same}, count(*) AS times, {first_of}min(moment) AS moment{self.days()} "
            f"FROM ({self.keyed(self.same_cells())}) AS keyed SEMI JOIN twice USING ({key}) "
            f"GROUP BY {same}"
        )
        return (
            f"SELECT {labels}, {key}, count(*) AS n, sum(times) - count(*) AS again, "
            f"{self._named_sums()} min(moment) AS first, max(moment) AS last{self.days()} "
            f"FROM ({once}) GROUP BY {labels}, {key}"
        )

    def impossible(self, most: int) -> str:
        """The first rows whose numbers cannot be, by their number below the header, with these."""
        cells = "".join(f", t_{name}" for name in checked_columns(self.question))
        numbered = (
            f"SELECT row_number() OVER () AS number, {self._shape()} AS wrong{cells} "
            f"FROM ({self._cells})"
        )
        return (
            f"SELECT number{cells} FROM ({numbered}) WHERE wrong = {IMPOSSIBLE} "
            f"ORDER BY number LIMIT {most}"
        )

    def make_wanted(self) -> str:
        """A table for the labels of the rows to be shown, empty yet."""
        labels = ", ".join(self.labels)
        return (
            f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT {labels}, false AS is_twice, '' AS why "
            f"FROM ({self.keyed()}) LIMIT 0"
        )

    def want(self) -> str:
        """Take one kind of row down, with why it is shown."""
        return f"INSERT INTO wanted VALUES ({', '.join('?' for _ in range(len(self.labels) + 2))})"

    def rows(self, names: Sequence[str], most: int) -> str:
        """The rows whose labels are wanted, by their number below the header, with some columns."""
        same = " AND ".join(f"r.{label} IS NOT DISTINCT FROM w.{label}" for label in self.labels)
        shown = "".join(f"coalesce(r.shown{i}, ''), " for i in range(len(names)))
        cells = [f"{self._shown(name)} AS shown{i}" for i, name in enumerate(names)]
        numbered = f"SELECT *, row_number() OVER () AS number FROM ({self.keyed(cells)})"
        same_key = " AND ".join(f"t.{part} = n.{part}" for part in self._key)
        twice = f"EXISTS (SELECT 1 FROM twice AS t WHERE {same_key})"
        return (
            f"SELECT r.number, {shown}w.why FROM (SELECT *, {twice} AS is_twice FROM ({numbered}) "
            f"AS n) AS r JOIN wanted AS w ON {same} AND r.is_twice = w.is_twice "
            f"ORDER BY r.number LIMIT {most}"
        )

    def _sums(self, value: str, unread: str) -> str:
        return "".join(
            f"sum({value.format(i)}), sum({unread.format(i)}), "
            for i in range(len(self.question.totals))
        )

    def _named_sums(self) -> str:
        return "".join(
            f"sum(v{i}) AS v{i}, sum(u{i}) AS u{i}, " for i in range(len(self.question.totals))
        )

    def _keys_alone(self) -> str:
        parts = ", ".join([*self._key_parts(), f"{self._no_key()} AS no_key"])
        return f"SELECT {parts} FROM ({self._cells})"

    def _shown(self, name: str) -> str:
        return f"r_{name}" if is_text(self.source, name) else f"CAST(v_{name} AS VARCHAR)"
