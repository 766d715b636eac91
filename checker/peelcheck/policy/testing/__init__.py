"""The tests of a rule pack: its examples, its scenarios, and edges that no example notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from peelcheck.errors import ProblemsFound
from peelcheck.model.findings import Finding, Part
from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.pipeline import check, read_pack, read_tests
from peelcheck.policy.testing.untested import UntestedEdge, untested_edges
from peelcheck.reading.scenarios import Expected, Scenario
from peelcheck.reports.reason_words import all_in_words

OF_EXAMPLES = (Code.EXAMPLE_FAILS, Code.EDGE_NOT_SHOWN)
"""Problems of examples: the rules can be read, and can judge."""
_FAR_DAY = date(9999, 12, 31)


class Tried(NamedTuple):
    """The result of the tests in one file: `number` of them, and those that do not hold.

    `what` is examples or scenarios.
    """

    file: str
    what: str
    number: int
    failures: tuple[Problem, ...]
    failed: int
    untested: tuple[UntestedEdge, ...] = ()


class PackTests(NamedTuple):
    """The result of all tests of a pack; `rules` is how many were read."""

    tried: tuple[Tried, ...]
    rules: int

    @property
    def passed(self) -> bool:
        """Everything holds, and every edge is tested."""
        return not any(one.failures or one.untested for one in self.tried)


def run_tests(folders: tuple[Path, ...]) -> PackTests:
    """Run every example and scenario of these packs, and move every edge of the rules.

    Raises ProblemsFound if anything else is wrong with their files: then nothing is run.
    """
    rulebook, all_problems = read_pack(folders)
    problems = [problem for problem in all_problems if problem.code not in OF_EXAMPLES]
    if rulebook is None or problems:
        raise ProblemsFound(problems)
    scenarios, wrong = read_tests(folders, rulebook)
    if wrong:
        raise ProblemsFound(wrong)
    failing = [problem for problem in all_problems if problem.code == Code.EXAMPLE_FAILS]
    rules = [rule for rule in rulebook.rules.values() if rule.judges]
    tried = [_examples(rule, rulebook, failing) for rule in rules]
    return PackTests((*tried, *_scenarios(scenarios, rulebook)), len(rulebook.rules))


def _examples(rule: Rule, rulebook: Rulebook, failing: list[Problem]) -> Tried:
    locations = {example.location for example in rule.examples}
    failures = tuple(problem for problem in failing if problem.location in locations)
    edges = tuple(untested_edges(rule, rulebook.dictionary))
    return Tried(
        rule.location.file, "examples", len(rule.examples), failures, len(failures), untested=edges
    )


def _scenarios(scenarios: tuple[Scenario, ...], rulebook: Rulebook) -> list[Tried]:
    files = dict.fromkeys(scenario.location.file for scenario in scenarios)
    found = []
    for file in files:
        here = [scenario for scenario in scenarios if scenario.location.file == file]
        failures = [failure for one in here if (failure := _failures(one, rulebook))]
        problems = tuple(problem for failure in failures for problem in failure)
        found.append(Tried(file, "scenarios", len(here), problems, len(failures)))
    return found


def _failures(scenario: Scenario, rulebook: Rulebook) -> list[Problem]:
    """Return what differs from the scenario."""
    only = {row.rule for row in scenario.expected}
    day = scenario.today or _FAR_DAY
    try:
        result = check(rulebook, [scenario.given], only=only, today=day)
    except ProblemsFound as found:
        return [problem._replace(location=scenario.location) for problem in found.problems]
    findings = {finding.rule.id: finding for finding in result.findings}
    told = (_difference(scenario, row, findings[row.rule]) for row in scenario.expected)
    return [problem for problem in told if problem]


def _difference(scenario: Scenario, row: Expected, finding: Finding) -> Problem | None:
    found = _finding_or_part(row, finding)
    where = f"{row.rule} for {row.scope}" if row.scope else row.rule
    if found is None:
        what = f"{scenario.name}: {row.rule} has no part called {row.scope}."
        return Problem(row.location, what, "Write one of those that the return gives.")
    because = all_in_words(found.reasons)
    if found.outcome is not row.outcome:
        why = f": {because}" if because else ""
        what = f"{scenario.name}: {where} is {found.outcome}, not {row.outcome}{why}."
        return Problem(row.location, what, "Mend the scenario, or the rule.")
    if row.because not in because:
        what = f'{scenario.name}: the reason for {where} is "{because}".'
        return Problem(row.location, what, "Write words from it after because:.")
    return None


def _finding_or_part(row: Expected, finding: Finding) -> Finding | Part | None:
    if not row.scope:
        return finding
    return next((part for part in finding.parts if part.scope == row.scope), None)
