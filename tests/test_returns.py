"""Bad returns: what is wrong, where, and what to write; all of it in one run."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import ProblemsFound, Return, Rulebook, load_return
from peelcheck.model.amounts import Interval
from peelcheck.reading.amounts import read_amount

HEAD = "force: Anytown Police\nperiod: 2026-03\n"
FIGURES = f"{HEAD}figures:\n"


def read(rules: Rulebook, folder: Path, text: str, name: str = "march.yaml") -> Return:
    """A return of this text."""
    (folder / name).write_bytes(text.encode())
    return load_return(folder / name, rules)


def told(rules: Rulebook, folder: Path, text: str, name: str = "march.yaml") -> list[str]:
    """Every fault of a return, as a person who stands in its folder sees it."""
    with pytest.raises(ProblemsFound) as found:
        read(rules, folder, text, name)
    return [str(problem).replace(str(folder / name), name) for problem in found.value.problems]


def further_in(lines: str) -> str:
    """Each line two further in."""
    return "".join(f"  {line}\n" for line in lines.split("\n"))


AS_TYPED = """\
force: Anytown Police
period: 2026-03
figures:
  calls_101_abandonment_rate: 4.7
  calls_101_abandonned: 703
  offenders_per_offender_manager: 1:46
  incidents_attended_in_time_rate: 998/1140
  calls_999_answered: 3,502
  calls_999_answered: 3,520
"""


def test_common_mistakes_are_told_in_one_run(rules: Rulebook, tmp_path: Path) -> None:
    assert told(rules, tmp_path, AS_TYPED) == [
        "march.yaml:4:31: 4.7 is not a percentage. Write 4.7%, or both counts as in 12 of 345.",
        "march.yaml:5:3: calls_101_abandonned is not a figure this tool knows. Did you mean "
        "calls_101_abandoned?",
        "march.yaml:6:35: 1:46 says 1 offender for 46 managers. If you mean 46 offenders for each "
        "manager, write 46:1.",
        "march.yaml:9:3: calls_999_answered is given a second time; line 8 says 3,502. Keep one of "
        "the two.",
    ]


WRONG_FIGURES = [
    (
        "calls_101_abandonment_rate: 0.219",
        (
            "4:31: 0.219 is not a percentage. Write 21.9%, or 0.219% if it is that small, or "
            "both counts as in 12 of 345."
        ),
    ),
    (
        "calls_101_abandonment_rate: 21.9",
        "4:31: 21.9 is not a percentage. Write 21.9%, or both counts as in 12 of 345.",
    ),
    (
        "calls_101_abandonment_rate: 0",
        "4:31: 0 is not a percentage. Write 0%, or both counts as in 12 of 345.",
    ),
    (
        "calls_101_abandonment_rate: 219%",
        "4:31: 219% is more than all of them. A share is 0% to 100%.",
    ),
    (
        "calls_101_abandonment_rate: -1%",
        (
            "4:31: -1% is below zero, and this figure cannot be. Write a percentage as in "
            "4.7%, or both counts as in 12 of 345."
        ),
    ),
    (
        "calls_101_abandonment_rate: 21,9%",
        ("4:31: The comma in 21,9% is not before three digits. Write 21.9%."),
    ),
    (
        "calls_101_abandonment_rate: 12 in 345",
        "4:31: 12 in 345 could be two counts or a rounded share. Write exactly 12 of 345, or "
        "about 3.48%.",
    ),
    (
        "calls_101_abandonment_rate: 345 of 12",
        (
            "4:31: 345 of 12 says that a part is larger than its whole. If you mean 12 of 345, "
            "write that."
        ),
    ),
    (
        "calls_101_abandonment_rate: 1.5 of 3",
        "4:31: 1.5 of 3 holds half a case. Write whole numbers, as in 12 of 345.",
    ),
    ("calls_101_abandonment_rate: 10% to 5%", "4:31: 10% to 5% runs backwards. Write 5% to 10%."),
    (
        'calls_101_abandonment_rate: "?"',
        (
            "4:31: Nobody has answered this question. Write the answer in place of ?, or take the "
            "line out."
        ),
    ),
    (
        'calls_101_abandonment_rate: ""',
        (
            "4:31: There is no value between the quotes. Write a percentage as in 4.7%, or "
            "both counts as in 12 of 345."
        ),
    ),
    (
        "calls_101_abandonment_rate: over 100%",
        "4:31: over 100% leaves no value that the figure could have.",
    ),
    (
        "calls_101_abandonment_rate: under 0%",
        "4:31: under 0% leaves no value that the figure could have.",
    ),
    (
        "calls_101_abandonment_rate: \uff15%",
        (
            "4:31: \uff15% holds a character that no figure has. Write a percentage as in 4.7%, or "
            "both counts as in 12 of 345."
        ),
    ),
    (
        "calls_101_abandonment_rate: exactly 5",
        "4:31: 5 is not a percentage. Write 5%, or both counts as in 12 of 345.",
    ),
    ("offenders: 3.5", "4:14: 3.5 is not a whole number. Write a whole number, as in 1,204."),
    (
        "offenders: -3",
        ("4:14: -3 is below zero, and this figure cannot be. Write a whole number, as in 1,204."),
    ),
    (
        "offenders: 12,34",
        ("4:14: The comma in 12,34 is not before three digits. Write 1234."),
    ),
    ("offenders: 0x10", "4:14: 0x10 is not written in full. Write a whole number, as in 1,204."),
    ("offenders: 1e3", "4:14: 1e3 is not written in full. Write a whole number, as in 1,204."),
    (
        "offenders: 5%",
        (
            "4:14: 5% is a percentage, and this figure is not one. Write a whole number, as in "
            "1,204."
        ),
    ),
    (
        "offenders: 12 of 345",
        (
            "4:14: 12 of 345 gives two counts, but this figure is a single number. Write a whole "
            "number, as in 1,204."
        ),
    ),
    ("offenders: 500 to 400", "4:14: 500 to 400 runs backwards. Write 400 to 500."),
    ("offenders: fewer than 0", "4:14: under 0 leaves no value that the figure could have."),
    (
        "offenders: 1204 calls",
        (
            "4:14: 1204 calls is not an amount this tool can read. Write a whole number, as in "
            "1,204."
        ),
    ),
    (
        "offenders: 99999999999999999999999999999999999999999",
        "4:14: This is too long to be a figure. Write a whole number, as in 1,204.",
    ),
    (
        "offenders: yes",
        "4:14: yes is not an amount this tool can read. Write a whole number, as in 1,204.",
    ),
    (
        "offenders_per_offender_manager: 1:63",
        (
            "4:35: 1:63 says 1 offender for 63 managers. If you mean 63 offenders for each "
            "manager, write 63:1."
        ),
    ),
    (
        "offenders_per_offender_manager: 1 for 63",
        (
            "4:35: 1 for 63 says 1 offender for 63 managers. If you mean 63 offenders for each "
            "manager, write 63 for 1."
        ),
    ),
    (
        "offenders_per_offender_manager: 19 for 1,197",
        (
            "4:35: 19 for 1,197 says 19 offenders for 1,197 managers. If you mean 1,197 "
            "offenders for 19 managers, write 1,197 for 19."
        ),
    ),
    (
        "offenders_per_offender_manager: 63:0",
        "4:35: 63:0 divides by nothing. Check the second number.",
    ),
    (
        "offenders_per_offender_manager: -63:1",
        (
            "4:35: -63:1 is below zero, and this figure cannot be. Write both counts as in "
            "1,197 for 19, or a ratio as in 63:1."
        ),
    ),
    (
        "offenders_per_offender_manager: 63%",
        (
            "4:35: 63% is a percentage, and this figure is not one. Write both counts as in "
            "1,197 for 19, or a ratio as in 63:1."
        ),
    ),
    (
        "offenders_per_offender_manager: 2:126",
        (
            "4:35: 2:126 says 2 offenders for 126 managers. If you mean 126 offenders for 2 "
            "managers, write 126:2."
        ),
    ),
    (
        "offenders_per_offender_manager: 1.5:63",
        (
            "4:35: 1.5:63 says 1.5 offenders for 63 managers. If you mean 63 offenders for 1.5 "
            "managers, write 63:1.5."
        ),
    ),
    (
        "offender_managers: 18,6",
        ("4:22: The comma in 18,6 is not before three digits. Write 186 or 18.6."),
    ),
    ("offendrs: 5", "4:3: offendrs is not a figure this tool knows. Did you mean offenders?"),
    (
        "Offenders: 5",
        (
            "4:3: Offenders cannot be a name here. Write names in small letters, digits and "
            "underscores, beginning with a letter."
        ),
    ),
    (
        "offender-managers: 5",
        (
            "4:3: offender-managers cannot be a name here. Write names in small letters, "
            "digits and underscores, beginning with a letter."
        ),
    ),
    ("offenders:", "4:3: offenders has no value. Write one, or take the line out."),
    ("offenders: {note: x}", "4:3: offenders has no value. Write value: and an amount."),
    (
        "offenders_of_manager: {note: x}",
        "4:3: offenders_of_manager has no value. Write by: {manager: {...}}.",
    ),
    ("offenders: {valu: 5}", "4:15: valu is not a part of a figure. Did you mean value?"),
    (
        "offenders: {value: 1,204}",
        '4:24: 204 has no value. Inside { } a comma ends a value: write 1204 or "1,204".',
    ),
    ("offenders: {}", "4:3: offenders has no value. Write value: and an amount."),
    ("offenders: {value: [5]}", "4:22: value is a list, not a text."),
    (
        "offenders: {value: 5, sample: maybe}",
        "4:33: maybe is not one of the words known here. Write yes or no.",
    ),
    (
        "offenders: {value: 5, estimated: yes}",
        ("4:25: offenders is an estimate, and nothing says whose. Add source:."),
    ),
    (
        "offenders:\n  - {value: 5}\n  - {value: 6}",
        (
            "6:15: offenders is given twice for 2026-03. Keep one of the two; the other is at "
            "march.yaml:5:15."
        ),
    ),
    (
        "offenders:\n  - {value: 5, period: 2026-02}\n  - {value: 6, period: 2026-02}",
        (
            "6:15: offenders is given twice for 2026-02. Keep one of the two; the other is at "
            "march.yaml:5:15."
        ),
    ),
    (
        "offenders:\n  - {value: 5, period: 2026-03}\n  - {value: 6}",
        (
            "6:15: offenders is given twice for 2026-03. Keep one of the two; the other is at "
            "march.yaml:5:15."
        ),
    ),
    (
        (
            "offenders:\n  - {value: 5, period: 2026-Q1}\n  - {value: 6, period: 2026-01-01 to "
            "2026-03-31}"
        ),
        (
            "6:15: offenders is given twice for 2026-01-01 to 2026-03-31. Keep one of the two; "
            "the other is at march.yaml:5:15."
        ),
    ),
    (
        "offenders_of_manager: {by: {team: {A: 5}}}",
        "4:31: offenders_of_manager is not broken down by team. Give it by manager.",
    ),
    (
        "offenders: {by: {manager: {A: 5}}}",
        "4:20: offenders is not broken down by manager. Give it as one value.",
    ),
    (
        "offenders_of_manager: 5",
        "4:25: offenders_of_manager is given for each manager. Write by: {manager: {...}}.",
    ),
    (
        "offenders_of_manager: {value: 5}",
        "4:33: offenders_of_manager is given for each manager. Write by: {manager: {...}}.",
    ),
    (
        "offenders_of_manager: {by: [manager]}",
        (
            "4:30: by is a list, not a mapping of names to values. Break a figure down by one "
            "kind of thing."
        ),
    ),
    (
        "offenders_of_manager: {by: {manager: 5}}",
        '4:40: manager is the text "5", not a mapping of names to values.',
    ),
    (
        "offenders_of_manager: {by: {manager: {A: 5, A: 6}}}",
        "4:47: A is given a second time; line 4 says 5. Keep one of the two.",
    ),
    (
        "offenders_of_manager: {by: {manager: {A: 5}}, complete: maybe}",
        "4:59: maybe is not one of the words known here. Write yes or no.",
    ),
    (
        'offenders_of_manager: {by: {manager: {"": 5}}}',
        "4:41: A name is missing in front of the colon.",
    ),
    (
        "offenders_of_manager:\n  - {by: {manager: {A: 5}}}\n  - {by: {manager: {A: 6}}}",
        (
            "6:26: offenders_of_manager is given twice for 2026-03. Keep one of the two; the "
            "other is at march.yaml:5:26."
        ),
    ),
    (
        "offenders_of_manager: {by: {Manager: {A: 5}}}",
        (
            "4:31: Manager cannot be a name here. Write names in small letters, digits and "
            "underscores, beginning with a letter."
        ),
    ),
    (
        "offenders_per_offender_manager: {value: 1:46, note: x}",
        (
            "4:43: 1:46 says 1 offender for 46 managers. If you mean 46 offenders for each "
            "manager, write 46:1."
        ),
    ),
    (
        "calls_101_abandonment_rate: 12 of 0",
        "4:31: 12 of 0 has a part and no whole. Check the second number.",
    ),
    (
        "offenders: {value: 12,345,678}",
        (
            "4:25: 345 has no value. Inside { } a comma ends a value: write 12345678 or "
            '"12,345,678".'
        ),
    ),
    (
        "offenders: &5",
        (
            "4:14: &5 is an anchor, and anchors are not read. Write the value itself, or "
            "put it in quotes if the & belongs to it."
        ),
    ),
    (
        "offenders: {value: 5, complete: yes}",
        ("4:25: complete is about a breakdown, and there is none. Take it out, or add by:."),
    ),
    (
        "offenders:\n  - {value: 5, period: 2026-13}\n  - {value: 6}",
        (
            "5:26: 2026-13 is not a month: there is no month 13. Write a month as in "
            "2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending "
            "2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31."
        ),
    ),
    ("offenders: []", "4:14: offenders is empty. Write an amount, as in 21.9% or 49 of 82."),
    ("offenders_of_manager: {by: {manager: {}}}", "4:40: manager is empty."),
    (
        "offenders_of_manager: {by: {}}",
        "4:30: by is empty. Break a figure down by one kind of thing.",
    ),
]


@pytest.mark.parametrize(("lines", "problem"), WRONG_FIGURES, ids=[w[0] for w in WRONG_FIGURES])
def test_a_wrong_figure_is_told_in_full(
    rules: Rulebook, tmp_path: Path, lines: str, problem: str
) -> None:
    assert told(rules, tmp_path, FIGURES + further_in(lines)) == [f"march.yaml:{problem}"]


def test_a_part_is_one_amount(rules: Rulebook, tmp_path: Path) -> None:
    line = "offenders_of_manager: {by: {manager: {A: {b: 5}}}}"
    assert told(rules, tmp_path, FIGURES + further_in(line)) == [
        "march.yaml:4:44: A is a mapping of names to values, not a text."
    ]


READ_AS = [  # written in a return, the same as this tool writes it
    ("calls_101_abandonment_rate: 21.9 per cent", "21.9%"),
    ("calls_101_abandonment_rate: 12/345", "12 of 345"),
    ("calls_101_abandonment_rate: 12 out of 345 calls", "12 of 345"),
    ("calls_101_abandonment_rate: 5\u20136%", "5% to 6%"),
    ("calls_101_abandonment_rate: {value: 4.7%*, note: provisional}", "4.7%"),
    ("calls_101_offered: 703 calls", "703"),
    ("calls_101_offered: 1 call", "1"),
    ("calls_101_offered: {value: 703*, note: provisional}", "703"),
    ("calls_101_offered: {value: 703 \u2020, note: provisional}", "703"),
    ("calls_101_abandonment_rate: {value: 12* of 345, note: provisional}", "12 of 345"),
    ("calls_101_offered: {value: '703 [note 1]', note: provisional}", "703"),
    ("offenders: c.400", "around 400"),
    ("offenders_per_offender_manager: 63 per manager", "63:1"),
    ("offenders_per_offender_manager: 63 offenders per manager", "63:1"),
    ("offenders_per_offender_manager: exactly 1,197 offenders for 19 managers",
     "exactly 1,197 for 19"),
    ("offender_managers: 19 FTE", "19"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "usual"), READ_AS)
def test_a_figure_may_be_written_as_people_write_it(
    rules: Rulebook, tmp_path: Path, line: str, usual: str
) -> None:
    name = line.partition(":")[0]
    kind = rules.dictionary.figures[name].kind
    [given] = read(rules, tmp_path, FIGURES + further_in(line)).reported
    assert given.amount._replace(text="") == read_amount(usual, kind)._replace(text="")


@pytest.mark.parametrize(
    "lines", ["figures:\n  offenders:5\n", "figures:\n  offenders: 5\ntargets:\n  a:90%\n"]
)
def test_a_colon_without_a_space_is_told(rules: Rulebook, tmp_path: Path, lines: str) -> None:
    [problem] = told(rules, tmp_path, HEAD + lines)
    assert problem.endswith("not a mapping of names to values. Write a space after the colon.")


def test_a_value_in_brackets_is_told_what_to_write(rules: Rulebook, tmp_path: Path) -> None:
    [problem] = told(rules, tmp_path, f"{FIGURES}  calls_101_abandonment_rate: [4.9%]\n")
    assert problem.endswith(
        "Write one value without [ ], and each of several as in {value: 4.9%, period: 2026-03}."
    )


@pytest.mark.parametrize("text", ["4.7% of 14,974", "4.7% out of the 14,974 calls"])
def test_a_percentage_of_a_whole_is_written_in_two_lines(
    rules: Rulebook, tmp_path: Path, text: str
) -> None:
    [problem] = told(rules, tmp_path, f"{FIGURES}  calls_101_abandonment_rate: {text}\n")
    assert problem.endswith(
        "gives a percentage and its whole. Write 4.7%, and 14,974 as calls_101_offered in a line "
        "of its own."
    )


@pytest.mark.parametrize("text", ["N/A", "n/a", "Not Available", "null", "tbc", '" n/a "'])
def test_a_value_that_is_not_available_is_known_to_be_missing(
    rules: Rulebook, tmp_path: Path, text: str
) -> None:
    for line in (f"offenders: {text}", f"offenders: {{value: {text}}}"):
        [given] = read(rules, tmp_path, FIGURES + further_in(line)).reported
        assert given.amount is None


def test_a_ratio_over_full_time_equivalents_keeps_their_rounding(
    rules: Rulebook, tmp_path: Path
) -> None:
    line = "offenders_per_offender_manager: 1,197 for 19"
    [given] = read(rules, tmp_path, FIGURES + further_in(line)).reported
    assert given.amount.span == Interval(Fraction(11970, 195), Fraction(11970, 185))


EMPTY = "about: {}\ntargets: {}\nstatements: {}\nsheets: []\nrequires: []\ntables: {}\n"


def test_an_empty_list_or_mapping_says_none(rules: Rulebook, tmp_path: Path) -> None:
    text = FIGURES + further_in("offenders: 5") + EMPTY
    one = read(rules, tmp_path, text)
    assert (one.targets, one.statements, one.tables, one.requires) == ((), (), (), ())


YES = ["yes", "Yes", "YES", "true", "True", "TRUE", "y", "on"]


@pytest.mark.parametrize("word", YES)
def test_a_fact_may_be_answered_with_any_word_for_yes(
    rules: Rulebook, tmp_path: Path, word: str
) -> None:
    text = FIGURES + further_in("offenders: 5") + f"about: {{has_switchboard: {word}}}\n"
    assert read(rules, tmp_path, text).about == {"has_switchboard": "yes"}


@pytest.mark.parametrize("word", ["no", "No", "false", "FALSE", "n", "off"])
def test_a_fact_may_be_answered_with_any_word_for_no(
    rules: Rulebook, tmp_path: Path, word: str
) -> None:
    text = FIGURES + further_in("offenders: 5") + f"about: {{has_switchboard: {word}}}\n"
    assert read(rules, tmp_path, text).about == {"has_switchboard": "no"}


@pytest.mark.parametrize("word", [word for word in YES if word != "on"])
def test_a_sample_may_be_said_with_any_word_for_yes(
    rules: Rulebook, tmp_path: Path, word: str
) -> None:
    line = f"calls_101_abandonment_rate: {{value: 5 of 82, sample: {word}}}"
    [given] = read(rules, tmp_path, FIGURES + further_in(line)).reported
    assert given.sample


@pytest.mark.parametrize("word", [word for word in YES if word != "on"])
def test_provisional_may_be_said_with_any_word_for_yes(
    rules: Rulebook, tmp_path: Path, word: str
) -> None:
    one = f"calls_101_offered: {{value: 82, provisional: {word}}}"
    [given] = read(rules, tmp_path, FIGURES + further_in(one)).reported
    assert given.provisional
    [given] = read(rules, tmp_path, f"provisional: {word}\n{FIGURES}  offenders: 9\n").reported
    assert given.provisional


@pytest.mark.parametrize("word", ["GMT", "UTC", "BST", "local time"])
def test_another_word_for_what_clocks_show_is_a_problem(
    rules: Rulebook, tmp_path: Path, word: str
) -> None:
    (tmp_path / "calls.csv").write_text("call_id,received_at\n", "utf-8")
    text = f"{HEAD}tables: {{calls: {{file: calls.csv, clocks: {word}}}}}\n"
    [problem] = told(rules, tmp_path, text)
    assert f"{word} is not one of the words known here." in problem
    assert "utc" in problem


WRONG_ABOUT = [
    (
        "has_swichboard: yes",
        "4:3: has_swichboard is not a fact this tool knows. Did you mean has_switchboard?",
    ),
    (
        "has_switchboard: maybe",
        "4:20: maybe is not a value of has_switchboard this tool knows. Known are no, yes.",
    ),
    ("has_switchboard: [yes]", "4:20: has_switchboard is a list, not a text."),
    ("has_switchboard:", "4:3: has_switchboard has no value. Write one, or take the line out."),
]


@pytest.mark.parametrize(("lines", "problem"), WRONG_ABOUT, ids=[w[0] for w in WRONG_ABOUT])
def test_a_wrong_fact_is_told_in_full(
    rules: Rulebook, tmp_path: Path, lines: str, problem: str
) -> None:
    text = f"{HEAD}about:\n{further_in(lines)}figures:\n  offenders: 5\n"
    assert told(rules, tmp_path, text) == [f"march.yaml:{problem}"]


WRONG_TARGETS = [
    (
        "attendance_shar: 90%",
        ("6:3: attendance_shar is not a target this tool knows. Did you mean attendance_share?"),
    ),
    (
        "attendance_share: 90",
        "6:21: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
    ),
    (
        "attendance_share: 0.9",
        (
            "6:21: 0.9 is not a percentage. Write 90%, or 0.9% if it is that small, or both "
            "counts as in 12 of 345."
        ),
    ),
    (
        "attendance_share: {at_most: 90%}",
        ("6:22: The comparison of attendance_share is at least. Write at_least: and the number."),
    ),
    (
        "attendance_share: {at_least: 90%, at_most: 95%}",
        ("6:37: The comparison of attendance_share is at least. Write at_least: and the number."),
    ),
    (
        "attendance_share: {from: 2025-04-01}",
        ("6:22: The comparison of attendance_share is at least. Write at_least: and the number."),
    ),
    (
        "attendance_share: {at_least: 90}",
        "6:32: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
    ),
    (
        "attendance_share: {atleast: 90%}",
        "6:22: atleast is not a part of a target. Did you mean at_least?",
    ),
    (
        "attendance_share: {at_least: 90%, until: 2025-02-29}",
        "6:44: 2025-02-29 is not a day: February 2025 has 28 days.",
    ),
    (
        (
            "attendance_share:\n  - {at_least: 90%, from: 2024-04-01, until: 2025-06-30}\n  - "
            "{at_least: 85%, from: 2025-04-01}"
        ),
        "8:8: The dates of two of these overlap. Write from: 2025-07-01.",
    ),
    (
        "attendance_share:\n  - {at_least: 90%}\n  - {at_least: 85%, from: 2025-04-01}",
        (
            "8:8: Two of these could hold on the same day. Write until: in the earlier one and "
            "from: in the later one."
        ),
    ),
    (
        "attendance_share: at least 90%",
        "6:21: at least 90% is not one number. Write 90% alone.",
    ),
    (
        "attendance_share: 85% to 90%",
        (
            "6:21: 85% to 90% is not one number. Write a percentage as in 4.7%, or both counts "
            "as in 12 of 345."
        ),
    ),
    (
        "attendance_share: [90%]",
        '6:22: attendance_share is the text "90%", not a mapping of names to values. Write one '
        "value without [ ], and each of several as in {at_least: 90%, from: 2025-04-01}.",
    ),
    ('attendance_share: ">90%"', "6:21: >90% has a sign in front. Write 90% alone."),
    (
        'attendance_share: {at_least: ">= 90%"}',
        "6:32: >= 90% has a sign in front. Write 90% alone.",
    ),
    (
        "attendance_share: {at_least: 90%, from: 2025-04-01, until: 2024-03-31}",
        "6:22: This ends before it begins. Check from: and until:.",
    ),
    (
        (
            "attendance_share:\n  - {at_least: 90%, from: 2025-04-01}\n  - {at_least: 85%, "
            "from: 2024-04-01, until: 2025-03-31}"
        ),
        "8:8: The dates run backwards. Put the earlier one first.",
    ),
    (
        "attendance_shar: {at_most: 90}",
        ("6:3: attendance_shar is not a target this tool knows. Did you mean attendance_share?"),
    ),
    (
        "attendance_share: 0.9%",
        "6:21: 0.9% is so low that any figure meets it. If you mean 90%, write that.",
    ),
    (
        "attendance_share: {at_least: 0%}",
        "6:32: 0% is so low that any figure meets it. Take it out.",
    ),
    ("attendance_share: []", "6:21: attendance_share is empty. Write the number, as in 90%."),
]


@pytest.mark.parametrize(("lines", "problem"), WRONG_TARGETS, ids=[w[0] for w in WRONG_TARGETS])
def test_a_wrong_target_is_told_in_full(
    rules: Rulebook, tmp_path: Path, lines: str, problem: str
) -> None:
    text = f"{FIGURES}  offenders: 5\ntargets:\n{further_in(lines)}"
    assert told(rules, tmp_path, text) == [f"march.yaml:{problem}"]


WRONG_PERIODS = [
    (
        "2026-03-31",
        (
            "2:9: 2026-03-31 is a day alone. Write at 2026-03-31 for a stock counted on it, or "
            "the month."
        ),
    ),
    (
        "2026-3",
        (
            "2:9: 2026-3 is not a period this tool can read. Write a month as in 2024-03, a "
            "quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending 2024-03-31, "
            "2024-01-01 to 2024-03-31, or at 2024-03-31."
        ),
    ),
    ("2026/26", "2:9: 2026/26 is not one year: it runs from April to March. Write 2026/27."),
    ("year ending 2026-02-30", "2:9: 2026-02-30 is not a day: February 2026 has 28 days."),
    ("at 2026-02-29", "2:9: 2026-02-29 is not a day: February 2026 has 28 days."),
    (
        "2026-03-31 to 2026-01-01",
        "2:9: 2026-03-31 to 2026-01-01 runs backwards. Write 2026-01-01 to 2026-03-31.",
    ),
    (
        "last month",
        (
            "2:9: last month is not a period this tool can read. Write a month as in 2024-03, "
            "a quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending 2024-03-31, "
            "2024-01-01 to 2024-03-31, or at 2024-03-31."
        ),
    ),
    (
        "[2026-03]",
        (
            "2:9: period is a list, not a text. Write a month as in 2024-03, or year ending "
            "2024-03-31, 2023/24, at 2024-03-31, or inspection published 2024-09-23."
        ),
    ),
    ("", "2:1: period has no value. Write one, or take the line out."),
]


@pytest.mark.parametrize(("period", "problem"), WRONG_PERIODS, ids=[w[0] for w in WRONG_PERIODS])
def test_a_wrong_period_is_told_in_full(
    rules: Rulebook, tmp_path: Path, period: str, problem: str
) -> None:
    text = f"force: x\nperiod: {period}\nfigures:\n  offenders: 5\n"
    assert told(rules, tmp_path, text) == [f"march.yaml:{problem}"]


WRONG_FILES = [
    (
        "period: 2026-03\nfigures:\n  offenders: 5\n",
        (
            "1:1: force is missing from a return. Write the force's usual name, as in force: "
            "Norfolk Constabulary."
        ),
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\n",
        "1:1: figures is missing from a return. Give at least one figure.",
    ),
    (
        "force: x\nfigures:\n  offenders: 5\n",
        (
            "1:1: period is missing from a return. Write a month as in 2024-03, or year ending "
            "2024-03-31, 2023/24, at 2024-03-31, or inspection published 2024-09-23."
        ),
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures: {}\n",
        "3:10: figures is empty. Give at least one figure.",
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n",
        "3:1: figures has no value. Write one, or take the line out.",
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n  - offenders: 5\n",
        ("4:3: figures is a list, not a mapping of names to values. Give at least one figure."),
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures: 5\n",
        (
            '3:10: figures is the text "5", not a mapping of names to values. Give at least '
            "one figure."
        ),
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n  offenders: 5\ncolour: red\n",
        (
            "5:1: colour is not a part of a return. Known are force, period, provisional, about, "
            "returns, frequency, snapshot_days, figures, targets, statements, profile, sheets, "
            "requires, tables, minute_times, whole_seconds."
        ),
    ),
    (
        (
            "force: Anytown Police\nperiod: 2026-03\nabut:\n  has_switchboard: yes\nfigures:\n "
            " offenders: 5\n"
        ),
        "3:1: abut is not a part of a return. Did you mean about?",
    ),
    (
        "force: [a]\nperiod: 2026-03\nfigures:\n  offenders: 5\n",
        (
            "1:8: force is a list, not a text. Write the force's usual name, as in force: "
            "Norfolk Constabulary."
        ),
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nabout: yes\nfigures:\n  offenders: 5\n",
        '3:8: about is the text "yes", not a mapping of names to values.',
    ),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n  offenders: 5\ntargets: 90%\n",
        '5:10: targets is the text "90%", not a mapping of names to values.',
    ),
    (
        "force:x\nperiod:y\n",
        "1:1: force:x period:y is one text without a name. Write a space after the colon.",
    ),
    ("- a\n", "1:1: The file is a list, not a mapping of names to values."),
    ("hello\n", '1:1: The file is the text "hello", not a mapping of names to values.'),
    ("# x\n", " The file holds nothing but comments."),
    ("", " The file is empty."),
    (
        "force: Anytown Police\nperiod: 2026-03\nfigures:\n\toffenders: 5\n",
        "4:1: There is a tab here. Write spaces instead.",
    ),
    (
        'force: ""\nperiod: 2026-03\nfigures:\n  offenders: 5\n',
        (
            "1:8: force has no text. Write the force's usual name, as in force: Norfolk "
            "Constabulary."
        ),
    ),
    (
        'force: "  "\nperiod: 2026-03\nfigures:\n  offenders: 5\n',
        (
            "1:8: force has no text. Write the force's usual name, as in force: Norfolk "
            "Constabulary."
        ),
    ),
    (
        "force: x\nperod: 2026-03\nfigures:\n  offenders: 5\n",
        "2:1: perod is not a part of a return. Did you mean period?",
    ),
    (
        "froce: x\nperiod: 2026-03\nfigures:\n  offenders: 5\n",
        "1:1: froce is not a part of a return. Did you mean force?",
    ),
]


@pytest.mark.parametrize(("text", "problem"), WRONG_FILES, ids=[w[0][:40] for w in WRONG_FILES])
def test_a_wrong_file_is_told_in_full(
    rules: Rulebook, tmp_path: Path, text: str, problem: str
) -> None:
    assert told(rules, tmp_path, text) == [f"march.yaml:{problem}"]


SEVERAL = [
    (
        "figures:\n  offenders:\n    - {value: 5}\n    - {value: 6}\n    - {value: 7}\n",
        [
            (
                "6:15: offenders is given twice for 2026-03. Keep one of the two; the other is at "
                "march.yaml:5:15."
            ),
            (
                "7:15: offenders is given twice for 2026-03. Keep one of the two; the other is at "
                "march.yaml:5:15."
            ),
        ],
    ),
    (
        "figures:\n  offenders_of_manager: {by: {manager: {A: x, B: 5.5}}}\n",
        [
            "4:44: x is not an amount this tool can read. Write a whole number, as in 1,204.",
            "4:50: 5.5 is not a whole number. Write a whole number, as in 1,204.",
        ],
    ),
    (
        "figures:\n  offenders_of_manager: {by: {manager: {A, B}}}\n",
        [
            (
                "4:41: A has no value. Write one; text that holds a comma must be in quotes "
                "inside { }."
            ),
            (
                "4:44: B has no value. Write one; text that holds a comma must be in quotes "
                "inside { }."
            ),
        ],
    ),
    (
        (
            "figures:\n  offenders: 5\ntargets:\n  attendance_share:\n    - {at_least: 90}\n   "
            " - {at_most: 85%}\n"
        ),
        [
            ("7:18: 90 is not a percentage. Write 90%, or both counts as in 12 of 345."),
            (
                "8:8: The comparison of attendance_share is at least. Write at_least: and the "
                "number."
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "problems"), SEVERAL)
def test_each_of_several_mistakes_is_told(
    rules: Rulebook, tmp_path: Path, text: str, problems: list[str]
) -> None:
    assert told(rules, tmp_path, HEAD + text) == [f"march.yaml:{problem}" for problem in problems]


HIDES_NOTHING = [
    (
        (
            "force: x\nperiod: 2026-13\nfigures:\n  offenders: 5.5\n  offendrs: 3\ntargets: "
            "{attendance_share: 90}\n"
        ),
        [
            (
                "2:9: 2026-13 is not a month: there is no month 13. Write a month as in "
                "2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending "
                "2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31."
            ),
            "4:14: 5.5 is not a whole number. Write a whole number, as in 1,204.",
            "5:3: offendrs is not a figure this tool knows. Did you mean offenders?",
            "6:29: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
        ],
    ),
    (
        "force: x\nperiod: [2026-03]\nfigures:\n  offenders: 5.5\n",
        [
            (
                "2:9: period is a list, not a text. Write a month as in 2024-03, or year "
                "ending 2024-03-31, 2023/24, at 2024-03-31, or inspection published "
                "2024-09-23."
            ),
            "4:14: 5.5 is not a whole number. Write a whole number, as in 1,204.",
        ],
    ),
    (
        "force: x\nfigures:\n  offenders: 5.5\n",
        [
            (
                "1:1: period is missing from a return. Write a month as in 2024-03, or year "
                "ending 2024-03-31, 2023/24, at 2024-03-31, or inspection published "
                "2024-09-23."
            ),
            "3:14: 5.5 is not a whole number. Write a whole number, as in 1,204.",
        ],
    ),
    (
        (
            "force: x\nperiod: 2026-13\nfigures:\n  offenders:\n    - {value: 5}\n    - "
            "{value: 6, period: 2026-02}\n"
        ),
        [
            (
                "2:9: 2026-13 is not a month: there is no month 13. Write a month as in "
                "2024-03, a quarter as in 2024-Q1, a year as in 2024 or 2023/24, year ending "
                "2024-03-31, 2024-01-01 to 2024-03-31, or at 2024-03-31."
            )
        ],
    ),
    (
        (
            "force: x\nperiod: 2026-03\nfigures:\n  offenders: {valu: 5}\n  "
            "offender_managers: 18,6\n  calls_101_abandonment_rate: 4.7\n"
        ),
        [
            "4:15: valu is not a part of a figure. Did you mean value?",
            ("5:22: The comma in 18,6 is not before three digits. Write 186 or 18.6."),
            "6:31: 4.7 is not a percentage. Write 4.7%, or both counts as in 12 of 345.",
        ],
    ),
    (
        (
            "force: x\nperiod: 2026-03\nfigures:\n  offenders:\n    - {value: 5.5, period: "
            "2026-02}\n    - {value: 6, sample: maybe}\n"
        ),
        [
            "5:15: 5.5 is not a whole number. Write a whole number, as in 1,204.",
            "6:26: maybe is not one of the words known here. Write yes or no.",
        ],
    ),
    (
        "force: x\nperiod: 2026-03\nfigures:\n  offenders: 5.5\n  offenders: 6\n",
        [
            "4:14: 5.5 is not a whole number. Write a whole number, as in 1,204.",
            "5:3: offenders is given a second time; line 4 says 5.5. Keep one of the two.",
        ],
    ),
]


@pytest.mark.parametrize(("text", "problems"), HIDES_NOTHING)
def test_a_mistake_on_one_line_hides_none_on_another(
    rules: Rulebook, tmp_path: Path, text: str, problems: list[str]
) -> None:
    assert told(rules, tmp_path, text) == [f"march.yaml:{problem}" for problem in problems]


def test_mistakes_of_all_parts_are_told_together(rules: Rulebook, tmp_path: Path) -> None:
    text = (
        f"{HEAD}about:\n  has_swichboard: yes\nfigures:\n  offenders: 5.5\n"
        "  offender_managers: {value: 5, period: 2026-3-1}\n"
        "  calls_101_offered: {value: 5, estimated: yes}\n"
        "  offenders_of_manager: {by: {team: {A: 5}}}\n"
        "targets:\n  attendance_share: 90\nforce: Otherton Police\n"
    )
    locations = [line.split(": ")[0] for line in told(rules, tmp_path, text)]
    assert locations == [
        "march.yaml:4:3",
        "march.yaml:6:14",
        "march.yaml:7:41",
        "march.yaml:8:33",
        "march.yaml:9:31",
        "march.yaml:11:21",
        "march.yaml:12:1",
    ]


NOT_A_RETURN = "The name of a return ends in .yaml or .json. Rename the file, if it is one."
OR_A_TABLE = " If it is a table, peelcheck new return --from {} writes a return that names it."
CASES = (
    "This is a table, and a return is a YAML or JSON file. Of cases: peelcheck new return --from "
    "{} writes a return that names it."
)
SHEET = " Of figures: name it in a return, as in sheets: [{}]."


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("march.csv", CASES + SHEET),
        ("march.XLSX", CASES + SHEET),
        ("march.parquet", CASES),
        ("march.tsv", CASES),
        ("march.txt", NOT_A_RETURN + OR_A_TABLE),
        ("march.yaml.txt", NOT_A_RETURN + OR_A_TABLE),
        ("march", NOT_A_RETURN),
    ],
)
def test_what_is_no_return_is_told(
    rules: Rulebook, tmp_path: Path, name: str, problem: str
) -> None:
    assert told(rules, tmp_path, FIGURES + "  offenders: 5\n", name) == [
        f"{name}: {problem.format(name, name)}"
    ]


@pytest.mark.parametrize("name", ["march.yml", "march.YAML", "march.json", "march.JSON"])
def test_the_ending_decides_and_its_case_does_not(
    rules: Rulebook, tmp_path: Path, name: str
) -> None:
    text = '{"force": "x", "period": "2026-03", "figures": {"offenders": 5}}'
    assert read(rules, tmp_path, text, name).force == "x"


@pytest.mark.parametrize("name", ["none.yaml", "none.json", "none.csv", "none.txt", "none"])
def test_a_file_that_is_not_there_is_told(rules: Rulebook, tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_return(tmp_path / name, rules)
    assert str(found.value) == f"{tmp_path / name}: There is no file of this name."


@pytest.mark.parametrize("ending", ["", ".yaml", ".csv"])
def test_a_name_of_300_characters_is_told(rules: Rulebook, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"{'x' * 300}{ending}"
    with pytest.raises(ProblemsFound, match=r"no file of this name|cannot be read") as found:
        load_return(file, rules)
    assert [problem.location.file for problem in found.value.problems] == [str(file)]


def test_a_folder_is_told(rules: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_return(tmp_path, rules)
    assert str(found.value) == f"{tmp_path}: This is a folder. Name the returns in it."


def test_a_file_in_another_encoding_is_told(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "march.yaml").write_bytes(b"force: x\nperiod: \xa3\n")
    with pytest.raises(ProblemsFound, match="2:9: Byte A3 is not UTF-8; in Windows-1252"):
        load_return(tmp_path / "march.yaml", rules)


AS_YAML = """\
force: Anytown Police
period: 2026-03
about: {has_switchboard: yes}
figures:
  calls_101_offered: 14974
  calls_101_abandonment_rate: 4.70%
  offenders_per_offender_manager: 63:1
  incidents_attended_in_time_rate: {value: 49 of 82, sample: yes, source: files, note: picked}
  offender_managers: [{value: 19, period: 2026-02}, {value: 18.60, estimated: yes, source: us}]
  offenders_of_manager: {by: {manager: {M01: 58, M02: not available}}, complete: yes}
targets:
  attendance_share: {at_least: 90%, from: 2025-04-01, set_by: the board}
"""
AS_JSON = {
    "force": "Anytown Police",
    "period": "2026-03",
    "about": {"has_switchboard": True},
    "figures": {
        "calls_101_offered": 14974,
        "calls_101_abandonment_rate": "4.70%",
        "offenders_per_offender_manager": "63:1",
        "incidents_attended_in_time_rate": {
            "value": "49 of 82",
            "sample": True,
            "source": "files",
            "note": "picked",
        },
        "offender_managers": [
            {"value": 19, "period": "2026-02"},
            {"value": "18.60", "estimated": True, "source": "us"},
        ],
        "offenders_of_manager": {
            "by": {"manager": {"M01": 58, "M02": "not available"}},
            "complete": True,
        },
    },
    "targets": {
        "attendance_share": {"at_least": "90%", "from": "2025-04-01", "set_by": "the board"}
    },
}


def placeless(one: Return) -> Return:
    """A return without its places, which differ from form to form."""
    nowhere = one.location._replace(file="", line=0, column=0, length=1, path="", line_text="")
    return one._replace(
        file="",
        inputs=(),
        location=nowhere,
        reported=tuple(given._replace(location=nowhere, breakdown=None) for given in one.reported),
        targets=tuple(
            target._replace(location=nowhere, bound=target.bound._replace(location=nowhere))
            for target in one.targets
        ),
    )


def test_json_says_the_same_as_yaml(rules: Rulebook, tmp_path: Path) -> None:
    from_yaml = read(rules, tmp_path, AS_YAML)
    from_json = read(rules, tmp_path, json.dumps(AS_JSON), "march.json")
    assert placeless(from_yaml) == placeless(from_json)
    assert [str(g.location) for g in from_json.reported][-1].endswith(
        "march.json:figures.offenders_of_manager.by.manager.M02"
    )


JSON_MISTAKES = [
    (
        '{"calls_101_abandonment_rate": 4.7}',
        "calls_101_abandonment_rate: 4.7 is not a percentage. Write 4.7%, or both counts as in 12 "
        "of 345.",
    ),
    (
        '{"calls_101_abandonned": 703}',
        "calls_101_abandonned: calls_101_abandonned is not a figure this tool knows. Did you mean "
        "calls_101_abandoned?",
    ),
    (
        '{"offenders": [{"value": 5}, {"value": 6}]}',
        "offenders.1.value: offenders is given twice for 2026-03. Keep one of the two; the other "
        "is at march.json:figures.offenders.0.value.",
    ),
    (
        '{"offenders": 5, "offenders": 6}',
        "offenders: offenders is given a second time. Keep one of the two.",
    ),
    ('{"offenders": null}', 'offenders: There is no value here. Write one, or "not available".'),
    ('{"offenders": NaN}', "offenders: NaN is not a number. Write the figure, or take it out."),
]


@pytest.mark.parametrize(("figures", "problem"), JSON_MISTAKES)
def test_a_wrong_figure_in_json_is_told_at_its_path(
    rules: Rulebook, tmp_path: Path, figures: str, problem: str
) -> None:
    text = f'{{"force": "x", "period": "2026-03", "figures": {figures}}}'
    assert told(rules, tmp_path, text, "march.json") == [f"march.json:figures.{problem}"]


def test_what_is_known_about_a_figure_is_kept(rules: Rulebook, tmp_path: Path) -> None:
    reported = {
        (g.figure, g.period.as_written, g.scope): g for g in read(rules, tmp_path, AS_YAML).reported
    }
    sample = reported["incidents_attended_in_time_rate", "2026-03", None]
    assert (sample.sample, sample.source, sample.note, sample.estimated) == (
        True,
        "files",
        "picked",
        "",
    )
    assert reported["offender_managers", "2026-03", None].estimated == "us"
    assert ("offender_managers", "2026-02", None) in reported


def test_a_breakdown_keeps_each_one_and_whether_it_is_all(rules: Rulebook, tmp_path: Path) -> None:
    parts = [g for g in read(rules, tmp_path, AS_YAML).reported if g.scope]
    assert [(g.scope.kind, g.scope.value, g.complete) for g in parts if g.scope] == [
        ("manager", "M01", True),
        ("manager", "M02", True),
    ]
    assert [g.amount and g.amount.text for g in parts] == ["58", None]


def test_a_target_may_change_and_lapse(rules: Rulebook, tmp_path: Path) -> None:
    text = (
        f"{FIGURES}  offenders: 5\ntargets:\n  attendance_share:\n"
        "    - {at_least: 90%, from: 2023, until: 2023-12-31, set_by: the plan}\n"
        "    - {at_least: 85%, from: 2025-04-01}\n"
    )
    first, second = read(rules, tmp_path, text).targets
    assert (first.bound.words, first.since and first.since.text, first.set_by) == (
        "at least 90%",
        "2023",
        "the plan",
    )
    assert (second.bound.text, second.until, second.set_by) == ("85%", None, "")


def test_a_target_without_dates_is_one_value(rules: Rulebook, tmp_path: Path) -> None:
    (target,) = read(
        rules, tmp_path, f"{FIGURES}  offenders: 5\ntargets: {{attendance_share: 90%}}"
    ).targets
    assert (target.bound.words, target.since, target.until) == ("at least 90%", None, None)


GOOD_FIGURES = [
    ("calls_101_abandonment_rate: 0 of 0", "0 of 0"),
    ("calls_101_abandonment_rate: around 5%", "around 5%"),
    ("calls_101_abandonment_rate: over 99%", "over 99%"),
    ("offenders: 39,683", "39,683"),
    ("offenders: '1,204'", "1,204"),
    ("offenders: {value: 162 to 268}", "162 to 268"),
    ("offenders: {value: 5, estimated: no}", "5"),
    ("offenders_per_offender_manager: 1,197 for 19", "1,197 for 19"),
    ("offenders_per_offender_manager: 63", "63"),
    ("offenders_per_offender_manager: 0 for 19", "0 for 19"),
    ("offender_managers: exactly 19", "exactly 19"),
]


@pytest.mark.parametrize(("lines", "amount"), GOOD_FIGURES)
def test_what_may_be_written_is_read(
    rules: Rulebook, tmp_path: Path, lines: str, amount: str
) -> None:
    (given,) = read(rules, tmp_path, FIGURES + further_in(lines)).reported
    assert given.amount is not None
    assert given.amount.text == amount


def test_not_available_is_known_to_be_missing(rules: Rulebook, tmp_path: Path) -> None:
    (given,) = read(rules, tmp_path, FIGURES + "  offenders: not available\n").reported
    assert (given.figure, given.amount) == ("offenders", None)


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*/data.yaml")))
def test_each_example_loads(rules: Rulebook, file: Path) -> None:
    assert load_return(file, rules).reported
