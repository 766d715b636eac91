"""Rule packs, read from their files and with their examples judged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from peelcheck.errors import Problems, ProblemsFound, in_reading_order
from peelcheck.figures.gather import gather
from peelcheck.judging.examples import example_finding, period_of, without_window
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure
from peelcheck.model.rules import Example, Rule, Rulebook
from peelcheck.pipeline.example_problems import wrong_examples
from peelcheck.pipeline.force import rule_values
from peelcheck.reading.packs import Folder
from peelcheck.reading.rulebook import read_rulebook


def read_pack(folders: Sequence[Folder]) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """Read what can be read of a rule pack, and return every problem; None if there is no pack."""
    problems = Problems()
    rulebook = read_rules(folders, problems, with_tables=True)
    return rulebook, in_reading_order(problems.found)


def read_rules(
    folders: Sequence[Folder], problems: Problems, *, with_tables: bool
) -> Rulebook | None:
    """Return what can be read of a rule pack; None if there is no pack."""
    rulebook = read_rulebook(folders, problems, with_tables=with_tables)
    if rulebook:
        for rule in rulebook.rules.values():
            _run_examples(rule, rulebook.dictionary, problems)
    return rulebook


def load_packs(folders: Sequence[Folder], *, with_tables: bool = True) -> Rulebook:
    """Return the rules of these folders, read and their examples run. Raises ProblemsFound."""
    problems = Problems()
    rulebook = read_rules(folders, problems, with_tables=with_tables)
    problems.raise_if_any()
    assert rulebook is not None  # noqa: S101 - without problems there is a rulebook
    return rulebook


def _run_examples(rule: Rule, dictionary: Dictionary, problems: Problems) -> None:
    try:
        problems.found += wrong_examples(rule, dictionary, partial(_given_in, rule, dictionary))
    except ProblemsFound as found:
        problems.found += found.problems


def try_example(rule: Rule, example: Example, dictionary: Dictionary, as_of: Rule) -> Finding:
    """Return the finding of an example under `rule`, in the period it has under `as_of`.

    Raises ProblemsFound if the figures of the example cannot all be right.
    """
    values = partial(_given_in, rule, dictionary)
    return example_finding(rule, example, dictionary, values, period_of(as_of, example))


def _given_in(
    rule: Rule, dictionary: Dictionary, example: Example, period: Period
) -> tuple[FigureValue, ...]:
    """Return the rule's figure, derived from the figures of an example."""
    reported = [
        ReportedFigure(name, period, amount, example.location)
        for name, amount in (example.given or {}).items()
    ]
    figures, problems = gather(reported, dictionary)
    if problems:
        raise ProblemsFound(problems)
    return rule_values(without_window(rule), figures, judged=(period,))
