"""require: of a rule file: bounds, targets and benchmarks to compare with, and their dates."""

from __future__ import annotations

from fractions import Fraction

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.locations import Location
from peelcheck.model.rules import BenchmarkBound, Bound, Requirement, TargetBound
from peelcheck.reading.amount_forms import usual_form
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.cited_sources import read_source
from peelcheck.reading.fields import (
    amount_of,
    day_or_year_of,
    is_known,
    mappings_in,
    refuse_clashing_days,
    text_of,
)
from peelcheck.reading.windows import read_window, refuse_unlike_windows
from peelcheck.sources.nodes import Entry, Mapping, Node, Text

_COMPARISONS = tuple(Comparison)
_SIGN = LatePattern(r"^\s*[<>=~]+\s*")


def read_requirements(
    node: Mapping, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
) -> tuple[Requirement, ...]:
    """Return the requirements of a rule in the order written; what is wrong goes to `problems`."""
    found = tuple(
        _requirement(part, figure, dictionary, problems)
        for part in mappings_in(node.get("require"))
    )
    refuse_unlike_windows(found, problems)
    refuse_clashing_days([(r.since, r.until, r.location) for r in found], "not allowed", problems)
    return found


def _requirement(
    node: Mapping, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
) -> Requirement:
    return Requirement(
        bounds=read_bounds(node, figure, dictionary, problems),
        since=day_or_year_of(node, "from", problems),
        until=day_or_year_of(node, "until", problems),
        location=_location(_limits_in(node), node),
        window=read_window(node, figure, dictionary, problems),
        source=read_source(node, problems),
    )


def _limits_in(node: Mapping) -> list[Entry]:
    return [e for e in node.entries if e.key.value in _COMPARISONS]


def _location(entries: list[Entry], node: Mapping) -> Location:
    return entries[0].key.location if entries else node.entries[0].key.location


def read_bounds(
    node: Mapping, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
) -> tuple[Bound | TargetBound | BenchmarkBound, ...]:
    """Return the one or two limits of a figure; anything else goes to `problems`."""
    entries = _limits_in(node)
    location = _location(entries, node)
    if not 1 <= len(entries) <= 2:
        count = "no" if not entries else "more than two"
        problems.add(
            location, f"This requires {count} limits.", "Write one, or two that make a range."
        )
    bounds = [_bound(entry, figure, dictionary, problems) for entry in entries]
    known = tuple(bound for bound in bounds if bound is not None)
    _refuse_impossible(known, problems)
    return known


def _refuse_impossible(
    bounds: tuple[Bound | TargetBound | BenchmarkBound, ...], problems: Problems
) -> None:
    if len(bounds) == 2 and any(isinstance(bound, BenchmarkBound) for bound in bounds):
        what = "An average cannot be combined with a limit in one rule."
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
        problems.add(fixed[0].location, f"No figure can be {words}.", "Check the two numbers.")


def _bound(
    entry: Entry, figure: FigureDefinition, dictionary: Dictionary, problems: Problems
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


def _every(entry: Entry, text: str, figure: FigureDefinition, problems: Problems) -> Bound | None:
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
    figure: FigureDefinition,
    dictionary: Dictionary,
    problems: Problems,
) -> TargetBound | None:
    name = node.get("target")
    if not isinstance(name, Text):
        what = "The limit names no target and no benchmark."
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
            f"The comparison of {target.name} is {target.comparison}.",
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
    figure: FigureDefinition,
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
    node: Node, comparison: Comparison, figure: FigureDefinition, problems: Problems
) -> Bound | None:
    text = _text_in(node)
    if text.startswith("every ") and figure.kind is Kind.SHARE:
        every = text.removeprefix("every ")
        return Bound(Comparison.EVERY, "100%", Fraction(1), node.location, every=every)
    if text.isalpha():
        what = f"{text} is not allowed under otherwise."
        problems.add(
            node.location, what, "Write a number, every and a noun as in every case, or shown."
        )
        return None
    value = _limit(node, "otherwise", figure.kind, problems)
    if value is None:
        return None
    return Bound(comparison, usual_form(text, figure.kind), value, node.location)
