"""Amounts: what each text stands for, for each kind, and what is said of a text that is none."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peelcheck.errors import InvalidValue
from peelcheck.model.amounts import (
    RANGES,
    Amount,
    Counts,
    Form,
    Interval,
    Kind,
    counted_amount,
    point,
)
from peelcheck.model.numerals import format_exact, format_value
from peelcheck.model.wording import amount_words, counted_noun, span_words
from peelcheck.reading.amount_forms import usual_form
from peelcheck.reading.amounts import (
    read_amount,
    read_exact_amount,
    read_limit,
)

COUNT, QUANTITY, SHARE = Kind.COUNT, Kind.QUANTITY, Kind.SHARE
RATIO, CHANGE, TIME = Kind.RATIO, Kind.CHANGE, Kind.TIME
DIFFERENCE, POINTS = Kind.DIFFERENCE, Kind.POINTS
EVERY_KIND = pytest.mark.parametrize("kind", list(Kind))

HOW = {
    COUNT: "Write a whole number, as in 1,204.",
    QUANTITY: "Write a number, as in 18.6.",
    SHARE: "Write a percentage as in 4.7%, or both counts as in 12 of 345.",
    RATIO: "Write both counts as in 1,197 for 19, or a ratio as in 63:1.",
    CHANGE: "Write the change with its sign, as in +8.5% or -2%.",
    DIFFERENCE: "Write a number, with its minus sign if it is below zero, as in -12.",
    POINTS: "Write percentage points, as in 3.2 points or -3.2 points.",
    TIME: "Write a time with its unit, as in 15 minutes or 48 hours.",
}


def span(text: str) -> Interval:
    """An interval as mathematicians write it: [0.6, 1) has 0.6 and not 1; `-` is no end."""
    low, high = (None if end == "-" else Fraction(end) for end in text[1:-1].split(", "))
    return Interval(low, high, text[0] == "[", text[-1] == "]")


def number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


ONE_VALUE = [  # text, kind, every value it may have, the one it names, how it is written
    ("39,683", COUNT, "[39683, 39683]", "39683", Form.EXACT),
    ("39683", COUNT, "[39683, 39683]", "39683", Form.EXACT),
    ("0", COUNT, "[0, 0]", "0", Form.EXACT),
    ("12.0", COUNT, "[12, 12]", "12", Form.EXACT),
    ("1,234,567", COUNT, "[1234567, 1234567]", "1234567", Form.EXACT),
    ("9" * 40, COUNT, f"[{'9' * 40}, {'9' * 40}]", "9" * 40, Form.EXACT),
    ("18.6", QUANTITY, "[18.55, 18.65]", "18.6", Form.ROUNDED),
    ("19", QUANTITY, "[18.5, 19.5]", "19", Form.ROUNDED),
    ("19.0", QUANTITY, "[18.95, 19.05]", "19", Form.ROUNDED),
    ("1,204", QUANTITY, "[1203.5, 1204.5]", "1204", Form.ROUNDED),
    ("0", QUANTITY, "[0, 0.5]", "0", Form.ROUNDED),
    ("exactly 19", QUANTITY, "[19, 19]", "19", Form.EXACT),
    ("21.9%", SHARE, "[0.2185, 0.2195]", "0.219", Form.ROUNDED),
    ("5%", SHARE, "[0.045, 0.055]", "0.05", Form.ROUNDED),
    ("5.00%", SHARE, "[0.04995, 0.05005]", "0.05", Form.ROUNDED),
    ("0%", SHARE, "[0, 0.005]", "0", Form.ROUNDED),
    ("99.9%", SHARE, "[0.9985, 0.9995]", "0.999", Form.ROUNDED),
    ("100%", SHARE, "[0.995, 1]", "1", Form.ROUNDED),
    ("exactly 50%", SHARE, "[0.5, 0.5]", "0.5", Form.EXACT),
    ("63:1", RATIO, "[62.5, 63.5]", "63", Form.ROUNDED),
    ("62.5:1", RATIO, "[62.45, 62.55]", "62.5", Form.ROUNDED),
    ("63", RATIO, "[62.5, 63.5]", "63", Form.ROUNDED),
    ("18.6", RATIO, "[18.55, 18.65]", "18.6", Form.ROUNDED),
    ("0:1", RATIO, "[0, 0.5]", "0", Form.ROUNDED),
    ("1,012:1", RATIO, "[1011.5, 1012.5]", "1012", Form.ROUNDED),
    ("exactly 63:1", RATIO, "[63, 63]", "63", Form.EXACT),
    ("exactly 50", RATIO, "[50, 50]", "50", Form.EXACT),
    ("+8.5%", CHANGE, "[0.0845, 0.0855]", "0.085", Form.ROUNDED),
    ("-2%", CHANGE, "[-0.025, -0.015]", "-0.02", Form.ROUNDED),
    ("+120%", CHANGE, "[1.195, 1.205]", "1.2", Form.ROUNDED),
    ("-100%", CHANGE, "[-1, -0.995]", "-1", Form.ROUNDED),
    ("0%", CHANGE, "[-0.005, 0.005]", "0", Form.ROUNDED),
    ("-12", DIFFERENCE, "[-12, -12]", "-12", Form.EXACT),
    ("+1,204", DIFFERENCE, "[1204, 1204]", "1204", Form.EXACT),
    ("-0.5", DIFFERENCE, "[-0.55, -0.45]", "-0.5", Form.ROUNDED),
    ("3.2 points", POINTS, "[0.0315, 0.0325]", "0.032", Form.ROUNDED),
    ("-1 point", POINTS, "[-0.015, -0.005]", "-0.01", Form.ROUNDED),
    ("100 points", POINTS, "[0.995, 1]", "1", Form.ROUNDED),
    ("exactly -2%", CHANGE, "[-0.02, -0.02]", "-0.02", Form.EXACT),
    ("15 minutes", TIME, "[900, 900]", "900", Form.EXACT),
    ("1 minute", TIME, "[60, 60]", "60", Form.EXACT),
    ("48 hours", TIME, "[172800, 172800]", "172800", Form.EXACT),
    ("1.5 hours", TIME, "[5400, 5400]", "5400", Form.EXACT),
    ("90 seconds", TIME, "[90, 90]", "90", Form.EXACT),
    ("1 second", TIME, "[1, 1]", "1", Form.EXACT),
    ("2 days", TIME, "[172800, 172800]", "172800", Form.EXACT),
    ("exactly 15 minutes", TIME, "[900, 900]", "900", Form.EXACT),
]
SEVERAL_VALUES = [  # text, kind, every value it may have, how it is written
    ("162 to 268", COUNT, "[162, 268]", Form.RANGE),
    ("162 to 162", COUNT, "[162, 162]", Form.RANGE),
    ("18.5 to 19", QUANTITY, "[18.5, 19]", Form.RANGE),
    ("10% to 20.5%", SHARE, "[0.1, 0.205]", Form.RANGE),
    ("60:1 to 65:1", RATIO, "[60, 65]", Form.RANGE),
    ("60 to 65", RATIO, "[60, 65]", Form.RANGE),
    ("-5% to +5%", CHANGE, "[-0.05, 0.05]", Form.RANGE),
    ("-5 to +5", DIFFERENCE, "[-5, 5]", Form.RANGE),
    ("-5 to 3 points", POINTS, "[-0.05, 0.03]", Form.RANGE),
    ("10 minutes to 1 hour", TIME, "[600, 3600]", Form.RANGE),
    ("over 80", COUNT, "[81, -]", Form.ONE_SIDED),
    ("more than 1,000", COUNT, "[1001, -]", Form.ONE_SIDED),
    ("under 80", COUNT, "[0, 79]", Form.ONE_SIDED),
    ("fewer than 1", COUNT, "[0, 0]", Form.ONE_SIDED),
    ("at least 3", COUNT, "[3, -]", Form.ONE_SIDED),
    ("up to 500", COUNT, "[0, 500]", Form.ONE_SIDED),
    ("at most 500", COUNT, "[0, 500]", Form.ONE_SIDED),
    ("over 18.6", QUANTITY, "(18.6, -]", Form.ONE_SIDED),
    ("under 18.6", QUANTITY, "[0, 18.6)", Form.ONE_SIDED),
    ("over 80%", SHARE, "(0.8, 1]", Form.ONE_SIDED),
    ("more than 80%", SHARE, "(0.8, 1]", Form.ONE_SIDED),
    ("under 80%", SHARE, "[0, 0.8)", Form.ONE_SIDED),
    ("fewer than 80%", SHARE, "[0, 0.8)", Form.ONE_SIDED),
    ("at least 80%", SHARE, "[0.8, 1]", Form.ONE_SIDED),
    ("at least 100%", SHARE, "[1, 1]", Form.ONE_SIDED),
    ("up to 80%", SHARE, "[0, 0.8]", Form.ONE_SIDED),
    ("at most 0%", SHARE, "[0, 0]", Form.ONE_SIDED),
    ("over 60:1", RATIO, "(60, -]", Form.ONE_SIDED),
    ("under 60", RATIO, "[0, 60)", Form.ONE_SIDED),
    ("over -100%", CHANGE, "(-1, -]", Form.ONE_SIDED),
    ("over -5", DIFFERENCE, "(-5, -]", Form.ONE_SIDED),
    ("under 5 points", POINTS, "[-1, 0.05)", Form.ONE_SIDED),
    ("under 0%", CHANGE, "[-1, 0)", Form.ONE_SIDED),
    ("at least +5%", CHANGE, "[0.05, -]", Form.ONE_SIDED),
    ("at most -5%", CHANGE, "[-1, -0.05]", Form.ONE_SIDED),
    ("over 15 minutes", TIME, "(900, -]", Form.ONE_SIDED),
    ("up to 2 days", TIME, "[0, 172800]", Form.ONE_SIDED),
    ("around 400", COUNT, "[360, 440]", Form.AROUND),
    ("around 19", QUANTITY, "[17.1, 20.9]", Form.AROUND),
    ("around 50%", SHARE, "[0.45, 0.55]", Form.AROUND),
    ("around 95%", SHARE, "[0.855, 1]", Form.AROUND),
    ("around 60:1", RATIO, "[54, 66]", Form.AROUND),
    ("around +10%", CHANGE, "[0.09, 0.11]", Form.AROUND),
    ("around -10%", CHANGE, "[-0.11, -0.09]", Form.AROUND),
    ("around -95%", CHANGE, "[-1, -0.855]", Form.AROUND),
    ("around 10 minutes", TIME, "[540, 660]", Form.AROUND),
]
TWO_COUNTS = [  # text, kind, the two counts
    ("49 of 82", SHARE, "49", "82"),
    ("703 of 14,974", SHARE, "703", "14974"),
    ("0 of 5", SHARE, "0", "5"),
    ("5 of 5", SHARE, "5", "5"),
    ("1,197 for 19", RATIO, "1197", "19"),
    ("1012:22", RATIO, "1012", "22"),
    ("1,012:22", RATIO, "1012", "22"),
    ("1,197 for 18.6", RATIO, "1197", "18.6"),
    ("63 for 1", RATIO, "63", "1"),
    ("1:63", RATIO, "1", "63"),
    ("0 for 19", RATIO, "0", "19"),
]


@pytest.mark.parametrize(("text", "kind", "values", "stated", "form"), ONE_VALUE)
def test_text_with_one_value(text: str, kind: Kind, values: str, stated: str, form: Form) -> None:
    assert read_amount(text, kind) == Amount(text, form, span(values), number(stated))


@pytest.mark.parametrize(("text", "kind", "values", "form"), SEVERAL_VALUES)
def test_text_with_several_values(text: str, kind: Kind, values: str, form: Form) -> None:
    assert read_amount(text, kind) == Amount(text, form, span(values))


@pytest.mark.parametrize(("text", "kind", "top", "bottom"), TWO_COUNTS)
@pytest.mark.parametrize("read", [read_amount, read_exact_amount])
def test_two_counts_are_kept(read, text: str, kind: Kind, top: str, bottom: str) -> None:
    amount = read(text, kind)
    assert amount == counted_amount(text, Fraction(top), Fraction(bottom))
    assert amount.form is Form.COUNTS
    assert amount.span.is_point
    assert amount.stated == amount.span.low == Fraction(top) / Fraction(bottom)
    assert (amount.counts.numerator, amount.counts.denominator) == (Fraction(top), Fraction(bottom))


WRITTEN_OTHERWISE = [  # text, kind, how this tool itself writes it
    (" 5", COUNT, "5"),
    ("5\n", COUNT, "5"),
    ("\u00a05", COUNT, "5"),
    ("\u201c5\u201d", COUNT, "5"),
    ("\u00ab5%\u00bb", SHARE, "5%"),
    ("five", COUNT, "5"),
    ("+703", COUNT, "703"),
    ("703.", COUNT, "703"),
    ("0703", COUNT, "703"),
    ("00", COUNT, "0"),
    ("1_000", COUNT, "1,000"),
    ("14 974", COUNT, "14,974"),
    ("1\u202f204\u00a0567", QUANTITY, "1,204,567"),
    ("= 50", COUNT, "50"),
    (".5%", SHARE, "0.5%"),
    ("05%", SHARE, "5%"),
    ("21.9 per cent", SHARE, "21.9%"),
    ("21.9 Percent", SHARE, "21.9%"),
    ("21.9percent", SHARE, "21.9%"),
    ("4.7pc", SHARE, "4.7%"),
    ("4.7 pct", SHARE, "4.7%"),
    ("5.0 %", SHARE, "5.0%"),
    ("5.0\u00a0%", SHARE, "5.0%"),
    ("-8.5 %", CHANGE, "-8.5%"),
    ("\u22125%", CHANGE, "-5%"),
    ("+8.5 per cent", CHANGE, "+8.5%"),
    ("up 8.5%", CHANGE, "+8.5%"),
    ("+3", DIFFERENCE, "3"),
    ("3.2pp", POINTS, "3.2 points"),
    ("3.2 percentage points", POINTS, "3.2 points"),
    ("3.2 ppts", POINTS, "3.2 points"),
    ("+3.2 %-points", POINTS, "3.2 points"),
    ("8.5% increase", CHANGE, "+8.5%"),
    ("an increase of 8.5%", CHANGE, "+8.5%"),
    ("Down 2%", CHANGE, "-2%"),
    ("a fall of 2 per cent", CHANGE, "-2%"),
    ("2% fewer", CHANGE, "-2%"),
    ("unchanged", CHANGE, "0%"),
    ("19 FTE", QUANTITY, "19"),
    ("18.6 full-time equivalents", QUANTITY, "18.6"),
    ("63 to 1", RATIO, "63:1"),
    ("63 : 1", RATIO, "63:1"),
    ("49/82", SHARE, "49 of 82"),
    ("49 / 82", SHARE, "49 of 82"),
    ("49\u204482", SHARE, "49 of 82"),
    ("12/250", SHARE, "12 of 250"),
    ("49 out of 82", SHARE, "49 of 82"),
    ("703 out of 14,974", SHARE, "703 of 14,974"),
    ("703 Out Of 14 974", SHARE, "703 of 14,974"),
    ("49 from 82", SHARE, "49 of 82"),
    ("49of82", SHARE, "49 of 82"),
    ("49 Of The 82", SHARE, "49 of 82"),
    ("exactly 49 of 82", SHARE, "49 of 82"),
    ("exactly 9 out of 10", SHARE, "9 of 10"),
    ("exactly 9 in 10", SHARE, "9 of 10"),
    ("about 9 out of 10", SHARE, "around 90%"),
    ("around 9 in 10", SHARE, "around 90%"),
    ("about 49 of 98", SHARE, "around 50%"),
    ("around 100 for 2", RATIO, "around 50:1"),
    ("1,197/19", RATIO, "1,197 for 19"),
    ("1,197 per 19", RATIO, "1,197 for 19"),
    ("1,197 FOR 19", RATIO, "1,197 for 19"),
    ("1012 : 22", RATIO, "1012:22"),
    ("exactly 1,197 for 19", RATIO, "1,197 for 19"),
    ("one in five", SHARE, "1 in 5"),
    ("1 In 20", SHARE, "1 in 20"),
    ("one in twenty", SHARE, "1 in 20"),
    ("1 in every 25", SHARE, "1 in 25"),
    ("63/1", RATIO, "63:1"),
    ("63 per 1", RATIO, "63:1"),
    ("~400", COUNT, "around 400"),
    ("\u2248400", COUNT, "around 400"),
    ("c.400", COUNT, "around 400"),
    ("c. 400", COUNT, "around 400"),
    ("c400", COUNT, "around 400"),
    ("ca. 400", COUNT, "around 400"),
    ("Circa 400", COUNT, "around 400"),
    ("about 400", COUNT, "around 400"),
    ("approx. 400", COUNT, "around 400"),
    ("approximately 400", COUNT, "around 400"),
    ("Roughly 50 per cent", SHARE, "around 50%"),
    ("Under 5%", SHARE, "under 5%"),
    ("UNDER 5 PER CENT", SHARE, "under 5%"),
    ("<5", COUNT, "under 5"),
    ("< 5 %", SHARE, "under 5%"),
    (">80%", SHARE, "over 80%"),
    (">-5%", CHANGE, "over -5%"),
    ("<=5%", SHARE, "up to 5%"),
    ("=<5%", SHARE, "up to 5%"),
    ("\u22645%", SHARE, "up to 5%"),
    (">= 90%", SHARE, "at least 90%"),
    ("=>90%", SHARE, "at least 90%"),
    ("\u226590%", SHARE, "at least 90%"),
    ("<15 minutes", TIME, "under 15 minutes"),
    ("less than 5", COUNT, "under 5"),
    ("Below 5%", SHARE, "under 5%"),
    ("greater than 80%", SHARE, "over 80%"),
    ("in excess of 400", COUNT, "over 400"),
    ("no more than 5", COUNT, "up to 5"),
    ("a maximum of 5", COUNT, "up to 5"),
    ("max. 5", COUNT, "up to 5"),
    ("as high as 500", COUNT, "up to 500"),
    ("no fewer than 5", COUNT, "at least 5"),
    ("minimum 5", COUNT, "at least 5"),
    ("500+", COUNT, "at least 500"),
    ("80%+", SHARE, "at least 80%"),
    ("5 or more", COUNT, "at least 5"),
    ("5 or fewer", COUNT, "up to 5"),
    ("162-268", COUNT, "162 to 268"),
    ("162\u2013268", COUNT, "162 to 268"),
    ("162 \u2014 268", COUNT, "162 to 268"),
    ("from 162 to 268", COUNT, "162 to 268"),
    ("between 162 and 268", COUNT, "162 to 268"),
    ("10-20%", SHARE, "10% to 20%"),
    ("10% \u2013 20%", SHARE, "10% to 20%"),
    ("10 to 20%", SHARE, "10% to 20%"),
    ("10% to 20", SHARE, "10% to 20%"),
    ("0.5 to 1.5%", SHARE, "0.5% to 1.5%"),
    ("-5%\u2013-2%", CHANGE, "-5% to -2%"),
    ("60:1-65:1", RATIO, "60:1 to 65:1"),
    ("10 to 20 minutes", TIME, "10 minutes to 20 minutes"),
    ("10-20 mins", TIME, "10 minutes to 20 minutes"),
    ("15 Minutes", TIME, "15 minutes"),
    ("15 mins", TIME, "15 minutes"),
    ("15min", TIME, "15 minutes"),
    ("90 secs.", TIME, "90 seconds"),
    ("1.5 hrs", TIME, "1.5 hours"),
    ("2 weeks", TIME, "14 days"),
    ("1 minute 58 seconds", TIME, "118 seconds"),
    ("1 minute, 58 seconds", TIME, "118 seconds"),
    ("1 min 58 sec", TIME, "118 seconds"),
    ("1m58s", TIME, "118 seconds"),
    ("1 hour and 5 minutes", TIME, "65 minutes"),
    ("1h 5m", TIME, "65 minutes"),
    ("0:01:58", TIME, "118 seconds"),
    ("01:00:00", TIME, "1 hour"),
    ("PT1M58S", TIME, "118 seconds"),
    ("P2D", TIME, "2 days"),
]


@pytest.mark.parametrize(("text", "kind", "usual"), WRITTEN_OTHERWISE)
def test_other_ways_to_write_one_thing_are_read_as_it(text: str, kind: Kind, usual: str) -> None:
    assert read_amount(text, kind)._replace(text="") == read_amount(usual, kind)._replace(text="")


INTERVALS = [  # text, kind, every value it may have, the one it names, how it is written
    ("1 in 25", SHARE, "[2/51, 2/49]", "1/25", Form.ROUNDED),
    ("1 in 4.5", SHARE, "[20/91, 20/89]", "2/9", Form.ROUNDED),
    ("1 in 1", SHARE, "[2/3, 1]", "1", Form.ROUNDED),
    ("exactly 1 in 20", SHARE, "[1/20, 1/20]", "1/20", Form.EXACT),
    ("over 1 in 20", SHARE, "(1/20, 1]", "", Form.ONE_SIDED),
    ("1 in 20 to 1 in 15", SHARE, "[1/20, 1/15]", "", Form.RANGE),
    ("95 of at least 100", SHARE, "(0, 95/100]", "", Form.RANGE),
    ("at least 95 of 100", SHARE, "[95/100, 1]", "", Form.RANGE),
    ("95%+", SHARE, "[95/100, 1]", "", Form.ONE_SIDED),
    ("15k", COUNT, "[14500, 15500]", "15000", Form.ROUNDED),
    ("1.2 million", COUNT, "[1150000, 1250000]", "1200000", Form.ROUNDED),
    ("998 to 1,029 of 1,140", SHARE, "[998/1140, 1029/1140]", "", Form.RANGE),
    ("0 of fewer than 9", SHARE, "[0, 0]", "", Form.RANGE),
    ("over 49 of 82", SHARE, "[50/82, 1]", "", Form.RANGE),
    ("15k of 20,000", SHARE, "[0.725, 0.775]", "0.75", Form.ROUNDED),
    ("22 to 26 for 2", RATIO, "[11, 13]", "", Form.RANGE),
]


@pytest.mark.parametrize(("text", "kind", "values", "stated", "form"), INTERVALS)
def test_what_is_not_exact_has_its_interval(
    text: str, kind: Kind, values: str, stated: str, form: Form
) -> None:
    found = read_amount(text, kind)
    assert (found.span, found.stated, found.form) == (span(values), number(stated), form)


def test_a_range_of_counts_is_shown_with_the_word_between_them() -> None:
    assert read_amount("998\u20131,029/1,140", SHARE).text == "998 to 1,029 of 1,140"
    assert read_amount("998\u20131,029 of 1,140", SHARE).text == "998\u20131,029 of 1,140"


SAID_TWICE = [
    ("703 of 14,974 (4.69%)", SHARE, "703 of 14,974"),
    ("4.7% (703 of 14,974)", SHARE, "703 of 14,974"),
    ("1,197 for 19 (63.0)", RATIO, "1,197 for 19"),
    ("998 to 1,029 of 1,140 (87.5% to 90.3%)", SHARE, "998 to 1,029 of 1,140"),
]


@pytest.mark.parametrize(("text", "kind", "usual"), SAID_TWICE)
def test_counts_with_their_percentage_are_the_counts(text: str, kind: Kind, usual: str) -> None:
    assert read_amount(text, kind) == read_amount(usual, kind)._replace(text=text)


def test_counts_with_another_percentage_are_refused() -> None:
    expected = "703 of 14,974 (47%) says two things. Write 703 of 14,974 or 47%."
    assert refusal("703 of 14,974 (47%)", SHARE) == expected


OPEN_ENDS = [
    ("more than 5% to less than 6%", SHARE, "(0.05, 0.06)"),
    ("more than 5% to 6%", SHARE, "(0.05, 0.06]"),
    ("5% to less than 6%", SHARE, "[0.05, 0.06)"),
    ("more than 5 to less than 9", COUNT, "[6, 8]"),
]


@pytest.mark.parametrize(("text", "kind", "values"), OPEN_ENDS)
def test_a_range_may_leave_out_its_ends(text: str, kind: Kind, values: str) -> None:
    assert read_amount(text, kind) == Amount(text, Form.RANGE, span(values))


# What this program prints.

printed = st.decimals(0, 1, allow_nan=False, allow_infinity=False, places=6).map(Fraction)


@EVERY_KIND
@given(value=printed, whole=st.integers(0, 10**9))
def test_a_number_is_read_as_it_is_printed(kind: Kind, value: Fraction, whole: int) -> None:
    number = {
        SHARE: value,
        POINTS: value * 2 - 1,
        CHANGE: value * 3 - 1,
        COUNT: Fraction(whole),
        TIME: Fraction(whole),
    }
    exact = number.get(kind, value * 1000)
    assert read_limit(format_exact(exact, kind), kind) == exact
    assert read_amount(format_value(exact, kind), kind).span.contains(exact)


@EVERY_KIND
@given(one=printed, other=printed, has_low=st.booleans(), has_high=st.booleans())
def test_an_interval_is_read_as_it_is_printed(
    kind: Kind, one: Fraction, other: Fraction, has_low: bool, has_high: bool
) -> None:
    scale = 1000 if kind in (COUNT, TIME) else 1
    low, high = (round(end, 3) * scale for end in sorted((one, other)))
    interval = Interval(low, high, has_low, has_high)
    if interval.is_empty or (kind is COUNT and not (has_low and has_high)):
        return
    said = span_words(interval, kind)
    assert read_amount(said, kind).span.contains((low + high) / 2) if kind is not COUNT else True
    assert interval.is_point or read_exact_amount(said, kind).span == interval


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_counts_are_read_as_they_are_printed(whole: int, part: int) -> None:
    for kind, text in ((SHARE, f"{part % (whole + 1)} of {whole}"), (RATIO, f"{part} for {whole}")):
        amount = read_amount(text, kind)
        assert read_amount(amount_words(amount, kind), kind)._replace(text=text) == amount


FULL_TIME_EQUIVALENTS = [  # text, every value it may have
    ("1,197 for 19", "[1197/19.5, 1197/18.5]"),
    ("1197:19", "[1197/19.5, 1197/18.5]"),
    ("1,197 for 19.0", "[1197/19.05, 1197/18.95]"),
    ("exactly 1,197 for 19", "[63, 63]"),
    ("1,197 for exactly 19", "[63, 63]"),
]


@pytest.mark.parametrize(("text", "values"), FULL_TIME_EQUIVALENTS)
def test_full_time_equivalents_keep_their_rounding(text: str, values: str) -> None:
    found = read_amount(text, RATIO, (COUNT, QUANTITY))
    assert found.span == quotients(values)
    assert (found.counts, found.stated) == (Counts(Fraction(1197), Fraction(19)), Fraction(63))
    assert found.form is (Form.COUNTS if found.span.is_point else Form.ROUNDED)


def test_fewer_than_two_full_time_equivalents_is_an_end_that_is_not_reached() -> None:
    found = read_amount("22 to 26 for fewer than 2", RATIO, (COUNT, QUANTITY))
    assert found.span == Interval(Fraction(11), None, has_low=False)


def test_a_share_of_posts_may_have_half_a_post() -> None:
    found = read_amount("12.5 of 18", SHARE, (QUANTITY, QUANTITY))
    assert found.span == Interval(
        Fraction("12.45") / Fraction("18.5"), Fraction("12.55") / Fraction("17.5")
    )


def quotients(text: str) -> Interval:
    ends = [end.partition("/") for end in text[1:-1].split(", ")]
    low, high = (Fraction(top) / Fraction(bottom or "1") for top, _, bottom in ends)
    return Interval(low, high)


@pytest.mark.parametrize(("text", "kind"), [("0 of 0", SHARE), ("0 for 0", RATIO), ("0:0", RATIO)])
def test_nothing_of_nothing_names_no_value(text: str, kind: Kind) -> None:
    amount = read_amount(text, kind)
    assert amount == Amount(text, Form.COUNTS, RANGES[kind])


@pytest.mark.parametrize(("text", "kind"), [("49 of 82", SHARE), ("0%", SHARE), ("0", COUNT)])
def test_something_of_something_names_a_value(text: str, kind: Kind) -> None:
    assert read_amount(text, kind).stated is not None


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1,204", COUNT, "1204"),
        ("18.6", QUANTITY, "18.6"),
        ("21.9%", SHARE, "0.219"),
        ("5%", SHARE, "0.05"),
        ("exactly 5%", SHARE, "0.05"),
        ("63:1", RATIO, "63"),
        ("50", RATIO, "50"),
        ("-2%", CHANGE, "-0.02"),
        ("15 minutes", TIME, "900"),
    ],
)
def test_numbers_of_a_rule_are_exact(text: str, kind: Kind, value: str) -> None:
    exact = Amount(text, Form.EXACT, span(f"[{value}, {value}]"), Fraction(value))
    assert read_exact_amount(text, kind) == exact
    assert read_limit(text, kind) == Fraction(value)


@pytest.mark.parametrize(("text", "kind", "values", "form"), SEVERAL_VALUES)
def test_rules_read_ranges_as_returns_do(text: str, kind: Kind, values: str, form: Form) -> None:
    assert read_exact_amount(text, kind) == Amount(text, form, span(values))


def test_a_limit_may_be_two_counts() -> None:
    assert read_limit("49 of 82", SHARE) == Fraction(49, 82)
    assert read_limit("100 for 2", RATIO) == 50


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("162 to 268", COUNT),
        ("0 of 0", SHARE),
        ("0 for 0", RATIO),
    ],
)
def test_a_limit_is_one_number(text: str, kind: Kind) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_limit(text, kind)
    assert str(refused.value) == f"{text} is not one number. {HOW[kind]}"


@pytest.mark.parametrize(
    ("text", "kind", "alone"),
    [
        ("over 80%", SHARE, "80%"),
        ("at least 90 %", SHARE, "90 %"),
        ("90% or more", SHARE, "90%"),
        ("at least 3", QUANTITY, "3"),
        ("at most 1,000", COUNT, "1,000"),
        ("around +5%", CHANGE, "+5%"),
        ("around 15 minutes", TIME, "15 minutes"),
        ("up to 15 minutes", TIME, "15 minutes"),
        ("up to 50:1", RATIO, "50:1"),
    ],
)
def test_a_limit_has_no_word_in_front(text: str, kind: Kind, alone: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_limit(text, kind)
    assert str(refused.value) == f"{text} is not one number. Write {alone} alone."
    assert isinstance(read_limit(alone, kind), Fraction)


@pytest.mark.parametrize("text", ["n/a", "not available", "none", "tbc", "-", " N/A "])
def test_a_limit_that_is_not_known_is_no_limit(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_limit(text, COUNT)
    how = "Write a whole number, as in 1,204, or take the line out."
    assert str(refused.value) == f"{text} is not a number. {how}"


@pytest.mark.parametrize(
    ("text", "value"),
    [("9 out of 10", "9/10"), ("9 in 10", "9/10"), ("1 in 20", "1/20"), ("95 out of 100", "19/20")],
)
def test_a_limit_out_of_ten_has_one_reading(text: str, value: str) -> None:
    assert read_limit(text, SHARE) == Fraction(value)


# Refused with how the kind is written.

FOR_EVERY_KIND = [
    ("", "There is no value between the quotes."),
    ("   ", "There is no value between the quotes."),
    ("5" * 41, "This is too long to be a figure."),
    ("x" * 81, "This is too long to be a figure."),
    ("x" * 80, f"{'x' * 80} is not an amount this tool can read."),
    ("£5", "£5 holds a character that no figure has."),
    ("\uff15", "\uff15 holds a character that no figure has."),
    ("\u0663", "\u0663 holds a character that no figure has."),
    ("\u00bd", "\u00bd holds a character that no figure has."),
    ("(5)", "(5) is not an amount this tool can read."),
    ("5-", "5- is not an amount this tool can read."),
    ("5 calls", "5 calls is not an amount this tool can read."),
    ("1.2.3", "1.2.3 is not an amount this tool can read."),
    ("infinity", "infinity is not an amount this tool can read."),
    ("5,", "5, is not an amount this tool can read."),
    ("1e3", "1e3 is not written in full."),
    ("12e03", "12e03 is not written in full."),
    ("1.0e+400", "1.0e+400 is not written in full."),
    ("2E-5", "2E-5 is not written in full."),
    ("0x10", "0x10 is not written in full."),
    ("0b11", "0b11 is not written in full."),
    ("0O17", "0O17 is not written in full."),
]
OTHERS = [
    ("12.5", COUNT, "12.5 is not a whole number."),
    ("over 0.5", COUNT, "0.5 is not a whole number."),
    ("1.5 to 2", COUNT, "1.5 is not a whole number."),
    ("around 2.5", COUNT, "2.5 is not a whole number."),
    ("-5", COUNT, "-5 is below zero, and this figure cannot be."),
    ("-0.5", QUANTITY, "-0.5 is below zero, and this figure cannot be."),
    ("-5%", SHARE, "-5% is below zero, and this figure cannot be."),
    ("-63:1", RATIO, "-63:1 is below zero, and this figure cannot be."),
    ("-5 minutes", TIME, "-5 minutes is below zero, and this figure cannot be."),
    ("at least -5", COUNT, "-5 is below zero, and this figure cannot be."),
    ("4.7%", COUNT, "4.7% is a percentage, and this figure is not one."),
    ("100%", QUANTITY, "100% is a percentage, and this figure is not one."),
    ("4.7%", RATIO, "4.7% is a percentage, and this figure is not one."),
    ("12.5%", TIME, "12.5% is a percentage, and this figure is not one."),
    ("49/82", COUNT, "49/82 is not an amount this tool can read."),
    ("63:1", SHARE, "63:1 is not an amount this tool can read."),
    ("exactly", SHARE, "exactly is not an amount this tool can read."),
    ("exactly over 5%", SHARE, "over 5% is not an amount this tool can read."),
    ("over over 5", COUNT, "over 5 is not an amount this tool can read."),
    ("1 to 2 to 3", COUNT, "2 to 3 is not an amount this tool can read."),
    ("1 to", COUNT, "1 to is not an amount this tool can read."),
]


IS_TWO = "gives two counts, but this figure is a single number."
TWO_COUNTS = " is two counts, which must be alone. Take out the words around it."
MEANT = [
    ("1.000", COUNT, "1.000 could be 1 or 1,000. Write 1 or 1,000."),
    ("over 40.000", COUNT, "40.000 could be 40 or 40,000. Write 40 or 40,000."),
    *(
        (text, kind, f"{text} could be about the first number or the second. Write {ways}.")
        for text, kind, ways in (
            ("95 of 100+", SHARE, "at least 95 of 100, or 95 of at least 100"),
            ("95/100 or more", SHARE, "at least 95/100, or 95 of at least 100"),
            ("95 out of 100 or fewer", SHARE, "up to 95 out of 100, or 95 of up to 100"),
            ("1 in 20+", SHARE, "at least 1 in 20, or up to 1 in 20"),
            ("1 in 20 or less", SHARE, "up to 1 in 20, or at least 1 in 20"),
            ("1,012 for 22+", RATIO, "at least 1,012 for 22, or 1,012 for at least 22"),
        )
    ),
    (
        "9 out of every 10",
        SHARE,
        "9 out of every 10 could be two counts or a rounded share. Write "
        "exactly 9 of 10, or about 90%.",
    ),
    (
        "1 out of 20",
        SHARE,
        "1 out of 20 could be two counts or a rounded share. Write exactly 1 of 20, or 1 in 20.",
    ),
    ("-5", CHANGE, "-5 has no percent sign. Write -5%."),
    ("+8.5", CHANGE, "+8.5 has no percent sign. Write +8.5%."),
    ("8.5", CHANGE, "8.5 has no sign. Write +8.5% or -8.5%."),
    (
        "Not available",
        COUNT,
        "Not available is not a figure. Write not available, or take the line out.",
    ),
    ("49 of 82 to 50 of 82", SHARE, TWO_COUNTS),
    (
        "around 0",
        COUNT,
        "around 0 is nothing, a tenth either way. Write up to and the most it may be.",
    ),
    ("50:1.0", RATIO, "50:1.0 says to one in another way. Write 50:1, or 50 for 1."),
    ("1", TIME, "1 has no unit. Write 1 minute, or seconds, hours or days."),
    ("0,5", QUANTITY, "The comma in 0,5 is not before three digits. Write 0.5."),
    (
        "0,5",
        COUNT,
        "The comma in 0,5 is not before three digits. Write a whole number, as in 1,204.",
    ),
    ("1,204,56", COUNT, "The comma in 1,204,56 is not before three digits. Write 120456."),
    (
        "1,197 to 19",
        RATIO,
        "1,197 to 19 runs backwards. Write 1,197:19 for a ratio, 19 to 1,197 for a range.",
    ),
    ("10-20", TIME, "10 to 20 has no unit. Write 10 minutes to 20 minutes."),
    ("10 - 20", SHARE, "10 to 20 has no unit. Write 10% to 20%."),
    ("10 to 20", CHANGE, "10 to 20 has no unit. Write +10% to +20%."),
    ("10% to 0.2", SHARE, "0.2 is not a percentage. Write 10% to 0.2%."),
    (
        "nearly 400",
        COUNT,
        "nearly 400 could be a number near 400 or a limit. Write around 400, or under 400.",
    ),
    (
        "49 per 1,000",
        SHARE,
        "49 per 1,000 is not how it is written here. Write 4.9%.",
    ),
    ("4.9 per 100", SHARE, "4.9 per 100 is not how it is written here. Write 4.9%."),
    ("50 per 1000", SHARE, "50 per 1000 is not how it is written here. Write 5.0%."),
    (
        "703 per 14,974",
        SHARE,
        "703 per 14,974 is not how it is written here. Write 703 of 14,974.",
    ),
    (
        "703* of 14,974",
        SHARE,
        "703* has the mark *, and nothing says what it means. Write {value: 703*, note: ...}, or "
        "703 alone.",
    ),
    (
        "1,204 (provisional)",
        COUNT,
        "1,204 (provisional) has a word behind the number. Write "
        '{value: "1,204", provisional: yes}.',
    ),
    (
        "4.9% (r)",
        SHARE,
        "4.9% (r) has a word behind the number. Write {value: 4.9%, note: revised}.",
    ),
    (
        "400 est.",
        COUNT,
        "400 est. has a word behind the number. Write {value: 400, estimated: yes, source: WHOSE}.",
    ),
    (
        "twenty-two",
        QUANTITY,
        "twenty-two is not an amount this tool can read. Write a number, as in 18.6.",
    ),
    (
        "five hundred",
        COUNT,
        "five hundred is not an amount this tool can read. Write a whole number, as in 1,204.",
    ),
    (
        "just over 80%",
        SHARE,
        "just over 80% could be a number near 80% or a limit. Write around 80%, or over 80%.",
    ),
    (
        "9 out of 10",
        SHARE,
        "9 out of 10 could be two counts or a rounded share. Write exactly 9 of 10, or about 90%.",
    ),
    (
        "95 out of 100",
        SHARE,
        "95 out of 100 could be two counts or a rounded share. Write exactly "
        "95 of 100, or about 95%.",
    ),
    (
        "9 in 10",
        SHARE,
        "9 in 10 could be two counts or a rounded share. Write exactly 9 of 10, or about 90%.",
    ),
    (
        "9 in 8",
        SHARE,
        "9 in 8 could be two counts or a rounded share. Write exactly 9 of 8, or a percentage.",
    ),
    (
        "1:58",
        TIME,
        "1:58 could be 1 minute 58 seconds or 1 hour 58 minutes. Write 1 minute 58 "
        "seconds, or 1 hour 58 minutes.",
    ),
    ("15:00", TIME, "15:00 could be 15 minutes or 15 hours. Write 15 minutes, or 15 hours."),
    (
        "703*",
        COUNT,
        "703* has the mark *, and nothing says what it means. Write {value: 703*, "
        "note: ...}, or 703 alone.",
    ),
    (
        "4.7%\u00b9",
        SHARE,
        "4.7%\u00b9 has the mark \u00b9, and nothing says what it means. Write "
        "{value: 4.7%\u00b9, note: ...}, or 4.7% alone.",
    ),
    (
        "5 of fewer than 3",
        SHARE,
        "5 of fewer than 3 says that a part is larger than its whole. Check the two numbers.",
    ),
    (
        "5 for fewer than 1",
        RATIO,
        "5 for fewer than 1 divides by nothing. Check the second number.",
    ),
    (
        "around 0 of 0",
        SHARE,
        "0 of 0 is two counts, which must be alone. Take out the words around it.",
    ),
    ("1 in 0.5", SHARE, "1 in 0.5 is more than all of them. A share is 0% to 100%."),
    ("fewer than 0", COUNT, "under 0 leaves no value that the figure could have."),
    ("<", COUNT, "< holds a sign that no number follows. Write a whole number, as in 1,204."),
    ("<>5", COUNT, "<>5 holds a sign that no number follows. Write a whole number, as in 1,204."),
    ("<5", SHARE, "5 is not a percentage. Write 5%, or both counts as in 12 of 345."),
    (
        "-5 of 10",
        SHARE,
        "-5 is below zero, and this figure cannot be. Write a whole number, as in 1,204.",
    ),
    ("49/82", TIME, f"49/82 is not an amount this tool can read. {HOW[TIME]}"),
    ("1,197:19", SHARE, f"1,197:19 is not an amount this tool can read. {HOW[SHARE]}"),
    ("500", SHARE, "500 is not a percentage. Write both counts as in 12 of 345."),
    (
        "1",
        SHARE,
        "1 is not a percentage. Write 1%, or 100% if you mean all, or both counts as in 12 of 345.",
    ),
    ("1,204", CHANGE, "1,204 has no sign. Write +1,204% or -1,204%."),
    (
        "1,204%",
        COUNT,
        "1,204% is a percentage, and this figure is not one. Write a whole number, as in 1,204.",
    ),
    ("-0", COUNT, "-0 has a minus in front of nothing. Write 0."),
]


@pytest.mark.parametrize(("text", "kind", "words"), MEANT)
def test_refused_with_what_was_probably_meant(text: str, kind: Kind, words: str) -> None:
    said = refusal(text, kind)
    assert said == (f"{said.split(' is two counts')[0]}{words}" if words is TWO_COUNTS else words)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.0", 1), ("1.00", 1), ("1.0000", 1), ("0.000", 0), ("1,000.000", 1000), ("1000.000", 1000)],
)
def test_noughts_behind_a_count_that_have_one_reading_are_read(text: str, value: int) -> None:
    assert read_amount(text, COUNT).stated == value


def test_a_ratio_to_one_is_one_number() -> None:
    assert read_amount("63:1+", RATIO).span.low == 63


@pytest.mark.parametrize("text", ["0%", "0.0%", "0.00%"])
def test_no_change_needs_no_sign(text: str) -> None:
    assert read_amount(text, CHANGE).stated == 0


@EVERY_KIND
@pytest.mark.parametrize(("text", "what"), FOR_EVERY_KIND)
def test_refused_for_every_kind_with_how_it_is_written(text: str, what: str, kind: Kind) -> None:
    assert refusal(text, kind) == f"{what} {HOW[kind]}"


@pytest.mark.parametrize(("text", "kind", "what"), OTHERS)
def test_refused_with_how_the_kind_is_written(text: str, kind: Kind, what: str) -> None:
    assert refusal(text, kind) == f"{what} {HOW[kind]}"


# Refused with what to write instead.

BLANKS = [
    *("n/a", "N/A", "na", "?", "null", "unknown", "tbc", "TBC", "..", ":", "nan", "NaN", ".nan"),
    *("not available", "Not Available", "[x]"),
]
ZERO_OR_MISSING = ["-", "--", "none", "None", "nil"]
INSTEAD = [
    ("268 to 162", COUNT, "268 to 162 runs backwards. Write 162 to 268."),
    ("20% to 10%", SHARE, "20% to 10% runs backwards. Write 10% to 20%."),
    ("+5% to -5%", CHANGE, "+5% to -5% runs backwards. Write -5% to +5%."),
    ("over 100%", SHARE, "over 100% leaves no value that the figure could have."),
    ("under 0%", SHARE, "under 0% leaves no value that the figure could have."),
    ("under 0", QUANTITY, "under 0 leaves no value that the figure could have."),
    ("under -100%", CHANGE, "under -100% leaves no value that the figure could have."),
    ("under 0 minutes", TIME, "under 0 minutes leaves no value that the figure could have."),
    ("101%", SHARE, "101% is more than all of them. A share is 0% to 100%."),
    ("100.01%", SHARE, "100.01% is more than all of them. A share is 0% to 100%."),
    ("over 120%", SHARE, "120% is more than all of them. A share is 0% to 100%."),
    ("-101%", CHANGE, "-101% takes away more than there was. The largest fall is -100%."),
    (
        "82 of 49",
        SHARE,
        "82 of 49 says that a part is larger than its whole. If you mean 49 of 82, write that.",
    ),
    ("5 of 0", SHARE, "5 of 0 has a part and no whole. Check the second number."),
    ("12 of 0", SHARE, "12 of 0 has a part and no whole. Check the second number."),
    ("2.5 of 0", SHARE, "2.5 of 0 holds half a case. Write whole numbers, as in 12 of 345."),
    ("0.5 of 3", SHARE, "0.5 of 3 holds half a case. Write whole numbers, as in 12 of 345."),
    ("1 of 2.5", SHARE, "1 of 2.5 holds half a case. Write whole numbers, as in 12 of 345."),
    ("1,197 for 0", RATIO, "1,197 for 0 divides by nothing. Check the second number."),
    ("5:0", RATIO, "5:0 divides by nothing. Check the second number."),
    ("1,197 of 19", RATIO, "1,197 of 19 is not how it is written here. Write 1,197 for 19."),
    ("7 from 2", RATIO, "7 from 2 is not how it is written here. Write 7 for 2."),
    ("8.5%", CHANGE, "8.5% has no sign. Write +8.5% or -8.5%."),
    ("over 80%", CHANGE, "80% has no sign. Write +80% or -80%."),
    ("15", TIME, "15 has no unit. Write 15 minutes, or seconds, hours or days."),
    ("at most 500", TIME, "500 has no unit. Write 500 minutes, or seconds, hours or days."),
    (
        "0.219",
        SHARE,
        "0.219 is not a percentage. Write 21.9%, or 0.219% if it is that small, or both counts "
        "as in 12 of 345.",
    ),
    ("21.9", SHARE, "21.9 is not a percentage. Write 21.9%, or both counts as in 12 of 345."),
    ("4.7", SHARE, "4.7 is not a percentage. Write 4.7%, or both counts as in 12 of 345."),
    ("0", SHARE, "0 is not a percentage. Write 0%, or both counts as in 12 of 345."),
    ("over 80", SHARE, "80 is not a percentage. Write 80%, or both counts as in 12 of 345."),
    ("49 of 82", COUNT, f"49 of 82 {IS_TWO} {HOW[COUNT]}"),
    ("1,197 for 19", QUANTITY, f"1,197 for 19 {IS_TWO} {HOW[QUANTITY]}"),
    ("49 out of 82", TIME, f"49 out of 82 {IS_TWO} {HOW[TIME]}"),
    ("1 in 5", CHANGE, f"1 in 5 {IS_TWO} {HOW[CHANGE]}"),
    (
        "58 seconds 1 minute",
        TIME,
        f"58 seconds 1 minute is not an amount this tool can read. {HOW[TIME]}",
    ),
    ("P1Y", TIME, f"P1Y is not an amount this tool can read. {HOW[TIME]}"),
    ("1_0%", SHARE, "1_0% holds an underscore. Write 10%."),
    (
        "4,7%",
        SHARE,
        "The comma in 4,7% is not before three digits. Write 47% or 4.7%.",
    ),
    (
        "12,04",
        QUANTITY,
        "The comma in 12,04 is not before three digits. Write 1204 or 12.04.",
    ),
]


def refusal(text: str, kind: Kind) -> str:
    with pytest.raises(InvalidValue) as refused:
        read_amount(text, kind)
    return str(refused.value)


@EVERY_KIND
@pytest.mark.parametrize("text", BLANKS)
def test_what_stands_for_a_missing_value_is_refused(text: str, kind: Kind) -> None:
    expected = f"{text} is not a figure. Write not available, or take the line out."
    assert refusal(text, kind) == expected


@EVERY_KIND
@pytest.mark.parametrize("text", ZERO_OR_MISSING)
def test_what_may_be_zero_or_missing_is_refused_with_both(text: str, kind: Kind) -> None:
    expected = (
        f"{text} could be 0 or a missing value. Write 0 if there were none, or not available."
    )
    assert refusal(text, kind) == expected


@pytest.mark.parametrize(("text", "kind", "words"), INSTEAD)
def test_refused_with_what_to_write(text: str, kind: Kind, words: str) -> None:
    assert refusal(text, kind) == words


@pytest.mark.parametrize(("text", "kind", "words"), INSTEAD)
def test_a_refusal_has_its_two_halves_apart(text: str, kind: Kind, words: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_exact_amount(text, kind)
    assert f"{refused.value.what} {refused.value.fix}".rstrip() == words
    assert refused.value.what.endswith(".")


# What holds for every number.

wholes = st.integers(0, 10**40 - 1)


@given(wholes)
def test_any_count_reads_as_itself(whole: int) -> None:
    for text in (str(whole), f"{whole:,}"):
        assert read_amount(text, COUNT).stated == whole
        assert read_amount(text, COUNT).span == Interval(Fraction(whole), Fraction(whole))


@given(st.integers(1, 10**12), st.data())
def test_any_part_of_any_whole_reads_as_their_exact_share(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    for text in (f"{part} of {whole}", f"{part:,} of {whole:,}"):
        assert read_amount(text, SHARE).stated == Fraction(part, whole)
        assert read_limit(text, SHARE) == Fraction(part, whole)


@given(st.integers(0, 10**12), st.integers(2, 10**12))
def test_any_ratio_reads_as_its_exact_quotient(one: int, other: int) -> None:
    for text in (f"{one} for {other}", f"{one:,}:{other:,}"):
        assert read_amount(text, RATIO).stated == Fraction(one, other)


exact_decimals = st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=8)
places = st.integers(0, 5)
ROUNDED_TEXTS = [
    (SHARE, "{}%", 100, Decimal(100)),
    (QUANTITY, "{}", 1, Decimal(10**6)),
    (RATIO, "{}", 1, Decimal(10**6)),
    (RATIO, "{}:1", 1, Decimal(10**6)),
    (CHANGE, "+{}%", 100, Decimal(10**6)),
    (CHANGE, "-{}%", 100, Decimal(100)),
    (POINTS, "-{} points", 100, Decimal(100)),
]


@pytest.mark.parametrize(("kind", "form", "scale", "most"), ROUNDED_TEXTS)
@given(value=exact_decimals, decimals=places)
@example(value=Decimal("0.5"), decimals=0)
@example(value=Decimal("99.99999999"), decimals=1)
def test_what_rounds_to_a_text_is_what_the_text_may_stand_for(
    kind: Kind, form: str, scale: int, most: Decimal, value: Decimal, decimals: int
) -> None:
    value = value % most
    near = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = -1 if form.startswith("-") else 1
    amount = read_amount(form.format(f"{near:f}"), kind)
    assert amount.stated == sign * Fraction(near) / scale
    assert amount.span.contains(sign * Fraction(value) / scale)
    half = Fraction(1, 2 * scale * 10**decimals)
    whole = Interval(amount.stated - half, amount.stated + half)
    assert amount.span == whole.cut_to(RANGES[kind])


pieces = st.sampled_from([
    *("0", "1", "5", "12", "345", "1,204", "0.5", "4.7", "100", "%", "/", ":", "-", "+", "~", "<"),
    *(">", "=", ",", ".", "_", "e", "of", "for", "to", "in", "out", "per", "over", "under", "at"),
    *("least", "most", "up", "more", "than", "fewer", "exactly", "around", "minutes", "hour"),
    *("day", "s", "x", "n/a", "\n", "\u00a0", "\u2013", "\u0665"),
])  # fmt: skip
pieced = st.lists(pieces, max_size=7).map("".join) | st.lists(pieces, max_size=7).map(" ".join)


def read_or_refused(read, text: str, kind: Kind) -> Any:
    """What is read of a text, or the words in which it is refused; anything else goes wrong."""
    try:
        return read(text, kind)
    except InvalidValue as refused:
        return str(refused)


@pytest.mark.every_day(2)
@EVERY_KIND
@given(text=st.text() | pieced)
def test_any_text_is_read_or_refused(kind: Kind, text: str) -> None:
    amount = read_or_refused(read_amount, text, kind)
    if isinstance(amount, str):
        assert amount
        return
    assert amount.text == text.strip() or " of " in amount.text or " for " in amount.text
    assert not amount.span.is_empty
    assert amount.span.is_within(RANGES[kind])
    assert amount.stated is None or amount.span.contains(amount.stated)


@EVERY_KIND
@given(text=st.text() | pieced)
def test_rules_read_what_returns_read_and_less_widely(kind: Kind, text: str) -> None:
    exact = read_or_refused(read_exact_amount, text, kind)
    if isinstance(exact, str):
        assert refusal(text, kind) == exact
    else:
        assert exact.span.is_within(read_amount(text, kind).span)


@EVERY_KIND
@given(text=st.text() | pieced)
def test_any_text_is_a_limit_or_refused(kind: Kind, text: str) -> None:
    limit = read_or_refused(read_limit, text, kind)
    assert isinstance(limit, str) or RANGES[kind].contains(limit)


@pytest.mark.parametrize("sign", ["\u2264", "<", ">", "=", "<=", ">= ", "=>", "<> "])
def test_a_limit_has_no_sign_in_front(sign: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        read_limit(f"{sign}5%", SHARE)
    assert refused.value.what == f"{sign}5% has a sign in front."
    assert refused.value.fix == "Write 5% alone."


USUAL = [
    *("0", "7", "1,204", "18.6", "0.2", "4.7%", "100%", "49 of 82", "1 of 1", "0 of 5", "63:1"),
    *("1:1", "exactly 19", "around 400", "exactly 0.5", "1% to 60%", "162 to 268", "0.2 to 10"),
    *("5 to 10", "63 to 1", "63 to 1.5", "950 for 19", "1 for 1", "+8.5%", "-2%", "-0.1%"),
    *("10 of 100", "9 of 10", "1,204 to 1", "0.5 to 1", "1% to 1%"),
]


@EVERY_KIND
@pytest.mark.parametrize("text", USUAL)
def test_what_is_read_without_a_change_would_not_be_changed(text: str, kind: Kind) -> None:
    assert usual_form(text, kind) == usual_form(f" {text}", kind)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 rules"), (1, "1 rule"), (2, "2 rules"), (4980, "4,980 rules")]
)
def test_a_noun_agrees_with_its_number(number: int, words: str) -> None:
    assert counted_noun(number, "rule") == words


def test_a_noun_may_bring_its_plural() -> None:
    assert counted_noun(3, "body", "bodies") == "3 bodies"


def test_the_whole_of_an_amount_makes_it_no_other() -> None:
    half = Fraction(1, 2)
    amount = Amount("1 of 2", Form.ROUNDED, point(half), half)
    again = amount._replace(whole=point(Fraction(2)))
    assert amount == again
    assert (amount != again) is False
    assert len({amount, again}) == 1
    assert amount != amount._replace(form=Form.EXACT)
    assert amount != tuple(amount)
    assert tuple(amount) != amount
