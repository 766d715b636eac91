"""Lines of a return that say which of our values the values of a column are, with their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from peelcheck.model.tables import Column
from peelcheck.model.wording import and_list, counted_noun
from peelcheck.policy.column_content import are_yes_or_no, content_of
from peelcheck.policy.value_matching import Meaning, meaning_of, values_by_name
from peelcheck.policy.yaml_text import in_braces

_MOST_SHOWN = 12


def known_values(header: str, column: Column, seen: Mapping[str, int]) -> dict[str, Meaning]:
    """Return what is known about the values of a column, our own names among them."""
    named = {}
    if len(column.values) == 2 and are_yes_or_no(content_of(list(seen))):
        named = values_by_name(header, column)
    found = {text: _meaning(text, column, named) for text in seen}
    return {text: meaning for text, meaning in found.items() if meaning.value}


def _meaning(text: str, column: Column, named: Mapping[str, str]) -> Meaning:
    value = named.get(text.casefold(), "")
    return Meaning(value) if value else meaning_of(text, column)


def value_lines(header: str, column: Column, seen: Counter[str] | None) -> Iterator[str]:
    """Yield the values of a column that are not ours, and those that are not known."""
    if not seen or not column.values:
        return
    known = known_values(header, column, seen)
    foreign = {
        text: meaning for text, meaning in known.items() if text.casefold() not in column.values
    }
    if foreign:
        pairs = ", ".join(f"{in_braces(text)}: {_ours(m.value)}" for text, m in foreign.items())
        check = "" if all(meaning.sure for meaning in foreign.values()) else "check: "
        yield f"      {column.name}: {{{pairs}}}  # {check}{_counted(foreign, seen, column)}"
    if unknown := [text for text, _ in seen.most_common() if text not in known]:
        ours = and_list(list(dict.fromkeys(column.values.values())), "or")
        yield f"      # check {column.name}, {ours}? {_counted(unknown, seen, column)}"


def _ours(value: str) -> str:
    """Write one of our values: plain where it is words, as yes is here no truth value."""
    return value if value.replace(" ", "").isalpha() else in_braces(value)


def _counted(texts: Iterable[str], seen: Mapping[str, int], column: Column) -> str:
    """Return the values with their rows, or only the rows where a value may identify somebody."""
    every = list(texts)
    if column.personal:
        return counted_noun(sum(seen[text] for text in every), "row")
    shown = [f"{in_braces(text)} {seen[text]:,}" for text in every[:_MOST_SHOWN]]
    more = [f"and {len(every) - _MOST_SHOWN:,} more"] if len(every) > _MOST_SHOWN else []
    return ", ".join([*shown, *more])
