"""A JSON report that was damaged is refused where the damage is, and never crashes a gate."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Command
from peelcheck import ProblemsFound, Result, Rulebook, check, load_return
from peelcheck.pipeline.baseline_and_exceptions import compare_with_baseline
from peelcheck.reading.record import read_record
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from reporting import NOW, THEN, TODAY

PARTS = """  offenders_of_manager:
    by: {manager: {A: 58, B: 54}}
    complete: yes
"""
COMPARED = ("101-abandonment", "offender-manager-largest-caseload")
"""A share, and a figure with parts."""

READ = {
    "format", "problems", "findings", "force", "rule", "scope", "outcome", "period", "figure",
    "required", "sample", "parts", "first", "last", "as_written", "name", "low", "high", "stated",
    "numerator", "denominator",
}  # fmt: skip
"""The keys that a comparison reads."""

DELETED = object()
VALUES: list[Any] = [
    None, DELETED, "x", "", 5, -1, 0.5, True, [], {}, [1], {"a": 1}, "1/0", "1e999999999", "-5",
    "nan", "9" * 5000, "7/3", "2026-02-31", "met", "\ud800",
]  # fmt: skip

Way = tuple[str | int, ...]


@pytest.fixture(scope="module")
def months(rules: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Any]:
    """March, and the JSON report of February."""
    folder = tmp_path_factory.mktemp("damaged")
    results = []
    for name, text in (
        ("then.yaml", THEN + PARTS),
        ("now.yaml", NOW),
    ):
        (folder / name).write_text(f"force: Anytown Police\n{text}", "utf-8")
        results.append(check(rules, [load_return(folder / name, rules)], today=TODAY))
    report = json.loads(REPORTS["json"](results[0], Page()))
    found = {one["rule"]: one for one in report["findings"]}
    report["findings"] = [found[rule] for rule in COMPARED]
    return results[1], report


def ways(node: Any, way: Way = ()) -> Iterator[Way]:
    """The way to every value that a comparison reads, and to every one of a record."""
    yield way
    numbered = enumerate(node) if isinstance(node, list) else ()
    for name, value in node.items() if isinstance(node, dict) else numbered:
        if "record" in way or isinstance(name, int) or name in READ:
            yield from ways(value, (*way, name))


def damaged(report: Any, way: Way, value: Any) -> Any:
    changed = copy.deepcopy(report)
    if not way:
        return value
    inside = changed
    for step in way[:-1]:
        inside = inside[step]
    if value is DELETED:
        del inside[way[-1]]
    else:
        inside[way[-1]] = value
    return changed


@pytest.mark.thorough
def test_every_damage_is_a_problem_or_makes_no_difference(
    months: tuple[Result, Any], rules: Rulebook, tmp_path: Path
) -> None:
    now, report = months
    file = tmp_path / "then.json"
    refused = 0
    for way in list(ways(report)):
        for value in VALUES:
            if not way and value is DELETED:
                continue
            file.write_text(json.dumps(damaged(report, way, value)), "utf-8")
            try:
                result = compare_with_baseline(now, str(file), rules)
                REPORTS["text"](result, Page())
            except ProblemsFound as found:
                refused += 1
                assert all(problem.location.file == str(file) for problem in found.problems)
    assert refused > 500


@pytest.mark.parametrize(
    ("way", "value", "told"),
    [
        (("figure",), "21.9%", ".figure: names and values"),
        (("force",), ["Anytown"], ".force: a text"),
        (("figure", "low"), 0.5, ".figure.low: a text"),
        (("figure", "low"), "1/0", ".figure.low: an exact number such as 1/20"),
        (("figure", "low"), "1", ".figure: a low end that is not above the high end"),
        (("figure", "stated"), "7/3", ".figure: values that a share can have"),
        (("figure", "numerator"), "-1", ".figure: counts, and a whole that is above 0,"),
        (("figure", "denominator"), "1", ".figure: a part that is not larger than its whole"),
        (
            ("outcome",),
            "green",
            ".outcome: one of breach, cannot tell, met, note, not supplied, not applicable",
        ),
        (("period", "last"), "March", ".period.last: a day such as 2026-03-31"),
        (("period", "first"), "2027-01-01", ".period: a first day that is not after the last"),
        (("parts",), {}, ".parts: a list"),
        (("parts",), DELETED, ": the key parts"),
        (("figure", "sample"), "no", ".figure.sample: true or false"),
    ],
)
def test_the_problem_says_where_and_what_is_expected(
    months: tuple[Result, Any], rules: Rulebook, tmp_path: Path, way: Way, value: Any, told: str
) -> None:
    now, report = months
    file = tmp_path / "then.json"
    file.write_text(json.dumps(damaged(report, ("findings", 0, *way), value)), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        compare_with_baseline(now, str(file), rules)
    path, _, expected = told.partition(": ")
    assert str(found.value).removeprefix(f"{file}:") == (
        f"findings[0]{path}: This report is not as peelcheck wrote it: expected {expected} here. "
        "Write it again."
    )


def test_a_gate_on_a_damaged_report_exits_2(peelcheck: Command, tmp_path: Path) -> None:
    for name, text in (("then", THEN), ("now", NOW)):
        (tmp_path / f"{name}.yaml").write_text(f"force: Anytown Police\n{text}", "utf-8")
    peelcheck("then.yaml", "-o", "then.json")
    report = json.loads((tmp_path / "then.json").read_text("utf-8"))
    report["findings"][0]["figure"] = "21.9%"
    (tmp_path / "then.json").write_text(json.dumps(report), "utf-8")
    run = peelcheck("now.yaml", "--since", "then.json")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("then.json:findings[0].figure: This report is not as peelcheck")


@pytest.mark.every_day(5)
@pytest.mark.parametrize("value", VALUES)
def test_a_damaged_record_is_a_problem(peelcheck: Command, tmp_path: Path, value: Any) -> None:
    (tmp_path / "then.yaml").write_text(f"force: Anytown Police\n{THEN}", "utf-8")
    peelcheck("then.yaml", "-o", "then.json")
    file = tmp_path / "then.json"
    report = json.loads(file.read_text("utf-8"))
    report["findings"] = []  # of which a record says nothing
    (folder,) = report["record"]["rules"]
    del folder["files"][3:]  # which are like the first
    for way in ways(report["record"], ("record",)):
        changed = damaged(report, way, value)
        file.write_text(json.dumps(changed), "utf-8")
        try:
            record, _ = read_record(str(file))
        except ProblemsFound as found:
            assert all(problem.location.file == str(file) for problem in found.problems)
        else:
            assert all(isinstance(one.file, str) for one in record.inputs)
