"""Tables of rule packs, and what another pack or a return adds to one of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import ProblemsFound, Rulebook, load_return, load_rules
from peelcheck.reading.schema import schema
from tables import counted, shipped, value_of, write_csv

OURS = """\
extends: calls
blanks: [tbc]
columns:
  queue:
    means: the queue that the call was put into
    type: one_of
    values: [switchboard, control room]
  line:
    also_called: [trunk group]
    values_called: {"101": [one oh one]}
counts:
  domestic_abuse_crimes: {queue: switchboard, outcome: answered}
"""
FIGURE = "domestic_abuse_crimes"  # any count that no table of calls gives
CALL = {"received_at": "2026-03-05", "line": "101", "outcome": "answered"}
ROWS = [
    {**CALL, "call_id": "C1", "Q": "Switchboard"},
    {**CALL, "call_id": "C2", "Q": "TBC"},
    {**CALL, "call_id": "C3", "Q": "control room", "outcome": "abandoned"},
]


def with_pack(folder: Path, text: str = OURS, name: str = "calls") -> Rulebook:
    """The shipped pack and one of our own, with one file of tables."""
    (folder / "ours/tables").mkdir(parents=True)
    (folder / "ours/pack.yaml").write_text("name: ours\nversion: 1.0.0\n", "utf-8")
    (folder / f"ours/tables/{name}.yaml").write_text(text, "utf-8")
    return load_rules(ROOT / "rules", folder / "ours")


@pytest.mark.parametrize("name", ["calls", "our_calls"])
def test_a_pack_adds_columns_names_and_counts(name: str, tmp_path: Path) -> None:
    rules = with_pack(tmp_path, name=name)
    table = rules.tables[name]
    assert "trunk group" in table.columns["line"].also_called
    assert table.columns["line"].also_called[0] == "line"
    assert table.columns["line"].values_called["one oh one"] == "101"
    assert table.columns["line"].values_called["112"] == "999"
    assert ("queue" in rules.tables["calls"].columns) is (name == "calls")
    write_csv(tmp_path / "c.csv", ROWS)
    text = f"tables: {{{name}: {{file: c.csv, columns: {{queue: Q}}}}}}"
    session = counted(tmp_path, text, (FIGURE, ()), ("calls_101_offered", ()), rules=rules)
    amount = value_of(session, FIGURE).amount
    assert amount is not None
    assert amount.text == "1 to 2"
    assert value_of(session, FIGURE).counted[0].doubts[0].reason == "blank"
    offered = value_of(session, "calls_101_offered").amount
    assert offered is not None
    assert offered.text == "3"


def test_a_return_names_a_file_that_adds_to_a_table(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(OURS, "utf-8")
    write_csv(tmp_path / "c.csv", ROWS)
    text = "tables: {calls: {file: c.csv, extended_by: ours.yaml, columns: {queue: Q}}}"
    session = counted(tmp_path, text, (FIGURE, ()))
    amount = value_of(session, FIGURE).amount
    assert amount is not None
    assert amount.text == "1 to 2"
    one = load_return(tmp_path / "data.yaml", shipped())
    assert str(tmp_path / "ours.yaml") in one.inputs
    assert "queue" not in shipped().tables["calls"].columns


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("extends: calls", "extends: cals", "cals is not a table this tool knows. Did you mean"),
        ("dated_by: x", "dated_by: x", "dated_by is not a part of an extension of a table."),
        (
            "    also_called: [trunk group]",
            "    type: text",
            "line is a column of calls, and its type stays. Add only other names, as in "
            "also_called: [their name], or name a new column.",
        ),
        (
            "    type: one_of\n    values: [switchboard, control room]\n",
            "",
            "type is missing from the new column queue. Write means: and type:.",
        ),
        (
            "  domestic_abuse_crimes:",
            "  calls_101_offered:",
            "calls_101_offered is counted from calls already. Take it out, or name another figure.",
        ),
        (
            "{queue: switchboard, ",
            "{que: switchboard, ",
            "que is not a column of calls this tool knows.",
        ),
        ('"101": [one oh one]', '"101": ["999"]', "999 is a name of 999 as well."),
    ],
)
def test_what_it_must_not_say(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = OURS.replace(old, new) if old in OURS else f"{OURS}{new}\n"
    with pytest.raises(ProblemsFound) as found:
        with_pack(tmp_path, text)
    assert any(said in str(problem) for problem in found.value.problems), found.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[calls]\n", "extends"),
        ("force: Norfolk\nabout: {has_switchboard: yes}\n", "extends is missing"),
        ("extends: [\n", "ours.yaml:"),
    ],
)
def test_a_return_that_names_another_file(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(text, "utf-8")
    write_csv(tmp_path / "c.csv", ROWS)
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\ntables: {calls: {file: c.csv, extended_by: ours.yaml}}\n",
        "utf-8",
    )
    with pytest.raises(ProblemsFound) as found:
        load_return(tmp_path / "data.yaml", shipped())
    assert any(said in str(problem) for problem in found.value.problems), found.value


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    write_csv(tmp_path / "c.csv", ROWS)
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\ntables: {calls: {file: c.csv, extended_by: x.yaml}}\n",
        "utf-8",
    )
    with pytest.raises(ProblemsFound, match=r"There is no file x\.yaml"):
        load_return(tmp_path / "data.yaml", shipped())


def test_a_table_of_the_same_name_that_extends_nothing_is_given_twice(tmp_path: Path) -> None:
    text = (ROOT / "rules/tables/calls.yaml").read_text("utf-8")
    with pytest.raises(ProblemsFound, match="already"):
        with_pack(tmp_path, text)


def test_the_schema_of_an_extension_is_that_of_a_table_without_what_stays() -> None:
    table, extension = (json.loads(json.dumps(schema(n))) for n in ("table", "table_extension"))
    gone = {"one_row_is_one", "dated_by", "every_day"}
    assert set(table["properties"]) - gone == set(extension["properties"]) - {"extends"}
    del table["properties"]["columns"]["additionalProperties"]["required"]
    shared = set(table["properties"]) - gone
    assert all(table["properties"][name] == extension["properties"][name] for name in shared)
    assert table["$defs"] == extension["$defs"]
