"""Small sheets with a shape of their own, read in tests as a return names them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook, load_return
from peelcheck.errors import ProblemsFound
from peelcheck.model.returns import ReportedFigure

Row = Sequence[object]

CALLS = "months: across, figures: {Offered: calls_101_offered, Abandoned: calls_101_abandoned}"
RATE = "months: across, figures: {Offered: calls_101_offered, 101 %: calls_101_abandonment_rate}"
ATTENDED = (
    "months: across, figures: {Attended: incidents_attended_in_time, "
    "To attend: incidents_to_attend}"
)
OFFERED = "months: across, figures: {Offered: calls_101_offered}"
DOWN = CALLS.replace("across", "down")
NAMES = {
    "calls_101_offered": "offered",
    "calls_101_abandoned": "abandoned",
    "calls_101_abandonment_rate": "rate",
    "incidents_attended_in_time": "attended",
    "incidents_to_attend": "to-attend",
}


class Read(NamedTuple):
    """What came of a sheet: its figures, or what is wrong; and what was remarked."""

    reported: tuple[ReportedFigure, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def figures(self) -> list[str]:
        """Each as a line: figure, month, part, amount."""
        return [
            " ".join(
                filter(
                    None,
                    (
                        given.figure,
                        given.period.as_written,
                        given.scope.value if given.scope else "",
                        given.amount.text if given.amount else "None",
                    ),
                )
            )
            for given in self.reported
        ]


class Shapes:
    """Writes sheets in a folder and reads them under a mapping."""

    def __init__(self, folder: Path, rules: Rulebook) -> None:
        self.folder = folder
        self.rules = rules

    def read(self, mapping: str, file: str = "sheet.csv", period: str = "2026-03") -> Read:
        """Read `file` as `mapping` says, the text of a mapping without its braces and file."""
        return self.described(f"  - {{file: {file}, {mapping}}}\n", period)

    def described(self, sheets: str, period: str = "2026-03") -> Read:
        """Read the sheets of a return, given as the lines below its key."""
        data = self.folder / "data.yaml"
        head = f"force: Norfolk Constabulary\nperiod: {period}\nsheets:\n"
        data.write_text(head + sheets, "utf-8")
        try:
            found = load_return(data, self.rules)
        except ProblemsFound as refused:
            return Read((), tuple(self._short(str(each)) for each in refused.problems), ())
        return Read(found.reported, (), tuple(self._short(str(each)) for each in found.warnings))

    def csv(self, rows: Sequence[Row] | str, mapping: str, period: str = "2026-03") -> Read:
        """Read rows as a CSV file."""
        text = rows if isinstance(rows, str) else csv_text(rows)
        (self.folder / "sheet.csv").write_text(text, "utf-8")
        return self.read(mapping, period=period)

    def excel(
        self,
        rows: Sequence[Row],
        mapping: str,
        period: str = "2026-03",
        *,
        change: Callable[[Worksheet], None] | None = None,
    ) -> Read:
        """Read rows as a workbook, changed after they are filled in."""
        workbook = Workbook()
        sheet = workbook.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "KPIs"
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, date):
                    cell.number_format = "mmm-yy"
        if change:
            change(sheet)
        workbook.save(self.folder / "sheet.xlsx")
        return self.read(mapping, "sheet.xlsx", period)

    def _short(self, text: str) -> str:
        near = text.replace(f"{self.folder}/", "").replace(f"{self.folder}\\", "")
        return re.sub(r"^data\.yaml:\d+:\d+", "data.yaml", near)


def csv_text(rows: Sequence[Row]) -> str:
    """Return rows as the text of a CSV file."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def grid(text: str) -> list[list[object]]:
    """Return the cells of a picture: one row a line, cells between upright strokes."""
    return [
        [cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")
    ]


def short(lines: list[str]) -> list[str]:
    """The figures under shorter names."""
    return [f"{NAMES[line.split(' ')[0]]} {line.partition(' ')[2]}" for line in lines]


def each_shape(shapes: list[tuple[str, str, str, list[str]]]) -> pytest.MarkDecorator:
    """Run a test on each shape, called by what it shows."""
    return pytest.mark.parametrize(
        ("picture", "mapping", "figures"),
        [shape[1:] for shape in shapes],
        ids=[shape[0] for shape in shapes],
    )


def figures_of(shapes: Shapes, kind: str, picture: str, mapping: str) -> list[str]:
    """The figures in a picture of a sheet, as CSV or as a workbook; nothing in it is a problem."""
    read = getattr(shapes, kind)(grid(picture), mapping)
    assert not read.problems
    return short(read.figures)
