"""Seeded tables for the benchmark: calls, incidents and offenders of one month, with a little dirt.

python benchmarks/tables_data.py FOLDER ROWS writes calls and incidents of ROWS rows each and a
tenth as many offenders, as CSV and as Parquet, and a return for each of the two.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

RETURN = """\
force: Anytown Police
period: 2026-03
targets:
  attendance_share: {{at_least: 50%, from: 2025-04-01}}
  attendance_times: {{A: {{urban: 15 minutes, rural: 20 minutes}}, B: 60 minutes}}
tables:
  calls: {{file: calls.{ending}}}
  incidents: {{file: incidents.{ending}}}
  offenders: {{file: offenders.{ending}, at: 2026-03-31}}
"""

SEEDED = "(hash(i * 10 + {0}) % 1000000) / 1000000.0"

CALLS = f"""
SELECT 'C' || lpad(i::VARCHAR, 9, '0') AS call_id,
  TIMESTAMP '2026-03-01' + to_seconds(({SEEDED.format(1)} * 2678399)::BIGINT) AS received_at,
  CASE WHEN {SEEDED.format(2)} < 0.8 THEN '101' ELSE '999' END AS line,
  CASE WHEN {SEEDED.format(3)} < 0.00002 THEN '' WHEN {SEEDED.format(3)} < 0.047 THEN 'abandoned'
    ELSE 'answered' END AS outcome,
  CASE WHEN {SEEDED.format(3)} < 0.047 THEN NULL
    ELSE ({SEEDED.format(4)} * 10.9)::INTEGER END AS answered_in
FROM range({{rows}}) t(i)"""

INCIDENTS = f"""
SELECT *, CASE WHEN {SEEDED.format(5)} < 0.003 THEN NULL
    ELSE received_at + to_seconds(({SEEDED.format(6)} * 2000)::BIGINT) END AS arrived_at
FROM (SELECT i, 'I' || lpad(i::VARCHAR, 9, '0') AS incident_id,
  TIMESTAMP '2026-03-01' + to_seconds(({SEEDED.format(1)} * 2678399)::BIGINT) AS received_at,
  CASE WHEN {SEEDED.format(2)} < 0.3 THEN 'A' WHEN {SEEDED.format(2)} < 0.8 THEN 'B'
    WHEN {SEEDED.format(2)} < 0.9999 THEN 'C' ELSE 'X' END AS grade,
  CASE WHEN {SEEDED.format(3)} < 0.6 THEN 'urban' ELSE 'rural' END AS area,
  'D' || (hash(i * 10 + 4) % 12)::VARCHAR AS district FROM range({{rows}}) t(i))"""

OFFENDERS = f"""
SELECT 'O' || lpad(i::VARCHAR, 9, '0') AS offender_id,
  'M' || (i % 1000)::VARCHAR AS manager,
  CASE WHEN {SEEDED.format(1)} < 0.8 THEN 'community' ELSE 'custody' END AS setting,
  CASE WHEN {SEEDED.format(2)} < 0.18 THEN 'high' ELSE 'medium' END AS risk
FROM range({{rows}}) t(i)"""


def write(folder: Path, rows: int) -> None:
    """Write all tables and both returns."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    tables = {"calls": (CALLS, rows), "incidents": (INCIDENTS, rows),
              "offenders": (OFFENDERS, rows // 10)}  # fmt: skip
    for name, (query, count) in tables.items():
        columns = "* EXCLUDE (i)" if name == "incidents" else "*"
        source = f"SELECT {columns} FROM ({query.format(rows=count)})"
        connection.execute(f"COPY ({source}) TO '{folder}/{name}.parquet' (FORMAT parquet)")
        connection.execute(
            f"COPY (SELECT * FROM '{folder}/{name}.parquet') TO '{folder}/{name}.csv'"
        )
    for ending in ("csv", "parquet"):
        text = RETURN.format(ending=ending)
        (folder / f"{ending}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
