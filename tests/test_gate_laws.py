"""Laws of the gate: whatever the figures, doubt and time never let more through in silence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import examples
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.judging.changes import baseline_findings, compared
from peelcheck.judging.gate import gate
from peelcheck.model.changes import ChangeKind
from peelcheck.model.gates import Exit, GateRules
from peelcheck.pipeline.baseline_and_exceptions import apply_exceptions, read_exception_files
from peelcheck.reading.baseline import findings_in_report
from peelcheck.reports.as_json import render
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words

RATE = "calls_101_abandonment_rate"
SHARES = (RATE, "high_risk_share", "calls_999_within_10s_rate")
ONLY = ("101-abandonment", "high-risk-share", "999-answered-within-10-seconds")
TODAY = date(2026, 11, 23)

shares = st.one_of(
    st.tuples(st.integers(10, 200), st.integers(201, 2000)).map(lambda c: f"{c[0]} of {c[1]}"),
    st.integers(10, 500).map(lambda tenths: f"{tenths / 10:.1f}%"),
    st.tuples(st.integers(1, 30), st.integers(1, 29)).map(lambda r: f"{r[0]}% to {r[0] + r[1]}%"),
    st.just("not available"),
)
months = st.fixed_dictionaries({}, optional=dict.fromkeys(SHARES, shares)).filter(bool)
few = examples(25)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gate")


def judged(folder: Path, rules: Rulebook, period: str, figures: dict[str, str]) -> Result:
    file = folder / f"{period}.yaml"
    lines = "".join(f"  {name}: {value}\n" for name, value in figures.items())
    file.write_text(f"force: Anytown Police\nperiod: {period}\nfigures:\n{lines}", "utf-8")
    return check(rules, [load_return(file, rules)], only=ONLY, today=TODAY)


@few
@given(figures=months)
def test_the_same_figures_a_month_later_are_neither_new_nor_worse(
    folder: Path, rules: Rulebook, figures: dict[str, str]
) -> None:
    before, after = (judged(folder, rules, period, figures) for period in ("2026-02", "2026-03"))
    result = compared(after, "f.json", baseline_findings(before))
    changed = {finding.change.kind for finding in result.findings if finding.change}
    assert changed <= {ChangeKind.UNCHANGED}
    assert result.since is not None
    assert not result.since.gone


@few
@given(then=months, now=months)
def test_a_report_tells_of_last_time_what_the_return_does(
    folder: Path, rules: Rulebook, then: dict[str, str], now: dict[str, str]
) -> None:
    before = judged(folder, rules, "2026-02", then)
    after = judged(folder, rules, "2026-03", now)
    report = findings_in_report(json.loads(render(before, Page())), "f.json")
    told = [
        [
            (f.change.kind, all_in_words(f.change.reasons)) if f.change else None
            for f in result.findings
        ]
        for result in (
            compared(after, "f", baseline) for baseline in (report, baseline_findings(before))
        )
    ]
    assert told[0] == told[1]


@few
@given(
    then=st.integers(51, 400),
    now=st.integers(51, 400),
    wider=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    whole=st.sampled_from((1000, 20_000)),
)
def test_doubt_never_turns_a_gate_green(
    folder: Path, rules: Rulebook, then: int, now: int, wider: tuple[int, int], whole: int
) -> None:
    def month(period: str, abandoned: str) -> Result:
        figures = {"calls_101_offered": str(whole), "calls_101_abandoned": abandoned}
        return judged(folder, rules, period, figures)

    def code(abandoned: str) -> Exit:
        held = compared(month("2026-03", abandoned), "f.json", before)
        return gate(held, GateRules(only_new=True)).exit

    times = whole // 1000
    before = baseline_findings(month("2026-02", str(then * times)))
    low, high = max(1, now - wider[0]), now + wider[1] + 1
    if code(str(now * times)) is not Exit.GREEN:
        assert code(f"{low * times} to {high * times}") is not Exit.GREEN


@few
@given(days=st.integers(-200, 300), share=st.integers(6, 40), worst=st.integers(6, 40))
def test_an_exception_lets_through_until_its_day_and_its_worst_and_no_further(
    folder: Path, rules: Rulebook, days: int, share: int, worst: int
) -> None:
    result = judged(folder, rules, "2026-03", {RATE: f"{share} of 100"})
    file = folder / "exceptions.yaml"
    file.write_text(
        "exceptions:\n  - {rule: 101-abandonment, reason: r, owner: o, "
        f"expires: {TODAY + timedelta(days)}, no_worse_than: {worst}%}}\n",
        "utf-8",
    )
    accepted = apply_exceptions(result, read_exception_files([file], rules, TODAY))
    held = gate(accepted, GateRules()).exit
    assert held is (Exit.GREEN if days >= 0 and share <= worst else Exit.BREACH)
    assert [f.outcome for f in accepted.findings] == [f.outcome for f in result.findings]
