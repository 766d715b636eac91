"""A report with everything it was made from, so that it can be judged again elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.records import Record
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.version import VERSION
from peelcheck.pipeline import check, read_all
from peelcheck.pipeline.gate import since, with_exceptions
from peelcheck.pipeline.record import add_record
from peelcheck.pipeline.rendering import render
from peelcheck.reading.packs import SHIPPED, files_of_pack
from peelcheck.reading.report_files import read_report


class ProofCase(NamedTuple):
    """What was checked and how, each file under its name from the current folder.

    `rules` are folders, none for the shipped pack; `since` and `period` are empty without one. An
    empty `only` means every rule.
    """

    returns: tuple[str, ...]
    today: str
    rules: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    since: str = ""
    period: str = ""
    only: tuple[str, ...] = ()
    marking: str = ""


class Reports(NamedTuple):
    """The same result as JSON and as HTML."""

    data: str
    page: str


class Proof(NamedTuple):
    """A case, the bytes of its files by name, its reports, and the version that made them."""

    version: str
    case: ProofCase
    files: Mapping[str, bytes]
    reports: Reports


def make_proof(case: ProofCase) -> Proof:
    """Judge a case and return it with its files and reports.

    Raises InvalidValue for a case that cannot be judged in a browser, and ProblemsFound for files
    that cannot be read.
    """
    refuse_elsewhere(case)
    result = judge_case(case)
    assert result.record is not None  # noqa: S101 - judge_case adds one
    _refuse_outside(one.file for one in result.record.inputs)
    files = dict(_read_files(result.record))
    return Proof(VERSION, case, files, reports_of(result, case))


def judge_case(case: ProofCase) -> Result:
    """Return the result of a case, whose files are in the current folder. Raises ProblemsFound."""
    rules = [Path(folder) for folder in case.rules]
    rulebook, returns = read_all(rules, case.returns)
    refuse_tables(returns)
    result = check(
        rulebook, returns, period=case.period or None, only=case.only or None, today=case.today
    )
    result = with_exceptions(result, *case.exceptions)
    if case.since:
        result = since(result, case.since)
    return add_record(result, rules, returns, [Path(file) for file in case.exceptions])


def reports_of(result: Result, case: ProofCase) -> Reports:
    """Return the reports of the result of a case."""
    data, page = render(result, "json"), render(result, "html", marking=case.marking)
    return Reports(str(data), str(page))


def proof_text(proof: Proof) -> str:
    """Return a proof as JSON."""
    return json.dumps(
        {
            "format": 1,
            "version": proof.version,
            "case": proof.case._asdict(),
            "files": {
                name: base64.b64encode(content).decode() for name, content in proof.files.items()
            },
            "report": proof.reports.data,
            "html": proof.reports.page,
        },
        ensure_ascii=True,
    )


def read_proof(text: str) -> Proof:
    """Read a proof. Raises InvalidValue if it is damaged or from another version."""
    try:
        given: dict[str, Any] = json.loads(text)
        version = str(given["version"])
        if given["format"] == 1 and version == VERSION:
            case: dict[str, Any] = {
                key: tuple(map(str, value)) if isinstance(value, list) else str(value)
                for key, value in given["case"].items()
            }
            files = {
                str(name): base64.b64decode(content, validate=True)
                for name, content in given["files"].items()
            }
            _refuse_outside(files)
            reports = Reports(str(given["report"]), str(given["html"]))
            return Proof(version, ProofCase(**case), files, reports)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InvalidValue(
            "The proof in this file is damaged.", "Ask for the file again."
        ) from None
    what = f"The report inside was made by peelcheck {version}, and this page is {VERSION}."
    raise InvalidValue(what, "Ask for the file again: both have to be the same.")


def refuse_tables(returns: Iterable[Return]) -> None:
    """Refuse returns with tables of cases. Raises InvalidValue."""
    for one in returns:
        if one.tables:
            raise InvalidValue(
                f"{one.file} names tables of cases, which peelcheck.html cannot count.",
                "Leave out -o proof=, or give the counts under figures:.",
            )


def refuse_elsewhere(case: ProofCase) -> None:
    """Refuse a file that is not in the current folder, and rules that are not in a folder.

    Raises InvalidValue, and ProblemsFound if the earlier report cannot be read.
    """
    folders = [folder for folder in case.rules if folder != SHIPPED]
    _refuse_outside([*case.returns, *folders, *case.exceptions, *filter(None, [case.since])])
    for folder in folders:
        if not Path(folder).is_dir():
            what = f"-o proof= takes rules from folders, and {folder} is not a folder here."
            raise InvalidValue(what, "Copy the rule pack into the current folder.")
    if case.since and read_report(case.since) is None:
        what = f"-o proof= compares with an earlier JSON report only; {case.since} is a return."
        raise InvalidValue(what, "Name a JSON report with --since.")


def _refuse_outside(names: Iterable[str]) -> None:
    for name in names:
        if _is_outside(name):
            what = f"-o proof= takes files of the current folder, and {name} is outside it."
            raise InvalidValue(
                what, "Run the command in a folder above every file, and name them from there."
            )


def _is_outside(name: str) -> bool:
    """Return whether a name leads out of the current folder."""
    path = PurePath(name)
    return path.is_absolute() or ".." in path.parts


def _read_files(record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the record by its name; what has changed since is refused."""
    for one in record.inputs:
        yield one.file, _unchanged(Path(one.file), one.sha256)
    for folder in record.rules:
        if folder.folder != SHIPPED:
            paths = dict(files_of_pack(folder.folder))
            for one in folder.files:
                yield f"{folder.folder}/{one.file}", _unchanged(paths[one.file], one.sha256)


def _unchanged(path: Path, sha256: str | None) -> bytes:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InvalidValue(
            f"{path} has changed while it was read.", "Check again when it is whole."
        )
    return content
