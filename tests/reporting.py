"""What the tests of reports share: results of each sort, and texts that mean harm."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from peelcheck import Result, Rulebook, check, load_return
from peelcheck.judging.changes import baseline_findings, compared
from peelcheck.model.changes import Change, ChangeKind, ExceptionEntry
from peelcheck.model.findings import Finding
from peelcheck.model.gates import GateRules
from peelcheck.model.locations import Location
from peelcheck.model.reasons import ReasonCode, reason
from peelcheck.pipeline.baseline_and_exceptions import apply_exceptions

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 23)
"""A fixed day, so that no period is over in one run of the tests and not in another."""

PAYLOADS = {
    "colour": "x\x1b[31mred\x1b[0m",
    "clipboard": "x\x1b]52;c;aGk=\a",
    "title bar": "x\x1b]0;mine\a",
    "c1": "x\x9b2J",
    "line": "x\nALL CHECKS PASSED",
    "return": "x\rGate: passes.",
    "backspace": "breach\b\b\b\b\b\bmet   ",
    "bidi": "x\u202eten si siht\u202c",
    "zero width": "x\u200by\u2060z\ufeff",
    "not a character": "x\x00\ufffe\uffff\ud800",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "closing tag": ']]></failure></testcase><testcase name="more"/>',
    "details": "</details></summary>--><!--",
    "markdown": "a|b `c` *d* _e_ [f](https://evil.example) ![g](h) # i ~~j~~ &lt; $k$",
    "mention": "@everyone www.evil.example https://evil.example a@evil.example",
    "quick action": "/close",
    "list": "- [x] 1. + > # x",
    "formula": "=HYPERLINK(A1)",
    "formula after a space": "\u00a0 =1+1",
    "formula in full width": "\uff1d1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1)",
    "tab": "\t=1",
    "quotes": 'x";"=1\',"y',
    "github": "::error::x",
    "github in the middle": "x ::add-mask::a ::stop-commands::b",
    "github later": "x\n::set-output name=a::b\r\n::error::c",
    "github escaped": "%0A::error::x%25",
    "github of old": "##[error]x ##[add-mask]a",
    "azure": "##vso[task.setvariable variable=a]b",
    "azure in the middle": "x]##vso[task.complete result=Succeeded;]done",
    "azure escaped": "%0A##vso[task.complete]%AZP25",
    "teamcity": "##teamcity[buildStatus status='SUCCESS']",
}
"""Texts that one of the places a report is read in would obey, each with what it tries."""

HIDDEN = set(map(chr, [*range(32), *range(127, 160)])) | set("\u202e\u202c\u200b\u2060\ufeff\ud800")
"""Characters that no line of a report has in it, but for the break at its end."""


def of_example(name: str, rules: Rulebook) -> Result:
    """The result of an example, as seen from the repository's folder."""
    return check(rules, [load_return(f"examples/{name}/data.yaml", rules)], today=TODAY)


def compare(name: str, text: str) -> None:
    """Hold a text against a golden file, or write that anew."""
    file = GOLDEN / name
    if os.environ.get("PEELCHECK_UPDATE_GOLDEN"):
        file.write_bytes(text.encode())
    assert text.encode() == file.read_bytes()


def entry(rule: str, words: str = "two posts advertised") -> ExceptionEntry:
    """An exception that holds on the day of the tests."""
    return ExceptionEntry(
        rule=rule,
        force="",
        scope="",
        reason=words,
        owner="head of public protection",
        expires=TODAY.replace(year=TODAY.year + 1, month=6, day=30),
        no_worse_than=None,
        ticket="PP-118",
        location=Location("exceptions.yaml", 2, 1),
    )


THEN = """period: 2026-02
figures:
  calls_101_abandonment_rate: 621 of 13,512
  high_risk_share: 30.0%
  offenders_per_offender_manager: 1,195 for 19
  calls_999_within_10s_rate: 91.8%
"""
NOW = """period: 2026-03
figures:
  calls_101_abandonment_rate: 1,503 of 14,974
  high_risk_share: 30.0%
  offenders_per_offender_manager: 1,300 for 19
  calls_999_within_10s_rate: 89% to 91%
  offenders_of_manager:
    by: {manager: {SecretName1: 58, SecretName2: 54, SecretName3: 40}}
    complete: yes
    note: SecretName4 is on leave
"""
"""A month in which something is newly missed, something worse, something still missed, and
something newly not known; an exception can be made of any."""


def two_months_in(folder: Path, rules: Rulebook, *exempt: ExceptionEntry) -> Result:
    """The second month held against the first, with some breaches accepted."""
    results = []
    for name, text in (("then.yaml", THEN), ("now.yaml", NOW)):
        (folder / name).write_text(f"force: Anytown Police\n{text}", "utf-8")
        results.append(check(rules, [load_return(folder / name, rules)], today=TODAY))
    before, now = results
    return apply_exceptions(compared(now, "february.json", baseline_findings(before)), exempt)


def poisoned(result: Result, words: str) -> Result:
    """The result with a text in every place that a data file or a rule file has a say in."""
    forces = tuple(
        force._replace(
            force=f"{words} Police",
            findings=tuple(_poisoned(finding, words) for finding in force.findings),
        )
        for force in result.forces
    )
    since = result.since._replace(file=words) if result.since else None
    return result._replace(forces=forces, since=since, files=(words,))


def _poisoned(finding: Finding, words: str) -> Finding:
    said = reason(ReasonCode.NOTE, text=words)
    rule = finding.rule._replace(
        short=words,
        title=words,
        why=words,
        source=words,
        to_meet_it=words,
        location=Location(words, 2, 1),
    )
    figure = finding.figure
    if figure:
        figure = figure._replace(locations=(Location(words, 3, 1),), sources=(words,))
    limit = finding.limit
    if limit:
        bounds = tuple(b._replace(text=words, location=Location(words, 4, 1)) for b in limit.bounds)
        limit = limit._replace(bounds=bounds)
    exception = finding.exception
    if exception:
        one = exception.entry._replace(reason=words, owner=words, ticket=words)
        exception = exception._replace(entry=one)
    change = finding.change
    if change:
        change = Change(change.kind or ChangeKind.NEW, (said,), change.baseline)
    return finding._replace(
        rule=rule,
        force=f"{words} Police",
        reasons=(said,),
        figure=figure,
        limit=limit,
        distance=tuple(d._replace(reason=said) for d in finding.distance),
        remarks=(said, said),
        to_supply=(said,) if finding.to_supply else (),
        exception=exception,
        change=change,
    )


def gated(result: Result, **rules: object) -> Result:
    """The result with the rules of a gate in it."""
    return result._replace(gate_rules=GateRules(**rules))  # type: ignore[arg-type]
