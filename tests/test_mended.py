"""What was once wrong: each row is a figure or a file that was taken for something it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import TODAY, Checker, Command
from peelcheck import Finding, Outcome, ProblemsFound, Result, Rulebook, check, load_return
from peelcheck.errors import InvalidValue
from peelcheck.figures.tiling import tiled
from peelcheck.model.amounts import Counts, counted_amount
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.results import AfiNumbers
from peelcheck.pipeline.names import find_afi
from peelcheck.reading.periods import read_period
from peelcheck.reports import BY
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences, words_of

MET, BREACH, NOTE = Outcome.MET, Outcome.BREACH, Outcome.NOTE
CANNOT_TELL, NOT_SUPPLIED = Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED
NOT_APPLICABLE = Outcome.NOT_APPLICABLE

ATTENDANCE = "response-within-attendance-time"
BY_GRADE = "attendance-in-time-by-grade"
LARGEST = "offender-manager-largest-caseload"
CASELOAD, SHARE = "offender-manager-caseload", "high-risk-share"
CALLS, JUSTICE = "101-abandonment", "brought-to-justice"
INJURIES, APPLICATIONS = "use-of-force-injuries", "dvpo-applications"
BY_RISK, AUDIT = "dvpo-applications-by-risk-level", "standard-risk-audit"
TARGET = "{attendance_share: 90%}"


def found(checked: Checker, rule: str, figures: str, **options: object) -> Finding:
    """The finding of one rule for figures written on one line, `; ` between them."""
    text = "figures:\n" + "".join(f"  {line}\n" for line in figures.split("; "))
    text += "".join(f"{name}: {value}\n" for name, value in options.items())
    (finding,) = checked(text, only=[rule]).findings
    return finding


def broken_down(figure: str, *breakdowns: tuple[str, str]) -> str:
    """A figure by one or more scope kinds, each said to be complete."""
    given = [f"{{by: {{{kind}: {{{labels}}}}}, complete: yes}}" for kind, labels in breakdowns]
    every = ", ".join(given)
    return f"{figure}: [{every}]"


# Stocks of twelve months are no stock of a year

MONTHS = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]


def twelve(figure: str, value: str) -> str:
    values = ", ".join(f"{{value: {value}, period: {month}}}" for month in MONTHS)
    return f"{figure}: [{values}]"


@pytest.mark.parametrize(
    ("rule", "figure", "value", "outcome", "streak"),
    [
        (CASELOAD, "offenders_per_offender_manager", '"1,197 for 19"', BREACH, "Met in 0 of 12"),
        (CASELOAD, "offenders_per_offender_manager", "exactly 950 for 19", MET, "Met in 12 of 12"),
        (SHARE, "high_risk_share", "100 of 1000", MET, "Met in 12 of 12"),
        (SHARE, "high_risk_share", "200 of 1000", BREACH, "Met in 0 of 12"),
    ],
)
def test_stocks_are_never_summed_to_a_year(
    checked: Checker, rule: str, figure: str, value: str, outcome: Outcome, streak: str
) -> None:
    finding = found(checked, rule, twelve(figure, value))
    assert (finding.outcome, finding.year) == (outcome, None)
    assert sentences(finding.remarks)[-1] == f"{streak} months."
    assert "from twelve months" not in " ".join(sentences(finding.remarks))


def test_a_ratio_of_shares_has_no_counts_to_be_summed_to_a_year(rules: Rulebook) -> None:
    """Twelve times 2% for 1%, say, are no 24% for 12%: shares of unlike months do not add up."""
    newest_first = [
        FigureValue(
            "use_of_force_ethnicity_ratio", read_period(month), None,
            counted_amount("", Fraction(1, 50), Fraction(1, 100)), Known.WORKED_OUT, (),
        )
        for month in reversed(MONTHS)
    ]  # fmt: skip
    year = read_period("year ending 2026-03-31")
    together = tiled(year, newest_first, rules.dictionary)
    assert (together.amount.counts, together.amount.span.low) == (None, 2)
    of_counts = [v._replace(name="calls_101_abandonment_rate") for v in newest_first]
    assert tiled(year, of_counts, rules.dictionary).amount.counts == Counts(
        Fraction(12, 50), Fraction(12, 100)
    )


def test_what_happens_in_a_month_is_still_summed_to_a_year(checked: Checker) -> None:
    finding = found(checked, ATTENDANCE, twelve("incidents_attended_in_time_rate", "9 of 10"))
    assert finding.year is not None
    assert all_in_words(finding.year.reasons) == "108 of 120 (90.0%) is not every case"


# Breakdowns that do not name the same parts

DUE, IN_TIME = "incidents_to_attend", "incidents_attended_in_time"
NOT_THE_SAME = f"the breakdowns of {DUE} and {IN_TIME} do not name the same parts"


@pytest.mark.parametrize(
    ("due", "in_time"),
    [
        (("grade", "A: 100, B: 100"), ("grade", "A: 95")),
        (("grade", "A: 100"), ("grade", "A: 50, B: 45")),
        (("grade", "A: 100, B: 100"), ("grade", "A: 95, C: 95")),
        (("district", "North: 100, South: 100"), ("grade", "A: 95, B: 95")),
        (("grade", "A: 100, B: 100"), ("grade", "a: 95, B: 95")),
    ],
)
def test_breakdowns_of_other_parts_are_not_divided(
    checked: Checker, due: tuple[str, str], in_time: tuple[str, str]
) -> None:
    for figures in (
        f"{broken_down(DUE, due)}; {broken_down(IN_TIME, in_time)}",
        f"{broken_down(IN_TIME, in_time)}; {broken_down(DUE, due)}",
    ):
        finding = found(checked, ATTENDANCE, figures, targets=TARGET)
        assert (finding.outcome, finding.distance) == (CANNOT_TELL, ())
        assert all_in_words(finding.reasons).endswith("do not name the same parts")
        assert {DUE, IN_TIME} <= set(re.findall(r"\w+", all_in_words(finding.reasons)))
        assert finding.figure is not None
        assert finding.figure.amount is None


def test_a_count_of_the_whole_force_needs_no_parts_to_be_divided(checked: Checker) -> None:
    figures = f"{DUE}: 200; {broken_down(IN_TIME, ('grade', 'A: 95, B: 95'))}"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        MET,
        "190 of 200 (95.0%) is at least 90%",
    )


# Two breakdowns that contradict each other

BY_DISTRICT, BY_GRADES = ("district", "North: 125, South: 125"), ("grade", "A: 100, B: 100")
ADDS_UP = f"{DUE} adds up to 250 or 200, by district and grade"


@pytest.mark.parametrize(
    ("in_time", "outcome", "may_be"),
    [
        ("100", BREACH, "100 of 250 or 200 (40% to 50%) is not at least 90%"),
        ("190", CANNOT_TELL, "190 of 250 or 200 may be 76% to 95%"),
        ("200", CANNOT_TELL, "200 of 250 or 200 may be 80% to 100%"),
    ],
)
def test_two_breakdowns_that_contradict_each_other_span_both(
    checked: Checker, in_time: str, outcome: Outcome, may_be: str
) -> None:
    figures = f"{broken_down(DUE, BY_DISTRICT, BY_GRADES)}; {IN_TIME}: {in_time}"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert finding.outcome is outcome
    assert may_be in all_in_words(finding.reasons)
    assert finding.figure is not None
    assert each_in_words(finding.figure.disputes) == (ADDS_UP,)


def test_what_is_met_at_either_of_two_sums_is_met_and_the_contradiction_is_told(
    checked: Checker,
) -> None:
    figures = f"{broken_down(DUE, BY_DISTRICT, BY_GRADES)}; {IN_TIME}: 190"
    finding = found(checked, ATTENDANCE, figures, targets="{attendance_share: 70%}")
    assert finding.outcome is MET
    assert f"{ADDS_UP[:1].upper()}{ADDS_UP[1:]}." in sentences(
        finding.remarks
    ) or f"{ADDS_UP}." in sentences(finding.remarks)


def test_the_contradiction_is_told_beside_a_breach(checked: Checker) -> None:
    figures = f"{broken_down(DUE, BY_DISTRICT, BY_GRADES)}; {IN_TIME}: 100"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert f"{ADDS_UP}." in sentences(finding.remarks)
    assert [words_of(one.reason) for one in finding.distance] == ["at least 40 points short"]


def test_two_breakdowns_that_agree_are_one_number(checked: Checker) -> None:
    other = ("district", "North: 150, South: 50")
    figures = f"{broken_down(DUE, other, BY_GRADES)}; {IN_TIME}: 190"
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        MET,
        "190 of 200 (95.0%) is at least 90%",
    )


# Profiles and registers of other forces

Files = Callable[..., Result]


@pytest.fixture
def files(rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Check `data.yaml` beside the other files that are named, with `__` for the dot."""
    monkeypatch.chdir(tmp_path)

    def run(data: str, *, only: list[str] | None = None, **others: str) -> Result:
        Path("data.yaml").write_text(data, encoding="utf-8")
        for name, text in others.items():
            Path(name.replace("__", ".")).write_text(text, encoding="utf-8")
        return check(rules, [load_return("data.yaml", rules)], only=only, today=TODAY)

    return run


def told(files: Files, data: str, **others: str) -> list[str]:
    """The faults, as a person reads them."""
    with pytest.raises(ProblemsFound) as refused:
        files(data, **others)
    return [str(problem) for problem in refused.value.problems]


DATA = "period: 2026-03\nprofile: force.yaml\nfigures:\n  high_risk_share: 10%\n"
REGISTER = """\
inspection: PEEL 2023-25
force: {}
published: 2024-09-23
source: made up
afis:
  - title: Answer more calls
    seen: Many gave up.
    asks: Have fewer give up.
    status: open
    status_on: 2024-09-23
    watched_by: [101-abandonment]
"""


@pytest.mark.parametrize("other", ["Suffolk Constabulary", "Anytown Constabulary"])
def test_a_register_of_another_force_is_a_fault_at_its_name(files: Files, other: str) -> None:
    profile = "force: Anytown Police\nregisters: [own.yaml, brought.yaml]\n"
    own, brought = REGISTER.format("Anytown Police"), REGISTER.format(other)
    assert told(files, DATA, force__yaml=profile, own__yaml=own, brought__yaml=brought) == [
        f"force.yaml:2:23: This register is of {other}, and the profile of Anytown Police. Bring "
        "only the force's own registers."
    ]


@pytest.mark.parametrize("name", ["anytown police", "ANYTOWN POLICE", "Anytown  Police"])
def test_a_register_of_the_force_in_other_capitals_is_its_own(files: Files, name: str) -> None:
    profile = "force: Anytown Police\nregisters: [own.yaml]\n"
    (force,) = files(DATA, force__yaml=profile, own__yaml=REGISTER.format(f'"{name}"')).forces
    assert [(state.register, state.number) for state in force.afis] == [("own", 1)]


def test_an_afi_of_another_force_s_register_is_a_fault_in_a_profile(files: Files) -> None:
    profile = "force: Anytown Police\nafis: {norfolk-2023-25/6: {status: closed}}\n"
    assert told(files, DATA, force__yaml=profile) == [
        "force.yaml:2:8: norfolk-2023-25/6 is not an AFI of this force that this tool knows."
    ]


def test_an_afi_of_the_force_s_own_register_is_known(files: Files) -> None:
    profile = "force: norfolk\nafis: {norfolk-2023-25/6: {status: closed}}\n"
    (force,) = files(DATA, force__yaml=profile).forces
    assert [state.status for state in force.afis if state.number == 6] == ["closed"]


@pytest.mark.parametrize(
    ("profile", "problem"),
    [
        (None, "data.yaml:2:10: There is no file force.yaml beside this one. Check the name."),
        (
            "force: Anytown Police\nabuot: {has_switchboard: yes}\n",
            "force.yaml:2:1: abuot is not a part of a profile. Did you mean about?",
        ),
        (
            "about: {has_switchboard: yes}\n",
            "force.yaml:1:1: force is missing from a profile. ",
        ),
        (
            "force: Anytown Police\nforce: Suffolk\n",
            "force.yaml:2:1: force is given a second time; line 1 says Anytown Police.",
        ),
    ],
)
def test_a_profile_that_cannot_be_used_is_one_fault(
    files: Files, profile: str | None, problem: str
) -> None:
    others = {} if profile is None else {"force__yaml": profile}
    problems = told(files, DATA, **others)
    assert len(problems) == 1
    assert problems[0].startswith(problem.strip())


def test_a_profile_outside_the_folder_is_one_fault(files: Files) -> None:
    assert told(files, DATA.replace("force.yaml", "../force.yaml")) == [
        "data.yaml:2:10: ../force.yaml lies outside the folder of this file. Put it beside this "
        "file, or in a folder below."
    ]


@pytest.mark.parametrize(
    ("written", "of_profile"),
    [
        ("anytown police", "Anytown Police"),
        ("Anytown Police", "ANYTOWN POLICE"),
        ("Anytown   Police", "Anytown Police"),
        ("norfolk", "NORFOLK CONSTABULARY"),
    ],
)
def test_names_that_differ_in_capitals_agree(files: Files, written: str, of_profile: str) -> None:
    result = files(f"force: {written}\n{DATA}", force__yaml=f"force: {of_profile}\n", only=[SHARE])
    assert [finding.outcome for finding in result.findings] == [MET]


def test_returns_whose_force_differs_in_capitals_are_of_one_force(checked: Checker) -> None:
    texts = [
        f"force: {name}\nperiod: {month}\nfigures:\n  high_risk_share: 10%"
        for name, month in (("Anytown Police", "2026-02"), ("anytown police", "2026-03"))
    ]
    (force,) = checked(*texts, only=[SHARE]).forces
    assert len(force.findings[0].history) == 1


@pytest.mark.parametrize(
    ("data", "location"),
    [
        ("force: Norfork Constabulary\nperiod: 2026-03\n", "1:8"),
        ("period: 2026-03\nforce: Norfork Constabulary\n", "2:8"),
    ],
)
def test_what_is_said_of_an_unknown_force_points_at_its_name(
    peelcheck: Command, tmp_path: Path, data: str, location: str
) -> None:
    text = f"{data}figures: {{high_risk_share: 10%}}\n"
    (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
    said = " ".join(peelcheck("data.yaml", "--today", "2026-11-23").stderr.split())
    assert said.startswith(
        f"data.yaml:{location}: Norfork Constabulary is not one of the 43 forces of England and "
        "Wales. Did you mean Norfolk Constabulary?"
    )


def test_a_force_that_is_like_no_other_is_asked_for_its_usual_name(files: Files) -> None:
    data = "force: Zq\nperiod: 2026-03\nfigures: {high_risk_share: 10%}\n"
    (warning,) = files(data, only=[SHARE]).warnings
    assert warning.fix == "If it is, write its usual name."


# Months in a row


@pytest.mark.parametrize(
    ("months", "streak"),
    [
        (("2026-03", "2026-02", "2025-12", "2025-11"), 2),
        (("2026-03", "2026-01", "2025-12"), 1),
        (("2026-03", "2025-03", "2024-03"), 1),
        (("2026-03", "2026-02", "2026-01", "2025-12"), 4),
        (("2026-03", "2026-02", "at 2026-01-31", "2026-01"), 3),
        (("2026-03", "2026-02", "at 2026-01-31", "2025-12"), 2),
    ],
)
def test_months_met_in_a_row_end_at_a_gap(
    checked: Checker, months: tuple[str, ...], streak: int
) -> None:
    given = ", ".join(f"{{value: 4%, period: {month}}}" for month in months)
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: [{given}]")
    assert finding.months_met_in_a_row == streak
    count = sum(not month.startswith("at") for month in months)
    said = f"Met in {count} of {count} months"
    said += f", the last {streak} in a row." if 1 < streak < count else "."
    assert said in sentences(finding.remarks)


def test_the_page_of_an_afi_counts_no_month_across_a_gap(checked: Checker) -> None:
    values = "[{value: 4%}, {value: 4%, period: 2026-02}, {value: 4%, period: 2025-12}]"
    text = f"force: Norfolk\nfigures:\n  calls_101_abandonment_rate: {values}"
    page = " ".join(BY["afi"](checked(text, only=[CALLS]), Page(120)).split())
    assert "March 2026 meets it, as 2 months in a row do" in page


# Statements

CAUSES = "demand-causes-addressed"
SAID = "says: counted, evidence: a paper, by: head of demand"
ROW = re.compile(r"(?m)^ ?(\d+)  .{29}  (\S+(?: \S+)?)  ")


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ("on: 2025-05-01, until: 2026-05-01", "lapsed"),
        ("on: 2027-01-01, until: 2027-05-01", "lapsed"),
        ("on: 2026-05-01, until: 2026-11-23", "stated"),
    ],
)
def test_a_lapsed_statement_is_lapsed_in_the_list_of_afis(
    checked: Checker, days: str, word: str
) -> None:
    text = f"force: Norfolk\nstatements:\n  {CAUSES}: {{{SAID}, {days}}}"
    shown = BY["afi"](checked(text), Page(80))
    assert dict(ROW.findall(shown))["4"] == word
    first = " ".join(shown.split("\n\n", 1)[0].split())
    assert ("1 has a statement that has lapsed" in first) is (word == "lapsed")
    assert ("1 has a statement alone" in first) is (word == "stated")


# Counts that a share implies


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        # of 100 crimes, 0.25% to 0.35% is no whole number of them
        ("dvpo_application_rate: 0.3%; domestic_abuse_crimes: 100", "0.3%"),
        (
            "dvpo_application_rate: 0.3%; domestic_abuse_crimes: 700",
            "2 of 700 (0.29%)",
        ),
        # a share of a sample is no share of all crimes
        (
            "dvpo_application_rate: {value: 3%, sample: yes}; domestic_abuse_crimes: 1000",
            "3%",
        ),
        ("dvpo_application_rate: 3%; domestic_abuse_crimes: 0", "3% of 0 crimes: 0 applications"),
    ],
)
def test_a_share_implies_a_count_only_where_there_can_be_one(
    checked: Checker, figures: str, shown: str
) -> None:
    finding = found(checked, APPLICATIONS, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (NOTE, shown)


# What is only shown


@pytest.mark.parametrize(
    ("value", "doubt"),
    [
        ("81%", "81% is not usual for use_of_force_injury_rate (0.5% to 40%)."),
        (
            "0.081%",
            "0.081% is not usual for use_of_force_injury_rate (0.5% to 40%); did you mean 8.1%?",
        ),
        ("0 of 3000", "0 of 3,000 (0%) is not usual for use_of_force_injury_rate (0.5% to 40%)."),
    ],
)
def test_a_doubt_is_told_of_what_is_only_shown(checked: Checker, value: str, doubt: str) -> None:
    finding = found(checked, INJURIES, f"use_of_force_injury_rate: {value}")
    assert finding.outcome is NOTE
    assert doubt in sentences(finding.remarks)


def test_a_doubt_is_no_doubt_where_a_reason_is_given(checked: Checker) -> None:
    value = "{value: 81%, unusual: one demonstration}"
    remarks = sentences(found(checked, INJURIES, f"use_of_force_injury_rate: {value}").remarks)
    assert "is not usual" not in " ".join(remarks)
    assert "Not usual, and said to be right: one demonstration." in remarks


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        ("6 of 82", "the two cannot be told apart"),
        ("40 of 82", "33.11 to 54.36 points above, 7.43 to 11.76 times"),
        ("2 of 300", "2.65 to 4.97 points below"),
        ("9%", "a sample whose size is not given cannot be compared"),
    ],
)
def test_a_sample_is_told_from_an_average_only_beyond_chance(
    checked: Checker, value: str, compared: str
) -> None:
    figures = f"use_of_force_injury_rate: {{value: {value}, sample: yes}}"
    finding = found(checked, INJURIES, figures)
    assert finding.outcome is NOTE
    assert all_in_words(finding.reasons).partition("5.1%: ")[2] == compared


def test_the_same_counts_of_everything_are_told_from_the_average(checked: Checker) -> None:
    finding = found(checked, INJURIES, "use_of_force_injury_rate: 6 of 82")
    assert all_in_words(finding.reasons).endswith("2.17 to 2.27 points above, 1.42 to 1.45 times")


@pytest.mark.parametrize(
    ("rule", "figure", "shown"),
    [
        (
            BY_RISK,
            "dvpo_application_rate: {by: {risk_level: {high: 3 of 100, medium: not available}}}",
            "high 3 of 100 (3.00%), medium not given",
        ),
        (
            BY_GRADE,
            "incidents_attended_in_time_rate: {by: {grade: {A: not available, B: 95%}}}",
            "A not given, B 95%",
        ),
    ],
)
def test_a_part_that_is_not_available_is_not_given(
    checked: Checker, rule: str, figure: str, shown: str
) -> None:
    finding = found(checked, rule, figure)
    assert (finding.outcome, all_in_words(finding.reasons)) == (NOTE, shown)


@pytest.mark.parametrize(
    ("rule", "figures", "missing"),
    [
        (AUDIT, "standard_risk_cases: 100", "standard_risk_cases_audited"),
        (AUDIT, "standard_risk_cases_audited: 10", "standard_risk_cases"),
    ],
)
def test_without_an_input_the_input_is_asked_for_and_not_the_target(
    checked: Checker, rule: str, figures: str, missing: str
) -> None:
    finding = found(checked, rule, figures)
    assert (finding.outcome, each_in_words(finding.to_supply)) == (NOT_SUPPLIED, (missing,))
    assert all_in_words(finding.reasons) == f"{missing} is not given"


@pytest.mark.parametrize(
    ("rule", "figures"),
    [
        (JUSTICE, "victim_based_crimes: 0; brought_to_justice: 0"),
        (JUSTICE, "brought_to_justice_rate: 0 of 0"),
        (INJURIES, "use_of_force_recorded: 0; use_of_force_injured: 0"),
        (AUDIT, "standard_risk_cases: 0; standard_risk_cases_audited: 0"),
        (BY_RISK, "dvpo_application_rate: {by: {risk_level: {high: 0 of 0, medium: 0 of 0}}}"),
    ],
)
def test_nothing_of_nothing_is_nothing_to_show(checked: Checker, rule: str, figures: str) -> None:
    finding = found(checked, rule, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_APPLICABLE,
        "both counts are 0: nothing to show",
    )
    assert (each_in_words(finding.to_supply), sentences(finding.remarks)) == ((), ())


# Direction


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (
            "value: 1 of 1",
            "value: 0 of 1",
            "No change beyond chance or rounding since February 2026 (0 of 1 (0%)).",
        ),
        (
            "value: 0 of 1",
            "value: 1 of 1",
            "No change beyond chance or rounding since February 2026 (1 of 1 (100%)).",
        ),
        (
            "value: 90 of 100, sample: yes",
            "value: 10 of 100",
            "One of this and February 2026 (10 of 100 (10.0%)) is a sample: no direction can be "
            "read.",
        ),
        (
            "value: 90 of 100",
            "value: 10 of 100, sample: yes",
            "One of this and February 2026 (10 of 100 (10.0%)) is a sample: no direction can be "
            "read.",
        ),
        (
            "value: 90 of 100, sample: yes",
            "value: 10 of 100, sample: yes",
            "Higher than in February 2026 (10 of 100 (10.0%)).",
        ),
        ("value: 10 of 10", "value: 0 of 10", "Higher than in February 2026 (0 of 10 (0%))."),
    ],
)
def test_a_direction_is_read_only_where_there_is_one(
    checked: Checker, now: str, then: str, said: str
) -> None:
    values = f"[{{{now}}}, {{{then}, period: 2026-02}}]"
    finding = found(checked, JUSTICE, f"brought_to_justice_rate: {values}")
    assert sentences(finding.remarks)[-1] == said


# Parts


def test_ranges_of_parts_stand_in_the_order_of_their_worst_ends(checked: Checker) -> None:
    loads = "{a: 40 to 51, b: 49 to 60, c: over 45, d: 0 to 55}"
    finding = found(checked, LARGEST, f"offenders_of_manager: {{by: {{manager: {loads}}}}}")
    texts = [part.amount.text for part in finding.parts if part.amount]
    assert texts == ["over 45", "49 to 60", "0 to 55", "40 to 51"]
    assert all_in_words(finding.reasons).startswith(
        "4 of 4 managers: at worst over 45 may be at least 46,"
    )


def test_ranges_that_fall_short_stand_in_the_order_of_their_lowest_ends(checked: Checker) -> None:
    labels = "A: 85% to 95%, B: 80% to 99%, C: over 70%, D: up to 92%"
    figures = f"incidents_attended_in_time_rate: {{by: {{grade: {{{labels}}}}}}}"
    finding = found(checked, BY_GRADE, figures, targets=TARGET)
    assert [part.scope for part in finding.parts] == ["D", "C", "B", "A"]


# A number that two registers have


def test_a_number_of_two_registers_names_both(rules: Rulebook) -> None:
    (norfolk,) = rules.registers.values()
    moved = tuple(afi._replace(register="norfolk-2025-27") for afi in norfolk.afis[:3])
    both = [norfolk, norfolk._replace(id="norfolk-2025-27", afis=moved)]
    with pytest.raises(InvalidValue) as refused:
        find_afi("afi/3", both)
    assert refused.value.what == "More than one register has an AFI 3."
    assert refused.value.fix == "Write afi/norfolk-2023-25/3 or afi/norfolk-2025-27/3."
    for register, number in (("norfolk-2023-25", 3), ("norfolk-2025-27", 3)):
        found = find_afi(f"afi/{register}/{number}", both)[1]
        assert (found.register, found.number) == (register, number)
    assert find_afi("afi/4", both)[1].id == "norfolk-2023-25/demand"


def test_a_number_of_two_registers_is_told_at_the_command_line(
    peelcheck: Command, tmp_path: Path
) -> None:
    (tmp_path / "data.yaml").write_text(
        "period: 2026-03\nprofile: force.yaml\nfigures: {high_risk_share: 10%}\n", encoding="utf-8"
    )
    (tmp_path / "force.yaml").write_text("force: Norfolk\nregisters: [own.yaml]\n", "utf-8")
    (tmp_path / "own.yaml").write_text(REGISTER.format("Norfolk Constabulary"), "utf-8")
    done = peelcheck("data.yaml", "--only", "afi/1", "--by", "afi")
    assert (done.returncode, done.stdout) == (2, "")
    assert "afi/norfolk-2023-25/1 or afi/own/1" in " ".join(done.stderr.split())


# A year that is given beside a quarter, or by grade

QUARTER = "[{value: 400 of 10000}, {value: 4000 of 40000, period: 2025/26}]"
BY_GRADE_AND_YEAR = (
    "[{by: {grade: {A: 95 of 100}}, complete: yes}, "
    "{by: {grade: {A: 700 of 1000}}, period: 2025/26, complete: yes}]"
)


@pytest.mark.parametrize(
    ("rule", "period", "figure", "said"),
    [
        (
            CALLS,
            "2026-Q1",
            f"calls_101_abandonment_rate: {QUARTER}",
            "Year ending 31 March 2026: 4,000 of 40,000 (10.0%), a breach, 2,001 fewer abandoned.",
        ),
        (
            BY_GRADE,
            "2026-03",
            f"incidents_attended_in_time_rate: {BY_GRADE_AND_YEAR}",
            "Year ending 31 March 2026: a breach, 1 of 1 grade: at worst grade A, 700 of 1,000 "
            "(70.0%) is not at least 90%.",
        ),
    ],
)
def test_an_afi_is_missed_by_the_year_that_ends_with_a_quarter_or_a_breakdown(
    checked: Checker, rule: str, period: str, figure: str, said: str
) -> None:
    text = f"force: Norfolk\nperiod: {period}\ntargets: {TARGET}\nfigures:\n  {figure}\n"
    (force,) = checked(text, only=[rule]).forces
    (finding,) = force.findings
    assert finding.outcome is MET
    assert sentences(finding.remarks)[-1] == said
    assert "missed over the year" in [str(state.numbers) for state in force.afis]


def test_a_year_of_a_stock_says_nothing_beside_its_newest_day(checked: Checker) -> None:
    values = "[{value: 10%, period: 2026-Q1}, {value: 30%, period: 2025/26}]"
    assert found(checked, SHARE, f"high_risk_share: {values}", period="2026-Q1").year is None


# Parts of which some are not said to be all, or are samples


@pytest.mark.parametrize(
    "of_b",
    ["", ", sample: yes, complete: yes", ", sample: yes"],
)
def test_parts_beside_others_that_cannot_be_added_are_not_the_whole(
    checked: Checker, of_b: str
) -> None:
    """Grade A alone would be 95 of 100, and grade B is given too."""
    figures = "; ".join(
        f"{name}: [{{by: {{grade: {{A: {a}}}}}, complete: yes}}, "
        f"{{by: {{grade: {{B: {b}}}}}{of_b}}}]"
        for name, a, b in ((DUE, 100, 100), (IN_TIME, 95, 10))
    )
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert finding.outcome is NOT_SUPPLIED


def test_a_list_of_parts_is_complete_only_if_every_entry_of_it_is(checked: Checker) -> None:
    parts = "[{by: {grade: {A: 60, B: 35}}, complete: yes}, {by: {district: {N: 10}}}]"
    finding = found(checked, ATTENDANCE, f"{DUE}: 100; {IN_TIME}: {parts}", targets=TARGET)
    assert all_in_words(finding.reasons) == "95 of 100 (95.0%) is at least 90%"


def test_a_year_with_counts_of_its_own_is_not_said_to_be_from_twelve_months(
    checked: Checker,
) -> None:
    figures = (
        "calls_101_offered: [{value: 10000}, {value: 100000, period: 2025/26}]; "
        "calls_101_abandoned: [{value: 400}, {value: 4000, period: 2025/26}]"
    )
    said = "Year ending 31 March 2026: 4,000 of 100,000 (4.00%), met, 999 to spare."
    assert sentences(found(checked, CALLS, figures).remarks)[-1] == said


# One day of what happens every day

ONE_DAY = "{value: 4 of 100, period: at 2026-03-31}"


def test_one_day_does_not_stand_for_the_month_that_ends_with_it(checked: Checker) -> None:
    values = f"[{ONE_DAY}, {{value: 1000 of 10000, period: 2026-03}}]"
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {values}")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        BREACH,
        "1,000 of 10,000 (10.0%) is not below 5%",
    )
    assert sentences(finding.remarks)[-1] == "31 March 2026: 4 of 100 (4.00%), met."


def test_one_day_of_calls_alone_does_not_stand_for_its_month(checked: Checker) -> None:
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {ONE_DAY}")
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons) == (
        "only parts of March 2026 are given: calls_101_abandonment_rate is missing for 1 March "
        "2026 to 30 March 2026"
    )


def test_a_stock_of_a_month_is_that_of_its_last_day(checked: Checker) -> None:
    values = "[{value: 10%, period: at 2026-03-31}, {value: 10%, period: 2026-03}]"
    finding = found(checked, SHARE, f"high_risk_share: {values}")
    assert (finding.outcome, finding.history) == (MET, ())
    with pytest.raises(ProblemsFound, match="for the same period"):
        found(checked, SHARE, f"high_risk_share: {values.replace('10%', '30%', 1)}")


def test_a_sample_beside_a_count_of_all_is_told(checked: Checker) -> None:
    figures = (
        "incidents_attended_in_time_rate: 950 of 1000; "
        f"{DUE}: {{value: 82, sample: yes}}; {IN_TIME}: {{value: 49, sample: yes}}"
    )
    finding = found(checked, ATTENDANCE, figures, targets=TARGET)
    assert all_in_words(finding.reasons) == "950 of 1,000 (95.0%) is at least 90%"
    assert "Note: a sample of the same gives 49 of 82 (59.8%)." in sentences(finding.remarks)


@pytest.mark.parametrize(
    ("grades", "because"),
    [
        ("A: 95 of 100", "the only grade given meets it, but is not said to be all there is"),
        (
            "A: 95 of 100, B: 95 of 100",
            "the 2 grades given meet it, but are not said to be all",
        ),
    ],
)
def test_one_part_alone_is_told_as_one(checked: Checker, grades: str, because: str) -> None:
    figures = f"incidents_attended_in_time_rate: {{by: {{grade: {{{grades}}}}}}}"
    assert all_in_words(found(checked, BY_GRADE, figures, targets=TARGET).reasons) == because


# Periods that hold others


def _months(first: int, values: list[str]) -> str:
    return ", ".join(
        f"{{value: {value}, period: 2026-{month:02}}}" for month, value in enumerate(values, first)
    )


@pytest.mark.parametrize(
    ("values", "quarter", "because"),
    [
        (
            ["650 of 10,000", "650 of 10,000", "400 of 10,000"],
            "1,200 of 30,000",
            "calls_101_abandonment_rate is 1,200 of 30,000 (4.00%) in January to March 2026, and "
            "its 3 months come to 1,700 of 30,000 (5.67%)",
        ),
        (
            ["6.5%", "6.1%", "7.0%"],
            "4.0%",
            "calls_101_abandonment_rate is 4.0% in January to March 2026, and its 3 months come "
            "to 6.05% to 7.05%",
        ),
    ],
)
def test_a_quarter_that_its_months_contradict_is_not_met(
    checked: Checker, values: list[str], quarter: str, because: str
) -> None:
    text = "figures:\n  calls_101_abandonment_rate: "
    text += f"[{_months(1, values)}, {{value: '{quarter}', period: 2026-Q1}}]"
    text = text.replace("value: 650 of 10,000", "value: '650 of 10,000'")
    text = text.replace("value: 400 of 10,000", "value: '400 of 10,000'")
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2026-Q1")).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (CANNOT_TELL, because)


def test_a_year_outside_the_rates_of_its_months_is_not_met(checked: Checker) -> None:
    months = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    values = ", ".join(f"{{value: 6%, period: {month}}}" for month in months)
    text = f"figures:\n  calls_101_abandonment_rate: [{values}, {{value: 4%, period: 2025/26}}]"
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2025/26")).findings
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons).endswith("and its 12 months come to 5.5% to 6.5%")


def test_a_quarter_that_its_months_bear_out_is_met(checked: Checker) -> None:
    text = "figures:\n  calls_101_abandonment_rate: "
    text += f"[{_months(1, ['4.0%', '3.0%', '5.0%'])}, {{value: 4.2%, period: 2026-Q1}}]"
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2026-Q1")).findings
    assert finding.outcome is MET


def test_a_month_has_no_more_calls_than_its_year(checked: Checker) -> None:
    text = (
        "figures:\n  calls_101_offered: [{value: 14974}, {value: 10000, period: 2025/26}]\n"
        "  calls_101_abandoned: [{value: 303}, {value: 10, period: 2025/26, estimated: yes, "
        "source: contact desk}]"
    )
    with pytest.raises(ProblemsFound) as found:
        checked(text)
    assert [problem.what for problem in found.value.problems] == [
        "calls_101_offered is 14974 in March 2026, and only 10000 in year ending 31 March 2026."
    ]


# Breakdowns that are complete twice


_GRADE_A = "{by: {grade: {A: 95 of 100}}, complete: yes}"
_GRADES_AB = "{by: {grade: {A: 95 of 100, B: 700 of 750}}, complete: yes}"


@pytest.mark.parametrize("other", [_GRADES_AB, _GRADES_AB.replace("A: 95 of 100, ", "")])
def test_two_breakdowns_cannot_each_be_complete_and_differ(checked: Checker, other: str) -> None:
    figure = "figures:\n  incidents_attended_in_time_rate: "
    with pytest.raises(ProblemsFound) as found:
        checked(f"{figure}{_GRADE_A}\ntargets: {TARGET}", f"{figure}{other}\ntargets: {TARGET}")
    assert [problem.what for problem in found.value.problems] == [
        "incidents_attended_in_time_rate is given by grade twice for March 2026, each said to be "
        "complete, and the two do not name the same grades."
    ]


def test_entries_of_one_list_are_one_breakdown(checked: Checker) -> None:
    other = "{by: {grade: {B: 700 of 750}}, complete: yes, estimated: yes, source: us}"
    text = f"figures:\n  incidents_attended_in_time_rate: [{_GRADE_A}, {other}]\ntargets: {TARGET}"
    (finding,) = checked(text, only=["attendance-in-time-by-grade"]).findings
    assert len(finding.parts) == 2


def test_a_complete_breakdown_may_be_given_twice(checked: Checker) -> None:
    text = f"figures:\n  incidents_attended_in_time_rate: {_GRADES_AB}\ntargets: {TARGET}"
    (finding,) = checked(text, text, only=["attendance-in-time-by-grade"]).findings
    assert finding.outcome is MET


# The newest word


def test_what_is_older_than_a_letter_that_the_profile_knows_meets_no_afi(
    peelcheck: Command, tmp_path: Path
) -> None:
    profile = (
        "force: Norfolk Constabulary\nafis:\n"
        "  norfolk-2023-25/6: {status: open, on: 2026-06-01, letter: of 1 June 2026}\n"
    )
    data = "profile: p.yaml\nperiod: 2025/26\nfigures: {calls_101_abandonment_rate: 1 of 100}\n"
    (tmp_path / "p.yaml").write_text(profile, encoding="utf-8")
    (tmp_path / "data.yaml").write_text(data, encoding="utf-8")
    options = ("--only", "afi/6", "--today", "2026-11-23")
    assert "Not clear 6" in " ".join(peelcheck("data.yaml", *options).stdout.split())
    said = " ".join(peelcheck("data.yaml", *options, "--by", "afi").stdout.split())
    assert (
        "Speaks against asking year ending 31 March 2026 meets it, but is older than the "
        "inspectorate's word of 1 June 2026 Speaks for asking nothing" in said
    )


def test_the_newest_return_that_states_something_is_heard(checked: Checker) -> None:
    said = "says: done, evidence: paper, by: head, on: 2026-01-01"
    months = [("2026-02", "2027-06-01"), ("2026-03", "2026-06-01")]
    texts = [
        f"period: {month}\nstatements:\n  demand-causes-addressed: {{{said}, until: {until}}}\n"
        for month, until in months
    ]
    (finding,) = checked(*texts, only=["demand-causes-addressed"]).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOT_SUPPLIED,
        "the statement of the head lapsed on 1 June 2026",
    )


# What each manager holds adds up to what all hold


@pytest.mark.parametrize(
    ("offenders", "more", "outcome", "because"),
    [
        (
            "1000",
            "",
            CANNOT_TELL,
            "offenders_of_manager by manager adds up to 81, and offenders is 1000",
        ),
        ("81", "", MET, ""),
        ("around 80", "", MET, ""),
        ("not available", "", MET, ""),
        ("83", ", unusual: two have no manager yet", MET, ""),
        ("{value: 1000, sample: yes}", "", MET, ""),
    ],
)
def test_managers_who_do_not_hold_all_offenders_are_not_all(
    checked: Checker, offenders: str, more: str, outcome: Outcome, because: str
) -> None:
    text = f"figures:\n  offenders: {offenders}\n  offenders_of_manager: "
    text += f"{{by: {{manager: {{a: 40, b: 41}}}}, complete: yes{more}}}"
    (finding,) = checked(text, only=["offender-manager-largest-caseload"]).findings
    assert finding.outcome is outcome
    assert because in all_in_words(finding.reasons)


def test_managers_who_do_not_hold_all_offenders_may_miss_it_all_the_same(checked: Checker) -> None:
    text = "figures:\n  offenders: 1000\n  offenders_of_manager: "
    text += "{by: {manager: {a: 40, b: 51}}, complete: yes}"
    (finding,) = checked(text, only=["offender-manager-largest-caseload"]).findings
    assert finding.outcome is BREACH


@pytest.mark.parametrize(("said", "why"), [("complete: yes", "added up"), ("", "said to be all")])
def test_parts_that_are_said_to_be_all_are_not_told_otherwise(
    checked: Checker, said: str, why: str
) -> None:
    text = (
        "figures:\n  incidents_attended_in_time_rate:\n"
        f"    - {{by: {{grade: {{A: 95 of 100, B: 95 of 100}}}}{', ' if said else ''}{said}}}\n"
        f"    - {{value: 100 of 200, period: 2026-02}}\ntargets: {TARGET}"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert all_in_words(finding.reasons) == (
        f"incidents_attended_in_time_rate is given only in parts, which are not {why}"
    )


# A return that says other than its profile


@pytest.mark.parametrize(
    ("mine", "whole", "told"),
    [
        ("90%", "95%", ["attendance_share is 90% here and 95% at p.yaml:2:11."]),
        ("90%", "90%", []),
        ("90%", "{at_least: 90%}", []),
        (
            "{at_least: 90%, until: 2026-12-31}",
            "90%",
            ["attendance_share is 90% here and 90% at p.yaml:2:11, with other dates."],
        ),
    ],
)
def test_a_target_that_wins_over_the_one_of_the_profile_is_told(
    files: Files, mine: str, whole: str, told: list[str]
) -> None:
    data = "profile: p.yaml\nperiod: 2026-03\nfigures: {incidents_attended_in_time_rate: 92%}\n"
    data += f"targets: {{attendance_share: {mine}}}\n"
    profile = f"force: Kent Police\ntargets: {{attendance_share: {whole}}}\n"
    result = files(data, p__yaml=profile, only=["response-within-attendance-time"])
    assert [finding.outcome for finding in result.findings] == [MET]
    assert [warning.what for warning in result.warnings] == told


def test_a_fact_that_wins_over_the_one_of_the_profile_is_told(files: Files) -> None:
    data = "profile: p.yaml\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 6%}\n"
    data += "about: {has_switchboard: no}\n"
    profile = "force: Kent Police\nabout: {has_switchboard: yes}\n"
    (warning,) = files(data, p__yaml=profile, only=["101-abandonment"]).warnings
    assert warning.what == "has_switchboard is no here and yes in the profile."


def test_one_week_does_not_stand_for_the_quarter_that_ends_with_it(checked: Checker) -> None:
    text = (
        "period: 2026-Q1\nfigures:\n  calls_101_abandonment_rate: [{value: 900 of 10000}, "
        "{value: 450 of 10000, period: 2026-03-25 to 2026-03-31}]"
    )
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert (finding.outcome, finding.period) == (BREACH, read_period("2026-Q1"))


@pytest.mark.parametrize(
    ("month", "week", "told"),
    [
        ("2026-03", "2026-04-01 to 2026-04-07", "later"),
        ("2026-03", "2026-03-28 to 2026-04-03", "later"),
        ("2026-02", "2026-03-25 to 2026-03-31", "later"),
        ("2026-03", "2026-03-01 to 2026-03-07", "earlier"),
        ("2026-02", "2026-04-01 to 2026-04-07", "later"),
        ("year ending 2026-03-31", "2026-04-01 to 2026-04-07", "later"),
        ("2025", "2026-04-01 to 2026-04-07", "later"),
    ],
)
def test_a_week_never_stands_for_the_month_of_the_return(
    checked: Checker, month: str, week: str, told: str
) -> None:
    text = (
        f"period: {month}\nfigures:\n  calls_101_abandonment_rate: [{{value: 900 of 10000}}, "
        f"{{value: 450 of 10000, period: {week}}}]"
    )
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert (finding.outcome, finding.period) == (BREACH, read_period(month))
    periods = finding.later if told == "later" else [f.period for f in finding.history]
    assert list(periods) == [read_period(week)]


def test_a_quarter_of_a_grade_that_its_months_contradict_is_not_met(checked: Checker) -> None:
    grades = "by: {grade: {A: 500 of 1000}}, complete: yes"
    months = ", ".join(f"{{{grades}, period: 2026-0{month}}}" for month in (1, 2, 3))
    quarter = "{by: {grade: {A: 2900 of 3000}}, complete: yes, period: 2026-Q1}"
    text = f"figures:\n  incidents_attended_in_time_rate: [{months}, {quarter}]\ntargets: {TARGET}"
    asked = read_period("2026-Q1")
    (finding,) = checked(text, only=["attendance-in-time-by-grade"], period=asked).findings
    assert finding.outcome is CANNOT_TELL
    assert "and its 3 months come to 1,500 of 3,000 (50.0%)" in all_in_words(finding.reasons)


# What a return of March is about


def test_a_week_that_ends_after_the_month_does_not_stand_for_it(checked: Checker) -> None:
    week = "{value: 15 of 500, period: 2026-03-28 to 2026-04-03}"
    values = f"[{{value: 700 of 10000}}, {week}]"
    finding = found(checked, CALLS, f"calls_101_abandonment_rate: {values}")
    assert (finding.outcome, finding.period) == (BREACH, read_period("2026-03"))
    assert sentences(finding.remarks)[-1] == (
        "Judged for March 2026; a figure for 28 March 2026 to 3 April 2026 is given and it is not "
        "judged."
    )


@pytest.mark.parametrize("week", ["2026-03-28 to 2026-04-03", "2026-03-25 to 2026-03-31"])
def test_a_return_of_a_week_is_judged_by_its_week(checked: Checker, week: str) -> None:
    text = f"period: {week}\nfigures:\n  calls_101_abandonment_rate: "
    text += "[{value: 50 of 500}, {value: 300 of 10000, period: 2026-03}]"
    (finding,) = checked(text, only=[CALLS]).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        BREACH,
        "50 of 500 (10.0%) is not below 5%",
    )


def test_one_day_is_not_the_month_that_is_asked_for(checked: Checker) -> None:
    text = "figures: {calls_101_abandonment_rate: {value: 15 of 500, period: at 2026-03-14}}"
    (finding,) = checked(text, only=[CALLS], period=read_period("2026-03")).findings
    assert finding.outcome is CANNOT_TELL
    assert all_in_words(finding.reasons).endswith(
        "missing for 1 March 2026 to 13 March 2026 and 15 March 2026 to 31 March 2026"
    )


# A year of four quarters


QUARTERS = ["2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2"]


def quarters(*values: str) -> str:
    every = zip(values, QUARTERS, strict=False)
    given = ", ".join(f"{{value: {value}, period: {period}}}" for value, period in every)
    return f"calls_101_abandonment_rate: [{given}]"


def test_four_quarters_of_counts_make_a_year(checked: Checker) -> None:
    figures = quarters("400 of 10000", *["2000 of 10000"] * 3)
    text = f"force: Norfolk Constabulary\nperiod: 2026-Q1\nfigures:\n  {figures}"
    result = checked(text, only=[CALLS])
    (finding,) = result.findings
    assert (finding.outcome, finding.year and finding.year.outcome) == (MET, BREACH)
    assert (
        "Year ending 31 March 2026, from four quarters of counts: 6,400 of 40,000 (16.0%), a "
        "breach, 4,401 fewer abandoned."
    ) in sentences(finding.remarks)
    (afi,) = result.forces[0].afis
    assert afi.numbers is AfiNumbers.MISSED_OVER_YEAR


@pytest.mark.parametrize(
    "figures",
    [
        quarters("400 of 10000", "2000 of 10000", "2000 of 10000"),
        quarters("400 of 10000", *["2000 of 10000"] * 3).replace("2025-Q3", "2024-Q3"),
    ],
)
def test_less_than_four_quarters_of_counts_make_none(checked: Checker, figures: str) -> None:
    assert found(checked, CALLS, figures, period="2026-Q1").year is None


def test_a_year_asked_for_is_made_of_its_quarters(checked: Checker) -> None:
    figures = quarters("400 of 10000", *["2000 of 10000"] * 3)
    text = f"period: 2025/26\nfigures:\n  {figures}"
    (finding,) = checked(text, only=[CALLS], period=read_period("2025/26")).findings
    assert all_in_words(finding.reasons) == "6,400 of 40,000 (16.0%) is not below 5%"


# Parts under two spellings

NO_DIFFERENCE = "capitals, spaces and how an accent is typed make no difference"


@pytest.mark.parametrize("other", ["NORTH", "north", "'North '", "' North'"])
def test_one_district_in_two_spellings_is_not_two(checked: Checker, other: str) -> None:
    districts = f"{{North: 90, {other}: 90, South: 80}}"
    text = f"figures:\n  {IN_TIME}: {{by: {{district: {districts}}}, complete: yes}}\n  {DUE}: 280"
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    (problem,) = refused.value.problems
    label = other.strip("'")
    assert problem.what == f"{label} and North are one district: {NO_DIFFERENCE}."


def test_one_district_whose_accent_is_typed_in_two_ways_is_not_two(checked: Checker) -> None:
    one, two = "Llan\u00ear", "Llane\u0302r"
    districts = f"{{{one}: 90, {two}: 90, South: 80}}"
    text = f"figures:\n  {IN_TIME}: {{by: {{district: {districts}}}, complete: yes}}\n  {DUE}: 280"
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    (problem,) = refused.value.problems
    assert problem.what == f"{two} and {one} are one district: {NO_DIFFERENCE}."


def test_one_manager_in_two_spellings_is_not_named(checked: Checker) -> None:
    text = "figures: {offenders_of_manager: {by: {manager: {Ann: 40, ANN: 9}}, complete: yes}}"
    with pytest.raises(ProblemsFound) as refused:
        checked(text)
    (problem,) = refused.value.problems
    assert problem.what == f"This manager is given above in another spelling: {NO_DIFFERENCE}."


def test_one_district_written_otherwise_next_month_is_no_fault(checked: Checker) -> None:
    values = "{by: {district: {North: 9}}}, {by: {district: {NORTH: 9}}, period: 2026-02}"
    assert checked(f"figures:\n  {IN_TIME}: [{values}]").findings
