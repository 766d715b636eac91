"""The documentation site: what its build leaves out, and links that lead nowhere."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from conftest import ROOT
from peelcheck import load_rules


@pytest.fixture(scope="module")
def site() -> ModuleType:
    """The script that builds the site."""
    spec = importlib.util.spec_from_file_location("build_site", ROOT / ".ci" / "site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_link_that_leads_nowhere_is_told(site: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_text(
        '<a href="sub/b.html#here">x</a><a href="https://other.example/">x</a><a href="#top">x</a>'
        '<a href="sub/b.html#gone">x</a><a href="no.html">x</a><img src="no.png"><p id="top">',
        "utf-8",
    )
    (tmp_path / "sub" / "b.html").write_text('<p id="here"><a href="../a.html">x</a>', "utf-8")
    assert list(site.broken_links(tmp_path)) == [
        "a.html: sub/b.html#gone leads nowhere",
        "a.html: no.html leads nowhere",
        "a.html: no.png leads nowhere",
    ]


def test_a_link_out_of_the_site_becomes_a_path(site: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "[a](a.md#x) [here](#x) [out](../b/c.md) [b/c.md](../b/c.md) [web](https://x.example/)"
    kept = site._kept_inside(text, tmp_path / "docs" / "p.md", tmp_path / "docs")
    assert kept == ("[a](a.md#x) [here](#x) out (`b/c.md`) `b/c.md` [web](https://x.example/)")


def test_every_rule_and_figure_is_in_the_reference(site: ModuleType) -> None:
    rules = load_rules()
    page = site.rule_reference(rules)
    for name in (*rules.rules, *rules.dictionary.figures):
        assert f"\n### {name}\n" in page


@pytest.mark.needs("zensical")
def test_the_site_is_built_and_every_link_in_it_leads_somewhere(
    site: ModuleType, tmp_path: Path
) -> None:
    assert site.build(tmp_path) == []
    assert "101-abandonment" in (tmp_path / "rules.html").read_text(encoding="utf-8")
    assert (tmp_path / "tutorials" / "analyst.html").is_file()
    assert (tmp_path / "changelog.html").is_file()
    found = json.loads((tmp_path / "search.json").read_text(encoding="utf-8"))["items"]
    for words in ("63:1", "abandoned", "MOSOVO"):
        assert any(words in item["title"] + item["text"] for item in found), words


def test_the_page_to_try_is_in_the_menu_and_linked(site: ModuleType) -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    menu = yaml.safe_load(site.in_menu(config))["nav"]
    (how_to,) = (part["How to"] for part in menu if "How to" in part)
    assert how_to[-1] == {"Try it with examples": "peelcheck.html"}
    text = (ROOT / "docs/browser.md").read_text(encoding="utf-8")
    assert text.count("](peelcheck.html)") == 0
    assert site.in_page(text).count("](peelcheck.html)") == 1


@pytest.mark.needs("zensical")
def test_the_site_has_the_page_to_try_when_it_is_given(site: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "made.html"
    page.write_text("<!doctype html><title>peelcheck</title><p>the whole checker</p>", "utf-8")
    assert site.build(tmp_path / "site", page) == []
    assert (tmp_path / "site/peelcheck.html").read_bytes() == page.read_bytes()
    linked = (tmp_path / "site/browser.html").read_text(encoding="utf-8")
    assert 'href="peelcheck.html"' in linked
    menu = (tmp_path / "site/faq.html").read_text(encoding="utf-8")
    assert 'href="./peelcheck.html"' in menu


def test_the_menu_has_a_page_for_each_rule(site: ModuleType) -> None:
    rules = load_rules()
    menu = yaml.safe_load(
        site.with_each_rule((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), rules)
    )["nav"]
    (each,) = (part["Each rule"] for part in menu if "Each rule" in part)
    pages = {page for line in each for page in line.values()}
    assert {f"rules/standards/{name}.md" for name in rules.rules} < pages
    assert len(each) == 1 + len(rules.rules) + len(rules.registers)


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    pages = {file.relative_to(docs).as_posix() for file in docs.rglob("*.md")}
    parts = {page for page in pages if page.startswith(("faults/", "rules/"))}
    assert {page for page in pages - parts if page not in menu} == set()
