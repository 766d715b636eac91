"""The page that people look at: its parts, its promises, and nothing in it that data brought."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, TODAY, Checker, Command
from html_pages import Page as Html
from html_pages import even, local, named, words_of
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.errors import InvalidValue
from peelcheck.judging.variation import limits_of, months_of
from peelcheck.model.amounts import Kind
from peelcheck.model.charts import Months, Point, Stretch
from peelcheck.model.periods import Period, last_of_month
from peelcheck.pipeline.charts import add_charts
from peelcheck.pipeline.record import add_record
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.web.chart_geometry import chart_of

EXAMPLES = ("norfolk-2024", "anytown-2026-03", "year-of-months")


def example(name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(ROOT)
    returns = [load_return(f"examples/{name}/data.yaml", rules)]
    return add_record(add_charts(check(rules, returns, today=TODAY)), [], returns, [])


@pytest.fixture(params=EXAMPLES)
def result(
    request: pytest.FixtureRequest, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> Result:
    return example(request.param, rules, monkeypatch)


@pytest.fixture
def page(result: Result) -> Html:
    return Html(REPORTS["html"](result, Page(marking="OFFICIAL")))


def test_nothing_on_it_runs_or_reaches_out(page: Html) -> None:
    names = {local(one) for one in page.all()}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    for one in page.all():
        assert not [name for name in one.attrib if name.startswith("on") or name == "style"]
        for target in (
            one.get("href"),
            one.get("src"),
            one.get("{http://www.w3.org/1999/xlink}href"),
        ):
            assert target is None or target.startswith("#")
    assert "@import" not in page.text
    assert "url(" not in page.text


def test_its_policy_lets_in_its_own_style_and_nothing_else(page: Html) -> None:
    (policy,) = [one.get("content") for one in page.all("meta") if one.get("http-equiv")]
    (style,) = page.all("style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    wanted = ["default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'"]
    assert (policy or "").split("; ") == [*wanted, "form-action 'none'"]


def test_ids_are_its_own_and_what_points_to_them_finds_them(page: Html) -> None:
    ids = Counter(one.get("id") for one in page.all() if one.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    links = [(one.get("href") or "")[1:] for one in page.all("a")]
    pointed = [name for one in page.all() for name in named(one)]
    assert [name for name in (*links, *pointed) if name not in ids] == []


def test_headings_go_down_one_step_at_a_time(page: Html, result: Result) -> None:
    levels = [int(local(one)[1]) for one in page.all() if re.fullmatch("h[1-6]", local(one))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    steps = pairwise(levels)
    assert [pair for pair in steps if pair[1] > pair[0] + 1] == []
    assert words_of(page.all("h1")[0]) == words_of(page.all("title")[0])
    assert result.forces[0].force in words_of(page.all("h1")[0])


def test_pictures_and_tables_say_what_they_are(page: Html) -> None:
    assert page.all("svg")
    for one in page.all("svg"):
        assert one.get("role") == "img"
        assert [local(child) for child in one][:2] == ["title", "desc"]
        assert all(words_of(child) for child in list(one)[:2])
    for one in page.all("table"):
        captions = [words_of(child) for child in one if local(child) == "caption"]
        assert captions or one.get("aria-labelledby")
    assert all(one.get("scope") in ("row", "col") for one in page.all("th"))
    for one in page.all():
        if one.get("tabindex"):
            assert one.get("role") == "region"
            assert one.get("aria-label") or one.get("aria-labelledby")


def test_it_says_what_the_json_report_says(page: Html, result: Result) -> None:
    words = page.words().casefold()
    report = json.loads(REPORTS["json"](result, Page()))
    for finding in report["findings"]:
        said = [finding["title"], finding["because"], *finding["to_supply"]]
        if finding["outcome"] not in ("not supplied", "not applicable"):
            said += [finding["required"] or "", *(d["text"] for d in finding["distance"])]
            said += [remark.removeprefix("Note: ") for remark in finding["remarks"]]
            said += [finding["place"]["rule"]]
        assert [text for text in said if even(text).casefold() not in words] == []
    for afi in report["afis"]:
        assert even(afi["title"]).casefold() in words
    counts = Counter(finding["outcome"] for finding in report["findings"])
    tags = Counter(
        words_of(one).casefold() for one in page.all("strong") if "tag" in one.get("class", "")
    )
    assert {name: tags[name] for name in ("breach", "cannot tell", "met")} == {
        name: counts[name] for name in ("breach", "cannot tell", "met")
    }


def test_it_names_the_files_and_what_they_hold(page: Html, result: Result) -> None:
    assert result.record
    assert result.record.inputs
    for one in result.record.inputs:
        assert one.sha256 == hashlib.sha256((ROOT / one.file).read_bytes()).hexdigest()
        assert f"{one.file} {one.sha256}" in page.words()


def test_the_marking_is_the_user_s(result: Result) -> None:
    marked, bare = (Html(REPORTS["html"](result, Page(marking=text))) for text in ("SECRET", ""))
    assert sum(one.get("class") == "marking" for one in marked.all("p")) == 2
    assert marked.words().startswith("Skip to the result SECRET")
    assert "marking" not in {one.get("class") for one in bare.all("p")}


def test_the_same_result_is_the_same_page(result: Result) -> None:
    assert REPORTS["html"](result, Page()) == REPORTS["html"](result, Page())


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style><h1>ALL MET</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;&amp;",
    "<!-- --><![CDATA[ x ]]>",
]


def returned(word: str) -> str:
    return (
        f"force: {json.dumps('Anytown ' + word)}\n"
        "figures:\n"
        f"  calls_101_abandonment_rate: {{value: 21.9%, source: {json.dumps(word)}, "
        f"note: {json.dumps(word)}}}\n"
        f"  high_risk_share: {{value: 99%, unusual: {json.dumps(word)}}}\n"
        f"  offenders_of_manager: {{by: {{manager: {{{json.dumps(word)}: 60, b: 40, c: 30}}}}}}\n"
        f"  incidents_attended_in_time_rate: {{value: 50%, estimated: yes, "
        f"source: {json.dumps(word)}}}\n"
        f"targets: {{attendance_share: {{at_least: 90%, set_by: {json.dumps(word)}}}}}\n"
        "statements:\n"
        f"  demand-causes-addressed: {{says: {json.dumps(word)}, evidence: {json.dumps(word)}, "
        f"by: {json.dumps(word)}, on: 2026-01-01, until: 2027-01-01}}\n"
    )


@pytest.mark.every_day(2)
@pytest.mark.parametrize("word", HOSTILE)
def test_what_data_says_stays_text(word: str, checked: Checker) -> None:
    """The same elements as with a harmless word, and the word itself is read as it was written."""
    pages = [
        Html(REPORTS["html"](checked(returned(one)), Page(marking=one))) for one in ("word", word)
    ]
    plain, hostile = ([(local(one), sorted(one.attrib)) for one in p.all()] for p in pages)
    assert hostile == plain
    assert pages[1].words().count(even(word)) >= 8


def test_what_hides_or_turns_letters_is_shown(checked: Checker) -> None:
    hidden = "a" + chr(0x202E) + "b" + chr(0x200B)
    text = REPORTS["html"](checked(returned("word")), Page(marking=hidden))
    assert "a\\u202eb\\u200b" in text
    assert not set(hidden) - set("ab") & set(text)


def test_people_are_counted_and_never_named(checked: Checker) -> None:
    text = "figures:\n  offenders_of_manager: {by: {manager: {Sgt Bloggs: 60, PC Doe: 41, X Y: 3}}}"
    page = Html(REPORTS["html"](checked(text), Page()))
    assert "Bloggs" not in page.text
    assert "Doe" not in page.text
    assert "1 of 3 managers miss at most 50" in page.words()


def test_twelve_months_have_limits_and_say_how_they_are_worked_out(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Html(REPORTS["html"](example("year-of-months", rules, monkeypatch), Page()))
    words = page.words()
    assert "a month between 5.08% and 6.68% is ordinary; the mean is 5.88%." in words
    assert "9 months are outside the limits: April to August 2025 and December 2025" in words
    assert "2.66 mean moving ranges" in words
    (chart,) = [one for one in page.all("svg") if "chart" in one.get("class", "")]
    ends = [words_of(one) for one in chart if local(one) == "text"][-4:]
    assert ends == ["upper 6.68%", "mean 5.88%", "lower 5.08%", "below 5%"]


def test_fewer_months_have_none(checked: Checker) -> None:
    rows = ", ".join(f"{{value: {40 + n} of 1000, period: 2025-{n + 1:02}}}" for n in range(11))
    result = checked(f"figures:\n  calls_101_abandonment_rate: [{rows}]")
    findings = tuple(f._replace(months=months_of(f)) for f in result.findings)
    force = result.forces[0]._replace(findings=findings)
    page = Html(REPORTS["html"](result._replace(forces=(force,)), Page()))
    assert page.all("polyline")
    assert not [one for one in page.all("path") if one.get("stroke-dasharray")]


@given(
    st.lists(st.fractions(0, 1, max_denominator=500), min_size=2, max_size=40),
    st.lists(st.fractions(0, 1, max_denominator=50), max_size=2, unique=True),
)
def test_no_word_beside_a_chart_covers_another(
    values: list[Fraction], required: list[Fraction]
) -> None:
    points = []
    for i, value in enumerate(values):
        last = last_of_month(2023 + i // 12, i % 12 + 1)
        points.append(Point(Period(last.replace(day=1), last, ""), value, misses=False))
    stretch = Stretch(tuple(points), None)
    if len(values) > 11:
        stretch = stretch._replace(limits=limits_of(values))
    chart = chart_of(Months((stretch,)), [(one, "below it") for one in required], Kind.SHARE)
    heights = sorted(float(label.y) for label in chart.labels)
    assert all(b - a >= 15.9 for a, b in pairwise(heights))
    assert all(0 < height < chart.height for height in heights)
    assert all(chart.left <= float(mark.x) <= chart.right for mark in chart.marks)
    assert all(chart.top - 1 <= float(mark.y) <= chart.bottom + 1 for mark in chart.marks)
    assert len(chart.grid) <= 10


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, as WCAG 2.2 has it."""

    def light(colour: str) -> float:
        digits = colour.lstrip("#")
        whole = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
        parts = [int(whole[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


TEMPLATES = ROOT / "checker/peelcheck/reports/web/templates"


def themes() -> dict[str, dict[str, str]]:
    """The colours of the light page and of the dark one, by name."""
    style = (TEMPLATES / "style.css").read_text("utf-8")
    found = re.findall(r":root\{color-scheme:(light|dark);([^}]+)\}", style)
    return {name: dict(re.findall(r"--([\w-]+):(#\w+)", colours)) for name, colours in found}


WORDS = {
    "paper": ["ink", "soft", "link", "line"],
    "tile": ["ink", "soft"],
    "marked": ["ink", "link"],
    "breach": ["breach-ink"],
    "met": ["met-ink"],
    "unclear": ["unclear-ink"],
    "note": ["note-ink"],
    "good": ["paper"],
    "bad": ["paper"],
}
"""On each colour, those of the words that lie on it."""

MARKS = ["good", "bad", "low", "concern", "change", "line", "axis", "ink", "accent", "chosen"]
FAINT = {"edge", "grid", "maybe-good", "maybe-bad"}
"""Edges and the grid, which carry nothing, and what is pale with an edge of its own."""


@pytest.mark.parametrize("name", ["light", "dark"])
def test_colours_can_be_told_from_what_they_lie_on(name: str) -> None:
    theme = themes()[name]
    on_others = {*WORDS, *(word for words in WORDS.values() for word in words)}
    assert set(theme) == {*on_others, *MARKS, *FAINT}
    for ground, words in WORDS.items():
        assert [w for w in words if contrast(theme[w], theme[ground]) < 4.5] == [], ground
    assert [one for one in MARKS if contrast(theme[one], theme["paper"]) < 3] == []
    for side in ("good", "bad"):
        assert contrast(theme[side], theme[f"maybe-{side}"]) >= 3
    assert contrast("#fff", theme["chosen"]) >= 4.5


def test_no_colour_is_written_where_a_theme_cannot_change_it() -> None:
    for file in [*TEMPLATES.glob("*.svg"), *TEMPLATES.glob("*.html")]:
        assert re.findall(r"#[0-9A-Fa-f]{3,6}\b", file.read_text("utf-8")) == [], file.name
    style = (TEMPLATES / "style.css").read_text("utf-8")
    rest = re.sub(r":root\{[^}]+\}", "", style)
    # focus is black on yellow in both, and white lies on the count that is chosen
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", rest)) == {"#fd0", "#0b0c0c", "#fff"}
    used = set(re.findall(r"var\(--([\w-]+)\)", rest)) - {"n", "a", "since", "afis"}
    assert used == set(themes()["light"]) == set(themes()["dark"])


def test_the_dark_page_is_for_screens_alone() -> None:
    """Paper stays light: what a theme changes is within a rule for screens."""
    style = (TEMPLATES / "style.css").read_text("utf-8")
    assert style.count("prefers-color-scheme") == 1
    assert "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;" in style


def test_paper_shows_all_columns_and_what_is_folded() -> None:
    style = (TEMPLATES / "style.css").read_text("utf-8")
    paper = style[style.index("@media print") :]
    assert ".scroll{overflow:visible}" in paper
    assert "details::details-content{content-visibility:visible" in paper
    assert ".wide{min-width:0}" in paper


def test_the_result_is_the_second_column(page: Html) -> None:
    """So that a phone shows it beside the standard's name."""
    heads = [words_of(one) for one in page.all("th") if one.get("scope") == "col"]
    assert heads[:2] == ["Standard", "Result"]


def test_a_file_is_written_by_its_name(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk Constabulary\nperiod: 2026-03\n"
        "figures: {calls_101_abandonment_rate: 21.9%}\n",
        "utf-8",
    )
    run = peelcheck("data.yaml", "-o", "report.html", "--marking", "OFFICIAL - SENSITIVE")
    assert run.returncode == 1
    page = Html((tmp_path / "report.html").read_text("utf-8"))
    assert words_of(page.all("h1")[0]).startswith("Norfolk Constabulary, March 2026, misses the")
    assert "OFFICIAL - SENSITIVE" in page.words()
    assert f"data.yaml {hashlib.sha256((tmp_path / 'data.yaml').read_bytes()).hexdigest()}" in (
        page.words()
    )
    printed = peelcheck("data.yaml", "--format", "html")
    assert Html(printed.stdout).words() == page.words().replace(
        "OFFICIAL - SENSITIVE ", ""
    ).removesuffix(" OFFICIAL - SENSITIVE")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "101-abandonment",
            "does not name a rule and a month. Write it as 101-abandonment=2025-10.",
        ),
        ("101-abandonment=2025", "does not name a rule and a month."),
        ("101-abandonmint=2025-10", "there is no such rule. Did you mean 101-abandonment?"),
    ],
)
def test_rebase_says_what_is_wrong(word: str, said: str, peelcheck: Command) -> None:
    run = peelcheck(ROOT / "examples/year-of-months/data.yaml", "--rebase", word)
    assert run.returncode == 2
    assert said in even(run.stderr)


def test_limits_begin_anew_on_the_page(peelcheck: Command) -> None:
    run = peelcheck(
        ROOT / "examples/year-of-months/data.yaml",
        *("--format", "html", "--rebase", "101-abandonment=2025-10"),
    )
    assert "The limits start again on 1 October 2025, as asked." in Html(run.stdout).words()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    for module in ("as_html", "web.pages"):
        monkeypatch.delitem(sys.modules, f"peelcheck.reports.{module}", raising=False)
    with pytest.raises(
        InvalidValue, match=r'jinja2\. Install it with: pip install "peelcheck\[reports\]"'
    ):
        REPORTS["html"]
