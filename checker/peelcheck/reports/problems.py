"""Problems of rule packs as text: for people, programs, GitHub, and code scanning (SARIF 2.1.0)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from peelcheck.errors import all_shown_to_people
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.problems import Problem, visible
from peelcheck.model.version import VERSION
from peelcheck.reports.ci_escaping import SARIF_SCHEMA, github_data, github_property, uri
from peelcheck.reports.json_layout import json_text
from peelcheck.reports.layout import Page


def as_text(problems: Sequence[Problem], page: Page) -> str:
    """Write each problem with its location, its code and its line."""
    shown = all_shown_to_people([_with_code(problem) for problem in problems], page.width)
    return f"{shown}\n" if shown else ""


def _with_code(problem: Problem) -> Problem:
    return problem._replace(what=f"{problem.code} {problem.what}") if problem.code else problem


def as_json(problems: Sequence[Problem], _: Page) -> str:
    """Write a list under `problems`, with locations as numbers."""
    found = [
        {
            "code": problem.code,
            "file": problem.location.file,
            "line": problem.location.line or None,
            "column": problem.location.column or None,
            "what": problem.what,
            "instead": problem.fix,
        }
        for problem in problems
    ]
    return json_text({"format": 1, "problems": found})


def as_github(problems: Sequence[Problem], _: Page) -> str:
    """Write workflow commands: GitHub shows each at its line of a pull request."""
    return "".join(f"{_annotation(problem)}\n" for problem in cut_floods(problems))


def _annotation(problem: Problem) -> str:
    location = problem.location
    where = f",line={location.line},col={location.column}" if location.line else ""
    text = github_data(visible(f"{problem.what} {problem.fix}".rstrip()))
    title = github_property(problem.code)
    return f"::error file={github_property(visible(location.file))}{where},title={title}::{text}"


def as_sarif(problems: Sequence[Problem], _: Page) -> str:
    """Write one run of one tool; each code is a rule of SARIF's."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "peelcheck",
        "version": VERSION,
        "rules": [
            {"id": code, "shortDescription": {"text": code.replace("-", " ")}} for code in codes
        ],
    }
    results = [_sarif_result(problem, codes) for problem in cut_floods(problems)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_result(problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    location = problem.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(location.file)}}
    if location.line:
        physical["region"] = {
            "startLine": location.line,
            "startColumn": location.column,
            "endColumn": location.column + max(location.length, 1),
        }
    text = visible(f"{problem.what} {problem.fix}".rstrip())
    mark = "\n".join([problem.code, location.file, location.line_text.strip(), problem.what])
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": "error",
        "message": {"text": text},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"peelcheck/v1": hashlib.sha256(mark.encode()).hexdigest()[:32]},
    }


PROBLEMS: dict[str, Callable[[Sequence[Problem], Page], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""The formats by name."""
