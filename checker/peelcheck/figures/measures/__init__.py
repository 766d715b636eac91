"""The closed list of ways to derive a figure: one module each, all with the same names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from peelcheck.figures.measures import difference, ratio, share, total
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import MeasureName


class MeasureModule(Protocol):
    """The functions of each measure's module. Inputs are in the order of the dictionary."""

    def impossible(self, inputs: Sequence[Amount]) -> str:
        """Return why the inputs cannot all be right; "" if they can."""
        ...

    def nothing_to_judge(self, inputs: Sequence[Amount]) -> bool:
        """Return whether this is certainly 0 of 0."""
        ...

    def work_out(self, inputs: Sequence[Amount], kind: Kind) -> Amount:
        """Return the figure, which is of `kind`, for amounts that are possible and not 0 of 0."""
        ...


MEASURES: dict[MeasureName, MeasureModule] = {
    MeasureName.SHARE: share,
    MeasureName.RATIO: ratio,
    MeasureName.SUM: total,
    MeasureName.DIFFERENCE: difference,
    MeasureName.GAP: difference,
}
