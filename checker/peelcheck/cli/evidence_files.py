"""The files of --rows: the rows of tables behind what is missed or cannot be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from peelcheck.errors import InvalidValue
from peelcheck.model.problems import Problem, visible
from peelcheck.model.returns import Return
from peelcheck.pipeline import RowsBehind
from peelcheck.reports.evidence_csv import render_rows
from peelcheck.sources.whole_files import write_whole


def write_rows(behind: Iterable[RowsBehind], folder: str) -> list[str]:
    """A file for each rule; what is said of each: its name, and how many rows are in it."""
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
        of = "" if len(rows.rows) == rows.total else f" of {rows.total:,}"
        said.append(f"{visible(file)}: {len(rows.rows):,}{of} rows")
    return said


def kept_elsewhere(returns: Iterable[Return]) -> list[Problem]:
    """The tables whose rows are not written, because a database or Spark keeps them."""
    return [
        Problem(
            table.location,
            f"No rows of {table.shown_as} are written.",
            "They stay there, and only counts are taken from it: look at them there.",
        )
        for one in returns
        for table in one.tables
        if table.remote
    ]
