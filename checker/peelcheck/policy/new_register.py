"""A register to complete, from the text of a published inspection with one AFI a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from peelcheck.errors import InvalidValue
from peelcheck.model.forces import force_words, usual_name
from peelcheck.policy.published_figures import FiguresInText, Found, day_of, figures_in
from peelcheck.policy.yaml_text import in_braces, in_yaml, modeline

_AFI = re.compile(r"(?:AFI|Area for improvement)(?: \d{1,2})?[ :.\u2013-]+(?=\S)", re.IGNORECASE)
_STATED = re.compile(r"\b(\d{1,3}) areas? for improvement\b|^(\d{1,3})$", re.IGNORECASE)
_INSPECTION = re.compile(r"PEEL(?: [Aa]ssessment)? (\d{4}[/\u2013-]\d{2,4})")
_FIRST_WORDS = 9
_SAYS_NOTHING = frozenset(
    (
        *("force", "constabulary", "police", "should", "must", "needs", "need", "make", "makes"),
        *("sure", "ensure", "that", "this", "their", "they", "with", "from", "have", "been"),
        *("improve", "improvement", "area", "more", "than", "when", "which", "each", "also"),
        *("does", "effectively", "effective", "appropriate", "appropriately"),
    )
)


class Draft(NamedTuple):
    """The text of a register to complete, and remarks for the person who does."""

    text: str
    told: tuple[str, ...]


class _NumberedLine(NamedTuple):
    number: int
    text: str


def new_register(report: str, name: str, forces: Mapping[str, str], schema: str) -> Draft:
    """Return a register for the report with this text; every ? in it is a question.

    `name` is what people call the file, `forces` maps names of forces in small letters to the usual
    ones, and `schema` is where an editor finds the schema. Raises InvalidValue if no line is an
    AFI.
    """
    lines = [_NumberedLine(n, " ".join(t.split())) for n, t in enumerate(report.splitlines(), 1)]
    afis = [line for line in lines if _AFI.match(line.text)]
    if not afis:
        what = f"No line of {name} begins with AFI."
        raise InvalidValue(
            what, "Put each area for improvement on a line of its own: AFI and its text."
        )
    head = [line for line in lines if line.number < afis[0].number and line.text]
    tail = [x for x in lines if x.number > afis[0].number and x.text and x not in afis]
    force = _force([line.text for line in head], forces)
    bodies = [_body(line.text, force) for line in afis]
    readings = [figures_in(body) for body in bodies]
    told = [*_stated_otherwise(head, len(afis)), *(_not_read(line) for line in tail)]
    told += [
        f"AFI {number}, line {line.number}: {what}"
        for number, (line, reading) in enumerate(zip(afis, readings, strict=True), 1)
        for what in reading.unread
    ]
    text = "\n".join(
        [
            modeline(schema),
            f"# From {name}: {len(afis)} areas for improvement, numbered in its order.",
            "# Every ? is a question: answer it in your own words, or take the line out. The words",
            "# behind # are there to find the place; take them out too. Nothing is read before.",
            *(f"# Not read: {one}" for one in told),
            *_heading([line.text for line in head], force),
            "afis:",
            *(
                part
                for number, (name, line, body, reading) in enumerate(
                    zip(_names(bodies, force), afis, bodies, readings, strict=True), 1
                )
                for part in _afi(number, name, line.number, body, reading, day_of_all(head))
            ),
        ]
    )
    return Draft(text + "\n", tuple(told))


def day_of_all(head: list[_NumberedLine]) -> str:
    """Return the day on which the report came out: the first that its head names."""
    return next((day for line in head if (day := day_of(line.text))), "")


def _force(head: list[str], forces: Mapping[str, str]) -> str:
    """Return the force that is a whole line of the head, or at the end of one."""
    known = set(forces.values())
    for text in head:
        for part in (text, text.rpartition(": ")[2], text.rpartition(" for ")[2]):
            if (usual := usual_name(part, forces)) in known:
                return usual
    return ""


def _body(text: str, force: str) -> str:
    """Return the text of an AFI, without the name of the force that the page puts behind it."""
    body = _AFI.sub("", text, count=1)
    return body.removesuffix(force).strip() if force else body


def _heading(head: list[str], force: str) -> Iterator[str]:
    found = _INSPECTION.search(" ".join(head))
    inspection = "PEEL " + found[1].replace("\u2013", "-") if found else "?"
    published = day_of_all([_NumberedLine(0, text) for text in head])
    yield f"inspection: {in_yaml(inspection)}"
    yield f"force: {in_yaml(force or '?')}"
    yield f"published: {published}" if published else 'published: "?"  # as in 2024-09-23'
    yield 'source: "?"  # who published it, its title, and the day'


def _names(bodies: Iterable[str], force: str) -> list[str]:
    """Return an id for each AFI: the first words of its text that describe it."""
    found: list[str] = []
    for number, body in enumerate(bodies, 1):
        words = (word for word in force_words(body) if word not in _SAYS_NOTHING)
        telling = [w for w in words if len(w) > 3 and w.isascii() and w.isalpha()]
        own = [word for word in telling if word not in force_words(force)]
        name = "-".join(own[:3]) or "afi"
        found.append(f"{name}-{number}" if name in found or not own else name)
    return found


def _afi(
    number: int, name: str, line: int, body: str, reading: FiguresInText, published: str
) -> Iterator[str]:
    words = body.split()
    first = " ".join(words[:_FIRST_WORDS]) + (" ..." if len(words) > _FIRST_WORDS else "")
    yield f"  # {number}, line {line}: {first}"
    yield '  - title: "?"'
    yield f"    id: {name}  # a guess; a short name that stays the same, as in 101-calls"
    yield '    seen: "?"'
    yield '    asks: "?"'
    if reading.figures:
        yield "    observed:"
    for found in reading.figures:
        yield f"      # {found.around}"
        yield from (f"      # {doubt}" for doubt in found.doubts)
        yield f"      - {{{', '.join(_observed(found))}}}"
    if reading.years:
        yield f"    # years named, taken for no figure: {', '.join(reading.years)}"
    yield from (f"    # not read: {what}" for what in reading.unread)
    yield "    status: open"
    yield f"    status_on: {published}" if published else '    status_on: "?"'
    yield '    not_watched_because: "?"  # or watched_by: [RULE-ID]'


def _observed(found: Found) -> Iterator[str]:
    unit = f" of {found.unit}" if found.unit else ""
    yield f"what: {in_braces(f'? {found.kind}{unit}?')}"
    yield f"value: {in_braces(found.value)}"
    if found.period:
        yield f"period: {found.period}"


def _stated_otherwise(head: list[_NumberedLine], count: int) -> Iterator[str]:
    """Yield a remark if the head gives another number of AFIs than were found."""
    for line in head:
        match = _STATED.search(line.text)
        stated = int(match[1] or match[2]) if match else count
        if stated != count:
            yield f"line {line.number} says {stated} areas for improvement, and {count} were found"
            return


def _not_read(line: _NumberedLine) -> str:
    return f"line {line.number}, which begins with no AFI: {' '.join(line.text.split()[:6])} ..."
