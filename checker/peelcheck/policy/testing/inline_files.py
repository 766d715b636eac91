"""The rows of a scenario as files, which the engine that counts tables reads."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from peelcheck.model.returns import Return
from peelcheck.model.tables import SourceFile, Table
from peelcheck.reading.inline_tables import InlineTable
from peelcheck.reading.scenarios import Scenario


@contextmanager
def files_of(scenario: Scenario, tables: dict[str, Table]) -> Iterator[Return]:
    """Yield the scenario's return, its rows in temporary files; `tables` say what is counted."""
    if not scenario.rows:
        yield scenario.given
        return
    with tempfile.TemporaryDirectory(prefix="peelcheck-") as folder:
        sources = []
        for one in scenario.rows:
            path = Path(folder) / f"{one.source.table.name}.csv"
            _write(path, one)
            file = SourceFile(one.source.files[0].name, str(path))
            table = tables.get(one.source.table.name, one.source.table)
            sources.append(one.source._replace(table=table, files=(file,)))
        yield scenario.given._replace(tables=tuple(sources))


def _write(path: Path, table: InlineTable) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        rows: Sequence[tuple[str, ...]] = (table.header, *table.rows)
        csv.writer(opened, lineterminator="\n").writerows(rows)
