"""Amounts and limits in words, the same in every report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from peelcheck.model.amounts import Amount, Form, Interval, Kind
from peelcheck.model.numerals import format_exact, format_plain, format_value, round_half_away


def normalised_name(name: str) -> str:
    """Return what all spellings of a name share.

    Capitals, spaces, how an accent is typed and invisible marks make no difference.
    """
    plain_name = unicodedata.normalize("NFKC", name)
    seen = "".join(letter for letter in plain_name if unicodedata.category(letter) != "Cf")
    return " ".join(seen.casefold().split())


def counts_words(amount: Amount, kind: Kind) -> str:
    """Write counts: 703 of 14,974; 1,012 for 22; an amount without counts as it was written."""
    if amount.counts is None:
        return amount.text
    numerator, denominator = amount.counts.numerator, amount.counts.denominator
    return f"{format_plain(numerator)} {kind.between} {format_plain(denominator)}"


def value_words(amount: Amount, kind: Kind, against: Iterable[Fraction] = ()) -> str:
    """Write the value of two counts: 4.69%, 46.0, or 87.5% to 90.3% where they are uncertain.

    Nothing for an amount that shows its value anyway.
    """
    of_two_counts = bool(kind.between) and f" {kind.between} " in amount.text
    if amount.form in (Form.RANGE, Form.AROUND) and of_two_counts:
        return span_words(amount.span, kind, against)
    if amount.counts is None or amount.stated is None:
        return ""
    return format_value(amount.stated, kind, against)


def amount_words(amount: Amount, kind: Kind, against: Iterable[Fraction] = ()) -> str:
    """Write an amount: 703 of 14,974 (4.69%), or as written: 21.9%, 162 to 268."""
    if kind.is_difference and amount.stated is not None and not _is_short(amount.stated, kind):
        return format_value(amount.stated, kind, against)
    value = value_words(amount, kind, against)
    words = counts_words(amount, kind)
    return f"{words} ({value})" if value else words


def come_to_words(value: Amount | Interval, kind: Kind) -> str:
    """Return what several amounts come to: an amount, or the interval where it lies."""
    return span_words(value, kind) if isinstance(value, Interval) else amount_words(value, kind)


def span_words(span: Interval, kind: Kind, against: Iterable[Fraction] = ()) -> str:
    """Write a range: 89.5% to 90.5%; more than 80%; up to 500. Ends keep their side of limits."""
    limits = tuple(against)
    if span.low is None or span.high is None:
        end = span.low if span.high is None else span.high
        if end is None:
            return "any number"
        words = ("at least", "more than") if span.high is None else ("up to", "less than")
        open_end = not (span.has_low if span.high is None else span.has_high)
        return f"{words[open_end]} {_end_words(end, kind, limits)}"
    if span.is_point:
        return _end_words(span.low, kind, limits)
    low = "" if span.has_low else "more than "
    high = "" if span.has_high else "less than "
    first, last = (_end_words(end, kind, limits) for end in (span.low, span.high))
    if first == last and not low and not high:
        return f"about {first}"
    return f"{low}{first} to {high}{last}"


def _end_words(end: Fraction, kind: Kind, limits: tuple[Fraction, ...]) -> str:
    """Write a number in full if short, else with the decimals that keep it on its side."""
    return format_exact(end, kind) if _is_short(end, kind) else format_value(end, kind, limits)


def _is_short(value: Fraction, kind: Kind) -> bool:
    """Return whether it has at most three decimals as it is written."""
    scaled = value * 100 if kind.is_percentage else value
    return round_half_away(scaled, 3) == scaled or kind is Kind.TIME


def counted_noun(number: int, one: str, many: str = "") -> str:
    """Write a number and its noun: 1 rule, 4,980 rules; `many` where an s is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def and_list(words: Iterable[str], last: str = "and") -> str:
    """Join words: a; a and b; a, b and c."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def sentence(text: str) -> str:
    """Write `text` with a capital in front and a full stop behind."""
    text = text.strip()
    ended = text if text.endswith((".", "?", "!")) else f"{text}."
    first = text.split(" ")[0]
    is_a_name = "_" in first or "." in first[:-1]
    return ended if is_a_name else ended[:1].upper() + ended[1:]


def capital(text: str) -> str:
    """Write `text` with a capital in front."""
    return text[:1].upper() + text[1:]


def in_a_sentence(name: str) -> str:
    """Write a name with a small first letter, unless it is an abbreviation or a number."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
