"""How exact the times and seconds of a force's tables are, as it declares."""

from __future__ import annotations

from enum import StrEnum

from peelcheck.model.named_tuple import NamedTuple


class WholeSeconds(StrEnum):
    """How a whole number of seconds was made from what was measured."""

    CUT = "cut"
    ROUNDED = "rounded"
    NOT_SAID = ""


class Precision(NamedTuple):
    """What a force declares about times to the minute and whole seconds, each with its reason.

    `minutes_recorded`: a time without seconds is the moment itself, not one within a minute.
    """

    minutes_recorded: bool = False
    minutes_because: str = ""
    seconds: WholeSeconds = WholeSeconds.NOT_SAID
    seconds_because: str = ""
