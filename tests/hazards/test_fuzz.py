"""A few random changes to the input of each reader; `fuzz.py` makes any number of them."""

from __future__ import annotations

from itertools import islice

import pytest

from conftest import some_every_day
from hazards.fuzz import LARGEST, TARGETS, findings, inputs, large_inputs


@pytest.mark.parametrize("counts", some_every_day(1, [(10, 1), (50, 4)]))
@pytest.mark.parametrize("name", TARGETS)
def test_no_reader_falls_over(name: str, counts: tuple[int, int]) -> None:
    target, (small, large) = TARGETS[name], counts
    tried = [*islice(inputs(target, 7), small), *islice(large_inputs(target, 7), large)]
    assert max(map(len, tried)) <= LARGEST
    found = findings(target, tried, measured=False)
    assert [(raw[:300], what) for raw, what in found] == []
