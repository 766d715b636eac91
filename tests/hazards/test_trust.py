"""Trust: nothing in a file is run, nothing outside is read, no network, and no names of persons."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Command, clean_environment, some_every_day
from peelcheck import Rulebook, check, load_return
from peelcheck.errors import ProblemsFound
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page
from tables import write_csv
from test_table_files import CLEAN

GUARD = Path(__file__).with_name("guarded.py")
NORFOLK = ROOT / "examples/norfolk-2024/data.yaml"
HEAD = "force: Norfolk Constabulary\nperiod: 2026-03\n"
PERSON = "Sentinel Q Person"


def guarded(folder: Path, *words: object, before: tuple[str, ...] = ()) -> tuple[int, str, str]:
    """The exit code, what was printed, and what was tried and forbidden."""
    log = folder.parent / "forbidden.log"
    own = folder.parent / "temporary"
    own.mkdir()
    folders = (folder, own, ROOT, sys.prefix, sys.base_prefix, "/dev", "/usr", "/etc")
    run = subprocess.run(
        [*before, sys.executable, str(GUARD), str(log), *map(str, folders), "--", *map(str, words)],
        cwd=folder,
        env={**clean_environment(), "TMPDIR": str(own)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    tried = log.read_text("utf-8") if log.exists() else ""
    return run.returncode, run.stdout + run.stderr, tried


def a_folder_with_everything(tmp_path: Path) -> Path:
    """A return with a table, a sheet and a profile, all of them odd inside."""
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [
        {**row, "note": "'); DROP TABLE cells; COPY (SELECT 1) TO 'pwned'; --"} for row in CLEAN
    ]
    rows[0]["outcome"] = '__import__("os").system("touch pwned")'
    rows[1]["call_id"] = "' || getenv('HOME') || '"
    write_csv(folder / "calls.csv", rows)
    (folder / "sheet.csv").write_text(
        "period,figure,value,note\n2026-03,high_risk_share,18.5%,=cmd|' /C touch pwned'!A0\n",
        "utf-8",
    )
    (folder / "force.yaml").write_text(
        "force: Norfolk Constabulary\nabout: {has_switchboard: yes}\n", "utf-8"
    )
    (folder / "data.yaml").write_text(
        f"{HEAD}profile: force.yaml\nsheets: [sheet.csv]\ntables: {{calls: {{file: calls.csv}}}}\n"
        "figures:\n  offenders_per_offender_manager:\n    value: 950 for 19\n"
        '    note: "{{ 7*7 }} ${7*7} <%= 7*7 %> $(touch pwned) `touch pwned`"\n',
        "utf-8",
    )
    return folder


@pytest.mark.parametrize(
    "words",
    some_every_day(1, [
        ("data.yaml", "-v", "-o", "json=report.json"),
        ("data.yaml", "--rows", "out", "--by", "afi"),
        ("rules", "list", "--with", "data.yaml"), ("new", "return", "--from", "calls.csv"),
    ]),
    ids=["check", "rows", "list", "new"],
)  # fmt: skip
def test_nothing_in_a_file_is_ever_run(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = a_folder_with_everything(tmp_path)
    code, told, tried = guarded(folder, *words)
    assert tried == ""
    assert code in (0, 1, 3), told
    assert "Traceback" not in told
    assert not list(tmp_path.rglob("*pwned*"))
    if words[-1] == "json=report.json":
        assert "{{ 7*7 }} ${7*7} <%= 7*7 %> $(touch pwned)" in " ".join(told.split())


@pytest.mark.parametrize(
    "text",
    ['a: !!python/object/apply:os.system ["touch pwned"]', "a: !!python/name:os.system",
     "a: !!python/module:os"],
)  # fmt: skip
def test_tags_that_other_readers_run_are_refused(
    tmp_path: Path, text: str, rules: Rulebook
) -> None:
    (tmp_path / "data.yaml").write_text(f"{HEAD}{text}\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_return(tmp_path / "data.yaml", rules)
    assert "is a tag, and tags are not read." in str(found.value)
    assert not (tmp_path / "pwned").exists()


def test_the_guard_would_see_it(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.yaml").write_text(HEAD, "utf-8")
    _, told, tried = guarded(folder, tmp_path / "out.yaml")
    assert tried.startswith("open ")
    assert "The file cannot be read" in " ".join(told.split())


OUTSIDE = {
    "a sheet": "sheets: [../secret.csv]",
    "a sheet by a link": "sheets: [link.csv]",
    "a profile": "profile: ../secret.yaml",
    "a table": "tables: {calls: {file: ../secret.csv}}",
    "a table by a link": "tables: {calls: {file: link.csv}}",
    "a table by a linked folder": "tables: {calls: {file: 'linked/*.csv'}}",
    "a table by its whole path": "tables: {calls: {file: /etc/passwd}}",
    "a sheet by its whole path": "sheets: [/etc/passwd]",
}


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("text", OUTSIDE.values(), ids=OUTSIDE)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, text: str, rules: Rulebook) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("period,figure,value\nSECRET,x,1\n", "utf-8")
    (tmp_path / "secret.yaml").write_text("force: SECRET\n", "utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "data.yaml").write_text(f"{HEAD}{text}\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_return(folder / "data.yaml", rules)
    told = str(found.value)
    assert "the folder of this file" in told
    assert "SECRET" not in told
    assert "root:" not in told


JOBS = [
    (str(NORFOLK), "--by", "afi"),
    ("data.yaml", "-o", "json=report.json", "--rows", "out"),
    ("rules", "lint"),
    ("explain", "101-abandonment"),
]


@pytest.mark.needs("a namespace without network")
@pytest.mark.parametrize(
    "words", some_every_day(1, JOBS), ids=["figures", "tables", "lint", "explain"]
)
def test_the_main_jobs_need_no_network(tmp_path: Path, words: tuple[str, ...]) -> None:
    folder = a_folder_with_everything(tmp_path)
    code, told, tried = guarded(folder, *words, before=("unshare", "--map-root-user", "--net"))
    assert tried == ""
    assert code in (0, 1, 3), told


def test_no_name_of_a_person_reaches_any_report(tmp_path: Path, rules: Rulebook) -> None:
    managers = [PERSON, f"{PERSON} 2", f"{PERSON} 3"]
    rows = [
        {"offender_id": f"O{number}", "manager": managers[number % 3], "setting": "community"}
        for number in range(160)
    ]
    write_csv(tmp_path / "offenders.csv", rows)
    lines = "".join(f"\n        {name}: {60 + i}" for i, name in enumerate(managers))
    given = (
        f"figures:\n  offenders_of_manager:\n    complete: yes\n    note: {PERSON} has most\n"
        f"    by:\n      manager:{lines}\n"
    )
    for text in (given, "tables: {offenders: {file: offenders.csv, at: 2026-03-31}}\n"):
        (tmp_path / "data.yaml").write_text(HEAD + text, "utf-8")
        result = check(rules, [load_return(tmp_path / "data.yaml", rules)], today=TODAY)
        assert any(finding.outcome == "breach" for finding in result.findings), text
        for render in (*REPORTS.values(), *BY.values()):
            shown = str(render(result, Page(120, colour=False)))
            assert PERSON not in shown
            assert PERSON not in json.dumps(shown)


def test_the_rows_behind_a_finding_name_no_person(tmp_path: Path, peelcheck: Command) -> None:
    rows = [{"manager": PERSON, "offenders": "60", "day": "2026-03-31"}]
    write_csv(tmp_path / "caseloads.csv", rows)
    (tmp_path / "data.yaml").write_text(
        f"{HEAD}tables: {{caseloads: {{file: caseloads.csv, at: 2026-03-31}}}}\n", "utf-8"
    )
    run = peelcheck("data.yaml", "--rows", "out")
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").glob("*"))
    assert PERSON not in run.stdout + run.stderr
    assert run.returncode == 1, run.stdout
    assert PERSON not in written
