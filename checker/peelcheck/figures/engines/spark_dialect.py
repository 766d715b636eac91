"""SQL as Spark has it."""

from __future__ import annotations

from datetime import datetime

from peelcheck.figures.engines.remote_dialect import RemoteDialect


class SparkDialect(RemoteDialect):
    """Spark. Its times are without a zone, so that no setting of a session moves them."""

    text = "STRING"
    timestamp = "TIMESTAMP_NTZ"
    reference = "$"

    def quoted(self, name: str) -> str:
        """Return a name, quoted."""
        return "`" + name.replace("`", "``") + "`"

    def cast(self, value: str, type_: str) -> str:
        """Return a value made another type: one worked out too early must not be a fault."""
        return f"try_cast({value} AS {type_})"

    def microseconds(self, value: str) -> str:
        """Return the microseconds from 1970 to a moment, in whole numbers."""
        return (
            f"(unix_date(CAST({value} AS DATE)) * 86400000000 + hour({value}) * 3600000000 "
            f"+ minute({value}) * 60000000L "
            f"+ CAST(EXTRACT(SECOND FROM {value}) * 1000000 AS BIGINT))"
        )

    def matches(self, text: str, pattern: str) -> str:
        """Return whether all of a text fits a pattern, its end being that of the text."""
        return self.contains(text, f"^(?:{pattern})\\z")

    def contains(self, text: str, pattern: str) -> str:
        """Return whether a part of a text fits a pattern."""
        return f"{text} RLIKE {self.bound(pattern)}"

    def utc(self, value: str) -> str:
        """Return a moment with its zone, as a clock in UTC shows it."""
        start = self.moment(datetime(1970, 1, 1))
        return f"timestampadd(MICROSECOND, unix_micros({value}), {start})"
