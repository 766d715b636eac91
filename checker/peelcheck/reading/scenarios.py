"""tests/<name>.yaml of a rule pack: returns, and their expected outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelcheck.errors import Problems
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.returns import Return
from peelcheck.model.rules import Outcome, Rulebook
from peelcheck.reading.fields import day_of, is_known, mappings_in, text_of
from peelcheck.reading.inline_tables import InlineTable, read_inline_tables
from peelcheck.reading.packs import Folder, open_packs
from peelcheck.reading.returns import read_return_node
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Mapping, Node, Text

_OTHER_FILES = ("profile", "sheets")


class Expected(NamedTuple):
    """The expected outcome of a rule; `scope` is one of its parts, `because` part of its reason.

    `figure` is its value, as an example writes an amount: 3 of 4.
    """

    rule: str
    outcome: Outcome
    scope: str
    because: str
    location: Location
    figure: str = ""


class Scenario(NamedTuple):
    """A return and its expected outcomes, on a day (None: when every period is over).

    `rows` are its small tables.
    """

    name: str
    given: Return
    expected: tuple[Expected, ...]
    today: date | None
    location: Location
    rows: tuple[InlineTable, ...] = ()


def read_scenarios(
    folders: Sequence[Folder], rulebook: Rulebook | None, problems: Problems
) -> tuple[Scenario, ...]:
    """Return every scenario of these packs without problems.

    Without a rulebook there is none, and only problems with their shape are reported.
    """
    found: list[Scenario] = []
    with problems.under(Code.WRONG_SCENARIO):
        for pack in open_packs(folders, problems):
            for _, node in pack.folder("tests"):
                if has_shape(node, "scenarios", problems):
                    read = (_scenario(one, rulebook, problems) for one in mappings_in(node))
                    found += (one for one in read if one)
            pack.withhold_contents()
    return tuple(found)


def _scenario(node: Mapping, rulebook: Rulebook | None, problems: Problems) -> Scenario | None:
    before = problems.seen
    location = node.entries[0].key.location
    written = node.get("return")
    rows: tuple[InlineTable, ...] = ()
    if isinstance(written, Mapping) and rulebook:
        rows = read_inline_tables(written, rulebook, problems)
    given = _return(written, rulebook, rows, problems) if isinstance(written, Mapping) else None
    expected = tuple(
        _read_expected(row, rulebook, problems) for row in mappings_in(node.get("expect"))
    )
    today = day_of(node, "today", problems)
    if given is None or problems.seen > before:
        return None
    return Scenario(text_of(node, "name"), given, expected, today, location, rows)


def _return(
    node: Mapping,
    rulebook: Rulebook | None,
    rows: tuple[InlineTable, ...],
    problems: Problems,
) -> Return | None:
    other = [entry for entry in node.entries if entry.key.value in _OTHER_FILES]
    for entry in other:
        what = f"{entry.key.value} names another file, and a scenario holds all it needs."
        problems.add(entry.key.location, what, "Write the figures themselves.")
    if other:
        return None
    inside = Problems()
    kept = Mapping(tuple(e for e in node.entries if e.key.value != "tables"), node.location)
    tables = tuple(one.source for one in rows)
    read = read_return_node(node.location.file, kept, rulebook, inside, tables=tables)
    for problem in inside.found:
        problems.add(problem.location, problem.what, problem.fix)
    return read


def _read_expected(node: Mapping, rulebook: Rulebook | None, problems: Problems) -> Expected:
    name = node.get("rule")
    if isinstance(name, Text) and rulebook:
        is_known(name, rulebook.rules, "a rule", problems)
    return Expected(
        rule=text_of(node, "rule"),
        outcome=Outcome(text_of(node, "outcome")),
        scope=text_of(node, "scope"),
        because=text_of(node, "because"),
        location=_location(node),
        figure=text_of(node, "figure"),
    )


def _location(node: Node) -> Location:
    return node.entries[0].key.location if isinstance(node, Mapping) else node.location
