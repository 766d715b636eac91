"""Many published reports together: no small count is what is left when others are taken away.

The reader has every report that was published, month after month, and knows all counts but one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import examples
from peelcheck import Rulebook, check, load_return, public_view
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

BELOW = 10
RATE = "calls_101_abandonment_rate"
MONTHS = [(2025, number) for number in range(1, 13)] + [(2026, number) for number in range(1, 4)]
FIRST_REPORT = 11
"""The first month whose report has a year: those before are its history."""


class Month(NamedTuple):
    """Calls abandoned, and calls that were not: either may be small."""

    part: int
    rest: int


def sheet_of(months: Sequence[Month | None], last: int, first: int = 0) -> str:
    lines = ["period,figure,value"]
    for (year, number), month in [*zip(MONTHS, months, strict=True)][first : last + 1]:
        if month:
            lines.append(f"{year}-{number:02},{RATE},{month.part} of {month.part + month.rest}")
    return "\n".join([*lines, ""])


def report_of(rules: Rulebook, sheet: str, last: int, folder: Path) -> str:
    """What is published of one month."""
    year, number = MONTHS[last]
    (folder / "months.csv").write_text(sheet, "utf-8")
    file = folder / "data.yaml"
    text = f"force: Suffolk\nperiod: {year}-{number:02}\nsheets: [months.csv]\n"
    file.write_text(text, "utf-8")
    result = check(rules, load_return(file, rules), only="101-abandonment", today="2026-11-23")
    return REPORTS["json"](public_view(result, below=BELOW), Page())


def all_reports(rules: Rulebook, months: Sequence[Month]) -> tuple[str, ...]:
    """Every report from December on, each with all months before it."""
    with TemporaryDirectory() as name:
        return tuple(
            report_of(rules, sheet_of(months, last), last, Path(name))
            for last in range(FIRST_REPORT, len(MONTHS))
        )


def told_apart(see: Callable[[int], tuple[str, ...]], counts: Sequence[int]) -> Iterator[list[int]]:
    """Yield the counts in groups: those of one group give the same reports."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for count in counts:
        groups[see(count)].append(count)
    yield from groups.values()


def narrowed(groups: Iterator[list[int]]) -> list[list[int]]:
    """Return the groups with a small count that leave fewer values than are small."""
    return [group for group in groups if min(group) < BELOW and len(group) < BELOW]


month = st.builds(Month, st.integers(3, 60), st.integers(3, 1500))
large = st.builds(Month, st.integers(10, 60), st.integers(400, 1500))


@pytest.mark.thorough
@examples(12)
@given(
    st.lists(large, min_size=len(MONTHS), max_size=len(MONTHS)),
    st.integers(0, len(MONTHS) - 1),
    st.sampled_from(["part", "rest"]),
)
def test_all_reports_together_leave_every_small_count_of_a_month_possible(
    rules: Rulebook, months: list[Month], at: int, varied: str
) -> None:
    def see(count: int) -> tuple[str, ...]:
        changed = months[at]._replace(**{varied: count})
        return all_reports(rules, [*months[:at], changed, *months[at + 1 :]])

    assert narrowed(told_apart(see, range(BELOW + 2))) == []


@pytest.mark.thorough
@examples(6)
@given(st.lists(month, min_size=len(MONTHS), max_size=len(MONTHS)), st.integers(0, len(MONTHS) - 1))
def test_small_counts_of_other_months_do_not_help(
    rules: Rulebook, months: list[Month], at: int
) -> None:
    def see(count: int) -> tuple[str, ...]:
        changed = months[at]._replace(part=count)
        return all_reports(rules, [*months[:at], changed, *months[at + 1 :]])

    assert narrowed(told_apart(see, range(BELOW + 2))) == []


def test_large_counts_are_published_so_that_there_is_something_to_subtract(
    rules: Rulebook,
) -> None:
    reports = all_reports(rules, [Month(50, 950)] * len(MONTHS))
    assert len(set(reports)) == len(reports) == 4
    for report in reports:
        (found,) = json.loads(report)["findings"]
        assert found["year"]["figure"]["numerator"] == "600"
        assert found["figure"]["numerator"] == "50"


@pytest.mark.parametrize(("given_months", "is_shown"), [(12, True), (11, True), (10, False)])
def test_a_year_is_not_published_without_its_months(
    given_months: int, is_shown: bool, rules: Rulebook, tmp_path: Path
) -> None:
    """A month that an earlier report withheld would be what is left of the year."""
    months: list[Month | None] = [Month(50, 950)] * len(MONTHS)
    last = len(MONTHS) - 1
    sheet = sheet_of(months, last, first=len(MONTHS) - given_months)
    if given_months < 12:
        sheet += f"year ending 2026-03-31,{RATE},600 of 12000\n"
    report = report_of(rules, sheet, last, tmp_path)
    assert ("600" in report) is is_shown
    assert "50 of 1000" in report.replace(",", "")


def test_a_month_withheld_before_is_not_the_rest_of_a_later_year(
    rules: Rulebook, tmp_path: Path
) -> None:
    """February was small and withheld; the return of March gives the year, and March alone."""

    def see(count: int) -> tuple[str, ...]:
        months = [Month(50, 950)] * (len(MONTHS) - 2) + [Month(count, 950), Month(50, 950)]
        last = len(MONTHS) - 1
        of_year = months[last - 11 :]
        part, rest = sum(one.part for one in of_year), sum(one.rest for one in of_year)
        sheet = sheet_of(months, last, first=last)
        sheet += f"year ending 2026-03-31,{RATE},{part} of {part + rest}\n"
        before = [
            report_of(rules, sheet_of(months, at), at, tmp_path) for at in range(last - 2, last)
        ]
        return (*before, report_of(rules, sheet, last, tmp_path))

    assert narrowed(told_apart(see, range(BELOW + 2))) == []
