"""Our own JSON reports are larger than a return may be; hostile ones are refused in plain words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Command
from peelcheck.errors import ProblemsFound
from peelcheck.reading import report_files
from peelcheck.reading.report_files import read_report
from peelcheck.sources.decode import FileSize

REPORT: dict[str, Any] = {"format": 1, "findings": [], "problems": []}
RETURN = "force: Anytown Police\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.0%}\n"


def problem_of(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_report(str(path))
    return str(found.value).replace(str(path), path.name)


@pytest.fixture
def larger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report of 21 MB, a megabyte more than a return may have."""
    finding = json.loads(
        Path(__file__).with_name("earlier_reports").joinpath("0.1.0.json").read_text()
    )
    finding["findings"][0]["history"] = [{"rule": "x" * 1_000}] * 21_000
    (tmp_path / "report.json").write_text(json.dumps(finding), "utf-8")
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "report.json"


def test_a_report_larger_than_a_return_may_be_is_read(larger: Path) -> None:
    found = read_report(str(larger))
    assert found is not None
    assert len(found["findings"]) == 27
    assert "history" not in found["findings"][0]


@pytest.mark.every_day(1)
@pytest.mark.usefixtures("larger")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("data.yaml", "--since", "report.json"), 4),
        (("gate", ".", "--base", "report.json"), 4),
        (("verify", "report.json"), 1),
        (("new", "exceptions", "--from", "report.json", "--until", "2026-09-30"), 0),
    ],
)
def test_each_command_that_reads_a_report_reads_a_large_one(
    command: tuple[str, ...], code: int, peelcheck: Command
) -> None:
    done = peelcheck(*command)
    assert (done.returncode, "larger than" in done.stderr) == (code, False), done.stderr


@pytest.mark.usefixtures("larger")
def test_a_large_report_among_the_returns_of_a_gate_is_known_for_one(peelcheck: Command) -> None:
    done = peelcheck("gate", ".")
    assert done.returncode == 0, done.stdout
    assert "report.json" not in done.stdout


@pytest.mark.usefixtures("larger")
def test_a_large_report_in_place_of_a_return_is_named_as_one(peelcheck: Command) -> None:
    done = peelcheck("report.json")
    assert done.returncode == 2
    assert "report.json: This is a peelcheck report; expected a return." in done.stderr


def test_a_report_larger_than_any_of_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = FileSize(1_000_000, report_files.REPORT_SIZE.needed_by, report_files.REPORT_SIZE.fix)
    monkeypatch.setattr(report_files, "REPORT_SIZE", size)
    path = tmp_path / "report.json"
    path.write_text(json.dumps({**REPORT, "x": "x" * 1_000_000}), "utf-8")
    assert problem_of(path) == (
        "report.json: The file is larger than 1 MB, which no report of peelcheck needs. "
        "Write one for fewer forces or months."
    )


def test_a_report_of_endless_values_is_refused_before_they_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "MOST_REPORT_VALUES", 1_000)
    path = tmp_path / "report.json"
    path.write_text(json.dumps({**REPORT, "x": [[]] * 1_000}), "utf-8")
    assert problem_of(path) == (
        "report.json: The file has more than 1,000 names and values. "
        "Write one for fewer forces or months."
    )


def test_a_name_given_twice_in_a_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text('{"format": 1, "findings": [{"outcome": "met", "outcome": "breach"}]}', "utf-8")
    assert problem_of(path) == (
        "report.json: This report is not as peelcheck wrote it: outcome is given twice. "
        "Write it again."
    )


@pytest.mark.parametrize(
    "value", ["9" * 100_000, "-" + "9" * 21, "1e999999999", "NaN"], ids=["long", "21", "exp", "nan"]
)
def test_a_number_of_any_length_in_a_report_costs_nothing(value: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(f'{{"format": {value}, "findings": []}}', "utf-8")
    assert problem_of(path) == (
        "report.json: This report was written by another version of peelcheck. "
        "Write it again with this one."
    )


@pytest.mark.parametrize("text", ["[" * 100_000, '{"findings": ' * 100_000, '{"findings": 1}', "{"])
def test_what_is_no_report_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, "utf-8")
    assert read_report(str(path)) is None
