"""The rows behind a finding: which of a table's rows missed, and which are in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting.doubts import Truth
from peelcheck.figures.counting.figures import Reading, parts_of, shares_of
from peelcheck.figures.counting.tally import told_of
from peelcheck.figures.engines.inputs import EngineTable
from peelcheck.figures.query import Group
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import RowsAsked
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.model.tables import Counting
from peelcheck.model.wording import and_list

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import Engine

MOST_ROWS = 10_000
"""In one file of rows; whoever has more to look at sorts out the first of them."""


class Evidence(NamedTuple):
    """Rows behind one finding: a header, the rows, and how many there are in all."""

    rule: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


class Marked(NamedTuple):
    """Rows of one kind, and why they are shown."""

    group: Group
    why: str


def evidence(
    behind: RowsAsked, readings: Iterable[Reading], dictionary: Dictionary, engine: Engine
) -> Iterator[Evidence]:
    """The rows behind one finding, from each table that its figure was counted from."""
    for reading in readings:
        if reading.source.period != behind.period:
            continue
        marked = list(_marked(behind, reading, dictionary))
        if not marked:
            continue
        names = _columns(reading)
        files = [file for file in reading.files if not isinstance(file, EngineTable)]
        rows = engine.rows(reading.cases.question, files, marked, names, MOST_ROWS)
        headers = [reading.source.header_of(name) for name in names]
        yield Evidence(
            rule=behind.rule,
            header=("file", "row", *headers, "why"),
            rows=tuple(rows),
            total=sum(one.group.rows + one.group.again for one in marked),
        )


def _columns(reading: Reading) -> tuple[str, ...]:
    """The key, and the columns asked for; what tells who somebody is never among them."""
    table = reading.source.table
    named = dict.fromkeys((*table.key, *reading.cases.question.shown))
    return tuple(
        name
        for name in named
        if not table.columns[name].personal and name not in reading.source.constants
    )


def refuse_unknown_columns(names: Sequence[str], readings: Iterable[Reading]) -> None:
    """The columns asked for must be in some table, and tell nothing of who somebody is."""
    every = [reading.source.table for reading in readings]
    problems = []
    for name in names:
        columns = [table.columns[name] for table in every if name in table.columns]
        if not columns:
            known = and_list(sorted({name for table in every for name in table.columns}))
            what = f"--rows-with {name}: no table here has this column."
            problems.append(Problem(Location("peelcheck"), what, f"There are {known}."))
        elif any(column.personal for column in columns):
            what = f"--rows-with {name}: it tells who somebody is, and is never written."
            problems.append(Problem(Location("peelcheck"), what, "Find the row by its number."))
    if problems:
        raise ProblemsFound(problems)


def _marked(behind: RowsAsked, reading: Reading, dictionary: Dictionary) -> Iterator[Marked]:
    """The groups whose rows are behind it, with why."""
    found = shares_of(reading, dictionary).get(behind.figure)
    counting = next((c for c in reading.countings if c.figure == behind.figure), None)
    groups: Sequence[Group] = reading.groups
    if found is None and (counting is None or counting.total):
        return
    part, whole = found or (None, counting)
    assert whole is not None  # noqa: S101 - one of the two is there
    if behind.kind and behind.kind not in reading.kinds[whole.figure]:
        return  # the table does not tell managers, or grades, apart: none is counted from it
    if behind.kind:
        groups = _of_those_that_miss(behind, reading, dictionary, groups)
    for group in groups:
        if why := _why(behind, group, part, whole, reading, dictionary):
            yield Marked(group, why)


def _of_those_that_miss(
    behind: RowsAsked, reading: Reading, dictionary: Dictionary, groups: Sequence[Group]
) -> list[Group]:
    """The groups of each manager, or grade, whose own figure misses; else of those in doubt."""
    spans = {
        value.scope.value: value.amount.span
        for value in parts_of(behind.figure, str(behind.kind), reading, dictionary)
        if value.scope and value.amount
    }
    missing = {
        part
        for part, span in spans.items()
        if not all(span.meets(allowed) for allowed in behind.allowed)
    }
    unproved = {
        part
        for part, span in spans.items()
        if not all(span.is_within(allowed) for allowed in behind.allowed)
    }
    shown = missing or unproved
    return [g for g in groups if reading.cases.value(str(behind.kind), g) in shown]


def _why(
    behind: RowsAsked,
    group: Group,
    part: Counting | None,
    whole: Counting,
    reading: Reading,
    dictionary: Dictionary,
) -> str:
    """Why a group's rows are shown; nothing where they are not."""
    in_whole, in_part = told_of(group, whole, part, reading.cases)
    if in_whole.truth is Truth.NO:
        return ""
    if doubt := in_whole.doubt or in_part.doubt:
        return f"in doubt: {doubt.column} {doubt.why}"
    if part is None:
        return "counted"
    shown = Truth.YES if behind.in_part else Truth.NO
    figure = dictionary.figures[part.figure]
    words = figure.said if behind.in_part else figure.said_of_the_rest
    return (words or behind.figure) if in_part.truth is shown else ""
