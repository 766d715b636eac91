"""The words that a rule pack brings: who is judged, what is asked of them, and who decides.

Sentences are made far below whoever knows the pack, as they are in any language. So the words of a
run are set once around it, as `gettext` does with a language, and never change a judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from peelcheck.model.day_limits import WorkingCalendar
from peelcheck.model.late_pattern import LatePattern
from peelcheck.model.named_tuple import NamedTuple


class Noun(NamedTuple):
    """A name for one, and for many. `short` is what tables and lists call one: AFI."""

    one: str
    many: str
    short: str = ""

    @property
    def a_one(self) -> str:
        """One with its article: a force, an authority."""
        return with_article(self.one)

    @property
    def label(self) -> str:
        """The short name, or the whole one where it has none."""
        return self.short or self.one

    @property
    def labels(self) -> str:
        """The short name of many: AFIs."""
        return f"{self.short}s" if self.short else self.many

    @property
    def a_label(self) -> str:
        """The short name with its article: an AFI."""
        return with_article(self.label)

    @property
    def in_full(self) -> str:
        """One, with its short name behind: area for improvement (AFI)."""
        return f"{self.one} ({self.short})" if self._is_abbreviation else self.one

    @property
    def a_one_in_full(self) -> str:
        """One with its article and its short name: an area for improvement (AFI)."""
        return with_article(self.in_full)

    @property
    def many_in_full(self) -> str:
        """Many, with their short name behind: areas for improvement (AFIs)."""
        return f"{self.many} ({self.labels})" if self._is_abbreviation else self.many

    @property
    def _is_abbreviation(self) -> bool:
        """Is the short name no word of the whole one, so that it has to be explained?"""
        return self.short not in ("", *self.one.split())


class PackWords(NamedTuple):
    """The words of a pack, which a pack without words has from the police.

    `every_body` names the list of known bodies, and `example` is one of them. `standards` are those
    of many bodies, `work` what they do, and `plan` where a body sets targets of its own. `closing`
    says why numbers alone never close an area. `calendar`
    is that of working days where a table names none.
    """

    body: Noun = Noun("force", "forces")
    every_body: str = "the 43 forces of England and Wales"
    example: str = "Norfolk Constabulary"
    area: Noun = Noun("area for improvement", "areas for improvement", "AFI")
    inspector: str = "inspectorate"
    standards: str = "the standards they are inspected on"
    work: str = "policing"
    plan: str = "police and crime plan"
    closing: str = (
        "the inspectorate has closed AFIs with a number missed, and kept others open with every "
        "number met"
    )
    time_zone: str = "Europe/London"
    calendar: WorkingCalendar | None = None

    @property
    def key(self) -> str:
        """The key that names the body in a return: force, planning_authority."""
        return key_of(self.body.one)

    @property
    def area_key(self) -> str:
        """The key of the areas in a profile and a register: afis."""
        return key_of(self.area.labels.lower())

    @property
    def an_inspector(self) -> str:
        """Return who decides, with an article: an inspectorate."""
        return with_article(self.inspector)

    @property
    def list_name(self) -> str:
        """The name of the file that lists the bodies, without its ending: forces."""
        return key_of(self.body.many)


def key_of(name: str) -> str:
    """Return a name as a key of a file: planning authority is planning_authority."""
    return "_".join(name.split())


def with_article(name: str) -> str:
    """Return a name behind a or an."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


_SPOKEN: ContextVar[PackWords] = ContextVar("pack words", default=PackWords())  # noqa: B039 - frozen


def pack_words() -> PackWords:
    """Return the words of the pack that is being read or reported."""
    return _SPOKEN.get()


@contextmanager
def speaking(spoken: PackWords) -> Iterator[None]:
    """Use these words for what is read and reported inside the context."""
    before = _SPOKEN.set(spoken)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


BODY_KEY = PackWords().key
"""The key of the body in schemas, in readers and in JSON reports; a pack has its own."""

AREA_KEY = PackWords().area_key
"""The key of the areas in schemas and readers."""


WHOLE_KEY = f"whole_{BODY_KEY}"
"""The key of labels of the whole body in a sheet."""


def own_keys() -> dict[str, str]:
    """Map the keys that readers know to the pack's own words for them."""
    return keys_of(pack_words())


def keys_of(spoken: PackWords) -> dict[str, str]:
    """Map the keys that readers know to the words of a pack."""
    whole = f"whole_{spoken.key}"
    return {BODY_KEY: spoken.key, AREA_KEY: spoken.area_key, WHOLE_KEY: whole}


def shown_key(key: str) -> str:
    """Return a key as people write it: the body's own word in place of `force`."""
    return own_keys().get(key, key)


def body() -> Noun:
    """Return the word for the body that is judged: force."""
    return pack_words().body


def area() -> Noun:
    """Return the word for what a body is asked to improve: area for improvement, AFI."""
    return pack_words().area


_OF_POLICE = LatePattern(
    r"\b(?:(?P<many_areas_in_full>areas for improvement \(AFIs\))|(?P<an_area>an AFI\b)"
    r"|(?P<areas>AFIs\b)|(?P<area>AFI\b)|(?P<inspector>inspectorate\b)"
    r"|(?P<plan>police and crime plan\b)|(?P<function>police function\b)"
    r"|(?P<example>Norfolk Constabulary\b)|(?P<key>force(?=:|, period|\.yaml))"
    r"|(?P<a_body>[Aa] force\b)|(?P<bodies>[Ff]orces\b)|(?P<body>[Ff]orce\b))"
)
"""The words of the police in texts of ours; each group is a word of a pack."""


def worded_for(spoken: PackWords, text: str) -> str:
    """Return a text that says the words of the police in those of a pack."""
    if spoken == PackWords():
        return text
    body, area = spoken.body, spoken.area
    own = {
        "many_areas_in_full": area.many_in_full,
        "an_area": area.a_label,
        "areas": area.labels,
        "area": area.label,
        "inspector": spoken.inspector,
        "plan": spoken.plan,
        "function": "function",
        "example": spoken.example,
        "key": spoken.key,
        "a_body": body.a_one,
        "bodies": body.many,
        "body": body.one,
    }

    def _own_word(found: re.Match[str]) -> str:
        group = found.lastgroup or ""
        word = own[group]
        is_capital = group in ("a_body", "bodies", "body") and found[0][0].isupper()
        return word[:1].upper() + word[1:] if is_capital else word

    return _OF_POLICE.sub(_own_word, text)


def in_own_words(text: str) -> str:
    """Return such a text in the words of the pack that is being read or reported."""
    return worded_for(pack_words(), text)
