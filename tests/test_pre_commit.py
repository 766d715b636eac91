"""The hooks for pre-commit: a manifest that it takes, and what they do in somebody's repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

pytestmark = pytest.mark.needs("pre-commit")

COLUMNS = "call_id,line,received_at,outcome"
RETURN = """\
force: Anytown Police
period: {month}
tables: {{calls: {{file: {month}.csv}}}}
"""

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


def repository_with(page: str, tmp_path: Path) -> Path:
    """A repository that has the hooks as a page of the docs says, from a copy of this one."""
    source, theirs = tmp_path / "peelcheck", tmp_path / "theirs"
    leave_out = shutil.ignore_patterns(".git", ".ci", ".venv", ".hypothesis", "*cache*")
    shutil.copytree(ROOT, source, ignore=leave_out)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "all")):
        run("git", *words, cwd=source)
    text = (ROOT / "docs" / page).read_text("utf-8").partition("<!-- hook -->\n```yaml\n")[2]
    shown = yaml.safe_load(text.partition("```")[0])
    newest = run("git", "rev-parse", "HEAD", cwd=source).stdout.strip()
    shown["repos"][0] |= {"repo": str(source), "rev": newest}
    theirs.mkdir()
    (theirs / ".pre-commit-config.yaml").write_text(yaml.safe_dump(shown), "utf-8")
    run("git", "init", "-q", cwd=theirs)
    return theirs


def test_the_hooks_stop_a_wrong_rule_and_let_right_ones_pass(tmp_path: Path) -> None:
    theirs = repository_with("rule-files.md", tmp_path)
    shutil.copytree(ROOT / "rules", theirs / "rules")
    run("git", "add", "-A", cwd=theirs)

    def tried() -> subprocess.CompletedProcess[str]:
        return run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=theirs)

    right = tried()
    assert right.returncode == 0, right.stdout + right.stderr
    assert right.stdout.count("Passed") == 2
    file = theirs / "rules/standards/101-abandonment.yaml"
    file.write_text(file.read_text("utf-8").replace("below: 5%", "below: <5%"), encoding="utf-8")
    wrong = tried()
    assert wrong.returncode == 1
    assert wrong.stdout.count("- exit code: 2") == 2
    assert "rules/standards/101-abandonment.yaml:7:10" in wrong.stdout


def test_the_gate_stops_a_commit_with_a_breach(tmp_path: Path) -> None:
    theirs = repository_with("ci.md", tmp_path)
    (theirs / "data").mkdir()
    (theirs / "exceptions.yaml").write_text("exceptions: []\n", "utf-8")

    def commit(month: str, days: int, abandoned: int) -> subprocess.CompletedProcess[str]:
        rows = [
            f"{n},101,{month}-{n % days + 1:02} 10:{n % 60:02}:11,"
            + ("abandoned" if n < abandoned else "answered")
            for n in range(1000)
        ]
        (theirs / f"data/{month}.csv").write_text("\n".join([COLUMNS, *rows, ""]), "utf-8")
        (theirs / f"data/{month}.yaml").write_text(RETURN.format(month=month), "utf-8")
        run("git", "add", "-A", cwd=theirs)
        return run("git", "commit", "-m", month, cwd=theirs)

    run(sys.executable, "-m", "pre_commit", "install", cwd=theirs)
    first = commit("2026-02", 28, 10)
    assert first.returncode == 0, first.stderr
    assert "peelcheck gate" in first.stderr
    refused = commit("2026-03", 31, 900)
    assert refused.returncode == 1
    assert "- exit code: 1" in refused.stderr
    assert "compared with February 2026" in refused.stderr
