"""A table that goes away while it is read is named in the problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from conftest import Command
from peelcheck import ProblemsFound, Rulebook, check, load_return
from peelcheck.figures.counting import prepared_files
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.model.returns import Return
from peelcheck.pipeline import rows_behind
from reporting import TODAY

HEADER = ["call_id", "received_at", "line", "outcome"]
ROWS = [[f"C{n}", f"2026-03-{n + 1:02} 10:00", "101", "answered"] for n in range(20)]
ROWS += [[f"C9{n}", f"2026-03-3{n} 10:00", "101", "abandoned"] for n in (0, 1)]


def csv_text(encoding: str) -> Callable[[Path], None]:
    text = "\n".join(",".join(row) for row in [HEADER, *ROWS])
    return lambda file: file.write_bytes(text.encode(encoding))


def parquet(file: Path) -> None:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t ({', '.join(f'{name} VARCHAR' for name in HEADER)})")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", ROWS)
    connection.execute(f"COPY t TO '{file}' (FORMAT parquet)")


def workbook(file: Path) -> None:
    book = Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(file)


KINDS = {
    "calls.csv": csv_text("utf-8"), "utf16.csv": csv_text("utf-16"), "calls.parquet": parquet,
    "calls.xlsx": workbook,
}  # fmt: skip
READ_ONCE = ("utf16.csv", "calls.xlsx")
"""What is written anew before it is counted, so that it may go then."""


def returns(folder: Path, name: str, rules: Rulebook) -> list[Return]:
    KINDS[name](folder / name)
    text = f"force: Norfolk Constabulary\nperiod: 2026-03\ntables: {{calls: {{file: {name}}}}}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    return [load_return(folder / "data.yaml", rules)]


ONLY = ["101-abandonment"]


@pytest.mark.parametrize("name", KINDS)
def test_before_it_is_read(tmp_path: Path, rules: Rulebook, name: str) -> None:
    given = returns(tmp_path, name, rules)
    (tmp_path / name).unlink()
    problems = check(rules, given, only=ONLY, today=TODAY).problems
    assert [problem.location.file for problem in problems] == [name]


@pytest.mark.parametrize("name", KINDS)
def test_between_its_header_and_its_rows(
    tmp_path: Path, rules: Rulebook, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = returns(tmp_path, name, rules)
    before(monkeypatch, DuckDbEngine, "groups", (tmp_path / name).unlink)
    result = check(rules, given, only=ONLY, today=TODAY)
    expected = [] if name in READ_ONCE else [name]
    assert [problem.location.file for problem in result.problems] == expected
    assert all("no file of this name" in problem.what for problem in result.problems)


@pytest.mark.parametrize("name", ["calls.csv", "calls.parquet"])
def test_between_counting_and_showing_its_rows(
    tmp_path: Path, rules: Rulebook, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = returns(tmp_path, name, rules)
    result = check(rules, given, only=ONLY, today=TODAY)
    before(monkeypatch, DuckDbEngine, "rows", (tmp_path / name).unlink)
    with pytest.raises(ProblemsFound, match="no file of this name"):
        rows_behind(result, given)


@pytest.mark.every_day(2)
@pytest.mark.parametrize("name", KINDS)
def test_between_the_two_readings(tmp_path: Path, rules: Rulebook, name: str) -> None:
    given = returns(tmp_path, name, rules)
    result = check(rules, given, only=ONLY, today=TODAY)
    (tmp_path / name).unlink()
    with pytest.raises(ProblemsFound, match=name):
        rows_behind(result, given)


def test_a_table_that_could_not_be_counted_is_reported_once(
    tmp_path: Path, rules: Rulebook
) -> None:
    given = returns(tmp_path, "calls.csv", rules)
    (tmp_path / "calls.csv").unlink()
    result = check(rules, given, only=ONLY, today=TODAY)
    assert rows_behind(result, given) == []


@pytest.mark.parametrize("filename", [None, "calls.csv"])
def test_any_failure_of_the_system_names_the_table(
    tmp_path: Path, rules: Rulebook, monkeypatch: pytest.MonkeyPatch, filename: str | None
) -> None:
    given = returns(tmp_path, "calls.csv", rules)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error", filename and str(tmp_path / filename))

    monkeypatch.setattr(prepared_files, "prepare_csv", fail)
    problems = check(rules, given, only=ONLY, today=TODAY).problems
    assert list(map(str, problems)) == ["calls.csv: The table cannot be read: Input/output error."]


def test_the_command_names_it_and_exits_2(
    tmp_path: Path, rules: Rulebook, peelcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns(tmp_path, "calls.csv", rules)
    before(monkeypatch, DuckDbEngine, "groups", (tmp_path / "calls.csv").unlink)
    run = peelcheck("data.yaml", "--only", *ONLY, "-o", "report.csv")
    assert run.returncode == 2
    assert "calls.csv: There is no file of this name, or not any more." in run.stderr


def before(patch: pytest.MonkeyPatch, owner: type, name: str, act: Callable[[], None]) -> None:
    """Have something happen right before a method is called."""
    method = getattr(owner, name)

    def acting(*args: object, **options: object) -> object:
        act()
        return method(*args, **options)

    patch.setattr(owner, name, acting)
