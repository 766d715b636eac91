"""Words that rules quote, beside the text that was read."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from peelcheck.model.lint_codes import Code
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rule, Source
from peelcheck.reading.packs import SHIPPED

FOLDER = "sources"
"""The folder of a pack with the texts that were read, one a file."""


def wrong_quotes(rule: Rule, packs: tuple[str, ...]) -> Iterator[Problem]:
    """Yield quotes that are not in the text that was read, and any in the shipped pack.

    `packs` are the names of all packs that are read. A text that is not beside the rules cannot be
    compared.
    """
    folder = Path(rule.location.file).parent.parent / FOLDER
    for source in (rule.published, *(one.source for one in rule.requirements)):
        if not source.quote:
            continue
        if packs == (SHIPPED,):
            what = "The shipped rules copy no sentence from their sources."
            fix = "Take quote: out; page: or paragraph: says where it is."
            yield Problem(source.location, what, fix, Code.QUOTE_NOT_FOUND)
        elif _is_missing(source, folder):
            what = f"The quote is not in the text in {FOLDER}/ that was read."
            fix = "Copy the words from there, or read the new text and write its sha256:."
            yield Problem(source.location, what, fix, Code.QUOTE_NOT_FOUND)


def _is_missing(source: Source, folder: Path) -> bool:
    """Return whether the text with that SHA-256 is there, and has other words."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    for content in (file.read_bytes() for file in files if file.is_file()):
        if sha256(content).hexdigest() == source.sha256:
            text = content.decode("utf-8", errors="replace")
            return " ".join(source.quote.split()) not in " ".join(text.split())
    return False
