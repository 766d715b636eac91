"""Our reports as others read them: published schemas, validators, and the services' own code."""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from conftest import JEST_SARIF, JUNIT_XSD, MULTITOOL, NODE, ROOT, Checker
from peelcheck import Result, Rulebook
from peelcheck.judging.gate import gate
from peelcheck.model.gates import GateRules
from peelcheck.model.problems import visible
from peelcheck.reports import REPORTS
from peelcheck.reports.ci_escaping import azure_data, azure_property, github_data, github_property
from peelcheck.reports.layout import Page
from reporting import PAYLOADS, of_example, poisoned


@pytest.fixture(scope="module")
def everything(
    rules: Rulebook, two_months: Result, monkeypatch_module: pytest.MonkeyPatch
) -> dict[str, Result]:
    """Results of every sort, one of them with nothing in it but harm."""
    monkeypatch_module.chdir(ROOT)
    found = {name: of_example(name, rules) for name in ("norfolk-2024", "anytown-2026-03")}
    found["two-months"] = two_months._replace(gate=gate(two_months, GateRules(only_new=True)))
    for name, words in PAYLOADS.items():
        found[name] = poisoned(two_months, words)
    return found


@pytest.fixture(scope="module")
def monkeypatch_module() -> object:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.mark.needs("jest-sarif")
def test_sarif_fits_its_published_schema(everything: dict[str, Result]) -> None:
    schema = Draft7Validator(json.loads(JEST_SARIF.read_text("utf-8")))
    for name, result in everything.items():
        report = json.loads(REPORTS["sarif"](result, Page()))
        assert [error.message for error in schema.iter_errors(report)] == [], name


@pytest.mark.needs("jest-sarif")
def test_the_schema_finds_what_is_wrong(everything: dict[str, Result]) -> None:
    schema = Draft7Validator(json.loads(JEST_SARIF.read_text("utf-8")))
    report = json.loads(REPORTS["sarif"](everything["two-months"], Page()))
    report["runs"][0]["results"][0]["level"] = "critical"
    assert list(schema.iter_errors(report))


def _said_by_multitool(file: Path) -> list[str]:
    run = subprocess.run(
        [MULTITOOL, "validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"],
        capture_output=True, text=True, check=True, timeout=120,
        env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(file.parent)},
    )  # fmt: skip
    assert "Analysis completed successfully." in run.stdout
    lines = [line for line in run.stdout.split("\n") if ": error " in line or ": warning " in line]
    # We have no page of our own on the internet that SARIF2005 could be given.
    return [line for line in lines if "SARIF2005" not in line]


@pytest.mark.needs("sarif-multitool")
def test_sarif_holds_to_github_s_rules(everything: dict[str, Result], tmp_path: Path) -> None:
    for name in ("norfolk-2024", "anytown-2026-03", "two-months"):
        file = tmp_path / f"{name}.sarif"
        file.write_text(REPORTS["sarif"](everything[name], Page()), "utf-8")
        assert _said_by_multitool(file) == []


@pytest.mark.needs("sarif-multitool")
def test_the_validator_finds_what_is_wrong(everything: dict[str, Result], tmp_path: Path) -> None:
    report = json.loads(REPORTS["sarif"](everything["two-months"], Page()))
    del report["runs"][0]["results"][0]["locations"]
    report["runs"][0]["results"][1]["ruleIndex"] = 40
    (tmp_path / "wrong.sarif").write_text(json.dumps(report), "utf-8")
    said = " ".join(_said_by_multitool(tmp_path / "wrong.sarif"))
    assert "GH1015" in said
    assert "SARIF1009" in said


@pytest.mark.needs("junit-10.xsd")
def test_junit_fits_the_schema_of_jenkins(everything: dict[str, Result], tmp_path: Path) -> None:
    import xmlschema  # noqa: PLC0415 - a peer, not there for everybody

    with tarfile.open(JUNIT_XSD[0]) as archive:
        name = next(one for one in archive.getnames() if one.endswith("junit-10.xsd"))
        text = archive.extractfile(name).read()  # type: ignore[union-attr]
    (tmp_path / "junit-10.xsd").write_bytes(text)
    schema = xmlschema.XMLSchema(tmp_path / "junit-10.xsd")
    for name, result in everything.items():
        errors = [str(e.reason) for e in schema.iter_errors(REPORTS["junit"](result, Page()))]
        assert errors == [], name
    assert list(schema.iter_errors('<testsuite name="x"><testcase name="y" file="z"/></testsuite>'))


@pytest.mark.needs("junitparser")
def test_junit_is_read_back_as_it_was_meant(two_months: Result, tmp_path: Path) -> None:
    import junitparser  # noqa: PLC0415 - a peer, not there for everybody

    (tmp_path / "j.xml").write_text(REPORTS["junit"](two_months, Page()), "utf-8")
    found = junitparser.JUnitXml.fromfile(str(tmp_path / "j.xml"))
    assert (found.tests, found.failures, found.errors) == (6, 3, 1)
    (suite,) = found
    assert (suite.name, suite.skipped) == ("Anytown Police", 2)
    by_name = {case.name: case for case in suite}
    missed = by_name["101 calls abandoned (101-abandonment)"]
    (failure,) = missed.result
    assert (type(failure).__name__, failure.type) == ("Failure", "breach")
    assert failure.message == (
        "1,503 of 14,974 (10.0%) is over the limit of 5%: 755 fewer abandoned."
    )


TEXTS = [*PAYLOADS.values(), "5.5% of calls, below 5%: 12 over\nnext", "a;b]c,d:e%0A%25%AZP25"]


def _by_node(script: str, texts: list[str]) -> list[str]:
    run = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=60, cwd=NODE,
    )  # fmt: skip
    found: list[str] = json.loads(run.stdout.strip().split("\n")[-1])
    return found


@pytest.mark.needs("@actions/core")
def test_github_s_own_code_escapes_as_we_do() -> None:
    script = """
        import { issueCommand } from './node_modules/@actions/core/lib/command.js';
        import fs from 'fs';
        const lines = [], real = process.stdout.write.bind(process.stdout);
        process.stdout.write = text => lines.push(text.slice(0, -1));
        for (const text of JSON.parse(fs.readFileSync(0, 'utf8')))
            issueCommand('error', {title: text, file: text, line: 3}, text);
        real(JSON.stringify(lines) + '\\n');
    """
    texts = [text for text in TEXTS if "\ud800" not in text]
    expected = [
        f"::error title={github_property(t)},file={github_property(t)},line=3::{github_data(t)}"
        for t in texts
    ]
    assert _by_node(script, texts) == expected


@pytest.mark.needs("azure-pipelines-task-lib")
def test_azure_s_own_code_escapes_as_we_do_and_reads_it_back() -> None:
    script = """
        import command from './node_modules/azure-pipelines-task-lib/taskcommand.js';
        import fs from 'fs';
        const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
        const lines = texts.map(text => new command.TaskCommand(
            'task.logissue', {type: 'error', sourcepath: text}, text).toString());
        const back = lines.map(line => command.commandFromString(line).message);
        console.log(JSON.stringify([...lines, ...back]));
    """
    texts = list(map(visible, TEXTS))
    found = _by_node(script, texts)
    # The library ends its last property with a semicolon, which the agent drops.
    ours = [
        f"##vso[task.logissue type=error;sourcepath={azure_property(t)};]{azure_data(t)}"
        for t in texts
    ]
    assert found == [*ours, *texts]


@pytest.mark.needs("markdown-it")
def test_markdown_has_nothing_in_it_but_what_we_wrote(everything: dict[str, Result]) -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a peer, not there for everybody

    own = {"<details>", "</details>", "<!-- -->"}
    for name, result in everything.items():
        tokens = MarkdownIt("gfm-like").parse(REPORTS["md"](result, Page()))
        inside = [child for token in tokens for child in token.children or ()]
        kinds = {
            token.type.removesuffix("_open") for token in (*tokens, *inside) if token.nesting >= 0
        }
        assert kinds <= {
            "paragraph", "inline", "text", "text_special", "strong", "em", "html_block",
            "html_inline", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item",
        }, name  # fmt: skip
        for token in (*tokens, *inside):
            if token.type.startswith("html"):
                plain = token.content.strip()
                summary = plain.partition("<summary>")[2]
                assert plain in own or summary.count("<") == 1, (name, plain)
        for start, token in enumerate(tokens):
            if token.type == "tr_open":
                row = [t.type for t in tokens[start : start + 40]]
                cells = row[: row.index("tr_close")]
                assert cells.count("td_open") + cells.count("th_open") in (4, 5, 6), name


def test_gitlab_has_what_its_page_asks_for(everything: dict[str, Result]) -> None:
    text = {"type": "string", "minLength": 1}
    issue = {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": text,
            "check_name": text,
            "fingerprint": text,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "required": ["path", "lines"],
                "properties": {
                    "path": {**text, "not": {"pattern": "^(/|\\./)"}},
                    "lines": {
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    }
    schema = Draft7Validator({"type": "array", "items": issue})
    for name, result in everything.items():
        report = json.loads(REPORTS["gitlab"](result, Page()))
        assert [error.message for error in schema.iter_errors(report)] == [], name
        marks = [one["fingerprint"] for one in report]
        assert len(marks) == len(set(marks)), name


def test_a_report_of_nothing_is_still_one(checked: Checker) -> None:
    result = checked("figures:\n  high_risk_share: 10%", only=["high-risk-share"])
    assert json.loads(REPORTS["gitlab"](result, Page())) == []
    assert "<testsuites" in REPORTS["junit"](result, Page())
