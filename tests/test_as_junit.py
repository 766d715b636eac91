"""JUnit XML: what was proved passes, what gates fails or is in error, the rest is skipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import ROOT, Checker, Command, clean_environment
from peelcheck import Outcome, Result, Rulebook
from peelcheck.judging.changes import baseline_findings, compared
from peelcheck.judging.gate import gate
from peelcheck.model.gates import Exit, GateRules
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from reporting import compare, entry, gated, of_example, two_months_in


def tree(result: Result) -> ElementTree.Element:
    return ElementTree.fromstring(REPORTS["junit"](result, Page()))  # noqa: S314 - our own report


def cases(result: Result) -> dict[str, str]:
    """Each test's rule, and how it came out."""
    found = {}
    for case in tree(result).iter("testcase"):
        (child,) = case
        name = case.get("name", "")
        found[name.partition("(")[2].rstrip(")") or name] = child.tag
    return found


def message(result: Result, rule: str) -> str:
    (case,) = [c for c in tree(result).iter("testcase") if f"({rule})" in c.get("name", "")]
    return case[0].get("message", "")


def test_what_an_example_looks_like(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = REPORTS["junit"](of_example("anytown-2026-03", rules), Page())
    compare("anytown-2026-03.junit.xml", text)


def test_a_month_with_everything_in_it(two_months: Result) -> None:
    assert cases(two_months) == {
        "101-abandonment": "failure",
        "high-risk-share": "failure",
        "offender-manager-caseload": "skipped",
        "offender-manager-largest-caseload": "failure",
        "999-answered-within-10-seconds": "error",
        "response-within-attendance-time": "skipped",
    }
    assert message(two_months, "offender-manager-caseload").endswith(
        "Accepted until 30 June 2027. Owner: head of public protection. Two posts advertised. "
        "PP-118"
    )


def test_what_was_missed_last_time_too_is_no_failure_where_only_new_counts(
    two_months: Result,
) -> None:
    result = gated(two_months, only_new=True)
    assert cases(result)["high-risk-share"] == "skipped"
    assert cases(result)["101-abandonment"] == "failure"
    assert message(result, "high-risk-share").endswith(
        "Missed last time too, and no worse: unchanged."
    )


def test_the_counts_are_those_of_the_tests(two_months: Result) -> None:
    root = tree(two_months)
    for part in (root, *root):
        inside = list(part.iter("testcase"))
        assert part.get("tests") == str(len(inside))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            count = sum(case.find(tag) is not None for case in inside)
            assert part.get(name, str(count)) == str(count)


def test_what_is_only_shown_is_no_test(checked: Checker) -> None:
    result = checked("figures:\n  high_risk_share: 10%\n  use_of_force_injury_rate: 8.1%")
    assert "use-of-force-injuries" not in cases(result)
    assert any(f.outcome is Outcome.NOTE for f in result.findings)


def test_a_name_stays_the_same_when_the_figure_or_limit_changes(checked: Checker) -> None:
    one, other = (checked(f"figures:\n  high_risk_share: {share}") for share in ("10%", "30%"))
    names = [[case.get("name") for case in tree(r).iter("testcase")] for r in (one, other)]
    assert sorted(map(str, names[0])) == sorted(map(str, names[1]))


BREACH, UNTOLD, MET = "30%", "19% to 21%", "10%"


@pytest.mark.parametrize("share", [BREACH, UNTOLD, MET, "not available"])
@pytest.mark.parametrize("then", [BREACH, UNTOLD, MET, None])
@pytest.mark.parametrize("only", [{"only": ["high-risk-share"]}, {}])
def test_it_is_red_exactly_where_the_gate_is_shut(
    share: str, then: str | None, only: dict[str, list[str]], checked: Checker
) -> None:
    result = checked(f"figures:\n  high_risk_share: {share}", **only)
    if then:
        before = checked(f"period: 2026-02\nfigures:\n  high_risk_share: {then}")
        result = compared(result, "february.json", baseline_findings(before))
    for required in ((), ("101-abandonment",), ("high-risk-share",)):
        for only_new in (False, True):
            rules = GateRules(required=required, only_new=only_new)
            found = cases(result._replace(gate_rules=rules)).values()
            code = gate(result, rules).exit
            assert ("failure" in found) is (code is Exit.BREACH), rules
            assert ("failure" in found or "error" in found) is (code is not Exit.GREEN), rules


def test_what_belongs_to_no_standard_is_an_error_of_its_own(checked: Checker) -> None:
    nothing = checked("figures:\n  high_risk_share: not available")
    assert cases(nothing)["Checking anything at all"] == "error"
    broken = nothing._replace(problems=(Problem(Location("calls.csv", 3, 1), "Too many cells."),))
    assert cases(broken)["Reading the files"] == "error"


def test_several_reports_in_one_run(peelcheck: Command, tmp_path: Path) -> None:
    names = {"junit": "j.xml", "md": "s.md", "csv": "f.csv", "sarif": "r.sarif", "json": "r.json"}
    outputs = [word for format_, name in names.items() for word in ("-o", f"{format_}={name}")]
    run = peelcheck(
        ROOT / "examples/anytown-2026-03/data.yaml", "--allow-outside", *outputs, cwd=tmp_path
    )
    assert run.returncode == Exit.BREACH
    assert run.stdout.startswith("Anytown Police, March 2026, misses 1 of 6")
    for name in names.values():
        assert (tmp_path / name).stat().st_size > 500, name


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (("-o", "junit=-"), "<?xml version="),
        (("--format", "junit"), "<?xml version="),
        (("--format", "junit", "-o", "junit=-"), "<?xml version="),
        (("-o", "md=-", "-o", "again.xml"), "**Anytown Police"),
        (("--format", "csv"), '\ufeff"force","rule"'),
    ],
)
def test_one_report_is_printed(
    options: tuple[str, ...], first: str, peelcheck: Command, tmp_path: Path
) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n  high_risk_share: 10%\n", "utf-8"
    )
    run = peelcheck("data.yaml", *options)
    assert (run.returncode, run.stdout[: len(first)]) == (0, first)


def test_two_reports_cannot_be_printed(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n  high_risk_share: 10%\n", "utf-8"
    )
    for options in (("-o", "md=-", "-o", "csv=-"), ("--format", "md", "-o", "csv=-")):
        run = peelcheck("data.yaml", *options)
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr == (
            "md and csv cannot all be printed. Write all but one to files: -o FORMAT=FILE.\n"
        )


def test_checking_loads_no_report_before_one_is_asked_for() -> None:
    code = "import sys, peelcheck.cli.check_run; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=clean_environment(), capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    reports = {name for name in run.stdout.split() if name.startswith("peelcheck.reports.as_")}
    assert not reports


def test_an_accepted_breach_that_has_lapsed_fails_again(rules: Rulebook, tmp_path: Path) -> None:
    one = entry("101-abandonment")
    lapsed = one._replace(expires=one.expires.replace(year=2026))
    result = two_months_in(tmp_path, rules, lapsed)
    assert cases(result)["101-abandonment"] == "failure"
    assert "The exception does not apply: it ended on 30 June 2026." in message(
        result, "101-abandonment"
    )
