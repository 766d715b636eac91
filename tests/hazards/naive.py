"""A second judge, written apart from the first: whole numbers and lists, nothing of the package.

It knows four rules by heart, makes up what a return may say of them together with every value that
may stand for, and says what must come of it.
"""

from __future__ import annotations

import math
import random
from typing import NamedTuple

Number = tuple[int, int]
"""A numerator and a denominator above 0."""


class Rule(NamedTuple):
    """A rule: its id, its figure, the figure's kind, what meets the limit, and what is usual."""

    id: str
    figure: str
    kind: str
    compare: str
    limit: Number
    usual: tuple[Number, Number]


RULES = (
    Rule("101-abandonment", "calls_101_abandonment_rate", "share", "below", (5, 100),
         ((1, 100), (60, 100))),
    Rule("high-risk-share", "high_risk_share", "share", "below", (20, 100), ((1, 100), (60, 100))),
    Rule("999-answered-within-10-seconds", "calls_999_within_10s_rate", "share", "at_least",
         (90, 100), ((50, 100), (1, 1))),
    Rule("offender-manager-caseload", "offenders_per_offender_manager", "ratio", "at_most",
         (50, 1), ((5, 1), (150, 1))),
)  # fmt: skip


class Value(NamedTuple):
    """A figure as a return says it, and all it may be: its ends, and the one stated.

    `high` is None where there is no end. `counts` are a sample's.
    """

    text: str
    low: Number
    high: Number | None
    has_low: bool = True
    has_high: bool = True
    stated: Number | None = None
    counts: tuple[int, int] | None = None
    missing: bool = False
    nothing: bool = False


class Said(NamedTuple):
    """A value in its period (a month), with the marks it was given."""

    value: Value
    year: int
    month: int
    sample: bool
    estimated: bool


def compare(one: Number, other: Number) -> int:
    """-1, 0 or 1, by cross-multiplication."""
    left, right = one[0] * other[1], other[0] * one[1]
    return (left > right) - (left < right)


def meets(value: Number, rule: Rule) -> bool:
    """Does one value meet the limit?"""
    order = compare(value, rule.limit)
    return {"below": order < 0, "at_most": order <= 0, "at_least": order >= 0}[rule.compare]


def _some_value_meets(value: Value, rule: Rule, *, wanted: bool) -> bool:
    """Does any value it may have meet the limit (or miss it, if not `wanted`)?"""
    upwards = (rule.compare == "at_least") == wanted
    end, counts = (value.high, value.has_high) if upwards else (value.low, value.has_low)
    if end is None:
        return True
    order = compare(end, rule.limit)
    if order == 0:
        at_limit = rule.compare != "below"
        return counts and at_limit is wanted
    return order > 0 if upwards else order < 0


def expected(rule: Rule, said: Said, today: tuple[int, int]) -> str:
    """The outcome that the rules of the house call for."""
    value = said.value
    if rule.id == "101-abandonment" and said.year < 2020:
        return "not applicable"
    if value.nothing:
        return "not applicable"
    if value.missing:
        return "cannot tell"
    if said.sample and not _sample_is_clear(rule, value):
        return "cannot tell"
    if value.stated and not meets(value.stated, rule):
        return "breach"
    if not _some_value_meets(value, rule, wanted=True):
        return "breach"
    if _some_value_meets(value, rule, wanted=False):
        return "cannot tell"
    if said.estimated or not _is_usual(value, rule) or (said.year, said.month) >= today:
        return "cannot tell"
    return "met"


def _is_usual(value: Value, rule: Rule) -> bool:
    low, high = rule.usual
    if value.stated and value.counts and value.counts[0] == 0 and rule.kind == "share":
        return value.counts[1] * low[0] <= 7 * low[1]  # so few may be none by chance alone
    if value.stated:
        return compare(low, value.stated) <= 0 <= compare(high, value.stated)
    above = value.high is None or compare(value.high, low) > 0
    reaches = above or (compare(value.high or low, low) == 0 and value.has_high)
    order = compare(value.low, high)
    return reaches and (order < 0 or (order == 0 and value.has_low))


def _sample_is_clear(rule: Rule, value: Value) -> bool:
    """Is the limit outside Wilson's interval, worked out with floats as in a textbook?"""
    if rule.kind != "share" or value.counts is None:
        return False
    part, size = value.counts
    z = 1.959963984540054
    share = part / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    half /= 1 + z * z / size
    limit = rule.limit[0] / rule.limit[1]
    return not middle - half <= limit <= middle + half


def made_up(rule: Rule, rng: random.Random) -> Value:
    """Something that a return may say of the rule's figure, often near its limit."""
    return _share(rule, rng) if rule.kind == "share" else _ratio(rule, rng)


def _share(rule: Rule, rng: random.Random) -> Value:  # noqa: C901 - one form a case
    limit = rule.limit[0] * 10
    near = min(1000, max(0, limit + rng.choice((-300, -20, -5, -1, 0, 0, 1, 5, 20, 300))))
    match rng.randrange(9):
        case 0 | 1:
            whole = rng.choice((0, 1, 20, 100, 1000, 40, 60))
            part = min(whole, max(0, whole * limit // 1000 + rng.randrange(-1, 2)))
            if not whole:
                return Value("0 of 0", (0, 1), (1, 1), nothing=True)
            one = (part, whole)
            return Value(f"{part} of {whole}", one, one, stated=one, counts=one)
        case 2:
            low, high = max(0, near * 2 - 1), min(2000, near * 2 + 1)
            return Value(_percent(near), (low, 2000), (high, 2000), stated=(near, 1000))
        case 3:
            near -= near % 10
            low, high = max(0, near - 5), min(1000, near + 5)
            return Value(f"{near // 10}%", (low, 1000), (high, 1000), stated=(near, 1000))
        case 4:
            one = (near, 1000)
            return Value(f"exactly {_percent(near)}", one, one, stated=one)
        case 5:
            other = min(1000, near + rng.choice((0, 1, 100)))
            return Value(f"{_percent(near)} to {_percent(other)}", (near, 1000), (other, 1000))
        case 6 if near < 1000:
            word = rng.choice(("over", "more than"))
            return Value(f"{word} {_percent(near)}", (near, 1000), (1, 1), has_low=False)
        case 7 if near:
            return Value(f"under {_percent(near)}", (0, 1), (near, 1000), has_high=False)
        case 8:
            return Value("not available", (0, 1), (1, 1), missing=True)
        case _:
            word = rng.choice(("at least", "at most", "up to"))
            if word == "at least":
                return Value(f"{word} {_percent(near)}", (near, 1000), (1, 1))
            return Value(f"{word} {_percent(near)}", (0, 1), (near, 1000))


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


def _ratio(rule: Rule, rng: random.Random) -> Value:
    near = max(1, rule.limit[0] + rng.choice((-49, -20, -1, 0, 0, 1, 13, 120)))
    match rng.randrange(7):
        case 0 | 1:
            managers = rng.choice((2, 7, 19, 22))
            offenders = max(managers, near * managers + rng.randrange(-1, 2))
            word = rng.choice((" for ", ":"))
            one = (offenders, managers)
            if rng.randrange(3) == 0:
                return Value(f'"exactly {offenders}{word}{managers}"', one, one, stated=one)
            low, high = (2 * offenders, 2 * managers + 1), (2 * offenders, 2 * managers - 1)
            return Value(f'"{offenders}{word}{managers}"', low, high, stated=one)
        case 2:
            low, high = (2 * near - 1, 2), (2 * near + 1, 2)
            text = rng.choice((f"{near}:1", f"{near}"))
            return Value(f'"{text}"', low, high, stated=(near, 1))
        case 3:
            tenth = rng.randrange(10)
            stated = (near * 10 + tenth, 10)
            low, high = (near * 20 + 2 * tenth - 1, 20), (near * 20 + 2 * tenth + 1, 20)
            return Value(f'"{near}.{tenth}"', low, high, stated=stated)
        case 4:
            return Value(f"around {near}", (near * 9, 10), (near * 11, 10))
        case 5:
            return Value(f"over {near}", (near, 1), None, has_low=False)
        case _:
            other = near + rng.choice((0, 1, 30))
            return Value(f"{near} to {other}", (near, 1), (other, 1))


def made_up_history(rule: Rule, rng: random.Random, *, sampled: bool) -> list[Said]:
    """The figure in some months, oldest first."""
    months = sorted(rng.sample([(y, m) for y in (2018, 2025, 2026) for m in range(1, 13)], 4))
    return [
        Said(made_up(rule, rng), year, month, sampled, estimated=rng.random() < 0.1)
        for year, month in months
    ]


def as_yaml(rule: Rule, history: list[Said]) -> str:
    """The lines of a return."""
    lines = [f"  {rule.figure}:"]
    for said in history:
        marks = ", sample: yes" if said.sample else ""
        marks += ", estimated: yes, source: somebody" if said.estimated else ""
        period = f"{said.year}-{said.month:02}"
        lines.append(f"    - {{value: {said.value.text}, period: {period}{marks}}}")
    return "\n".join(lines)
