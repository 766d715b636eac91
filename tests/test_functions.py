"""Standards of one police function stay out of the way until something of it is supplied."""

from __future__ import annotations

import pytest

from conftest import Checker
from peelcheck import Outcome, Result
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

CALLS = "calls_101_abandonment_rate: 4%"


def returned(checked: Checker, *lines: str) -> Result:
    """Check a return of these figures and of what stands beside them."""
    return checked("figures:\n" + "".join(f"  {line}\n" for line in lines))


def absent(result: Result) -> set[str]:
    (force,) = result.forces
    return set(force.absent_functions)


def test_a_return_without_a_word_on_custody_is_not_asked_for_it(checked: Checker) -> None:
    result = returned(checked, CALLS)
    (force,) = result.forces
    assert "custody" in absent(result)
    assert not {f.rule.id for f in force.missing} & {"detention-at-most-24-hours"}
    assert "detention-at-most-24-hours" in {f.rule.id for f in force.of(Outcome.NOT_SUPPLIED)}


@pytest.mark.parametrize(
    "figure",
    [
        "detentions_within_24_hours_rate: 100%",
        "detentions_not_extended: 20",
        "detentions_within_24_hours_rate: not available",
        "detentions_within_24_hours_rate: {value: 100%, period: 2026-02}",
    ],
)
def test_one_figure_of_a_function_asks_for_the_rest_of_it(checked: Checker, figure: str) -> None:
    result = returned(checked, CALLS, figure)
    (force,) = result.forces
    assert "custody" not in absent(result)
    assert "first-detention-review-in-time" in {f.rule.id for f in force.missing}


def test_what_is_required_is_asked_for(checked: Checker) -> None:
    result = checked(f"figures:\n  {CALLS}\nrequires: [detention-at-most-24-hours]\n")
    assert "custody" not in absent(result)
    assert {"crime recording times", "information requests"} <= absent(result)


def test_the_first_screen_counts_only_the_rest(checked: Checker) -> None:
    result = returned(checked, CALLS)
    (force,) = result.forces
    binding = sum(finding.binds for finding in force.missing)
    assert f"1 met, {binding} not supplied." in text(result)
    assert "Nothing is supplied on" not in text(result)
    said = "Nothing is supplied on 101 answer times, bail, complaints, crime recording times, "
    assert said in text(result, verbose=True)


def text(result: Result, *, verbose: bool = False) -> str:
    """Write the text report on a wide page."""
    return " ".join(REPORTS["text"](result, Page(120, detail=verbose)).split())
