"""The documentation site: what its build leaves out, and links that lead nowhere."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

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
