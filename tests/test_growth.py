"""Work grows in proportion with rules and figures: look-ups are counted at two sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from peelcheck.figures.contradictions import impossible
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.returns import ReportedFigure
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.policy.lint import between_rules
from peelcheck.reading.amounts import read_amount
from tables import shipped

MONTH = Period(date(2026, 3, 1), date(2026, 3, 31), "2026-03")


class LookUps(dict[Any, Any]):
    """A mapping that counts how often it is asked, and how many names it hands out."""

    count = 0

    def get(self, key: Any, default: Any = None) -> Any:
        """Count, and answer."""
        self.count += 1
        return super().get(key, default)

    def __getitem__(self, key: Any) -> Any:
        self.count += 1
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[Any]:
        for key in super().__iter__():
            self.count += 1
            yield key

    def items(self) -> Any:
        """Count each, and answer."""
        self.count += len(self)
        return super().items()


def many_shares(count: int) -> Dictionary:
    """The shipped dictionary, and so many shares of inputs of their own."""
    words = shipped().dictionary
    names = ("calls_101_abandonment_rate", "calls_101_abandoned", "calls_101_offered")
    share, part, whole = (words.figures[name] for name in names)
    assert share.measure
    figures = dict(words.figures)
    for number in range(count):
        inputs = (f"part{number}", f"whole{number}")
        figures[f"rate{number}"] = share._replace(measure=share.measure._replace(inputs=inputs))
        figures.update(zip(inputs, (part, whole), strict=True))
    return words._replace(figures=figures)


def look_ups_of_contradictions(count: int) -> int:
    """How often the given figures are looked up to find those that contradict each other."""
    words = many_shares(count)
    given = LookUps()
    for name in (f"{side}{number}" for number in range(count) for side in ("part", "whole")):
        amount = read_amount("5", words.figures[name].kind)
        given[name, MONTH, None] = ReportedFigure(name, MONTH, amount, Location("data.yaml"))
    assert not list(impossible(given.values(), given, words))
    return given.count


def many_rules(count: int, limit: Callable[[int], int]) -> Rulebook:
    """So many rules about one figure, each with a limit."""
    rules = shipped()
    rule = rules.rules["101-abandonment"]
    (one,) = rule.requirements
    made: dict[str, Rule] = {}
    for number in range(count):
        bound = one.bounds[0]._replace(value=bound_value(limit(number)))  # type: ignore[call-arg]
        made[f"r{number}"] = rule._replace(
            id=f"r{number}", requirements=(one._replace(bounds=(bound,)),)
        )
    return rules._replace(rules=made)


def bound_value(number: int) -> Any:
    """A limit of so many thousandths."""
    return Fraction(number, 1000)


def pairs_compared(
    count: int, limit: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, int]:
    """How many pairs of rules are compared, and how many problems that gives."""
    compared: list[object] = []

    def counting(whole: Callable[..., bool]) -> Callable[..., bool]:
        def counted(*pair: object) -> bool:
            compared.append(pair)
            return whole(*pair)

        return counted

    with monkeypatch.context() as patch:
        for name in ("_for_the_same_forces", "_on_the_same_day"):
            patch.setattr(between_rules, name, counting(getattr(between_rules, name)))
        problems = list(between_rules.contradictions(many_rules(count, limit)))
    return len(compared), len(problems)


def test_twice_the_figures_are_twice_the_look_ups() -> None:
    assert look_ups_of_contradictions(80) <= 2 * look_ups_of_contradictions(40)


@pytest.mark.parametrize(
    ("limit", "problems"),
    [(lambda _: 50, 79), (lambda number: 50 + number, 0)],
    ids=["the same limit", "limits of their own"],
)
def test_twice_the_rules_on_one_figure_are_twice_the_comparisons(
    limit: Callable[[int], int], problems: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each rule that asks the same as another is reported once, however many there are."""
    half, _ = pairs_compared(40, limit, monkeypatch)
    whole, found = pairs_compared(80, limit, monkeypatch)
    assert found == problems
    assert whole <= 2 * half + 2
