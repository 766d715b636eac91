"""The words that say what a text is about, and the rules that are about the same."""

from __future__ import annotations

import re

from peelcheck.model.rules import Rule, Rulebook

_SAYS_NOTHING = frozenset(
    (
        *("force", "police", "const", "offic", "inspe", "share", "figur", "their", "there"),
        *("every", "other", "which", "where", "never", "after", "befor", "under", "above"),
        *("below", "fewer", "least", "great", "numbe", "perce", "stand", "guida", "shoul"),
        *("havin", "being", "those", "these", "about", "enoug", "makes", "still", "needs"),
    )
)
_STEM = 5


def stems(text: str) -> set[str]:
    """Return the beginnings of the words of a subject, and numbers such as 101."""
    found = re.findall(r"[a-z]{5,}|\b\d{3}\b", text.casefold())
    return {word[:_STEM] for word in found} - _SAYS_NOTHING


def stems_of_rule(rule: Rule, rulebook: Rulebook) -> set[str]:
    """Return those of a rule and of its figure."""
    figure = rulebook.dictionary.figures.get(rule.figure)
    means = figure.means if figure else ""
    return stems(" ".join([rule.id, rule.title, rule.short, rule.why, rule.figure, means]))


def rules_about(text: str, rulebook: Rulebook, most: int = 3, least: int = 3) -> tuple[str, ...]:
    """Return the ids of rules that share at least so many stems with a text, the best first."""
    own = stems(text)
    shared = {
        name: len(own & stems_of_rule(rule, rulebook)) for name, rule in rulebook.rules.items()
    }
    likely = sorted((name for name, n in shared.items() if n >= least), key=lambda n: -shared[n])
    return tuple(likely[:most])
