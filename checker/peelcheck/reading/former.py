"""A JSON report of an earlier run, as far as a later one is compared with it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from peelcheck.errors import FaultsFound
from peelcheck.model.amounts import Amount, Counts, Form, Interval
from peelcheck.model.changes import Former, FormerPart
from peelcheck.model.periods import Period
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Outcome
from peelcheck.sources.decode import read_bytes

READS = 1
"""The format of reports that is read; `format` in a report counts up when it changes."""


def read_report(file: str) -> dict[str, Any] | None:
    """The report in a file; None where it is something else, as a return.

    Raises FaultsFound where the file cannot be read, or is a report of another version.
    """
    raw = read_bytes(file)
    if PurePath(file).suffix.lower() != ".json":
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None  # told as a return that cannot be read
    if not isinstance(found, dict) or "findings" not in found or "format" not in found:
        return None
    if found["format"] != READS:
        what = "This report was written by another version of peelcheck."
        raise FaultsFound([Problem(Place(file), what, "Write it again with this one.")])
    return found


def former_in(report: dict[str, Any], file: str) -> tuple[Former, ...]:
    """The findings of a report. Raises FaultsFound where it is not as this program writes it."""
    try:
        whole = not report["problems"]
        found = tuple(_finding(finding) for finding in report["findings"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        what = "This report is not as peelcheck wrote it."
        raise FaultsFound([Problem(Place(file), what, "Write it again.")]) from None
    if not whole:
        what = "A table could not be read when this report was written, so it is not whole."
        raise FaultsFound([Problem(Place(file), what, "Compare with another one.")])
    return found


def _finding(finding: dict[str, Any]) -> Former:
    figure = finding["figure"] or {}
    return Former(
        force=finding["force"],
        rule=finding["rule"],
        scope=finding["scope"],
        outcome=Outcome(finding["outcome"]),
        period=_period(finding["period"]),
        figure=figure.get("name", ""),
        required=finding["required"] or "",
        amount=_amount(figure) if figure else None,
        sample=bool(figure.get("sample")),
        parts=tuple(
            FormerPart(part["scope"], Outcome(part["outcome"]), _amount(part))
            for part in finding["parts"]
        ),
    )


def _period(period: dict[str, Any] | None) -> Period | None:
    if period is None:
        return None
    first = period["first"]
    return Period(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(period["last"]),
        period["as_written"],
    )


def _amount(figure: dict[str, Any]) -> Amount | None:
    if figure["as_written"] is None:
        return None
    names = ("low", "high", "stated", "numerator", "denominator")
    low, high, stated, numerator, denominator = (
        None if figure[name] is None else Fraction(figure[name]) for name in names
    )
    counts = None
    if numerator is not None and denominator is not None:
        counts = Counts(numerator, denominator)
    return Amount(
        figure["as_written"],
        _form(stated, counts, is_point=low is not None and low == high),
        Interval(low, high),
        stated,
        counts,
    )


def _form(stated: Fraction | None, counts: Counts | None, *, is_point: bool) -> Form:
    if stated is None:
        return Form.RANGE
    if counts:
        return Form.COUNTS
    return Form.EXACT if is_point else Form.ROUNDED
