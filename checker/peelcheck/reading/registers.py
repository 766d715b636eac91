"""afis/<inspection>.yaml: one inspection's areas for improvement, as published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from peelcheck.errors import Problems
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import pack_words
from peelcheck.model.periods import Period, day_in_words, in_words
from peelcheck.model.registers import Afi, AfiKind, Observed, Register
from peelcheck.model.wording import capital
from peelcheck.reading.amounts import read_amount
from peelcheck.reading.facts_and_targets import force_of
from peelcheck.reading.fields import (
    amount_of,
    day_of,
    is_known,
    mappings_in,
    open_questions,
    read_text,
    text_of,
    texts_of,
)
from peelcheck.reading.figure_amounts import figure_amount
from peelcheck.reading.pack_words import with_known_keys
from peelcheck.reading.periods import read_period
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Mapping, Node, Text


def read_register(
    node: Node,
    register_id: str,
    rule_ids: Iterable[str],
    dictionary: Dictionary,
    problems: Problems,
) -> Register | None:
    """Return one register, or None if something in its file is wrong."""
    before = problems.seen
    node = with_known_keys(node, problems)
    if not has_shape(node, "register", problems) or not isinstance(node, Mapping):
        return None
    questions = list(open_questions(node))
    for question in questions:
        fix = "Write the answer in place of ?, or take the line out."
        problems.add_alone(question.location, "Nobody has answered this question.", fix)
    if questions:
        return None
    published = day_of(node, "published", problems)
    force = force_of(node.get("force"), dictionary, problems)
    known = list(rule_ids)
    afis = [
        _afi(part, register_id, number, known, problems)
        for number, part in enumerate(mappings_in(node.get("afis")), 1)
    ]
    _refuse_doubled_ids(node, problems)
    if published:
        for part in mappings_in(node.get("afis")):
            _refuse_wrong_days(part, published, problems)
            _refuse_wrong_values(part, dictionary, problems)
    if published is None or problems.seen > before:
        return None
    return Register(
        id=register_id,
        inspection=text_of(node, "inspection"),
        force=force,
        published=published,
        source=text_of(node, "source"),
        afis=tuple(afi for afi in afis if afi),
        location=node.entries[0].key.location,
    )


def _afi(
    node: Mapping, register_id: str, number: int, rule_ids: list[str], problems: Problems
) -> Afi | None:
    area = pack_words().area
    watched_by = texts_of(node, "watched_by")
    for text in watched_by:
        is_known(text, rule_ids, "a rule", problems)
    reason = text_of(node, "not_watched_because")
    location = node.entries[0].key.location
    if bool(watched_by) == bool(reason):
        problems.add(
            location,
            f"{capital(area.label)} {number} must name the rules that watch it, or say why none "
            "does.",
            "Write watched_by or not_watched_because, and not both.",
        )
    status_on = day_of(node, "status_on", problems)
    if status_on is None:
        return None
    return Afi(
        register=register_id,
        number=number,
        title=text_of(node, "title"),
        seen=text_of(node, "seen"),
        asks=text_of(node, "asks"),
        observed=tuple(_observed(part) for part in mappings_in(node.get("observed"))),
        status=text_of(node, "status"),
        status_on=status_on,
        watched_by=tuple(text.value for text in watched_by),
        not_watched_because=reason,
        not_a_number=text_of(node, "not_a_number"),
        location=location,
        name=text_of(node, "id"),
        kind=AfiKind(text_of(node, "kind") or AfiKind.AREA),
        expected_by=day_of(node, "expected_by", problems),
    )


def _refuse_doubled_ids(node: Mapping, problems: Problems) -> None:
    seen: dict[str, Text] = {}
    area = pack_words().area.label
    for part in mappings_in(node.get("afis")):
        name = part.get("id")
        if isinstance(name, Text) and seen.setdefault(name.value, name) is not name:
            what = f"{name.value} is the id of another {area}, at {seen[name.value].location}."
            fix = f"Give each {area} an id of its own."
            problems.add(name.location, what, fix, Code.GIVEN_TWICE)


def _refuse_wrong_days(node: Mapping, published: date, problems: Problems) -> None:
    """Refuse a status before an AFI is raised, and a figure of a time after its report."""
    status_on, written = day_of(node, "status_on", Problems()), node.get("status_on")
    said = day_in_words(published)
    if status_on and written and status_on < published:
        area = pack_words().area.label
        what = f"This is before the report that raised the {area} was published, on {said}."
        problems.add(written.location, what, "Check status_on: and published:.", Code.NOT_A_DATE)
    day, written = day_of(node, "expected_by", Problems()), node.get("expected_by")
    if day and written and day < published:
        what = f"This is before the report was published, on {said}."
        problems.add(written.location, what, "Check expected_by: and published:.", Code.NOT_A_DATE)
    for part in mappings_in(node.get("observed")):
        written = part.get("period")
        period = _period_in(written, problems)
        if written and period and period.last > published:
            what = f"The report was published on {said}, before {in_words(period)} was over."
            problems.add(written.location, what, "Check period: and published:.", Code.NOT_A_DATE)


def _period_in(node: Node | None, problems: Problems) -> Period | None:
    """Return the period that a text names; None for words without a digit: "at the time"."""
    if not isinstance(node, Text) or not re.search(r"\d", node.value):
        return None
    return read_text(node, read_period, problems, Code.NOT_A_DATE)


def _refuse_wrong_values(node: Mapping, dictionary: Dictionary, problems: Problems) -> None:
    """Refuse a wrong number: it is read as in a return, also without a figure."""
    for part in mappings_in(node.get("observed")):
        name, value = part.get("figure"), part.get("value")
        if not isinstance(value, Text):
            continue
        figure = dictionary.figures.get(name.value) if isinstance(name, Text) else None
        if figure:
            figure_amount(value, figure, dictionary, problems)
        elif name is None and value.value.strip().endswith("%"):
            kind = Kind.CHANGE if value.value.lstrip()[:1] in ("+", "-") else Kind.SHARE
            amount_of(value, read_amount, kind, problems)


def _observed(node: Mapping) -> Observed:
    return Observed(
        what=text_of(node, "what"),
        figure=text_of(node, "figure"),
        value=text_of(node, "value"),
        period=text_of(node, "period"),
        note=text_of(node, "note"),
    )
