"""The scenarios in the tests/ folders of rule packs, read with every problem in them."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.errors import Problems, in_reading_order
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.reading.excuses import read_excuses
from peelcheck.reading.packs import Folder
from peelcheck.reading.scenarios import Scenario, read_scenarios


def read_tests(
    folders: Sequence[Folder], rulebook: Rulebook | None
) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """Read the scenarios of rule packs, and return every problem in their files too.

    The shape of their excuses is checked as well. Without a rulebook (its own files had problems)
    only the shape of scenarios is checked.
    """
    problems = Problems()
    found = read_scenarios(folders, rulebook, problems)
    read_excuses(folders, problems)
    return found, in_reading_order(problems.found)
