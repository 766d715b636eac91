"""Open cases in a period that is not over: they age to the last day that is, not to its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from peelcheck import Outcome, Rulebook, check, load_return, rows_behind
from peelcheck.model.periods import Period
from peelcheck.pipeline import known_before
from tables import write_csv

COLUMNS = ("detention_id", "relevant_at", "authorised_at", "first_review_at")
ENDS = ("charged_or_released_at", "left_at", "extended")
REVIEW = "first-detention-review-in-time"
SURE = tuple((f"D{day}", *[f"2026-03-0{day} 08:00:01"] * 5, "no") for day in range(1, 6))


def outcome(folder: Path, begun: str, today: date, rules: Rulebook) -> Outcome:
    """How the review of one detention comes out that has begun, and had none."""
    rows = [*SURE, ("OPEN", begun, begun, "", "", "", "no")]
    write_csv(folder / "d.csv", [dict(zip((*COLUMNS, *ENDS), row, strict=True)) for row in rows])
    text = "force: Kent Police\nperiod: 2026-03\ntables: {detentions: {file: d.csv}}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    one = load_return(folder / "data.yaml", rules)
    result = check(rules, one, only=[REVIEW], today=today)
    (finding,) = result.findings
    whys = [row[-1] for found in rows_behind(result, one) for row in found.rows]
    assert len(whys) == 1
    assert whys[0].startswith("in doubt") is (finding.outcome is not Outcome.BREACH)
    return finding.outcome


@pytest.mark.every_day(1)
@pytest.mark.parametrize(
    ("begun", "today", "expected"),
    [
        ("2026-03-07 02:00:01", date(2026, 3, 7), Outcome.CANNOT_TELL),  # of today
        ("2026-03-06 20:00:01", date(2026, 3, 7), Outcome.CANNOT_TELL),  # 4 hours are over
        ("2026-03-06 17:00:01", date(2026, 3, 7), Outcome.BREACH),  # 7 hours are over
        ("2026-03-07 02:00:01", date(2026, 4, 1), Outcome.BREACH),  # and the period too
    ],
)
def test_an_open_case_ages_to_the_last_day_that_is_over(
    begun: str, today: date, expected: Outcome, tmp_path: Path, rules: Rulebook
) -> None:
    assert outcome(tmp_path, begun, today, rules) is expected


def test_a_period_that_is_over_is_aged_to_its_end(tmp_path: Path, rules: Rulebook) -> None:
    outcome(tmp_path, "2026-03-07 02:00:01", date(2026, 4, 1), rules)
    one = load_return(tmp_path / "data.yaml", rules)
    assert known_before(one, date(2026, 4, 1)) == one
    (table,) = known_before(one, date(2026, 3, 10)).tables
    assert table.period == Period(date(2026, 3, 1), date(2026, 3, 31), "2026-03")
    assert (table.known_to, table.ages_to) == (date(2026, 3, 9), date(2026, 3, 9))
