"""One statement that answers a question where the table is: only its groups come back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.figures.engines.decode import groups_of
from peelcheck.figures.engines.dialects import RemoteDialect
from peelcheck.figures.engines.grouping_sql import Keyed
from peelcheck.figures.engines.impossible_rows import impossible_somewhere
from peelcheck.figures.engines.inputs import EngineTable, Holds
from peelcheck.figures.engines.remote_cells import remote_cells
from peelcheck.figures.query import Group, Question
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.tables import TableSource


class RemoteStatement(Keyed):
    """The statement that answers one question over one table; its values are in the dialect."""

    def __init__(self, question: Question, table: EngineTable, dialect: RemoteDialect) -> None:
        """`dialect` is one that nothing else is bound to."""
        super().__init__(question, remote_cells(question, table, dialect), dialect)

    def groups(self, most: int) -> str:
        """Every kind of row, by whether its key stands once; at most so many kinds, and one."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        numbers = range(len(self.question.totals))
        with_kinds = (
            f"SELECT *, count(*) OVER (PARTITION BY {key}) AS kinds, "
            f"sum(n) OVER (PARTITION BY {key}) AS of_key, "
            f"sum(n + again) OVER (PARTITION BY {key}) AS rows_of_key "
            f"FROM ({self._by_key()}) AS by_key"
        )
        twice = (
            "CASE WHEN no_key OR rows_of_key = 1 THEN '' WHEN of_key = 1 THEN 'same' "
            "WHEN kinds = 1 THEN 'alike' ELSE 'unlike' END"
        )
        told = f"SELECT *, {twice} AS twice FROM ({with_kinds}) AS with_kinds"
        keys = "CASE WHEN twice = '' THEN 0 ELSE count(*) END"
        sums = "".join(f"sum(v{i}), sum(u{i}), " for i in numbers)
        return (
            f"SELECT {labels}, twice, sum(n), sum(again), {keys}, {sums}min(earliest), max(latest)"
            f"{self.days()} FROM ({told}) AS told_apart GROUP BY {labels}, twice LIMIT {most + 1}"
        )

    def _by_key(self) -> str:
        """The rows of each key that are alike in all asked, those that are the same as one."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        same = ", ".join([labels, key, *self.same])
        numbers = range(len(self.question.totals))
        first_of = "".join(f"min(v{i}) AS v{i}, min(u{i}) AS u{i}, " for i in numbers)
        once = (
            f"SELECT {same}, count(*) AS times, {first_of}min(moment) AS moment{self.days()} "
            f"FROM ({self.keyed(self.same_cells())}) AS keyed GROUP BY {same}"
        )
        rows = "CASE WHEN no_key THEN times ELSE 1 END"
        added = "".join(
            f"sum(v{i} * ({rows})) AS v{i}, sum(u{i} * ({rows})) AS u{i}, " for i in numbers
        )
        return (
            f"SELECT {labels}, {key}, sum({rows}) AS n, sum(times - ({rows})) AS again, {added}"
            f"min(moment) AS earliest, max(moment) AS latest{self.days()} "
            f"FROM ({once}) AS once GROUP BY {labels}, {key}"
        )


def possible_groups_of(rows: list[Any], question: Question) -> list[Group]:
    """The groups of an answer. Raises ProblemsFound where a row's numbers cannot be."""
    if any(row[0] for row in rows):
        shown_as = question.source.files[0][0]
        raise ProblemsFound([impossible_somewhere(question, shown_as)])
    return groups_of(rows, question)


def table_of(source: TableSource, name: str, columns: Iterable[tuple[str, Holds]]) -> EngineTable:
    """A table with its columns. Raises ProblemsFound where two have one name but for its case."""
    header, holds = zip(*columns, strict=True)
    shown_as = source.files[0][0]
    small = [one.casefold() for one in header]
    twice = [one for one in header if small.count(one.casefold()) > 1]
    if twice:
        what = f"{shown_as} has the column {twice[0]} more than once."
        fix = "Name a view of it that has each column once."
        raise ProblemsFound([Problem(Location(source.location.file), what, fix)])
    return EngineTable(name, shown_as, header, holds)


def not_answered(source: TableSource, why: str, fix: str) -> ProblemsFound:
    """The fault of an engine that cannot be reached, has no such table, or is gone."""
    what = f"{source.files[0][0]} cannot be read: {why}"
    return ProblemsFound([Problem(source.location, what, fix)])
