"""A proof judged again: every verdict is derived again and compared with the report inside."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.pipeline.proof import Proof, judge_case, read_proof, reports_of

_Finding = Mapping[str, Any]
_Key = tuple[str, str, str, int]

_PARTS = {
    "rules": "the rule packs",
    "returns": "the names of the returns",
    "today": "the day of the report",
    "period_asked": "the period that was asked for",
    "warnings": "the warnings",
    "problems": "the problems",
    "since": "the comparison with last time",
    "summary": "the numbers of verdicts",
    "afis": "the AFIs",
}
"""What the parts of a JSON report are called, without its findings and its record."""


class ProofCheck(NamedTuple):
    """How many verdicts were derived again, and each difference from the report, as a sentence."""

    verdicts: int
    differences: tuple[str, ...]


def judge_again(proof: str) -> ProofCheck:
    """Judge a proof again from the files inside, and compare with its report.

    `proof` is the JSON of a page that `-o proof=` wrote. Its files are unpacked into a temporary
    folder, which is the current one meanwhile. Raises ProblemsFound if they cannot be read, and
    InvalidValue if the proof is damaged or of another version.
    """
    found = read_proof(proof)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, content in found.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
        return _compared(found)


def _compared(proof: Proof) -> ProofCheck:
    anew = reports_of(judge_case(proof.case), proof.case)
    now = json.loads(anew.data)
    differences: list[str] = []
    if anew.data != proof.reports.data:
        reported = _report_of(proof)
        differences += _differing_findings(reported, now)
        differences += _differing_files(reported, now)
        differences += _differing_parts(reported, now)
        if not differences:
            differences.append("The data of the report differ from what its files give.")
    if anew.page != proof.reports.page and not differences:
        differences.append("The report as shown differs from what its files give.")
    return ProofCheck(len(now["findings"]), tuple(differences))


def _report_of(proof: Proof) -> dict[str, Any]:
    """Return the JSON report inside, which has the parts that are compared."""
    try:
        report = json.loads(proof.reports.data)
        _by_key(report)
        _digests(report)
    except (ValueError, KeyError, TypeError, AttributeError):
        what = "The JSON report in this file is damaged."
        raise InvalidValue(what, "Ask for the file again.") from None
    found: dict[str, Any] = report
    return found


def _by_key(report: Mapping[str, Any]) -> dict[_Key, _Finding]:
    """Return the findings by force, rule and scope; several of one are numbered."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: dict[_Key, _Finding] = {}
    for finding in report["findings"]:
        key = (str(finding["force"]), str(finding["rule"]), str(finding["scope"] or ""))
        seen[key] += 1
        found[(*key, seen[key])] = finding
        _verdict(finding)
    return found


def _verdict(finding: _Finding) -> str:
    because = str(finding["because"] or "")
    return f"{finding['outcome']}{f' ({because})' if because else ''}"


def _differing_findings(reported: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    before, after = _by_key(reported), _by_key(now)
    for key in dict.fromkeys([*before, *after]):
        name = ", ".join(part for part in key[:3] if part)
        if key not in after:
            yield f"{name}: the report says {_verdict(before[key])}; judged again, there is none."
        elif key not in before:
            yield f"{name}: the report has none; judged again, it is {_verdict(after[key])}."
        elif _verdict(before[key]) != _verdict(after[key]):
            yield (
                f"{name}: the report says {_verdict(before[key])}; "
                f"judged again, it is {_verdict(after[key])}."
            )
        elif before[key] != after[key]:
            yield f"{name}: the verdict is the same, but its details differ."


def _digests(report: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of each file of the record."""
    record = report["record"]
    found = {str(one["file"]): str(one["sha256"]) for one in record["inputs"]}
    for folder in record["rules"]:
        found |= {
            f"{folder['folder']}/{one['file']}": str(one["sha256"]) for one in folder["files"]
        }
    return found


def _differing_files(reported: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    before, after = _digests(reported), _digests(now)
    for name in sorted(name for name in {*before, *after} if before.get(name) != after.get(name)):
        yield f"{name} is not the file that the report was made from: its SHA-256 differs."


def _differing_parts(reported: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key, words in _PARTS.items():
        if reported.get(key) != now.get(key):
            yield f"Judged again, {words} differ from the report."
