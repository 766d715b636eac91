"""The lines of a report without its page numbers, running heads and broken words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from peelcheck.model.named_tuple import NamedTuple

PAGE_BREAK = "\f"
SECTION = re.compile(
    r"(?P<kind>Areas? for improvement|Causes? of concern)(?: ?\(?(?P<count>\d{1,3})\)?)?:?",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?|[\u2013\u2014-] ?\d{1,3} ?[\u2013\u2014-]|"
    r"\d{1,3} ?\| ?page|page ?\| ?\d{1,3}",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d{1,3}")
_BROKEN = re.compile(r"([A-Za-z]+)-$")
_KEPT = frozenset(
    (
        *("multi", "non", "anti", "self", "co", "high", "low", "long", "short", "well", "first"),
        *("inter", "second", "third", "cross", "re", "risk", "victim", "face", "follow", "one"),
        *("two", "three"),
    )
)
"""First parts of words that keep their hyphen: multi-agency, high-risk."""

_TIMES_OF_A_HEAD = 3
_LONGEST_PART = 40


class NumberedLine(NamedTuple):
    """A line with its number in the file; an empty text separates paragraphs."""

    number: int
    text: str


def lines_of_report(report: str) -> list[NumberedLine]:
    """Return the lines with single spaces, without what only belongs to the pages."""
    lines = [
        NumberedLine(number, PAGE_BREAK if PAGE_BREAK in text else " ".join(text.split()))
        for number, text in enumerate(report.split("\n"), 1)
    ]
    ends = _page_ends(lines)
    heads = _running_heads(lines, ends)
    return [
        line if index not in ends and line.text != PAGE_BREAK else line._replace(text="")
        for index, line in enumerate(lines)
        if index in ends or line.text not in heads
    ]


def _page_ends(lines: Sequence[NumberedLine]) -> set[int]:
    """Return where page numbers stand; a number below a heading counts what follows."""
    found = set()
    before = ""
    for index, line in enumerate(lines):
        counts = _COUNT.fullmatch(line.text) and SECTION.fullmatch(before)
        if _PAGE_NUMBER.fullmatch(line.text) and not counts:
            found.add(index)
        before = line.text or before
    return found


def _running_heads(lines: Sequence[NumberedLine], ends: set[int]) -> set[str]:
    """Return texts that are repeated beside the ends of pages."""
    filled = [(index, line.text) for index, line in enumerate(lines) if line.text]
    at_end = [index in ends or text == PAGE_BREAK for index, text in filled]
    beside = Counter(
        text
        for place, (index, text) in enumerate(filled)
        if not at_end[place]
        and any(at_end[other] for other in (place - 1, place + 1) if 0 <= other < len(filled))
        and index not in ends
    )
    return {text for text, times in beside.items() if times >= _TIMES_OF_A_HEAD}


def words_of(report: str) -> frozenset[str]:
    """Return the words of a report in small letters, with their hyphens: multi-agency."""
    return frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", report.lower()))


def joined(lines: Iterable[str], words: frozenset[str]) -> str:
    """Return lines as one, with words that were broken at their ends put together.

    `words` are those of the whole report: one that has a hyphen elsewhere keeps it.
    """
    parts: list[str] = []
    for line in lines:
        broken = _BROKEN.search(parts[-1][-_LONGEST_PART:]) if parts else None
        rest = re.match(r"[a-z]+", line)
        if broken and rest:
            keeps = _keeps_hyphen(broken[1].lower(), rest.group(), words)
            parts[-1] = parts[-1] if keeps else parts[-1][:-1]
            parts.append(line)
        else:
            parts += [" ", line] if parts else [line]
    return "".join(parts).strip()


def _keeps_hyphen(first: str, rest: str, words: frozenset[str]) -> bool:
    if f"{first}{rest}" in words:
        return False
    return f"{first}-{rest}" in words or first in _KEPT
