"""The closed list of ways to work out a figure: one module each, all with the same names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from peelcheck.figures.measures import ratio, share, total
from peelcheck.model.amounts import Amount
from peelcheck.model.dictionary import MeasureName


class MeasureModule(Protocol):
    """What each measure's module offers. Inputs come in the order of the dictionary."""

    def impossible(self, inputs: Sequence[Amount]) -> str:
        """Why they cannot all be right, or nothing."""
        ...

    def nothing_to_judge(self, inputs: Sequence[Amount]) -> bool:
        """Is this surely 0 of 0?"""
        ...

    def work_out(self, inputs: Sequence[Amount]) -> Amount:
        """The figure itself, for amounts that are possible and not 0 of 0."""
        ...


MEASURES: dict[MeasureName, MeasureModule] = {
    MeasureName.SHARE: share,
    MeasureName.RATIO: ratio,
    MeasureName.SUM: total,
}
