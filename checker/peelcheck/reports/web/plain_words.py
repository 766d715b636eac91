"""Reasons for people who keep no data file: no key, and a figure by what it means.

The annex and the other reports have the names as they are written in files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.pack_words import body
from peelcheck.model.periods import Period, in_words
from peelcheck.model.reasons import Reason, ReasonCode
from peelcheck.model.wording import and_list, sentence
from peelcheck.reports.reason_words import words_for
from peelcheck.reports.reason_words.rows import doubts_in_words


def _rows(is_missing: bool, unknown: tuple[str, ...], declare: tuple[str, ...]) -> str:
    ways = ["what is missing in the table"] if is_missing else []
    ways += [f"the meaning of {and_list(unknown)}"] if unknown else []
    ways += ["which rows are not cases"] if is_missing or unknown else []
    ways += ["how its times were rounded"] if declare else []
    return and_list(ways, "or")


_PART = "of those, "
"""How the dictionary begins what a part means, just behind its whole."""


def _own_target() -> str:
    return f"the {body().one}'s own target"


_WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.GIVE_RIGHT_FIGURE_OR_WHY: lambda: "the right figure, or why this one is right",
    ReasonCode.GIVE_EXACTLY: lambda figures, **_: f"{and_list(figures)}, not rounded",
    ReasonCode.GIVE_ROWS: _rows,
    ReasonCode.GIVE_COMPLETE: lambda part: f"whether every {part} is there",
    ReasonCode.GIVE_TARGET: lambda **_: _own_target(),
    ReasonCode.GIVE_TARGET_FOR_PERIOD: lambda period, **_: _target_for(period),
    ReasonCode.GIVE_TARGET_OR_WHY: lambda **_: (
        f"{_own_target()} as it is meant, or why it is right"
    ),
    ReasonCode.GIVE_STATEMENT: lambda **_: "a statement of what was done",
    ReasonCode.GIVE_NEW_STATEMENT: lambda: "a new statement of what was done",
    ReasonCode.UNCERTAIN_ROWS: lambda counted: "; ".join(
        doubts_in_words(one) for one in counted if one.doubts
    ),
    ReasonCode.GIVE_DAY_OF_LIMIT: lambda: "the day, and not only the year, of the limit",
}
"""Words in place of those that name a key."""


def _target_for(period: Period) -> str:
    return f"{_own_target()} for {in_words(period)}"


class PlainWords:
    """The words of reasons for one dictionary."""

    def __init__(self, dictionary: Dictionary) -> None:
        kinds = {name: one.one for name, one in dictionary.scopes.items()}
        self._means = kinds | {name: one.means for name, one in dictionary.figures.items()}

        facts = dictionary.facts.values()
        self._questions = {fact.question: fact.plain_question for fact in facts}

    def questions(self, asks: Iterable[str]) -> str:
        """Return what a force is asked, without where to write the answer."""
        return " ".join(self._questions.get(one, one) for one in asks)

    def words_of(self, one: Reason) -> str:
        """Return a reason in words: no capital, no full stop, no key."""
        make = _WORDS.get(one.code) or words_for(one.code)
        return make(**{name: self._worded(value) for name, value in one.values})

    def _worded(self, value: object) -> Any:
        if isinstance(value, Reason):
            return self.words_of(value)
        if type(value) is str:
            return self._means.get(value, value).removeprefix(_PART)
        if type(value) is not tuple:
            return value
        names = [one for one in value if type(one) is str]
        if len(names) == len(value) == 2 and all(name in self._means for name in names):
            return self._whole_first(*names)
        return tuple(map(self._worded, value))

    def _whole_first(self, one: str, other: str) -> tuple[str, ...]:
        """Return two figures with the whole before its part: incidents; of those, the late ones."""
        parts = [name for name in (one, other) if self._means[name].startswith(_PART)]
        if len(parts) != 1:
            return (self._worded(one), self._worded(other))
        (whole,) = {one, other} - set(parts)
        return (self._worded(whole), self._means[parts[0]])

    def each(self, reasons: Iterable[Reason]) -> list[str]:
        """Return each of the reasons in words, those of the same words once."""
        return list(dict.fromkeys(map(self.words_of, reasons)))

    def all(self, reasons: Iterable[Reason]) -> str:
        """Return the reasons in words, one behind the other."""
        return "; ".join(map(self.words_of, reasons))

    def sentences(self, reasons: Iterable[Reason]) -> list[str]:
        """Return each of the reasons as a whole sentence, those of the same words once."""
        return [sentence(words) for words in self.each(reasons)]
