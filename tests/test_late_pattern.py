"""A late pattern answers as the compiled one does, and is compiled at its first use.

What a run looks at first, so that it need not compile a pattern, answers as the pattern does.
"""

from __future__ import annotations

import re
import sys

import pytest

from peelcheck.model.amounts import Kind
from peelcheck.model.late_pattern import LatePattern
from peelcheck.reading.amount_forms import (
    MARK,
    MARK_CHARACTERS,
    NUMBER,
    is_in_usual_form,
    is_plain,
)
from peelcheck.sources import decode
from peelcheck.sources.decode import not_allowed

PATTERN = r"([0-9]+)(a?)"
TEXTS = ["", "12a", "12a 3", "x12a", "ab"]


@pytest.mark.parametrize("text", TEXTS)
def test_it_answers_as_the_compiled_pattern(text: str) -> None:
    late, compiled = LatePattern(PATTERN, re.IGNORECASE), re.compile(PATTERN, re.IGNORECASE)
    for late_way, way in (
        (late.match, compiled.match),
        (late.fullmatch, compiled.fullmatch),
        (late.search, compiled.search),
    ):
        assert groups(late_way(text)) == groups(way(text))
    assert groups(late.match(text, 1)) == groups(compiled.match(text, 1))
    assert list(map(groups, late.finditer(text))) == list(map(groups, compiled.finditer(text)))
    assert late.split(text) == compiled.split(text)
    assert late.sub(r"<\1>", text) == compiled.sub(r"<\1>", text)
    assert late.sub(lambda found: found[0] * 2, text) == compiled.sub(
        lambda found: found[0] * 2, text
    )


def groups(found: re.Match[str] | None) -> tuple[str | None, ...] | None:
    return found and found.groups()


def test_it_obeys_its_flags() -> None:
    assert LatePattern("a", re.IGNORECASE).fullmatch("A")
    assert not LatePattern("a").fullmatch("A")


def test_it_is_compiled_at_its_first_use() -> None:
    late = LatePattern("(")
    with pytest.raises(re.error):
        late.search("")


ALL_CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1)]


def test_every_mark_has_one_of_the_characters_that_are_looked_for_first() -> None:
    marks = {character for character in ALL_CHARACTERS if MARK.search(f"703{character}")}
    assert len(marks) == 14
    assert MARK.search("703 [note 1]")
    assert marks | {"["} == MARK_CHARACTERS


def test_a_text_that_can_be_printed_hides_nothing() -> None:
    hidden = {character for character in ALL_CHARACTERS if not_allowed(character)}
    assert hidden == set(decode._NOT_ALLOWED._compiled.findall("".join(ALL_CHARACTERS)))
    assert {"\0", "\x7f", "\u200b", "\u202e", "\ufeff", "\ud800"} < hidden
    assert not_allowed("a\n\tb") is None


NUMBERS = ["0", "1", "10", "1,000", "1.5", "05", "1,00", "", "a", "1 "]
ENDS = [*NUMBERS, *(f"{number}%" for number in NUMBERS)]
USUAL = re.compile(
    rf"(?:exactly|around) {NUMBER}|{NUMBER}% to {NUMBER}%|{NUMBER} to (?!1\Z){NUMBER}"
)


RANGES = [
    *(f"{first}{to}{last}" for first in ENDS for last in ENDS for to in (" to ", "to")),
    *(f"{word}{end}" for word in ("exactly ", "around ", "Around ", "exactly") for end in ENDS),
    *("exactly 5 to 10", "5 to 10 to 15", "5 to 10\n", "5% to 10%\n"),
]


def test_ranges_in_their_usual_form_are_known_without_the_pattern() -> None:
    known = {text for text in RANGES if is_in_usual_form(text, Kind.COUNT)}
    assert known == {text for text in RANGES if is_plain(text) or USUAL.fullmatch(text)}
    assert {"1% to 10%", "exactly 10", "around 1.5", "10 to 1.5", "1% to 1%"} <= known
    assert not {"10 to 1", "10% to 1", "05 to 10", "1 to "} & known
