"""The areas for improvement and causes of concern in the text of a report, each as one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.registers import AfiKind
from peelcheck.policy.published_days import day_of
from peelcheck.policy.report_lines import SECTION, NumberedLine, joined, lines_of_report, words_of

_BULLET = r"(?:[\u2022\u25cf\u25aa\u25e6\u2023*\u00b7\u2013\u2014-] *|\(?(?:\d{1,2}|[a-z])[.)] +)"
_MARK = re.compile(
    rf"{_BULLET}?(?P<kind>AFI|A(?:rea|REA) (?:for improvement|FOR IMPROVEMENT)|"
    r"(?:Accelerated c|C)ause of concern|CAUSE OF CONCERN|Concern|CONCERN)\b"
    r"(?: ?(?:no\.? ?)?\d{1,2}\b)?(?P<sign>[ :.\u2013\u2014-]*)(?P<text>.*)"
)
_LISTED = re.compile(rf"{_BULLET}(?P<text>\S.*)")
_ASKS = re.compile(
    r"(?:The (?:force|constabulary|service)|[A-Z][\w ]+ (?:Police|Constabulary|Service)) "
    r"(?:should|must|needs? to|has to)\b"
)
_STATUS = re.compile(
    r"(?:Status ?[:\u2013-]? ?)?(?P<said>Open|Closed|Discharged|Completed?|In progress|Ongoing)"
    r"(?P<when>\b.{0,40})"
)
_STATUS_WITHIN = re.compile(r" Status ?: ?(?P<said>Open|Closed|Discharged)\b(?P<when>.{0,40})$")
_CLOSED = ("Closed", "Discharged", "Complete", "Completed")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_SUBHEADINGS = re.compile(r"Recommendations?|Status|Why this matters|What we found", re.IGNORECASE)


class ReportItem(NamedTuple):
    """One area for improvement or cause of concern: its heading and the text below, as one text.

    `heading` is what it asks, where a line of its own says so; else "". `line` counts from 1.
    `status_on` is a day as in 2024-09-23, or "".
    """

    kind: AfiKind
    line: int
    heading: str
    body: str
    status: str
    status_on: str

    @property
    def text(self) -> str:
        """Heading and body, as sentences."""
        return f"{_ended(self.heading)} {self.body}".strip() if self.heading else self.body


class ReportParts(NamedTuple):
    """A report: the lines before its first item, the items, and the lines that belong to none.

    `stated` are the numbers of items that headings give: line, number, and the kind.
    """

    head: tuple[NumberedLine, ...]
    items: tuple[ReportItem, ...]
    left: tuple[NumberedLine, ...]
    stated: tuple[tuple[int, int, AfiKind], ...]


class _Found:
    """An item while its lines arrive; an empty line separates paragraphs."""

    def __init__(self, kind: AfiKind, line: int, first: str) -> None:
        self.kind = kind
        self.line = line
        self.lines = [first] if first else []
        self.status, self.status_on = "open", ""
        self.is_over = False

    def take_status(self, said: str, when: str) -> None:
        self.status = "closed" if said in _CLOSED else "open"
        self.status_on = day_of(when)


def parts_of_report(report: str, force_at_end: Sequence[str]) -> ReportParts:
    """Return the parts of a report.

    `force_at_end` are the names of the force that a page puts behind each item.
    """
    lines = lines_of_report(report)
    starts = dict(_starts(lines))
    head: list[NumberedLine] = []
    found: list[_Found] = []
    left: list[NumberedLine] = []
    for index, line in enumerate(lines):
        if index in starts:
            found.append(starts[index])
        elif _section(line.text):
            if found:
                found[-1].is_over = True
            else:
                head.append(line)
        elif not found:
            head += [line] if line.text else []
        else:
            left += _take(found[-1], line, lines, index)
        if found and any(line.text.endswith(name) for name in force_at_end):
            found[-1].is_over = True
    words = words_of(report)
    items = tuple(_item(one, words, force_at_end) for one in found)
    return ReportParts(tuple(head), items, tuple(left), tuple(_stated(lines)))


def _take(
    item: _Found, line: NumberedLine, lines: Sequence[NumberedLine], index: int
) -> list[NumberedLine]:
    """Give a line to the item; return it if it belongs to none."""
    status = _STATUS.fullmatch(line.text)
    if status:
        item.take_status(status["said"], status["when"])
        return []
    if not line.text or _SUBHEADINGS.fullmatch(line.text):
        item.lines.append("")
        return []
    if item.is_over or _begins_another_part(line.text, item, lines, index):
        item.is_over = True
        return [] if re.fullmatch(r"\d{1,3}", line.text) else [line]
    item.lines.append(line.text)
    return []


def _begins_another_part(
    text: str, item: _Found, lines: Sequence[NumberedLine], index: int
) -> bool:
    """Return whether a line is a heading of something else: short, alone, and no sentence."""
    beside = [lines[at].text for at in (index - 1, index + 1) if 0 <= at < len(lines)]
    is_alone = not any(beside) and index + 1 < len(lines)
    is_heading = len(text.split()) <= 8 and text[0].isupper() and text[-1] not in ".,;:?!%"
    return is_alone and is_heading and any(one.endswith(".") for one in item.lines)


def _starts(lines: Sequence[NumberedLine]) -> Iterator[tuple[int, _Found]]:
    """Yield where each item begins."""
    marks = {i: m for i, line in enumerate(lines) if (m := _mark(line.text))}
    bounds = [i for i, line in enumerate(lines) if _section(line.text) and i not in marks]
    for index, match in marks.items():
        text = match["text"]
        kind = _kind(match["kind"])
        yield index, _Found(kind, lines[index].number, text)
    for at, start in enumerate(bounds):
        end = bounds[at + 1] if at + 1 < len(bounds) else len(lines)
        if any(start < index < end for index in marks):
            continue
        kind = _kind(lines[start].text)
        for index, text in _listed(lines, start + 1, end):
            yield index, _Found(kind, lines[index].number, text)


def _listed(lines: Sequence[NumberedLine], start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield items of a section that marks none: those of its list, or paragraphs that ask."""
    inside = range(start, end)
    listed = [(i, m["text"]) for i in inside if (m := _LISTED.fullmatch(lines[i].text))]
    asking = [i for i in inside if _ASKS.match(lines[i].text) and not lines[i - 1].text]
    if listed and not any(i < listed[0][0] for i in asking):
        yield from listed
    else:
        yield from ((i, lines[i].text) for i in asking)


def _mark(text: str) -> re.Match[str] | None:
    match = _MARK.fullmatch(text)
    if match is None:
        return None
    rest = match["text"]
    is_apart = bool(match["sign"]) or not rest
    return match if is_apart and (not rest or not rest[0].islower()) else None


def _section(text: str) -> re.Match[str] | None:
    """Return whether a line is a heading over several items: Areas for improvement."""
    match = SECTION.fullmatch(text)
    return (
        match
        if match and match["kind"].lower() in ("areas for improvement", "causes of concern")
        else None
    )


def _kind(said: str) -> AfiKind:
    return AfiKind.CONCERN if "concern" in said.lower() else AfiKind.AREA


def _stated(lines: Sequence[NumberedLine]) -> Iterator[tuple[int, int, AfiKind]]:
    """Yield how many items the report says it has: 5 areas for improvement."""
    before: re.Match[str] | None = None
    for line in lines:
        for match in re.finditer(
            r"\b(\d{1,3}) (areas? for improvement|causes? of concern)\b", line.text, re.IGNORECASE
        ):
            yield line.number, int(match[1]), _kind(match[2])
        section = _section(line.text)
        if before and re.fullmatch(r"\d{1,3}", line.text):
            yield line.number, int(line.text), _kind(before["kind"])
        if section and section["count"]:
            yield line.number, int(section["count"]), _kind(section["kind"])
        before = section or (before if not line.text else None)


def _item(found: _Found, words: frozenset[str], force_at_end: Sequence[str]) -> ReportItem:
    paragraphs = list(_paragraphs(found.lines, words))
    if within := _STATUS_WITHIN.search(paragraphs[-1]) if paragraphs else None:
        found.take_status(within["said"], within["when"])
        paragraphs[-1] = paragraphs[-1][: within.start()]
    paragraphs = [text for one in paragraphs if (text := _without_force(one, force_at_end))]
    heading = paragraphs.pop(0) if len(paragraphs) > 1 else ""
    body = " ".join(_ended(one) for one in paragraphs[:-1])
    last = paragraphs[-1] if paragraphs else ""
    return ReportItem(
        found.kind, found.line, heading, f"{body} {last}".strip(), found.status, found.status_on
    )


def _paragraphs(lines: Sequence[str], words: frozenset[str]) -> Iterator[str]:
    """Yield paragraphs; a line of a list is one of its own."""
    due: list[str] = []
    for line in (*lines, ""):
        listed = _LISTED.fullmatch(line)
        if (not line or listed) and due:
            yield joined(due, words)
            due = []
        if line:
            due.append(listed["text"] if listed else line)


def _without_force(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.removesuffix(name).strip()
    return text


def _ended(text: str) -> str:
    return text if text.endswith(_SENTENCE_ENDS) else f"{text}."
