"""Reasons for programs: code, words, and the values by name as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peelcheck.model.amounts import Amount, Interval
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason
from peelcheck.model.rules import Bound, Day
from peelcheck.reports.reason_words import words_of


def json_reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Return each reason as a record, in their order."""
    return [json_reason(one) for one in reasons]


def json_reason(one: Reason) -> dict[str, Any]:
    """Return the code of a reason, its words, and its values as text, lists or further reasons."""
    return {"code": str(one.code), "text": words_of(one), "values": json_values(one)}


def json_values(one: Reason) -> dict[str, Any]:
    """Return the values of a reason by name."""
    return {name: _value(value) for name, value in one.values}


def _value(value: object) -> Any:
    """Amounts and periods as they were written, other numbers exact; null where there is none."""
    if isinstance(value, Reason):
        return json_reason(value)
    if type(value) is tuple:
        return [_value(one) for one in value]
    return None if value is None else _text(value)


def _text(value: object) -> str:
    match value:
        case Amount() | Day():
            return value.text
        case Period():
            return value.as_written
        case Bound():
            return value.words
        case CountedFrom():
            return value.table
        case Interval():
            return f"{_end(value.low)} to {_end(value.high)}"
        case date():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _end(end: object) -> str:
    return "" if end is None else str(end)
