"""SQL as DuckDB has it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from peelcheck.figures.engines.dialect import Dialect, WrittenTime
from peelcheck.figures.engines.lettered_dates import (
    HAS_SECONDS,
    lettered_steps,
    usual_forms,
)
from peelcheck.figures.engines.time_forms import WITH_ZONE, TimeForms, offset_of
from peelcheck.model.totals import WORDS, total_labels


def literal(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


class DuckDbDialect(Dialect):
    """DuckDB, which tries forms of dates without a fault where they do not fit.

    It compares texts byte by byte, so a comparison says in which range their first letter is. Most
    cells need no more, and trimming or matching a pattern takes many times as long.
    """

    shifts_bits = True

    def quoted(self, name: str) -> str:
        """Return a name, quoted."""
        return '"' + name.replace('"', '""') + '"'

    def microseconds(self, value: str) -> str:
        """Return the microseconds from 1970 to a moment."""
        return f"epoch_us({value})"

    def utc(self, value: str) -> str:
        """Return a moment with its zone, as a clock in UTC shows it."""
        return f"timezone('UTC', {value})"

    def power_of_two(self, exponent: str) -> str:
        """Return 2 to the power of a whole number from 0 to 60."""
        return f"(CAST(1 AS BIGINT) << CAST({exponent} AS BIGINT))"

    def trimmed(self, text: str) -> str:
        """Return a text without the spaces around it; one of plain letters alone has none."""
        has_letters = f"strlen({text}) <> length({text})"  # other spaces than this one are letters
        return f"CASE WHEN contains({text}, ' ') OR {has_letters} THEN trim({text}) ELSE {text} END"

    def is_total(self, text: str) -> str:
        """Return whether a text is what people call the sum of all rows; many codes are shorter."""
        shortest = min(map(len, (*WORDS, *total_labels())))
        return f"CASE WHEN strlen({text}) < {shortest} THEN false ELSE {super().is_total(text)} END"

    def is_blank(self, text: str, words: Collection[str]) -> str:
        """Return whether a text is missing, nothing but spaces, or one of some small words.

        Before all others come empty texts, texts that begin with a sign which none of the words
        begins with, and texts with a sign where the longest word would be over. One of 63 bits
        marks the first sign of a word; signs that share it are left to the next arms. CASE stops
        at the first arm that fits, where OR would work out the pattern for every row.
        """
        is_sign = f"ord({text}) BETWEEN {ord('!')} AND {ord('~')}"
        bits = sum({1 << ord(sign) % 63 for sign in _first_signs(words)})
        is_other = f"{is_sign} AND ({bits} >> (ord({text}) % 63)) & 1 = 0"
        arms = [f"WHEN {text} = '' THEN true WHEN {is_other} THEN false"]
        if not any(len(word.split()) > 1 for word in words):  # with more spaces, of any length
            after = f"substring({text}, {max(map(len, words), default=0) + 1}, 1)"
            arms.append(f"WHEN {is_sign} AND {after} BETWEEN '!' AND '~' THEN false")
        return f"CASE {' '.join(arms)} ELSE {super().is_blank(text, words)} END"

    def is_empty(self, text: str) -> str:
        """Return whether a text is empty; most begin with something that is no space."""
        return f"CASE WHEN {text} >= '!' THEN false ELSE coalesce(trim({text}), '') = '' END"

    def contains(self, text: str, pattern: str) -> str:
        """Return whether a part of a text fits a pattern."""
        return f"regexp_matches({text}, {literal(pattern)})"

    def matches(self, text: str, pattern: str) -> str:
        """Return whether all of a text fits a pattern."""
        return f"regexp_full_match({text}, {literal(pattern)})"

    def rewritten(self, text: str, pattern: str, to: str) -> str:
        """Return a text that fits a pattern, written as `to`, which names parts by their number."""
        return f"regexp_replace({text}, {literal(f'^{pattern}$')}, {literal(to)})"

    def written_time(self, name: str, text: str, forms: TimeForms) -> WrittenTime:
        """Return what reads a time: with seconds (z_), without, with letters, or a zone (e_)."""
        x, y, z, u, j, zone = (f"{letter}_{name}" for letter in "xyzuje")
        forms_of_usual = usual_forms(forms)
        first, *others = lettered_steps(
            name, f"{y} IS NULL", self, lambda usual: _parsed(usual, forms_of_usual)
        )
        has_zone = f"{y} IS NULL AND {self.matches(x, WITH_ZONE)}"
        own_zone = f"CASE WHEN {has_zone} THEN upper({_part(x, 2)}) END AS {zone}"
        zoned = f"{_parsed(_part(x, 1), forms.zoned)} - {offset_of(zone)}"
        zoned_so = _parsed(_part(f"t_{name}", 1), forms.zoned_with_seconds)
        no_colon = f"t_{name} NOT LIKE '%:%'"
        has_seconds = self.contains(x, HAS_SECONDS)
        return WrittenTime(
            raw=(f"{_parsed(text, forms.with_seconds)} AS {z}",),
            split=(z, f"coalesce({z}, {_parsed(x, forms.without)}) AS {y}"),
            between=((*first, own_zone), *others),
            read=(
                f"CASE WHEN {y} IS NULL AND {has_seconds} THEN {j} ELSE {z} END AS {z}",
                f"coalesce({y}, {j}) AS {y}",
                f"CASE WHEN {zone} IS NOT NULL THEN {zoned} END AS {u}",
            ),
            kept=(z,),
            without_seconds=f"CASE WHEN {u} IS NULL THEN {z} IS NULL ELSE {zoned_so} IS NULL END",
            is_day=f"{no_colon} AND {_parsed(f't_{name}', forms.without_colon)} IS NULL",
        )


def _first_signs(words: Iterable[str]) -> list[str]:
    """Return what words of ASCII begin with, small and in capitals."""
    found = {letter for word in words for letter in (word[:1].lower(), word[:1].upper())}
    return sorted(letter for letter in found if len(letter) == 1 and letter.isascii())


def _part(text: str, number: int) -> str:
    """Return the part of a time before its zone (1), or the zone (2)."""
    return f"regexp_extract({text}, '^{WITH_ZONE}$', {number})"


def _parsed(text: str, forms: Iterable[str]) -> str:
    """Return a text read by the first of some forms that it has; without any it is no time."""
    every = ", ".join(literal(form) for form in forms)
    return f"try_strptime({text}, [{every}])" if every else "CAST(NULL AS TIMESTAMP)"


DUCKDB = DuckDbDialect()
