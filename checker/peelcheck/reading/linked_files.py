"""A file that a link leads to from elsewhere: what is wrong with it is counted, and not shown.

A message says what is in a file. Whoever may add a link to a folder could so have a secret printed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peelcheck.model.locations import Place
from peelcheck.model.problems import Problem


def without_contents(
    problems: Sequence[Problem], linked: Collection[str], instead: str
) -> list[Problem]:
    """The problems, with one in place of all those of each file in `linked`."""
    counts = {file: sum(p.place.file == file for p in problems) for file in linked}
    shown: list[Problem] = []
    for problem in problems:
        file = problem.place.file
        if file not in linked:
            shown.append(problem)
        elif count := counts.pop(file, 0):
            shown.append(_counted(problem, count, instead))
    return shown


def _counted(problem: Problem, count: int, instead: str) -> Problem:
    things = "1 thing is" if count == 1 else f"{count} things are"
    what = f"This is a link to a file outside its folder, and {things} wrong with that file."
    return Problem(Place(problem.place.file), what, instead, problem.code)
