"""Sheets of figures, polluted: the figures are those of the clean sheet, or there is a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hazards.test_polluted_tables import after, before, put
from peelcheck import check, load_return
from peelcheck.errors import ProblemsFound
from tables import shipped

CLEAN = (
    "period,figure,value,scope_kind,scope,note\n"
    '2026-03,calls_101_offered,"14,974",,,"a, b"\n'
    "2026-03,calls_101_abandoned,703,,,the £5\n"
    "2026-03,offenders_of_manager,48,manager,M1,\n"
    "2026-03,offenders_of_manager,50,manager,M2,\n"
    "2026-03,high_risk_share,18.5%,,,\n"
).encode()
Change = Callable[[bytes], bytes]


def figures(folder: Path, raw: bytes) -> list[tuple[str, ...]]:
    """What is read and gets through a check, as texts. Raises ProblemsFound."""
    (folder / "f.csv").write_bytes(raw)
    file = folder / "data.yaml"
    file.write_text("force: Anytown Police\nperiod: 2026-03\nsheets: [f.csv]\n", "utf-8")
    found = load_return(file, shipped())
    check(shipped(), [found])
    return sorted(
        (one.figure, one.period.as_written, str(one.scope), one.amount.text if one.amount else "")
        for one in found.reported
    )


SAME: dict[str, Change] = {
    "two kinds of line ends": lambda raw: raw.replace(b"\n", b"\r\n", 2),
    "line ends of old machines": lambda raw: raw.replace(b"\n", b"\r"),
    "blank lines": put((b"\n", b"\n\n")),
    "empty rows at the end": after(b",,,,,\n , ,,,,\n"),
    "another delimiter": put(
        (b'"14,974"', b"'"), (b'"a, b"', b"x"), (b",", b";"), (b"'", b"14,974")
    ),
    "a mark at the beginning": before(b"\xef\xbb\xbf"),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "Windows-1252": lambda raw: raw.decode().encode("cp1252"),
    "spaces around a number": put((b"703", b" 703 ")),
    "a space that does not break": put((b",703", b",703\xc2\xa0")),
    "a comma between thousands, in quotes": put((b",703,", b',"703",')),
    "no line end at the end": lambda raw: raw.rstrip(b"\n"),
    "columns in another order": lambda raw: b"\n".join(
        b",".join([line.split(b",", 1)[1], line.split(b",", 1)[0]])
        for line in raw.split(b"\n")[:-1]
    ),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_the_figures_are_those_of_the_clean_sheet(tmp_path: Path, change: Change) -> None:
    clean = figures(tmp_path, CLEAN)
    assert len(clean) == 5
    raw = change(CLEAN)
    assert raw != CLEAN
    assert figures(tmp_path, raw) == clean


COMMA = 'Put a value that holds a comma in quotes, as in "1,204".'
HEADER = CLEAN.split(b"\n", 1)[0] + b"\n"
NOT_A_PERIOD = (
    "is not a period this tool can read. Write a month as in 2024-03, a quarter as in 2024-Q1, a "
    "year as in 2024 or 2023/24, year ending 2024-03-31, 2024-01-01 to 2024-03-31, or at "
    "2024-03-31."
)
WHOLE = "Write a whole number, as in 1,204."
HIDDEN = "Delete it and type the text again."

REFUSED: dict[str, tuple[Change, str]] = {
    "no header": (
        lambda raw: raw.split(b"\n", 1)[1],
        "1:36: Column 4 has no name. Write one in the header, or delete the column.",
    ),
    "the header twice": (before(HEADER), f"2:1: period {NOT_A_PERIOD}"),
    "a header of two rows": (
        lambda raw: raw.replace(HEADER, HEADER + b"(month),,(n),,,\n"),
        f"2:1: (month) {NOT_A_PERIOD}",
    ),
    "a line above the header": (
        before(b"Figures for March\n\n"),
        "1:1: Figures for March is not a column of a sheet. Known are force, period, figure, "
        "value, scope_kind, scope, complete, sample, provisional, source, note.",
    ),
    "a row of totals": (
        after(b"2026-03,offenders_of_manager,98,manager,Total,\n"),
        "7:30: Total is a total, not one of the parts. Remove it, or give it as value:.",
    ),
    "a note at the foot": (
        after(b"* provisional\n"),
        "7:1: This row has 1 cell, and the header has 6. An empty cell still has its comma.",
    ),
    "a note at the foot, with commas": (
        after(b"* provisional,,,,,\n"), f"7:1: * provisional {NOT_A_PERIOD}",
    ),
    "a delimiter at the end of each line": (
        put((b"\n", b",\n")),
        "1:43: Column 7 has no name. Write one in the header, or delete the column.",
    ),
    "a delimiter at the end of each row": (
        lambda raw: HEADER + raw.removeprefix(HEADER).replace(b"\n", b",\n"),
        f"2:45: This row has 7 cells, and the header has 6. {COMMA}",
    ),
    "another delimiter in one row": (
        put((b"2026-03,calls_101_abandoned,703,,,", b"2026-03;calls_101_abandoned;703;;;")),
        "3:1: This row has 1 cell, and the header has 6. An empty cell still has its comma.",
    ),
    "a comma between thousands": (
        put((b'"14,974"', b"14,974")), f"2:36: This row has 7 cells, and the header has 6. {COMMA}",
    ),
    "a point between thousands": (
        put((b'"14,974"', b"14.974")), f"2:27: 14.974 is not a whole number. {WHOLE}",
    ),
    "a comma before decimals": (
        put((b"18.5%", b'"18,5%"')),
        "6:25: The comma in 18,5% is not before three digits. Write 18.5%.",
    ),
    "a share without its sign": (
        put((b"18.5%", b"0.185")),
        "6:25: 0.185 is not a percentage. Write 18.5%, or 0.185% if it is that small, or both "
        "counts as in 12 of 345.",
    ),
    "a sign of money": (
        put((b"703", b"\xc2\xa3703")),
        f"3:29: £703 holds a character that no figure has. {WHOLE}",
    ),
    "wide digits": (
        put((b"703", "７０３".encode())),
        f"3:29: ７０３ holds a character that no figure has. {WHOLE}",
    ),
    "a power of ten": (
        put((b"703", b"7.03E+02")), f"3:29: 7.03E+02 is not written in full. {WHOLE}",
    ),
    "a minus": (
        put((b"703", b"-703")), f"3:29: -703 is below zero, and this figure cannot be. {WHOLE}",
    ),
    "an error of Excel": (
        put((b"703", b"#DIV/0!")), f"3:29: #DIV/0! is not an amount this tool can read. {WHOLE}",
    ),
    "a dash for nothing": (
        put((b",703,", b",-,")),
        "3:29: - could be 0 or a missing value. Write 0 if there were none, or not available.",
    ),
    "a formula": (
        put((b"703", b"=700+3")), f"3:29: 700+3 is not an amount this tool can read. {WHOLE}",
    ),
    "a day for a month": (
        put((b"2026-03,calls_101_o", b"01/03/2026,calls_101_o")),
        "2:1: 01/03/2026 could be 1 March 2026 or 3 January 2026. Write 2026-03-01 or 2026-01-03.",
    ),
    "a cell merged with that above": (
        put((b"2026-03,calls_101_a", b",calls_101_a")),
        "3:1: This row has no period. Write it in each row.",
    ),
    "a ratio that Excel took for a time": (
        after(b"2026-03,offenders_per_offender_manager,63:01:00,,,\n"),
        "7:40: Excel has turned a ratio into a time (63:01:00). Write 63 in the cell, or format it "
        "as Text and write 63:1.",
    ),
    "a ratio turned round": (
        after(b"2026-03,offenders_per_offender_manager,1:46,,,\n"),
        "7:40: 1:46 says 1 offender for 46 managers. If you mean 46 offenders for each manager, "
        "write 46:1.",
    ),
    "a row twice": (
        after(b"2026-03,calls_101_abandoned,703,,,\n"),
        "7:29: calls_101_abandoned is given twice for 2026-03. Keep one of the two; the other is "
        "at f.csv:3:29.",
    ),
    "a part above its whole": (
        put((b",703,", b",15703,")),
        "3:29: calls_101_abandoned: 15703 is more than the whole it is a part of, 14,974. Check "
        "calls_101_abandoned and calls_101_offered.",
    ),
    "a quote within a cell": (
        put((b"the \xc2\xa35", b'the "5')),
        "3:39: There is a quote inside this cell. Put quotes around the whole cell, with no space "
        "before them, and write a quote that is part of its text twice.",
    ),
    "a quote that never closes": (
        put((b"the \xc2\xa35", b'"the 5')),
        "3:35: A quote opens here and is not closed. Close it, or take it out.",
    ),
    "two files in one": (
        put((b"\n2026-03,calls_101_a", b"\n\xef\xbb\xbf2026-03,calls_101_a")),
        f"3:1: The character U+FEFF here is invisible. {HIDDEN}",
    ),
    "a NUL": (put((b"703", b"7\x0003")), f"3:30: The character U+0000 here is invisible. {HIDDEN}"),
    "a character that cannot be seen": (
        put((b"703", b"703\xe2\x80\x8b")),
        f"3:32: The character U+200B here is invisible. {HIDDEN}",
    ),
    "two columns of one name": (
        put((b"note", b"value")),
        "1:38: A second column is called value. Keep one of the two; the other is at f.csv:1:15.",
    ),
    "a name in capitals": (
        put((b"calls_101_offered", b"Calls_101_Offered")),
        "2:9: Calls_101_Offered is not a figure this tool knows. Did you mean calls_101_offered?",
    ),
    "the end cut off": (
        lambda raw: raw[:-20],
        "6:9: This row has 2 cells, and the header has 6. An empty cell still has its comma.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), REFUSED.values(), ids=REFUSED)
def test_what_would_change_a_figure_is_a_fault_at_its_cell(
    tmp_path: Path, change: Change, told: str
) -> None:
    raw = change(CLEAN)
    assert raw != CLEAN
    with pytest.raises(ProblemsFound) as found:
        figures(tmp_path, raw)
    problems = [str(problem).replace(f"{tmp_path}/", "") for problem in found.value.problems]
    assert f"f.csv:{told}" in problems


def test_a_blank_value_is_missing_and_not_zero(tmp_path: Path) -> None:
    found = figures(tmp_path, CLEAN.replace(b",703,", b",,"))
    assert ("calls_101_abandoned", "2026-03", "None", "") in found
