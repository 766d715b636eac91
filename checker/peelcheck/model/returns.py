"""Returns: the figures that a force reports about itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from peelcheck.model.amounts import Amount
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Length, Period
from peelcheck.model.problems import Problem
from peelcheck.model.reasons import Reason
from peelcheck.model.registers import Register
from peelcheck.model.rules import Bound, Day

if TYPE_CHECKING:  # few runs have a table
    from peelcheck.model.tables import TableSource


class Scope(NamedTuple):
    """A part of the force that a figure is about: the manager called M07."""

    kind: str
    value: str


class ReportedFigure(NamedTuple):
    """One figure as a return gives it. An `amount` of None is "not available": known to be missing.

    `estimated` is whose estimate it is, `unusual` why a surprising value is right. `complete` says
    that every scope of its kind is there, in the list at `breakdown`. A
    `provisional` figure may still be revised. `adds_up` says that the parts of its kind come to
    the whole as it is given. `of_return` is the period of the return that gives it,
    None where that does not matter. `disputes` say that another return gives another amount,
    `revised` that an older one gave another before it was final.
    `shown` is what the cell of a workbook shows, where it holds other digits.
    """

    figure: str
    period: Period
    amount: Amount | None
    location: Location
    scope: Scope | None = None
    sample: bool = False
    estimated: str = ""
    source: str = ""
    note: str = ""
    unusual: str = ""
    complete: bool = False
    breakdown: Location | None = None
    provisional: bool = False
    adds_up: bool = False
    of_return: Period | None = None
    disputes: tuple[Reason, ...] = ()
    revised: tuple[Reason, ...] = ()
    shown: Amount | None = None


class Target(NamedTuple):
    """A limit the force has set itself, for the days it states.

    `unusual` is why a surprising number is right. `part` is the value of a scope kind that it is
    for, as in A; "" is one for all others.
    """

    name: str
    bound: Bound
    since: Day | None
    until: Day | None
    set_by: str
    location: Location
    unusual: str = ""
    part: str = ""


class TimesAllowed(NamedTuple):
    """A target that is a time for each of some values: {("A", "urban"): 900}, in seconds.

    A key shorter than the list of columns applies to every value of the columns it leaves out.
    """

    name: str
    times: Mapping[tuple[str, ...], int]
    since: Day | None
    until: Day | None
    set_by: str
    location: Location


class Statement(NamedTuple):
    """What a force reports it has done about an AFI that no number shows.

    `by` is a role, not a name. It is valid from `on` to `until`, both included.
    """

    rule: str
    says: str
    evidence: str
    by: str
    on: date
    until: date
    location: Location


class AfiKnowledge(NamedTuple):
    """What a force itself knows about one of its AFIs; `afi` is REGISTER/NUMBER.

    `due` is the day by which its next step is to be done.
    """

    afi: str
    status: str
    on: date | None
    letter: str
    reference: str
    owner: str
    next_step: str
    location: Location
    due: date | None = None


class Frequencies(NamedTuple):
    """How often a force gives its figures, as its profile or return states.

    `returns` is the length of its regular returns; None is any whole month, quarter or year.
    `of_figures` are the lengths of figures that come more rarely or more often than returns.
    Snapshots combine within `snapshot_days`, and one counts for a return's last day within them.
    """

    returns: Length | None = None
    of_figures: Mapping[str, Length] = MappingProxyType({})
    snapshot_days: int = 7


class Return(NamedTuple):
    """One data file of one force, with its profile and sheets read in: `inputs` are all of them.

    `requires` are the ids of rules that a gate must find checked.
    """

    file: str
    force: str
    period: Period
    about: Mapping[str, str]
    reported: tuple[ReportedFigure, ...]
    targets: tuple[Target, ...]
    location: Location
    statements: tuple[Statement, ...] = ()
    afis: tuple[AfiKnowledge, ...] = ()
    registers: tuple[Register, ...] = ()
    warnings: tuple[Problem, ...] = ()
    inputs: tuple[str, ...] = ()
    times: tuple[TimesAllowed, ...] = ()
    tables: tuple[TableSource, ...] = ()
    requires: tuple[str, ...] = ()
    frequencies: Frequencies = Frequencies()
