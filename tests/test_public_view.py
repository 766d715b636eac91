"""What may be published: no small count can be worked out from it, whatever else a reader knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Checker
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.judging.disclosure import Protection
from peelcheck.judging.public_view import public_view
from peelcheck.model.findings import Finding
from peelcheck.model.rules import Outcome
from peelcheck.reports import REPORTS, TO_A_FILE
from peelcheck.reports.layout import Page

USUAL = Protection()
RATE = "calls_101_abandonment_rate"
HIGH_RISK = "high_risk_share"


def public(checked: Checker, figures: str, protection: Protection = USUAL) -> Result:
    return public_view(checked(f"figures:\n{figures}"), protection)


def of(result: Result, rule: str) -> Finding:
    return next(finding for finding in result.findings if finding.rule.id == rule)


def same_view(view: Callable[[int], Result], counts: Iterable[int]) -> list[list[int]]:
    """Return the counts in groups: those of one group are published alike, to the last field.

    This is all that a reader can find out who knows everything but this count.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for count in counts:
        groups[REPORTS["json"](view(count), Page())].append(count)
    return list(groups.values())


def narrowed(
    groups: Sequence[Sequence[int]], whole: int, protection: Protection
) -> list[list[int]]:
    """Return the groups with a small count in them that leave too few values."""
    return [
        list(group)
        for group in groups
        if any(min(count, whole - count) < protection.below for count in group)
        and len(group) < min(protection.values, whole + 1)
    ]


@pytest.mark.parametrize("protection", [USUAL, Protection(5, 3), Protection(10, 5)], ids=str)
@pytest.mark.parametrize("whole", [3, 9, 12, 25, 40, 60, 120, 210, 450])
@pytest.mark.parametrize("figure", [RATE, HIGH_RISK, "calls_999_within_10s_rate"])
def test_a_solver_finds_three_values_for_each_small_part(
    figure: str, whole: int, protection: Protection, checked: Checker
) -> None:
    ends = {*range(min(16, whole + 1)), *range(max(0, whole - 15), whole + 1)}
    near = {whole // 20 + step for step in (-2, -1, 0, 1, 2)} | {whole // 2}
    counts = sorted(count for count in ends | near if 0 <= count <= whole)
    groups = same_view(
        lambda part: public(checked, f"  {figure}: {part} of {whole}\n", protection), counts
    )
    assert narrowed(groups, whole, protection) == []
