"""The schema of the JSON report as tests use it: closed, so that every key has to be described."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from peelcheck.reports.as_json import report_schema


def closed_schema() -> Draft202012Validator:
    """Return the schema of the report, with no key allowed that it does not describe."""
    schema = dict(report_schema())
    Draft202012Validator.check_schema(schema)
    _close(schema)
    return Draft202012Validator(schema)


def _close(node: Any) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict) and "type" in node:
            node["additionalProperties"] = False
        for child in node.values():
            _close(child)
    elif isinstance(node, list):
        for child in node:
            _close(child)
