"""Law 2, on 25 random returns every day and 400 in CI; `.ci/run` also tries 20,000."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import some_every_day
from hazards import law, law_language, law_tables
from peelcheck import Rulebook

RETURNS = some_every_day(1, range(0, 400, 25))
LANGUAGE = some_every_day(1, range(0, 150, 25))
TABLES = some_every_day(1, range(0, 40, 8))
"""The first seeds of those that are tried in one test."""


@pytest.mark.parametrize("first", RETURNS)
def test_knowing_less_never_looks_better(rules: Rulebook, tmp_path: Path, first: int) -> None:
    broken = [
        text for seed in range(first, first + 25) for text in law.tried(seed, rules, tmp_path)
    ]
    assert broken == []


@pytest.mark.parametrize("first", RETURNS)
def test_a_breach_keeps_the_gate_shut_when_less_of_it_is_told(
    rules: Rulebook, tmp_path: Path, first: int
) -> None:
    broken = [
        text
        for seed in range(first, first + 25)
        for text in law.tried_at_the_gate(seed, rules, tmp_path)
    ]
    assert broken == []


def test_the_random_returns_show_every_outcome(rules: Rulebook, tmp_path: Path) -> None:
    """Laws about met and missed say nothing of returns that are neither."""
    found = set()
    for seed in range(60):
        rng = law.random.Random(seed)
        world = law.made_up(rng)
        result = law.result_of(world, rules, tmp_path)
        found |= {f.outcome for f in result.findings if f.rule.id == world.subject}
    assert found >= {"breach", "met", "cannot tell", "not supplied"}


@pytest.mark.parametrize("first", LANGUAGE)
def test_knowing_less_of_differences_conditions_and_windows_never_looks_better(
    first: int, tmp_path: Path
) -> None:
    rules = law_language.pack_in(tmp_path)
    broken = [
        text
        for seed in range(first, first + 25)
        for text in law_language.tried(seed, rules, tmp_path)
    ]
    assert broken == []


@pytest.mark.thorough
def test_the_random_differences_conditions_and_windows_show_every_outcome(tmp_path: Path) -> None:
    rules = law_language.pack_in(tmp_path)
    found: dict[str, set[str]] = {}
    for seed in range(120):
        world = law_language.made_up(law.random.Random(seed))
        (finding,) = law_language.result_of(world, rules, tmp_path).findings
        found.setdefault(world.subject, set()).add(finding.outcome)
    assert all(outcomes >= {"breach", "met"} for outcomes in found.values()), found
    assert "not applicable" in found["done-while-waiting"]


@pytest.mark.parametrize("first", TABLES)
def test_a_spoilt_cell_never_makes_a_met(rules: Rulebook, tmp_path: Path, first: int) -> None:
    broken = [
        text for seed in range(first, first + 8) for text in law_tables.tried(seed, rules, tmp_path)
    ]
    assert broken == []
