"""What the tests of counting share: tables written as files, and what is counted from them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook, load_return, load_rules
from peelcheck.figures.count_result import CountResult
from peelcheck.figures.counting.count import count_returns
from peelcheck.model.figure_values import FigureValue

Rows = Sequence[Mapping[str, str]]


def write_csv(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """The rows under a header of all their names."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


@cache
def shipped() -> Rulebook:
    """The shipped rule pack, for tests whose arguments are printed."""
    return load_rules()


def counted(
    folder: Path,
    text: str,
    *asked: tuple[str, tuple[str, ...]],
    period: str = "2026-03",
    rules: Rulebook | None = None,
) -> CountResult:
    """What is counted of what is asked, for a return that is written beside its tables."""
    (folder / "data.yaml").write_text(f"force: Anytown Police\nperiod: {period}\n{text}", "utf-8")
    known = rules or shipped()
    found = load_return(folder / "data.yaml", known)
    return count_returns([found], asked, known.dictionary, None)


def value_of(session: CountResult, name: str, scope: str | None = None) -> FigureValue:
    """The one value of that name and scope."""
    every = [value for values in session.values.values() for value in values]
    (found,) = [
        value
        for value in every
        if value.name == name and (value.scope.value if value.scope else None) == scope
    ]
    return found


KINDS = ("csv", "parquet", "typed parquet", "xlsx", "typed xlsx")


def write_kind(folder: Path, name: str, rows: Rows, kind: str) -> str:
    """The rows as a file of one kind, and its name; of a typed one, times are no texts."""
    if kind == "csv":
        return write_csv(folder / f"{name}.csv", rows).name
    if kind.endswith("parquet"):
        return _write_parquet(folder / f"{name}.parquet", rows, typed="typed" in kind)
    return _write_workbook(folder / f"{name}.xlsx", rows, typed="typed" in kind)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None


def _write_parquet(file: Path, rows: Rows, *, typed: bool) -> str:
    names = list(rows[0])
    times = {n for n in names if typed and all(_moment(r[n]) or not r[n] for r in rows)}
    times -= {n for n in names if not any(r[n] for r in rows)}
    with duckdb.connect() as connection:
        types = {n: "TIMESTAMP" if n in times else "VARCHAR" for n in names}
        columns = ", ".join(f'unnest(?::{kind}[]) AS "{n}"' for n, kind in types.items())
        cells = [[_moment(r[n]) if n in times else r[n] for r in rows] for n in names]
        connection.execute(f"CREATE TABLE rows AS SELECT {columns}", cells)
        connection.execute(f"COPY rows TO '{file}' (FORMAT parquet)")
    return file.name


def _write_workbook(file: Path, rows: Rows, *, typed: bool) -> str:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([(_moment(text) if typed else None) or text or None for text in row.values()])
    workbook.save(file)
    return file.name
