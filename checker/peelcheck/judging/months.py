"""What is said of a year beside its month, of earlier months, and of values after the period."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.model.amounts import Amount, Form
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.findings import Finding
from peelcheck.model.periods import Period, in_words, is_month
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import amount_words


def year_remark(
    year: Finding, value: FigureValue, amount: Amount, dictionary: Dictionary
) -> Reason:
    """Year ending 31 March 2026: 10,652 of 180,000 (5.92%), a breach, 1,653 fewer abandoned."""
    kind = dictionary.figures[value.name].kind
    limits = [bound.value for bound in year.limit.bounds] if year.limit else []
    said = [amount_words(amount, kind, limits), _outcome_words(year.outcome)]
    return reason(
        ReasonCode.YEAR_BESIDE,
        words=f"{in_words(value.period)}{_made_of(value)}: {', '.join(said)}",
        distance=year.distance[0].reason if year.distance else None,
    )


def _made_of(value: FigureValue) -> str:
    """What it was put together from: of counts, or of rates without them."""
    if not value.tiled:
        return ""
    numbers = {12: "twelve months", 4: "four quarters"}
    made_of = numbers.get(len(value.tiled), f"{len(value.tiled)} periods")
    of_counts = value.amount is not None and value.amount.form is not Form.RANGE
    return f", from {made_of} of {'counts' if of_counts else 'rates'}"


def parts_year_remark(year: Finding) -> Reason:
    """Year ending 31 March 2026: a breach, 1 of 2 grades: at worst grade A, 7 of 10 is not ..."""
    return reason(
        ReasonCode.YEAR_OF_PARTS, period=year.period, outcome=year.outcome, reasons=year.reasons
    )


def others_remark(finding: Finding, dictionary: Dictionary) -> list[str]:
    """The newest of the earlier values that no other sentence tells, at most three."""
    months = sum(f.period is not None and is_month(f.period) for f in (finding, *finding.history))
    year = finding.year.period if finding.year else None
    said = []
    for one in finding.history:
        told = one.period == year or (one.period and is_month(one.period) and months > 2)
        if not told and one.period and one.figure and one.figure.amount:
            kind = dictionary.figures[one.figure.name].kind
            limits = [bound.value for bound in one.limit.bounds] if one.limit else []
            words = amount_words(one.figure.amount, kind, limits)
            said.append(f"{in_words(one.period)}: {words}, {_outcome_words(one.outcome)}")
    return said[:3]


def _outcome_words(outcome: Outcome) -> str:
    return "a breach" if outcome is Outcome.BREACH else str(outcome)


def months_remark(finding: Finding) -> list[str]:
    """Met in 4 of 12 months, the last 4 in a row: where months of history are known.

    Months that nothing can be said of are named apart.
    """
    months = [f for f in (finding, *finding.history) if f.period and is_month(f.period)]
    met = sum(f.outcome is Outcome.MET for f in months)
    decided = met + sum(f.outcome is Outcome.BREACH for f in months)
    if len(months) < 3 or not decided:
        return []
    streak = finding.months_met_in_a_row
    said = f"met in {met} of {decided} months"
    if 1 < streak < decided:
        said += f", the last {streak} in a row"
    if untold := sum(f.outcome is Outcome.CANNOT_TELL for f in months):
        said += f"; {untold} more {'is' if untold == 1 else 'are'} not clear"
    return [said]


def later_remark(later: Sequence[Period], judged: Period) -> str:
    """What is given after the judged period: it is not judged."""
    newest = max(later, key=lambda period: period.last)
    given = f"a figure for {in_words(newest)} is given"
    if len(later) > 1:
        given = f"{len(later)} figures are given after it, up to {in_words(newest)},"
    which = "they are" if len(later) > 1 else "it is"
    return f"judged for {in_words(judged)}; {given} and {which} not judged"
