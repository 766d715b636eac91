"""`peelcheck new return`: a return to fill in, which runs once its questions are answered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import TODAY
from peelcheck import Rulebook, check, load_return, load_rules
from peelcheck.cli.common import CommandOutput
from peelcheck.cli.group import command
from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.rules import Outcome
from peelcheck.policy.blank_return import blank_return


def new_return(*args: str) -> str:
    found = command.main(["new", "return", *args], standalone_mode=False)
    assert isinstance(found, CommandOutput)
    return found.out


AMOUNTS = {
    Kind.COUNT: "40",
    Kind.QUANTITY: "exactly 2",
    Kind.SHARE: "12 of 345",
    Kind.RATIO: "80 for 2",
    Kind.CHANGE: "+8.5%",
    Kind.DIFFERENCE: "-12",
    Kind.POINTS: "3.2 points",
    Kind.TIME: "15 minutes",
}
ANSWERS = {
    "force": "Norfolk Constabulary",
    "period": "2026-03",
    "says": "the causes were counted",
    "evidence": "paper to the board",
    "by": "head of contact",
    "on": "2026-05-01",
    "until": "2027-05-01",
    "complete": "yes",
    "A": "20",
    "B": "20",
}


def filled_in(text: str, rules: Rulebook) -> str:
    """Every question answered as a person would: with what the comment beside it asks for."""

    def answer(found: re.Match[str]) -> str:
        name = found.group(1)
        words = rules.dictionary
        one: FigureDefinition | None = words.figures.get(name)
        if one is not None:
            amount = "20" if one.measure is None and "of those" in one.means else AMOUNTS[one.kind]
        elif name in words.targets:
            amount = {Kind.SHARE: "90%", Kind.COUNT: "150"}[words.targets[name].kind]
        elif name in words.facts:
            amount = words.facts[name].values[0]
        else:
            amount = ANSWERS[name]
        return f"{name}: {amount}"

    return re.sub(r'(\w+): "\?"', answer, text)


def outcomes(text: str, rules: Rulebook, folder: Path) -> dict[str, Outcome]:
    (folder / "data.yaml").write_text(text, encoding="utf-8")
    one = load_return(folder / "data.yaml", rules)
    return {f.rule.id: f.outcome for f in check(rules, [one], today=TODAY).findings}


def test_filled_in_it_can_be_checked_and_every_rule_has_what_it_needs(
    rules: Rulebook, tmp_path: Path
) -> None:
    every = [word for name in rules.rules for word in ("--only", name)]
    text = filled_in(new_return(*every), rules)
    assert ': "?"' not in text
    found = outcomes(text, rules, tmp_path)
    lacking = {name for name, outcome in found.items() if outcome is Outcome.NOT_SUPPLIED}
    # These go by grade and risk level, which the comment beside them says how to give.
    assert lacking == {"attendance-in-time-by-grade", "dvpo-applications-by-risk-level"}
    assert found["101-abandonment"] is Outcome.BREACH


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
def test_of_one_afi_it_asks_what_that_needs_and_nothing_else(
    number: int, rules: Rulebook, tmp_path: Path
) -> None:
    text = new_return("--for-afi", str(number))
    (register,) = rules.registers.values()
    watched = register.afis[number - 1].watched_by
    asked = re.findall(r"^  # ([a-z0-9-]+): ", text, re.MULTILINE)
    asked += re.findall(r"^  ([a-z-]+):  # ", text, re.MULTILINE)
    assert {name for name in asked if name in rules.rules} == set(watched)
    found = outcomes(filled_in(text, rules), rules, tmp_path)
    by_something = {"attendance-in-time-by-grade", "dvpo-applications-by-risk-level"}
    for rule in set(watched) - by_something:
        assert found[rule] is not Outcome.NOT_SUPPLIED, rule


def test_each_comment_is_true_of_a_return_too(rules: Rulebook, tmp_path: Path) -> None:
    """What stands in comments as another way can be put in place of what is asked."""
    text = new_return("--only", "dvpo-applications-by-risk-level")
    ways = re.findall(r"^  # (?:Or, without the counts: )?(\w+: .*)", text, re.MULTILINE)
    assert ways == [
        "dvpo_application_rate: 3.5%",
        "dvpo_application_rate: {by: {risk_level: {A: 12 of 345}}, complete: yes}",
    ]
    for way in ways:
        return_ = f"force: Norfolk Constabulary\nperiod: 2026-03\nfigures:\n  {way}\n"
        outcomes(return_, rules, tmp_path)


def test_its_tables_can_be_uncommented(rules: Rulebook, tmp_path: Path) -> None:
    text = new_return("--for-afi", "6", "--only", "response-within-attendance-time")
    tables = text[text.index("# tables:") :].replace("# For these, under targets", "## ")
    tables = re.sub(r"^# ?", "", tables, flags=re.MULTILINE)
    shown, times = tables.split("# :")
    times = times.split("\n", 1)[1]
    for name in ("calls", "daily_calls", "incidents"):
        (tmp_path / f"{name}.csv").write_text("a\n", encoding="utf-8")
    return_ = f"force: Norfolk Constabulary\nperiod: 2026-03\n{shown}targets:\n{times}"
    (tmp_path / "data.yaml").write_text(return_, encoding="utf-8")
    found = load_return(tmp_path / "data.yaml", load_rules())
    assert [source.table.name for source in found.tables] == ["calls", "daily_calls", "incidents"]


def test_a_question_is_a_fault_until_it_is_answered(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(new_return("--for-afi", "6"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_return(tmp_path / "data.yaml", rules)
    assert {problem.what for problem in found.value.problems} == {
        "Nobody has answered this question."
    }
    assert len(found.value.problems) == 5


def test_the_file_that_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "march").mkdir()
    monkeypatch.chdir(tmp_path)
    assert new_return("--only", "101-abandonment", "-o", "march/data.yaml") == "march/data.yaml\n"
    text = (tmp_path / "march/data.yaml").read_text(encoding="utf-8")
    modeline, rest = text.split("\n", 1)
    assert modeline == "# yaml-language-server: $schema=.schemas/return.schema.json"
    schema = json.loads((tmp_path / "march/.schemas/return.schema.json").read_text("utf-8"))
    assert "calls_101_offered" in schema["properties"]["figures"]["properties"]
    assert rest.split("# In place of figures")[0] == (
        "# A return for 1 rule of peelcheck 1.0.0.\n"
        '# Answer each "?", or take its line out; what is left out is not supplied. Nothing is\n'
        "# checked until then. A number that is known to be missing is: not available\n"
        "# Counts are best: the distance to a limit then comes out in calls and people.\n"
        'force: "?"  # its usual name, as in Norfolk Constabulary\n'
        'period: "?"  # 2026-03, 2026-Q1, 2025/26 or year ending 2026-03-31\n'
        "about:\n"
        '  has_switchboard: "?"  # yes or no: the force has a switchboard that takes calls before '
        "they are routed; left out, yes\n"
        "figures:\n"
        "\n"
        "  # 101-abandonment: Fewer than 5% of 101 calls are abandoned\n"
        '  calls_101_offered: "?"  # calls: calls to 101 that reached the force, answered or not\n'
        "  # Say in note after how many seconds a call counts, whether call-backs do, and at which "
        "stage or line it is counted (written answer HL1958 of 6 November 2024 says that no "
        "definition is settled).\n"
        '  calls_101_abandoned: "?"  # calls: calls to 101 whose caller hung up before an answer\n'
        "  # Or, without the counts: calls_101_abandonment_rate: 3.5%\n"
        "\n"
    )
    with pytest.raises(InvalidValue, match=r"-o march/data.yaml is there already"):
        new_return("-o", "march/data.yaml")


def test_standards_of_one_police_function_are_asked_for_by_name_only() -> None:
    text = new_return()
    assert "first_reviews_in_time" not in text
    assert "calls_101_offered" in text
    assert text.startswith("# A return for 27 rules")
    assert (
        "# Standards of one police function are not asked for: 101 answer times, bail, "
        "complaints,\n"
        "# crime recording times, custody, protection notices and orders, information requests,\n"
        "# neighbourhood queries, section 136 and victims' rights.\n"
        "# To ask for one: peelcheck new return --only 101-answered-in-time\n"
        "force:"
    ) in text
    asked = new_return("--only", "first-detention-review-in-time")
    assert "first_reviews_in_time" in asked
    assert "are not asked for" not in asked


def test_a_pack_of_one_function_asks_for_all_of_it(rules: Rulebook) -> None:
    custody = {name: rule for name, rule in rules.rules.items() if rule.function == "custody"}
    text = blank_return(rules._replace(rules=custody), None, "")
    assert "first_reviews_in_time" in text
    assert "are not asked for" not in text


def test_a_text_that_is_printed_names_no_schema() -> None:
    """Nobody knows where it will be, and an editor underlines the address of a missing schema."""
    assert new_return("--only", "101-abandonment").startswith("# A return for 1 rule")


def test_a_schema_one_folder_above_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (".schemas", "march"):
        (tmp_path / folder).mkdir()
    new_return("--only", "101-abandonment", "-o", "march/data.yaml")
    first = (tmp_path / "march/data.yaml").read_text("utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../.schemas/return.schema.json"
    assert [one.name for one in (tmp_path / ".schemas").iterdir()] == ["return.schema.json"]
    assert not (tmp_path / "march/.schemas").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["--from", "calls.csv", "--for-afi", "6"],
            "--for-afi says what to ask for, and --from asks nothing. Leave one out.",
        ),
        (
            ["--only", "101-abandonnment"],
            "--only 101-abandonnment: there is no rule of this name. Did you mean 101-abandonment?",
        ),
        (
            ["--for-afi", "13"],
            "Nothing here is called afi/13. Name a rule, a figure, or an AFI as in afi/6.",
        ),
    ],
)
def test_what_is_refused(args: list[str], said: str) -> None:
    with pytest.raises(InvalidValue) as found:
        new_return(*args)
    assert str(found.value) == said
