"""What is seen at a terminal while work takes more than a second, and that nothing stays of it."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from conftest import Command
from peelcheck.cli import progress


class Terminal(io.StringIO):
    """Standard error, as if somebody watched it."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error, in the test itself: pytest sets its own."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


@pytest.mark.thorough
def test_long_writing_is_told_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with progress.show_writing("report.html"):
        time.sleep(1.2)
    line = "Writing report.html ..."
    assert terminal.getvalue() == f"\r{line}\r{' ' * len(line)}\r"


def test_short_writing_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with progress.show_writing("report.html"):
        pass
    assert not terminal.getvalue()


def test_reading_is_told_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    now = [10.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.show_reading() as watch:
        assert watch
        watch("calls.csv", 0.1)
        assert not terminal.getvalue()
        now[0] = 11.0
        watch("calls.csv", 0.5)
        watch("calls.csv", 0.5)
    line = f"Reading calls.csv [{'#' * 15}{'-' * 15}]  50%"
    assert terminal.getvalue() == f"\r{line}\r{' ' * len(line)}\r"


def test_in_a_pipe_there_is_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.show_reading() as watch, progress.show_writing("report.html"):
        assert watch is None
    assert not stream.getvalue()


def test_what_a_return_itself_requires_has_a_line_too(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Anytown Police\nperiod: 2026-03\nrequires: [high-risk-share]\nfigures:\n"
        "  calls_101_abandonment_rate: 4%\n",
        encoding="utf-8",
    )
    run = peelcheck("data.yaml")
    assert run.returncode == 4
    assert run.stdout.endswith(
        "Gate: fails. For Anytown Police, high-risk-share is required and was not checked\n"
        "(exit 4).\n"
    )
