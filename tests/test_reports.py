"""What people see: golden reports of the examples, and laws that every report keeps.

To write the golden files anew, run the tests with PEELCHECK_UPDATE_GOLDEN=1 and read the diff.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Checker
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.policy.explain import explain, names_to_explain
from peelcheck.reports import REPORTS
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page
from report_schemas import closed_schema

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ("norfolk-2024", "anytown-2026-03", "tables", "dashboard")


def compare(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("PEELCHECK_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def example(name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(ROOT)
    return check(rules, [load_return(f"examples/{name}/data.yaml", rules)], today=TODAY)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_report(
    name: str, width: int, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = REPORTS["text"](example(name, rules, monkeypatch), Page(width))
    assert max(map(len, text.split("\n"))) <= width
    assert text.isascii()
    compare(f"{name}.{width}.txt", text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_json_report(name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    text = REPORTS["json"](example(name, rules, monkeypatch), Page())
    compare(f"{name}.json", text)


RETURNS = [
    "figures:\n  calls_101_abandonment_rate: 21.9%",
    "figures:\n  calls_101_offered: 10",
    "figures:\n  calls_101_abandonment_rate: [{value: 4%}, {value: 7%, period: 2026-02}]",
    "figures:\n  incidents_attended_in_time_rate: {value: 49 of 82, sample: yes}",
    "figures:\n  offenders_of_manager: {by: {manager: {a: 60, b: not available}}}",
    "figures:\n  offenders_per_offender_manager: over 50\nabout: {has_switchboard: no}",
]


@pytest.mark.parametrize("text", RETURNS)
def test_every_json_report_fits_its_schema(text: str, checked: Checker) -> None:
    report = json.loads(REPORTS["json"](checked(text), Page()))
    assert list(closed_schema().iter_errors(report)) == []


def test_the_json_report_of_counted_figures(rules: Rulebook, tmp_path: Path) -> None:
    head = "call_id,received_at,line,outcome\n"
    calls = [f"{n},2026-03-{n + 1:02} 10:00,101,{'?' if n < 2 else 'answered'}" for n in range(30)]
    (tmp_path / "calls.csv").write_text(head + "\n".join(calls) + "\n", "utf-8")
    text = "force: Anytown Police\nperiod: 2026-03\ntables:\n  calls: {file: calls.csv}\n"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    result = check(rules, [load_return(tmp_path / "data.yaml", rules)], today=TODAY)
    report = json.loads(REPORTS["json"](result, Page()))
    assert list(closed_schema().iter_errors(report)) == []
    (finding,) = [f for f in report["findings"] if f["rule"] == "101-abandonment"]
    doubt = {"why": "unknown", "column": "outcome", "header": "outcome", "rows": 2}
    assert finding["figure"]["known"] == "counted"
    assert finding["figure"]["counted"] == [
        {"table": "calls", "files": ["calls.csv"], "rows": 30, "doubts": [doubt]}
    ]


def test_the_schema_describes_each_part() -> None:
    def parts(node: object) -> list[dict[str, object]]:
        children = (
            node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        )
        own = (
            list(node["properties"].values())
            if isinstance(node, dict) and "properties" in node
            else []
        )
        return [*own, *(p for child in children for p in parts(child))]

    bare = [p for p in parts(closed_schema().schema) if "description" not in p and "$ref" not in p]
    assert bare == []


@pytest.mark.thorough
def test_colours_change_nothing_but_colours(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in EXAMPLES:
        result = example(name, rules, monkeypatch)
        plain, coloured = (REPORTS["text"](result, Page(80, colour)) for colour in (False, True))
        assert "\x1b[1;31mbreach\x1b[0m" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize(
    ("figures", "first"),
    [
        (
            "calls_101_abandonment_rate: 21.9%",
            "Anytown Police, March 2026, misses the only standard that could be checked; 5 were "
            "not supplied.",
        ),
        (
            "calls_101_abandonment_rate: 4%\n  high_risk_share: 10%",
            "Anytown Police, March 2026, meets all 2 standards that could be checked; 4 were not "
            "supplied.",
        ),
        (
            "calls_101_abandonment_rate: 4%\n  high_risk_share: 30%",
            "Anytown Police, March 2026, misses 1 of 2 standards that could be checked; 1 is met "
            "and 4 were not supplied.",
        ),
        (
            "calls_101_abandonment_rate: 3% to 6%\n  high_risk_share: 10%",
            "Anytown Police, March 2026, meets 1 of 2 standards that could be checked; 1 is not "
            "clear and 4 were not supplied.",
        ),
        (
            "calls_101_abandonment_rate: 3% to 6%",
            "Anytown Police, March 2026: 101 calls abandoned is not clear; 5 were not supplied.",
        ),
        (
            "calls_101_abandonment_rate: 3% to 6%\n  high_risk_share: 15% to 25%",
            "Anytown Police, March 2026: 2 standards are not clear; 4 were not supplied.",
        ),
        (
            "calls_101_abandonment_rate: 0 of 0",
            "Anytown Police, March 2026: none of 6 standards could be checked; 5 were not supplied "
            "and 1 is not applicable.",
        ),
    ],
)
def test_the_first_line_says_it_all(figures: str, first: str, checked: Checker) -> None:
    (force,) = checked(f"figures:\n  {figures}").forces
    assert headline(force) == first


def test_a_force_in_no_register_is_told_who_else_had_it(checked: Checker) -> None:
    text = REPORTS["text"](checked("figures:\n  calls_101_abandonment_rate: 21.9%"), Page(200))
    assert (
        "No register names Anytown Police, so no AFIs are shown. 101 calls abandoned was raised "
        "with Norfolk Constabulary (AFI 6)."
    ) in text


def test_an_afi_judged_in_part_is_not_clear(checked: Checker) -> None:
    result = checked("force: norfolk  constabulary\nfigures:\n  high_risk_share: 10%")
    states = {state.number: str(state.numbers) for state in result.forces[0].afis}
    assert (states[12], states[6]) == ("not clear", "no figure given")
    assert states[1] == "numbers cannot settle it"


@pytest.mark.parametrize(
    "name",
    [
        "101-abandonment",
        "response-within-attendance-time",
        "offender-manager-largest-caseload",
        "offenders_per_offender_manager",
        "afi/12",
        "afi/norfolk-2023-25/4",
        "table/incidents",
        "attendance_times",
    ],
)
def test_explaining(name: str, rules: Rulebook) -> None:
    compare(f"explain.{name.replace('/', '.')}.txt", explain(name, rules, Page()))


def test_everything_that_has_a_page_has_a_plain_one(rules: Rulebook) -> None:
    for name in names_to_explain(rules):
        text = explain(name, rules, Page())
        assert text.isascii(), name
        assert max(map(len, text.split("\n"))) <= 80, name
