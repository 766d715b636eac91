"""examples: of a rule file: what is judged, and the expected outcome."""

from __future__ import annotations

from peelcheck.errors import InvalidValue, Problems
from peelcheck.model.amounts import Amount
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.rules import EXAMPLE_WORDS, Bound, Example, Requirement, TargetBound
from peelcheck.reading.amount_forms import usual_form
from peelcheck.reading.amounts import read_amount, read_exact_amount, read_limit
from peelcheck.reading.fields import (
    amount_of,
    is_known,
    period_of,
    read_text,
    text_of,
)
from peelcheck.reading.periods import read_period
from peelcheck.sources.nodes import Mapping, Node, Sequence, Text

_RESULTS = {words.removeprefix("is "): outcome for outcome, words in EXAMPLE_WORDS.items()}
_EXAMPLE = LatePattern(
    r"(?P<amount>.+?)(?: against (?P<against>.+?))?"
    r"(?: in (?!\d{1,3}(?:[.,]\d+)* [a-z])(?P<period>.+?)| (?P<day>at \d.+?))?"
    r" (?:is (?P<result>met|a breach|not applicable)|(?P<untold>cannot be told))"
)


def read_examples(
    node: Mapping,
    figure: FigureDefinition,
    dictionary: Dictionary,
    requirements: tuple[Requirement, ...],
    problems: Problems,
) -> tuple[Example, ...]:
    """Return the examples of a rule in the order written; what is wrong goes to `problems`."""
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
    item: Text, figure: FigureDefinition, comparison: Comparison | None, problems: Problems
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
    text: str | None,
    item: Node,
    figure: FigureDefinition,
    comparison: Comparison | None,
    problems: Problems,
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
    figure: FigureDefinition,
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
