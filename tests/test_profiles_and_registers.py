"""A return beside its profile and registers: whose they are, and which of two values is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TODAY, Command
from peelcheck import Outcome, ProblemsFound, Result, Rulebook, check, load_return
from peelcheck.errors import InvalidValue
from peelcheck.pipeline.names import find_afi

DATA = "period: 2026-03\nprofile: force.yaml\nfigures:\n  high_risk_share: 10%\n"
MET = Outcome.MET
SHARE = "high-risk-share"


# Registers and AFIs of the force, and of others


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


def test_another_status_without_its_day_does_not_take_that_of_the_register(files: Files) -> None:
    profile = "force: norfolk\nafis: {norfolk-2023-25/6: {status: closed}}\n"
    assert told(files, DATA, force__yaml=profile) == [
        "force.yaml:2:36: The register has it open on 23 September 2024. "
        "Write on: and the day of this status."
    ]


def test_the_same_status_needs_no_day(files: Files) -> None:
    profile = "force: norfolk\nafis: {norfolk-2023-25/6: {status: open}}\n"
    (force,) = files(DATA, force__yaml=profile).forces
    said = [(s.status, str(s.status_on)) for s in force.afis if s.number == 6]
    assert said == [("open", "2024-09-23")]


def test_an_afi_of_the_force_s_own_register_is_known(files: Files) -> None:
    profile = "force: norfolk\nafis: {norfolk-2023-25/6: {status: closed, on: 2026-06-30}}\n"
    (force,) = files(DATA, force__yaml=profile).forces
    assert [state.status for state in force.afis if state.number == 6] == ["closed"]


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


# Profiles that cannot be used


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


# A return that says other than its profile


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


def test_a_force_that_is_like_no_other_is_asked_for_its_usual_name(files: Files) -> None:
    data = "force: Zq\nperiod: 2026-03\nfigures: {high_risk_share: 10%}\n"
    (warning,) = files(data, only=[SHARE]).warnings
    assert warning.fix == "If it is, write its usual name."


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
