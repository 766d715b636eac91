"""Reports that an earlier version wrote are still read, by each command that reads a report.

`earlier_reports` has one report for each version, written by that version and never again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import Command
from peelcheck.reports.as_json import report_schema

FOLDER = Path(__file__).with_name("earlier_reports")
VERSIONS = sorted(path.stem for path in FOLDER.glob("*.json"))
MARCH = """force: Anytown Police
period: 2026-03
figures:
  calls_101_offered: 14,974
  calls_101_abandoned: 703
"""


@pytest.fixture(params=VERSIONS)
def earlier(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a report of February in the folder of March's return."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(FOLDER / f"{request.param}.json", "february.json")
    shutil.copy(FOLDER / "2026-02.yaml", "2026-02.yaml")
    Path("2026-03.yaml").write_text(MARCH, "utf-8")
    return "february.json"


def test_since_reads_it(earlier: str, peelcheck: Command) -> None:
    done = peelcheck("2026-03.yaml", "--since", earlier)
    assert done.returncode == 4, done.stderr
    assert (
        "Resolved             101 calls abandoned: was breach: 846 of 14,102 (6.00%)."
        in done.stdout
    )


def test_the_gate_reads_it_as_its_base(earlier: str, peelcheck: Command) -> None:
    Path("2026-02.yaml").unlink()
    done = peelcheck("gate", ".", "--base", earlier)
    assert done.returncode == 4, done.stderr
    assert (
        "resolved        101 calls abandoned: met, was breach: 846 of 14,102 (6.00%)."
        in done.stdout
    )


def test_verify_reads_it(earlier: str, peelcheck: Command) -> None:
    done = peelcheck("verify", earlier)
    assert done.returncode == 1
    assert "2026-02.yaml (return)" in done.stdout.split("Same")[1]


def test_new_exceptions_reads_it(earlier: str, peelcheck: Command) -> None:
    done = peelcheck("new", "exceptions", "--from", earlier, "--until", "2026-09-30")
    assert done.returncode == 0, done.stderr
    assert "  - rule: 101-abandonment\n" in done.stdout
    assert "    accepted: 6.00%\n" in done.stdout


def test_what_an_earlier_report_says_is_still_in_a_report_of_now(earlier: str) -> None:
    """The policy on additions: a key and its type stay; only what is new may be missing."""
    schema = dict(report_schema())
    _drop_required(schema)
    report = json.loads(Path(earlier).read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(report)] == []


def _drop_required(node: object) -> None:
    if isinstance(node, dict):
        node.pop("required", None) if isinstance(node.get("required"), list) else None
        for child in node.values():
            _drop_required(child)
    elif isinstance(node, list):
        for child in node:
            _drop_required(child)
