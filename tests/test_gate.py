"""The monthly gate: mock months of a made-up force, and all that is never green."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, Checker, Command
from peelcheck.judging.gate import gate
from peelcheck.model.gates import Exit, GateRules, Stop
from peelcheck.model.periods import Period
from peelcheck.reports.gate_words import gate_clauses
from peelcheck.reports.layout import Page
from test_reports import compare

GATE = (
    "data/2026-03.yaml", "--since", "data/2026-02.yaml", "--only-new",
    "--exceptions", "exceptions.yaml", "--period", "2026-03",
)  # fmt: skip
FOLDER = ROOT / "examples/gate"
RETURN = "force: Anytown Police\nperiod: 2026-03\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "gate")
    return tmp_path / "gate"


@pytest.mark.parametrize("width", [80, 120])
def test_march_against_february(
    folder: Path, peelcheck: Command, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peelcheck.cli.check_run.page_of", lambda _: Page(width))
    run = peelcheck(*GATE, "--today", "2026-04-10", cwd=folder)
    assert run.returncode == 3
    assert max(map(len, run.stdout.split("\n"))) <= width
    compare(f"gate.{width}.txt", run.stdout)


def test_by_report_and_by_return_of_february_the_gate_is_the_same(
    folder: Path, peelcheck: Command
) -> None:
    today = ("--today", "2026-04-10")
    peelcheck("data/2026-02.yaml", "-o", "february.json", *today, cwd=folder)
    runs = [
        peelcheck(*GATE[:2], february, *GATE[3:], *today, cwd=folder)
        for february in ("data/2026-02.yaml", "february.json")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert [run.returncode for run in runs] == [3, 3]


@pytest.mark.parametrize(("day", "code"), [("2026-04-10", 0), ("2026-06-30", 0), ("2026-07-01", 1)])
def test_past_its_day_an_exception_lets_nothing_through(
    folder: Path, peelcheck: Command, day: str, code: int
) -> None:
    march = folder / "data/2026-03.yaml"
    march.write_text(march.read_text("utf-8").replace("998 to 1,029", "1,030"), "utf-8")
    run = peelcheck(*GATE, "--today", day, cwd=folder)
    assert run.returncode == code, run.stdout


def test_past_what_is_accepted_an_exception_lets_nothing_through(
    folder: Path, peelcheck: Command
) -> None:
    march = folder / "data/2026-03.yaml"
    march.write_text(march.read_text("utf-8").replace("M01: 58", "M01: 61"), "utf-8")
    run = peelcheck(*GATE, "--today", "2026-04-10", cwd=folder)
    assert run.returncode == 1
    assert "Does not apply: it is worse than 60." in run.stdout


def test_a_return_of_last_time_whose_table_cannot_be_read_is_a_fault(
    folder: Path, peelcheck: Command
) -> None:
    february = folder / "data/2026-02.yaml"
    february.write_text(
        f"{february.read_text('utf-8')}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8"
    )
    (folder / "data/calls.csv").write_text("a,b\n1,2\n", "utf-8")
    run = peelcheck(*GATE, "--today", "2026-04-10", cwd=folder)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("calls.csv: The header has no column call_id")


def returned(tmp_path: Path, figures: str = "", more: str = "", name: str = "data.yaml") -> str:
    (tmp_path / name).write_text(f"{RETURN}{more}figures: {{{figures}}}\n", encoding="utf-8")
    return name


MET = "calls_101_abandonment_rate: 4%"


def test_a_required_standard_that_was_not_checked_is_never_green(
    tmp_path: Path, peelcheck: Command
) -> None:
    for more, options in [
        ("", ("--require", "high-risk-share")),
        ("requires: [high-risk-share]\n", ()),
    ]:
        data = returned(tmp_path, MET, more)
        run = peelcheck(data, *options)
        assert (peelcheck(returned(tmp_path, MET)).returncode, run.returncode) == (0, 4)
        assert peelcheck(returned(tmp_path, f"{MET}, high_risk_share: 10%", more)).returncode == 0


@pytest.mark.parametrize(
    ("of_return", "of_figure", "stop"),
    [
        ("2026-03", "2026-03", None),
        ("2026-03", "2026-02", Stop.OTHER_PERIOD),
        ("2026-02", "2026-01", Stop.OTHER_PERIOD),
        ("2026-03", "2026-03-01 to 2026-03-07", Stop.NOT_TOLD),
        ("2026-03", "2026-03-31 to 2026-03-31", Stop.NOT_TOLD),
        ("2026-03", "2026-03-02 to 2026-03-31", Stop.NOT_TOLD),
        ("2026-03", "2025/26", Stop.OTHER_PERIOD),
        ("2026-03", "2025", Stop.OTHER_PERIOD),
        ("2026-02", "2025-Q4", Stop.OTHER_PERIOD),
        ("2026-Q1", "2025-Q4", Stop.OTHER_PERIOD),
        ("2026-Q1", "2026-Q1", None),
        ("2025/26", "2025/26", None),
        ("2025/26", "2026-03", Stop.NOT_TOLD),
        ("2026-03", "2026-04", Stop.OTHER_PERIOD),
        ("2026-03", "2026-03-15 to 2026-04-14", Stop.OTHER_PERIOD),
        ("inspection published 2026-03-31", "2025", None),
    ],
)
def test_what_is_required_is_required_of_the_period(
    of_return: str, of_figure: str, stop: Stop | None, checked: Checker
) -> None:
    text = f"period: {of_return}\nrequires: [101-abandonment]\nfigures:\n"
    text += f"  calls_101_abandonment_rate: {{value: 30 of 1000, period: {of_figure}}}"
    result = checked(text, today=date(2027, 1, 1))
    assert gate(result, GateRules()).exit == (4 if stop else 0)
    (force,) = result.forces
    (finding,) = (f for f in force.findings if f.rule.id == "101-abandonment")
    assert finding.stop(GateRules(), force.required) is stop


@pytest.mark.parametrize(
    "period", ["2026-03-01 to 2026-03-07", "at 2026-03-31", "2026-02-15 to 2026-04-02"]
)
def test_a_day_a_week_or_an_odd_range_satisfies_nothing_that_is_required(
    period: str, checked: Checker
) -> None:
    text = f"period: {period}\nrequires: [101-abandonment]\nfigures:\n"
    result = checked(f"{text}  calls_101_abandonment_rate: 30 of 1000", today=date(2027, 1, 1))
    held = gate(result, GateRules())
    assert (held.exit, result.findings[0].outcome) == (4, "met")
    assert gate_clauses(held)[0].endswith("is not the period of a regular return")


def test_the_gate_says_which_figure_was_too_old(checked: Checker) -> None:
    text = "requires: [101-abandonment]\nfigures:\n"
    text += "  calls_101_abandonment_rate: {value: 30 of 1000, period: 2025-06}"
    assert gate_clauses(gate(checked(text), GateRules())) == [
        "nothing was checked of Anytown Police",
        "for Anytown Police, 101-abandonment is required for March 2026, and the newest "
        "figure is for June 2025",
    ]


def test_a_stock_is_required_of_a_day_of_the_period(checked: Checker) -> None:
    text = "requires: [high-risk-share]\nfigures:\n"
    text += "  high_risk_share: {value: 10%, period: at 2026-0"
    codes = [
        gate(checked(f"{text}{day}}}"), GateRules()).exit
        for day in ("3-31", "3-01", "2-28", "4-01")
    ]
    assert codes == [0, 0, 4, 0]


def test_what_a_return_requires_must_exist(tmp_path: Path, peelcheck: Command) -> None:
    run = peelcheck(returned(tmp_path, MET, "requires: [high-risk-shar]\n"))
    assert run.returncode == 2
    assert "Did you mean high-risk-share?" in " ".join(run.stderr.split())


def test_a_return_of_another_period_is_never_green(tmp_path: Path, peelcheck: Command) -> None:
    data = returned(tmp_path, MET)
    assert peelcheck(data, "--period", "2026-03").returncode == 0
    run = peelcheck(data, "--period", "2026-04")
    assert run.returncode == 3
    assert "No return of Anytown Police is for April 2026" in " ".join(run.stdout.split())


def test_a_figure_of_the_period_does_not_make_a_return_of_it(checked: Checker) -> None:
    text = "period: 2026-03\nfigures:\n  calls_101_abandonment_rate: {value: 4%, period: 2026-04}"
    result = checked(text, period=Period(date(2026, 4, 1), date(2026, 4, 30), "2026-04"))
    held = gate(result, GateRules())
    assert (held.exit, gate_clauses(held)) == (
        Exit.NOT_TOLD,
        ["no return of Anytown Police is for April 2026"],
    )


@pytest.mark.parametrize(
    ("period", "asked", "code"),
    [("2026-03", "2026-03", 0), ("2025/26", "2026-03", 0), ("2026-03", "2026-02", 3)],
)
def test_a_year_s_return_may_give_its_months(
    checked: Checker, period: str, asked: str, code: int
) -> None:
    text = (
        f"period: {period}\nfigures:\n  calls_101_abandonment_rate: {{value: 4%, period: {asked}}}"
    )
    year, month = map(int, asked.split("-"))
    wanted = Period(date(year, month, 1), date(year, month, 31 if month == 3 else 28), asked)
    held = gate(checked(text, period=wanted), GateRules())
    assert held.exit == code, held


def test_nothing_to_check_is_never_green(tmp_path: Path, peelcheck: Command) -> None:
    rules = tmp_path / "empty"
    rules.mkdir()
    data = returned(tmp_path, MET)
    runs = {
        "no rules": peelcheck(data, "--rules", "empty"),
        "no return": peelcheck("--period", "2026-03", "--since", data),
        "nothing at all": peelcheck(),
        "a glob that met nothing": peelcheck("none/*.yaml"),
        "no figures": peelcheck(returned(tmp_path, "", name="bare.yaml")),
        "no figure of a standard": peelcheck(
            returned(tmp_path, "use_of_force_recorded: 5", name="shown.yaml")
        ),
    }
    assert {name: run.returncode for name, run in runs.items()} == {
        "no rules": Exit.FAULT,
        "no return": Exit.FAULT,
        "nothing at all": Exit.FAULT,
        "a glob that met nothing": Exit.FAULT,
        "no figures": Exit.FAULT,
        "no figure of a standard": Exit.NOT_TOLD,
    }


def test_a_table_without_rows_is_never_green(tmp_path: Path, peelcheck: Command) -> None:
    (tmp_path / "calls.csv").write_text("id,line,started,outcome\n", encoding="utf-8")
    (tmp_path / "data.yaml").write_text(
        f"{RETURN}tables:\n  calls: {{file: calls.csv, columns: "
        "{call_id: id, line: line, received_at: started, outcome: outcome}}\n",
        encoding="utf-8",
    )
    run = peelcheck("data.yaml", "--today", "2026-04-10")
    assert run.returncode in (2, 3), run.stdout


def test_a_second_since_is_refused_as_it_would_hide_the_first(
    folder: Path, peelcheck: Command
) -> None:
    run = peelcheck(*GATE, "--since", "data/2026-03.yaml", cwd=folder)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("--since is given twice: data/2026-02.yaml and data/2026-03.yaml.")


def test_a_report_without_findings_is_no_baseline(folder: Path, peelcheck: Command) -> None:
    peelcheck("data/2026-02.yaml", "-o", "february.json", "--today", "2026-04-10", cwd=folder)
    report = json.loads((folder / "february.json").read_text("utf-8"))
    (folder / "none.json").write_text(json.dumps({**report, "findings": []}), "utf-8")
    (folder / "met.yaml").write_text(f"{RETURN}figures: {{{MET}}}\n", "utf-8")
    run = peelcheck("met.yaml", "--since", "none.json", "--only-new", cwd=folder)
    assert run.returncode == 4
    assert "None.json gives nothing to compare with (exit 4)" in " ".join(run.stdout.split())


@pytest.mark.parametrize("change", ["expires: 2026-03-31", "no_worse_than: 57"])
def test_past_its_end_or_value_an_old_breach_fails_under_only_new_too(
    folder: Path, peelcheck: Command, change: str
) -> None:
    march = folder / "data/2026-03.yaml"
    march.write_text(march.read_text("utf-8").replace("998 to 1,029", "1,030"), "utf-8")
    february = folder / "data/2026-02.yaml"
    text = february.read_text("utf-8").replace("M01: 55", "M01: 58").replace("M22: 38", "M22: 35")
    february.write_text(text, "utf-8")
    assert peelcheck(*GATE, "--today", "2026-04-10", cwd=folder).returncode == 0
    name, _, _ = change.partition(":")
    file = folder / "exceptions.yaml"
    file.write_text(re.sub(f"{name}: .*", change, file.read_text("utf-8")), "utf-8")
    assert peelcheck(*GATE, "--today", "2026-04-10", cwd=folder).returncode == 1


def test_a_required_rule_left_out_by_only_is_not_green(checked: Checker) -> None:
    result = checked("figures: {calls_101_abandonment_rate: 4%}", only=["101-abandonment"])
    for required, code in (("101-abandonment", 0), ("999-answered-within-10-seconds", 4)):
        assert gate(result, GateRules(required=[required])).exit == code


def test_a_force_of_which_nothing_was_checked_is_not_green(checked: Checker) -> None:
    one = "force: Suffolk\nfigures: {calls_101_abandonment_rate: 4%}"
    other = "force: Kent\nfigures: {use_of_force_change: +3%}"
    result = checked(one, other)
    assert gate(result, GateRules()).exit == 3
