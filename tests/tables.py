"""What the tests of counting share: tables written as files, and what is counted from them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from peelcheck import Rulebook, load_return, load_rules
from peelcheck.figures.counting.session import Session, count_returns
from peelcheck.model.findings import FigureValue

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
) -> Session:
    """What is counted of what is asked, for a return that is written beside its tables."""
    (folder / "data.yaml").write_text(f"force: Anytown Police\nperiod: {period}\n{text}", "utf-8")
    known = rules or shipped()
    found = load_return(folder / "data.yaml", known)
    return count_returns([found], asked, known.dictionary, None)


def value_of(session: Session, name: str, scope: str | None = None) -> FigureValue:
    """The one value of that name and scope."""
    every = [value for values in session.values.values() for value in values]
    (found,) = [
        value
        for value in every
        if value.name == name and (value.scope.value if value.scope else None) == scope
    ]
    return found
