"""Four standards in pointblank on polars: python pointblank_polars.py FOLDER csv|parquet."""

import sys

import pointblank as pb
import polars as pl

folder, ending = sys.argv[1:3]


def table(name):
    """A table, with its types."""
    file = f"{folder}/{name}.{ending}"
    if ending == "parquet":
        return pl.read_parquet(file)
    return pl.read_csv(file, try_parse_dates=True, schema_overrides={"line": pl.String})


took = (pl.col("arrived_at") - pl.col("received_at")).dt.total_seconds()
allowed = (
    pl.when(pl.col("grade") == "B").then(3600).when(pl.col("area") == "urban").then(900)
    .otherwise(1200)
)  # fmt: skip
quick = (pl.col("line") == "999") & (pl.col("outcome") == "answered")


def step(validation, of, holds, most_failing):
    """A share as rows that fail."""
    return validation.col_vals_expr(
        holds.fill_null(value=False),
        pre=lambda frame: frame.filter(of),
        thresholds=pb.Thresholds(error=most_failing),
    )


calls = step(pb.Validate(table("calls")), pl.col("line") == "101",
             pl.col("outcome") != "abandoned", 0.05)  # fmt: skip
calls = step(calls, quick, pl.col("answered_in") <= 10, 0.1)
incidents = step(pb.Validate(table("incidents")), pl.col("grade").is_in(["A", "B"]),
                 took <= allowed, 0.5)  # fmt: skip
offenders = step(pb.Validate(table("offenders")), pl.col("setting") == "community",
                 pl.col("risk") != "high", 0.2)  # fmt: skip
answers = []
for one in (calls, incidents, offenders):
    answers += [not over for over in one.interrogate().error().values()]
print(*sorted(answers))
