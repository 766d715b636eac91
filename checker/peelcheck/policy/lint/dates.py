"""Days in a rule pack that cannot be right, or that have passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.pipeline.implausible_days import wrong_days
from peelcheck.reading.fields import shortened_list
from peelcheck.reading.source_dates import latest_day_in

_AHEAD = timedelta(days=3653)
"""Nobody plans a limit, or the next look at its source, more than ten years ahead."""

_YEAR = re.compile(r"\b20\d\d\b")


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


def unlikely_days_of_rules(rulebook: Rulebook, today: date) -> Iterator[Problem]:
    """Yield limits and sources of years to come, and sources read before they were published."""
    ahead = min(today, date.max - _AHEAD) + _AHEAD
    latest = max(today, date.today())
    for rule in rulebook.rules.values():
        for requirement in rule.requirements:
            for part, day in (("from:", requirement.since), ("until:", requirement.until)):
                if day and day.earliest > ahead:
                    yield _too_late(part, day.text, requirement.location)
        if rule.review_by and rule.review_by > ahead:
            yield _too_late(
                "review_by:", day_in_words(rule.review_by), rule.location_of("review_by")
            )
        yield from _unlikely_reading(rule, latest)
    cited = [(rule.location_of("source"), rule.source) for rule in rulebook.rules.values()]
    cited += [(one.location, one.source) for one in rulebook.registers.values()]
    cited += [(one.location, one.source) for one in rulebook.dictionary.benchmarks.values()]
    for location, source in cited:
        if late := [year for year in _YEAR.findall(source) if int(year) > latest.year]:
            what = f"The source is of {late[0]}, a year to come."
            yield Problem(location, what, "Check the year.", Code.NOT_A_DATE)


def _too_late(part: str, day: str, location: Location) -> Problem:
    what = f"{part} {day} is more than ten years ahead."
    return Problem(location, what, "Check the year.", Code.NOT_A_DATE)


def _unlikely_reading(rule: Rule, latest: date) -> Iterator[Problem]:
    if rule.read_on is None:
        return
    location, said = rule.location_of("read_on"), day_in_words(rule.read_on)
    published = latest_day_in(rule.source)
    if rule.read_on > latest:
        what = f"read_on: {said} is a day to come."
        yield Problem(location, what, "Check the year.", Code.NOT_A_DATE)
    elif published and rule.read_on < published and rule.read_on.year < published.year:
        what = f"read_on: {said} is before its source, of {published.year}, was published."
        yield Problem(location, what, "Check read_on: and source:.", Code.NOT_A_DATE)
