"""Whether the rows of each share's part are rows of its whole."""

from __future__ import annotations

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary, Measure, MeasureName
from peelcheck.model.locations import Location
from peelcheck.model.tables import Table, Where


def refuse_parts_outside(table: Table, dictionary: Dictionary, problems: Problems) -> None:
    """Refuse a share whose part has rows outside its whole: it could not be an interval."""
    countings = {counting.figure: counting for counting in table.countings if counting.is_of_rows}
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
