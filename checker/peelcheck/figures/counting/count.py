"""One run over the tables of all returns: figures counted, and the rows behind findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.figures.count_result import CountResult
from peelcheck.figures.counting.count_tables import (
    TableCounter,
    Wanted,
    problems_of,
    wanted_figures,
)
from peelcheck.figures.counting.evidence import (
    Evidence,
    evidence,
    refuse_unknown_columns,
)
from peelcheck.figures.counting.prepared_files import prepare_table
from peelcheck.figures.counting.table_figures import GroupedTable
from peelcheck.figures.counting.table_warnings import table_warnings
from peelcheck.figures.dated_times import TargetState, dated_times
from peelcheck.figures.engines.registry import Engines, open_engines
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import EvidenceRequest
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.returns import Return
from peelcheck.model.wording import and_list
from peelcheck.sources.csv_scan import CsvFile


class _TableCount(NamedTuple):
    """What one table gave."""

    values: tuple[FigureValue, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def count_returns(
    returns: Sequence[Return],
    requests: Iterable[tuple[str, Collection[str]]],
    dictionary: Dictionary,
    watch: Progress | None,
    spark: Any = None,
    quiet: frozenset[str] = frozenset(),
) -> CountResult:
    """Count all figures requested, with the scope kinds of each, from the tables of each return.

    `spark` is the session to use for what Spark keeps; None starts one when it is needed. No
    warning says of `quiet` figures that the force has set no target for them.
    """
    figures = wanted_figures(requests, dictionary)
    counts: dict[str, list[_TableCount]] = {}
    with open_engines(watch, spark) as engines:
        for one in returns:
            wanted = Wanted(figures, dated_times(one.times, one.period), quiet=quiet)
            counters = [TableCounter(source, wanted, dictionary) for source in one.tables]
            counts[one.file] = [_count_table(counter, engines) for counter in counters]
    every = [count for tables in counts.values() for count in tables]
    return CountResult(
        values={file: [v for c in tables for v in c.values] for file, tables in counts.items()},
        problems=tuple(dict.fromkeys(problem for count in every for problem in count.problems)),
        warnings=(
            *(warning for count in every for warning in count.warnings),
            *(warning for one in returns for warning in _times_changed(one)),
        ),
    )


def _count_table(counter: TableCounter, engines: Engines) -> _TableCount:
    """Count a table; the figures of one that cannot be read have the reason in place of a value."""
    warnings: list[Problem] = []
    try:
        files = prepare_table(counter.source, engines)
        warnings += (w for file in files if isinstance(file, CsvFile) for w in file.warnings)
        engine = engines.engine_for(counter.source)
        table = counter.read(files, engine)
        more = counter.read_values(files, engine)
    except (ProblemsFound, OSError) as error:
        values = tuple(counter.not_counted(f"{counter.files} could not be read"))
        return _TableCount(values, tuple(problems_of(error, counter.source)), tuple(warnings))
    warnings += table_warnings(counter, more if more and not table.countings else table)
    values = tuple(counter.values([table, more] if more else [table]))
    return _TableCount(values, (), tuple(warnings))


def _times_changed(one: Return) -> Iterator[Problem]:
    """Yield the targets that changed within the period: each row goes by those of its own day."""
    countings = [counting for table in one.tables for counting in table.table.countings]
    names = {counting.in_time.target for counting in countings if counting.in_time}
    times = dated_times(one.times, one.period)
    for name in sorted(names & set(times.by_target)):
        then = times.by_target[name]
        days = [
            day_in_words(times.starts[position])
            for position in range(1, len(then))
            if then[position] != then[position - 1]
        ]
        in_force = [state for state, _ in then].count(TargetState.IN_FORCE)
        if days and in_force:
            location = next(found.location for found in one.times if found.name == name)
            what = (
                f"{name} changed on {and_list(days)}, within {in_words(one.period)}; "
                f"each row is judged by the times of its own day."
            )
            yield Problem(location, what)


def rows_behind(
    returns: Iterable[Return],
    requests: Sequence[EvidenceRequest],
    extra: tuple[str, ...],
    dictionary: Dictionary,
    watch: Progress | None,
    known: Collection[Problem] = (),
) -> list[Evidence]:
    """Return the rows behind findings, read once more, in the order of the requests.

    `extra` names columns to show beside the key. Rows that another engine keeps stay there. `known`
    are the problems that tables had when they were counted. Raises ProblemsFound for any other one,
    and for a column that is not there or is personal.
    """
    figures = wanted_figures(
        [(one.figure, [one.kind] if one.kind else []) for one in requests], dictionary
    )
    with open_engines(watch) as engines:
        tables: list[GroupedTable] = []
        for one in returns:
            wanted = Wanted(figures, dated_times(one.times, one.period), extra)
            sources = [source for source in one.tables if not source.remote]
            counters = [TableCounter(source, wanted, dictionary) for source in sources]
            tables += _read_again(counters, engines, known)
        refuse_unknown_columns(extra, tables)
        return [
            found
            for request in requests
            for found in evidence(request, tables, dictionary, engines.file_engine())
        ]


def _read_again(
    counters: Iterable[TableCounter], engines: Engines, known: Collection[Problem]
) -> list[GroupedTable]:
    """Return the tables that can be read. Raises ProblemsFound for problems that are not known."""
    tables: list[GroupedTable] = []
    new: list[Problem] = []
    for counter in counters:
        try:
            files = prepare_table(counter.source, engines)
            engine = engines.engine_for(counter.source)
            tables.append(counter.read(files, engine))
            if of_values := counter.read_values(files, engine):
                tables.append(of_values)
        except (ProblemsFound, OSError) as error:
            new += [p for p in problems_of(error, counter.source) if p not in known]
    if new:
        raise ProblemsFound(new)
    return tables
