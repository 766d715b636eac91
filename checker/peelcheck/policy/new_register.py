"""A register to complete, from the text of a published inspection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from peelcheck.errors import InvalidValue
from peelcheck.model.forces import force_words
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import AREA_KEY, BODY_KEY, area, shown_key
from peelcheck.model.registers import AfiKind
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import capital
from peelcheck.policy.published_figures import FiguresInText, Found, figures_in
from peelcheck.policy.report_head import ReportHead, head_of_report
from peelcheck.policy.report_items import ReportItem, ReportParts, parts_of_report
from peelcheck.policy.report_lines import NumberedLine
from peelcheck.policy.subject_words import rules_about
from peelcheck.policy.yaml_text import in_braces, in_yaml, modeline

_FIRST_WORDS = 9
_LONGEST_TITLE = 12
_LONGEST_TEXT = 40
_MOST_ITEMS = 300
_ASKING = re.compile(
    r"^(?:The (?:force|constabulary|service)|[A-Z][\w ]+? (?:Police|Constabulary|Service)) "
    r"(?:should|must|needs? to|has to) (?:(?:make sure|ensure)(?: that)?(?: it)? )?",
)
_STARTERS = (
    r"In|The|We|During|At|As|It|Since|This|These|There|Our|Data|Some|Most|Many|Officers|When|"
    r"Although|Despite|Over|Between|On|For|They|Each|While|Since|Not|Callers|Victims|Nothing|Guidance"
)
_RUN_ON = re.compile(rf"(?<=[a-z0-9)\u2019]) (?=(?:{_STARTERS}) [a-z0-9])")
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


class _Entry(NamedTuple):
    """One item of the report, with its number in the register and what was found in it."""

    number: int
    item: ReportItem
    asks: str
    body: str
    reading: FiguresInText


def new_register(report: str, name: str, rulebook: Rulebook, schema: str) -> Draft:
    """Return a register for the report with this text; every ? in it is a question.

    `name` is what people call the file, and `schema` is where an editor finds the schema. Raises
    InvalidValue if nothing in the text is an AFI.
    """
    parts, head = _read(report, rulebook)
    if not parts.items:
        what = f"Nothing in {name} is {area().a_one}."
        fix = "Put each on a line of its own: AFI and its text, or Area for improvement above it."
        raise InvalidValue(what, fix)
    if len(parts.items) > _MOST_ITEMS:
        what = f"{name} has more than {_MOST_ITEMS} {area().many}."
        raise InvalidValue(what, "Give the text of one report.")
    entries = list(_entries(parts.items, head))
    told = [*_stated_otherwise(parts), *(_not_read(line) for line in parts.left)]
    told += [
        f"{_called(entry)}, line {entry.item.line}: {what}"
        for entry in entries
        for what in entry.reading.unread
    ]
    ids = _ids([entry.item.text for entry in entries], head.force)
    lines = [
        *modeline(schema),
        f"# From {name}: {_count(parts.items)}, numbered in its order.",
        "# Every ? is a question: answer it, or take the line out. Titles, seen: and asks: begin",
        "# with the report's words: put them in your own. Words behind # help to find the place:",
        "# take them out. Nothing is read before every ? is answered.",
        *(f"# Not read: {one}" for one in told),
        *_heading(head),
        f"{shown_key(AREA_KEY)}:",
        *(
            line
            for entry, own_id in zip(entries, ids, strict=True)
            for line in _afi(entry, own_id, head, rulebook)
        ),
    ]
    return Draft("\n".join(lines) + "\n", tuple(told))


def _read(report: str, rulebook: Rulebook) -> tuple[ReportParts, ReportHead]:
    """Return the parts of the report and its head; a page may put the force behind each item."""
    forces = rulebook.dictionary.forces
    parts = parts_of_report(report, ())
    head = head_of_report([line.text for line in parts.head], forces)
    return parts_of_report(report, (head.force,)) if head.force else parts, head


def _entries(items: Sequence[ReportItem], head: ReportHead) -> Iterator[_Entry]:
    for number, item in enumerate(items, 1):
        asks, body = (item.heading, item.body) if item.heading else _apart(item.body)
        stop = "" if asks.endswith((".", "!", "?")) else "."
        reading = figures_in(f"{asks}{stop} {body}", head.published)
        yield _Entry(number, item, asks, body, reading)


def _apart(text: str) -> tuple[str, str]:
    """Divide a text whose heading runs into its first sentence, as on one line of a page."""
    first, stop, rest = text.partition(". ")
    run_on = next((m for m in _RUN_ON.finditer(first) if len(first[: m.start()].split()) > 4), None)
    if run_on:
        return first[: run_on.start()], f"{first[run_on.end() :]}{stop}{rest}"
    return first, rest


def _called(entry: _Entry) -> str:
    is_concern = entry.item.kind is AfiKind.CONCERN
    return f"{'Cause of concern' if is_concern else capital(area().label)} {entry.number}"


def _names() -> dict[AfiKind, tuple[str, str]]:
    """Return what one and many of a kind are called in the words of the pack."""
    concerns = ("cause of concern", "causes of concern")
    return {AfiKind.AREA: (area().one, area().many), AfiKind.CONCERN: concerns}


def _count(items: Sequence[ReportItem]) -> str:
    counts = [(sum(item.kind is kind for item in items), words) for kind, words in _names().items()]
    return " and ".join(f"{n} {words[n != 1]}" for n, words in counts if n)


def _heading(head: ReportHead) -> Iterator[str]:
    yield f"inspection: {in_yaml(head.inspection or '?')}"
    yield f"{shown_key(BODY_KEY)}: {in_yaml(head.force or '?')}"
    mark = "" if head.day_is_named else "  # the first day in the report: check"
    yield (
        f"published: {head.published}{mark}"
        if head.published
        else ('published: "?"  # as in 2024-09-23')
    )
    known = (head.publisher, head.inspection, head.force, head.published)
    if all(known):
        yield f"source: {in_yaml(', '.join(known))}"
    else:
        yield 'source: "?"  # who published it, its title, and the day'


def _ids(texts: Iterable[str], force: str) -> list[str]:
    """Return an id for each AFI: the first words of its text that describe it."""
    found: list[str] = []
    for number, text in enumerate(texts, 1):
        words = (word for word in force_words(text) if word not in _SAYS_NOTHING)
        telling = [w for w in words if len(w) > 3 and w.isascii() and w.isalpha()]
        own = [word for word in telling if word not in force_words(force)]
        name = "-".join(own[:3]) or "afi"
        found.append(f"{name}-{number}" if name in found or not own else name)
    return found


def _afi(entry: _Entry, own_id: str, head: ReportHead, rulebook: Rulebook) -> Iterator[str]:
    item, reading = entry.item, entry.reading
    yield f"  # {entry.number}, line {item.line}: {_shortened(item.text, _FIRST_WORDS)}"
    yield f"  - title: {in_yaml(_title(entry.asks))}"
    yield f"    id: {own_id}  # a guess; a short name that stays the same, as in 101-calls"
    if item.kind is AfiKind.CONCERN:
        yield f"    kind: {item.kind}"
    yield f"    seen: {in_yaml(_shortened(entry.body, _LONGEST_TEXT) or _NO_MORE)}"
    yield f"    asks: {in_yaml(_shortened(entry.asks, _LONGEST_TEXT))}"
    yield from _expected_by(reading)
    if reading.figures:
        yield "    observed:"
    for found in reading.figures:
        yield f"      # {found.around}"
        yield from (f"      # {doubt}" for doubt in found.doubts)
        yield f"      - {{{', '.join(_observed(found))}}}"
    for found in reading.others:
        yield f"    # left out, {found.value} ({', '.join(found.doubts)}): {found.around}"
    if reading.years:
        yield f"    # years named, taken for no figure: {', '.join(reading.years)}"
    yield from (f"    # not read: {what}" for what in reading.unread)
    yield f"    status: {item.status}"
    day = item.status_on or head.published
    yield f"    status_on: {day}" if day else '    status_on: "?"'
    yield from _watched(item, rulebook)


_NO_MORE = "The report gives no more than what it asks."


def _expected_by(reading: FiguresInText) -> Iterator[str]:
    """Yield the latest deadline, and the others as remarks."""
    known = sorted((one for one in reading.deadlines if one.day), key=lambda one: one.day)
    if known:
        yield f"    expected_by: {known[-1].day}  # {known[-1].words}; check"
    for one in reading.deadlines:
        if one not in known[-1:]:
            yield f"    # also a deadline: {one.words}{f', {one.day}' if one.day else ''}"


def _watched(item: ReportItem, rulebook: Rulebook) -> Iterator[str]:
    likely = rules_about(item.text, rulebook)
    names = ", ".join(likely) or "RULE-ID"
    mark = " (likely, by their words)" if likely else ""
    yield f'    not_watched_because: "?"  # or watched_by: [{names}]{mark}'


def _title(asks: str) -> str:
    """Return what is asked without the words that every AFI begins with."""
    text = _ASKING.sub("", asks).rstrip(".") or asks
    return _shortened(f"{text[:1].upper()}{text[1:]}", _LONGEST_TITLE)


def _shortened(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" ..." if len(words) > most else "")


def _observed(found: Found) -> Iterator[str]:
    unit = f" of {found.unit}" if found.unit else ""
    yield f"what: {in_braces(f'{found.kind}{unit}')}"
    yield f"value: {in_braces(found.value)}"
    if found.period:
        yield f"period: {found.period}"


def _stated_otherwise(parts: ReportParts) -> Iterator[str]:
    """Yield a remark if the report gives another number of items than were found."""
    for kind, words in _names().items():
        count = sum(item.kind is kind for item in parts.items)
        wrong = [(line, n) for line, n, of_kind in parts.stated if of_kind is kind and n != count]
        if wrong:
            line, stated = wrong[0]
            yield f"line {line} says {stated} {words[stated != 1]}, and {count} were found"


def _not_read(line: NumberedLine) -> str:
    return f"line {line.number}, which belongs to no {area().label}: {_shortened(line.text, 6)}"
