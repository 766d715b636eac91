"""Which changes of a pack no test notices, and which of them are excused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.rules import Rulebook
from peelcheck.policy.testing.mutants import Mutant, mutants_of
from peelcheck.policy.testing.scenario_runs import differences
from peelcheck.policy.testing.untested import is_noticed_by_examples
from peelcheck.reading.scenarios import Scenario


class Mutation(NamedTuple):
    """The result for a pack: how many changes there are, and those that no test notices.

    `excused` are survivors that the pack excuses, by name, with the reason; `needless` are excuses
    of changes that a test notices, or that do not exist.
    """

    number: int
    survivors: tuple[Mutant, ...]
    excused: Mapping[str, str]
    needless: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Every change is noticed or excused, and no excuse is needless."""
        return not self.survivors and not self.needless


def mutate(
    rulebook: Rulebook, scenarios: Sequence[Scenario], excuses: Mapping[str, str]
) -> Mutation:
    """Change each thing of the pack once, and return what no example or scenario notices."""
    every = list(mutants_of(rulebook))
    surviving = [one for one in every if not is_noticed(one, rulebook, scenarios)]
    names = {one.name for one in surviving}
    return Mutation(
        len(every),
        tuple(one for one in surviving if one.name not in excuses),
        {name: because for name, because in excuses.items() if name in names},
        tuple(name for name in excuses if name not in names),
    )


def is_noticed(mutant: Mutant, rulebook: Rulebook, scenarios: Sequence[Scenario]) -> bool:
    """Return whether an example or a scenario no longer holds with the change."""
    if mutant.rule and is_noticed_by_examples(
        rulebook.rules[mutant.rule.id], mutant.rule, rulebook.dictionary
    ):
        return True
    changed = mutant.within(rulebook)
    return any(differences(one, changed) for one in _about(mutant, rulebook, scenarios))


def _about(mutant: Mutant, rulebook: Rulebook, scenarios: Sequence[Scenario]) -> Iterator[Scenario]:
    """Yield the scenarios that could notice it, with only the rows that could."""
    rules = _rules_on(mutant, rulebook)
    for one in scenarios:
        if mutant.table and mutant.table.name not in [t.source.table.name for t in one.rows]:
            continue
        rows = tuple(row for row in one.expected if row.rule in rules)
        if rows:
            yield one._replace(expected=rows)


def _rules_on(mutant: Mutant, rulebook: Rulebook) -> set[str]:
    if mutant.rule:
        return {mutant.rule.id}
    figures = rulebook.dictionary.figures
    return {
        rule.id
        for rule in rulebook.rules.values()
        if rule.figure
        and (
            rule.figure == mutant.figure
            or ((measure := figures[rule.figure].measure) and mutant.figure in measure.inputs)
        )
    }
