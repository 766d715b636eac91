"""The report for people: one HTML file without scripts, which loads nothing from outside.

The templates escape everything that is not their own, after it was made visible.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from peelcheck.model.periods import day_in_words
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.problems import visible
from peelcheck.model.results import Result
from peelcheck.model.version import VERSION
from peelcheck.reports.by_afi import RECORD
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page
from peelcheck.reports.web.anchors import force_anchors
from peelcheck.reports.web.charts import REBASE, RULES
from peelcheck.reports.web.gate_view import gate_view
from peelcheck.reports.web.overview import overview_of, title_of_many
from peelcheck.reports.web.view import force_view


def render(result: Result, page: Page) -> str:
    """Return the whole page."""
    style = _environment().get_template("style.css").render()
    many = len(result.forces) > 1
    gate = gate_view(result)
    title = gate.title if gate else _title(result)
    anchors = force_anchors(force.force for force in result.forces)
    forces = [
        force_view(force, result, anchor)
        for force, anchor in zip(result.forces, anchors, strict=True)
    ]
    count = len(result.rulebook.rules)
    rules = "rule" if count == 1 else "rules"
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=title,
            gate=gate,
            marking=page.marking,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=_hash(style),
            forces=forces,
            overview=overview_of(result, page.highlight) if many else None,
            record_afis=RECORD if any(force.afis for force in forces) else "",
            rebase=REBASE,
            with_months=any(one.pictures for force in forces for one in force.standards),
            variation_rules=RULES,
            problems=[str(problem) for problem in cut_floods(result.problems)],
            warnings=[str(warning) for warning in cut_floods(result.warnings)],
            rules_read=f"{count} {rules} of {result.rulebook.pack_names}",
            today=day_in_words(result.today),
            inputs=result.record.inputs if result.record else (),
            made_by=f"peelcheck {VERSION}",
        )
    )


def _title(result: Result) -> str:
    if len(result.forces) > 1:
        return title_of_many(result)
    return headline(result.forces[0]).removesuffix(".")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("peelcheck.reports.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: Any) -> Any:
    """Return a text without anything that hides or turns letters; what a template made stays."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hash(style: str) -> str:
    """Return the hash that allows this style and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"
