"""Which columns of a file are which of ours: by name, then by content, and never by half.

Two columns that fit one of ours equally well are both left, with a line for a person to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import Column, ColumnType, Table
from peelcheck.model.wording import and_list
from peelcheck.policy.column_content import (
    Content,
    agrees,
)
from peelcheck.policy.column_names import NameFit, name_fit, name_words, says_only
from peelcheck.policy.file_heads import FileHead
from peelcheck.policy.value_matching import meaning_of

_COMMON_VALUES = frozenset(("very high", "high", "medium", "low", "standard", "yes", "no", "other"))


class ColumnMatch(NamedTuple):
    """The number of a column in the file, how sure it is, and what a person should check."""

    number: int
    fit: NameFit
    check: str = ""


class TableMatch(NamedTuple):
    """A table that a file may be: which of the file's columns are ours.

    `notes` are what a person should know about columns that were left, by our name. `every_row` is
    the value of each row in a column that the file has in its header: 101 in "101 offered".
    """

    table: Table
    columns: Mapping[str, ColumnMatch]
    notes: Mapping[str, str]
    every_row: Mapping[str, str]

    @property
    def score(self) -> int:
        """Return how much speaks for this table."""
        return sum(int(match.fit) for match in self.columns.values())


class _Candidate(NamedTuple):
    """A column of the file for one of ours; one of more words is closer."""

    column: str
    number: int
    fit: NameFit
    words: int


def contents_of(head: FileHead) -> tuple[Content, ...]:
    """Return what is in each column of the first rows."""
    return tuple(head.content(number) for number in range(len(head.header)))


def match_table(head: FileHead, contents: Sequence[Content], table: Table) -> TableMatch:
    """Return which columns of the file are which of the table's."""
    plain = _Matcher(head.header, contents, table).match({})
    by_value = [
        _Matcher(names, contents, table).match({column.name: value})
        for column in _columns_in_names(table, plain)
        for value in dict.fromkeys(column.values.values())
        if (names := _names_with(value, column, head.header))
    ]
    return max([plain, *by_value], key=lambda match: match.score)


def _columns_in_names(table: Table, plain: TableMatch) -> Iterator[Column]:
    """Yield the columns of a key of several whose values may be in the names of others."""
    for name in table.key if len(table.key) > 1 else ():
        if table.columns[name].values and name not in plain.columns:
            yield table.columns[name]


def _names_with(value: str, column: Column, header: Sequence[str]) -> tuple[str, ...]:
    """Return the header without a value in its names; names with another value become blank."""
    others = [other for other in column.values.values() if other != value and other.isdigit()]
    if sum(value in name.split() for name in header) < 2:
        return ()
    return tuple(
        ""
        if any(other in name.split() for other in others)
        else " ".join(word for word in name.split() if word != value)
        for name in header
    )


class _Matcher:
    """Matches one header with one table; each column of the file is taken once."""

    def __init__(self, header: Sequence[str], contents: Sequence[Content], table: Table) -> None:
        self.header = header
        self.contents = contents
        self.table = table
        self.found: dict[str, ColumnMatch] = {}
        self.notes: dict[str, str] = {}
        self.settled: set[int] = set()

    def match(self, every_row: Mapping[str, str]) -> TableMatch:
        """Return what was found, the surest first."""
        candidates = [c for c in self._by_name() if c.column not in every_row]
        for fit in (NameFit.SURE, NameFit.LIKELY):
            self._take([c for c in candidates if c.fit is fit])
        self._take_by_values(every_row)
        self._take([c for c in candidates if c.fit is NameFit.MAY_BE])
        self._take_general_names()
        self._leave_split_times()
        return TableMatch(self.table, self.found, self.notes, every_row)

    def _by_name(self) -> Iterator[_Candidate]:
        for number, name in enumerate(self.header):
            for column in self.table.columns.values():
                fit, words = name_fit(name, column) if name else (NameFit.NONE, 0)
                if fit is NameFit.NONE or (
                    fit is NameFit.MAY_BE and not self._knows(number, column)
                ):
                    continue
                if divided := self._very(number, column):
                    self.notes[column.name] = f"{divided} and {name} are two columns"
                elif self._agrees(number, column):
                    yield _Candidate(column.name, number, fit, words)
                elif fit is not NameFit.MAY_BE:
                    self.notes[column.name] = self._contradiction(number, column)

    def _knows(self, number: int, column: Column) -> bool:
        """Return whether some value has a meaning, in a column with values."""
        counts = self.contents[number].counts
        return not column.values or any(meaning_of(text, column).value for text in counts)

    def _very(self, number: int, column: Column) -> str:
        """Return the column beside that is the other half of a number: very high beside high."""
        if not column.type.is_number:
            return ""
        own = name_words(self.header[number])
        return next((name for name in self.header if name_words(name) ^ own == {"very"}), "")

    def _agrees(self, number: int, column: Column) -> bool:
        is_key = self.table.key == (column.name,)
        return agrees(self.contents[number], column, is_key=is_key)

    def _contradiction(self, number: int, column: Column) -> str:
        own = self.header[number]
        if not self.contents[number].filled:
            return f"{own} is empty"
        if column.type is ColumnType.TIME and self.contents[number].clocks:
            return f"{own} has a time of day and no date"
        if column.type is ColumnType.TEXT:
            return f"what is in {own} is a date, or is there more than once"
        values = and_list(list(dict.fromkeys(column.values.values())), "or")
        return f"what is in {own} is not {_KINDS.get(column.type, values)}"

    def _take(self, candidates: Sequence[_Candidate]) -> None:
        """Take each column that has one best candidate, if that is best for this column alone."""
        open_ones = [
            c for c in candidates if c.column not in self.found and c.number not in self.settled
        ]
        best = [c for c in open_ones if c.words == _most_words(open_ones, column=c.column)]
        best = [c for c in best if c.words == _most_words(best, number=c.number)]
        for column in dict.fromkeys(c.column for c in open_ones):
            own = [c for c in best if c.column == column]
            rivals = [c for c in best if own and c.number == own[0].number]
            if len(own) == 1 and len(rivals) == 1:
                others = [c for c in open_ones if c.column == column and c is not own[0]]
                self._settle(own[0], others)
            elif len(own) > 1:
                names = and_list([self.header[c.number] for c in own])
                self.notes[column] = f"{names} fit equally well"
                self.settled |= {c.number for c in own}

    def _settle(self, taken: _Candidate, others: Sequence[_Candidate]) -> None:
        column = self.table.columns[taken.column]
        fit, check = taken.fit, ""
        if self._may_be_of_another_stage(taken):
            fit = NameFit.LIKELY
        if fit is not NameFit.SURE:
            check = column.means
        elif others:
            names = and_list([self.header[c.number] for c in others])
            fit, check = NameFit.LIKELY, f"{column.means}, and not {names}"
        if column.type is ColumnType.SECONDS and self._has_colons(taken.number):
            check = f"{column.means}; 0:12 cannot be read, export it in seconds"
        self._add(taken.column, taken.number, fit, check)

    def _has_colons(self, number: int) -> bool:
        return any(":" in text for text in self.contents[number].counts)

    def _may_be_of_another_stage(self, taken: _Candidate) -> bool:
        """Return whether a bare name, as Grade, may also be ours with a word before, as final."""
        is_bare = name_words(self.header[taken.number]) == name_words(taken.column)
        return is_bare and any(name.endswith(f"_{taken.column}") for name in self.table.columns)

    def _add(self, column: str, number: int, fit: NameFit, check: str) -> None:
        self.found[column] = ColumnMatch(number, fit, check)
        self.settled.add(number)
        self.notes.pop(column, None)

    def _take_by_values(self, every_row: Mapping[str, str]) -> None:
        """Take columns whose values are all ours, where they fit no other column."""
        claims = [
            (column.name, number)
            for column in self.table.columns.values()
            if column.name not in (*self.found, *every_row, *self.notes) and column.values
            for number in range(len(self.header))
            if number not in self.settled and self._has_all_values(number, column)
        ]
        for name, number in claims:
            alone = [c for c in claims if c[0] == name or c[1] == number] == [(name, number)]
            if alone and self.header[number]:
                self._add(name, number, NameFit.LIKELY, self.table.columns[name].means)

    def _has_all_values(self, number: int, column: Column) -> bool:
        """Return whether all values are ours, of two kinds at least, and not what all have."""
        if not self.contents[number].few:
            return False
        counts = self.contents[number].counts
        values = {meaning_of(text, column).value for text in counts}
        special = {v for v in values if len(v) > 1 and v.casefold() not in _COMMON_VALUES}
        return bool(special) and len(values) > 1 and "" not in values

    def _take_general_names(self) -> None:
        """Take a column called Date or ID for the table's own, if there is only one."""
        dated, key = self.table.dated_by, self.table.key
        if dated and dated not in self.found:
            self._take_only(dated, "when")
        if len(key) == 1 and key[0] not in self.found:
            self._take_only(key[0], "id")

    def _take_only(self, column: str, word: str) -> None:
        ours = self.table.columns[column]
        numbers = [
            number
            for number, name in enumerate(self.header)
            if name and number not in self.settled and says_only(name, word)
            if self._agrees(number, ours)
        ]
        if len(numbers) == 1 and column not in self.notes:
            self._add(column, numbers[0], NameFit.MAY_BE, ours.means)

    def _leave_split_times(self) -> None:
        """Look for times of day that are in a column beside their date.

        Where only the day counts, the date alone will do; a clock cannot be read from it.
        """
        clocked = {n for c in self.table.countings for n in c.clocked_columns}
        for name, match in list(self.found.items()):
            column = self.table.columns[name]
            other = self._time_of_day_beside(match.number, column)
            if column.type is not ColumnType.TIME or not other:
                continue
            own = self.header[match.number]
            if name in clocked:
                del self.found[name]
                self.notes[name] = f"{own} and {other} have it in two: join them in the extract"
            else:
                check = f"{column.means}; the time of day is in {other}, and not needed here"
                self.found[name] = match._replace(check=check)

    def _time_of_day_beside(self, number: int, column: Column) -> str:
        """Return the name of the one column with the time of day of a date; "" if none."""
        if self._has_colons(number):
            return ""
        found = [
            name
            for other, name in enumerate(self.header)
            if name and self.contents[other].clocks
            if says_only(name, "when") or name_fit(name, column)[0] > NameFit.MAY_BE
        ]
        return found[0] if len(found) == 1 else ""


_KINDS = {
    ColumnType.TIME: "a date or time",
    ColumnType.SECONDS: "a number of seconds",
    ColumnType.WHOLE: "a whole number",
    ColumnType.NUMBER: "a number",
}


def _most_words(candidates: Sequence[_Candidate], *, column: str = "", number: int = -1) -> int:
    return max((c.words for c in candidates if c.column == column or c.number == number), default=0)
