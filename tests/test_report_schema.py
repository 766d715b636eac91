"""The schema of the JSON report: every report of the examples fits it, and keys may be added."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT, Command, some_every_day
from peelcheck.reading.schema import schema, schema_names
from peelcheck.reports.as_json import report_schema
from report_schemas import closed_schema

EXAMPLES = ROOT / "examples"
RUNS: dict[str, Sequence[str]] = {
    "norfolk": ["norfolk-2024/data.yaml"],
    "anytown": ["anytown-2026-03/data.yaml"],
    "tables": ["tables/data.yaml", "--by", "district"],
    "a workbook": ["dashboard/data.yaml"],
    "a sheet": ["dashboard/from_csv.yaml"],
    "a year": ["year-of-months/data.yaml"],
    "two forces": ["norfolk-2024/data.yaml", "anytown-2026-03/data.yaml"],
    "compared": ["gate/data/2026-03.yaml", "--since", "gate/data/2026-02.yaml"],
    "accepted": ["gate/data/2026-03.yaml", "--exceptions", "gate/exceptions.yaml"],
    "a gate": ["gate", "gate/data", "--exceptions", "gate/exceptions.yaml"],
}


@pytest.mark.parametrize("run", some_every_day(2, RUNS))
def test_every_report_of_the_examples_fits_the_schema(
    run: str, peelcheck: Command, tmp_path: Path
) -> None:
    for name in dict.fromkeys(word.split("/")[0] for word in RUNS[run] if "/" in word):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    done = peelcheck(*RUNS[run], "--format", "json", "--today", "2026-11-29")
    assert done.stdout, done.stderr
    errors = [error.message for error in closed_schema().iter_errors(json.loads(done.stdout))]
    assert errors == []


def test_a_key_that_a_later_version_adds_fits_the_schema_of_today() -> None:
    text = Path(ROOT / "tests/golden/anytown-2026-03.json").read_text("utf-8")
    report = json.loads(text)
    for part in (report, report["findings"][0], report["findings"][0]["figure"]):
        part["added_later"] = 1
    assert list(Draft202012Validator(report_schema()).iter_errors(report)) == []
    assert list(closed_schema().iter_errors(report)) != []


def test_rules_schema_prints_it(peelcheck: Command) -> None:
    done = peelcheck("rules", "schema", "report")
    assert (done.returncode, json.loads(done.stdout)) == (0, report_schema())


def test_each_schema_has_an_id_of_one_form() -> None:
    assert {name: schema(name)["$id"] for name in schema_names()} == {
        name: f"peelcheck/{name}.schema.json" for name in schema_names()
    }
    assert report_schema()["$id"] == "peelcheck/report.schema.json"
