"""A few random changes to the input of each reader; `fuzz.py` makes any number of them."""

from __future__ import annotations

from itertools import islice

import pytest

from hazards.fuzz import LARGEST, TARGETS, findings, inputs, large_inputs


@pytest.mark.parametrize("name", TARGETS)
def test_no_reader_falls_over(name: str) -> None:
    target = TARGETS[name]
    tried = [*islice(inputs(target, 7), 50), *islice(large_inputs(target, 7), 4)]
    assert max(map(len, tried)) <= LARGEST
    found = findings(target, tried, measured=False)
    assert [(raw[:300], what) for raw, what in found] == []
