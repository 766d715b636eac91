"""One pass over all rows of a file: the values of its columns, and how its dates are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.tables import ColumnType
from peelcheck.policy.column_content import is_blank
from peelcheck.policy.column_matching import TableMatch
from peelcheck.policy.date_forms import DateForm, date_form
from peelcheck.policy.file_heads import FileHead

_MOST_VALUES = 1000
_MOST_DATES = 50_000


class Survey(NamedTuple):
    """What all rows have: the values of our columns with values, how dates are written.

    `months` has the number of rows in each month, by the column that dates them.
    """

    values: dict[str, Counter[str]]
    dates: DateForm | None
    months: Counter[str]


def survey_rows(head: FileHead, match: TableMatch, rows: Iterable[Sequence[str]]) -> Survey:
    """Return what all rows have; of columns with very many values only so many are kept."""
    columns = match.table.columns
    values = {
        name: (one.number, Counter[str]())
        for name, one in match.columns.items()
        if columns[name].values
    }
    ours = {
        one.number for name, one in match.columns.items() if columns[name].type is ColumnType.TIME
    }
    every = {n for n in range(len(head.header)) if head.content(n).dates} if ours else set()
    dated = match.columns.get(match.table.dated_by)
    of_days: dict[int, Counter[str]] = {number: Counter() for number in ours | every}
    for row in rows:
        for number, seen in (*values.values(), *of_days.items()):
            text = row[number].strip() if number < len(row) else ""
            most = _MOST_DATES if number in of_days else _MOST_VALUES
            if not is_blank(text) and (text in seen or len(seen) < most):
                seen[text] += 1
    form = _form(of_days, ours) if ours else None
    months = _months(of_days[dated.number], form) if dated and form else Counter()
    return Survey({name: seen for name, (_, seen) in values.items()}, form, months)


def _form(of_days: dict[int, Counter[str]], ours: set[int]) -> DateForm:
    """Return the form of our times; where that is open, other dates of the file may settle it."""
    own = date_form(text for number in ours for text in of_days[number])
    if not own.open_question:
        return own
    wider = date_form(text for seen in of_days.values() for text in seen)
    return wider if wider.words else own


def _months(seen: Counter[str], form: DateForm) -> Counter[str]:
    months: Counter[str] = Counter()
    for text, rows in seen.items():
        if month := form.month_of(text):
            months[month] += rows
    return months
