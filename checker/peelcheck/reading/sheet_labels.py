"""Labels as people write them in sheets, in one form for the same words."""

from __future__ import annotations

import re

_MARKS = r"[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[(?:note )?[0-9a-z]{1,3}\]"
_AT_END = re.compile(rf"(?:\s*(?:{_MARKS})|\s*:)+\Z", re.IGNORECASE)
_AS_TYPED = str.maketrans({
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
})  # fmt: skip
_MARK_AT_END = re.compile(rf"(?<=\S)\s?({_MARKS})\Z", re.IGNORECASE)
_NOTE = re.compile(rf"({_MARKS})\s*(\S.*)", re.IGNORECASE)


def label_key(text: str) -> str:
    """Return what makes two labels the same: no capitals, spare spaces, marks or colon behind."""
    tidy = " ".join(text.translate(_AS_TYPED).split())
    return (_AT_END.sub("", tidy) or tidy).casefold()


def mark_of(text: str) -> str:
    """Return the mark behind a text that leads to a note below, as in 703* or 4.7% [note 1]."""
    found = _MARK_AT_END.search(" ".join(text.split()))
    return found[1].casefold() if found else ""


def note_in(text: str) -> tuple[str, str] | None:
    """Return a mark and what it means, from a line such as "* Fewer than 5 are not shown"."""
    found = _NOTE.fullmatch(" ".join(text.split()))
    return (found[1].casefold(), found[2].lstrip(":.- ")) if found else None
