"""The words of a rule pack, from its pack.yaml: who is judged, on what, and who decides."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping

from peelcheck.errors import Problems
from peelcheck.model.day_limits import WorkingCalendar
from peelcheck.model.lint_codes import Code
from peelcheck.model.pack_words import BODY_KEY, Noun, PackWords, body, key_of, own_keys, pack_words
from peelcheck.reading.fields import text_of
from peelcheck.reading.schema import schema
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_TIME_ZONE = PackWords().time_zone


def read_pack_words(node: Mapping, problems: Problems) -> PackWords | None:
    """Return the words of a pack.yaml in its shape; None if it says none, or wrong ones."""
    before = problems.seen
    with problems.under(Code.WRONG_SHAPE):
        _refuse_other_time_zone(node, problems)
        spoken = node.get("words")
        _refuse_taken_names(spoken, problems)
    if problems.seen > before or not isinstance(spoken, Mapping):
        return None
    body = _noun(spoken, "body")
    return PackWords(
        body=body,
        every_body=_inside(spoken, "body", "all") or f"the {body.many} that this pack lists",
        example=_inside(spoken, "body", "example"),
        area=_noun(spoken, "area"),
        inspector=text_of(spoken, "inspector"),
        standards=text_of(spoken, "standards") or "their standards",
        work=text_of(spoken, "work"),
        plan=text_of(spoken, "plan") or f"plan of the {body.one}",
        closing=text_of(spoken, "closing") or f"only the {text_of(spoken, 'inspector')} decides",
        calendar=_calendar(node),
    )


def _noun(node: Mapping, name: str) -> Noun:
    return Noun(*(_inside(node, name, part) for part in Noun._fields))


def _inside(node: Mapping, name: str, part: str) -> str:
    inner = node.get(name)
    return text_of(inner, part) if isinstance(inner, Mapping) else ""


def _calendar(node: Mapping) -> WorkingCalendar | None:
    name = text_of(node, "calendar")
    return WorkingCalendar(name) if name else None


def _refuse_other_time_zone(node: Mapping, problems: Problems) -> None:
    zone = node.get("time_zone")
    if isinstance(zone, Text) and zone.value != _TIME_ZONE:
        what = f"Times are counted by the clocks of {_TIME_ZONE} alone."
        problems.add(zone.location, what, f"Write {_TIME_ZONE}, or leave the line out.")


def _refuse_taken_names(spoken: Node | None, problems: Problems) -> None:
    """Refuse a body whose name is another key of a return, or the key of the police."""
    body = spoken.get("body") if isinstance(spoken, Mapping) else None
    one = body.get("one") if isinstance(body, Mapping) else None
    if not isinstance(one, Text):
        return
    key = key_of(one.value)
    if key in schema("return")["properties"] and key != BODY_KEY:
        what = f"A return has a key {key} already, which means something else."
        problems.add(one.location, what, "Choose another word for the body that is judged.")


def body_key(key: str) -> str:
    """Return a key as readers know it: the pack's word for the body is `force` to them."""
    spoken = pack_words().key
    if spoken == BODY_KEY:
        return key
    return BODY_KEY if key_of(key) == spoken else "" if key == BODY_KEY else key


def with_known_keys(node: Node, problems: Problems) -> Node:
    """Return a return, profile, register or exception with the keys that readers know.

    A pack of trusts has `trust:` in its returns; `force:` is a problem that says so.
    """
    changed = {known: own for known, own in own_keys().items() if known != own}
    if not isinstance(node, Mapping) or not changed:
        return node
    entries = (_renamed(one, changed, problems) for one in node.entries)
    return node._replace(entries=tuple(_with_known_sheets(one, problems) for one in entries))


def _with_known_sheets(entry: Entry, problems: Problems) -> Entry:
    """Return the sheets of a return with the keys that readers know, other entries as they are."""
    if entry.key.value != "sheets" or not isinstance(entry.value, Sequence):
        return entry
    items = (
        _with_known_columns(with_known_keys(one, problems), problems) for one in entry.value.items
    )
    return entry._replace(value=entry.value._replace(items=tuple(items)))


def _with_known_columns(sheet: Node, problems: Problems) -> Node:
    if not isinstance(sheet, Mapping):
        return sheet
    entries = (
        one._replace(value=with_known_keys(one.value, problems))
        if one.key.value == "columns"
        else one
        for one in sheet.entries
    )
    return sheet._replace(entries=tuple(entries))


def _renamed(entry: Entry, changed: AnyMapping[str, str], problems: Problems) -> Entry:
    key = entry.key
    for known, own in changed.items():
        if key.value == own:
            return entry._replace(key=key._replace(value=known))
        if key.value == known:
            what = f"{known} is the key of another pack: these rules judge {body().many}."
            fix = f"Write {own}: in its place."
            problems.add(key.location, what, fix, Code.UNKNOWN_PART)
    return entry
