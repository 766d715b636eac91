"""What can be counted from tables, in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.model.day_limits import DayLimit
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.numerals import format_duration, format_plain
from peelcheck.model.pack_words import with_article
from peelcheck.model.row_statistics import AT, RowStatistic
from peelcheck.model.rules import Rulebook
from peelcheck.model.tables import (
    BlankStop,
    Column,
    Condition,
    Counting,
    DurationLimit,
    InTime,
    Table,
)
from peelcheck.model.wording import and_list


def tables_giving(figure: FigureDefinition, rulebook: Rulebook) -> str:
    """Return the tables that it, or both its inputs, can be counted from."""
    inputs = figure.measure.inputs if figure.measure else (figure.name,)
    needed = set(inputs) if not _tables_of(figure.name, rulebook) else {figure.name}
    found = [
        f"{table.name} (a row {with_article(table.one)})"
        for table in rulebook.tables.values()
        if needed <= {counting.figure for counting in table.countings}
    ]
    return f"tables: {and_list(found, 'or')}" if found else ""


def _tables_of(figure: str, rulebook: Rulebook) -> list[Table]:
    return [
        table
        for table in rulebook.tables.values()
        if any(counting.figure == figure for counting in table.countings)
    ]


def counting_words(counting: Counting) -> str:
    """Describe what is counted, in the table's own columns."""
    said = [_condition_words(column, one) for column, one in counting.where.items()]
    if counting.in_time:
        timed = counting.in_time
        by = f" for its {and_list(timed.by)}" if timed.by else ""
        allowed = _time_words(timed.fixed.get(()), timed.days.get(()))
        if timed.pauses:
            allowed += f" (without Sundays and the bank holidays of {timed.pauses.words})"
        said.append(f"{_between(timed)} is within {allowed or 'the time allowed'}{by}")
    where = f" where {and_list(said)}" if said else ""
    if counting.statistic:
        return f"{statistic_words(counting.statistic)}{where}"
    return f"the sum of {counting.total}{where}" if counting.total else f"rows{where}"


def statistic_words(statistic: RowStatistic) -> str:
    """Describe what is worked out from the numbers or the times of rows."""
    named = str(statistic.statistic)
    if statistic.share:
        named = f"{format_plain(statistic.share * 100)}% {named} (nearest rank)"
    return f"the {named} of {statistic.column or _between(statistic)}"


def _between(ends: InTime | DurationLimit | RowStatistic) -> str:
    """Return the two ends of a time in words, or the column that holds it."""
    if isinstance(ends, InTime) and ends.column:
        return ends.column
    stops = "the end of the period" if ends.stops == AT else ends.stops
    return f"{ends.starts} to {stops}"


def _time_words(seconds: int | None, days: DayLimit | None) -> str:
    """Return a time in words, with whose bank holidays are left out; "" where there is none."""
    if days:
        calendar = days.calendar.words if days.calendar else ""
        unclear = " (whether the first day counts is not known)" if days.first_day_may_count else ""
        without = f" (without the bank holidays of {calendar})" if calendar else ""
        return f"{days.words}{without}{unclear}"
    return "" if seconds is None else format_duration(Fraction(seconds))


def _condition_words(column: str, condition: Condition) -> str:
    if duration := condition.duration:
        allowed = _time_words(duration.seconds, duration.days)
        blank = " or not over yet" if duration.blank is BlankStop.LATE else ""
        return f"{_between(duration)} is {duration.comparison.words} {allowed}{blank}"
    if condition.set_in:
        return f"{condition.set_in} has a time for the {column}"
    if condition.limit:
        return f"{column} is {condition.limit.comparison.words} {condition.limit.value}"
    if condition.given is not None:
        return f"{column} is {'given' if condition.given else 'blank'}"
    return f"{column} is {and_list(condition.any_of, 'or')}"


def countings_of(figure: str, rulebook: Rulebook) -> list[str]:
    """Return each way to count a figure, with its table."""
    return [
        f"table {table.name}: {counting_words(counting)}"
        for table in rulebook.tables.values()
        for counting in table.countings
        if counting.figure == figure
    ]


def figures_timed_by(target: str, rulebook: Rulebook) -> list[str]:
    """Return the figures that are counted by a time which the force sets."""
    return [
        counting.figure
        for table in rulebook.tables.values()
        for counting in table.countings
        if counting.in_time and counting.in_time.target == target
    ]


def times_by(columns: Sequence[str], rulebook: Rulebook) -> str:
    """Describe times by the values of these columns, with two values of each."""
    if not columns:
        return "15 minutes"
    found = [t.columns[columns[0]] for t in rulebook.tables.values() if columns[0] in t.columns]
    first, second, *_ = dict.fromkeys(found[0].values.values())
    inner = times_by(columns[1:], rulebook)
    return f"{{{first}: {inner}, {second}: {'20 minutes' if inner == '15 minutes' else '1 hour'}}}"


def column_words(column: Column) -> str:
    """Describe a column: its meaning, its type, its values, and what a blank means."""
    values = f": {and_list(dict.fromkeys(column.values.values()), 'or')}" if column.values else ""
    blank = f"; blank is {column.blank}" if column.blank else ""
    part = f"; never more than {column.part_of}" if column.part_of else ""
    personal = "; never shown" if column.personal else ""
    kind = str(column.type).replace("_", " ")
    return f"{column.name}: {column.means} ({kind}{values}{blank}{part}{personal})"
