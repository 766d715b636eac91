"""The effect of a change of rules, as text and as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import body
from peelcheck.model.periods import Period, alone_in_words, day_in_words, is_month
from peelcheck.model.problems import visible
from peelcheck.model.rules import Day, Outcome, Requirement, Rule
from peelcheck.model.wording import amount_words, and_list, capital
from peelcheck.policy.impact import ForceImpact, Impact, PeriodComparison, RuleImpact
from peelcheck.reports.layout import Page, paragraph
from peelcheck.reports.markdown import safe, table
from peelcheck.reports.text_table import TextColumn, lay_out_table

_RUN = 4
"""The number of months in a row that are written as the first and the last."""


class ImpactReport(NamedTuple):
    """What was compared, the names of the two sets of rules, and what the new words mean."""

    impact: Impact
    before: str
    after: str
    dictionary: Dictionary


def render_text(report: ImpactReport, page: Page) -> str:
    """Return the page for a terminal."""
    lines = paragraph(visible(_headline(report)), page.width)
    for rule in report.impact.changed:
        lines += ["", *paragraph(visible(_what_changed(rule)), page.width), ""]
        headings = _headings(rule)
        least = [20, len(headings[1]), 16, 13, 14]
        columns = [
            TextColumn(heading, least[i], right=i in (1, 2, 3))
            for i, heading in enumerate(headings)
        ]
        rows = [[visible(cell) for cell in _row(force)] for force in rule.forces]
        lines += lay_out_table(columns, rows, page.width)
        for said in _other_periods(rule, report.dictionary):
            lines += ["", *paragraph(visible(said), page.width)]
    lines += ["", *(part for said in _rest(report.impact) for part in paragraph(said, page.width))]
    return "\n".join(lines) + "\n"


def render_markdown(report: ImpactReport, _: Page) -> str:
    """Return the page for a pull request."""
    lines = [f"**{safe(_headline(report))}**"]
    for rule in report.impact.changed:
        lines += ["", safe(_what_changed(rule)), ""]
        lines += table(_headings(rule), (_row(force) for force in rule.forces))
        for said in _other_periods(rule, report.dictionary):
            lines += ["", safe(said)]
    lines += ["", *(f"- {safe(said)}" for said in _rest(report.impact))]
    return "\n".join(lines) + "\n"


RENDERERS: Mapping[str, Callable[[ImpactReport, Page], str]] = {
    "text": render_text,
    "md": render_markdown,
}
"""How an impact can be printed."""


def _headline(report: ImpactReport) -> str:
    compared = report.impact.compared
    flips = sum(one.flips for one in compared)
    way = f"From {report.before} to {report.after}"
    if not compared:
        return f"{way}: nothing could be judged under either."
    if not flips:
        return f"{way}: none of {len(compared)} answers changes."
    answers = "answer" if len(compared) == 1 else "answers"
    return f"{way}: {flips} of {len(compared)} {answers} {'changes' if flips == 1 else 'change'}."


def _what_changed(rule: RuleImpact) -> str:
    """Describe a change: 101-abandonment: below 5%; now below 5% until 2025, then below 4%."""
    if rule.before is None or rule.after is None:
        one = rule.after or rule.before
        word = "new" if rule.before is None else "taken out"
        return f"{rule.name}: {word}, {_limits(one) if one else ''}"
    said = list(_differences(rule.before, rule.after))
    if not said:
        said = ["asks the same as before; what its figure is worked out from has changed"]
    return f"{rule.name}: {'; '.join(said)}"


def _differences(before: Rule, after: Rule) -> Iterator[str]:
    same_start = _start(before) == _start(after)
    was, now = (_limits(rule, with_start=not same_start) for rule in (before, after))
    if was != now:
        yield f"{was}; now {now}"
    if before.figure != after.figure:
        yield f"judges {after.figure} in place of {before.figure}"
    if before.for_each != after.for_each:
        yield f"for each {after.for_each}" if after.for_each else f"for the {body().one} as a whole"
    if before.applies_to != after.applies_to:
        facts = and_list(f"{name}: {value}" for name, value in after.applies_to.items())
        yield f"for {body().many} with {facts}" if facts else f"for every {body().one}"
    if _condition(before) != _condition(after):
        yield f"only where {_condition(after)}" if after.only_when else "without a condition"
    if before.judges != after.judges:
        yield "now judged" if after.judges else "now only shown"


def _condition(rule: Rule) -> str:
    return rule.only_when.words if rule.only_when else ""


def _start(rule: Rule) -> Day | None:
    return rule.requirements[0].since if rule.requirements else None


def _limits(rule: Rule, *, with_start: bool = True) -> str:
    """Write every limit with the day on which it ends: the next begins on the day after."""
    start = _start(rule) if with_start else None
    said = ", then ".join(_until(one) for one in rule.requirements) or "no limit"
    return f"from {_day(start)} {said}" if start else said


def _until(requirement: Requirement) -> str:
    until = f" until {_day(requirement.until)}" if requirement.until else ""
    return f"{requirement.words}{until}"


def _day(day: Day) -> str:
    return day.text if day.only_the_year else day_in_words(day.earliest)


def _headings(rule: RuleImpact) -> tuple[str, ...]:
    months = all(is_month(compared.period) for force in rule.forces for compared in force.counted)
    periods = "Months" if months else "Periods"
    return (
        capital(body().one),
        periods,
        "In breach before",
        "In breach now",
        "Change their answer",
    )


def _row(force: ForceImpact) -> list[str]:
    outcomes = [compared.outcomes for compared in force.counted]
    before = sum(was is Outcome.BREACH for was, _ in outcomes)
    after = sum(now is Outcome.BREACH for _, now in outcomes)
    return [force.force, str(len(outcomes)), str(before), str(after), _flips(force.flips)]


def _flips(flips: Sequence[PeriodComparison]) -> str:
    """Write the answers that change: 2026-01, 02 and 03: met, now breach."""
    found: dict[tuple[Outcome | None, Outcome | None], list[Period]] = {}
    for compared in flips:
        found.setdefault(compared.outcomes, []).append(compared.period)
    said = [f"{_periods(periods)}: {_change(*way)}" for way, periods in found.items()]
    return "; ".join(said) or "none"


def _change(before: Outcome | None, after: Outcome | None) -> str:
    return f"{before or 'not judged'}, now {after or 'not judged'}"


def _periods(periods: Sequence[Period]) -> str:
    """Write periods: 2025-11, 12, 2026-01 and 02; a longer run of months by its ends."""
    if not all(is_month(period) for period in periods):
        return and_list(period.as_written for period in periods)
    numbers = [period.last.year * 12 + period.last.month - 1 for period in periods]
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    said: list[str] = []
    year = 0
    for _, run in runs:
        months = [number for _, number in run]
        if len(months) >= _RUN:
            said.append(f"{_month(months[0], 0)} to {_month(months[-1], 0)}")
            year = 0
            continue
        for number in months:
            said.append(_month(number, year))
            year = number // 12
    return and_list(said)


def _month(number: int, year: int) -> str:
    """Write a month: 2026-01, or 02 after another month of that year."""
    month = f"{number % 12 + 1:02}"
    return month if number // 12 == year else f"{number // 12}-{month}"


def _other_periods(rule: RuleImpact, dictionary: Dictionary) -> Iterator[str]:
    """Yield a sentence for the year, and for each other changed period that is not a month."""
    many = len(rule.forces) > 1
    for force in rule.forces:
        for compared in force.outside_count:
            whose = f"{force.force}, " if many else ""
            words = f"{whose}{alone_in_words(compared.period)}"
            number, answers = _value(compared, dictionary), _answers(compared)
            yield f"{capital(words)}{number}: {answers}{_mind(compared)}"


def _answers(compared: PeriodComparison) -> str:
    before, after = compared.outcomes
    return f"{before or 'not judged'} before, {after or 'not judged'} now."


def _value(compared: PeriodComparison, dictionary: Dictionary) -> str:
    finding = compared.after or compared.before
    value = finding.figure if finding else None
    if value is None or value.amount is None:
        return ""
    words = amount_words(value.amount, dictionary.figures[value.name].kind, _against(compared))
    return f", {words}"


def _against(compared: PeriodComparison) -> list[Fraction]:
    found = [f.limit for f in (compared.before, compared.after) if f and f.limit]
    return [bound.value for limit in found for bound in limit.bounds]


def _mind(compared: PeriodComparison) -> str:
    if not compared.limit_changed_within or compared.after is None or compared.after.limit is None:
        return ""
    limit = compared.after.limit.required
    return f" The limit changed within it; the stricter, {limit}, is applied."


def _rest(impact: Impact) -> Iterator[str]:
    """Yield what is not in a table: rules by which nothing was judged, and unchanged ones."""
    judging = [r for r in impact.without_figures if _judges(r)]
    new = [r for r in judging if r.before is None]
    changed = [r for r in judging if r.before and r.after]
    gone = [r for r in judging if r.after is None]
    for rules, word in ((new, "new"), (changed, "changed"), (gone, "gone")):
        if rules:
            names = and_list(r.name for r in rules)
            yield f"{_count(rules, word)} had no figures in these files, so not judged: {names}."
    shown = [r for r in impact.without_figures if not _judges(r)]
    if shown:
        names = and_list(r.name for r in shown)
        yield f"{_count(shown, 'changed')} only shown, never judged: {names}."
    count = impact.as_before
    if count:
        yield f"{count} {'rule is' if count == 1 else 'rules are'} as before."


def _judges(rule: RuleImpact) -> bool:
    return any(one.judges for one in (rule.before, rule.after) if one)


def _count(rules: Sequence[RuleImpact], word: str) -> str:
    return f"{len(rules)} {word} {'rule' if len(rules) == 1 else 'rules'}"
