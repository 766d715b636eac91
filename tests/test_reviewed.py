"""What a fresh pair of eyes found: each of these was once met, silent or lost."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Checker, Command
from peelcheck import Outcome, ProblemsFound, check, load_return, load_rules, read_period
from peelcheck.judging.gate import gate
from peelcheck.model.findings import AfiNumbers
from peelcheck.model.gates import GateRules
from peelcheck.reports import BY, REPORTS
from peelcheck.reports.layout import Page

NORFOLK = "force: Norfolk Constabulary\nperiod: 2026-03\n"
CASELOADS = (
    "figures:\n  offenders: 1,197\n  offender_managers: exactly 19\n  high_risk_offenders: 100\n"
)


def test_a_part_of_the_rules_of_an_afi_proves_nothing_met(checked: Checker) -> None:
    result = checked(NORFOLK + CASELOADS, only=["high-risk-share"])
    (finding,) = result.findings
    (state,) = result.forces[0].afis
    assert (finding.outcome, state.number, state.numbers) == (Outcome.MET, 12, AfiNumbers.NOT_CLEAR)


def test_a_sum_of_parts_above_its_whole_is_never_met(checked: Checker) -> None:
    text = (
        "figures:\n  incidents_to_attend: {by: {grade: {A: 100, B: 100}}, complete: yes}\n"
        "  incidents_attended_in_time: {value: 300, unusual: busy month}\n"
        "targets: {attendance_share: 90%}\n"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert (finding.outcome, finding.because) == (
        Outcome.CANNOT_TELL,
        "incidents_attended_in_time_rate: 300 is more than the whole it is a part of, 200",
    )


@pytest.mark.parametrize(
    "label",
    [
        *("Total", "all", "Grand Total", "Force total", "TOTAL (all)", "Sub-total", "Force-wide"),
        *("All districts", "Norfolk Constabulary"),
    ],
)
def test_a_total_is_no_part(label: str, checked: Checker) -> None:
    text = f"figures:\n  incidents_attended_in_time: {{by: {{district: {{N: 45, {label}: 45}}}}}}\n"
    with pytest.raises(ProblemsFound, match=f"{re.escape(label)} is a total, not one of the parts"):
        checked(text)


@pytest.mark.parametrize("label", ["All Saints", "Totnes", "Force Valley", "Norfolk"])
def test_a_district_may_have_a_name_like_a_total(label: str, checked: Checker) -> None:
    text = f"figures:\n  incidents_attended_in_time: {{by: {{district: {{N: 45, {label}: 45}}}}}}\n"
    assert checked(text).findings


def test_two_targets_for_one_day_are_a_fault_in_either_order(checked: Checker) -> None:
    one = "figures: {high_risk_share: 3%}\ntargets: {attendance_share: {at_least: 90%, from: 2025}}"
    other = "figures: {offenders: 9}\ntargets: {attendance_share: 85%}"
    for texts in ((one, other), (other, one)):
        with pytest.raises(ProblemsFound, match="Give both their dates"):
            checked(*texts)


def test_a_required_rule_left_out_by_only_is_not_green(checked: Checker) -> None:
    result = checked("figures: {calls_101_abandonment_rate: 4%}", only=["101-abandonment"])
    for required, code in (("101-abandonment", 0), ("999-answered-within-10-seconds", 4)):
        assert gate(result, GateRules(required=[required])).exit == code


@pytest.mark.parametrize("name", ["data.yaml", "months.csv", "force.yaml"])
def test_a_report_never_takes_the_place_of_what_it_was_made_from(
    name: str, peelcheck: Command, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "examples/year-of-months", tmp_path / "year")
    before = (tmp_path / "year" / name).read_bytes()
    run = peelcheck("year/data.yaml", "-o", f"text=year/{name}")
    assert (run.returncode, (tmp_path / "year" / name).read_bytes()) == (2, before)
    assert "would overwrite what is checked" in run.stderr


def test_a_slip_in_the_force_s_name_is_a_fault(checked: Checker) -> None:
    with pytest.raises(ProblemsFound, match=r"Did you mean Norfolk Constabulary\?"):
        checked("force: Norfolk Constabulry\nfigures: {high_risk_share: 3%}")


def test_notes_beside_a_person_stay_in_the_return(checked: Checker) -> None:
    value = "{by: {manager: {Bloggs: 58}}, note: Bloggs is off sick, source: Bloggs herself}"
    result = checked(f"figures: {{offenders_of_manager: {value}}}")
    for render in REPORTS.values():
        assert "58" in render(result, Page())
    for render in (*REPORTS.values(), *BY.values()):
        assert "Bloggs" not in render(result, Page())


def two_sided(folder: Path) -> Path:
    """The shipped rules with one that must lie between 10% and 20%."""
    rules = folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    file = rules / "standards/high-risk-share.yaml"
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
    return rules


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
    value: str, outcome: Outcome, distance: list[str], tmp_path: Path
) -> None:
    rules = load_rules(two_sided(tmp_path))
    file = tmp_path / "data.yaml"
    file.write_text(f"{NORFOLK}figures:\n  high_risk_share: {value}\n", encoding="utf-8")
    result = check(rules, [load_return(file, rules)], only=["high-risk-share"])
    (finding,) = result.findings
    assert (finding.outcome, [d.text for d in finding.distance]) == (outcome, distance)


def test_a_target_that_changed_within_the_period_is_said(checked: Checker) -> None:
    targets = "[{at_least: 90%, until: 2026-03-30}, {at_least: 85%, from: 2026-03-31}]"
    text = "figures: {incidents_attended_in_time_rate: 87 of 100}\n"
    text += f"targets: {{attendance_share: {targets}}}"
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert (
        "The force's target changed from at least 90% to at least 85% on 31 March 2026, within the "
        "period; the stricter, at least 90%, is applied."
    ) in finding.remarks


def test_an_open_end_that_does_not_matter_denies_no_direction(checked: Checker) -> None:
    value = "[{value: over 400, period: at 2026-01-31}, {value: under 100, period: at 2026-03-31}]"
    (finding,) = checked(
        f"figures: {{safeguarding_backlog: {value}}}", only=["safeguarding-backlog"]
    ).findings
    assert finding.remarks[-1] == "Lower than on 31 January 2026 (over 400)."


def test_a_file_that_is_too_large_is_refused(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_bytes(bytes(21_000_000))
    run = peelcheck("data.yaml")
    assert run.returncode == 2
    assert "The file is larger than 20 MB" in run.stderr


def test_another_period_asked_for_is_not_the_year(checked: Checker) -> None:
    value = "[{value: 21.9%, period: year ending 2026-03-31}, {value: 4.5%}]"
    text = f"figures: {{calls_101_abandonment_rate: {value}}}"
    (finding,) = checked(text, only=["101-abandonment"], period=read_period("2026-03")).findings
    assert finding.year is not None
    assert (finding.outcome, finding.year.outcome) == (Outcome.MET, Outcome.BREACH)


def test_months_before_the_limit_was_in_force_leave_no_empty_sentence(checked: Checker) -> None:
    months = ", ".join(f"{{value: 40 of 1000, period: 2018-{m:02}}}" for m in range(1, 13))
    text = f"period: 2018-12\nfigures:\n  calls_101_abandonment_rate: [{months}]\n"
    (finding,) = checked(text, only=["101-abandonment"]).findings
    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert "." not in finding.remarks


def test_the_order_of_two_breakdowns_decides_nothing(checked: Checker) -> None:
    kinds = [
        "{by: {grade: {A: 60, B: not available}}, complete: yes}",
        "{by: {district: {N: 60, S: 40}}, complete: yes}",
    ]
    for first, second in (kinds, kinds[::-1]):
        text = (
            f"figures:\n  incidents_to_attend: [{first}, {second}]\n"
            "  incidents_attended_in_time: 95\ntargets: {attendance_share: 90%}\n"
        )
        (finding,) = checked(text, only=["response-within-attendance-time"]).findings
        assert (finding.outcome, finding.because) == (
            Outcome.MET,
            "95 of 100 (95.0%) is at least 90%",
        )


def test_breakdowns_that_share_one_kind_go_together(checked: Checker) -> None:
    text = (
        "figures:\n  incidents_to_attend:\n"
        "    - {by: {grade: {A: 60, B: 40}}, complete: yes}\n"
        "    - {by: {district: {N: 100}}, complete: yes}\n"
        "  incidents_attended_in_time: {by: {grade: {A: 58, B: 37}}, complete: yes}\n"
        "targets: {attendance_share: 90%}\n"
    )
    (finding,) = checked(text, only=["response-within-attendance-time"]).findings
    assert finding.because == "95 of 100 (95.0%) is at least 90%"


def test_parts_without_a_lever_are_counted(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    figures = rules / "figures/use-of-force.yaml"
    text = figures.read_text(encoding="utf-8").replace(
        "resident_ethnic_minority_share:\n",
        "resident_ethnic_minority_share:\n  broken_down_by: [district]\n",
    )
    figures.write_text(text, encoding="utf-8")
    rule = (rules / "standards/high-risk-share.yaml").read_text(encoding="utf-8")
    rule = rule.replace(
        "figure: high_risk_share", "figure: resident_ethnic_minority_share\nfor_each: district"
    )
    rule = rule[: rule.index("  - given:")]
    (rules / "standards/by-district.yaml").write_text(rule, encoding="utf-8")
    file = tmp_path / "data.yaml"
    value = "{by: {district: {a: 3 of 10, b: 4 of 10}}}"
    file.write_text(f"{NORFOLK}figures:\n  resident_ethnic_minority_share: {value}\n", "utf-8")
    book = load_rules(rules)
    (finding,) = check(book, [load_return(file, book)], only=["by-district"]).findings
    assert (finding.outcome, [d.text for d in finding.distance]) == (
        Outcome.BREACH,
        ["2 of 2 districts over"],
    )


def test_a_slip_in_a_sheet_s_force_is_a_fault(tmp_path: Path) -> None:
    rows = "force,period,figure,value\nNorfolk Constabularly,2026-03,high_risk_share,30%\n"
    (tmp_path / "months.csv").write_text(rows, encoding="utf-8")
    file = tmp_path / "data.yaml"
    file.write_text(f"{NORFOLK}sheets: [months.csv]\n", encoding="utf-8")
    with pytest.raises(
        ProblemsFound, match="Norfolk Constabularly is another force than this return's"
    ):
        load_return(file, load_rules())


def test_a_missing_value_hides_no_other_fault(peelcheck: Command, tmp_path: Path) -> None:
    text = "force: Suffolk\nperiod:\nfigures:\n  calls_101_offered:\n"
    text += "  high_risk_share: 0.2\ntargts: 5\n"
    (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
    errors = peelcheck("data.yaml").stderr
    locations = [line.split(" ")[0] for line in errors.split("\n") if line.startswith("data.yaml:")]
    assert locations == ["data.yaml:2:1:", "data.yaml:4:3:", "data.yaml:5:20:", "data.yaml:6:1:"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("attendance_share", "targets: {attendance_share: 3.5%}"),
        ("has_switchboard", "about: {has_switchboard: yes or no}"),
    ],
)
def test_targets_and_facts_have_a_page(name: str, words: str, peelcheck: Command) -> None:
    assert words in peelcheck("explain", name).stdout


ATTENDANCE = "response-within-attendance-time"
BY_GRADE = "attendance-in-time-by-grade"
TARGET = "targets: {attendance_share: 90%}\n"


def attended(*lines: str) -> str:
    return "figures:\n" + "".join(f"  incidents_{line}\n" for line in lines) + TARGET


@pytest.mark.parametrize(
    ("lines", "because"),
    [
        (  # a stated rate does not make impossible counts good
            (
                "to_attend: 1000",
                "attended_in_time: {by: {grade: {A: 700, B: 600}}, complete: yes}",
                "attended_in_time_rate: 95 of 100",
            ),
            "incidents_attended_in_time_rate: 1,300 is more than the whole it is a part of, 1000",
        ),
        (
            (
                "to_attend: {by: {grade: {A: 100, B: 100}}, complete: yes}",
                "attended_in_time: {by: {grade: {A: 50, C: 50}}, complete: yes}",
                "attended_in_time_rate: 95 of 100",
            ),
            "the breakdowns of incidents_attended_in_time and incidents_to_attend do not name the "
            "same parts; incidents_attended_in_time_rate is 95 of 100 (95.0%), and some of it by "
            "grade comes to 50 of 100 (50.0%)",
        ),
        (  # nor does a whole that is not available
            (
                "to_attend: [{value: not available}, {by: {grade: {A: 1000}}, complete: yes}]",
                "attended_in_time: {by: {grade: {A: 450, B: 460}}, complete: yes}",
            ),
            "the breakdowns of incidents_attended_in_time and incidents_to_attend do not name the "
            "same parts",
        ),
        (  # an older value does not stand for newer parts
            (
                "to_attend: [{value: 100, period: 2026-02}, {by: {district: {N: 100, S: 100}}}]",
                "attended_in_time: [{value: 95, period: 2026-02}, {by: {district: {N: 9, S: 9}}}]",
            ),
            "incidents_attended_in_time_rate is given only in parts, which are not said to be all",
        ),
    ],
)
def test_what_cannot_all_be_right_is_never_met(
    lines: tuple[str, ...], because: str, checked: Checker
) -> None:
    (finding,) = checked(attended(*lines), only=[ATTENDANCE]).findings
    assert (finding.outcome, finding.because) == (Outcome.CANNOT_TELL, because)


def test_samples_of_parts_are_not_added_up(checked: Checker) -> None:
    sample = "complete: yes, sample: yes"
    text = attended(
        f"to_attend: {{by: {{grade: {{A: 400, B: 100}}}}, {sample}}}",
        f"attended_in_time: {{by: {{grade: {{A: 396, B: 70}}}}, {sample}}}",
    )
    (finding,) = checked(text, only=[ATTENDANCE]).findings
    assert finding.outcome is not Outcome.MET


def test_parts_that_do_not_add_up_to_their_whole_are_not_all(checked: Checker) -> None:
    text = attended(
        "to_attend: [{value: 1000}, {by: {grade: {A: 100}}, complete: yes}]",
        "attended_in_time: {by: {grade: {A: 95}}, complete: yes}",
    )
    (finding,) = checked(text, only=[BY_GRADE]).findings
    assert finding.outcome is Outcome.CANNOT_TELL
    assert "incidents_to_attend is given as 1000 and works out as 100" in finding.because


def test_a_part_above_its_whole_is_a_fault(checked: Checker) -> None:
    text = attended("to_attend: [{value: 100}, {by: {grade: {A: 500}}}]")
    with pytest.raises(ProblemsFound, match="incidents_to_attend is 500 here and 100 in all"):
        checked(text)


def months_of_2025(value: str) -> str:
    months = [f"2025-{m:02}" for m in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    return ", ".join(f"{{value: {value}, period: {month}}}" for month in months)


def test_a_year_asked_for_is_held_against_its_months(checked: Checker) -> None:
    year = "{value: 40 of 1000, period: 2025/26}"
    for more, outcome in ((f", {year}", Outcome.CANNOT_TELL), ("", Outcome.BREACH)):
        text = f"figures:\n  calls_101_abandonment_rate: [{months_of_2025('100 of 1000')}{more}]\n"
        (finding,) = checked(text, only=["101-abandonment"], period=read_period("2025/26")).findings
        assert finding.outcome is outcome


def test_an_afi_is_not_met_by_a_figure_older_than_itself(checked: Checker) -> None:
    text = "force: Norfolk Constabulary\nperiod: 2021\n"
    text += "figures:\n  calls_101_abandonment_rate: 40 of 1000\n"
    result = checked(text, only=["101-abandonment"])
    assert [state.numbers for state in result.forces[0].afis] == [AfiNumbers.NOT_CLEAR]
    text = REPORTS["text"](result, Page())
    assert text.startswith("Norfolk Constabulary, 2021, meets the only standard.\n")
    assert "  Not clear  6\n" in text


def changed(folder: Path, rule: str, old: str, new: str) -> Path:
    rules = folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    file = rules / f"standards/{rule}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return rules


@pytest.mark.parametrize(
    ("period", "numbers"),
    [
        ("2025/26", AfiNumbers.NOT_ENOUGH),
        ("2026-03", AfiNumbers.NOT_ENOUGH),
        ("2025-11", AfiNumbers.NOT_ENOUGH),
    ],
)
def test_an_afi_is_not_met_by_a_figure_older_than_the_return(
    period: str, numbers: AfiNumbers, checked: Checker
) -> None:
    text = "force: Norfolk Constabulary\nfigures:\n"
    text += f"  calls_101_abandonment_rate: {{value: 30 of 1000, period: {period}}}"
    (afi,) = checked(text, only=["101-abandonment"]).forces[0].afis
    assert afi.numbers is numbers


def test_an_average_cannot_stand_beside_a_limit(tmp_path: Path) -> None:
    old = "  at_most: {benchmark: use_of_force_injury_rate_average}\n"
    rules = changed(tmp_path, "use-of-force-injuries", old, old + "  at_least: 1%\n")
    with pytest.raises(ProblemsFound, match="An average is compared with, and cannot stand beside"):
        load_rules(rules)


def test_a_proposal_known_to_the_year_gates_nothing(tmp_path: Path) -> None:
    rules = load_rules(
        changed(
            tmp_path,
            "national-response-times",
            "  every: incident\n",
            "  every: incident\n  from: 2026\n",
        )
    )
    file = tmp_path / "data.yaml"
    file.write_text(
        f"{NORFOLK}figures:\n  incidents_attended_in_national_time_rate: 9 of 10\n", "utf-8"
    )
    (finding,) = check(rules, [load_return(file, rules)], only=["national-response-times"]).findings
    assert finding.outcome is Outcome.NOTE


def test_a_renewed_statement_does_not_cancel_the_one_that_holds(checked: Checker) -> None:
    said = "{{says: done, evidence: a paper, by: a head, on: {}, until: {}}}"
    texts = [
        f"statements:\n  crime-allocation: {said.format(on, until)}\n"
        for on, until in (("2026-01-01", "2027-01-01"), ("2026-12-01", "2028-01-01"))
    ]
    (finding,) = checked(*texts, only=["crime-allocation"]).findings
    assert finding.outcome is Outcome.NOTE


def test_a_force_of_which_nothing_was_checked_is_not_green(checked: Checker) -> None:
    one = "force: Suffolk\nfigures: {calls_101_abandonment_rate: 4%}"
    other = "force: Kent\nfigures: {use_of_force_change: +3%}"
    result = checked(one, other)
    assert gate(result, GateRules()).exit == 3


@pytest.mark.parametrize(
    ("loads", "distance"),
    [
        ("A: 49, B: 20", ["none to spare"]),
        ("A: 60, B: 55", ["11 over", "2 of 2 managers over, by 17 offenders in all"]),
    ],
)
def test_a_strict_limit_on_whole_numbers(loads: str, distance: list[str], tmp_path: Path) -> None:
    rule = "offender-manager-largest-caseload"
    folder = changed(tmp_path, rule, "  at_most: 50\n", "  below: 50\n")
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
    data.write_text(f"{NORFOLK}figures:\n  offenders_of_manager: {value}\n", encoding="utf-8")
    (finding,) = check(rules, [load_return(data, rules)], only=[rule]).findings
    assert [d.text for d in finding.distance] == distance


def test_a_person_is_not_shown_where_only_the_year_is_known(tmp_path: Path) -> None:
    rule = "offender-manager-largest-caseload"
    rules = load_rules(changed(tmp_path, rule, "  at_most: 50\n", "  at_most: 50\n  from: 2026\n"))
    data = tmp_path / "data.yaml"
    value = (
        "{by: {manager: {AnnSmith: 49}}, complete: yes, note: AnnSmith is new, source: AnnSmith}"
    )
    data.write_text(f"{NORFOLK}figures:\n  offenders_of_manager: {value}\n", encoding="utf-8")
    result = check(rules, [load_return(data, rules)])
    for render in (*REPORTS.values(), *BY.values()):
        assert "AnnSmith" not in render(result, Page())


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("950 of 1000", "{A: 10 of 100, B: 890 of 900}"),  # together 900 of 1,000
        ("10 of 1000", "{A: 95 of 100, B: 95 of 100}"),
        ("95%", "{A: 60%, B: 80%}"),  # a whole lies between its parts
        ("95%", "{A: 60%, B: 80 of 100, C: 0 of 0}"),
        ("95%", "{A: 40 of 100, B: 95 of 100}"),
        ("95%", "{A: 0 of 0, B: 0 of 0}"),
        ("950 of 1000", "{A: 19 of 20, B: 0 of 0}"),  # the same share, of fewer
    ],
)
def test_a_rate_that_its_parts_contradict_is_never_met(
    whole: str, parts: str, checked: Checker
) -> None:
    rate = f"attended_in_time_rate: [{{value: {whole}}}, {{by: {{grade: {parts}}}, complete: yes}}]"
    found = checked(attended(rate), only=[ATTENDANCE, BY_GRADE]).findings
    assert [f.rule.id for f in found if f.outcome is Outcome.MET] == []


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("920 of 1000", "{A: 90 of 100, B: 830 of 900}"),
        ("92%", "{A: 90 of 100, B: 830 of 900}"),
        ("92%", "{A: 91%, B: 830 of 900, C: 0 of 0}"),
        ("92%", "{A: 92%, B: 92%}"),
    ],
)
def test_a_rate_that_its_parts_bear_out_stands(whole: str, parts: str, checked: Checker) -> None:
    rate = f"attended_in_time_rate: [{{value: {whole}}}, {{by: {{grade: {parts}}}, complete: yes}}]"
    found = checked(attended(rate), only=[ATTENDANCE, BY_GRADE]).findings
    assert [f.outcome for f in found] == [Outcome.MET, Outcome.MET]
