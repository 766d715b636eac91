"""The values of the report for programs: numbers, periods, figures and limits, as JSON has them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from peelcheck.model.amounts import Amount
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding, LimitInForce, SamplingInterval
from peelcheck.model.numerals import format_fixed
from peelcheck.model.periods import Period
from peelcheck.model.rules import Bound, Day
from peelcheck.reports.json_reasons import json_reasons
from peelcheck.reports.reason_words import each_in_words


def period_json(period: Period | None) -> dict[str, Any] | None:
    """Return a period with its first and last day; None where there is none."""
    if period is None:
        return None
    return {
        "as_written": period.as_written,
        "first": day_json(period.first),
        "last": day_json(period.last),
    }


def day_json(day: date | None) -> str | None:
    """Return a day as in 2026-03-31; None where there is none."""
    return day.isoformat() if day else None


def number_json(value: Fraction | None) -> str | None:
    """Return an exact number as text: 7/20, 63; None where there is none."""
    return None if value is None else str(value)


def figure_json(value: FigureValue | None) -> dict[str, Any] | None:
    """Return a figure with its amount, origin, sources and reasons; None where there is none."""
    if value is None:
        return None
    return {
        "name": value.name,
        **amount_json(value.amount),
        "known": str(value.known),
        "sample": value.sample,
        "estimated": list(value.estimated),
        "sources": list(value.sources),
        "provisional": value.provisional,
        "doubts": each_in_words(value.doubts),
        "doubt_reasons": json_reasons(value.doubts),
        "disputes": each_in_words(value.disputes),
        "dispute_reasons": json_reasons(value.disputes),
        "put_together_from": [period_json(period) for period in value.tiled],
        "missing_for": [period_json(period) for period in value.untiled],
        "from": [str(location) for location in value.locations],
        "counted": [counted_json(counted) for counted in value.counted],
    }


def counted_json(counted: CountedFrom) -> dict[str, Any]:
    """Return how many rows of a table a figure was counted from, and which are uncertain."""
    return {
        "table": counted.table,
        "files": list(counted.files),
        "rows": counted.rows,
        "doubts": [
            {
                "why": doubt.reason,
                "column": doubt.column,
                "header": doubt.header,
                "rows": doubt.rows,
            }
            for doubt in counted.doubts
        ],
    }


def amount_json(amount: Amount | None) -> dict[str, Any]:
    """Return an amount as written, with the exact ends of its interval; each None without one."""
    if amount is None:
        return dict.fromkeys(
            ("as_written", "stated", "low", "high", "numerator", "denominator"), None
        )
    counts = amount.counts
    return {
        "as_written": amount.text,
        "stated": number_json(amount.stated),
        "low": number_json(amount.span.low),
        "high": number_json(amount.span.high),
        "numerator": number_json(counts.numerator) if counts else None,
        "denominator": number_json(counts.denominator) if counts else None,
    }


def limit_json(limit: LimitInForce | None, finding: Finding) -> dict[str, Any] | None:
    """Return the limit in force with its bounds and dates; None where there is none."""
    if limit is None:
        return None
    return {
        "bounds": [bound_json(bound) for bound in limit.bounds],
        "from": dated_json(limit.since),
        "until": dated_json(limit.until),
        "stated_as": str(finding.rule.stated_as),
        "own_target": limit.own_target.name if limit.own_target else None,
        "otherwise": limit.otherwise,
        "over": limit.window.length if limit.window else None,
        "take": str(limit.window.take) if limit.window else None,
    }


def bound_json(bound: Bound) -> dict[str, Any]:
    """Return one bound: its comparison, and its value as text and exactly."""
    return {
        "comparison": str(bound.comparison),
        "value": str(bound.value),
    }


def dated_json(day: Day | None) -> str | None:
    """Return a day as a rule states it; None where there is none."""
    return day.text if day else None


def interval_json(interval: SamplingInterval | None) -> dict[str, Any] | None:
    """Return the ends of a sample's 95% interval, as fractions of 1; None where there is none."""
    if interval is None:
        return None
    return {
        "method": "Wilson",
        "level": "95%",
        "low": format_fixed(interval.low, 12),
        "high": format_fixed(interval.high, 12),
        "size": interval.size,
    }
