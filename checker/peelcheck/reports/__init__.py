"""Results to text: one module a format, each a function from a result and a page to text."""

from __future__ import annotations

from collections.abc import Callable

from peelcheck.model.findings import Result
from peelcheck.reports import as_json, as_text, by_afi
from peelcheck.reports.layout import Page

REPORTS: dict[str, Callable[[Result, Page], str]] = {
    "text": as_text.render,
    "json": as_json.render,
}
"""The formats by name."""

BY: dict[str, Callable[[Result, Page], str]] = {"afi": by_afi.render}
"""Other ways to lay out the text report, by what they go by."""
