"""The forms of dates as patterns, for engines that cannot try to read a date by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelcheck.model.named_tuple import NamedTuple

_WEEKDAYS = {
    "%a": "(?:[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)",
    "%A": "(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day",
}
_SPACE = "[ \t\n\r\v\f]"
_YEAR = "(19(?:7[1-9]|[89][0-9])|20[0-9][0-9]|21[0-9][0-9])"
_YEARS_OF_TWO = {
    "19": "(7[1-9]|[89][0-9])",
    "20": "([0-5][0-9]|6[0-8])",
    "200": "([0-9])",
}
_TWO_DIGITS = {
    "m": ("0[1-9]|1[0-2]", "[1-9]"),
    "d": ("0[1-9]|[12][0-9]|3[01]", "[1-9]"),
    "H": ("[01][0-9]|2[0-3]", "[0-9]"),
    "M": ("[0-5][0-9]", "[0-9]"),
    "S": ("[0-5][0-9]", "[0-9]"),
}
NO_SUCH_DAY = (
    "^(?:[0-9]{4}-(?:0?2-3[01]|(?:0?[469]|11)-31)"
    "|(?:[0-9]{2}(?:[02468][1235679]|[13579][01345789])|2100)-0?2-29) "
)
"""A 31 February, or a 29 in a year that is not a leap year, in a date in the order of ISO 8601."""


class DatePattern(NamedTuple):
    """One way of writing a date: its pattern, and its parts by their group in that.

    `century` is put before a year of fewer than four digits.
    """

    pattern: str
    groups: dict[str, int]
    century: str = ""


class FixedWidthDate(NamedTuple):
    """A date with all its digits: the pattern, and each part's first character and length.

    Cutting it costs an engine a small part of what it costs to rewrite a match.
    """

    pattern: str
    parts: dict[str, tuple[int, int]]


def fixed_width_date(form: str) -> FixedWidthDate | None:
    """Return a form with all digits and single spaces; None where its parts vary in length."""
    pattern, parts, at = "", {}, 1
    for piece in re.findall("%[a-zA-Z%]|.", form):
        letter = piece[1:] if piece in {"%Y", "%m", "%d", "%H", "%M", "%S"} else ""
        if letter:
            full = _YEAR[1:-1] if letter == "Y" else _TWO_DIGITS[letter][0]
            parts[letter] = (at, 4 if letter == "Y" else 2)
            pattern += f"(?:{full})"
            at += parts[letter][1]
        elif piece in {"%y", "%f", *_WEEKDAYS}:
            return None
        else:
            pattern += piece if piece.isalnum() else f"\\{piece[-1]}"
            at += 1
    return FixedWidthDate(pattern, parts)


def date_patterns(form: str) -> Iterator[DatePattern]:
    """Yield the patterns that together match what strptime reads by one form."""
    pieces = re.findall("%[a-zA-Z%]| +|.", form)
    for century in _YEARS_OF_TWO if "%y" in pieces else [""]:
        patterns: list[str] = []
        groups: dict[str, int] = {}
        for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
            if piece in {"%Y", "%y", "%m", "%d", "%H", "%M", "%S", "%f"}:
                groups[piece[1].upper() if piece == "%y" else piece[1]] = len(groups) + 1
                is_tight = after.startswith("%") or after.isdigit()
                patterns.append(_part(piece[1], century, is_tight=is_tight))
            elif piece in _WEEKDAYS:
                patterns.append(_WEEKDAYS[piece])
            elif piece.isspace():
                patterns.append(f"{_SPACE}+")
            else:
                patterns.append(piece if piece.isalnum() else f"\\{piece[-1]}")
        yield DatePattern(f"{_SPACE}*{''.join(patterns)}{_SPACE}*", groups, century)


def _part(letter: str, century: str, *, is_tight: bool) -> str:
    """Return what one part may be; where a digit follows, it has all its digits."""
    if letter == "Y":
        return _YEAR
    if letter == "y":
        return _YEARS_OF_TWO[century]
    if letter == "f":
        return "([0-9]{1,6})"
    full, short = _TWO_DIGITS[letter]
    return f"({full})" if is_tight else f"({full}|{short})"


def in_iso_order(date: DatePattern, reference: str) -> str:
    """Return what a match is rewritten to: 2026-3-5 9:30:0. `reference` marks a part's number."""
    part = {name: f"{reference}{group}" for name, group in date.groups.items()}
    hour, minute, second = (part.get(name, "00") for name in "HMS")
    fraction = f".{part['f']}" if "f" in part else ""
    day = f"{date.century}{part['Y']}-{part['m']}-{part['d']}"
    return f"{day} {hour}:{minute}:{second}{fraction}"
