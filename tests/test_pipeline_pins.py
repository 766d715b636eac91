"""What the pipelines, the action and the container fetch has a hash, and they may do little."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT, tool

ACTION = ROOT / "action.yml"
GITHUB = ROOT / "examples/ci/.github/workflows/peelcheck.yml"
GITLAB = ROOT / "examples/ci/.gitlab-ci.yml"
AZURE = ROOT / "examples/ci/azure-pipelines.yml"
CONTAINER = ROOT / "packaging/Containerfile"
LOCK, BUILD_LOCK, CI_LOCK = (
    ROOT / name
    for name in (
        "packaging/requirements.txt",
        "packaging/build-requirements.txt",
        ".ci/requirements.txt",
    )
)


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def scripts() -> list[str]:
    """Every shell step that a service runs."""
    steps = [*read(ACTION)["runs"]["steps"], *read(GITHUB)["jobs"]["check"]["steps"]]
    gitlab = read(GITLAB)["peelcheck"]
    azure = [step["bash"] for step in read(AZURE)["steps"] if "bash" in step]
    return (
        [s["run"] for s in steps if "run" in s] + gitlab["before_script"] + gitlab["script"] + azure
    )


# Actions and images


@pytest.mark.parametrize("file", [ACTION, GITHUB], ids=lambda file: file.name)
def test_every_action_is_named_by_a_whole_hash_and_its_version(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.fullmatch(r" +(- )?uses: [\w-]+(/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), (
            line
        )


def test_the_container_and_gitlab_start_from_one_image_named_by_its_digest() -> None:
    image = read(GITLAB)["peelcheck"]["image"]
    assert re.fullmatch(r"docker\.io/library/python@sha256:[0-9a-f]{64}", image)
    assert f"FROM {image} AS base\n" in CONTAINER.read_text("utf-8")


# Packages


def packages(file: Path) -> dict[str, tuple[Requirement, frozenset[str]]]:
    """The packages of a list: each one's version and condition, and the hashes it may have."""
    lines = re.sub(r"\\\n", " ", file.read_text("utf-8")).splitlines()
    found = {}
    for line in lines:
        text, *hashes = line.split(" --hash=sha256:")
        requirement = Requirement(text.strip())
        found[canonicalize_name(requirement.name)] = (
            requirement,
            frozenset(map(str.strip, hashes)),
        )
    return found


def test_every_package_has_one_version_and_hashes() -> None:
    for file in (LOCK, BUILD_LOCK, CI_LOCK):
        for name, (requirement, hashes) in packages(file).items():
            assert [one.operator for one in requirement.specifier] == ["=="], name
            assert hashes, name
            assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes), name


def test_what_is_installed_is_what_ci_tests() -> None:
    tested = packages(CI_LOCK)
    for file in (LOCK, BUILD_LOCK):
        for name, (requirement, hashes) in packages(file).items():
            assert tested[name][0].specifier == requirement.specifier, f"{name}: run .ci/lock"
            assert tested[name][1] == hashes, f"{name}: run .ci/lock"


def test_the_lists_have_all_that_peelcheck_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    to_run = [*project["project"]["dependencies"], *extras["tables"], *extras["reports"]]
    assert extras["all"] == ["peelcheck[tables,reports]"]
    for file, asked in ((LOCK, to_run), (BUILD_LOCK, project["build-system"]["requires"])):
        listed = packages(file)
        for one in map(Requirement, asked):
            (version,) = (pin.version for pin in listed[canonicalize_name(one.name)][0].specifier)
            assert one.specifier.contains(version), f"{one}: run .ci/lock"


def installs() -> list[str]:
    """Every command that installs packages, on one line."""
    texts = [*scripts(), CONTAINER.read_text("utf-8").replace('", "', " ")]
    lines = "\n".join(texts).replace("\\\n", " ").splitlines()
    return [line for line in lines if re.search(r"\bpip\b.* (install|wheel)\b", line)]


def test_every_install_is_held_to_hashes_or_asks_no_index_for_our_own() -> None:
    found = installs()
    assert len(found) == 8
    for line in found:
        own = {"--no-index", "--no-deps"} <= set(line.split())
        assert own or "--require-hashes" in line, line


def test_what_is_kept_between_runs_is_named_by_both_lists() -> None:
    steps = {step["name"]: step for step in read(ACTION)["runs"]["steps"]}
    kept, installed = steps["Keep the packages between runs"], steps["Install peelcheck"]
    assert "${{ steps.packages.outputs.key }}" in kept["with"]["key"]
    assert kept["with"]["path"] == installed["env"]["PIP_CACHE_DIR"]
    for script in (steps["Name the packages"]["run"], installed["run"]):
        assert re.findall(r"\$locks/([\w.-]+)", script) == [BUILD_LOCK.name, LOCK.name]


# Rights, and what is offered


def test_a_job_may_do_what_its_steps_need_and_no_more() -> None:
    workflow = read(GITHUB)
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["check"]["permissions"] == {
        "contents": "read",
        "pull-requests": "write",
        "security-events": "write",
    }
    (checkout,) = [s for s in workflow["jobs"]["check"]["steps"] if "checkout@" in str(s)]
    assert checkout["with"]["persist-credentials"] is False
    assert read(AZURE)["steps"][0]["persistCredentials"] == "false"


def test_a_fork_is_not_asked_to_comment() -> None:
    (step,) = [s for s in read(GITHUB)["jobs"]["check"]["steps"] if "Comment" in s["name"]]
    same = "github.event.pull_request.head.repo.full_name == github.repository"
    assert step["if"] == f"always() && {same}"


def test_the_html_report_is_offered_also_when_the_gate_fails() -> None:
    (github,) = [s for s in read(GITHUB)["jobs"]["check"]["steps"] if "upload-artifact@" in str(s)]
    assert (github["if"], github["with"]["path"]) == (
        "always()",
        "${{ runner.temp }}/peelcheck-reports",
    )
    assert "$reports/report.html" in str(read(ACTION))
    gitlab = read(GITLAB)["peelcheck"]["artifacts"]
    assert (gitlab["when"], gitlab["paths"][0]) == ("always", "report.html")
    assert gitlab["expose_as"]
    azure = read(AZURE)["steps"][-1]
    assert (azure["condition"], azure["publish"]) == (
        "always()",
        "$(Build.ArtifactStagingDirectory)/peelcheck",
    )
    assert "$REPORTS/report.html" in str(read(AZURE))


def test_every_pipeline_also_runs_when_nothing_changes() -> None:
    assert read(GITHUB)[True]["schedule"]  # YAML 1.1 reads `on` as true
    assert {"if": '$CI_PIPELINE_SOURCE == "schedule"'} in read(GITLAB)["peelcheck"]["rules"]
    assert read(AZURE)["schedules"][0]["always"] == "true"


# What others find in them


@pytest.mark.needs("shellcheck")
def test_shellcheck_finds_nothing_in_any_step() -> None:
    def check(script: str) -> str:
        command = [tool("shellcheck"), "--shell", "bash", "-"]
        run = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
        return run.stdout

    assert [found for found in map(check, scripts()) if found] == []
    assert "SC2086" in check("rm $1")


@pytest.mark.needs("zizmor")
@pytest.mark.parametrize(
    ("file", "old", "new", "audit"),
    [
        (GITHUB, "", "", ""),
        (ACTION, "", "", ""),
        (ROOT / ".pre-commit-hooks.yaml", "", "", ""),
        (GITHUB, "persist-credentials: false", "show-progress: false", "artipacked"),
        (GITHUB, "  pull_request:", "  pull_request_target:", "dangerous-triggers"),
        (GITHUB, "$NUMBER/", "${{ github.head_ref }}/", "template-injection"),
        (ACTION, 'reports="$RUNNER_TEMP', 'reports="${{ inputs.data }}', "template-injection"),
        (ACTION, "55cc8345863c7cc4c66a329aec7e433d2d1c52a9", "v6", "unpinned-uses"),
    ],
)
def test_zizmor_finds_nothing_in_them_and_what_is_put_there(
    file: Path, old: str, new: str, audit: str, tmp_path: Path
) -> None:
    copy = tmp_path / file.relative_to(ROOT / "examples/ci" if file == GITHUB else ROOT)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(file.read_text("utf-8").replace(old, new) if old else file.read_text("utf-8"))
    command = [tool("zizmor"), "--offline", "--no-progress", "--strict-collection", copy]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if audit:
        assert run.returncode != 0
        assert f"[{audit}]" in run.stdout
    else:
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.needs("actionlint")
def test_actionlint_finds_nothing_in_the_workflow_and_what_is_put_there() -> None:
    def check(text: str) -> str:
        command = [tool("actionlint"), "-no-color", "-"]
        run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        return run.stdout

    text = GITHUB.read_text("utf-8")
    assert check(text) == ""
    assert 'property "evnt" is not defined' in check(text.replace("github.event.", "github.evnt."))
