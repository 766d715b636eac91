"""Rule packs that were installed as Python packages: used when named, and never otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT, Command
from peelcheck import ProblemsFound, load_rules

SAMPLE = ROOT / "examples" / "pack"
RETURN = """\
force: Norfolk Constabulary
period: 2026-03
figures:
  calls_101_abandonment_rate: 45 of 1000
  custody_reviews_in_time_rate: 96 of 100
"""


def install(location: Path, name: str, package: str, version: str = "2026.1") -> None:
    """What pip leaves behind of a pack: its folder, and who says where it is."""
    info = location / f"{package}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", "utf-8"
    )
    (info / "entry_points.txt").write_text(f"[peelcheck.rule_packs]\n{name} = {package}\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which Python takes packages; the sample pack is installed there."""
    location = tmp_path / "site"
    install(location, "anytown", "anytown_rules")
    shutil.copytree(SAMPLE / "anytown_rules", location / "anytown_rules")
    monkeypatch.syspath_prepend(location)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    return location


def test_an_installed_pack_is_used_when_it_is_named(site: Path, peelcheck: Command) -> None:
    rules = ("--rules", "peelcheck", "--rules", "anytown")
    run = peelcheck("data.yaml", *rules, "--only", "101-abandonment", "--format", "json")
    assert run.returncode == 1
    assert "39 of 1000" not in run.stdout
    assert "force strategy board" in run.stdout
    said = peelcheck("explain", "custody-reviews-in-time", *rules)
    assert "anytown 2026.1" in " ".join(said.stdout.split())
    assert peelcheck("data.yaml", *rules, "--only", "custody-reviews-in-time").returncode == 0


def test_an_installed_pack_changes_nothing_unless_it_is_named(
    site: Path, peelcheck: Command
) -> None:
    (site.parent / "data.yaml").write_text(RETURN.rsplit("\n", 2)[0] + "\n", "utf-8")
    run = peelcheck("data.yaml", "--only", "101-abandonment")
    assert run.returncode == 0
    assert "custody-reviews-in-time" not in load_rules().rules


def test_nothing_in_an_installed_pack_is_run(site: Path) -> None:
    (site / "anytown_rules" / "__init__.py").write_text("raise SystemExit(7)", "utf-8")
    assert "custody-reviews-in-time" in load_rules("peelcheck", "anytown").rules
    assert "anytown_rules" not in sys.modules


def test_a_folder_here_comes_before_an_installed_pack_of_its_name(site: Path) -> None:
    (site.parent / "anytown" / "standards").mkdir(parents=True)
    assert "custody-reviews-in-time" not in load_rules("peelcheck", "anytown").rules


def test_a_name_that_no_pack_has(site: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_rules("peelcheck", "anytwon")
    (problem,) = found.value.problems
    assert str(problem.what) == "There is no folder of this name."
    assert "anytown" in problem.fix


def test_two_packages_with_packs_of_one_name(site: Path) -> None:
    install(site, "anytown", "other_rules")
    with pytest.raises(ProblemsFound) as found:
        load_rules("peelcheck", "anytown")
    (problem,) = found.value.problems
    assert problem.what == (
        "More than one installed package brings the rules called anytown: "
        "anytown_rules and other_rules."
    )


def test_a_pack_whose_folder_is_gone(site: Path) -> None:
    shutil.rmtree(site / "anytown_rules")
    with pytest.raises(ProblemsFound) as found:
        load_rules("peelcheck", "anytown")
    (problem,) = found.value.problems
    assert problem.fix == "Install it again."


def test_the_sample_pack_has_no_fault(peelcheck: Command) -> None:
    run = peelcheck("rules", "lint", "peelcheck", str(SAMPLE / "anytown_rules"))
    assert (run.returncode, run.stdout) == (0, "44 rules read; nothing is wrong.\n")


def test_a_new_pack_takes_a_new_rule_and_can_be_installed(
    site: Path, peelcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = peelcheck("new", "pack", "north-shire")
    assert run.returncode == 0
    project = tmp_path / "north-shire"
    assert [tmp_path / line for line in run.stdout.split()] == [
        project / "pyproject.toml",
        project / "README.md",
        project / "north_shire_rules" / "__init__.py",
        project / "north_shire_rules" / "pack.yaml",
        project / "north_shire_rules" / ".schemas",
    ]
    first = (project / "north_shire_rules/pack.yaml").read_text("utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=.schemas/pack.schema.json"
    assert (project / "north_shire_rules/.schemas/pack.schema.json").is_file()
    told = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    ((name, folder),) = told["entry-points"]["peelcheck.rule_packs"].items()
    install(site, name, folder)
    shutil.copytree(project / folder, site / folder)
    monkeypatch.chdir(site)  # where no folder has the name of the pack
    assert str(load_rules("peelcheck", "north-shire").packs[1]) == "north-shire 2026.1"
    assert peelcheck("rules", "lint", "peelcheck", project / folder).returncode == 0
    again = peelcheck("new", "pack", "north-shire")
    assert again.returncode == 2
    assert "north-shire is there already." in again.stderr


@pytest.mark.parametrize("name", ["peelcheck", "North", "a b", "../x", "a_b", "-a", "x" * 61])
def test_what_can_be_no_name_of_a_pack(peelcheck: Command, name: str) -> None:
    run = peelcheck("new", "pack", "--", name)
    assert run.returncode == 2
    assert "cannot be the name of a rule pack" in " ".join(run.stderr.split())


@pytest.mark.needs("hatchling")
def test_the_sample_pack_built_as_a_wheel(tmp_path: Path, peelcheck: Command) -> None:
    source = shutil.copytree(SAMPLE, tmp_path / "pack")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=source, check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("anytown_rules-2026.1-*.whl")
    location = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(location), str(wheel)], check=True, timeout=60)
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    path = os.pathsep.join([str(location), str(ROOT / "checker")])
    rules = ("--rules", "peelcheck", "--rules", "anytown")
    run = peelcheck("data.yaml", *rules, env={"PYTHONPATH": path})
    assert run.returncode == 1
    assert "below 4%" in " ".join(run.stdout.split())
