"""Four standards in great_expectations on pandas: python ..._pandas.py FOLDER csv|parquet."""

import sys

import great_expectations as gx
import pandas as pd

folder, ending = sys.argv[1:3]
TIMES = {"calls": ["received_at"], "incidents": ["received_at", "arrived_at"], "offenders": []}


def table(name):
    """A table, with its types."""
    file = f"{folder}/{name}.{ending}"
    if ending == "parquet":
        return pd.read_parquet(file)
    return pd.read_csv(file, parse_dates=TIMES[name], dtype={"line": str})


context = gx.get_context(mode="ephemeral")
source = context.data_sources.add_pandas("tables")


def held(name, frame, *expectations):
    """Whether each expectation is met."""
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
    found = batch.get_batch({"dataframe": frame})
    return [found.validate(expectation).success for expectation in expectations]


calls, incidents, offenders = table("calls"), table("incidents"), table("offenders")
took = (incidents.arrived_at - incidents.received_at).dt.total_seconds()
allowed = incidents.grade.map({"A": 1200, "B": 3600}).where(
    ~((incidents.grade == "A") & (incidents.area == "urban")), 900)  # fmt: skip
incidents["in_time"] = took <= allowed
In = gx.expectations.ExpectColumnValuesToBeInSet
print(*sorted(bool(one) for one in [
    *held("101", calls[calls.line == "101"],
          In(column="outcome", value_set=["answered", ""], mostly=0.95)),
    *held("999", calls[(calls.line == "999") & (calls.outcome == "answered")],
          gx.expectations.ExpectColumnValuesToBeBetween(
              column="answered_in", max_value=10, mostly=0.9)),
    *held("incidents", incidents[incidents.grade.isin(["A", "B"])],
          In(column="in_time", value_set=[True], mostly=0.5)),
    *held("offenders", offenders[offenders.setting == "community"],
          In(column="risk", value_set=["medium", "low"], mostly=0.8)),
]))  # fmt: skip
