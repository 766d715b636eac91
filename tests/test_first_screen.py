"""What fits on a screen: the answer first and last, and everything else with -v."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, Checker, Command
from peelcheck import Result, Rulebook
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from test_reports import compare, example

SCREENS = {"norfolk-2024": 40, "anytown-2026-03": 48, "tables": 60, "dashboard": 52}
"""The most lines of each example at 80 columns."""

NORFOLK = ROOT / "examples" / "norfolk-2024" / "data.yaml"
MET = "force: Norfolk Constabulary\nperiod: 2026-03\nfigures: {high_risk_share: 18%}\n"


def screen(result: Result, width: int = 80) -> str:
    return REPORTS["text"](result, Page(width, detail=False))


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", [80, 120])
def test_the_first_screen(
    name: str, width: int, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = screen(example(name, rules, monkeypatch), width)
    assert max(map(len, text.split("\n"))) <= width
    assert text.count("\n") <= SCREENS[name]
    compare(f"{name}.screen.{width}.txt", text)


def test_a_month_that_is_met_does_not_hide_the_year(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare("year-of-months.screen.80.txt", screen(example("year-of-months", rules, monkeypatch)))


def test_a_return_of_four_figures_has_24_lines_at_most(checked: Checker) -> None:
    text = screen(
        checked(
            "force: Norfolk Constabulary\nperiod: 2026-03\nfigures:\n"
            "  calls_101_offered: 14,974\n  calls_101_abandoned: 703\n"
            "  offenders: 1,012\n  high_risk_offenders: 187\n"
        )
    )
    assert text.count("\n") <= 24


def test_the_last_line_repeats_the_answer(checked: Checker) -> None:
    last = screen(checked(MET)).rstrip().split("\n\n")[-1]
    assert last.startswith("0 breaches, 1 met, ")


def test_one_breach_is_written_in_the_singular(checked: Checker) -> None:
    last = screen(checked(MET.replace("18%", "28%"))).rstrip().split("\n\n")[-1]
    assert last.startswith("1 breach, 0 met, ")
    assert "A missed standard speaks against closing an" in last


def test_one_number_that_is_guidance_has_a_sentence_of_its_own(checked: Checker) -> None:
    assert "\n  The 20% is guidance, not law.\n" in screen(checked(MET.replace("18%", "28%")))


def test_what_was_not_supplied_is_a_line_and_not_a_list(checked: Checker) -> None:
    text = screen(checked(MET))
    assert "Not supplied: " in text
    assert "peelcheck rules list --with FILE" in text
    assert "causes of demand" not in text


def test_why_a_given_figure_is_not_enough_stays_on_the_screen(checked: Checker) -> None:
    text = screen(checked(MET.replace("{", "{offenders: 1,000, ").replace("1,000", "'1,000'")))
    assert "Offenders for each manager: offender_managers is not given for March 2026." in text


def test_verbose_prints_the_whole_report(
    peelcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = peelcheck(NORFOLK).stdout
    whole = peelcheck(NORFOLK, "-v").stdout
    assert "Not supplied: 4 standards" in short
    assert "About these figures" in whole
    assert "Not supplied: MOSOVO digital tools training" in whole


def test_a_text_file_has_the_whole_report(peelcheck: Command, tmp_path: Path) -> None:
    peelcheck(NORFOLK, "-o", "report.txt")
    assert "About these figures" in (tmp_path / "report.txt").read_text("utf-8")


def test_headings_are_bold_and_outcomes_coloured_at_a_terminal(checked: Checker) -> None:
    text = REPORTS["text"](checked(MET), Page(80, colour=True, detail=False))
    assert "\x1b[1mAreas for improvement (AFIs)" in text
    assert "\x1b[32mmet\x1b[0m" in text
    plain = screen(checked(MET))
    assert "\x1b" not in plain


TARGET = "{at_least: 75%, from: 2026-06-01}"
IN_TIME = (
    "incidents_attended_in_time_rate: [{complete: yes, by: {grade: {A: 90 of 100, B: 80 of 100}}}, "
    "{complete: yes, period: 2026-04, by: {grade: {A: 10 of 100, B: 80 of 100}}}]"
)


def test_a_target_to_come_and_later_figures_are_said_of_what_is_not_judged(
    checked: Checker,
) -> None:
    text = " ".join(
        screen(
            checked(
                f"force: Anytown Police\nperiod: 2026-03\nfigures:\n  {IN_TIME}\n"
                f"targets: {{attendance_share: {TARGET}}}\n",
                period="2026-03",
            )
        ).split()
    )
    assert (
        "Attendance in time by grade: the force's own target, attendance_share, is in force from "
        "1 June 2026." in text
    )
    assert (
        "Attendance in time by grade: judged for March 2026; a figure for April 2026 is given and "
        "it is not judged." in text
    )
