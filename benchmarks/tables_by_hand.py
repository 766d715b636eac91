"""The same standards as hand-written DuckDB queries, to measure the tool against.

python benchmarks/tables_by_hand.py FOLDER csv|parquet doubts|keys|typed

`doubts` counts sure and doubtful rows as the tool does, every cell read as text; `keys` looks for
doubled keys besides; `typed` believes the file and counts no doubts. It imports what the tool
imports, so that what is left is the counting.
"""

from __future__ import annotations

import sys
from fractions import Fraction

import click  # noqa: F401 - imported for its cost
import duckdb
import jsonschema  # noqa: F401 - as above
import tabulate
import yaml  # noqa: F401 - as above

COLUMNS = {
    "calls": ["call_id", "received_at", "line", "outcome", "answered_in"],
    "incidents": ["incident_id", "received_at", "grade", "area", "district", "arrived_at"],
    "offenders": ["offender_id", "manager", "setting", "risk"],
}
TIMES = {"received_at", "arrived_at"}
FORMS = "['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d']"
IN_MARCH = "received_at >= TIMESTAMP '2026-03-01' AND received_at < TIMESTAMP '2026-04-01'"
SUMMER = "TIMESTAMP '2026-03-29 0{0}:00:00'"


def read(folder: str, name: str, ending: str, *, typed: bool) -> str:
    """A table of texts with one column more than declared, or of the types it has."""
    if ending == "parquet":
        return f"read_parquet('{folder}/{name}.parquet')"
    columns = dict.fromkeys(COLUMNS[name], "VARCHAR")
    if typed:
        columns |= dict.fromkeys(TIMES & set(columns), "TIMESTAMP")
        columns |= {"answered_in": "BIGINT"} if name == "calls" else {}
        return (
            f"read_csv('{folder}/{name}.csv', header=true, auto_detect=false, delim=',', "
            f"columns={columns})"
        )
    columns["surplus"] = "VARCHAR"
    return (
        f"read_csv('{folder}/{name}.csv', header=false, skip=1, auto_detect=false, delim=',', "
        f"quote='\"', columns={columns}, null_padding=true, nullstr='\x01')"
    )


def cells(folder: str, name: str, ending: str) -> str:
    """The cells, times and numbers converted, ragged rows marked."""
    source = read(folder, name, ending, typed=False)
    if ending == "parquet":
        return f"(SELECT *, false AS ragged FROM {source})"
    last = COLUMNS[name][-1]
    times = [f"try_strptime({c}, {FORMS}) AS {c}" for c in COLUMNS[name] if c in TIMES]
    texts = [f"{c} = '' AS no_{c}" for c in COLUMNS[name] if c in TIMES]
    if name == "calls":
        number = "CASE WHEN regexp_full_match(answered_in, '[0-9]{1,18}') THEN answered_in END"
        times.append(f"CAST({number} AS BIGINT) AS answered_in")
    changed = f" REPLACE ({', '.join(times)})" if times else ""
    more = "".join(f", {text}" for text in texts)
    ragged = f"surplus IS NOT NULL OR {last} IS NULL"
    return f"(SELECT *{changed}{more}, {ragged} AS ragged FROM {source})"


def queries(folder: str, ending: str) -> dict[str, str]:
    """One query a table, grouped by all that the standards ask."""
    calls, incidents, offenders = (cells(folder, name, ending) for name in COLUMNS)
    took = (
        "epoch_us(arrived_at) - epoch_us(received_at)"
        f" - CASE WHEN arrived_at >= {SUMMER.format(2)} THEN 3600000000 ELSE 0 END"
        f" + CASE WHEN received_at >= {SUMMER.format(1)} THEN 3600000000 ELSE 0 END"
    )
    least = (
        "epoch_us(arrived_at) - epoch_us(received_at)"
        f" - CASE WHEN arrived_at >= {SUMMER.format(1)} THEN 3600000000 ELSE 0 END"
        f" + CASE WHEN received_at >= {SUMMER.format(2)} THEN 3600000000 ELSE 0 END"
    )
    limits = "CASE WHEN {0} <= 900000000 THEN 0 WHEN {0} <= 1200000000 THEN 1 WHEN {0} <= 3600000000 THEN 2 ELSE 3 END"  # noqa: E501 - one expression
    return {
        "calls": f"SELECT line, outcome, answered_in < 10 AS quick, {IN_MARCH} AS inside, "
        f"coalesce(call_id, '') = '' AS no_key, ragged, count(*), min(received_at), "
        f"max(received_at) FROM {calls} GROUP BY ALL",
        "incidents": f"SELECT grade, area, {limits.format('most')} AS bin, "
        f"{limits.format('least')} AS least_bin, most < 0 AS backwards, "
        f"arrived_at IS NULL AS gone, {IN_MARCH} AS inside, "
        "coalesce(incident_id, '') = '' AS no_key, ragged, count(*), "
        f"min(received_at), max(received_at) FROM (SELECT *, {took} AS most, {least} AS least "
        f"FROM {incidents}) GROUP BY ALL",
        "offenders": "SELECT manager, setting, risk, coalesce(offender_id, '') = '' AS no_key, "
        f"ragged, count(*) FROM {offenders} GROUP BY ALL",
    }


def with_doubts(connection: duckdb.DuckDBPyConnection, folder: str, ending: str) -> list[list[str]]:
    """What is sure and what may be, from the groups."""
    found = {n: connection.execute(q).fetchall() for n, q in queries(folder, ending).items()}
    rows = []
    inside = [group for group in found["calls"] if group[3]]
    calls = [(group[1], group[6]) for group in inside if group[0] == "101"]
    rows.append(share("101 abandoned", calls, "abandoned", {"answered"}))
    quick = [(g[2], g[6]) for g in inside if g[0] == "999" and g[1] == "answered"]
    rows.append(share("999 in 10 seconds", quick, True, {False}))
    allowed = {("A", "urban"): 0, ("A", "rural"): 1, ("B", "urban"): 2, ("B", "rural"): 2}
    attended: list[tuple[object, int]] = []
    for grade, area, most, least, backwards, gone, in_march, _, _, count, _, _ in found[
        "incidents"
    ]:
        limit = allowed.get((grade, area))
        if limit is None or not in_march:
            continue
        if gone or backwards or (most <= limit) is not (least <= limit):
            attended.append((None, count))
        else:
            attended.append((most <= limit, count))
    rows.append(share("attended in time", attended, True, {False}))
    risk = [(group[2], group[5]) for group in found["offenders"] if group[1] == "community"]
    rows.append(share("high risk", risk, "high", {"medium", "low"}))
    managers: dict[str, int] = {}
    for manager, setting, _, _, _, count in found["offenders"]:
        managers[manager] = managers.get(manager, 0) + (count if setting == "community" else 0)
    rows.append(["largest caseload", str(max(managers.values())), ""])
    return rows


def share(
    name: str, groups: list[tuple[object, int]], part: object, rest: set[object]
) -> list[str]:
    """A share with what may be, from groups of a value and a count."""
    sure = sum(count for value, count in groups if value == part)
    whole = sum(count for _, count in groups)
    doubt = sum(count for value, count in groups if value != part and value not in rest)
    return [name, str(Fraction(sure, whole)), str(Fraction(sure + doubt, whole))]


def typed(connection: duckdb.DuckDBPyConnection, folder: str, ending: str) -> list[list[str]]:
    """The same shares, believing the file."""
    calls, incidents, offenders = (read(folder, n, ending, typed=True) for n in COLUMNS)
    allowed = "CASE grade WHEN 'A' THEN CASE area WHEN 'urban' THEN 900 ELSE 1200 END ELSE 3600 END"
    asked = [
        (
            "SELECT count(*) FILTER (line = '101' AND outcome = 'abandoned') / "
            "count(*) FILTER (line = '101'), "
            "count(*) FILTER (line = '999' AND answered_in < 10) / "
            "count(*) FILTER (line = '999' AND outcome = 'answered') "
            f"FROM {calls} WHERE {IN_MARCH}"
        ),
        (
            f"SELECT count(*) FILTER (epoch(arrived_at) - epoch(received_at) <= {allowed}) / "
            f"count(*) FROM {incidents} WHERE grade IN ('A', 'B') AND {IN_MARCH}"
        ),
        (
            f"SELECT count(*) FILTER (risk = 'high') / count(*) FROM {offenders} "
            "WHERE setting = 'community'"
        ),
        (
            f"SELECT max(n) FROM (SELECT count(*) AS n FROM {offenders} "
            "WHERE setting = 'community' GROUP BY manager)"
        ),
    ]
    return [[str(cell) for cell in connection.execute(q).fetchone() or ()] for q in asked]


def doubled_keys(
    connection: duckdb.DuckDBPyConnection, folder: str, ending: str
) -> list[list[str]]:
    """How many keys stand twice in each table."""
    found = []
    for name, columns in COLUMNS.items():
        source = read(folder, name, ending, typed=False)
        query = f"SELECT count(*) FROM (SELECT {columns[0]} FROM {source} GROUP BY 1 HAVING count(*) > 1)"  # noqa: E501
        found.append([f"doubled in {name}", str(connection.execute(query).fetchone())])
    return found


def main() -> None:
    """Count and print."""
    folder, ending, mode = sys.argv[1:4]
    connection = duckdb.connect(config={"preserve_insertion_order": "false"})
    if mode == "typed":
        rows = typed(connection, folder, ending)
    else:
        rows = with_doubts(connection, folder, ending)
    if mode == "keys":
        rows += doubled_keys(connection, folder, ending)
    print(tabulate.tabulate(rows))


if __name__ == "__main__":
    main()
