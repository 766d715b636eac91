"""Text for files that people continue: sample amounts, texts in YAML, modelines."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9][^\x00-\x1f\x7f]*")
_PLAIN_IN_BRACES = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9_]")
_WORDS = ("yes", "no", "true", "false", "on", "off", "null")


def modeline(schema: str) -> tuple[str, ...]:
    """Return the first line of a file, by which an editor knows what it may contain.

    `schema` is where the editor finds that, "" where it does not: then there is no line.
    """
    return (f"# yaml-language-server: $schema={schema}",) if schema else ()


def in_yaml(text: str) -> str:
    """Write a text as the value of a key on its own line, in quotes if necessary."""
    is_plain = _PLAIN.fullmatch(text) and not re.search(r": |:$| #|##| $", text)
    is_plain = is_plain and text.isprintable()
    return text if is_plain and text.lower() not in _WORDS else _quoted(text)


def in_braces(text: str) -> str:
    """Write a text for use in { }, in quotes unless it is safe without."""
    is_plain = _PLAIN_IN_BRACES.fullmatch(text)
    return text if is_plain and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    """Write a text in quotes, with invisible and obeyed characters as YAML escapes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("##", "#\\x23")
    return f'"{"".join(c if c.isprintable() else _escaped(ord(c)) for c in escaped)}"'


def _escaped(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
