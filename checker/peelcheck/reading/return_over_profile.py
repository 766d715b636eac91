"""What a return states itself, and what its profile adds: the return wins."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Statement, Target, TimesAllowed
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list
from peelcheck.reading.facts_and_targets import (
    read_about,
    read_statements,
    read_targets,
)
from peelcheck.reading.profiles import Profile
from peelcheck.reading.times import read_times
from peelcheck.sources.nodes import Mapping


def merged_targets(
    node: Mapping, profile: Profile, dictionary: Dictionary, problems: Problems
) -> tuple[Target, ...]:
    """Return the return's targets, and the profile's for targets that the return does not name."""
    own = tuple(read_targets(node, dictionary, problems))
    said = {target.name for target in own}
    return (*own, *(target for target in profile.targets if target.name not in said))


def differences_from_profile(
    profile: Profile, node: Mapping, dictionary: Dictionary
) -> Iterator[Problem]:
    """Yield a warning for each difference of a return from its profile; the return wins."""
    seen = Problems()  # what is wrong with the return is told where it is read
    written = profile.targets
    own = tuple(read_targets(node, dictionary, seen))
    for name in dict.fromkeys(target.name for target in own):
        here, there = ([t for t in each if t.name == name] for each in (own, written))
        if there and {_value_and_days(t) for t in here} != {_value_and_days(t) for t in there}:
            words = [and_list(dict.fromkeys(t.bound.text for t in each)) for each in (here, there)]
            dates = ", with other dates" if words[0] == words[1] else ""
            what = f"{name} is {words[0]} here and {words[1]} at {there[0].location}{dates}."
            yield Problem(here[0].location, what, "The return's is taken; make them agree.")
    about = node.get("about")
    for name, value in read_about(node, dictionary, seen).items():
        entry = about.entry(name) if isinstance(about, Mapping) else None
        if entry and profile.about.get(name, value) != value:
            what = f"{name} is {value} here and {profile.about[name]} in the profile."
            yield Problem(entry.key.location, what, "The return's is taken; make them agree.")


def _value_and_days(target: Target) -> tuple[object, ...]:
    days = [(day.earliest, day.latest) if day else None for day in (target.since, target.until)]
    return (target.bound.value, *days)


def merged_times(
    node: Mapping, profile: Profile, rulebook: Rulebook, problems: Problems
) -> tuple[TimesAllowed, ...]:
    own = tuple(read_times(node, rulebook, problems))
    said = {times.name for times in own}
    return (*own, *(times for times in profile.times if times.name not in said))


def merged_statements(
    node: Mapping, profile: Profile, rulebook: Rulebook, problems: Problems
) -> tuple[Statement, ...]:
    own = tuple(read_statements(node, rulebook.rules, problems))
    said = {statement.rule for statement in own}
    return (*own, *(one for one in profile.statements if one.rule not in said))
