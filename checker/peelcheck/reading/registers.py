"""afis/<inspection>.yaml: one inspection's areas for improvement, as published."""

from __future__ import annotations

from collections.abc import Iterable

from peelcheck.errors import Faults
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.registers import Afi, Observed, Register
from peelcheck.reading.fields import (
    day_of,
    is_known,
    mappings_in,
    open_questions,
    text_of,
    texts_of,
)
from peelcheck.reading.force_words import force_of
from peelcheck.reading.shape import has_shape
from peelcheck.sources.nodes import Mapping, Node


def read_register(
    node: Node,
    register_id: str,
    rule_ids: Iterable[str],
    dictionary: Dictionary,
    faults: Faults,
    forces: Iterable[str] = (),
) -> Register | None:
    """One register, or None where something in its file is wrong.

    `forces` are known besides those of the dictionary: that of the profile which names it.
    """
    before = faults.seen
    if not has_shape(node, "register", faults) or not isinstance(node, Mapping):
        return None
    questions = list(open_questions(node))
    for question in questions:
        instead = "Write the answer in place of ?, or take the line out."
        faults.add_alone(question.place, "Nobody has answered this question.", instead)
    if questions:
        return None
    published = day_of(node, "published", faults)
    force = force_of(node.get("force"), dictionary, faults, forces)
    known = list(rule_ids)
    afis = [
        _afi(part, register_id, number, known, faults)
        for number, part in enumerate(mappings_in(node.get("afis")), 1)
    ]
    if published is None or faults.seen > before:
        return None
    return Register(
        id=register_id,
        inspection=text_of(node, "inspection"),
        force=force,
        published=published,
        source=text_of(node, "source"),
        afis=tuple(afi for afi in afis if afi),
        place=node.entries[0].key.place,
    )


def _afi(
    node: Mapping, register_id: str, number: int, rule_ids: list[str], faults: Faults
) -> Afi | None:
    watched_by = texts_of(node, "watched_by")
    for text in watched_by:
        is_known(text, rule_ids, "a rule", faults)
    reason = text_of(node, "not_watched_because")
    place = node.entries[0].key.place
    if bool(watched_by) == bool(reason):
        faults.add(
            place,
            f"AFI {number} must name the rules that watch it, or say why none does.",
            "Write watched_by or not_watched_because, and not both.",
        )
    status_on = day_of(node, "status_on", faults)
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
        place=place,
    )


def _observed(node: Mapping) -> Observed:
    return Observed(
        what=text_of(node, "what"),
        figure=text_of(node, "figure"),
        value=text_of(node, "value"),
        period=text_of(node, "period"),
        note=text_of(node, "note"),
    )
