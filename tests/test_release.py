"""What a release is made of, and what it says of itself. CI makes one, twice, and installs it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from peelcheck.model.version import VERSION

SCRIPTS = ROOT / "packaging"
BILL = json.loads((SCRIPTS / "peelcheck.cdx.json").read_text("utf-8"))


def call(words: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a line of Python beside the scripts, as they import one another by name."""
    command = [sys.executable, "-c", words, *map(str, arguments)]
    return subprocess.run(
        command, cwd=SCRIPTS, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_bill_names_what_is_installed_and_nothing_else() -> None:
    pinned = re.findall(
        r"^([\w-]+)==(\S+)", (SCRIPTS / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    elsewhere = {"colorama", "tzdata"}  # of Windows alone
    named = {(_name(part["name"]), part["version"]) for part in BILL["components"]}
    assert named == {(_name(name), version) for name, version in pinned if name not in elsewhere}


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_bill_is_of_this_version() -> None:
    assert BILL["bomFormat"] == "CycloneDX"
    itself = BILL["metadata"]["component"]
    assert (itself["name"], itself["version"]) == ("peelcheck", VERSION)
    assert itself["purl"] == f"pkg:pypi/peelcheck@{VERSION}"


def test_each_package_of_the_bill_has_a_licence() -> None:
    assert [part["name"] for part in BILL["components"] if not part.get("licenses")] == []


def test_the_wheel_carries_the_bill() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["sbom-files"] == ["packaging/peelcheck.cdx.json"]


def test_citation_and_changelog_name_the_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == VERSION
    heading = f"## [{VERSION}] - {citation['date-released']}"
    assert heading in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()


def test_an_archive_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    words = "import sys, pathlib, release; release.zip_folder(*map(pathlib.Path, sys.argv[1:]))"
    made = []
    for name, order in (("one", "ab"), ("two", "ba")):
        folder = tmp_path / name / "things"
        (folder / "sub").mkdir(parents=True)
        for letter in order:
            (folder / "sub" / letter).write_text(letter)
        target = tmp_path / name / "peelcheck.zip"
        assert call(words, folder, target).returncode == 0
        made.append(target.read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one/peelcheck.zip") as archive:
        assert archive.namelist() == ["peelcheck/sub/a", "peelcheck/sub/b"]


def test_a_release_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    run = call("import release; release.main()", tmp_path)
    assert (run.returncode, "is there already" in run.stderr) == (1, True)
    assert (tmp_path / "kept").read_text() == "mine"


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_what_is_not_committed_stops_a_release(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "packaging").mkdir(parents=True)
    for file in SCRIPTS.glob("*.py"):
        shutil.copyfile(file, copy / "packaging" / file.name)
    subprocess.run(["git", "init", "--quiet", copy], check=True)
    command = [sys.executable, "-B", copy / "packaging/release.py", tmp_path / "made"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 1
    assert run.stderr.startswith("Commit these first, as a release is made from the last commit:")
    assert not (tmp_path / "made").exists()


def test_a_changed_file_is_found_by_its_sum(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    words = (
        "import sys, pathlib, release, check_release\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "(folder / 'SHA256SUMS').write_text(release.sums(folder))\n"
        "print(check_release._sums_are_right(folder))\n"
        "(folder / 'one').write_text('2')\n"
        "print(check_release._sums_are_right(folder))\n"
        "(folder / 'one').write_text('1')\n"
        "(folder / 'two').write_text('')\n"
        "print(check_release._sums_are_right(folder))"
    )
    assert call(words, tmp_path).stdout.split() == ["True", "False", "False"]
