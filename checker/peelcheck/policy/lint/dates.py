"""Days in a rule pack that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peelcheck.model.codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.calendar import wrong_days


def days_after_today(rulebook: Rulebook, today: date) -> Iterator[Problem]:
    """Reports, statuses and averages from after `today`, or from before figures were kept."""
    for problem in wrong_days(rulebook, (), today):
        yield problem._replace(code=Code.NOT_A_DATE)
