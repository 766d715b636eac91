"""One run over the tables of all returns: an engine, and a folder for what it writes."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from peelcheck.figures.counting.evidence import (
    Evidence,
    evidence,
    refuse_unknown_columns,
)
from peelcheck.figures.counting.figures_of import Reading
from peelcheck.figures.counting.tables import (
    Counted,
    Wanted,
    count_tables,
    open_engine,
    wanted_figures,
)
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import FigureValue, RowsAsked
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Return, TimesAllowed

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import Engine, Watch


class Session(NamedTuple):
    """What the tables of all returns gave, by the file of the return."""

    values: Mapping[str, Sequence[FigureValue]]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@contextmanager
def opened(watch: Watch | None) -> Iterator[tuple[Engine, str]]:
    """An engine and its folder. Raises FaultsFound where the engine is not installed."""
    with (
        tempfile.TemporaryDirectory(prefix="peelcheck-", ignore_cleanup_errors=True) as folder,
        open_engine(folder, watch) as engine,
    ):
        yield engine, folder


def count_returns(
    returns: Iterable[Return],
    asked: Iterable[tuple[str, Collection[str]]],
    dictionary: Dictionary,
    watch: Watch | None,
) -> Session:
    """Count all figures asked for, with the scope kinds of each, from the tables of each return."""
    figures = wanted_figures(asked, dictionary)
    found: dict[str, Counted] = {}
    with opened(watch) as (engine, folder):
        for one in returns:
            wanted = Wanted(figures, times_in_force(one.times, one.period))
            found[one.file] = count_tables(one.tables, wanted, dictionary, engine, folder)
    return Session(
        values={file: counted.values for file, counted in found.items()},
        problems=tuple(p for counted in found.values() for p in counted.problems),
        warnings=tuple(w for counted in found.values() for w in counted.warnings),
    )


def rows_behind(
    returns: Iterable[Return],
    behind: Sequence[RowsAsked],
    shown: tuple[str, ...],
    dictionary: Dictionary,
    watch: Watch | None,
) -> list[Evidence]:
    """The rows behind findings, read once more. Raises FaultsFound for a column that is none."""
    asked = [(one.figure, [one.kind] if one.kind else []) for one in behind]
    figures = wanted_figures(asked, dictionary)
    found: list[Evidence] = []
    with opened(watch) as (engine, folder):
        readings: list[Reading] = []
        for one in returns:
            wanted = Wanted(figures, times_in_force(one.times, one.period), shown)
            readings += count_tables(one.tables, wanted, dictionary, engine, folder).readings
        refuse_unknown_columns(shown, readings)
        for each in behind:
            found += evidence(each, readings, dictionary, engine)
    return found


def times_in_force(
    times: Iterable[TimesAllowed], period: Period
) -> dict[str, Mapping[tuple[str, ...], int]]:
    """The times that surely hold on the last day of a period, by the name of their target."""
    return {
        one.name: one.times
        for one in times
        if (one.since is None or one.since.latest <= period.last)
        and (one.until is None or period.last <= one.until.earliest)
    }
