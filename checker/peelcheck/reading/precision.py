"""What a force declares about times to the minute and whole seconds, in a return or a profile."""

from __future__ import annotations

from peelcheck.model.tables import Precision, SecondsCut
from peelcheck.reading.fields import text_of
from peelcheck.sources.nodes import Mapping


def read_precision(node: Mapping, otherwise: Precision = Precision()) -> Precision:
    """Return what `node` declares; `otherwise` is what holds where it says nothing."""
    minutes, seconds = node.get("minute_times"), node.get("whole_seconds")
    found = otherwise
    if isinstance(minutes, Mapping):
        found = found._replace(minutes_recorded=True, minutes_because=text_of(minutes, "because"))
    if isinstance(seconds, Mapping):
        found = found._replace(
            seconds=SecondsCut(text_of(seconds, "count_as")),
            seconds_because=text_of(seconds, "because"),
        )
    return found
