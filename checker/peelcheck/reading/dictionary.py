"""figures/, facts.yaml, targets.yaml and scopes.yaml of a rule pack: its dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping

from peelcheck.errors import Problems, did_you_mean
from peelcheck.model.amounts import Form, Kind
from peelcheck.model.dictionary import (
    Benchmark,
    Better,
    Dictionary,
    Fact,
    FigureDefinition,
    ScopeKind,
    TargetMeaning,
    Usual,
)
from peelcheck.model.forces import keys_of
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import pack_words
from peelcheck.model.periods import Length, Period, in_words
from peelcheck.model.row_statistics import Statistic
from peelcheck.reading.amounts import read_amount, read_exact_amount
from peelcheck.reading.fields import (
    amount_of,
    is_known,
    period_of,
    says_yes,
    text_of,
    texts_of,
)
from peelcheck.reading.figure_statistics import refuse_wrong_statistic
from peelcheck.reading.measures import measure_inputs, read_measure, refuse_wrong_measure
from peelcheck.reading.schema import entries_in_shape
from peelcheck.reading.source_dates import latest_day_in
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text


def read_figures(nodes: Iterable[Node], problems: Problems) -> dict[str, FigureDefinition]:
    """Read the figures of all files of figures/ together; each name is in one file only."""
    entries = {entry.key.value: entry for entry in _entries(nodes, "figures", problems)}
    _refuse_wrong_inputs(entries, problems)
    return {
        name: _figure(name, entry.value, entries, problems)
        for name, entry in entries.items()
        if isinstance(entry.value, Mapping) and name not in problems.unsure
    }


def _entries(nodes: Iterable[Node], schema: str, problems: Problems) -> Iterable[Entry]:
    """Yield the entries of all files of that kind; each name is in one of them only."""
    seen: dict[str, Location] = {}
    for node in nodes:
        for entry in entries_in_shape(node, schema, problems):
            name, location = entry.key.value, entry.key.location
            first = seen.setdefault(name, location)
            if first is location:
                yield entry
            else:
                what = f"{name} is described a second time; first at {first}."
                problems.add(location, what, "Keep one of the two.", Code.GIVEN_TWICE)


def _figure(
    name: str, node: Mapping, entries: AnyMapping[str, Entry], problems: Problems
) -> FigureDefinition:
    kind = Kind(text_of(node, "kind"))
    better = text_of(node, "better")
    return FigureDefinition(
        name=name,
        means=text_of(node, "means"),
        kind=kind,
        location=entries[name].key.location,
        unit=text_of(node, "unit"),
        one=text_of(node, "one"),
        said=text_of(node, "said"),
        said_of_the_rest=text_of(node, "said_of_the_rest"),
        better=Better(better) if better else None,
        measure=read_measure(node, entries),
        usual=_usual(node, kind, problems),
        levers=tuple(text.value for text in texts_of(node, "levers")),
        by=text_of(node, "by") or None,
        broken_down_by=tuple(text.value for text in texts_of(node, "broken_down_by")),
        adds_up_to=text_of(node, "adds_up_to") or None,
        stock=says_yes(node, "stock"),
        comes=Length(text_of(node, "comes")) if text_of(node, "comes") in set(Length) else None,
        advice=text_of(node, "advice"),
        also_called=tuple(text.value for text in texts_of(node, "also_called")),
        statistic=Statistic(statistic) if (statistic := text_of(node, "statistic")) else None,
    )


def _usual(node: Mapping, kind: Kind, problems: Problems) -> Usual | None:
    text = node.get("usual")
    amount = amount_of(text, read_exact_amount, kind, problems)
    if amount is None or text is None:
        return None
    if amount.form is not Form.RANGE:
        problems.add(text.location, f"{amount.text} is not a range.", "Write it as in 1% to 60%.")
    return Usual(amount.text, amount.span)


def _refuse_wrong_inputs(entries: AnyMapping[str, Entry], problems: Problems) -> None:
    """Refuse inputs that are unknown, do not fit the kind, or lead back to the figure itself."""
    inputs: dict[str, list[Text]] = {}
    for name, entry in entries.items():
        node = entry.value
        assert isinstance(node, Mapping)  # noqa: S101 - the schema let nothing else through
        before = problems.seen
        named = measure_inputs(node)
        levers = texts_of(node, "levers")
        inputs[name] = [t for t in named if is_known(t, entries, "a figure", problems)]
        for lever in levers:
            inside = {t.value for t in named}
            if lever.value not in inside:
                what = f"{lever.value} is not what {name} is worked out from."
                hint = did_you_mean(lever.value, inside) or "Name one of its inputs, or none."
                problems.add(lever.location, what, hint)
        whole = node.get("adds_up_to")
        if isinstance(whole, Text):
            is_known(whole, entries, "a figure", problems)
        refuse_wrong_measure(name, node, entries, problems)
        refuse_wrong_statistic(name, node, named, entries, problems)
        if problems.seen > before:
            problems.unsure.add(name)
    for name, entry in entries.items():
        if _leads_back(name, inputs):
            problems.add(
                entry.key.location, f"{name} is worked out from itself.", "Break the circle."
            )
            problems.unsure.add(name)
    _doubt_what_uses_them(inputs, problems)


def _doubt_what_uses_them(inputs: AnyMapping[str, list[Text]], problems: Problems) -> None:
    """Mark every figure that is derived from a wrong one as uncertain too."""
    while due := {
        name
        for name, texts in inputs.items()
        if name not in problems.unsure and any(text.value in problems.unsure for text in texts)
    }:
        problems.unsure |= due


def _leads_back(name: str, inputs: AnyMapping[str, list[Text]]) -> bool:
    seen: set[str] = set()
    due = [text.value for text in inputs[name]]
    while due:
        figure = due.pop()
        if figure == name:
            return True
        if figure not in seen:
            seen.add(figure)
            due += [text.value for text in inputs[figure]]
    return False


def read_dictionary(
    figures: AnyMapping[str, FigureDefinition],
    facts: Iterable[Node],
    targets: Iterable[Node],
    scopes: Iterable[Node],
    benchmarks: Iterable[Node],
    forces: Iterable[Node],
    problems: Problems,
) -> Dictionary:
    """Read the whole dictionary; a missing file has no words."""
    scope_kinds = {
        e.key.value: _scope_kind(e, e.value)
        for e in _entries(scopes, "scopes", problems)
        if isinstance(e.value, Mapping)
    }
    for figure in () if problems.unsure_of_all else figures.values():
        for by in (*([figure.by] if figure.by else ()), *figure.broken_down_by):
            if by not in scope_kinds and by not in problems.unsure:
                what = f"{figure.name} is by {by}, which is not a scope kind of scopes.yaml."
                problems.add(figure.location, what, did_you_mean(by, scope_kinds))
        _refuse_gap_of_persons(figure, scope_kinds, problems)
    meanings = {
        e.key.value: _target(e, e.value, problems)
        for e in _entries(targets, "targets", problems)
        if isinstance(e.value, Mapping)
    }
    _refuse_unknown_parts(meanings.values(), scope_kinds, problems)
    return Dictionary(
        figures=figures,
        facts={
            e.key.value: _fact(e, e.value, problems)
            for e in _entries(facts, "facts", problems)
            if isinstance(e.value, Mapping)
        },
        targets=meanings,
        scopes=scope_kinds,
        benchmarks=_benchmarks(benchmarks, figures, problems),
        forces=_forces(forces, problems),
    )


def _refuse_unknown_parts(
    meanings: Iterable[TargetMeaning],
    scope_kinds: AnyMapping[str, ScopeKind],
    problems: Problems,
) -> None:
    """Refuse a target that is not a time and goes by anything but one scope kind."""
    for one in meanings:
        if one.by is None or one.is_of_times or one.name in problems.unsure:
            continue
        if len(one.by) != 1 or (one.by[0] not in scope_kinds and not problems.unsure_of_all):
            what = f"{one.name} is a {one.kind}, and goes by one scope kind of scopes.yaml or none."
            hint = (
                did_you_mean("".join(one.by), scope_kinds) or "Write by: [grade], or take it out."
            )
            problems.add(one.location, what, hint, Code.WRONG_SCOPE)


def _refuse_gap_of_persons(
    figure: FigureDefinition, scope_kinds: AnyMapping[str, ScopeKind], problems: Problems
) -> None:
    by = scope_kinds.get(figure.measure.by) if figure.measure else None
    if by and by.person:
        what = f"{figure.name} is between two {by.many}, who are persons: reports do not name them."
        problems.add(figure.location, what, "Name a share by something else.")


def _benchmarks(
    nodes: Iterable[Node], figures: AnyMapping[str, FigureDefinition], problems: Problems
) -> dict[str, Benchmark]:
    found: dict[str, Benchmark] = {}
    for entry in _entries(nodes, "benchmarks", problems):
        node = entry.value
        name = node.get("figure") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or not isinstance(name, Text):
            continue
        if not is_known(name, figures, "a figure", problems):
            continue
        amount = amount_of(node.get("value"), read_amount, figures[name.value].kind, problems)
        period = period_of(node, "period", problems)
        if period:
            _refuse_early_source(node, period, problems)
        if amount and period:
            found[entry.key.value] = Benchmark(
                name=entry.key.value,
                figure=name.value,
                amount=amount,
                period=period,
                population=text_of(node, "population"),
                made=text_of(node, "made"),
                source=text_of(node, "source"),
                location=entry.key.location,
                unusual=text_of(node, "unusual"),
            )
    return found


def _refuse_early_source(node: Mapping, period: Period, problems: Problems) -> None:
    """Refuse an average of a time that is not over, which nobody can have published."""
    entry = node.entry("source")
    day = latest_day_in(text_of(node, "source"))
    if entry and day and day < period.last:
        what = f"The source is from before {in_words(period)} was over."
        problems.add(entry.value.location, what, "Check its date, and period:.", Code.NOT_A_DATE)


def _forces(nodes: Iterable[Node], problems: Problems) -> dict[str, str]:
    """Map each name of a force, in small letters and as its key, to its usual one."""
    found: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for entry in _entries(nodes, "forces", problems):
        also = entry.value.items if isinstance(entry.value, Sequence) else ()
        for text in (entry.key, *(item for item in also if isinstance(item, Text))):
            name = text.value.casefold()
            names.setdefault(entry.key.value, []).append(text.value)
            if found.setdefault(name, entry.key.value) != entry.key.value:
                problems.add(
                    text.location,
                    f"{text.value} is two {pack_words().body.many}.",
                    f"One is {found[name]}.",
                )
    return {**keys_of(names), **found}


def _fact(entry: Entry, node: Mapping, problems: Problems) -> Fact:
    values = tuple(text.value for text in texts_of(node, "values"))
    taken_as = node.get("taken_as")
    if isinstance(taken_as, Text) and taken_as.value not in values:
        problems.add(taken_as.location, f"{taken_as.value} is not one of its values.")
    return Fact(
        name=entry.key.value,
        means=text_of(node, "means"),
        values=values,
        taken_as=text_of(node, "taken_as"),
        said=text_of(node, "said"),
        location=entry.key.location,
        ask=text_of(node, "ask"),
    )


def _target(entry: Entry, node: Mapping, problems: Problems) -> TargetMeaning:
    kind = Kind(text_of(node, "kind"))
    return TargetMeaning(
        name=entry.key.value,
        means=text_of(node, "means"),
        kind=kind,
        comparison=text_of(node, "comparison"),
        location=entry.key.location,
        usual=_usual(node, kind, problems),
        by=tuple(text.value for text in texts_of(node, "by")) if node.get("by") else None,
    )


def _scope_kind(entry: Entry, node: Mapping) -> ScopeKind:
    return ScopeKind(
        name=entry.key.value,
        one=text_of(node, "one"),
        many=text_of(node, "many"),
        person=says_yes(node, "person"),
        location=entry.key.location,
    )
