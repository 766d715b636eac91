"""Machines that fail, files that change, and places that are odd: a whole report or a fault."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT, Command, clean_environment
from peelcheck import check, load_return
from peelcheck.errors import ProblemsFound
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


def test_a_table_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """Cut short, written anew, taken away: the rest is judged, and no answer is made up."""
    (tmp_path / "data.yaml").write_text(f"{HEAD}tables: {{calls: {{file: calls.csv}}}}\n", "utf-8")
    rows = [{**CLEAN[n % 3], "call_id": str(n)} for n in range(3000)]
    file = write_csv(tmp_path / "calls.csv", rows)
    whole = file.read_bytes()
    stop = threading.Event()

    def change() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            if number % 3:
                file.write_bytes(whole[: len(whole) * (number % 10) // 10])
            else:
                file.write_bytes(whole)

    found = load_return(tmp_path / "data.yaml", shipped())
    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(5):
            result = check(shipped(), [found])
            finding = next(f for f in result.findings if f.rule.id == "101-abandonment")
            assert finding.outcome != "met"
            assert result.problems or finding.outcome in ("breach", "cannot tell", "not supplied")
    finally:
        stop.set()
        changing.join()


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


@pytest.mark.parametrize("location", PLACES, ids=lambda location: next(iter(location)))
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
