"""The figures of a table that describe its rows by one number: mean, median and percentile."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from fractions import Fraction

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.numerals import format_plain
from peelcheck.model.row_statistics import AT, RowStatistic, Statistic
from peelcheck.model.tables import Column, ColumnType
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.fields import amount_of, is_known, text_of
from peelcheck.sources.nodes import Entry, Mapping, Node, Text

SECTIONS = {f"{statistic}_of": statistic for statistic in Statistic}
"""The keys of a table's file, each with its statistic."""


class StatisticReader:
    """Reads what is worked out from the rows of one table; what is wrong goes to `problems`."""

    def __init__(
        self,
        table: str,
        columns: AnyMapping[str, Column],
        figures: AnyMapping[str, FigureDefinition],
        problems: Problems,
    ) -> None:
        """Take the columns of the table, and the dictionary's figures."""
        self._table = table
        self._columns = columns
        self._figures = figures
        self._problems = problems

    def statistics(self, node: Mapping) -> Iterator[tuple[Entry, Mapping, RowStatistic]]:
        """Yield each figure's entry with its node and its statistic, of all sections."""
        for section, statistic in SECTIONS.items():
            found = node.get(section)
            for entry in found.entries if isinstance(found, Mapping) else ():
                fits = self._figure_fits(entry, statistic)
                if fits and isinstance(entry.value, Mapping):
                    yield entry, entry.value, self._statistic(entry, entry.value, statistic)

    def _figure_fits(self, entry: Entry, statistic: Statistic) -> bool:
        if not is_known(entry.key, self._figures, "a figure", self._problems):
            return False
        figure = self._figures[entry.key.value]
        if figure.statistic is statistic:
            return True
        what = f"{figure.name} is not described as a {statistic}."
        if figure.statistic:
            what = f"{figure.name} is a {figure.statistic}, and this is a {statistic}."
        fix = f"Write statistic: {statistic} where the figure is described."
        self._problems.add(entry.key.location, what, fix)
        return False

    def _statistic(self, entry: Entry, node: Mapping, statistic: Statistic) -> RowStatistic:
        column, starts, stops = (node.get(name) for name in ("column", "starts", "stops"))
        ends = [end for end in (stops, node.get("until")) if end]
        if bool(column) is bool(starts or ends) or bool(starts) is not (len(ends) == 1):
            what = f"{entry.key.value} needs a column, or the two ends of a time."
            fix = "Write column:, or starts: with stops: or until: at."
            self._problems.add(entry.key.location, what, fix)
        kind = self._figures[entry.key.value].kind
        if isinstance(column, Text):
            self._refuse_wrong_column(column, kind)
        for end in (starts, stops):
            if isinstance(end, Text):
                self._refuse_wrong_end(end, kind)
        if isinstance(starts, Text) and isinstance(stops, Text) and starts.value == stops.value:
            what = f"The time starts and stops at {stops.value}, so that it is always 0."
            self._problems.add(stops.location, what, "Name the column in which it stops.")
        return RowStatistic(
            statistic,
            column=text_of(node, "column"),
            starts=text_of(node, "starts"),
            stops=AT if node.get("until") else text_of(node, "stops"),
            share=self._share(node),
        )

    def _refuse_wrong_column(self, name: Text, kind: Kind) -> None:
        if not is_known(name, self._columns, f"a column of {self._table}", self._problems):
            return
        found = self._columns[name.value].type
        if not found.is_number:
            what = f"{name.value} is {found}, and not a number."
            fix = "Name a column of numbers, or starts: and stops:."
            self._problems.add(name.location, what, fix)
        elif (found is ColumnType.SECONDS) is not (kind is Kind.TIME):
            what = f"{name.value} holds {found}, and the figure is a {kind}."
            fix = "Describe the figure as kind: time." if kind is not Kind.TIME else ""
            self._problems.add(name.location, what, fix or "Name a column of type seconds.")

    def _refuse_wrong_end(self, name: Text, kind: Kind) -> None:
        if not is_known(name, self._columns, f"a column of {self._table}", self._problems):
            return
        found = self._columns[name.value].type
        if found is not ColumnType.TIME:
            what = f"{name.value} is {found}, not a time."
            self._problems.add(name.location, what, "Name a column of type time.")
        elif kind is not Kind.TIME:
            what = f"From one time to another is a time, and the figure is a {kind}."
            self._problems.add(name.location, what, "Describe the figure as kind: time.")

    def _share(self, node: Mapping) -> Fraction:
        """Return the percent of a percentile as a fraction of 1; 0 where there is none."""
        percent = node.get("percent")
        value = amount_of(_without_sign(percent), read_limit, Kind.QUANTITY, self._problems)
        if not isinstance(percent, Text) or value is None:
            return Fraction(0)
        if 0 < value < 1 and "%" not in percent.value:
            what = f"{percent.value} could be {percent.value}% or {format_plain(value * 100)}%."
            fix = f"Write percent: {percent.value}%, or percent: {format_plain(value * 100)}."
            self._problems.add(percent.location, what, fix)
        elif not 0 < value < 100:
            what = f"{percent.value} is not between 0 and 100."
            self._problems.add(percent.location, what, "Write it as in percent: 90.")
        return value / 100


def _without_sign(node: Node | None) -> Node | None:
    """Return the text of a percent without its sign: 90 and 90% are the same here."""
    if not isinstance(node, Text):
        return node
    return node._replace(value=node.value.strip().removesuffix("%").strip())
