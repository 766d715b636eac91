"""The report as a folder of pages: an index, and one each for a force, a standard and an AFI.

Every page is like the one of `as_html`: without scripts, and with links to the others alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import area
from peelcheck.model.records import Recorded
from peelcheck.model.registers import Register
from peelcheck.model.results import AfiState, ForceResult, Result
from peelcheck.model.rules import Outcome, Rule
from peelcheck.reports.afi_words import afi_words
from peelcheck.reports.headline import headline
from peelcheck.reports.layout import Page
from peelcheck.reports.web.anchors import force_anchors, slug_of
from peelcheck.reports.web.charts import Picture
from peelcheck.reports.web.gate_view import gate_view
from peelcheck.reports.web.limit_words import how_sure, limit_from
from peelcheck.reports.web.overview import Overview, overview_of, title_of_many
from peelcheck.reports.web.pages import common_values, page_from
from peelcheck.reports.web.row_order import RowKeys, places_of
from peelcheck.reports.web.view import ForceView, StandardRow, afi_style, force_view


class ForceLine(NamedTuple):
    """One force on the page of a standard."""

    name: str
    anchor: str
    row: StandardRow
    highlighted: bool
    places: str = ""


class AfiOnPage(NamedTuple):
    """One AFI on its own page, and the standards of the force that watch it."""

    name: str
    anchor: str
    number: int
    title: str
    inspection: str
    state: str
    kind: str
    said: str
    status: str
    rows: tuple[StandardRow, ...]
    file: str


def render(result: Result, page: Page) -> Mapping[str, str]:
    """Return the text of each file by its path in the folder, with / between the parts."""
    anchors = force_anchors(force.force for force in result.forces)
    forces = [
        force_view(force, result, anchor)
        for force, anchor in zip(result.forces, anchors, strict=True)
    ]
    overview = overview_of(result, page.highlight)
    afis = [
        one for force, view in zip(result.forces, forces, strict=True) for one in _afis(force, view)
    ]
    files = {"index.html": _index(result, page, forces, overview, afis)}
    for force, view in zip(result.forces, forces, strict=True):
        files[f"forces/{view.anchor}.html"] = _force(force, view, result, page)
    for rule in overview.judged:
        files[f"standards/{rule.id}.html"] = _standard(rule, forces, overview, result, page)
    for one in afis:
        values = {**common_values(result, page, (), ()), "title": _afi_title(one), "one": one}
        files[one.file] = page_from("site_afi.html", values)
    return files


def _index(
    result: Result,
    page: Page,
    forces: Sequence[ForceView],
    overview: Overview,
    afis: Sequence[AfiOnPage],
) -> str:
    gate = gate_view(result)
    title = title_of_many(result) if len(forces) > 1 else headline(result.forces[0])
    inputs = result.record.inputs if result.record else ()
    values = {
        **common_values(result, page, forces, inputs),
        "title": gate.title if gate else title.removesuffix("."),
        "site": True,
        "gate": gate,
        "overview": overview,
        "forces": forces,
        "afis": afis,
    }
    return page_from("site_index.html", values)


def _force(force: ForceResult, view: ForceView, result: Result, page: Page) -> str:
    values: dict[str, Any] = {
        **common_values(result, page, (view,), _inputs_of(force, result)),
        "warnings": [],  # the index has those of the whole run
        "title": headline(force).removesuffix("."),
        "home": "../index.html",
        "site": False,
        "gate": None,
        "forces": [view],
        "overview": None,
    }
    return page_from("page.html", values)


def _inputs_of(force: ForceResult, result: Result) -> Iterator[Recorded]:
    """Yield the files that hold a figure of this force."""
    values = [finding.figure for finding in force.findings if finding.figure]
    files = {location.file for value in values for location in value.locations}
    yield from (one for one in (result.record.inputs if result.record else ()) if one.file in files)


def _standard(
    rule: Rule, forces: Sequence[ForceView], overview: Overview, result: Result, page: Page
) -> str:
    lines = _lines(rule, forces, page)
    pictures: list[Picture] = [
        one
        for one in (*overview.sides, *overview.funnels)
        if one.id in (f"side/{rule.id}", f"funnel/{rule.id}")
    ]
    values = {
        **common_values(result, page, (), ()),
        "title": rule.short,
        "rule": rule,
        "standing": limit_from(rule),
        "how_sure": how_sure(rule),
        "lines": lines,
        "pictures": pictures,
        "with_since": any(line.row.change for line in lines),
    }
    return page_from("site_standard.html", values)


def _lines(rule: Rule, forces: Sequence[ForceView], page: Page) -> list[ForceLine]:
    """Return the forces judged by a rule: breaches first, then those that are not clear."""
    lines = [
        ForceLine(force.name, force.anchor, row, force.name in page.highlight)
        for force in forces
        for row in force.rows
        if row.rule == rule.id
    ]
    lines.sort(key=lambda line: _WORST_FIRST.index(line.row.result))
    places = places_of([RowKeys(line.name) for line in lines])
    return [line._replace(places=one) for line, one in zip(lines, places, strict=True)]


_WORST_FIRST = [str(one) for one in (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)]


def _afis(force: ForceResult, view: ForceView) -> Iterator[AfiOnPage]:
    registers = {one.id: one for one in force.registers}
    lines = (line for section in view.afis for line in section.lines)
    for state, line in zip(_in_order(force), lines, strict=True):
        yield _afi(state, line.said, registers[state.register], view)


def _in_order(force: ForceResult) -> Iterator[AfiState]:
    """Yield the AFIs in the order of the page: register by register."""
    for register in force.registers:
        yield from (state for state in force.afis if state.register == register.id)


def _afi(state: AfiState, said: str, register: Register, view: ForceView) -> AfiOnPage:
    file = f"afis/{view.anchor}--{slug_of(register.id)}-{state.number}.html"
    return AfiOnPage(
        name=view.name,
        anchor=view.anchor,
        number=state.number,
        title=state.shown_title,
        inspection=register.inspection,
        state=afi_words(state.numbers, state.period),
        kind=afi_style(state),
        said=said,
        status=state.status,
        rows=tuple(row for row in view.rows if row.rule in state.rules),
        file=file,
    )


def _afi_title(one: AfiOnPage) -> str:
    return f"{one.name}, {area().label} {one.number}: {one.title}"
