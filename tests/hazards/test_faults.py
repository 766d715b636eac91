"""Machines that fail, files that change, and places that are odd: a whole report or a fault."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command, clean_environment, some_every_day
from peelcheck import check, load_return
from peelcheck.errors import ProblemsFound
from peelcheck.figures.counting import prepared_files
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.figures.engines.duckdb_sql import DuckDbStatements
from peelcheck.sources import whole_files
from peelcheck.sources.whole_files import write_whole
from tables import shipped, write_csv
from test_table_files import CLEAN

NORFOLK = str(ROOT / "examples/norfolk-2024/data.yaml")
HEAD = "force: Anytown Police\nperiod: 2026-03\n"


@pytest.mark.parametrize("number", [13, 28, 30, 122])
def test_a_folder_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """No leave, no room, a read-only disk, no quota: as the system says so."""
    report = tmp_path / "report.json"
    report.write_text("old", "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    for broken in ("tempfile.mkstemp", "os.fsync"):
        module, name = broken.split(".")
        with monkeypatch.context() as patch:
            patch.setattr(getattr(whole_files, module), name, refuse)
            with pytest.raises(ProblemsFound) as found:
                write_whole(str(report), "new")
        assert [str(problem) for problem in found.value.problems] == [
            f"{report}: The report cannot be written: {os.strerror(number)}. Nothing was changed "
            "there."
        ]
        assert report.read_text("utf-8") == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


WRITER = """
import sys
from peelcheck.sources.whole_files import write_whole
print("ready", flush=True)
number = 0
while True:
    number += 1
    write_whole(sys.argv[1], f'{{"number": {number}, "text": "{"x" * 300000}"}}')
"""


def writer(report: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(report)],
        stdout=subprocess.PIPE,
        env=clean_environment(),
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.mark.needs("a terminal")
def test_killed_while_writing_leaves_a_whole_report(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    for pause in (0.004, 0.02):
        process = writer(report)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        assert process.stdout is not None
        process.stdout.close()
        if report.exists():
            assert len(json.loads(report.read_text("utf-8"))["text"]) == 300_000


@pytest.mark.needs("a terminal")
def test_two_runs_at_once_leave_a_whole_report(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    both = [writer(report), writer(report)]
    try:
        deadline = time.monotonic() + 20
        while not report.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        for _ in range(30):
            assert len(json.loads(report.read_text("utf-8"))["text"]) == 300_000
    finally:
        for process in both:
            process.kill()
            process.wait(timeout=30)
            assert process.stdout is not None
            process.stdout.close()


MOMENTS: dict[str, tuple[Any, str]] = {
    "before it is opened": (prepared_files, "prepare_file"),
    "between its header and its rows": (DuckDbEngine, "groups"),
    "between its keys and its rows": (DuckDbStatements, "groups"),
}
CHANGES: dict[str, tuple[Callable[[bytes], bytes], set[str]]] = {
    "emptied": (lambda _: b"", {"cannot tell"}),
    "cut within its header": (lambda whole: whole[:20], {"cannot tell", "not supplied"}),
    "cut behind its header": (lambda whole: whole[: line_end(whole, 0)], {"cannot tell"}),
    "cut at a row": (lambda whole: whole[: line_end(whole, 9_000)], {"breach"}),
    "cut within a row": (lambda whole: whole[: line_end(whole, 9_000) + 9], {"cannot tell"}),
    "written anew": (lambda whole: whole, {"breach"}),
    "twice as long": (lambda whole: whole + whole[line_end(whole, 0) :], {"breach"}),
    "of other columns": (lambda _: b"day,offered\n2026-03-01,5\n", {"cannot tell"}),
}
"""What becomes of a file, and the outcomes that this may have, at whatever moment it is. A table
that is cut behind its first good rows is a small good table: nothing in it says otherwise.
"""


def line_end(content: bytes, at: int) -> int:
    """Where the line ends that a byte is in."""
    return content.index(b"\n", at) + 1


@pytest.mark.every_day(4)
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("moment", some_every_day(1, MOMENTS))
def test_a_table_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, how: str
) -> None:
    """Cut short, written anew, another table: the rest is judged, and no answer is made up."""
    (tmp_path / "data.yaml").write_text(f"{HEAD}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8")
    rows = [{**CLEAN[n % 3], "call_id": str(n)} for n in range(3000)]
    file = write_csv(tmp_path / "calls.csv", rows)
    found = load_return(tmp_path / "data.yaml", shipped())
    (owner, name), (change, outcomes) = MOMENTS[moment], CHANGES[how]
    method = getattr(owner, name)

    def change_before(*args: Any, **options: Any) -> Any:
        file.write_bytes(change(file.read_bytes()))
        return method(*args, **options)

    monkeypatch.setattr(owner, name, change_before)
    result = check(shipped(), [found])
    finding = next(f for f in result.findings if f.rule.id == "101-abandonment")
    assert finding.outcome in outcomes
    assert "cannot tell" in outcomes or not result.problems


def test_a_table_that_goes_before_it_is_read(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "calls.csv", CLEAN)
    (tmp_path / "data.yaml").write_text(f"{HEAD}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8")
    found = load_return(tmp_path / "data.yaml", shipped())
    file.unlink()
    result = check(shipped(), [found])
    assert [str(problem) for problem in result.problems] == [
        "calls.csv: The file cannot be read: No such file or directory."
    ]


PLACES = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"},
    {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "TZ": "America/Los_Angeles"},
    {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PYTHONOPTIMIZE": "2"},
]


@pytest.mark.parametrize(
    "location", some_every_day(1, PLACES), ids=lambda location: next(iter(location))
)
def test_the_report_is_the_same_wherever_it_is_made(
    tmp_path: Path, location: dict[str, str], peelcheck: Command
) -> None:
    write_csv(tmp_path / "calls.csv", CLEAN)
    (tmp_path / "data.yaml").write_text(f"{HEAD}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8")
    words = ["data.yaml", NORFOLK, "--today", "2026-11-23"]
    here = peelcheck(*words)
    there = subprocess.run(
        [sys.executable, "-m", "peelcheck", *words],
        cwd=tmp_path,
        env={**clean_environment(), **location},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (there.returncode, there.stdout.decode("utf-8")) == (here.returncode, here.stdout)


FOLDERS = ["with spaces", "brackets [2026]", "caf\xe9", "quote's", "100%", "a,b;c", "\u0434\u0430"]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_file_of_a_return_may_lie_in_an_odd_folder(
    tmp_path: Path, peelcheck: Command, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    write_csv(folder / "calls.csv", CLEAN)
    (folder / "f.csv").write_text("period,figure,value\n2026-03,high_risk_share,25%\n", "utf-8")
    (folder / "force.yaml").write_text("force: Anytown Police\n", "utf-8")
    (folder / "data.yaml").write_text(
        f"{HEAD}profile: force.yaml\nsheets: [f.csv]\ntables: {{calls: {{file: calls.csv}}}}\n",
        "utf-8",
    )
    run = peelcheck(
        folder / "data.yaml", "-o", f"json={folder}/out.json", "--rows", folder / "rows"
    )
    assert run.returncode == 1, run.stderr
    report = json.loads((folder / "out.json").read_text("utf-8"))
    assert report
    assert list((folder / "rows").iterdir())
