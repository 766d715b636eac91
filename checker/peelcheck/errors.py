"""Exceptions for wrong input: where it is wrong, what is wrong, and what to write instead.

All problems of a file are reported at once.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.problems import Problem
from peelcheck.modules import load_module


class ProblemsFound(Exception):  # noqa: N818 - it is an answer, not a mishap
    """Input that cannot be used; `problems` has every problem that was found, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order in which a person would read the files."""
        self.problems = in_reading_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order in which a person would read their files."""
    return tuple(sorted(problems, key=lambda problem: _reading_order(problem.location)))


def _reading_order(location: Location) -> tuple[str, int, int]:
    return (location.file, location.line, location.column)


class InvalidValue(ValueError):  # noqa: N818 - it is an answer, not a mishap
    """What is wrong with a text and what to write instead; the caller knows its location."""

    def __init__(self, what: str, fix: str = "") -> None:
        """Take two whole sentences."""
        super().__init__(f"{what} {fix}".rstrip())
        self.what = what
        self.fix = fix


NOT_READ_FURTHER = ("There may be more faults below; the rest was not read.", "")


class Problems:
    """Collects problems while a file is read, so that one run reports them all.

    `seen` also counts those that are not reported because they only follow from another. `code` is
    that of problems without their own. `unsure` are names whose own description has a problem, so
    that nothing is known of their uses. With `unsure_of_all` that may be any name.
    """

    def __init__(self, code: Code | None = None) -> None:
        """Start without problems."""
        self.found: list[Problem] = []
        self.code = code
        self.unsure: set[str] = set()
        self.unsure_of_all = False
        self.seen = 0
        self._told: set[tuple[str, int]] = set()

    def add(self, location: Location, what: str, fix: str = "", code: Code | None = None) -> None:
        """Add one problem, unless it follows from one that was reported alone."""
        self.seen += 1
        if not location.line or (location.file, location.line) not in self._told:
            self.found.append(Problem(location, what, fix, code or self.code or ""))

    def follows(self) -> None:
        """Count a problem that only follows from one that is already reported."""
        self.seen += 1

    @contextmanager
    def under(self, code: Code) -> Iterator[None]:
        """Give this code to problems without their own, inside the context."""
        before, self.code = self.code, code
        try:
            yield
        finally:
            self.code = before

    def add_alone(
        self,
        location: Location,
        what: str,
        fix: str = "",
        code: Code | None = None,
        *,
        others: Iterable[Location] = (),
    ) -> None:
        """Add a problem from which others on its line, and on those of `others`, would follow."""
        self.add(location, what, fix, code)
        self._told.update((each.file, each.line) for each in (location, *others))

    def stop_at(self, most: int, location: Location) -> None:
        """Read no further after `most` problems, and report that. Raises ProblemsFound then."""
        if len(self.found) >= most:
            self.add(location, *NOT_READ_FURTHER)
            raise ProblemsFound(self.found)

    def raise_if_any(self) -> None:
        """Raise ProblemsFound if there was any problem."""
        if self.found:
            raise ProblemsFound(self.found)


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return a question with the nearest known word, or "" if none is like enough (0 to 1)."""
    by_lower = {k.lower(): k for k in known}
    close: Any = load_module("difflib").get_close_matches
    near = close(word.lower(), by_lower, n=1, cutoff=likeness)
    return f"Did you mean {by_lower[near[0]]}?" if near else ""


def shown_to_people(problem: Problem, width: int = 80) -> str:
    """Return a problem as the terminal shows it: wrapped, with its line and a caret below."""
    lines = textwrap.wrap(
        str(problem),
        width,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join([*lines, *_excerpt(problem.location, width)])


def all_shown_to_people(problems: Iterable[Problem], width: int = 80) -> str:
    """Return problems as the terminal shows them; of many of a kind, the first and the number."""
    return "\n\n".join(shown_to_people(problem, width) for problem in cut_floods(problems))


def _excerpt(location: Location, width: int) -> list[str]:
    """Return the line itself, from where its problem is in view, and carets under the problem."""
    if not location.line or not location.line_text.strip():
        return []
    gutter = f"{location.line:>4} | "
    room = width - len(gutter)
    before = location.column - 1
    start = 0 if before + location.length <= room else max(0, before - room // 2)
    text = _quoted("".join(c if c.isprintable() else " " for c in location.line_text))
    carets = "^" * max(1, min(location.length, room - (before - start)))
    return [
        f"{gutter}{text[start : start + room].rstrip()}",
        "     | " + " " * (before - start) + carets,
    ]


def _quoted(text: str) -> str:
    """Return a text of the same length, without anything that a build service would obey."""
    return re.sub(r"##(?=\w*\[)", "# ", text)
