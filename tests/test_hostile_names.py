"""A file's name is text wherever it is printed: no line of its own, no order to a service."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from conftest import Command, Lender
from peelcheck.reports import REPORTS
from peelcheck.reports.problems import PROBLEMS
from peelcheck.sources.file_kinds import kind_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names have no such letters there")

PAYLOAD = "a\n::error::taken\r##vso[task.complete result=Succeeded]\x1b[31m\u202e##[error]b"
FIGURES = "figures: {calls_101_abandonment_rate: 21.9%}\n"
RETURN = f"force: Norfolk Constabulary\nperiod: 2026-03\n{FIGURES}"
CALLS = "call_id,received_at,line,outcome\nC1,2026-03-05 10:00,101,abandoned\n"
SHEET = "period,figure,value\n2026-03,calls_101_abandonment_rate,6%\n"
QUOTED = (
    PAYLOAD.replace("\n", "\\n")
    .replace("\r", "\\r")
    .replace("\x1b", "\\e")
    .replace("\u202e", "\\u202E")
)
TABLE = "force: Norfolk Constabulary\nperiod: 2026-03\ntables: {{calls: {{file: {}}}}}\n"


@pytest.fixture
def folder(pack_at: Lender, tmp_path: Path) -> Path:
    (tmp_path / f"{PAYLOAD}.yaml").write_text(RETURN, "utf-8")
    (tmp_path / f"{PAYLOAD}-wrong.yaml").write_text("force: A\nperid: 1\n", "utf-8")
    (tmp_path / f"{PAYLOAD}.csv").write_text(CALLS, "utf-8")
    (tmp_path / f"{PAYLOAD}-wrong.csv").write_text("call_id,call_id\n1,2\n", "utf-8")
    (tmp_path / f"{PAYLOAD}-sheet.csv").write_text(SHEET, "utf-8")
    (tmp_path / f"{PAYLOAD}.txt").write_text("x", "utf-8")
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    (tmp_path / "table.yaml").write_text(TABLE.format("'*[!g].csv'"), "utf-8")
    (tmp_path / "named.yaml").write_text(TABLE.format(f'"{QUOTED}.csv"'), "utf-8")
    (tmp_path / "missing.yaml").write_text(TABLE.format(f'"{QUOTED}-none.csv"'), "utf-8")
    (tmp_path / "sheet.yaml").write_text(
        f'force: Norfolk Constabulary\nperiod: 2026-03\nsheets: ["{QUOTED}-sheet.csv"]\n', "utf-8"
    )
    pack_at(tmp_path / "ours")
    pack_at(tmp_path / f"{PAYLOAD}-rules")
    (tmp_path / f"{PAYLOAD}-rules/standards/{PAYLOAD}.yaml").write_text("wrong: 1\n", "utf-8")
    (tmp_path / f"ours/standards/{PAYLOAD}.yaml").write_text("wrong: 1\n", "utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path


def assert_harmless(text: str) -> None:
    text = text.replace("\r\n", "\n")  # as lines of CSV end
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), text
    assert not re.search(r"##\w*\[(?!task\.logissue)", text), text
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::error::taken"), text


COMMANDS: list[tuple[str, ...]] = [
    (f"{PAYLOAD}.yaml",),
    (f"{PAYLOAD}-wrong.yaml",),
    (f"{PAYLOAD}-none.yaml",),
    (f"{PAYLOAD}.txt",),
    (f"{PAYLOAD}.csv",),
    (f"{PAYLOAD}.yaml", f"{PAYLOAD}.yaml"),
    ("table.yaml",),
    ("named.yaml", "--rows", "out"),
    ("named.yaml", "--rows", f"out/{PAYLOAD}"),
    ("named.yaml", "--rows", f"{PAYLOAD}.yaml"),
    ("missing.yaml",),
    ("sheet.yaml",),
    ("data.yaml", "-o", f"json={PAYLOAD}.yaml"),
    ("data.yaml", "-o", f"json=none/{PAYLOAD}.json"),
    ("data.yaml", "-o", f"{PAYLOAD}"),
    ("data.yaml", "-o", f"{PAYLOAD}=x.json"),
    ("data.yaml", "--since", f"{PAYLOAD}.yaml"),
    ("data.yaml", "--since", f"{PAYLOAD}-wrong.yaml"),
    ("data.yaml", "--exceptions", f"{PAYLOAD}-wrong.yaml"),
    ("data.yaml", "--exceptions", f"{PAYLOAD}-none.yaml"),
    ("data.yaml", "--only", PAYLOAD),
    ("data.yaml", "--require", PAYLOAD),
    ("data.yaml", "--by", PAYLOAD),
    ("data.yaml", "--period", PAYLOAD),
    ("data.yaml", "--today", PAYLOAD),
    ("data.yaml", "--format", PAYLOAD),
    ("data.yaml", "--rebase", PAYLOAD),
    ("data.yaml", "--funnel", PAYLOAD, "-o", "out/x.html"),
    ("data.yaml", "--marking", PAYLOAD, "--format", "html"),
    ("data.yaml", f"--{PAYLOAD}"),
    ("data.yaml", "--rules", f"{PAYLOAD}-rules"),
    ("data.yaml", "--rules", f"{PAYLOAD}-none"),
    ("data.yaml", "--rules", "ours"),
    ("explain", PAYLOAD),
    ("verify", f"{PAYLOAD}.yaml"),
    ("verify", f"{PAYLOAD}-none.json"),
    ("impact", "--from", f"{PAYLOAD}-rules", "data.yaml"),
    ("impact", "--from", PAYLOAD, "data.yaml"),
    ("impact", "--from", "peelcheck", f"{PAYLOAD}-wrong.yaml"),
    ("impact", f"{PAYLOAD}..HEAD", "data.yaml"),
    ("new", "return", "--from", f"{PAYLOAD}.csv"),
    ("new", "return", "--from", f"{PAYLOAD}-none.csv"),
    ("new", "return", "-o", f"{PAYLOAD}.yaml"),
    ("new", "return", "-o", f"out/{PAYLOAD}.yaml"),
    ("new", "return", "--only", PAYLOAD),
    ("new", "return", PAYLOAD),
    ("new", "afis", f"{PAYLOAD}.txt"),
    ("new", "afis", f"{PAYLOAD}-none.txt"),
    ("new", "pack", PAYLOAD),
    ("new", "rule", PAYLOAD, "--rules", "ours"),
    ("new", "rule", "a-rule", "--rules", f"{PAYLOAD}-rules"),
    ("rules", "list", "--with", f"{PAYLOAD}-wrong.yaml"),
    ("rules", "test", "ours"),
    ("rules", "docs", f"out/{PAYLOAD}"),
    ("rules", "docs", f"{PAYLOAD}.yaml"),
    ("rules", "schema", PAYLOAD),
    *(("rules", "lint", "ours", "--format", name) for name in PROBLEMS),
    *(("rules", "lint", f"{PAYLOAD}-rules", "--format", name) for name in PROBLEMS),
    *((f"{PAYLOAD}.yaml", "--format", name) for name in REPORTS),
    *(("named.yaml", "--format", name) for name in REPORTS),
    *((f"{PAYLOAD}.yaml", "--since", f"{PAYLOAD}.yaml", "--format", name) for name in REPORTS),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda one: " ".join(one).replace(PAYLOAD, "NAME"))
def test_a_name_is_text_wherever_it_is_printed(
    folder: Path, peelcheck: Command, words: tuple[str, ...]
) -> None:
    run = peelcheck(*words)
    assert "Traceback" not in run.stderr
    assert_harmless(run.stdout)
    assert_harmless(run.stderr)


def test_a_report_made_of_such_files_is_verified(folder: Path, peelcheck: Command) -> None:
    assert kind_of(folder / f"{PAYLOAD}.yaml") == ""
    peelcheck(f"{PAYLOAD}.yaml", "-o", f"json=out/{PAYLOAD}.json")
    run = peelcheck("verify", f"out/{PAYLOAD}.json")
    assert run.returncode == 0
    assert_harmless(run.stdout)
    (folder / f"{PAYLOAD}.yaml").unlink()
    run = peelcheck("verify", f"out/{PAYLOAD}.json")
    assert run.returncode == 1
    assert_harmless(run.stdout + run.stderr)
