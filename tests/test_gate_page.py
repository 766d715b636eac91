"""The gate on the page and in the workbook: the verdict first, then what changed."""

from __future__ import annotations

import io
import itertools
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import ROOT, Command
from html_pages import Page, local, words_of

DAY = ("--today", "2026-05-03")
EXCEPTIONS = ("--exceptions", "exceptions.yaml")


@pytest.fixture
def folder(tmp_path: Path, peelcheck: Command) -> Path:
    """The example of a gate with a report of March, and an April that is worse and gives less."""
    shutil.copytree(ROOT / "examples/gate", tmp_path, dirs_exist_ok=True)
    data = tmp_path / "data"
    peelcheck("data/2026-03.yaml", *EXCEPTIONS, *DAY, "-o", "march.json")
    march = (data / "2026-03.yaml").read_text("utf-8")
    april = march.replace("2026-03-31", "2026-04-30").replace("2026-03", "2026-04")
    april = april.replace("abandoned: 703", "abandoned: 1,900")
    april = "\n".join(line for line in april.split("\n") if "calls_999" not in line)
    (data / "2026-04.yaml").write_text(april, "utf-8")
    return tmp_path


def page_of(peelcheck: Command, *words: str) -> Page:
    done = peelcheck("gate", "data", *EXCEPTIONS, *DAY, *words, "-o", "gate.html")
    assert done.returncode == 1, done.stderr
    return Page(Path("gate.html").read_text("utf-8"))


@pytest.fixture
def page(folder: Path, peelcheck: Command, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.chdir(folder)
    return page_of(peelcheck, "--base", "march.json", "--require", "101-abandonment")


def test_the_verdict_and_its_reasons_are_first(page: Page) -> None:
    assert words_of(page.all("h1")[0]) == "Anytown Police: the gate fails"
    words = page.words()
    first = words.index("Gate fails (exit 1):")
    assert first < words.index("1 standard is missed") < words.index("Compared with march.json.")
    assert words.index("Gate fails") < words.rindex("What changed") < words.index("The standards")
    assert words.index("Annex: sources") < words.index("What the gate was asked")


def test_what_changed_is_a_table_and_what_did_not_is_folded(page: Page) -> None:
    tables = {words_of(one[0]): one for one in page.all("table") if local(one[0]) == "caption"}
    april = tables["2026-04.yaml, compared with March 2026"]
    rows = [[words_of(cell) for cell in row] for row in april.iter("tr")]
    assert rows[0] == ["Standard", "Now", "Why"]
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("101 calls abandoned", "Missed"),
        ("999 calls answered in 10 seconds", "Not given"),
        ("Attendance in time", "Not clear"),
        ("Largest caseload of a manager", "Accepted"),
    ]
    assert rows[1][2] == (
        "1,900 of 14,974 (12.7%) is over the limit of 5% (was met: 703 of 14,974 (4.69%))."
    )
    (summary,) = [one for one in page.all("summary") if "no change" in words_of(one)]
    assert words_of(summary) == "2 standards have no change that matters"


def test_what_the_gate_was_asked_is_on_the_page(page: Page) -> None:
    (asked,) = [one for one in page.all("dl") if words_of(one).startswith("Verdict")]
    pairs = list(zip(asked.iter("dt"), asked.iter("dd"), strict=True))
    assert {words_of(name): words_of(text) for name, text in pairs} == {
        "Verdict": "Gate fails (exit 1)",
        "Folder": "data",
        "Base": "march.json",
        "Required": "101-abandonment",
        "Exceptions": "exceptions.yaml",
    }


def test_headings_and_regions_are_those_of_a_page_for_everybody(page: Page) -> None:
    levels = [int(local(one)[1]) for one in page.all() if local(one) in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(now <= before + 1 for before, now in itertools.pairwise(levels))
    regions = [one.get("aria-label") for one in page.all() if one.get("role") == "region"]
    assert len(set(regions)) == len(regions)


def test_a_gate_that_passes_says_so(folder: Path, peelcheck: Command) -> None:
    (folder / "data/2026-04.yaml").unlink()
    march = folder / "data/2026-03.yaml"
    march.write_text(march.read_text("utf-8").replace("998 to 1,029", "1,029"), "utf-8")
    done = peelcheck("gate", "data", *EXCEPTIONS, *DAY, "--format", "html")
    page = Page(done.stdout)
    assert done.returncode == 0, page.words()[:500]
    assert words_of(page.all("h1")[0]) == "Anytown Police: the gate passes"
    assert "Gate passes (exit 0)." in page.words()
    assert "Judged alone: there is no earlier commit or report" in page.words()


def test_a_folder_in_which_nothing_can_be_read_has_its_page_too(
    tmp_path: Path, peelcheck: Command
) -> None:
    (tmp_path / "a.yaml").write_text("period: 2026-03\nfigures: {wrong_name: 4}\n", "utf-8")
    done = peelcheck("gate", ".", *DAY, "--format", "html")
    assert done.returncode == 2
    words = Page(done.stdout).words()
    assert "Gate fails: a.yaml cannot be used (exit 2)." in words
    assert "a.yaml:2:11: wrong_name is not a figure this tool knows." in words


def test_the_workbook_has_the_verdict_and_a_sheet_of_what_changed(
    folder: Path, peelcheck: Command
) -> None:
    done = peelcheck("gate", "data", *EXCEPTIONS, *DAY, "--base", "march.json", "-o", "gate.xlsx")
    assert done.returncode == 1
    book = load_workbook(io.BytesIO((folder / "gate.xlsx").read_bytes()))
    assert book.sheetnames[:2] == ["Cover", "Gate"]
    cover = [row[0] for row in book["Cover"].iter_rows(values_only=True)]
    assert cover[0] == "Anytown Police: the gate fails"
    assert str(cover[1]).startswith("Gate fails: 1 standard is missed")
    assert cover[2] == "Compared with march.json."
    rows = list(book["Gate"].iter_rows(values_only=True))
    title = "2026-04.yaml, compared with March 2026"
    assert (title, "101 calls abandoned", "Missed") in [row[:3] for row in rows]
