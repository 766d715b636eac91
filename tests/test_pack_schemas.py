"""Schemas with the names of a pack: what an editor completes, underlines and leaves alone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import ROOT
from language_server import OTHER_SECTORS, shipped
from peelcheck import load_rules
from peelcheck.cli.common import CommandOutput
from peelcheck.cli.group import command
from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.amounts import Kind
from peelcheck.model.rules import Rulebook
from peelcheck.policy.lint import lint
from peelcheck.policy.pack_schemas import pack_schema
from peelcheck.policy.schema_places import DATED, PLACES
from peelcheck.reading.amounts import read_amount, read_limit
from peelcheck.reading.schema import schema_names

EXAMPLE_PACK = ROOT / "examples/pack/anytown_rules"
COMPARED = ROOT / "examples/compared/rules"
RULE = (ROOT / "rules/standards/101-abandonment.yaml").read_text(encoding="utf-8")
RETURN = """\
force: Anytown Police
period: 2026-03
figures:
  calls_101_offered: {value: 14974, source: telephony}
  calls_101_abandonment_rate: 5%
targets:
  attendance_share: {at_least: 90%, from: 2025-04-01}
tables:
  calls: {file: calls.csv, columns: {call_id: REF}}
"""


def typed(node: yaml.Node) -> Any:
    """A document as an editor reads it: YAML 1.2, where yes is a text and 2020 a number."""
    if isinstance(node, yaml.MappingNode):
        return {typed_key(key): typed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [typed(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    text = str(node.value)
    is_number = node.style is None and re.fullmatch(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", text)
    return json.loads(text.lstrip("+")) if is_number else text


def typed_key(node: yaml.Node) -> str:
    assert isinstance(node, yaml.ScalarNode)
    return str(node.value)


def document(text: str) -> Any:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert node
    return typed(node)


@cache
def rulebook(*packs: str) -> Rulebook:
    return load_rules(*packs)


@cache
def validator(name: str, *packs: str) -> Draft202012Validator:
    return Draft202012Validator(pack_schema(name, rulebook(*packs)))


def faults(text: str, name: str, *packs: str) -> list[str]:
    """What would be underlined, by the message of the schema if it has one."""
    found = validator(name, *packs).iter_errors(document(text))
    return [str(e.schema.get("errorMessage", e.message)) for e in found]  # type: ignore[union-attr,unused-ignore]


def kind_in_first_line(file: Path) -> str:
    found = re.match(
        r"# yaml-language-server: \$schema=.*/(\w+)\.schema\.json", file.read_text("utf-8")
    )
    assert found, file
    return found[1]


@pytest.mark.parametrize("file", shipped(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_that_is_read_is_accepted(file: Path) -> None:
    packs = tuple(str(one / "rules") for one in OTHER_SECTORS if file.is_relative_to(one))
    if file.is_relative_to(COMPARED):
        packs = (str(COMPARED),)
    elif file.is_relative_to(EXAMPLE_PACK):
        packs = ("peelcheck", str(EXAMPLE_PACK))
    assert faults(file.read_text("utf-8"), kind_in_first_line(file), *packs) == []


@pytest.mark.every_day(4)
@pytest.mark.parametrize("name", schema_names())
def test_each_is_a_schema_for_editors(name: str) -> None:
    made = pack_schema(name, rulebook())
    Draft202012Validator.check_schema(made)
    assert "$id" not in made


def test_each_place_is_of_a_schema() -> None:
    assert set(PLACES) <= set(schema_names())
    assert set(DATED) <= set(schema_names())


@pytest.mark.parametrize(
    ("name", "text", "right", "mistake", "said"),
    [
        ("rule", RULE, "figure: calls_101_a", "figure: calls_102_a", "no figure of this name"),
        ("rule", RULE, "  has_switchboard: yes", "  has_switchbord: yes", "no fact of this name"),
        ("rule", RULE, "  below: 5%", "  below: 5", "This is not a share. Write it as in 3.5%."),
        ("rule", RULE, "  below: 5%", '  below: "5"', "This is not a share."),
        ("rule", RULE, "  below: 5%", "  below: {target: nobody}", "no target of this name"),
        ("rule", RULE, "require:\n  below: 5%\n  from: 2020\n", "", "has require:, and it is"),
        ("rule", RULE, "  below: 5%\n", "", "Write a limit: below, at_most, at_least, above or"),
        ("rule", RULE, "  below: 5%\n  from: 2020", "  - from: 2020", "Write a limit: below, at"),
        ("rule", RULE, "  from: 2020", "  from: 2026-02-30", "The calendar has no such day."),
        ("rule", RULE, "standing: guidance", "standing: own_target\nrestored: x\nfor_each: mangr",
         "no scope kind of this name"),
        ("rule", RULE, "stated_as: quoted", "stated_as: restored", "that was restored has"),
        ("return", RETURN, "calls_101_offered", "calls_101_ofered", "no figure of this name"),
        ("return", RETURN, "rate: 5%", "rate: 5", "This is not a share."),
        ("return", RETURN, "value: 14974", "value: 5%", "This is not a count."),
        ("return", RETURN, "at_least: 90%", "at_least: 90", "This is not a share."),
        ("return", RETURN, "attendance_share", "attendance_shares", "no target of this name"),
        ("return", RETURN, "from: 2025-04-01", "from: 2025-04-31", "The calendar has no such day."),
        ("return", RETURN, "period: 2026-03", "period: 2025-01-01 to 2026-02-29", "no such day"),
        ("return", RETURN, "call_id: REF", "cal_id: REF", "table calls has no column of this name"),
        ("return", RETURN, "  calls:", "  cals:", "no table of this name"),
        ("return", RETURN, "targets:", "about: {has_switchbord: yes}\ntargets:", "no fact of this"),
        ("profile", "force: A\nfrequency: {x: year}\n", "x:", "y:", "no figure of this name"),
        ("exceptions", "exceptions: [{rule: 101-abandonment, reason: a, owner: b, "
         "expires: 2026-09-30}]\n", "101-ab", "102-ab", "no rule of this name"),
        ("exceptions", "exceptions: [{rule: 101-abandonment, reason: a, owner: b, "
         "expires: 2026-09-30}]\n", "09-30", "09-31", "The calendar has no such day."),
    ],
)  # fmt: skip
def test_a_mistake_that_only_the_names_show(
    name: str, text: str, right: str, mistake: str, said: str
) -> None:
    assert right in text
    before = [] if name != "profile" else faults(text, name)
    assert name == "profile" or faults(text, name) == before
    assert any(said in fault for fault in faults(text.replace(right, mistake, 1), name))


def test_a_table_that_a_file_of_the_force_extends_may_have_other_columns() -> None:
    text = RETURN.replace("call_id: REF", "ours: REF")
    assert faults(text, "return")
    assert faults(text.replace("columns:", "extended_by: our_calls.yaml, columns:"), "return") == []


def test_a_proposed_rule_has_a_limit_and_no_examples() -> None:
    examples = RULE.index("examples:")
    proposed = RULE[:examples].replace("standing:", "proposed: yes\nstanding:")
    assert faults(proposed, "rule") == []
    without = proposed.replace("require:\n  below: 5%\n  from: 2020\n", "")
    assert faults(without, "rule") == ["A rule that is proposed has require:, and it is missing."]


DAYS = {"2024-02-29": True, "2000-02-29": True, "2023-02-29": False, "1900-02-29": False,
        "2026-04-31": False, "2026-13-01": False, "2026-00-10": False, "2026-01-32": False,
        "2026-12-31": True, "31 December 2026": True, "week ending 2026-02-30": False}  # fmt: skip


def test_days_that_the_calendar_does_not_have() -> None:
    stated = "{says: a, evidence: b, by: c, on: DAY, until: 2027}"
    text = f"force: A\nstatements:\n  demand-causes-addressed: {stated}\n"
    found = {day: faults(text.replace("DAY", day), "profile") == [] for day in DAYS}
    assert found == DAYS


AMOUNTS = (
    *("0", "1", "5", "0.5", "100", "1,000", "5%", "0%", "-5%", "+5%", "5 %", "5 percent"),
    *("1 in 20", "49 of 82", "49/82", "63:1", "1:50", "18.6", "15 minutes", "1:58", "15"),
    *("5 points", "5pp", "18 weeks", "5 working days", "10 s", "100 per cent", "-5", "+8"),
    *("over 80%", "under 5", "<5", "at least 3", "up to 500", "around 400", "~400", "c.400"),
    *("162 to 268", "exactly 50", "exactly 5%", "not available", "n/a", "-", "5% to 6%"),
)


def is_read(text: str, kind: Kind, *, as_limit: bool) -> bool:
    try:
        read_limit(text, kind) if as_limit else read_amount(text, kind)
    except InvalidValue:
        return text in ("not available", "n/a", "-") and not as_limit
    return True


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", list(Kind))
def test_every_amount_that_is_read_is_accepted(kind: Kind) -> None:
    """Where the pack has no figure or target of a kind there is nothing to compare."""
    figure = next((f.name for f in rulebook().dictionary.figures.values() if f.kind is kind), None)
    target = next((t.name for t in rulebook().dictionary.targets.values() if t.kind is kind), None)
    refused = 0
    for text in AMOUNTS:
        is_number = re.fullmatch(r"[0-9.]+", text)
        for written in (text, f'"{text}"') if is_number else (f'"{text}"',):
            if figure:
                rule = RULE.replace("calls_101_abandonment_rate", figure).replace(
                    "5%\n", f"{written}\n", 1
                )
                found = [f for f in faults(rule, "rule") if "This is not a" in f]
                assert not (found and is_read(text, kind, as_limit=True)), (text, found)
                refused += bool(found)
                for value in (written, f"{{value: {written}}}") if "," not in text else (written,):
                    given = faults(f"period: 2026\nfigures:\n  {figure}: {value}\n", "return")
                    assert not (given and is_read(text, kind, as_limit=False)), (text, given)
            if target:
                given = faults(f"force: A\ntargets:\n  {target}: {written}\n", "profile")
                assert not (given and is_read(text, kind, as_limit=True)), (text, given)
    assert refused or not figure


def run(*words: str) -> str:
    found = command.main(["rules", "schema", *words], standalone_mode=False)
    assert isinstance(found, CommandOutput)
    return found.out


def test_the_command_prints_one_and_writes_all(tmp_path: Path) -> None:
    packs = ("--pack", "peelcheck", "--pack", str(EXAMPLE_PACK))
    printed: Mapping[str, Any] = json.loads(run("rule", *packs))
    names = printed["properties"]["figure"]["enum"]
    assert {"calls_101_offered"} < set(names)
    written = run(*packs, "-o", str(tmp_path / ".schemas")).splitlines()
    assert written == [str(tmp_path / f".schemas/{name}.schema.json") for name in schema_names()]
    assert json.loads((tmp_path / ".schemas/rule.schema.json").read_text("utf-8")) == printed
    assert run("pack", "-o", str(tmp_path / "one")) == f"{tmp_path / 'one/pack.schema.json'}\n"


def test_a_pack_that_is_being_written_has_schemas_too(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards/new.yaml").write_text("title: Nothing yet\n", "utf-8")
    assert json.loads(run("rule", "--pack", "peelcheck", "--pack", str(tmp_path)))
    with pytest.raises(ProblemsFound):
        run("rule", "--pack", str(tmp_path / "missing"))


def test_lint_says_that_the_schemas_of_a_pack_are_old(tmp_path: Path) -> None:
    pack = shutil.copytree(COMPARED, tmp_path / "ours")
    assert lint((pack,)).warning == ""
    run("--pack", str(pack), "-o", str(pack / ".schemas"))
    assert lint((pack,)) == lint((COMPARED,))
    figures = pack / "figures/people.yaml"
    figures.write_text(figures.read_text("utf-8").replace("joiners", "recruits"), "utf-8")
    assert lint((pack,)).warning == (
        f"{pack}/.schemas has other names than these rules. Make it again: "
        f"peelcheck rules schema --pack {pack} -o {pack}/.schemas"
    )


def test_what_the_command_needs() -> None:
    with pytest.raises(InvalidValue) as found:
        run()
    assert str(found.value).startswith("Which schema is missing. Name one of benchmarks, ")


def test_a_pack_of_another_sector_has_its_own_keys() -> None:
    hospital = ROOT / "examples/packs/hospital"
    schema = pack_schema("return", load_rules(hospital / "rules"))
    known = Draft202012Validator(schema)
    given = typed(yaml.compose((hospital / "data.yaml").read_text("utf-8")))
    assert [error.message for error in known.iter_errors(given)] == []
    given["force"] = given.pop("trust")
    assert list(known.iter_errors(given))


@pytest.mark.parametrize("sector", OTHER_SECTORS, ids=lambda one: one.name)
def test_a_pack_of_another_sector_has_schemas_in_its_own_words(sector: Path) -> None:
    rules = load_rules(sector / "rules")
    for name in set(schema_names()) - {"pack"}:
        said = " ".join(_texts_in(pack_schema(name, rules)))
        found = re.findall(r".{20}\b(?:[Ff]orces?|AFIs?|inspectorate|[Pp]olice)\b.{0,20}", said)
        assert found == []
    trust = pack_schema("return", rules)["properties"][rules.words.key]
    said = f"as in {rules.words.key}: {rules.words.example}."
    assert trust["errorMessage"].endswith(said)


def _texts_in(part: Any) -> list[str]:
    if isinstance(part, list):
        return [text for one in part for text in _texts_in(one)]
    if not isinstance(part, dict):
        return []
    words = [part.get(key) for key in ("title", "description", "errorMessage", "say")]
    below = [text for one in part.values() for text in _texts_in(one)]
    return [*(one for one in words if isinstance(one, str)), *below]
