"""How dates are written in a table: day/month/year as a format that an engine can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelcheck.errors import Problems
from peelcheck.model.tables import (
    ISO_DATES,
    ZONE_WRITTEN,
)
from peelcheck.reading.fields import texts_of
from peelcheck.sources.nodes import Mapping, Text

_WORDS = {
    "year": "%Y", "yy": "%y", "month": "%m", "day": "%d",
    "hour": "%H", "minute": "%M", "second": "%S", "weekday": "%a",
}  # fmt: skip
_ZONE_AT_END = re.compile(r"(?<=[a-z]) ?(?:Z|UTC|GMT|BST|[+-]\d\d(?::?\d\d)?)\s*$")
"""A zone in a way of writing dates: it is read from each time, never taken for a letter."""


def read_date_formats(node: Mapping, problems: Problems) -> tuple[str, ...]:
    """Return how dates are written, as strptime knows it; ISO by default."""
    written = node.get("dates")
    texts = (written,) if isinstance(written, Text) else texts_of(node, "dates")
    formats = tuple(form for text in texts for form in _date_formats(text, problems))
    return formats or ISO_DATES


def _date_formats(text: Text, problems: Problems) -> Iterator[str]:
    """Yield the forms that one description means; a day may have a time of day behind it."""
    words = re.findall("[a-z]+", re.sub(_ZONE_AT_END, "", text.value))
    unknown = [word for word in words if word not in _WORDS and word != "t"]
    needed = [{"year", "yy"}, {"month"}, {"day"}]
    if unknown or len(set(words)) < len(words) or not all(n & set(words) for n in needed):
        what = f"{text.value} does not say how a date is written."
        fix = (
            "Write it with the words year (or yy for two digits), month, day, hour, minute and "
            "second, as in day/month/year hour:minute; a weekday may be in front."
        )
        problems.add(text.location, what, fix)
        return
    bare = re.sub(_ZONE_AT_END, "", text.value)
    form = re.sub("[a-z]+", lambda m: _WORDS.get(m.group(), "T"), bare.replace("%", "%%"))
    form += ZONE_WRITTEN if bare != text.value else ""
    for each in (form, form.replace("%a", "%A")) if "weekday" in words else (form,):
        yield from (each,) if "hour" in words else (f"{each} %H:%M:%S", f"{each} %H:%M", each)
