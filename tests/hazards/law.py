"""Law 2: knowing less never looks better. Random returns, and what is known of them taken away.

A made-up truth, month by month, is told in part: some months, quarters and years, as counts or as
rates, some of them doubted. Then a little less is told. `broken` names each law that does not hold.
`python tests/hazards/law.py --count 20000` tries as many pairs and prints those that break a law.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / "checker"), str(Path(__file__).parents[1])]

from peelcheck import (
    Outcome,
    ProblemsFound,
    Result,
    Rulebook,
    check,
    load_return,
    load_rules,
    read_period,
)
from peelcheck.model.findings import Finding
from peelcheck.model.gates import GateRules, Stop
from peelcheck.model.periods import Length, length_of
from peelcheck.pipeline.gate_folder import gate_returns

TODAY = date(2027, 6, 1)
MONTHS = [f"2025-{month:02}" for month in range(1, 13)] + [f"2026-{m:02}" for m in range(1, 5)]
LONGER: Mapping[str, list[str]] = {
    "2025-Q4": MONTHS[9:12],
    "2026-Q1": MONTHS[12:15],
    "2025": MONTHS[:12],
    "2025/26": MONTHS[3:15],
    "year ending 2026-02-28": MONTHS[2:14],
    "2026-02-01 to 2026-03-31": MONTHS[13:15],
}
PERIODS = ["2026-03", "2026-03", "2026-03", "2026-Q1", "2025/26", "2026-02"]


class Subject(NamedTuple):
    """A standard, and the figures behind it: a share or ratio, its part and its whole."""

    rule: str
    rate: str
    part: str
    whole: str
    limit: Fraction
    is_stock: bool = False
    is_ratio: bool = False


SUBJECTS = (
    Subject("101-abandonment", "calls_101_abandonment_rate", "calls_101_abandoned",
            "calls_101_offered", Fraction(5, 100)),
    Subject("999-answered-within-10-seconds", "calls_999_within_10s_rate",
            "calls_999_answered_within_10s", "calls_999_answered", Fraction(90, 100)),
    Subject("offender-manager-caseload", "offenders_per_offender_manager", "offenders",
            "offender_managers", Fraction(50), is_stock=True, is_ratio=True),
    Subject("high-risk-share", "high_risk_share", "high_risk_offenders", "offenders",
            Fraction(20, 100), is_stock=True),
)  # fmt: skip


class Told(NamedTuple):
    """One line of a return: a figure, its period and amount, and what is said beside it."""

    figure: str
    period: str
    text: str
    grades: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()

    def as_yaml(self) -> str:
        """The line as a return has it."""
        marks = "".join(f", {mark}" for mark in self.marks)
        if self.grades:
            parts = ", ".join(f"{grade}: {text}" for grade, text in self.grades)
            return f"{{by: {{grade: {{{parts}}}}}, period: {self.period}{marks}}}"
        return f'{{value: "{self.text}", period: {self.period}{marks}}}'


class World(NamedTuple):
    """What one return tells, the period it is judged for, and the standard it is about."""

    subject: str
    period: str
    frequency: str
    told: tuple[Told, ...]

    def as_yaml(self) -> str:
        """The whole return."""
        lines = [
            "force: Norfolk Constabulary",
            f"period: {self.period}",
            f"requires: [{self.subject}]",
        ]
        lines += ["targets: {attendance_share: 90%}", *self.frequency.splitlines(), "figures:"]
        by_figure: dict[str, list[str]] = {}
        for one in self.told:
            by_figure.setdefault(one.figure, []).append(one.as_yaml())
        if not by_figure:
            lines += ["  sergeants: 5"]
        return "\n".join([*lines, *(f"  {n}: [{', '.join(v)}]" for n, v in by_figure.items())])


def made_up(rng: random.Random) -> World:
    """A return that tells a part of a truth, near its limit."""
    if rng.random() < 0.2:
        return _by_grade(rng)
    subject = rng.choice(SUBJECTS)
    truth = {month: _month(subject, rng) for month in MONTHS}
    if subject.is_stock:
        told = [_snapshot(subject, month, truth, rng) for month in MONTHS[-6:]]
    else:
        longer = {p: _sum(truth, months) for p, months in LONGER.items()}
        shown = rng.choice([0.3, 0.7, 0.98])
        told = [
            _told(subject, period, counts, rng)
            for period, counts in (truth | longer).items()
            if rng.random() < (shown if period in truth else 0.25)
        ]
    frequency = rng.choice(["", "", f"frequency: {{{subject.rate}: year}}"])
    lines = tuple(line for lines in told for line in lines)
    return World(subject.rule, rng.choice(PERIODS), frequency, lines)


def _month(subject: Subject, rng: random.Random) -> tuple[int, int]:
    """Part and whole of a month, near the limit."""
    whole = rng.choice([19, 20, 22]) if subject.is_ratio else rng.choice([100, 200, 1000])
    near = subject.limit * whole
    return max(
        0, min(round(near) + rng.randint(-3, 3), 10**9 if subject.is_ratio else whole)
    ), whole


def _sum(truth: Mapping[str, tuple[int, int]], months: list[str]) -> tuple[int, int]:
    return sum(truth[m][0] for m in months), sum(truth[m][1] for m in months)


def _told(subject: Subject, period: str, counts: tuple[int, int], rng: random.Random) -> list[Told]:
    """Some of a rate and its two counts, all of them true."""
    part, whole = counts
    rate = Fraction(part, whole) * (1 if subject.is_ratio else 100)
    sign, between = ("", "for") if subject.is_ratio else ("%", "of")
    forms = [
        f"{part} {between} {whole}",
        f"{float(rate):.1f}{sign}",
        f"{float(rate):.2f}{sign}",
    ]
    if rate > 1 and (subject.is_ratio or rate < 99):
        forms.append(f"{float(rate) - 0.5:.1f}{sign} to {float(rate) + 0.5:.1f}{sign}")
    lines = []
    if rng.random() < 0.6:
        lines.append(Told(subject.rate, period, rng.choice(forms)))
    if rng.random() < 0.5:
        lines.append(Told(subject.part, period, str(part)))
    if rng.random() < 0.5:
        lines.append(Told(subject.whole, period, f"exactly {whole}"))
    return [_marked(line, rng) if rng.random() < 0.1 else line for line in lines]


def _snapshot(
    subject: Subject, month: str, truth: Mapping[str, tuple[int, int]], rng: random.Random
) -> list[Told]:
    """A count of one day, dated by its month or by a day near its end."""
    if rng.random() < 0.4:
        return []
    last = str(read_period(month).last)
    return [
        line._replace(period=rng.choice([month, f"at {last}", f"at {last[:-2]}26"]))
        for line in _told(subject, month, truth[month], rng)
    ]


def _by_grade(rng: random.Random) -> World:
    """Attendance by grade, each month a list that is said to be complete or not."""
    told = []
    for month in MONTHS[-4:]:
        grades = rng.choice(["AB", "AB", "A", "ABC"])
        parts = tuple((g, f"{rng.choice([180, 179, 181, 190])} of 200") for g in grades)
        marks = ("complete: yes",) if rng.random() < 0.7 else ()
        if rng.random() < 0.8:
            told.append(Told("incidents_attended_in_time_rate", month, "", parts, marks))
    return World("attendance-in-time-by-grade", rng.choice(PERIODS), "", tuple(told))


def _marked(line: Told, rng: random.Random) -> Told:
    mark = rng.choice(["provisional: yes", "estimated: yes, source: somebody"])
    return line if mark in line.marks else line._replace(marks=(*line.marks, mark))


def less_told(world: World, rng: random.Random) -> World:
    """The same with a little less known, and the name of the change."""
    if not world.told:
        return world
    at = rng.randrange(len(world.told))
    line = world.told[at]
    change = rng.choice(["blank", "withdraw", "widen", "doubt", "doubt", "earlier", "month"])
    told = list(world.told)
    if change == "month":
        told = [one for one in told if one.period != line.period]
    elif change == "withdraw":
        told[at] = line._replace(marks=tuple(m for m in line.marks if not m.startswith("compl")))
    elif change == "doubt":
        told[at] = _marked(line, rng)
    elif change == "earlier":
        taken = {(one.figure, one.period) for one in told}
        free = [m for m in MONTHS[:-4] if (line.figure, m) not in taken]
        if free and line.period in MONTHS and line.period > free[-1]:
            told[at] = line._replace(period=free[-1])
    elif line.grades:
        told[at] = line._replace(grades=_one_less(line.grades, change, rng))
    elif change == "blank":
        told[at : at + 1] = rng.choice([[], [line._replace(text="not available")]])
    else:
        told[at] = line._replace(text=_widened(line.text))
    return world._replace(told=tuple(told))


def _one_less(
    grades: tuple[tuple[str, str], ...], change: str, rng: random.Random
) -> tuple[tuple[str, str], ...]:
    grade, text = grades[rng.randrange(len(grades))]
    worse = "not available" if change == "blank" else _widened(text)
    return tuple((g, worse if g == grade else t) for g, t in grades)


def _widened(text: str) -> str:
    """A range that holds the amount, and a little more on both sides."""
    number = text.removeprefix("exactly ").split(" ")[0]
    if " of " in text:
        part, whole = (int(n) for n in text.split(" of "))
        low, high = floor(Fraction(part * 1000, whole)) - 1, ceil(Fraction(part * 1000, whole)) + 1
        return f"{max(low, 0) / 10}% to {min(high, 1000) / 10}%"
    if not number.isdecimal() or "for" in text:
        return text
    return f"{max(int(number) - 1, 0)} to {int(number) + 1}"


def result_of(world: World, rules: Rulebook, folder: Path) -> Result:
    """The result of a return, judged for its own period whatever it still tells."""
    file = folder / "data.yaml"
    file.write_text(world.as_yaml(), encoding="utf-8")
    only = [subject.rule for subject in SUBJECTS] + ["attendance-in-time-by-grade"]
    period = read_period(world.period)
    return check(rules, [load_return(file, rules)], only=only, period=period, today=TODAY)


def broken(less: Result, more: Result, rule: str) -> Iterator[str]:
    """Each law that does not hold between a result and one of which more is known."""
    now, before = _of(less, rule), _of(more, rule)
    same = now.period == before.period
    if now.outcome is Outcome.MET and same and before.outcome is not Outcome.MET:
        yield f"(i) {before.outcome} became met"
    is_removed = _is_older_snapshot(now, before) or _is_older_year(now, before)
    became_satisfied = _satisfied(less) and not _satisfied(more)
    if became_satisfied and now.outcome is not Outcome.BREACH and not is_removed:
        yield "(ii) what is required became satisfied"
    met = {s.number for s in less.forces[0].afis if s.numbers.is_met}
    met_before = {s.number for s in more.forces[0].afis if s.numbers.is_met}
    if met - met_before and not _is_older_year(now, before):
        yield f"(iii) AFI {min(met - met_before)} became met"
    listed = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.NOT_SUPPLIED)
    if before.outcome is Outcome.BREACH and now.outcome not in listed and same:
        yield f"(iv) breach became {now.outcome}"


def _of(result: Result, rule: str) -> Finding:
    return next(finding for finding in result.findings if finding.rule.id == rule)


def _is_older_snapshot(now: Finding, before: Finding) -> bool:
    """Is it judged on another day than with more known? A removed snapshot leaves no trace."""
    stocks = {subject.rule for subject in SUBJECTS if subject.is_stock}
    return now.rule.id in stocks and now.period != before.period


def _is_older_year(now: Finding, before: Finding) -> bool:
    """Is it judged on an older annual figure, as a newer one was removed without a trace?"""
    periods = [finding.period for finding in (now, before)]
    are_years = all(one and length_of(one) is Length.YEAR for one in periods)
    return are_years and periods[0] != periods[1]


def _satisfied(result: Result) -> bool:
    """Is what the return requires judged for its period, met or missed?"""
    force = result.forces[0]
    found = [finding for finding in force.findings if finding.rule.id in force.required]
    stops = {finding.stop(GateRules(), force.required) for finding in found}
    return stops <= {None, Stop.MISSED} and not any(finding.is_behind for finding in found)


def tried(seed: int, rules: Rulebook, folder: Path) -> list[str]:
    """What one random pair breaks, with both returns; nothing where every law holds."""
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    world = made_up(rng)
    less = world
    for _ in range(rng.randint(1, 3)):
        less = less_told(less, rng)
    try:
        both = result_of(less, rules, folder), result_of(world, rules, folder)
    except ProblemsFound:
        return []  # two amounts for one day: refused, whatever else is known
    found = list(broken(*both, world.subject))
    return (
        [f"seed {seed}: {', '.join(found)}\n{world.as_yaml()}\n--\n{less.as_yaml()}"]
        if found
        else []
    )


def tried_at_the_gate(seed: int, rules: Rulebook, folder: Path) -> list[str]:
    """Law (v): a breach that nobody has accepted keeps the gate shut when less of it is told."""
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    world = made_up(rng)
    less = world
    for _ in range(rng.randint(0, 3)):
        less = less_told(less, rng)
    (folder / "base").mkdir(exist_ok=True)
    try:
        before = result_of(world, rules, folder / "base")
        result_of(less, rules, folder)
    except ProblemsFound:
        return []
    if not any(finding.outcome is Outcome.BREACH for finding in before.findings):
        return []
    now, then = (load_return(one / "data.yaml", rules) for one in (folder, folder / "base"))
    gate = gate_returns(rules, [now], [then], today=TODAY).gate
    if gate.exit:
        return []
    return [f"seed {seed}: (v) the gate is green\n{world.as_yaml()}\n--\n{less.as_yaml()}"]


def try_many(
    tried: Callable[[int, Rulebook, Path], list[str]], of_what: str, about: str | None, count: int
) -> int:
    """Try as many pairs as the command line asks for (`count` unless it does); 1 if one is bad."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    rules, bad = load_rules(), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.first, options.first + options.count):
            for text in tried(seed, rules, Path(folder)):
                bad += 1
                print(text, end="\n\n")
    print(f"{options.count} pairs of {of_what} tried, {bad} break a law")
    return 1 if bad else 0


if __name__ == "__main__":
    gate_is_bad = try_many(tried_at_the_gate, "returns at the gate", __doc__, count=1000)
    sys.exit(try_many(tried, "returns", __doc__, count=1000) or gate_is_bad)
