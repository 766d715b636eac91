"""Distances: every lever, every doubtful row and both of two bounds, with numbers by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from findings import far
from packs import copy_with_change, finding_of, made_up
from peelcheck import Outcome, Rulebook, check, load_return, load_rules
from peelcheck.judging.distance import distances, spare
from peelcheck.judging.row_reasons import deciding
from peelcheck.model.amounts import Amount, Form, Interval, counted_amount
from peelcheck.model.counted_rows import CountedFrom
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import Distance, LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.row_reasons import RowTally
from peelcheck.model.rules import Bound, Comparison
from peelcheck.reading.amounts import read_amount, read_limit
from peelcheck.reading.periods import read_period
from peelcheck.reports.reason_words import words_of

MET = Outcome.MET
BREACH = Outcome.BREACH
CANNOT_TELL = Outcome.CANNOT_TELL
IN_MARCH = "force: Norfolk Constabulary\nperiod: 2026-03\n"

HERE = Location("x")
ABANDONED = "calls_101_abandonment_rate"
IN_TIME = "incidents_attended_in_time_rate"
CASELOAD = "offenders_per_offender_manager"


def limit_of(words: str, rules: Rulebook, figure: str) -> LimitInForce:
    """`at_least 2% and below 5%`; `every case`."""
    kind = rules.dictionary.figures[figure].kind
    bounds = []
    for one in words.split(" and "):
        name, text = one.split(" ", 1)
        every = text if name == "every" else ""
        value = Fraction(1) if every else read_limit(text, kind)
        bounds.append(Bound(Comparison(name), text, value, HERE, every))
    return LimitInForce(tuple(bounds), None, None)


def value_of(figure: str, amount: Amount, *counted: CountedFrom) -> FigureValue:
    known = Known.COUNTED if counted else Known.STATED
    value = FigureValue(figure, read_period("2026-03"), None, amount, known, (HERE,))
    return value._replace(counted=counted)


def stated(rules: Rulebook, figure: str, text: str) -> FigureValue:
    return value_of(figure, read_amount(text, rules.dictionary.figures[figure].kind))


def texts(found: Sequence[Distance]) -> list[str]:
    return [words_of(one.reason) for one in found]


# Shares counted with rows in doubt: 900 surely in the part, 1,000 surely in the whole

DOUBTFUL = [  # in doubt, the ends of the share, then how far off and how much to spare
    ((20, 0, 0, 0), "900/1020", "920/1020", 645, 49, 48, 186),
    ((0, 40, 0, 0), "900/1040", "900/1000", 640, 50, 49, 172),
    ((0, 0, 100, 0), "900/1000", "1000/1100", 650, 45, 44, 200),
    ((0, 0, 0, 180), "900/1180", "1080/1180", 605, 41, 40, 74),
    ((20, 40, 100, 180), "900/1240", "1200/1300", 590, 35, 34, 32),
]


def in_doubt(doubtful: tuple[int, int, int, int], sure: tuple[int, int]) -> CountedFrom:
    rows = sure[1] + sum(doubtful)
    return CountedFrom("t", "row", "rows", ("a.csv",), rows, (), RowTally(*sure, *doubtful))


@pytest.mark.parametrize(
    ("doubtful", "low", "high", "fewer", "more", "below", "at_least"), DOUBTFUL
)
def test_rows_in_doubt_are_taken_at_their_best_for_a_breach_and_at_their_worst_for_what_is_met(
    rules: Rulebook,
    doubtful: tuple[int, int, int, int],
    low: str,
    high: str,
    fewer: int,
    more: int,
    below: int,
    at_least: int,
) -> None:
    amount = Amount("", Form.RANGE, Interval(Fraction(low), Fraction(high)))
    value = value_of(IN_TIME, amount, in_doubt(doubtful, (900, 1000)))

    def off(words: str) -> list[tuple[object, ...]]:
        found = distances(value, limit_of(words, rules, IN_TIME), rules.dictionary)
        return [(words_of(d.reason), d.lever, d.change) for d in found]

    def left(words: str) -> list[tuple[object, ...]]:
        found = spare(value, limit_of(words, rules, IN_TIME), rules.dictionary)
        return [(words_of(d.reason), d.lever, d.change) for d in found]

    part = "incidents_attended_in_time"
    assert off("at_most 25%") == [(f"at least {fewer} fewer in time", part, -fewer)]
    assert off("at_least 95%") == [(f"at least {more} more in time", part, more)]
    assert left("below 95%") == [(f"{below} to spare", part, below)]
    assert left("at_least 70%") == [(f"{at_least} to spare", part, at_least)]
    both = (f"{min(below, at_least)} to spare", part, min(below, at_least))
    assert left("at_least 70% and below 95%") == [both]


DOUBT = in_doubt((20, 0, 0, 0), (40, 80))  # 40 to 60 of 100
SURE = in_doubt((0, 0, 0, 0), (7, 9))
AROUND_HALF = Interval(Fraction(40, 100), Fraction(60, 100))


@pytest.mark.parametrize(
    ("form", "counted", "off", "left"),
    [
        (Form.RANGE, [DOUBT], "at least 15 fewer abandoned", "4 to spare"),
        (Form.RANGE, [DOUBT, SURE], "at least 15 fewer abandoned", "4 to spare"),
        (Form.RANGE, [DOUBT, DOUBT], "at least 15 points over", "5 points to spare"),
        (Form.RANGE, [SURE], "at least 15 points over", "5 points to spare"),
        (Form.DISPUTED, [DOUBT], "at least 15 points over", None),
    ],
)
def test_only_what_was_counted_once_with_doubts_has_counts_at_its_ends(
    rules: Rulebook, form: Form, counted: list[CountedFrom], off: str, left: str | None
) -> None:
    amount = Amount("", form, AROUND_HALF)
    value = value_of(ABANDONED, amount, *counted)
    too_much, enough = (limit_of(one, rules, ABANDONED) for one in ("at_most 25%", "below 65%"))
    assert texts(distances(value, too_much, rules.dictionary)) == [off]
    assert texts(spare(value, enough, rules.dictionary)) == ([left] if left else [])


@pytest.mark.parametrize(
    ("amount", "counted", "off", "left"),
    [
        (Amount("", Form.RANGE, AROUND_HALF), [DOUBT], "at least 0.15 over", "0.15 to spare"),
        (counted_amount("", Fraction(2, 5), Fraction(1)), [], "0.15 over", "0.35 to spare"),
    ],
)
def test_rows_of_a_share_are_no_rows_of_its_ratio_to_another_share(
    rules: Rulebook, amount: Amount, counted: list[CountedFrom], off: str, left: str
) -> None:
    name = "use_of_force_ethnicity_ratio"
    value = value_of(name, amount, *counted)
    too_much, either, enough = (limit_of(f"at_most 0.{n}", rules, name) for n in (25, 5, 75))
    assert texts(distances(value, too_much, rules.dictionary)) == [off]
    assert deciding(value, either, rules.dictionary) == ()
    assert texts(spare(value, enough, rules.dictionary)) == [left]


# Figures that are stated


@pytest.mark.parametrize(
    ("figure", "text", "limit", "off"),
    [
        (ABANDONED, "exactly 6%", "below 5%", ["1 point over"]),
        ("offenders", "60", "at_most 50", ["10 over"]),
        ("offenders", "60", "below 50", ["11 over"]),
        ("offenders", "60", "above 60", ["1 short"]),
        ("offenders", "under 1", "at_least 5", ["at least 5 short"]),
        (CASELOAD, "exactly 50.12", "at_most 50", ["0.12 over"]),
        (CASELOAD, "exactly 50.125", "at_most 50", ["0.13 over"]),
        (ABANDONED, "3 of 10", "at_most 0%", ["3 fewer abandoned"]),
        (ABANDONED, "3 of 10", "below 0%", []),
        (CASELOAD, "3 for 2", "at_most 0", ["3 fewer offenders"]),
        (CASELOAD, "5 for 2", "at_most 1", ["3 more managers", "3 fewer offenders"]),
        (CASELOAD, "1,000 for 19", "at_most 50", ["1 more manager", "50 fewer offenders"]),
        (CASELOAD, "7 for 10", "at_least 5", ["9 fewer managers", "43 more offenders"]),
        (CASELOAD, "3 for 10", "at_least 5", ["47 more offenders"]),
        (CASELOAD, "51 for 1", "at_least 40 and at_most 50", ["1 fewer offender"]),
        (IN_TIME, "49 of 82", "every incident", ["33 late"]),
    ],
)
def test_how_far_off(rules: Rulebook, figure: str, text: str, limit: str, off: list[str]) -> None:
    value = stated(rules, figure, text)
    assert texts(distances(value, limit_of(limit, rules, figure), rules.dictionary)) == off


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [
        ("2% to 4%", "at_least 2% and below 5%", ["none to spare"]),
        ("3% to 4.5%", "at_least 2% and below 5%", ["0.5 points to spare"]),
        ("2.5% to 4%", "at_least 2% and below 5%", ["0.5 points to spare"]),
        ("30 of 1,000", "at_least 2% and below 5%", ["10 to spare"]),
        ("40 of 1,000", "at_least 2% and below 5%", ["9 to spare"]),
        ("10 of 10", "every case", []),
        ("10 of 10", "every case and at_most 100%", []),
        ("10 of 10", "at_most 100% and every case", []),
    ],
)
def test_what_is_to_spare_is_what_the_nearest_bound_leaves(
    rules: Rulebook, text: str, limit: str, left: list[str]
) -> None:
    value = stated(rules, ABANDONED, text)
    assert texts(spare(value, limit_of(limit, rules, ABANDONED), rules.dictionary)) == left


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ({}, ["33 late", "33 late of the 82 examined", "49 in time of the 82 examined"]),
        (
            {"said_of_the_rest": ""},
            [
                "33 not in time",
                "33 not in time of the 82 examined",
                "49 in time of the 82 examined",
            ],
        ),
        (
            {"said_of_the_rest": "", "said": ""},
            [
                "33 that miss it",
                "33 that miss it of the 82 examined",
                "49 that miss it of the 82 examined",
            ],
        ),
    ],
)
def test_those_that_miss_are_told_in_the_words_that_there_are(
    rules: Rulebook, words: dict[str, str], off: list[str]
) -> None:
    dictionary = with_words(rules, words)
    value = stated(rules, IN_TIME, "49 of 82")
    sample = value._replace(sample=True)
    held = ((value, "every incident"), (sample, "at_least 90%"), (sample, "at_most 10%"))
    found = [distances(one, limit_of(limit, rules, IN_TIME), dictionary) for one, limit in held]
    assert [texts(one) for one in found] == [[one] for one in off]


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ({}, ["15 fewer in time", "1 more in time"]),
        ({"said": ""}, ["15 fewer incidents", "1 more incident"]),
        ({"said": "", "unit": "", "one": ""}, ["15 fewer", "1 more"]),
    ],
)
def test_what_must_change_is_told_in_the_words_that_there_are(
    rules: Rulebook, words: dict[str, str], off: list[str]
) -> None:
    value = stated(rules, IN_TIME, "40 of 100")
    limits = [limit_of(one, rules, IN_TIME) for one in ("at_most 25%", "at_least 41%")]
    found = [distances(value, limit, with_words(rules, words)) for limit in limits]
    assert [texts(one) for one in found] == [[one] for one in off]


def with_words(rules: Rulebook, words: dict[str, str]) -> Dictionary:
    """The dictionary with other words for the incidents that were attended in time."""
    part = rules.dictionary.figures["incidents_attended_in_time"]._replace(**words)
    return rules.dictionary._replace(figures={**rules.dictionary.figures, part.name: part})


# Limits on times, ranges and whole numbers


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("value", "outcome", "distance"),
    [
        ("20 minutes", BREACH, ["5 minutes over"]),
        ("15.5 minutes", BREACH, ["30 seconds over"]),
        ("15 minutes", MET, ["none to spare"]),
        ("840 seconds", MET, ["1 minute to spare"]),
        ("1 hour", BREACH, ["45 minutes over"]),
        ("over 15 minutes", BREACH, ["on the limit or over"]),
        ("under 20 minutes", CANNOT_TELL, []),
    ],
)
def test_a_time_is_told_in_the_largest_unit_that_fits(
    pack: Path, value: str, outcome: Outcome, distance: list[str]
) -> None:
    median = "median_time:\n  means: the time in the middle\n  kind: time\n"
    contact = pack / "figures" / "contact.yaml"
    contact.write_text(contact.read_text("utf-8") + median, "utf-8")
    made_up(
        pack, "median_time", "at_most: 15 minutes", "15 minutes is met", "16 minutes is a breach"
    )
    finding = finding_of(pack, f"median_time: {value}")
    assert (finding.outcome, far(finding)) == (outcome, distance)


@pytest.mark.parametrize(
    "value", ["3 of 10", "{value: 30 of 100, sample: yes}", "{value: 60 of 100, sample: yes}"]
)
def test_a_share_whose_counts_have_no_names_has_no_distance(pack: Path, value: str) -> None:
    name = "resident_ethnic_minority_share"
    made_up(pack, name, "below: 5%", "49 of 1000 is met", "50 of 1000 is a breach")
    finding = finding_of(pack, f"{name}: {value}")
    assert (finding.outcome, finding.distance) == (BREACH, ())


def test_no_number_of_managers_brings_a_caseload_to_nothing(pack: Path) -> None:
    name = "offenders_per_offender_manager"
    made_up(pack, name, "at_most: 0", "0 for 5 is met", "1 for 5 is a breach")
    finding = finding_of(pack, f"{name}: {{value: 38 for 19, unusual: it is made up}}")
    assert (finding.outcome, far(finding)) == (BREACH, ["38 fewer offenders"])


def two_sided(pack: Path) -> Path:
    """The shipped rules with one that must lie between 10% and 20%."""
    file = pack / "standards/high-risk-share.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("  below: 20%\n", "  at_least: 10%\n  at_most: 20%\n")
    head = text[: text.index("examples:")]
    edges = (
        "10 of 100 is met",
        "9 of 100 is a breach",
        "20 of 100 is met",
        "21 of 100 is a breach",
    )
    examples = f"examples: [{', '.join(edges)}]\n"
    file.write_text(head + examples, encoding="utf-8")
    return pack


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("value", "outcome", "distance"),
    [
        ("19 of 100", Outcome.MET, ["1 to spare"]),
        ("20 of 100", Outcome.MET, ["none to spare"]),
        ("11 of 100", Outcome.MET, ["1 to spare"]),
        ("12% to 19%", Outcome.MET, ["1 point to spare"]),
        ("1 of 3", Outcome.BREACH, []),
        ("30 of 100", Outcome.BREACH, ["10 fewer high-risk"]),
        ("5 of 100", Outcome.BREACH, ["5 more high-risk"]),
    ],
)
def test_a_range_is_kept_at_both_ends(
    value: str, outcome: Outcome, distance: list[str], pack: Path
) -> None:
    rules = load_rules(two_sided(pack))
    file = Path("data.yaml")
    file.write_text(f"{IN_MARCH}figures:\n  high_risk_share: {value}\n", encoding="utf-8")
    result = check(rules, [load_return(file, rules)], only=["high-risk-share"])
    (finding,) = result.findings
    assert (finding.outcome, [words_of(d.reason) for d in finding.distance]) == (outcome, distance)


@pytest.mark.parametrize(
    ("loads", "distance"),
    [
        ("A: 49, B: 20", ["none to spare"]),
        ("A: 60, B: 55", ["11 over", "2 of 2 managers over, by 17 offenders in all"]),
    ],
)
def test_a_strict_limit_on_whole_numbers(loads: str, distance: list[str], tmp_path: Path) -> None:
    rule = "offender-manager-largest-caseload"
    folder = copy_with_change(tmp_path, rule, "  at_most: 50\n", "  below: 50\n")
    file = folder / f"standards/{rule}.yaml"
    text = (
        file.read_text(encoding="utf-8")
        .replace("- 50 is met", "- 49 is met")
        .replace("- 51 is", "- 50 is")
    )
    file.write_text(text, encoding="utf-8")
    rules = load_rules(folder)
    data = tmp_path / "data.yaml"
    value = f"{{by: {{manager: {{{loads}}}}}, complete: yes}}"
    data.write_text(f"{IN_MARCH}figures:\n  offenders_of_manager: {value}\n", encoding="utf-8")
    (finding,) = check(rules, [load_return(data, rules)], only=[rule]).findings
    assert [words_of(d.reason) for d in finding.distance] == distance
