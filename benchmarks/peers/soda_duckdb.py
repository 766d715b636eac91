"""Four standards in soda-core on duckdb: python soda_duckdb.py FOLDER csv|parquet."""

import sys

import duckdb
from soda.scan import Scan

folder, ending = sys.argv[1:3]
connection = duckdb.connect()
for name in ("calls", "incidents", "offenders"):
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder}/{name}.{ending}'")
ALLOWED = "CASE grade WHEN 'A' THEN CASE area WHEN 'urban' THEN 900 ELSE 1200 END ELSE 3600 END"
scan = Scan()
scan.add_duckdb_connection(connection)
scan.set_data_source_name("duckdb")
scan.add_sodacl_yaml_str(f"""
checks for calls:
  - abandoned < 0.05:
      abandoned expression: "count(*) FILTER (line = '101' AND outcome = 'abandoned') /
        count(*) FILTER (line = '101')"
  - quick >= 0.9:
      quick expression: "count(*) FILTER (line = '999' AND answered_in <= 10) /
        count(*) FILTER (line = '999' AND outcome = 'answered')"
checks for incidents:
  - in_time >= 0.5:
      in_time expression: "count(*) FILTER (grade IN ('A', 'B') AND
        epoch(arrived_at) - epoch(received_at) <= {ALLOWED}) /
        count(*) FILTER (grade IN ('A', 'B'))"
checks for offenders:
  - high < 0.2:
      high expression: "count(*) FILTER (setting = 'community' AND risk = 'high') /
        count(*) FILTER (setting = 'community')"
""")
scan.execute()
print(*sorted(str(check["outcome"]) == "pass" for check in scan.get_scan_results()["checks"]))
