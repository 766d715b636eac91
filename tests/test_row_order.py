"""Orders for the rows of a table: by name, and by AFI."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT, Checker
from html_pages import Page as Html
from html_pages import words_of
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.web.row_order import MOST_ROWS, RowKeys, places_of


def test_each_row_has_its_place_in_each_order() -> None:
    rows = [RowKeys("beta", 12), RowKeys("Alpha"), RowKeys("gamma", 5), RowKeys("delta", 5)]
    assert places_of(rows) == ["n2 a3", "n1 a4", "n4 a1", "n3 a2"]


def test_without_an_afi_there_is_no_order_by_afi() -> None:
    assert places_of([RowKeys("b"), RowKeys("a")]) == ["n2", "n1"]


@pytest.mark.parametrize(("count", "is_sorted"), [(0, False), (1, False), (2, True), (60, True)])
def test_one_row_needs_no_order(count: int, is_sorted: bool) -> None:
    assert places_of([RowKeys(str(n)) for n in range(count)]).count("") == (
        0 if is_sorted else count
    )


def test_a_table_with_more_rows_than_places_stays_as_it_is() -> None:
    rows = [RowKeys(str(n)) for n in range(MOST_ROWS + 1)]
    assert set(places_of(rows)) == {""}


TWO = "figures:\n  calls_101_abandonment_rate: 4%\n  high_risk_share: 26%\n"


def test_the_style_has_every_place(checked: Checker) -> None:
    page = Html(REPORTS["html"](checked(TWO), Page()))
    (style,) = page.all("style")
    for name in "na":
        found = re.findall(rf"\.{name}(\d+)\{{--{name}:(\d+)\}}", style.text or "")
        assert found == [(str(n), str(n)) for n in range(1, MOST_ROWS + 1)]


def test_the_choice_is_there_where_there_is_something_to_sort(checked: Checker) -> None:
    page = Html(REPORTS["html"](checked(TWO), Page()))
    (sort,) = [one for one in page.all("fieldset") if one.get("class") == "sort"]
    assert words_of(sort) == "Sort by result standard"
    rows = [one.get("class") for one in page.all("tr") if (one.get("class") or "").startswith("is")]
    assert rows == ["is-breach n2", "is-met n1"]
    one = Html(REPORTS["html"](checked("figures: {high_risk_share: 26%}"), Page()))
    assert not [box for box in one.all("fieldset") if box.get("class") == "sort"]


def test_it_is_hidden_where_a_browser_cannot_sort_and_on_paper() -> None:
    file = ROOT / "checker/peelcheck/reports/web/templates/style.css"
    style = Path(file).read_text("utf-8")
    assert ".sort{display:none;" in style
    supported = style[style.index("@supports (grid-template-columns:subgrid)") :]
    assert supported.index("@media screen{\n.sort{display:flex}") < supported.index("@media print")
