"""`peelcheck new afis` on reports of other layouts: tests/reports has one of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT, Command
from peelcheck import Rulebook, load_rules
from peelcheck.policy.explain import explain
from peelcheck.policy.register_page import register_page
from peelcheck.reports.layout import Page

REPORTS = ROOT / "tests/reports"

FOUND = {
    "bullets.txt": ("Derbyshire Constabulary", "2026-02-03", [
        ("cause of concern", "The constabulary does not protect children who go missing",
         ["around 50%"], "2026-06-30"),
        ("", "Record crimes at once", ["70", "31 of 70"], ""),
        ("", "Look at its use of stop and search", ["12", "over 50%"], ""),
        ("", "Call victims back", [], ""),
    ]),
    "capitals.txt": ("North Wales Police", "2026-11-12", [
        ("", "Use body cameras", ["3 of 4", "around 75%"], ""),
        ("", "Look after its cells", ["around 60%"], ""),
    ]),
    "numbered.txt": ("Gwent Police", "2026-01-21", [
        ("", "Attends incidents in time", ["1 in 3"], ""),
        ("", "Review detention sooner", ["around 25%", "over 40 minutes"], ""),
        ("", "Train its sergeants by the end of March 2027", [], "2027-03-31"),
    ]),
    "one_line.txt": ("Dyfed-Powys Police", "2026-10-08", [
        ("cause of concern", "The force fails to keep evidence safe", ["45", "20"], ""),
        ("", "Plan its shifts", [], ""),
        ("", "Answer letters", [], ""),
    ]),
    "page.html": ("Cleveland Police", "2026-03-05", [
        ("cause of concern", "The force doesn’t answer 999 calls in time",
         ["81.3%", "10 seconds"], ""),
        ("", "Publish its times", ["14 of 90"], ""),
        ("", "Listen to victims", ["under 66.7%"], ""),
    ]),
    "paragraphs.txt": ("Kent Police", "2026-04-09", [
        ("", "Improve how it manages offenders", ["58:1", "up to 70"], ""),
        ("", "Its data is right", ["12 of 40"], ""),
        ("cause of concern", "Kent Police does not have enough detectives", [], "2026-10-09"),
    ]),
    "wrapped.txt": ("Suffolk Constabulary", "2026-05-14", [
        ("", "Answer its non-emergency calls sooner", ["17.5%", "283 of 1,521"], ""),
        ("", "Close old cases within three months", ["under 90%", "85.69% to 89.31%"],
         "2026-08-14"),
    ]),
}  # fmt: skip


def found_in(draft: str) -> tuple[str, str, list[tuple[str, str, list[str], str]]]:
    """Return the force, the day, and each entry: kind, title, values, deadline."""
    head, *entries = re.split(r"(?m)^  - title: ", draft)
    return first("force", head), first("published", head), [entry_of(one) for one in entries]


def entry_of(text: str) -> tuple[str, str, list[str], str]:
    title = text.split("\n", maxsplit=1)[0].strip('"')
    values = [one.strip('"') for one in re.findall(r'value: ("[^"]*"|[^,}]*)', text)]
    return first("kind", text), title, values, first("expected_by", text)


def first(name: str, text: str) -> str:
    match = re.search(rf"(?m)^ *{name}: (.*?)(?:  #.*)?$", text)
    return match[1] if match else ""


@pytest.mark.parametrize("name", sorted(path.name for path in REPORTS.iterdir()))
def test_each_layout_gives_its_entries(peelcheck: Command, name: str) -> None:
    run = peelcheck("new", "afis", REPORTS / name)
    assert run.returncode == 0
    assert found_in(run.stdout) == FOUND[name]
    asked = sum(line.count('"?') for line in run.stdout.split("\n") if line[:1] != "#")
    assert asked <= len(FOUND[name][2]) + 2


def test_what_belongs_to_no_entry_is_reported(peelcheck: Command) -> None:
    run = peelcheck("new", "afis", REPORTS / "wrapped.txt")
    assert [line.partition("not read: ")[2] for line in run.stderr.splitlines() if line] == [
        "line 36, which belongs to no AFI: How we inspect",
        "line 38, which belongs to no AFI: We visited many stations.",
    ]
    numbered = peelcheck("new", "afis", REPORTS / "numbered.txt")
    assert "line 16, which belongs to no AFI: A new van." in numbered.stderr


def test_another_number_of_concerns_than_found_is_reported(
    peelcheck: Command, tmp_path: Path
) -> None:
    text = (REPORTS / "one_line.txt").read_text("utf-8")
    (tmp_path / "report.txt").write_text(text.replace("1 cause of", "2 causes of"), "utf-8")
    run = peelcheck("new", "afis", "report.txt")
    assert "line 5 says 2 causes of concern, and 1 were found" in run.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_the_encoding_makes_no_difference(
    peelcheck: Command, tmp_path: Path, encoding: str
) -> None:
    text = (REPORTS / "wrapped.txt").read_text("utf-8")
    (tmp_path / "report.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert found_in(peelcheck("new", "afis", "report.txt").stdout) == FOUND["wrapped.txt"]


def test_what_is_no_text_is_refused(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"\x81\x8d\x00" * 30)
    run = peelcheck("new", "afis", "report.txt")
    assert run.returncode == 2
    assert "The file is not a text in UTF-8 or Windows-1252." in run.stderr


@pytest.fixture
def register(peelcheck: Command, tmp_path: Path) -> Rulebook:
    """Make a pack with the register of a report whose questions are answered."""
    (tmp_path / "ours/afis").mkdir(parents=True)
    file = tmp_path / "ours/afis/kent-2025-27.yaml"
    peelcheck("new", "afis", REPORTS / "paragraphs.txt", "-o", file)
    text = file.read_text("utf-8").replace('inspection: "?"', "inspection: PEEL 2025-27")
    file.write_text(text.replace('"?"', "A report of 2026"), encoding="utf-8")
    return load_rules("peelcheck", tmp_path / "ours")


def test_a_cause_of_concern_is_marked_apart(register: Rulebook) -> None:
    concern = explain("afi/kent-2025-27/3", register, Page())
    assert "Cause of concern" in concern or "cause of concern" in concern
    assert "9 October 2026" in concern
    assert "cause of concern" not in explain("afi/kent-2025-27/1", register, Page())
    page = register_page(register.registers["kent-2025-27"], register)
    assert page.count("**Cause of concern.** Status: open on 9 April 2026. Expected by") == 1
    assert "Status: closed on 2 June 2026." in page


def test_a_report_by_afi_marks_it_too(
    register: Rulebook, peelcheck: Command, tmp_path: Path
) -> None:
    del register
    data = "force: Kent Police\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4%}\n"
    (tmp_path / "data.yaml").write_text(data, encoding="utf-8")
    packs = ("--rules", "peelcheck", "--rules", "ours")
    run = peelcheck("data.yaml", *packs, "--by", "afi")
    assert "Cause of concern: Kent Police" in " ".join(run.stdout.split())
