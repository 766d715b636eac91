"""standards/<rule-id>.yaml: one rule a file."""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from fractions import Fraction
from types import MappingProxyType

from peelcheck.errors import InvalidValue, Problems
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary, Figure
from peelcheck.model.lint_codes import Code
from peelcheck.model.rules import (
    BenchmarkBound,
    Bound,
    Comparison,
    Example,
    Outcome,
    Requirement,
    Rule,
    Standing,
    StatedAs,
    TargetBound,
)
from peelcheck.reading.amount_forms import usual_form
from peelcheck.reading.amounts import read_amount, read_exact_amount, read_limit
from peelcheck.reading.fields import (
    amount_of,
    day_of,
    day_or_year_of,
    is_known,
    mappings_in,
    period_of,
    read_text,
    refuse_clashing_days,
    says_yes,
    text_of,
)
from peelcheck.reading.periods import read_period
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_COMPARISONS = tuple(Comparison)
_SIGN = re.compile(r"^\s*[<>=~]+\s*")
_RESULTS = {
    "met": Outcome.MET,
    "a breach": Outcome.BREACH,
    "cannot be told": Outcome.CANNOT_TELL,
    "not applicable": Outcome.NOT_APPLICABLE,
}
_EXAMPLE = re.compile(
    r"(?P<amount>.+?)(?: against (?P<against>.+?))?"
    r"(?: in (?!\d{1,3}(?:[.,]\d+)* [a-z])(?P<period>.+?)| (?P<day>at \d.+?))?"
    r" (?:is (?P<result>met|a breach|not applicable)|(?P<untold>cannot be told))"
)


def read_rule(node: Node, rule_id: str, dictionary: Dictionary, problems: Problems) -> Rule | None:
    """One rule, or None where something in its file is wrong."""
    before = problems.seen
    if not has_shape(node, "rule", problems) or not isinstance(node, Mapping):
        return None
    applies_to = _applies_to(node, dictionary, problems)
    standing = Standing(text_of(node, "standing"))
    _refuse_wrong_parts(node, standing, problems)
    figure = _figure_of(node, dictionary, problems)
    requirements: tuple[Requirement, ...] = ()
    examples: tuple[Example, ...] = ()
    if figure:
        requirements = _requirements(node, figure, dictionary, problems)
    if problems.seen > before:
        return None  # what examples mean depends on the limits
    if figure:
        _refuse_wrong_standing(node, requirements, problems)
        _refuse_wrong_scope(node, figure, dictionary, problems)
        with problems.under(Code.WRONG_EXAMPLE):
            examples = _examples(node, figure, dictionary, requirements, problems)
    _refuse_silent_restoring(node, problems)
    rule = Rule(
        id=rule_id,
        title=text_of(node, "title"),
        short=text_of(node, "short"),
        why=text_of(node, "why"),
        figure=figure.name if figure else "",
        requirements=requirements,
        standing=standing,
        stated_as=StatedAs(text_of(node, "stated_as")),
        source=text_of(node, "source"),
        to_meet_it=text_of(node, "to_meet_it"),
        examples=examples,
        location=node.entries[0].key.location,
        applies_to=applies_to,
        for_each=text_of(node, "for_each") or None,
        restored=text_of(node, "restored"),
        caution=text_of(node, "caution"),
        proposed=says_yes(node, "proposed"),
        read_on=day_of(node, "read_on", problems),
        review_by=day_of(node, "review_by", problems),
        owner=text_of(node, "owner"),
        parts=MappingProxyType({e.key.value: e.value.location for e in node.entries}),
    )
    _refuse_early_review(rule, problems)
    return rule if problems.seen == before else None


def _refuse_early_review(rule: Rule, problems: Problems) -> None:
    if rule.read_on and rule.review_by and rule.review_by <= rule.read_on:
        what = "The source is to be read again before it was read."
        location = rule.location_of("review_by")
        problems.add(location, what, "Check read_on: and review_by:.", Code.CLASHING_DATES)


_NEEDED: AnyMapping[Standing, tuple[str, ...]] = {
    Standing.GUIDANCE: ("figure", "require", "examples"),
    Standing.OWN_TARGET: ("figure", "require", "examples"),
    Standing.COVERAGE: ("figure", "require", "examples"),
    Standing.BENCHMARK: ("figure", "require"),
    Standing.WATCH: ("figure",),
    Standing.STATEMENT: (),
}
_PARTS = {
    "figure": "Write the name of a figure, as in calls_101_offered.",
    "require": "Write a limit as in below: 5%.",
    "examples": "Write a list of at least two examples, one on each side of the limit.",
}


def _refuse_wrong_parts(node: Mapping, standing: Standing, problems: Problems) -> None:
    """What is judged needs a limit and examples; what is only shown can have neither."""
    location = node.entries[0].key.location
    due = _NEEDED[standing]
    if says_yes(node, "proposed"):
        due = ("figure", "require")
    for part, fix in _PARTS.items():
        entry = node.entry(part)
        if part in due and not entry:
            what = f"{part} is missing from a rule of standing {standing}."
            problems.add(location, what, fix, Code.MISSING_PART)
        elif entry and part not in due:
            what = f"A rule of standing {standing} has no {part}, as nothing is judged by it."
            problems.add(
                entry.key.location,
                what,
                "Take it out, or change the standing.",
                Code.WRONG_STANDING,
            )


def _figure_of(node: Mapping, dictionary: Dictionary, problems: Problems) -> Figure | None:
    name = node.get("figure")
    if isinstance(name, Text) and is_known(name, dictionary.figures, "a figure", problems):
        return dictionary.figures[name.value]
    return None


def _requirements(
    node: Mapping, figure: Figure, dictionary: Dictionary, problems: Problems
) -> tuple[Requirement, ...]:
    found = tuple(
        _requirement(part, figure, dictionary, problems)
        for part in mappings_in(node.get("require"))
    )
    refuse_clashing_days([(r.since, r.until, r.location) for r in found], "not allowed", problems)
    return found


def _requirement(
    node: Mapping, figure: Figure, dictionary: Dictionary, problems: Problems
) -> Requirement:
    entries = [e for e in node.entries if e.key.value in _COMPARISONS]
    location = entries[0].key.location if entries else node.entries[0].key.location
    if not 1 <= len(entries) <= 2:
        count = "no" if not entries else "more than two"
        problems.add(
            location, f"This requires {count} limits.", "Write one, or two that make a range."
        )
    bounds = [_bound(entry, figure, dictionary, problems) for entry in entries]
    known = tuple(bound for bound in bounds if bound is not None)
    _refuse_impossible(known, problems)
    return Requirement(
        bounds=known,
        since=day_or_year_of(node, "from", problems),
        until=day_or_year_of(node, "until", problems),
        location=location,
    )


def _refuse_impossible(
    bounds: tuple[Bound | TargetBound | BenchmarkBound, ...], problems: Problems
) -> None:
    if len(bounds) == 2 and any(isinstance(bound, BenchmarkBound) for bound in bounds):
        what = "An average is compared with, and cannot stand beside a limit."
        problems.add(bounds[0].location, what, "Write a rule of its own for the average.")
        return
    sides = [bound.comparison.is_upper for bound in bounds]
    if len(sides) == 2 and sides[0] == sides[1]:
        what = "Both limits are on the same side."
        problems.add(bounds[0].location, what, "Keep one, or make them a range.")
        return
    fixed = [bound for bound in bounds if isinstance(bound, Bound)]
    if len(fixed) == 2 and not fixed[0].allowed.meets(fixed[1].allowed):
        words = " and ".join(bound.words for bound in fixed)
        problems.add(fixed[0].location, f"Nothing can be {words}.", "Check the two numbers.")


def _bound(
    entry: Entry, figure: Figure, dictionary: Dictionary, problems: Problems
) -> Bound | TargetBound | BenchmarkBound | None:
    comparison = Comparison(entry.key.value)
    if comparison is Comparison.EVERY:
        return _every(entry, text=_text_in(entry.value), figure=figure, problems=problems)
    if isinstance(entry.value, Mapping):
        average = entry.value.get("benchmark")
        if isinstance(average, Text):
            return _benchmark_bound(entry, comparison, average, figure, dictionary, problems)
        return _target_bound(entry, comparison, entry.value, figure, dictionary, problems)
    value = _limit(entry.value, entry.key.value, figure.kind, problems)
    if value is None:
        return None
    text = usual_form(_text_in(entry.value), figure.kind)
    return Bound(comparison, text, value, entry.key.location)


def _text_in(node: Node) -> str:
    return node.value if isinstance(node, Text) else ""


def _every(entry: Entry, text: str, figure: Figure, problems: Problems) -> Bound | None:
    if figure.kind is not Kind.SHARE:
        problems.add(
            entry.key.location,
            f"every is for a share, and {figure.name} is a {figure.kind}.",
            "Write at_most or at_least.",
        )
        return None
    return Bound(Comparison.EVERY, "100%", Fraction(1), entry.key.location, every=text)


def _limit(node: Node, comparison: str, kind: Kind, problems: Problems) -> Fraction | None:
    sign = _SIGN.match(_text_in(node))
    if sign:
        rest = _text_in(node)[sign.end() :]
        says = "the comparison above" if comparison == "otherwise" else f'"{comparison}"'
        what = f"the limit has a sign in front, and {says} already says it."
        problems.add(node.location, what, f"Write {comparison}: {rest}.")
        return None
    return amount_of(node, read_limit, kind, problems)


def _target_bound(
    entry: Entry,
    comparison: Comparison,
    node: Mapping,
    figure: Figure,
    dictionary: Dictionary,
    problems: Problems,
) -> TargetBound | None:
    name = node.get("target")
    if not isinstance(name, Text):
        what = "The limit names neither a target nor a benchmark."
        problems.add(node.location, what, "Write {target: NAME} or {benchmark: NAME}.")
        return None
    if not is_known(name, dictionary.targets, "a target", problems):
        return None
    target = dictionary.targets[name.value]
    if target.kind != figure.kind:
        what = f"{target.name} is a {target.kind}, and {figure.name} is a {figure.kind}."
        problems.add(name.location, what, "Name a target of the same kind.")
        return None
    if target.comparison != comparison:
        problems.add(
            entry.key.location,
            f"{target.name} is held {target.comparison}.",
            f"Write {target.comparison}: in place of {comparison}:.",
        )
        return None
    otherwise = node.get("otherwise")
    shown = text_of(node, "otherwise") == "shown"
    stands_in = None
    if otherwise and not shown:
        stands_in = _otherwise(otherwise, comparison, figure, problems)
    because = text_of(node, "because")
    return TargetBound(comparison, name.value, stands_in, because, entry.key.location, shown)


def _benchmark_bound(
    entry: Entry,
    comparison: Comparison,
    name: Text,
    figure: Figure,
    dictionary: Dictionary,
    problems: Problems,
) -> BenchmarkBound | None:
    if not is_known(name, dictionary.benchmarks, "a benchmark", problems):
        return None
    benchmark = dictionary.benchmarks[name.value]
    if benchmark.figure != figure.name:
        what = f"{benchmark.name} is an average of {benchmark.figure}, not of {figure.name}."
        problems.add(name.location, what, "Name a benchmark of this figure.")
        return None
    return BenchmarkBound(comparison, benchmark.name, entry.key.location)


def _otherwise(
    node: Node, comparison: Comparison, figure: Figure, problems: Problems
) -> Bound | None:
    text = _text_in(node)
    if text.startswith("every ") and figure.kind is Kind.SHARE:
        every = text.removeprefix("every ")
        return Bound(Comparison.EVERY, "100%", Fraction(1), node.location, every=every)
    if text.isalpha():
        what = f"{text} is not what can hold otherwise."
        problems.add(
            node.location, what, "Write a number, every and a noun as in every case, or shown."
        )
        return None
    value = _limit(node, "otherwise", figure.kind, problems)
    if value is None:
        return None
    return Bound(comparison, usual_form(text, figure.kind), value, node.location)


def _refuse_wrong_scope(
    node: Mapping, figure: Figure, dictionary: Dictionary, problems: Problems
) -> None:
    scope = node.get("for_each")
    if isinstance(scope, Text):
        kinds = (figure.by, *figure.broken_down_by)
        known = is_known(scope, dictionary.scopes, "a scope kind", problems)
        if known and scope.value not in kinds:
            problems.add(
                scope.location,
                f"{figure.name} is not given for each {scope.value}.",
                code=Code.WRONG_SCOPE,
            )
    elif figure.by:
        problems.add(
            node.entries[0].key.location,
            f"{figure.name} is given for each {figure.by} alone.",
            f"Write for_each: {figure.by}.",
            Code.WRONG_SCOPE,
        )


def _refuse_wrong_standing(
    node: Mapping, requirements: tuple[Requirement, ...], problems: Problems
) -> None:
    """A number from outside and a force's own target are two things; the report says which."""
    bounds = [bound for requirement in requirements for bound in requirement.bounds]
    standing = Standing(text_of(node, "standing"))
    entry = node.entry("standing")
    named = "names no target", Standing.GUIDANCE
    if any(isinstance(bound, TargetBound) for bound in bounds):
        named = "names a target", Standing.OWN_TARGET
    elif any(isinstance(bound, BenchmarkBound) for bound in bounds):
        named = "names an average", Standing.BENCHMARK
    elif standing is Standing.COVERAGE:
        is_all = all(bound.comparison is Comparison.EVERY for bound in bounds)
        named = ("", Standing.COVERAGE) if is_all else named
    if entry and bounds and standing is not named[1]:
        fix = f"Write standing: {named[1]}."
        problems.add(entry.value.location, f"The limit {named[0]}.", fix, Code.WRONG_STANDING)


def _refuse_silent_restoring(node: Mapping, problems: Problems) -> None:
    restored = text_of(node, "stated_as") == StatedAs.RESTORED
    entry = node.entry("restored")
    if entry and not restored:
        problems.add(
            entry.key.location,
            "This says how the number was restored, and stated_as says that it was not.",
            "Write stated_as: restored, or take this out.",
            Code.WRONG_STANDING,
        )
    if restored and not text_of(node, "restored"):
        problems.add(
            node.entries[0].key.location,
            "The number is restored, and nothing says how.",
            "Write restored: and how it was restored.",
            Code.MISSING_PART,
        )


def _applies_to(node: Mapping, dictionary: Dictionary, problems: Problems) -> AnyMapping[str, str]:
    facts = node.get("applies_to")
    found: dict[str, str] = {}
    for entry in facts.entries if isinstance(facts, Mapping) else ():
        if not is_known(entry.key, dictionary.facts, "a fact", problems):
            continue
        if isinstance(entry.value, Text) and is_known(
            entry.value, dictionary.facts[entry.key.value].values, "a value of this fact", problems
        ):
            found[entry.key.value] = entry.value.value
    return found


def _examples(
    node: Mapping,
    figure: Figure,
    dictionary: Dictionary,
    requirements: tuple[Requirement, ...],
    problems: Problems,
) -> tuple[Example, ...]:
    items = node.get("examples")
    comparison = _target_comparison(requirements)
    found = []
    for item in items.items if isinstance(items, Sequence) else ():
        if isinstance(item, Text):
            example = _short_example(item, figure, comparison, problems)
        elif isinstance(item, Mapping):
            example = _long_example(item, figure, dictionary, comparison, problems)
        else:
            example = None
        if example:
            found.append(example)
    return tuple(found)


def _target_comparison(requirements: tuple[Requirement, ...]) -> Comparison | None:
    bounds = [bound for requirement in requirements for bound in requirement.bounds]
    return next((b.comparison for b in bounds if isinstance(b, TargetBound)), None)


def _short_example(
    item: Text, figure: Figure, comparison: Comparison | None, problems: Problems
) -> Example | None:
    found = _EXAMPLE.fullmatch(item.value)
    if not found:
        problems.add(
            item.location,
            f"{item.value} is not an example this tool can read.",
            "Write AMOUNT is met, AMOUNT is a breach, AMOUNT cannot be told, or AMOUNT is not "
            "applicable.",
        )
        return None
    try:
        amount = read_exact_amount(found["amount"], figure.kind)
        written = found["period"] or found["day"]
        period = read_period(written) if written else None
    except InvalidValue as refusal:
        problems.add(item.location, refusal.what, refusal.fix)
        return None
    against = _against(found["against"], item, figure, comparison, problems)
    outcome = _RESULTS[found["result"] or found["untold"]]
    return Example(
        item.value, outcome, item.location, amount=amount, against=against, period=period
    )


def _against(
    text: str | None, item: Node, figure: Figure, comparison: Comparison | None, problems: Problems
) -> Bound | None:
    if not text:
        return None
    if comparison is None:
        problems.add(item.location, "This rule has no target to hold against.", "Take against out.")
        return None
    try:
        value = read_limit(text, figure.kind)
        return Bound(comparison, usual_form(text, figure.kind), value, item.location)
    except InvalidValue as refusal:
        problems.add(item.location, refusal.what, refusal.fix)
        return None


def _long_example(
    item: Mapping,
    figure: Figure,
    dictionary: Dictionary,
    comparison: Comparison | None,
    problems: Problems,
) -> Example | None:
    given: dict[str, Amount] = {}
    figures = item.get("given")
    for entry in figures.entries if isinstance(figures, Mapping) else ():
        if is_known(entry.key, dictionary.figures, "a figure", problems):
            kind = dictionary.figures[entry.key.value].kind
            amount = amount_of(entry.value, read_amount, kind, problems)
            if amount:
                given[entry.key.value] = amount
    against = read_text(item.get("against"), str, problems)
    words = ", ".join(f"{name} {amount.text}" for name, amount in given.items())
    return Example(
        text=f"{words}: {text_of(item, 'is')}",
        outcome=_RESULTS[text_of(item, "is")],
        location=item.entries[0].key.location,
        given=given,
        against=_against(against, item, figure, comparison, problems),
        period=period_of(item, "in", problems),
    )
