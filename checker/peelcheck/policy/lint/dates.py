"""Days in a rule pack that cannot be right, or that have passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peelcheck.model.lint_codes import Code
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.implausible_days import wrong_days
from peelcheck.reading.fields import shortened_list


def overdue_reviews(rulebook: Rulebook, today: date) -> Iterator[Problem]:
    """Yield rules whose source was to be read again before `today`."""
    for rule in rulebook.rules.values():
        if rule.review_by and rule.review_by < today:
            who = f" by the {rule.owner}" if rule.owner else ""
            what = f"The source was to be read again{who} by {day_in_words(rule.review_by)}."
            fix = "Read it, and write the day as read_on: and a later review_by:."
            yield Problem(rule.location_of("review_by"), what, fix, Code.REVIEW_OVERDUE)


def without_review(rulebook: Rulebook) -> str:
    """Return which rules do not say when their source was read, or who reads it again."""
    names = [
        rule.id
        for rule in rulebook.rules.values()
        if not (rule.read_on and rule.review_by and rule.owner)
    ]
    if not names:
        return ""
    some = "1 rule does" if len(names) == 1 else f"{len(names)} rules do"
    what = f"{some} not say when the source was read, by when it is read again, and by whom: "
    return f"{what}{shortened_list(names)}. Write read_on:, review_by: and owner:."


def days_after_today(rulebook: Rulebook, today: date) -> Iterator[Problem]:
    """Yield reports, statuses and averages from after `today`, or from before figures were kept."""
    for problem in wrong_days(rulebook, (), today):
        yield problem._replace(code=Code.NOT_A_DATE)
