"""YAML in C and in pure Python: the same nodes from both, or a refusal by both."""

from __future__ import annotations

from itertools import islice

import yaml

from hazards.fuzz import TARGETS, inputs
from peelcheck.errors import Problems, ProblemsFound
from peelcheck.sources.nodes import Node
from peelcheck.sources.strict_yaml import read_yaml


def read(raw: bytes, loader: type) -> tuple[Node | None, list[str]]:
    """The nodes, and where there are faults their places."""
    problems = Problems()
    try:
        node = read_yaml(raw, "x.yaml", problems, loader)
    except ProblemsFound:
        return None, []
    return node, [str(problem) for problem in problems.found]


def test_both_parsers_give_the_same_nodes_or_both_refuse() -> None:
    different = [
        raw
        for raw in islice(inputs(TARGETS["yaml"], seed=5), 250)
        if read(raw, yaml.CSafeLoader) != read(raw, yaml.SafeLoader)
    ]
    assert different == []
