"""What the numbers of an AFI say: the year and the judged period of a flow apart."""

from __future__ import annotations

import pytest

from conftest import Checker

CALLS = "101-abandonment"
RATE = "calls_101_abandonment_rate"
NORFOLK = "force: Norfolk Constabulary\nabout: {has_switchboard: yes}\n"
YEAR = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]


def months(*counts: str, of: list[str] = YEAR) -> list[tuple[str, str]]:
    """A value for each month of the year that ends with March 2026, or for the last ones."""
    return list(zip(counts, of[-len(counts) :], strict=True))


def state(checked: Checker, values: list[tuple[str, str]], more: str = "") -> str:
    """What the numbers of the AFI on 101 calls say for March 2026."""
    given = ", ".join(f"{{value: {value}, period: {period}}}" for value, period in values)
    text = f"{NORFOLK}period: 2026-03\n{more}figures:\n  {RATE}: [{given}]\n"
    (afi,) = checked(text, only=[CALLS]).forces[0].afis
    return str(afi.numbers)


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (months(*["90 of 1000"] * 11, "0 of 0"), "missed over the year"),
        (months(*["40 of 1000"] * 11, "0 of 0"), "met over the year"),
        (months(*["5%"] * 6, *["4%"] * 5, "0 of 0"), "year not clear"),
        (months(*["40 of 1000"] * 10, "0 of 0"), "not enough months yet"),
        (months("0 of 0"), "not enough months yet"),
        (months(*["0 of 0"] * 12), "numbers cannot settle it"),
        ([("0 of 0", "2026-03"), ("4%", "2025/26")], "met over the year"),
        ([("0 of 0", "2026-03"), ("6%", "2025/26")], "missed over the year"),
    ],
)
def test_a_month_without_a_case_does_not_hide_the_year(
    values: list[tuple[str, str]], numbers: str, checked: Checker
) -> None:
    assert state(checked, values) == numbers


def test_a_period_of_which_a_part_is_missing_has_not_enough_months(checked: Checker) -> None:
    half = [("40 of 1000", "2026-03-01 to 2026-03-15")]
    assert state(checked, half) == "not enough months yet"


ANNUAL = f"frequency: {{{RATE}: year}}\n"


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ([("4%", "2025")], "met over the year"),
        ([("6%", "2025")], "missed over the year"),
        ([("4%", "2025"), *months(*["90 of 1000"] * 12)], "missed over the year"),
        ([("4%", "2025"), *months(*["40 of 1000"] * 12)], "met over the year"),
        ([("6%", "2025"), *months(*["40 of 1000"] * 12)], "missed over the year"),
        ([("4%", "2025"), *months(*["5%"] * 6, *["4%"] * 6)], "year not clear"),
        ([("4%", "2025"), *months(*["90 of 1000"] * 11)], "not enough months yet"),
    ],
)
def test_an_annual_figure_does_not_hide_the_twelve_months_that_follow_it(
    values: list[tuple[str, str]], numbers: str, checked: Checker
) -> None:
    assert state(checked, values, ANNUAL) == numbers


@pytest.mark.parametrize(
    ("sample", "year", "numbers"),
    [
        ("10 of 1000", None, "met"),
        ("10 of 1000", "4%", "met"),
        ("10 of 1000", "6%", "missed over the year"),
        ("10 of 1000", "4% to 6%", "year not clear"),
        ("300 of 1000", "4%", "missed"),
        ("300 of 1000", "6%", "missed over the year"),
        ("50 of 1000", "4%", "not clear"),
    ],
)
def test_a_sample_of_a_month_does_not_hide_the_year(
    sample: str, year: str | None, numbers: str, checked: Checker
) -> None:
    values = [(f"{sample}, sample: yes", "2026-03")]
    values += [(year, "2025/26")] if year else []
    assert state(checked, values) == numbers


@pytest.mark.parametrize(
    ("sample", "numbers"),
    [("10 of 1000", "met"), ("300 of 1000", "missed"), ("50 of 1000", "not clear")],
)
def test_a_sample_of_the_year_is_met_missed_or_not_clear(
    sample: str, numbers: str, checked: Checker
) -> None:
    text = f"{NORFOLK}period: 2025/26\nfigures:\n  {RATE}: {{value: {sample}, sample: yes}}\n"
    (afi,) = checked(text, only=[CALLS]).forces[0].afis
    assert str(afi.numbers) == numbers
