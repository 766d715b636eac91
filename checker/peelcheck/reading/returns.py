"""A return: a force's own figures, as YAML or JSON, with the profile and the sheets it names."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as AnySequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from peelcheck.errors import Problems, ProblemsFound, did_you_mean
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.forces import is_same_force
from peelcheck.model.locations import Location
from peelcheck.model.pack_words import pack_words, speaking
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure, Return
from peelcheck.model.rules import Rulebook
from peelcheck.modules import load_module
from peelcheck.reading.documents import refuse_other_document
from peelcheck.reading.facts_and_targets import (
    force_of,
    read_about,
)
from peelcheck.reading.fields import (
    is_known,
    open_questions,
    period_of,
    says_yes,
    texts_of,
)
from peelcheck.reading.files import read_data_file
from peelcheck.reading.frequencies import read_frequencies
from peelcheck.reading.linked_files import without_contents
from peelcheck.reading.pack_words import with_known_keys
from peelcheck.reading.precision import read_precision
from peelcheck.reading.profiles import Profile, path_beside, read_profile
from peelcheck.reading.reported_figures import read_reported_figures
from peelcheck.reading.return_over_profile import (
    differences_from_profile,
    merged_statements,
    merged_targets,
    merged_times,
)
from peelcheck.reading.return_sheets import ReturnSheets, read_return_sheets, sheet_files
from peelcheck.reading.schema import has_shape
from peelcheck.reading.unanswered import report_questions
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.file_kinds import is_link_outside
from peelcheck.sources.nodes import Mapping, Node, Sequence, Text

if TYPE_CHECKING:  # few runs have a table
    from peelcheck.model.tables import TableSource

_NO_PERIOD = Period(date.max, date.max, "")
"""Replaces a wrong period, so that the other problems are reported too."""

_TABLE_SOURCES = "peelcheck.reading.table_sources"
"""What only a return with tables needs; it is loaded for one."""

_SOURCES = ("figures", "sheets", "statements", "tables")

_CHECK_ITSELF = "Check that file itself, or add --allow-outside to see what."

_NO_PROFILE = Profile("", {}, (), (), (), ())


def read_return(
    file: str, rulebook: Rulebook | None, problems: Problems, *, allow_outside: bool = False
) -> Return | None:
    """Return one return, or None if something in it is wrong.

    Without `allow_outside` the files it names lie in its own folder or below. Without a rulebook
    (its own files had problems) only the shape is checked, because the meaning of names is not
    known.
    """
    before = len(problems.found)
    read = _read_file(file, rulebook, problems, allow_outside=allow_outside)
    if not allow_outside and is_link_outside(file):
        own = without_contents(problems.found[before:], [file], _CHECK_ITSELF)
        problems.found[before:] = own
    return read if len(problems.found) == before else None


def _read_file(
    file: str, rulebook: Rulebook | None, problems: Problems, *, allow_outside: bool
) -> Return | None:
    try:
        node = read_data_file(file, problems)
    except ProblemsFound as found:
        problems.found += _why_not_read(file, found.problems)
        return None
    return read_return_node(file, node, rulebook, problems, allow_outside=allow_outside)


def read_return_node(
    file: str,
    node: Node,
    rulebook: Rulebook | None,
    problems: Problems,
    *,
    allow_outside: bool = False,
    tables: tuple[TableSource, ...] = (),
) -> Return | None:
    """Read a return from nodes: a whole file, or a return within one.

    `tables` are those that the caller has read, beside what the nodes name.
    """
    with speaking(rulebook.words if rulebook else pack_words()):
        return _read_node(file, node, rulebook, problems, tables, allow_outside=allow_outside)


def _read_node(
    file: str,
    node: Node,
    rulebook: Rulebook | None,
    problems: Problems,
    tables: tuple[TableSource, ...],
    *,
    allow_outside: bool,
) -> Return | None:
    before = len(problems.found)
    node = with_known_keys(node, problems)
    if refuse_other_document(node, "return", problems):
        return None
    has_shape(node, "return", problems)
    if rulebook is None or not isinstance(node, Mapping) or not node.entries:
        return None
    asked = {question.location for question in open_questions(node)}
    problems.found[before:] = [p for p in problems.found[before:] if p.location not in asked]
    told = {problem.location.line for problem in problems.found if problem.location.file == file}
    meaning = Problems()
    read = _read(file, node, rulebook, meaning, tables, allow_outside=allow_outside)
    problems.found += [
        p for p in meaning.found if p.location.file != file or p.location.line not in told
    ]
    return read if len(problems.found) == before else None


def _why_not_read(file: str, problems: AnySequence[Problem]) -> AnySequence[Problem]:
    """Return what is wrong with the file; of a report of another version, only that it is one."""
    if not file.lower().endswith(".json"):
        return problems
    try:
        load_module("peelcheck.reading.report_files").read_report(file)
    except ProblemsFound as refused:
        return refused.problems
    return problems


def may_name_tables(file: str) -> bool:
    """Return whether a return could name tables, which decides what of the rules it needs."""
    try:
        return b"tables" in read_bytes(file)
    except ProblemsFound:
        return False  # told when it is read


def _read(
    file: str,
    node: Mapping,
    rulebook: Rulebook,
    problems: Problems,
    more_tables: tuple[TableSource, ...],
    *,
    allow_outside: bool,
) -> Return:
    report_questions(node, rulebook, problems)
    dictionary = rulebook.dictionary
    period = period_of(node, "period", problems) or _NO_PERIOD
    profile = _profile(file, node, rulebook, problems)
    known = [r.force for r in (*rulebook.registers.values(), *profile.registers)]
    force = _force(node, profile, dictionary, known, problems)
    sheets = read_return_sheets(
        file, node, force, period, dictionary, problems, allow_outside=allow_outside
    )
    precision = read_precision(node, profile.precision)
    tables = more_tables
    if node.get("tables") is not None:
        read_table_sources = load_module(_TABLE_SOURCES).read_table_sources
        named = read_table_sources(
            file, node, period, rulebook, precision, problems, allow_outside=allow_outside
        )
        tables = (*named, *more_tables)
    if not more_tables:
        _refuse_nothing(node, problems)
    return Return(
        file=file,
        force=force,
        period=period,
        about={**profile.about, **read_about(node, dictionary, problems)},
        reported=_reported_figures(node, period, sheets, dictionary, problems),
        targets=merged_targets(node, profile, dictionary, problems),
        location=_force_location(node),
        statements=merged_statements(node, profile, rulebook, problems),
        afis=profile.afis,
        registers=profile.registers,
        warnings=(*sheets.warnings, *differences_from_profile(profile, node, dictionary)),
        inputs=_inputs(file, node, profile, tables),
        times=merged_times(node, profile, rulebook, problems),
        tables=tables,
        requires=tuple(
            text.value
            for text in texts_of(node, "requires")
            if is_known(text, rulebook.rules, "a rule", problems)
        ),
        frequencies=read_frequencies(node, dictionary, problems, profile.frequencies),
    )


def _reported_figures(
    node: Mapping, period: Period, sheets: ReturnSheets, dictionary: Dictionary, problems: Problems
) -> tuple[ReportedFigure, ...]:
    """Return the figures of the return and of its sheets, provisional if the return is."""
    found = (*read_reported_figures(node, period, dictionary, problems), *sheets.reported)
    if not says_yes(node, "provisional"):
        return found
    return tuple(given._replace(provisional=True) for given in found)


def _refuse_nothing(node: Mapping, problems: Problems) -> None:
    """Refuse a return without any figure, statement, sheet or table."""
    if any(_holds_something(node.get(name)) for name in _SOURCES):
        return
    empty = next((entry for entry in node.entries if entry.key.value in _SOURCES), None)
    if empty:
        what = f"{empty.key.value} is empty."
        problems.add(empty.value.location, what, "Give at least one figure.")
    elif not _is_misspelt(node, *_SOURCES):
        location = node.entries[0].key.location
        problems.add(location, "figures is missing from a return.", "Give at least one figure.")


def _holds_something(node: Node | None) -> bool:
    """Return whether there is content; an empty list or mapping counts as none."""
    match node:
        case Mapping(entries):
            return bool(entries)
        case Sequence(items):
            return bool(items)
        case _:
            return node is not None


def _inputs(
    file: str, node: Mapping, profile: Profile, tables: Iterable[TableSource]
) -> tuple[str, ...]:
    """Return every file that was read: the return, and all that it and its profile name."""
    return (
        file,
        *_named_files(file, node),
        *(register.location.file for register in profile.registers),
        *(path for table in tables for _, path in table.files if path),
    )


def _named_files(file: str, node: Mapping) -> list[str]:
    """Return the profile, what adds to tables, and the sheets, as paths."""
    profile = node.get("profile")
    sheets = [name for name, _ in sheet_files(node)]
    tables = node.get("tables")
    parts: list[Node | None] = []
    if isinstance(tables, Mapping):
        parts = load_module(_TABLE_SOURCES).extending_files(tables)
    named = [one for one in (profile, *parts) if isinstance(one, Text)]
    names = [*named, *sheets]
    return [str(Path(file).parent / name.value) for name in names]


def _is_misspelt(node: Mapping, *names: str) -> bool:
    """Return whether a name was meant as one of these; it is already reported with a hint."""
    return any(did_you_mean(entry.key.value, names) for entry in node.entries)


def _profile(file: str, node: Mapping, rulebook: Rulebook, problems: Problems) -> Profile:
    name = node.get("profile")
    if not isinstance(name, Text):
        return _NO_PROFILE
    path = path_beside(file, name, problems)
    found = read_profile(path, rulebook, problems) if path else None
    return found or _NO_PROFILE


def _force_location(node: Mapping) -> Location:
    written = node.get("force") or node.get("profile")
    return written.location if written else node.entries[0].key.location


def _force(
    node: Mapping,
    profile: Profile,
    dictionary: Dictionary,
    known: Iterable[str],
    problems: Problems,
) -> str:
    written = node.get("force")
    force = force_of(written, dictionary, problems, known)
    silent = not isinstance(written, Text) and node.get("profile") is None
    if silent and not _is_misspelt(node, "force"):
        spoken = pack_words()
        fix = f"Write the {spoken.body.one}'s usual name, as in {spoken.key}: {spoken.example}."
        what = f"{spoken.key} is missing from a return."
        problems.add(node.entries[0].key.location, what, fix)
    differs = bool(profile.force) and not is_same_force(profile.force, force)
    if isinstance(written, Text) and differs:
        what = f"The profile is of {profile.force}, and this return of {force}."
        problems.add(written.location, what, "Make them agree.")
    return force or profile.force
