"""Markdown: a comment that fits, a summary, and a paper for a board."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT, Checker, some_every_day
from peelcheck import Result, Rulebook
from peelcheck.judging.gate import gate
from peelcheck.model.gates import GateRules
from peelcheck.reports import REPORTS
from peelcheck.reports.as_markdown import LONG, MOST_BYTES
from peelcheck.reports.layout import Page
from reporting import compare, of_example


def markdown(result: Result) -> str:
    return REPORTS["md"](result, Page())


@pytest.mark.parametrize("name", ["anytown-2026-03", "norfolk-2024"])
def test_what_an_example_looks_like(
    name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    compare(f"{name}.md", markdown(of_example(name, rules)))


def test_what_is_new_comes_first_and_the_whole_table_is_folded(two_months: Result) -> None:
    result = two_months._replace(gate=gate(two_months, GateRules(only_new=True)))
    text = markdown(result)
    compare("two-months.md", text)
    order = ["misses 4 of 5", "| Since last time |", "<summary>All 5 standards", "**Gate: fails.**"]
    locations = [text.index(part) for part in order]
    assert locations == sorted(locations)


def test_a_short_table_is_not_folded_and_no_gate_is_told_where_there_is_none(
    checked: Checker,
) -> None:
    text = markdown(checked("figures:\n  high_risk_share: 10%"))
    assert "\n\n| Standard | Result |" in text
    assert "<details>" not in text
    assert "Gate" not in text


def test_a_long_table_is_folded(two_months: Result) -> None:
    (force,) = two_months.forces
    judged = [f._replace(change=None) for f in force.findings if f.rule.judges]
    long = force._replace(findings=tuple(judged * 3))
    assert len([f for f in long.findings if f.limit]) > LONG
    text = markdown(two_months._replace(forces=(long,), since=None))
    assert re.search(r"<details>\n<summary>All \d+ standards</summary>\n\n\| Standard", text)


@pytest.mark.parametrize("count", some_every_day(2, [5, 20, 60, 500]))
def test_it_always_fits_a_comment_and_says_what_it_leaves_out(
    count: int, two_months: Result
) -> None:
    forces = tuple(
        force._replace(force=f"Force {number}")
        for number in range(count)
        for force in two_months.forces
    )
    whole = two_months._replace(forces=forces)
    text = markdown(whole._replace(gate=gate(two_months, GateRules())))
    assert len(text.encode()) <= MOST_BYTES
    told = text.count(", March 2026, misses 4 of 5")
    assert text.rstrip().endswith("(exit 1).")
    if count == 5:
        assert (told, "fits here" in text) == (5, False)
    elif count < 100:
        assert told == count
        assert "*Not everything fits here: the other reports have it all.*" in text
    else:
        assert f"*And {count - told} more forces: the other reports have them all.*" in text


def test_a_plain_title_in_a_summary_is_html(two_months: Result) -> None:
    assert "<summary>" in markdown(two_months)
    for title in re.findall(r"<summary>(.*)</summary>", markdown(two_months)):
        assert "\\" not in title
        assert not re.search(r"[<>]|&(?!\w+;)", title)


def test_several_forces_begin_with_an_overview(checked: Checker) -> None:
    line = "figures: {calls_101_abandonment_rate: %s}"
    two = checked(f"force: A Police\n{line % '4%'}", f"force: B Police\n{line % '9%'}")
    text = markdown(two)
    assert text.startswith("**2 forces: 1 misses a standard and 1 meets all that was judged.**\n\n")
    lines = text.split("\n")
    assert lines[2] == "| Force | 101 calls abandoned |"
    assert lines[4:6] == ["| B Police | breach |", "| A Police | met |"]
    assert text.index("| A Police | met |") < text.index("**A Police")


def test_a_long_overview_is_folded(checked: Checker) -> None:
    line = "figures: {calls_101_abandonment_rate: 4%}"
    many = checked(*(f"force: Force {number:02}\n{line}" for number in range(LONG + 1)))
    text = markdown(many)
    assert f"<summary>All {LONG + 1} forces</summary>" in text
