"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Context, Group

from conftest import ROOT, Command
from peelcheck import Rulebook, load_return, load_rules
from peelcheck.cli import command
from peelcheck.policy.rule_pages import make_rule_pages

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def block_after(mark: str) -> str:
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, mark
    return found.group(1)


def test_the_picture_in_the_readme_is_what_comes_out(peelcheck: Command) -> None:
    run = peelcheck("examples/norfolk-2024/data.yaml", cwd=ROOT)
    assert block_after("picture: peelcheck examples/norfolk-2024/data.yaml") == run.stdout


def test_the_picture_of_counting_is_how_that_report_begins() -> None:
    report = (ROOT / "tests/golden/tables.screen.80.txt").read_text(encoding="utf-8")
    assert report.startswith(block_after("picture: peelcheck examples/tables/data.yaml"))


def test_the_readme_s_return_can_be_checked(peelcheck: Command, tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(force: .*?)```", README, re.DOTALL)
    (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
    assert peelcheck("data.yaml").returncode == 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


_OF_CONTAINERS = {"--file", "--tag", "--rm", "--network", "--volume"}
_OF_SCRIPTS = {"--no-index", "--find-links", "--require-hashes"} | {
    name
    for file in (ROOT / "packaging").glob("*.py")
    for name in re.findall(r'add_argument\("(--[\w-]+)"', file.read_text(encoding="utf-8"))
}
"""Options of pip, and those that our scripts have."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_options_that_documents_name_exist(document: Path) -> None:
    context = Context(command)
    top = [command.get_command(context, name) for name in command.list_commands(context)]
    groups = [one for one in top if isinstance(one, Group)]
    commands = [command, *top, *(c for group in groups for c in group.commands.values())]
    ours = {name for c in commands if c for p in c.params for name in p.opts}
    others = {
        "--help",
        "--upgrade",
        "--editable",
        "--group",
        "--check",
        *_OF_SCRIPTS,
        *_OF_CONTAINERS,
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", document.read_text(encoding="utf-8")))
    assert named - ours - others == set()


def test_every_shipped_file_says_its_schema_and_the_schema_is_there() -> None:
    shipped = sorted([*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])
    # A return with the key of another sector does not fit the schema as editors read it.
    for file in (one for one in shipped if not (one.parent / "rules").is_dir()):
        first = file.read_text(encoding="utf-8").split("\n")[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", first)
        assert found, file
        assert (file.parent / found.group(1)).exists(), file


def test_every_example_can_be_read() -> None:
    rules = load_rules()
    files = sorted((ROOT / "examples").glob("*/data.yaml"))
    assert [load_return(file, rules).force for file in files]


def test_the_pages_of_the_rules_are_what_the_rule_pack_says(rules: Rulebook) -> None:
    due = make_rule_pages(rules)
    folder = ROOT / "docs/rules"
    there = {
        str(file.relative_to(folder).as_posix()): file.read_text(encoding="utf-8")
        for file in folder.rglob("*.md")
    }
    assert there == due, "run: peelcheck rules docs docs/rules"


def test_a_page_that_nothing_makes_any_more_is_told(peelcheck: Command, tmp_path: Path) -> None:
    peelcheck("rules", "docs", "pages")
    gone = tmp_path / "pages/standards/gone.md"
    gone.write_text((tmp_path / "pages/standards/101-abandonment.md").read_text("utf-8"), "utf-8")
    (tmp_path / "pages/own.md").write_text("# Our own notes\n", encoding="utf-8")
    run = peelcheck("rules", "docs", "pages")
    assert run.returncode == 0
    assert run.stderr == (
        f"\n{Path('pages/standards/gone.md')}: nothing makes this page any more. Delete it.\n"
    )
    assert "pages/README.md" in run.stdout.replace("\\", "/")


_FOLDERS = "model|sources|reading|figures|judging|reports|pipeline|policy|cli"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_that_documents_name_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    modules = re.findall(rf"`((?:{_FOLDERS})/[\w/]*?)(?:\.py)?/?`", text)
    whole = re.findall(r"(?<![\w/])((?:checker|tests|benchmarks|packaging)/[\w/]+\.py)\b", text)
    paths = [ROOT / "checker/peelcheck" / module for module in modules]
    missing = [path for path in paths if not (path.is_dir() or path.with_suffix(".py").exists())]
    assert missing + [path for name in whole if not (path := ROOT / name).exists()] == []
