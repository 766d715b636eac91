"""What an editor shows, through the yaml-language-server that editors use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from language_server import OTHER_SECTORS, Editor, shipped
from peelcheck.cli.group import command
from peelcheck.reading.schema import schema_names
from test_new_rule import BACKLOG, DISCUSSED

pytestmark = pytest.mark.needs("yaml-language-server")

RULE = (ROOT / "rules/standards/101-abandonment.yaml").read_text(encoding="utf-8")
FIGURES = (ROOT / "rules/figures/contact.yaml").read_text(encoding="utf-8")
RETURN = """\
# yaml-language-server: $schema=../checker/peelcheck/reading/schemas/return.schema.json
force: Anytown Police
period: 2026-03
figures:
  calls_101_offered: {value: 14974, source: telephony}
targets:
  attendance_share: {at_least: 90%, from: 2025-04-01}
"""


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with Editor() as one:
        yield one


def test_no_shipped_file_has_anything_underlined(editor: Editor) -> None:
    told = {
        file: editor.told(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for file in shipped()
    }
    assert {file: said for file, said in told.items() if said} == {}
    assert len(told) > 50


STANDINGS = '"law", "guidance", "own_target", "coverage", "benchmark", "watch", "statement"'
KINDS = '"count", "quantity", "share", "ratio", "change", "difference", "points", "time"'
NOT_ONE = "Value is not accepted. Valid values:"
EXAMPLE = "examples:\n  - {given: {calls_101_offered: 1}}\n"
MISTAKES = [
    (RULE, "standing: guidance", "standing: guidence", f"9:11 {NOT_ONE} {STANDINGS}."),
    (RULE, "below: 5%", "blow: 5%", "7:3 Property blow is not allowed."),
    (
        RULE,
        "  from: 2020",
        "  from: [2020]",
        "8:9 Write a day as in 2024-03-31, or a year where only that is known.",
    ),
    (
        RULE,
        "figure: calls",
        "figure: Calls",
        "5:9 Write the name of a figure, as in calls_101_offered.",
    ),
    (RULE, "title:", "titel:", "2:1 Property titel is not allowed."),
    (RULE, "stated_as: quoted\n", "", '2:1 Missing property "stated_as".'),
    (RULE, "why:", "short:", "4:1 Map keys must be unique"),
    (
        RULE,
        "short: 101",
        "short: 101 calls that are then",
        "3:8 String is longer than the maximum length of 32.",
    ),
    (RULE, "  below: 5%", "\tbelow: 5%", "7:1 Tabs are not allowed as indentation"),
    (RULE, "examples:\n", EXAMPLE, '20:5 Missing property "is".'),
    (FIGURES, "kind: count", "kind: number", f"4:9 {NOT_ONE} {KINDS}."),
    (
        FIGURES,
        "  of: calls_101_offered\n",
        "",
        "20:3 Object is missing property of required by property share.",
    ),
    (FIGURES, "better: lower", "beter: lower", "16:3 Property beter is not allowed."),
    (RETURN, "period: 2026-03\n", "", '2:1 Missing property "period".'),
    (RETURN, "source: telephony", "sorce: telephony", "5:37 Property sorce is not allowed."),
    (RETURN, "figures:", "figure:", "4:1 Property figure is not allowed."),
]


def test_a_mistake_is_underlined_where_it_is(editor: Editor) -> None:
    wrong = {}
    for number, (text, right, mistake, said) in enumerate(MISTAKES):
        assert right in text
        folder = "examples" if text is RETURN else "rules/standards"
        told = editor.told(f"{folder}/mistake-{number}.yaml", text.replace(right, mistake, 1))
        if said not in told:
            wrong[mistake] = told
    assert wrong == {}


def test_words_are_offered_with_what_they_mean(editor: Editor) -> None:
    head = RULE.split("require:")[0]
    limits = editor.completions("rules/standards/offered-1.yaml", f"{head}require:\n  ")
    assert limits["below"] == "The figure must be lower than this; the number itself misses."
    assert {"below", "at_most", "at_least", "above", "every", "from", "until"} < set(limits)
    sources = {"source", "page", "paragraph", "sha256", "quote"}
    assert {"over", "take"} | sources < set(limits)
    values = editor.completions("rules/standards/offered-2.yaml", f"{head}standing: ")
    assert {"law", "guidance", "own_target", "coverage", "benchmark", "watch", "statement"} == set(
        values
    )
    parts = editor.completions("examples/offered-3.yaml", "\n".join(RETURN.split("\n")[:3]) + "\n")
    assert parts["sheets"] == (
        "CSV or Excel files beside this one: of one figure a row, or mappings that say how a sheet "
        "is laid out."
    )
    assert "force" not in parts


def test_the_meaning_of_a_word_is_shown_over_it(editor: Editor) -> None:
    title = editor.hover("rules/standards/over-1.yaml", RULE, 2, 3)
    assert "A sentence that is true when the standard is met." in title
    below = editor.hover("rules/standards/over-2.yaml", RULE, 7, 4)
    assert "The figure must be lower than this; the number itself misses." in below


def test_every_kind_of_file_can_be_told_to_an_editor(editor: Editor) -> None:
    for name in schema_names():
        way = f"../checker/peelcheck/reading/schemas/{name}.schema.json"
        text = f"# yaml-language-server: $schema={way}\na text where none is due\n"
        told = editor.told(f"examples/kind-{name}.yaml", text)
        assert any(said.startswith("2:1 ") for said in told), name


PACK = ROOT / "examples/pack/anytown_rules"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with schemas that have the names of the shipped rules and of the example pack."""
    folder = tmp_path_factory.mktemp("editor")
    packs = ["--pack", "peelcheck", "--pack", str(PACK)]
    written = ["rules", "schema", *packs, "-o", str(folder / ".schemas")]
    command.main(written, standalone_mode=False)
    return folder


def with_schema(text: str, kind: str) -> str:
    """A file with the schema of the pack in place of the shipped one."""
    rest = text.split("\n", 1)[1]
    return f"# yaml-language-server: $schema=.schemas/{kind}.schema.json\n{rest}"


def test_the_names_of_the_pack_underline_no_file_that_is_read(
    editor: Editor, schemas: Path
) -> None:
    told = {}
    for number, file in enumerate(shipped()):
        if any(map(file.is_relative_to, (ROOT / "examples/compared/rules", *OTHER_SECTORS))):
            continue  # a pack of its own, with other names
        text = file.read_text(encoding="utf-8")
        kind = text.split(".schema.json")[0].rpartition("/")[2]
        shown = editor.told(str(schemas / f"{number}.yaml"), with_schema(text, kind))
        if shown:
            told[file] = shown
    assert told == {}


NAMED = [
    ("rule", RULE, "calls_101_a", "calls_102_a", "5:9 The rule pack has no figure of this name."),
    ("rule", RULE, "below: 5%", "below: 5", "7:10 This is not a share. Write it as in 3.5%."),
    ("rule", RULE, "from: 2020", "from: 2026-02-30", "8:9 The calendar has no such day."),
    ("rule", RULE, "has_switchboard", "has_switchbord", "13:3 The rule pack has no fact"),
    (
        "rule",
        RULE,
        "require:\n  below: 5%\n  from: 2020\n",
        "",
        "2:1 A rule of standing guidance has require:, and it is missing.",
    ),
    ("rule", RULE, "  below: 5%\n", "", "6:1 Write a limit: below, at_most, at_least, above or"),
    ("return", RETURN, "101_offered", "101_ofered", "5:3 The rule pack has no figure of this"),
    ("return", RETURN, "value: 14974", "value: 5%", "5:30 This is not a count."),
    ("return", RETURN, "attendance_share", "attendance", "7:3 The rule pack has no target of"),
    ("return", RETURN, "2025-04-01", "2025-04-31", "7:43 The calendar has no such day."),
    (
        "return",
        RETURN,
        "targets:",
        "tables: {calls: {file: a.csv, columns: {cal_id: X}}}\ntargets:",
        "6:41 The table calls has no column of this name.",
    ),
    ("return", RETURN, "targets:", "about: {x: yes}\ntargets:", "6:9 The rule pack has no fact"),
]


def test_a_name_that_the_pack_lacks_is_underlined(editor: Editor, schemas: Path) -> None:
    wrong = {}
    for number, (kind, text, right, mistake, said) in enumerate(NAMED):
        assert right in text
        changed = with_schema(text.replace(right, mistake, 1), kind)
        told = editor.told(str(schemas / f"named-{number}.yaml"), changed)
        if not any(one.startswith(said) for one in told):
            wrong[mistake] = told
    assert wrong == {}


def test_the_names_of_the_pack_are_offered(editor: Editor, schemas: Path) -> None:
    def offered(kind: str, text: str) -> dict[str, str]:
        number = len(list(schemas.iterdir())) + len(asked)
        asked.append(text)
        return editor.completions(str(schemas / f"offered-{number}.yaml"), with_schema(text, kind))

    asked: list[str] = []
    head = RULE.split("figure:")[0]
    figures = offered("rule", f"{head}figure: ")
    assert figures["calls_101_offered"].startswith("calls to 101 that reached the force")
    assert "custody_reviews_in_time" in figures
    assert "attendance_share" in offered("rule", f"{head}require:\n  at_least:\n    target: ")
    assert "has_switchboard" in offered("rule", f"{head}applies_to:\n  ")
    start = "\n".join(RETURN.split("\n")[:3])
    assert "calls_101_offered" in offered("return", f"{start}\nfigures:\n  ")
    assert "attendance_share" in offered("return", f"{start}\ntargets:\n  ")
    assert "call_id" in offered("return", f"{start}\ntables:\n  calls:\n    columns:\n      ")
    assert "incidents" in offered("return", f"{start}\ntables:\n  ")
    assert "101-abandonment" in offered("return", f"{start}\nrequires:\n  - ")
    assert "has_switchboard" in offered("profile", "#\nforce: A\nabout:\n  ")
    assert "Norfolk Constabulary" in offered("profile", "#\nforce: ")
    assert "calls_101_offered" in offered("figures", "#\na:\n  share: ")
    assert "101-abandonment" in offered("exceptions", "#\nexceptions:\n  - rule: ")


def test_what_new_writes_has_its_schema_beside_it_and_nothing_underlined(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is moved after it was written, as to a colleague's machine."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def new(*words: str) -> None:
        command.main(["new", *words], standalone_mode=False)

    (here / "data").mkdir()
    new("return", "-o", "data/all.yaml")
    new("return", "--from", str(ROOT / "examples/tables/calls.csv"), "-o", "data/calls.yaml")
    new("pack", "ours")
    rules = ["--rules", "peelcheck", "--rules", "ours/ours_rules"]
    for name, answers in (("backlog", BACKLOG), ("discussions", DISCUSSED)):
        options = [word for key, answer in answers.items() for word in (f"--{key}", answer)]
        new("rule", name, *options, *rules)
    report = ["--format", "json", "-o", "report.json", "--exit-zero"]
    command.main([str(ROOT / "examples/norfolk-2024/data.yaml"), *report], standalone_mode=False)
    new("exceptions", "--from", "report.json", "--until", "2027-09-30", "-o", "exceptions.yaml")
    moved = here.rename(tmp_path / "there")
    files = sorted(moved.rglob("*.yaml"))
    assert len(files) == 9
    told = {}
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith("# yaml-language-server: $schema=."), file
        lines = text.split("\n")
        shown = editor.told(str(file), text)
        questions = [one for one in shown if '"?"' in lines[int(one.split(":")[0]) - 1]]
        assert {one.partition(" ")[2] for one in questions} <= {"Write yes or no."}
        told[file.name] = [one for one in shown if one not in questions]
    assert {name: said for name, said in told.items() if said} == {}
    wrong = (moved / "ours/ours_rules/standards/backlog.yaml").read_text("utf-8")
    wrong = wrong.replace("figure: cases", "figure: casses")
    assert editor.told(str(moved / "ours/ours_rules/standards/wrong.yaml"), wrong)
