"""Days in a rule pack that cannot be right, or that have passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peelcheck.model.lint_codes import Code
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.implausible_days import wrong_days


def overdue_reviews(rulebook: Rulebook, today: date) -> Iterator[Problem]:
    """Yield rules whose source was to be read again before `today`."""
    for rule in rulebook.rules.values():
        if rule.review_by and rule.review_by < today:
            who = f" by the {rule.owner}" if rule.owner else ""
            what = f"The source was to be read again{who} by {day_in_words(rule.review_by)}."
            fix = "Read it, and write the day as read_on: and a later review_by:."
            yield Problem(rule.location_of("review_by"), what, fix, Code.REVIEW_OVERDUE)


def days_after_today(rulebook: Rulebook, today: date) -> Iterator[Problem]:
    """Yield reports, statuses and averages from after `today`, or from before figures were kept."""
    for problem in wrong_days(rulebook, (), today):
        yield problem._replace(code=Code.NOT_A_DATE)
