"""Breaches that are accepted for a while: what holds, what does no longer, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Checker, Command
from peelcheck import Outcome, ProblemsFound, Result, Rulebook
from peelcheck.judging.exceptions import is_no_worse, with_exceptions
from peelcheck.judging.gate import gate
from peelcheck.model.amounts import Amount, Form, Interval, exact_amount
from peelcheck.model.comparisons import Comparison
from peelcheck.model.gates import Exit, GateRules
from peelcheck.model.rules import Bound
from peelcheck.pipeline.baseline_and_exceptions import apply_exceptions, read_exception_files
from peelcheck.reports.reason_words import all_in_words
from reporting import entry

TODAY = date(2026, 4, 10)
RATE = "calls_101_abandonment_rate"
HELD = "{rule: 101-abandonment, reason: two posts advertised, owner: head of contact%s}"


@pytest.fixture
def accept(tmp_path: Path, rules: Rulebook) -> Callable[..., Result]:
    """A result with the exceptions of a file, written as flow mappings one a line."""

    def run(result: Result, *exceptions: str) -> Result:
        file = tmp_path / "exceptions.yaml"
        file.write_text("exceptions:\n" + "".join(f"  - {one}\n" for one in exceptions), "utf-8")
        return apply_exceptions(result, read_exception_files([file], rules, result.today))

    return run


def one(checked: Checker, figure: str, rule: str = "101-abandonment", day: date = TODAY) -> Result:
    text = f"period: 2026-03\nfigures:\n  {figure}\n"
    return checked(text, only=[rule], today=day)


def held(result: Result) -> tuple[bool | None, str, int]:
    (finding,) = result.findings
    code = int(gate(result, GateRules()).exit)
    if finding.exception is None:
        return None, "", code
    return finding.exception.holds, all_in_words(finding.exception.reasons), code


@pytest.mark.parametrize(
    ("figure", "more", "holds", "because", "code"),
    [
        (f"{RATE}: 6%", ", expires: 2026-06-30", True, "", 0),
        (f"{RATE}: 6%", ", expires: 2026-04-10", True, "", 0),
        (f"{RATE}: 6%", ", expires: April 2026", True, "", 0),
        (f"{RATE}: 6%", ", expires: 2026-04", True, "", 0),
        (f"{RATE}: 6%", ", expires: 2026-03", False, "it ended on 31 March 2026", 1),
        (f"{RATE}: 6%", ", expires: 2026-04-09", False, "it ended on 9 April 2026", 1),
        (f"{RATE}: 6%", ", expires: 2026-06-30, no_worse_than: 6.5%", True, "", 0),
        (  # 6% may be 6.5%
            f"{RATE}: 6%",
            ", expires: 2026-06-30, no_worse_than: 6%",
            False,
            "it may be worse than 6%",
            1,
        ),
        (  # an estimate proves no more here than it does for "met"
            f"{RATE}: {{value: 60 of 1000, estimated: yes, source: us}}",
            ", expires: 2026-06-30, no_worse_than: 7%",
            False,
            "it may be worse than 7%: it is an estimate",
            1,
        ),
        (  # a sample: 8.7% to 38.5%
            f"{RATE}: {{value: 40 of 200, sample: yes}}",
            ", expires: 2026-06-30, no_worse_than: 20%",
            False,
            "it may be worse than 20%",
            1,
        ),
        (
            f"{RATE}: {{value: 40 of 200, sample: yes}}",
            ", expires: 2026-06-30, no_worse_than: 30%",
            True,
            "",
            0,
        ),
        (
            f"{RATE}: 70.0%",
            ", expires: 2026-06-30, no_worse_than: 80%",
            False,
            "it may be worse than 80%: 70.0% is not usual for calls_101_abandonment_rate "
            "(1% to 60%)",
            1,
        ),
        (
            f"{RATE}: 6.1%",
            ", expires: 2026-06-30, no_worse_than: 6%",
            False,
            "it is worse than 6%",
            1,
        ),
        (f"{RATE}: 60 of 1000", ", expires: 2026-06-30, no_worse_than: 6%", True, "", 0),
        (
            f"{RATE}: 61 of 1000",
            ", expires: 2026-06-30, no_worse_than: 6%",
            False,
            "it is worse than 6%",
            1,
        ),
        (f"{RATE}: 5.5% to 6%", ", expires: 2026-06-30, no_worse_than: 6%", True, "", 0),
        (
            f"{RATE}: 5.5% to 6.5%",
            ", expires: 2026-06-30, no_worse_than: 6%",
            False,
            "it may be worse than 6%",
            1,
        ),
        (
            f"{RATE}: over 5%",
            ", expires: 2026-06-30, no_worse_than: 6%",
            False,
            "it may be worse than 6%",
            1,
        ),
        (f"{RATE}: 6%", ", expires: 2026-06-30, force: Anytown Police", True, "", 0),
        (f"{RATE}: 6%", ", expires: 2026-06-30, force: Suffolk", None, "", 1),
        (f"{RATE}: 3% to 6%", ", expires: 2026-06-30", None, "", 3),
        (f"{RATE}: 4%", ", expires: 2026-06-30", None, "", 0),
    ],
)
def test_what_is_accepted(
    checked: Checker,
    accept: Callable[..., Result],
    figure: str,
    more: str,
    holds: bool | None,
    because: str,
    code: int,
) -> None:
    result = accept(one(checked, figure), HELD % more)
    assert held(result) == (holds, because, code)


def test_the_day_after_the_last_the_gate_fails_again(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    codes = {}
    for day in (date(2026, 6, 30), date(2026, 7, 1)):
        result = accept(one(checked, f"{RATE}: 6%", day=day), HELD % ", expires: 2026-06-30")
        codes[day.isoformat()] = int(gate(result, GateRules()).exit)
    assert codes == {"2026-06-30": 0, "2026-07-01": 1}


def test_where_higher_is_better_no_worse_is_no_lower(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    rule = "999-answered-within-10-seconds"
    exception = f"{{rule: {rule}, reason: r, owner: o, expires: 2026-06-30, no_worse_than: 85%}}"
    told = [
        held(accept(one(checked, f"calls_999_within_10s_rate: {value}", rule), exception))[:2]
        for value in ("85 of 100", "84 of 100", "84% to 86%")
    ]
    assert told == [
        (True, ""),
        (False, "it is worse than 85%"),
        (False, "it may be worse than 85%"),
    ]


@pytest.mark.parametrize(
    ("value", "worst", "because"),
    [
        ("6 of 100", "5%", ""),
        ("4 of 100", "5%", "it is worse than 5%"),
        ("30 of 100", "5%", "it covers at least 10%, but not at most 20%"),
        ("30 of 100", "35%", ""),
        ("40 of 100", "35%", "it is worse than 35%"),
        ("4 of 100", "35%", "it covers at most 20%, but not at least 10%"),
    ],
)
def test_at_one_end_of_a_range_nothing_is_accepted_at_the_other(
    checked: Checker, value: str, worst: str, because: str
) -> None:
    (finding,) = one(checked, f"{RATE}: {value}").findings
    assert finding.limit is not None
    location = finding.rule.location
    low = Bound(Comparison.AT_LEAST, "10%", Fraction(1, 10), location)
    high = Bound(Comparison.AT_MOST, "20%", Fraction(1, 5), location)
    limit = finding.limit._replace(bounds=(low, high))
    missed = finding._replace(outcome=Outcome.BREACH, limit=limit)
    exact = exact_amount(worst, Fraction(worst.rstrip("%")) / 100)
    accepted = entry("101-abandonment")._replace(no_worse_than=exact)
    result = one(checked, f"{RATE}: {value}")
    force = result.forces[0]._replace(findings=(missed,))
    marked = with_exceptions(result._replace(forces=(force,)), [accepted])
    exception = marked.findings[0].exception
    assert exception is not None
    assert (exception.holds, all_in_words(exception.reasons)) == (not because, because)


def test_of_two_exceptions_the_one_that_holds_counts(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    ended, renewed = (HELD % f", expires: {day}" for day in ("2026-03-31", "2026-06-30"))
    assert held(accept(one(checked, f"{RATE}: 6%"), ended, renewed)) == (True, "", 0)


def test_an_accepted_breach_stays_a_breach(checked: Checker, accept: Callable[..., Result]) -> None:
    result = accept(one(checked, f"{RATE}: 6%"), HELD % ", expires: 2026-06-30")
    assert [(f.outcome.value, f.is_accepted) for f in result.findings] == [("breach", True)]
    assert gate(result, GateRules(required=["101-abandonment"])).exit is Exit.GREEN


DISTRICTS = (
    "incidents_attended_in_time_rate: {by: {grade: {A: 80 of 100, B: 85 of 100, C: 95 of 100}}, "
    "complete: yes}"
)
BY_GRADE = "{rule: attendance-in-time-by-grade, reason: r, owner: o, expires: 2026-06-30%s}"
TARGET = "targets:\n  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: plan}\n"


@pytest.fixture
def by_grade(checked: Checker) -> Result:
    text = f"period: 2026-03\nfigures:\n  {DISTRICTS}\n{TARGET}"
    return checked(text, only=["attendance-in-time-by-grade"], today=TODAY)


@pytest.mark.parametrize(
    ("exceptions", "holds", "because"),
    [
        ([BY_GRADE % ""], True, ""),
        ([BY_GRADE % ", scope: A"], False, "it does not cover B"),
        ([BY_GRADE % ", scope: A", BY_GRADE % ", scope: B"], True, ""),
        (
            [BY_GRADE % ", scope: A, no_worse_than: 82%", BY_GRADE % ", scope: B"],
            False,
            "it is worse than 82%",
        ),
        ([BY_GRADE % ", scope: C"], False, "it does not cover A"),
    ],
)
def test_of_a_standard_for_each_every_part_that_misses_must_be_accepted(
    by_grade: Result,
    accept: Callable[..., Result],
    exceptions: list[str],
    holds: bool,
    because: str,
) -> None:
    assert held(accept(by_grade, *exceptions))[:2] == (holds, because)


@pytest.mark.parametrize(
    ("targets", "entry", "because"),
    [
        ("A: 90%", ", no_worse_than: 80%", ""),
        ("A: 90%", ", scope: A, no_worse_than: 80%", ""),
        ("A: 90%, B: 60%", ", no_worse_than: 80%", ""),
        ("A: 90%, B: 60%", ", scope: A", ""),
        ("A: 90%, B: 70%", ", no_worse_than: 80%", "it is worse than 80%"),
        ("A: 90%, B: 70%", ", scope: A", "it does not cover B"),
        ("A: 90%", ", no_worse_than: 88%", "it is worse than 88%"),
    ],
)
def test_a_part_that_meets_its_own_target_or_has_none_needs_no_exception(
    checked: Checker, accept: Callable[..., Result], targets: str, entry: str, because: str
) -> None:
    figures = "{complete: yes, by: {grade: {A: 85 of 100, B: 65 of 100}}}"
    text = f"figures: {{incidents_attended_in_time_rate: {figures}}}\n"
    text += f"targets: {{attendance_share: {{{targets}}}}}\n"
    result = checked(text, only=["attendance-in-time-by-grade"], today=TODAY)
    assert held(accept(result, BY_GRADE % entry))[:2] == (not because, because)


def test_a_breach_of_which_no_part_misses_is_accepted_by_no_scope_and_not_below_the_worst(
    by_grade: Result,
) -> None:
    (force,), (finding,) = by_grade.forces, by_grade.findings
    own = entry("attendance-in-time-by-grade")
    worst = own._replace(no_worse_than=exact_amount("82%", Fraction(82, 100)))
    met = tuple(part._replace(outcome=Outcome.MET) for part in finding.parts)
    for changed, accepted, because in (
        (finding._replace(parts=met), worst, "it is worse than 82%"),
        (finding._replace(parts=met), own._replace(scope="A"), "it does not cover B"),
        (
            finding._replace(parts=(), figure=None),
            own._replace(scope="A"),
            "it does not cover the others",
        ),
    ):
        result = by_grade._replace(forces=(force._replace(findings=(changed,)),))
        assert held(with_exceptions(result, [accepted]))[:2] == (False, because)


def graded(checked: Checker, grades: str, sample: str = "") -> Result:
    figure = (
        f"incidents_attended_in_time_rate: {{{sample}by: {{grade: {{{grades}}}}}, complete: yes}}"
    )
    text = f"period: 2026-03\nfigures:\n  {figure}\n{TARGET}"
    return checked(text, only=["attendance-in-time-by-grade"], today=TODAY)


@pytest.mark.parametrize(
    ("grades", "exceptions", "holds", "because"),
    [
        ("A: 80 of 100, B: 85% to 95%", [", scope: A"], False, "it does not cover B"),
        ("A: 80 of 100, B: 85% to 95%", [", scope: A", ", scope: B"], True, ""),
        ("A: 80 of 100, B: 85% to 95%", [", no_worse_than: 80%"], True, ""),
        (
            "A: 80 of 100, B: 70% to 95%",
            [", no_worse_than: 75%"],
            False,
            "it may be worse than 75%",
        ),
        (
            "A: 80 of 100, B: not available",
            [", no_worse_than: 75%"],
            False,
            "it may be worse than 75%",
        ),
    ],
)
def test_a_part_that_cannot_be_told_may_be_the_worst(
    checked: Checker,
    accept: Callable[..., Result],
    grades: str,
    exceptions: list[str],
    holds: bool,
    because: str,
) -> None:
    result = graded(checked, grades)
    assert held(accept(result, *(BY_GRADE % more for more in exceptions)))[:2] == (holds, because)


def test_parts_of_a_sample_are_as_bad_as_chance_leaves_open(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    told = []
    for grades in ("A: 800 of 1000", "A: 80 of 100", "A: 800 of 1000, B: 85%"):
        result = graded(checked, grades, sample="sample: yes, ")
        told.append(held(accept(result, BY_GRADE % ", no_worse_than: 75%"))[:2])
    unsure = (False, "it may be worse than 75%")
    assert told == [(True, ""), unsure, unsure]


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ("B: 41 of 50", ""),
        ("B: 41 of 50}}, complete: yes, sample: yes", "it may be worse than 80%"),
        (
            "B: 41 of 50}}, complete: yes, estimated: yes, source: us",
            "it may be worse than 80%: it is an estimate",
        ),
        (
            "B: exactly 0.9%",
            "it is worse than 80%",
        ),
    ],
)
def test_a_part_is_as_sure_as_it_is_itself_and_not_as_the_worst_is(
    checked: Checker, accept: Callable[..., Result], other: str, because: str
) -> None:
    """Grade A misses it and is wholly counted; grade B is what may be worse than is accepted."""
    ending = "" if "complete" in other else "}}, complete: yes"
    values = (
        f"[{{by: {{grade: {{A: 85 of 100}}}}, complete: yes}}, {{by: {{grade: {{{other}{ending}}}]"
    )
    figure = f"incidents_attended_in_time_rate: {values}\ntargets: {{attendance_share: 90%}}"
    result = one(checked, figure, "attendance-in-time-by-grade")
    accepted = accept(result, BY_GRADE % ", no_worse_than: 80%")
    assert held(accepted)[:2] == (not because, because)


def test_for_a_grade_that_meets_it_it_is_not_needed(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    result = accept(graded(checked, "A: 80 of 100, B: 95 of 100"), BY_GRADE % ", scope: B")
    assert str(result.warnings[-1]).endswith(
        "attendance-in-time-by-grade is met for B, so this exception is not needed. Take it out."
    )
    assert held(result) == (False, "it does not cover A", 1)


def refused(accept: Callable[..., Result], result: Result, *exceptions: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        accept(result, *exceptions)
    return [str(problem).rsplit("exceptions.yaml:", 1)[1] for problem in found.value.problems]


@pytest.mark.parametrize(
    ("exception", "problem"),
    [
        (
            "{rule: 101-abandonmnt, reason: r, owner: o, expires: 2026-06-30}",
            "2:12: 101-abandonmnt is not a rule this tool knows. Did you mean 101-abandonment?",
        ),
        (
            "{rule: use-of-force-injuries, reason: r, owner: o, expires: 2026-06-30}",
            "2:12: use-of-force-injuries is only shown and never missed, so nothing is to be "
            "accepted. Take it out.",
        ),
        (
            HELD % ", expires: 2026-06-30, scope: North",
            "2:104: 101-abandonment is judged for the whole force. Take scope: out.",
        ),
        (
            HELD % ", expires: 2026",
            "2:92: 2026 is a year, and an exception lasts until a day. Write it as in 2026-12-31.",
        ),
        (
            HELD % ", expires: 2027-04-11",
            "2:92: This is more than 12 months from 2026-04-10. Write 2027-04-10 or an earlier "
            "day, and look again then.",
        ),
        (
            HELD % ", expires: soon",
            "2:92: soon is not a day as it is written here. Write it as in 2024-03-31.",
        ),
        (
            HELD % "",
            "2:6: expires is missing from an exception. Write a day, as in 2026-06-30.",
        ),
        (
            "{rule: 101-abandonment, owner: o, expires: 2026-06-30}",
            "2:6: reason is missing from an exception. Say in a sentence why.",
        ),
        (
            HELD % ", expires: 2026-06-30, no_worse_than: 6",
            "2:119: 6 is not a percentage. Write 6%, or both counts as in 12 of 345.",
        ),
    ],
)
def test_what_is_refused(
    checked: Checker, accept: Callable[..., Result], exception: str, problem: str
) -> None:
    assert refused(accept, one(checked, f"{RATE}: 6%"), exception) == [problem]


def test_a_scope_that_was_not_judged_is_refused(
    by_grade: Result, accept: Callable[..., Result]
) -> None:
    assert refused(accept, by_grade, BY_GRADE % ", scope: D") == [
        "2:6: attendance-in-time-by-grade was not judged for D. Known are A, B and C."
    ]


def test_a_person_has_no_name_here(checked: Checker, accept: Callable[..., Result]) -> None:
    rule = "offender-manager-largest-caseload"
    result = one(
        checked, "offenders_of_manager: {by: {manager: {M1: 58, M2: 40}}, complete: yes}", rule
    )
    whole = f"{{rule: {rule}, reason: r, owner: o, expires: 2026-06-30%s}}"
    assert held(accept(result, whole % ", no_worse_than: 60"))[:2] == (True, "")
    assert refused(accept, result, whole % ", scope: M1") == [
        f"2:6: {rule} was not judged for M1. It counts people, who have no names here. Take "
        "scope: out."
    ]


def test_for_a_standard_that_is_met_it_is_not_needed(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    result = accept(one(checked, f"{RATE}: 4%"), HELD % ", expires: 2026-06-30")
    assert str(result.warnings[-1]).endswith(
        "exceptions.yaml:2:6: 101-abandonment is met, so this exception is not needed. Take it out."
    )


@pytest.mark.parametrize(
    ("force", "remark"),
    [
        (
            "Anytown Polcie",
            "No return is of Anytown Polcie, so this exception is for nothing. Did you mean "
            "Anytown Police?",
        ),
        ("Utopia", "No return is of Utopia, so this exception is for nothing. Check the name."),
        ("Kent Police", ""),
        ("anytown police", ""),
    ],
)
def test_for_a_force_that_is_none_it_is_told(
    checked: Checker, accept: Callable[..., Result], force: str, remark: str
) -> None:
    accepted = HELD % f", expires: 2026-06-30, force: {force}"
    result = accept(one(checked, f"{RATE}: 6%"), accepted)
    said = [str(w).partition(": ")[2] for w in result.warnings if "exception" in str(w)]
    assert said == ([remark] if remark else [])


def test_several_files_and_a_file_that_is_none(
    checked: Checker, rules: Rulebook, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text("exceptions: 5\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_exception_files([tmp_path / "a.yaml", tmp_path / "b.yaml"], rules, TODAY)
    assert [problem.location.file.rsplit("/", 1)[1] for problem in found.value.problems] == [
        "a.yaml",
        "b.yaml",
    ]


def test_on_a_leap_day_twelve_months_are_to_the_eve(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    leap = date(2028, 2, 29)
    exceptions = [HELD % f", expires: {day}" for day in ("2029-02-28", "2029-03-01")]
    assert held(accept(one(checked, f"{RATE}: 6%", day=leap), exceptions[0]))[0] is True
    assert len(refused(accept, one(checked, f"{RATE}: 6%", day=leap), exceptions[1])) == 1


def test_as_people_see_it(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        f"force: Anytown Police\nperiod: 2026-03\nfigures:\n  {RATE}: 6%\n", encoding="utf-8"
    )
    (tmp_path / "exceptions.yaml").write_text(
        f"exceptions:\n  - {HELD % ', expires: 2026-06-30, ticket: CC-7'}\n", encoding="utf-8"
    )
    options = ("--exceptions", "exceptions.yaml", "--today", "2026-04-10")
    run = peelcheck("data.yaml", *options)
    assert run.returncode == 0
    assert "misses the only standard" in run.stdout
    assert "accepted until 30 June 2026" in run.stdout
    assert "Owner: head of contact. Two posts advertised. CC-7" in " ".join(run.stdout.split())
    assert run.stdout.endswith("Gate: passes.\n")
    report = json.loads(peelcheck("data.yaml", *options, "--format", "json").stdout)
    (finding,) = [f for f in report["findings"] if f["outcome"] == "breach"]
    assert finding["excepted"]["holds"] is True


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 40), st.integers(0, 40))
def test_a_wider_range_is_never_better_accepted(
    worst: int, low: int, width: int, wider: int
) -> None:
    def accepted(first: int, last: int, *, upper: bool) -> bool:
        span = Interval(Fraction(first), Fraction(last))
        return is_no_worse(span, exact_amount("", Fraction(worst)), upper=upper)

    for upper in (False, True):
        if accepted(low - wider, low + width + wider, upper=upper):
            assert accepted(low, low + width, upper=upper)


def test_what_has_no_worst_or_no_amount_is_not_sure_to_be_within_it(
    checked: Checker, accept: Callable[..., Result]
) -> None:
    some, every = exact_amount("5%", Fraction(5, 100)), Interval(Fraction(0), Fraction(1))
    assert not is_no_worse(some.span, Amount("0% to 100%", Form.RANGE, every), upper=True)
    assert not is_no_worse(Interval(Fraction(0), None), some, upper=True)
    result = one(checked, f"{RATE}: 6%")
    (force,) = result.forces
    bare = force._replace(findings=(force.findings[0]._replace(figure=None),))
    accepted = accept(
        result._replace(forces=(bare,)), HELD % ", expires: 2026-06-30, no_worse_than: 7%"
    )
    assert held(accepted) == (False, "it may be worse than 7%", 1)


NO_EXCEPTIONS = [
    *("", "\n\n", "# none yet\n", "---\n", "exceptions:\n", "exceptions: []\n", "exceptions: [ ]"),
    *("\ufeffexceptions: []", "exceptions: []  # none\n", "exceptions: {}", "exceptions: null"),
]


@pytest.mark.parametrize("text", NO_EXCEPTIONS)
def test_a_file_without_exceptions_accepts_nothing(
    rules: Rulebook, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text(text, "utf-8")
    assert read_exception_files([file], rules, TODAY) == ()


def test_a_folder_is_no_file_of_exceptions(rules: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="This is a folder"):
        read_exception_files([tmp_path], rules, TODAY)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"exceptions": []}'])
def test_a_json_file_without_exceptions_accepts_nothing(
    rules: Rulebook, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "exceptions.json"
    file.write_text(text, "utf-8")
    assert read_exception_files([file], rules, TODAY) == ()
