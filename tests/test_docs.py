"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Context, Group

from conftest import ROOT, Command
from language_server import shipped
from peelcheck import Rulebook, load_return, load_rules
from peelcheck.cli.group import command
from peelcheck.policy.rule_pages import make_rule_pages

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


PICTURES = [("README.md", "norfolk-2024"), ("docs/explanation/uncertain-rows.md", "tables")]


@pytest.mark.parametrize(("page", "example"), PICTURES)
def test_the_picture_of_a_report_is_how_it_begins(page: str, example: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    mark = re.escape(f"<!-- picture: peelcheck examples/{example}/data.yaml -->")
    found = re.search(mark + r"\n```text\n(.*?)```", text, re.DOTALL)
    assert found
    report = (ROOT / f"tests/golden/{example}.screen.80.txt").read_text(encoding="utf-8")
    assert report.startswith(found.group(1))


def test_every_picture_is_made_by_the_script_and_shown_with_words() -> None:
    script = (ROOT / ".ci/pictures.py").read_text(encoding="utf-8")
    shown: dict[str, list[str]] = {}
    for page in DOCUMENTS:
        for words, name in re.findall(
            r"!\[([^\]]*)\]\([^)]*pictures/([\w-]+)\.png\)", page.read_text("utf-8")
        ):
            shown.setdefault(name, []).append(words)
    pictures = {file.stem for file in (ROOT / "docs/pictures").iterdir()}
    assert pictures == shown.keys() == {name for name in pictures if f'"{name}"' in script}
    assert all(len(words) > 20 for every in shown.values() for words in every)


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
        "--no-deps",  # of pip and pipx
        "--spec",
        "--wheel-dir",
        "--install-extension",  # of an editor
        "--stdio",
        *_OF_SCRIPTS,
        *_OF_CONTAINERS,
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", document.read_text(encoding="utf-8")))
    assert named - ours - others == set()


def test_every_shipped_file_says_its_schema_and_the_schema_is_there() -> None:
    for file in shipped():
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
