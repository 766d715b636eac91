"""A file of exceptions to begin with: the breaches of a report, each as it is accepted today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import ceil, floor

from peelcheck.errors import InvalidValue
from peelcheck.judging.drift import proposed_limit
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.changes import BaselineFinding
from peelcheck.model.numerals import format_fixed, format_plain
from peelcheck.model.pack_words import pack_words
from peelcheck.model.rules import Bound, Outcome, Rule, Rulebook
from peelcheck.policy.yaml_text import in_yaml, modeline

_PLACES = 100
"""Limits are written in hundredths, of a percent for shares, and rounded to the worse side."""


def new_exceptions(
    findings: Iterable[BaselineFinding], rulebook: Rulebook, until: date, schema: str
) -> str:
    """Return a file that accepts each breach of a report until a day; a ? is for people to answer.

    Raises InvalidValue where the report has no breach that a rule of now judges.
    """
    missed = [
        one for one in findings if one.outcome is Outcome.BREACH and one.rule in rulebook.rules
    ]
    if not missed:
        raise InvalidValue("This report has no breach, so there is nothing to accept.")
    lines = [*modeline(schema), "# Answer each ? : a reason, and the role that answers for it."]
    lines.append("exceptions:")
    for one in missed:
        lines += _entry(one, rulebook, until)
    return "\n".join(lines) + "\n"


def _entry(one: BaselineFinding, rulebook: Rulebook, until: date) -> list[str]:
    lines = [
        f"  - rule: {one.rule}",
        f"    {pack_words().key}: {in_yaml(one.force)}",
        '    reason: "?"',
    ]
    lines += ['    owner: "?"', f"    expires: {until}"]
    figure = rulebook.dictionary.figures.get(one.figure)
    if one.amount is None or figure is None:
        return lines
    upper = _is_upper(rulebook.rules[one.rule], one.amount)
    limit = proposed_limit(one.amount, figure.kind, upper=upper)
    if one.amount.stated is not None:
        lines.append(f"    accepted: {_text(one.amount.stated, figure.kind, upper=upper)}")
    if limit is not None:
        lines.append(f"    no_worse_than: {_text(limit, figure.kind, upper=upper)}")
    return lines


def _is_upper(rule: Rule, amount: Amount) -> bool:
    """Return whether worse is above. Of two bounds, the one that the amount is past counts."""
    bounds = rule.requirements[-1].bounds if rule.requirements else ()
    stated = amount.stated
    for bound in bounds:
        past = isinstance(bound, Bound) and stated is not None
        if past and isinstance(bound, Bound) and not bound.allowed.contains(stated or Fraction(0)):
            return bound.comparison.is_upper
    return bool(bounds and bounds[0].comparison.is_upper)


def _text(value: Fraction, kind: Kind, *, upper: bool) -> str:
    """Return a value as a limit is written, rounded to the worse side so that it is within."""
    scaled = value * 100 if kind.is_percentage else value
    hundredths = ceil(scaled * _PLACES) if upper else floor(scaled * _PLACES)
    rounded = Fraction(hundredths, _PLACES)
    match kind:
        case Kind.SHARE:
            return f"{format_fixed(rounded, 2)}%"
        case Kind.CHANGE:
            return f'"{"+" if rounded > 0 else ""}{format_fixed(rounded, 2)}%"'
        case Kind.POINTS:
            return f"{format_fixed(rounded, 2)} points"
        case Kind.TIME:
            return f"{format_plain(Fraction(ceil(value) if upper else floor(value)))} seconds"
        case _:
            return format_plain(rounded).replace(",", "")
