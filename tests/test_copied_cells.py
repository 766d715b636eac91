"""What a cell of a database becomes as text: just what PostgreSQL shows of its own types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

import engines
from peelcheck.figures.engines.copied_cells import CopiedColumn, UnknownCellError
from peelcheck.figures.engines.inputs import StoredType
from peelcheck.model.tables import ColumnType


class Name(str):
    """As some drivers give texts."""

    __slots__ = ()


CELLS: list[tuple[object, str, str]] = [
    (Name("North"), "North", "CAST('North' AS TEXT)"),
    ("North", "North", "CAST('North' AS TEXT)"),
    ("", "", "CAST('' AS TEXT)"),
    (" a\tb\n", " a\tb\n", "CAST(E' a\\tb\\n' AS TEXT)"),
    (True, "true", "true"),
    (False, "false", "false"),
    (0, "0", "0"),
    (-101, "-101", "-101"),
    (999999999999999999, "999999999999999999", "999999999999999999"),
    (Decimal("12.50"), "12.50", "CAST('12.50' AS NUMERIC(10, 2))"),
    (Decimal("1E+3"), "1000", "CAST('1E+3' AS NUMERIC)"),
    (Decimal("0.000000100"), "0.000000100", "CAST('0.000000100' AS NUMERIC)"),
    (Decimal("NaN"), "NaN", "CAST('NaN' AS NUMERIC)"),
    (Decimal("-Infinity"), "-Infinity", "CAST('-Infinity' AS NUMERIC)"),
    (101.0, "101", "CAST(101 AS DOUBLE PRECISION)"),
    (0.1, "0.1", "CAST(0.1 AS DOUBLE PRECISION)"),
    (0.1 + 0.2, "0.30000000000000004", "CAST(0.30000000000000004 AS DOUBLE PRECISION)"),
    (1.5e-5, "1.5e-05", "CAST(1.5e-5 AS DOUBLE PRECISION)"),
    (0.0001, "0.0001", "CAST(0.0001 AS DOUBLE PRECISION)"),
    (999999999999999.0, "999999999999999", "CAST(999999999999999 AS DOUBLE PRECISION)"),
    (1e15, "1e+15", "CAST(1e15 AS DOUBLE PRECISION)"),
    (1234567890123456.0, "1.234567890123456e+15", "CAST(1234567890123456 AS DOUBLE PRECISION)"),
    (-2.5e300, "-2.5e+300", "CAST(-2.5e300 AS DOUBLE PRECISION)"),
    (float("nan"), "NaN", "CAST('NaN' AS DOUBLE PRECISION)"),
    (float("inf"), "Infinity", "CAST('Infinity' AS DOUBLE PRECISION)"),
    (float("-inf"), "-Infinity", "CAST('-Infinity' AS DOUBLE PRECISION)"),
    (date(2026, 3, 5), "2026-03-05", "DATE '2026-03-05'"),
    (datetime(2026, 3, 5, 10), "2026-03-05 10:00:00", "TIMESTAMP '2026-03-05 10:00'"),
    (
        datetime(2026, 3, 5, 10, 0, 0, 500000),
        "2026-03-05 10:00:00.5",
        "TIMESTAMP '2026-03-05 10:00:00.5'",
    ),
    (
        datetime(2026, 3, 31, 23, 30, 0, 1, tzinfo=UTC),
        "2026-03-31 23:30:00.000001+00",
        "TIMESTAMPTZ '2026-03-31 23:30:00.000001+00'",
    ),
    (
        datetime(2026, 4, 1, 0, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        "2026-03-31 19:00:00+00",
        "TIMESTAMPTZ '2026-04-01 00:30:00+05:30'",
    ),
    (time(10, 0, 0, 500000), "10:00:00.5", "TIME '10:00:00.5'"),
    (time(10, 0), "10:00:00", "TIME '10:00'"),
    (timedelta(minutes=7), "00:07:00", "INTERVAL '7 minutes'"),
    (timedelta(seconds=0.5), "00:00:00.5", "INTERVAL '0.5 seconds'"),
    (timedelta(hours=-120), "-120:00:00", "INTERVAL '-120 hours'"),
    (b"\x00hi", "\\x006869", "CAST('\\x006869' AS BYTEA)"),
    (memoryview(b"hi"), "\\x6869", "CAST('\\x6869' AS BYTEA)"),
    (
        UUID("1B4E28BA-2FA1-11D2-883F-0016D3CCA427"),
        "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        "CAST('1B4E28BA-2FA1-11D2-883F-0016D3CCA427' AS UUID)",
    ),
]  # fmt: skip


def as_text(cell: object, stored: StoredType, kind: ColumnType = ColumnType.TEXT) -> str | None:
    (text,) = CopiedColumn("cell", stored, kind).texts([cell])
    return text


@pytest.mark.parametrize(("cell", "text", "sql"), CELLS)
def test_a_cell_is_the_text_of_its_value(cell: object, text: str, sql: str) -> None:
    assert as_text(cell, StoredType.OTHER) == text


@pytest.fixture(scope="module")
def connection() -> Iterator[Any]:
    with engines.postgresql() as server, engines.connect(server.url) as found:
        found.exec_driver_sql("SET TimeZone = 'UTC'")
        yield found


@pytest.mark.needs("postgresql")
@pytest.mark.xdist_group("copies")
def test_postgresql_shows_each_value_as_the_same_text(connection: Any) -> None:
    shown = [
        connection.exec_driver_sql(f"SELECT CAST({sql} AS TEXT)").scalar() for *_, sql in CELLS
    ]
    assert shown == [text for _, text, _ in CELLS]


def test_nothing_is_nothing() -> None:
    assert as_text(None, StoredType.OTHER) is None
    assert as_text(None, StoredType.OTHER, ColumnType.SECONDS) is None
    assert as_text(None, StoredType.BITS) is None


@pytest.mark.parametrize(
    ("cell", "text"), [(b"\x01", "1"), (b"\x00", "0"), (b"\x01\x05", "261"), (True, "1"), (0, "0")]
)
def test_bits_are_their_number_however_a_driver_shows_them(cell: object, text: str) -> None:
    assert as_text(cell, StoredType.BITS) == text


def test_a_day_in_a_column_of_times_has_its_midnight() -> None:
    """As PostgreSQL makes it: a DATE is not a time that was written without seconds."""
    column = CopiedColumn("received_at", StoredType.TIME, ColumnType.TIME)
    assert column.texts([date(2026, 3, 5), "0000-00-00"]) == ["2026-03-05 00:00:00", "0000-00-00"]
    assert column.copied_as is StoredType.TIME_AS_TEXT
    assert CopiedColumn("day", StoredType.TIME, ColumnType.TEXT).copied_as is StoredType.TEXT
    assert CopiedColumn("day", StoredType.TEXT, ColumnType.TIME).copied_as is StoredType.TEXT


def test_times_with_a_zone_keep_it() -> None:
    at = datetime(2026, 3, 31, 23, 30)
    in_utc = CopiedColumn("at", StoredType.TIME_WITH_ZONE, ColumnType.TIME, shows_utc=True)
    assert in_utc.texts([at]) == ["2026-03-31 23:30:00+00"]
    without = CopiedColumn("at", StoredType.TIME_WITH_ZONE, ColumnType.TIME)
    assert without.texts([at.replace(tzinfo=UTC)]) == ["2026-03-31 23:30:00+00"]
    with pytest.raises(UnknownCellError, match="times with a zone, which the driver leaves out"):
        without.texts([at])


@pytest.mark.parametrize(
    ("cell", "stored", "text"),
    [
        (10.0, StoredType.FLOAT, "10.0"),
        (10.5, StoredType.FLOAT, "10.5"),
        (10.0, StoredType.TEXT, "10.0"),
        (Decimal(10), StoredType.OTHER, "10.0"),
        ("10", StoredType.OTHER, "10.0"),
        ("00:10", StoredType.OTHER, "00:10"),
        ("10", StoredType.TEXT, "10"),
        (10, StoredType.WHOLE, "10"),
    ],
)
def test_whole_seconds_of_a_column_with_fractions_are_exact(
    cell: object, stored: StoredType, text: str
) -> None:
    assert as_text(cell, stored, ColumnType.SECONDS) == text


def test_what_has_no_text_of_its_own_is_refused() -> None:
    with pytest.raises(UnknownCellError, match="values of the type object"):
        as_text(object(), StoredType.OTHER)
