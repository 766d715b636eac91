"""Many forces on one sheet: what each misses now, and month by month."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import body
from peelcheck.model.periods import is_month
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome, Rule
from peelcheck.reports.finding_text import figure_words
from peelcheck.reports.web.anchors import force_anchors, part_anchor
from peelcheck.reports.web.charts import Picture, forces_picture
from peelcheck.reports.web.funnel_words import funnel_picture, method
from peelcheck.reports.web.limit_words import how_sure, limit_from
from peelcheck.reports.web.view import Tile, style_of

_STEP = 3
"""Pixels from one month of a strip to the next."""


class OverviewCell(NamedTuple):
    """One force and standard: the newest result, and a strip of months as two paths."""

    result: str = ""
    figure: str = ""
    missed: str = ""
    met: str = ""
    width: int = 0
    said: str = ""


class OverviewRow(NamedTuple):
    """One force, with a cell for each standard; `kind` is its worst outcome as a style."""

    force: str
    anchor: str
    highlighted: bool
    cells: tuple[OverviewCell, ...]
    kind: str


class RuleFacts(NamedTuple):
    """A rule, where its limit comes from, and how sure that is."""

    rule: Rule
    limit_from: str
    how_sure: str


class Overview(NamedTuple):
    """The sheet: a line for each force; `judged` are the rules of its columns, `rules` all that any
    force's part refers to. `sides` are pictures of forces side by side, `funnels` those asked for.
    `tiles` cut the lines down to forces of a kind.
    """

    standards: tuple[str, ...]
    judged: tuple[Rule, ...]
    lines: tuple[OverviewRow, ...]
    rules: tuple[RuleFacts, ...]
    sides: tuple[Picture, ...]
    funnels: tuple[Picture, ...] = ()
    funnel_method: str = ""
    tiles: tuple[Tile, ...] = ()

    def part(self, name: str) -> str:
        """Return the name of a place in the overview."""
        return part_anchor("overview", name)


def overview_of(result: Result, highlight: Collection[str] = ()) -> Overview:
    """Return every force against every standard that was judged for one of them at least.

    `highlight` names forces that are to be seen at once.
    """
    judged = {f.rule.id: f.rule for f in result.findings if f.outcome.is_judged}
    told = {f.rule.id: f.rule for f in result.findings if f.outcome.is_shown}
    lines = []
    anchors = force_anchors(force.force for force in result.forces)
    for force, anchor in zip(result.forces, anchors, strict=True):
        by_rule = {finding.rule.id: finding for finding in force.findings}
        cells = tuple(_cell(by_rule.get(rule), result) for rule in judged)
        highlighted, kind = force.force in highlight, _kind(cells)
        lines.append(OverviewRow(force.force, anchor, highlighted, cells, kind))
    return Overview(
        tuple(rule.short for rule in judged.values()),
        tuple(judged.values()),
        tuple(lines),
        tuple(RuleFacts(rule, limit_from(rule), how_sure(rule)) for rule in told.values()),
        tuple(picture for rule in judged if (picture := _side_by_side(rule, result, highlight))),
        tuple(
            funnel_picture(
                one, result.rulebook.rules[one.rule], result.rulebook.dictionary, highlight
            )
            for one in result.funnels
        ),
        method(),
        tuple(_tiles(lines)),
    )


_WORST_FIRST = (
    (Outcome.BREACH, "misses a standard", "miss a standard"),
    (Outcome.CANNOT_TELL, "is in doubt and misses none", "are in doubt and miss none"),
    (Outcome.MET, "meets all that was judged", "meet all that was judged"),
)
"""The kinds of force, and what is said of one of the kind and of several."""


def _kind(cells: Sequence[OverviewCell]) -> str:
    results = {cell.result for cell in cells}
    return next((style_of(kind) for kind, *_ in _WORST_FIRST if str(kind) in results), "none")


def _tiles(lines: Sequence[OverviewRow]) -> Iterator[Tile]:
    """Yield how many forces are of each kind, where there is more than one kind."""
    kinds = [line.kind for line in lines]
    if len({*kinds}) < 2:
        return
    yield Tile(str(len(lines)), body().many, "all")
    for kind, one, several in _WORST_FIRST:
        count = kinds.count(style_of(kind))
        yield Tile(str(count), one if count == 1 else several, style_of(kind) if count else "")


def _side_by_side(rule: str, result: Result, highlight: Collection[str]) -> Picture | None:
    found = [f for f in result.findings if f.rule.id == rule and f.outcome.is_judged]
    kind = result.rulebook.dictionary.figures[found[0].rule.figure].kind
    return forces_picture(found, kind, highlight)


def _cell(finding: Finding | None, result: Result) -> OverviewCell:
    if finding is None or not finding.outcome.is_judged:
        return OverviewCell()
    counts, value = figure_words(finding, result.rulebook.dictionary)
    months = sorted(_months(finding), key=lambda one: one[0])
    if len(months) < 2:
        return OverviewCell(str(finding.outcome), value or counts)
    first, last = months[0][0], months[-1][0]
    missed = [index for index, outcome in months if outcome is Outcome.BREACH]
    met = [index for index, outcome in months if outcome is Outcome.MET]
    return OverviewCell(
        str(finding.outcome),
        value or counts,
        _path(missed, first, "1v12"),
        _path(met, first, "9v4"),
        (last - first + 1) * _STEP,
        f"{len(months)} months: {len(missed)} missed, {len(met)} met",
    )


def _months(finding: Finding) -> Iterator[tuple[int, Outcome]]:
    for one in (finding, *finding.history):
        if one.period and is_month(one.period):
            yield one.period.last.year * 12 + one.period.last.month, one.outcome


def _path(indices: Sequence[int], first: int, mark: str) -> str:
    return "".join(f"M{(index - first) * _STEP + 1} {mark}" for index in indices)


def title_of_many(result: Result) -> str:
    """Write the title: 12 of 43 forces miss a standard that could be checked."""
    forces = len(result.forces)
    missing = sum(bool(force.of(Outcome.BREACH)) for force in result.forces)
    if not missing:
        checked = sum(bool(force.of(Outcome.MET)) for force in result.forces)
        return f"None of {forces} {body().many} misses a standard; {checked} meet one at least"
    verb = "misses" if missing == 1 else "miss"
    return f"{missing} of {forces} {body().many} {verb} a standard"
