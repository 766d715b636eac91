"""tables/ of a rule pack: what the columns of a table mean, and which figures it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from fractions import Fraction
from types import MappingProxyType

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import WITH_A_NUMBER, Comparison
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.tables import (
    Column,
    ColumnType,
    Condition,
    Counting,
    NumberLimit,
    Table,
    Where,
)
from peelcheck.model.wording import and_list
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.fields import amount_of, is_known, says_yes, text_of, texts_of, words_of
from peelcheck.reading.table_statistics import StatisticReader
from peelcheck.reading.table_times import TimesReader, is_of_duration
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_GIVEN, _BLANK = "given", "blank"


class TableReader:
    """Reads one table's file, or what another adds to it; what is wrong goes to `problems`."""

    def __init__(
        self,
        name: str,
        node: Mapping,
        dictionary: Dictionary,
        problems: Problems,
        known: AnyMapping[str, Column] = MappingProxyType({}),
    ) -> None:
        """Take the columns that are `known` of a table that is only added to."""
        self.name = name
        self.node = node
        self.dictionary = dictionary
        self.problems = problems
        self.columns = {
            **known,
            **{
                entry.key.value: self._column(entry)
                for entry in entries_of(node, "columns")
                if isinstance(entry.value, Mapping) and entry.key.value not in known
            },
        }
        self.times = TimesReader(name, self.columns, dictionary, problems)
        self._refuse_unknown_wholes()

    def countings(self) -> tuple[Counting, ...]:
        """Return how figures are counted."""
        return (*self._counts(), *self._totals(), *self._in_times(), *self._statistics())

    def table(self) -> Table:
        """Return a whole table."""
        key = self.node.get("one_row_is_one")
        keys = (key,) if isinstance(key, Text) else texts_of(self.node, "one_row_is_one")
        dated_by = self.node.get("dated_by")
        for text in (*keys, *([dated_by] if isinstance(dated_by, Text) else [])):
            self._knows(text)
        if isinstance(dated_by, Text):
            self._refuse_other_type(dated_by, ColumnType.TIME)
        return Table(
            name=self.name,
            means=text_of(self.node, "means"),
            one=text_of(self.node, "one"),
            many=text_of(self.node, "many"),
            key=tuple(text.value for text in keys),
            dated_by=text_of(self.node, "dated_by"),
            every_day=says_yes(self.node, "every_day"),
            columns=MappingProxyType(self.columns),
            countings=self.countings(),
            location=self.node.location,
            blanks=words_of(self.node, "blanks"),
        )

    def _knows(self, column: Text) -> bool:
        return is_known(column, self.columns, f"a column of {self.name}", self.problems)

    def _column(self, entry: Entry) -> Column:
        node = entry.value
        assert isinstance(node, Mapping)  # noqa: S101 - asked by the caller
        kind = ColumnType(text_of(node, "type") or ColumnType.TEXT)
        values = {text.value.casefold(): text.value for text in texts_of(node, "values")}
        if (kind is ColumnType.ONE_OF) is not bool(values):
            what = f"{entry.key.value} is {kind}, and values are for one_of."
            if kind is ColumnType.ONE_OF:
                what = f"{entry.key.value} is one_of, and its values are missing."
            self.problems.add(entry.key.location, what, "Write type: one_of and values: [...].")
        blank = node.get("blank")
        if isinstance(blank, Text):
            is_known(blank, values.values(), f"a value of {entry.key.value}", self.problems)
        return Column(
            name=entry.key.value,
            means=text_of(node, "means"),
            type=kind,
            values=MappingProxyType(values),
            blank=text_of(node, "blank"),
            personal=says_yes(node, "personal"),
            location=entry.key.location,
            part_of=text_of(node, "part_of"),
            also_called=tuple(text.value for text in texts_of(node, "also_called")),
            may_be_called=tuple(text.value for text in texts_of(node, "may_be_called")),
            values_called=MappingProxyType(self.values_called(node, values)),
        )

    def values_called(self, node: Mapping, values: AnyMapping[str, str]) -> dict[str, str]:
        """Return the names that files give the values; one name cannot stand for two of them."""
        found: dict[str, str] = {}
        for entry in entries_of(node, "values_called"):
            is_known(entry.key, values.values(), "a value of this column", self.problems)
            names = entry.value.items if isinstance(entry.value, Sequence) else ()
            for text in (name for name in names if isinstance(name, Text)):
                name = text.value.casefold()
                meaning = values.get(name, found.setdefault(name, entry.key.value))
                if meaning != entry.key.value:
                    what = f"{text.value} is a name of {meaning} as well."
                    self.problems.add(text.location, what, "Keep the one that is right.")
        return found

    def _refuse_unknown_wholes(self) -> None:
        """Refuse a part of an unknown column, or of one without numbers."""
        for entry in entries_of(self.node, "columns"):
            whole = entry.value.get("part_of") if isinstance(entry.value, Mapping) else None
            if not isinstance(whole, Text) or not self._knows(whole):
                continue
            both = (self.columns[entry.key.value], self.columns[whole.value])
            wrong = next((column for column in both if not column.type.is_number), None)
            if wrong or both[0] is both[1]:
                what = f"{entry.key.value} is not a part of {whole.value}."
                fix = "Write part_of: and another column of numbers."
                self.problems.add(whole.location, what, fix)

    def _counts(self) -> Iterator[Counting]:
        for entry in self._figures("counts", (Kind.COUNT,)):
            where = self._where(entry.value)
            yield Counting(entry.key.value, where, "", None, entry.key.location)

    def _totals(self) -> Iterator[Counting]:
        for entry in self._figures("totals", (Kind.COUNT, Kind.QUANTITY)):
            node = entry.value
            column = node.get("column") if isinstance(node, Mapping) else None
            if not isinstance(node, Mapping) or not isinstance(column, Text):
                continue
            found = self.columns.get(column.value)
            if self._knows(column) and found and not found.type.is_number:
                what = f"{column.value} is {found.type}, which cannot be added up."
                self.problems.add(
                    column.location, what, "Name a column of whole numbers or numbers."
                )
            where = self._where(node.get("where"))
            yield Counting(entry.key.value, where, column.value, None, entry.key.location)

    def _in_times(self) -> Iterator[Counting]:
        for entry in self._figures("in_time", (Kind.COUNT,)):
            node = entry.value
            if isinstance(node, Mapping):
                in_time = self.times.in_time(node)
                where = self._where(node.get("where"))
                yield Counting(entry.key.value, where, "", in_time, entry.key.location)

    def _statistics(self) -> Iterator[Counting]:
        figures = self.dictionary.figures
        reader = StatisticReader(self.name, self.columns, figures, self.problems)
        for entry, node, statistic in reader.statistics(self.node):
            where = self._where(node.get("where"))
            yield Counting(entry.key.value, where, "", None, entry.key.location, statistic)

    def _figures(self, section: str, kinds: tuple[Kind, ...]) -> Iterator[Entry]:
        """Yield the entries of a section whose figure is known and of the right kind."""
        for entry in entries_of(self.node, section):
            if not is_known(entry.key, self.dictionary.figures, "a figure", self.problems):
                continue
            figure = self.dictionary.figures[entry.key.value]
            kind = figure.statistic or figure.kind
            if kind in kinds:
                yield entry
                continue
            what = f"{entry.key.value} is a {kind}, and this is a {and_list(kinds, 'or')}."
            self.problems.add(entry.key.location, what, "Count what it is worked out from.")

    def _where(self, node: Node | None) -> Where:
        entries = node.entries if isinstance(node, Mapping) else ()
        found = {
            entry.key.value: self._condition(entry) for entry in entries if self._knows(entry.key)
        }
        return MappingProxyType(found)

    def _condition(self, entry: Entry) -> Condition:
        column = self.columns[entry.key.value]
        match entry.value:
            case Text(value) if value in (_GIVEN, _BLANK):
                return Condition(given=value == _GIVEN)
            case Text() as text:
                return Condition(any_of=self._values((text,), column))
            case Sequence(items):
                return Condition(
                    any_of=self._values([i for i in items if isinstance(i, Text)], column)
                )
            case Mapping() as node if is_of_duration(node):
                return Condition(duration=self.times.duration(node, entry.key))
            case Mapping() as node:
                return self._number_or_target(node, column)

    def _values(self, texts: Iterable[Text], column: Column) -> tuple[str, ...]:
        found = []
        for text in texts:
            if column.type is not ColumnType.ONE_OF:
                what = f"{column.name} is {column.type}, and only one_of has values to name."
                self.problems.add(text.location, what, "Write given, blank or {below: 10}.")
            elif is_known(text, column.values.values(), f"a value of {column.name}", self.problems):
                found.append(text.value)
        return tuple(found)

    def _number_or_target(self, node: Mapping, column: Column) -> Condition:
        target = node.get("set_in")
        if isinstance(target, Text):
            self.times.refuse_unknown_target(target)
            if not _has_texts(column):
                what = f"{column.name} is {column.type}, and set_in is for texts."
                self.problems.add(target.location, what, "Name a column of type one_of.")
            return Condition(set_in=target.value)
        comparison = next((one for one in WITH_A_NUMBER if node.get(one)), Comparison.AT_MOST)
        limit = node.get(comparison)
        if len(node.entries) > 1:
            what = f"{column.name} has {len(node.entries)} conditions in one."
            fix = "Write one of below, at_most, at_least and above."
            self.problems.add(node.entries[1].key.location, what, fix)
        value = amount_of(limit, read_limit, Kind.QUANTITY, self.problems)
        if isinstance(limit, Text) and not column.type.is_number:
            what = f"{column.name} is {column.type}, and {comparison} is for numbers."
            self.problems.add(limit.location, what, "Name a column of numbers.")
        return Condition(limit=NumberLimit(comparison, value or Fraction(0)))

    def _refuse_other_type(self, column: Text, due: ColumnType) -> None:
        found = self.columns.get(column.value)
        if found and found.type is not due:
            what = f"{column.value} is {found.type}, not a {due}."
            self.problems.add(column.location, what, f"Name a column of type {due}.")


def _has_texts(column: Column) -> bool:
    return column.type in (ColumnType.TEXT, ColumnType.ONE_OF)


def entries_of(node: Mapping, name: str) -> tuple[Entry, ...]:
    """Return the entries of the mapping of that name."""
    found = node.get(name)
    return found.entries if isinstance(found, Mapping) else ()
