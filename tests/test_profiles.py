"""What a force says of itself once for all months, and figures that stand in sheets."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import TODAY, Command
from peelcheck import Finding, Outcome, ProblemsFound, Result, Rulebook, check, load_return
from peelcheck.reports.reason_words import all_in_words, sentences

MET, BREACH, NOTE = Outcome.MET, Outcome.BREACH, Outcome.NOTE
CANNOT_TELL, NOT_SUPPLIED = Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED
NOT_APPLICABLE = Outcome.NOT_APPLICABLE

Files = Callable[..., Result]


@pytest.fixture
def files(rules: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Check `data.yaml` beside the other files that are named, with `__` for the dot."""
    monkeypatch.chdir(tmp_path)

    def run(data: str, *, only: list[str] | None = None, **others: str) -> Result:
        write(tmp_path, data, **others)
        return check(rules, [load_return("data.yaml", rules)], only=only, today=TODAY)

    return run


def write(folder: Path, data: str, **others: str) -> None:
    (folder / "data.yaml").write_text(data, encoding="utf-8")
    for name, text in others.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def told(files: Files, data: str, **others: str) -> list[str]:
    """The faults, as a person reads them."""
    with pytest.raises(ProblemsFound) as found:
        files(data, **others)
    return [str(problem) for problem in found.value.problems]


def only(result: Result, rule: str) -> Finding:
    (finding,) = (f for f in result.findings if f.rule.id == rule)
    return finding


FORCE = "force: Anytown Police\n"
DATA = "period: 2026-03\nprofile: force.yaml\nfigures:\n  calls_101_abandonment_rate: 21.9%\n"
CALLS = "101-abandonment"


# What a profile adds


def test_the_force_and_its_facts_come_from_the_profile(files: Files) -> None:
    result = files(DATA, force__yaml=FORCE + "about: {has_switchboard: no}\n")
    assert result.forces[0].force == "Anytown Police"
    assert only(result, CALLS).outcome is NOT_APPLICABLE


def test_a_fact_of_the_profile_is_not_said_to_be_assumed(files: Files) -> None:
    result = files(DATA, force__yaml=FORCE + "about: {has_switchboard: yes}\n")
    finding = only(result, CALLS)
    assert finding.outcome is BREACH
    assert not any("Taken to have" in remark for remark in sentences(finding.remarks))


RATE = "period: 2026-03\nprofile: force.yaml\nfigures:\n"
RATE += "  incidents_attended_in_time_rate: 92 of 100\n"
ATTENDANCE = "response-within-attendance-time"


@pytest.mark.parametrize(
    ("target", "outcome", "required"),
    [
        ("90%", MET, "at least 90%, own target"),
        ("{at_least: 95%, from: 2026-03-31}", BREACH, "at least 95%, own target"),
        ("{at_least: 95%, from: 2026-04-01}", BREACH, "each case"),
        (
            "[{at_least: 95%, until: 2025-12-31}, {at_least: 90%, from: 2026-01-01}]",
            MET,
            "at least 90%, own target",
        ),
    ],
)
def test_targets_of_the_profile_hold_with_their_dates(
    files: Files, target: str, outcome: Outcome, required: str
) -> None:
    result = files(RATE, force__yaml=f"{FORCE}targets: {{attendance_share: {target}}}\n")
    finding = only(result, ATTENDANCE)
    assert finding.limit is not None
    assert (finding.outcome, finding.limit.required) == (outcome, required)


def test_who_set_a_target_of_the_profile_is_said(files: Files) -> None:
    target = "{attendance_share: {at_least: 90%, set_by: police and crime plan}}"
    finding = only(files(RATE, force__yaml=f"{FORCE}targets: {target}\n"), ATTENDANCE)
    assert "The target was set by: police and crime plan." in sentences(finding.remarks)


CAUSES = "demand-causes-addressed"
STATED = "statements:\n  demand-causes-addressed:\n    says: {}\n    evidence: a paper\n"
STATED += "    by: head of demand\n    on: 2026-05-01\n    until: 2027-05-01\n"


def test_a_statement_of_the_profile_is_shown(files: Files) -> None:
    finding = only(files(DATA, force__yaml=FORCE + STATED.format("calls counted")), CAUSES)
    assert (finding.outcome, all_in_words(finding.reasons).partition(";")[0]) == (
        NOTE,
        "calls counted",
    )


# The return wins


def test_a_fact_of_the_return_wins(files: Files) -> None:
    data = DATA + "about: {has_switchboard: yes}\n"
    result = files(data, force__yaml=FORCE + "about: {has_switchboard: no}\n")
    assert only(result, CALLS).outcome is BREACH


def test_a_target_of_the_return_wins_and_the_others_stay(files: Files) -> None:
    data = RATE + "  crimes_allocated_in_time_rate: 92 of 100\n"
    data += "targets: {attendance_share: 95%}\n"
    profile = FORCE + "targets: {attendance_share: 90%, allocation_share: 90%}\n"
    result = files(data, force__yaml=profile)
    assert only(result, ATTENDANCE).outcome is BREACH
    assert only(result, "crime-allocation-in-time").outcome is MET


def test_a_dated_target_of_the_return_wins_whole(files: Files) -> None:
    data = RATE + "targets: {attendance_share: {at_least: 95%, until: 2026-02-28}}\n"
    result = files(data, force__yaml=FORCE + "targets: {attendance_share: 90%}\n")
    finding = only(result, ATTENDANCE)
    assert (finding.outcome, finding.limit) == (CANNOT_TELL, None)
    assert all_in_words(finding.reasons).endswith(
        "attendance_share, was in force until 28 February 2026"
    )


def test_a_statement_of_the_return_wins(files: Files) -> None:
    data = DATA + STATED.format("the return's words")
    finding = only(files(data, force__yaml=FORCE + STATED.format("the profile's")), CAUSES)
    assert all_in_words(finding.reasons).startswith("the return's words;")


# What is wrong with a profile, at its place


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "about: {has_switchbord: yes}",
            "2:9: has_switchbord is not a fact this tool knows. Did you mean has_switchboard?",
        ),
        (
            "about: {has_switchboard: maybe}",
            "2:26: maybe is not a value of has_switchboard this tool knows. Known are no, yes.",
        ),
        (
            "targets: {attendance_share: 90}",
            "2:29: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
        ),
        (
            "targets: {attendence_share: 90%}",
            "2:11: attendence_share is not a target this tool knows. Did you mean "
            "attendance_share?",
        ),
        (
            "targets: {attendance_share: {at_most: 90%}}",
            "2:30: The comparison of attendance_share is at least. Write at_least: and the number.",
        ),
        (
            "statements: {crime-alocation: {says: a, evidence: b, by: c, on: 2026-01-01, until: "
            "2027-01-01}}",
            "2:14: crime-alocation is not a rule that takes a statement this tool knows. Did you "
            "mean crime-allocation?",
        ),
        (
            "statements: {crime-allocation: {says: a, evidence: b, by: c, on: 2026-02-30, until: "
            "2027-01-01}}",
            "2:66: 2026-02-30 is not a day: February 2026 has 28 days.",
        ),
        (
            "statements: {crime-allocation: {says: a, evidence: b, by: c, on: 2027-02-01, until: "
            "2027-01-01}}",
            "2:14: This ends before it begins. Check on: and until:.",
        ),
        (
            "registers: [../other.yaml]",
            "2:13: ../other.yaml lies outside the folder of this file. Put it beside this file, "
            "or in a folder below.",
        ),
    ],
)
def test_a_fault_in_a_profile_is_told_there(files: Files, line: str, problem: str) -> None:
    assert told(files, DATA, force__yaml=f"{FORCE}{line}\n") == [f"force.yaml:{problem}"]


def test_an_afi_that_no_register_has_is_told(files: Files) -> None:
    profile = FORCE + "afis: {norfolk-2023-25/13: {status: open}}\n"
    (problem,) = told(files, DATA, force__yaml=profile)
    assert problem.startswith(
        "force.yaml:2:8: norfolk-2023-25/13 is not an AFI of this force that this tool knows."
    )


def test_faults_of_both_files_are_told_together(files: Files) -> None:
    data = DATA.replace("21.9%", "0.219")
    problems = told(files, data, force__yaml=FORCE + "about: {has_switchboard: maybe}\n")
    assert {problem.partition(":")[0] for problem in problems} == {"data.yaml", "force.yaml"}


def test_figures_have_no_place_in_a_profile(files: Files) -> None:
    problems = told(files, FORCE + DATA, force__yaml=FORCE + "figures: {high_risk_share: 3%}\n")
    assert problems == [
        "force.yaml:2:1: figures is not a part of a profile. Known are force, about, returns, "
        "frequency, snapshot_days, targets, statements, afis, registers, minute_times, "
        "whole_seconds."
    ]


def test_the_profile_of_another_force_is_refused(files: Files) -> None:
    problems = told(files, f"force: Suffolk\n{DATA}", force__yaml="force: Norfolk\n")
    assert problems == [
        "data.yaml:1:8: The profile is of Norfolk Constabulary, and this return of Suffolk "
        "Constabulary. Make them agree."
    ]


def test_one_force_under_two_of_its_names_is_one(files: Files) -> None:
    result = files(f"force: Norfolk\n{DATA}", force__yaml="force: Norfolk Police\n")
    assert result.forces[0].force == "Norfolk Constabulary"


@pytest.mark.parametrize("part", ["profile: ", "sheets: "])
@pytest.mark.parametrize("path", ["../force.yaml", "/etc/force.yaml", "a/../../force.yaml"])
def test_no_file_outside_the_folder_is_read(files: Files, part: str, path: str) -> None:
    named = f"[{path}]" if part == "sheets: " else path
    data = f"{FORCE}period: 2026-03\n{part}{named}\nfigures: {{high_risk_share: 10%}}\n"
    column = len(part) + 1 + (part == "sheets: ")
    assert told(files, data) == [
        f"data.yaml:3:{column}: {path} lies outside the folder of this file. Put it beside this "
        "file, or in a folder below."
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links there need rights")
def test_a_link_out_of_the_folder_is_not_followed(files: Files, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
    outside.write_text(FORCE, encoding="utf-8")
    (tmp_path / "force.yaml").symlink_to(outside)
    (problem,) = told(files, FORCE + DATA)
    assert problem.startswith("data.yaml:3:10: force.yaml lies outside the folder of this file.")


def test_a_folder_below_will_do(files: Files, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "force.yaml").write_text(FORCE, encoding="utf-8")
    result = files(DATA.replace("force.yaml", "own/force.yaml"))
    assert result.forces[0].force == "Anytown Police"


@pytest.mark.parametrize("part", ["profile: gone.yaml", "sheets: [gone.csv]"])
def test_a_file_that_is_not_there_is_told(files: Files, part: str) -> None:
    name = part.partition(": ")[2].strip("[]")
    data = f"{FORCE}period: 2026-03\n{part}\nfigures: {{high_risk_share: 10%}}\n"
    (problem,) = told(files, data)
    assert problem.endswith(f"There is no file {name} beside this one. Check the name.")


def test_a_register_that_is_not_there_is_told(files: Files) -> None:
    (problem,) = told(files, DATA, force__yaml=FORCE + "registers: [gone.yaml]\n")
    assert problem.endswith("There is no file gone.yaml beside this one. Check the name.")


# A force's own register

REGISTER = """\
inspection: PEEL 2023-25
force: Anytown Police
published: 2024-09-23
source: made up
afis:
  - title: Train all sergeants
    seen: Few were trained.
    asks: Train all of them.
    status: open
    status_on: 2024-09-23
    watched_by: [sergeants-leadership-course]
  - title: Answer more calls
    seen: Many gave up.
    asks: Have fewer give up.
    status: open
    status_on: 2024-09-23
    watched_by: [101-abandonment]
"""
PROFILE = FORCE + "registers: [anytown-2023-25.yaml]\n"


def test_a_register_of_the_profile_gives_the_force_its_afis(files: Files, tmp_path: Path) -> None:
    (tmp_path / "anytown-2023-25.yaml").write_text(REGISTER, encoding="utf-8")
    result = files(DATA, force__yaml=PROFILE)
    (force,) = result.forces
    assert [(s.register, s.number, str(s.numbers)) for s in force.afis] == [
        ("anytown-2023-25", 1, "no figure given"),
        ("anytown-2023-25", 2, "missed in the period, year not known"),
    ]
    finding = only(result, CALLS)
    assert [(ref.register, ref.number) for ref in finding.afis] == [("anytown-2023-25", 2)]
    assert [(ref.force, ref.number) for ref in finding.raised_with] == [("Norfolk Constabulary", 6)]


def test_a_register_of_the_profile_makes_its_afi_binding(files: Files, tmp_path: Path) -> None:
    (tmp_path / "anytown-2023-25.yaml").write_text(REGISTER, encoding="utf-8")
    data = DATA + "  sergeants: 40\n  sergeants_course_completed: 39\n"
    data += "  mosovo_staff: 40\n  mosovo_staff_trained: 39\n"
    result = files(data, force__yaml=PROFILE)
    assert only(result, "sergeants-leadership-course").outcome is BREACH
    assert only(result, "mosovo-digital-tools-training").outcome is NOTE


def test_a_fault_in_a_register_of_the_profile_is_told_there(files: Files, tmp_path: Path) -> None:
    text = REGISTER.replace("[101-abandonment]", "[101-abandonmant]")
    (tmp_path / "anytown-2023-25.yaml").write_text(text, encoding="utf-8")
    assert told(files, DATA, force__yaml=PROFILE) == [
        "anytown-2023-25.yaml:17:18: 101-abandonmant is not a rule this tool knows. Did you mean "
        "101-abandonment?"
    ]


KNOWLEDGE = """\
afis:
  norfolk-2023-25/6:
    status: closed
    on: 2026-06-30
    letter: letter of 30 June 2026
    reference: CM-6
    owner: head of contact management
    next_step: board in September 2026
    due: 2026-09-30
"""


def test_what_a_force_knows_of_its_afi_is_shown_and_the_register_s_word_stays(
    peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, DATA, force__yaml=f"force: Norfolk\n{KNOWLEDGE}")
    done = peelcheck("data.yaml", "--by", "afi", "--only", "afi/6", "--today", "2026-11-23")
    assert done.returncode == 1
    assert " ".join(done.stdout.split("\n\n", 1)[0].split()) == (
        "AFI 6, Norfolk Constabulary: Answer more 101 calls before callers give up Status: "
        "closed on 30 June 2026; the inspectorate's last word in the register: open on 23 "
        "September 2024; letter: letter of 30 June 2026; reference: CM-6; owner: head of contact "
        "management; next step: board in September 2026."
    )


def test_a_status_of_the_force_s_own_never_changes_what_the_numbers_say(files: Files) -> None:
    profile = "force: Norfolk\nafis: {norfolk-2023-25/6: {status: closed, on: 2026-06-30}}\n"
    (force,) = files(DATA, force__yaml=profile).forces
    (sixth,) = (state for state in force.afis if state.number == 6)
    assert (sixth.status, sixth.status_on, str(sixth.numbers)) == (
        "closed",
        date(2026, 6, 30),
        "missed in the period, year not known",
    )
    others = {(s.status, s.status_on) for s in force.afis if s.number != 6}
    assert others == {("open", date(2024, 9, 23))}


# Sheets in a return

SHARE = "high-risk-share"
SHEET = "force: Norfolk\nperiod: 2026-03\nsheets: [months.csv]\n"


def test_a_sheet_gives_figures_and_history(files: Files) -> None:
    rows = "period,figure,value\n2026-02,high_risk_share,30%\n2026-03,high_risk_share,10%\n"
    (finding,) = files(SHEET, only=[SHARE], months__csv=rows).findings
    assert (finding.outcome, [f.outcome for f in finding.history]) == (MET, [BREACH])
    assert finding.figure is not None
    assert str(finding.figure.locations[0]).startswith("months.csv:3:")


@pytest.mark.parametrize(
    ("others", "warning"),
    [
        (
            ["Suffolk"],
            "1 row is about other forces than Norfolk Constabulary, and left out: Suffolk.",
        ),
        (
            ["Suffolk", "Anytown Police"],
            "2 rows are about other forces than Norfolk Constabulary, and left out: Suffolk, "
            "Anytown Police.",
        ),
    ],
)
def test_rows_of_other_forces_are_left_out_and_that_is_said(
    files: Files, others: list[str], warning: str
) -> None:
    rows = "force,period,figure,value\n"
    rows += "Norfolk,2026-03,high_risk_share,10%\nNorfolk Police,2026-02,high_risk_share,11%\n"
    rows += "".join(f"{force},2026-03,high_risk_share,50%\n" for force in others)
    result = files(SHEET, only=[SHARE], months__csv=rows)
    (finding,) = result.findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (MET, "10% is below 20%")
    assert [all_in_words(f.reasons) for f in finding.history] == ["11% is below 20%"]
    assert [str(w) for w in result.warnings] == [f"data.yaml:3:10: {warning}"]


def test_a_sheet_of_other_forces_alone_supplies_nothing(files: Files) -> None:
    rows = "force,period,figure,value\nSuffolk,2026-03,high_risk_share,10%\n"
    result = files(SHEET, only=[SHARE], months__csv=rows)
    assert [f.outcome for f in result.findings] == [NOT_SUPPLIED]
    assert len(result.warnings) == 1


def test_a_sheet_and_a_return_that_agree_are_one(files: Files) -> None:
    rows = "period,figure,value,note\n2026-03,high_risk_share,10%,from the sheet\n"
    data = SHEET + "figures: {high_risk_share: {value: 10%, note: typed}}\n"
    (finding,) = files(data, only=[SHARE], months__csv=rows).findings
    assert (finding.outcome, finding.history) == (MET, ())
    assert "Note: typed; from the sheet." in sentences(finding.remarks)


def test_a_sheet_and_a_return_that_contradict_each_other_are_a_fault(files: Files) -> None:
    for rows, column in (
        ("period,figure,value\n2026-03,high_risk_share,11%\n", 25),
        ("figure,value\nhigh_risk_share,11%\n", 17),
    ):
        data = SHEET + "figures: {high_risk_share: 10%}\n"
        assert told(files, data, months__csv=rows) == [
            f"months.csv:2:{column}: high_risk_share is 11% here and 10% at data.yaml:4:28, for "
            "the same period. Keep the one that is right."
        ]


def test_two_sheets_that_contradict_each_other_are_a_fault(files: Files) -> None:
    data = "force: Norfolk\nperiod: 2026-03\nsheets: [a.csv, b.csv]\n"
    rows = "figure,value\nhigh_risk_share,{}\n"
    (problem,) = told(files, data, a__csv=rows.format("10%"), b__csv=rows.format("11%"))
    assert problem.startswith("b.csv:2:17: high_risk_share is 11% here and 10% at a.csv:2:17,")


def test_a_sheet_and_a_return_may_each_give_a_part(files: Files) -> None:
    rows = "figure,value\nhigh_risk_offenders,200\n"
    data = SHEET + 'figures: {offenders: "1,000"}\n'
    (finding,) = files(data, only=[SHARE], months__csv=rows).findings
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        BREACH,
        "200 of 1,000 (20.0%) is not below 20%",
    )


def test_a_fault_in_a_sheet_is_told_at_its_cell(files: Files) -> None:
    rows = "period,figure,value\n2026-03,high_risk_shar,11%\n"
    assert told(files, SHEET, months__csv=rows) == [
        "months.csv:2:9: high_risk_shar is not a figure this tool knows. Did you mean "
        "high_risk_share?"
    ]


# Names of forces


@pytest.mark.parametrize(
    ("written", "name", "has_afis"),
    [
        ("Norfolk", "Norfolk Constabulary", True),
        ("norfolk  police", "Norfolk Constabulary", True),
        ("NORFOLK CONSTABULARY", "Norfolk Constabulary", True),
        ("The Met", "Metropolitan Police Service", False),
        ("Heddlu Gwent", "Gwent Police", False),
        ("Devon & Cornwall", "Devon and Cornwall Police", False),
    ],
)
def test_a_force_is_known_by_its_other_names(
    files: Files, written: str, name: str, has_afis: bool
) -> None:
    result = files(f"force: {written}\nperiod: 2026-03\nfigures: {{high_risk_share: 26%}}\n")
    (force,) = result.forces
    assert force.force == name
    assert [ref.number for ref in only(result, SHARE).afis] == ([12] if has_afis else [])
    assert len(force.afis) == (12 if has_afis else 0)
    assert result.warnings == ()


def test_returns_under_two_names_of_a_force_are_one_force(rules: Rulebook, tmp_path: Path) -> None:
    returns = []
    for month, name in (("2026-02", "Norfolk"), ("2026-03", "Norfolk Constabulary")):
        file = tmp_path / f"{month}.yaml"
        text = f"force: {name}\nperiod: {month}\nfigures: {{high_risk_share: 26%}}\n"
        file.write_text(text, encoding="utf-8")
        returns.append(load_return(file, rules))
    (force,) = check(rules, returns, only=[SHARE], today=TODAY).forces
    assert len(force.findings[0].history) == 1


def test_an_unknown_force_is_checked_and_warned_of_on_stderr(
    peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, "force: Northmoor\nperiod: 2026-03\nfigures: {high_risk_share: 10%}\n")
    done = peelcheck("data.yaml", "--today", "2026-11-23")
    assert done.returncode == 0
    assert done.stdout.startswith("Northmoor, March 2026, meets the only standard")
    warned = " ".join(done.stderr.split())
    assert "Northmoor is not one of the 43 forces of England and Wales." in warned
    assert "43 forces" not in done.stdout


def test_a_known_force_is_not_warned_of(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, "force: Norfolk\nperiod: 2026-03\nfigures: {high_risk_share: 10%}\n")
    done = peelcheck("data.yaml", "--today", "2026-11-23")
    assert (done.returncode, done.stderr) == (0, "")
