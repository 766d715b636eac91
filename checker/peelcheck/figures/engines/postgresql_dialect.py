"""SQL as PostgreSQL has it."""

from __future__ import annotations

from peelcheck.figures.engines.remote_dialect import RemoteDialect


class PostgreSqlDialect(RemoteDialect):
    """PostgreSQL, with values bound as SQLAlchemy binds them."""

    text = "TEXT"
    fence = " OFFSET 0"

    def quoted(self, name: str) -> str:
        """Return a name, quoted; a colon in it begins no value."""
        return '"' + name.replace('"', '""').replace(":", "\\:") + '"'

    def bound(self, value: str) -> str:
        """Return the name of a bound text, with its type."""
        return f"CAST({super().bound(value)} AS TEXT)"

    def microseconds(self, value: str) -> str:
        """Return the microseconds from 1970 to a moment, exact."""
        return f"CAST(EXTRACT(EPOCH FROM {value}) * 1000000 AS BIGINT)"

    def matches(self, text: str, pattern: str) -> str:
        """Return whether all of a text fits a pattern."""
        return self.contains(text, f"^(?:{pattern})$")

    def contains(self, text: str, pattern: str) -> str:
        """Return whether a part of a text fits a pattern."""
        return f"{text} ~ {self.bound(pattern)}"

    def utc(self, value: str) -> str:
        """Return a moment with its zone, as a clock in UTC shows it."""
        return f"({value} AT TIME ZONE 'UTC')"
