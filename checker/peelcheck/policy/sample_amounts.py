"""Sample amounts of each kind, for files, examples and advice that people go on with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from peelcheck.model.amounts import Kind
from peelcheck.model.named_tuple import NamedTuple


class Sample(NamedTuple):
    """Samples of one kind: as a return gives it best, and a target that a force might have.

    `rounded` is a rate whose counts are not known, and `may_be` what it may stand for; both are
    empty where a kind has no counts.
    """

    as_written: str
    target: str
    rounded: str = ""
    may_be: str = ""


SAMPLES: Mapping[Kind, Sample] = MappingProxyType(
    {
        Kind.SHARE: Sample("12 of 345", "90%", "3.5%", "3.45% to 3.55%"),
        Kind.RATIO: Sample("1,197 for 19", "50", "63:1", "62.5 to 63.5"),
        Kind.COUNT: Sample("1,204", "150"),
        Kind.QUANTITY: Sample("18.6", "20"),
        Kind.CHANGE: Sample("+8.5%", "+5%"),
        Kind.DIFFERENCE: Sample("-12", "20"),
        Kind.POINTS: Sample("3.2 points", "5 points"),
        Kind.TIME: Sample("15 minutes", "15 minutes"),
    }
)
