"""A standard stream that is closed, or that nobody reads, never gives the code of a breach."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, clean_environment, some_every_day

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes streams")

NORFOLK = str(ROOT / "examples/norfolk-2024/data.yaml")
MET = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.1%}\n"
NOT_PRINTED = "The result cannot be printed, because standard output is closed.\n"


@pytest.fixture
def met(tmp_path: Path) -> Path:
    (tmp_path / "met.yaml").write_text(MET, "utf-8")
    (tmp_path / "wrong.yaml").write_text("force: Norfolk Constabulary\n", "utf-8")
    return tmp_path


def run(folder: Path, closing: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command from a shell that redirects its streams."""
    words = ["sh", "-c", f'exec "$@" {closing}', "sh", sys.executable, "-m", "peelcheck", *args]
    return subprocess.run(
        words, cwd=folder, env=clean_environment(), capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


ONLY = ("--only", "101-abandonment")
FILES = [(NORFOLK, 1), ("met.yaml", 0), ("wrong.yaml", 2)]
"""Each with its code."""


@pytest.mark.parametrize(
    "args",
    some_every_day(2, [
        ("met.yaml", *ONLY), ("met.yaml", "-o", "json=-"), ("met.yaml",), (NORFOLK,),
        ("explain", "afi/6"), (), ("rules", "list"), ("new", "return"),
        ("met.yaml", "--format", "json"),
    ]),
)  # fmt: skip
def test_without_standard_output_there_is_no_result(met: Path, args: tuple[str, ...]) -> None:
    done = run(met, ">&-", *args)
    assert (done.returncode, done.stderr.endswith(NOT_PRINTED)) == (2, True)
    assert "Traceback" not in done.stderr


@pytest.mark.every_day(1)
@pytest.mark.parametrize("closing", [">&- 2>&-", "<&- >&- 2>&-"])
def test_without_both_the_code_says_that_nothing_was_printed(met: Path, closing: str) -> None:
    assert run(met, closing, "met.yaml", *ONLY).returncode == 2


@pytest.mark.every_day(1)
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("met.yaml", *ONLY), 0),
        ((NORFOLK, "--only", "101-abandonment"), 1),
        (("wrong.yaml",), 2),
        (("missing.yaml",), 2),
        (("--help",), 0),
        (("--version",), 0),
        (("explain", "afi/6"), 0),
    ],
)
def test_without_standard_error_the_result_is_the_same(
    met: Path, args: tuple[str, ...], code: int
) -> None:
    usual, done = (run(met, how, *args) for how in ("", "2>&- <&-"))
    assert (usual.returncode, done.returncode) == (code, code)
    assert (done.stdout, done.stderr) == (usual.stdout, "")


def test_a_report_goes_to_its_file_whatever_is_closed(met: Path) -> None:
    done = run(met, ">&- 2>&- <&-", "met.yaml", *ONLY, "-o", "report.json")
    assert done.returncode == 2
    report = (met / "report.json").read_text("utf-8")
    assert report.startswith("{")
    assert report.endswith("}\n")


def test_without_standard_input_a_question_cannot_be_asked(met: Path) -> None:
    done = run(met, "<&-", "new", "rule", "a-rule", "--rules", "peelcheck", "--rules", "ours")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("name", "code"), FILES)
def test_a_broken_standard_error_does_not_change_the_code(met: Path, name: str, code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    only = () if name == "wrong.yaml" else ONLY
    words = [sys.executable, "-m", "peelcheck", name, *only]
    try:
        done = subprocess.run(
            words, cwd=met, env=clean_environment(), stdout=subprocess.PIPE, stderr=writing,
            timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert done.returncode == code


@pytest.mark.every_day(1)
@pytest.mark.needs("a full device")
@pytest.mark.parametrize(("name", "code"), FILES)
def test_a_full_standard_error_does_not_change_the_code(met: Path, name: str, code: int) -> None:
    only = () if name == "wrong.yaml" else ONLY
    assert run(met, "2>/dev/full", name, *only).returncode == code


def test_standard_output_that_can_only_be_read_is_no_result(met: Path) -> None:
    done = run(met, "1<met.yaml", "met.yaml", *ONLY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
