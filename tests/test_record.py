"""What a report was made from: recorded with it, and held against the files later."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command
from peelcheck import ProblemsFound
from peelcheck.sources.digests import is_file, refuse_changed, sha256_of, stamps_of
from report_schemas import closed_schema

CHECK = (
    "data/2026-03.yaml", "--since", "data/2026-02.yaml", "--exceptions", "exceptions.yaml",
    "--rules", "peelcheck", "--rules", "ours", "--today", "2026-04-10",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of a gate, with a second pack of rules, a table, a sheet and a register."""
    gate = tmp_path / "gate"
    shutil.copytree(ROOT / "examples/gate", gate)
    year = ROOT / "examples/year-of-months"
    shutil.copy(year / "anytown-2023-25.yaml", gate / "data")
    profile = gate / "data/force.yaml"
    profile.write_text(f"{profile.read_text('utf-8')}registers: [anytown-2023-25.yaml]\n", "utf-8")
    (gate / "data/sheet.csv").write_text("figure,value\nuse_of_force_recorded,8\n", "utf-8")
    (gate / "data/calls.csv").write_text(
        "call_id,received_at,line,outcome\n1,2026-03-02 10:00,101,answered\n", "utf-8"
    )
    march = gate / "data/2026-03.yaml"
    march.write_text(
        f"{march.read_text('utf-8')}sheets: [sheet.csv]\ntables:\n  calls: {{file: calls.csv}}\n",
        "utf-8",
    )
    (gate / "ours/standards").mkdir(parents=True)
    (gate / "ours/pack.yaml").write_text("name: ours\nversion: 2026.1\n", "utf-8")
    return gate


@pytest.fixture
def report(folder: Path, peelcheck: Command) -> dict[str, Any]:
    run = peelcheck(*CHECK, "-o", "report.json", cwd=folder)
    assert run.returncode != 2, run.stderr
    found: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return found


def test_every_file_is_recorded_as_its_bytes_are(folder: Path, report: dict[str, Any]) -> None:
    closed_schema().validate(report)
    record = report["record"]
    assert [(one["as"], one["file"]) for one in record["inputs"]] == [
        ("return", "data/2026-03.yaml"),
        ("profile, sheet or register", "data/force.yaml"),
        ("profile, sheet or register", "data/sheet.csv"),
        ("profile, sheet or register", "data/anytown-2023-25.yaml"),
        ("table", "data/calls.csv"),
        ("exceptions", "exceptions.yaml"),
        ("last time", "data/2026-02.yaml"),
        ("last time", "data/force.yaml"),
        ("last time", "data/anytown-2023-25.yaml"),
    ]
    for one in record["inputs"]:
        assert one["sha256"] == hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest()
    shipped, ours = record["rules"]
    assert (shipped["folder"], ours["folder"]) == ("peelcheck", "ours")
    assert [one["file"] for one in ours["files"]] == ["pack.yaml"]
    there = sorted(
        p.relative_to(ROOT / "rules").as_posix() for p in (ROOT / "rules").rglob("*.yaml")
    )
    assert [one["file"] for one in shipped["files"]] == there
    assert report["today"] == "2026-04-10"


def test_the_same_files_give_the_same_bytes(
    folder: Path, report: dict[str, Any], peelcheck: Command
) -> None:
    before = (folder / "report.json").read_bytes()
    peelcheck(*CHECK, "-o", "report.json", cwd=folder)
    assert (folder / "report.json").read_bytes() == before
    assert peelcheck(*CHECK, "--format", "json", cwd=folder).stdout.encode() == before


def append(name: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


@pytest.mark.every_day(3)
@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (lambda _: None, 0, "all are the same"),
        (append("data/2026-03.yaml"), 1, "Changed data/2026-03.yaml (return)"),
        (append("data/calls.csv"), 1, "Changed data/calls.csv (table)"),
        (append("data/force.yaml"), 1, "Changed data/force.yaml (profile, sheet or register)"),
        (append("exceptions.yaml"), 1, "Changed exceptions.yaml (exceptions)"),
        (append("data/2026-02.yaml"), 1, "Changed data/2026-02.yaml (last time)"),
        (append("ours/pack.yaml"), 1, "Changed ours: pack.yaml (rules)"),
        (append("ours/targets.yaml"), 1, "New ours: targets.yaml (rules)"),
        (lambda folder: (folder / "ours/pack.yaml").unlink(), 1, "Gone ours: pack.yaml (rules)"),
        (lambda folder: (folder / "data/sheet.csv").unlink(), 1, "Gone data/sheet.csv (profile"),
        (lambda folder: shutil.rmtree(folder / "ours"), 1, "Gone ours: pack.yaml (rules)"),
    ],
)
def test_what_is_no_longer_the_same_is_told(
    folder: Path,
    report: dict[str, Any],
    peelcheck: Command,
    change: Callable[[Path], object],
    code: int,
    told: str,
) -> None:
    change(folder)
    run = peelcheck("verify", "report.json", cwd=folder)
    assert run.returncode == code
    assert told in " ".join(run.stdout.split())
    assert max(map(len, run.stdout.split("\n"))) <= 80


def test_as_people_see_it(folder: Path, report: dict[str, Any], peelcheck: Command) -> None:
    append("data/2026-03.yaml")(folder)
    (folder / "exceptions.yaml").unlink()
    count = len(report["record"]["rules"][0]["files"])
    assert (
        peelcheck("verify", "report.json", cwd=folder).stdout
        == f"""\
report.json was made by peelcheck 1.0.0 for 10 April 2026 from {count + 10} files: 2 not
the same.

  Changed            data/2026-03.yaml (return)
  Gone               exceptions.yaml (exceptions)
  Same               data/force.yaml (profile, sheet or register)
                     data/sheet.csv (profile, sheet or register)
                     data/anytown-2023-25.yaml (profile, sheet or register)
                     data/calls.csv (table)
                     data/2026-02.yaml (last time)
                     data/force.yaml (last time)
                     data/anytown-2023-25.yaml (last time)
                     peelcheck: {count} files (rules)
                     ours: 1 file (rules)

The report may no longer say what these files say: check again. File names start
from the folder in which the report was made: run this there.
"""
    )


def rewritten(folder: Path, report: dict[str, Any], **changes: object) -> None:
    record = {**report["record"], **changes}
    text = json.dumps({**report, "record": record})
    (folder / "report.json").write_text(text, encoding="utf-8")


def test_a_table_in_no_file_cannot_be_told(
    folder: Path, report: dict[str, Any], peelcheck: Command
) -> None:
    elsewhere = {"as": "table", "file": "calls in PostgreSQL", "sha256": None}
    rewritten(folder, report, inputs=[*report["record"]["inputs"], elsewhere])
    run = peelcheck("verify", "report.json", cwd=folder)
    assert run.returncode == 3
    assert "Is not a file      calls in PostgreSQL (table)" in run.stdout
    assert "may have changed: check again to know." in run.stdout


def test_another_version_is_told(folder: Path, report: dict[str, Any], peelcheck: Command) -> None:
    rewritten(folder, report, peelcheck="9.9.9")
    run = peelcheck("verify", "report.json", cwd=folder)
    assert run.returncode == 0
    words = " ".join(run.stdout.split())
    assert "This is peelcheck 1.0.0, which may judge the same files differently." in words


def test_a_report_s_names_cannot_move_the_cursor_or_hang(
    folder: Path, report: dict[str, Any], peelcheck: Command
) -> None:
    names = ["\x1b]0;title\x07", "\x00", "a\nALL SAME", "x" * 5000]
    if os.name != "nt":
        names.append("/dev/zero")
    inputs = [{"as": "return", "file": name, "sha256": "0" * 64} for name in names]
    rewritten(folder, report, inputs=inputs)
    run = peelcheck("verify", "report.json", cwd=folder)
    assert run.returncode == 1
    assert "\x1b" not in run.stdout
    assert "\nALL SAME" not in run.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "This is not a JSON report of peelcheck."),
        ("[", "This is not a JSON report of peelcheck."),
        ('{"format": 1, "findings": []}', "does not say from which files it was made."),
        ('{"format": 9, "findings": []}', "was written by another version of peelcheck."),
        ('{"format": 1, "findings": [], "record": {}}', "expected the key peelcheck here."),
        ('{"format": 1, "findings": [], "record": [1]}', "expected names and values here."),
    ],
)
def test_what_cannot_be_verified(tmp_path: Path, peelcheck: Command, text: str, told: str) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    run = peelcheck("verify", "report.json")
    assert (run.returncode, run.stdout) == (2, "")
    assert told in " ".join(run.stderr.split())


def test_a_report_is_made_of_no_file_that_it_replaces(folder: Path, peelcheck: Command) -> None:
    for name in ("exceptions.yaml", "data/2026-02.yaml", "data/anytown-2023-25.yaml"):
        run = peelcheck(*CHECK, "-o", f"json={name}", cwd=folder)
        assert run.returncode == 2
        assert "would overwrite what is checked" in run.stderr


def test_a_report_given_as_a_return_is_told_so(
    folder: Path, report: dict[str, Any], peelcheck: Command
) -> None:
    run = peelcheck("report.json", cwd=folder)
    assert run.returncode == 2
    assert run.stderr == (
        "report.json: This is a peelcheck report; expected a return. To compare with it:\n"
        "    --since report.json. To see whether it still holds: peelcheck verify.\n\n"
        "1 problem in report.json. Nothing was checked.\n"
    )


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"a")
    stamps = stamps_of([str(file), str(tmp_path / "gone")])
    refuse_changed(stamps)
    file.write_bytes(b"ab")
    with pytest.raises(ProblemsFound) as found:
        refuse_changed(stamps)
    assert [str(one) for one in found.value.problems] == [
        f"{file}: The file has changed while it was read. Check again when it is whole."
    ]


def test_a_digest_of_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="This is a folder"):
        sha256_of(str(tmp_path))
    assert not is_file("\x00")
