"""Small readers that rule files, registers and returns share.

Each takes a node of the right shape, and adds a problem at its location if its text is wrong. The
caller continues, so that one run reports all problems.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Sequence as Sequence_
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TypeVar

from peelcheck.errors import InvalidValue, Problems, did_you_mean
from peelcheck.model.amounts import Kind
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.rules import Day
from peelcheck.reading.periods import read_day, read_day_or_year, read_period
from peelcheck.sources.nodes import Mapping, Node, Sequence, Text

T = TypeVar("T")


def text_of(node: Mapping, name: str) -> str:
    """Return the text of that name, with its line breaks made spaces; "" if there is none."""
    value = node.get(name)
    return " ".join(value.value.split()) if isinstance(value, Text) else ""


def texts_of(node: Mapping, name: str) -> tuple[Text, ...]:
    """Return the texts of the list of that name."""
    value = node.get(name)
    items = value.items if isinstance(value, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Text))


def words_of(node: Mapping, name: str) -> frozenset[str]:
    """Return the texts of the list of that name in small letters, with single spaces."""
    return frozenset(" ".join(text.value.split()).lower() for text in texts_of(node, name))


def mappings_in(node: Node | None) -> tuple[Mapping, ...]:
    """Return the mappings in a list, or the one mapping in place of a list."""
    if isinstance(node, Mapping):
        return (node,)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Mapping))


def says_yes(node: Mapping, name: str) -> bool:
    """Return whether it is there, and yes; the schema lets only yes and no through."""
    return yes_or_no(text_of(node, name)) == "yes"


def yes_or_no(word: str) -> str:
    """Return yes or no for the other words for them, and any other text as it is."""
    return _YES_OR_NO.get(word.strip().casefold(), word)


_YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "true", "on"), "yes"),
    **dict.fromkeys(("no", "n", "false", "off"), "no"),
}


def read_text(
    node: Node | None, read: Callable[[str], T], problems: Problems, code: Code | None = None
) -> T | None:
    """Return what `read` makes of the text; an InvalidValue becomes a problem, and None."""
    if not isinstance(node, Text):
        return None
    try:
        return read(node.value)
    except InvalidValue as refusal:
        problems.add(node.location, refusal.what, refusal.fix, code)
        return None


def amount_of(
    node: Node | None, read: Callable[[str, Kind], T], kind: Kind, problems: Problems
) -> T | None:
    """Return an amount of a kind; an InvalidValue becomes a problem, and None."""
    return read_text(node, lambda text: read(text, kind), problems, Code.NOT_AN_AMOUNT)


def period_of(node: Mapping, name: str, problems: Problems) -> Period | None:
    """Return the period of that name; None if it is missing or wrong."""
    return read_text(node.get(name), read_period, problems, Code.NOT_A_DATE)


def day_of(node: Mapping, name: str, problems: Problems) -> date | None:
    """Return the day of that name; None if it is missing or wrong."""
    return read_text(node.get(name), read_day, problems, Code.NOT_A_DATE)


def day_or_year_of(node: Mapping, name: str, problems: Problems) -> Day | None:
    """Return the day or year of that name; None if it is missing or wrong.

    A month begins `from` its first day and ends on its last.
    """
    read = partial(read_day_or_year, is_end=name == "until")
    return read_text(node.get(name), read, problems, Code.NOT_A_DATE)


def is_known(text: Text, known: Collection[str], what: str, problems: Problems) -> bool:
    """Return whether a name is in the dictionary; if not, add a problem with the nearest one."""
    if text.value in known:
        return True
    names = list(known)
    if text.value in problems.unsure or problems.unsure_of_all:
        problems.follows()
        return False
    known_names = f"Known are {shortened_list(sorted(names))}." if names else ""
    hint = did_you_mean(text.value, names) or known_names
    problems.add(
        text.location, f"{text.value} is not {what} this tool knows.", hint, Code.UNKNOWN_NAME
    )
    return False


def refuse_clashing_days(
    spans: Sequence_[tuple[Day | None, Day | None, Location]], gaps: str, problems: Problems
) -> None:
    """Refuse dated values that overlap, and gaps between them unless `gaps` is "allowed".

    A span is its first day, its last day and its location.
    """
    with problems.under(Code.CLASHING_DATES):
        _refuse_clashing_days(spans, gaps, problems)


def _refuse_clashing_days(
    spans: Sequence_[tuple[Day | None, Day | None, Location]], gaps: str, problems: Problems
) -> None:
    for since, until, location in spans:
        if since and until and since.earliest > until.latest:
            problems.add(location, "This ends before it begins.", "Check from: and until:.")
            return
    for (earlier, until, _), (since, _, location) in pairwise(spans):
        if earlier and since and since.earliest < earlier.earliest:
            problems.add(location, "The dates run backwards.", "Put the earlier one first.")
            return
        if until is None or since is None:
            problems.add(
                location,
                "Two of these could hold on the same day.",
                "Write until: in the earlier one and from: in the later one.",
            )
            continue
        due = until.latest + timedelta(days=1)
        if since.earliest < due:
            problems.add(location, "The dates of two of these overlap.", f"Write from: {due}.")
        elif since.earliest > due and gaps != "allowed":
            problems.add(location, "The dates of two of these leave a gap.", f"Write from: {due}.")


def open_questions(node: Node) -> Iterator[Text]:
    """Yield every ? that a command of `new` has left in a file, for a person to answer.

    Some have a guess behind them: ? count of cases?
    """
    match node:
        case Text(value) if value.strip() == "?" or value.startswith("? "):
            yield node
        case Mapping(entries):
            for entry in entries:
                yield from open_questions(entry.value)
        case Sequence(items):
            for item in items:
                yield from open_questions(item)
        case _:
            return


def shortened_list(words: Iterable[str], most: int = 12) -> str:
    """Write the words with commas, and how many more there are."""
    every = list(words)
    shown = ", ".join(every[:most])
    return shown if len(every) <= most else f"{shown} and {len(every) - most} more"
