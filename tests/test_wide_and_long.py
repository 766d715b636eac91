"""A long sheet turned wide, with what people put around it, gives the same findings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from conftest import TODAY
from peelcheck import Result, check, load_return, load_rules
from peelcheck.errors import ProblemsFound
from peelcheck.model.returns import ReportedFigure
from peelcheck.model.rules import Outcome

MONTHS = [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
          date(2026, 2, 1), date(2026, 3, 1)]  # fmt: skip
LABELS = {
    "calls_101_offered": "101 calls offered",
    "calls_101_abandoned": "101 calls: abandoned",
    "calls_101_abandonment_rate": "Abandoned (%)",
    "calls_999_within_10s_rate": "999 under 10 seconds",
    "incidents_to_attend": "To attend",
    "incidents_attended_in_time": "Attended in time",
}
RULES = load_rules()
HEAD = """force: Norfolk
period: 2026-03
about: {has_switchboard: yes}
targets:
  attendance_share: {at_least: 90%, from: 2025-04-01}
"""
BY_DISTRICT = ("incidents_to_attend", "incidents_attended_in_time")
MISSING = st.sampled_from(["", "N/A", "n/a", "not available", ":"])
PARTS = st.one_of(st.integers(0, 9_999).map(lambda n: f"{n:,}"), MISSING, st.just("<5"))
WHOLES = st.one_of(st.integers(10_000, 20_000).map(str), MISSING)
RATES = st.one_of(st.integers(10, 999).map(lambda n: f"{n / 10:.1f}%"), MISSING, st.just("5%"))
SPELLINGS: list[Callable[[date], str]] = [
    lambda day: f"{day:%b-%y}",
    lambda day: f"{day:%B %Y}",
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%b} '{day:%y}",
]


class Line(NamedTuple):
    """One figure over the months: for the whole force, or a district."""

    figure: str
    district: str
    values: tuple[str, ...]


MARKERS = (" (p)", " (est)", " (r)", " (f)")


@st.composite
def lines(draw: st.DrawFn) -> tuple[list[date], list[Line]]:
    """Months that end with March 2026, and figures in them."""
    months = MONTHS[draw(st.integers(0, 5)) :]
    figures = draw(st.lists(st.sampled_from(sorted(LABELS)), min_size=1, unique=True))
    found = []
    for figure in figures:
        counts = PARTS if figure.endswith(("abandoned", "in_time")) else WHOLES
        values = RATES if figure.endswith("rate") else counts
        many = st.tuples(*[values] * len(months))
        parts = ("North", "South") if figure in BY_DISTRICT else ("",)
        found += [Line(figure, part, draw(many)) for part in parts]
    return months, found


class Noise(NamedTuple):
    """What stands around the values of a sheet."""

    titles: int
    notes: bool
    target: bool
    rag_column: bool
    rag_rows: bool
    total: bool
    to_come: bool
    other_rows: bool
    spelling: int
    down: bool
    excel: bool
    years_above: bool
    series: bool


NOISE = st.builds(
    Noise,
    titles=st.integers(0, 2),
    notes=st.booleans(),
    target=st.booleans(),
    rag_column=st.booleans(),
    rag_rows=st.booleans(),
    total=st.booleans(),
    to_come=st.booleans(),
    other_rows=st.booleans(),
    spelling=st.integers(0, len(SPELLINGS) - 1),
    down=st.booleans(),
    excel=st.booleans(),
    years_above=st.booleans(),
    series=st.booleans(),
)


def wide(months: list[date], found: list[Line], noise: Noise) -> list[list[str]]:
    """The same as people lay it out, months across."""
    spell = SPELLINGS[noise.spelling]
    ahead = ["Apr-26", "May 2026"] if noise.to_come else []
    targets = ["Target"] if noise.target else []
    behind = (["RAG"] if noise.rag_column else []) + (["YTD"] if noise.total else [])
    above: list[list[str]] = []
    heads = [spell(month) for month in months]
    if noise.years_above:
        heads = [f"{month:%b}" for month in months]
        ahead = ["Apr", "May"] if noise.to_come else []
        years = [str(m.year) if not i or m.month == 1 else "" for i, m in enumerate(months)]
        blank = ["" for _ in (*ahead, *behind)]
        above = [["", "", *["" for _ in targets], *years, *blank]]
    rows = [*above, ["Area", "Measure", *targets, *heads, *ahead, *behind]]
    for line in found:
        row = [line.district or "Force", LABELS[line.figure], *("5%" for _ in targets)]
        rows.append([*row, *line.values, *("" for _ in ahead), *("7" for _ in behind)])
        if noise.series:
            rows.append([*row, *("3" for _ in heads)])
        if noise.rag_rows:
            rows.append([row[0], "RAG", *("" for _ in targets), *("G" for _ in heads)])
    if noise.other_rows:
        rows.append(["Force", "Test calls", *("" for _ in targets), *("9" for _ in heads)])
    return with_series(rows, above) if noise.series else rows


def with_series(rows: list[list[str]], above: list[list[str]]) -> list[list[str]]:
    """Say in a column which of two rows of a figure is the result."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for row in rows:
        key = tuple(row[:2])
        is_head = row in above or row[0] == "Area"
        series = ("Series" if row[0] == "Area" else "") if is_head else "Result"
        series = "Peer average" if key in seen and row[1] in LABELS.values() else series
        seen.add(key)
        found.append([*row[:2], series, *row[2:]])
    return found


def laid_out(rows: list[list[str]], noise: Noise) -> list[list[str]]:
    """With titles above and notes below, and turned round where months run down."""
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    if noise.down:
        rows = [list(column) for column in zip(*rows, strict=True)]
    titles = [["Performance pack against target, March 2026"], [""]][: noise.titles]
    notes = [[""], ["Source: systems A and B"], ["Targets are the force's own"]]
    return [*titles, *rows, *(notes if noise.notes else [])]


def long(months: list[date], found: list[Line]) -> str:
    """One figure a row."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["figure", "period", "value", "scope_kind", "scope"])
    for line in found:
        kind = "district" if line.district else ""
        for month, value in zip(months, line.values, strict=True):
            writer.writerow([line.figure, f"{month:%Y-%m}", value, kind, line.district])
    return target.getvalue()


def save(rows: list[list[str]], path: Path) -> None:
    """Write a sheet as what its name says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    workbook = Workbook()
    for row in rows:
        workbook.active.append([cell or None for cell in row])
    workbook.save(path)


def mapping(file: str, found: list[Line], noise: Noise) -> str:
    """How the wide sheet is described."""
    figures = ", ".join(f'"{LABELS[line.figure]}": {line.figure}' for line in found[::-1])
    seen = dict.fromkeys(figures.split(", "))
    months = "down" if noise.down else "across"
    scopes = "scopes: {district: [North, South]}, " if any(ln.district for ln in found) else ""
    return (
        f"{{file: {file}, months: {months}, {scopes}whole_force: Force, "
        f"figures: {{{', '.join(seen)}}}}}"
    )


def told(result: Result) -> list[object]:
    """What a report says, whatever the cells are called that it comes from."""
    return [
        (f.rule.id, f.outcome, f.figure.amount if f.figure else None, f.reasons, f.distance)
        for f in result.findings
    ]


def plain(found: tuple[ReportedFigure, ...]) -> list[object]:
    """Figures without where they stand."""
    return sorted(
        (g.figure, g.period.last, g.scope.value if g.scope else "", str(g.amount)) for g in found
    )


@given(data=lines(), noise=NOISE)
def test_a_long_sheet_turned_wide_gives_the_same_findings(
    data: tuple[list[date], list[Line]],
    noise: Noise,
) -> None:
    months, found = data
    with TemporaryDirectory() as folder:
        first, second = (load_return(one, RULES) for one in written(months, found, noise, folder))
    assert plain(first.reported) == plain(second.reported)
    assert told(check(RULES, [first], today=TODAY)) == told(check(RULES, [second], today=TODAY))


@given(data=lines(), noise=NOISE, seed=st.integers(0, 10_000), whole_line=st.booleans())
def test_blanking_a_cell_or_a_column_of_a_wide_sheet_never_looks_better(
    data: tuple[list[date], list[Line]], noise: Noise, seed: int, *, whole_line: bool
) -> None:
    months, found = data
    counts = {"calls_101_offered", "calls_101_abandoned"}
    if counts & {line.figure for line in found}:  # a rate beside them may contradict them
        found = [line for line in found if line.figure != "calls_101_abandonment_rate"]
    rows = laid_out(wide(months, found, noise), noise)
    less = [list(row) for row in rows]
    row, column = seed % len(rows), seed // len(rows) % max(map(len, rows))
    for each in less if whole_line else [less[row]]:
        each[column : column + 1] = [] if whole_line else [""] * (column < len(each))
    before, after = (outcomes(each, found, noise) for each in (rows, less))
    assert before is not None
    for rule, outcome in (after or {}).items():
        assert outcome is not Outcome.MET or before[rule] is Outcome.MET, rule
        was_missed = before[rule] is Outcome.BREACH
        assert not was_missed or outcome in _NOT_BETTER, rule


@given(data=lines(), noise=NOISE, seed=st.integers(0, 10_000), marker=st.sampled_from(MARKERS))
def test_marking_a_value_of_a_wide_sheet_never_looks_better(
    data: tuple[list[date], list[Line]], noise: Noise, seed: int, marker: str
) -> None:
    months, found = data
    rows = laid_out(wide(months, found, noise), noise)
    marked = [list(row) for row in rows]
    row, column = seed % len(rows), seed // len(rows) % max(map(len, rows))
    if column < len(marked[row]) and marked[row][column][:1].isdigit():
        marked[row][column] += marker
    before, after = (outcomes(each, found, noise) for each in (rows, marked))
    assert before is not None
    for rule, outcome in (after or {}).items():
        assert outcome is not Outcome.MET or before[rule] is Outcome.MET, rule


_NOT_BETTER = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED)


def outcomes(rows: list[list[str]], found: list[Line], noise: Noise) -> dict[str, Outcome] | None:
    """The outcome of each rule, or None where the sheet is refused."""
    with TemporaryDirectory() as folder:
        save(rows, Path(folder) / "wide.csv")
        text = f"{HEAD}sheets:\n  - {mapping('wide.csv', found, noise)}\n"
        (Path(folder) / "data.yaml").write_text(text, "utf-8")
        try:
            result = check(RULES, [load_return(Path(folder) / "data.yaml", RULES)], today=TODAY)
        except ProblemsFound:
            return None
    return {finding.rule.id: finding.outcome for finding in result.findings}


def written(months: list[date], found: list[Line], noise: Noise, to: str) -> Iterator[Path]:
    """Write both sheets and a return for each."""
    folder = Path(to)
    file = "wide.xlsx" if noise.excel else "wide.csv"
    save(laid_out(wide(months, found, noise), noise), folder / file)
    (folder / "long.csv").write_text(long(months, found), "utf-8")
    for name, sheet in (("a", "long.csv"), ("b", mapping(file, found, noise))):
        (folder / f"{name}.yaml").write_text(f"{HEAD}sheets:\n  - {sheet}\n", "utf-8")
        yield folder / f"{name}.yaml"
