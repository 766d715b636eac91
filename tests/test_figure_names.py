"""Which figure a label in a force's sheet is."""

from __future__ import annotations

import pytest

from peelcheck.model.amounts import Kind
from peelcheck.pipeline import load_rules
from peelcheck.policy.figure_names import figure_named, fits

DICTIONARY = load_rules().dictionary


@pytest.mark.parametrize(
    ("label", "value", "figure"),
    [
        ("101 calls abandoned (%)", "4.7%", "calls_101_abandonment_rate"),
        ("Abandonment rate - 101", "4.7%", "calls_101_abandonment_rate"),
        ("101 abandoned", "703", "calls_101_abandoned"),
        ("101 abandoned", "4.7%", "calls_101_abandonment_rate"),
        ("Calls to 101 offered", "14,974", "calls_101_offered"),
        ("999 <10s %", "91.3", "calls_999_within_10s_rate"),
        ("999 calls answered in under 10 secs", "91.3%", "calls_999_within_10s_rate"),
        ("Emergency calls answered", "3,402", "calls_999_answered"),
        ("RSOs per offender manager", "51.2", "offenders_per_offender_manager"),
        ("Use of Force incidents", "512", "use_of_force_recorded"),
        ("DA crimes recorded", "900", "domestic_abuse_crimes"),
        ("101 calls not abandoned", "703", None),
        ("101 abandoned target", "703", None),
        ("101 offered", "4.7", None),
        ("999 answered %", "91%", None),
        ("Attended", "400", None),
        ("", "1", None),
    ],
)
def test_labels_of_sheets(label: str, value: str, figure: str | None) -> None:
    found = figure_named(label, [value, ""], DICTIONARY)
    assert (found.name if found else None) == figure


def test_a_name_stands_for_one_figure_of_a_kind() -> None:
    for figure in DICTIONARY.figures.values():
        for name in figure.also_called:
            values = {Kind.SHARE: "5%", Kind.RATIO: "5.5", Kind.QUANTITY: "5.5"}
            found = figure_named(name, [values.get(figure.kind, "5")], DICTIONARY)
            assert found == figure, name


def test_a_share_without_a_sign_needs_a_name_that_says_so() -> None:
    assert not fits(Kind.SHARE, "101 abandoned", ["4.7"])
    assert fits(Kind.SHARE, "101 abandoned, per cent", ["4.7"])
