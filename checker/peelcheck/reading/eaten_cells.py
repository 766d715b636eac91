"""What a spreadsheet has made of typed text, in words, and what to write instead."""

from __future__ import annotations

from peelcheck.model.amounts import Kind
from peelcheck.sources.cells import Cell, Eaten

WRITE_TEXT = "Format the cell as Text and write it again."


def what_it_is_now(cell: Cell, what: str) -> str:
    """Describe what a cell has become: a spreadsheet keeps only that, not what was typed."""
    match cell.eaten:
        case Eaten.TIME:
            return f"Excel has turned {what} into a time ({cell.text})"
        case Eaten.DATE:
            return f"Excel has turned {what} into the date {cell.text}"
        case Eaten.BOOLEAN:
            return f"Excel has turned {what} into {cell.text}, which is yes or no"
        case _:
            return f"Excel shows {what} as a power of ten ({cell.text} in full)"


def eaten_words(cell: Cell, kind: Kind) -> tuple[str, str]:
    """Return what Excel has made of a value, and what to write to prevent it."""
    name = "a ratio" if cell.eaten is Eaten.TIME and kind is Kind.RATIO else "a value"
    what = f"{what_it_is_now(cell, name)}."
    if cell.eaten is Eaten.TIME and kind is Kind.TIME:
        return what, "Write the time with its unit, as in 15 minutes."
    if cell.eaten is Eaten.TIME and kind is Kind.RATIO and cell.typed:
        return what, _ratio_again(*cell.typed)
    if cell.eaten is Eaten.DATE and cell.typed:
        return what, _two_numbers_again(*cell.typed, kind)
    if cell.eaten is Eaten.POWER:
        return what, "Format the cell as Number, or as Text and write it again."
    return what, WRITE_TEXT


def _ratio_again(first: int, second: int) -> str:
    if second == 1:
        return f"Write {first} in the cell, or format it as Text and write {first}:1."
    return f"Write {first:,} for {second} in the cell, or format it as Text."


def _two_numbers_again(first: int, second: int, kind: Kind) -> str:
    """Suggest a range or two counts for rising numbers, and otherwise to write text."""
    if first >= second:
        return WRITE_TEXT
    if kind is Kind.SHARE:
        return f"If you meant a range, write {first}% to {second}%; if counts, {first} of {second}."
    if kind is Kind.RATIO:
        return f"If you meant a range, write {first} to {second}; if counts, {first} for {second}."
    return f"If you meant a range, write {first} to {second}."
