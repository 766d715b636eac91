"""How often a force gives its figures, as its profile or return states."""

from __future__ import annotations

from peelcheck.errors import Problems
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.periods import Length
from peelcheck.model.returns import Frequencies
from peelcheck.reading.fields import is_known, text_of
from peelcheck.sources.nodes import Mapping, Text

_NOT_SAID = Frequencies()
_LENGTHS = {str(length): length for length in Length}


def read_frequencies(
    node: Mapping, dictionary: Dictionary, problems: Problems, beside: Frequencies = _NOT_SAID
) -> Frequencies:
    """Return the frequencies of a file; the rest comes from `beside`."""
    written = node.get("frequency")
    own = {
        entry.key.value: _LENGTHS[entry.value.value]
        for entry in (written.entries if isinstance(written, Mapping) else ())
        if isinstance(entry.value, Text)
        and entry.value.value in _LENGTHS
        and is_known(entry.key, dictionary.figures, "a figure", problems)
    }
    days = text_of(node, "snapshot_days")
    return Frequencies(
        returns=_LENGTHS.get(text_of(node, "returns"), beside.returns),
        of_figures={**beside.of_figures, **own},
        snapshot_days=int(days) if days.isdecimal() else beside.snapshot_days,
    )
