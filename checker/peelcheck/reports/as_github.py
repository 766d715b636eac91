"""Annotations: workflow commands that GitHub shows at their line of a pull request."""

from __future__ import annotations

from peelcheck.model.problems import visible
from peelcheck.model.results import Result
from peelcheck.reports.alerts import Alert, alerts, shown
from peelcheck.reports.ci_escaping import github_data, github_property
from peelcheck.reports.layout import Page


def render(result: Result, _: Page) -> str:
    """Write a line for each alert, ten of a level at most."""
    return "".join(f"{_command(alert)}\n" for alert in shown(alerts(result)))


def _command(alert: Alert) -> str:
    said = [f"title={github_property(alert.title)}"]
    if alert.location:
        said.append(f"file={github_property(visible(alert.location.file))}")
        said += [f"line={alert.location.line}"] if alert.location.line else []
    return f"::{alert.level} {','.join(said)}::{github_data(alert.text)}"
