"""What a return and a profile may both state about a force: facts, targets, statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from fractions import Fraction

from peelcheck.errors import Problems, did_you_mean
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import WITH_A_NUMBER, Comparison
from peelcheck.model.dictionary import Dictionary, TargetMeaning
from peelcheck.model.forces import is_same_force, nearest_force
from peelcheck.model.numerals import format_plain
from peelcheck.model.pack_words import pack_words
from peelcheck.model.returns import Statement, Target
from peelcheck.model.rules import Bound, Rule, Standing
from peelcheck.model.wording import normalised_name
from peelcheck.reading.amount_forms import usual_form
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.fields import (
    amount_of,
    day_of,
    day_or_year_of,
    is_known,
    mappings_in,
    refuse_clashing_days,
    text_of,
    yes_or_no,
)
from peelcheck.sources.nodes import Entry, Mapping, Node, Text

DATES = ("from", "until", "set_by", "unusual")
"""The keys allowed beside a target's own number or times."""

_NO_TARGET = Fraction(1, 100)
"""A share too low for a target: 0.9% was meant as 90%."""


def force_of(
    text: Node | None, dictionary: Dictionary, problems: Problems, also: Iterable[str] = ()
) -> str:
    """Return the usual name of the force that a text names, "" if there is none.

    A slip in the name would silently take a force's AFIs, targets and exceptions from it, so it is
    a problem. `also` are other known forces.
    """
    if not isinstance(text, Text):
        return ""
    usual = set(dictionary.forces.values())
    force = dictionary.usual_name(text.value)
    known = (*usual, *also)
    if force in known or any(is_same_force(force, one) for one in also):
        return force
    if meant := nearest_force(force, known):
        spoken = pack_words()
        what = f"{text.value} is not one of {spoken.every_body}."
        if meant not in usual:
            what = f"{text.value} is not {spoken.body.a_one} that is known here."
        problems.add(text.location, what, f"Did you mean {meant}?")
    return force


def read_about(node: Mapping, dictionary: Dictionary, problems: Problems) -> dict[str, str]:
    """Return the facts of the force under about."""
    found: dict[str, str] = {}
    about = node.get("about")
    for entry in about.entries if isinstance(about, Mapping) else ():
        if not is_known(entry.key, dictionary.facts, "a fact", problems):
            continue
        fact = dictionary.facts[entry.key.value]
        if not isinstance(entry.value, Text):
            continue
        value = entry.value._replace(value=_word_of(entry.value.value, fact.values))
        if is_known(value, fact.values, f"a value of {fact.name}", problems):
            found[fact.name] = value.value
    return found


def _word_of(text: str, values: Iterable[str]) -> str:
    """Return the fact's own word: yes for true, urban for Urban."""
    said = yes_or_no(text) if "yes" in values else text
    return next((word for word in values if word.casefold() == said.casefold()), text)


def read_targets(node: Mapping, dictionary: Dictionary, problems: Problems) -> Iterator[Target]:
    """Yield the limits the force has set itself, under targets."""
    targets = node.get("targets")
    for entry in targets.entries if isinstance(targets, Mapping) else ():
        if not is_known(entry.key, dictionary.targets, "a target", problems):
            continue
        meaning = dictionary.targets[entry.key.value]
        if meaning.is_of_times:
            continue
        if isinstance(entry.value, Text):
            bound = _target_bound(entry.value, entry, meaning, problems)
            if bound:
                yield Target(meaning.name, bound, None, None, "", entry.key.location)
        dated = [
            t for part in mappings_in(entry.value) for t in _dated_target(part, meaning, problems)
        ]
        for part in dict.fromkeys(target.part for target in dated):
            days = [(t.since, t.until, t.location) for t in dated if t.part == part]
            refuse_clashing_days(days, "allowed", problems)
        yield from dated


def _dated_target(node: Mapping, meaning: TargetMeaning, problems: Problems) -> Iterator[Target]:
    if not node.entries:
        return
    known = (*WITH_A_NUMBER, *DATES)
    parts = [entry for entry in node.entries if entry.key.value not in known]
    for entry in parts:
        near = did_you_mean(entry.key.value, known)
        if near or not meaning.scope_kind:
            hint = near or f"Known are {', '.join(known)}."
            problems.add(entry.key.location, f"{entry.key.value} is not a part of a target.", hint)
            return
    given = [e for e in node.entries if e.key.value in WITH_A_NUMBER]
    if [e.key.value for e in given] != ([meaning.comparison] if given or not parts else []):
        wrong = next((e for e in given if e.key.value != meaning.comparison), node.entries[0])
        problems.add(
            wrong.key.location,
            f"The comparison of {meaning.name} is {meaning.comparison.replace('_', ' ')}.",
            f"Write {meaning.comparison}: and the number.",
        )
        return
    _refuse_same_part(parts, problems)
    for entry in parts:
        if not isinstance(entry.value, Text):
            what = f"{entry.key.value} is a part of a target, and has no number of its own here."
            fix = f"Write {entry.key.value}: and the number, with from: and set_by: beside it."
            problems.add(entry.value.location, what, fix)
    for entry in (*given, *parts):
        if bound := _target_bound(entry.value, entry, meaning, problems):
            yield Target(
                name=meaning.name,
                bound=bound,
                since=day_or_year_of(node, "from", problems),
                until=day_or_year_of(node, "until", problems),
                set_by=text_of(node, "set_by"),
                location=entry.key.location,
                unusual=text_of(node, "unusual"),
                part=entry.key.value if entry in parts else "",
            )


def _refuse_same_part(parts: Iterable[Entry], problems: Problems) -> None:
    """Refuse one part in two spellings, which would have two targets."""
    seen: dict[str, str] = {}
    for entry in parts:
        first = seen.setdefault(normalised_name(entry.key.value), entry.key.value)
        if first != entry.key.value:
            what = f"{first} and {entry.key.value} are one: capitals and spaces make no difference."
            problems.add(entry.key.location, what, "Keep one of the two.")


def _target_bound(
    node: Node, entry: Entry, meaning: TargetMeaning, problems: Problems
) -> Bound | None:
    value = amount_of(node, read_limit, meaning.kind, problems)
    if value is None or not isinstance(node, Text):
        return None
    comparison = Comparison(meaning.comparison)
    if meaning.kind is Kind.SHARE and comparison is Comparison.AT_LEAST and value <= _NO_TARGET:
        meant = (
            f"If you mean {format_plain(value * 10000)}%, write that." if value else "Take it out."
        )
        problems.add(node.location, f"{node.value} is so low that any figure meets it.", meant)
        return None
    return Bound(comparison, usual_form(node.value, meaning.kind), value, entry.key.location)


def read_statements(
    node: Mapping, rules: AnyMapping[str, Rule], problems: Problems
) -> Iterator[Statement]:
    """Yield what the force reports it has done, under statements, by the id of the rule."""
    statements = node.get("statements")
    stated = [rule.id for rule in rules.values() if rule.standing is Standing.STATEMENT]
    for entry in statements.entries if isinstance(statements, Mapping) else ():
        if not is_known(entry.key, stated, "a rule that takes a statement", problems):
            continue
        if not isinstance(entry.value, Mapping):
            continue
        on, until = day_of(entry.value, "on", problems), day_of(entry.value, "until", problems)
        if on is None or until is None:
            continue
        if until < on:
            problems.add(entry.key.location, "This ends before it begins.", "Check on: and until:.")
        yield Statement(
            rule=entry.key.value,
            says=text_of(entry.value, "says"),
            evidence=text_of(entry.value, "evidence"),
            by=text_of(entry.value, "by"),
            on=on,
            until=until,
            location=entry.key.location,
        )
