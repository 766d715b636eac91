"""AFIs have ids of their own; a number, or an id alone, is that of the checked force first."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from conftest import ROOT, Command
from peelcheck import ProblemsFound, Rulebook, load_return, load_rules
from peelcheck.errors import InvalidValue
from peelcheck.model.registers import Register
from peelcheck.pipeline.names import find_afi, rules_named
from peelcheck.policy.explain import explain
from peelcheck.reports.layout import Page

NORFOLK = "norfolk-2023-25"


@pytest.fixture
def both(rules: Rulebook) -> list[Register]:
    """Norfolk's register of 12 AFIs, and one of Anytown Police with one AFI."""
    profile = ROOT / "examples/year-of-months/data.yaml"
    anytown = load_return(profile, rules).registers[0]
    return [*rules.registers.values(), anytown]


@pytest.mark.parametrize(
    ("name", "forces", "found"),
    [
        ("afi/101-calls", ["Norfolk Constabulary"], "norfolk-2023-25/101-calls"),
        ("afi/6", ["Norfolk"], "norfolk-2023-25/101-calls"),
        ("afi/norfolk-2023-25/6", ["Norfolk Constabulary"], "norfolk-2023-25/101-calls"),
        ("afi/norfolk-2023-25/101-calls", [], "norfolk-2023-25/101-calls"),
        ("afi/101-calls", ["Anytown Police"], "anytown-2023-25/101-calls"),
        ("afi/1", ["Anytown Police"], "anytown-2023-25/101-calls"),
        ("afi/1", ["Norfolk Constabulary"], "norfolk-2023-25/use-of-force"),
        ("afi/12", [], "norfolk-2023-25/offender-managers"),
        ("afi/12", ["Suffolk Constabulary"], "norfolk-2023-25/offender-managers"),
        ("afi/norfolk-2023-25/6", ["Anytown Police"], "norfolk-2023-25/101-calls"),
        ("AFI/6", ["Norfolk"], "norfolk-2023-25/101-calls"),
        ("norfolk-2023-25/6", [], "norfolk-2023-25/101-calls"),
        ("norfolk-2023-25/101-calls", ["Anytown Police"], "norfolk-2023-25/101-calls"),
        ("afi/12", ["Anytown Police", "Norfolk"], "norfolk-2023-25/offender-managers"),
    ],
)
def test_a_name_is_that_of_the_checked_force_first(
    both: list[Register], name: str, forces: list[str], found: str
) -> None:
    assert find_afi(name, both, forces)[1].id == found
    assert find_afi(name, [*both, *both], forces)[1].id == found


@pytest.mark.parametrize(
    ("name", "forces", "what", "fix"),
    [
        (
            "afi/6", ["Anytown Police"], "There is no AFI 6 of Anytown Police.",
            "Did you mean afi/norfolk-2023-25/101-calls of Norfolk Constabulary?",
        ),
        (
            "afi/offender-managers", ["anytown"],
            "There is no AFI offender-managers of Anytown Police.",
            "Did you mean afi/norfolk-2023-25/offender-managers of Norfolk Constabulary?",
        ),
        (
            "afi/1", [], "More than one register has an AFI 1.",
            "Write afi/norfolk-2023-25/1 or afi/anytown-2023-25/1.",
        ),
        (
            "afi/101-calls", ["Anytown Police", "Norfolk Constabulary"],
            "More than one register has an AFI 101-calls.",
            "Write afi/norfolk-2023-25/101-calls or afi/anytown-2023-25/101-calls.",
        ),
        (
            "afi/norfolk-2023-25/101-call", [],
            "Nothing here is called afi/norfolk-2023-25/101-call.",
            "Did you mean afi/norfolk-2023-25/101-calls?",
        ),
    ],
)  # fmt: skip
def test_a_name_of_two_or_of_another_force_alone_is_refused(
    both: list[Register], name: str, forces: list[str], what: str, fix: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        find_afi(name, both, forces)
    assert refused.value.what == what
    assert refused.value.fix.startswith(fix)


def test_two_registers_of_one_force_need_the_register(both: list[Register]) -> None:
    again = both[0]._replace(id="norfolk-2025-27")
    afis = tuple(
        afi._replace(register="norfolk-2025-27", location=again.location) for afi in again.afis
    )
    with pytest.raises(InvalidValue, match="More than one register has an AFI 101-calls"):
        find_afi("afi/101-calls", [both[0], again._replace(afis=afis)], ["Norfolk Constabulary"])


def test_only_takes_the_rules_of_the_forces_own_afi(rules: Rulebook, both: list[Register]) -> None:
    found = rules_named(["afi/1"], rules, both, "--only", ["Anytown Police"])
    assert found == {"101-abandonment", "demand-causes-addressed"}


def test_a_force_with_one_afi_is_not_given_that_of_another(peelcheck: Command) -> None:
    data = ROOT / "examples/year-of-months/data.yaml"
    run = peelcheck(data, "--only", "afi/6", "--today", "2026-11-23")
    assert run.returncode == 2
    assert "There is no AFI 6 of Anytown Police." in run.stderr


def test_reports_have_the_id_and_keep_the_number(peelcheck: Command, tmp_path: Path) -> None:
    data = ROOT / "examples/norfolk-2024/data.yaml"
    peelcheck(data, "-o", "json=r.json", "-o", "csv=r.csv", "--today", "2026-11-23")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    (afi,) = [afi for afi in report["afis"] if afi["number"] == 6]
    assert (afi["id"], afi["register"]) == ("norfolk-2023-25/101-calls", NORFOLK)
    (finding,) = [one for one in report["findings"] if one["rule"] == "101-abandonment"]
    assert [(ref["id"], ref["number"]) for ref in finding["afis"]] == [(afi["id"], 6)]
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["rule"]: row for row in csv.DictReader(file)}
    assert rows["101-abandonment"]["afis"] == "norfolk-2023-25/101-calls"


def register(pack: Path) -> Path:
    return pack / f"afis/{NORFOLK}.yaml"


def test_an_afi_without_an_id_goes_by_its_number(pack: Path) -> None:
    text = re.sub(r"    id: [a-z0-9-]+\n", "", register(pack).read_text("utf-8"))
    register(pack).write_text(text, "utf-8")
    (found,) = load_rules(pack).registers.values()
    assert [afi.id for afi in found.afis] == [f"{NORFOLK}/{number}" for number in range(1, 13)]
    assert find_afi("afi/6", [found])[1].number == 6


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("demand", "demand is the id of another AFI, at pack/afis/norfolk-2023-25.yaml:"),
        ("6", "id "),
        ("101_calls", "id "),
        ("Calls", "id "),
    ],
)
def test_an_id_is_unique_and_no_number(pack: Path, name: str, expected: str) -> None:
    text = register(pack).read_text("utf-8").replace("id: 101-calls", f"id: {name}")
    register(pack).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_rules(pack)
    (problem,) = found.value.problems
    assert expected in f"{problem.what} {problem.fix}" or "101-calls" in problem.fix


PROFILE = "force: Norfolk\nafis:\n"


@pytest.mark.parametrize("name", ["norfolk-2023-25/6", "norfolk-2023-25/101-calls"])
def test_a_profile_may_name_an_afi_by_its_id_or_number(
    rules: Rulebook, tmp_path: Path, name: str
) -> None:
    (tmp_path / "force.yaml").write_text(f"{PROFILE}  {name}: {{status: open, on: 2025-01-01}}\n")
    file = tmp_path / "data.yaml"
    file.write_text("period: 2026-03\nprofile: force.yaml\nfigures: {high_risk_share: 10%}\n")
    (known,) = load_return(file, rules).afis
    assert known.afi == "norfolk-2023-25/101-calls"


def test_a_profile_names_an_afi_once(rules: Rulebook, tmp_path: Path) -> None:
    twice = "  norfolk-2023-25/6: {status: open}\n  norfolk-2023-25/101-calls: {status: closed}\n"
    (tmp_path / "force.yaml").write_text(PROFILE + twice)
    file = tmp_path / "data.yaml"
    file.write_text("period: 2026-03\nprofile: force.yaml\nfigures: {high_risk_share: 10%}\n")
    with pytest.raises(ProblemsFound, match="is the same AFI as one above"):
        load_return(file, rules)


def test_new_afis_guesses_an_id_for_each(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "Norfolk Constabulary\n"
        "AFI The force should answer more calls to 101.\n"
        "AFI The force should answer more calls to 999.\n"
        "AFI It must.\n"
    )
    run = peelcheck("new", "afis", "report.txt")
    found = re.findall(r"^    id: (\S+)  # a guess", run.stdout, re.MULTILINE)
    assert found == ["answer-calls", "answer-calls-2", "afi-3"]


@pytest.mark.parametrize("name", ["AFI/6", "norfolk-2023-25/6", "norfolk-2023-25/101-calls"])
def test_an_afi_is_found_by_the_id_that_reports_show(rules: Rulebook, name: str) -> None:
    found = rules_named([name], rules, rules.registers.values(), "--only")
    assert found == {"101-abandonment"}
    assert "Answer more 101 calls" in " ".join(explain(name, rules, Page(200)).split())


def test_a_name_with_a_slash_that_no_register_has_is_no_afi(rules: Rulebook) -> None:
    with pytest.raises(InvalidValue, match="there is no rule of this name"):
        rules_named(["norfolk/6"], rules, rules.registers.values(), "--only")
