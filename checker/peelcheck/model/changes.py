"""What has changed since last time, and what a force has accepted for a while."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from peelcheck.model.amounts import Amount
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.reasons import Reason
from peelcheck.model.rules import Outcome


class ChangeKind(StrEnum):
    """How a finding compares with the one of last time, in the order of a report."""

    NEW = "new"
    NEWLY_NOT_KNOWN = "newly not known"
    INCOMPARABLE = "incomparable"
    WORSE = "worse"
    RESOLVED = "resolved"
    BETTER = "better"
    WITHIN_NOISE = "within noise"
    UNCHANGED = "unchanged"


class BaselinePart(NamedTuple):
    """One scope's share in a finding of last time; a person has no name."""

    scope: str | None
    outcome: Outcome
    amount: Amount | None


class BaselineFinding(NamedTuple):
    """A finding of last time, as far as one of now is compared with it.

    `required` is the limit in words, empty where none was in force. `parts` are in the order of
    the finding, the worst first. `title` is the rule's, as it was.
    """

    force: str
    rule: str
    scope: str | None
    outcome: Outcome
    period: Period | None
    figure: str
    required: str
    amount: Amount | None
    sample: bool
    parts: tuple[BaselinePart, ...] = ()
    title: str = ""


class Change(NamedTuple):
    """How a finding has changed, and the reasons."""

    kind: ChangeKind
    reasons: tuple[Reason, ...]
    baseline: BaselineFinding | None


class Since(NamedTuple):
    """What a result is compared with: the file, and its findings that have no counterpart now.

    `inputs` are the file and, if it is a return, all that it names. `is_empty` says that nothing
    was judged in it, so that nothing can be compared with it.
    """

    file: str
    gone: tuple[BaselineFinding, ...]
    inputs: tuple[str, ...] = ()
    is_empty: bool = False


class ExceptionEntry(NamedTuple):
    """A breach that a force accepts until the end of a day, and by whom that was decided.

    `force` and `scope` are empty where it is for all. `owner` is a role. `no_worse_than` is an
    amount that the figure may not pass, as written and as a value; `doubts` say why it surprises.
    `accepted` is the value at which it was accepted. With `not_supplied` it is no breach that is
    accepted, but that the figure is not given any more.
    """

    rule: str
    force: str
    scope: str
    reason: str
    owner: str
    expires: date
    no_worse_than: Amount | None
    ticket: str
    location: Location
    doubts: tuple[Reason, ...] = ()
    accepted: Amount | None = None
    not_supplied: bool = False


class AppliedException(NamedTuple):
    """An exception as it bears on one finding: `holds`, or why it does not."""

    entry: ExceptionEntry
    holds: bool
    reasons: tuple[Reason, ...] = ()
