"""The rows behind a finding: which of a table's rows missed, and which are uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting.conditions import RowConditions
from peelcheck.figures.counting.table_figures import GroupedTable, parts_of, shares_of
from peelcheck.figures.counting.tally import existing_rows, membership
from peelcheck.figures.counting.truth import Evaluation, Truth
from peelcheck.figures.engines.inputs import EngineTable
from peelcheck.figures.groups import PARTS, Group
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import EvidenceRequest
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.row_statistics import RowStatistic
from peelcheck.model.tables import Counting
from peelcheck.model.wording import and_list

if TYPE_CHECKING:
    from peelcheck.figures.engines.duckdb_engine import DuckDbEngine

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
    request: EvidenceRequest,
    tables: Iterable[GroupedTable],
    dictionary: Dictionary,
    engine: DuckDbEngine,
) -> Iterator[Evidence]:
    """Yield the rows behind one finding, from each table that its figure was counted from."""
    for table in tables:
        if table.source.period != request.period:
            continue
        marked = list(_marked(request, table, dictionary))
        if not marked:
            continue
        names = _columns(table, _counting_of(request, table))
        files = [file for file in table.files if not isinstance(file, EngineTable)]
        rows = engine.rows(table.conditions.query, files, marked, names, MOST_ROWS)
        headers = [table.source.header_of(name) for name in names]
        yield Evidence(
            rule=request.rule,
            header=("file", "row", *headers, "why"),
            rows=tuple(rows),
            total=sum(one.group.rows + one.group.repeats for one in marked),
        )


def _columns(table: GroupedTable, counting: Counting | None) -> tuple[str, ...]:
    """Return the key, what a statistic is of, and the extra columns, without those of a person."""
    source, columns = table.source, table.source.table.columns
    statistic = counting.statistic if counting else None
    measured = statistic.columns if statistic else ()
    names = dict.fromkeys((*source.table.key, *measured, *table.conditions.query.extra))
    return tuple(
        name for name in names if not columns[name].personal and name not in source.constants
    )


def refuse_unknown_columns(names: Sequence[str], tables: Iterable[GroupedTable]) -> None:
    """Raise ProblemsFound for columns that are in no table, or identify a person."""
    every = [table.source.table for table in tables]
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


def _marked(
    request: EvidenceRequest, table: GroupedTable, dictionary: Dictionary
) -> Iterator[Marked]:
    """Yield the groups whose rows are behind it, with why."""
    found = shares_of(table, dictionary).get(request.figure)
    counting = _counting_of(request, table)
    groups: Sequence[Group] = table.groups
    if found is None and (counting is None or counting.total):
        return
    part, whole = found or (None, counting)
    assert whole is not None  # noqa: S101 - one of the two is there
    if request.kind and request.kind not in table.kinds[whole.figure]:
        return  # the table does not tell managers, or grades, apart: none is counted from it
    if request.kind:
        groups = _groups_that_miss(request, table, dictionary, groups)
    for group in groups:
        if why := _why(request, group, part, whole, table, dictionary):
            yield Marked(group, why)


def _counting_of(request: EvidenceRequest, table: GroupedTable) -> Counting | None:
    return next((c for c in table.countings if c.figure == request.figure), None)


def _groups_that_miss(
    request: EvidenceRequest, table: GroupedTable, dictionary: Dictionary, groups: Sequence[Group]
) -> list[Group]:
    """Return the groups of each manager, or grade, whose own figure misses.

    If none does for certain, those of the figures that are uncertain.
    """
    spans = {
        value.scope.value: value.amount.span
        for value in parts_of(request.figure, str(request.kind), table, dictionary)
        if value.scope and value.amount
    }
    missing = {
        part
        for part, span in spans.items()
        if not all(span.meets(allowed) for allowed in request.allowed)
    }
    unproved = {
        part
        for part, span in spans.items()
        if not all(span.is_within(allowed) for allowed in request.allowed)
    }
    values = missing or unproved
    return [g for g in groups if table.conditions.values.value(str(request.kind), g) in values]


def _why(
    request: EvidenceRequest,
    group: Group,
    part: Counting | None,
    whole: Counting,
    table: GroupedTable,
    dictionary: Dictionary,
) -> str:
    """Return why a group's rows are shown; "" where they are not."""
    in_whole, in_part = membership(group, whole, part, table.conditions)
    if in_whole.truth is Truth.NO:
        return ""
    if whole.statistic:
        return _why_measured(request, group, whole.statistic, in_whole, table.conditions)
    if why := in_whole.why or in_part.why:
        return f"in doubt: {why.column} {why.reason}"
    if part is None:
        return "counted"
    missed = Truth.YES if request.in_part else Truth.NO
    figure = dictionary.figures[part.figure]
    words = figure.said if request.in_part else figure.said_of_the_rest
    return (words or request.figure) if in_part.truth is missed else ""


def _why_measured(
    request: EvidenceRequest,
    group: Group,
    statistic: RowStatistic,
    belongs: Evaluation,
    conditions: RowConditions,
) -> str:
    """Return why a group's rows are shown for a statistic: their own value misses, or may."""
    exist = (there.why for _, there in existing_rows(group, conditions))
    why = belongs.why or next(filter(None, exist), None)
    value = conditions.row_values.value(statistic, group)
    span = value.range.in_units(PARTS)
    if why is None and not all(span.meets(allowed) for allowed in request.allowed):
        return "misses the limit"
    if why is None and not all(span.is_within(allowed) for allowed in request.allowed):
        why = value.why
    return f"in doubt: {why.column} {why.reason}" if why else ""
