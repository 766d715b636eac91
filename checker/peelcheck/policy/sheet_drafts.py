"""Sheets of figures in a return that is written from files: each line is tried before it is kept.

A label is mapped only if the reader of sheets then finds nothing wrong; else it is a comment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import WHOLE_KEY, shown_key
from peelcheck.model.periods import Period, is_month
from peelcheck.model.returns import ReportedFigure, Scope
from peelcheck.policy.file_heads import sheets_of
from peelcheck.policy.sheet_layout import ANY_MONTH, LabelFound, Layout, layout_of
from peelcheck.policy.yaml_text import in_braces
from peelcheck.reading.shaped_sheets import read_shaped_sheet
from peelcheck.reading.sheet_files import excel_module, is_csv, read_sheet_bytes
from peelcheck.reading.sheet_headers import is_title_of_others
from peelcheck.reading.sheet_rows import SheetRow
from peelcheck.reading.sheet_shape import read_shape
from peelcheck.reading.sheet_titles import financial_years
from peelcheck.sources.csv_grid import read_csv_grid
from peelcheck.sources.grid import Grid
from peelcheck.sources.nodes import Mapping
from peelcheck.sources.strict_yaml import read_yaml

_MOST_BYTES = 5_000_000
_ANY_YEAR = "2025/26"
_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MOST_UNKNOWN = 20


class SheetDraft(NamedTuple):
    """A sheet of figures: the lines of its mapping, the figures read, and their months.

    `asks` is what has to be answered before it can be read: year or periods; "" for nothing.
    """

    file: str
    sheet: str
    lines: tuple[str, ...]
    figures: frozenset[str]
    months: Counter[str]
    unknown: int
    asks: str


_Place = tuple[str, Period, Scope | None]
"""The figure, period and part of the force of a value."""


class _Kept(NamedTuple):
    """A line under figures: the label, what stands for its figure, and what to know."""

    label: str
    value: str
    remark: str


def draft_sheets(
    file: str, sheet: str, tables: Iterable[str], dictionary: Dictionary
) -> list[SheetDraft]:
    """Return the sheets of figures in a file; `tables` are the sheets that are known as tables."""
    if not is_csv(file) and PurePath(file).suffix.lower() not in (".xlsx", ".xlsm"):
        return []
    names = [sheet] if sheet else list(sheets_of(file)) or [""]
    seen: dict[_Place, ReportedFigure] = {}
    drafts = [
        _draft(file, name, dictionary, seen)
        for name in names
        if name not in set(tables) and not is_title_of_others(name or PurePath(file).stem)
    ]
    return [draft for draft in drafts if draft]


def _draft(
    file: str, sheet: str, dictionary: Dictionary, seen: dict[_Place, ReportedFigure]
) -> SheetDraft | None:
    try:
        grid = _grid(file, sheet)
    except ProblemsFound:
        return None
    layout = layout_of(grid, dictionary) if grid else None
    if grid is None or layout is None:
        return None
    return _Drafter(file, sheet, grid, layout, dictionary, seen).draft()


def _grid(file: str, sheet: str) -> Grid | None:
    """Return a sheet of a size that figures have; None for a larger one."""
    raw = read_sheet_bytes(file, file)
    if len(raw) > _MOST_BYTES:
        return None
    if is_csv(file):
        return read_csv_grid(raw, file)
    read: Callable[[bytes, str, str], Grid] = excel_module("xlsx_grid", file).read_xlsx_grid
    return read(raw, file, sheet)


class _Drafter:
    """Writes the mapping of one sheet, label by label, as far as it can be read."""

    def __init__(
        self,
        file: str,
        sheet: str,
        grid: Grid,
        layout: Layout,
        dictionary: Dictionary,
        seen: dict[_Place, ReportedFigure],
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.layout = layout
        self.dictionary = dictionary
        self.seen = seen
        self.year, self.year_from = _year_of(grid, file) if layout.has_no_year else ("", "")
        self.kept: list[_Kept] = []
        self.left: list[str] = []

    def draft(self) -> SheetDraft | None:
        """Return the mapping with the labels that can be read; None without any."""
        doubled = Counter(one.figure.name for one in self.layout.found)
        for one in self.layout.found:
            if doubled[one.figure.name] > 1:
                others = [o.label for o in self.layout.found if o.figure == one.figure and o != one]
                self._leave(one.label, f"{one.figure.name}, as may be {' and '.join(others)}")
            else:
                self._try(one)
        if not self.kept:
            return None
        rows, _ = self._read(self.kept)
        self.seen |= {_place(given): given for _, given in rows}
        months = Counter(
            given.period.as_written
            for _, given in rows
            if given.amount is not None and is_month(given.period)
        )
        figures = frozenset(given.figure for _, given in rows if given.amount is not None)
        asks = "year" if self.layout.has_no_year and not self.year else ""
        asks = "periods" if self.layout.this_month else asks
        return SheetDraft(
            self.file,
            self.sheet,
            tuple(self._lines()),
            figures,
            months=Counter() if asks else months,
            unknown=len(self.layout.unknown),
            asks=asks,
        )

    def _try(self, one: LabelFound) -> None:
        """Keep a label with which the sheet can still be read."""
        line = _line(one)
        rows, wrong = self._read([*self.kept, line])
        wrong = wrong or self._elsewhere(rows)
        if rows and not wrong:
            self.kept.append(line)
        else:
            self._leave(one.label, f"{one.figure.name}, but: {wrong}" if wrong else line.value)

    def _elsewhere(self, rows: Iterable[SheetRow]) -> str:
        """Return where another sheet of the file has other values of the same figure."""
        for _, given in rows:
            other = self.seen.get(_place(given))
            if other and other.amount != given.amount:
                return f"{other.location} has another value"
        return ""

    def _leave(self, label: str, why: str) -> None:
        self.left.append(f"      # check {in_braces(label)}: {' '.join(why.split())}")

    def _read(self, kept: Sequence[_Kept]) -> tuple[tuple[SheetRow, ...], str]:
        """Return what is read with these labels, or the first thing that is wrong."""
        problems = Problems()
        year = self.year or (_ANY_YEAR if self.layout.has_no_year else "")
        lines = self._mapping(kept, year, ANY_MONTH.as_written)
        text = "\n".join((f"file: {in_braces(self.file)}", *lines))
        node = read_yaml(text.encode(), "sheets", problems)
        shape = read_shape(node, self.dictionary, problems) if isinstance(node, Mapping) else None
        if shape is None or problems.found:
            return (), problems.found[0].what if problems.found else ""
        rows = read_shaped_sheet(self.file, shape, None, self.dictionary, problems, [])
        return rows, problems.found[0].what if problems.found else ""

    def _lines(self) -> Iterator[str]:
        """Yield the mapping as it goes into the return, without its file."""
        year = self.year or ("?" if self.layout.has_no_year else "")
        yield from (f"    {line}" for line in self._mapping(self.kept, year, "?"))
        yield from self.left
        if unknown := [in_braces(label) for label in self.layout.unknown]:
            more = len(unknown) - _MOST_UNKNOWN
            others = [f"and {more} more"] if more > 0 else []
            yield f"      # not known: {', '.join([*unknown[:_MOST_UNKNOWN], *others])}"

    def _mapping(self, kept: Sequence[_Kept], year: str, month: str) -> Iterator[str]:
        """Yield the lines of the mapping without its file; `month` stands for This month."""
        layout = self.layout
        if self.sheet:
            yield f"sheet: {in_braces(self.sheet)}"
        yield f"months: {'down' if layout.months_down else 'across'}"
        if year:
            remark = f"check: as in {in_braces(self.year_from)}" if self.year else "of the months"
            yield f"year: {in_braces(year)}  # {remark}"
        if layout.this_month:
            yield "periods:"
            yield from (f"  {in_braces(head)}: {in_braces(month)}" for head in layout.this_month)
        if layout.scopes:
            pairs = ", ".join(f"{kind}: {in_braces(head)}" for kind, head in layout.scopes.items())
            yield f"scopes: {{{pairs}}}"
        if layout.whole_force:
            yield f"{shown_key(WHOLE_KEY)}: [{', '.join(map(in_braces, layout.whole_force))}]"
        if layout.strange:
            names = ", ".join(map(in_braces, layout.strange))
            yield f"leave_out: [{names}]  # check: no periods"
        yield "figures:"
        for label, value, about in kept:
            yield f"  {in_braces(label)}: {value}  # {about}"


def _place(given: ReportedFigure) -> _Place:
    return given.figure, given.period, given.scope


def _line(one: LabelFound) -> _Kept:
    """Return the line of a label; bare numbers of which one is above 1 are percentages."""
    name = one.figure.name
    bare = [Decimal(value) for value in one.values if _BARE.fullmatch(value)]
    if one.figure.kind is Kind.SHARE and bare and max(bare) > 1:
        name = f"{{figure: {name}, numbers_are: percent}}"
    return _Kept(one.label, name, f"check: {one.figure.means}")


def _year_of(grid: Grid, file: str) -> tuple[str, str]:
    """Return the one financial year that titles or names say, and where; "" without one."""
    texts = [cell.text for cell in grid.cells.values()]
    found = {
        year: text
        for text in (*texts, grid.name, PurePath(file).stem)
        for year in financial_years(text)
    }
    return next(iter(found.items())) if len(found) == 1 else ("", "")
