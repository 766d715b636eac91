"""The action and the pipelines: well formed, and their shell steps do what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, clean_environment

ACTION = ROOT / "action.yml"
CI = ROOT / "examples/ci"
RELEASE = ROOT / ".github/workflows/release.yml"
GITHUB, GITLAB, AZURE = (
    CI / ".github/workflows/peelcheck.yml",
    CI / ".gitlab-ci.yml",
    CI / "azure-pipelines.yml",
)
BASH = pytest.mark.needs("bash")


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


@pytest.mark.needs("check-jsonschema")
@pytest.mark.parametrize(
    ("file", "options"),
    [
        (ACTION, ("vendor.github-actions",)),
        (RELEASE, ("vendor.github-workflows",)),
        (GITHUB, ("vendor.github-workflows",)),
        (GITLAB, ("vendor.gitlab-ci", "--data-transform", "gitlab-ci")),
        # This schema has a pattern that only the older reading of patterns takes.
        (AZURE, ("vendor.azure-pipelines", "--regex-variant", "nonunicode")),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_the_services_schemas_accept_them(
    file: Path, options: tuple[str, ...], tmp_path: Path
) -> None:
    def check(one: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *options, one]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    run = check(file)
    assert (run.returncode, run.stdout) == (0, "ok -- validation done\n")
    wrong = tmp_path / file.name
    key = {
        "action.yml": "runs",
        "peelcheck.yml": "jobs",
        "release.yml": "jobs",
        ".gitlab-ci.yml": "script",
    }
    name = key.get(file.name, "steps")
    wrong.write_text(
        re.sub(rf"^( *){name}:", rf"\1{name}s:", file.read_text("utf-8"), flags=re.MULTILINE)
    )
    assert check(wrong).returncode == 1


def test_the_action_puts_no_input_into_a_script() -> None:
    for file in (ACTION, GITHUB):
        document = read(file)
        steps = document["runs"]["steps"] if file == ACTION else document["jobs"]["check"]["steps"]
        for step in steps:
            assert "${{" not in step.get("run", ""), step
    used = re.findall(r"inputs\.([\w-]+)", ACTION.read_text("utf-8"))
    assert sorted(set(used)) == sorted(read(ACTION)["inputs"])


def test_what_the_workflow_gives_the_action_is_an_input_of_it() -> None:
    steps = read(GITHUB)["jobs"]["check"]["steps"]
    (step,) = [step for step in steps if "peelcheck@" in step.get("uses", "")]
    assert set(step["with"]) <= set(read(ACTION)["inputs"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository of monthly data in which March is the change under review.

    Its peelcheck takes the day to be in April 2026.
    """
    repository = tmp_path / "repository"
    shutil.copytree(ROOT / "examples/gate", repository)
    march = (repository / "data/2026-03.yaml").read_bytes()
    (repository / "data/2026-03.yaml").unlink()
    git(repository, "init", "-q", "-b", "main")
    _commit(repository, "February")
    git(repository, "checkout", "-q", "-b", "change")
    (repository / "data/2026-03.yaml").write_bytes(march)
    _commit(repository, "March")
    tools = tmp_path / "tools"
    tools.mkdir()
    _command(
        tools / "peelcheck",
        'command=check; if [ "$1" = gate ]; then command=gate; shift; fi\n'
        f'exec "{sys.executable}" -m peelcheck $command --today 2026-04-10 "$@"',
    )
    _command(
        tools / "gh",
        'echo "$@" >> "$RUNNER_TEMP/gh"\ncase "$*" in *--paginate*) echo "$COMMENT";; esac',
    )
    return tmp_path / "repository"


def git(folder: Path, *words: str) -> None:
    """Run git with nobody's settings."""
    name = ("-c", "user.name=a test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def _commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def _command(file: Path, text: str) -> None:
    file.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    file.chmod(0o755)


def bash(script: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A step as its service runs it: stops at the first command that fails."""
    tools = folder.parent / "tools"
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env={**clean_environment(), "PATH": path, **env},
    )  # fmt: skip


def github_step(name: str) -> str:
    (step,) = [s for s in read(GITHUB)["jobs"]["check"]["steps"] if s.get("name") == name]
    return str(step["run"])


def action_step(name: str) -> dict[str, Any]:
    (step,) = [step for step in read(ACTION)["runs"]["steps"] if step["name"] == name]
    return dict(step)


def action_check(folder: Path, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The action's last step, its inputs filled in as the runner does it."""
    step = action_step("Check")
    values = {
        f"inputs.{name}": one.get("default", "") for name, one in read(ACTION)["inputs"].items()
    }
    values |= {f"inputs.{name}": value for name, value in given.items()}
    values["steps.install.outputs.peelcheck"] = folder.parent / "tools/peelcheck"
    env = {
        name: str(values[text.removeprefix("${{ ").removesuffix(" }}")])
        for name, text in step["env"].items()
    }
    temp = folder.parent / "temp"
    temp.mkdir(exist_ok=True)
    files = {name: str(temp / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    return bash(step["run"], folder, RUNNER_TEMP=str(temp), **files, **env)


def outputs(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines())


@pytest.mark.every_day(1)
@BASH
@pytest.mark.parametrize("comment", ["", "42"])
def test_github_from_the_folder_to_the_comment(folder: Path, comment: str) -> None:
    (step,) = [s for s in read(GITHUB)["jobs"]["check"]["steps"] if "peelcheck@" in str(s)]
    run = action_check(folder, step["with"])
    assert run.returncode == 3, run.stdout + run.stderr
    temp = folder.parent / "temp"
    assert outputs(temp / "GITHUB_OUTPUT")["exit-code"] == "3"
    summary = (temp / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert summary.startswith("<!-- peelcheck gate -->\n## Anytown Police: the gate fails\n")
    assert "1 standard is not clear (exit 3)" in summary
    levels = re.findall(r"^::(\w+) ", run.stdout, re.MULTILINE)
    assert levels == ["warning", "notice"]
    reports = Path(outputs(temp / "GITHUB_OUTPUT")["reports"])
    names = {file.name for file in reports.iterdir()}
    assert names == {
        "summary.md", "annotations.txt", "junit.xml", "findings.csv", "findings.sarif",
        "findings.csv-metadata.json", "report.html", "report.json",
    }  # fmt: skip
    run = bash(
        github_step("Comment on the pull request"), folder, RUNNER_TEMP=str(temp), NUMBER="7",
        GITHUB_REPOSITORY="o/r", COMMENT=comment,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    called = (temp / "gh").read_text("utf-8").splitlines()[-1]
    where = "PATCH repos/o/r/issues/comments/42" if comment else "POST repos/o/r/issues/7/comments"
    assert called == f"api -X {where} -F body=@{reports}/summary.md"


@pytest.mark.thorough
@BASH
def test_a_broken_return_has_its_annotation_and_its_comment(folder: Path) -> None:
    (folder / "data/2026-04.yaml").write_text("period: [\n", "utf-8")
    run = action_check(folder, {"folder": "data", "exceptions": "exceptions.yaml"})
    assert run.returncode == 2
    assert re.search(r"^::error title=[^:]*,file=data/2026-04.yaml", run.stdout, re.MULTILINE)
    summary = (folder.parent / "temp/GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert "data/2026-04.yaml cannot be used" in summary


@pytest.mark.thorough
@BASH
def test_the_first_month_of_all_has_nothing_to_be_compared_with(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    run = action_check(folder, {"folder": "data", "exceptions": "exceptions.yaml"})
    assert run.returncode == 3
    assert "Judged alone" in run.stdout


@pytest.mark.thorough
@BASH
def test_the_action_never_passes_where_nothing_was_checked(folder: Path) -> None:
    for given in ({"data": ""}, {"data": "data/2026-04.yaml"}, {"data": "--exit-zero"}):
        run = action_check(folder, given)
        assert run.returncode == 2, given
        output = outputs(folder.parent / "temp/GITHUB_OUTPUT")
        assert output["exit-code"] == "2"
        assert not (folder.parent / "temp/peelcheck-reports/summary.md").exists()
    run = action_check(folder, {"data": "data/2026-03.yaml", "require": "crime-allocation\n"})
    assert run.returncode == 1
    assert "for Anytown Police, crime-allocation is required" in " ".join(run.stdout.split())


@pytest.mark.thorough
@BASH
def test_an_input_is_never_run(folder: Path) -> None:
    evil = "$(touch evil); `touch evil` && touch evil #"
    inputs = ["data", "period", "since", "exceptions", "require", "rules", "folder", "base"]
    for name in inputs:
        data = {"folder": "data"} if name == "base" else {"data": "data/2026-03.yaml"}
        run = action_check(folder, {**data, name: evil})
        assert run.returncode == 2, name
    assert not list(folder.parent.rglob("evil"))


@BASH
@pytest.mark.needs("a package index")
def test_the_action_installs_what_its_lists_name_and_a_changed_list_has_another_key(
    tmp_path: Path,
) -> None:
    source, temp = tmp_path / "source", tmp_path / "temp"
    leave_out = shutil.ignore_patterns(".*", "*cache*", "tests", "docs")
    shutil.copytree(ROOT, source, ignore=leave_out)

    def run(name: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        shutil.rmtree(temp, ignore_errors=True)
        temp.mkdir()
        step = bash(
            action_step(name)["run"], tmp_path, PYTHON=sys.executable, PYTHONPATH="",
            GITHUB_ACTION_PATH=str(source), RUNNER_TEMP=str(temp),
            GITHUB_OUTPUT=str(temp / "output"), PIP_CACHE_DIR=str(tmp_path / "packages"),
        )  # fmt: skip
        return step, outputs(temp / "output") if step.returncode == 0 else {}

    key = run("Name the packages")[1]["key"]
    assert re.fullmatch(r"3\.\d+-[0-9a-f]{64}", key)
    step, given = run("Install peelcheck")
    assert step.returncode == 0, step.stderr
    command = [given["peelcheck"], ROOT / "examples/norfolk-2024/data.yaml"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1

    packages = source / "packaging/requirements.txt"
    changed = re.sub(r"sha256:\w+", f"sha256:{'0' * 64}", packages.read_text("utf-8"))
    packages.write_text(changed, "utf-8")
    assert run("Name the packages")[1]["key"] != key


@pytest.mark.thorough
@BASH
def test_gitlab(folder: Path) -> None:
    job = read(GITLAB)["peelcheck"]
    (script,) = job["script"]
    run = bash(script, folder)
    assert run.returncode == 3, run.stderr
    assert job["allow_failure"] == {"exit_codes": [3]}
    files = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert [name for name in files if not (folder / name).exists()] == []
    (folder / "data/2026-02.yaml").unlink()
    assert bash(script, folder).returncode == 4


@pytest.mark.thorough
@BASH
def test_azure(folder: Path) -> None:
    check = read(AZURE)["steps"][3]
    reports = folder.parent / "staging/peelcheck"
    run = bash(check["bash"], folder, REPORTS=str(reports))
    assert run.returncode == 3, run.stderr
    commands = [line for line in run.stdout.split("\n") if line.startswith("##vso[")]
    assert [re.split(r"[ \]]", line)[0] for line in commands] == [
        "##vso[task.logissue",
        "##vso[task.uploadsummary",
    ]
    assert commands[-1].endswith(f"]{reports}/summary.md")
    published = {"azure.txt", "junit.xml", "report.html", "report.json", "summary.md"}
    assert {file.name for file in reports.iterdir()} == published


@BASH
def test_every_shell_step_is_well_formed() -> None:
    scripts = [step["run"] for step in read(ACTION)["runs"]["steps"] if "run" in step]
    scripts += [s["run"] for s in read(GITHUB)["jobs"]["check"]["steps"] if "run" in s]
    scripts += read(GITLAB)["peelcheck"]["script"] + read(GITLAB)["peelcheck"]["before_script"]
    scripts += [step["bash"] for step in read(AZURE)["steps"] if "bash" in step]
    for script in scripts:
        subprocess.run(["bash", "-n", "-c", script], check=True, timeout=10)
