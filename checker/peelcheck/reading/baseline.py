"""A JSON report of an earlier run, as far as a later one is compared with it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.model.amounts import RANGES, Amount, Counts, Form, Interval, Kind, point
from peelcheck.model.changes import BaselineFinding, BaselinePart
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Outcome
from peelcheck.reading.report_nodes import ReportNode


def findings_in_report(
    report: dict[str, Any], file: str, kinds: Mapping[str, Kind] | None = None
) -> tuple[BaselineFinding, ...]:
    """Return the findings of a report. Raises ProblemsFound if the report is damaged.

    `kinds` are those of the figures that are known now, whose amounts have to be possible.
    """
    whole = ReportNode(report, file)
    problems = list(whole.key("problems").each())
    found = tuple(_finding(finding, kinds or {}) for finding in whole.key("findings").each())
    if problems:
        what = "A table could not be read when this report was written, so it is not whole."
        raise ProblemsFound([Problem(Location(file), what, "Compare with another one.")])
    return found


def _finding(finding: ReportNode, kinds: Mapping[str, Kind]) -> BaselineFinding:
    figure = finding.key("figure")
    name = "" if figure.is_none else figure.key("name").text()
    kind = kinds.get(name)
    return BaselineFinding(
        force=finding.key("force").text(),
        rule=finding.key("rule").text(),
        scope=finding.key("scope").text_or_none(),
        outcome=finding.key("outcome").word(Outcome),
        period=_period(finding.key("period")),
        figure=name,
        required=finding.key("required").text_or_none() or "",
        amount=None if figure.is_none else _amount(figure, kind),
        sample=not figure.is_none and figure.get("sample").truth(),
        parts=tuple(
            BaselinePart(
                part.key("scope").text_or_none(),
                part.key("outcome").word(Outcome),
                _amount(part, kind),
            )
            for part in finding.key("parts").each()
        ),
        title=finding.get("title").text_or_none() or "",
    )


def _period(period: ReportNode) -> Period | None:
    if period.is_none:
        return None
    first = period.key("first")
    found = Period(
        None if first.is_none else first.day(),
        period.key("last").day(),
        period.key("as_written").text(),
    )
    if found.first and found.first > found.last:
        period.refuse("a first day that is not after the last")
    return found


def _amount(figure: ReportNode, kind: Kind | None) -> Amount | None:
    text = figure.key("as_written").text_or_none()
    names = ("low", "high", "stated", "numerator", "denominator")
    low, high, stated, numerator, denominator = (figure.key(name).number() for name in names)
    if text is None:
        return None
    if low is not None and high is not None and low > high:
        figure.refuse("a low end that is not above the high end")
    counts = None
    is_nothing = numerator == 0 and denominator == 0
    if numerator is not None and denominator is not None and not is_nothing:
        counts = Counts(numerator, denominator)
    _refuse_impossible(figure, [low, high, stated], counts, kind)
    return Amount(
        text,
        _form(stated, counts, is_point=low is not None and low == high),
        Interval(low, high),
        stated,
        counts,
    )


def _refuse_impossible(
    figure: ReportNode, values: list[Fraction | None], counts: Counts | None, kind: Kind | None
) -> None:
    """Refuse an impossible count, and an impossible figure of that kind."""
    if counts and (counts.numerator < 0 or counts.denominator <= 0):
        figure.refuse("counts, and a whole that is above 0,")
    possible = RANGES[kind] if kind else Interval(None, None)
    if any(value is not None and not possible.meets(point(value)) for value in values):
        figure.refuse(f"values that a {kind} can have")
    if kind is Kind.SHARE and counts and counts.numerator > counts.denominator:
        figure.refuse("a part that is not larger than its whole")


def _form(stated: Fraction | None, counts: Counts | None, *, is_point: bool) -> Form:
    if stated is None:
        return Form.RANGE
    if counts:
        return Form.COUNTS
    return Form.EXACT if is_point else Form.ROUNDED
