"""`--funnel RULE`: the rules for which a chart of many forces is drawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.amounts import Kind
from peelcheck.model.pack_words import body
from peelcheck.model.rules import Rulebook


def funnels_named(
    asked: Sequence[str], rules: Rulebook, formats: Collection[str]
) -> tuple[str, ...]:
    """Return the rules, each once.

    Raises InvalidValue for a rule without a share, and without an HTML report.
    """
    if asked and not {"html", "site"} & set(formats):
        raise InvalidValue("--funnel draws on the HTML report.", "Add -o report.html.")
    for rule in asked:
        _refuse_other_figures(rule, rules)
    return tuple(dict.fromkeys(asked))


def _refuse_other_figures(name: str, rules: Rulebook) -> None:
    rule = rules.rules.get(name)
    if rule is None:
        hint = did_you_mean(name, rules.rules) or "See them: peelcheck rules list"
        raise InvalidValue(f"--funnel {name}: there is no such rule.", hint)
    figure = rules.dictionary.figures.get(rule.figure)
    if figure is None or figure.kind is not Kind.SHARE or rule.for_each:
        raise InvalidValue(
            f"--funnel {name}: its figure is not one share of {body().a_one}.",
            "A funnel compares shares, such as that of 101-abandonment.",
        )
