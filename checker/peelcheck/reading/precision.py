"""What a force declares about times to the minute and whole seconds, in a return or a profile."""

from __future__ import annotations

from peelcheck.model.time_precision import Precision, WholeSeconds
from peelcheck.reading.fields import text_of
from peelcheck.sources.nodes import Mapping

_NOTHING = Precision()


def read_precision(node: Mapping, otherwise: Precision = _NOTHING) -> Precision:
    """Return what `node` declares; `otherwise` is the default."""
    minutes, seconds = node.get("minute_times"), node.get("whole_seconds")
    found = otherwise
    if isinstance(minutes, Mapping):
        found = found._replace(minutes_recorded=True, minutes_because=text_of(minutes, "because"))
    if isinstance(seconds, Mapping):
        said = next((one for one in WholeSeconds if one == text_of(seconds, "count_as")), None)
        how = said or WholeSeconds.NOT_SAID  # another word is a problem of its own
        found = found._replace(seconds=how, seconds_because=text_of(seconds, "because"))
    return found
