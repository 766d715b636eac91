"""peelcheck-tables.html in Chromium and Firefox: the counts of the command line, byte for byte."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import BROWSER_INPUTS, NODE, ROOT, Command
from tables import write_csv

pytestmark = pytest.mark.needs("peelcheck-tables.html")

MOST_MEGABYTES = 24
TODAY = "2026-04-10"
HEAD = "force: Norfolk Constabulary\nperiod: {}\ntables: {{{}: {{file: {}}}}}\n"
TIMES = (
    *["2026-03-01 00:00:00", "2026-03-31 23:59:59", "2026-03-15 12:00"] * 3,
    *["2026-02-28 23:59:59", "2026-04-01", "", "2026-02-30 10:00", "15/03/2026"],
    *["2026-03-10T10:00:00Z", "2026-03-10T10:00:00+01:00", "10 Mar 2026 10:00:31"],
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """peelcheck-tables.html, built once."""
    file = tmp_path_factory.mktemp("browser") / "peelcheck-tables.html"
    subprocess.run(
        [sys.executable, ROOT / "packaging/browser.py", "--tables", "--to", file,
         "--inputs", BROWSER_INPUTS],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip
    return file


def _dirty_calls() -> list[dict[str, str]]:
    chance = random.Random(4)  # noqa: S311 - the same rows each time
    return [
        {
            "call_id": chance.choice(["", f"C{number}", f"C{number % 50}"]),
            "received_at": chance.choice(TIMES),
            "line": chance.choice(["101", "101", "999", "Other", "", "111"]),
            "outcome": chance.choice(["answered", "ABANDONED", "", "a, b", 'the "other"\none']),
            "answered_in": chance.choice(["9", "10", "10.5", "600", "", "fast", "-1"]),
        }
        for number in range(400)
    ]


def _complaints() -> list[dict[str, str]]:
    """Outcomes of a month with bank holidays, and letters about them some days later."""
    days = [date(2025, 12, 1) + timedelta(number) for number in range(31)]
    return [
        {
            "complaint_id": f"{day}-{later}",
            "outcome_at": str(day),
            "informed_at": str(day + timedelta(later)),
        }
        for day in days
        for later in (3, 5, 7, 8, 9, 11)
    ]


def _workbook(file: Path, rows: list[dict[str, str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ([*rows[0]], *([*row.values()] for row in rows)):
        sheet.append(row)
    book.save(file)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each return with its tables in a folder of its own."""
    made = tmp_path_factory.mktemp("opened")
    examples, dirty, book, days, parquet = (
        made / name for name in ("examples", "dirty", "workbook", "working-days", "parquet")
    )
    examples.mkdir()
    for file in (ROOT / "examples/tables").glob("*.[cy]*"):
        shutil.copy(file, examples)
    for folder, period, table, name in (
        (dirty, "2026-03", "calls", "calls.csv"),
        (book, "2026-03", "calls", "calls.xlsx"),
        (days, "2025-12", "complaints", "complaints.csv"),
        (parquet, "2026-03", "calls", "calls.parquet"),
    ):
        folder.mkdir()
        (folder / "data.yaml").write_text(HEAD.format(period, table, name), "utf-8")
    write_csv(dirty / "calls.csv", _dirty_calls())
    write_csv(days / "complaints.csv", _complaints())
    _workbook(book / "calls.xlsx", _dirty_calls())
    copy = f"COPY (SELECT 'C1' AS call_id) TO '{parquet / 'calls.parquet'}' (FORMAT parquet)"
    duckdb.connect().execute(copy)
    return [examples, dirty, book, days, parquet]


@pytest.fixture(scope="module", params=["chrome", "firefox"])
def seen(request: pytest.FixtureRequest, page: Path, folders: list[Path]) -> dict[str, Any]:
    """What came of each folder in one browser."""
    executable = shutil.which({"chrome": "chromium", "firefox": "firefox-esr"}[request.param])
    assert executable
    run = subprocess.run(
        ["node", ROOT / "tests/browser/tables.cjs", NODE / "node_modules", request.param,
         executable, page, TODAY, *folders],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_the_file_is_small_and_its_policy_lets_nothing_out(page: Path) -> None:
    assert page.stat().st_size < MOST_MEGABYTES * 1e6
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page.read_text("utf-8"))
    assert re.sub(r"'sha256-[^']+'", "HASH", policy) == (
        "default-src 'none'; script-src HASH blob: 'wasm-unsafe-eval'; worker-src blob:; "
        "style-src HASH HASH; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_each_report_is_that_of_the_command_line(
    seen: dict[str, Any], folders: list[Path], peelcheck: Command
) -> None:
    """Several have a file of the same name: nothing is remembered of the one before."""
    for folder in folders[:-1]:
        here = peelcheck(
            "data.yaml", "--format", "json", "--exit-zero", "--today", TODAY, cwd=folder
        )
        assert seen["found"][folder.name]["report"] == here.stdout, folder.name
        assert "could not be read" not in here.stdout


def test_parquet_is_refused_with_what_to_do(seen: dict[str, Any]) -> None:
    parquet = seen["found"]["parquet"]
    assert parquet["problems"] == [
        "calls.parquet: Parquet files cannot be read in a browser. Save it as CSV, or check it on "
        "the command line."
    ]
    assert re.search(r"\d standards are not clear", parquet["verdict"])


def test_the_network_is_asked_for_nothing(seen: dict[str, Any]) -> None:
    assert seen["asked"] == []
    assert seen["said"] == []
