"""The answer of an engine, cut into groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from peelcheck.errors import ProblemsFound
from peelcheck.figures.query import BITS, Group, Question, unpacked
from peelcheck.model.problems import Problem

MOST_GROUPS = 2_000_000
"""More kinds of rows than these come from a column that tells every row apart."""


def groups_of(rows: list[Any], question: Question) -> list[Group]:
    """The groups that the rows of an answer stand for.

    Raises ProblemsFound where they are too many.

    The columns of the answer are the labels of the question, how often its key stands, the rows,
    those that are there again, the keys, a sum and the number of unread cells for each total, the
    first and last moment, and the bits of the stretches of the period that have a row.
    """
    if len(rows) > MOST_GROUPS:
        what = f"The columns asked for tell more than {MOST_GROUPS:,} kinds of rows apart."
        fix = "Check that no column is taken for another."
        raise ProblemsFound([Problem(question.source.location, what, fix)])
    return list(_groups(rows, question))


def _groups(rows: Iterable[Any], question: Question) -> Iterator[Group]:
    """The rows of the answer, each cut where its columns are."""
    ends = [1]
    for count in (len(question.texts), len(question.presence), len(question.bins)):
        ends.append(ends[-1] + count)
    texts, present, bins = (slice(*pair) for pair in pairwise(ends))
    rest = ends[-1] + len(question.spans)
    spans = slice(ends[-1], rest)
    sums = range(rest + 9, rest + 9 + 2 * len(question.totals), 2)
    for row in rows:
        period, stretch, is_total, no_key, day, twice, count, again, keys = row[rest : rest + 9]
        first, last, *bits = row[sums.stop :]
        yield Group(
            row[texts],
            row[present],
            row[bins],
            tuple(unpacked(n, span) for n, span in zip(row[spans], question.spans, strict=True)),
            period,
            stretch,
            is_total,
            no_key,
            twice,
            int(count),
            int(again),
            int(keys),
            tuple(Fraction(row[at] or 0) for at in sums),
            tuple(int(row[at + 1] or 0) for at in sums),
            day,
            first and first.date(),
            last and last.date(),
            sum(int(found or 0) << BITS * number for number, found in enumerate(bits)),
        )
