"""Four standards in pandera on polars: python pandera_polars.py FOLDER csv|parquet."""

import sys

import pandera.polars as pa
import polars as pl

folder, ending = sys.argv[1:3]


def table(name):
    """A table, with its types."""
    file = f"{folder}/{name}.{ending}"
    if ending == "parquet":
        return pl.read_parquet(file)
    return pl.read_csv(file, try_parse_dates=True, schema_overrides={"line": pl.String})


def held(name, *shares):
    """Whether each share (of rows, with a condition) lies on the good side of its limit."""
    frame = table(name)
    answers = []
    for of, part, good in shares:
        check = pa.Check(lambda d, of=of, part=part, good=good: d.lazyframe.filter(of).select(
            good(part.fill_null(value=False).mean())))  # fmt: skip
        try:
            pa.DataFrameSchema(checks=check).validate(frame)
            answers.append(True)
        except pa.errors.SchemaError:
            answers.append(False)
    return answers


took = (pl.col("arrived_at") - pl.col("received_at")).dt.total_seconds()
allowed = (
    pl.when(pl.col("grade") == "B").then(3600).when(pl.col("area") == "urban").then(900)
    .otherwise(1200)
)  # fmt: skip
answered = pl.col("outcome") == "answered"
print(*sorted([
    *held("calls",
          (pl.col("line") == "101", pl.col("outcome") == "abandoned", lambda x: x < 0.05),
          ((pl.col("line") == "999") & answered, pl.col("answered_in") <= 10, lambda x: x >= 0.9)),
    *held("incidents", (pl.col("grade").is_in(["A", "B"]), took <= allowed, lambda x: x >= 0.5)),
    *held("offenders",
          (pl.col("setting") == "community", pl.col("risk") == "high", lambda x: x < 0.2)),
]))  # fmt: skip
