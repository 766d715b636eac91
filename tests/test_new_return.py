"""`peelcheck new return --from`: which columns, values and dates it knows, and what it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from conftest import ROOT, Command
from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import load_rules
from peelcheck.policy.column_names import NameFit, name_fit, name_words
from peelcheck.policy.date_forms import DateForm, date_form, newest_month
from peelcheck.policy.new_return import match_files, return_text
from peelcheck.policy.value_lines import known_values

RULEBOOK = load_rules()
Written = Callable[..., tuple[str, dict]]


def new_return(
    files: list[str], rulebook: Rulebook, beside: Path, schema: str, sheet: str = ""
) -> str:
    return return_text(match_files(files, rulebook, sheet), rulebook, beside, schema)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return the text written from rows of a file, and its one table."""

    def write(*rows: str, name: str = "extract.csv", above: str = "") -> tuple[str, dict]:
        (tmp_path / name).write_text(above + "\n".join(rows) + "\n", encoding="utf-8")
        text = new_return([str(tmp_path / name)], RULEBOOK, tmp_path, "schema")
        tables = yaml.load(text, yaml.BaseLoader)["tables"]  # noqa: S506
        return text, tables

    return write


KINDS = {
    "command and control": (
        "Log No,Created,Opening Grade,Closing Grade,Time Despatched,Time at Scene,LPA,U/R",
        "1,14/03/2026 10:00,Gr1,Gr1,14/03/2026 10:01,14/03/2026 10:10,Lynn,U",
        "2,15/03/2026 10:00,Gr2,Gr1,15/03/2026 10:01,,Norwich,R",
        {
            "incident_id": "Log No",
            "received_at": "Created",
            "dispatched_at": "Time Despatched",
            "arrived_at": "Time at Scene",
            "grade": "Opening Grade",
            "final_grade": "Closing Grade",
            "area": "U/R",
            "district": "LPA",
        },
    ),
    "telephony": (
        "Call Id,Call Start,Call End,VDN,Call Outcome,Ring Time (s),Talk Time (s)",
        "1,14/03/2026 10:00:01,14/03/2026 10:05:01,101,ANS,12,200",
        "2,14/03/2026 10:01:01,14/03/2026 10:06:01,999,ABAND,12,0",
        {
            "call_id": "Call Id",
            "received_at": "Call Start",
            "line": "VDN",
            "outcome": "Call Outcome",
            "answered_in": "Ring Time (s)",
        },
    ),
    "a dispatch system with words run together": (
        "EventNumber,DateTimeReceived,DateTimeFirstUnitArrived,DateTimeClosed,InitialPriority",
        "E1,2026-03-01 10:00:00,2026-03-01 10:09:00,2026-03-01 11:00:00,1",
        "E2,2026-03-02 10:00:00,2026-03-02 10:09:00,2026-03-02 11:00:00,2",
        {
            "incident_id": "EventNumber",
            "received_at": "DateTimeReceived",
            "arrived_at": "DateTimeFirstUnitArrived",
            "grade": "InitialPriority",
        },
    ),
    "a crime system": (
        "Investigation Number,Created,Date Recorded,OIC,Date OIC Allocated,DA Flag,Outcome Type",
        "42/1/26,14/03/2026,14/03/2026,PC A,15/03/2026,Yes,Charged",
        "42/2/26,14/03/2026,14/03/2026,PC A,15/03/2026,No,Caution",
        {
            "crime_id": "Investigation Number",
            "recorded_at": "Date Recorded",
            "allocated_at": "Date OIC Allocated",
            "domestic_abuse": "DA Flag",
            "outcome": "Outcome Type",
        },
    ),
    "a register of offenders": (
        "ViSOR Ref,Offender Manager,Area,Risk Level,In Custody,Last Visit",
        "V1,PC A,North,VH,N,14/03/2026",
        "V2,PC B,North,Med,Y,14/03/2026",
        {
            "offender_id": "ViSOR Ref",
            "manager": "Offender Manager",
            "setting": "In Custody",
            "risk": "Risk Level",
        },
    ),
    "forms of force": (
        "UOF Ref,Date Occurred,Time Occurred,Subject Injured,Officer Injured,LPA",
        "U1,14/03/2026,10:22,No,No,North",
        "U2,15/03/2026,11:22,Yes,No,South",
        {
            "incident_id": "UOF Ref",
            "used_at": "Date Occurred",
            "injured": "Subject Injured",
            "district": "LPA",
        },
    ),
    "a list of staff": (
        "Payroll No,Forename,Rank,Post Title,Contracted FTE,Digital Triage Trained,FLL Completed",
        "1,A,Constable,Offender Manager,1.00,Y,",
        "2,A,Sergeant,Sergeant,0.80,N,Y",
        {
            "person_id": "Payroll No",
            "role": "Post Title",
            "fte": "Contracted FTE",
            "digital_tools": "Digital Triage Trained",
            "leadership_course": "FLL Completed",
        },
    ),
    "calls by day with the line in the names": (
        "Day,101 offered,101 abandoned,999 offered",
        "13/03/2026,512,23,131",
        '14/03/2026,"1,204",54,160',
        {"day": "Day", "offered": "101 offered", "abandoned": "101 abandoned"},
    ),
}


@pytest.mark.every_day(2)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_extract_is_known(written: Written, kind: str) -> None:
    *rows, expected = KINDS[kind]
    _, tables = written(*rows)
    (table,) = tables.values()
    assert table["columns"] == expected


def test_the_line_in_the_names_is_that_of_every_row(written: Written) -> None:
    *rows, _ = KINDS["calls by day with the line in the names"]
    text, tables = written(*rows)
    assert tables["daily_calls"]["every_row"] == {"line": "101"}
    assert '# not taken for any of these: "999 offered"' in text


@pytest.mark.parametrize(
    "rows",
    [
        ("Custody No,Arrival,Relevant Time,Released", "1,01/03/2026 01:00,01/03/2026 01:10,"),
        ("Type,Date,Legislation,Outcome,Borough", "Person search,2026-03-01,PACE,Arrest,North"),
        ("Complaint Ref,Received,Allocated,Outcome", "C1,14/03/2026,15/03/2026,Resolved"),
        ("Crime Number,Victim ID,Contact Date,Outcome", "1,V1,14/03/2026,Charged"),
        ("Stop ID,Date,Officer,Ethnicity", "1,14/03/2026,1,W"),
    ],
)
def test_a_table_of_another_kind_is_a_question(written: Written, rows: tuple[str, ...]) -> None:
    _, tables = written(*rows)
    assert set(tables) == {"?"}


def test_two_columns_that_fit_equally_are_both_left(written: Written) -> None:
    text, tables = written(
        "Call Id,Start Time,Received,DDI,Outcome",
        "1,14/03/2026 10:00,14/03/2026 10:00,101,Answered",
        "2,14/03/2026 10:01,14/03/2026 10:01,999,Abandoned",
    )
    assert tables["calls"]["columns"]["received_at"] == "?"
    assert "Start Time and Received fit equally well" in text


def test_a_column_whose_content_contradicts_its_name_is_left(written: Written) -> None:
    text, tables = written(
        "Incident Ref,Call Received,Time on scene,Dispatched,Initial Grade",
        "I1,14/03/2026 10:00,00:40:00,,Gr1",
        "I2,14/03/2026 10:01,01:40:00,,Gr2",
    )
    assert set(tables["incidents"]["columns"]) == {"incident_id", "received_at", "grade"}
    assert "# check arrived_at: Time on scene has a time of day and no date" in text
    assert "# check dispatched_at: Dispatched is empty" in text


def test_a_clock_is_not_read_from_a_date_beside_its_time(written: Written) -> None:
    text, tables = written(
        "Incident Ref,Date Received,Time Received,Initial Grade,Arrived",
        "I1,14/03/2026,10:00,Gr1,14/03/2026 10:10",
        "I2,14/03/2026,11:00,Gr2,14/03/2026 11:10",
    )
    assert tables["incidents"]["columns"]["received_at"] == "?"
    assert "Date Received and Time Received have it in two: join them in the extract" in text


def test_a_column_for_another_moment_is_not_taken(written: Written) -> None:
    _, tables = written(
        "Incident Ref,Call Received,Arrived By,Last Updated,Initial Grade,Target Arrival",
        "I1,14/03/2026 10:00,PC A,14/03/2026 10:40,Gr1,14/03/2026 10:15",
        "I2,14/03/2026 10:01,PC B,14/03/2026 10:40,Gr2,14/03/2026 10:15",
    )
    assert set(tables["incidents"]["columns"]) == {"incident_id", "received_at", "grade"}


def test_a_share_is_not_the_line_of_calls(written: Written) -> None:
    _, tables = written(
        "Date,Calls Offered,Calls Answered,Calls Abandoned,Service Level %",
        "14/03/2026,100,90,10,90%",
        "15/03/2026,100,90,10,90%",
    )
    assert set(tables["daily_calls"]["columns"]) == {
        "day", "line", "offered", "answered", "abandoned",
    }  # fmt: skip
    assert tables["daily_calls"]["columns"]["line"] == "?"


def test_a_number_in_two_columns_is_not_taken_from_one(written: Written) -> None:
    text, tables = written(
        "Offender Manager,Caseload,High Risk,Very High Risk,FTE", "A,50,10,2,1", "B,45,9,2,0.8"
    )
    assert "high_risk" not in tables["caseloads"]["columns"]
    assert "# check high_risk: High Risk and Very High Risk are two columns" in text


def test_seconds_written_as_a_clock_are_taken_and_reported(written: Written) -> None:
    text, _ = written(
        "Call Id,Call Start,DDI,Outcome,Ring Time",
        "1,2026-03-01 10:00:00,101,Answered,00:01:12",
        "2,2026-03-01 10:00:00,999,Abandoned,00:00:12",
    )
    assert "answered_in: Ring Time  # check: " in text
    assert "0:12 cannot be read, export it in seconds" in text


def test_a_bare_grade_is_to_be_checked_where_there_are_two(written: Written) -> None:
    text, _ = written(
        "Log No,Call Received,Grade", "1,14/03/2026 10:00,Gr1", "2,14/03/2026 10:00,Gr2"
    )
    assert "grade: Grade  # check: the grade given first" in text


def test_values_are_written_with_their_rows_and_unknown_ones_listed(written: Written) -> None:
    text, tables = written(
        "Log No,Call Received,Initial Grade",
        "1,14/03/2026 10:00,Gr1",
        "2,14/03/2026 10:00,Gr1",
        "3,14/03/2026 10:00,Welfare",
    )
    assert tables["incidents"]["values"] == {"grade": {"Gr1": "A"}}
    assert "grade: {Gr1: A}  # check: Gr1 2" in text
    assert "# check grade, A, B, C, D or E? Welfare 1" in text


@pytest.mark.parametrize(
    ("texts", "words", "is_open"),
    [
        (["01/03/2026", "13/03/2026"], "day/month/year", False),
        (["01.03.26 10:00", "13.03.26 10:00"], "day.month.yy", False),
        (["03/13/2026 10:00:00 PM"], "month/day/year", False),
        (["01/03/2026", "02/03/2026"], "", True),
        (["13/03/2026", "03/13/2026"], "", True),
        (["13/03/2026", "2026-03-13"], "", True),
        (["2026-03-13T10:00:00Z"], "", False),
        (["1 March 2026", "2026-03-13", "Mon 2 Mar 2026 10:00", "Mar 3, 2026 7:05 pm"], "", False),
        (["1 Marvember 2026"], "", False),
        (["01/03/2026 7:05 pm", "13/03/2026 7:05 am"], "day/month/year", False),
        (["Sun 01/03/2026 10:00"], "weekday day/month/year", False),
        (["Sunday, 01/03/26"], "weekday, day/month/yy", False),
        (["Sun 03/01/2026"], "weekday month/day/year", False),
        (["Mon 01/03/2026"], "", True),
        (["Fri 01/01/2027"], "", True),
        (["Sun 01/03/2026", "Sun 03/01/2026"], "", True),
        (["Sun 31/02/2026", "Sun 01/03/2026"], "weekday day/month/year", False),
    ],
)
def test_how_dates_are_written(texts: list[str], words: str, is_open: bool) -> None:
    form = date_form(texts)
    assert (form.words, form.open_question) == (words, is_open)


@pytest.mark.parametrize(
    ("text", "words", "month"),
    [
        ("2026-03-01", "", "2026-03"),
        ("1 March 2026", "", "2026-03"),
        ("01-MAR-26 10:00", "", "2026-03"),
        ("Mar 1, 2026 7:05 PM", "", "2026-03"),
        ("Sun 01/03/2026", "weekday day/month/year", "2026-03"),
        ("01/03/26", "month/day/yy", "2026-01"),
        ("01/03/2026", "", ""),
        ("1 Ma 2026", "", ""),
    ],
)
def test_the_month_of_a_date(text: str, words: str, month: str) -> None:
    assert DateForm(words, False, "").month_of(text) == month


def test_all_rows_settle_how_dates_are_written(written: Written) -> None:
    rows = [f"{n},01/03/2026 10:00,Gr1" for n in range(2000)]
    text, tables = written("Log No,Call Received,Initial Grade", *rows, "2001,31/03/2026 10:00,Gr1")
    assert tables["incidents"]["dates"] == "day/month/year"
    assert "period: 2026-03  # check: 2,001 of 2,001 rows are of this month" in text
    text, tables = written("Log No,Call Received,Initial Grade", *rows)
    assert tables["incidents"]["dates"] == "?"
    assert "day/month/year or month/day/year? neither is ever above 12" in text


def test_the_newest_month_has_as_many_rows_as_others() -> None:
    assert newest_month(Counter({"2026-01": 100, "2026-02": 90, "2026-03": 2})) == "2026-02"
    assert newest_month(Counter()) == ""


def test_no_name_stands_for_two_columns_of_a_table() -> None:
    for table in RULEBOOK.tables.values():
        for column in table.columns.values():
            others = [c for c in table.columns.values() if c is not column]
            names = {name_words(name) for name in column.also_called}
            doubled = names & {name_words(name) for c in others for name in c.also_called}
            assert not doubled, (table.name, column.name)


@pytest.mark.parametrize(
    ("table", "column", "header"),
    [
        ("offenders", "offender_id", "ViSOR Nominal Ref"),
        ("calls", "call_id", "CallId"),
        ("crimes", "recorded_at", "Recorded On"),
        ("protective_orders", "applied_at", "Date Applied For"),
    ],
)
def test_capitals_within_a_word_and_small_words_do_not_matter(
    table: str, column: str, header: str
) -> None:
    fit, _ = name_fit(header, RULEBOOK.tables[table].columns[column])
    assert fit is NameFit.SURE


def test_yes_and_no_mean_what_the_column_is_called() -> None:
    column = RULEBOOK.tables["calls"].columns["outcome"]
    known = known_values("Abandoned (Y/N)", column, {"Y": 1, "N": 1})
    assert {text: meaning.value for text, meaning in known.items()} == {
        "Y": "abandoned",
        "N": "answered",
    }


def _workbook(path: Path, **sheets: list[list[object]]) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


CALLS = [
    ["Call Id", "Call Start", "DDI", "Outcome"],
    [1, "2026-03-01 10:00:00", 101, "Answered"],
    [2, "2026-03-01 10:01:00", 999, "Abandoned"],
]
NOTES = [["Notes"], ["From the telephony system"]]


def test_the_sheet_and_the_header_below_titles_are_found(tmp_path: Path) -> None:
    _workbook(tmp_path / "pack.xlsx", Notes=NOTES, Data=[["Calls of March"], [], *CALLS])
    text = new_return([str(tmp_path / "pack.xlsx")], RULEBOOK, tmp_path, "schema")
    assert "    sheet: Data  # not read: Notes\n    header_row: 3\n" in text
    assert "      outcome: Outcome" in text


def test_a_sheet_that_cannot_be_read_is_passed_over_if_another_fits(tmp_path: Path) -> None:
    _workbook(tmp_path / "pack.xlsx", Empty=[], Data=CALLS)
    text = new_return([str(tmp_path / "pack.xlsx")], RULEBOOK, tmp_path, "schema")
    assert "    sheet: Data  # not read: Empty\n" in text
    _workbook(tmp_path / "empty.xlsx", Empty=[])
    with pytest.raises(ProblemsFound):
        new_return([str(tmp_path / "empty.xlsx")], RULEBOOK, tmp_path, "schema")


def test_where_several_sheets_fit_one_is_named(tmp_path: Path) -> None:
    _workbook(tmp_path / "pack.xlsx", Feb=CALLS, Mar=CALLS)
    with pytest.raises(InvalidValue, match="2 sheets that may be tables"):
        new_return([str(tmp_path / "pack.xlsx")], RULEBOOK, tmp_path, "schema")
    text = new_return([str(tmp_path / "pack.xlsx")], RULEBOOK, tmp_path, "schema", sheet="Mar")
    assert "    sheet: Mar  # not read: Feb\n" in text


def test_the_end_says_what_can_be_counted_and_the_first_numbers(
    peelcheck: Command, tmp_path: Path
) -> None:
    *rows, _ = KINDS["telephony"]
    (tmp_path / "calls.csv").write_text("\n".join(rows), encoding="utf-8")
    run = peelcheck("new", "return", "--from", "calls.csv", "-o", "new.yaml")
    said = run.stderr.split("\n")
    assert "calls.csv: calls, 5 of 6 columns found, 1 to check" in said
    assert "Questions (?) to answer: force, calls_101_answer_time." in said
    assert "Can be counted now: 101 calls abandoned; 999 calls answered in 10 seconds." in said
    assert "Not yet: Failure demand (lacks failure_demand)." in said
    assert "  101 calls abandoned: 0 of 1 (0%)" in said
    run = peelcheck("new", "return", "--sheet", "Data")
    assert "Add --from and the workbook." in run.stderr


def test_names_of_columns_cannot_end_a_line_of_the_return(written: Written) -> None:
    text, tables = written('"Log\nforce: x",Call Received,Initial Grade,"a\nb"', "1,2026-03-01,A,x")
    assert "\nforce: x" not in text
    assert tables


@pytest.mark.thorough
def test_the_columns_of_the_examples_are_known() -> None:
    folder = ROOT / "examples" / "tables"
    data = yaml.load((folder / "data.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    right = listed = 0
    for name, table in data["tables"].items():
        text = new_return([str(folder / table["file"])], RULEBOOK, folder, "schema")
        found = yaml.load(text, yaml.BaseLoader)["tables"][name]["columns"]  # noqa: S506
        wrong = {ours for ours, own in table["columns"].items() if found.get(ours, own) != own}
        assert not wrong, name
        right += len(table["columns"].keys() & found.keys())
        listed += len(table["columns"])
    assert right >= 0.85 * listed


def test_names_of_values_lead_to_one_value_each(pack: Path) -> None:
    file = pack / "tables" / "use_of_force_incidents.yaml"
    text = file.read_text("utf-8").replace(
        "    values: [yes, no]\n",
        "    values: [yes, no]\n    values_called: {yes: [hurt, no], maybe: [x], no: [hurt]}\n",
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_rules(pack)
    said = [problem.what for problem in found.value.problems]
    assert "no is a name of no as well." in said
    assert "hurt is a name of yes as well." in said
    assert any("maybe" in what for what in said)
