"""Law 2, on a hundred random returns every day and 400 in CI; `.ci/run` also tries 20,000."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import IS_THOROUGH
from hazards import law, law_language, law_tables
from peelcheck import Rulebook

RETURNS, LANGUAGE, TABLES = (400, 150, 40) if IS_THOROUGH else (100, 50, 16)
"""How many are tried of each."""


@pytest.mark.parametrize("first", range(0, RETURNS, 50))
def test_knowing_less_never_looks_better(rules: Rulebook, tmp_path: Path, first: int) -> None:
    broken = [
        text for seed in range(first, first + 50) for text in law.tried(seed, rules, tmp_path)
    ]
    assert broken == []


@pytest.mark.parametrize("first", range(0, RETURNS, 50))
def test_a_breach_keeps_the_gate_shut_when_less_of_it_is_told(
    rules: Rulebook, tmp_path: Path, first: int
) -> None:
    broken = [
        text
        for seed in range(first, first + 50)
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


def test_knowing_less_of_differences_conditions_and_windows_never_looks_better(
    tmp_path: Path,
) -> None:
    rules = law_language.pack_in(tmp_path)
    broken = [
        text for seed in range(LANGUAGE) for text in law_language.tried(seed, rules, tmp_path)
    ]
    assert broken == []


def test_the_random_differences_conditions_and_windows_show_every_outcome(tmp_path: Path) -> None:
    rules = law_language.pack_in(tmp_path)
    found: dict[str, set[str]] = {}
    for seed in range(120):
        world = law_language.made_up(law.random.Random(seed))
        (finding,) = law_language.result_of(world, rules, tmp_path).findings
        found.setdefault(world.subject, set()).add(finding.outcome)
    assert all(outcomes >= {"breach", "met"} for outcomes in found.values()), found
    assert "not applicable" in found["done-while-waiting"]


@pytest.mark.parametrize("first", range(0, TABLES, 8))
def test_a_spoilt_cell_never_makes_a_met(rules: Rulebook, tmp_path: Path, first: int) -> None:
    broken = [
        text for seed in range(first, first + 8) for text in law_tables.tried(seed, rules, tmp_path)
    ]
    assert broken == []
