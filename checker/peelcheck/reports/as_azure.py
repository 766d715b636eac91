"""Logging commands: what Azure Pipelines shows on the page of a run."""

from __future__ import annotations

from peelcheck.model.problems import visible
from peelcheck.model.results import Result
from peelcheck.reports.alerts import Alert, Level, alerts, shown
from peelcheck.reports.ci_escaping import azure_data, azure_property
from peelcheck.reports.layout import Page


def render(result: Result, _: Page) -> str:
    """Write a line for each error and warning, ten of a level at most; Azure has no notices."""
    found = shown(alerts(result))
    return "".join(f"{_command(alert)}\n" for alert in found if alert.level is not Level.NOTICE)


def _command(alert: Alert) -> str:
    said = [f"type={alert.level}"]
    if alert.location:
        said.append(f"sourcepath={azure_property(visible(alert.location.file))}")
        said += [f"linenumber={alert.location.line}"] if alert.location.line else []
    said.append(f"code={azure_property(alert.check)}")
    return f"##vso[task.logissue {';'.join(said)}]{azure_data(alert.text)}"
