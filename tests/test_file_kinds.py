"""What is not a regular file is refused at once, whatever it was named as."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from conftest import Command, Lender
from peelcheck.sources.file_kinds import is_link_outside, kind_of, leads_outside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices have names")

RETURN = "force: Norfolk Constabulary\nperiod: 2026-03\n"
FIGURES = f"{RETURN}figures: {{calls_101_abandonment_rate: 4.1%}}\n"
CALLS = "call_id,received_at,line,outcome\nC1,2026-03-05 10:00,101,answered\n"
PIPE = "This is a pipe, not a file. Save what it gives to a file, and name that."
DEVICE = "This is a device, not a file. Save what it gives to a file, and name that."
AWAY = "There is no file {} beside this one."


@pytest.fixture
def folder(tmp_path: Path, pack_at: Lender) -> Path:
    (tmp_path / "data.yaml").write_text(FIGURES, "utf-8")
    pack_at(tmp_path / "ours")
    return tmp_path


RETURNS = {
    "profile": f"profile: {{name}}\n{RETURN}figures: {{{{high_risk_share: 30%}}}}\n",
    "sheet": f"{RETURN}sheets: [{{name}}]\n",
    "table": f"{RETURN}tables: {{{{calls: {{{{file: {{name}}}}}}}}}}\n",
    "register": f"profile: profile.yaml\n{RETURN}figures: {{{{high_risk_share: 30%}}}}\n",
}


@pytest.mark.every_day(8)
@pytest.mark.parametrize(("kind", "told"), [("pipe", PIPE), ("device", DEVICE)])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x.yaml", ["x.yaml"]),
        ("x.json", ["x.json"]),
        ("x.yaml", ["data.yaml", "--since", "x.yaml"]),
        ("x.json", ["data.yaml", "--since", "x.json"]),
        ("x.yaml", ["data.yaml", "--exceptions", "x.yaml"]),
        ("x.json", ["verify", "x.json"]),
        ("x.txt", ["new", "afis", "x.txt"]),
        ("x.csv", ["new", "return", "--from", "x.csv"]),
        ("x.xlsx", ["new", "return", "--from", "x.xlsx"]),
        ("x.parquet", ["new", "return", "--from", "x.parquet"]),
        ("ours/standards/x.yaml", ["data.yaml", "--rules", "ours"]),
        ("ours/facts.yaml", ["data.yaml", "--rules", "ours"]),
        ("ours/pack.yaml", ["rules", "lint", "ours"]),
        ("ours/tests/x.yaml", ["rules", "test", "ours"]),
        ("x.yaml", ["impact", "--from", "peelcheck", "x.yaml"]),
        ("x.yaml", ["rules", "list", "--with", "x.yaml"]),
    ],
)
def test_a_pipe_or_a_device_is_refused_at_once(
    folder: Path, peelcheck: Command, kind: str, told: str, name: str, words: list[str]
) -> None:
    make(folder / name, kind)
    run = peelcheck(*words)
    assert run.returncode == 2
    assert told in " ".join((run.stderr + run.stdout).split())


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize(
    ("what", "name"),
    [("profile", "x.yaml"), ("sheet", "x.csv"), ("sheet", "x.xlsx"), ("table", "x.csv"),
     ("table", "x.parquet"), ("table", "x.xlsx"), ("register", "x.yaml")],
)  # fmt: skip
def test_so_is_one_that_a_return_names(
    folder: Path, peelcheck: Command, kind: str, what: str, name: str
) -> None:
    make(folder / name, kind)
    (folder / "profile.yaml").write_text(f"force: Norfolk Constabulary\nregisters: [{name}]\n")
    (folder / "data.yaml").write_text(RETURNS[what].format(name=name), "utf-8")
    run = peelcheck("data.yaml", "--allow-outside")
    assert run.returncode == 2
    told = f"{name} is a {kind}, not a file."
    if kind == "device" and what in ("profile", "register"):
        told = f"{name} lies outside the folder of this file."  # these never do
    assert told in " ".join(run.stderr.split())


@pytest.mark.parametrize("name", ["x.csv", "x.parquet"])
def test_a_pattern_passes_over_what_is_no_file(folder: Path, peelcheck: Command, name: str) -> None:
    make(folder / name, "pipe")
    (folder / "calls.csv").write_text(CALLS, "utf-8")
    (folder / "data.yaml").write_text(f"{RETURN}tables: {{calls: {{file: '*.csv'}}}}\n", "utf-8")
    run = peelcheck("data.yaml", "--only", "101-abandonment")
    assert "not a file" not in run.stderr
    assert run.returncode in (0, 3)


def make(file: Path, kind: str) -> None:
    """A pipe that nobody writes to, or a link to a device that is empty."""
    file.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(os.devnull)


def test_what_is_there_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(tmp_path)  # an address of a socket is short
        bound.bind("socket")
        kinds = {name: kind_of(tmp_path / name) for name in KINDS}
    assert kinds == KINDS
    assert (kind_of(os.devnull), kind_of(tmp_path)) == ("a device", "a folder")
    assert kind_of("x\0y") == ""


KINDS = {
    "file": "", "missing": "", "loop": "", "pipe": "a pipe", "link": "a pipe",
    "socket": "a socket",
}  # fmt: skip


def test_which_links_lead_outside(tmp_path: Path) -> None:
    (tmp_path / "in/below").mkdir(parents=True)
    (tmp_path / "linked").symlink_to(tmp_path / "in")
    (tmp_path / "secret").touch()
    (tmp_path / "in/data").touch()
    (tmp_path / "in/below/data").touch()
    (tmp_path / "in/out").symlink_to("../secret")
    (tmp_path / "in/within").symlink_to("below/data")
    (tmp_path / "in/dangling").symlink_to("nowhere")
    (tmp_path / "in/loop").symlink_to("loop")
    names = ("out", "within", "dangling", "data", "missing", "loop")
    for folder in (tmp_path / "in", tmp_path / "linked"):
        assert [name for name in names if is_link_outside(folder / name)] == ["out"]
    assert leads_outside(tmp_path / "in/../secret", tmp_path / "in")
    assert not leads_outside(tmp_path / "linked/data", tmp_path / "in")
    assert not is_link_outside("x\0y")
