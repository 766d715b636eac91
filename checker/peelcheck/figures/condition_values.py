"""The figure that decides whether a rule applies, beside each value of the rule's own figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peelcheck.figures.derivation import input_at
from peelcheck.figures.gather import ReportedFigures
from peelcheck.model.figure_values import FigureValue
from peelcheck.model.periods import Period
from peelcheck.model.returns import Scope


def with_conditions(
    values: Sequence[FigureValue],
    name: str,
    figures: ReportedFigures,
    judged: Iterable[Period] = (),
) -> tuple[FigureValue, ...]:
    """Return the values, each with the figure `name` of its own time and part.

    Beside a snapshot, a figure of a longer time is that of the judged period in which its day lies.
    """
    periods = tuple(judged)
    return tuple(
        value._replace(condition=_beside(value, name, figures, periods)) for value in values
    )


def condition_at(
    name: str, period: Period, scope: Scope | None, figures: ReportedFigures
) -> FigureValue | None:
    """Return the figure there; of the whole force, where it has no parts of that kind."""
    definition = figures.dictionary.figures[name]
    kinds = (definition.by, *definition.broken_down_by)
    own = scope if scope and scope.kind in kinds else None
    return input_at(name, period, own, figures)


def _beside(
    value: FigureValue, name: str, figures: ReportedFigures, judged: tuple[Period, ...]
) -> FigureValue | None:
    found = condition_at(name, value.period, value.scope, figures)
    around = [one for one in judged if one != value.period and one.holds(value.period)]
    if found is None and around:
        return condition_at(name, around[0], value.scope, figures)
    return found
