"""What is known about a rule, as rows of a name and a text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.pack_words import body
from peelcheck.model.periods import day_in_words
from peelcheck.model.rules import (
    BenchmarkBound,
    Bound,
    Day,
    Requirement,
    Rule,
    Rulebook,
    Standing,
    TargetBound,
    with_window,
)
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.policy.ways_to_give import ways_for_rule
from peelcheck.reports.rule_words import (
    caution_words,
    certainty_words,
    restored_from,
    standing_words,
)

NamedText = tuple[str, str]


def rows_on_rule(rule: Rule, rulebook: Rulebook) -> list[NamedText]:
    """Return the description of a rule: names and texts, with a line for each part."""
    figure = rulebook.dictionary.figures.get(rule.figure)
    numbers = _numbers(rule)
    rows = [
        ("What it asks", requirement_text(rule, rulebook)),
        ("Proposed", "Not in force: shown, never judged." if rule.proposed else ""),
        ("Who it is for", _who_it_is_for(rule, rulebook)),
        ("In force", "\n".join(_in_force(rule)) if rule.requirements else ""),
        (f"Where {numbers} is from" if numbers else "Where it is from", source_text(rule)),
        ("Changed", _override_text(rule)),
        ("Why", rule.why),
        ("How to give it", "\n".join(ways_for_rule(rule, figure, rulebook))),
        ("What the words mean", "\n".join(_meanings(figure, rulebook)) if figure else ""),
        ("Examples, run on every read", "\n".join(example.text for example in rule.examples)),
        ("To meet it", rule.to_meet_it),
        ("Mind", _caution_text(rule)),
        ("Kept up", _kept_up(rule)),
    ]
    return filled_rows(rows)


def filled_rows(rows: Iterable[NamedText]) -> list[NamedText]:
    """Return the rows that have a text."""
    return [row for row in rows if row[1]]


def _numbers(rule: Rule) -> str:
    bounds = [b for r in rule.requirements for b in r.bounds if isinstance(b, Bound)]
    return and_list(b.text for b in bounds if b.comparison is not Comparison.EVERY)


def requirement_text(rule: Rule, rulebook: Rulebook, today: date | None = None) -> str:
    """Return the limit in force as a sentence, what its edge means, and the limits after it.

    Days are seen from `today`, by default the clock's.
    """
    each = ""
    if rule.for_each:
        each = f", for each {rulebook.dictionary.scopes[rule.for_each].one}"
    if rule.standing is Standing.STATEMENT:
        return "A statement of what was done, with evidence, by a role, for a time."
    if not rule.requirements:
        return f"Nothing: {rule.figure} is shown{each}, as no limit exists."
    now, *later = in_force_from(rule, today or date.today())
    edges = [_edge_text(bound) for bound in now.bounds if isinstance(bound, Bound)]
    then = [f"From {_day(one.since)} it is {_limit_words(one)}." for one in later if one.since]
    said = [f"{rule.figure} is {_limit_words(now)}{each}.", *filter(None, edges), *then]
    return " ".join(said)


def in_force_from(rule: Rule, today: date) -> list[Requirement]:
    """Return the limit in force on a day, or else the newest before it, and those that come later.

    Where all come later, the first of these is the first.
    """
    begun = [r for r in rule.requirements if r.since is None or r.since.earliest <= today]
    later = [one for one in rule.requirements if one not in begun]
    return [*begun[-1:], *later]


def _limit_words(requirement: Requirement) -> str:
    words = " and ".join(_bound_words(bound) for bound in requirement.bounds)
    return with_window(words, requirement.window)


def _bound_words(bound: Bound | TargetBound | BenchmarkBound) -> str:
    if isinstance(bound, BenchmarkBound):
        return f"compared with an average ({bound.benchmark}); never judged by it"
    if isinstance(bound, Bound):
        if bound.comparison is Comparison.EVERY:
            return f"100%: each {bound.every} counts"
        return bound.words
    words = f"{bound.comparison.words} the {body().one}'s own target ({bound.target})"
    if bound.otherwise:
        return f"{words}; without one, {_bound_words(bound.otherwise)}"
    return f"{words}; without one it is shown, not judged" if bound.shown else words


def _edge_text(bound: Bound) -> str:
    if bound.comparison is Comparison.EVERY:
        return ""
    meets = bound.allowed.contains(bound.value)
    return f"Exactly {bound.text} {'meets it' if meets else 'is a breach'}."


def _who_it_is_for(rule: Rule, rulebook: Rulebook) -> str:
    said = []
    for name, value in rule.applies_to.items():
        fact = rulebook.dictionary.facts[name]
        said.append(
            f"{capital(body().many)} with {name}: {value} ({fact.means}). "
            f"{capital(body().a_one)} that does not say is taken as "
            f"{fact.taken_as}, and the report says so."
        )
    every = said or [f"Every {body().one}."]
    if rule.only_when:
        every.append(f"Only where {rule.only_when.words}; otherwise it is not applicable.")
    return " ".join(every)


def _in_force(rule: Rule) -> list[str]:
    """Return when the limit applies; with each limit in front if there are several."""
    if len(rule.requirements) == 1:
        return [f"{_days(rule.requirements[0])}{_own_source(rule.requirements[0])}"]
    return [f"{_limit_words(one)}: {_days(one)}{_own_source(one)}" for one in rule.requirements]


def _own_source(requirement: Requirement) -> str:
    """Return where a limit is published, if it has a source or a place of its own."""
    words = requirement.source.words
    return f" ({words})" if words else ""


def _days(requirement: Requirement) -> str:
    since, until = requirement.since, requirement.until
    if not since and not until:
        return "the first and last day are not known"
    start = f"from {_day(since)}" if since else "from a day not known"
    return f"{start}, {f'until {_day(until)}' if until else 'no end'}"


def _day(day: Day) -> str:
    return (
        f"{day.text} (only the year is known)" if day.only_the_year else day_in_words(day.earliest)
    )


def _override_text(rule: Rule) -> str:
    """Describe the change by another pack: which, what was before, by whom and why."""
    change = rule.override
    if change is None:
        return ""
    was = f" Before: {change.was.words}." if change.was and rule.has_other_limit else ""
    by = f"Changed in {change.pack} by {change.set_by}.{was}"
    return f"{by} {sentence(change.reason)} Source: {sentence(change.source)}"


def _caution_text(rule: Rule) -> str:
    if not rule.caution:
        return ""
    is_older = rule.override and rule.override.keeps_caution
    return caution_words(rule.caution, rule.override.pack if rule.override and is_older else "")


def source_text(rule: Rule) -> str:
    if rule.has_other_limit:
        return f"{sentence(rule.source)} It is in place of the published number."
    certainty = certainty_words(rule.stated_as).explained.format(how=restored_from(rule))
    standing = standing_words(rule.standing).explained
    said = [
        sentence(rule.published.words or rule.source),
        certainty if rule.standing.has_limit else "",
        standing,
    ]
    return " ".join(part for part in said if part)


def _kept_up(rule: Rule) -> str:
    """Return when the source was read, when it is to be read again, and the rule's owner."""
    said = [
        f"source read on {day_in_words(rule.read_on)}" if rule.read_on else "",
        f"to be read again by {day_in_words(rule.review_by)}" if rule.review_by else "",
        f"by the {rule.owner}" if rule.owner else "",
    ]
    return ", ".join(part for part in said if part)


def _meanings(figure: FigureDefinition, rulebook: Rulebook) -> list[str]:
    inputs = figure.measure.inputs if figure.measure else ()
    names = [figure.name, *reversed(inputs)]
    found = [rulebook.dictionary.figures[name] for name in names]
    return [_meaning_text(one) for one in found]


def _meaning_text(figure: FigureDefinition) -> str:
    advice = f" {sentence(figure.advice)}" if figure.advice else ""
    return f"{figure.name}: {sentence(figure.means)}{advice}"
