"""No key is repeated: proved by the order of the keys, by hashes, and never where it is not so."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from conftest import some_every_day
from peelcheck import load_return
from peelcheck.figures.dated_times import dated_times
from peelcheck.figures.engines.dialect import SPACES, Dialect
from peelcheck.figures.engines.duckdb_dialect import DUCKDB
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.figures.engines.duckdb_sql import ORDERS, DuckDbStatements, Order
from peelcheck.figures.engines.grouping_sql import KeyedRows
from peelcheck.figures.engines.inputs import DuckDbTable
from peelcheck.figures.query import Query, query_for, stretches
from peelcheck.model.periods import Period
from peelcheck.model.tables import BLANK_WORDS
from peelcheck.sources.csv_scan import prepare_csv
from tables import shipped, write_csv, write_kind

FIGURE = "calls_999_answered_within_10s"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbEngine]:
    """One engine for all."""
    with DuckDbEngine(str(tmp_path_factory.mktemp("engine"))) as found:
        yield found


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> Query:
    """The query for two figures of a table of calls."""
    folder = tmp_path_factory.mktemp("query")
    text = "force: Anytown Police\nperiod: 2026-03\ntables: {calls: {file: calls.csv}}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    (folder / "calls.csv").touch()
    one = load_return(folder / "data.yaml", shipped())
    (source,) = one.tables
    counted = [c for c in source.table.countings if c.figure in ("calls_101_abandoned", FIGURE)]
    return query_for(source, counted, (), dated_times(one.times, one.period))


def calls(keys: Sequence[str], seed: int = 1) -> list[dict[str, str]]:
    """A call for each key, some of them alike in all but the key."""
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    return [
        {
            "call_id": key,
            "received_at": f"2026-03-{chance.randrange(1, 4):02} 12:00:07",
            "line": "101",
            "outcome": chance.choice(["answered", "abandoned"]),
            "answered_in": "7",
        }
        for key in keys
    ]


def file_of(folder: Path, keys: Sequence[str], engine: DuckDbEngine, kind: str) -> DuckDbTable:
    """A file of calls with these keys."""
    name = write_kind(folder, "calls", calls(keys), kind)
    path = str(folder / name)
    if kind == "csv":
        return prepare_csv(path, name, 1, str(folder))
    return engine.parquet(path, name)


def are_repeated(keys: Sequence[str], query: Query) -> bool:
    """Whether two rows have one key, counted row by row."""
    blank = {key for key in keys if query.source.is_blank(key, "call_id")}
    trimmed = Counter(key.strip(SPACES) for key in keys if key not in blank)
    return any(count > 1 for count in trimmed.values())


ALPHABET = ["A", "B", "10", "9", "C1", " A", "A ", "\u00a0A", "é", "É", "", " ", "n/a", "N/A ", "-"]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("seed", some_every_day(4, range(10)))
def test_keys_are_repeated_where_they_are_row_by_row(
    seed: int, kind: str, engine: DuckDbEngine, query: Query, tmp_path: Path
) -> None:
    """In order upwards, downwards, by length and in none, with blanks and spaces among them."""
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    keys = [chance.choice(ALPHABET) for _ in range(chance.randrange(1, 6))]
    if seed % 2:
        keys = list(dict.fromkeys(keys))
    orders = (
        sorted(keys),
        sorted(keys, reverse=True),
        sorted(keys, key=lambda key: (len(key), key)),
        keys,
    )
    for each in orders:
        statements = DuckDbStatements(query, [file_of(tmp_path, each, engine, kind)], parallel=True)
        found = engine._keys(statements).are_repeated
        assert found is are_repeated(each, query), each


@pytest.mark.every_day(1)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("seed", some_every_day(2, range(6)))
def test_the_order_of_keys_changes_no_group(
    seed: int,
    kind: str,
    engine: DuckDbEngine,
    query: Query,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    keys = [chance.choice(ALPHABET) for _ in range(6)] + [f"D{n}" for n in range(5)]
    if seed % 2:
        keys = list(dict.fromkeys(keys))
    found = set()
    for each in (sorted(keys), sorted(keys, reverse=True)):
        file = file_of(tmp_path, each, engine, kind)
        found.add(repr(sorted(engine.groups(query, [file]), key=repr)))
        with monkeypatch.context() as patch:
            patch.setattr(DuckDbEngine, "_keys_in_order", lambda *_: None)
            again = engine.groups(query, [file])
        assert repr(sorted(again, key=repr)) in found


def in_order(folder: Path, keys: Sequence[str], engine: DuckDbEngine, query: Query) -> bool:
    """Whether the order of these keys proves that none is repeated."""
    file = file_of(folder, keys, engine, "csv")
    statements = DuckDbStatements(query, [file], parallel=True)
    return engine._keys_in_order(statements, "") is not None


NUMBERS = [f"C{number}" for number in range(1, 5000)]
PADDED = [f"C{number:05}" for number in range(1, 5000)]


@pytest.mark.every_day(3)
@pytest.mark.parametrize(
    ("keys", "is_proved"),
    [
        (PADDED, True),
        (PADDED[::-1], True),
        (NUMBERS, True),
        (["A"], True),
        ([*PADDED, PADDED[-1]], False),
        ([*PADDED, PADDED[-1] + " "], False),
        ([*PADDED, "\u00a0" + PADDED[-1]], False),
        ([*PADDED, PADDED[0]], False),
        ([PADDED[0], *PADDED], False),
        ([*NUMBERS, NUMBERS[0]], False),
        (["", *PADDED], True),  # one row without a key repeats none
        (["", "", *PADDED], False),
    ],
)
def test_an_order_proves_it_only_where_every_row_follows(
    keys: list[str], is_proved: bool, engine: DuckDbEngine, query: Query, tmp_path: Path
) -> None:
    assert in_order(tmp_path, keys, engine, query) is is_proved


def test_keys_in_no_order_are_not_read_for_one(
    engine: DuckDbEngine, query: Query, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = list(PADDED)
    random.Random(7).shuffle(keys)  # noqa: S311 - as above

    def fail(*_: object) -> str:
        raise AssertionError("All rows are read for an order that the first rows do not have.")

    monkeypatch.setattr(DuckDbStatements, "order", fail)
    assert in_order(tmp_path, keys, engine, query) is False


def test_two_files_in_order_that_overlap_prove_nothing(
    engine: DuckDbEngine, query: Query, tmp_path: Path
) -> None:
    files: list[DuckDbTable] = []
    for number, keys in enumerate((PADDED[:3000], PADDED[2999:])):
        path = write_csv(tmp_path / f"part{number}.csv", calls(keys))
        files.append(prepare_csv(str(path), path.name, 1, str(tmp_path)))
    statements = DuckDbStatements(query, files, parallel=True)
    assert engine._keys(statements).are_repeated


@pytest.mark.parametrize("order", ORDERS)
def test_a_key_of_two_parts_follows_by_the_first_part_that_differs(
    order: Order, query: Query
) -> None:
    """Each order is strict: of two keys one follows, and never one the other as well."""
    statements = DuckDbStatements(query, [], parallel=True)
    statements._key = ["k0", "k1"]
    follows = statements._follows(order)
    parts = ["A", "B", "AB", None]
    pairs = [(one, other) for one in parts for other in parts]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE keys (k0 VARCHAR, k1 VARCHAR)")
        connection.executemany("INSERT INTO keys VALUES (?, ?)", pairs)
        sql = f"""
            SELECT k0, k1, before0, before1, coalesce({follows}, false)
            FROM keys, (SELECT k0 AS before0, k1 AS before1 FROM keys)"""  # noqa: S608 - made here
        rows = connection.execute(sql).fetchall()
    found = {(row[:2], row[2:4]): row[4] for row in rows}
    assert len(found) == len(pairs) ** 2
    for (left, right), is_after in found.items():
        assert not (is_after and found[right, left])
        if left != right and None not in (*left, *right):
            assert is_after or found[right, left]


WORDS = sorted(BLANK_WORDS)
TEXTS = [
    *(f"{before}{word}{after}" for word in ("", *WORDS) for before in ("", " ", "\t", "\u00a0")
      for after in ("", " ", "\n", "\u2003", "  \u00a0\t      ", "x", "            x")),
    *(word.upper() for word in WORDS),
    *(chr(code) for code in range(1, 300)),
    *(f"{chr(code)}1234567890" for code in range(1, 300)),
    "not  known", "NOT KNOWN  ", "nota", "?", " ?", "??", "~x", "~", "\u00df",
]  # fmt: skip


@pytest.mark.parametrize(
    "more", [(), ("not known",), ("0", "unknown to anybody"), ("?", "~x", "\u00df")]
)
def test_a_quick_look_at_the_first_letter_changes_no_blank(more: tuple[str, ...]) -> None:
    words = BLANK_WORDS | set(more)
    with duckdb.connect() as connection:
        for is_blank in (DUCKDB.is_blank("t", words), Dialect.is_blank(DUCKDB, "t", words)):
            texts = "CREATE OR REPLACE TABLE texts AS SELECT unnest(?::VARCHAR[]) AS t"
            connection.execute(texts, [[*TEXTS, None]])
            sql = f"SELECT t FROM texts WHERE {is_blank}"  # noqa: S608 - made here
            found = {row[0] for row in connection.execute(sql).fetchall()}
            if is_blank == DUCKDB.is_blank("t", words):
                quick = found
    assert quick == found
    assert "n/a" in quick
    assert ("not  known" in quick) is ("not known" in words)


def test_a_text_is_trimmed_as_the_engine_trims_it() -> None:
    texts = [before + text + after for before in (*SPACES, "", "\t", "  ")
             for after in (*SPACES, "") for text in ("A", "é", "A B", "A\u00a0B", "")]  # fmt: skip
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE texts AS SELECT unnest(?::VARCHAR[]) AS t", [[*texts, None]]
        )
        sql = f"SELECT {DUCKDB.trimmed('t')}, trim(t) FROM texts"  # noqa: S608 - made here
        rows = connection.execute(sql).fetchall()
    assert [quick for quick, _ in rows] == [trimmed for _, trimmed in rows]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("days", [1, 2, 31, 61, 62, 122, 183, 184, 365, 3653])
def test_the_bit_of_a_day_is_shifted_to_where_a_search_finds_it(
    days: int, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the period, at both sides of each of its midnights, and after it."""
    first = date(2026, 3, 1)
    period = Period(first, first + timedelta(days=days - 1), "")
    query = query._replace(source=query.source._replace(period=period))
    rows = KeyedRows(query, "", DUCKDB)
    shifted = rows._stretches()
    monkeypatch.setattr(type(DUCKDB), "shifts_bits", False)
    searched = rows._stretches()
    assert shifted != searched
    starts = stretches(query.source)
    midnights = [datetime(day.year, day.month, day.day) for day in starts]
    moments = [m + timedelta(microseconds=n) for m in midnights for n in (-1, 0, 1)]
    moments += [datetime(1971, 1, 1), datetime(2199, 12, 31), datetime(2199, 12, 30)]
    columns = ", ".join(bit for bits in (shifted, searched) for bit, _ in bits)
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE moments AS SELECT unnest(?::TIMESTAMP[]) AS v_received_at", [moments]
        )
        sql = f"SELECT {columns} FROM (SELECT *, 0 AS s_received_at FROM moments)"  # noqa: S608
        found = connection.execute(sql).fetchall()
    assert [row[: len(shifted)] for row in found] == [row[len(shifted) :] for row in found]
    assert {row[0] for row in found} >= {1}
