"""Metadata beside a CSV file, in the W3C's standard for tables on the web (CSVW).

https://www.w3.org/TR/tabular-metadata/ has the names; a reader looks for them beside the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import area, body, pack_words
from peelcheck.model.results import Result
from peelcheck.model.version import VERSION
from peelcheck.model.wording import capital
from peelcheck.reports import as_afis, as_csv


class _Table(NamedTuple):
    title: Callable[[], str]
    description: Callable[[], str]
    columns: Iterable[str]
    datatypes: Mapping[str, str]
    required: frozenset[str]


_TABLES: Mapping[str, _Table] = MappingProxyType({
    "csv": _Table(
        lambda: f"Standards{_of_work()}: the findings",
        lambda: (
            f"One row for each {body().one} and standard, and one for its year where that is "
            "judged."
        ),
        as_csv.COLUMNS,
        as_csv.DATATYPES,
        frozenset({"force", "rule", "outcome", "checked_on", "row_of"}),
    ),
    "afis": _Table(
        lambda: f"{capital(area().many)}: what the numbers say",
        lambda: f"One row for each {body().one} and {area().in_full}.",
        as_afis.COLUMNS,
        as_afis.DATATYPES,
        frozenset({"force", "afi", "number", "status", "status_on", "numbers", "checked_on"}),
    ),
})  # fmt: skip
"""The formats that have metadata, by name."""


def _of_work() -> str:
    return f" of {pack_words().work}" if pack_words().work else ""


_DATATYPES: Mapping[str, Any] = {
    "yes|no": {"base": "boolean", "format": "yes|no"},
    "date": {"base": "date", "format": "yyyy-MM-dd"},
}


def metadata(format_name: str, file: str, result: Result) -> str:
    """Return the metadata of a table in `file`, as JSON."""
    table = _TABLES[format_name]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": PurePath(file).name,
        "dc:title": table.title(),
        "dc:description": table.description(),
        "dc:creator": f"peelcheck {VERSION}",
        "dc:date": {"@value": result.today.isoformat(), "@type": "xsd:date"},
        "lang": "en",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(name, table) for name in table.columns]},
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _column(name: str, table: _Table) -> dict[str, Any]:
    datatype = table.datatypes.get(name, "string")
    return {
        "name": name,
        "titles": name,
        "datatype": _DATATYPES.get(datatype, datatype),
        "null": "",
        **({"required": True} if name in table.required else {}),
    }
