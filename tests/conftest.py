"""What tests share: the shipped rules, small returns, and the command run as a person runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from peelcheck import Result, Rulebook, check, load_return, load_rules

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
"""A fixed day, so that no period is over in one run of the tests and not in another."""

settings.register_profile("everyday", max_examples=100, deadline=None, derandomize=True)
settings.load_profile("everyday")


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The shipped rule pack."""
    return load_rules()


Checker = Callable[..., Result]


@pytest.fixture
def checked(rules: Rulebook, tmp_path: Path) -> Checker:
    """Check returns written as YAML text, each with force and period filled in unless they say."""

    def run(*texts: str, **options: object) -> Result:
        returns = []
        for number, text in enumerate(texts):
            lines = ["" if "force:" in text else "force: Anytown Police", text]
            if not any(line.startswith("period:") for line in text.split("\n")):
                lines.insert(0, "period: 2026-03")
            file = tmp_path / f"data{number}.yaml"
            file.write_text("\n".join(lines), encoding="utf-8")
            returns.append(load_return(file, rules))
        return check(rules, returns, **{"today": TODAY, **options})  # type: ignore[arg-type]

    return run


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def peelcheck(tmp_path: Path) -> Command:
    """Run the command in an empty folder; colours and widths as in a pipe."""

    def run(
        *args: object, cwd: Path = tmp_path, env: dict[str, str] | None = None, **options: object
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "peelcheck", *map(str, args)],
            cwd=cwd,
            env={**clean_environment(), **(env or {})},
            capture_output="stdout" not in options,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            **options,  # type: ignore[call-overload]
        )

    return run


def clean_environment() -> dict[str, str]:
    """The environment without what changes how a command prints."""
    hidden = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PYTHONPATH": str(ROOT / "checker"), "TERM": "xterm"}


_NEEDS = {
    "bash": lambda: shutil.which("bash") is not None,
    "a full device": lambda: Path("/dev/full").exists(),
    "a terminal": lambda: sys.platform != "win32",
}


def pytest_configure(config: pytest.Config) -> None:
    """Say which marks there are."""
    names = ", ".join(_NEEDS)
    config.addinivalue_line("markers", f"needs(what): needs one of: {names}; left out without it")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out by name where the machine lacks what it needs; CI lets none be left out."""
    for mark in item.iter_markers("needs"):
        what = mark.args[0]
        if not _NEEDS[what]():
            if os.environ.get("PEELCHECK_TEST_REQUIRE"):
                pytest.fail(f"this machine lacks {what}, and every test is required")
            pytest.skip(f"needs {what}")
