"""A limit to try out, without files to rewrite: 101-abandonment.below=4%."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.comparisons import WITH_A_NUMBER, Comparison
from peelcheck.model.locations import Location
from peelcheck.model.rules import Bound, Requirement, Rule, Rulebook
from peelcheck.model.wording import and_list
from peelcheck.reading.amounts import read_limit

_SETTING = re.compile(r"([^.=\s]+)\.([a-z_]+)=(.+)")
_AS_IN = "Write it as in 101-abandonment.below=4%."


def with_limits(rulebook: Rulebook, settings: Iterable[str]) -> Rulebook:
    """Return the rulebook with other limits in place of the newest of each rule.

    Each setting is RULE.COMPARISON=LIMIT. Raises InvalidValue for one that cannot be tried.
    """
    rules = dict(rulebook.rules)
    for setting in settings:
        name, comparison, text = _parts(setting)
        rule = rules.get(name)
        if rule is None:
            hint = did_you_mean(name, rules) or "peelcheck rules list names them."
            raise InvalidValue(f"There is no rule {name}.", hint)
        rules[name] = _with_limit(rule, comparison, text, rulebook)
    return rulebook._replace(rules=rules)


def settings_in_words(settings: Iterable[str]) -> str:
    """Return what is tried, as in: 101-abandonment below 4%. Raises InvalidValue."""
    parts = (_parts(setting) for setting in settings)
    return and_list([f"{name} {comparison.words} {text}" for name, comparison, text in parts])


def _parts(setting: str) -> tuple[str, Comparison, str]:
    found = _SETTING.fullmatch(setting)
    if found is None:
        raise InvalidValue(f"--set {setting} is not a rule, a comparison and a limit.", _AS_IN)
    name, comparison, text = found.groups()
    if comparison not in WITH_A_NUMBER:
        known = and_list(WITH_A_NUMBER, "or")
        raise InvalidValue(f"--set {setting}: {comparison} is not a comparison.", f"Write {known}.")
    return name, Comparison(comparison), text.strip()


def _with_limit(rule: Rule, comparison: Comparison, text: str, rulebook: Rulebook) -> Rule:
    if not rule.requirements:
        raise InvalidValue(f"{rule.id} has no limit that could be another.", "Name another rule.")
    value = read_limit(text, rulebook.dictionary.figures[rule.figure].kind)
    *earlier, last = rule.requirements
    bound = Bound(comparison, text, value, Location("--set"))
    return rule._replace(requirements=(*earlier, _on_its_side(last, bound)))


def _on_its_side(requirement: Requirement, bound: Bound) -> Requirement:
    """Return the requirement with the bound in place of its ceiling or its floor."""
    other = (b for b in requirement.bounds if b.comparison.is_upper != bound.comparison.is_upper)
    both = (*other, bound) if len(requirement.bounds) > 1 else (bound,)
    return requirement._replace(bounds=both)
