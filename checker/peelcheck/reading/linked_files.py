"""Files that a link leads to from elsewhere: their problems are counted, and not shown.

A message quotes a file. Whoever may add a link to a folder could make it print a secret.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem


def without_contents(
    problems: Sequence[Problem], linked: Collection[str], fix: str
) -> list[Problem]:
    """Return the problems, with one in place of all those of each file in `linked`."""
    counts = {file: sum(p.location.file == file for p in problems) for file in linked}
    shown: list[Problem] = []
    for problem in problems:
        file = problem.location.file
        if file not in linked:
            shown.append(problem)
        elif count := counts.pop(file, 0):
            shown.append(_counted(problem, count, fix))
    return shown


def _counted(problem: Problem, count: int, fix: str) -> Problem:
    things = "1 thing is" if count == 1 else f"{count} things are"
    what = f"This is a link to a file outside its folder, and {things} wrong with that file."
    return Problem(Location(problem.location.file), what, fix, problem.code)
