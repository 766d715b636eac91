"""The report as a folder of pages: each is a page of its own, and every link leads somewhere."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import ROOT, Command
from html_pages import Page as Html
from html_pages import even, local, words_of
from peelcheck import Result, Rulebook
from peelcheck.reports import REPORTS, TO_A_FOLDER
from peelcheck.reports.layout import Page
from test_html_in_browser import EXAMPLES, many_forces, result_of


@pytest.fixture
def result(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(ROOT)
    return result_of(EXAMPLES["two-forces"], rules)


@pytest.fixture
def files(result: Result) -> Mapping[str, str]:
    return TO_A_FOLDER["site"](result, Page(marking="OFFICIAL"))


def test_there_is_a_page_for_each_force_standard_and_afi(
    files: Mapping[str, str], result: Result
) -> None:
    judged = {f.rule.id for f in result.findings if f.outcome.is_judged}
    afis = sum(len(force.afis) for force in result.forces)
    folders = [name.split("/")[0] for name in files]
    assert files["index.html"]
    assert {name for name in files if name.startswith("forces/")} == {
        "forces/norfolk-constabulary.html",
        "forces/anytown-police.html",
    }
    assert {name for name in files if name.startswith("standards/")} == {
        f"standards/{rule}.html" for rule in judged
    }
    assert folders.count("afis") == afis == 13
    assert "afis/norfolk-constabulary--norfolk-2023-25-6.html" in files


def test_every_link_leads_to_a_place_that_is_there(files: Mapping[str, str]) -> None:
    pages = {name: Html(text) for name, text in files.items()}
    ids = {
        name: [one.get("id") for one in page.all() if one.get("id")] for name, page in pages.items()
    }
    assert all(len(set(found)) == len(found) for found in ids.values())
    linked = set()
    for name, page in pages.items():
        for one in page.all("a"):
            path, _, place = (one.get("href") or "").partition("#")
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            )
            assert target in pages, (name, one.get("href"))
            assert not place or place in ids[target], (name, one.get("href"))
            linked.add(target)
    assert linked == set(pages)


def test_every_page_is_whole_marked_and_without_scripts(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        page = Html(text)
        assert not {local(one) for one in page.all()} & {"script", "img", "link", "form"}
        levels = [
            int(local(one)[1]) for one in page.all() if local(one) in ("h1", "h2", "h3", "h4")
        ]
        assert levels.count(1) == 1, name
        assert levels[0] == 1
        assert sum(one.get("class") == "marking" for one in page.all("p")) == 2
        for one in page.all("table"):
            captions = [child for child in one if local(child) == "caption"]
            assert captions or one.get("aria-labelledby")


def test_the_pages_say_what_the_json_report_says(files: Mapping[str, str], result: Result) -> None:
    words = {name: Html(text).words().casefold() for name, text in files.items()}
    report = json.loads(REPORTS["json"](result, Page()))
    anchors = {"Norfolk Constabulary": "norfolk-constabulary", "Anytown Police": "anytown-police"}
    for finding in report["findings"]:
        page = words[f"forces/{anchors[finding['force']]}.html"]
        assert even(finding["because"]).casefold() in page
        if finding["outcome"] in ("breach", "cannot tell", "met"):
            standard = words[f"standards/{finding['rule']}.html"]
            assert f"{finding['force'].casefold()} {finding['required'].casefold()}" in standard
    for afi in report["afis"]:
        assert even(afi["title"]).casefold() in words["index.html"]


def test_a_page_of_a_force_lists_its_own_files_alone(files: Mapping[str, str]) -> None:
    norfolk = Html(files["forces/norfolk-constabulary.html"]).words()
    assert "examples/norfolk-2024/data.yaml" in norfolk
    assert "year-of-months" not in norfolk


def test_a_standard_s_page_has_its_charts(rules: Rulebook, tmp_path: Path) -> None:
    made = TO_A_FOLDER["site"](many_forces(tmp_path, rules), Page(highlight=("Force 07",)))
    page = Html(made["standards/101-abandonment.html"])
    titles = [words_of(one) for one in page.all("figcaption")]
    assert len(titles) == 2
    assert all("101 calls abandoned, March 2026" in title for title in titles)
    assert "Ringed: Force 07." in page.words()
    assert [words_of(one) for one in page.all("mark")] == ["Force 07"]


def test_a_standard_s_page_begins_with_the_forces_that_miss_it(
    rules: Rulebook, tmp_path: Path
) -> None:
    made = TO_A_FOLDER["site"](many_forces(tmp_path, rules), Page())
    page = Html(made["standards/101-abandonment.html"])
    results = [words_of(one) for one in page.all("strong") if "tag" in (one.get("class") or "")]
    assert results == sorted(results, key=["Breach", "Cannot tell", "Met"].index)
    assert {"Breach", "Met"} <= set(results)


def test_a_folder_is_written_by_its_name_and_replaced(peelcheck: Command, tmp_path: Path) -> None:
    text = "force: Anytown Police\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4%}\n"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    assert peelcheck("data.yaml", "-o", "site=pages").returncode == 0
    first = (tmp_path / "pages/forces/anytown-police.html").read_text("utf-8")
    assert "4%" in first
    (tmp_path / "data.yaml").write_text(text.replace("Anytown", "Newtown"), "utf-8")
    assert peelcheck("data.yaml", "-o", "site=pages").returncode == 0
    assert [one.name for one in (tmp_path / "pages/forces").iterdir()] == ["newtown-police.html"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data.yaml", "pages"]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("mine", "There is something else already. Name a new folder, or an empty one."),
        ("data.yaml", "would overwrite what is checked. Name another file."),
        (".", "would replace a folder of what is checked. Name another folder."),
        ("-", "site is a folder of pages. Name a folder: -o site=FOLDER"),
        ("no/such/place", "The pages cannot be written: No such file or directory."),
    ],
)
def test_what_is_not_ours_is_never_replaced(
    folder: str, said: str, peelcheck: Command, tmp_path: Path
) -> None:
    text = "force: Anytown Police\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4%}\n"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/diary.txt").write_text("dear diary", "utf-8")
    run = peelcheck("data.yaml", "-o", f"site={folder}")
    assert run.returncode == 2
    assert said in even(run.stderr)
    assert (tmp_path / "mine/diary.txt").read_text("utf-8") == "dear diary"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data.yaml", "mine"]
