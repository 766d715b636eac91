"""What people do with tables at the command line."""

from __future__ import annotations

import csv
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, Command, unmeasured_environment
from tables import write_csv

TARGETS = """
targets:
  attendance_share: 90%
  attendance_times: {A: {urban: 15 minutes, rural: 20 minutes}, B: 60 minutes}
"""


def incident(number: int, minutes: int | None, **more: str) -> dict[str, str]:
    day = f"2026-03-{number % 28 + 1:02}"
    return {
        "incident_id": f"I{number}",
        "received_at": f"{day} 10:00:00",
        "arrived_at": "" if minutes is None else f"{day} 10:{minutes:02}:00",
        "grade": "A",
        "area": "urban",
        "district": "North",
        **more,
    }


def write_return(folder: Path, text: str) -> None:
    head = "force: Norfolk Constabulary\nperiod: 2026-03\n"
    (folder / "data.yaml").write_text(head + text, encoding="utf-8")


def incidents(folder: Path, rows: list[dict[str, str]], more: str = "") -> None:
    write_csv(folder / "i.csv", rows)
    write_return(folder, f"tables: {{incidents: {{file: i.csv}}}}\n{TARGETS}{more}")


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def test_the_rows_behind_a_breach(peelcheck: Command, tmp_path: Path) -> None:
    late = [incident(1, 16), incident(2, None), incident(3, 19, area="rural"), incident(4, 25)]
    incidents(tmp_path, [*late, *(incident(i, 5) for i in range(5, 12))])
    run = peelcheck("data.yaml", "--rows", "out", "--only", "response-within-attendance-time")
    assert run.returncode == 1
    assert rows_of(tmp_path / "out/response-within-attendance-time.csv") == [
        ["file", "row", "incident_id", "why"],
        ["i.csv", "2", "I1", "late"],
        ["i.csv", "3", "I2", "in doubt: arrived_at blank"],
        ["i.csv", "5", "I4", "late"],
    ]


def test_more_columns_of_the_rows_on_request(peelcheck: Command, tmp_path: Path) -> None:
    incidents(tmp_path, [incident(1, 16, district="=1+1"), incident(2, 5)])
    options = ("--rows-with", "district", "--rows-with", "arrived_at")
    peelcheck("data.yaml", "--rows", "out", *options)
    rows = rows_of(tmp_path / "out/response-within-attendance-time.csv")
    assert rows[0] == ["file", "row", "incident_id", "district", "arrived_at", "why"]
    assert rows[1] == ["i.csv", "2", "I1", "'=1+1", "2026-03-02 10:16:00", "late"]


def test_columns_that_cannot_be_shown(peelcheck: Command, tmp_path: Path) -> None:
    offenders = [
        {"offender_id": f"O{i}", "manager": "M1", "setting": "community", "risk": "high"}
        for i in range(9)
    ]
    write_csv(tmp_path / "o.csv", offenders)
    write_return(tmp_path, "tables: {offenders: {file: o.csv, at: 2026-03-31}}")
    run = peelcheck("data.yaml", "--rows", "out", "--rows-with", "manager")
    assert run.returncode == 2
    assert "--rows-with manager: it tells who somebody is, and is never written." in run.stderr
    run = peelcheck("data.yaml", "--rows", "out", "--rows-with", "weather")
    assert "--rows-with weather: no table here has this column." in run.stderr
    run = peelcheck("data.yaml", "--rows-with", "risk")
    assert "Add --rows FOLDER." in run.stderr
    peelcheck("data.yaml", "--rows", "out")
    assert rows_of(tmp_path / "out/high-risk-share.csv")[0] == ["file", "row", "why"]
    text = (tmp_path / "out/high-risk-share.csv").read_text("utf-8")
    assert "O1" not in text
    assert "M1" not in text


def test_broken_down_by_district(peelcheck: Command, tmp_path: Path) -> None:
    north = [incident(i, 5) for i in range(20)]
    south = [incident(i, 5 if i % 2 else 50, district="South") for i in range(20, 30)]
    incidents(tmp_path, [*north, *south, incident(30, 5, district="")])
    run = peelcheck("data.yaml", "--by", "district")
    assert "By district: shown, and not judged one by one" in run.stdout
    text = " ".join(run.stdout.split())
    assert "Attendance in time North 20 to 21 of 20 to 21 (100%), met" in text
    assert "South 5 to 6 of 10 to 11 (50% to 54.5%), breach." in text


def test_nothing_is_broken_down_by_persons(peelcheck: Command, tmp_path: Path) -> None:
    incidents(tmp_path, [incident(1, 5)])
    run = peelcheck("data.yaml", "--by", "manager")
    assert run.returncode == 2
    assert "people are counted and never named" in run.stderr
    assert "Did you mean district?" in peelcheck("data.yaml", "--by", "distrct").stderr


def test_a_table_that_cannot_be_read_is_exit_2_and_the_rest_is_printed(
    peelcheck: Command, tmp_path: Path
) -> None:
    incidents(tmp_path, [incident(1, 5)], "figures: {high_risk_share: 5 of 100}\n")
    with (tmp_path / "i.csv").open("a", encoding="utf-8") as file:
        file.write("I9,2026\n")
    run = peelcheck("data.yaml", "--exit-zero")
    assert run.returncode == 2
    assert "High-risk offenders  met" in run.stdout
    assert "i.csv could not be read" in " ".join(run.stdout.split())
    assert "i.csv:3:1: This row has 2 cells, and the header has 6." in run.stderr


def test_a_file_outside_needs_leave(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write_csv(tmp_path / "i.csv", [incident(1, 5)])
    write_return(tmp_path / "in", f"tables: {{incidents: {{file: ../i.csv}}}}\n{TARGETS}")
    assert peelcheck("in/data.yaml").returncode == 2
    assert peelcheck("in/data.yaml", "--allow-outside").returncode == 0


def test_without_duckdb_the_fault_says_what_to_install(peelcheck: Command, tmp_path: Path) -> None:
    incidents(tmp_path, [incident(1, 5)])
    (tmp_path / "duckdb.py").write_text("raise ImportError", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT / "checker")])
    run = peelcheck("data.yaml", env={"PYTHONPATH": path})
    assert run.returncode == 2
    assert "Counting from tables needs duckdb." in run.stderr
    assert 'pip install "peelcheck[tables]"' in " ".join(run.stderr.split())


def test_a_new_return_from_tables(peelcheck: Command, tmp_path: Path) -> None:
    rows = [
        {"Ref No": "1", "Received": "31/03/2026 10:00", "Dialled": "101", "Result": "Answered"},
        {"Ref No": "2", "Received": "01/03/2026 10:00", "Dialled": "999", "Result": "Abandoned"},
        {"Ref No": "3", "Received": "01/03/2026 11:00", "Dialled": "Other", "Result": "Answered"},
    ]
    write_csv(tmp_path / "calls.csv", rows, delimiter=";")
    run = peelcheck("new", "return", "--from", "calls.csv", "-o", "new.yaml")
    assert run.returncode == 0
    assert (tmp_path / "new.yaml").read_text("utf-8").split("\n")[1:] == [
        "# Every ? is a question: answer it, or take the line out. Nothing is checked until then.",
        "# Read each line with check: what it says is likely, and not sure.",
        'force: "?"',
        "period: 2026-03  # check: 3 of 3 rows are of this month",
        "tables:",
        "  calls:  # calls to the force, each on a row of its own",
        "    file: calls.csv",
        "    columns:",
        "      call_id: Ref No  # check: what tells one call from another",
        "      received_at: Received  # when the call reached the force",
        "      line: Dialled  # the number that was dialled",
        "      outcome: Result  # what became of the call",
        "      # not found: answered_in, failure_demand",
        "    dates: day/month/year",
        "",
    ]
    assert "101 calls abandoned: 0 of 1" in run.stderr
    assert "1 problem in new.yaml." in peelcheck("new.yaml").stderr
    answered = (tmp_path / "new.yaml").read_text("utf-8").replace('force: "?"', "force: Norfolk")
    (tmp_path / "new.yaml").write_text(answered, encoding="utf-8")
    assert peelcheck("new.yaml").returncode == 0
    assert (
        "is there already"
        in peelcheck("new", "return", "--from", "calls.csv", "-o", "new.yaml").stderr
    )


def test_several_tables_follow_from_and_none_is_guessed(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [{"Incident": "1", "District": "North", "Time": "x"}]
    write_csv(tmp_path / "in/storm.csv", rows)
    text = (tmp_path / "in/storm.csv").read_text("utf-8")
    (tmp_path / "in/storm.csv").write_text(f"Extract\n\n{text}", "utf-8")
    write_csv(tmp_path / "in/other.csv", [{"A": "1", "B": "2"}])
    audited = [
        {"Case": "1", "Audited": "Y", "Risk": "High", "Graded": "2026-03-01"},
        {"Case": "2", "Audited": "N", "Risk": "", "Graded": "2026-03-02"},
    ]
    write_csv(tmp_path / "da.csv", [{**row, "Risk level": row["Risk"]} for row in audited])
    run = peelcheck("new", "return", "--from", "in/storm.csv", "in/other.csv", "da.csv")
    assert run.returncode == 0
    lines = [line.strip() for line in run.stdout.split("\n")]
    assert lines[5:9] == [
        '"?":  # which table is this? incidents or use_of_force_incidents',
        "file: in/storm.csv",
        "header_row: 3",
        "# peelcheck explain table/incidents says which columns: to write for",
    ]
    assert lines[10].startswith('"??":  # which table is this? bail_periods, calls, caseloads')
    assert 'audited: {"Y": yes, "N": no}  # "Y" 1, "N" 1' in lines
    run = peelcheck("new", "return", "--from", "da.csv", "-o", "in/new.yaml")
    assert '    file: "../da.csv"\n' in (tmp_path / "in/new.yaml").read_text("utf-8")
    run = peelcheck("new", "return", "da.csv")
    assert run.returncode == 2
    assert "To read it as a table: peelcheck new return --from da.csv" in " ".join(
        run.stderr.split()
    )


@pytest.mark.parametrize("name", ["calls.csv", "calls.parquet", "calls.xlsx"])
def test_a_table_where_a_return_is_due_names_the_command(
    peelcheck: Command, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("a,b\n1,2\n", encoding="utf-8")
    run = peelcheck(name)
    assert run.returncode == 2
    assert f"peelcheck new return --from {name}" in " ".join(run.stderr.split())


@pytest.fixture
def many_incidents(tmp_path: Path) -> Path:
    """Enough rows that counting them takes a while."""
    write_return(tmp_path, f"tables: {{incidents: {{file: i.csv}}}}\n{TARGETS}")
    query = (
        "SELECT 'I' || i AS incident_id, TIMESTAMP '2026-03-01' + to_seconds(i % 2600000) AS "
        "received_at, TIMESTAMP '2026-03-01' + to_seconds(i % 2600000 + 60) AS arrived_at, 'A' AS "
        "grade, 'urban' AS area FROM range(6000000) t(i)"
    )
    duckdb.connect().execute(f"COPY ({query}) TO '{tmp_path}/i.csv'")
    return tmp_path


@pytest.mark.thorough
@pytest.mark.needs("a terminal")
def test_long_work_shows_how_far_it_is_and_stops_at_once(many_incidents: Path) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "peelcheck", "data.yaml", "-o", "out.json"],
        cwd=many_incidents,
        env=unmeasured_environment(),
        stdout=subprocess.DEVNULL,
        stderr=follower,
    )
    shown = b""
    while b"Reading incidents" not in shown:
        shown += os.read(leader, 1000)
    stopped = time.monotonic()
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=10)
    os.close(follower)
    os.close(leader)
    assert code == 130
    assert time.monotonic() - stopped < 1
    assert sorted(path.name for path in many_incidents.iterdir()) == ["data.yaml", "i.csv"]
