"""A gate over a folder of returns, against a base that the change under review cannot touch."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from peelcheck.errors import InvalidValue, Problems, ProblemsFound
from peelcheck.figures.count_result import CountResult
from peelcheck.model.changes import BaselineFinding, ExceptionEntry, Since
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.forces import is_same_force
from peelcheck.model.gate_report import BaseKind, GateReport
from peelcheck.model.gates import Gate, GateRules, worst_exit
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import speaking
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import counted_values, warnings_about
from peelcheck.pipeline.force import returns_by_force
from peelcheck.pipeline.gate_base import Base, Head, no_base, read_base
from peelcheck.pipeline.gate_outcome import gate_reasons, gate_report
from peelcheck.pipeline.gate_returns import (
    tables_apart_from_files,
    with_standards_of,
    without_locations,
)
from peelcheck.pipeline.gate_sides import ForceGate, ForceSides, Side
from peelcheck.pipeline.gate_steps import gate_force
from peelcheck.pipeline.gate_tree import commit_below_changes
from peelcheck.pipeline.implausible_days import wrong_days
from peelcheck.pipeline.names import rules_named
from peelcheck.pipeline.tried_packs import load_packs
from peelcheck.pipeline.two_rulebooks import with_words_of
from peelcheck.reading.baseline import findings_in_report
from peelcheck.reading.exceptions import read_exceptions
from peelcheck.reading.folder_files import FileKind, FolderFile, files_in
from peelcheck.reading.report_files import read_report
from peelcheck.reading.returns import read_return
from peelcheck.sources.git_trees import base_commit, named_base, top_of

Count = Callable[[Rulebook, Sequence[Return]], CountResult]
"""Counts the tables of returns, on the day of the gate."""


class GateOptions(NamedTuple):
    """What a gate is asked for. `base` are a revision, a JSON report, both, or nothing.

    `as_known` is the name of the revision that the folder was written from: it is judged alone.
    """

    rules: tuple[Path, ...] = ()
    exceptions: tuple[Path, ...] = ()
    base: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    as_known: str = ""
    today: date | None = None
    allow_outside: bool = False
    watch: Progress | None = None


class GateRun(NamedTuple):
    """How a gate came out. `result` has no forces where no return could be read."""

    gate: Gate
    report: GateReport
    dictionary: Dictionary
    result: Result
    returns: tuple[Return, ...]
    exception_files: tuple[str, ...]


class _Read(NamedTuple):
    """What is on disk, and what is wrong with it."""

    head: Head
    files: Sequence[FolderFile]
    problems: Problems


def gate_folder(folder: Path, options: GateOptions) -> GateRun:
    """Judge every return of a folder and compare each that differs with the base.

    Raises ProblemsFound where there is no folder or its rules cannot be read, and InvalidValue for
    a base that is not there.
    """
    today = options.today or date.today()
    read = _read_head(folder, options, today)
    with tempfile.TemporaryDirectory(prefix="peelcheck-") as root:
        base, baseline = _base(read, options, Path(root).resolve(), today)
        return _gate(read, base, baseline, options, today)


def gate_returns(
    rules: Rulebook,
    returns: Sequence[Return],
    base: Sequence[Return],
    exceptions: Sequence[ExceptionEntry] = (),
    *,
    today: date,
) -> GateRun:
    """Return the gate of some returns against those of a base, under the same rules."""
    head = Head(Path(), rules, (), tuple(returns), (), tuple(exceptions))
    on_base = Base(BaseKind.REVISION, "the base", rules, tuple(base), tuple(exceptions))
    return _gate(_Read(head, (), Problems()), on_base, (), GateOptions(), today)


def _read_head(folder: Path, options: GateOptions, today: date) -> _Read:
    files = files_in(folder, options.rules)
    problems = Problems()
    problems.found += [one.problem for one in files if one.problem]
    good = [one for one in files if not one.problem]
    returns = [one.file for one in good if one.kind is FileKind.RETURN]
    rulebook = load_packs(options.rules)
    found = [
        read_return(file, rulebook, problems, allow_outside=options.allow_outside)
        for file in returns
    ]
    named = [str(file) for file in options.exceptions]
    named += [one.file for one in good if one.kind is FileKind.EXCEPTIONS]
    exception_files = tuple(dict.fromkeys(named))
    exemptions = [e for f in exception_files for e in read_exceptions(f, rulebook, today, problems)]
    if not returns:
        what = "There is no return in this folder, so nothing was checked."
        problems.add(Location(str(folder)), what, "Name the folder that holds the returns.")
    head = Head(
        folder=folder,
        rulebook=rulebook,
        rule_folders=options.rules,
        returns=tuple(one for one in found if one),
        exception_files=exception_files,
        exemptions=tuple(exemptions),
    )
    return _Read(head, files, problems)


def _base(
    read: _Read, options: GateOptions, root: Path, today: date
) -> tuple[Base, tuple[BaselineFinding, ...]]:
    """Return the base, and the findings of a report that is one or replaces its tables."""
    head = read.head
    if options.as_known:
        alone = no_base(head.rulebook, head.exemptions)
        return alone._replace(kind=BaseKind.AS_KNOWN, name=options.as_known), ()
    reports = [one for one in options.base if one.endswith(".json") and Path(one).is_file()]
    revisions = [one for one in options.base if one not in reports]
    if len(reports) > 1 or len(revisions) > 1:
        what = "--base is given more than one revision or more than one report."
        raise InvalidValue(what, "Name one revision, one report, or one of each.")
    top = top_of(head.folder)
    if revisions and top is None:
        what = f"--base {revisions[0]}: {head.folder} is in no git repository."
        raise InvalidValue(what, "Name a report: --base report.json.")
    found = None
    if top and (revisions or not reports):
        commit = (
            named_base(top, revisions[0])
            if revisions
            else base_commit(top) or commit_below_changes(head.folder, top)
        )
        if commit:
            found = read_base(head, top, commit, root, today)
    base = found or no_base(head.rulebook, head.exemptions)
    if reports and found is None:
        base = base._replace(kind=BaseKind.REPORT, name=reports[0])
    files = [*reports, *base.reports]
    return base, tuple(one for file in files for one in _former(file, head.rulebook))


def _former(file: str, rulebook: Rulebook) -> tuple[BaselineFinding, ...]:
    report = read_report(file)
    if report is None:
        what = "This is not a JSON report of peelcheck."
        raise ProblemsFound([Problem(Location(file), what, "Write one: -o report.json")])
    kinds = {name: figure.kind for name, figure in rulebook.dictionary.figures.items()}
    usual = rulebook.dictionary.usual_name
    return tuple(
        one._replace(force=usual(one.force)) for one in findings_in_report(report, file, kinds)
    )


def _gate(
    read: _Read,
    base: Base,
    baseline: tuple[BaselineFinding, ...],
    options: GateOptions,
    today: date,
) -> GateRun:
    head, problems = read.head, read.problems
    problems.found += wrong_days(head.rulebook, head.returns, today)
    count: Count = partial(counted_values, watch=options.watch, today=today)
    counted = count(head.rulebook, head.returns)
    problems.found += counted.problems
    forces = [gate_force(sides, today) for sides in _sides(head, base, baseline, counted, count)]
    problems.found += [problem for force in forces for problem in force.problems]
    registers = [
        *head.rulebook.registers.values(),
        *(register for one in head.returns for register in one.registers),
    ]
    names = [one.force for one in head.returns]
    with speaking(head.rulebook.words):
        needed = rules_named(options.required, head.rulebook, registers, "--require", names)
    rules = GateRules(required=needed)
    report = gate_report(head, read.files, problems.found, base, forces)
    reasons = tuple(gate_reasons(report, base, baseline, forces, rules))
    gate = Gate(worst_exit(reason.exit for reason in reasons), reasons)
    result = Result(
        forces=tuple(force.result for force in forces),
        rulebook=head.rulebook,
        files=tuple(one.file for one in head.returns),
        warnings=(*warnings_about(head.returns, head.rulebook), *counted.warnings),
        today=today,
        asked_period=None,
        problems=report.problems,
        since=_since(base, forces, baseline),
        gate_rules=rules,
        gate=gate,
        gate_report=report,
    )
    return GateRun(
        gate, report, head.rulebook.dictionary, result, head.returns, head.exception_files
    )


def _since(
    base: Base, forces: Sequence[ForceGate], baseline: Sequence[BaselineFinding]
) -> Since | None:
    if base.kind in (BaseKind.NONE, BaseKind.AS_KNOWN):
        return None
    there = [force.result.force for force in forces]
    gone = [f for f in baseline if not any(is_same_force(f.force, one) for one in there)]
    return Since(base.name, tuple(gone) if base.kind is BaseKind.REPORT else ())


def _sides(
    head: Head,
    base: Base,
    baseline: Sequence[BaselineFinding],
    counted: CountResult,
    count: Count,
) -> Iterator[ForceSides]:
    """Yield each force under its own standards, under the base's, and as on the base."""
    has_base = base.kind is BaseKind.REVISION
    base_values = _base_values(head, base, counted, count) if has_base else {}
    for group in returns_by_force(head.returns):
        name = group[0].force
        own = [one for one in base.returns if is_same_force(one.force, name)]
        own.sort(key=lambda one: one.period.last)
        side = Side(head.rulebook, tuple(group), head.exemptions, counted.values)
        by_base = _by_base(side, own, head, base, count) if has_base else side
        on_base = Side(by_base.rulebook, tuple(own), by_base.exemptions, base_values)
        if tuple(own) == tuple(reversed(group)) or set(map(id, own)) == set(map(id, group)):
            on_base = on_base._replace(returns=side.returns, values=side.values)
        reported = tuple(one for one in baseline if is_same_force(one.force, name))
        yield ForceSides(
            force=name,
            head=side,
            by_base=by_base,
            base=on_base if has_base else None,
            changed_tables=base.changed_tables,
            uncounted=base.uncounted,
            report=reported,
            by_report=base.kind is BaseKind.REPORT,
        )


def _by_base(side: Side, own: Sequence[Return], head: Head, base: Base, count: Count) -> Side:
    """Return the figures under the base's standards; `side` itself where these are equal."""
    same_exemptions = _accepted(head.exemptions) == _accepted(base.exemptions)
    if base.rulebook is not head.rulebook:
        words = with_words_of(base.rulebook, head.rulebook)
        rulebook = words._replace(rules=base.rulebook.rules, registers=base.rulebook.registers)
        problems = Problems()
        again = [read_return(one.file, words, problems, allow_outside=True) for one in side.returns]
        returns = [with_standards_of(one, own) for one in again if one]
        values = count(rulebook, returns).values
        return Side(rulebook, tuple(returns), base.exemptions, values)
    returns = [with_standards_of(one, own) for one in side.returns]
    changed = [one for one, was in zip(returns, side.returns, strict=True) if one is not was]
    if not changed and same_exemptions:
        return side
    recount = [
        one
        for one, was in zip(returns, side.returns, strict=True)
        if one.tables and one is not was and _counting(one) != _counting(was)
    ]
    values = {**side.values, **count(head.rulebook, recount).values}
    exemptions = head.exemptions if same_exemptions else base.exemptions
    return Side(head.rulebook, tuple(returns), exemptions, values)


def _accepted(exemptions: Iterable[ExceptionEntry]) -> set[str]:
    return {
        repr(without_locations(one._replace(reason="", ticket="", owner=""))) for one in exemptions
    }


def _counting(one: Return) -> Any:
    """Return what decides what the tables of a return give, beside their rows."""
    return without_locations(
        (
            one.period,
            tables_apart_from_files(one),
            [table.precision for table in one.tables],
            one.times,
        )
    )


def _base_values(head: Head, base: Base, counted: CountResult, count: Count) -> Mapping[str, Any]:
    """Return what the base's tables gave: as on disk where they are the same, else counted."""
    if base.rulebook is not head.rulebook:
        held = [one for one in base.returns if one.file not in base.uncounted]
        return count(base.rulebook, held).values
    on_disk = {(one.force, one.period, repr(_counting(one))): one for one in head.returns}
    values: dict[str, Any] = {}
    anew = []
    for one in base.returns:
        same = on_disk.get((one.force, one.period, repr(_counting(one)))) if one.tables else one
        paths = {path for table in (same.tables if same else ()) for _, path in table.files}
        if same and paths.isdisjoint(base.changed_tables):
            values[one.file] = counted.values.get(same.file, ())
        elif one.file not in base.uncounted:
            anew.append(one)
    return {**values, **count(head.rulebook, anew).values}
