"""A page taken apart by a strict HTML parser, for tests to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import html5lib


class Page:
    """An HTML file: its elements by name, and its words. A file that is not quite HTML fails."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.text = text
        self.root: Any = parser.parse(text)

    def all(self, name: str = "*") -> list[ElementTree.Element]:
        """Every element of that name, in order; those of pictures too."""
        found = [one for one in self.root.iter() if isinstance(one.tag, str)]
        return [one for one in found if name in ("*", local(one))]

    def words(self) -> str:
        """All text that a reader may come to, spaces evened out."""
        body = next(one for one in self.all("body"))
        return even(" ".join(body.itertext()))


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def even(text: str) -> str:
    """A text with every stretch of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def words_of(element: ElementTree.Element) -> str:
    """The text in an element."""
    return even("".join(element.itertext()))


def named(element: ElementTree.Element) -> Iterator[str]:
    """The ids by which an element says what it is called."""
    for attribute in ("aria-labelledby", "aria-describedby"):
        yield from element.get(attribute, "").split()
