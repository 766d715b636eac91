"""How a page is made from a template: one style, escaped text, and a policy that allows no more."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from peelcheck.model.pack_words import pack_words
from peelcheck.model.periods import day_in_words
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.problems import visible
from peelcheck.model.records import Recorded
from peelcheck.model.results import Result
from peelcheck.model.version import VERSION
from peelcheck.model.wording import capital
from peelcheck.reports.by_afi import how_to_record
from peelcheck.reports.layout import Page
from peelcheck.reports.sections import public_words
from peelcheck.reports.web.charts import REBASE, RULES
from peelcheck.reports.web.view import ForceView


def page_from(template: str, values: Mapping[str, Any]) -> str:
    """Return the page that a template makes of `values`."""
    style = _style()
    return (
        _environment()
        .get_template(template)
        .render(values, style=Markup(style), style_hash=_hash(style))  # noqa: S704 - our own file
    )


def common_values(
    result: Result, page: Page, forces: Iterable[ForceView], inputs: Iterable[Recorded]
) -> dict[str, Any]:
    """Return what every page has: its marking, and what the annex says of the whole run.

    `forces` and `inputs` are those that the page is about.
    """
    shown = list(forces)
    count = len(result.rulebook.rules)
    rules = "rule" if count == 1 else "rules"
    return {
        "marking": page.marking,
        "public": public_words(result),
        "record_afis": how_to_record() if any(force.afis for force in shown) else "",
        "rebase": REBASE,
        "with_months": any(one.pictures for force in shown for one in force.standards),
        "variation_rules": RULES,
        "problems": [str(problem) for problem in cut_floods(result.problems)],
        "warnings": [str(warning) for warning in cut_floods(result.warnings)],
        "rules_read": f"{count} {rules} of {result.rulebook.pack_names}",
        "today": day_in_words(result.today),
        "inputs": tuple(inputs),
        "made_by": f"peelcheck {VERSION}",
    }


@cache
def _style() -> str:
    return _environment().get_template("style.css").render()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("peelcheck.reports.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["words"] = pack_words
    made.filters["capitalise"] = capital
    return made


def _shown(value: Any) -> Any:
    """Return a text without anything that hides or turns letters; what a template made stays."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hash(style: str) -> str:
    """Return the hash that allows this style and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"
