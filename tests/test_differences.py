"""One figure less another, and the gap between two groups: signed, in numbers or in points."""

# ruff: noqa: E501 - a row of a table is a line here

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import far
from packs import HEAD, change_file, finding_of, made_up, problems_of_pack
from peelcheck import Finding, Outcome, load_rules
from peelcheck.figures.measures import difference
from peelcheck.model.amounts import Amount, Form, Interval, Kind, exact_amount
from peelcheck.policy.blank_return import blank_return
from peelcheck.policy.explain import explain
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import all_in_words, each_in_words

BREACH, MET, CANNOT_TELL = Outcome.BREACH, Outcome.MET, Outcome.CANNOT_TELL
NOT_SUPPLIED = Outcome.NOT_SUPPLIED
F = Fraction

FIGURES = """\
left: {means: officers who left, kind: count, unit: officers, one: officer, said: left}
joined: {means: officers who joined, kind: count, unit: officers, one: officer, said: joined}
net_loss: {means: leavers less joiners, kind: difference, difference: left, less: joined}
posts: {means: posts, kind: quantity, unit: posts, one: post, stock: yes}
posts_filled: {means: posts filled, kind: quantity, unit: posts, one: post, stock: yes}
posts_empty: {means: posts without anybody, kind: difference, difference: posts, less: posts_filled}
searches: {means: searches, kind: count, unit: searches, one: search, broken_down_by: [ethnicity]}
found: {means: searches that found, kind: count, unit: searches, one: search, said: with a find,
  broken_down_by: [ethnicity]}
find_rate: {means: share of searches that found, kind: share, share: found, of: searches,
  broken_down_by: [ethnicity]}
find_gap: {means: gap in the find rate, kind: points, gap: {figure: find_rate, between: [Black, White]}}
other_rate: {means: another share, kind: share}
points_between: {means: one share less another, kind: points, difference: find_rate, less: other_rate}
"""


@pytest.fixture
def words(pack: Path) -> Path:
    """The shipped pack, with figures that are differences."""
    (pack / "figures" / "made-up.yaml").write_text(FIGURES, "utf-8")
    scope = "ethnicity: {one: group, many: groups, person: no}\n"
    with (pack / "scopes.yaml").open("a", encoding="utf-8") as file:
        file.write(scope)
    return pack


LOSS = ("net_loss", "at_most: 20", "20 is met", "21 is a breach")
GAP = ("find_gap", "at_most: 5 points", "5 points is met", "5.1 points is a breach")
POINTS = ("points_between", "below: 5 points", "4.9 points is met", "5 points is a breach")
EMPTY = ("posts_empty", "below: 2", "1.9 is met", "2 is a breach")


def judged(words: Path, rule: tuple[str, ...], figures: str, head: str = HEAD) -> Finding:
    figure, require, *examples = rule
    made_up(words, figure, require, *examples)
    return finding_of(words, figures.replace("; ", "\n  "), head=head)


@pytest.mark.parametrize(
    ("figures", "outcome", "said", "distance"),
    [
        ("left: 40; joined: 20", MET, "20 is at most 20", ["none to spare"]),
        ("left: 41; joined: 20", BREACH, "21 is over the limit of 20", ["1 fewer left", "1 more joined"]),
        ("left: 5; joined: 40", MET, "-35 is at most 20", ["55 to spare"]),
        ("net_loss: -3", MET, "-3 is at most 20", ["23 to spare"]),
        ("net_loss: +23", BREACH, "+23 is over the limit of 20", ["3 over"]),
        ("left: 40 to 45; joined: 20", CANNOT_TELL,
         "only part of 20 to 25 is at most 20", []),
        ("left: 50 to 55; joined: 20 to 22", BREACH,
         "28 to 35 is over the limit of 20", ["at least 8 over"]),
        ("left: over 60; joined: 20", BREACH, "at least 41 is over the limit of 20", ["at least 21 over"]),
        ("left: 10; joined: at least 3", MET, "up to 7 is at most 20", ["13 to spare"]),
        ("left: over 60; joined: at least 3", CANNOT_TELL, "only part of any number is at most 20", []),
        ("left: 41; joined: not available", CANNOT_TELL, "joined is reported as not available", []),
        ("left: 41", CANNOT_TELL, "joined is not given for March 2026", []),
        ("joined: 41", NOT_SUPPLIED, "left is not given for March 2026", []),
    ],
)  # fmt: skip
def test_leavers_less_joiners(
    words: Path, figures: str, outcome: Outcome, said: str, distance: list[str]
) -> None:
    finding = judged(words, LOSS, figures)
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, said)
    assert far(finding) == distance


def test_what_it_was_worked_out_from_is_reported(words: Path) -> None:
    finding = judged(words, LOSS, "left: 41; joined: 20")
    assert each_in_words(finding.remarks)[0] == "left 41 less joined 20"


def test_a_side_cannot_change_to_less_than_nothing(words: Path) -> None:
    rule = ("net_loss", "at_most: -5", "-5 is met", "-4 is a breach")
    finding = judged(words, rule, "left: 1; joined: 3")
    assert (finding.outcome, far(finding)) == (BREACH, ["3 more joined"])


def test_months_of_two_counts_are_added_and_a_missing_one_is_named(words: Path) -> None:
    months = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
    left = ", ".join(f"{{value: 10, period: {month}}}" for month in months)
    joined = ", ".join(f"{{value: 9, period: {month}}}" for month in months[1:])
    head = "force: Anytown Police\nperiod: 2025/26\nreturns: year\n"
    known = judged(
        words, LOSS, f"left: [{left}]; joined: [{{value: 9, period: 2025-04}}, {joined}]", head
    )
    assert (known.outcome, all_in_words(known.reasons)) == (MET, "12 is at most 20")
    lacking = judged(words, LOSS, f"left: [{left}]; joined: [{joined}]", head)
    assert (lacking.outcome, all_in_words(lacking.reasons)) == (
        CANNOT_TELL,
        "only parts of year ending 31 March 2026 are given: net_loss is missing for April 2025",
    )


def test_a_gap_is_never_put_together_from_months_of_its_own(words: Path) -> None:
    """Its groups have months of their own weight: the gap of a quarter may lie outside all three."""
    months = ", ".join(f"{{value: 1 point, period: 2026-0{n}}}" for n in (1, 2, 3))
    head = "force: Anytown Police\nperiod: 2026-Q1\n"
    finding = judged(words, GAP, f"find_gap: [{months}]", head)
    assert finding.outcome is NOT_SUPPLIED


GROUPS = "find_rate: {by: {ethnicity: {Black: BLACK, White: WHITE, Asian: 3%}}}"


@pytest.mark.parametrize(
    ("black", "white", "outcome", "said", "distance"),
    [
        ("30 of 100", "20 of 80", MET, "5 points is at most 5 points", ["none to spare"]),
        ("31 of 100", "20 of 80", BREACH, "6 points is over the limit of 5 points", ["1 point over"]),
        ("20 of 80", "31 of 100", MET, "-6 points is at most 5 points", ["11 points to spare"]),
        ("1 of 3", "2 of 7", MET, "4.76 points is at most 5 points", ["0.23 points to spare"]),
        ("30%", "25%", CANNOT_TELL, "5 points stands for 4 points to 6 points; "
         "only part of that is at most 5 points", []),
        ("not available", "25%", CANNOT_TELL, "find_rate is reported as not available", []),
        ("0 of 0", "20 of 80", CANNOT_TELL, "find_rate is 0 of 0", []),
    ],
)  # fmt: skip
def test_the_gap_between_two_groups(
    words: Path, black: str, white: str, outcome: Outcome, said: str, distance: list[str]
) -> None:
    finding = judged(words, GAP, GROUPS.replace("BLACK", black).replace("WHITE", white))
    assert (finding.outcome, all_in_words(finding.reasons)) == (outcome, said)
    assert far(finding) == distance


def test_a_gap_says_what_both_groups_have(words: Path) -> None:
    finding = judged(words, GAP, GROUPS.replace("BLACK", "31 of 100").replace("WHITE", "20 of 80"))
    said = "Black 31 of 100 (31.0%) less White 20 of 80 (25.0%)"
    assert each_in_words(finding.remarks)[0] == said


def test_a_gap_is_worked_out_from_the_counts_of_its_groups(words: Path) -> None:
    counts = (
        "searches: {by: {ethnicity: {black: 100, White: 80}}}; "
        "found: {by: {ethnicity: {black: 31, White: 20}}}"
    )
    assert judged(words, GAP, counts).outcome is BREACH


def test_a_gap_whose_other_group_is_missing_is_not_clear(words: Path) -> None:
    finding = judged(words, GAP, "find_rate: {by: {ethnicity: {White: 20 of 80}}}")
    assert (finding.outcome, all_in_words(finding.reasons)) == (
        CANNOT_TELL,
        "find_rate is not given for Black",
    )
    assert each_in_words(finding.to_supply) == ("find_gap", "find_rate by ethnicity")


def test_without_any_group_a_gap_is_not_supplied(words: Path) -> None:
    assert judged(words, GAP, "find_rate: 30%").outcome is NOT_SUPPLIED


@pytest.mark.parametrize(
    ("figures", "outcome"),
    [
        ("find_rate: 49 of 1000; other_rate: 0 of 10", MET),
        ("find_rate: 50 of 1000; other_rate: 0 of 10", BREACH),
        ("find_rate: {value: 49 of 1000, sample: yes}; other_rate: {value: 0 of 10, sample: yes}", CANNOT_TELL),
        ("find_rate: {value: 49 of 1000, sample: yes}; other_rate: 0 of 10", CANNOT_TELL),
        ("points_between: 4.9 points", MET),
        ("points_between: 5 percentage points", BREACH),
        ("points_between: up to 4pp", MET),
        ("points_between: 3 to 6 points", CANNOT_TELL),
    ],
)  # fmt: skip
def test_one_share_less_another(words: Path, figures: str, outcome: Outcome) -> None:
    assert judged(words, POINTS, figures).outcome is outcome


@pytest.mark.parametrize(
    ("figures", "outcome"),
    [
        ("posts: 20; posts_filled: 19", CANNOT_TELL),
        ("posts: exactly 20; posts_filled: exactly 19", MET),
        ("posts_empty: 2", BREACH),
        ("posts_empty: 1.9", MET),
        ("posts: 23; posts_filled: 20", BREACH),
    ],
)
def test_posts_keep_their_rounding_in_a_difference(
    words: Path, figures: str, outcome: Outcome
) -> None:
    assert judged(words, EMPTY, figures).outcome is outcome


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("5%", "5% could be percentage points, or a percentage of the other. "
         "Write 5 points if it is one share less another."),
        ("5", "5 has no unit. Write 5 points."),
        ("0.05", "0.05 has no unit. Write 5 points, or 0.05 points if it is that small."),
        ("120 points", "120 points is more than one share can be from another. "
         "Write percentage points, as in 3.2 points or -3.2 points."),
    ],
)  # fmt: skip
def test_points_are_written_with_their_unit(words: Path, amount: str, said: str) -> None:
    made_up(words, "points_between", f"below: {amount}", "0 points is met", "9 points is a breach")
    assert [problem.split(": ", 1)[1] for problem in problems_of_pack(words)] == [said]


WRONG = [
    ("net_loss", "less: joined", "less: left",
     "net_loss takes left from itself, which is always 0. Name another figure after less:."),
    ("net_loss", "less: joined", "less: posts",
     "left is a count, and posts is a quantity. Name two figures of the same kind."),
    ("net_loss", "less: joined", "less: searches",
     "left is in officers, and searches is in searches. Name two figures of the same unit."),
    ("net_loss", "less: joined", "less: use_of_force_change",
     "use_of_force_change is a change, which net_loss cannot take from another. "
     "Name two counts, quantities, ratios or shares."),
    ("net_loss", "kind: difference", "kind: count",
     "net_loss is one count less another. Write kind: difference."),
    ("points_between", "kind: points", "kind: share",
     "points_between is one share less another. Write kind: points."),
    ("find_gap", "kind: points", "kind: share",
     "find_gap is one share less another. Write kind: points."),
    ("find_gap", "[Black, White]", "[White, white]",
     "find_gap is between White and itself, which is always 0. Name another group."),
    ("find_gap", "{figure: find_rate", "{figure: searches",
     "find_gap is a gap, and searches is a count, not a share. Name a share."),
    ("find_gap", "{figure: find_rate", "{by: grade, figure: find_rate",
     "find_rate is not given by grade. Write broken_down_by: and a scope kind at that figure."),
    ("find_gap", "{figure: find_rate", "{figure: other_rate",
     "other_rate is not broken down by anything. "
     "Write broken_down_by: and a scope kind at that figure."),
    ("find_gap", "kind: points,", "kind: points, broken_down_by: [grade],",
     "find_gap is between two groups, and cannot have parts. Take broken_down_by: out."),
    ("find_gap", "between: [Black, White]", "between: [Black]", "between holds too little. "
     "Name two groups, as in between: [A, B]."),
    ("net_loss", ", less: joined", ", less: joined, sum: [left, joined]",
     "net_loss is worked out in 2 ways: sum and difference. Keep one of them."),
    ("net_loss", ", less: joined", "", "net_loss is not right here. share and of, "
     "ratio and to, difference and less, unit and one come in pairs: write both."),
]  # fmt: skip


@pytest.mark.every_day(4)
@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG)
def test_what_cannot_be_a_difference_is_refused(
    words: Path, name: str, old: str, new: str, said: str
) -> None:
    change_file(words, "figures/made-up.yaml", *(f(FIGURES, name, old, new) for f in (_old, _new)))
    assert said in [problem.split(": ", 1)[1] for problem in problems_of_pack(words)]


def _old(text: str, name: str, *_: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{name}:"))


def _new(text: str, name: str, old: str, new: str) -> str:
    line = _old(text, name)
    assert old in line
    return line.replace(old, new)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("names", "problems"),
    [
        ("[left, joined]", []),
        ("[left, left]", ["all_moves adds left twice. Name each figure once."]),
        ("[left, joined, moves]",
         ["all_moves adds left twice: it is a part of moves. Name each figure once."]),
        ("[moves, joined]",
         ["all_moves adds joined twice: it is a part of moves. Name each figure once."]),
        ("[left, searches]",
         ["all_moves is in officers, and searches is in searches. Name figures of the same unit."]),
        ("[left, find_rate]",
         ["all_moves is a sum, and find_rate is a share, not a count. Name counts alone.",
          "all_moves is a count, and find_rate is a share. Name figures of the same kind."]),
        ("[left, posts]",
         ["all_moves is a count, and posts is a quantity. Name figures of the same kind.",
          "all_moves is in officers, and posts is in posts. Name figures of the same unit."]),
    ],
)  # fmt: skip
def test_a_sum_is_of_figures_that_differ_and_are_alike(
    words: Path, names: str, problems: list[str]
) -> None:
    with (words / "figures" / "made-up.yaml").open("a", encoding="utf-8") as file:
        count = "kind: count, unit: officers, one: officer"
        file.write(f"moves: {{means: both, {count}, sum: [left, joined]}}\n")
        file.write(f"all_moves: {{means: all, {count}, sum: {names}}}\n")
    found = problems_of_pack(words) if problems else []
    assert [problem.split(": ", 1)[1] for problem in found] == problems
    if not problems:
        assert "all_moves" in load_rules(words).dictionary.figures


def test_a_gap_of_persons_is_refused(words: Path) -> None:
    change_file(words, "figures/made-up.yaml", "other_rate: {means: another share, kind: share}",
                "other_rate: {means: a share, kind: share, broken_down_by: [manager]}\n"
                "own_gap: {means: a gap, kind: points, gap: {figure: other_rate, between: [A, B]}}")  # fmt: skip
    (problem,) = problems_of_pack(words)
    assert problem.endswith(
        "own_gap is between two managers, who are persons: reports do not name them. "
        "Name a share by something else."
    )


def test_a_part_that_is_not_listed_may_miss_a_limit_below_zero(words: Path) -> None:
    """Districts that add up to the force leave others of 0 less 0, which is above -1."""
    change_file(
        words, "figures/made-up.yaml", "said: left}", "said: left, broken_down_by: [district]}"
    )
    change_file(
        words, "figures/made-up.yaml", "said: joined}", "said: joined, broken_down_by: [district]}"
    )
    change_file(
        words, "figures/made-up.yaml", "less: joined}", "less: joined, broken_down_by: [district]}"
    )
    made_up(words, "net_loss", "at_most: -1", "-1 is met", "0 is a breach")
    with (words / "standards" / "made-up.yaml").open("a", encoding="utf-8") as file:
        file.write("for_each: district\n")
    parts = "left: [{value: 3}, {by: {district: {North: 1, South: 2}}}]"
    parts += "\n  joined: [{value: 7}, {by: {district: {North: 3, South: 4}}}]"
    assert finding_of(words, parts).outcome is CANNOT_TELL


def test_what_is_explained(words: Path) -> None:
    made_up(words, *GAP)
    rules = load_rules(words)
    page = " ".join(explain("find_gap", rules, Page()).split())
    assert "find_rate of Black less that of White" in page
    assert "find_rate: {by: {ethnicity: {Black: 12 of 345, White: 12 of 345}}}" in page
    assert "left less joined" in explain("net_loss", rules, Page())
    assert "left and joined: two numbers" in explain("net_loss", rules, Page())


def test_rows_that_may_or_may_not_count_widen_a_difference(words: Path) -> None:
    """The same rows counted row by row, with every uncertain row taken both ways."""
    (words / "tables" / "moves.yaml").write_text(
        "means: moves\none: move\nmany: moves\none_row_is_one: id\ndated_by: day\ncolumns:\n"
        "  id: {means: an id, type: text}\n  day: {means: the day, type: time}\n"
        "  way: {means: in or out, type: one_of, values: [in, out]}\n"
        "counts:\n  left: {way: out}\n  joined: {way: in}\n",
        "utf-8",
    )
    rows = ["out", "out", "out", "in", "?", "?"]
    lines = "".join(f"{n},2026-03-0{n + 1},{way}\n" for n, way in enumerate(rows))
    Path("moves.csv").write_text(f"id,day,way\n{lines}", "utf-8")
    head = f"{HEAD}tables: {{moves: {{file: moves.csv, dates: year-month-day}}}}\n"
    made_up(words, "net_loss", "at_most: 4", "4 is met", "5 is a breach")
    finding = finding_of(words, "sergeants: 5", head=head)
    assert finding.figure is not None
    assert finding.figure.amount is not None
    assert finding.figure.amount.span == Interval(F(0), F(4))
    assert finding.outcome is MET


ENDS = st.integers(-4, 9)


@given(ENDS, ENDS, ENDS, ENDS)
def test_a_difference_spans_every_pair_and_no_other(a: int, b: int, c: int, d: int) -> None:
    one, other = sorted((a, b)), sorted((c, d))
    sides = [Amount("?", Form.RANGE, Interval(F(low), F(high))) for low, high in (one, other)]
    pairs = [x - y for x in range(one[0], one[1] + 1) for y in range(other[0], other[1] + 1)]
    span = difference.work_out(sides, Kind.DIFFERENCE).span
    assert (span.low, span.high) == (min(pairs), max(pairs))


def test_open_ends_change_sides() -> None:
    some = Amount("over 3", Form.ONE_SIDED, Interval(F(3), None, has_low=False))
    ten = exact_amount("10", F(10))
    assert difference.work_out([ten, some], Kind.DIFFERENCE).span == Interval(
        None, F(7), True, False
    )
    assert difference.work_out([some, ten], Kind.DIFFERENCE).span == Interval(
        F(-7), None, has_low=False
    )
    around = Amount("around 10", Form.AROUND, Interval(F(9), F(11)))
    assert difference.work_out([around, ten], Kind.DIFFERENCE).form is Form.AROUND
    nothing = Amount("?", Form.RANGE, Interval(None, None))
    assert difference.work_out([nothing, ten], Kind.DIFFERENCE).text == "any number"
    assert difference.impossible([ten, ten]) == ""
    assert not difference.nothing_to_judge([ten, ten])


def test_a_blank_return_asks_for_both_groups_of_a_gap(words: Path) -> None:
    made_up(words, *GAP)
    text = blank_return(load_rules(words), ["made-up"], "")
    asked = text[text.index("  find_rate:") :].splitlines()[:5]
    assert asked == [
        "  find_rate:  # a share, as in 12 of 345: share of searches that found",
        "    by:",
        "      ethnicity:",
        '        Black: "?"',
        '        White: "?"',
    ]


def test_between_two_limits_without_a_whole_number_the_distance_is_plain(words: Path) -> None:
    rule = ("net_loss", "{above: 2, below: 3}", "2.5 is met", "2 is a breach", "3 is a breach")
    made_up(words, "net_loss", "below: 1", *rule[2:])
    change_file(words, "standards/made-up.yaml", "require:\n  below: 1", f"require: {rule[1]}")
    assert far(finding_of(words, "left: 9\n  joined: 4")) == ["3 over"]


def test_a_wide_difference_of_shares_says_both(words: Path) -> None:
    finding = judged(
        words, GAP, GROUPS.replace("BLACK", "0% to 100%").replace("WHITE", "0% to 100%")
    )
    assert finding.outcome is CANNOT_TELL
