"""Every share at every limit: which side is it on, and does it look so?

    python tests/hazards/edges.py

holds each n of d, up to 2,000, against each limit of the shipped rules by whole numbers alone, and
shows 100,000 random numbers beside limits near them. The everyday tests take a part of it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from fractions import Fraction

from peelcheck import Rulebook, load_rules
from peelcheck.judging.judgement import judge_value
from peelcheck.model.amounts import Kind, counted_amount
from peelcheck.model.comparisons import Comparison
from peelcheck.model.figure_values import FigureValue, Known
from peelcheck.model.findings import LimitInForce
from peelcheck.model.locations import Location
from peelcheck.model.numerals import format_value
from peelcheck.model.rules import Bound, Outcome
from peelcheck.reading.periods import read_period

MOST = 2000
_PERIOD = read_period("2026-03")


def limits_of(rules: Rulebook) -> list[tuple[Bound, Kind]]:
    """Each number that a rule of the pack holds a figure against, with the figure's kind."""
    found = {}
    for rule in rules.rules.values():
        kind = rules.dictionary.figures[rule.figure].kind if rule.figure else Kind.COUNT
        for requirement in rule.requirements:
            for bound in requirement.bounds:
                own = bound if isinstance(bound, Bound) else getattr(bound, "otherwise", None)
                if own is not None:
                    found[own.words, kind] = (own, kind)
    return list(found.values())


def due(bound: Bound, number: int, whole: int) -> bool:
    """Does number / whole meet the bound? Decided by multiplying whole numbers."""
    left, right = number * bound.value.denominator, bound.value.numerator * whole
    match bound.comparison:
        case Comparison.BELOW:
            return left < right
        case Comparison.AT_MOST:
            return left <= right
        case Comparison.ABOVE:
            return left > right
        case _:
            return left >= right


def wrong_near_the_edge(bound: Bound, kind: Kind, whole: int) -> list[str]:
    """The counts next to a limit that are judged as they should not be."""
    edge = bound.value.numerator * whole // bound.value.denominator
    numbers = {
        n for n in range(edge - 1, edge + 3) if n >= 0 and (kind is Kind.RATIO or n <= whole)
    }
    limit = LimitInForce((bound,), None, None)
    wrong = []
    for number in sorted(numbers):
        amount = counted_amount(f"{number} of {whole}", Fraction(number), Fraction(whole))
        value = FigureValue("x", _PERIOD, None, amount, Known.STATED, (Location("x"),))
        outcome = judge_value(value, limit, kind).outcome
        if outcome is not (Outcome.MET if due(bound, number, whole) else Outcome.BREACH):
            wrong.append(f"{amount.text} against {bound.words}: {outcome}")
    return wrong


def wrong_anywhere(bound: Bound) -> Iterator[str]:
    """Each n of d that lies on the wrong side of a bound."""
    allowed = bound.allowed
    for whole in range(1, MOST + 1):
        for number in range(whole + 1):
            if allowed.contains(Fraction(number, whole)) is not due(bound, number, whole):
                yield f"{number} of {whole} against {bound.words}"


def out_of_order(count: int, seed: int) -> list[str]:
    """Random numbers that are shown on another side of a limit than they lie on."""
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    wrong = []
    for _ in range(count):
        kind = rng.choice((Kind.SHARE, Kind.RATIO, Kind.CHANGE))
        whole = rng.choice((7, 100, 997, 10**6, 10**9))
        limit = Fraction(rng.randrange(0, 1001), 1000)
        near = int(limit * whole) + rng.choice((-1, 0, 1, rng.randrange(-50, 50)))
        value = Fraction(max(0, near if kind is not Kind.SHARE else min(near, whole)), whole)
        seen = _parsed(format_value(value, kind, [limit]))
        if (seen > limit) - (seen < limit) != (value > limit) - (value < limit):
            wrong.append(f"{value} beside {limit} as {format_value(value, kind, [limit])}")
    return wrong


def _parsed(text: str) -> Fraction:
    """What a reader takes a shown number for."""
    number = Fraction(text.replace(",", "").removesuffix("%").removeprefix("+"))
    return number / 100 if text.endswith("%") else number


def main() -> None:
    """All of it, and 1 if anything is on a wrong side."""
    start = time.monotonic()
    bounds = limits_of(load_rules())
    wrong = [text for bound, _ in bounds for text in wrong_anywhere(bound)]
    for bound, kind in bounds:
        for whole in range(1, MOST + 1):
            wrong += wrong_near_the_edge(bound, kind, whole)
    wrong += out_of_order(100_000, seed=1)
    print(
        f"{len(bounds)} limits, {MOST * (MOST + 3) // 2 * len(bounds):,} shares and 100,000 shown"
    )
    print(f"{len(wrong)} on the wrong side, {time.monotonic() - start:.0f} s")
    print("\n".join(wrong[:20]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
