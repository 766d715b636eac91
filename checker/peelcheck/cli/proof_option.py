"""`-o proof=FILE.html`: peelcheck.html with a return, its rules and its report inside."""

from __future__ import annotations

import base64
import gzip
import re
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from peelcheck.cli.check_plan import PROOF, CheckOptions, CheckPlan
from peelcheck.cli.outputs import STDOUT, Output, read_output, refuse_overwriting
from peelcheck.cli.progress import show_writing
from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.version import VERSION
from peelcheck.modules import load_module
from peelcheck.reports import BY
from peelcheck.sources.whole_files import write_whole

_MAKING = "peelcheck.pipeline.proof"
_VERSION = re.compile(r'<meta name="generator" content="peelcheck ([^"]+)">')
_HEAD = 4_000
"""Characters at the beginning of peelcheck.html that have its version."""

_BLOCK = '<script type="text/plain" id="data-proof">'
_END = "</body>"


class ProofRequest(NamedTuple):
    """The file to write, and the text of peelcheck.html of which it is made."""

    file: str
    page: str


def read_check_output(text: str) -> Output:
    """Read a report of a check: FORMAT=FILE or a file, and proof=FILE. Raises InvalidValue."""
    name, _, file = text.partition("=")
    if name != PROOF:
        return read_output(text)
    if not file or file == STDOUT:
        raise InvalidValue("A proof is a page of 13 MB.", "Name a file: -o proof=proof.html")
    return Output(PROOF, file)


def split_proof(options: CheckOptions) -> tuple[CheckOptions, ProofRequest | None]:
    """Return the options without the proof, and the proof. Raises InvalidValue."""
    files = [output.file for output in options.outputs if output.format == PROOF]
    if not files:
        if options.page is not None:
            raise InvalidValue("--page goes with -o proof=FILE.", "Add -o proof=proof.html.")
        return options, None
    if len(files) > 1:
        raise InvalidValue("-o proof= is given twice.", "Write one proof at a time.")
    if options.page is None:
        raise InvalidValue(
            "-o proof= is made of peelcheck.html, and --page does not name it.",
            "Add --page peelcheck.html. To build it: docs/browser.md.",
        )
    others = tuple(output for output in options.outputs if output.format != PROOF)
    return options._replace(outputs=others), ProofRequest(files[0], _read_page(options.page))


def _read_page(file: str) -> str:
    """Return the text of peelcheck.html. Raises InvalidValue if it is not of this version."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text"
        raise InvalidValue(f"--page {file} cannot be read: {reason}.", "Name the file.") from None
    found = _VERSION.search(text[:_HEAD])
    if not found or _END not in text:
        raise InvalidValue(f"--page {file} is not peelcheck.html.", "Name that file.")
    if found[1] != VERSION:
        raise InvalidValue(
            f"--page {file} is peelcheck {found[1]}, and this command is {VERSION}.",
            f"Name the peelcheck.html of {VERSION}.",
        )
    if _BLOCK in text:
        raise InvalidValue(f"--page {file} is a proof already.", "Name peelcheck.html itself.")
    return text


def refuse_with_proof(proof: ProofRequest, options: CheckOptions, plan: CheckPlan) -> None:
    """Refuse what a proof does not go with, before any work. Raises InvalidValue."""
    unlike = {
        f"--by {options.by}": options.by is not None and options.by not in BY,
        "--public": options.public,
        "--rebase": options.rebased,
        "--funnel": options.funnels,
        "--highlight": options.highlighted,
        "--allow-outside": options.allow_outside,
    }
    for option, value in unlike.items():
        if value:
            raise InvalidValue(
                f"{option} does not go with -o proof=.", f"Run again without {option}."
            )
    inputs = [*plan.inputs, *map(str, options.exception_files), *options.since_files]
    page = [options.page] if options.page else []
    refuse_overwriting([*options.outputs, Output("html", proof.file)], [*inputs, *page])
    making: Any = load_module(_MAKING)
    making.refuse_tables(plan.returns)
    making.refuse_elsewhere(_case_of(options, plan))


def write_proof(proof: ProofRequest, options: CheckOptions, plan: CheckPlan) -> None:
    """Judge the case and write the page with it. Raises InvalidValue and ProblemsFound."""
    making: Any = load_module(_MAKING)
    with show_writing(proof.file):
        text = making.proof_text(making.make_proof(_case_of(options, plan)))
        write_whole(proof.file, page_with_proof(proof.page, text))


def _case_of(options: CheckOptions, plan: CheckPlan) -> Any:
    return load_module(_MAKING).ProofCase(
        returns=tuple(_posix(file) for file in options.data),
        today=(options.today or date.today()).isoformat(),
        rules=tuple(_posix(folder) for folder in options.rules),
        exceptions=tuple(_posix(file) for file in options.exception_files),
        since=_posix(options.since_file) if options.since_file else "",
        period=options.period.as_written if options.period else "",
        only=tuple(sorted(plan.only or ())),
        marking=options.marking,
    )


def page_with_proof(page: str, text: str) -> str:
    """Return the page with one more line: the proof as data, which no browser runs."""
    packed = base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode()
    before, end, after = page.rpartition(_END)
    return f"{before}{_BLOCK}{packed}</script>\n{end}{after}"


def _posix(file: str | Path) -> str:
    return PurePath(file).as_posix()
