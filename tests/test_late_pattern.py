"""A late pattern answers as the compiled one does, and is compiled at its first use."""

from __future__ import annotations

import re

import pytest

from peelcheck.model.late_pattern import LatePattern

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
