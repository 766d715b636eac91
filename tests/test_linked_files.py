"""A link out of its folder never has what it leads to printed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import Command, Lender, some_every_day
from peelcheck.reports.problems import PROBLEMS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")

SECRETS = {
    "a token": "ghp_5ecret5ecret\n",
    "names and values": "api_key: ghp_5ecret\npassword_5ecret: hunter2\n",
    "values in the wrong places": "force: ghp_5ecret\nperiod: 5ecret\nfigures: {5ecret: 1}\n",
    "a broken line": "ghp_5ecret: [\n",
    "not text": "ghp_5ecret: \x01\n",
    "json": '{"api_key_5ecret": "ghp_5ecret"}',
    "broken json": '{"api_key_5ecret": ghp_5ecret}',
    "many lines": "\n".join(f"5ecret{n}: [" for n in range(200)),
}
MET = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.1%}\n"
ONLY = ("--only", "101-abandonment")


@pytest.fixture
def folder(tmp_path: Path, pack_at: Lender) -> Path:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/met.yaml").write_text(MET, "utf-8")
    pack_at(tmp_path / "ours")
    return tmp_path


@pytest.mark.parametrize("secret", some_every_day(3, SECRETS.values()), ids=SECRETS)
@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("data/x.yaml", ["data/x.yaml"]),
        ("data/x.json", ["data/x.json"]),
        ("data/x.yaml", ["data/met.yaml", "data/x.yaml", "-o", "report.json"]),
        ("data/x.yaml", ["data/met.yaml", "--since", "data/x.yaml"]),
        ("data/x.json", ["data/met.yaml", "--since", "data/x.json"]),
        ("data/x.yaml", ["data/met.yaml", "--exceptions", "data/x.yaml"]),
        ("data/x.json", ["verify", "data/x.json"]),
        ("data/x.yaml", ["rules", "list", "--with", "data/x.yaml"]),
        ("data/x.yaml", ["impact", "--from", "peelcheck", "data/x.yaml"]),
        ("ours/standards/x.yaml", ["data/met.yaml", "--rules", "ours"]),
        ("ours/standards/101-abandonment.yaml", ["data/met.yaml", "--rules", "ours"]),
        ("ours/facts.yaml", ["explain", "101-abandonment", "--rules", "ours"]),
        ("ours/pack.yaml", ["rules", "list", "--rules", "ours"]),
        ("ours/figures/x.yaml", ["rules", "lint", "ours"]),
        ("ours/tables/x.yaml", ["rules", "lint", "--format", "github", "ours"]),
        ("ours/afis/x.yaml", ["rules", "lint", "--format", "sarif", "ours"]),
        ("ours/tests/x.yaml", ["rules", "test", "ours"]),
        ("ours/tests/x.yaml", ["rules", "lint", "ours"]),
        ("ours/figures/x.yaml", ["new", "rule", "a-rule", "--rules", "ours"]),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_a_link_leads_to_is_not_printed(
    folder: Path, peelcheck: Command, secret: str, link: str, words: list[str]
) -> None:
    (folder / "elsewhere/secret").write_text(secret, "utf-8")
    file = folder / link
    file.unlink(missing_ok=True)
    file.symlink_to(folder / "elsewhere/secret")
    run = peelcheck(*words)
    assert run.returncode == 2
    assert "5ecret" not in run.stdout + run.stderr
    assert "hunter2" not in run.stdout + run.stderr


def test_a_link_is_refused_with_how_many_things_are_wrong(folder: Path, peelcheck: Command) -> None:
    (folder / "elsewhere/x.yaml").write_text("force: A\nperid: 5ecret\n", "utf-8")
    (folder / "data/x.yaml").symlink_to("../elsewhere/x.yaml")
    run = peelcheck("data/x.yaml")
    assert " ".join(run.stderr.split()) == (
        "data/x.yaml: This is a link to a file outside its folder, and 2 things are wrong with "
        "that file. Check that file itself, or add --allow-outside to see what. 1 problem in "
        "data/x.yaml. Nothing was checked."
    )


def test_with_leave_to_look_outside_the_problems_are_shown(
    folder: Path, peelcheck: Command
) -> None:
    (folder / "elsewhere/x.yaml").write_text("force: A\nperid: 2026-03\n", "utf-8")
    (folder / "data/x.yaml").symlink_to("../elsewhere/x.yaml")
    run = peelcheck("data/x.yaml", "--allow-outside")
    assert "data/x.yaml:2:1: perid" in run.stderr


@pytest.mark.parametrize("target", ["../elsewhere/met.yaml", "march.yaml"])
def test_a_link_to_a_return_without_faults_is_read(
    folder: Path, peelcheck: Command, target: str
) -> None:
    """`latest.yaml` may lead to an archive."""
    (folder / "data" / target).write_text(MET, "utf-8")
    (folder / "data/latest.yaml").symlink_to(target)
    assert peelcheck("data/latest.yaml", *ONLY).returncode == 0


def test_a_link_within_the_folder_shows_what_is_wrong(folder: Path, peelcheck: Command) -> None:
    (folder / "data/march.yaml").write_text("force: A\nperid: 2026-03\n", "utf-8")
    (folder / "data/latest.yaml").symlink_to("march.yaml")
    assert "data/latest.yaml:2:1: perid" in peelcheck("data/latest.yaml").stderr


def test_a_folder_reached_by_a_link_is_a_folder_like_others(
    folder: Path, peelcheck: Command
) -> None:
    """On some systems the folder for temporary files is a link."""
    (folder / "data/march.yaml").write_text("force: A\nperid: 2026-03\n", "utf-8")
    (folder / "linked").symlink_to("data")
    (folder / "rules-linked").symlink_to("ours")
    (folder / "ours/facts.yaml").write_text("wrong\n", "utf-8")
    assert "linked/march.yaml:2:1: perid" in peelcheck("linked/march.yaml").stderr
    assert "wrong" in peelcheck("data/met.yaml", "--rules", "rules-linked").stderr


def test_rules_that_are_linked_to_and_have_no_fault_are_read(
    folder: Path, peelcheck: Command
) -> None:
    shutil.move(folder / "ours/standards", folder / "elsewhere/standards")
    (folder / "ours/standards").symlink_to("../elsewhere/standards")
    assert peelcheck("data/met.yaml", *ONLY, "--rules", "ours").returncode == 0


def test_every_format_of_problems_is_tried() -> None:
    assert set(PROBLEMS) == {"text", "json", "github", "sarif"}
