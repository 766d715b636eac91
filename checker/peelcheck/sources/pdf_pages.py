"""The text of a PDF, page by page, worked out in a process of its own that has bounds.

A PDF can hold streams that unpack to more than the machine has, and pages that take hours. The
process that reads it (`pdf_process`) may use 1 GB and one minute, and reads at most 500 pages.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

REFUSED = 3
"""The exit code of the process if it has written why it cannot read the file."""

DAMAGED = "The PDF is damaged, or has no end."
_SECONDS = 60
_AS_TEXT = "Save its text in a file (.txt), and name that file."


def pages_of(raw: bytes, shown_as: str) -> list[str]:
    """Return the text of each page of a PDF. Raises ProblemsFound if there is none to read."""
    location = Location(shown_as)
    if importlib.util.find_spec("pypdf") is None:
        fix = 'Install it with: pip install "peelcheck[pdf]". Or save the text of the file (.txt).'
        raise ProblemsFound([Problem(location, "Reading a PDF needs pypdf.", fix)])
    try:
        run = subprocess.run(
            [sys.executable, "-P", "-m", "peelcheck.sources.pdf_process"],
            input=raw,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = f"The PDF takes longer than {_SECONDS} seconds to read."
        raise ProblemsFound([Problem(location, what, _AS_TEXT)]) from None
    except OSError as error:
        what = f"The PDF cannot be read here: {error.strerror or error}."
        raise ProblemsFound([Problem(location, what, _AS_TEXT)]) from None
    if run.returncode:
        refusal = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        what = refusal if run.returncode == REFUSED else DAMAGED
        raise ProblemsFound([Problem(location, what, _AS_TEXT)])
    pages: list[str] = json.loads(run.stdout)
    if not any(page.strip() for page in pages):
        what = "The PDF has no text: its pages are pictures."
        raise ProblemsFound([Problem(location, what, _AS_TEXT)])
    return pages
