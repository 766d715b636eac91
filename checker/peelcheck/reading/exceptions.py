"""exceptions.yaml: breaches that a force accepts until a day, each with a reason and an owner."""

from __future__ import annotations

import os
import re
from datetime import date
from fractions import Fraction
from functools import partial

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.model.amounts import Amount, Kind, exact_amount
from peelcheck.model.changes import ExceptionEntry
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import pack_words, speaking
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.documents import refuse_other_document
from peelcheck.reading.facts_and_targets import force_of
from peelcheck.reading.fields import (
    amount_of,
    is_known,
    mappings_in,
    open_questions,
    read_text,
    text_of,
)
from peelcheck.reading.files import read_data_file
from peelcheck.reading.linked_files import without_contents
from peelcheck.reading.pack_words import with_known_keys
from peelcheck.reading.periods import read_day_or_year
from peelcheck.reading.schema import has_shape
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.file_kinds import is_link_outside
from peelcheck.sources.nodes import Mapping, Node, Sequence, Text


def read_exceptions(
    file: str, rulebook: Rulebook, today: date, problems: Problems
) -> tuple[ExceptionEntry, ...]:
    """Return every exception of a file; each may last 12 months from `today` at most."""
    before = len(problems.found)
    with speaking(rulebook.words):
        found = _read_file(file, rulebook, today, problems)
    if is_link_outside(file):
        own = without_contents(problems.found[before:], [file], "Check that file itself.")
        problems.found[before:] = own
    return found


def _read_file(
    file: str, rulebook: Rulebook, today: date, problems: Problems
) -> tuple[ExceptionEntry, ...]:
    try:
        if _is_empty(file):
            return ()
        node = read_data_file(file, problems, "exceptions")
    except ProblemsFound as refused:
        problems.found += refused.problems
        return ()
    if refuse_other_document(node, "exceptions", problems):
        return ()
    node = _with_keys_inside(node, problems)
    if not has_shape(node, "exceptions", problems) or not isinstance(node, Mapping):
        return ()
    found = [
        _exception_entry(part, rulebook, today, problems)
        for part in mappings_in(node.get("exceptions"))
    ]
    return tuple(one for one in found if one)


def _with_keys_inside(node: Node, problems: Problems) -> Node:
    """Return the file with the body's key in each exception as readers know it."""
    listed = node.entry("exceptions") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or listed is None or not isinstance(listed.value, Sequence):
        return node
    items = tuple(with_known_keys(one, problems) for one in listed.value.items)
    changed = listed._replace(value=listed.value._replace(items=items))
    return node._replace(entries=tuple(changed if e is listed else e for e in node.entries))


_ENDS = (b"", b"[]", b"{}", b"null")
_NOTHING = (*_ENDS, *(b"exceptions:" + end for end in _ENDS))


def _is_empty(file: str) -> bool:
    """Return whether the file has no exceptions: nothing, comments alone, or an empty list."""
    if os.path.isdir(file):  # noqa: PTH112 - Path.is_dir raises on a name that is too long
        return False
    bare = re.sub(rb"#[^\n]*|\s", b"", read_bytes(file).removeprefix(b"\xef\xbb\xbf"))
    return bare.removeprefix(b"---") in _NOTHING


def _exception_entry(
    node: Mapping, rulebook: Rulebook, today: date, problems: Problems
) -> ExceptionEntry | None:
    for question in open_questions(node):
        fix = "Write the answer in place of ?."
        problems.add_alone(question.location, "Nobody has answered this question.", fix)
    rule_name = node.get("rule")
    expires = _expires(node, problems)
    if not isinstance(rule_name, Text) or not is_known(
        rule_name, rulebook.rules, "a rule", problems
    ):
        return None
    rule = rulebook.rules[rule_name.value]
    _refuse_what_is_never_missed(rule, rule_name, problems)
    _refuse_scope(node, rule, problems)
    if expires is None:
        return None
    _refuse_too_long(node, expires, today, problems)
    worst = _read_amount(node, "no_worse_than", rule, rulebook, problems)
    accepted = _read_amount(node, "accepted", rule, rulebook, problems)
    known = [register.force for register in rulebook.registers.values()]
    return ExceptionEntry(
        rule=rule.id,
        force=force_of(node.get("force"), rulebook.dictionary, problems, known),
        scope=text_of(node, "scope"),
        reason=text_of(node, "reason"),
        owner=text_of(node, "owner"),
        expires=expires,
        no_worse_than=worst,
        doubts=_doubts(node, worst, rule, rulebook),
        ticket=text_of(node, "ticket"),
        accepted=accepted,
        not_supplied=text_of(node, "not_supplied") == "accepted",
        location=node.entries[0].key.location,
    )


def _expires(node: Mapping, problems: Problems) -> date | None:
    """Return the last day; a month means its last day, as in until: of a target."""
    written = node.get("expires")
    last = read_text(written, partial(read_day_or_year, is_end=True), problems, Code.NOT_A_DATE)
    if last is None:
        return None
    if written and last.only_the_year:
        what = f"{last.text} is a year, and an exception lasts until a day."
        problems.add(written.location, what, f"Write it as in {last.latest}.", Code.NOT_A_DATE)
        return None
    return last.latest


def _refuse_what_is_never_missed(rule: Rule, name: Text, problems: Problems) -> None:
    if not rule.judges:
        what = f"{rule.id} is only shown and never missed, so nothing is to be accepted."
        problems.add(name.location, what, "Take it out.")


def _refuse_scope(node: Mapping, rule: Rule, problems: Problems) -> None:
    entry = node.entry("scope")
    if entry and not rule.for_each:
        what = f"{rule.id} is judged for the whole {pack_words().body.one}."
        problems.add(entry.key.location, what, "Take scope: out.")


def _refuse_too_long(node: Mapping, expires: date, today: date, problems: Problems) -> None:
    """Refuse more than 12 months: the same day next year is the last; 29 February has its eve."""
    day = min(today.day, 28) if today.month == 2 else today.day
    latest = today.replace(year=today.year + 1, day=day)
    written = node.get("expires")
    if expires > latest and written:
        what = f"This is more than 12 months from {today}."
        problems.add(
            written.location, what, f"Write {latest} or an earlier day, and look again then."
        )


def _read_amount(
    node: Mapping, name: str, rule: Rule, rulebook: Rulebook, problems: Problems
) -> Amount | None:
    figure = rulebook.dictionary.figures.get(rule.figure)
    written = node.get(name)
    if figure is None or not isinstance(written, Text):
        return None
    value: Fraction | None = amount_of(written, read_limit, Kind(figure.kind), problems)
    return None if value is None else exact_amount(written.value, value)


def _doubts(
    node: Mapping, worst: Amount | None, rule: Rule, rulebook: Rulebook
) -> tuple[Reason, ...]:
    """Return why a surprising number accepts nothing, as 90% for 9.0%; otherwise nothing."""
    figure = rulebook.dictionary.figures.get(rule.figure)
    usual = figure.usual if figure else None
    if worst is None or worst.stated is None or usual is None or node.get("unusual"):
        return ()
    if usual.span.contains(worst.stated):
        return ()
    return (reason(ReasonCode.ACCEPTED_IS_UNUSUAL, worst=worst, usual=usual.text),)
