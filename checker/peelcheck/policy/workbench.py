"""A rule pack as its author works on it: every fault, each rule in words, its examples, its effect.

The packs are read once for all of these, so that they can follow what is typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.rules import Example, Outcome, Rule, Rulebook
from peelcheck.model.wording import sentence
from peelcheck.pipeline.tried_packs import read_pack, try_example
from peelcheck.pipeline.two_rulebooks import judge_under_both
from peelcheck.policy.impact import impact
from peelcheck.policy.impact_text import ImpactReport, render_text
from peelcheck.policy.lint import Linted, lint_read
from peelcheck.policy.rule_text import NamedText, rows_on_rule
from peelcheck.policy.testing import OF_EXAMPLES
from peelcheck.policy.testing.untested import UntestedEdge, untested_edges
from peelcheck.reading.packs import Folder
from peelcheck.reports.layout import Page


class PackView(NamedTuple):
    """Packs as they are now: what could be read, None if nothing, and everything that is wrong."""

    rulebook: Rulebook | None
    linted: Linted

    @property
    def can_judge(self) -> bool:
        """Every file can be read, though examples may fail: the effect of a change can be shown."""
        wrong = (problem.code for problem in self.linted.errors)
        return self.rulebook is not None and all(code in OF_EXAMPLES for code in wrong)


class ExampleRun(NamedTuple):
    """An example of a rule and its outcome; None where its figures cannot all be right."""

    text: str
    expected: Outcome
    found: Outcome | None
    location: Location

    @property
    def holds(self) -> bool:
        """The outcome is the one that the author expects."""
        return self.found is self.expected


class RuleView(NamedTuple):
    """A rule in words, its examples with their outcomes, and edges that no example notices."""

    id: str
    title: str
    rows: tuple[NamedText, ...]
    examples: tuple[ExampleRun, ...]
    untested: tuple[UntestedEdge, ...]


def view_pack(folders: Sequence[Folder], today: date | None = None) -> PackView:
    """Return rule packs with every problem in them; later packs add to the first.

    Days are seen from `today`, by default the clock's.
    """
    rulebook, problems = read_pack(folders)
    return PackView(rulebook, lint_read(folders, rulebook, problems, today))


def view_rule(name: str, rulebook: Rulebook) -> RuleView:
    """Return the rule of that id as its author sees it, its examples run."""
    rule = rulebook.rules[name]
    return RuleView(
        rule.id,
        rule.title,
        tuple(rows_on_rule(rule, rulebook)),
        tuple(_run(rule, example, rulebook) for example in rule.examples),
        tuple(untested_edges(rule, rulebook.dictionary)) if rule.judges else (),
    )


def _run(rule: Rule, example: Example, rulebook: Rulebook) -> ExampleRun:
    try:
        found = try_example(rule, example, rulebook.dictionary, rule).outcome
    except ProblemsFound:
        found = None
    return ExampleRun(example.text, example.outcome, found, example.location)


def effect_on(
    files: Sequence[str],
    before: Rulebook,
    after: Rulebook,
    *,
    names: tuple[str, str] = ("the pack as opened", "the pack as it is now"),
    today: date | str | None = None,
    width: int = 80,
) -> str:
    """Return how the answers for the returns in `files` change between two rulebooks, as text.

    `names` are what the two are called. Raises ProblemsFound for problems in the returns.
    """
    old, new = judge_under_both(before, after, files, today=today)
    report = ImpactReport(impact(old, new), *names, new.rulebook.dictionary)
    return render_text(report, Page(width))


def known_names(rulebook: Rulebook) -> dict[str, str]:
    """Return every name that a rule may use, with a sentence on what it means."""
    words = rulebook.dictionary
    meanings = {
        **{name: fact.means for name, fact in words.facts.items()},
        **{name: target.means for name, target in words.targets.items()},
        **{name: figure.means for name, figure in words.figures.items()},
    }
    return {name: sentence(means) for name, means in meanings.items()}
