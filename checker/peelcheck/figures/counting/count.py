"""One run over the tables of all returns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting.dated_times import TargetState, dated_times
from peelcheck.figures.counting.evidence import (
    Evidence,
    evidence,
    refuse_unknown_columns,
)
from peelcheck.figures.counting.figures import Reading
from peelcheck.figures.counting.tables import (
    Counted,
    Wanted,
    count_tables,
    wanted_figures,
)
from peelcheck.figures.engines.registry import Watch, opened
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import RowsAsked
from peelcheck.model.periods import day_in_words, in_words
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Return
from peelcheck.model.wording import and_list


class Session(NamedTuple):
    """What the tables of all returns gave, by the file of the return."""

    values: Mapping[str, Sequence[FigureValue]]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def count_returns(
    returns: Sequence[Return],
    asked: Iterable[tuple[str, Collection[str]]],
    dictionary: Dictionary,
    watch: Watch | None,
    spark: Any = None,
) -> Session:
    """Count all figures asked for, with the scope kinds of each, from the tables of each return.

    `spark` is the session that is asked for what Spark keeps.
    """
    figures = wanted_figures(asked, dictionary)
    found: dict[str, Counted] = {}
    with opened(watch, spark) as engines:
        for one in returns:
            wanted = Wanted(figures, dated_times(one.times, one.period))
            found[one.file] = count_tables(one.tables, wanted, dictionary, engines)
    return Session(
        values={file: counted.values for file, counted in found.items()},
        problems=tuple(dict.fromkeys(p for one in found.values() for p in one.problems)),
        warnings=(
            *(w for counted in found.values() for w in counted.warnings),
            *(w for one in returns for w in _times_changed(one)),
        ),
    )


def _times_changed(one: Return) -> Iterator[Problem]:
    """Times that changed within the period: each row goes by those of its own day."""
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
    behind: Sequence[RowsAsked],
    shown: tuple[str, ...],
    dictionary: Dictionary,
    watch: Watch | None,
    known: Collection[Problem] = (),
) -> list[Evidence]:
    """The rows behind findings, read once more. Raises ProblemsFound for a column that is none.

    Rows that another engine keeps stay there. `known` are the problems that tables had when they
    were counted; any other one raises ProblemsFound too.
    """
    asked = [(one.figure, [one.kind] if one.kind else []) for one in behind]
    figures = wanted_figures(asked, dictionary)
    found: list[Evidence] = []
    with opened(watch) as engines:
        readings: list[Reading] = []
        for one in returns:
            wanted = Wanted(figures, dated_times(one.times, one.period), shown)
            files = [table for table in one.tables if not table.elsewhere]
            counted = count_tables(files, wanted, dictionary, engines)
            if new := [problem for problem in counted.problems if problem not in known]:
                raise ProblemsFound(new)
            readings += counted.readings
        refuse_unknown_columns(shown, readings)
        for each in behind:
            found += evidence(each, readings, dictionary, engines.of_files())
    return found
