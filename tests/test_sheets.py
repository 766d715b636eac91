"""Sheets of figures: every column, every mistake at its cell, the same rows from CSV and Excel."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from datetime import time as clock
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from peelcheck import Rulebook
from peelcheck.errors import Problem, Problems
from peelcheck.model.amounts import Interval, Kind
from peelcheck.model.dictionary import Dictionary, FigureDefinition, ScopeKind
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.returns import Scope
from peelcheck.reading.periods import read_period
from peelcheck.reading.sheet_rows import SheetRow
from peelcheck.reading.sheets import read_sheet

NOWHERE = Location("test.yaml")
MARCH = read_period("2026-03")


@pytest.fixture(scope="module")
def dictionary(rules: Rulebook) -> Dictionary:
    """The shipped one, with a figure of each sort that it has none of."""
    more = (
        FigureDefinition("calls_change", "change in calls", Kind.CHANGE, NOWHERE),
        FigureDefinition("time_to_answer", "time to answer", Kind.TIME, NOWHERE),
        FigureDefinition("hours", "hours", Kind.QUANTITY, NOWHERE, broken_down_by=("team", "area")),
    )
    scopes = {name: ScopeKind(name, name, f"{name}s", False, NOWHERE) for name in ("team", "area")}
    figures = {**rules.dictionary.figures, **{figure.name: figure for figure in more}}
    return rules.dictionary._replace(figures=figures, scopes={**rules.dictionary.scopes, **scopes})


class Reader:
    """Reads sheets written as rows of values."""

    def __init__(self, folder: Path, dictionary: Dictionary) -> None:
        self.folder = folder
        self.dictionary = dictionary
        self.problems = Problems()
        self.warnings: list[Problem] = []

    def read(self, path: Path, shown_as: str, period: Period | None = None) -> tuple[SheetRow, ...]:
        return read_sheet(
            str(path), shown_as, period, self.dictionary, self.problems, self.warnings
        )

    def csv(self, text: str | bytes, period: Period | None = None) -> tuple[SheetRow, ...]:
        path = self.folder / "sheet.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return self.read(path, "months.csv", period)

    def excel(
        self,
        rows: list[list[object]],
        period: Period | None = None,
        formats: Mapping[str, str] | None = None,
    ) -> tuple[SheetRow, ...]:
        workbook = Workbook()
        sheet = workbook.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "Figures"
        for row in rows:
            sheet.append(row)
        for where, number_format in (formats or {}).items():
            sheet[where].number_format = number_format
        path = self.folder / "sheet.xlsx"
        workbook.save(path)
        return self.read(path, "figures.xlsx", period)

    @property
    def told(self) -> list[str]:
        return [str(problem) for problem in self.problems.found]


@pytest.fixture
def sheet(tmp_path: Path, dictionary: Dictionary) -> Reader:
    """A reader of sheets in a folder of their own."""
    return Reader(tmp_path, dictionary)


HEADER = "force,period,figure,value,scope_kind,scope,sample,source,note"


def test_every_column(sheet: Reader) -> None:
    (force, given), managers, _ = sheet.csv(
        f"{HEADER}\n"
        'Anytown Police,2026-03,incidents_attended_in_time_rate,49 of 82,,,yes,"case\nfiles",'
        "picked  by us\n"
        "Anytown Police,2026-03,offenders_of_manager,47,manager,M01,no,,\n"
        "Anytown Police,2026-03,offenders_of_manager,48,,M02,,,\n"
    )
    assert not sheet.told
    assert force == "Anytown Police"
    assert given.figure == "incidents_attended_in_time_rate"
    assert given.period == MARCH
    assert given.amount
    assert given.amount.stated == Fraction(49, 82)
    assert (given.sample, given.source, given.note) == (True, "case files", "picked by us")
    assert given.scope is None
    assert str(given.location) == "months.csv:2:56"
    assert managers.given.scope == Scope("manager", "M01")
    assert not managers.given.sample


def test_fewest_columns(sheet: Reader) -> None:
    rows = sheet.csv('figure,value\ncalls_101_offered,"14,974"\n', MARCH)
    assert not sheet.told
    assert [row.force for row in rows] == [None]
    assert rows[0].given.period is MARCH


def test_headers_in_any_order_and_case(sheet: Reader) -> None:
    rows = sheet.csv(" VALUE ;Figure;PERIOD\n703;calls_101_abandoned;2026-03\n")
    assert not sheet.told
    assert [row.given.figure for row in rows] == ["calls_101_abandoned"]


@pytest.mark.parametrize("word", ["", "  ", ":", "..", "n/a", "N/A", "not available"])
def test_not_available(sheet: Reader, word: str) -> None:
    rows = sheet.csv(f"figure,value\ncalls_101_offered,{word}\n", MARCH)
    assert not sheet.told
    assert [row.given.amount for row in rows] == [None]


def test_a_mark_leads_to_the_note_of_its_row(sheet: Reader) -> None:
    rows = sheet.csv("figure,value,note\ncalls_101_offered,703*,provisional\n", MARCH)
    assert rows[0].given.amount.stated == 703
    assert not sheet.csv("figure,value,note\ncalls_101_offered,703*,\n", MARCH)
    assert sheet.told == [
        "months.csv:2:19: 703* has the mark *, and nothing says what it means. Write the number "
        "alone, and what the mark or word means under note or provisional."
    ]


def test_a_word_behind_a_number_belongs_into_a_column(sheet: Reader) -> None:
    assert not sheet.csv("figure,value\ncalls_101_offered,703 (provisional)\n", MARCH)
    assert sheet.told == [
        "months.csv:2:19: 703 (provisional) has a word behind the number. Write the number alone, "
        "and what the mark or word means under note or provisional."
    ]


CLOCKS = [  # unit of the figure, what Excel holds, seconds
    ("seconds", clock(1, 58), 118),
    ("hours", clock(1, 58), 7080),
    ("", clock(0, 1, 58), 118),
]


@pytest.mark.parametrize(("unit", "held", "seconds"), CLOCKS)
def test_a_clock_with_one_reading_is_read(
    sheet: Reader, unit: str, held: clock, seconds: int
) -> None:
    figures = dict(sheet.dictionary.figures)
    figures["time_to_answer"] = figures["time_to_answer"]._replace(unit=unit)
    sheet.dictionary = sheet.dictionary._replace(figures=figures)
    rows = sheet.excel([["figure", "value"], ["time_to_answer", held]], MARCH)
    assert not sheet.told
    assert rows[0].given.amount.stated == seconds


@pytest.mark.parametrize(
    ("unit", "text", "seconds"),
    [
        ("seconds", "1:58", 118),
        ("hours", "1:58", 7080),
        ("seconds", "15", 15),
        ("minutes", "15", 900),
    ],
)
def test_the_unit_of_a_figure_settles_a_bare_time(
    sheet: Reader, unit: str, text: str, seconds: int
) -> None:
    figures = dict(sheet.dictionary.figures)
    figures["time_to_answer"] = figures["time_to_answer"]._replace(unit=unit)
    sheet.dictionary = sheet.dictionary._replace(figures=figures)
    rows = sheet.csv(f"figure,value\ntime_to_answer,{text}\n", MARCH)
    assert rows[0].given.amount.stated == seconds


def test_the_unit_minutes_leaves_hours_open(sheet: Reader) -> None:
    figures = dict(sheet.dictionary.figures)
    figures["time_to_answer"] = figures["time_to_answer"]._replace(unit="minutes")
    sheet.dictionary = sheet.dictionary._replace(figures=figures)
    assert not sheet.csv("figure,value\ntime_to_answer,1:58\n", MARCH)
    assert "could be 1 minute 58 seconds or 1 hour 58 minutes" in sheet.told[0]


CELLS = [  # held, number format, figure, every value it may have, what it shows
    (0.9, "0%", "calls_101_abandonment_rate", "0.895", "0.905", None),
    (0.9, "0.0%", "calls_101_abandonment_rate", "0.895", "0.905", "90.0%"),
    (0.0497, "0%", "calls_101_abandonment_rate", "0.04965", "0.04975", "5%"),
    (0.0497, "0.00%", "calls_101_abandonment_rate", "0.04965", "0.04975", None),
    (1 / 3, "0%", "calls_101_abandonment_rate", "0.3333333333333325", "0.3333333333333335", "33%"),
    (0.1 + 0.2, "0%", "calls_101_abandonment_rate", "0.295", "0.305", None),
    (18.6, "0", "hours", "18.55", "18.65", "19"),
    (18.599999999999998, "0.0", "hours", "18.55", "18.65", None),
    (1234.5, "#,##0", "hours", "1234.45", "1234.55", "1,235"),
    (0.02, "0%", "calls_change", "0.015", "0.025", None),
    (0.0249, "0%", "calls_change", "0.02485", "0.02495", "+2%"),
    (-0.0249, "0%", "calls_change", "-0.02495", "-0.02485", "-2%"),
]


@pytest.mark.parametrize(("held", "number_format", "figure", "low", "high", "shown"), CELLS)
def test_a_cell_is_as_stated_with_the_digits_it_holds(
    sheet: Reader,
    held: float,
    number_format: str,
    figure: str,
    low: str,
    high: str,
    shown: str | None,
) -> None:
    rows = [["figure", "value"], [figure, held]]
    [row] = sheet.excel(rows, MARCH, {"B2": number_format})
    assert not sheet.told
    assert row.given.amount.span == Interval(Fraction(low), Fraction(high))
    assert (row.given.shown.text if row.given.shown else None) == shown


def test_a_count_may_hold_what_a_formula_left_of_it(sheet: Reader) -> None:
    [row] = sheet.excel([["figure", "value"], ["calls_101_offered", 702.9999999999999]], MARCH)
    assert row.given.amount.span.is_point
    assert row.given.amount.stated == 703


COMPLETE = "figure,value,scope_kind,scope,complete\n"


def test_a_breakdown_may_say_that_it_is_complete(sheet: Reader) -> None:
    rows = sheet.csv(
        f"{COMPLETE}offenders_of_manager,47,manager,M01,yes\noffenders_of_manager,48,,M02,Yes\n"
        "calls_101_offered,100,,,\n",
        MARCH,
    )
    assert not sheet.told
    assert [row.given.complete for row in rows] == [True, True, False]
    assert [row.given.breakdown for row in rows] == [
        rows[0].given.location,
        rows[0].given.location,
        None,
    ]


def test_each_row_of_a_complete_breakdown_says_so(sheet: Reader) -> None:
    sheet.csv(
        f"{COMPLETE}offenders_of_manager,47,manager,M01,yes\noffenders_of_manager,48,,M02,\n",
        MARCH,
    )
    assert sheet.told == [
        "months.csv:3:22: This row does not say complete, and others of offenders_of_manager do. "
        "Write yes under complete in each of its rows."
    ]


def test_a_whole_force_is_no_breakdown(sheet: Reader) -> None:
    assert not sheet.csv(f"{COMPLETE}calls_101_offered,100,,,yes\n", MARCH)
    assert sheet.told == [
        "months.csv:2:25: complete is about a breakdown, and this row is about the whole force. "
        "Leave it empty, or fill in scope."
    ]


PERIODS = [
    ("2026-03", "2026-03"),
    ("Mar-26", "2026-03"),
    ("mar 2026", "2026-03"),
    ("March 2026", "2026-03"),
    ("  September-26 ", "2026-09"),
    ("2026-Q1", "2026-Q1"),
    ("Q4 2025/26", "2026-Q1"),
    ("week ending 25 October 2026", "2026-W43"),
    ("2025/26", "2025/26"),
    ("year ending 2026-03-31", "year ending 2026-03-31"),
    ("at 2026-03-31", "at 2026-03-31"),
]


@pytest.mark.parametrize(("text", "same_as"), PERIODS)
def test_periods(sheet: Reader, text: str, same_as: str) -> None:
    rows = sheet.csv(f"period,figure,value\n{text},calls_101_offered,1\n")
    assert not sheet.told
    assert rows[0].given.period == read_period(same_as)
    assert rows[0].given.period.as_written == text.strip()


DATES = [
    (date(2026, 3, 1), "mmm-yy", "2026-03"),
    (date(2026, 3, 31), "mmm-yy", "2026-03"),
    (date(2026, 3, 1), "dd/mm/yyyy", "2026-03"),
    (2026, "General", "2026"),
    ("Mar-26", "@", "2026-03"),
]


@pytest.mark.parametrize(("value", "number_format", "same_as"), DATES)
def test_period_cells(sheet: Reader, value: object, number_format: str, same_as: str) -> None:
    rows = sheet.excel(
        [["period", "figure", "value"], [value, "calls_101_offered", 1]],
        formats={"A2": number_format},
    )
    assert not sheet.told
    assert rows[0].given.period == read_period(same_as)


def plain(rows: tuple[SheetRow, ...]) -> list[SheetRow]:
    """Rows without their places."""
    return [row._replace(given=row.given._replace(location=NOWHERE)) for row in rows]


def test_csv_and_excel_give_the_same_rows(sheet: Reader) -> None:
    header = HEADER.split(",")
    force = "Anytown Police"
    typed: list[list[object]] = [
        [force, "2026-03", "calls_101_offered", "14,974", "", "", "", "ICCS", ""],
        [force, "2026-03", "calls_101_abandonment_rate", "4.7%", "", "", "", "", ""],
        [force, "2026-03", "offenders_per_offender_manager", "63:1", "", "", "", "", ""],
        [force, "2026-03", "offender_managers", "18.6", "", "", "", "", ""],
        [force, "2026-03", "calls_change", "+8.5%", "", "", "", "", ""],
        [force, "2026-03", "calls_101_abandoned", "", "", "", "", "", ""],
        [force, "2026-03", "offenders_of_manager", "47", "manager", "12", "yes", "", ""],
    ]
    stored = [list(row) for row in typed]
    for row, value in zip(stored, (14974, 0.047, "63:1", 18.6, 0.085, None, 47.0), strict=True):
        row[3] = value
        row[1] = date(2026, 3, 1)
    stored[-1][5], stored[-1][6] = 12, True
    lines = [",".join(f'"{cell}"' for cell in row) for row in typed]
    from_csv = sheet.csv("\n".join([HEADER, *lines]))
    from_excel = sheet.excel(
        [[*header], *stored],
        formats={"D3": "0.0%", "D6": "0.0%", **{f"B{row}": "mmm-yy" for row in range(2, 9)}},
    )
    assert not sheet.told
    assert len(from_csv) == len(typed)
    texts = [row.given.amount.text for row in from_excel if row.given.amount]
    assert texts == ["14974", "4.7%", "63:1", "18.6", "+8.5%", "47"]
    same = from_csv[0].given.amount
    assert same
    assert from_excel[0].given.amount
    assert same.span == from_excel[0].given.amount.span
    assert plain(from_csv)[1:] == plain(from_excel)[1:]


AGAIN = "Format the cell as Text and write it again."
HOURS = "[h]:mm:ss"

EATEN = [
    (
        "offenders_per_offender_manager",
        timedelta(hours=63, minutes=1),
        HOURS,
        "Excel has turned a ratio into a time (63:01:00). Write 63 in the cell, or format it as "
        "Text and write 63:1.",
    ),
    (
        "offenders_per_offender_manager",
        timedelta(hours=1012, minutes=22),
        HOURS,
        "Excel has turned a ratio into a time (1012:22:00). Write 1,012 for 22 in the cell, or "
        "format it as Text.",
    ),
    (
        "offenders_per_offender_manager",
        timedelta(hours=1, minutes=2, seconds=3),
        HOURS,
        f"Excel has turned a ratio into a time (1:02:03). {AGAIN}",
    ),
    (
        "time_to_answer",
        clock(0, 15),
        "h:mm",
        "Excel has turned a value into a time (0:15:00). Write the time with its unit, as in 15 "
        "minutes.",
    ),
    (
        "calls_101_offered",
        clock(0, 15),
        "h:mm",
        f"Excel has turned a value into a time (0:15:00). {AGAIN}",
    ),
    (
        "calls_101_offered",
        date(2026, 10, 5),
        "d-mmm",
        "Excel has turned a value into the date 5 October 2026. If you meant a range, write 5 to "
        "10.",
    ),
    (
        "calls_101_offered",
        date(2026, 10, 1),
        "mmm-yy",
        "Excel has turned a value into the date October 2026. If you meant a range, write 10 to "
        "26.",
    ),
    (
        "calls_101_offered",
        date(2026, 5, 10),
        "d-mmm",
        f"Excel has turned a value into the date 10 May 2026. {AGAIN}",
    ),
    (
        "calls_101_abandonment_rate",
        date(2026, 10, 5),
        "d-mmm",
        "Excel has turned a value into the date 5 October 2026. If you meant a range, write 5% to "
        "10%; if counts, 5 of 10.",
    ),
    (
        "offenders_per_offender_manager",
        date(2026, 10, 5),
        "d-mmm",
        "Excel has turned a value into the date 5 October 2026. If you meant a range, write 5 to "
        "10; if counts, 5 for 10.",
    ),
    (
        "calls_101_offered",
        True,
        "General",
        f"Excel has turned a value into TRUE, which is yes or no. {AGAIN}",
    ),
    (
        "calls_101_offered",
        12000,
        "0.00E+00",
        "Excel shows a value as a power of ten (12000 in full). Format the cell as Number, or as "
        "Text and write it again.",
    ),
]


@pytest.mark.parametrize(("figure", "value", "number_format", "words"), EATEN)
def test_values_that_excel_has_eaten(
    sheet: Reader, figure: str, value: object, number_format: str, words: str
) -> None:
    rows = [["figure", "note", "", "value"], [figure, "x", None, value]]
    rows[0][2] = "source"
    assert not sheet.excel(rows, MARCH, {"D2": number_format})
    assert sheet.told == [f"figures.xlsx: Figures!D2: {words}"]


def test_csv_that_excel_has_written(sheet: Reader) -> None:
    sheet.csv(
        "figure,value\noffenders_per_offender_manager,63:01:00\ncalls_101_offered,05-Oct\n", MARCH
    )
    assert sheet.told == [
        "months.csv:2:32: Excel has turned a ratio into a time (63:01:00). Write 63 in the cell, "
        "or format it as Text and write 63:1.",
        "months.csv:3:19: Excel has turned a value into the date 05-Oct. If you meant a range, "
        "write 5 to 10.",
    ]


def test_faults_of_a_sheet_are_told_in_its_order(sheet: Reader) -> None:
    rows: list[list[object]] = [["figure", "value"]]
    rows += [["calls_101_offered", -row] for row in range(1, 12)]
    sheet.excel(rows, MARCH)
    assert [told.split(":")[1].strip() for told in sheet.told] == [
        f"Figures!B{row}" for row in range(2, 13)
    ]


TEXT_EATEN = [
    ("scope", "05-Oct", "Excel has turned a name into the date 05-Oct. " + AGAIN),
    ("scope", "63:01:00", "Excel has turned a name into a time (63:01:00). " + AGAIN),
    ("period", "63:01:00", "Excel has turned a period into a time (63:01:00). " + AGAIN),
]


@pytest.mark.parametrize(("column", "text", "words"), TEXT_EATEN)
def test_names_that_excel_has_eaten(sheet: Reader, column: str, text: str, words: str) -> None:
    row = {"period": "2026-03", "figure": "offenders_of_manager", "value": "4", "scope": "M1"}
    row[column] = text
    assert not sheet.csv(f"{','.join(row)}\n{','.join(row.values())}\n")
    assert [told.partition(": ")[2] for told in sheet.told] == [words]


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "y"])
def test_a_row_may_say_that_it_is_provisional(sheet: Reader, word: str) -> None:
    text = f"figure,value,provisional\ncalls_101_offered,703,{word}\noffenders,5,\n"
    first, second = sheet.csv(text, MARCH)
    assert (first.given.provisional, second.given.provisional) == (True, False)


def test_what_is_neither_yes_nor_no_is_not_provisional(sheet: Reader) -> None:
    sheet.csv("figure,value,provisional\ncalls_101_offered,703,maybe\n", MARCH)
    assert sheet.told == ["months.csv:2:23: maybe is not yes or no. Write yes or no."]


KNOWN = (
    "Known are force, period, figure, value, scope_kind, scope, complete, sample, provisional, "
    "source, note."
)

MISTAKES = [
    (
        "figure,valeu\ncalls_101_offered,1\n",
        ["months.csv:1:8: valeu is not a column of a sheet. Did you mean value?"],
    ),
    (
        "figure,value,Owner\ncalls_101_offered,1,x\n",
        [f"months.csv:1:14: Owner is not a column of a sheet. {KNOWN}"],
    ),
    (
        "force,note\nx,y\n",
        [
            "months.csv:1:1: The header has no column figure. Add it, and fill it in in each row.",
            "months.csv:1:1: The header has no column value. Add it, and fill it in in each row.",
        ],
    ),
    (
        "figure,value\ncalls_101_abandonned,1\n",
        [
            "months.csv:2:1: calls_101_abandonned is not a figure this tool knows. Did you mean "
            "calls_101_abandoned?"
        ],
    ),
    (
        "figure,value\n,1\n",
        ["months.csv:2:1: This row has no figure. Write it in each row."],
    ),
    (
        "force,figure,value\n,calls_101_offered,1\n",
        ["months.csv:2:1: This row has no force. Write it in each row."],
    ),
    (
        "period,figure,value\n,calls_101_offered,1\n",
        ["months.csv:2:1: This row has no period. Write it in each row."],
    ),
    (
        "figure,value\ncalls_101_abandonment_rate,4.7\n",
        ["months.csv:2:28: 4.7 is not a percentage. Write 4.7%, or both counts as in 12 of 345."],
    ),
    (
        "figure,value\noffenders_per_offender_manager,1:46\n",
        [
            "months.csv:2:32: 1:46 says 1 offender for 46 managers. If you mean 46 offenders for "
            "each manager, write 46:1."
        ],
    ),
    (
        "figure,value,sample\ncalls_101_offered,1,maybe\n",
        ["months.csv:2:21: maybe is not yes or no. Write yes or no."],
    ),
    (
        "figure,value,scope\ncalls_101_offered,1,M01\n",
        [
            "months.csv:2:21: calls_101_offered is given for the whole force. Leave scope empty, "
            "or check the figure."
        ],
    ),
    (
        "figure,value,scope_kind,scope\ncalls_101_offered,1,manager,M01\n",
        ["months.csv:2:21: calls_101_offered is not broken down by manager. Give it as one value."],
    ),
    (
        "figure,value,scope_kind,scope\noffenders_of_manager,1,team,M01\n",
        ["months.csv:2:24: offenders_of_manager is not broken down by team. Give it by manager."],
    ),
    (
        "figure,value,scope_kind,scope\noffenders_of_manager,1,managr,M01\n",
        ["months.csv:2:24: managr is not a scope_kind this tool knows. Did you mean manager?"],
    ),
    (
        "figure,value,scope_kind,scope\noffenders_of_manager,1,manager,\n",
        [
            "months.csv:2:24: This row is about one manager, and nothing says which. Write it "
            "under scope."
        ],
    ),
    (
        "figure,value\noffenders_of_manager,1\n",
        [
            "months.csv:2:1: offenders_of_manager is given for each manager. Write manager under "
            "scope_kind, and which under scope."
        ],
    ),
    (
        "figure,value,scope\nhours,1,North\n",
        ["months.csv:2:9: North could be a team or area. Write which under scope_kind."],
    ),
    (
        "figure,value\ncalls_101_offered,1\ncalls_101_offered,2\n",
        [
            "months.csv:3:19: calls_101_offered is given twice for 2026-03. Keep one of the two; "
            "the other is at months.csv:2:19."
        ],
    ),
    (
        "figure,value\nx,1,2\ncalls_101_abandonned,1\n",
        [
            "months.csv:2:5: This row has 3 cells, and the header has 2. Put a value that holds a "
            'comma in quotes, as in "1,204".',
            "months.csv:3:1: calls_101_abandonned is not a figure this tool knows. Did you mean "
            "calls_101_abandoned?",
        ],
    ),
]


@pytest.mark.parametrize(("text", "problems"), MISTAKES)
def test_mistakes(sheet: Reader, text: str, problems: list[str]) -> None:
    sheet.csv(text, MARCH)
    assert sheet.told == problems


def test_period_is_due_where_no_other_is_known(sheet: Reader) -> None:
    assert not sheet.csv("figure,value\ncalls_101_offered,1\n")
    assert sheet.told == [
        "months.csv:1:1: The header has no column period. Add it, and fill it in in each row."
    ]


def test_day_alone_is_no_month(sheet: Reader) -> None:
    sheet.excel(
        [["period", "figure", "value"], [date(2026, 3, 31), "calls_101_offered", 1]],
        formats={"A2": "dd/mm/yyyy"},
    )
    sheet.csv("period,figure,value\n2026-03-31,calls_101_offered,1\n")
    excel, csv = sheet.told
    assert excel.startswith("figures.xlsx: Figures!A2: 2026-03-31 is a day alone. Write at 2026-")
    assert excel.partition("A2: ")[2] == csv.partition("2:1: ")[2]


def test_one_wrong_row_leaves_the_others(sheet: Reader) -> None:
    rows = sheet.csv("figure,value\nx,1\ncalls_101_offered,2\n", MARCH)
    assert len(rows) == 1
    assert len(sheet.told) == 1


def test_figure_may_be_broken_down_or_not(sheet: Reader) -> None:
    rows = sheet.csv(
        "figure,value,scope_kind,scope\nhours,12.5,,\nhours,7.5,team,North\nhours,5.0,team,South\n",
        MARCH,
    )
    assert not sheet.told
    assert [row.given.scope for row in rows] == [
        None,
        Scope("team", "North"),
        Scope("team", "South"),
    ]


def test_same_figure_of_two_forces_is_not_given_twice(sheet: Reader) -> None:
    rows = sheet.csv("force,figure,value\nA,calls_101_offered,1\nB,calls_101_offered,2\n", MARCH)
    assert not sheet.told
    assert [row.force for row in rows] == ["A", "B"]


def test_warnings_are_handed_back(sheet: Reader) -> None:
    assert sheet.csv(b"figure,value,note\ncalls_101_offered,1,\xa35\n", MARCH)
    assert not sheet.told
    assert [str(problem) for problem in sheet.warnings] == [
        "months.csv:2:21: byte A3 is not UTF-8; it is a pound sign in Windows-1252. Read as "
        "Windows-1252. To be rid of this: Save as, CSV UTF-8."
    ]


FILES = [
    ("sheet.xls", "This is a workbook of another kind."),
    ("sheet.ods", "This is a workbook of another kind."),
    ("sheet.pdf", "This is not a sheet."),
]


@pytest.mark.parametrize(("name", "what"), FILES)
def test_other_files(sheet: Reader, tmp_path: Path, name: str, what: str) -> None:
    assert not sheet.read(tmp_path / name, name)
    assert sheet.told == [
        f"{name}: {what} Save it as Excel Workbook (.xlsx) or as CSV UTF-8 (.csv)."
    ]


def test_file_that_is_not_there(sheet: Reader, tmp_path: Path) -> None:
    assert not sheet.read(tmp_path / "none.csv", "months.csv")
    assert sheet.told == ["months.csv: There is no file of this name."]


def test_without_openpyxl(sheet: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "peelcheck.sources.xlsx_cells", raising=False)
    for name in [each for each in sys.modules if each.split(".")[0] == "openpyxl"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (tmp_path / "sheet.xlsx").write_bytes(b"")
    assert not sheet.read(tmp_path / "sheet.xlsx", "figures.xlsx")
    assert sheet.told == [
        'figures.xlsx: Reading Excel files needs openpyxl. Install it with: pip install "peelcheck'
        '[tables]"'
    ]
