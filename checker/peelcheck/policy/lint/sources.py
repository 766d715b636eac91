"""Sources that cannot be found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def undated_sources(rulebook: Rulebook) -> Iterator[Problem]:
    """Yield sources without a year."""
    cited = [(rule.location_of("source"), rule.source) for rule in rulebook.rules.values()]
    cited += [(one.location, one.source) for one in rulebook.dictionary.benchmarks.values()]
    for location, source in cited:
        if not _YEAR.search(source):
            what = f"The source has no date: {source.rstrip('.')}."
            fix = "Add when it was published or read, as in (2020) or (read in January 2026)."
            yield Problem(location, what, fix, Code.SOURCE_WITHOUT_DATE)
