"""The same returns, judged under two sets of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.progress import Progress
from peelcheck.model.results import Result
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import check
from peelcheck.pipeline.tried_packs import read_pack
from peelcheck.reading.packs import Folder
from peelcheck.reading.returns import read_return


def check_under_both(
    before: Sequence[Folder],
    after: Sequence[Folder],
    files: Sequence[str],
    *,
    today: date | None = None,
    allow_outside: bool = False,
    watch: Progress | None = None,
    changed: Callable[[Rulebook], Rulebook] | None = None,
) -> tuple[Result, Result]:
    """Return what the rule packs `before` and `after` each make of the returns in `files`.

    `changed` makes a change of the later rules that is in no file.

    A name that only one of them knows is understood under both, so that returns with new figures
    can be judged by the old rules. Raises ProblemsFound with every problem of either pack and of
    the returns.
    """
    old, new = _read_both(before, after)
    new = changed(new) if changed else new
    return judge_under_both(old, new, files, today=today, allow_outside=allow_outside, watch=watch)


def judge_under_both(
    old: Rulebook,
    new: Rulebook,
    files: Sequence[str],
    *,
    today: date | str | None = None,
    allow_outside: bool = False,
    watch: Progress | None = None,
) -> tuple[Result, Result]:
    """Return what two rulebooks each make of the returns in `files`, as `check_under_both` does."""
    problems = Problems()
    results = []
    for book, other in ((old, new), (new, old)):
        words = with_words_of(book, other)
        found = [read_return(file, words, problems, allow_outside=allow_outside) for file in files]
        results.append(
            (
                words._replace(rules=book.rules, registers=book.registers),
                [one for one in found if one],
            )
        )
    if problems.found:
        raise ProblemsFound(dict.fromkeys(problems.found))  # most are the same under both
    first, second = (check(book, found, today=today, watch=watch) for book, found in results)
    return first, second


def _read_both(before: Sequence[Folder], after: Sequence[Folder]) -> tuple[Rulebook, Rulebook]:
    old, wrong = read_pack(before)
    new, wrong_too = read_pack(after)
    if old is None or new is None or wrong or wrong_too:
        raise ProblemsFound(dict.fromkeys((*wrong, *wrong_too)))
    return old, new


def with_words_of(book: Rulebook, other: Rulebook) -> Rulebook:
    """Return the rulebook with the names that only the other one knows beside its own."""
    own, more = book.dictionary, other.dictionary
    return book._replace(
        rules={**other.rules, **book.rules},
        registers={**other.registers, **book.registers},
        tables={**other.tables, **book.tables},
        dictionary=own._replace(
            figures={**more.figures, **own.figures},
            facts={**more.facts, **own.facts},
            targets={**more.targets, **own.targets},
            scopes={**more.scopes, **own.scopes},
            forces={**more.forces, **own.forces},
        ),
    )
