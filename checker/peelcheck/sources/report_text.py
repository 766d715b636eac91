"""The text of a published report, from the kinds of file in which people keep one."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.file_formats import refuse_other_format
from peelcheck.sources.pdf_pages import pages_of

PAGE_BREAK = "\f"
"""Alone on a line: another page of the report begins."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|main|article|div|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_HIDDEN = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)
_SOFT_HYPHEN = re.compile("\u00ad[ ]*\n?")


def read_report_text(file: str) -> str:
    """Return the text of a report: of a PDF, a saved page of the web, or a text in any encoding.

    Raises ProblemsFound for a file that holds no text.
    """
    raw = read_bytes(file)
    if raw.startswith(b"%PDF-"):
        return _cleaned(f"\n{PAGE_BREAK}\n".join(pages_of(raw, file)))
    if _HTML.match(raw[:4000]):
        return _cleaned(_text_of_html(_decoded(raw, file)))
    refuse_other_format(raw, file)
    return _cleaned(_decoded(raw, file))


def _decoded(raw: bytes, file: str) -> str:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    for name in (encoding, "cp1252"):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if text.count("\0") * 4 < len(text) or not text:
            return text
    what = "The file is not a text in UTF-8 or Windows-1252."
    raise ProblemsFound([Problem(Location(file), what, "Save it as UTF-8.")])


def _cleaned(text: str) -> str:
    """Return the text with ordinary spaces and line ends, without what cannot be seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n")
    return _HIDDEN.sub("", _SPACES.sub(" ", _SOFT_HYPHEN.sub("", text)))


_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "title", "tr", "ul"),
    )
)
_NOT_SHOWN = frozenset(("script", "style", "noscript", "template", "nav", "svg", "button"))


class _Page(HTMLParser):
    """Collects the text that a browser shows, each block on lines of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _NOT_SHOWN:
            self.hidden.append(tag)
        if tag in _BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            del self.hidden[self.hidden.index(tag) :]
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def _text_of_html(text: str) -> str:
    page = _Page()
    page.feed(text)
    page.close()
    return re.sub(r" *\n *", "\n", "".join(page.parts))
