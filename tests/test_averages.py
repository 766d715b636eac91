"""A figure beside an average of forces: how far apart the two are, and never a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Checker
from findings import found, gate_exit
from packs import copy_with_change, finding_of, made_up
from peelcheck import Outcome, ProblemsFound, load_rules
from peelcheck.model.gates import Exit
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences

NOTE = Outcome.NOTE
INJURIES = "use-of-force-injuries"
INJURY_RATE = "use_of_force_injury_rate: "
APART = "no clear difference"


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        # the average of 5.1% may be 5.05% to 5.15%, and each of these is rounded too
        ("8.1%", "2.9 to 3.1 points above, 1.56 to 1.61 times"),
        ("5.3%", "0.1 to 0.3 points above, 1.02 to 1.06 times"),
        ("5.2%", APART),
        ("5.1%", APART),
        ("5.0%", APART),
        ("4.9%", "0.1 to 0.3 points below"),
        ("4%", "0.55 to 1.65 points below"),
        ("exactly 5.2%", "0.05 to 0.15 points above, 1.01 to 1.03 times"),
        ("exactly 5.15%", APART),
        ("676 of 8,341", "2.95 to 3.05 points above, 1.57 to 1.60 times"),
        ("425 of 8,341", APART),
        ("around 8%", "2.05 to 3.75 points above, 1.40 to 1.74 times"),
        ("3% to 7%", APART),
    ],
)
def test_an_average_is_compared_with_the_rounding_of_both(
    checked: Checker, value: str, compared: str
) -> None:
    finding = found(checked, INJURIES, INJURY_RATE + value)
    assert finding.outcome is NOTE
    assert all_in_words(finding.reasons).endswith(
        f"; average of forces in England and Wales 5.1%: {compared}"
    )
    assert (finding.distance, finding.limit, each_in_words(finding.to_supply)) == ((), None, ())


def test_what_an_average_is_of_and_that_one_shows_no_outlier_is_said(checked: Checker) -> None:
    remarks = sentences(found(checked, INJURIES, INJURY_RATE + "8.1%").remarks)
    assert "One average cannot show an outlier." in remarks
    assert (
        "The average is of forces in England and Wales, year ending 31 March 2023: an average; "
        "whether a mean of forces or pooled is not said."
    ) in remarks


@pytest.mark.parametrize("value", ["0.6%", "5.1%", "39%", "3,000 of 8,341"])
def test_an_average_never_changes_the_exit_code(checked: Checker, value: str) -> None:
    injuries = f"\n  {INJURY_RATE}{value}"
    for share, without in (("10%", Exit.GREEN), ("30%", Exit.BREACH), ("20%", Exit.BREACH)):
        alone = f"figures:\n  high_risk_share: {share}"
        assert gate_exit(checked(alone)) is without
        assert gate_exit(checked(alone + injuries)) is without


def test_a_return_with_nothing_but_an_average_is_not_green(checked: Checker) -> None:
    assert gate_exit(checked(f"figures:\n  {INJURY_RATE}8.1%")) is Exit.NOT_TOLD


def average(pack: Path, figure: str, value: str) -> None:
    (pack / "benchmarks" / "more.yaml").write_text(
        f"made_up_average:\n  figure: {figure}\n  value: {value}\n  period: 2025\n"
        "  population: forces\n  made: a mean\n  source: made up\n",
        "utf-8",
    )
    require = "at_most: {benchmark: made_up_average}"
    made_up(pack, figure, require, standing="benchmark")


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        ("250", ": 50 above, 1.25 times"),
        ("150", ": 50 below"),
        ("200", ": no clear difference"),
        ("162 to 190", ": 10 to 38 below"),
        ("up to 100", ": 100 to 200 below"),
        # nobody knows how far above
        ("over 300", ""),
    ],
)
def test_a_count_is_compared_with_an_average(pack: Path, value: str, compared: str) -> None:
    average(pack, "safeguarding_backlog", "200")
    finding = finding_of(pack, f"safeguarding_backlog: {value}")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        NOTE,
        f"{value}; average of forces 200{compared}",
    )


def test_a_count_is_no_number_of_times_an_average_of_0(pack: Path) -> None:
    average(pack, "safeguarding_backlog", "0")
    finding = finding_of(pack, "safeguarding_backlog: 250")
    assert all_in_words(finding.reasons) == "250; average of forces 0: 250 above"


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        ("63:1", "63:1; average of forces 50:1: 12 to 14 above, 1.24 to 1.28 times"),
        ("40:1", "40:1; average of forces 50:1: 9 to 11 below"),
    ],
)
def test_a_ratio_is_compared_with_an_average(pack: Path, value: str, compared: str) -> None:
    average(pack, "offenders_per_offender_manager", "50:1")
    assert (
        all_in_words(finding_of(pack, f"offenders_per_offender_manager: {value}").reasons)
        == compared
    )


@pytest.mark.parametrize(
    ("value", "compared"),
    [
        ("6 of 82", "no clear difference"),
        ("40 of 82", "33.11 to 54.36 points above, 7.43 to 11.76 times"),
        ("2 of 300", "2.65 to 4.97 points below"),
        ("9%", "a sample whose size is not given cannot be compared"),
    ],
)
def test_a_sample_is_told_from_an_average_only_beyond_chance(
    checked: Checker, value: str, compared: str
) -> None:
    figures = f"use_of_force_injury_rate: {{value: {value}, sample: yes}}"
    finding = found(checked, INJURIES, figures)
    assert finding.outcome is NOTE
    assert all_in_words(finding.reasons).partition("5.1%: ")[2] == compared


def test_the_same_counts_of_everything_are_told_from_the_average(checked: Checker) -> None:
    finding = found(checked, INJURIES, "use_of_force_injury_rate: 6 of 82")
    assert all_in_words(finding.reasons).endswith("2.17 to 2.27 points above, 1.42 to 1.45 times")


def test_an_average_cannot_stand_beside_a_limit(tmp_path: Path) -> None:
    old = "  at_most: {benchmark: use_of_force_injury_rate_average}\n"
    rules = copy_with_change(tmp_path, "use-of-force-injuries", old, old + "  at_least: 1%\n")
    with pytest.raises(ProblemsFound, match="An average cannot be combined with a limit"):
        load_rules(rules)
