"""Funnels: limits that are as wide as forces differ, and a page that says how and among whom."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from fractions import Fraction
from math import asin, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Checker, Command
from html_pages import Page as Html
from html_pages import even, local, words_of
from peelcheck import Result
from peelcheck.errors import InvalidValue
from peelcheck.judging.funnel import FEWEST, Z_OUTER, dispersion, forces_of, funnel_of, reach_of
from peelcheck.judging.sampling import Z
from peelcheck.model.amounts import Counts
from peelcheck.model.charts import Funnel, Reach
from peelcheck.model.periods import Period, last_of_month
from peelcheck.pipeline.charts import add_funnels
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

END = last_of_month(2026, 3)
MARCH = Period(END.replace(day=1), END, "2026-03")

Pairs = Sequence[tuple[int, int]]


def counts_of(pairs: Pairs) -> list[Counts]:
    return [Counts(Fraction(part), Fraction(whole)) for part, whole in pairs]


def funnel(pairs: Pairs) -> Funnel:
    forces = [(f"Force {n:02}", one) for n, one in enumerate(counts_of(pairs))]
    return funnel_of("101-abandonment", "101 calls abandoned", MARCH, forces)


def reaches(pairs: Pairs) -> list[Reach]:
    return [one.reach for one in funnel(pairs).forces]


def unwidened(pairs: Pairs) -> list[Reach]:
    """As a funnel by chance alone has it."""
    mean = funnel(pairs).mean
    return [reach_of(one, mean, Fraction(1)) for one in counts_of(pairs)]


def simulated(seed: int, spread: float) -> list[tuple[int, int]]:
    """43 forces of 4,000 to 90,000 calls, whose true shares of about 6% differ by `spread`."""
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    found = []
    for _ in range(43):
        whole, true = chance.randrange(4_000, 90_000), chance.gauss(0.06, spread)
        part = chance.gauss(whole * true, sqrt(whole * true * (1 - true)))
        found.append((round(part), whole))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_forces_that_differ_as_forces_do_are_not_most_of_them_beyond(seed: int) -> None:
    forces = simulated(seed, 0.008)
    assert unwidened(forces).count(Reach.BEYOND) >= 20
    assert reaches(forces).count(Reach.BEYOND) <= 3
    assert funnel(forces).phi > 15


@pytest.mark.parametrize("seed", range(5))
def test_forces_that_differ_by_chance_alone_have_the_limits_of_chance(seed: int) -> None:
    forces = simulated(seed, 0)
    assert funnel(forces).widening < Fraction(5, 4)
    assert reaches(forces).count(Reach.BEYOND) <= 1


def test_one_force_far_from_the_rest_does_not_hide_itself() -> None:
    """Its own z-score is drawn in before it widens the limits."""
    forces = [(500 + 5 * n, 10_000) for n in range(19)] + [(2_000, 10_000)]
    assert reaches(forces)[:-1].count(Reach.BEYOND) == 0
    assert reaches(forces)[-1] is Reach.BEYOND


def test_phi_by_hand() -> None:
    squares = [Fraction(n) for n in (-100, -4, -1, 0, 0, 1, 1, 4, 9, 400)]
    assert dispersion(squares) == Fraction(4 + 4 + 1 + 0 + 0 + 1 + 1 + 4 + 9 + 9, 10)
    assert dispersion([Fraction(5)] * 3) == 5  # below 10 none is an outer tenth


def test_the_limits_by_hand() -> None:
    """Half of 100: a standard error is 5 points."""
    half = Fraction(1, 2)
    at = [reach_of(Counts(Fraction(n), Fraction(100)), half, Fraction(1)) for n in range(30, 51)]
    assert at == [Reach.BEYOND] * 5 + [Reach.BETWEEN] * 6 + [Reach.WITHIN] * 10
    wide = [reach_of(Counts(Fraction(n), Fraction(100)), half, Fraction(4)) for n in (19, 20, 31)]
    assert wide == [Reach.BEYOND, Reach.BETWEEN, Reach.WITHIN]
    assert reach_of(Counts(Fraction(66), Fraction(100)), half, Fraction(1)) is Reach.BEYOND


def test_a_share_on_a_limit_is_within_it() -> None:
    """The limit of 1/2 in a whole of Z² is 1/2 either side, where a share can just be."""
    for z, inside, outside in (
        (Z, Reach.WITHIN, Reach.BETWEEN),
        (Z_OUTER, Reach.BETWEEN, Reach.BEYOND),
    ):
        for whole, reach in ((z**2, inside), (z**2 + Fraction(1, 10**30), outside)):
            counts = Counts(whole, whole)
            assert reach_of(counts, Fraction(1, 2), Fraction(1)) is reach


def test_the_lines_are_where_the_decision_is() -> None:
    found = funnel(simulated(1, 0.008))
    for band in found.bands:
        for (low, high), inside, outside in (
            (band.inner, Reach.WITHIN, Reach.BETWEEN),
            (band.outer, Reach.BETWEEN, Reach.BEYOND),
        ):
            for limit, way in ((low, -1), (high, 1)) if low else ((high, 1),):
                for off, reach in ((-1, inside), (1, outside)):
                    share = limit + way * off * Fraction(1, 10**9)
                    one = Counts(share * band.whole, band.whole)
                    assert reach_of(one, found.mean, found.phi) is reach
    wholes = [band.whole for band in found.bands]
    given = [one.counts.denominator for one in found.forces]
    assert wholes == sorted(wholes)
    assert wholes[0] < min(given)
    assert wholes[-1] > max(given)


def test_large_forces_lie_where_the_arcsine_scale_has_them() -> None:
    """The other usual scale is worked out here in floats, and agrees on phi within a tenth."""
    forces = simulated(2, 0.008)
    mean = asin(sqrt(funnel(forces).mean))
    scores = sorted(2 * sqrt(n) * (asin(sqrt(part / n)) - mean) for part, n in forces)
    low, high = scores[4], scores[-5]
    phi = sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
    assert phi == pytest.approx(float(funnel(forces).phi), rel=0.1)


SHARES = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
FORCES = st.lists(SHARES, min_size=FEWEST, max_size=43)


@settings(max_examples=25)
@given(st.integers(0, 50), st.integers(50, 60), st.lists(st.integers(1, 999), min_size=FEWEST))
def test_equal_shares_are_all_within(part: int, whole: int, sizes: list[int]) -> None:
    forces = [(part * size, whole * size) for size in sizes]
    assert set(reaches(forces)) == {Reach.WITHIN}
    assert funnel(forces).phi == 0
    assert funnel(forces).widening == 1


@pytest.mark.thorough
@settings(max_examples=25)
@given(FORCES, st.integers(2, 9))
def test_more_of_the_same_widens_the_limits_by_as_much(pairs: Pairs, times: int) -> None:
    """With counts a number of times as large phi is as many times as large: nobody moves."""
    larger = [(part * times, whole * times) for part, whole in pairs]
    before, after = funnel(pairs), funnel(larger)
    assert (after.mean, after.phi) == (before.mean, before.phi * times)
    if before.phi >= 1:
        assert reaches(larger) == reaches(pairs)


@settings(max_examples=25)
@given(FORCES)
def test_the_rest_has_the_same_funnel_upside_down(pairs: Pairs) -> None:
    rest = [(whole - part, whole) for part, whole in pairs]
    assert funnel(rest).phi == funnel(pairs).phi
    assert reaches(rest) == reaches(pairs)


@pytest.mark.thorough
@settings(max_examples=25)
@given(FORCES)
def test_widened_limits_find_no_force_that_chance_would_not(pairs: Pairs) -> None:
    order = list(Reach)
    for wide, narrow in zip(reaches(pairs), unwidened(pairs), strict=True):
        assert order.index(wide) <= order.index(narrow)
    for band in funnel(pairs).bands:
        assert 0 <= band.outer[0] <= band.inner[0] <= band.inner[1] <= band.outer[1] <= 1


FIGURE = "calls_101_abandonment_rate"


def returned(force: str, figure: str) -> str:
    return f"force: {json.dumps(force)}\nfigures:\n  {FIGURE}: {figure}"


def many(pairs: Pairs) -> list[str]:
    return [returned(f"Force {n:02}", confirmed(*pair)) for n, pair in enumerate(pairs)]


def confirmed(part: int, whole: int) -> str:
    return f"{{value: {part} of {whole}, unusual: looked at again}}"


TEN = [(40 + n % 3, 1000 + 100 * n) for n in range(10)]


def test_only_sure_counts_of_one_period_are_compared(checked: Checker) -> None:
    others = [
        returned("Rounded", "4.2%"),
        returned("Estimated", "{value: 40 of 1000, estimated: yes, source: a sample week}"),
        returned("Unusual", "900 of 1000"),
        returned("Silent", "not available"),
        returned("Ahead", "[{value: 1 of 9, period: 2026-04}, {value: 45 of 1000}]"),
        returned("Behind", "{value: 40 of 1000, period: 2026-02}"),
    ]
    result = checked(*many(TEN), *others, today=END.replace(month=5))
    found = [f for f in result.findings if f.rule.id == "101-abandonment"]
    period, forces = forces_of(found)
    assert period == MARCH
    assert [name for name, _ in forces] == [*(f"Force {n:02}" for n in range(10)), "Ahead"]
    assert forces[-1][1] == Counts(Fraction(45), Fraction(1000))
    (one,) = add_funnels(result, ["101-abandonment"]).funnels
    assert (len(one.forces), one.left_out) == (11, 5)
    assert "5 forces are not drawn: no sure counts for that period." in page_of(result).words()


@pytest.mark.parametrize(
    ("count", "figure", "said"),
    [
        (9, "40 of 1000", "and 9 have them for March 2026."),
        (1, "40 of 1000", "and 1 has them for March 2026."),
        (10, "4.1%", "and none has them."),
    ],
)
def test_too_few_forces_are_refused(count: int, figure: str, said: str, checked: Checker) -> None:
    result = checked(*(returned(f"Force {n}", figure) for n in range(count)))
    with pytest.raises(InvalidValue) as refused:
        add_funnels(result, ["101-abandonment"])
    assert str(refused.value) == (
        "--funnel 101-abandonment takes 10 forces or more with counts for one period, "
        f"{said} Give the returns of more forces, with counts (41 of 1000), or leave --funnel out."
    )


def page_of(result: Result) -> Html:
    return Html(REPORTS["html"](add_funnels(result, ["101-abandonment"]), Page()))


def chart_on(page: Html) -> tuple[list[str], list[str]]:
    """What the chart says of itself, and the words in it."""
    (chart,) = [one for one in page.all("svg") if "funnel/" in one.get("aria-labelledby", "")]
    assert chart.get("role") == "img"
    assert [local(one) for one in chart][:2] == ["title", "desc"]
    texts = [words_of(one) for one in chart if local(one) == "text"]
    return [words_of(one) for one in list(chart)[:2]], texts


def test_the_page_names_method_peers_and_those_beyond(checked: Checker) -> None:
    pairs = [(500 + 5 * n, 10_000) for n in range(19)] + [(2_000, 10_000), (20, 10_000), (0, 60)]
    page = page_of(checked(*many(pairs)))
    words = page.words()
    (title, described), texts = chart_on(page)
    assert title.endswith("March 2026: 2 of 22 forces are beyond the 99.8% limits of this funnel")
    assert "highest Force 19 20.0% (2,000 of 10,000); lowest Force 21 0% (0 of 60)" in described
    assert "2 beyond the 99.8% limits." in described
    assert (
        "Note: beyond the 99.8% limits of this funnel, by its number: 1 Force 19 20.0% (2,000 of "
        "10,000), above; 2 Force 20 0.20% (20 of 10,000), below."
    ) in words
    assert "Peer group: the 22 forces in this run with sure counts for March 2026." in words
    assert re.search(r"phi = \d+\.\d\d, so the limits are \d\.\d\d times as wide as chance", words)
    assert "Spiegelhalter 2005, multiplicative over-dispersion" in words
    assert "The limits are rough for Force 21: fewer than 5 cases" in words
    assert "does not say whether a standard is met" in words
    assert "outlier" not in words.casefold()
    assert {"1", "2", "mean", "0", "10,000"} <= set(texts)
    assert [texts.count(name) for name in ("95%", "99.8%")] == [2, 2]


def test_marks_differ_by_shape(checked: Checker) -> None:
    pairs = [*simulated(3, 0.008), (8_000, 40_000), (20, 40_000)]
    result = add_funnels(checked(*many(pairs)), ["101-abandonment"])
    reached = [one.reach for one in result.funnels[0].forces]
    assert set(reached) == set(Reach)
    page = page_of(result)
    (chart,) = [one for one in page.all("svg") if "funnel/" in one.get("aria-labelledby", "")]
    marks = [one for one in chart if [local(child) for child in one] == ["title"]]
    assert len(marks) == len(pairs)
    shapes = {
        "round": [one for one in marks if local(one) == "circle"],
        "diamond": [one for one in marks if "m0-6l6 6" in one.get("d", "")],
        "up": [one for one in marks if "m0-7l7 12" in one.get("d", "")],
        "down": [one for one in marks if "m0 7l7-12" in one.get("d", "")],
    }
    found = {name: len(ones) for name, ones in shapes.items()}
    assert found["round"] == reached.count(Reach.WITHIN)
    assert found["diamond"] == reached.count(Reach.BETWEEN)
    assert found["up"] + found["down"] == reached.count(Reach.BEYOND)
    assert min(found.values()) > 0
    lines = [one for one in chart if local(one) == "polyline"]
    assert [bool(one.get("stroke-dasharray")) for one in lines] == [True, True, False, False]


@pytest.mark.every_day(1)
@pytest.mark.parametrize("part", [0, 1000])
def test_shares_that_are_all_nothing_or_all_are_drawn(part: int, checked: Checker) -> None:
    page = page_of(checked(*many([(part, 1000)] * 10)))
    assert "Note: every force is within the 99.8% limits of this funnel." in page.words()
    assert "phi = 0.00, so the limits are those of chance alone." in page.words()


def test_names_in_a_funnel_stay_text(checked: Checker) -> None:
    forces = many([(500 + n, 10_000) for n in range(19)])
    forces.append(returned('"><script>alert(1)</script>', confirmed(9000, 10_000)))
    page = page_of(checked(*forces))
    assert not page.all("script")
    assert '1 "><script>alert(1)</script> 90.0% (9,000 of 10,000), above.' in page.words()


BY_GRADE = "attendance-in-time-by-grade"


@pytest.fixture
def ten_files(tmp_path: Path) -> list[str]:
    for n, text in enumerate(many(TEN)):
        (tmp_path / f"{n}.yaml").write_text(f"period: 2026-03\n{text}\n", "utf-8")
    return [f"{n}.yaml" for n in range(len(TEN))]


def test_nothing_but_the_page_changes(
    ten_files: list[str], peelcheck: Command, tmp_path: Path
) -> None:
    asked = ("-o", "asked.html", "--funnel", "101-abandonment", "--funnel", "101-abandonment")
    runs = [
        peelcheck(*ten_files, "--today", "2026-05-01", "-o", f"{name}.json", *more)
        for name, more in (("plain", ("-o", "plain.html")), ("asked", asked))
    ]
    assert runs[0].returncode == runs[1].returncode
    assert runs[0].stdout == runs[1].stdout
    told = [json.loads((tmp_path / f"{one}.json").read_text("utf-8")) for one in ("plain", "asked")]
    assert told[0]["findings"] == told[1]["findings"]
    plain, with_it = ((tmp_path / f"{n}.html").read_text("utf-8") for n in ("plain", "asked"))
    assert "unnel" not in plain
    assert with_it.count('id="funnel/101-abandonment-t"') == 1


@pytest.mark.parametrize(
    ("rule", "more", "said"),
    [
        ("101-abandonment", (), "--funnel draws on the HTML report. Add -o report.html."),
        (
            "101-abandonmint",
            ("-o", "r.html"),
            "--funnel 101-abandonmint: there is no such rule. Did you mean 101-abandonment?",
        ),
        *(
            (
                rule,
                ("-o", "r.html"),
                f"--funnel {rule}: its figure is not one share of a force. A funnel compares "
                "shares, such as that of 101-abandonment.",
            )
            for rule in ("offender-manager-caseload", "crime-allocation", BY_GRADE)
        ),
    ],
)
def test_it_says_what_is_wrong(
    rule: str,
    more: tuple[str, ...],
    said: str,
    ten_files: list[str],
    peelcheck: Command,
    tmp_path: Path,
) -> None:
    run = peelcheck(*ten_files, "--funnel", rule, *more)
    assert run.returncode == 2
    assert said in even(run.stderr)
    assert not (tmp_path / "r.html").exists()
