"""GitLab's Code Quality report: what a merge request shows as new and as mended."""

from __future__ import annotations

from typing import Any

from peelcheck.model.results import Result
from peelcheck.reports.alerts import Alert, Level, alerts
from peelcheck.reports.json_layout import json_text
from peelcheck.reports.layout import Page

_SEVERITY = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTICE: "info"}


def render(result: Result, _: Page) -> str:
    """Write a list with an entry for each alert."""
    return json_text([_issue(alert, result) for alert in alerts(result)])


def _issue(alert: Alert, result: Result) -> dict[str, Any]:
    location = alert.location
    return {
        "description": alert.text,
        "check_name": alert.check,
        "fingerprint": alert.mark,
        "severity": _SEVERITY[alert.level],
        "location": {
            "path": location.file if location else _first_file(result),
            "lines": {"begin": max(location.line, 1) if location else 1},
        },
    }


def _first_file(result: Result) -> str:
    """Return the first file of the result: GitLab shows nothing without a location."""
    return result.files[0].replace("\\", "/") if result.files else "peelcheck"
