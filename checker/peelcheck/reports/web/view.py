"""What stands on the page, in words and in order; templates only lay it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import area
from peelcheck.model.periods import in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.results import AfiNumbers, AfiState, ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import capital, sentence
from peelcheck.reports.afi_words import afi_words
from peelcheck.reports.by_afi import AfiList, afi_lists
from peelcheck.reports.finding_text import figure_words, how_far
from peelcheck.reports.headline import headline
from peelcheck.reports.reason_words import all_in_words
from peelcheck.reports.sections import Rows, breakdowns, no_register, nothing_supplied_on
from peelcheck.reports.since_text import (
    exception_rows,
    exception_words,
    since_rows,
    since_sentence,
    since_when,
)
from peelcheck.reports.text_parts import differs_over_the_year
from peelcheck.reports.web.anchors import part_anchor, standard_anchor
from peelcheck.reports.web.centre_bar import CentreBar, bar_of
from peelcheck.reports.web.limit_words import whose_limit
from peelcheck.reports.web.plain_words import PlainWords
from peelcheck.reports.web.row_order import RowKeys, places_of
from peelcheck.reports.web.standard_view import StandardView, by_name, standard_view


class Tile(NamedTuple):
    """A number at the top of the page, and what it counts.

    `shows` is the outcome to which it cuts the page down, in the name of a style ("all", "breach");
    empty for one that leads to `target` instead.
    """

    number: str
    what: str
    shows: str = ""
    target: str = ""


class StandardRow(NamedTuple):
    """One standard in the table. `said` is the bar in words, `kind` its outcome as a style, and
    `places` what sorts it.
    """

    anchor: str
    rule: str
    short: str
    when: str
    result: str
    kind: str
    figure: str
    value: str
    required: str
    limit_from: str
    bar: CentreBar | None
    said: str
    far: str
    change: str
    changed: str
    afis: tuple[str, ...]
    note: str
    year: str
    places: str = ""


class AfiLine(NamedTuple):
    """One AFI: what its numbers say as a label, and the outcome whose colour that has."""

    number: int
    title: str
    state: str
    kind: str
    said: str


class AfiSection(NamedTuple):
    """The AFIs of one inspection."""

    list: AfiList
    lines: tuple[AfiLine, ...]


class NotChecked(NamedTuple):
    """A standard that was not checked, why, and what would change that."""

    short: str
    title: str
    why: str
    give: str
    words: tuple[str, ...]


class ForceView(NamedTuple):
    """Everything about one force."""

    anchor: str
    name: str
    headline: str
    tiles: tuple[Tile, ...]
    since: str
    new: str
    changes: Rows
    questions: Rows
    exception: Rows
    rows: tuple[StandardRow, ...]
    worst: tuple[StandardRow, ...]
    with_afis: bool
    standards: tuple[StandardView, ...]
    broken_down: Mapping[str, Rows]
    afis: tuple[AfiSection, ...]
    no_register: str
    not_checked: tuple[NotChecked, ...]
    absent_functions: str
    not_shown: tuple[NotChecked, ...]

    def part(self, name: str) -> str:
        """Return the name of a place in this force's part of the page."""
        return part_anchor(self.anchor, name)


_MOST_ON_A_SHEET = 3
"""Standards that the first sheet of paper names."""


def force_view(force: ForceResult, result: Result, anchor: str) -> ForceView:
    """Return the page's part on one force, which links find as `anchor`."""
    judged = [f for f in force.findings if f.outcome.is_judged]
    shown = [f for f in force.findings if f.outcome.is_shown]
    absent = [f for f in force.findings if not f.outcome.is_shown]
    silent = force.absent_functions
    counted = {f.rule.id for f in absent if f.binds and f.rule.function not in silent}
    dictionary, since = result.rulebook.dictionary, result.since
    plain = PlainWords(dictionary)
    rows = tuple(_rows(judged, force, result, anchor))
    return ForceView(
        anchor=anchor,
        name=force.force,
        headline=headline(force),
        tiles=tuple(_tiles(force, len(judged), anchor)),
        since=since_when(force, since) if since else "",
        new=since_sentence(force, since) if since else "",
        changes=since_rows(force, since) if since else [],
        questions=[(f.rule.short, plain.questions(f.asks)) for f in force.findings if f.asks],
        exception=exception_rows(force),
        rows=rows,
        worst=tuple(row for row in rows if row.kind != "met")[:_MOST_ON_A_SHEET],
        with_afis=bool(force.registers),
        standards=tuple(standard_view(f, result, anchor) for f in shown),
        broken_down=breakdowns(force, dictionary),
        afis=tuple(_afi_section(one) for one in afi_lists(force, plain.words_of)),
        no_register="" if force.registers else no_register(force),
        not_checked=tuple(_not_checked(f, plain) for f in absent if f.rule.id in counted),
        not_shown=tuple(_not_checked(f, plain) for f in absent if f.rule.id not in counted),
        absent_functions=nothing_supplied_on(force),
    )


def _tiles(force: ForceResult, judged: int, anchor: str) -> Iterator[Tile]:
    """Yield the counts: those of results cut the page down to them, the others lead to a part."""
    if judged:
        yield Tile(str(judged), "standard judged" if judged == 1 else "standards judged", "all")
    for outcome, one, several in _COUNTED:
        count = len(force.of(outcome))
        shows = style_of(outcome) if count else ""
        yield Tile(str(count), one if count == 1 else several, shows)
    absent = sum(finding.binds for finding in force.missing)
    if absent:
        yield Tile(str(absent), "not supplied", target=part_anchor(anchor, "not-checked"))
    if force.afis:
        missed = sum(state.numbers.is_missed for state in force.afis)
        what = f"of {len(force.afis)} {area().labels} missed"
        yield Tile(str(missed), what, target=part_anchor(anchor, "afis"))


_COUNTED = (
    (Outcome.BREACH, "breach", "breaches"),
    (Outcome.CANNOT_TELL, "cannot tell", "cannot tell"),
    (Outcome.MET, "met", "met"),
)


def style_of(outcome: Outcome) -> str:
    """Return the name of an outcome in the style sheet."""
    return str(outcome).replace(" ", "-")


def _rows(
    judged: Sequence[Finding], force: ForceResult, result: Result, anchor: str
) -> Iterator[StandardRow]:
    """Yield a row for each finding, in their order, with its place in the other orders."""
    keys = [
        RowKeys(f.rule.short, min((ref.number for ref in f.afis), default=None)) for f in judged
    ]
    for finding, places in zip(judged, places_of(keys), strict=True):
        yield _row(finding, force, result, anchor)._replace(places=places)


def _row(finding: Finding, force: ForceResult, result: Result, anchor: str) -> StandardRow:
    counts, value = figure_words(finding, result.rulebook.dictionary)
    required = finding.limit.required if finding.limit else ""
    far = bar_label(finding, result.rulebook.dictionary)
    titles = {(state.register, state.number): state.shown_title for state in force.afis}
    kind = result.rulebook.dictionary.figures[finding.rule.figure].kind
    change = finding.change
    return StandardRow(
        anchor=standard_anchor(anchor, finding.rule.id),
        rule=finding.rule.id,
        short=finding.rule.short,
        when=in_words(finding.period) if finding.period else "",
        result=str(finding.outcome),
        kind=style_of(finding.outcome),
        figure=counts,
        value=value,
        required=required,
        limit_from=whose_limit(finding),
        bar=bar_of(finding, kind),
        said=f"{counts}{f' ({value})' if value else ''}; required: {required}; {far}",
        far=far,
        change=capital(change.kind) if change else "",
        changed=all_in_words(change.reasons) if change else "",
        afis=tuple(
            f"{ref.number} {titles.get((ref.register, ref.number), '')}".rstrip()
            for ref in finding.afis
        ),
        note=exception_words(finding) if finding.is_accepted else "",
        year=_year_words(finding),
    )


def bar_label(finding: Finding, dictionary: Dictionary) -> str:
    """Return a distance for a bar, with the noun of what is counted: 45 calls to spare."""
    if len(finding.distance) != 1:
        return how_far(finding)
    distance = finding.distance[0]
    counted = dictionary.figures.get(distance.lever or "")
    if (
        distance.reason.code is not ReasonCode.COUNT_TO_SPARE
        or counted is None
        or not distance.change
    ):
        return how_far(finding)
    noun = counted.one if abs(distance.change) == 1 else counted.unit
    return f"{how_far(finding).removesuffix(' to spare')} {noun} to spare".replace("  ", " ")


def _year_words(finding: Finding) -> str:
    """Return how the year comes out where that is not as the period: breach over the year."""
    if finding.year is None or not differs_over_the_year(finding):
        return ""
    far = how_far(finding.year)
    return f"Over the year: {finding.year.outcome}{f', {far}' if far else ''}"


def _afi_section(one: AfiList) -> AfiSection:
    lines = []
    for row in one.rows:
        label = afi_words(row.state.numbers, row.state.period)
        lines.append(AfiLine(row.number, row.title, label, afi_style(row.state), row.said))
    return AfiSection(one, tuple(lines))


def afi_style(state: AfiState) -> str:
    """Return the name in the style sheet of what an AFI's numbers say."""
    if state.numbers.is_missed:
        return style_of(Outcome.BREACH)
    if state.numbers.is_met:
        return style_of(Outcome.MET)
    open_ones = (AfiNumbers.NOT_CLEAR, AfiNumbers.YEAR_NOT_CLEAR, AfiNumbers.NOT_ENOUGH)
    return style_of(Outcome.CANNOT_TELL if state.numbers in open_ones else Outcome.NOTE)


def _not_checked(finding: Finding, plain: PlainWords) -> NotChecked:
    give = f"Give {', or '.join(plain.each(finding.to_supply))}." if finding.to_supply else ""
    why = sentence(f"{finding.outcome}: {plain.all(finding.reasons)}")
    rule = finding.rule
    return NotChecked(rule.short, rule.title, why, give, tuple(by_name(finding, plain)))
