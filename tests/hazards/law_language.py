"""Law 2 for differences, gaps, conditions and windows: random returns, and less of them told.

`python tests/hazards/law_language.py --count 5000` tries as many pairs and prints those that break
a law.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / "checker"), str(Path(__file__).parents[1])]

from hazards.law import MONTHS, TODAY, Told, World, broken, less_told, try_many
from peelcheck import ProblemsFound, Result, Rulebook, check, load_return, load_rules, read_period

FIGURES = """\
left: {means: leavers, kind: count, unit: officers, one: officer}
joined: {means: joiners, kind: count, unit: officers, one: officer}
net_loss: {means: leavers less joiners, kind: difference, difference: left, less: joined}
rate: {means: a share, kind: share, broken_down_by: [grade]}
rate_gap: {means: a gap, kind: points, gap: {figure: rate, between: [A, B]}}
done: {means: what is done, kind: count, unit: things, one: thing}
waiting: {means: what waits, kind: count, unit: things, one: thing, stock: yes}
"""
RULE = """\
title: {id} holds
short: "{id}"
why: It must be seen.
figure: {figure}
require: {{{require}}}
{more}
standing: guidance
stated_as: own
source: made up (2020)
to_meet_it: Do it.
examples: [{examples}]
"""
RULES = {
    "net-loss": ("net_loss", "at_most: 2", "", "2 is met, 3 is a breach"),
    "rate-gap": ("rate_gap", "at_most: 5 points", "", "5 points is met, 6 points is a breach"),
    "done-while-waiting": (
        "done", "at_least: 2", "only_when: {figure: waiting, above: 10}", "2 is met, 1 is a breach"
    ),
    "done-in-a-year": ("done", "at_most: 24, over: 12 months", "", "24 is met, 25 is a breach"),
    "waiting-on-average": (
        "waiting", "at_most: 10, over: 3 months, take: mean", "", "10 is met, 11 is a breach"
    ),
    "worst-waiting": (
        "waiting", "at_most: 10, over: 3 months, take: worst", "", "10 is met, 11 is a breach"
    ),
    "worst-loss": (
        "net_loss", "at_most: 5, over: 2 quarters, take: worst", "", "5 is met, 6 is a breach"
    ),
}  # fmt: skip
SHIPPED = Path(__file__).parents[2] / "rules"


def pack_in(folder: Path) -> Rulebook:
    """The shipped rules with those above."""
    pack = folder / "pack"
    shutil.copytree(SHIPPED, pack)
    (pack / "figures" / "law.yaml").write_text(FIGURES, "utf-8")
    for name, (figure, require, more, examples) in RULES.items():
        text = RULE.format(id=name, figure=figure, require=require, more=more, examples=examples)
        (pack / "standards" / f"{name}.yaml").write_text(text, "utf-8")
    return load_rules(pack)


def made_up(rng: random.Random) -> World:
    """A return that tells a part of a truth, near the limits."""
    shown = rng.choice([0.6, 0.9, 1.0])
    told = [line for month in MONTHS[-13:] for line in _month(month, rng) if rng.random() < shown]
    period = rng.choice(["2026-03", "2026-03", "2026-Q1", "2025/26"])
    frequency = rng.choice(["", "frequency: {done: year}"])
    return World(rng.choice(list(RULES)), period, frequency, tuple(told))


def _month(month: str, rng: random.Random) -> Iterator[Told]:
    yield Told("left", month, str(rng.randint(0, 4)))
    yield Told("joined", month, str(rng.randint(0, 4)))
    yield Told("done", month, str(rng.randint(1, 3)))
    day = str(read_period(month).last)
    when = rng.choice([month, f"at {day}", f"at {day[:-2]}26"])
    yield Told("waiting", when, str(rng.randint(9, 12)))
    grades = tuple(
        (g, f"{rng.choice([98, 100, 112])} of 200") for g in rng.choice(["AB", "ABC", "A"])
    )
    yield Told("rate", month, "", grades)
    if rng.random() < 0.2:
        yield Told("net_loss", month, str(rng.randint(-1, 4)))


def result_of(world: World, rules: Rulebook, folder: Path) -> Result:
    """The result of a return, judged for its own period whatever it still tells."""
    file = folder / "data.yaml"
    file.write_text(world.as_yaml(), encoding="utf-8")
    period = read_period(world.period)
    given = [load_return(file, rules)]
    return check(rules, given, only=[world.subject], period=period, today=TODAY)


def tried(seed: int, rules: Rulebook, folder: Path) -> list[str]:
    """What one random pair breaks, with both returns; nothing where every law holds."""
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    world = made_up(rng)
    less = world
    for _ in range(rng.randint(1, 3)):
        less = less_told(less, rng)
    if _has_another_snapshot(world, less) or _fills_a_gap(world, less):
        return []
    try:
        both = result_of(less, rules, folder), result_of(world, rules, folder)
    except ProblemsFound:
        return []
    found = list(broken(*both, world.subject))
    if not found:
        return []
    return [f"seed {seed}: {', '.join(found)}\n{world.as_yaml()}\n--\n{less.as_yaml()}"]


def _has_another_snapshot(world: World, less: World) -> bool:
    """A snapshot is gone, and an older one may stand in for it: a removed one leaves no trace."""
    days = [{one.period for one in w.told if one.figure == "waiting"} for w in (world, less)]
    return bool(days[0] - days[1]) and world.subject == "done-while-waiting"


def _fills_a_gap(world: World, less: World) -> bool:
    """A wrong date gives a side of the difference to a month that had none.

    No law can cover this: the difference is also stated, so the month that lost the side does not
    miss it.
    """
    sides = [
        {(one.figure, one.period) for one in w.told if one.figure in ("left", "joined")}
        for w in (world, less)
    ]
    is_stated_too = any(one.figure == "net_loss" for one in world.told)
    return is_stated_too and bool(sides[1] - sides[0])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as pack_folder:
        made = pack_in(Path(pack_folder))
        sys.exit(try_many(lambda s, _, f: tried(s, made, f), "returns", __doc__, count=1000))
