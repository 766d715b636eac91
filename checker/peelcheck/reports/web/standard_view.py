"""One standard of one force on the page: its section, and its entry in the annex."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome, Rule
from peelcheck.model.wording import capital, sentence
from peelcheck.reports.finding_text import distance_words, figure_words, location_of
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from peelcheck.reports.web.anchors import standard_anchor
from peelcheck.reports.web.charts import Picture, months_picture, spread_picture
from peelcheck.reports.web.limit_words import how_sure, limit_from, limit_in_words
from peelcheck.reports.web.plain_words import PlainWords
from peelcheck.reports.web.trend_words import lower_is_better, trend_in_words


class FigureRow(NamedTuple):
    """One period of a figure."""

    when: str
    figure: str
    value: str
    required: str
    result: str


class AnnexEntry(NamedTuple):
    """Where a standard and its figure come from; `words` name what files call it."""

    short: str
    rule: Rule
    standing: str
    how_sure: str
    rule_location: str
    locations: tuple[str, ...]
    words: tuple[str, ...]


class StandardView(NamedTuple):
    """All about one standard of one force; `facts` are figure, limit, trend and what to do."""

    anchor: str
    force: str
    short: str
    title: str
    why: str
    result: str
    because: str
    far: str
    facts: tuple[tuple[str, str], ...]
    year: str
    pictures: tuple[Picture, ...]
    figures: tuple[FigureRow, ...]
    about: tuple[str, ...]
    notes: tuple[str, ...]
    annex: AnnexEntry


def standard_view(finding: Finding, result: Result, force_anchor: str) -> StandardView:
    """Return the section of a finding."""
    rule, plain = finding.rule, PlainWords(result.rulebook.dictionary)
    anchor = standard_anchor(force_anchor, rule.id)
    notes = plain.sentences(finding.figure.notes) if finding.figure else []
    remarks = [one for one in finding.remarks if one.code is not ReasonCode.NOTED]
    return StandardView(
        anchor=anchor,
        force=finding.force,
        short=rule.short,
        title=rule.title,
        why=rule.why,
        result=str(finding.outcome),
        because=sentence(plain.all(finding.reasons)),
        far=far_in_words(finding),
        facts=tuple(_facts(finding, result, plain)),
        year=_year(finding, plain),
        pictures=tuple(_pictures(finding, result, anchor)),
        figures=tuple(_figures(finding, result)),
        about=tuple(plain.sentences(remarks)),
        notes=tuple(notes),
        annex=_annex(finding, plain),
    )


def _facts(finding: Finding, result: Result, plain: PlainWords) -> Iterator[tuple[str, str]]:
    """Yield the four facts: the figure, the limit, the trend, and what would meet the standard."""
    counts, value = figure_words(finding, result.rulebook.dictionary)
    figure = f"{counts} ({value})" if value else counts
    when = f", {in_words(finding.period)}" if finding.period else ""
    yield "Figure", sentence(capital(f"{figure}{when}"))
    yield "Limit", limit_in_words(finding)
    yield "Trend", _trend(finding, result)
    yield _WHAT_NEXT.get(finding.outcome, "To say more"), _next(finding, plain)


_WHAT_NEXT = {
    Outcome.BREACH: "What would meet it",
    Outcome.MET: "To spare",
    Outcome.CANNOT_TELL: "What would settle it",
}


def _trend(finding: Finding, result: Result) -> str:
    if result.public_below is not None:
        return "Not published."
    if finding.months is None:
        return "None can be seen: no two months are given."
    figures = result.rulebook.dictionary.figures
    better = figures[finding.rule.figure].better
    return trend_in_words(finding.months, lower_better=lower_is_better(finding, better))


def _next(finding: Finding, plain: PlainWords) -> str:
    if finding.outcome is Outcome.BREACH:
        said = [far_in_words(finding), sentence(capital(finding.rule.to_meet_it))]
        return " ".join(text for text in said if len(text) > 1)
    if finding.outcome is Outcome.MET:
        return far_in_words(finding) or "Not known."
    if not finding.to_supply:
        return far_in_words(finding) or "Nothing more is needed."
    return sentence(f"Give {', or '.join(plain.each(finding.to_supply))}")


def far_in_words(finding: Finding) -> str:
    """Return the distance as a sentence; "" if there is none."""
    words = distance_words(finding.distance)
    return sentence(capital(words)) if words else ""


def _year(finding: Finding, plain: PlainWords) -> str:
    """Return the year beside a month, unless a remark says it already."""
    year = finding.year
    if year is None or year.period is None:
        return ""
    is_told = any(one.code in _OF_THE_YEAR for one in finding.remarks)
    return "" if is_told else sentence(f"{in_words(year.period)}: {plain.all(year.reasons)}")


_OF_THE_YEAR = (ReasonCode.YEAR_BESIDE, ReasonCode.YEAR_OF_PARTS)


def _pictures(finding: Finding, result: Result, anchor: str) -> Iterator[Picture]:
    figures = result.rulebook.dictionary.figures
    figure = figures[finding.rule.figure] if finding.rule.figure else None
    if figure is None:
        return
    if finding.months:
        yield months_picture(finding, finding.months, figure.kind, anchor, figure.better)
    if finding.rule.for_each and len(finding.parts) > 2:
        scope = result.rulebook.dictionary.scopes[finding.rule.for_each]
        picture = spread_picture(finding, scope, figure.kind, anchor)
        if picture:
            yield picture


def _figures(finding: Finding, result: Result) -> Iterator[FigureRow]:
    """Return the newest period, the earlier ones, and the year."""
    for one in (finding, *finding.history, *([finding.year] if finding.year else [])):
        if one.figure:
            counts, value = figure_words(one, result.rulebook.dictionary)
            required = one.limit.required if one.limit else ""
            when = in_words(one.period) if one.period else ""
            yield FigureRow(when, counts, value, required, str(one.outcome))


def _annex(finding: Finding, plain: PlainWords) -> AnnexEntry:
    value = finding.figure
    locations = value.locations if value else ()
    return AnnexEntry(
        short=finding.rule.short,
        rule=finding.rule,
        standing=limit_from(finding.rule),
        how_sure=how_sure(finding.rule),
        rule_location=str(location_of(finding)),
        locations=tuple(dict.fromkeys(map(str, locations))),
        words=tuple(by_name(finding, plain)),
    )


def by_name(finding: Finding, plain: PlainWords) -> Iterator[str]:
    """Yield the sentences in which the page leaves out names, with the names."""
    because = all_in_words(finding.reasons)
    if because != plain.all(finding.reasons):
        yield sentence(because)
    if finding.to_supply:
        yield f"To supply: {', or '.join(each_in_words(finding.to_supply))}."
    above = plain.sentences(finding.remarks)
    yield from (text for text in sentences(finding.remarks) if text not in above)
    yield from finding.asks
    if finding.year:
        exactly = sentence(all_in_words(finding.year.reasons))
        if exactly != sentence(plain.all(finding.year.reasons)):
            yield exactly
