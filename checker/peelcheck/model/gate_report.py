"""What a gate over a folder found: what was compared with what, and what changed."""

from __future__ import annotations

from enum import StrEnum

from peelcheck.model.amounts import Amount
from peelcheck.model.findings import Finding
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.row_filters import RowsLeftOut


class BaseKind(StrEnum):
    """What the folder was compared with."""

    REVISION = "revision"
    REPORT = "report"
    AS_KNOWN = "as known"
    NONE = "none"


class LineKind(StrEnum):
    """How a standard compares with the baseline, what matters most first."""

    MISSED = "missed"
    VANISHED = "not given"
    NOTHING_LEFT = "nothing left"
    NOT_COMPARED = "not comparable"
    LESS_GIVEN = "less given"
    NOT_CLEAR = "not clear"
    ACCEPTED = "accepted"
    NOTHING_TO_JUDGE = "0 of 0"
    NO_LONGER_APPLIES = "does not apply"
    AS_BEFORE = "as before"
    RESOLVED = "resolved"
    NO_CHANGE = "no change"


class LessCode(StrEnum):
    """What was taken out of a figure though its standard is judged all the same."""

    PARTS = "parts"
    PART_COUNT = "number of parts"
    ROWS = "rows"
    LEFT_OUT = "rows left out"
    TABLE = "table"
    SOURCE = "one of two sources that disagreed"
    QUALIFIER = "qualifier"


class Less(NamedTuple):
    """One thing that is less than on the base: how many there were and are, or their names."""

    code: LessCode
    before: int = 0
    now: int = 0
    names: tuple[str, ...] = ()


class GateLine(NamedTuple):
    """One standard of a step. `by_base` says that the base's standards made it worse.

    `finding` is what counts; its `change` says how it stands to the baseline. `last` is the newest
    finding of the base that judged its figure.
    """

    kind: LineKind
    finding: Finding
    less: tuple[Less, ...] = ()
    by_base: bool = False
    last: Finding | None = None


class FigureChange(NamedTuple):
    """A figure of the same period that a change gives another amount, or takes out (None)."""

    figure: str
    scope: str | None
    before: Amount | None
    now: Amount | None
    was_provisional: bool


class StandardChange(NamedTuple):
    """A standard that has changed, and what that does to a finding.

    `before` is the finding by the base's standards, `after` by those of the change; None where one
    of them has no such rule. `stops` says that figures it judges changed as well.
    """

    rule: str
    before: Finding | None
    after: Finding | None
    stops: bool


class Step(NamedTuple):
    """One judged period of a force, compared with its baseline.

    `compared_with` is the period of the baseline, None where there is none; `is_changed` says that
    the returns of this period differ from the base's. `alike` are standards whose counts are those
    of the period before to the digit, `not_shown` notes of the baseline that are not given now, and
    `newly_left_out` rows that the baseline's conditions on its tables would have counted.
    """

    force: str
    files: tuple[str, ...]
    period: Period
    compared_with: Period | None
    is_changed: bool
    lines: tuple[GateLine, ...]
    figures: tuple[FigureChange, ...] = ()
    standards: tuple[StandardChange, ...] = ()
    alike: tuple[Finding, ...] = ()
    not_shown: tuple[Finding, ...] = ()
    newly_left_out: tuple[RowsLeftOut, ...] = ()

    @property
    def is_new(self) -> bool:
        """Is it compared with an earlier period, as the base has none of this one?"""
        return self.compared_with != self.period


class GateReport(NamedTuple):
    """Everything that a gate says beside its findings.

    `base` is the name of what it was compared with. `gone` are periods of forces that only the base
    has, `gaps` months that no return is for between those of a force. `unknown` are files that were
    not read, `problems` what is wrong with those that were.
    """

    folder: str
    base: str
    base_kind: BaseKind
    steps: tuple[Step, ...] = ()
    gone: tuple[tuple[str, Period], ...] = ()
    gaps: tuple[tuple[str, Period], ...] = ()
    unknown: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
