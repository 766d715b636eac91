"""JSON as text: indented for people, with what nobody reads line by line on one line each."""

from __future__ import annotations

import json
from typing import Any

_INDENT = "  "
_encode = json.JSONEncoder(allow_nan=False).encode
_encode_on_one_line = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode


class OneLine(dict[str, Any]):
    """An object that is written on one line, without blanks: a third of the bytes or less."""


def json_text(value: Any) -> str:
    """Write JSON in ASCII, with an escape for `##`: Azure obeys `##vso[` anywhere in its log.

    Only texts in JSON can contain that sign.
    """
    return _written(value, "\n").replace("##", "#\\u0023") + "\n"


def _written(value: Any, line: str) -> str:
    """Return a value as it is written after `line`, a line break and its indent."""
    inside = line + _INDENT
    match value:
        case OneLine():
            return _encode_on_one_line(value)
        case dict() if value:
            entries = (f"{_encode(k)}: {_written(v, inside)}" for k, v in value.items())
            return f"{{{inside}{f',{inside}'.join(entries)}{line}}}"
        case list() if value:
            return f"[{inside}{f',{inside}'.join(_written(v, inside) for v in value)}{line}]"
        case _:
            return _encode(value)
