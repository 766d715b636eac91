"""Where a number is published: source, page, paragraph, and which text was read."""

from __future__ import annotations

from peelcheck.errors import Problems
from peelcheck.model.lint_codes import Code
from peelcheck.model.rules import Source
from peelcheck.reading.fields import text_of
from peelcheck.sources.nodes import Mapping


def read_source(node: Mapping, problems: Problems) -> Source:
    """Return the source of a rule or of one limit, with the place in it."""
    quote = node.entry("quote")
    entry = quote or node.entry("source")
    if quote and not node.entry("sha256"):
        what = "Nothing says which text this is quoted from."
        fix = "Write sha256: and what sha256sum prints for the text that was read."
        problems.add(quote.key.location, what, fix, Code.MISSING_PART)
    return Source(
        text=text_of(node, "source"),
        page=text_of(node, "page"),
        paragraph=text_of(node, "paragraph"),
        sha256=text_of(node, "sha256"),
        quote=text_of(node, "quote"),
        location=entry.value.location if entry else node.location,
    )
