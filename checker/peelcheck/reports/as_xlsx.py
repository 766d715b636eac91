"""The result as an Excel workbook: a cover, one table a sheet, and charts with descriptions.

Excel computes nothing in it: every cell is a text, a number or a day, and the same result is the
same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from peelcheck.model.pack_words import body, pack_words
from peelcheck.model.periods import day_in_words
from peelcheck.model.problems import visible
from peelcheck.model.results import Result
from peelcheck.model.version import VERSION
from peelcheck.reports.afi_words import no_grade
from peelcheck.reports.gate_sections import gate_title
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page
from peelcheck.reports.sections import public_words, question_rows
from peelcheck.reports.web.charts import RULES, months_picture
from peelcheck.reports.web.trend_words import Tone
from peelcheck.reports.xlsx.cells import (
    CellValue,
    MonthsAt,
    ReportSheet,
    SheetColumn,
    ShownNumber,
    height_of,
)
from peelcheck.reports.xlsx.forces_sheet import sheet_name
from peelcheck.reports.xlsx.gate_sheet import gate_lines
from peelcheck.reports.xlsx.month_sheets import FIRST_TONE
from peelcheck.reports.xlsx.worksheets import sheets_of

_HEAD = 2
"""The row of a table's headings, counted from 0: a title and a sentence are above."""

_LONGEST = 32_767
"""Letters that a cell holds."""

_MOST_CHARTS = 60
_A4 = 9
_COVER_WIDTH = 110
_TITLE_HEIGHT = 24

_COLOURS = {
    "Breach": ("#F4D7D7", "#651B1B"),
    "Cannot tell": ("#FDE4D7", "#7A3C1C"),
    "Met": ("#CFE4DC", "#083D29"),
}
"""Background and letters of a result, by the word with which its cell begins."""


def render(result: Result, page: Page) -> bytes:
    """Return the whole workbook."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made = datetime(result.today.year, result.today.month, result.today.day)
    book.set_properties({"title": _cut(_title(result)), "created": made, "company": ""})
    sheets, charted = sheets_of(result)
    formats = _Formats(book)
    _cover(book, formats, result, page, sheets, charts=bool(charted))
    for sheet in sheets:
        _table(book, formats, sheet, page)
    if charted:
        _charts(book, formats, charted, page)
    book.close()
    return held.getvalue()


class _Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        font = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        self.title = book.add_format({**font, "bold": True, "font_size": 16})
        self.plain = book.add_format(font)
        self.text = book.add_format({**font, "text_wrap": True})
        self.head = book.add_format({**font, "text_wrap": True, "bold": True, "bottom": 1})
        self.link = book.add_format({**font, "font_color": "#1A65A6", "underline": 1})
        self.results = {
            word: book.add_format({"bg_color": back, "font_color": letters})
            for word, (back, letters) in _COLOURS.items()
        }
        self._font = font

    def number(self, shown_as: str) -> Any:
        if shown_as not in self._made:
            looks = {**self._font, "num_format": shown_as, "align": "right", "indent": 1}
            self._made[shown_as] = self._book.add_format(looks)
        return self._made[shown_as]


def _title(result: Result) -> str:
    if result.gate and result.gate_report:
        return gate_title(result.gate, result.gate_report)
    if len(result.forces) == 1:
        return headline(result.forces[0]).removesuffix(".")
    return f"{len(result.forces)} {body().many} against {pack_words().standards}"


def _headlines(result: Result) -> list[str]:
    """Return what was found of each force, apart from what the title says."""
    in_title = len(result.forces) == 1 and not result.gate_report
    return [] if in_title else [headline(force) for force in result.forces]


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 3]}..."


def _cover(
    book: Any,
    formats: _Formats,
    result: Result,
    page: Page,
    sheets: list[ReportSheet],
    *,
    charts: bool,
) -> None:
    cover = book.add_worksheet("Cover")
    cover.set_column(0, 0, _COVER_WIDTH)
    cover.set_row(0, _TITLE_HEIGHT)
    cover.hide_gridlines(2)
    lines = [
        *gate_lines(result),
        *filter(None, [public_words(result)]),
        no_grade(),
        f"Made by peelcheck {VERSION} on {day_in_words(result.today)}.",
        f"Rules: {len(result.rulebook.rules)} of {result.rulebook.pack_names}.",
        *([f"Marking: {page.marking}"] if page.marking else []),
        *_headlines(result),
        *(f"{name}: {asks}" for force in result.forces for name, asks in question_rows(force)),
        *([RULES] if charts else []),
        "Sheets of this workbook:",
    ]
    cover.write_string(0, 0, _cut(_title(result)), formats.title)
    for row, line in enumerate(lines, 1):
        cover.write_string(row, 0, _cut(line), formats.text)
        cover.set_row(row, height_of([(line, _COVER_WIDTH)]))
    named = [(sheet.name, f"{sheet.title}: {sheet.said}") for sheet in sheets]
    named += [("Charts", "Charts of months: each standard month by month")] if charts else []
    for row, (name, said) in enumerate(named, len(lines) + 1):
        cover.write_url(row, 0, f"internal:'{name}'!A1", formats.link, f"{name}. {said}")
    _for_print(cover, page)


def _for_print(sheet: Any, page: Page) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if page.marking:
        marking = _cut(page.marking)[:120].replace("&", "\uff06")  # & begins a command there
        sheet.set_header(f"&C{marking}")
        sheet.set_footer(f"&C{marking}")


def _table(book: Any, formats: _Formats, sheet: ReportSheet, page: Page) -> None:
    made = book.add_worksheet(sheet.name)
    made.write_string(0, 0, _cut(sheet.title), formats.title)
    made.set_row(0, _TITLE_HEIGHT)
    made.write_string(1, 0, f"This sheet contains one table: {sheet.said}.", formats.plain)
    for number, column in enumerate(sheet.columns):
        made.set_column(number, number, column.width)
    last = _HEAD + len(sheet.rows)
    made.add_table(
        _HEAD,
        0,
        last,
        len(sheet.columns) - 1,
        {
            "name": sheet.name.replace(" ", "_"),
            "style": "Table Style Light 1",
            "columns": [
                {"header": column.heading, "header_format": formats.head}
                for column in sheet.columns
            ],
        },
    )
    heads = [(column.heading, column.width) for column in sheet.columns]
    made.set_row(_HEAD, height_of(heads))
    for row, cells in enumerate(sheet.rows, _HEAD + 1):
        for number, cell in enumerate(cells):
            _write(made, formats, row, number, cell)
        texts = [(text, column.width) for text, column in _texts(cells, sheet)]
        made.set_row(row, height_of(texts))
    _colour_results(made, formats, sheet, last)
    printed = [column.is_printed for column in sheet.columns]
    if not all(printed):
        made.print_area(0, 0, last, printed.index(False) - 1)
    made.freeze_panes(_HEAD + 1, 0)
    made.repeat_rows(_HEAD)
    _for_print(made, page)


def _texts(cells: Sequence[CellValue], sheet: ReportSheet) -> Iterator[tuple[str, SheetColumn]]:
    for cell, column in zip(cells, sheet.columns, strict=True):
        if isinstance(cell, str):
            yield cell, column


def _colour_results(made: Any, formats: _Formats, sheet: ReportSheet, last: int) -> None:
    """Colour every cell that holds a result: Excel does it, so that it stays true when sorted."""
    for word, looks in formats.results.items():
        rule = {"type": "text", "criteria": "begins with", "value": word, "format": looks}
        for number, column in enumerate(sheet.columns):
            if column.heading == "Result" or sheet.name == sheet_name():
                made.conditional_format(_HEAD + 1, number, last, number, rule)


def _write(sheet: Any, formats: _Formats, row: int, column: int, cell: CellValue) -> None:
    match cell:
        case ShownNumber(value, shown_as):
            sheet.write_number(row, column, value, formats.number(shown_as))
        case date():
            day = datetime(cell.year, cell.month, cell.day)
            sheet.write_datetime(row, column, day, formats.number("d mmm yyyy"))
        case str():
            sheet.write_string(row, column, _cut(cell), formats.text)
        case None:
            sheet.write_blank(row, column, None, formats.text)


_LINES = ((4, "#6F777B", "solid", 1.5), (5, "#0B0C0C", "solid", 2.25))
_VARIATION = (
    (6, "#6F777B", "solid", 1.25),
    (7, "#6F777B", "dash", 1.25),
    (8, "#6F777B", "dash", 1.25),
)
_TONES = (
    (Tone.IMPROVEMENT, "#12436D", "circle"),
    (Tone.CONCERN, "#B1560F", "diamond"),
    (Tone.CHANGE, "#4C2C92", "triangle"),
)
"""Months out of the ordinary in the colours of the page, in the order of their columns."""

_NAMES = {4: "Figure", 5: "Limit", 6: "Mean", 7: "Lower", 8: "Upper"}


def _charts(book: Any, formats: _Formats, charted: list[MonthsAt], page: Page) -> None:
    made = book.add_worksheet("Charts")
    made.write_string(0, 0, "Charts of months", formats.title)
    made.set_row(0, _TITLE_HEIGHT)
    shown = charted[:_MOST_CHARTS]
    left = len(charted) - len(shown)
    more = f" {left} more have their numbers on the sheet Months." if left else ""
    many = "1 chart" if len(shown) == 1 else f"{len(shown)} charts"
    said = f"This sheet contains {many} of the sheet Months.{more}"
    made.write_string(1, 0, said, formats.plain)
    for number, at in enumerate(shown):
        months = at.finding.months
        assert months is not None  # noqa: S101 - that is why it has a place
        picture = months_picture(at.finding, months, at.kind, "", at.better)
        title = _cut(f"{at.finding.force}: {picture.title}")
        chart = _chart(book, at, title)
        words = f"{title}. {picture.description} {' '.join(picture.under)}"
        made.insert_chart(2 + number * 19, 0, chart, {"description": _cut(words)})
    _for_print(made, page)


def _chart(book: Any, at: MonthsAt, title: str) -> Any:
    chart = book.add_chart({"type": "line"})
    months = at.finding.months
    lines = [*_LINES[: 2 if at.finding.limit and len(at.finding.limit.bounds) == 1 else 1]]
    if months and months.stretches[-1].limits:
        lines += _VARIATION
    first, last = at.first + _HEAD + 1, at.last + _HEAD + 1
    for column, colour, dash, width in lines:
        chart.add_series(
            {
                "name": _NAMES[column],
                "categories": ["Months", first, 2, last, 2],
                "values": ["Months", first, column, last, column],
                "line": {"color": colour, "width": width, "dash_type": dash},
                "marker": {
                    "type": "circle" if column == _LINES[0][0] else "none",
                    "size": 6,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
            }
        )
    for number, (tone, colour, mark) in enumerate(_TONES):
        if tone in at.tones:
            chart.add_series(
                {
                    "name": str(tone).capitalize(),
                    "categories": ["Months", first, 2, last, 2],
                    "values": ["Months", first, FIRST_TONE + number, last, FIRST_TONE + number],
                    "line": {"none": True},
                    "marker": {
                        "type": mark,
                        "size": 9,
                        "fill": {"color": colour},
                        "border": {"color": colour},
                    },
                }
            )
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 12}})
    shown_as = "0%" if at.kind.is_percentage and not at.kind.is_difference else "General"
    chart.set_y_axis(
        {"num_format": shown_as, "major_gridlines": {"visible": True, "line": {"color": "#E3E3E3"}}}
    )
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 360})
    return chart
