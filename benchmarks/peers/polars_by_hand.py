"""Four standards and doubled keys in polars by hand: python ... FOLDER csv|parquet."""

import sys

import polars as pl

folder, ending = sys.argv[1:3]


def table(name):
    """A table, with its types; of each key one row is read."""
    file = f"{folder}/{name}.{ending}"
    if ending == "parquet":
        found = pl.read_parquet(file)
    else:
        found = pl.read_csv(file, try_parse_dates=True, schema_overrides={"line": pl.String})
    key = found.columns[0]
    if found[key].n_unique() < len(found):
        found = found.unique(key)
    return found


def share(frame, of, part):
    """The share of rows with a condition that are in the part."""
    return frame.lazy().filter(of).select(part.fill_null(value=False).mean()).collect().item()


calls, incidents, offenders = table("calls"), table("incidents"), table("offenders")
took = (pl.col("arrived_at") - pl.col("received_at")).dt.total_seconds()
allowed = (
    pl.when(pl.col("grade") == "B").then(3600).when(pl.col("area") == "urban").then(900)
    .otherwise(1200)
)  # fmt: skip
answered = (pl.col("line") == "999") & (pl.col("outcome") == "answered")
print(
    share(calls, pl.col("line") == "101", pl.col("outcome") == "abandoned") < 0.05,
    share(calls, answered, pl.col("answered_in") <= 10) >= 0.9,
    share(incidents, pl.col("grade").is_in(["A", "B"]), took <= allowed) >= 0.5,
    share(offenders, pl.col("setting") == "community", pl.col("risk") == "high") < 0.2,
)
