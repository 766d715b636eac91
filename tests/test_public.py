"""The option --public: what it prints, what it does not go with, and its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Command
from test_cli import write

DATA = """\
force: Suffolk Constabulary
period: 2026-03
figures:
  calls_101_abandonment_rate: 60 of 1000
  high_risk_share: 9 of 800
"""


def test_what_is_printed_and_written_is_the_public_view(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, DATA)
    done = peelcheck("data.yaml", "--public", "-o", "report.json", "-o", "findings.csv")
    assert done.returncode == 1
    assert "60 of 1,000" in done.stdout
    assert "withheld" in done.stdout
    for text in (done.stdout, *(file.read_text("utf-8") for file in tmp_path.glob("[rf]*"))):
        assert "9 of 800" not in text
        assert "data.yaml" not in text


def test_the_exit_code_is_that_of_all_that_is_known(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, "force: Suffolk\nperiod: 2026-03\nfigures:\n  high_risk_share: 9 of 30\n")
    done = peelcheck("data.yaml", "--public")
    assert done.returncode == 1
    assert "breach  " not in done.stdout


def test_a_setting_changes_what_is_small(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, DATA)
    done = peelcheck("data.yaml", "--public", "--public-below", "5")
    assert "9 of 800" in done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--public", "--rows", "rows"], "--rows does not go with --public. It would publish"),
        (["--public", "--since", "data.yaml"], "--since does not go with --public."),
        (["--public", "--exceptions", "data.yaml"], "--exceptions does not go with --public."),
        (["--public", "--only", "101-abandonment"], "--only does not go with --public."),
        (["--public", "--funnel", "101-abandonment"], "--funnel does not go with --public."),
        (["--public", "--rebase", "101-abandonment=2026-01"], "--rebase does not go with"),
        (["--public", "--by", "district"], "--by district does not go with --public."),
        (["--public-below", "5"], "--public-below goes with --public. Add --public."),
        (["--public", "--public-below", "2"], "2 leaves too few values possible. Write a number"),
    ],
)
def test_what_would_publish_more_is_refused(
    options: list[str], message: str, peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, DATA)
    done = peelcheck("data.yaml", *options)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_by_afi_is_public_too(peelcheck: Command) -> None:
    data = str(ROOT / "examples/norfolk-2024/data.yaml")
    done = peelcheck(data, "--public", "--by", "afi", "--today", "2026-11-23")
    assert "ithheld" in done.stdout
    assert "21.9%" not in done.stdout
