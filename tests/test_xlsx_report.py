"""The workbook, opened again: tables, numbers as numbers, charts with words, and no formula."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import ROOT, TODAY, Checker, Command
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.errors import InvalidValue
from peelcheck.pipeline.charts import add_charts
from peelcheck.pipeline.record import add_record
from peelcheck.reports import TO_A_FILE
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page

EXAMPLES = ("norfolk-2024", "anytown-2026-03", "year-of-months")


def example(name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(ROOT)
    returns = [load_return(f"examples/{name}/data.yaml", rules)]
    return add_record(add_charts(check(rules, returns, today=TODAY)), [], returns, [])


def opened(result: Result, page: Page = Page()) -> Any:  # noqa: B008 - it cannot change
    return openpyxl.load_workbook(io.BytesIO(TO_A_FILE["xlsx"](result, page)))


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the headings, by heading."""
    head, *rows = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_laid_out_for_everybody(
    name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = example(name, rules, monkeypatch)
    book = opened(result)
    assert book.sheetnames[0] == "Cover"
    assert book["Cover"]["A1"].value == headline(result.forces[0]).removesuffix(".")
    assert "not an inspectorate's grade" in book["Cover"]["A2"].value
    for sheet in book.worksheets:
        assert list(sheet.merged_cells.ranges) == []
        assert sheet["A1"].value
        if sheet.title in ("Cover", "Charts"):
            continue
        assert sheet["A2"].value.startswith("This sheet contains one table: ")
        (only,) = sheet.tables.values()
        heads = [cell.value for cell in sheet[3]]
        assert only.ref == f"A3:{sheet.cell(sheet.max_row, len(heads)).coordinate}"
        assert len(set(heads)) == len(heads)
        assert None not in heads
        assert sheet.freeze_panes == "A4"
        assert sheet.print_title_rows == "$3:$3"
        assert all(any(cell is not None for cell in row.values()) for row in table(sheet))


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_says_what_was_found(
    name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = example(name, rules, monkeypatch)
    book = opened(result)
    found = {f.rule.short: f for f in result.findings}
    rows = {row["Standard"]: row for row in table(book["Standards"])}
    absent = {row["Standard"]: row for row in table(book["Not checked"])}
    assert {*rows, *absent} == set(found)
    for short, row in rows.items():
        assert row["Result"].casefold() == found[short].outcome
        amount = found[short].figure.amount if found[short].figure else None
        if amount and amount.stated is not None and row["Value"] is not None:
            seconds = 60 if '"min"' in str(row["Value"]) else 1
            assert row["Value"] * seconds == pytest.approx(float(amount.stated), rel=1e-12)
        if amount and amount.counts:
            assert row["Part"] == amount.counts.numerator
            assert row["Whole"] == amount.counts.denominator


def test_numbers_are_numbers_and_shown_on_their_side_of_the_limit(checked: Checker) -> None:
    book = opened(checked("figures:\n  calls_101_abandonment_rate: 4,996 of 100,000"))
    row = next(r for r in book["Standards"].iter_rows(min_row=4) if r[1].value.startswith("101"))
    assert (row[9].value, row[9].number_format) == (0.04996, "0.000%")
    assert [cell.value for cell in row[10:13]] == [4996, 100000, 0.05]
    assert row[13].value.isoformat()[:10] == "2026-03-01"


def test_months_have_charts_with_words(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    result = example("year-of-months", rules, monkeypatch)
    data = TO_A_FILE["xlsx"](result, Page())
    months = table(openpyxl.load_workbook(io.BytesIO(data))["Months"])
    assert len(months) == 12
    (upper,) = {row["Upper limit of ordinary variation"] for row in months}
    assert upper == pytest.approx(0.0668, abs=5e-5)
    assert all(a["Last day"] < b["Last day"] for a, b in pairwise(months))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        chart = parts.read("xl/charts/chart1.xml").decode()
    (words,) = re.findall(r'descr="([^"]+)"', drawing)
    assert words.startswith("Anytown Police: 101 calls abandoned, April 2025 to March 2026. 12 mo")
    names = re.findall(r"<c:tx><c:v>(\w+)</c:v></c:tx>|<c:tx>.*?<c:v>(\w+)</c:v>", chart)
    said = ["Figure", "Limit", "Mean", "Lower", "Upper", "Improvement", "Concern"]
    assert ["".join(name) for name in names] == said
    better = {row["Month"] for row in months if row["Improvement"] is not None}
    worse = {row["Month"] for row in months if row["Concern"] is not None}
    assert (len(better), len(worse), better & worse) == (7, 5, set())
    assert {row["Change"] for row in months} == {None}
    assert "Months!$E$4:$E$15" in chart


def test_persons_are_counted_and_never_named(
    checked: Checker,
) -> None:
    text = "figures:\n  offenders_of_manager: {by: {manager: {Sgt Bloggs: 60, PC Doe: 41, X: 41}}}"
    book = opened(checked(text))
    rows = [(r["Value"], r["How many"], r["Result"]) for r in table(book["Distribution"])]
    assert rows == [(41, 2, "Met"), (60, 1, "Breach")]
    cells = [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    assert not [cell for cell in cells if "Bloggs" in cell or "Doe" in cell]


def test_the_same_result_is_the_same_bytes(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (example("year-of-months", rules, monkeypatch) for _ in range(2))
    assert TO_A_FILE["xlsx"](one, Page()) == TO_A_FILE["xlsx"](other, Page())


HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "=cmd|' /C calc'!A0", "http://example.org", "#DIV/0!"]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("word", [*HOSTILE, "x" * 40_000, "&C&G"])
def test_no_text_becomes_anything_else(word: str, checked: Checker) -> None:
    quoted = "'" + word.replace("'", "''") + "'"
    text = (
        f"force: {quoted}\nfigures:\n  calls_101_abandonment_rate: "
        f"{{value: 21.9%, source: {quoted}, note: {quoted}}}\n"
    )
    book = opened(checked(text), Page(marking=word))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    outward = [
        cell.hyperlink.target
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink and cell.hyperlink.target
    ]
    assert outward == []
    assert book["Standards"]["A4"].value[:100] == word[:100]


def test_it_is_written_to_a_file_and_nowhere_else(peelcheck: Command, tmp_path: Path) -> None:
    data = ROOT / "examples/anytown-2026-03/data.yaml"
    run = peelcheck(data, "-o", "report.xlsx", "--marking", "OFFICIAL")
    assert run.returncode == 1
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert [row["SHA-256"] for row in table(book["Files"])]
    assert "OFFICIAL" in book["Standards"].oddHeader.center.text
    printed = peelcheck(data, "-o", "xlsx=-")
    assert printed.returncode == 2
    assert (
        "xlsx is not text, so it cannot be printed. Name a file: -o report.xlsx" in printed.stderr
    )


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "peelcheck.reports.as_xlsx", raising=False)
    with pytest.raises(InvalidValue, match="xlsxwriter") as refused:
        TO_A_FILE["xlsx"]
    assert str(refused.value).endswith('Install it with: pip install "peelcheck[reports]"')


def test_results_are_coloured_by_their_words_and_rows_hold_their_text(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(example("norfolk-2024", rules, monkeypatch))
    sheet = book["Standards"]
    coloured = {
        (str(area.sqref).rstrip("0123456789"), rule.text)
        for area in sheet.conditional_formatting
        for rule in area.rules
    }
    assert {word for _, word in coloured} == {"Breach", "Cannot tell", "Met"}
    for row in range(4, sheet.max_row + 1):
        lines = max(
            len(str(cell.value)) / sheet.column_dimensions[cell.column_letter].width
            for cell in sheet[row]
            if isinstance(cell.value, str)
        )
        assert sheet.row_dimensions[row].height >= lines * 15 * 0.99


def test_paper_has_the_columns_that_are_read(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(example("norfolk-2024", rules, monkeypatch))
    sheet = book["Standards"]
    assert sheet.print_area == f"'Standards'!$A$1:$I${sheet.max_row}"
    assert [sheet.cell(3, column).value for column in (9, 10)] == ["Since last time", "Value"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$3"


def test_several_forces_begin_with_an_overview(checked: Checker) -> None:
    line = "figures: {calls_101_abandonment_rate: %s}"
    two = checked(f"force: A Police\n{line % '4%'}", f"force: B Police\n{line % '9%'}")
    book = opened(two)
    assert book.sheetnames[:3] == ["Cover", "Forces", "Standards"]
    rows = [[cell.value for cell in row[:5]] for row in book["Forces"].iter_rows(min_row=3)]
    assert rows == [
        ["Force", "Breach, count", "Cannot tell, count", "Met, count", "101 calls abandoned"],
        ["B Police", 1, 0, 0, "Breach"],
        ["A Police", 0, 0, 1, "Met"],
    ]
    one = opened(checked(line % "4%"))
    assert "Forces" not in one.sheetnames
