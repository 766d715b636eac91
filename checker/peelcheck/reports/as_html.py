"""The report for people: one HTML file without scripts, which loads nothing from outside.

The templates escape everything that is not their own, after it was made visible.
"""

from __future__ import annotations

from peelcheck.model.results import Result
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page
from peelcheck.reports.web.anchors import force_anchors
from peelcheck.reports.web.gate_view import gate_view
from peelcheck.reports.web.overview import overview_of, title_of_many
from peelcheck.reports.web.pages import common_values, page_from
from peelcheck.reports.web.view import force_view


def render(result: Result, page: Page) -> str:
    """Return the whole page."""
    many = len(result.forces) > 1
    gate = gate_view(result)
    anchors = force_anchors(force.force for force in result.forces)
    forces = [
        force_view(force, result, anchor)
        for force, anchor in zip(result.forces, anchors, strict=True)
    ]
    inputs = result.record.inputs if result.record else ()
    return page_from(
        "page.html",
        {
            **common_values(result, page, forces, inputs),
            "title": gate.title if gate else _title(result),
            "home": "",
            "site": False,
            "gate": gate,
            "forces": forces,
            "overview": overview_of(result, page.highlight) if many else None,
        },
    )


def _title(result: Result) -> str:
    if len(result.forces) > 1:
        return title_of_many(result)
    return headline(result.forces[0]).removesuffix(".")
