"""The process that reads a PDF: from standard input, its pages to standard output as JSON."""

from __future__ import annotations

import io
import json
import sys

import pypdf

from peelcheck.sources.pdf_pages import DAMAGED, REFUSED

try:
    import resource
except ImportError:  # Windows knows no such limit
    resource = None  # type: ignore[assignment]

_MOST_PAGES = 500
_MOST_CHARACTERS = 5_000_000
_MEMORY = 1_000_000_000


def write_pages() -> int:
    """Write the text of each page, or why there is none to standard error; return the exit code."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        pages = _pages(sys.stdin.buffer.read())
    except MemoryError:
        pages = "The PDF needs more memory than it may have."
    except Exception:  # noqa: BLE001 - a damaged file fails in every way there is
        pages = DAMAGED
    if isinstance(pages, str):
        sys.stderr.write(f"{pages}\n")
        return REFUSED
    sys.stdout.buffer.write(json.dumps(pages).encode())
    return 0


def _pages(raw: bytes) -> list[str] | str:
    """Return the text of each page, or a sentence that says what is wrong."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        return "The PDF has a password."
    if len(reader.pages) > _MOST_PAGES:
        return f"The PDF has more than {_MOST_PAGES} pages."
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        if sum(map(len, pages)) > _MOST_CHARACTERS:
            return f"The PDF has more than {_MOST_CHARACTERS:,} characters."
    return pages


if __name__ == "__main__":
    sys.exit(write_pages())
