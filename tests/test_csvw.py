"""Metadata beside a CSV: written with it, and true of it by the W3C's rules for tables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command
from test_cli import BREACH, write

_FITS: Mapping[str, Callable[[str], object]] = {
    "string": str.isprintable,
    "decimal": lambda cell: re.fullmatch(r"-?\d+(\.\d+)?", cell),
    "integer": lambda cell: re.fullmatch(r"-?\d+", cell),
    "boolean": lambda cell: cell in ("yes", "no"),
    "date": lambda cell: re.fullmatch(r"\d{4}-\d\d-\d\d", cell),
}
"""What a cell of each type looks like, in the formats that the metadata name."""

_PROPERTIES = {"@context", "url", "dialect", "tableSchema", "lang"}
_OF_COLUMN = {"name", "titles", "datatype", "null", "required"}


def wrong_in(folder: Path, name: str) -> list[str]:
    """Return what is not as https://www.w3.org/TR/tabular-metadata/ asks, or not as described."""
    found = json.loads((folder / f"{name}-metadata.json").read_text("utf-8"))
    text = (folder / found["url"]).read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    wrong = [key for key in found if key not in _PROPERTIES and not key.startswith("dc:")]
    if found["@context"] != ["http://www.w3.org/ns/csvw", {"@language": "en"}]:
        wrong.append("@context")
    columns: list[dict[str, Any]] = found["tableSchema"]["columns"]
    wrong += [key for column in columns for key in column if key not in _OF_COLUMN]
    if [column["titles"] for column in columns] != header:
        wrong.append("the columns are not those of the file")
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            datatype = column["datatype"]
            base = datatype if isinstance(datatype, str) else datatype["base"]
            fits = not column.get("required") if cell == column["null"] else _FITS[base](cell)
            wrong += [] if fits else [f"{column['name']}: {cell}"]
    return wrong


@pytest.mark.parametrize("output", ["findings.csv", "afis=findings.csv"])
@pytest.mark.parametrize("example", ["year-of-months", "norfolk-2024", "anytown-2026-03"])
def test_a_table_is_as_its_metadata_say(
    output: str, example: str, peelcheck: Command, tmp_path: Path
) -> None:
    data = str(ROOT / f"examples/{example}/data.yaml")
    peelcheck(data, "-o", output, "--today", "2026-11-23")
    assert wrong_in(tmp_path, "findings.csv") == []


def test_what_is_wrong_is_found(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH)
    peelcheck("data.yaml", "-o", "findings.csv")
    file = tmp_path / "findings.csv"
    file.write_text(file.read_text("utf-8").replace("0.07", "7%", 1), encoding="utf-8")
    assert wrong_in(tmp_path, "findings.csv") == ["value: 7%"]


def test_the_metadata_say_what_the_table_is(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH)
    peelcheck("data.yaml", "-o", "findings.csv", "--today", "2026-11-23")
    found = json.loads((tmp_path / "findings.csv-metadata.json").read_text("utf-8"))
    assert found["dc:title"] == "Standards of policing: the findings"
    assert found["dc:date"] == {"@value": "2026-11-23", "@type": "xsd:date"}
    assert found["dialect"] == {"encoding": "utf-8", "lineTerminators": ["\r\n"]}
    columns = {column["name"]: column for column in found["tableSchema"]["columns"]}
    assert columns["value"] == {
        "name": "value",
        "titles": "value",
        "datatype": "decimal",
        "null": "",
    }
    assert columns["force"]["required"] is True


def test_what_is_printed_has_no_metadata(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH)
    done = peelcheck("data.yaml", "--format", "csv", "-o", "json=report.json")
    assert done.stdout.startswith('\ufeff"force"')
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data.yaml", "report.json"]


def test_metadata_replace_no_other_report_and_no_return(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH)
    twice = peelcheck("data.yaml", "-o", "a.csv", "-o", "json=a.csv-metadata.json")
    assert (twice.returncode, "Two reports would go to one file." in twice.stderr) == (2, True)
    data = {"force": "Suffolk", "period": "2026-03", "figures": {"calls_101_offered": "900"}}
    write(tmp_path, json.dumps(data), "c.csv-metadata.json")
    over = peelcheck("c.csv-metadata.json", "-o", "c.csv")
    assert over.returncode == 2
    assert "-o c.csv-metadata.json would overwrite what is checked." in over.stderr
