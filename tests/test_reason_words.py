"""Every reason has a code that is made somewhere, and words for the values that it is made with."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from pkgutil import iter_modules

import pytest

import peelcheck
from peelcheck.model.amounts import Interval, Kind
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Bound, Comparison, Day
from peelcheck.modules import load_module
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.periods import read_period
from peelcheck.reports import reason_words
from peelcheck.reports.json_reasons import json_reason, json_values
from peelcheck.reports.reason_words import (
    all_in_words,
    each_in_words,
    sentences,
    words_for,
    words_of,
)

SOURCE = Path(peelcheck.__file__).parent
MAKERS = [
    file
    for folder in ("model", "reading", "figures", "judging")
    for file in sorted((SOURCE / folder).rglob("*.py"))
]


def made(file: Path) -> Iterator[tuple[str, set[str] | None]]:
    """Each code in a file; and the names of its values, where it is made on the spot."""
    text = file.read_text("utf-8")
    if "ReasonCode" not in text:
        return
    nodes = [*ast.walk(ast.parse(text))]
    on_the_spot = {}
    for node in nodes:
        is_made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if is_made and node.func.id == "reason":
            on_the_spot[id(node.args[0])] = {str(one.arg) for one in node.keywords}
    for node in nodes:
        is_code = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if is_code and node.value.id == "ReasonCode":
            yield node.attr, on_the_spot.get(id(node))


MADE = [(file, code, names) for file in MAKERS for code, names in made(file)]


NOT_YET = ("gate.py",)
"""Modules of judging that still make words."""


def words_made_in(file: Path) -> Iterator[str]:
    """Each f-string, and each text of three or more words that is no docstring, in a file."""
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield f"{file.name}:{node.lineno}: {ast.unparse(node)}"
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings and len(node.value.split()) > 2:
            yield f"{file.name}:{node.lineno}: {node.value}"


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file, id=file.stem)
        for file in sorted((SOURCE / "judging").rglob("*.py"))
        if file.name not in NOT_YET
    ],
)
def test_judging_makes_no_words(file: Path) -> None:
    assert list(words_made_in(file)) == []


def test_an_f_string_and_a_text_of_three_words_are_words(tmp_path: Path) -> None:
    file = tmp_path / "made.py"
    file.write_text('''"""A docstring of words."""
two, three, one = "no limit", "it is late", f"{two}"
''')
    assert list(words_made_in(file)) == ["made.py:2: it is late", "made.py:2: f'{two}'"]


def test_every_code_has_words_and_none_has_them_twice() -> None:
    areas = iter_modules(reason_words.__path__, "peelcheck.reports.reason_words.")
    tables = [load_module(area.name).WORDS for area in areas]
    assert sorted(code for words in tables for code in words) == sorted(ReasonCode)
    for words in tables:
        assert {code: words_for(code) for code in words} == words


def test_every_code_is_made_somewhere() -> None:
    assert {code for _, code, _ in MADE} == {code.name for code in ReasonCode}


@pytest.mark.parametrize(
    ("code", "names"),
    [pytest.param(c, names, id=f"{f.stem}-{c}") for f, c, names in MADE if names is not None],
)
def test_words_are_made_of_the_values_that_a_reason_has(code: str, names: set[str]) -> None:
    asked = inspect.signature(words_for(ReasonCode[code])).parameters
    assert names <= set(asked)
    assert {name for name, one in asked.items() if one.default is one.empty} <= names


@pytest.mark.parametrize("code", ReasonCode)
def test_a_code_is_its_name_in_small_letters(code: ReasonCode) -> None:
    assert code.value == code.name.lower().replace("_", "-")


def test_a_reason_within_a_reason_comes_as_its_words() -> None:
    zero = reason(ReasonCode.NOTHING_OF_NOTHING, figure="x")
    why = reason(ReasonCode.ESTIMATE_PROVES_NOTHING, reasons=(zero, zero))
    assert words_of(why) == "x is 0 of 0; x is 0 of 0, but an estimate does not prove it"


def test_the_same_words_are_said_once() -> None:
    amounts = [read_amount(text, Kind.SHARE) for text in ("49 of 82", "49/82")]
    notes = [reason(ReasonCode.SAMPLE_BESIDE, amount=one, kind=Kind.SHARE) for one in amounts]
    words = "a sample of the same gives 49 of 82 (59.8%)"
    assert notes[0] != notes[1]
    assert each_in_words(notes) == (words,)
    assert sentences(notes) == (f"{words.capitalize()}.",)
    assert all_in_words(notes) == f"{words}; {words}"


def test_the_page_on_the_json_report_lists_every_code() -> None:
    page = (SOURCE.parents[1] / "docs" / "json-report.md").read_text("utf-8")
    table = page.partition("## Reasons")[2].partition("\n## ")[0]
    listed = re.findall(r"`([a-z-]+)`", table.partition("| about | codes |")[2])
    assert sorted(listed) == sorted(ReasonCode)


def test_a_reason_for_programs_has_its_code_and_its_values_as_text() -> None:
    march = read_period("2026-03")
    assert isinstance(march, Period)
    gap = reason(ReasonCode.MISSING_FOR, figure="x", periods=(march,))
    why = reason(ReasonCode.ONLY_PARTS_OF_PERIOD, period=march, doubts=(gap,))
    inner = {
        "code": "missing-for",
        "text": "x is missing for March 2026",
        "values": {"figure": "x", "periods": ["2026-03"]},
    }
    words = "only parts of March 2026 are given: x is missing for March 2026"
    values = {"period": "2026-03", "doubts": [inner]}
    assert json_reason(why) == {"code": "only-parts-of-period", "text": words, "values": values}


def test_each_sort_of_value_is_text() -> None:
    half = Fraction(1, 2)
    values = {
        "amount": read_amount("49 of 82", Kind.SHARE),
        "bound": Bound(Comparison.BELOW, "5%", half, Location("x")),
        "since": Day(date(2026, 1, 1), date(2026, 12, 31), "2026"),
        "span": Interval(half, None),
        "today": date(2026, 3, 31),
        "counted": CountedFrom("calls", "call", "calls", ("a.csv",), 1, ()),
        "is_upper": True,
        "is_least": False,
        "off": half,
        "kind": Kind.SHARE,
        "part": None,
    }
    found = json_values(Reason(ReasonCode.IS_ESTIMATE, tuple(values.items())))
    assert found == {
        "amount": "49 of 82",
        "bound": "below 5%",
        "since": "2026",
        "span": "1/2 to ",
        "today": "2026-03-31",
        "counted": "calls",
        "is_upper": "yes",
        "is_least": "no",
        "off": "1/2",
        "kind": "share",
        "part": None,
    }
