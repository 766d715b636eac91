"""The gate over a folder: its base from git, and what stands in for it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Command

sys.path.append(str(Path(__file__).parent / "gate_play"))

from months import PROFILE, TODAY, Repository, figures_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DAY = ("--today", TODAY)
CALLS = "call_id,line,received_at,outcome\n"


@pytest.fixture(scope="module")
def fourteen_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Repository(tmp_path_factory.mktemp("gate") / "repository").path


@pytest.fixture
def repository(fourteen_months: Path, tmp_path: Path) -> Repository:
    return Repository.copy_of(fourteen_months, tmp_path / "repository")


def plain(text: str) -> str:
    """Text without its line breaks."""
    return " ".join(text.split())


def calls(abandoned: int, answered: int, month: str = "2026-03") -> str:
    """A table of 101 calls."""
    outcomes = ["abandoned"] * abandoned + ["answered"] * answered
    rows = (
        f"{n},101,{month}-{n % 31 + 1:02} 10:{n % 60:02}:11,{o}\n" for n, o in enumerate(outcomes)
    )
    return CALLS + "".join(rows)


RETURN = (
    "period: 2026-03\nprofile: force.yaml\nfigures: {high_risk_share: 10%}\n"
    "tables: {calls: {file: calls.csv}}\n"
)


def with_table(repository: Repository, abandoned: int = 30, answered: int = 970) -> None:
    """Merge a return that counts its calls from a table."""
    repository.git("checkout", "-q", "main")
    for name in sorted(repository.data.glob("20*.yaml")):
        name.unlink()
    repository.write("data/2026-03.yaml", RETURN)
    repository.write("data/calls.csv", calls(abandoned, answered))


# Without a base


def test_a_folder_in_no_repository_is_judged_alone_and_says_so(
    repository: Repository, peelcheck: Command
) -> None:
    shutil.rmtree(repository.path / ".git")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 0
    assert "Judged alone: there is no earlier commit or report" in run.stdout


def test_the_first_commit_is_judged_alone(tmp_path: Path, peelcheck: Command) -> None:
    first = Repository.__new__(Repository)
    first.path, first.data = tmp_path, tmp_path / "data"
    first.git("init", "-q", "-b", "main")
    first.write("data/force.yaml", PROFILE)
    first.month("2026-03", figures_of("2026-03"))
    first.commit("first")
    run = peelcheck("gate", "data", *DAY, cwd=tmp_path)
    assert run.returncode == 1  # the caseload is over its limit, and nobody has accepted that
    assert "Judged alone" in run.stdout


def test_a_shallow_clone_says_how_to_fetch(
    repository: Repository, tmp_path: Path, peelcheck: Command
) -> None:
    repository.month("2026-03", figures_of("2026-03"))
    repository.commit("March")
    url = f"file://{repository.path}"
    words = ("git", "clone", "-q", "--depth", "1", "-b", "change", url, str(tmp_path / "shallow"))
    subprocess.run(words, check=True, capture_output=True)
    run = peelcheck("gate", "data", *DAY, cwd=tmp_path / "shallow")
    assert (run.returncode, run.stdout) == (2, "")
    assert "git fetch --unshallow" in plain(run.stderr)


def test_a_clone_without_the_default_branch_is_not_compared_with_the_commit_before(
    repository: Repository, tmp_path: Path, peelcheck: Command
) -> None:
    repository.month("2026-03", figures_of("2026-03")._replace(abandoned=900))
    repository.commit("March, which is over the limit")
    repository.commit("nothing")
    repository.git("checkout", "-q", "main")  # what the remote has as its default branch
    url = f"file://{repository.path}"
    words = ("git", "clone", "-q", "--single-branch", "-b", "change", url, str(tmp_path / "one"))
    subprocess.run(words, check=True, capture_output=True)
    run = peelcheck("gate", "data", *DAY, cwd=tmp_path / "one")
    assert (run.returncode, run.stdout) == (2, "")
    assert "does not hold the default branch" in plain(run.stderr)


def test_on_the_default_branch_the_base_is_the_commit_before(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert "Compared with the commit before" in run.stdout
    assert "2026-02.yaml, compared with January 2026" in run.stdout


def test_a_changed_setting_of_the_repository_runs_nothing(
    repository: Repository, tmp_path: Path, peelcheck: Command
) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", "utf-8")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"):
        repository.git("config", name, str(trap))
    repository.git("config", "core.hooksPath", str(tmp_path))
    repository.month("2026-03", figures_of("2026-03"))
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 0
    assert not (tmp_path / "sprung").exists()


def test_where_git_leads_to_another_repository_its_environment_is_not_obeyed(
    repository: Repository, tmp_path: Path, peelcheck: Command
) -> None:
    environment = {"GIT_DIR": str(tmp_path / "none"), "GIT_INDEX_FILE": str(tmp_path / "index")}
    run = peelcheck("gate", "data", *DAY, cwd=repository.path, env=environment)
    assert run.returncode == 0


# Hostile trees


def test_a_return_that_is_a_link_on_the_base_cannot_be_compared(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    (repository.data / "2026-03.yaml").symlink_to("/etc/passwd")
    repository.commit("a link")
    repository.git("checkout", "-q", "-B", "change")
    repository.delete("data/2026-03.yaml")
    repository.month("2026-03", figures_of("2026-03"))
    repository.commit("March")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "data/2026-03.yaml: This is a link, not a file." in plain(run.stdout)
    assert "root:" not in run.stdout


def test_a_link_out_of_the_folder_is_not_printed(
    repository: Repository, peelcheck: Command, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text("password: hunter2\n", "utf-8")
    (repository.data / "2026-03.yaml").symlink_to(tmp_path / "secret.yaml")
    repository.commit("a link")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert "hunter2" not in run.stdout + run.stderr


def test_odd_names_on_the_base_are_no_obstacle(repository: Repository, peelcheck: Command) -> None:
    repository.git("checkout", "-q", "main")
    for name in ("-n.csv", "a b\tc.csv", "d\ne.csv", "f\\g.csv", "h'i$(j).csv", "é.csv"):
        repository.write(f"data/{name}", "a,b\n1,2\n")
    repository.commit("odd names")
    repository.git("checkout", "-q", "-B", "change")
    repository.month("2026-03", figures_of("2026-03"))
    repository.commit("March")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode in (0, 4), run.stdout
    assert "\t" not in run.stdout


def test_attributes_of_the_base_take_nothing_out_of_it(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    repository.write(".gitattributes", "data/2026-02.yaml export-ignore\n*.yaml export-subst\n")
    repository.commit("attributes")
    repository.git("checkout", "-q", "-B", "change")
    repository.delete("data/2026-02.yaml")
    repository.commit("February is gone")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 4


def test_the_hook_for_pre_commit_compares_with_the_newest_commit(
    repository: Repository, peelcheck: Command
) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (hook,) = (one for one in hooks if one["id"] == "peelcheck-gate")
    words = (*hook["entry"].split()[1:], *hook["args"], *DAY)
    assert peelcheck(*words, cwd=repository.path).returncode == 0
    repository.month("2026-03", figures_of("2026-03")._replace(abandoned=900))
    run = peelcheck(*words, cwd=repository.path)
    assert run.returncode == 1
    assert "2026-03.yaml, compared with February 2026" in run.stdout


def test_head_before_any_commit_is_a_first_run(tmp_path: Path, peelcheck: Command) -> None:
    repository = Repository.copy_of(ROOT / "examples/gate", tmp_path / "new")
    repository.git("init", "-q", "-b", "main")
    repository.git("add", "-A")
    words = ("gate", "data", "--base", "HEAD", "--exceptions", "exceptions.yaml")
    run = peelcheck(*words, "--today", "2026-04-10", cwd=repository.path)
    assert (run.returncode, "Judged alone" in run.stdout) == (3, True)
    repository.commit("all")
    repository.git("checkout", "-q", "--orphan", "elsewhere")
    run = peelcheck(*words, cwd=repository.path)
    assert (run.returncode, "has no commit HEAD" in run.stderr) == (2, True)


# Tables


def test_rows_taken_out_of_a_table_fail_though_the_standard_is_met(
    repository: Repository, peelcheck: Command
) -> None:
    with_table(repository)
    repository.commit("a table")
    repository.git("checkout", "-q", "-B", "change")
    repository.write("data/calls.csv", calls(20, 970))
    repository.commit("fewer rows")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "990 rows, and 1,000 on the base" in plain(run.stdout)


def test_rows_left_out_by_the_return_are_never_green(
    repository: Repository, peelcheck: Command
) -> None:
    with_table(repository)
    repository.commit("a table")
    repository.git("checkout", "-q", "-B", "change")
    repository.edit(
        "data/2026-03.yaml", "calls.csv}", "calls.csv, leave_out: {outcome: [abandoned]}}"
    )
    repository.commit("left out")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 3


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("", "leave_out: {Kind: [short]}", "30 as Kind is short"),
        ("", "only: {Kind: [long]}", "30 as Kind is not long"),
        ("leave_out: {Kind: [test]}", "leave_out: {Kind: [short, test]}", "30 as Kind is short or"),
        ("leave_out: {Kind: [short]}", "leave_out: {Kind: [short]}", ""),
        ("", "leave_out: {Kind: [test]}", ""),
    ],
)
def test_rows_that_only_the_new_month_leaves_out_are_named(
    repository: Repository, peelcheck: Command, before: str, now: str, said: str
) -> None:
    with_table(repository)
    repository.write("data/2026-03.yaml", left_out("2026-03", before))
    repository.write("data/calls.csv", of_kinds("2026-03"))
    repository.commit("a table")
    repository.git("checkout", "-q", "-B", "change")
    repository.write("data/2026-04.yaml", left_out("2026-04", now))
    repository.write("data/calls-2026-04.csv", of_kinds("2026-04"))
    repository.commit("April")
    run = peelcheck("gate", "data", "--base", "main", "--today", "2026-05-10", cwd=repository.path)
    assert "2026-04.yaml, compared with March 2026" in run.stdout
    text = "April 2026 leaves out rows that March 2026 would have counted: "
    assert (text in plain(run.stdout)) == bool(said)
    assert f"{text}{said}" in plain(run.stdout) or not said


def left_out(month: str, condition: str) -> str:
    """Return a return that counts its calls under a condition on their kind."""
    file = "calls.csv" if month == "2026-03" else f"calls-{month}.csv"
    table = ", ".join(filter(None, [f"file: {file}", condition]))
    return RETURN.replace("2026-03", month).replace("file: calls.csv", table)


def of_kinds(month: str) -> str:
    """Return a table of 970 long calls and of 30 short ones that were abandoned."""
    header, *rows = calls(30, 970, month).splitlines()
    kinds = ["short"] * 30 + ["long"] * 970
    days = (row.replace("-31 ", "-30 ") for row in rows)
    return "\n".join([f"{header},Kind", *(f"{r},{k}" for r, k in zip(days, kinds, strict=True))])


def test_a_table_that_is_stated_instead_fails(repository: Repository, peelcheck: Command) -> None:
    with_table(repository)
    repository.commit("a table")
    repository.git("checkout", "-q", "-B", "change")
    text = RETURN.partition("tables")[0].replace("10%}", "10%, calls_101_abandonment_rate: 3.0%}")
    repository.write("data/2026-03.yaml", text)
    repository.commit("stated")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "was counted from calls, and is not now" in plain(run.stdout)


def test_a_table_that_is_not_in_git_needs_a_report(
    repository: Repository, peelcheck: Command
) -> None:
    with_table(repository)
    repository.write(".gitignore", "*.csv\n")
    repository.commit("a table that git does not hold")
    repository.git("checkout", "-q", "-B", "change")
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "2026-03.yaml gives nothing to compare with" in plain(run.stdout)
    peelcheck("data/2026-03.yaml", "-o", "base.json", *DAY, cwd=repository.path)
    words = ("--base", "main", "--base", "base.json")
    assert peelcheck("gate", "data", *words, *DAY, cwd=repository.path).returncode == 0
    repository.write("data/calls.csv", calls(80, 920))
    assert peelcheck("gate", "data", *words, *DAY, cwd=repository.path).returncode == 1


# A report as the base


def test_a_report_is_a_base_where_the_data_have_no_repository(
    repository: Repository, peelcheck: Command
) -> None:
    peelcheck("data/2026-02.yaml", "-o", "base.json", *DAY, cwd=repository.path)
    shutil.rmtree(repository.path / ".git")
    words = ("gate", "data", "--base", "base.json", *DAY)
    assert peelcheck(*words, cwd=repository.path).returncode == 0
    march = figures_of("2026-03").as_yaml("2026-03")
    repository.write(
        "data/2026-03.yaml", "".join(x for x in march.splitlines(True) if "_101_" not in x)
    )
    run = peelcheck(*words, cwd=repository.path)
    assert run.returncode == 4
    repository.month("2026-03", figures_of("2026-03"))
    repository.edit("data/force.yaml", "80%", "70%")
    run = peelcheck(*words, cwd=repository.path)
    assert run.returncode == 4
    assert "the limit was at least 80%, own target and is at least 70%" in plain(run.stdout)


def test_a_force_that_the_report_has_and_the_folder_has_not_is_gone(
    repository: Repository, peelcheck: Command
) -> None:
    norfolk = figures_of("2026-02").as_yaml("2026-02").replace("profile: force.yaml", "force: Kent")
    repository.write("kent.yaml", norfolk)
    peelcheck("data/2026-02.yaml", "kent.yaml", "-o", "base.json", *DAY, cwd=repository.path)
    run = peelcheck("gate", "data", "--base", "base.json", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "Kent Police" in run.stdout


# Rules


RULE = """\
title: At most 50 sergeants
short: sergeants
why: A made-up rule.
figure: sergeants
require:
  at_most: 50
standing: guidance
stated_as: own
source: a made-up plan
to_meet_it: have fewer
read_on: 2026-01-01
review_by: 2027-01-01
owner: somebody
examples:
  - 50 is met
  - 51 is a breach
"""


def with_rules(repository: Repository) -> None:
    """Merge a pack with a rule of the force's own, and a month that it judges."""
    repository.git("checkout", "-q", "main")
    repository.write("ours/standards/own-sergeants.yaml", RULE)
    figures = figures_of("2026-02").as_yaml("2026-02") + "  sergeants: 45\n"
    repository.write("data/2026-02.yaml", figures)
    repository.commit("a rule of our own")
    repository.git("checkout", "-q", "-B", "change")


OURS = ("gate", "data", "--base", "main", "--rules", "peelcheck", "--rules", "ours", *DAY)


def march_with(repository: Repository, sergeants: int) -> None:
    text = figures_of("2026-03").as_yaml("2026-03") + f"  sergeants: {sergeants}\n"
    repository.write("data/2026-03.yaml", text)


def move_limit(repository: Repository) -> None:
    name = "ours/standards/own-sergeants.yaml"
    repository.write(name, RULE.replace("50", "60").replace("51", "61"))


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("sergeants", "moved", "code"),
    [(45, False, 0), (55, False, 1), (45, True, 4), (55, True, 1), (None, True, 0)],
)
def test_a_limit_moved_with_the_figures_stops_the_gate_and_alone_does_not(
    repository: Repository,
    peelcheck: Command,
    sergeants: int | None,
    moved: bool,
    code: int,
) -> None:
    with_rules(repository)
    if sergeants:
        march_with(repository, sergeants)
    if moved:
        move_limit(repository)
    run = peelcheck(*OURS, cwd=repository.path)
    assert run.returncode == code, run.stdout + run.stderr
    if moved:
        assert "at most 50: met; now at most 60: met." in plain(run.stdout) or sergeants == 55


@pytest.mark.every_day(1)
@pytest.mark.parametrize("with_figures", [True, False])
def test_a_rule_deleted_with_the_figures_counts_all_the_same(
    repository: Repository, peelcheck: Command, *, with_figures: bool
) -> None:
    with_rules(repository)
    if with_figures:
        march_with(repository, 55)
    repository.write("ours/standards/own-other.yaml", RULE.replace("sergeants\n", "inspectors\n"))
    repository.delete("ours/standards/own-sergeants.yaml")
    repository.delete("ours/standards/own-other.yaml")
    repository.write("ours/pack.yaml", "name: ours\nversion: 2\n")
    run = peelcheck(*OURS, cwd=repository.path)
    assert run.returncode == (1 if with_figures else 0), run.stdout + run.stderr


# The folder


def test_what_nobody_names_is_named(repository: Repository, peelcheck: Command) -> None:
    repository.write("data/notes.yaml", "shopping: [milk]\n")
    repository.write("data/spare.csv", "a,b\n1,2\n")
    repository.write("data/other.yaml", "force: Anytown Police\nabout: {has_switchboard: yes}\n")
    repository.commit("files")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    said = plain(run.stdout)
    assert "data/notes.yaml: A gate does not read this file." in said
    assert "data/spare.csv: No return names this table." in said
    assert "data/other.yaml: No return names this profile." in said


def test_the_name_of_another_month_is_remarked_on(
    repository: Repository, peelcheck: Command
) -> None:
    repository.write("data/2026-03.yaml", repository.read("data/2026-02.yaml"))
    repository.commit("a copy")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert "The name of this file is of another month than its period" in plain(run.stdout)


def test_counts_of_last_month_to_the_digit_are_remarked_on(
    repository: Repository, peelcheck: Command
) -> None:
    repository.month("2026-03", figures_of("2026-02"))
    repository.commit("a copy")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 0
    assert "February 2026 and March 2026 are the same to the digit" in plain(run.stdout)


def test_a_flood_of_problems_is_cut(repository: Repository, peelcheck: Command) -> None:
    lines = "".join(f"  wrong_name_{n}: {n}\n" for n in range(300))
    repository.write(
        "data/2026-03.yaml", f"period: 2026-03\nprofile: force.yaml\nfigures:\n{lines}"
    )
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 2
    assert run.stdout.count("2026-03.yaml:") < 25
    assert "And 280 more like this in data/2026-03.yaml." in plain(run.stdout)


def test_the_other_reports_agree_with_the_gate(repository: Repository, peelcheck: Command) -> None:
    repository.edit("data/force.yaml", "80%", "70%")
    repository.month("2026-03", figures_of("2026-03")._replace(in_time=850))
    repository.commit("a target lowered with the figures")
    outputs = ("-o", "junit=j.xml", "-o", "r.json", "-o", "md=s.md", "-o", "sarif=f.sarif")
    run = peelcheck("gate", "data", *DAY, *outputs, cwd=repository.path)
    assert run.returncode == 1
    assert "<failure" in repository.read("j.xml")
    report = json.loads(repository.read("r.json"))
    missed = [
        f["rule"] for f in report["findings"] if f["outcome"] == "breach" and not f["excepted"]
    ]
    assert missed == ["response-within-attendance-time"]
    assert "**Gate: fails.**" in repository.read("s.md")
    sarif = json.loads(repository.read("f.sarif"))
    assert any(
        one["ruleId"] == "response-within-attendance-time" for one in sarif["runs"][0]["results"]
    )


def test_a_folder_that_is_not_there_is_a_problem(
    repository: Repository, peelcheck: Command
) -> None:
    run = peelcheck("gate", "dta", *DAY, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "dta: There is no folder of this name." in run.stderr


def test_a_file_in_place_of_the_folder_is_named_as_one(
    repository: Repository, peelcheck: Command
) -> None:
    repository.write("one.yaml", "period: 2026-03")
    run = peelcheck("gate", "one.yaml", *DAY, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "one.yaml: This is a file, not a folder. Name the folder" in run.stderr


# As known


def test_what_was_known_on_a_day_is_judged_by_what_stood_then(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    repository.edit("data/2026-02.yaml", "calls_101_abandoned: 573", "calls_101_abandoned: 900")
    repository.edit("data/force.yaml", "80%", "70%")
    repository.commit("corrected")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 1
    words = ("gate", "data", "--as-known", "HEAD^", *DAY, "-o", "then.json")
    run = peelcheck(*words, cwd=repository.path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "As known in HEAD^ (" in run.stdout
    report = json.loads(repository.read("then.json"))
    assert report["record"]["revision"].startswith("HEAD^ (")
    (calls,) = (f for f in report["findings"] if f["rule"] == "101-abandonment")
    assert (calls["outcome"], calls["figure"]["numerator"]) == ("met", "573")
    assert report["returns"][-1] == "data/2026-02.yaml"


def test_a_day_stands_for_the_last_commit_by_its_end(
    repository: Repository, peelcheck: Command
) -> None:
    words = ("gate", "data", "--as-known", str(date.today()), *DAY)
    assert peelcheck(*words, cwd=repository.path).returncode == 0
    run = peelcheck("gate", "data", "--as-known", "2001-01-01", *DAY, cwd=repository.path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "has no commit by 2001-01-01" in run.stderr


def test_as_known_and_base_are_two_questions(repository: Repository, peelcheck: Command) -> None:
    words = ("gate", "data", "--as-known", "HEAD", "--base", "main", *DAY)
    assert peelcheck(*words, cwd=repository.path).returncode == 2
