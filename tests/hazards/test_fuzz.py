"""A few hundred random changes to the input of each reader; `fuzz.py` makes any number of them."""

from __future__ import annotations

import pytest

from hazards.fuzz import TARGETS, findings


@pytest.mark.parametrize("name", TARGETS)
def test_no_reader_falls_over(name: str) -> None:
    *found, (_, tried) = findings(TARGETS[name], 60, seed=7, seconds=20)
    assert [(raw[:300], what) for raw, what in found] == []
    assert int(tried) >= 10
