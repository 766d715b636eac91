"""The report in a terminal: what fits on a screen, or with `-v` all there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peelcheck.model.results import ForceResult, Result
from peelcheck.modules import load_module
from peelcheck.reports.first_screen import first_screen
from peelcheck.reports.layout import Page

_Lines = Callable[[ForceResult, Result, Page], list[str]]


def render(result: Result, page: Page) -> str:
    """Return the report on each force, behind an overview where there are several."""
    write: _Lines = first_screen
    if page.detail:
        write = load_module("peelcheck.reports.whole_text").whole_text
    if len(result.forces) == 1:
        return "\n".join(write(result.forces[0], result, page)) + "\n"
    shown = [force for force in result.forces if page.detail or force.needs_reading]
    several: Any = load_module("peelcheck.reports.text_overview")
    parts = [several.overview(result, page), *(write(force, result, page) for force in shown)]
    parts.append(several.closing_line(result, page))
    return "\n\n\n".join("\n".join(part) for part in parts) + "\n"
