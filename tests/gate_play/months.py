"""A made-up force with fourteen months of returns in a git repository of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

MONTHS = [f"2025-{month:02}" for month in range(1, 13)] + ["2026-01", "2026-02"]
TODAY = "2026-05-10"
PROFILE = """\
force: Anytown Police
about:
  has_switchboard: yes
targets:
  attendance_share: {at_least: 80%, from: 2024-04-01, set_by: police and crime plan}
"""
EXCEPTIONS = """\
exceptions:
  - rule: offender-manager-caseload
    reason: two posts advertised
    owner: head of public protection
    expires: 2026-09-30
    accepted: 52
    no_worse_than: 52
"""


class Figures(NamedTuple):
    """One month: 101 calls offered and abandoned, 999 calls, incidents, and offenders."""

    offered: int = 14000
    abandoned: int = 560
    answered: int = 3500
    within_10s: int = 3290
    incidents: int = 1100
    in_time: int = 946
    offenders: int = 1040
    managers: str = "exactly 20"
    high_risk: int = 187

    def as_yaml(self, month: str) -> str:
        """The return of a month."""
        last = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}.get(month[5:], "31")
        on = f"period: at {month}-{last}"
        return (
            f"period: {month}\nprofile: force.yaml\nfigures:\n"
            f"  calls_101_offered: {self.offered}\n"
            f"  calls_101_abandoned: {self.abandoned}\n"
            f"  calls_999_answered: {self.answered}\n"
            f"  calls_999_answered_within_10s: {self.within_10s}\n"
            f"  incidents_to_attend: {self.incidents}\n"
            f"  incidents_attended_in_time: {self.in_time}\n"
            f'  offenders: {{value: "{self.offenders}", {on}}}\n'
            f"  offender_managers: {{value: {self.managers}, {on}}}\n"
            f"  high_risk_offenders: {{value: {self.high_risk}, {on}}}\n"
        )


def figures_of(month: str) -> Figures:
    """The figures of a month: no two months are alike."""
    n = MONTHS.index(month) if month in MONTHS else len(MONTHS)
    return Figures(
        offered=14000 + 7 * n,
        abandoned=560 + n,
        answered=3500 + n,
        within_10s=3290 + n,
        incidents=1100 + n,
        in_time=946 + n,
        high_risk=187 + n % 3,
    )


class Repository:
    """A git repository with a folder `data`; main holds all months, and a branch is for changes."""

    def __init__(self, path: Path) -> None:
        """Make it, with one commit a month on main."""
        self.path = path
        self.data = path / "data"
        self.data.mkdir(parents=True)
        self.git("init", "-q", "-b", "main", "--template=")
        self.write("data/force.yaml", PROFILE)
        self.write("data/exceptions.yaml", EXCEPTIONS)
        for month in MONTHS:
            self.month(month, figures_of(month))
            if month in (MONTHS[0], MONTHS[-2], MONTHS[-1]):
                self.commit(month)
        self.git("checkout", "-q", "-b", "change")
        self.git("gc", "-q")  # into few files, as each test copies them

    @classmethod
    def copy_of(cls, path: Path, to: Path) -> Repository:
        """Copy a repository, to change the copy."""
        shutil.copytree(path, to)
        copy = cls.__new__(cls)
        copy.path, copy.data = to, to / "data"
        return copy

    def git(self, *words: str) -> str:
        """Run git in it, as a made-up person and with nobody's settings."""
        run = subprocess.run(
            [
                *("git", "-c", "user.name=Analyst", "-c", "user.email=analyst@example.org"),
                *("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", *words),
            ],
            cwd=self.path,
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null",
                 "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(self.path)},
        )  # fmt: skip
        return run.stdout

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text, "utf-8")

    def read(self, name: str) -> str:
        """Read a file."""
        return (self.path / name).read_text("utf-8")

    def month(self, month: str, figures: Figures) -> None:
        """Write the return of a month."""
        self.write(f"data/{month}.yaml", figures.as_yaml(month))

    def edit(self, name: str, before: str, after: str) -> None:
        """Change a text in a file, which has to be there."""
        text = self.read(name)
        assert before in text, (name, before)
        self.write(name, text.replace(before, after))

    def delete(self, name: str) -> None:
        """Delete a file."""
        (self.path / name).unlink()


Event = Callable[[Repository], None]
