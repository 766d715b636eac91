"""tables/ of a rule pack: what the columns of a table mean, and which figures it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from fractions import Fraction
from types import MappingProxyType

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import WITH_A_NUMBER, Comparison
from peelcheck.model.dictionary import Dictionary, Measure, MeasureName
from peelcheck.model.locations import Location
from peelcheck.model.tables import (
    BlankStop,
    Column,
    ColumnType,
    Condition,
    Counting,
    InTime,
    NumberLimit,
    Table,
    Where,
)
from peelcheck.model.wording import and_list
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.fields import amount_of, is_known, says_yes, text_of, texts_of
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_GIVEN, _BLANK = "given", "blank"


def read_tables(
    nodes: Iterable[tuple[str, Node]], dictionary: Dictionary, problems: Problems
) -> dict[str, Table]:
    """Return the tables of all files of tables/; the name of a file is the table's."""
    tables = {}
    for name, node in nodes:
        if has_shape(node, "table", problems) and isinstance(node, Mapping):
            tables[name] = _TableReader(name, node, dictionary, problems).table()
    for table in tables.values():
        _refuse_parts_outside(table, dictionary, problems)
    return tables


class _TableReader:
    """Reads one table's file; what is wrong goes to `problems`."""

    def __init__(
        self, name: str, node: Mapping, dictionary: Dictionary, problems: Problems
    ) -> None:
        self.name = name
        self.node = node
        self.dictionary = dictionary
        self.problems = problems
        self.columns = {
            entry.key.value: self._column(entry)
            for entry in _entries(node, "columns")
            if isinstance(entry.value, Mapping)
        }

    def table(self) -> Table:
        key = self.node.get("one_row_is_one")
        keys = (key,) if isinstance(key, Text) else texts_of(self.node, "one_row_is_one")
        dated_by = self.node.get("dated_by")
        for text in (*keys, *([dated_by] if isinstance(dated_by, Text) else [])):
            self._knows(text)
        if isinstance(dated_by, Text):
            self._refuse_other_type(dated_by, ColumnType.TIME)
        self._refuse_unknown_wholes()
        return Table(
            name=self.name,
            means=text_of(self.node, "means"),
            one=text_of(self.node, "one"),
            many=text_of(self.node, "many"),
            key=tuple(text.value for text in keys),
            dated_by=text_of(self.node, "dated_by"),
            every_day=says_yes(self.node, "every_day"),
            columns=MappingProxyType(self.columns),
            countings=(*self._counts(), *self._totals(), *self._in_times()),
            location=self.node.location,
        )

    def _knows(self, column: Text) -> bool:
        return is_known(column, self.columns, f"a column of {self.name}", self.problems)

    def _column(self, entry: Entry) -> Column:
        node = entry.value
        assert isinstance(node, Mapping)  # noqa: S101 - asked by the caller
        kind = ColumnType(text_of(node, "type"))
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
            values_called=MappingProxyType(self._values_called(node, values)),
        )

    def _values_called(self, node: Mapping, values: AnyMapping[str, str]) -> dict[str, str]:
        """Return the names that files give the values; one name cannot stand for two of them."""
        found: dict[str, str] = {}
        for entry in _entries(node, "values_called"):
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
        for entry in _entries(self.node, "columns"):
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
                in_time = self._in_time(node)
                where = self._where(node.get("where"))
                yield Counting(entry.key.value, where, "", in_time, entry.key.location)

    def _figures(self, section: str, kinds: tuple[Kind, ...]) -> Iterator[Entry]:
        """Yield the entries of a section whose figure is known and of the right kind."""
        for entry in _entries(self.node, section):
            if not is_known(entry.key, self.dictionary.figures, "a figure", self.problems):
                continue
            kind = self.dictionary.figures[entry.key.value].kind
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
            self._refuse_unknown_target(target)
            if not _has_texts(column):
                what = f"{column.name} is {column.type}, and set_in is for texts."
                self.problems.add(target.location, what, "Name a column of type one_of.")
            return Condition(set_in=target.value)
        comparison = next((one for one in WITH_A_NUMBER if node.get(one)), Comparison.AT_MOST)
        limit = node.get(comparison)
        value = amount_of(limit, read_limit, Kind.QUANTITY, self.problems)
        if isinstance(limit, Text) and not column.type.is_number:
            what = f"{column.name} is {column.type}, and {comparison} is for numbers."
            self.problems.add(limit.location, what, "Name a column of numbers.")
        return Condition(limit=NumberLimit(comparison, value or Fraction(0)))

    def _refuse_unknown_target(self, target: Text) -> None:
        times = [name for name, one in self.dictionary.targets.items() if one.is_of_times]
        is_known(target, times, "a target of times that", self.problems)

    def _in_time(self, node: Mapping) -> InTime:
        allowed = node.get("allowed")
        for name in ("starts", "stops"):
            column = node.get(name)
            if isinstance(column, Text) and self._knows(column):
                self._refuse_other_type(column, ColumnType.TIME)
        self._refuse_still_clock(node)
        fixed: dict[tuple[str, ...], int] = {}
        target = ""
        by: tuple[str, ...] = ()
        if isinstance(allowed, Mapping):
            by = tuple(text.value for text in texts_of(allowed, "by") if self._can_go_by(text))
            fixed = self._fixed_times(allowed, by)
            target = text_of(allowed, "target")
            self._refuse_unclear_times(allowed, by, fixed)
        return InTime(
            starts=text_of(node, "starts"),
            stops=text_of(node, "stops"),
            target=target,
            fixed=MappingProxyType(fixed),
            by=by,
            blank=BlankStop(text_of(node, "blank")),
        )

    def _can_go_by(self, name: Text) -> bool:
        """Return whether it is a column whose texts can decide which time is allowed."""
        if not self._knows(name):
            return False
        column = self.columns[name.value]
        if _has_texts(column):
            return True
        what = f"{column.name} is {column.type}, and times go by texts."
        self.problems.add(name.location, what, "Name a column of type one_of.")
        return False

    def _refuse_still_clock(self, node: Mapping) -> None:
        stops = node.get("stops")
        if isinstance(stops, Text) and stops.value == text_of(node, "starts"):
            what = f"The clock starts and stops at {stops.value}, so that all would be in time."
            self.problems.add(stops.location, what, "Name the column in which it stops.")

    def _refuse_unclear_times(
        self, allowed: Mapping, by: tuple[str, ...], fixed: AnyMapping[tuple[str, ...], int]
    ) -> None:
        target = allowed.get("target")
        location = allowed.entries[0].key.location if allowed.entries else self.node.location
        if isinstance(target, Text) is bool(fixed):
            self.problems.add(location, "The time allowed is missing.", "Write target: or times:.")
        if not isinstance(target, Text):
            return
        self._refuse_unknown_target(target)
        meaning = self.dictionary.targets.get(target.value)
        if meaning and meaning.by is not None and len(meaning.by) != len(by):
            what = f"{target.value} goes by {and_list(meaning.by) or 'nothing'}."
            self.problems.add(target.location, what, "Name as many columns under by:.")

    def _fixed_times(self, allowed: Mapping, by: tuple[str, ...]) -> dict[tuple[str, ...], int]:
        times = allowed.get("times")
        found: dict[tuple[str, ...], int] = {}
        for entry in times.entries if isinstance(times, Mapping) else ():
            seconds = amount_of(entry.value, read_limit, Kind.TIME, self.problems)
            known = self.columns[by[0]].values.values() if by else ()
            is_known(entry.key, known, "a value of what the times go by that", self.problems)
            if seconds is not None:
                found[entry.key.value,] = int(seconds)
        return found

    def _refuse_other_type(self, column: Text, due: ColumnType) -> None:
        found = self.columns.get(column.value)
        if found and found.type is not due:
            what = f"{column.value} is {found.type}, not a {due}."
            self.problems.add(column.location, what, f"Name a column of type {due}.")


def _has_texts(column: Column) -> bool:
    return column.type in (ColumnType.TEXT, ColumnType.ONE_OF)


def _entries(node: Mapping, name: str) -> tuple[Entry, ...]:
    found = node.get(name)
    return found.entries if isinstance(found, Mapping) else ()


def _refuse_parts_outside(table: Table, dictionary: Dictionary, problems: Problems) -> None:
    """Refuse a share whose part has rows outside its whole: it could not be an interval."""
    countings = {counting.figure: counting for counting in table.countings if not counting.total}
    for figure in dictionary.figures.values():
        measure = figure.measure
        if measure is None or measure.name is not MeasureName.SHARE:
            continue
        part, whole = (countings.get(name) for name in measure.inputs)
        if part and whole and not _is_within(part.where, whole.where):
            _refuse_part(part.location, figure.name, measure, problems)


def _is_within(part: Where, whole: Where) -> bool:
    return all(
        column in part
        and (part[column] == due or set(part[column].any_of or [""]) <= set(due.any_of))
        for column, due in whole.items()
    )


def _refuse_part(location: Location, name: str, measure: Measure, problems: Problems) -> None:
    what = f"{name} is a share, and not every row of its part is a row of {measure.denominator}."
    problems.add(location, what, f"Repeat the conditions of {measure.denominator} here.")
