"""Rules whose title speaks of each grade or district, and which judge the force as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook


def lost_for_each(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield rules without for_each that say "each" of what their figure is given by."""
    words = rulebook.dictionary
    for rule in rulebook.rules.values():
        figure = words.figures.get(rule.figure)
        if figure is None or rule.for_each:
            continue
        for name in (*([figure.by] if figure.by else ()), *figure.broken_down_by):
            one = words.scopes[name].one
            said = rf"\b(?:each|every|per|by) {re.escape(one)}\b"
            if re.search(said, f"{rule.title}; {rule.short}", re.IGNORECASE):
                what = f'"{one}" is in the title, and the rule judges all as one.'
                fix = f"Write for_each: {name}, or take it out of title: and short:."
                location = rule.location_of("title")
                yield Problem(location, what, fix, Code.FOR_EACH_MISSING)
                break
