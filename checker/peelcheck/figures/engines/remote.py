"""One statement that answers a question where the table is: only its groups come back."""

from __future__ import annotations

from collections.abc import Iterable

from peelcheck.errors import FaultsFound
from peelcheck.figures.counting.question import Question
from peelcheck.figures.engines.cells import position_of
from peelcheck.figures.engines.dialects import RemoteDialect
from peelcheck.figures.engines.files import EngineTable, Holds
from peelcheck.figures.engines.keyed import Keyed
from peelcheck.figures.engines.remote_cells import remote_cells
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.model.tables import TableSource


class RemoteStatement(Keyed):
    """The statement that answers one question over one table; its values are in the dialect."""

    def __init__(self, question: Question, table: EngineTable, dialect: RemoteDialect) -> None:
        """`dialect` is one that nothing else is bound to."""
        named = [name for name in question.columns if name not in question.source.constants]
        zoned = {
            name
            for name in named
            if table.holds[position_of(name, question.source, table)] is Holds.MOMENT_OF_ZONE
        }
        super().__init__(question, remote_cells(question, table, dialect), dialect, zoned)

    def groups(self, most: int) -> str:
        """Every kind of row, by whether its key stands once; at most so many kinds, and one."""
        labels, key = ", ".join(self.labels), ", ".join(self._key)
        numbers = range(len(self.question.totals))
        named = "".join(f"sum(v{i}) AS v{i}, sum(u{i}) AS u{i}, " for i in numbers)
        by_key = (
            f"SELECT {labels}, {key}, count(*) AS n, {named}min(moment) AS earliest, "
            f"max(moment) AS latest{self.days()} "
            f"FROM ({self.keyed()}) AS keyed GROUP BY {labels}, {key}"
        )
        with_kinds = (
            f"SELECT *, count(*) OVER (PARTITION BY {key}) AS kinds, "
            f"sum(n) OVER (PARTITION BY {key}) AS of_key FROM ({by_key}) AS by_key"
        )
        twice = (
            "CASE WHEN no_key OR of_key = 1 THEN '' WHEN kinds = 1 THEN 'alike' ELSE 'unlike' END"
        )
        told = f"SELECT *, {twice} AS twice FROM ({with_kinds}) AS with_kinds"
        keys = "CASE WHEN twice = '' THEN 0 ELSE count(*) END"
        sums = "".join(f"sum(v{i}), sum(u{i}), " for i in numbers)
        return (
            f"SELECT {labels}, twice, sum(n), {keys}, {sums}min(earliest), max(latest)"
            f"{self.days()} FROM ({told}) AS told_apart GROUP BY {labels}, twice LIMIT {most + 1}"
        )


def table_of(source: TableSource, name: str, columns: Iterable[tuple[str, Holds]]) -> EngineTable:
    """A table with its columns. Raises FaultsFound where two have one name but for its case."""
    header, holds = zip(*columns, strict=True)
    shown_as = source.files[0][0]
    small = [one.casefold() for one in header]
    twice = [one for one in header if small.count(one.casefold()) > 1]
    if twice:
        what = f"{shown_as} has the column {twice[0]} more than once."
        instead = "Name a view of it that has each column once."
        raise FaultsFound([Problem(Place(source.place.file), what, instead)])
    return EngineTable(name, shown_as, header, holds)


def not_answered(source: TableSource, why: str, instead: str) -> FaultsFound:
    """The fault of an engine that cannot be reached, has no such table, or is gone."""
    what = f"{source.files[0][0]} cannot be read: {why}"
    return FaultsFound([Problem(source.place, what, instead)])
