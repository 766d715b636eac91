"""The order of the page, its counts that filter, its anchors, and the words above the annex."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from conftest import ROOT, Checker, Command
from html_pages import Page as Html
from html_pages import even, local, words_of
from peelcheck import Result, Rulebook
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.reading.periods import read_period
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.web.anchors import force_anchors
from peelcheck.reports.web.plain_words import PlainWords
from peelcheck.reports.web.view import bar_label
from test_html_in_browser import EXAMPLES, result_of

ANSWERED = ("calls_999_answered_within_10s", "calls_999_answered")
ORDER = ["The standards", "Areas for improvement (AFIs)", "Each standard in full"]


@pytest.fixture(params=[name for name in EXAMPLES if name != "two-forces"])
def result(
    request: pytest.FixtureRequest, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> Result:
    monkeypatch.chdir(ROOT)
    return result_of(EXAMPLES[request.param], rules)


@pytest.fixture
def page(result: Result) -> Html:
    return Html(REPORTS["html"](result, Page()))


def test_the_verdict_is_first_and_the_annex_last(page: Html, result: Result) -> None:
    heads = [words_of(one) for one in page.all() if local(one) in ("h1", "h2")]
    assert result.forces[0].force in heads[0]
    assert [head for head in heads if head in ORDER] == ORDER
    assert heads[-1] == "Annex: sources, digests and files"
    changed = [head for head in heads if head.startswith("Since ")]
    assert changed == (["Since February 2026"] if result.since else [])
    assert heads.index(changed[0]) == 1 if changed else heads[1] != "What is new"


def test_nothing_is_said_of_last_time_where_nothing_was_given(page: Html, result: Result) -> None:
    if result.since is None:
        assert "last time" not in page.words()
        assert "to compare with" not in page.words()
        assert "--since" not in page.words()


def test_each_count_shows_its_outcome_alone_or_leads_to_its_part(page: Html) -> None:
    radios = [one for one in page.all("input") if (one.get("class") or "").startswith("show-")]
    assert [one.get("class") for one in radios if "checked" in one.attrib] == ["show-all"]
    labels = {one.get("for") for one in page.all("label") if one.get("for")}
    assert labels == {one.get("id") for one in radios}
    rows = [one.get("class", "").split(" ")[0] for one in page.all("tr")]
    numbers = {one.get("for"): words_of(one).split(" ")[0] for one in page.all("label")}
    (style,) = page.all("style")
    for radio in radios:
        shown = radio.get("class", "").removeprefix("show-")
        if shown != "all":
            assert numbers[radio.get("id")] == str(rows.count(f"is-{shown}"))
            rule = rf"\.board:has\(\.show-{shown}:checked\)[^{{]*:not\(\.is-{shown}\)"
            assert re.search(rule, style.text or "")


SHARES = {
    "Alpha": "  calls_101_abandonment_rate: 7 of 100\n  high_risk_share: 19.5% to 20.5%\n",
    "Beta": "  calls_101_abandonment_rate: 3 of 100\n  high_risk_share: 19.5% to 20.5%\n",
    "Gamma": "  calls_101_abandonment_rate: 3 of 100\n  high_risk_share: 10 of 100\n",
    "Delta": "  calls_101_abandonment_rate: 4 of 100\n  high_risk_share: 10 of 100\n",
}


def test_forces_are_counted_by_their_worst_result(checked: Checker) -> None:
    texts = [f"force: {name} Police\nfigures:\n{own}" for name, own in SHARES.items()]
    page = Html(REPORTS["html"](checked(*texts), Page()))
    kinds = {
        words_of(next(one for one in row if local(one) == "th")): row.get("class")
        for row in page.all("tr")
        if row.get("class", "").startswith("is-") and local(row[0]) == "th"
    }
    assert {name: kinds[f"{name} Police"] for name in ("Alpha", "Beta", "Gamma", "Delta")} == {
        "Alpha": "is-breach", "Beta": "is-cannot-tell", "Gamma": "is-met", "Delta": "is-met",
    }  # fmt: skip
    labels = [one for one in page.all("label") if "overview" in one.get("for", "")]
    assert [words_of(one) for one in labels] == [
        "4 forces", "1 misses a standard", "1 is in doubt and misses none",
        "2 meet all that was judged",
    ]  # fmt: skip


def test_forces_that_are_all_alike_are_not_counted(checked: Checker) -> None:
    texts = [f"force: {name} Police\nfigures:\n{SHARES[name]}" for name in ("Gamma", "Delta")]
    page = Html(REPORTS["html"](checked(*texts), Page()))
    assert not [one for one in page.all("label") if "overview" in one.get("for", "")]


def test_a_standard_is_found_by_force_and_rule(page: Html, result: Result) -> None:
    ids = {one.get("id") for one in page.all()}
    force = "norfolk-constabulary" if "Norfolk" in result.forces[0].force else "anytown-police"
    shown = [f for f in result.forces[0].findings if f.outcome.is_shown]
    assert force in ids
    assert {f"{force}/{finding.rule.id}" for finding in shown} <= ids


def test_no_key_or_option_stands_above_the_annex(page: Html, result: Result) -> None:
    above = page.words().split("Annex: sources, digests and files")[0]
    names = {*result.rulebook.dictionary.figures, *result.rulebook.dictionary.scopes}
    keys = {name for name in names if "_" in name}
    assert [key for key in keys if re.search(rf"\b{key}\b", above)] == []
    assert re.findall(r"--[a-z]+|\b[a-z]+_[a-z_]+\b", above) == []


def test_a_limit_that_does_not_exist_comes_from_nowhere(page: Html) -> None:
    words = page.words()
    assert "Where the limit comes from" not in words
    assert not re.search(r"own target[^.]{0,80}states no target", words)
    for one in page.all("dl"):
        if one.get("class") == "facts":
            pairs = [[words_of(child) for child in pair] for pair in one]
            assert [name for name, _ in pairs[:3]] == ["Figure", "Limit", "Trend"]
            assert len(pairs) == 4
            assert all(text for _, text in pairs)


def test_the_bar_of_each_row_says_its_distance_below_it(page: Html) -> None:
    """No word lies in the picture, so none can cover a mark."""
    bars = [one for one in page.all("svg") if one.get("class") == "bar"]
    assert bars
    for bar in bars:
        assert [one for one in bar if local(one) == "text"] == []
        parts = [one.get("class") for one in bar if one.get("class")]
        assert parts[-1].split() == ["limit", "ink-line"]
    distances = [one for one in page.all("td") if (one.get("class") or "").startswith("off ")]
    assert all(words_of(one) for one in distances)


@pytest.mark.parametrize(
    ("names", "anchors"),
    [
        (["Norfolk Constabulary"], ["norfolk-constabulary"]),
        (
            ["Dyfed-Powys Police", "Dyfed Powys police"],
            ["dyfed-powys-police", "dyfed-powys-police-2"],
        ),
        (["Main", "Annex", "Rules"], ["main-2", "annex-2", "rules-2"]),
        (["Heddlu'r Gogledd", "Ynys Môn"], ["heddlu-r-gogledd", "ynys-mon"]),
        (["警察", "!"], ["force", "force-2"]),
    ],
)
def test_forces_have_names_in_links_and_no_two_alike(names: list[str], anchors: list[str]) -> None:
    assert force_anchors(names) == anchors


def test_a_page_of_two_forces_has_one_place_of_each_name(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = Html(REPORTS["html"](result_of(EXAMPLES["two-forces"], rules), Page()))
    ids = [one.get("id") for one in page.all() if one.get("id")]
    assert len(set(ids)) == len(ids)
    links = [(one.get("href") or "")[1:] for one in page.all("a")]
    assert [link for link in links if link not in ids] == []
    assert {"norfolk-constabulary", "anytown-police/101-abandonment"} <= set(ids)


def test_bars_of_forces_side_by_side_have_the_worst_first_and_print_each_limit(
    peelcheck: Command, tmp_path: Path
) -> None:
    page = page_of_three(peelcheck, tmp_path)
    chart = side_by_side(page)
    texts = [words_of(one) for one in chart if local(one) == "text"]
    assert texts == [
        *("C Police", "8.00% (below 5%)"),
        *("A Police", "6.00% (below 5%)"),
        *("B Police", "3.00% (below 5%)"),
    ]
    bars = [one for one in chart if one.get("class") == "bar-side"]
    lefts = [float(one.get("x", "")) for one in bars]
    assert all(earlier < later for earlier, later in pairwise(lefts))


def test_a_highlighted_force_is_seen_in_the_overview_and_the_charts(
    peelcheck: Command, tmp_path: Path
) -> None:
    page = page_of_three(peelcheck, tmp_path, "--highlight", "B police")
    assert [words_of(one) for one in page.all("mark")] == ["B Police"]
    marked = [one for one in side_by_side(page) if one.get("class") in ("highlight", "newest")]
    assert [local(one) for one in marked] == ["rect", "text"]
    assert words_of(marked[1]) == "B Police"


def test_a_highlighted_force_without_a_return_is_a_clear_error(
    peelcheck: Command, tmp_path: Path
) -> None:
    files = files_of_three(tmp_path)
    run = peelcheck(*files, "--highlight", "Z Force", "-o", "page.html")
    assert run.returncode == 2
    assert "--highlight Z Force: no return of that force is checked." in run.stderr
    assert "The returns are of A Police, B Police and C Police." in even(run.stderr)
    assert not (tmp_path / "page.html").exists()
    run = peelcheck(*files, "--highlight", "A Police", "--format", "json")
    assert run.returncode == 2
    assert "--highlight marks a force in the text or HTML report. Add -o report.html." in even(
        run.stderr
    )


def files_of_three(folder: Path) -> list[str]:
    for name, value in (("A", "6%"), ("B", "3%"), ("C", "8%")):
        text = f"force: {name} Police\nperiod: 2026-03\n"
        file = folder / f"{name}.yaml"
        file.write_text(f"{text}figures: {{calls_101_abandonment_rate: {value}}}\n", "utf-8")
    return ["A.yaml", "B.yaml", "C.yaml"]


def page_of_three(peelcheck: Command, folder: Path, *words: str) -> Html:
    run = peelcheck(*files_of_three(folder), "--format", "html", *words)
    assert run.returncode == 1, run.stderr
    return Html(run.stdout)


def side_by_side(page: Html) -> list[Element]:
    (chart,) = [
        one for one in page.all("svg") if (one.get("aria-labelledby") or "").startswith("side/")
    ]
    return list(chart)


@pytest.mark.parametrize(
    ("figures", "label"),
    [
        ("calls_101_abandonment_rate: 703 of 14974", "45 calls to spare"),
        ("calls_101_abandonment_rate: 747 of 14974", "1 call to spare"),
        ("calls_101_abandonment_rate: 748 of 14974", "none to spare"),
        ("calls_101_abandonment_rate: 21.9%", "16.9 points over"),
        ("calls_101_abandonment_rate: 4%", "0.5 points to spare"),
    ],
)
def test_a_bar_is_labelled_in_what_is_counted(figures: str, label: str, checked: Checker) -> None:
    result = checked(f"figures:\n  {figures}", only=["101-abandonment"])
    (finding,) = result.findings
    assert bar_label(finding, result.rulebook.dictionary) == label


def test_what_a_force_is_asked_says_in_the_annex_where_to_answer(
    checked: Checker,
) -> None:
    result = checked("figures:\n  calls_101_abandonment_rate: 21.9%", only=["101-abandonment"])
    above, _, annex = Html(REPORTS["html"](result, Page())).words().partition("Annex: sources")
    asked = "Does the force have a switchboard? It is taken to have a switchboard, as the return"
    assert f"{asked} does not say." in above
    assert "write has_switchboard: yes or no under about:." in annex
    assert "has_switchboard" not in above


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            reason(ReasonCode.GIVE_FIGURES, figures=ANSWERED),
            "calls to 999 that the force answered and of those, the ones answered in under 10 "
            "seconds",
        ),
        (
            reason(ReasonCode.GIVE_FIGURES, figures=("calls_999_answered_within_10s",)),
            "the ones answered in under 10 seconds",
        ),
        (
            reason(ReasonCode.GIVE_EXACTLY, figures=("calls_999_answered",), not_rounded="x"),
            "calls to 999 that the force answered, not rounded",
        ),
        (reason(ReasonCode.GIVE_TARGET, target="attendance_share"), "the force's own target"),
        (
            reason(ReasonCode.GIVE_TARGET_FOR_PERIOD, target="a_b", period=read_period("2026-03")),
            "the force's own target for March 2026",
        ),
        (
            reason(ReasonCode.GIVE_TARGET_OR_WHY, target="attendance_share"),
            "the force's own target as it is meant, or why it is right",
        ),
        (
            reason(
                ReasonCode.GIVE_ROWS, is_missing=True, unknown=("X1",), declare=("minute_times",)
            ),
            "what is missing in the table, the meaning of X1, which rows are not cases or how its "
            "times were rounded",
        ),
        (reason(ReasonCode.GIVE_COMPLETE, part="district"), "whether every district is there"),
        (
            reason(ReasonCode.GIVE_RIGHT_FIGURE_OR_WHY),
            "the right figure, or why this one is right",
        ),
        (reason(ReasonCode.GIVE_DAY_OF_LIMIT), "the day, and not only the year, of the limit"),
        (
            reason(ReasonCode.GIVE_STATEMENT, rule="crime-allocation"),
            "a statement of what was done",
        ),
        (reason(ReasonCode.GIVE_NEW_STATEMENT), "a new statement of what was done"),
    ],
)
def test_what_to_give_is_said_without_a_key(one: Reason, words: str, rules: Rulebook) -> None:
    assert PlainWords(rules.dictionary).words_of(one) == words
