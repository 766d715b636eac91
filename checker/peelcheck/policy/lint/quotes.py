"""Curly quotes of a word processor, which YAML does not read as quotes: reports would show them."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rule

_CURLY = {"\u201c": "\u201d", "\u2018": "\u2019"}


def texts_in_curly_quotes(rule: Rule) -> Iterator[Problem]:
    """Yield texts of a rule that are in curly quotes as a whole."""
    texts = {
        "title": rule.title,
        "short": rule.short,
        "why": rule.why,
        "source": rule.source,
        "caution": rule.caution,
        "to_meet_it": rule.to_meet_it,
    }
    for part, text in texts.items():
        if text and text.endswith(_CURLY.get(text[0], "\0")):
            what = f"{part} is in curly quotes, which reports would show."
            fix = "Write straight quotes, or none."
            yield Problem(rule.location_of(part), what, fix, Code.WRONG_SHAPE)
