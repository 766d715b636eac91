"""The value of a figure: its amount, how it came to be known, and what is doubtful about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from peelcheck.model.amounts import Amount, Form
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason, ReasonCode, reason
from peelcheck.model.returns import Scope

if TYPE_CHECKING:  # few runs have a table
    from peelcheck.model.counted_rows import CountedFrom
    from peelcheck.model.measured_values import MeasuredValues


class Known(StrEnum):
    """How a figure came to be known."""

    STATED = "stated"
    WORKED_OUT = "worked out"
    COUNTED = "counted"


class FigureValue(NamedTuple):
    """A figure at one period and scope: its amount, how it is known, and what is doubtful about it.

    With no amount, either `missing` names the inputs that were not given, or the return says that
    the value is not available. `nothing_to_judge` is 0 of 0. A doubt never lets a standard be met.
    `whole` is what a stated share is a share of, where that alone is given. `clashes` say why its
    inputs cannot all be right; no stated value is believed beside them. `disputes` name sources
    that disagree: the amount is the hull of them, so that it may still be met. `counted` are the
    tables it was counted from. `tiled` are the shorter periods that it was put together from, and
    `untiled` those of its period for which there is none. `adds_up` says that the parts of its kind
    come to the whole. `inputs` are the figures that it was derived from, and their periods. `shown`
    is what the cell of a workbook shows in place of its amount. `sides` are the two amounts of a
    difference: what it is less what. `condition` is the figure that decides whether the judged
    rule applies; None where that is not known. `measured` are the rows behind a mean, a median or a
    percentile that was counted.
    """

    name: str
    period: Period
    scope: Scope | None
    amount: Amount | None
    known: Known
    locations: tuple[Location, ...]
    sample: bool = False
    estimated: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[Reason, ...] = ()
    unusual: tuple[str, ...] = ()
    doubts: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    nothing_to_judge: bool = False
    complete: bool = False
    whole: Amount | None = None
    clashes: tuple[Reason, ...] = ()
    counted: tuple[CountedFrom, ...] = ()
    disputes: tuple[Reason, ...] = ()
    tiled: tuple[Period, ...] = ()
    untiled: tuple[Period, ...] = ()
    provisional: bool = False
    adds_up: bool = False
    inputs: tuple[tuple[str, Period], ...] = ()
    shown: Amount | None = None
    sides: tuple[Amount, ...] = ()
    condition: FigureValue | None = None
    measured: MeasuredValues | None = None

    @property
    def part_between(self) -> tuple[int, int, int] | None:
        """The least and the most that the part of a share may be, and its whole; None if either of
        them is not given as whole numbers.
        """
        amount = self.amount
        if amount is None or amount.form is not Form.RANGE or self.sample:
            return None
        total = self.whole.span if self.whole else amount.whole
        if total is None:
            return None
        low, high, whole = amount.span.low, amount.span.high, total.low
        if low is None or high is None or not whole or not total.is_point:
            return None
        ends = (low * whole, high * whole, whole)
        if any(end.denominator != 1 for end in ends):
            return None
        return int(ends[0]), int(ends[1]), int(whole)

    @property
    def is_put_together(self) -> bool:
        """Is it made of shorter periods alone, and given for its own by nobody?"""
        return bool(self.tiled or self.untiled) and self.known is not Known.STATED

    @property
    def unproved(self) -> tuple[Reason, ...]:
        """Why its amount proves nothing though it is known."""
        return (*self.doubts, *([reason(ReasonCode.IS_ESTIMATE)] if self.estimated else []))
