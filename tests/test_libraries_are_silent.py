"""What libraries print or warn of reaches neither the result nor its reader."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import Command, clean_environment
from test_xlsx_cells import with_part

MET = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.1%}\n"
OTHER = "force: Norfolk Constabulary\nperiod: 2026-03\n"
ROWS = {
    "sheet": [["period", "figure", "value"], ["2026-03", "high_risk_share", "30%"]],
    "table": [["call_id", "received_at", "line", "outcome"],
              ["C1", "2026-03-05 10:00", "101", "answered"]],
}  # fmt: skip


def with_a_style_out_of_range(folder: Path, what: str) -> None:
    """A workbook of which openpyxl prints a line."""
    book = Workbook()
    for row in ROWS[what]:
        book.active.append(row)  # type: ignore[union-attr]
    file = folder / "book.xlsx"
    book.save(file)
    styles = zipfile.ZipFile(file).read("xl/styles.xml")
    assert b'xfId="0" builtinId="0"' in styles
    broken = styles.replace(b'xfId="0" builtinId="0"', b'xfId="9" builtinId="0"')
    file.write_bytes(with_part(file.read_bytes(), "xl/styles.xml", broken))


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (
            "table",
            f"{OTHER}figures: {{high_risk_share: 30%}}\ntables: {{calls: {{file: book.xlsx}}}}\n",
        ),
        ("sheet", f"{OTHER}sheets: [book.xlsx]\n"),
    ],
)
@pytest.mark.parametrize("words", [("data.yaml", "--format", "json"), ("data.yaml", "met.yaml")])
def test_openpyxl_prints_nothing_into_the_result(
    tmp_path: Path, peelcheck: Command, what: str, text: str, words: tuple[str, ...]
) -> None:
    with_a_style_out_of_range(tmp_path, what)
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    (tmp_path / "met.yaml").write_text(MET.replace("2026-03", "2026-02"), "utf-8")
    run = peelcheck(*words)
    assert "out of range" not in run.stdout + run.stderr
    if run.stdout and "json" in words:
        assert json.loads(run.stdout)["format"] == 1


def test_nor_while_a_return_is_begun_from_it(tmp_path: Path, peelcheck: Command) -> None:
    with_a_style_out_of_range(tmp_path, "table")
    run = peelcheck("new", "return", "--from", "book.xlsx")
    assert "out of range" not in run.stdout + run.stderr


WARNING = (
    "import sys, warnings\n"
    "from peelcheck import cli\n"
    "from peelcheck.cli import check_plan\n"
    "read = check_plan.read_all\n"
    "def warning(*args, **options):\n"
    "    warnings.warn('for programmers', UserWarning)\n"
    "    return read(*args, **options)\n"
    "check_plan.read_all = warning\n"
    "sys.argv = ['peelcheck', 'met.yaml', '--only', '101-abandonment']\n"
    "cli.main()\n"
)


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("options", "warned"), [((), False), (("-W", "default"), True)])
def test_a_warning_of_a_library_is_for_those_who_ask(
    tmp_path: Path, options: tuple[str, ...], *, warned: bool
) -> None:
    (tmp_path / "met.yaml").write_text(MET, "utf-8")
    run = subprocess.run(
        [sys.executable, *options, "-c", WARNING], cwd=tmp_path, env=clean_environment(),
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0
    assert ("for programmers" in run.stderr) is warned
    assert "for programmers" not in run.stdout
