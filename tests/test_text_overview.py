"""Several forces at once: an overview first, then those with a breach or a doubt."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, TODAY
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

SHARES = {
    "Kent Police": "28%",
    "Norfolk Constabulary": "18%",
    "Suffolk Constabulary": "around 20%",
    "Essex Police": "not available",
}


def of_forces(shares: dict[str, str], rules: Rulebook, folder: Path) -> Result:
    files = []
    for number, (force, share) in enumerate(shares.items()):
        file = folder / f"{number}.yaml"
        figures = f"{{high_risk_share: {share}}}" if share else "{calls_101_offered: 5}"
        file.write_text(f"force: {force}\nperiod: 2026-03\nfigures: {figures}\n", "utf-8")
        files.append(file)
    return check(rules, [load_return(file, rules) for file in files], today=TODAY)


def text_of(result: Result, **page: bool) -> str:
    return REPORTS["text"](result, Page(80, **page))


def test_the_worst_force_is_first_and_each_has_a_row(rules: Rulebook, tmp_path: Path) -> None:
    text = text_of(of_forces(SHARES, rules, tmp_path), detail=False)
    head, table = text.split("\n\n")[:2]
    assert head == "4 forces: 1 misses a standard, 2 are not clear and 1 meets all that was judged."
    assert table.split("\n") == [
        "Force                 1",
        "--------------------  ------",
        "Kent Police           breach",
        "Essex Police          ?",
        "Suffolk Constabulary  ?",
        "Norfolk Constabulary  met",
    ]
    assert "\n1 High-risk offenders. ? is cannot tell, - is not judged.\n" in text


def test_a_highlighted_force_is_seen_at_once(rules: Rulebook, tmp_path: Path) -> None:
    result = of_forces(SHARES, rules, tmp_path)
    page = Page(80, detail=False, highlight=("Suffolk Constabulary",))
    text = REPORTS["text"](result, page)
    assert "\n  Essex Police          ?\n> Suffolk Constabulary  ?\n" in text
    assert "? is cannot tell, - is not judged. > is highlighted.\n" in text
    coloured = REPORTS["text"](result, page._replace(colour=True))
    assert "\x1b[1m> Suffolk Constabulary\x1b[0m  " in coloured


def test_a_force_that_misses_the_year_alone_is_not_called_unclear(rules: Rulebook) -> None:
    files = ["norfolk-2024/data.yaml", "year-of-months/data.yaml"]
    returns = [load_return(ROOT / "examples" / file, rules) for file in files]
    text = text_of(check(rules, returns, today=TODAY), detail=False)
    said = "2 forces: 1 misses a standard and 1 misses one over the year only."
    assert text.startswith(f"{said}\n")
    assert text.endswith(f"{said}\n")


def test_a_force_without_a_breach_or_a_doubt_needs_the_option(
    rules: Rulebook, tmp_path: Path
) -> None:
    result = of_forces(SHARES, rules, tmp_path)
    short, whole = text_of(result, detail=False), text_of(result, detail=True)
    assert "\nNorfolk Constabulary, March 2026, meets" not in short
    assert short.rstrip().endswith("1 force without a breach or a doubt: add -v.")
    assert "\nNorfolk Constabulary, March 2026, meets" in whole
    assert whole.rstrip().endswith("1 meets all that was judged.")


def test_the_answer_is_first_and_last(rules: Rulebook, tmp_path: Path) -> None:
    text = text_of(of_forces(SHARES, rules, tmp_path), detail=True)
    lines = text.rstrip().split("\n")
    assert lines[0] == lines[-1]


def test_forces_of_which_nothing_was_judged_are_counted(rules: Rulebook, tmp_path: Path) -> None:
    shares = {"Kent Police": "", "Norfolk Constabulary": ""}
    text = text_of(of_forces(shares, rules, tmp_path), detail=False)
    assert text.startswith("2 forces: 2 could not be judged.\n")
    assert "Force  " not in text


def test_outcomes_are_coloured_at_a_terminal(rules: Rulebook, tmp_path: Path) -> None:
    text = text_of(of_forces(SHARES, rules, tmp_path), colour=True, detail=False)
    assert "Kent Police           \x1b[1;31mbreach\x1b[0m" in text


def test_43_forces_fit_in_lines_that_can_be_counted(rules: Rulebook, tmp_path: Path) -> None:
    names = sorted(set(rules.dictionary.forces.values()))[:43]
    shares = dict.fromkeys(names, "18%") | {names[7]: "28%"}
    text = text_of(of_forces(shares, rules, tmp_path), detail=False)
    assert text.count("\n") < 43 + 40
