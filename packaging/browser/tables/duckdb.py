"""DuckDB for WebAssembly, under the names of DuckDB's own package that peelcheck uses.

The page brings it in as `duckdb_in_page`, which answers in texts; they become what the package
gives for each type. Files are read from where Python has them, and nothing is ever written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb_in_page

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_READERS = {
    "BOOLEAN": lambda text: text == "true",
    "VARCHAR": str,
    "DECIMAL": Decimal,
    "DOUBLE": float,
    "DATE": date.fromisoformat,
    "TIMESTAMP": datetime.fromisoformat,
    '"NULL"': str,
    **dict.fromkeys((*_WHOLE, *(f"U{name}" for name in _WHOLE)), int),
}
_SETTINGS = (
    *("autoinstall_known_extensions", "autoload_known_extensions"),
    *("memory_limit", "preserve_insertion_order"),
)
"""What can be set here: there is no folder to spill to."""


class Error(Exception):
    """A statement failed; the message is that of DuckDB."""


class NotStartedError(Exception):
    """The page has not started DuckDB yet: it does so, and asks again."""


def connect(config: Mapping[str, str]) -> Connection:
    """Connect. Raises NotStartedError until the page has started DuckDB."""
    if not duckdb_in_page.is_started():
        raise NotStartedError
    return Connection(config)


class Connection:
    """A connection of its own, whose temporary tables are gone when it is closed."""

    def __init__(self, config: Mapping[str, str]) -> None:
        """Connect with these settings, as far as they can be made."""
        self._connection = duckdb_in_page.connect()
        for name in _SETTINGS:
            self._columns(f"SET {name} = '{config[name]}'")

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()

    def execute(self, sql: str, values: Sequence[object] = ()) -> Result:
        """Run a statement without values. Raises Error."""
        if values:
            message = "values are not sent to DuckDB in a browser"
            raise Error(message)
        if not sql.startswith("SELECT"):
            counts = self._columns(sql)
            return Result(counts, [int] * len(counts))
        _, types, *_ = self._columns(f"DESCRIBE {sql}")
        texts = f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql})"  # noqa: S608 - peelcheck's own
        columns = self._columns(texts)
        return Result(columns, [_reader(one) for one in types if one])

    def _columns(self, sql: str) -> list[list[str | None]]:
        answer = json.loads(duckdb_in_page.answer(self._connection, sql))
        if "stopped" in answer:
            message = f"DuckDB stopped: {answer['stopped']}"
            raise Error(message)
        if "error" in answer:
            raise Error(answer["error"])
        columns: list[list[str | None]] = answer["columns"]
        return columns


class Result:
    """The rows of a statement."""

    def __init__(self, columns: Sequence[Sequence[str | None]], readers: Sequence[Any]) -> None:
        """Take the texts of each column, and what reads them."""
        self._columns = [
            [None if text is None else read(text) for text in texts]
            for texts, read in zip(columns, readers, strict=True)
        ]

    def fetchmany(self, most: int) -> list[tuple[Any, ...]]:
        """Return the first rows."""
        return list(zip(*(column[:most] for column in self._columns), strict=True))


def _reader(kind: str) -> Any:
    name = kind.partition("(")[0]
    if name not in _READERS:
        message = f"values of the type {kind} are not known here"
        raise Error(message)
    return _READERS[name]
