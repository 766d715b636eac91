"""The hooks for pre-commit: a manifest that it takes, and what they do in somebody's repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.needs("pre-commit")

MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def run(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PRE_COMMIT_HOME": str(cwd / "home"),
        "GIT_AUTHOR_NAME": "a test",
        "GIT_AUTHOR_EMAIL": "test@example.org",
        "GIT_COMMITTER_NAME": "a test",
        "GIT_COMMITTER_EMAIL": "test@example.org",
    }
    return subprocess.run(
        list(map(str, words)), cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    found = run(sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST, cwd=tmp_path)
    assert (found.returncode, found.stdout) == (0, "")


def test_the_hooks_stop_a_wrong_rule_and_let_right_ones_pass(tmp_path: Path) -> None:
    """As `pre-commit try-repo` does it: peelcheck is built and installed from this repository."""
    source, theirs = tmp_path / "peelcheck", tmp_path / "theirs"
    leave_out = shutil.ignore_patterns(".git", ".venv", "*cache*", "__pycache__")
    shutil.copytree(ROOT, source, ignore=leave_out)
    shutil.copytree(ROOT / "rules", theirs / "rules")
    for folder in (source, theirs):
        run("git", "init", "-q", cwd=folder)
        run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-qm", "all", cwd=source)

    def tried() -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "pre_commit", "try-repo", source, "--all-files")
        return run(*command, cwd=theirs)

    right = tried()
    assert right.returncode == 0, right.stdout + right.stderr
    assert right.stdout.count("Passed") == 2
    file = theirs / "rules/standards/101-abandonment.yaml"
    file.write_text(file.read_text("utf-8").replace("below: 5%", "below: <5%"), encoding="utf-8")
    wrong = tried()
    assert wrong.returncode == 1
    assert wrong.stdout.count("- exit code: 2") == 2
    assert "rules/standards/101-abandonment.yaml:7:10" in wrong.stdout
