"""Where a report is written to stays what it is: a link, a pipe, a device, an open stream."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from conftest import ROOT, Command, clean_environment, some_every_day
from peelcheck import ProblemsFound
from peelcheck.sources import whole_files
from peelcheck.sources.whole_files import is_written_through, stream_number, write_whole
from test_new_afis import REPORT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices have names")

MET = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.1%}\n"
ONLY = ("--only", "101-abandonment")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "met.yaml").write_text(MET, "utf-8")
    return tmp_path


def read_from(file: Path) -> tuple[threading.Thread, list[bytes]]:
    """Read a pipe to its end in a thread."""
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(file.read_bytes()), daemon=True)
    reader.start()
    return reader, found


@pytest.mark.parametrize("name", ["json", "html", "xlsx"])
def test_a_pipe_is_written_through(folder: Path, peelcheck: Command, name: str) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader, found = read_from(pipe)
    run = peelcheck("met.yaml", *ONLY, "-o", f"{name}=pipe")
    reader.join(30)
    assert run.returncode == 0
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    plain = peelcheck("met.yaml", *ONLY, "-o", f"{name}=plain")
    assert plain.returncode == 0
    if name != "xlsx":
        assert found == [(folder / "plain").read_bytes()]
    assert found[0]
    assert sorted(path.name for path in folder.iterdir()) == ["met.yaml", "pipe", "plain"]


def test_a_link_to_a_pipe_is_written_through(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("pipe")
    reader, found = read_from(folder / "pipe")
    write_whole(str(folder / "link"), "all of it\n")
    reader.join(30)
    assert found == [b"all of it\n"]
    assert (folder / "link").is_symlink()


def test_a_pipe_that_nobody_reads_any_more_is_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder / "pipe")
    reading = os.open(folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    opening = os.open

    def opened(*args: object) -> int:
        found = opening(*args)  # type: ignore[arg-type]
        os.close(reading)
        return found

    monkeypatch.setattr(whole_files.os, "open", opened)
    with pytest.raises(ProblemsFound, match=r"The report cannot be written: Broken pipe\."):
        write_whole(str(folder / "pipe"), "text")


@pytest.mark.needs("a terminal")
def test_a_device_is_written_through() -> None:
    mine, theirs = os.openpty()
    try:
        device = Path(os.ttyname(theirs))
        before = device.stat()
        write_whole(str(device), "all of it\n")
        assert os.read(mine, 100) == b"all of it\r\n"
        assert (device.stat().st_ino, device.stat().st_mode) == (before.st_ino, before.st_mode)
    finally:
        os.close(mine)
        os.close(theirs)


def test_a_disk_is_never_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_files, "kind_of", lambda _: "a disk")
    with pytest.raises(ProblemsFound, match="this is a disk"):
        write_whole(str(folder / "disk"), "text")
    assert not (folder / "disk").exists()


@pytest.mark.parametrize("there", [True, False])
def test_the_target_of_a_link_is_replaced_and_the_link_kept(
    folder: Path, peelcheck: Command, *, there: bool
) -> None:
    (folder / "below").mkdir()
    target = folder / "below/real.json"
    if there:
        target.write_text("old", "utf-8")
        target.chmod(0o640)
    (folder / "report.json").symlink_to("below/real.json")
    assert peelcheck("met.yaml", *ONLY, "-o", "report.json").returncode == 0
    assert (folder / "report.json").is_symlink()
    assert (folder / "report.json").readlink() == Path("below/real.json")
    assert json.loads(target.read_text("utf-8"))["format"] == 1
    assert [path.name for path in (folder / "below").iterdir()] == ["real.json"]
    if there:
        assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_links_of_links_are_all_kept(folder: Path) -> None:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to(folder / "c")
    write_whole(str(folder / "a"), "text")
    assert (folder / "a").is_symlink()
    assert (folder / "b").is_symlink()
    assert (folder / "c").read_text("utf-8") == "text"


def test_a_loop_of_links_is_a_problem(folder: Path, peelcheck: Command) -> None:
    (folder / "a.json").symlink_to("b.json")
    (folder / "b.json").symlink_to("a.json")
    run = peelcheck("met.yaml", *ONLY, "-o", "a.json")
    assert run.returncode == 2
    assert run.stderr.startswith("a.json: The report cannot be written: ")
    assert (folder / "a.json").is_symlink()


def test_a_link_to_what_is_checked_is_refused(folder: Path, peelcheck: Command) -> None:
    (folder / "report.json").symlink_to("met.yaml")
    run = peelcheck("met.yaml", *ONLY, "-o", "report.json")
    assert (run.returncode, (folder / "met.yaml").read_text("utf-8")) == (2, MET)
    assert "would overwrite what is checked" in run.stderr


def run_in_shell(folder: Path, after: str, *args: str) -> subprocess.CompletedProcess[str]:
    words = ["sh", "-c", f'exec "$@" {after}', "sh", sys.executable, "-m", "peelcheck", *args]
    return subprocess.run(
        words, cwd=folder, env=clean_environment(), capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("after", some_every_day(1, [">out", "", ">>out"]))
@pytest.mark.parametrize("name", some_every_day(1, ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]))
def test_standard_output_by_its_name_is_standard_output(
    folder: Path, name: str, after: str
) -> None:
    if not Path(name).exists():
        pytest.skip(f"there is no {name} here")
    run = run_in_shell(folder, after, "met.yaml", *ONLY, "-o", f"json={name}")
    printed = (folder / "out").read_text("utf-8") if after else run.stdout
    assert run.returncode == 0
    assert json.loads(printed)["format"] == 1
    assert os.path.lexists(name)


def test_what_is_no_text_is_not_printed_by_that_name(folder: Path, peelcheck: Command) -> None:
    run = peelcheck("met.yaml", "-o", "xlsx=/dev/stdout")
    assert (run.returncode, run.stdout) == (2, "")
    assert "xlsx is not text, so it cannot be printed." in run.stderr


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("name", "after"), [("/dev/stderr", ""), ("/dev/fd/3", "3>&2")])
def test_another_open_stream_is_written_through(folder: Path, name: str, after: str) -> None:
    run = run_in_shell(folder, after, "met.yaml", *ONLY, "-o", f"json={name}")
    assert run.returncode == 0
    assert json.loads(run.stderr)["format"] == 1
    assert run.stdout.startswith("Norfolk Constabulary, March 2026")


def test_a_stream_that_is_not_open_is_a_problem(folder: Path) -> None:
    run = run_in_shell(folder, "", "met.yaml", *ONLY, "-o", "json=/dev/fd/77")
    assert run.returncode == 2
    assert "/dev/fd/77: The report cannot be written: Bad file descriptor." in run.stderr


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/fd/7", 7), ("/proc/self/fd/7", 7),
        ("/dev/null", None), ("report.json", None), ("/dev/fd/x", None), ("/dev/stdout2", None),
    ],
)  # fmt: skip
def test_the_names_of_open_streams(tmp_path: Path, name: str, number: int | None) -> None:
    assert stream_number(name) == number
    (tmp_path / "link").symlink_to(name)
    assert stream_number(str(tmp_path / "link")) == number


def test_what_is_written_through(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    through = ("pipe", os.devnull, "/dev/fd/9")
    whole = ("file", "missing", "loop", ".")
    assert [name for name in (*through, *whole) if is_written_through(str(tmp_path / name))] == [
        *through
    ]


@pytest.mark.parametrize("words", [("return",), ("afis", "report.txt")])
def test_a_file_to_begin_with_is_written_through_a_pipe(
    folder: Path, peelcheck: Command, words: tuple[str, ...]
) -> None:
    (folder / "report.txt").write_text(REPORT, "utf-8")
    os.mkfifo(folder / "pipe")
    reader, found = read_from(folder / "pipe")
    run = peelcheck("new", *words, "-o", "pipe")
    reader.join(30)
    assert (run.returncode, run.stdout) == (0, "pipe\n")
    assert found[0]
    assert stat.S_ISFIFO((folder / "pipe").lstat().st_mode)


def test_rows_that_have_no_folder_are_refused(folder: Path, peelcheck: Command) -> None:
    (folder / "out").write_text("a file", "utf-8")
    run = peelcheck("met.yaml", *ONLY, "--rows", "out")
    assert run.returncode == 2
    assert run.stderr.startswith("--rows out: the folder cannot be made: File exists.")


@pytest.mark.parametrize("name", ["data.yaml", "months.csv", "force.yaml"])
def test_a_report_never_takes_the_place_of_what_it_was_made_from(
    name: str, peelcheck: Command, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "examples/year-of-months", tmp_path / "year")
    before = (tmp_path / "year" / name).read_bytes()
    run = peelcheck("year/data.yaml", "-o", f"text=year/{name}")
    assert (run.returncode, (tmp_path / "year" / name).read_bytes()) == (2, before)
    assert "would overwrite what is checked" in run.stderr
