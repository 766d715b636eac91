"""No text from a data file or a rule file does anything but be read, in any report."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from peelcheck import Result
from peelcheck.errors import shown_to_people
from peelcheck.judging.gate import gate
from peelcheck.model.gates import GateRules
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem, visible
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.as_csv import COLUMNS
from peelcheck.reports.layout import Page
from reporting import HIDDEN, PAYLOADS, poisoned

EACH = pytest.mark.parametrize("words", PAYLOADS.values(), ids=PAYLOADS.keys())

_OBEYED_ANYWHERE = re.compile(r"##\w*\[")


def report(name: str, words: str, two_months: Result) -> str:
    """A report with everything in it, each text of a file being `words`."""
    result = poisoned(two_months, words)
    result = result._replace(gate=gate(result, GateRules()), problems=(_problem(words),))
    return REPORTS[name](result, Page())


def _problem(words: str) -> Problem:
    return Problem(Location(words, 1, 1, 3, "", words), f"{words}.", f"Write {words}.")


def lines_of(name: str, words: str, two_months: Result) -> list[str]:
    return report(name, words, two_months).split("\n")


_OWN = {"github": r"::(error|warning|notice) ", "azure": r"##vso\[task\.logissue "}


@pytest.mark.every_day(8)
@EACH
def test_nothing_moves_a_cursor_or_commands_a_build(words: str, two_months: Result) -> None:
    texts = {name: report(name, words, two_months) for name in REPORTS}
    texts["a fault"] = shown_to_people(_problem(words))
    for name, text in texts.items():
        for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"):
            assert not HIDDEN & set(line), (name, line)
            told = re.sub(f"^{_OWN[name]}", "", line) if name in _OWN else line
            assert not told.lstrip().startswith("::"), (name, line)
            assert not _OBEYED_ANYWHERE.search(told), (name, line)


@EACH
def test_a_line_of_github_s_is_an_alert_and_nothing_else(words: str, two_months: Result) -> None:
    lines, plain = (lines_of("github", text, two_months) for text in (words, "x"))
    assert len(lines) == len(plain)
    for line in lines[:-1]:
        assert re.fullmatch(r"::(error|warning|notice) [^:]*::[^\r\n]*", line), line


@EACH
def test_a_line_of_azure_s_is_an_alert_and_nothing_else(words: str, two_months: Result) -> None:
    lines, plain = (lines_of("azure", text, two_months) for text in (words, "x"))
    assert len(lines) == len(plain)
    for line in lines[:-1]:
        properties = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\][^\r\n]*", line)
        assert properties, line
        names = [one.partition("=")[0] for one in properties.group(1).split(";")]
        assert set(names) <= {"type", "sourcepath", "linenumber", "code"}


@EACH
def test_junit_stays_one_document_with_the_same_tests(words: str, two_months: Result) -> None:
    found, plain = (
        [case.find("*").tag for case in root.iter("testcase")]  # type: ignore[union-attr]
        for root in map(_tree, (report("junit", w, two_months) for w in (words, "x")))
    )
    assert found == plain


def _tree(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own report


@EACH
def test_no_cell_of_a_csv_file_is_a_formula(words: str, two_months: Result) -> None:
    text = report("csv", words, two_months).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 1 + len(two_months.findings)
    for row in rows:
        assert len(row) == len(COLUMNS)
        for cell in row:
            is_a_number = re.fullmatch(r"-?[0-9.]+", cell)
            assert is_a_number or not re.match(r"\s*[=+\-@\t\r\n＝＋－＠]", cell), cell


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
@EACH
def test_json_means_what_the_file_said(words: str, name: str, two_months: Result) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    text = report(name, words, two_months)
    found = json.loads(text, parse_constant=refuse)
    assert text.isascii()
    if name == "json":
        assert {finding["force"] for finding in found["findings"]} == {f"{words} Police"}
    else:
        first = found[0]["description"] if name == "gitlab" else found["runs"][0]["results"][0]
        assert visible(words) in (first if name == "gitlab" else first["message"]["text"])


@EACH
def test_markdown_has_no_tag_link_or_name_and_its_tables_keep_their_columns(
    words: str, two_months: Result
) -> None:
    lines = lines_of("md", words, two_months)
    own = {"<details>", "</details>"}
    columns = None
    for line in lines:
        cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) if line.startswith("|") else None
        assert cells is None or columns in (None, cells), line
        columns = cells
        told = line.replace("@<!-- -->", "").replace(r"\@", "")
        assert "@" not in told, line
        if line in own or line.startswith("<summary>"):
            continue
        told = told.replace("**", "")
        assert not re.search(r"(?<!\\)(?:\\\\)*[<>`*_\[\]#]", told), line
        assert not line.startswith("/"), line


def test_text_that_is_plain_stays_as_it_is() -> None:
    for plain in ("9:30 to 10:15", "C:\\data\\a.yaml", "## two", "#1", "a [b]", "\u00a35", "A-B"):
        assert visible(plain) == plain


@pytest.mark.parametrize("name", [*REPORTS, "by afi"])
def test_people_are_counted_and_never_named(name: str, two_months: Result) -> None:
    render = BY["afi"] if name == "by afi" else REPORTS[name]
    text = render(two_months, Page(200))
    assert "SecretName" not in text
    if name not in ("by afi", "afis"):
        assert "2 of 3 managers" in text
