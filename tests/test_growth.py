"""Work grows in proportion with rules and figures: calls and look-ups are counted at each size."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from peelcheck import Outcome, check, load_return, load_rules, render
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


RULE = """\
title: {title}
short: kind {number} in time
why: It must be seen.
figure: kind_{number}_rate
require:
  at_least: {limit}
standing: {standing}
stated_as: own
source: made up
to_meet_it: Do it.
examples: [10 of 100{against} is met, 9 of 100{against} is a breach]
"""
FIGURES = """\
kind_{number}: {{means: rows of kind {number}, kind: count, unit: rows, one: row}}
kind_{number}_in_time:
  {{means: those in time of {number}, kind: count, unit: rows, one: row, said: in time,
    better: higher}}
kind_{number}_rate:
  {{means: share in time of kind {number}, kind: share, share: kind_{number}_in_time,
    of: kind_{number}}}
"""
TARGETS = (
    "share_{number}: {{means: the share of kind {number}, kind: share, comparison: at_least}}\n"
)


def write_rules(folder: Path, count: int, *, own_targets: bool) -> tuple[Path, list[Path]]:
    """A pack of so many rules with a figure each, and a return of two months with all of them."""
    pack = folder / f"rules{count}"
    for name in ("standards", "figures"):
        (pack / name).mkdir(parents=True)
    for name in ("facts.yaml", "scopes.yaml", "forces.yaml"):
        shutil.copy(ROOT / "rules" / name, pack)
    for number in range(count):
        limit, standing = "10%", "guidance"
        title = f"At least 10% of the rows of kind {number} arrive in time"
        if own_targets:
            limit, standing = f"{{target: share_{number}, otherwise: shown}}", "own_target"
            title = f"Rows of kind {number} arrive in time as often as the force has set"
        text = RULE.format(
            title=title,
            number=number,
            limit=limit,
            standing=standing,
            against=" against 10%" if own_targets else "",
        )
        (pack / f"standards/kind-{number}.yaml").write_text(text, "utf-8")
    numbers = range(count)
    figures = "".join(FIGURES.format(number=number) for number in numbers)
    (pack / "figures/kinds.yaml").write_text(figures, "utf-8")
    targets = "".join(TARGETS.format(number=number) for number in numbers)
    (pack / "targets.yaml").write_text(targets, "utf-8")
    given = "figures:\n" + "".join(f"  kind_{n}_rate: {1 + n % 9} of 10\n" for n in numbers)
    if own_targets:
        given += "targets:\n" + "".join(f"  share_{n}: 10%\n" for n in numbers)
    files = []
    for month in ("2026-02", "2026-03"):
        files.append(folder / f"{count}-{month}.yaml")
        files[-1].write_text(f"force: Anytown Police\nperiod: {month}\n{given}", "utf-8")
    return pack, files


def calls_of_a_run(folder: Path, count: int, *, own_targets: bool) -> int:
    """How many functions are called from reading the pack to four reports.

    Calls are the same on every machine; seconds are not.
    """
    pack, files = write_rules(folder, count, own_targets=own_targets)
    calls = 0

    def counting(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(counting)
    try:
        rules = load_rules(pack)
        returns = [load_return(file, rules) for file in files]
        result = check(rules, returns, today="2026-04-30")
        for name in ("text", "json", "junit", "html"):
            render(result, name)
    finally:
        sys.setprofile(None)
    assert result.summary[Outcome.MET] == count
    return calls


@pytest.mark.every_day(1)
@pytest.mark.parametrize("own_targets", [False, True], ids=["limits", "targets"])
def test_twice_the_rules_are_twice_the_calls(tmp_path: Path, own_targets: bool) -> None:
    """From reading to reports; what is done once whatever the size is taken off."""
    calls_of_a_run(tmp_path, 2, own_targets=own_targets)  # loads what is loaded late
    few, some, many = (
        calls_of_a_run(tmp_path, count, own_targets=own_targets) for count in (16, 32, 64)
    )
    assert many - some < 2.02 * (some - few)
