"""Names of forces: one force has many spellings, and a slip in its name is a problem."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from conftest import Checker, Command
from packs import problems_of_pack
from peelcheck import Outcome, ProblemsFound, Rulebook, check, load_return, load_rules
from peelcheck.model.forces import force_key, is_same_force, keys_of, nearest_force, usual_name

SHARE = "high-risk-share"
IN_MARCH = "force: Norfolk Constabulary\nperiod: 2026-03\n"

SPELLINGS = [
    ("Norfolk", "Norfolk Constabulary"),
    ("norfolk constabulary", "Norfolk Constabulary"),
    ("NORFOLK POLICE", "Norfolk Constabulary"),
    ("Norfolk\u00a0Constabulary", "Norfolk Constabulary"),
    ("  Norfolk   Constabulary ", "Norfolk Constabulary"),
    ("Norfolk Police Service", "Norfolk Constabulary"),
    ("The Norfolk Constabulary", "Norfolk Constabulary"),
    ("Avon & Somerset Constabulary", "Avon and Somerset Police"),
    ("avon-and-somerset", "Avon and Somerset Police"),
    ("Devon&Cornwall", "Devon and Cornwall Police"),
    ("Dyfed\u2013Powys", "Dyfed-Powys Police"),
    ("Dyfed\u2011Powys Police", "Dyfed-Powys Police"),
    ("Heddlu Dyfed Powys", "Dyfed-Powys Police"),
    ("Dyfed-Powys Police / Heddlu Dyfed-Powys", "Dyfed-Powys Police"),
    ("Heddlu Gwent Police", "Gwent Police"),
    ("Gwent Police (Heddlu Gwent)", "Gwent Police"),
    ("Heddlu'r De Cymru", "South Wales Police"),
    ("Heddlu Gogledd Cymru", "North Wales Police"),
    ("G\u0175ent", "Gwent Police"),
    ("Met Police", "Metropolitan Police Service"),
    ("Metropolitan Police", "Metropolitan Police Service"),
    ("Hampshire & the Isle of Wight", "Hampshire and Isle of Wight Constabulary"),
    ("S Yorkshire", "South Yorkshire Police"),
    ("W. Midlands Police", "West Midlands Police"),
    ("N Yorks", "North Yorkshire Police"),
    ("Norfolk Const.", "Norfolk Constabulary"),
    ("Norfolk Constabulary's", "Norfolk Constabulary's"),
    ("Anytown  Police", "Anytown Police"),
    ("Norfolk / Suffolk", "Norfolk / Suffolk"),
    ("Police", "Police"),
    ("S", "S"),
    ("A&S", "Avon and Somerset Police"),
]


@pytest.mark.parametrize(("written", "usual"), SPELLINGS)
def test_a_force_is_known_however_its_name_is_written(
    rules: Rulebook, written: str, usual: str
) -> None:
    assert usual_name(written, rules.dictionary.forces) == usual


def test_a_key_that_two_forces_share_stands_for_neither() -> None:
    keys = keys_of({"Anytown Police": (), "Anytown Constabulary": (), "Kent Police": ("Kent",)})
    assert keys == {"kent": "Kent Police"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Norfork", "Norfolk Constabulary"),
        ("Norflok", "Norfolk Constabulary"),
        ("Norfolkk", "Norfolk Constabulary"),
        ("Norfok", "Norfolk Constabulary"),
        ("Suffok Constabulary", "Suffolk Constabulary"),
        ("Notinghamshire", "Nottinghamshire Police"),
        ("Dyfed Powis", "Dyfed-Powys Police"),
        ("Norfolk Constabularly", "Norfolk Constabulary"),
        ("Anytown Police", ""),
        ("Police Scotland", ""),
        ("BTP", ""),
    ],
)
def test_a_slip_in_a_name_is_told_from_another_force(
    rules: Rulebook, written: str, meant: str
) -> None:
    name = usual_name(written, rules.dictionary.forces)
    assert nearest_force(name, sorted(set(rules.dictionary.forces.values()))) == meant


def test_a_long_name_is_compared_in_no_time(rules: Rulebook) -> None:
    start = time.process_time()
    assert nearest_force("anytown police " * 7_000, rules.dictionary.forces.values()) == ""
    assert time.process_time() - start < 1


SERGEANTS = "figures:\n  sergeants_course_completed: 100\n  sergeants: 120\n"


def with_register(pack: Path, force: str) -> Rulebook:
    file = pack / "afis/norfolk-2023-25.yaml"
    text = file.read_text("utf-8").replace("force: Norfolk Constabulary", f'force: "{force}"')
    file.write_text(text, "utf-8")
    return load_rules(pack)


@pytest.mark.parametrize("force", ["Norfolk", "NORFOLK\u00a0Police", "Heddlu Norfolk"])
def test_a_register_binds_its_force_however_the_name_is_written(pack: Path, force: str) -> None:
    rules = with_register(pack, force)
    (pack / "data.yaml").write_text(f"force: Norfolk Police\nperiod: 2026-03\n{SERGEANTS}", "utf-8")
    result = check(rules, [load_return(pack / "data.yaml", rules)])
    (finding,) = [f for f in result.findings if f.rule.id == "sergeants-leadership-course"]
    assert finding.outcome is Outcome.BREACH
    assert len(result.forces[0].afis) == 12


@pytest.mark.parametrize("force", ["Norfork", "Norfolk Constabularly", "Norflok Police"])
def test_a_register_of_a_misspelt_force_is_a_problem(pack: Path, force: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        with_register(pack, force)
    (problem,) = found.value.problems
    assert problem.what == f"{force} is not one of the 43 forces of England and Wales."
    assert problem.fix == "Did you mean Norfolk Constabulary?"


def test_a_register_of_a_force_nobody_knows_is_read(pack: Path) -> None:
    assert with_register(pack, "Anytown Police").registers["norfolk-2023-25"].force == (
        "Anytown Police"
    )


@pytest.mark.parametrize("force", ["Anytowm Police", "Anytwon", "Anytow Constabulary"])
def test_a_return_of_a_slip_for_the_force_of_a_register_is_a_problem(
    pack: Path, force: str
) -> None:
    rules = with_register(pack, "Anytown Police")
    file = pack / "data.yaml"
    file.write_text(f"force: {force}\nperiod: 2026-03\n{SERGEANTS}", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_return(file, rules)
    (problem,) = found.value.problems
    assert problem.what == f"{force} is not a force that is known here."
    assert problem.fix == "Did you mean Anytown Police?"


def test_a_profile_and_its_return_may_write_one_force_in_two_ways(
    rules: Rulebook, tmp_path: Path
) -> None:
    (tmp_path / "force.yaml").write_text("force: Heddlu Gwent\nabout: {has_switchboard: yes}\n")
    file = tmp_path / "data.yaml"
    file.write_text(f"force: GWENT\nperiod: 2026-03\nprofile: force.yaml\n{SERGEANTS}")
    assert load_return(file, rules).force == "Gwent Police"


ACCEPTED = (
    "exceptions:\n  - {rule: 101-abandonment, force: %s, reason: two posts are advertised,"
    " owner: head of contact, expires: 2026-12-31}\n"
)


@pytest.mark.parametrize(
    ("force", "code"), [("Norfolk Police", 0), ("norfolk", 0), ("Norfork", 2), ("Suffolk", 1)]
)
def test_an_exception_is_for_its_force_however_the_name_is_written(
    peelcheck: Command, tmp_path: Path, force: str, code: int
) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures:\n  calls_101_abandonment_rate: 21.9%\n"
    )
    (tmp_path / "exceptions.yaml").write_text(ACCEPTED % force)
    run = peelcheck(
        *("data.yaml", "--exceptions", "exceptions.yaml", "--today", "2026-11-23"),
        *("--only", "101-abandonment"),
    )
    assert run.returncode == code
    if code == 2:
        assert "Did you mean Norfolk Constabulary?" in run.stderr


def test_an_earlier_report_is_of_its_force_however_the_name_is_written(
    peelcheck: Command, tmp_path: Path
) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures:\n  calls_101_abandonment_rate: 21.9%\n"
    )
    only = ("--only", "101-abandonment")
    peelcheck("data.yaml", *only, "-o", "json=last.json")
    report = json.loads((tmp_path / "last.json").read_text("utf-8"))
    for finding in report["findings"]:
        finding["force"] = "Heddlu  NORFOLK"
    (tmp_path / "last.json").write_text(json.dumps(report), "utf-8")
    run = peelcheck("data.yaml", *only, "--since", "last.json", "--fail-on", "new")
    assert "was not checked last time" not in run.stdout
    assert "not now" not in run.stdout


def test_a_row_of_another_known_force_is_left_out_and_no_slip(
    rules: Rulebook, tmp_path: Path
) -> None:
    (tmp_path / "months.csv").write_text(
        "force,period,figure,value\n"
        "North Yorks,2026-03,calls_101_abandonment_rate,4%\n"
        "South Yorkshire Police,2026-03,calls_101_abandonment_rate,4%\n"
    )
    file = tmp_path / "data.yaml"
    file.write_text("force: North Yorkshire Police\nperiod: 2026-03\nsheets: [months.csv]\n")
    read = load_return(file, rules)
    assert len(read.reported) == 1
    assert "1 row is about other forces" in read.warnings[0].what


def test_a_row_with_a_slip_in_the_force_is_a_problem(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "months.csv").write_text(
        "force,period,figure,value\nNorfork,2026-03,calls_101_abandonment_rate,4%\n"
    )
    file = tmp_path / "data.yaml"
    file.write_text("force: Norfolk Police\nperiod: 2026-03\nsheets: [months.csv]\n")
    with pytest.raises(ProblemsFound) as found:
        load_return(file, rules)
    assert found.value.problems[0].fix == "Did you mean Norfolk Constabulary?"


def test_two_returns_of_one_force_are_one(checked: Checker) -> None:
    calls = "figures:\n  calls_101_abandonment_rate: 4.1%\n"
    result = checked(f"force: Anytown\nperiod: 2026-02\n{calls}", f"force: ANYTOWN POLICE\n{calls}")
    assert len(result.forces) == 1


def test_a_name_is_its_words_without_those_for_police() -> None:
    assert force_key("Heddlu\u2019r De Cymru") == "de cymru"
    assert force_key("Police Service") == "police service"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anytown", "Anytown Police", True),
        ("Heddlu Anytown", "ANYTOWN  police service", True),
        ("Anytown Police", "Anytown Constabulary", False),
        ("Anytown", "Othertown", False),
    ],
)
def test_two_names_of_no_known_force(one: str, other: str, *, same: bool) -> None:
    assert is_same_force(one, other) is same
    assert is_same_force(other, one) is same


def test_police_for_constabulary_is_a_slip_where_a_force_is_known_by_its_register(
    pack: Path,
) -> None:
    rules = with_register(pack, "Anytown Police")
    file = pack / "data.yaml"
    file.write_text(f"force: Anytown Constabulary\nperiod: 2026-03\n{SERGEANTS}", "utf-8")
    with pytest.raises(ProblemsFound, match="Did you mean Anytown Police"):
        load_return(file, rules)


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


def test_a_slip_in_the_force_s_name_is_a_fault(checked: Checker) -> None:
    with pytest.raises(ProblemsFound, match=r"Did you mean Norfolk Constabulary\?"):
        checked("force: Norfolk Constabulry\nfigures: {high_risk_share: 3%}")


def test_a_slip_in_a_sheet_s_force_is_a_fault(tmp_path: Path) -> None:
    rows = "force,period,figure,value\nNorfolk Constabularly,2026-03,high_risk_share,30%\n"
    (tmp_path / "months.csv").write_text(rows, encoding="utf-8")
    file = tmp_path / "data.yaml"
    file.write_text(f"{IN_MARCH}sheets: [months.csv]\n", encoding="utf-8")
    with pytest.raises(
        ProblemsFound, match="Norfolk Constabularly is another force than this return's"
    ):
        load_return(file, load_rules())


def test_a_name_of_two_forces_is_told(pack: Path) -> None:
    text = (pack / "forces.yaml").read_text("utf-8")
    (pack / "forces.yaml").write_text(f"{text}Norfolk Watch: [NORFOLK]\n", "utf-8")
    (problem,) = problems_of_pack(pack)
    assert problem.endswith("NORFOLK is two forces. One is Norfolk Constabulary.")
