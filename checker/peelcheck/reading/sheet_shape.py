"""What a return says of a sheet with a shape of its own: its labels, its months, what to leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary, FigureDefinition
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.returns import Scope
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import is_known, read_text, says_yes, text_of
from peelcheck.reading.periods import read_period
from peelcheck.reading.sheet_headers import YearAbove, read_year
from peelcheck.reading.sheet_labels import label_key
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

COLUMNS = ("figure", "force", "complete", "sample", "provisional", "source", "note", "unusual")
"""What a column of labels may hold; `scopes` says which columns hold districts and the like."""


class Said(NamedTuple):
    """What the return states about a whole sheet, or the rows of one label.

    `numbers_are` is percent or fraction where bare numbers are shares, empty where nobody says.
    """

    complete: bool = False
    sample: bool = False
    provisional: bool = False
    estimated: bool = False
    source: str = ""
    note: str = ""
    unusual: str = ""
    numbers_are: str = ""

    def over(self, sheet: Said) -> Said:
        """Return this of a row, with what its sheet says where the row is silent."""
        return Said(
            complete=self.complete or sheet.complete,
            sample=self.sample or sheet.sample,
            provisional=self.provisional or sheet.provisional,
            estimated=self.estimated or sheet.estimated,
            source=self.source or sheet.source,
            note=self.note or sheet.note,
            unusual=self.unusual or sheet.unusual,
            numbers_are=self.numbers_are or sheet.numbers_are,
        )


class Labelled(NamedTuple):
    """A figure, its label in the sheet, and what the return states about its rows."""

    label: Text
    figure: FigureDefinition
    said: Said


class SheetShape(NamedTuple):
    """How one sheet is laid out. Labels are keys as `label_key` makes them.

    `scopes` are the labels that name a part of the force, `scope_columns` the headers of the
    columns that hold such labels, by scope kind. Rows labelled as in `whole_force` are about the
    whole force. `months_down` says that months are rows and figures columns. `header_row` is 0 if
    it is to be found.
    """

    file: Text
    months_down: bool
    figures: AnyMapping[str, Labelled]
    sheet: Text | None = None
    block: Text | None = None
    header_row: int = 0
    year: YearAbove | None = None
    year_at: Location | None = None
    scopes: AnyMapping[str, Scope] = {}
    scope_labels: tuple[Text, ...] = ()
    scope_columns: AnyMapping[str, Text] = {}
    whole_force: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()
    columns: AnyMapping[str, Text] = {}
    periods: AnyMapping[str, Period] = {}
    period_labels: tuple[Text, ...] = ()
    said: Said = Said()

    def is_second_name(self, key: str) -> bool:
        """Return whether a label ends the name of a figure that takes two: % in "Abandoned %"."""
        return any(name.endswith(f" {key}") for name in self.figures)

    @property
    def named_columns(self) -> frozenset[str]:
        """Return the keys of the headers that `columns` and `scopes` name."""
        named = (*self.columns.values(), *self.scope_columns.values())
        return frozenset(label_key(text.value) for text in named)


def read_shape(node: Mapping, dictionary: Dictionary, problems: Problems) -> SheetShape | None:
    """Return the shape that a mapping under sheets describes; None where something is wrong."""
    before = len(problems.found)
    file = node.get("file")
    figures = _figures(node, dictionary, problems)
    scopes, labels, columns = _scopes(node, dictionary, problems)
    periods = dict(_periods(node, problems))
    year = read_text(node.get("year"), read_year, problems, Code.NOT_A_DATE)
    said = _said(node, "This sheet is an estimate, and nothing says whose.", problems)
    header_row = _header_row(node, problems)
    if len(problems.found) > before or not isinstance(file, Text) or not figures:
        return None
    return SheetShape(
        file=file,
        months_down=text_of(node, "months") == "down",
        figures=figures,
        sheet=_text(node, "sheet"),
        block=_text(node, "block"),
        header_row=header_row,
        year=year,
        year_at=_location(node, "year"),
        scopes=scopes,
        scope_labels=labels,
        scope_columns=columns,
        whole_force=frozenset(label_key(text.value) for text in _texts(node, "whole_force")),
        leave_out=frozenset(label_key(text.value) for text in _texts(node, "leave_out")),
        columns=dict(_columns(node)),
        periods={label_key(text.value): period for text, period in periods.items()},
        period_labels=tuple(periods),
        said=said,
    )


def _text(node: Mapping, name: str) -> Text | None:
    value = node.get(name)
    return value if isinstance(value, Text) else None


def _location(node: Mapping, name: str) -> Location | None:
    text = _text(node, name)
    return text.location if text else None


def _texts(node: Mapping, name: str) -> tuple[Text, ...]:
    """Return one text, or the texts of a list."""
    value = node.get(name)
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(item for item in items if isinstance(item, Text))


def _entries(node: Mapping, name: str) -> tuple[Entry, ...]:
    value = node.get(name)
    return value.entries if isinstance(value, Mapping) else ()


def _figures(node: Mapping, dictionary: Dictionary, problems: Problems) -> dict[str, Labelled]:
    """Return the figures by label; refuse labels that only capitals or marks tell apart."""
    found: dict[str, Labelled] = {}
    for entry in _entries(node, "figures"):
        details = entry.value if isinstance(entry.value, Mapping) else None
        name = details.get("figure") if details else entry.value
        if not isinstance(name, Text) or not _is_figure(entry.key, name, dictionary, problems):
            continue
        what = f"{name.value} is an estimate, and nothing says whose."
        said = _said(details, what, problems) if details else Said()
        key = label_key(entry.key.value)
        if key in found:
            what = f"{entry.key.value} and {found[key].label.value} are the same label."
            problems.add(entry.key.location, what, "Keep one of the two.")
        found[key] = Labelled(entry.key, dictionary.figures[name.value], said)
    return found


def _is_figure(label: Text, name: Text, dictionary: Dictionary, problems: Problems) -> bool:
    """Return whether it is a figure; refuse our name where the sheet's label goes."""
    if name.value not in dictionary.figures and label.value in dictionary.figures:
        what = f"{label.value} is our name for the figure, in the place of the sheet's label."
        fix = f'Write the sheet\'s label first, as in "{name.value}": {label.value}.'
        problems.add(label.location, what, fix)
        return False
    return is_known(name, dictionary.figures, "a figure", problems)


def _said(node: Mapping, no_source: str, problems: Problems) -> Said:
    said = Said(
        complete=says_yes(node, "complete"),
        sample=says_yes(node, "sample"),
        provisional=says_yes(node, "provisional"),
        estimated=says_yes(node, "estimated"),
        source=text_of(node, "source"),
        note=text_of(node, "note"),
        unusual=text_of(node, "unusual"),
        numbers_are=text_of(node, "numbers_are"),
    )
    entry = node.entry("estimated")
    if entry and said.estimated and not said.source:
        problems.add(entry.key.location, no_source, "Add source:.")
    return said


def _scopes(
    node: Mapping, dictionary: Dictionary, problems: Problems
) -> tuple[dict[str, Scope], tuple[Text, ...], dict[str, Text]]:
    """Return the scopes by label, the labels as written, and the columns that hold such labels."""
    scopes: dict[str, Scope] = {}
    labels: list[Text] = []
    columns: dict[str, Text] = {}
    for entry in _entries(node, "scopes"):
        kind = entry.key.value
        if not is_known(entry.key, dictionary.scopes, "a scope kind", problems):
            continue
        if isinstance(entry.value, Text):
            columns[kind] = entry.value
        for label, name in _named(entry.value):
            labels.append(label)
            scope = Scope(kind, " ".join(name.split()))
            if scopes.setdefault(label_key(label.value), scope) != scope:
                what = f"{label.value} stands for two things under scopes."
                problems.add(label.location, what, "Keep one of the two.")
    return scopes, tuple(labels), columns


def _named(node: Node) -> Iterator[tuple[Text, str]]:
    """Yield each label of a list, which is its own name, or of a mapping of labels to names."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Text):
            yield item, item.value
    for entry in node.entries if isinstance(node, Mapping) else ():
        if isinstance(entry.value, Text):
            yield entry.key, entry.value.value


def _columns(node: Mapping) -> Iterator[tuple[str, Text]]:
    for entry in _entries(node, "columns"):
        if isinstance(entry.value, Text):
            yield entry.key.value, entry.value


def _periods(node: Mapping, problems: Problems) -> Iterator[tuple[Text, Period]]:
    for entry in _entries(node, "periods"):
        period = read_text(entry.value, read_period, problems, Code.NOT_A_DATE)
        if period:
            yield entry.key, period


def _header_row(node: Mapping, problems: Problems) -> int:
    text = node.get("header_row")
    if not isinstance(text, Text):
        return 0
    if not re.fullmatch("[1-9][0-9]{0,5}", text.value):
        what = f"{text.value} is not the number of a row."
        problems.add(text.location, what, "Write the row of the header, as in 4.")
        return 0
    return int(text.value)


def kinds_of(figure: FigureDefinition) -> tuple[str, ...]:
    """Return the scope kinds by which a figure may be given."""
    return ((figure.by,) if figure.by else ()) + figure.broken_down_by


def refuse_wrong_kind(text: Text, figure: FigureDefinition, kind: str, problems: Problems) -> None:
    """Add the problem that a figure is not given by this kind."""
    by = and_list(kinds_of(figure), "or")
    what = f"{figure.name} is not broken down by {kind}."
    problems.add(text.location, what, f"Give it by {by}." if by else "Give it as one value.")
