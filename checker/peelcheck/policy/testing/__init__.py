"""The tests of a rule pack: its examples, its scenarios, and edges that no example notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.lint_codes import Code
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.pipeline.scenarios import read_tests
from peelcheck.pipeline.tried_packs import read_pack
from peelcheck.policy.testing.mutants import Mutant, mutants_of_table
from peelcheck.policy.testing.scenario_runs import differences
from peelcheck.policy.testing.survivors import Mutation, is_noticed, mutate
from peelcheck.policy.testing.untested import UntestedEdge, untested_edges
from peelcheck.reading.excuses import read_excuses
from peelcheck.reading.packs import open_packs
from peelcheck.reading.scenarios import Scenario

OF_EXAMPLES = (Code.EXAMPLE_FAILS, Code.EDGE_NOT_SHOWN)
"""Problems of examples: the rules can be read, and can judge."""


class Tried(NamedTuple):
    """The result of the tests in one file: `number` of them, and those that do not hold.

    `what` is examples, limits or scenarios.
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
    """Run every example and scenario of these packs, and move every edge of rules and tables.

    Raises ProblemsFound if anything else is wrong with their files: then nothing is run.
    """
    rulebook, failing, scenarios = _read(folders)
    rules = [rule for rule in rulebook.rules.values() if rule.judges]
    tried = [_examples(rule, rulebook, failing) for rule in rules]
    excuses = read_excuses(folders, Problems())
    tables = _tables(rulebook, scenarios, excuses)
    return PackTests((*tried, *tables, *_scenarios(scenarios, rulebook)), len(rulebook.rules))


def run_mutations(folders: tuple[Path, ...]) -> Mutation:
    """Change each thing of these packs once, and return what no test notices.

    Raises ProblemsFound if an example or scenario does not hold, or their files have problems.
    """
    rulebook, failing, scenarios = _read(folders)
    wrong = [*failing, *(problem for one in scenarios for problem in differences(one, rulebook))]
    if wrong:
        raise ProblemsFound(wrong)
    return mutate(rulebook, scenarios, read_excuses(folders, Problems()))


def _read(folders: tuple[Path, ...]) -> tuple[Rulebook, list[Problem], tuple[Scenario, ...]]:
    """Return the rules, their examples that fail, and the scenarios that count."""
    rulebook, all_problems = read_pack(folders)
    problems = [problem for problem in all_problems if problem.code not in OF_EXAMPLES]
    if rulebook is None or problems:
        raise ProblemsFound(problems)
    scenarios, wrong = read_tests(folders, rulebook)
    if wrong:
        raise ProblemsFound(wrong)
    failing = [problem for problem in all_problems if problem.code == Code.EXAMPLE_FAILS]
    return rulebook, failing, without_overridden(scenarios, rulebook, folders)


def without_overridden(
    scenarios: tuple[Scenario, ...], rulebook: Rulebook, folders: tuple[Path, ...]
) -> tuple[Scenario, ...]:
    """Leave out what an earlier pack expects of a rule that a later one changes.

    The later pack's own examples and scenarios show what the changed rule does.
    """
    packs = [pack.shown_as for pack in open_packs(folders, Problems())]
    changed_in = {
        rule.id: _pack_of(rule.override.location.file, packs)
        for rule in rulebook.rules.values()
        if rule.override
    }
    kept = []
    for one in scenarios:
        pack = _pack_of(one.location.file, packs)
        rows = tuple(row for row in one.expected if pack >= changed_in.get(row.rule, 0))
        kept += [one._replace(expected=rows)] if rows else []
    return tuple(kept)


def _pack_of(file: str, packs: list[str]) -> int:
    """Return the number of the pack that a file belongs to; the longest name that fits counts."""
    fitting = [(len(name), at) for at, name in enumerate(packs) if file.startswith(f"{name}/")]
    return max(fitting)[1]


def _examples(rule: Rule, rulebook: Rulebook, failing: list[Problem]) -> Tried:
    locations = {example.location for example in rule.examples}
    failures = tuple(problem for problem in failing if problem.location in locations)
    edges = tuple(untested_edges(rule, rulebook.dictionary))
    return Tried(
        rule.location.file, "examples", len(rule.examples), failures, len(failures), untested=edges
    )


def _tables(
    rulebook: Rulebook, scenarios: tuple[Scenario, ...], excuses: Mapping[str, str]
) -> Iterator[Tried]:
    """Yield the tables with a limit that could move without any scenario noticing."""
    for table in rulebook.tables.values():
        limits = [one for one in mutants_of_table(table) if one.is_limit]
        unseen = [
            one
            for one in limits
            if one.name not in excuses and not is_noticed(one, rulebook, scenarios)
        ]
        edges = {one.figure: UntestedEdge(_unseen(one), (), one.location) for one in unseen}
        if edges:
            yield Tried(
                table.location.file, "limits", len(limits), (), 0, untested=tuple(edges.values())
            )


def _unseen(mutant: Mutant) -> str:
    assert mutant.table is not None  # noqa: S101 - it is a change of a table
    rows = f"Add {mutant.show} to rows: of {mutant.table.name} in tests/."
    return f"no scenario shows that a limit of {mutant.figure} moved. {rows}"


def _scenarios(scenarios: tuple[Scenario, ...], rulebook: Rulebook) -> list[Tried]:
    files = dict.fromkeys(scenario.location.file for scenario in scenarios)
    found = []
    for file in files:
        here = [scenario for scenario in scenarios if scenario.location.file == file]
        failures = [failure for one in here if (failure := differences(one, rulebook))]
        problems = tuple(problem for failure in failures for problem in failure)
        found.append(Tried(file, "scenarios", len(here), problems, len(failures)))
    return found
