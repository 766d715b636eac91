"""Which base the gate compares with: no tag, branch, link or renamed folder may stand in for it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command, some_every_day

sys.path.append(str(Path(__file__).parent / "gate_play"))

from months import MONTHS, TODAY, Repository, figures_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DAY = ("--today", TODAY)
BREACH = figures_of("2026-03")._replace(abandoned=900)
ACCEPTED = """\
  - rule: 101-abandonment
    reason: known
    owner: head of contact
    expires: 2026-09-30
    no_worse_than: 7%
"""
TABLE = "call_id,line,received_at,outcome\n"


@pytest.fixture(scope="module")
def fourteen_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Repository(tmp_path_factory.mktemp("base") / "repository").path


@pytest.fixture
def repository(fourteen_months: Path, tmp_path: Path) -> Repository:
    return Repository.copy_of(fourteen_months, tmp_path / "repository")


def plain(text: str) -> str:
    return " ".join(text.split())


def hide(repository: Repository, *words: str) -> None:
    """Commit a breach in an old month, give its commit a name, and commit a good month."""
    repository.edit("data/2025-05.yaml", "calls_101_abandoned: 564", "calls_101_abandoned: 1900")
    repository.commit("an old month")
    repository.git(*words)
    repository.month("2026-03", figures_of("2026-03"))
    repository.commit("a good month")


def with_remote(repository: Repository, branch: str = "main") -> None:
    repository.git("update-ref", f"refs/remotes/origin/{branch}", "main")
    repository.git("remote", "add", "origin", "/nowhere")


# The name of the base


@pytest.mark.every_day(1)
@pytest.mark.parametrize("name", some_every_day(1, ["origin/main", "main", "origin/HEAD"]))
@pytest.mark.parametrize("kind", ["tag", "branch"])
def test_a_tag_or_branch_with_the_name_of_the_default_branch_is_not_the_base(
    repository: Repository, peelcheck: Command, name: str, kind: str
) -> None:
    with_remote(repository)
    hide(repository, kind, *(["-f"] if (kind, name) == ("branch", "main") else []), name, "HEAD")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 1


def test_a_name_that_a_tag_and_a_branch_share_is_refused(
    repository: Repository, peelcheck: Command
) -> None:
    with_remote(repository)
    hide(repository, "tag", "origin/main", "HEAD")
    words = ("gate", "data", "--base", "origin/main", *DAY)
    run = peelcheck(*words, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "refs/tags/origin/main and refs/remotes/origin/main" in plain(run.stderr)
    words = ("gate", "data", "--base", "refs/remotes/origin/main", *DAY)
    assert peelcheck(*words, cwd=repository.path).returncode == 1


def test_of_two_branches_that_may_be_the_default_none_is_chosen(
    repository: Repository, peelcheck: Command
) -> None:
    with_remote(repository, "master")
    hide(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "refs/remotes/origin/master the default branch?" in plain(run.stderr)


def test_without_a_known_default_branch_the_commit_before_is_not_the_base(
    repository: Repository, peelcheck: Command
) -> None:
    hide(repository, "branch", "-m", "main", "trunk")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "name it with --base" in plain(run.stderr)
    assert peelcheck("gate", "data", "--base", "trunk", *DAY, cwd=repository.path).returncode == 1


def test_the_only_branch_is_the_default_branch_whatever_its_name(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("branch", "-D", "main")
    repository.git("branch", "-m", "change", "trunk")
    repository.git("checkout", "-q", "--detach")
    hide(repository, "status")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 1


@pytest.fixture
def one_commit(repository: Repository) -> Repository:
    """A repository whose only commit has every month."""
    shutil.rmtree(repository.path / ".git")
    repository.git("init", "-q", "-b", "main")
    repository.commit("every month so far")
    return repository


def test_changes_on_top_of_the_only_commit_are_compared_with_it(
    one_commit: Repository, peelcheck: Command
) -> None:
    month = figures_of("2026-03").as_yaml("2026-03")
    lines = [line for line in month.split("\n") if "calls_999" not in line]
    one_commit.write("data/2026-03.yaml", "\n".join(lines))
    run = peelcheck("gate", "data", *DAY, cwd=one_commit.path)
    assert run.returncode == 4, run.stdout
    assert "2026-03.yaml, compared with February 2026" in run.stdout
    assert "Compared with the only commit" in plain(run.stdout)


@pytest.mark.parametrize("name", ["2025-06.yaml", "2025-07.yaml"])
def test_a_file_deleted_on_top_of_the_only_commit_is_missed(
    one_commit: Repository, name: str, peelcheck: Command
) -> None:
    (one_commit.data / name).unlink()
    run = peelcheck("gate", "data", *DAY, cwd=one_commit.path)
    assert run.returncode == 4
    assert "the base has a return, and now there is none" in plain(run.stdout)


def test_the_only_commit_without_changes_is_judged_alone(
    one_commit: Repository, peelcheck: Command
) -> None:
    one_commit.write("notes.txt", "beside the folder")
    run = peelcheck("gate", "data", *DAY, cwd=one_commit.path)
    assert run.returncode == 0
    assert "Judged alone" in run.stdout


def test_the_history_of_a_submodule_is_not_the_base(
    repository: Repository, tmp_path: Path, peelcheck: Command
) -> None:
    outer = Repository.__new__(Repository)
    outer.path, outer.data = tmp_path / "outer", tmp_path / "outer" / "data"
    outer.path.mkdir()
    outer.git("init", "-q", "-b", "main")
    url = f"file://{repository.path}"
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", url, "months")
    outer.commit("a submodule")
    folder = "months/data"
    run = peelcheck("gate", folder, *DAY, cwd=outer.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "This folder is in a submodule" in run.stderr
    words = ("gate", folder, "--base", "HEAD", *DAY)
    assert peelcheck(*words, cwd=outer.path).returncode == 0


# The folder


def rename(repository: Repository) -> None:
    repository.git("mv", "data", "returns")


def rename_all(repository: Repository) -> None:
    rename(repository)
    for month in MONTHS:
        repository.git("mv", f"returns/{month}.yaml", f"returns/of-{month}.yaml")


@pytest.mark.every_day(1)
@pytest.mark.parametrize("move", [rename, rename_all])
def test_a_renamed_folder_is_compared_with_what_it_was(
    repository: Repository, peelcheck: Command, move: Callable[[Repository], None]
) -> None:
    move(repository)
    repository.commit("renamed")
    assert peelcheck("gate", "returns", *DAY, cwd=repository.path).returncode == 0
    exceptions = repository.read("returns/exceptions.yaml")
    repository.write("returns/exceptions.yaml", exceptions + ACCEPTED)
    repository.write("returns/2026-03.yaml", BREACH.as_yaml("2026-03"))
    repository.commit("a breach, and that it is accepted")
    assert peelcheck("gate", "returns", *DAY, cwd=repository.path).returncode == 1


def test_a_folder_beside_one_that_is_there_is_a_first_run(
    repository: Repository, peelcheck: Command
) -> None:
    shutil.copytree(repository.data, repository.path / "returns")
    repository.commit("a second folder")
    run = peelcheck("gate", "returns", *DAY, cwd=repository.path)
    assert run.returncode == 0
    assert "Judged alone" in run.stdout


def test_a_folder_that_a_link_leads_to_is_refused(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    repository.git("mv", "data", "store")
    repository.data.symlink_to("store")
    repository.commit("a link")
    repository.git("checkout", "-q", "-B", "change")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "data is a link. Name the folder that it leads to." in plain(run.stderr)
    assert peelcheck("gate", "store", *DAY, cwd=repository.path).returncode == 0


def test_a_link_outside_the_repository_is_followed(
    repository: Repository, peelcheck: Command, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(repository.path)
    folder = str(tmp_path / "link" / "data")
    repository.delete("data/2025-07.yaml")
    assert peelcheck("gate", folder, *DAY, cwd=tmp_path).returncode == 4


# What the base holds


def test_a_file_of_a_pattern_that_is_gone_is_missed(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    for name in repository.data.glob("20*.yaml"):
        name.unlink()
    for number, name in enumerate(("north", "south")):
        rows = (
            f"{number * 1000 + n},101,2026-03-{n % 31 + 1:02} 10:{n % 60:02}:11,"
            f"{'abandoned' if n < 15 else 'answered'}\n"
            for n in range(500)
        )
        repository.write(f"data/calls/{name}.csv", TABLE + "".join(rows))
    text = "period: 2026-03\nprofile: force.yaml\ntables: {calls: {file: calls/*.csv}}\n"
    repository.write("data/2026-03.yaml", text)
    repository.commit("two tables")
    repository.git("checkout", "-q", "-B", "change")
    assert peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path).returncode == 0
    repository.delete("data/calls/south.csv")
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "500 rows, and 1,000 on the base" in plain(run.stdout)


def test_exceptions_count_under_any_name_on_the_base(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    repository.git("mv", "data/exceptions.yaml", "data/accepted.yaml")
    repository.commit("another name")
    repository.git("checkout", "-q", "-B", "change")
    repository.git("mv", "data/accepted.yaml", "data/agreed.yaml")
    repository.month("2026-03", figures_of("2026-03"))
    repository.commit("a third name, and a month")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 0


# A report as the base


@pytest.fixture
def reported(repository: Repository, peelcheck: Command) -> Repository:
    """Return the months without git, beside a report of February."""
    peelcheck("data/2026-02.yaml", "-o", "base.json", *DAY, cwd=repository.path)
    shutil.rmtree(repository.path / ".git")
    return repository


REPORT = ("gate", "data", "--base", "base.json", *DAY)


def test_every_month_that_is_newer_than_a_report_is_judged(
    reported: Repository, peelcheck: Command
) -> None:
    reported.write("data/2026-03.yaml", BREACH.as_yaml("2026-03"))
    reported.month("2026-04", figures_of("2026-03")._replace(offered=15000))
    run = peelcheck(*REPORT, cwd=reported.path)
    assert run.returncode == 1
    assert "2026-03.yaml, compared with February 2026" in run.stdout
    assert "2026-04.yaml, compared with March 2026" in run.stdout


@pytest.mark.every_day(2)
@pytest.mark.parametrize(("abandoned", "code"), [(573, 0), (574, 0), (900, 1)])
def test_the_month_of_a_report_is_judged_again_where_it_differs(
    reported: Repository, peelcheck: Command, abandoned: int, code: int
) -> None:
    figures = figures_of("2026-02")._replace(abandoned=abandoned)
    reported.month("2026-02", figures)
    reported.month("2026-03", figures_of("2026-03"))
    run = peelcheck(*REPORT, cwd=reported.path)
    assert run.returncode == code
    assert ("2026-02.yaml, compared" in run.stdout) == (abandoned != 573)


def test_a_force_that_a_report_does_not_name_is_judged_whole(
    reported: Repository, peelcheck: Command
) -> None:
    for month, abandoned in (("2026-01", 200), ("2026-02", 10)):
        text = f"period: {month}\nforce: Kent Police\nfigures:\n  calls_101_offered: 1000\n"
        reported.write(f"data/kent-{month}.yaml", f"{text}  calls_101_abandoned: {abandoned}\n")
    run = peelcheck(*REPORT, cwd=reported.path)
    assert run.returncode == 1
    assert "kent-2026-01.yaml" in run.stdout
