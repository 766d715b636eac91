"""Workbooks opened by openpyxl without the work whose results nobody asks for.

openpyxl looks for the size of every sheet when it opens a workbook, and reads all of a sheet that
states none. It makes an object of each part of a text in a cell. Exports of a million
cells have both.
"""

# ruff: noqa: SLF001 - openpyxl leaves no public way to do without this work
from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import INLINE_STRING, VALUE_TAG, WorkSheetParser

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT_TAG = INLINE_STRING.removesuffix("is") + "t"


def open_workbook(raw: bytes, *, data_only: bool) -> Any:
    """Open a workbook with the results of formulas (`data_only`), or with the formulas."""
    reader = _Reader(io.BytesIO(raw), read_only=True, data_only=data_only, keep_links=False)
    reader.read()
    return reader.wb


def rows_with_twins(
    values: Any, formulas: Any
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield each row with its twin, which has formulas in place of their results."""
    if formulas is None:
        for row in values.every_row():
            yield row, ()
        return
    yield from zip_longest(values.every_row(), formulas.every_row(), fillvalue=())


class _Reader(ExcelReader):
    def read_worksheets(self) -> None:
        """Add the sheets to the workbook, without a look at what is in them."""
        book: Any = self.wb
        sheet: Any
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files:
                continue
            if "chartsheet" in relation.Type:
                self.read_chartsheet(sheet, relation)
                continue
            own: Any = _Worksheet(book, sheet.name, relation.target, self.shared_strings)
            own.sheet_state = sheet.state
            book._sheets.append(own)


class _Worksheet(ReadOnlyWorksheet):
    def _get_size(self) -> None:
        """Leave the size unknown: all rows are read, even those beyond a stated size."""

    def every_row(self) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of each row from the first; of a missing row none."""
        sheet: Any = self
        book: Any = self.parent
        due = 1
        with sheet._get_source() as source:
            parser = _Parser(
                source,
                sheet._shared_strings,
                data_only=book.data_only,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in parser.parse():
                for _ in range(due, number):
                    yield ()
                yield sheet._get_row(cells)
                due = number + 1


class _Parser(WorkSheetParser):
    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Return a cell; a plain text in it is read as the result of a formula is."""
        if len(element) == 1 and element.get("t") == "inlineStr" and (text := _plain(element[0])):
            element.set("t", "str")
            element[0].tag, element[0].text = VALUE_TAG, text
        cell: dict[str, Any] = super().parse_cell(element)
        return cell


def _plain(inline: Element) -> str | None:
    """Return the text of a cell; None for one that has formats, pronunciation or nothing."""
    is_alone = len(inline) == 1 and inline.tag == INLINE_STRING and not inline.attrib
    if not is_alone or inline[0].tag != _TEXT_TAG or len(inline[0]):
        return None
    return inline[0].text
