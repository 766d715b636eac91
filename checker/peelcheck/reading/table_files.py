"""The files of a table: one by its name, or all that match a pattern."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.tables import SourceFile
from peelcheck.sources.file_formats import head_of, is_passed_over, refuse_other_format
from peelcheck.sources.file_kinds import kind_of, leads_outside
from peelcheck.sources.nodes import Text
from peelcheck.sources.patterns import is_pattern, matches

_ENDINGS = (".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xlsm")


def files_named(
    file: str, name: Text, problems: Problems, *, allow_outside: bool
) -> Iterator[SourceFile]:
    """Yield each file that a name or pattern means: as people write it, and its path."""
    folder = Path(file).parent
    if not allow_outside and leads_outside(folder / name.value, folder):
        what = f"{name.value} lies outside the folder of this file."
        fix = "Put it beside this file or in a folder below, or add --allow-outside."
        problems.add(name.location, what, fix)
        return
    paths = [str(folder / name.value)]
    if is_pattern(name.value) and not os.path.isfile(paths[0]):  # noqa: PTH113 - see beside
        paths, outside = matches(str(folder), name.value, allow_outside=allow_outside)
        paths = [path for path in paths if not is_passed_over(path)]
        for link in outside:
            what = f"{link} leads outside the folder of this file."
            fix = "Put the folder itself there, or add --allow-outside."
            problems.add(name.location, what, fix)
    found = [path for path in paths if os.path.isfile(path)]  # noqa: PTH113 - see beside
    if not found and (kind := kind_of(paths[0]) if paths else ""):
        problems.add(name.location, f"{name.value} is {kind}, not a file.", "Name a file.")
    elif not found:
        what = f"There is no file {name.value} beside this one."
        problems.add(name.location, what, "Check the name.")
    for path in found:
        if not allow_outside and leads_outside(path, folder):
            what = f"{path} leads outside the folder of this file."
            problems.add(name.location, what, "Put the file itself there.")
        elif PurePath(path).suffix.lower() not in _ENDINGS:
            _refuse_ending(path, name, problems)
        else:
            is_absolute = os.path.isabs(name.value)  # noqa: PTH117 - see beside
            yield SourceFile(path if is_absolute else os.path.relpath(path, folder), path)


def _refuse_ending(path: str, name: Text, problems: Problems) -> None:
    """Add a problem that names the kind of a wrong file, if that can be seen."""
    try:
        refuse_other_format(head_of(path), path)
    except ProblemsFound as found:
        problem = found.problems[0]
        problems.add(name.location, f"{name.value}: {problem.what}", problem.fix)
        return
    what = f"{PurePath(path).name} is not a table that can be read."
    problems.add(name.location, what, "Give CSV (.csv), Parquet or Excel (.xlsx).")
