"""The report on Norfolk, read by hand: what the rules must find in it, and that nothing is lost."""

from __future__ import annotations

import pytest

from conftest import ROOT, TODAY
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.model.registers import Afi, Register
from peelcheck.model.rules import Rule, Standing
from peelcheck.reports.reason_words import all_in_words, words_of

FORCE = "Norfolk Constabulary"


@pytest.fixture(scope="module")
def norfolk(rules: Rulebook) -> Result:
    file = ROOT / "examples" / "norfolk-2024" / "data.yaml"
    return check(rules, [load_return(file, rules)], today=TODAY)


@pytest.fixture(scope="module")
def register(rules: Rulebook) -> Register:
    (found,) = rules.registers.values()
    return found


OF_LAW = (
    "bail-at-most-three-months",
    "complainant-updated-in-time",
    "complaint-outcome-told-in-time",
    "detention-at-most-24-hours",
    "dvpo-length-of-14-to-28-days",
    "first-detention-review-in-time",
    "foi-requests-answered-in-time",
    "later-detention-reviews-in-time",
    "protection-notice-heard-within-48-hours",
    "section-136-at-most-24-hours",
    "subject-access-answered-in-time",
)
OUTSIDE_THE_LAW = (
    "crime-recorded-within-24-hours",
    "neighbourhood-queries-in-time",
    "victim-referred-in-time",
    "victim-told-in-time",
)
OF_A_FUNCTION = (*OF_LAW, *OUTSIDE_THE_LAW, "101-answered-in-time")
"""The published standards of one police function, which no AFI of Norfolk's is about."""

# Written by hand from the report of 23 September 2024, AFI by AFI. A row is a rule, what must come
# of it, the AFIs it concerns, and the number it rests on.
ROWS = [
    # 1: 8,341 recorded where 8,929 more were expected; no pass mark. 8.5% against 5.3% of
    # residents; no pass mark. 8.1% injured, average 5.1%: an average is no limit.
    ("use-of-force-recorded", "note", [1], "8,341 of 17,270 (48.3%)"),
    ("use-of-force-change", "note", [1], "+8.5%"),
    ("use-of-force-ethnicity", "note", [1], "1.58 to 1.63 (8.5% for 5.3%)"),
    ("use-of-force-injuries", "note", [1], "8.1%"),
    # 2, 3: all are to be trained; the report counts nobody.
    ("mosovo-digital-tools-training", "not supplied", [2], None),
    ("sergeants-leadership-course", "not supplied", [3], None),
    # 4: no number.
    ("demand-causes-addressed", "not supplied", [4], None),
    ("failure-demand-share", "not supplied", [4], None),
    # 5: 49 of 82 cases in the force's own time; no share was set, so each case counts.
    ("response-within-attendance-time", "breach", [5], "49 of 82 (59.8%)"),
    ("attendance-in-time-by-grade", "not supplied", [5], None),
    ("attendance-in-time-final-grade", "not supplied", [5], None),
    # 6: 21.9%, guidance is lower than 5%.
    ("101-abandonment", "breach", [6], "21.9%"),
    # 7: no number.
    ("crime-allocation", "not supplied", [7], None),
    ("complex-investigations-accredited", "not supplied", [7], None),
    ("crime-allocation-in-time", "not supplied", [7], None),
    # 8: 14.7% of 51,115, the highest of all forces: no limit, and never a breach.
    ("brought-to-justice", "note", [8], "14.7% of 51,115 crimes"),
    # 9: 0.3% of 11,427; no rate was set. Nothing by risk level.
    ("dvpo-applications", "note", [9], "0.3% of 11,427 crimes"),
    ("dvpo-applications-by-risk-level", "not supplied", [9], None),
    # 10: no number.
    ("standard-risk-second-assessment", "not supplied", [10], None),
    ("standard-risk-audit", "not supplied", [10], None),
    ("repeat-victims-reviewed", "not supplied", [10], None),
    # 11: 162 to 268 waiting; no ceiling was set.
    ("safeguarding-backlog", "note", [11], "162 to 268"),
    # 12: 63 to 1, at most 50; 26%, lower than 20%. No caseload of one manager.
    ("offender-manager-caseload", "breach", [12], "63:1"),
    ("offender-manager-largest-caseload", "not supplied", [12], None),
    ("high-risk-share", "breach", [12], "26%"),
    # No AFI of Norfolk's: 999 calls, and what was proposed in 2026.
    ("999-answered-within-10-seconds", "not supplied", [], None),
    ("national-response-times", "not supplied", [], None),
    # Functions of which the report says nothing.
    *((rule, "not supplied", [], None) for rule in OF_A_FUNCTION),
]


def test_each_finding_is_the_one_read_by_hand(norfolk: Result) -> None:
    found = {
        f.rule.id: (f.rule.id, str(f.outcome), [ref.number for ref in f.afis])
        for f in norfolk.findings
    }
    assert sorted(found.values()) == sorted(row[:3] for row in ROWS)


@pytest.mark.parametrize(("rule", "number"), [(row[0], row[3]) for row in ROWS if row[3]])
def test_each_finding_rests_on_the_number_of_the_report(
    rule: str, number: str, norfolk: Result
) -> None:
    (finding,) = (f for f in norfolk.findings if f.rule.id == rule)
    assert all_in_words(finding.reasons).startswith(number)


@pytest.mark.parametrize(
    ("rule", "far_off"),
    [
        ("response-within-attendance-time", "33 late of the 82 examined"),
        ("101-abandonment", "16.9 points over"),
        ("offender-manager-caseload", "13 over"),
        ("high-risk-share", "6 points over"),
    ],
)
def test_how_far_off_each_missed_standard_is(rule: str, far_off: str, norfolk: Result) -> None:
    (finding,) = (f for f in norfolk.findings if f.rule.id == rule)
    assert [words_of(distance.reason) for distance in finding.distance] == [far_off]


def test_what_the_numbers_of_each_afi_say(norfolk: Result) -> None:
    (force,) = norfolk.forces
    assert {state.number: str(state.numbers) for state in force.afis} == {
        1: "numbers cannot settle it",
        2: "no figure given",
        3: "no figure given",
        4: "numbers cannot settle it",
        5: "missed",
        6: "missed",
        7: "no figure given",
        8: "numbers cannot settle it",
        9: "numbers cannot settle it",
        10: "no figure given",
        11: "numbers cannot settle it",
        12: "missed",
    }
    assert {state.status for state in force.afis} == {"open"}


# The register

TITLES_SPEAK_OF = [
    "force", "digital tools", "supervisors", "demand", "times", "101", "crimes", "outcomes",
    "protective orders", "domestic abuse", "safeguarding hub", "offender manager",
]  # fmt: skip


def test_the_register_holds_the_twelve_afis_in_the_order_of_the_report(register: Register) -> None:
    assert [afi.number for afi in register.afis] == list(range(1, 13))
    for afi, words in zip(register.afis, TITLES_SPEAK_OF, strict=True):
        assert words in afi.title


def test_each_afi_has_a_watcher_or_a_reason(register: Register, rules: Rulebook) -> None:
    for afi in register.afis:
        assert bool(afi.watched_by) is not bool(afi.not_watched_because), afi.id
        assert set(afi.watched_by) <= set(rules.rules), afi.id


def test_each_rule_but_the_two_of_no_afi_watches_one(register: Register, rules: Rulebook) -> None:
    watching = {rule for afi in register.afis for rule in afi.watched_by}
    assert set(rules.rules) - watching == {
        "999-answered-within-10-seconds",
        "national-response-times",
        *OF_A_FUNCTION,
    }


OBSERVED = [
    (1, "8,341"),
    (1, "+8.5%"),
    (1, "8,929"),
    (1, "8.5%"),
    (1, "5.3%"),
    (1, "8.1%"),
    (1, "5.1%"),
    (5, "49 of 82"),
    (6, "21.9%"),
    (8, "51,115"),
    (8, "14.7%"),
    (9, "11,427"),
    (9, "0.3%"),
    (11, "around 400"),
    (11, "162 to 268"),
    (11, "up to 500"),
    (12, "63:1"),
    (12, "26%"),
    (12, "50"),
]


def afi(register: Register, number: int) -> Afi:
    return register.afis[number - 1]


@pytest.mark.parametrize(("number", "value"), OBSERVED)
def test_each_number_of_the_report_is_in_the_register(
    number: int, value: str, register: Register
) -> None:
    assert value in [observed.value for observed in afi(register, number).observed]


@pytest.mark.parametrize(("number", "limit"), [(6, "5%"), (12, "at most 50"), (12, "20%")])
def test_each_limit_of_the_report_is_in_what_is_asked(
    number: int, limit: str, register: Register
) -> None:
    assert limit in afi(register, number).asks


@pytest.mark.parametrize(
    ("number", "value", "period"),
    [
        (1, "8,341", "year ending 2023-03-31"),
        (1, "+8.5%", "year ending 2023-03-31"),
        (6, "21.9%", "year ending 2024-03-31"),
        (8, "51,115", "year ending 2023-12-31"),
        (9, "11,427", "year ending 2023-09-30"),
        (11, "around 400", "2020/21"),
    ],
)
def test_each_number_of_the_report_has_its_period(
    number: int, value: str, period: str, register: Register
) -> None:
    (observed,) = (o for o in afi(register, number).observed if o.value == value)
    assert observed.period == period


def test_the_two_numbers_that_look_alike_are_two(register: Register) -> None:
    change, share = (
        next(o for o in afi(register, 1).observed if o.value == value)
        for value in ("+8.5%", "8.5%")
    )
    assert "change" in change.what
    assert "ethnic minority" in share.what
    assert "another thing" in share.note


@pytest.mark.parametrize(
    ("number", "value", "words"),
    [
        (1, "8,929", "estimate"),
        (1, "5.1%", "not said"),
        (8, "14.7%", "highest of all forces"),
        (11, "up to 500", "no direction"),
        (12, "50", "restored"),
    ],
)
def test_what_is_doubtful_about_a_number_stands_beside_it(
    number: int, value: str, words: str, register: Register
) -> None:
    (observed,) = (o for o in afi(register, number).observed if o.value == value)
    assert words in f"{observed.what} {observed.note}".lower()


def test_the_example_gives_the_numbers_of_the_report_and_no_others(rules: Rulebook) -> None:
    """All but the average, which is no force's own, the limit, and the highest value, a note."""
    given = load_return(ROOT / "examples" / "norfolk-2024" / "data.yaml", rules)
    assert given.force == FORCE
    written = sorted(g.amount.text for g in given.reported if g.amount)
    assert written == sorted(
        value for _, value in OBSERVED if value not in ("50", "5.1%", "up to 500")
    )
    assert len(given.reported) == len(written)
    (backlog,) = (g for g in given.reported if g.amount and g.amount.text == "162 to 268")
    assert "500" in backlog.note


# The rule files

SHIPPED = sorted(path.stem for path in (ROOT / "rules" / "standards").glob("*.yaml"))
JUDGING = (Standing.LAW, Standing.GUIDANCE, Standing.OWN_TARGET, Standing.COVERAGE)


@pytest.fixture(params=SHIPPED)
def rule(request: pytest.FixtureRequest, rules: Rulebook) -> Rule:
    return rules.rules[request.param]


def test_each_rule_says_why_and_where_it_is_from(rule: Rule) -> None:
    assert len(rule.why.split()) >= 5
    assert len(rule.source.split()) >= 4
    assert len(rule.to_meet_it.split()) >= 5


def test_each_rule_that_judges_has_an_example_on_either_side(rule: Rule) -> None:
    outcomes = {str(example.outcome) for example in rule.examples}
    judges = rule.standing in JUDGING and not rule.proposed
    if judges:
        assert {"met", "breach"} <= outcomes
    else:
        assert not {"met", "breach"} & outcomes


@pytest.mark.parametrize(
    ("standing", "named"),
    [
        (
            Standing.GUIDANCE,
            {
                "101-abandonment",
                "999-answered-within-10-seconds",
                "high-risk-share",
                "national-response-times",
                "offender-manager-caseload",
                "offender-manager-largest-caseload",
                *OUTSIDE_THE_LAW,
            },
        ),
        (Standing.LAW, set(OF_LAW)),
        (Standing.COVERAGE, {"mosovo-digital-tools-training", "sergeants-leadership-course"}),
        (Standing.BENCHMARK, {"use-of-force-injuries"}),
        (Standing.STATEMENT, {"crime-allocation", "demand-causes-addressed"}),
    ],
)
def test_only_what_somebody_outside_states_is_held_as_their_limit(
    standing: Standing, named: set[str], rules: Rulebook
) -> None:
    assert {r.id for r in rules.rules.values() if r.standing is standing} == named


def test_what_nobody_set_has_no_limit(rules: Rulebook) -> None:
    for rule in rules.rules.values():
        if rule.standing in (Standing.WATCH, Standing.STATEMENT):
            assert rule.requirements == (), rule.id


def test_the_number_the_report_lost_is_said_to_be_restored(rules: Rulebook) -> None:
    restored = {r.id for r in rules.rules.values() if str(r.stated_as) == "restored"}
    assert restored == {"offender-manager-caseload", "offender-manager-largest-caseload"}
    for name in restored:
        assert "inferred from other inspectorate publications" in rules.rules[name].restored
        assert "a caseload of more than offenders" in rules.rules[name].gap


def test_each_file_of_standards_is_a_rule(rules: Rulebook) -> None:
    assert sorted(rules.rules) == SHIPPED
    assert len(SHIPPED) == len(ROWS)
