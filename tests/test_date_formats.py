"""A weekday in front of a date, in the words of `dates:` and in the patterns of other engines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peelcheck.figures.engines.date_patterns import date_patterns, fixed_width_date
from tables import counted, value_of, write_csv


@pytest.mark.parametrize(
    ("dates", "texts"),
    [
        ("weekday day/month/year", ["Sun 01/03/2026 10:00", "Tuesday 31/03/2026"]),
        ("weekday, day/month/yy", ["Sun, 01/03/26 10:00:01", "Tuesday, 31/03/26 10:00"]),
        ("weekday month/day/year hour:minute", ["Sun 03/01/2026 10:00", "Tue 03/31/2026 9:05"]),
    ],
)
def test_a_weekday_in_front_of_a_date_is_read(tmp_path: Path, dates: str, texts: list[str]) -> None:
    rows = [
        {"call_id": str(n), "received_at": text, "line": "101", "outcome": "answered"}
        for n, text in enumerate(texts)
    ]
    write_csv(tmp_path / "calls.csv", rows)
    text = f'tables: {{calls: {{file: calls.csv, dates: "{dates}"}}}}\n'
    session = counted(tmp_path, text, ("calls_101_offered", ()))
    assert session.problems == ()
    amount = value_of(session, "calls_101_offered").amount
    assert amount
    assert amount.text == "2"


@pytest.mark.parametrize(
    ("form", "text", "is_read"),
    [
        ("%a %d/%m/%Y", "Sun 01/03/2026", True),
        ("%a %d/%m/%Y", "Sunday 01/03/2026", False),
        ("%a %d/%m/%Y", "Day 01/03/2026", False),
        ("%A, %d/%m/%Y", "Wednesday, 4/03/2026", True),
    ],
)
def test_the_pattern_of_a_weekday(form: str, text: str, is_read: bool) -> None:
    (pattern,) = date_patterns(form)
    assert bool(re.fullmatch(pattern.pattern, text)) is is_read
    assert fixed_width_date(form) is None
