"""The words of a pack: read strictly, used in every report, and none of the police left."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import ROOT
from peelcheck import ProblemsFound, Result, check, load_return, load_rules, render
from peelcheck.errors import Problems
from peelcheck.figures.engines.duckdb_dialect import DuckDbDialect
from peelcheck.model.day_limits import WorkingCalendar
from peelcheck.model.pack_words import Noun, PackWords, in_own_words, pack_words, speaking
from peelcheck.model.totals import WORDS as WORDS_OF_SUMS
from peelcheck.model.totals import is_total, total_labels
from peelcheck.pipeline.rendering import FORMATS
from peelcheck.policy.lint import lint
from peelcheck.policy.new_pack import new_pack
from peelcheck.policy.new_rule import QUESTIONS
from peelcheck.policy.pack_schemas import pack_schema
from peelcheck.policy.testing import run_mutations, run_tests
from peelcheck.reading.exceptions import read_exceptions
from peelcheck.reports import TO_A_FOLDER
from peelcheck.reports.layout import Page

Run = Callable[..., CompletedProcess[str]]

PACKS = ROOT / "examples" / "packs"
TODAY = date(2026, 4, 10)
POLICE = re.compile(
    r"\b(?:(?<!in )force\b|forces|police|policing|constabular\w*|afis?\b|peel\b|hmic\w*"
    r"|inspectorates?|offend\w*|crimes?|officers?|areas? for improvement|inspected on)",
    re.IGNORECASE,
)
"""Words of the police; `in force` is said of any limit."""

WORDS = """\
words:
  body: {one: trust, many: trusts, example: St Elsewhere}
  area: {one: improvement action, many: improvement actions, short: action}
  inspector: regulator
"""


@pytest.fixture(scope="module", params=["hospital", "council"])
def result(request: pytest.FixtureRequest) -> Result:
    folder = PACKS / request.param
    rules = load_rules(folder / "rules")
    return check(rules, load_return(folder / "data.yaml", rules), today=TODAY)


@pytest.fixture
def sector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the hospital's example, where it may be changed."""
    shutil.copytree(PACKS / "hospital", tmp_path / "hospital")
    monkeypatch.chdir(tmp_path / "hospital")
    return Path("rules")


def _shown_in(report: str | bytes, name: str) -> str:
    """Return what people read of a report: no style, no class, no key of a program."""
    if isinstance(report, bytes):
        Path("report.xlsx").write_bytes(report)
        with zipfile.ZipFile("report.xlsx") as book:
            parts = ("xl/workbook.xml", "xl/sharedStrings.xml", "docProps/core.xml")
            return "".join(book.read(part).decode() for part in parts)
    if name == "json":
        return "\n".join(_values(json.loads(report)))
    if name in ("csv", "afis"):
        # The header and the kind of an area are for programs, and the same for every pack.
        return report.split("\n", 1)[1].replace("area for improvement", "")
    if name in ("html", "site"):
        bare = re.sub(r"<style>.*?</style>", "", report, flags=re.DOTALL)
        return re.sub(r' (?:class|href|id|aria-\w+by)="[^"]*"', "", bare)
    return report


def _values(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "kind":  # what programs read stays the same for every pack
                yield from _values(value)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value)
    else:
        yield str(node)


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_of_another_sector_has_a_word_of_the_police(
    result: Result, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = _shown_in(render(result, name), name)
    assert result.forces[0].force in shown or name in ("afis", "sarif", "gitlab", "azure")
    assert POLICE.findall(shown) == []


def test_no_page_of_a_site_has_a_word_of_the_police(result: Result) -> None:
    pages = TO_A_FOLDER["site"](result, Page())
    assert pages
    for text in pages.values():
        assert POLICE.findall(_shown_in(text, "site")) == []


def test_the_words_of_the_police_are_found_in_a_report_of_the_police() -> None:
    rules = load_rules()
    made = check(rules, load_return(ROOT / "examples/norfolk-2024/data.yaml", rules), today=TODAY)
    for name in ("text", "md", "html"):
        assert POLICE.findall(_shown_in(render(made, name), name))


def test_the_layout_by_area_has_the_words_of_the_pack(result: Result) -> None:
    shown = render(result, "text", by="afi")
    assert isinstance(shown, str)
    assert result.rulebook.words.area.labels in shown
    assert POLICE.findall(shown) == []


REGISTER = """\
inspection: Visit of 2025
trust: St Elsewhere
published: 2025-09-01
source: A made-up letter, 1 September 2025
actions:
  - id: waits
    title: Shorten the waits at the front door
    seen: Patients waited on trolleys.
    asks: Fewer waits over 4 hours.
    status: open
    status_on: 2025-09-01
    watched_by: [ae-within-4-hours]
"""


def test_a_register_and_several_trusts_have_the_words_of_the_pack(sector: Path) -> None:
    (sector / "afis").mkdir()
    (sector / "afis" / "visit-2025.yaml").write_text(REGISTER, "utf-8")
    own = Path("data.yaml").read_text("utf-8")
    Path("other.yaml").write_text(own.replace("St Elsewhere", "Anytown Hospitals"), "utf-8")
    rules = load_rules(sector)
    returns = [load_return(name, rules) for name in ("data.yaml", "other.yaml")]
    made = check(rules, returns, today=TODAY)
    for name in FORMATS:
        shown = _shown_in(render(made, name), name)
        assert POLICE.findall(shown) == []
    alone = check(rules, returns[0], today=TODAY)
    for shown in (
        str(render(alone, "text")),
        str(render(alone, "text", by="afi")),
        str(render(check(rules, returns[0], only="afi/waits", today=TODAY), "text", by="afi")),
        _shown_in(render(alone, "html"), "html"),
        _shown_in(render(alone, "xlsx"), "xlsx"),
        _shown_in(render(alone, "md"), "md"),
    ):
        assert "regulator" in shown
        assert POLICE.findall(shown) == []
    assert "2 trusts: 2 miss a standard" in str(render(made, "md"))


def test_the_shipped_pack_says_the_words_that_are_taken_where_a_pack_says_none(
    sector: Path,
) -> None:
    assert load_rules().words == PackWords()
    (sector / "pack.yaml").write_text("name: plain\n", "utf-8")
    (sector / "trusts.yaml").unlink()
    shutil.rmtree(sector / "tests")
    assert load_rules(sector).words == PackWords()


def test_words_hold_only_inside_what_is_spoken() -> None:
    other = PackWords(body=Noun("trust", "trusts"))
    with speaking(other):
        assert pack_words() is other
    assert pack_words() == PackWords()


@pytest.mark.parametrize(
    ("noun", "one", "many", "label"),
    [
        (Noun("area", "areas", "AFI"), "an area (AFI)", "areas (AFIs)", "an AFI"),
        (Noun("point", "points"), "a point", "points", "a point"),
    ],
)
def test_a_noun_without_a_short_name_is_written_in_full(
    noun: Noun, one: str, many: str, label: str
) -> None:
    assert (noun.a_one_in_full, noun.many_in_full, noun.a_label) == (one, many, label)


def test_force_in_a_return_of_trusts_is_a_problem_that_says_what_to_write(sector: Path) -> None:
    Path("data.yaml").write_text(
        "force: St Elsewhere\nperiod: 2026-03\nfigures: {ae_attendances: 3}\n", "utf-8"
    )
    assert _problem("data.yaml", sector) == (
        "data.yaml:1:1: force is the key of another pack: these rules judge trusts. "
        "Write trust: in its place."
    )


def test_afis_in_a_profile_is_a_problem_that_says_what_to_write(sector: Path) -> None:
    Path("own.yaml").write_text("trust: St Elsewhere\nafis:\n  a: {status: open}\n", "utf-8")
    text = "trust: St Elsewhere\nperiod: 2026-03\nprofile: own.yaml\n"
    Path("data.yaml").write_text(f"{text}figures: {{ae_attendances: 3}}\n", "utf-8")
    assert "own.yaml:2:1: afis is the key of another pack" in _problems("data.yaml", sector)
    assert "Write actions: in its place." in _problems("data.yaml", sector)


def test_a_return_without_its_trust_is_told_the_key_and_a_name(sector: Path) -> None:
    Path("data.yaml").write_text("period: 2026-03\nfigures: {ae_attendances: 3}\n", "utf-8")
    assert _problem("data.yaml", sector) == (
        "data.yaml:1:1: trust is missing from a return. "
        "Write the trust's usual name, as in trust: St Elsewhere."
    )


def test_a_slip_in_the_name_of_a_trust_is_a_problem(sector: Path) -> None:
    Path("data.yaml").write_text(
        "trust: St Elsewere\nperiod: 2026-03\nfigures: {ae_attendances: 3}\n", "utf-8"
    )
    assert _problem("data.yaml", sector) == (
        "data.yaml:1:8: St Elsewere is not one of the trusts of this example. "
        "Did you mean St Elsewhere?"
    )


def test_an_unknown_key_is_told_the_keys_as_they_are_written(sector: Path) -> None:
    Path("data.yaml").write_text(
        "trust: St Elsewhere\nperiod: 2026-03\nfigures: {ae_attendances: 3}\nwhatever: 1\n", "utf-8"
    )
    assert "Known are trust, period" in _problem("data.yaml", sector)


def test_sheets_profiles_and_exceptions_name_the_trust_by_its_own_key(sector: Path) -> None:
    Path("months.csv").write_text(
        "trust,figure,value\nSt Elsewhere,ae_attendances,60\nOther Trust,ae_attendances,1\n",
        "utf-8",
    )
    Path("own.yaml").write_text(
        "trust: St Elsewhere\nfrequency: {ae_attendances: month}\n", "utf-8"
    )
    Path("data.yaml").write_text(
        "trust: St Elsewhere\nperiod: 2026-03\nprofile: own.yaml\nsheets: [months.csv]\n", "utf-8"
    )
    rules = load_rules(sector)
    found = load_return("data.yaml", rules)
    assert [one.figure for one in found.reported] == ["ae_attendances"]
    assert "1 row is about other trusts than St Elsewhere" in str(found.warnings[0])
    Path("exceptions.yaml").write_text(
        "exceptions:\n  - rule: ae-within-4-hours\n    trust: St Elsewhere\n"
        "    reason: A ward is closed.\n    owner: chief operating officer\n"
        "    expires: 2026-06-30\n    accepted: 90%\n    no_worse_than: 85%\n",
        "utf-8",
    )
    problems = Problems()
    (entry,) = read_exceptions("exceptions.yaml", rules, TODAY, problems)
    assert (entry.force, problems.found) == ("St Elsewhere", [])


def test_a_column_force_is_not_a_column_of_a_sheet_of_trusts(sector: Path) -> None:
    Path("months.csv").write_text("force,figure,value\nSt Elsewhere,ae_attendances,60\n", "utf-8")
    Path("data.yaml").write_text(
        "trust: St Elsewhere\nperiod: 2026-03\nsheets: [months.csv]\n", "utf-8"
    )
    assert "months.csv:1:1: force is not a column of a sheet. Write trust." in _problem(
        "data.yaml", sector
    )


def _problem(file: str, *packs: Path) -> str:
    rules = load_rules(*packs)
    with pytest.raises(ProblemsFound) as refused:
        load_return(file, rules)
    (problem,) = refused.value.problems
    return str(problem)


def _problems(file: str, pack: Path) -> str:
    rules = load_rules(pack)
    with pytest.raises(ProblemsFound) as refused:
        load_return(file, rules)
    return "\n".join(map(str, refused.value.problems))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("one: trust,", "one: period,", "pack.yaml:2:15: A return has a key period already"),
        (
            "one: trust,",
            "one: Trust,",
            "pack.yaml:2:15: Trust is not right here. Write it in small",
        ),
        (", many: trusts", "", "many is missing from"),
        ("inspector: regulator\n", "", "inspector is missing from"),
        ("inspector:", "inspecter:", "inspecter is not a part of"),
        ("words:", "time_zone: Europe/Paris\nwords:", "pack.yaml:1:12: Times are counted by the"),
        ("words:", "calendar: france\nwords:", "pack.yaml:1:11: "),
    ],
)
def test_a_mistake_in_the_words_is_a_problem_at_its_place(
    sector: Path, old: str, new: str, said: str
) -> None:
    assert old in WORDS
    (sector / "pack.yaml").write_text(WORDS.replace(old, new), "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_rules(sector)
    assert said in "\n".join(map(str, refused.value.problems))


def test_two_packs_that_judge_different_bodies_are_not_used_together(sector: Path) -> None:
    with pytest.raises(ProblemsFound) as refused:
        load_rules("peelcheck", sector)
    assert "This pack judges trusts, and rules forces." in "\n".join(
        map(str, refused.value.problems)
    )


def test_the_list_of_bodies_has_the_name_of_many_of_them(sector: Path) -> None:
    (sector / "trusts.yaml").rename(sector / "forces.yaml")
    with pytest.raises(ProblemsFound) as refused:
        load_rules(sector)
    assert "forces.yaml: No part of a rule pack has this name" in str(refused.value.problems[0])


def test_working_days_take_the_calendar_of_the_pack_where_a_table_names_none(sector: Path) -> None:
    table = sector / "tables" / "cancer_treatments.yaml"
    text = table.read_text("utf-8").replace("62 calendar days", "62 working days")
    table.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound, match="needs the calendar"):
        load_rules(sector)
    pack = sector / "pack.yaml"
    pack.write_text(f"{pack.read_text('utf-8')}calendar: uk-any\n", "utf-8")
    countings = load_rules(sector).tables["cancer_treatments"].countings
    (days,) = (one.in_time.days for one in countings if one.in_time)
    assert [one.calendar for one in days.values()] == [WorkingCalendar.UK_ANY]


@pytest.mark.thorough
@pytest.mark.usefixtures("shared_groups")
@pytest.mark.parametrize("name", ["hospital", "council"])
def test_an_example_pack_has_no_problem_and_every_change_of_it_is_noticed(name: str) -> None:
    folder = PACKS / name / "rules"
    assert lint([folder]).problems == ()
    assert run_tests((folder,)).passed
    assert run_mutations((folder,)).passed


@pytest.mark.parametrize("name", ["hospital", "council"])
def test_the_files_of_an_example_are_those_that_its_program_writes(
    name: str, tmp_path: Path
) -> None:
    made = tmp_path / name
    made.mkdir()
    shutil.copy(PACKS / name / "make.py", made)
    runpy.run_path(str(made / "make.py"))
    files = sorted(made.glob("*.csv"))
    assert files
    for file in files:
        assert file.read_bytes() == (PACKS / name / file.name).read_bytes()


def test_a_new_pack_of_another_sector_is_checked_without_a_word_of_the_police(
    tmp_path: Path, peelcheck: Run
) -> None:
    assert (
        peelcheck("new", "pack", "anytown", "--for", "Planning Authority", cwd=tmp_path).returncode
        == 0
    )
    rules = tmp_path / "anytown" / "anytown_rules"
    made = peelcheck(
        *("new", "rule", "decided-in-8-weeks", "--rules", str(rules)),
        *("--figure", "decided_in_8_weeks_rate", "--kind", "share"),
        *("--means", "share of applications decided within 8 weeks", "--limit", "at least 70%"),
        *("--title", "At least 70% of applications are decided within 8 weeks"),
        *("--short", "Decided in 8 weeks", "--why", "Who waits cannot build."),
        *(
            "--source",
            "local plan (2024)",
            "--stated-as",
            "own",
            "--to-meet-it",
            "Decide sooner.",
            "--owner",
            "head of planning",
        ),
        *("--from", "2025-01-01"),
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    blank = peelcheck("new", "return", "--rules", str(rules), cwd=tmp_path).stdout
    assert "planning_authority: " in blank
    (tmp_path / "data.yaml").write_text(
        "planning_authority: Anytown\nperiod: 2026-03\n"
        "figures: {decided_in_8_weeks_rate: 69 of 100}\n",
        "utf-8",
    )
    run = peelcheck("data.yaml", "--rules", str(rules), "-v", cwd=tmp_path)
    assert run.returncode == 1, run.stderr
    asked = peelcheck("explain", "decided-in-8-weeks", "--rules", str(rules), cwd=tmp_path).stdout
    readme = (tmp_path / "anytown" / "README.md").read_text("utf-8")
    for shown in (run.stdout, run.stderr, blank, asked, readme):
        assert POLICE.findall(shown.replace("In force", "in effect")) == []


def test_the_plural_of_the_word_is_written() -> None:
    assert "many: planning authorities" in new_pack("a", "planning authority")["a_rules/pack.yaml"]
    assert "many: churches" in new_pack("a", "church")["a_rules/pack.yaml"]


@pytest.mark.parametrize(("word", "said"), [("3", "cannot be the word"), ("tables", "has a key")])
def test_a_word_that_cannot_be_a_key_is_refused(peelcheck: Run, word: str, said: str) -> None:
    run = peelcheck("new", "pack", "anytown", "--for", word)
    assert run.returncode == 2
    assert said in run.stderr


AUTHORITIES = PackWords(
    Noun("planning authority", "planning authorities"),
    "the authorities",
    "Anytown",
    Noun("action", "actions"),
    "inspector",
)


@pytest.mark.parametrize(
    ("ours", "own"),
    [
        ("The force's own.", "The planning authority's own."),
        ("A force sets force: Norfolk Constabulary", "A planning authority sets "
         "planning_authority: Anytown"),
        ("an AFI, AFIs and areas for improvement (AFIs)", "an action, actions and actions"),
        ("force, period; forces of force.yaml", "planning_authority, period; planning authorities "
         "of planning_authority.yaml"),
        ("enforced by the inspectorate", "enforced by the inspector"),
    ],
)  # fmt: skip
def test_a_text_of_ours_is_said_in_the_words_of_the_pack(ours: str, own: str) -> None:
    assert in_own_words(ours) == ours
    with speaking(AUTHORITIES):
        assert in_own_words(ours) == own


def test_the_questions_of_a_new_rule_are_without_words_of_the_police() -> None:
    with speaking(AUTHORITIES):
        asked = [in_own_words(f"{one.asks} ({one.spoken_example})") for one in QUESTIONS]
    assert [text for text in asked if POLICE.search(text) or re.search("101|999|NPCC", text)] == []
    assert "at most target NAME where each planning authority sets the number" in " ".join(asked)


def test_a_mistake_in_a_return_is_answered_in_the_words_of_the_pack(sector: Path) -> None:
    rules = load_rules(sector)
    data = sector.parent / "data.yaml"
    data.write_text("trust: [St Elsewhere]\nperiod: 2026-03\nwrong: 1\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(data, rules)
    said = "\n".join(map(str, refused.value.problems))
    assert "as in trust: St Elsewhere" in said
    assert not POLICE.search(said)


@pytest.mark.parametrize("label", ["Planning authority", "Whole planning authority", "Force"])
def test_a_row_of_the_whole_body_is_a_total_under_its_own_word(label: str) -> None:
    assert is_total(label) == (label == "Force")
    with speaking(AUTHORITIES):
        assert is_total(label)
        assert not is_total("Planning")


SHAPED = """\
trust: St Elsewhere
period: 2026-03
sheets:
- file: sheet.csv
  months: across
  figures: {Attendances: ae_attendances}
  columns: {trust: Trust}
  whole_trust: Whole hospital
"""


def test_a_sheet_names_the_body_by_the_word_of_the_pack(sector: Path) -> None:
    rules, data = load_rules(sector), sector.parent / "data.yaml"
    rows = "Trust,Measure,Mar-26\nSt Elsewhere,Attendances,60\nAnytown Hospitals,Attendances,70\n"
    (sector.parent / "sheet.csv").write_text(rows, "utf-8")
    data.write_text(SHAPED, "utf-8")
    assert [str(one.amount.text) for one in load_return(data, rules).reported] == ["60"]
    schema = pack_schema("return", rules)
    shaped = yaml.safe_load(SHAPED.replace("2026-03", "'2026-03'"))
    found = list(Draft202012Validator(schema).iter_errors(shaped))
    assert found == []


@pytest.mark.parametrize("key", ["columns: {force: Trust}", "whole_force: Whole hospital"])
def test_a_sheet_with_a_key_of_the_police_says_what_to_write(sector: Path, key: str) -> None:
    rules, data = load_rules(sector), sector.parent / "data.yaml"
    own = key.replace("force", "trust")
    data.write_text(SHAPED.replace(own, key), "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(data, rules)
    own_key = "whole_trust" if "whole" in key else "trust"
    assert f"Write {own_key}: in its place." in "\n".join(map(str, refused.value.problems))


def test_a_sheet_of_trusts_says_which_column_names_them(sector: Path) -> None:
    rules, data = load_rules(sector), sector.parent / "data.yaml"
    (sector.parent / "sheet.csv").write_text(
        "Trust,Measure,Mar-26\nAnytown Hospitals,Attendances,60\n", "utf-8"
    )
    data.write_text(SHAPED.replace("  columns: {trust: Trust}\n", ""), "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(data, rules)
    assert "Name it, as in columns: {trust: Trust}." in str(refused.value.problems[0])


ONE_ACTION = """\
inspection: Visit 2026
trust: St Elsewhere
published: 2026-01-05
source: A made-up report
actions:
- id: wait-less
  title: Wait less
  seen: Waits were long.
  asks: Be faster.
  status: open
  status_on: 2026-01-05
  watched_by: [ae-within-4-hours]
"""


def test_one_action_in_one_month_is_counted_in_the_singular(sector: Path, peelcheck: Run) -> None:
    (sector / "afis").mkdir()
    (sector / "afis" / "visit-2026.yaml").write_text(ONE_ACTION, "utf-8")
    page = peelcheck("data.yaml", "--rules", "rules", "--by", "afi", cwd=sector.parent).stdout
    assert "nothing, in 1 figure\n" in page
    assert peelcheck("rules", "docs", "out", "--rules", "rules", cwd=sector.parent).returncode == 0
    index = (sector.parent / "out" / "README.md").read_text("utf-8")
    assert "visit-2026.md), 1 action\n" in index
    inspection = (sector.parent / "out" / "afis" / "visit-2026.md").read_text("utf-8")
    assert "The report numbers no action:" in inspection


def test_a_key_of_the_police_in_a_register_has_a_code_of_its_own(sector: Path) -> None:
    (sector / "afis").mkdir()
    register = sector / "afis" / "visit-2026.yaml"
    register.write_text(ONE_ACTION.replace("actions:", "afis:"), "utf-8")
    (problem,) = lint([sector]).problems
    assert (str(problem.code), problem.fix) == ("unknown-part", "Write actions: in its place.")


def test_sql_knows_a_row_of_the_whole_body_by_its_own_word() -> None:
    def _found() -> tuple[object, ...]:
        asked = (DuckDbDialect().is_total(f"'{label}'") for label in ("Whole trust", "Trust A"))
        return duckdb.sql(f"SELECT {', '.join(asked)}").limit(1).fetchall()[0]

    assert _found() == (False, False)
    with speaking(PackWords(Noun("trust", "trusts"))):
        assert _found() == (True, False)


@pytest.mark.parametrize("one", ["force", "trust", "FE"])
def test_sql_knows_every_name_of_a_sum_however_short(one: str) -> None:
    with speaking(PackWords(Noun(one, f"{one}s"))):
        names = (*WORDS_OF_SUMS, *total_labels())
        texts = [text for name in names for text in (name, name.upper(), f" {name}:")]
        asked = [DuckDbDialect().is_total(f"'{text}'") for text in (*texts, "", "A", "D1", "fx")]
    found = duckdb.sql(f"SELECT {', '.join(asked)}").fetchall()[0]
    assert found == (*[True] * len(texts), False, False, False, False)


REPORT = """\
Elm Ward

Area for improvement

The trust should make sure that fewer people wait more than four hours in the department.

We found that 30% waited longer than four hours in 2025.
"""


def test_a_drafted_register_has_the_keys_that_the_pack_reads(sector: Path, peelcheck: Run) -> None:
    folder = sector.parent
    (folder / "visit.txt").write_text(REPORT, "utf-8")
    made = peelcheck("new", "afis", "visit.txt", "--rules", "rules", cwd=folder)
    assert made.returncode == 0
    keys = [line.split(":")[0] for line in made.stdout.splitlines() if line[:1].isalpha()]
    assert keys == ["inspection", "trust", "published", "source", "actions"]
    assert "# From visit.txt: 1 improvement action, numbered in its order." in made.stdout
    (folder / "nothing.txt").write_text("Nothing to see.\n", "utf-8")
    said = peelcheck("new", "afis", "nothing.txt", "--rules", "rules", cwd=folder).stderr
    assert "Nothing in nothing.txt is an improvement action." in said


def test_a_gate_and_a_new_rule_say_the_words_of_the_pack(sector: Path, peelcheck: Run) -> None:
    run = peelcheck("gate", ".", "--rules", "rules", "--require", "afi/2", cwd=sector.parent)
    assert "an action as in afi/6" in run.stderr
    options = ("--rules", "rules", "--figure", "waits", "--limit", "x")
    run = peelcheck("new", "rule", "abc", *options, cwd=sector.parent)
    assert "Write it as in below 5%, every case, or at most target" in run.stderr
