"""The core without one compiled part: PyYAML in Python, and the last jsonschema that is pure.

It runs on the packages that are inside peelcheck.html, read from their wheels, and on nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BROWSER_INPUTS, ROOT

pytestmark = pytest.mark.needs("the pure wheels")

WRONG = """\
force: Norfolk Constabulary
period: 2026-03
figures:
  high_risk_share: 120%
  high_risk_shore: 12%
  workforce: [1, 2]
  shorts: {a: b}
"""

NORFOLK = "examples/norfolk-2024/data.yaml"


def run(
    *words: str, pure: bool, cwd: Path = ROOT, say: str = ""
) -> subprocess.CompletedProcess[str]:
    """The command with the pure wheels alone, or with what is installed here."""
    wheels = sorted(map(str, (BROWSER_INPUTS / "wheels").glob("*.whl"))) if pure else []
    alone = ["-S", "-s"] if pure else []
    path = os.pathsep.join([str(ROOT / "checker"), *wheels])
    command = [sys.executable, *alone, *(["-c", say] if say else ["-m", "peelcheck", *words])]
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_nothing_compiled_is_loaded() -> None:
    """Only what Python itself brings ends in .so or .pyd."""
    say = (
        "import sys, sysconfig, yaml, jsonschema, peelcheck; from peelcheck.cli import main\n"
        "own = sysconfig.get_path('platstdlib')\n"
        "for one in list(sys.modules.values()):\n"
        "    file = getattr(one, '__file__', None) or ''\n"
        "    if file.endswith(('.so', '.pyd')) and not file.startswith(own): print(file)\n"
        "print(yaml.__with_libyaml__, 'jsonschema-4.17.3' in jsonschema.__file__)"
    )
    found = run(pure=True, say=say)
    assert (found.stdout.split(), found.stderr) == (["False", "True"], "")


@pytest.mark.parametrize(
    "words",
    [
        (NORFOLK,),
        (NORFOLK, "-v"),
        (NORFOLK, "-o", "json=-"),
        (NORFOLK, "-o", "html=-"),
        ("examples/year-of-months/data.yaml", "-o", "md=-"),
        ("rules", "lint"),
        ("rules", "list", "--with", NORFOLK),
        ("explain", "high-risk-share"),
    ],
    ids=" ".join,
)
def test_it_says_the_same(words: tuple[str, ...]) -> None:
    pure, usual = run(*words, pure=True), run(*words, pure=False)
    assert pure.stdout
    assert (pure.stdout, pure.stderr, pure.returncode) == (
        usual.stdout, usual.stderr, usual.returncode,
    )  # fmt: skip


def test_every_fault_is_said_in_the_same_words(tmp_path: Path) -> None:
    """The schema says no with either jsonschema, and the reader of YAML finds the same places."""
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    pure = run("wrong.yaml", pure=True, cwd=tmp_path)
    usual = run("wrong.yaml", pure=False, cwd=tmp_path)
    assert pure.returncode == 2
    assert "wrong.yaml:5:3" in pure.stderr
    assert (pure.stdout, pure.stderr) == (usual.stdout, usual.stderr)
