"""What a person should look at in a table that was counted, though it could be read."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.figures.counting.count_tables import TableCounter
from peelcheck.figures.counting.table_columns import TableColumns
from peelcheck.figures.counting.table_figures import GroupedTable
from peelcheck.figures.groups import PeriodMatch
from peelcheck.figures.query import columns_needed, is_text
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import body
from peelcheck.model.periods import in_words
from peelcheck.model.problems import Problem
from peelcheck.model.tables import ISO_DATES, TableSource
from peelcheck.model.wording import and_list


def table_warnings(counter: TableCounter, table: GroupedTable) -> Iterator[Problem]:
    """Yield the warnings of a table: about its rows, dates, totals, columns and targets."""
    if counter.why_nothing(table):
        yield _no_rows(table)
    yield from _unreadable_dates(table)
    yield from _total_rows(table)
    yield from _rows_of_others(table.columns)
    yield from _lacking_columns(counter, table.columns)
    yield from _missing_targets(counter, table.columns)
    yield from _missing_times_columns(counter, table.columns)


def _at_file(source: TableSource) -> Location:
    return Location(source.shown_as)


def _no_rows(table: GroupedTable) -> Problem:
    source, many = table.source, table.source.table.many
    if table.left_out:
        what, fix = f"The return leaves out all {many}.", "Look at leave_out:."
    elif not source.table.dated_by:
        what, fix = f"There are no {many} in it.", "If there are none, give 0 itself."
    else:
        what = f"None of the {many} is of {in_words(source.period)}."
        fix = "Check the period, and how dates are written."
    return Problem(_at_file(source), what, fix)


def _unreadable_dates(table: GroupedTable) -> Iterator[Problem]:
    """Yield a warning where most dates cannot be read: it is their form that is not known."""
    source, dated_by = table.source, table.source.table.dated_by
    unread = sum(g.rows for g in table.groups if g.period is PeriodMatch.UNREADABLE)
    if unread * 2 > sum(group.rows for group in table.groups):
        what = f"{dated_by} (column {source.header_of(dated_by)}) can mostly not be read."
        fix = "Say how its dates are written, as in dates: day/month/year."
        if source.dates != ISO_DATES:
            fix = "Look at some of them: they are not written as dates: in the return says."
        yield Problem(_at_file(source), what, fix)


def _total_rows(table: GroupedTable) -> Iterator[Problem]:
    if table.total_rows:
        source, names = table.source, table.conditions.query.label_columns
        rows = "1 row is" if table.total_rows == 1 else f"{table.total_rows:,} rows are"
        headers = and_list([source.header_of(name) for name in names], "or")
        fix = "Take such rows out."
        if any(is_text(source, name) for name in names):
            fix = "Take such rows out, or name them under leave_out:."
        what = f"{rows} called a total in {headers}, and not counted."
        yield Problem(_at_file(source), what, fix)


def _rows_of_others(columns: TableColumns) -> Iterator[Problem]:
    """Yield the columns that may name other forces, where the return does not use them."""
    source, one = columns.source, body().one
    may_name = {one, *(f"{one} {word}" for word in ("name", "area", "code")), f"police {one}"}
    used = {*source.columns.values(), *source.table.columns}
    used |= {each.shown_as for each in source.filters}
    used = {header.casefold() for header in used}
    for header in dict.fromkeys(h for file in columns.files for h in file.header):
        words = " ".join(header.replace("_", " ").split()).casefold()
        if words in may_name and header.casefold() not in used:
            what = f"Rows of every {one} are counted: no condition names the column {header}."
            fix = f"Name yours, as in only: {{{header}: [NAME]}}."
            yield Problem(_at_file(source), what, fix)


def _lacking_columns(counter: TableCounter, columns: TableColumns) -> Iterator[Problem]:
    """Yield the columns that some of several files have, and others have not."""
    source = counter.source
    for name, costs in _costs(counter).items():
        without = columns.without(name)
        if without and len(without) < len(columns.files):
            has = "has" if len(without) == 1 else "have"
            what = (
                f"{and_list(without)} {has} no column {source.header_of(name)}, which "
                f"other files of {source.table.name} have; so {and_list(costs)}."
            )
            fix = "Add the column, or name it as the other files do."
            yield Problem(Location(without[0]), what, fix)


def _costs(counter: TableCounter) -> dict[str, list[str]]:
    """Return the columns of what is to be counted, each with what is not counted without it."""
    source, figures = counter.source, counter.wanted.figures
    found: dict[str, list[str]] = {}
    for counting in counter.countings:
        for name in columns_needed(counting, source):
            found.setdefault(name, []).append(f"{counting.figure} was not counted")
    kinds = {kind for c in counter.countings for kind in figures[c.figure]}
    for kind in sorted(kinds & set(source.table.columns) - set(source.constants)):
        found.setdefault(kind, []).append(f"nothing was counted by {kind}")
    return found


def _missing_targets(counter: TableCounter, columns: TableColumns) -> Iterator[Problem]:
    ended = {c.figure: why for why, some in counter.ended_targets(columns).items() for c in some}
    missing = {c.figure: columns.missing(c, counter.wanted.times) for c in counter.countings}
    for figure, needed in missing.items():
        is_news = figure in ended or figure not in counter.wanted.quiet
        if is_news and any(one.startswith("target") for one in needed):
            what = f"{figure} was not counted: it needs the {and_list(needed)}."
            fix = f"peelcheck explain {figure} says how."
            if figure in ended:
                what = f"{figure} was not counted: {ended[figure]}."
                fix = "Say what the target is now."
            yield Problem(counter.source.location, what, fix)


def _missing_times_columns(counter: TableCounter, columns: TableColumns) -> Iterator[Problem]:
    """Yield the columns by which a force's times differ, where no file has them."""
    source = counter.source
    found: dict[tuple[str, str], list[str]] = {}
    for counting in counter.countings:
        in_time, missing = counting.in_time, columns.missing(counting, counter.wanted.times)
        target, by = (in_time.target, in_time.by) if in_time else ("", ())
        for name in by if target else ():
            if missing == (f"column {name}",) and not columns.has_any(name):
                found.setdefault((target, name), []).append(counting.figure)
    for (target, name), figures in found.items():
        value = next(iter(source.table.columns[name].values.values()), "VALUE")
        was = "was" if len(figures) == 1 else "were"
        what = (
            f"{and_list(figures)} {was} not counted: {target} differs by {name}, and "
            f"{counter.files} has no column {source.header_of(name)}."
        )
        fix = (
            f"Say what the file calls it, as in columns: {{{name}: NAME}}, or, if it is the same "
            f"in every row, every_row: {{{name}: {value}}}."
        )
        yield Problem(source.location, what, fix)
