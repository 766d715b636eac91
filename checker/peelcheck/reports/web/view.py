"""What stands on the page, in words and in order; templates only lay it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from peelcheck.model.findings import Finding
from peelcheck.model.periods import alone_in_words, day_in_words, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome, Rule, StatedAs
from peelcheck.model.wording import and_list, capital, sentence
from peelcheck.reports.by_afi import AfiList, afi_lists
from peelcheck.reports.finding_text import (
    distance_words,
    figure_words,
    how_far,
    limits_of,
    location_of,
)
from peelcheck.reports.headline import headline
from peelcheck.reports.reason_words import all_in_words, each_in_words, sentences
from peelcheck.reports.rule_words import CERTAINTY_WORDS, STANDING_WORDS
from peelcheck.reports.sections import (
    Rows,
    breakdowns,
    no_register,
    nothing_supplied_on,
    question_rows,
)
from peelcheck.reports.since_text import exception_rows, exception_words, since_rows, since_sentence
from peelcheck.reports.web.chart_geometry import Bar, bar_of
from peelcheck.reports.web.charts import Picture, months_picture, spread_picture


class Count(NamedTuple):
    """A number at the top of the page, and what it counts."""

    number: str
    what: str


class StandardRow(NamedTuple):
    """One standard in the table. `said` is the bar in words."""

    anchor: str
    short: str
    when: str
    result: str
    figure: str
    value: str
    required: str
    limit_from: str
    bar: Bar | None
    said: str
    far: str
    afis: str
    note: str


class FigureRow(NamedTuple):
    """One period of a figure."""

    when: str
    figure: str
    value: str
    required: str
    result: str


class Standard(NamedTuple):
    """All about one standard of one force."""

    anchor: str
    force: str
    short: str
    result: str
    rule: Rule
    because: str
    far: str
    to_supply: str
    to_meet_it: str
    year: str
    pictures: tuple[Picture, ...]
    figures: tuple[FigureRow, ...]
    about: tuple[str, ...]
    notes: tuple[str, ...]
    limit_from: str
    how_sure: str
    rule_location: str
    locations: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


class NotChecked(NamedTuple):
    """A standard that was not checked, why, and what would change that."""

    short: str
    title: str
    why: str
    give: str


class ForceView(NamedTuple):
    """Everything about one force."""

    anchor: str
    name: str
    headline: str
    period: str
    counts: tuple[Count, ...]
    new: str
    changes: Rows
    questions: Rows
    exception: Rows
    rows: tuple[StandardRow, ...]
    with_afis: bool
    standards: tuple[Standard, ...]
    broken_down: Mapping[str, Rows]
    afis: tuple[AfiList, ...]
    no_register: str
    not_checked: tuple[NotChecked, ...]
    absent_functions: str
    not_shown: tuple[NotChecked, ...]


def force_view(force: ForceResult, result: Result, number: int) -> ForceView:
    """Return the page's part on one force, the `number`th."""
    prefix = f"f{number}"
    judged = [f for f in force.findings if f.outcome.is_judged]
    shown = [f for f in force.findings if f.outcome.is_shown]
    absent = [f for f in force.findings if not f.outcome.is_shown]
    counted = {f.rule.id for f in absent if f.binds and not force.is_of_absent_function(f)}
    dictionary = result.rulebook.dictionary
    return ForceView(
        anchor=prefix,
        name=force.force,
        headline=headline(force),
        period=alone_in_words(force.period) if force.period else "",
        counts=_counts(force),
        new=_new(force, result),
        changes=since_rows(force, result.since) if result.since else [],
        questions=question_rows(force),
        exception=exception_rows(force),
        rows=tuple(_row(f, result, prefix) for f in judged),
        with_afis=bool(force.registers),
        standards=tuple(_standard(f, result, prefix) for f in shown),
        broken_down=breakdowns(force, dictionary),
        afis=afi_lists(force),
        no_register="" if force.registers else no_register(force),
        not_checked=tuple(_not_checked(f) for f in absent if f.rule.id in counted),
        not_shown=tuple(_not_checked(f) for f in absent if f.rule.id not in counted),
        absent_functions=nothing_supplied_on(force),
    )


def _counts(force: ForceResult) -> tuple[Count, ...]:
    missed, met = len(force.of(Outcome.BREACH)), len(force.of(Outcome.MET))
    untold = sum(f.rule.judges for f in force.of(Outcome.CANNOT_TELL))
    absent = sum(f.binds for f in force.missing)
    said = [f"{n} {what}" for n, what in ((untold, "not clear"), (absent, "not supplied")) if n]
    unknown = f"not known to be met or missed: {and_list(said)}" if said else "not known"
    return (
        Count(str(missed), "breach" if missed == 1 else "breaches"),
        Count(str(met), "met"),
        Count(str(untold + absent), unknown),
        _afi_count(force),
    )


def _afi_count(force: ForceResult) -> Count:
    if not force.afis:
        return Count("0", "areas for improvement (AFIs) on file for this force")
    missed = sum(state.numbers.is_missed for state in force.afis)
    return Count(
        f"{missed} of {len(force.afis)}", "AFIs with a standard missed, now or over the year"
    )


def _new(force: ForceResult, result: Result) -> str:
    if result.since is None:
        return "Nothing to compare with was given. Name last time's report or return with --since."
    return since_sentence(force, result.since)


def _row(finding: Finding, result: Result, prefix: str) -> StandardRow:
    counts, value = figure_words(finding, result.rulebook.dictionary)
    required = finding.limit.required if finding.limit else ""
    return StandardRow(
        anchor=_anchor(finding, prefix),
        short=finding.rule.short,
        when=_when(finding),
        result=str(finding.outcome),
        figure=counts,
        value=value,
        required=required,
        limit_from=limit_from(finding.rule),
        bar=_bar(finding, result),
        said=f"{counts}{f' ({value})' if value else ''}; required: {required}",
        far=how_far(finding),
        afis=", ".join(str(ref.number) for ref in finding.afis),
        note=exception_words(finding) if finding.is_accepted else "",
    )


def _anchor(finding: Finding, prefix: str) -> str:
    return f"{prefix}-{finding.rule.id}"


def _when(finding: Finding) -> str:
    return in_words(finding.period) if finding.period else ""


def _bar(finding: Finding, result: Result) -> Bar | None:
    value = finding.figure
    if value is None or value.amount is None or finding.limit is None:
        return None
    kind = result.rulebook.dictionary.figures[value.name].kind
    return bar_of(value.amount.span, limits_of(finding), kind)


def limit_from(rule: Rule) -> str:
    """Return whose the number is: guidance: an aim, not law."""
    if rule.proposed:
        return "proposed, not in force"
    words = STANDING_WORDS[rule.standing].limit_from
    return f"{words}; number restored" if rule.stated_as is StatedAs.RESTORED else words


def how_sure(rule: Rule) -> str:
    """Return whether the number was read in its source, and when that was last read."""
    sure = sentence(CERTAINTY_WORDS[rule.stated_as].on_page.format(how=rule.restored))
    if rule.read_on is None:
        return sure
    return f"{sure} Its source was last read on {day_in_words(rule.read_on)}."


def _standard(finding: Finding, result: Result, prefix: str) -> Standard:
    rule, value = finding.rule, finding.figure
    notes = sentences(value.notes) if value else []
    remarks = [one for one in finding.remarks if one.code is not ReasonCode.NOTED]
    files = dict.fromkeys(location.file for location in value.locations) if value else {}
    sums = {one.file: one.sha256 or "" for one in result.record.inputs} if result.record else {}
    return Standard(
        anchor=_anchor(finding, prefix),
        force=finding.force,
        short=rule.short,
        result=str(finding.outcome),
        rule=rule,
        because=sentence(all_in_words(finding.reasons)),
        far=_far(finding),
        to_supply=_to_supply(finding),
        to_meet_it=rule.to_meet_it if finding.outcome is Outcome.BREACH else "",
        year=_year(finding),
        pictures=tuple(_pictures(finding, result, prefix)),
        figures=tuple(_figures(finding, result)),
        about=tuple(sentences(remarks)),
        notes=tuple(notes),
        limit_from=limit_from(finding.rule),
        how_sure=how_sure(rule),
        rule_location=str(location_of(finding)),
        locations=tuple(dict.fromkeys(str(location) for location in value.locations))
        if value
        else (),
        files=tuple((file, sums[file]) for file in files if file in sums),
    )


def _far(finding: Finding) -> str:
    words = distance_words(finding.distance)
    return sentence(capital(words)) if words else ""


def _to_supply(finding: Finding) -> str:
    if not finding.to_supply or finding.outcome not in (Outcome.CANNOT_TELL, Outcome.NOTE):
        return ""
    lead = "To settle it" if finding.outcome is Outcome.CANNOT_TELL else "To say more"
    return f"{lead}, give {', or '.join(each_in_words(finding.to_supply))}."


def _year(finding: Finding) -> str:
    """Return the year beside a month, unless a remark says it already."""
    year = finding.year
    if year is None or year.period is None:
        return ""
    is_told = any(one.code in _OF_THE_YEAR for one in finding.remarks)
    because = all_in_words(year.reasons)
    return "" if is_told else sentence(f"{in_words(year.period)}: {because}")


_OF_THE_YEAR = (ReasonCode.YEAR_BESIDE, ReasonCode.YEAR_OF_PARTS)


def _pictures(finding: Finding, result: Result, prefix: str) -> Iterator[Picture]:
    figures = result.rulebook.dictionary.figures
    kind = figures[finding.rule.figure].kind if finding.rule.figure else None
    if kind is None:
        return
    if finding.months:
        yield months_picture(finding, finding.months, kind, _anchor(finding, prefix))
    if finding.rule.for_each and len(finding.parts) > 2:
        scope = result.rulebook.dictionary.scopes[finding.rule.for_each]
        picture = spread_picture(finding, scope, kind, _anchor(finding, prefix))
        if picture:
            yield picture


def _figures(finding: Finding, result: Result) -> Iterator[FigureRow]:
    """Return the newest period, the earlier ones, and the year."""
    for one in (finding, *finding.history, *([finding.year] if finding.year else [])):
        if one.figure:
            counts, value = figure_words(one, result.rulebook.dictionary)
            required = one.limit.required if one.limit else ""
            yield FigureRow(_when(one), counts, value, required, str(one.outcome))


def _not_checked(finding: Finding) -> NotChecked:
    give = f"Give {', or '.join(each_in_words(finding.to_supply))}." if finding.to_supply else ""
    why = sentence(f"{finding.outcome}: {all_in_words(finding.reasons)}")
    return NotChecked(finding.rule.short, finding.rule.title, why, give)
