"""Outputs: what a file says stays text in each of them."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest

from conftest import TODAY, Command
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page
from tables import write_csv
from test_table_files import CLEAN

HEAD = "force: Norfolk Constabulary\nperiod: 2026-03\n"
PAYLOADS = {
    "a terminal's colours": "\x1b[31mred",
    "a terminal's title": "\x1b]0;title\a",
    "its clipboard": "\x1b]52;c;cm0gLXJm\a",
    "one-byte sequences": "\x9b2J",
    "a carriage return": "ab\rALL MET",
    "a backspace": "breach\b\b\b\b\b\bmet",
    "a line of its own": "A\nALL CHECKS PASSED",
    "a line separator": "A\u2028ALL CHECKS PASSED",
    "letters turned round": "\u202etem",
    "no width": "me\u200bt",
    "a byte of nothing": "a\x7fb",
}
AS_TEXT = {
    "a formula": "=cmd|' /C calc'!A0",
    "another formula": "  @SUM(1)",
    "a page": "<script>alert(1)</script>",
    "an image": "![x](http://example.org/x.png)",
    "a column": "a | b | c",
    "an order to GitHub": "::add-mask::*",
    "an order to Azure": "##vso[task.complete result=Succeeded]",
    "a fraction of a template": "{{ 7*7 }}",
    "a surrogate's place": "\ufffd",
    "a number": "12e03",
    "not a number": "NaN",
}


def checked(folder: Path, rules: Rulebook, payload: str) -> Result:
    """A check of a table with the payload as its one unknown outcome."""
    rows = [dict(row) for row in CLEAN]
    rows[1]["outcome"] = payload
    write_csv(folder / "calls.csv", rows)
    (folder / "data.yaml").write_text(f"{HEAD}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8")
    return check(rules, [load_return(folder / "data.yaml", rules)], today=TODAY)


def shown(result: Result) -> list[str]:
    page = Page(100, colour=False)
    return [str(render(result, page)) for render in (*REPORTS.values(), *BY.values())]


@pytest.mark.every_day(3)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_a_file_says_moves_no_cursor_and_makes_no_line(
    tmp_path: Path, rules: Rulebook, payload: str
) -> None:
    for written in shown(checked(tmp_path, rules, payload)):
        text = written.removeprefix("\ufeff").replace("\r\n", "\n")  # a CSV for Excel has them
        moving = [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"}]
        assert set(moving) <= {"\n"}
        assert "ALL CHECKS PASSED" not in [line.strip() for line in text.split("\n")]


@pytest.mark.every_day(6)
@pytest.mark.parametrize("payload", [*PAYLOADS.values(), *AS_TEXT.values()])
def test_json_is_json_whatever_a_file_says(tmp_path: Path, rules: Rulebook, payload: str) -> None:
    def never(constant: str) -> None:
        raise AssertionError(constant)

    text = str(REPORTS["json"](checked(tmp_path, rules, payload), Page(80, colour=False)))
    json.loads(text, parse_constant=never, parse_float=never)
    assert text.isascii()


def test_text_in_a_note_is_shown_as_it_stands(tmp_path: Path, rules: Rulebook) -> None:
    for name, payload in AS_TEXT.items():
        if name.startswith("an order"):
            continue  # a build service obeys them wherever they stand: they are broken
        note = payload.replace("'", "''").strip()
        (tmp_path / "data.yaml").write_text(
            f"{HEAD}figures:\n  high_risk_share: {{value: 18.5%, note: '{note}'}}\n", "utf-8"
        )
        result = check(rules, [load_return(tmp_path / "data.yaml", rules)], today=TODAY)
        text = str(REPORTS["text"](result, Page(100, colour=False)))
        assert payload.strip() in " ".join(text.split())


@pytest.mark.parametrize("name", ["an order to GitHub", "an order to Azure"])
def test_a_build_service_is_given_no_orders(tmp_path: Path, rules: Rulebook, name: str) -> None:
    for text in shown(checked(tmp_path, rules, AS_TEXT[name])):
        assert AS_TEXT[name] not in [line.strip() for line in text.split("\n")]
        assert "##vso[task.complete" not in text


@pytest.mark.parametrize("payload", [AS_TEXT["a formula"], AS_TEXT["another formula"], "\t=1+1"])
def test_rows_for_a_spreadsheet_hold_no_formula(
    tmp_path: Path, peelcheck: Command, payload: str
) -> None:
    rows = [{**CLEAN[1], "call_id": f"{payload}{number}"} for number in range(4)]
    write_csv(tmp_path / "calls.csv", rows)
    (tmp_path / "data.yaml").write_text(f"{HEAD}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8")
    assert peelcheck("data.yaml", "--rows", "out").returncode in (1, 3)
    (file,) = (tmp_path / "out").glob("*.csv")
    cells = [cell for row in csv.reader(file.read_text("utf-8").splitlines()) for cell in row]
    assert payload.strip() in "".join(cells).replace("\\t", "")
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\t\r")]
