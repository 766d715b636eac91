"""`peelcheck new return --from` a sheet of figures: the mapping that it writes runs at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from conftest import ROOT, Command
from peelcheck.pipeline import load_return, load_rules
from peelcheck.policy.first_numbers import first_numbers
from peelcheck.policy.new_return import match_files, return_text
from shapes import Row, csv_text, grid

RULEBOOK = load_rules()
Drafted = Callable[..., tuple[str, list[dict]]]


def written(file: Path, sheet: str = "") -> str:
    """Return the text of a return from one file."""
    found = match_files([str(file)], RULEBOOK, sheet)
    return return_text(found, RULEBOOK, file.parent, "schema")


def mappings(text: str) -> list[dict]:
    """Return the sheets of a written return."""
    return yaml.load(text, yaml.BaseLoader).get("sheets", [])  # noqa: S506


def read(text: str, folder: Path) -> list[str]:
    """Run a written return with a force: figure, period and amount of all it reads."""
    data = folder / "data.yaml"
    data.write_text(text.replace('force: "?"', "force: Anytown Police"), "utf-8")
    return [
        f"{g.figure} {g.period.as_written} {g.amount.text}"
        for g in load_return(data, RULEBOOK).reported
        if g.amount
    ]


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    """Return the text written from a picture of a CSV file, and its sheets."""

    def draft(picture: str, name: str = "pack.csv") -> tuple[str, list[dict]]:
        (tmp_path / name).write_text(csv_text(grid(picture)), "utf-8")
        text = written(tmp_path / name)
        return text, mappings(text)

    return draft


def save(path: Path, **sheets: Sequence[Row]) -> None:
    """Write a workbook of these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)


ACROSS = """
    Contact pack, March 2026 | | | | |
     | | | | |
    Measure                    | Target | Feb-26 | Mar-26 | YTD    | RAG
    101 calls offered          |        | 13,512 | 14,974 | 54,538 |
    101 calls abandoned (%)    | 5%     | 4.7%   | 4.9%   | 5.1%   | G
    999 <10s %                 | 90%    | 91.3%  | 91.8%  |        | G
    Average speed of answer    |        | 40     | 41     |        | A
"""


def test_months_across_are_mapped_and_the_return_runs(drafted: Drafted, tmp_path: Path) -> None:
    text, (sheet,) = drafted(ACROSS)
    assert sheet["months"] == "across"
    assert sheet["figures"] == {
        "101 calls offered": "calls_101_offered",
        "101 calls abandoned (%)": "calls_101_abandonment_rate",
        "999 <10s %": "calls_999_within_10s_rate",
    }
    assert "period: 2026-03  # check: the newest month with a figure" in text
    assert "# not known: Average speed of answer" in text
    assert read(text, tmp_path)[:2] == [
        "calls_101_offered 2026-02 13,512",
        "calls_101_offered 2026-03 14,974",
    ]


def test_months_down_are_mapped(drafted: Drafted, tmp_path: Path) -> None:
    picture = """
        Month    | 101 Offered | % 101 Abandoned | Comments
        Feb 2026 | 13,512      | 4.7%            | snow
        Mar 2026 | 14,974      | 4.9%            |
        Total    | 28,486      | 4.8%            |
    """
    text, (sheet,) = drafted(picture)
    assert sheet["months"] == "down"
    assert len(read(text, tmp_path)) == 4


def test_districts_and_two_figures_below_each_month(drafted: Drafted, tmp_path: Path) -> None:
    picture = """
        LPA         | Measure          | Mar-26 |
                    |                  | No.    | %
        North       | Attended in time | 411    | 92%
        Force total | Attended in time | 931    | 91.4%
    """
    text, (sheet,) = drafted(picture)
    assert sheet["scopes"] == {"district": "LPA"}
    assert sheet["whole_force"] == ["Force total"]
    assert sheet["figures"] == {
        "Attended in time No.": "incidents_attended_in_time",
        "Attended in time %": "incidents_attended_in_time_rate",
    }
    assert len(read(text, tmp_path)) == 4


def test_labels_with_a_second_one_in_the_column_beside(drafted: Drafted) -> None:
    picture = """
        Measure       | Unit | Mar-26
        101 abandoned | No.  | 703
        101 abandoned | %    | 4.7%
    """
    _, (sheet,) = drafted(picture)
    assert sheet["figures"] == {
        "101 abandoned No.": "calls_101_abandoned",
        "101 abandoned %": "calls_101_abandonment_rate",
    }


@pytest.mark.parametrize(
    ("title", "year"),
    [("Pack 2025/26", "2025/26"), ("Pack", "?"), ("2024/25 and 2025/26", "?")],
)
def test_the_year_of_months_is_that_of_a_title_or_a_question(
    drafted: Drafted, title: str, year: str
) -> None:
    text, (sheet,) = drafted(f"{title} | \n | \nMeasure | Apr | May\n101 offered | 1 | 2")
    assert sheet["year"] == year
    period = "2025-05" if year != "?" else "?"
    assert yaml.load(text, yaml.BaseLoader)["period"] == period  # noqa: S506


def test_what_this_month_is_has_to_be_answered(drafted: Drafted, tmp_path: Path) -> None:
    picture = """
        KPI                  | This month | Last month | Target | Direction
        101 abandonment rate | 4.7%       | 4.9%       | 5%     | Down
        999 in 10 seconds    | 91.8%      | 91.3%      | 90%    | Up
    """
    text, (sheet,) = drafted(picture)
    assert sheet["periods"] == {"This month": "?"}
    assert 'period: "?"' in text
    answered = text.replace('period: "?"', "period: 2026-03").replace('"?"', "2026-03", 2)
    answered = answered.replace("force: 2026-03", "force: Anytown Police")
    assert read(answered, tmp_path) == [
        "calls_101_abandonment_rate 2026-03 4.7%",
        "calls_999_within_10s_rate 2026-03 91.8%",
    ]
    found = match_files([str(tmp_path / "pack.csv")], RULEBOOK)
    told = first_numbers(found, text, RULEBOOK)
    assert "nothing can be read until periods: is answered" in told
    assert "Questions (?) to answer: force, period, This month." in told


def test_bare_percentages_say_so(drafted: Drafted, tmp_path: Path) -> None:
    text, (sheet,) = drafted("Measure | Feb-26 | Mar-26\n101 abandoned % | 4.7 | 0.9")
    label = "101 abandoned %"
    assert sheet["figures"][label] == {
        "figure": "calls_101_abandonment_rate",
        "numbers_are": "percent",
    }
    assert read(text, tmp_path)[1].endswith(" 0.9%")


def test_numbers_that_may_be_fractions_are_left_to_people(drafted: Drafted) -> None:
    text, (sheet,) = drafted("Measure | Mar-26\n101 abandoned % | 0.9\n101 offered | 14,974")
    assert sheet["figures"] == {"101 offered": "calls_101_offered"}
    assert '# check "101 abandoned %": calls_101_abandonment_rate, but: 0.9' in text


def test_columns_that_are_no_periods_are_left_out(drafted: Drafted, tmp_path: Path) -> None:
    text, (sheet,) = drafted("Measure | Mar-26 | Direct\n101 offered | 14,974 | 3")
    assert sheet["leave_out"] == ["Direct"]
    assert read(text, tmp_path) == ["calls_101_offered 2026-03 14,974"]


UNDER_NAMES = [
    ("Measure | Mar-26\n101 calls | \nOffered | 14,974\n% abandoned | 4.7%", 2),
    ("101 calls\n\nMeasure | Mar-26\nOffered | 14,974\n% abandoned | 4.7%", 2),
    ("Line | Measure | Mar-26\n101 | Offered | 14,974\n | % abandoned | 4.7%", 2),
    (" | 101 | \nMonth | Offered | % abandoned\nMar-26 | 14,974 | 4.7%", 2),
]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(("picture", "number"), UNDER_NAMES)
def test_a_label_may_need_the_name_over_it(
    drafted: Drafted, tmp_path: Path, picture: str, number: int
) -> None:
    text, (sheet,) = drafted(picture)
    assert sheet["figures"]["Offered"] == "calls_101_offered"
    assert len(read(text, tmp_path)) == number


WRONG = [
    "Measure | Mar-26\n101 calls |\nOffered | 14,974\n999 calls |\nOffered | 3,402",
    "Measure | Mar-26\n101 calls |\n |\nOffered | 14,974",
    "North BCU\n\nMeasure | Mar-26\nAttended in time | 14,974",
    "Measure | Mar-26\nGrade 1 |\nAttended in time | 14,974",
    "Measure | Series | Mar-26\n101 offered | Stretch | 14,974",
    "Measure | Mar-26\nTarget for 101 offered | 14,974",
    "Measure | Mar-26\n101 offered last year | 14,974",
    "Measure | Mar-26\n101 calls | 14,974",
    "Measure | Mar-26\n101 offered | 4%",
    "Measure | Mar-26\n101 offered | n/a",
    "Targets\n\nMeasure | Mar-26\n101 offered | 14,974",
    "Measure | Mar-26\n101 offered | 1\n101 calls offered | 2",
    "Measure | Prev yr\n101 offered | 14,974",
]


@pytest.mark.every_day(3)
@pytest.mark.parametrize("picture", WRONG)
def test_what_is_not_sure_is_not_mapped(drafted: Drafted, picture: str) -> None:
    _, sheets = drafted(picture)
    assert sheets == []


def test_a_file_of_targets_is_not_mapped(drafted: Drafted) -> None:
    assert drafted(ACROSS, "Targets.csv")[1] == []


FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
CONTACT = [["Measure", FEBRUARY, MARCH], ["101 offered", 13512, 14974], ["999 answered", 1, 2]]


@pytest.mark.thorough
def test_each_sheet_of_a_workbook_is_mapped_and_others_are_not(tmp_path: Path) -> None:
    other = [
        ["Measure", FEBRUARY, MARCH],
        ["101 offered", 13512, 15000],
        ["Offenders managed", 9, 9],
    ]
    save(
        tmp_path / "pack.xlsx",
        Cover=[["Performance pack"]],
        Contact=CONTACT,
        Targets=CONTACT,
        Summary=other,
    )
    text = written(tmp_path / "pack.xlsx")
    contact, summary = mappings(text)
    assert (contact["sheet"], summary["sheet"]) == ("Contact", "Summary")
    assert summary["figures"] == {"Offenders managed": "offenders"}
    assert '# check "101 offered": calls_101_offered, but: ' in text
    assert len(read(text, tmp_path)) == 6
    assert mappings(written(tmp_path / "pack.xlsx", "Contact")) == [contact]


def test_a_workbook_of_cases_and_figures_gives_both(tmp_path: Path) -> None:
    cases = [
        ["Call Id", "Call Start", "DDI", "Outcome"],
        [1, "2026-03-01 10:00:00", 101, "Answered"],
        [2, "2026-03-01 10:01:00", 999, "Abandoned"],
    ]
    save(tmp_path / "pack.xlsx", Data=cases, Contact=CONTACT)
    text = written(tmp_path / "pack.xlsx")
    assert "    sheet: Data\n" in text
    assert [sheet["sheet"] for sheet in mappings(text)] == ["Contact"]


def test_a_large_file_is_no_sheet_of_figures(tmp_path: Path) -> None:
    file = tmp_path / "pack.csv"
    file.write_text("Measure,Mar-26\n101 offered,1\n" + "x,1\n" * 1_300_000, "utf-8")
    assert "sheets:" not in written(file)


@pytest.mark.thorough
def test_many_unknown_labels_are_counted(drafted: Drafted) -> None:
    others = "\n".join(f"Something else {n} | {n}" for n in range(25))
    text, _ = drafted(f"Measure | Mar-26\n101 offered | 14,974\n{others}")
    assert "Something else 19, and 5 more" in text


def test_the_end_says_what_a_sheet_is_enough_for(tmp_path: Path) -> None:
    (tmp_path / "pack.csv").write_text(csv_text(grid(ACROSS)), "utf-8")
    found = match_files([str(tmp_path / "pack.csv")], RULEBOOK)
    told = first_numbers(found, return_text(found, RULEBOOK, tmp_path, "schema"), RULEBOOK)
    assert told.split("\n")[1:] == [
        "Questions (?) to answer: force.",
        "Can be counted now: 101 calls abandoned; 999 calls answered in 10 seconds.",
        "First numbers, to see whether the columns are right:",
        "  101 calls abandoned: 4.9%",
        "  999 calls answered in 10 seconds: 91.8%",
    ]
    assert told.split("\n")[0].endswith(
        "pack.csv: a sheet of months, 3 figures found, 1 label not known"
    )


def test_a_standard_for_each_grade_needs_figures_by_grade(tmp_path: Path) -> None:
    file = tmp_path / "pack.csv"
    file.write_text("Measure,Mar-26\nAttended in time,931\nTo attend,1018\n", "utf-8")
    found = match_files([str(file)], RULEBOOK)
    told = first_numbers(found, return_text(found, RULEBOOK, tmp_path, "schema"), RULEBOOK)
    assert "Can be counted now: Attendance in time.\n" in told
    assert "Not yet: Attendance in time by grade (lacks figures by grade)." in told


def test_the_end_says_that_a_year_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "pack.csv"
    file.write_text("Measure,Apr,May\n101 offered,1,2\nx,1,2\ny,1,2\n", "utf-8")
    found = match_files([str(file)], RULEBOOK)
    told = first_numbers(found, return_text(found, RULEBOOK, tmp_path, "schema"), RULEBOOK)
    assert "1 figure found, 2 labels not known; nothing can be read until year: is" in told


@pytest.mark.every_day(1)
@pytest.mark.parametrize("name", ["dashboard.xlsx", "kpis.csv", "districts.csv"])
def test_the_example_is_mapped_as_by_hand(name: str, tmp_path: Path, peelcheck: Command) -> None:
    example = ROOT / "examples" / "dashboard"
    every = [
        sheet
        for data in ("data.yaml", "from_csv.yaml")
        for sheet in mappings((example / data).read_text("utf-8"))
        if sheet["file"] == name
    ]
    run = peelcheck("new", "return", "--from", str(example / name), cwd=tmp_path)
    drafts = mappings(run.stdout)
    assert [sheet.get("sheet") for sheet in drafts] == [sheet.get("sheet") for sheet in every]
    for by_hand, draft in zip(every, drafts, strict=True):
        named = {label.strip("*"): figure for label, figure in draft["figures"].items()}
        assert named == by_hand["figures"]
