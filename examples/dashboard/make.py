"""Write the dashboard of this folder anew: a workbook, and its two sheets as CSV.

python examples/dashboard/make.py [FOLDER]

Anytown Police is made up, and so is every number. README.md says what is where.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
OFFERED = (15012, 15120, 14988, 15230, 15305, 14950, 15010, 14846, 15104, 15042, 14419, 14974)
ABANDONED = (0.068, 0.0702, 0.066, 0.0681, 0.068, 0.064, 0.062, 0.052, 0.048, 0.047, 0.0486, 0.0497)
ANSWERED = (3420, 3511, 3498, 3602, 3610, 3444, 3467, 3390, 3580, 3475, 3301, 3502)
IN_TIME = (0.884, 0.881, 0.887, 0.879, 0.882, 0.891, 0.894, 0.902, 0.899, 0.91, 0.913, 0.918)
PER_MANAGER = (54.1, 53.8, 53.9, 53.2, 52.7, 52.9, 52.2, 51.9, 51.2, 50.8, "N/A", 51.4)
HIGH_RISK = (0.187, 0.186, 0.184, 0.185, 0.183, 0.182, 0.181, 0.18, 0.182, 0.184, 0.185, None)

KPIS = (
    ("Anytown Police: performance against target, 2025/26",),
    (),
    ("Measure", "Target", 2025, *[None] * 8, 2026, None, None, "YTD", "RAG"),
    (None, None, *MONTHS),
    ("Contact",),
    ("101 calls offered", None, *OFFERED, sum(OFFERED)),
    ("101 calls abandoned (%)", 0.05, *ABANDONED, 0.0588, "A"),
    ("999 calls answered", None, *ANSWERED, sum(ANSWERED)),
    ("999 under 10 seconds (%)", 0.9, *IN_TIME, 0.895, "G"),
    (),
    ("Offender management",),
    ("Offenders per manager*", 50, *PER_MANAGER, None, "R"),
    ("High-risk offenders (%)", 0.2, *HIGH_RISK, None, None),
    (),
    ("* managers in post, in full-time equivalents",),
    ("Source: telephony and the case system, 3 April 2026",),
)
DISTRICTS = (
    ("District", "Measure", "Jan-26", "Feb-26", "Mar-26", "Q4 25/26"),
    ("North", "Attended in time", 402, 398, 411, 1211),
    ("North", "To attend", 440, 436, 447, 1323),
    ("South", "Attended in time", 512, 498, 520, 1530),
    ("South", "To attend", 560, 541, 571, 1672),
    ("West", "Attended in time", 118, 121, 117, 356),
    ("West", "To attend", 124, 126, 122, 372),
    ("Force total", "Attended in time", 1032, 1017, 1048, 3097),
    ("Force total", "To attend", 1124, 1103, 1140, 3367),
)
PERCENT_ROWS = (7, 9, 13)
MERGED = ("A1:P1", "A3:A4", "B3:B4", "C3:K3", "L3:N3", "O3:O4", "P3:P4")


def workbook() -> Workbook:
    """Return the dashboard."""
    book = Workbook()
    kpis: Worksheet = book["Sheet"]
    kpis.title = "KPIs"
    districts = book.create_sheet("Districts")
    for sheet, rows in ((kpis, KPIS), (districts, DISTRICTS)):
        for row in rows:
            sheet.append(list(row))
        sheet.column_dimensions["A"].width = 28
    for row in kpis.iter_rows(min_row=5, min_col=2, max_col=15):
        for cell in row:
            cell.number_format = "0.0%" if cell.row in PERCENT_ROWS else "#,##0.##"
    kpis["A1"].font = Font(bold=True)
    for area in MERGED:
        kpis.merge_cells(area)
    return book


def shown(value: object, row: int) -> object:
    """Return what a cell of the workbook shows, which is what its CSV holds."""
    if isinstance(value, float):
        return f"{value:.1%}" if row in PERCENT_ROWS else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) and row > 4 else value


def main(folder: Path) -> None:
    """Write the three files."""
    workbook().save(folder / "dashboard.xlsx")
    for name, rows in (("kpis", KPIS), ("districts", DISTRICTS)):
        width = max(map(len, rows))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for number, row in enumerate(rows, 1):
                cells = [shown(value, number) for value in row]
                writer.writerow([*cells, *[None] * (width - len(cells))])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
