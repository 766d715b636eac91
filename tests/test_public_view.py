"""What may be published: no small count can be worked out from it, whatever else a reader knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Checker, some_every_day
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.judging.public_view import public_view
from peelcheck.model.findings import Finding
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Outcome
from peelcheck.pipeline.charts import add_charts
from peelcheck.reports import BY, REPORTS, TO_A_FILE
from peelcheck.reports.layout import Page

BELOW = 10
RATE = "calls_101_abandonment_rate"
HIGH_RISK = "high_risk_share"
ONLY = [
    *("101-abandonment", "999-answered-within-10-seconds", "high-risk-share"),
    *("offender-manager-caseload", "offender-manager-largest-caseload"),
]
"""Rules enough for these tests: each is run some hundreds of times."""


def public(checked: Checker, figures: str, below: int = BELOW) -> Result:
    return public_view(checked(f"figures:\n{figures}", only=ONLY), below)


def of(result: Result, rule: str) -> Finding:
    return next(finding for finding in result.findings if finding.rule.id == rule)


def same_view(view: Callable[[int], Result], counts: Iterable[int]) -> list[list[int]]:
    """Return the counts in groups: those of one group are published alike, to the last field.

    This is all that a reader can find out who knows everything but this count.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for count in counts:
        groups[REPORTS["json"](view(count), Page())].append(count)
    return list(groups.values())


def narrowed(
    groups: Sequence[Sequence[int]], whole: int, below: int, taken: int = 0, least: int = 0
) -> list[list[int]]:
    """Return the groups with a small count in them that leave fewer values than are small.

    Small are the count, what is left of `whole`, and what is left when `taken` is taken from it.
    `least` is the least that a return may give.
    """
    return [
        list(group)
        for group in groups
        if any(min(count, whole - count, count - taken) < below for count in group)
        and len(group) < min(below, whole + 1) - least
    ]


SIZES = [3, 9, 12, 40, 120, 210, 450]
FIGURES = some_every_day(1, [RATE, HIGH_RISK, "calls_999_within_10s_rate"])


@pytest.mark.every_day(4)
@pytest.mark.parametrize(
    ("whole", "below"), [*((size, 10) for size in SIZES), (12, 5), (12, 3), (120, 5), (120, 3)]
)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_solver_that_knows_the_whole_finds_every_small_part(
    figure: str, whole: int, below: int, checked: Checker
) -> None:
    ends = {*range(min(13, whole + 1)), *range(max(0, whole - 12), whole + 1)}
    near = {whole // 20 + step for step in (-1, 0, 1)} | {whole // 2}
    counts = sorted(count for count in ends | near if 0 <= count <= whole)
    groups = same_view(
        lambda part: public(checked, f"  {figure}: {part} of {whole}\n", below), counts
    )
    assert narrowed(groups, whole, below) == []


@pytest.mark.every_day(3)
@pytest.mark.parametrize("rest", SIZES)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_solver_that_knows_the_rest_finds_every_small_part(
    figure: str, rest: int, checked: Checker
) -> None:
    groups = same_view(
        lambda part: public(checked, f"  {figure}: {part} of {part + rest}\n"), range(14)
    )
    assert narrowed(groups, 10**6, BELOW) == []


@pytest.mark.every_day(3)
@pytest.mark.parametrize("part", [0, *SIZES])
@pytest.mark.parametrize("figure", FIGURES)
def test_a_solver_that_knows_the_part_finds_every_small_rest(
    figure: str, part: int, checked: Checker
) -> None:
    groups = same_view(
        lambda rest: public(checked, f"  {figure}: {part} of {part + rest}\n"), range(14)
    )
    assert narrowed(groups, 10**6, BELOW) == []


CASELOAD = (
    "  offenders: 400\n  offender_managers: exactly {managers}\n  high_risk_offenders: {risk}\n"
)


@pytest.mark.every_day(2)
@pytest.mark.parametrize("risk", [0, 5, 9, 10, 24, 25])
def test_a_small_number_of_managers_cannot_be_worked_out_beside_another_figure(
    risk: int, checked: Checker
) -> None:
    groups = same_view(
        lambda managers: public(checked, CASELOAD.format(managers=managers, risk=risk)),
        range(1, 15),
    )
    assert narrowed(groups, 400, BELOW, least=1) == []


@pytest.mark.every_day(2)
@pytest.mark.parametrize("managers", [3, 9, 10, 20])
def test_a_small_number_of_offenders_cannot_be_worked_out_beside_another_figure(
    managers: int, checked: Checker
) -> None:
    groups = same_view(
        lambda risk: public(checked, CASELOAD.format(managers=managers, risk=risk)), range(26)
    )
    assert narrowed(groups, 400, BELOW) == []


@pytest.mark.parametrize(
    "parts", [("a: 48, b: {n}", ""), ("a: 48, b: 30, c: {n}", "complete: yes, ")]
)
def test_a_small_part_cannot_be_worked_out(parts: tuple[str, str], checked: Checker) -> None:
    inner, complete = parts
    text = "  offenders_of_manager: {{{complete}by: {{manager: {{{inner}}}}}}}\n  offenders: 500\n"

    def view(count: int) -> Result:
        filled = inner.format(n=count)
        return public(checked, text.format(complete=complete, inner=filled))

    assert narrowed(same_view(view, range(15)), 10**6, BELOW) == []


@pytest.mark.parametrize("ceiling", some_every_day(3, [0, 9, 10, 1, 2, 3, 8, 50]))
def test_a_ceiling_narrows_no_small_count(ceiling: int, rules: Rulebook, checked: Checker) -> None:
    def view(count: int) -> Result:
        targets = (
            f"targets:\n  safeguarding_backlog_ceiling: {{at_most: {ceiling}, from: 2025-01-01, "
        )
        targets += "set_by: the board, unusual: so it is}\n"
        result = checked(f"{targets}figures:\n  safeguarding_backlog: exactly {count}\n")
        return public_view(result, BELOW)

    assert narrowed(same_view(view, range(15)), 10**6, BELOW) == []


def months(february: str, march: str, others: str = "50 of 1000", **stated: str) -> str:
    """A return with the twelve months that end with March 2026, or those that are not empty."""
    written = [(f"2025-{month:02}", others) for month in range(4, 13)] + [("2026-01", others)]
    written += [("2026-02", february), ("2026-03", march)]
    rows = [f"{period},{RATE},{amount}" for period, amount in written if amount]
    rows += [f"{period.replace('_', ' ')},{RATE},{amount}" for period, amount in stated.items()]
    return "\n".join(["period,figure,value", *rows]) + "\n"


def of_months(rules: Rulebook, folder: Path, sheet: str) -> Result:
    (folder / "months.csv").write_text(sheet, encoding="utf-8")
    file = folder / "data.yaml"
    text = "force: Suffolk\nperiod: 2026-03\nsheets: [months.csv]\n"
    file.write_text(text, encoding="utf-8")
    return check(rules, load_return(file, rules), only="101-abandonment", today="2026-11-23")


def test_a_small_month_cannot_be_worked_out_from_its_year(rules: Rulebook, tmp_path: Path) -> None:
    def february(count: int) -> Result:
        sheet = months(f"{count} of 1000", "30 of 1000")
        return public_view(of_months(rules, tmp_path, sheet), BELOW)

    def march(count: int) -> Result:
        sheet = months("30 of 1000", f"{count} of 1000")
        return public_view(of_months(rules, tmp_path, sheet), BELOW)

    assert narrowed(same_view(february, range(14)), 1000, BELOW) == []
    assert narrowed(same_view(march, range(14)), 1000, BELOW) == []


def test_a_year_is_published_beside_its_month(rules: Rulebook, tmp_path: Path) -> None:
    result = of_months(rules, tmp_path, months("50 of 1000", "30 of 1000"))
    found = of(public_view(result, BELOW), "101-abandonment")
    assert found.figure
    assert found.year
    assert found.year.figure
    assert found.year.figure.amount == result.findings[0].year.figure.amount  # type: ignore[union-attr]
    assert found.history == ()


@pytest.mark.parametrize(("year", "is_shown"), [("585 of 12000", False), ("600 of 12000", True)])
def test_a_month_that_no_return_gives_is_not_the_rest_of_its_year(
    year: str, is_shown: bool, rules: Rulebook, tmp_path: Path
) -> None:
    stated = {"year_ending_2026-03-31": year}
    result = of_months(rules, tmp_path, months("", "80 of 1000", **stated))
    assert result.findings[0].year
    found = of(public_view(result, BELOW), "101-abandonment")
    assert bool(found.figure) is is_shown


small = st.integers(0, 40)


@pytest.mark.thorough
@settings(max_examples=10, deadline=None)
@given(st.integers(5, 60), small, small, st.sampled_from(["offenders", "risk"]))
def test_no_small_count_of_two_figures_can_be_worked_out(
    rules: Rulebook, offenders: int, managers: int, risk: int, varied: str
) -> None:
    known = {"offenders": offenders, "managers": managers + 1, "risk": min(risk, offenders)}

    def view(count: int) -> Result:
        numbers = {**known, varied: count}
        text = (
            "force: Suffolk\nperiod: 2026-03\nfigures:\n"
            f"  offenders: {numbers['offenders']}\n"
            f"  offender_managers: exactly {numbers['managers']}\n"
            f"  high_risk_offenders: {numbers['risk']}\n"
        )
        with TemporaryDirectory() as folder:
            file = Path(folder) / "data.yaml"
            file.write_text(text, encoding="utf-8")
            found = check(
                rules,
                load_return(file, rules),
                only=["high-risk-share", "offender-manager-caseload"],
                today="2026-11-23",
            )
        return public_view(found, BELOW)

    risk_now = known["risk"]
    if varied == "offenders":
        groups = same_view(view, range(risk_now, risk_now + 40))
        assert narrowed(groups, 10**6, BELOW, taken=risk_now) == []
    else:
        assert narrowed(same_view(view, range(offenders + 1)), offenders, BELOW) == []


@pytest.mark.parametrize("count", [0, 3, 9, 391, 400])
def test_nothing_that_depends_on_a_small_count_is_shown(count: int, checked: Checker) -> None:
    found = of(public(checked, f"  {RATE}: {count} of 400\n"), "101-abandonment")
    assert (found.outcome, found.figure, found.distance) == (Outcome.CANNOT_TELL, None, ())
    assert [one.code for one in found.reasons] == [ReasonCode.WITHHELD]


@pytest.mark.parametrize("name", ["text", "md", "html"])
@pytest.mark.parametrize("detail", [True, False])
def test_a_public_report_says_what_it_is(name: str, detail: bool, checked: Checker) -> None:
    result = checked(f"figures:\n  {RATE}: 60 of 400\n", only=ONLY)
    shown = " ".join(REPORTS[name](public_view(result, 5), Page(120, detail=detail)).split())
    assert shown.count("Made for publication: counts under 5, and figures that would give one") == 1
    whole = REPORTS[name](result, Page(120, detail=detail))
    assert "publication" not in whole.split("</style>")[-1]


def test_a_public_page_does_not_say_that_months_are_not_given(
    rules: Rulebook, tmp_path: Path
) -> None:
    result = public_view(of_months(rules, tmp_path, months("50 of 1000", "30 of 1000")), BELOW)
    page = REPORTS["html"](result, Page())
    assert "<dt>Trend</dt><dd>Not published.</dd>" in page
    assert "no two months are given" not in page


@pytest.mark.parametrize("name", [*REPORTS, *TO_A_FILE, "by afi"])
def test_no_format_differs_by_a_count_that_is_withheld(name: str, checked: Checker) -> None:
    render = BY["afi"] if name == "by afi" else REPORTS.get(name) or TO_A_FILE[name]

    def report(count: int) -> str | bytes:
        shown = public(checked, f"  {RATE}: {count} of 400\n  {HIGH_RISK}: 30 of 400\n")
        return render(shown, Page(120))

    assert report(4) == report(5) == report(9)


SECRETS = """\
force: Norfolk
period: 2026-03
profile: force.yaml
targets:
  safeguarding_backlog_ceiling: {at_most: 50, from: 2025-01-01, set_by: SECRET panel}
figures:
  calls_101_abandonment_rate: {value: 300 of 8765, note: SECRET note, source: SECRET source}
  high_risk_share: {value: 7 of 8765, note: SECRET note}
  safeguarding_backlog: 40
  offenders_of_manager: {by: {manager: {SECRET one: 51, SECRET two: 52}}}
statements:
  demand-causes-addressed:
    says: SECRET words
    evidence: SECRET file
    by: SECRET role
    on: 2026-01-01
    until: 2026-12-31
"""
PROFILE = """\
force: Norfolk
afis:
  norfolk-2023-25/101-calls:
    {status: open, on: 2026-01-01, letter: SECRET, reference: SECRET, owner: SECRET,
     next_step: SECRET}
"""


@pytest.fixture
def secret(rules: Rulebook, tmp_path: Path) -> Result:
    (tmp_path / "force.yaml").write_text(PROFILE, encoding="utf-8")
    file = tmp_path / "SECRET.yaml"
    file.write_text(SECRETS, encoding="utf-8")
    return add_charts(check(rules, load_return(file, rules), today="2026-11-23"))


@pytest.mark.parametrize("name", [*REPORTS, "by afi"])
def test_no_text_of_the_force_and_no_place_is_published(name: str, secret: Result) -> None:
    render = BY["afi"] if name == "by afi" else REPORTS[name]
    published = render(public_view(secret, BELOW), Page(120))
    assert "SECRET" not in published
    assert "52" not in re.findall(r"[0-9]+", published.split("<style>")[0])
    if name in ("text", "json", "html", "md", "afis"):
        assert "SECRET" in render(secret, Page(120))


def test_a_count_that_is_large_is_shown_with_its_distance(secret: Result) -> None:
    found = of(public_view(secret, BELOW), "101-abandonment")
    assert (found.outcome, found.figure and found.figure.amount and found.figure.amount.text) == (
        Outcome.MET,
        "300 of 8765",
    )
    assert [one.change for one in found.distance] == [138]


def test_what_is_not_given_and_what_is_stated_stay_so(secret: Result) -> None:
    view = public_view(secret, BELOW)
    missing = of(view, "999-answered-within-10-seconds")
    assert missing.outcome is Outcome.NOT_SUPPLIED
    assert missing.reasons[0].code is ReasonCode.NOT_GIVEN
    stated = of(view, "demand-causes-addressed")
    assert (stated.outcome, stated.statement) == (Outcome.NOTE, None)
    assert stated.reasons[0].code is ReasonCode.NOT_PUBLISHED


def test_withheld_findings_stand_in_the_same_order_whatever_they_are(checked: Checker) -> None:
    def order(count: int) -> list[str]:
        return [f.rule.id for f in public(checked, f"  {HIGH_RISK}: {count} of 30\n").findings]

    assert order(1) == order(9)


def test_two_figures_that_differ_about_their_whole_are_withheld(checked: Checker) -> None:
    text = f"  {HIGH_RISK}: 60 of 300\n  offenders_per_offender_manager: exactly 400 for 20\n"
    view = public(checked, text)
    shown = [of(view, rule).figure for rule in ("high-risk-share", "offender-manager-caseload")]
    assert shown == [None, None]
