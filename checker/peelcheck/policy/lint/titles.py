"""Titles that contradict their rule; people read them more often than the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peelcheck.model.comparisons import COMPARISONS, Comparison
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import body
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Bound, Rule, TargetBound

_WORDS = sorted(
    ((words, one) for one, row in COMPARISONS.items() for words in row.before),
    key=lambda pair: -len(pair[0]),
)
"""The words before a number, the longer first: "no more than" holds "more than"."""

_AFTER = [(words, one) for one, row in COMPARISONS.items() for words in row.after]


def wrong_titles(rule: Rule) -> Iterator[Problem]:
    """Yield what is wrong with the title of a rule that sets a limit."""
    fixed = _fixed_limits(rule)
    if len(rule.requirements) == 1 and fixed:
        for bound in fixed:
            yield from _against_one_limit(rule, bound)
    elif named := _number_named(rule.title, fixed):
        yield from _of_a_limit_that_moves(rule, named)


def _number_named(title: str, limits: Sequence[Bound]) -> str:
    """Return the number that a title names: one of these limits, or any percentage."""
    named = [bound.text for bound in limits if _names(title, bound.text)]
    percent = re.search(r"\d[\d.,]*%", title)
    return named[0] if named else percent.group() if percent else ""


def _of_a_limit_that_moves(rule: Rule, named: str) -> Iterator[Problem]:
    if len(rule.requirements) > 1:
        yield _problem(
            rule,
            Code.TITLE_WITH_DATED_LIMIT,
            f"The title names {named}, and the limit changes with its dates.",
            "Say what is asked without its number, as in: Few calls are abandoned.",
        )
    elif _moves(rule):
        yield _problem(
            rule,
            Code.TITLE_WITH_DATED_LIMIT,
            f"The title names {named}, and each {body().one} sets the limit itself.",
            f"Say what is asked without its number, as in: as often as the {body().one} has set.",
        )
    elif rule.judges:
        words = rule.requirements[0].words
        yield _problem(
            rule,
            Code.TITLE_CONTRADICTS_LIMIT,
            f"The title names {named}, and the limit is {words}.",
            f"Write {words} in the title, or a limit with that number.",
        )


def _fixed_limits(rule: Rule) -> list[Bound]:
    bounds = [bound for requirement in rule.requirements for bound in requirement.bounds]
    return [b for b in bounds if isinstance(b, Bound) and b.comparison is not Comparison.EVERY]


def _moves(rule: Rule) -> bool:
    return any(
        isinstance(bound, TargetBound)
        for requirement in rule.requirements
        for bound in requirement.bounds
    )


def _against_one_limit(rule: Rule, bound: Bound) -> Iterator[Problem]:
    if not _names(rule.title, bound.text):
        yield _problem(
            rule,
            Code.TITLE_WITHOUT_LIMIT,
            f"The title does not name the limit, {bound.words}.",
            f"Write {bound.words} in it.",
        )
        return
    said = _said_of(rule.title, bound.text)
    if said is not None and said[1] is not bound.comparison:
        words, comparison = said
        yield _problem(
            rule,
            Code.TITLE_CONTRADICTS_LIMIT,
            f'The title says "{words}", and the limit is {bound.words}.',
            f"Write {bound.comparison.words} in the title, or "
            f"{comparison}: {bound.text} for the limit.",
        )


def _names(title: str, number: str) -> bool:
    return re.search(_alone(number), title) is not None


def _alone(number: str) -> str:
    """Return a pattern for the number, not as part of a longer one."""
    return rf"(?<![\d.,]){re.escape(number)}(?![\d%]|[.,]\d)"


def _said_of(title: str, number: str) -> tuple[str, Comparison] | None:
    """Return the words of comparison beside the number, and what they mean; None without any."""
    for words, comparison in _WORDS:
        if found := re.search(rf"\b({words}) {_alone(number)}", title, re.IGNORECASE):
            return found.group(), comparison
    for words, comparison in _AFTER:
        if found := re.search(rf"{_alone(number)} ({words})\b", title, re.IGNORECASE):
            return found.group(), comparison
    return None


def _problem(rule: Rule, code: Code, what: str, fix: str) -> Problem:
    return Problem(rule.location_of("title"), what, fix, code)
