"""The closed list of ways to work out a figure: one module each, all with the same names."""

from __future__ import annotations

from typing import Protocol

from peelcheck.figures.measures import ratio, share
from peelcheck.model.amounts import Amount
from peelcheck.model.dictionary import MeasureName


class MeasureModule(Protocol):
    """What each measure's module offers."""

    def impossible(self, numerator: Amount, denominator: Amount) -> str:
        """Why the two cannot both be right, or nothing."""
        ...

    def nothing_to_judge(self, numerator: Amount, denominator: Amount) -> bool:
        """Is this surely 0 of 0?"""
        ...

    def work_out(self, numerator: Amount, denominator: Amount) -> Amount:
        """The figure itself, for two amounts that are possible and not 0 of 0."""
        ...


MEASURES: dict[MeasureName, MeasureModule] = {
    MeasureName.SHARE: share,
    MeasureName.RATIO: ratio,
}
