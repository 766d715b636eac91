"""Files as DuckDB reads them: CSV and Parquet as what FROM takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from peelcheck.figures.engines.cells_sql import SqlTable
from peelcheck.figures.engines.duckdb_dialect import DUCKDB, literal
from peelcheck.figures.engines.inputs import CopiedTable, DuckDbTable, ParquetFile, StoredType
from peelcheck.figures.groups import RowShape
from peelcheck.sources.csv_scan import CsvFile

_NO_NULL = "\x01\x02"  # an empty cell must not be taken for one that is missing
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_STORED = {
    "VARCHAR": StoredType.TEXT,
    "DOUBLE": StoredType.FLOAT,
    "FLOAT": StoredType.FLOAT,
    "TIMESTAMP WITH TIME ZONE": StoredType.TIME_WITH_ZONE,
    **dict.fromkeys(_INTEGERS, StoredType.WHOLE),
}


def sql_tables(files: Sequence[DuckDbTable], *, parallel: bool) -> list[SqlTable]:
    """Return the files, those together that one reading can take.

    `parallel` is False for files with line breaks inside cells.
    """
    return [_sql_table(group, parallel=parallel) for group in _alike(files)]


def _alike(files: Sequence[DuckDbTable]) -> list[list[DuckDbTable]]:
    """Return files of one kind, one header, and one way of writing together."""
    groups: dict[object, list[DuckDbTable]] = {}
    for file in files:
        way: tuple[object, ...]
        if isinstance(file, ParquetFile):
            way = (file.header, file.types)
        elif isinstance(file, CopiedTable):
            way = (file,)
        else:
            way = (file.header, file.delimiter, file.skip, file.is_iso)
        groups.setdefault(way, []).append(file)
    return list(groups.values())


def _sql_table(files: Sequence[DuckDbTable], *, parallel: bool) -> SqlTable:
    first = files[0]
    width = len(first.header)
    if isinstance(first, ParquetFile):
        return SqlTable(
            rows=parquet_rows(file.path for file in files),
            shape="0",
            header=first.header,
            cells=tuple(map(DUCKDB.quoted, first.header)),
            types=tuple(map(_stored_type, first.types)),
        )
    if isinstance(first, CopiedTable):
        names = tuple(f"c{position}" for position in range(width))
        return SqlTable(first.rows, str(RowShape.WELL_FORMED), first.header, names, first.types)
    return SqlTable(
        rows=csv_rows(first, [file.path for file in files], parallel=parallel),
        shape=csv_shape(first),
        header=first.header,
        cells=tuple(f"c{position}" for position in range(width)),
        types=(StoredType.TEXT,) * width,
        is_iso=first.is_iso,
    )


def _stored_type(name: str) -> StoredType:
    is_time = name.startswith(("TIMESTAMP", "DATE"))
    return _STORED.get(name, StoredType.TIME if is_time else StoredType.OTHER)


def parquet_rows(paths: Iterable[str]) -> str:
    """Return what reads these files, and takes no column from the names of their folders."""
    return f"read_parquet([{', '.join(map(_path, paths))}], hive_partitioning=false)"


def csv_rows(first: CsvFile, paths: Iterable[str], *, parallel: bool) -> str:
    """Return what reads files that are written like the first, as texts c0, c1 and so on."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(first.header) + 1))
    return (
        f"read_csv([{', '.join(map(_path, paths))}], delim={literal(first.delimiter)}, "
        f"quote='\"', escape='\"', header=false, skip={first.skip}, auto_detect=false, "
        f"columns={{{columns}}}, null_padding=true, nullstr={literal(_NO_NULL)}, "
        f"strict_mode=true, parallel={str(parallel).lower()})"
    )


def csv_shape(file: CsvFile) -> str:
    """Return the `RowShape`: a column more than the header has, and the last one of it, tell."""
    width = len(file.header)
    return f"CAST(c{width} IS NOT NULL OR c{width - 1} IS NULL AS INTEGER)"


def _path(path: str) -> str:
    """Return a path as SQL has it: this very file, never others that it would be a pattern for."""
    return literal(re.sub(r"[*?\[]", r"[\g<0>]", path))
