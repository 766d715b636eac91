"""The files of --rows: the rows of tables behind what is missed or not clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from peelcheck.errors import InvalidValue
from peelcheck.model.problems import Problem, visible
from peelcheck.model.returns import Return
from peelcheck.model.wording import counted_noun
from peelcheck.pipeline import RowsBehind
from peelcheck.reports.evidence_csv import render_rows
from peelcheck.sources.whole_files import write_whole


def write_rows(behind: Iterable[RowsBehind], folder: str) -> list[str]:
    """Write a file for each rule; return for each its name and how many rows are in it."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"--rows {folder}: the folder cannot be made: {error.strerror or error}."
        raise InvalidValue(what, "Name another folder.") from None
    said: list[str] = []
    names: Counter[str] = Counter()
    for rows in behind:
        names[rows.rule] += 1
        number = names[rows.rule]
        file = str(
            Path(folder) / (f"{rows.rule}.csv" if number == 1 else f"{rows.rule}-{number}.csv")
        )
        write_whole(file, render_rows(rows.header, rows.rows))
        of = "" if len(rows.rows) == rows.total else f"{len(rows.rows):,} of "
        said.append(f"{visible(file)}: {of}{counted_noun(rows.total, 'row')}")
    return said


def tables_without_row_files(returns: Iterable[Return]) -> list[Problem]:
    """Return a problem for each table that a database or Spark has: its rows are not written."""
    return [
        Problem(
            table.location,
            f"The rows of {table.shown_as} are not written.",
            "The copy is gone once it is counted: look at them there."
            if table.remote.copy
            else "They stay there and are only counted: look at them there.",
        )
        for one in returns
        for table in one.tables
        if table.remote
    ]
