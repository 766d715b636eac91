"""Returns: what a force says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from peelcheck.model.amounts import Amount
from peelcheck.model.periods import Period
from peelcheck.model.places import Place
from peelcheck.model.rules import Bound, Day


class Scope(NamedTuple):
    """A part of the force that a figure is about: the manager called M07."""

    kind: str
    value: str


class Given(NamedTuple):
    """One figure as a return gives it. An `amount` of None is "not available": known to be missing.

    `estimated` is whose estimate it is, `unusual` why a surprising value is right. `complete` says
    that every scope of its kind is there.
    """

    figure: str
    period: Period
    amount: Amount | None
    place: Place
    scope: Scope | None = None
    sample: bool = False
    estimated: str = ""
    source: str = ""
    note: str = ""
    unusual: str = ""
    complete: bool = False


class Target(NamedTuple):
    """A limit the force has set itself, for the days it says."""

    name: str
    bound: Bound
    since: Day | None
    until: Day | None
    set_by: str
    place: Place


class Return(NamedTuple):
    """One data file of one force."""

    file: str
    force: str
    period: Period
    about: Mapping[str, str]
    givens: tuple[Given, ...]
    targets: tuple[Target, ...]
    place: Place
