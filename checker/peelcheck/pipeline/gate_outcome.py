"""What a gate over a folder says: its reasons, and what is gone, missing, unknown or wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from peelcheck.judging.gate import unchecked_reasons
from peelcheck.model.changes import BaselineFinding
from peelcheck.model.findings import Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.gate_report import BaseKind, GateReport, LineKind
from peelcheck.model.gates import GateCode, GateReason, GateRules
from peelcheck.model.locations import Location
from peelcheck.model.periods import in_words, is_month
from peelcheck.model.problems import Problem
from peelcheck.model.returns import Return
from peelcheck.pipeline.force import returns_by_force
from peelcheck.pipeline.gate_base import Base, Head
from peelcheck.pipeline.gate_returns import months_skipped
from peelcheck.pipeline.gate_sides import ForceGate
from peelcheck.pipeline.gate_steps import kinds_in
from peelcheck.reading.folder_files import FileKind, FolderFile


def gate_report(
    head: Head,
    files: Sequence[FolderFile],
    problems: Collection[Problem],
    base: Base,
    forces: Sequence[ForceGate],
) -> GateReport:
    """Return what a gate says beside its findings: what is gone, missing, unknown or wrong."""
    gone = [(force.result.force, period) for force in forces for period in force.gone]
    there = [force.result.force for force in forces]
    gone += [
        (one.force, one.period)
        for one in base.returns
        if not any(is_same_force(one.force, force) for force in there)
    ]
    gaps = []
    for group in returns_by_force(head.returns):
        own = [one for one in base.returns if is_same_force(one.force, group[0].force)]
        old = months_skipped(one.period for one in own)
        now = months_skipped(one.period for one in group)
        there_before = {one.period for one in own}  # is gone, or its figures have moved
        gaps += [(group[0].force, p) for p in now if p not in old and p not in there_before]
    return GateReport(
        folder=str(head.folder),
        base=base.name,
        base_kind=base.kind,
        steps=tuple(step for force in forces for step in force.steps),
        gone=tuple(dict.fromkeys(gone)),
        gaps=tuple(gaps),
        unknown=tuple(_not_read(head, files, is_broken=bool(problems))),
        problems=tuple(dict.fromkeys(problems)),
        remarks=(*base.unread, *_misnamed(head.returns)),
    )


def _not_read(head: Head, files: Iterable[FolderFile], *, is_broken: bool) -> Iterator[Problem]:
    """Return files of the folder that no return names and that were used as nothing."""
    used = {str(Path(name)) for one in head.returns for name in one.inputs}
    words = {
        FileKind.UNKNOWN: "A gate does not read this file.",
        FileKind.PROFILE: "No return names this profile.",
        FileKind.REGISTER: "No profile names this register.",
        FileKind.TABLE: "No return names this table.",
        FileKind.RULE: "This is a rule, and its folder is not given with --rules.",
    }
    for one in files:
        if one.kind in words and one.file not in used and not one.problem:
            if is_broken and one.kind is not FileKind.UNKNOWN:
                continue  # the return that names it may be the one that could not be read
            yield Problem(Location(one.file), words[one.kind], "It was not looked at.")


def _misnamed(returns: Iterable[Return]) -> Iterator[Problem]:
    """Return returns whose name is of another month than they are: a copy that was not changed."""
    for one in returns:
        year, _, month = PurePath(one.file).stem.partition("-")
        is_named = year.isdecimal() and month.isdecimal() and len(year) == 4
        own = (one.period.last.year, one.period.last.month)
        if is_named and is_month(one.period) and (int(year), int(month)) != own:
            own_period = in_words(one.period)
            what = f"The name of this file is of another month than its period, {own_period}."
            yield Problem(one.location, what, "Make them agree.")


def gate_reasons(
    report: GateReport,
    base: Base,
    baseline: Sequence[BaselineFinding],
    forces: Sequence[ForceGate],
    rules: GateRules,
) -> Iterator[GateReason]:
    """Yield why the gate stays shut, each with its code."""
    if report.problems:
        files = tuple(dict.fromkeys(p.location.file for p in report.problems))
        yield GateReason(GateCode.FILE_NOT_READ, len(files), names=files)
    kinds = kinds_in(report.steps)
    for kind, code in _CODES.items():
        if kinds[kind]:
            names = _ids(kinds[kind])
            yield GateReason(code, len(names), names=names)
    stopped = [c.rule for step in report.steps for c in step.standards if c.stops]
    if stopped:
        names = tuple(dict.fromkeys(stopped))
        yield GateReason(GateCode.STANDARD_CHANGED, len(names), names=names)
    for name, period in report.gone:
        yield GateReason(GateCode.RETURN_GONE, 1, name, period=period)
    for name, period in report.gaps:
        yield GateReason(GateCode.MONTH_MISSING, 1, name, (in_words(period),), period)
    yield from _no_baseline(base, baseline, forces)
    for force in forces:
        yield from unchecked_reasons(force.result, rules)


_CODES = {
    LineKind.MISSED: GateCode.MISSED,
    LineKind.VANISHED: GateCode.VANISHED,
    LineKind.NOTHING_LEFT: GateCode.VANISHED,
    LineKind.NOT_COMPARED: GateCode.INCOMPARABLE,
    LineKind.LESS_GIVEN: GateCode.LESS_GIVEN,
    LineKind.NOT_CLEAR: GateCode.NOT_TOLD,
}


def _no_baseline(
    base: Base, baseline: Sequence[BaselineFinding], forces: Sequence[ForceGate]
) -> Iterator[GateReason]:
    """Return what should have been compared and could not be."""
    names = [problem.location.file for problem in base.unread]
    names += [PurePath(file).name for force in forces for file in force.not_compared]
    if base.kind is BaseKind.REPORT:
        here = [force.result.force for force in forces]
        if not any(one.outcome.is_judged for one in baseline):
            names.append(base.name)
        for name in dict.fromkeys(one.force for one in baseline if one.outcome.is_judged):
            if not any(is_same_force(name, one) for one in here):
                yield GateReason(GateCode.RETURN_GONE, 1, name)
    if names:
        unique = tuple(dict.fromkeys(names))
        yield GateReason(GateCode.NO_BASELINE, len(unique), names=unique)


def _ids(findings: Collection[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule.id for finding in findings))
