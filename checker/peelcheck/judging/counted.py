"""What must be said of a figure counted from a table: where from, and which rows are in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import CountedFrom, Distance, FigureValue, LimitInForce, RowDoubt
from peelcheck.model.rules import Bound, Comparison, Outcome
from peelcheck.model.wording import and_list

_UPPER = (Comparison.BELOW, Comparison.AT_MOST)


def counted_remarks(value: FigureValue, outcome: Outcome) -> Iterator[str]:
    """Where a figure was counted, and the doubts that do not change the answer."""
    if value.counted:
        yield f"counted from {and_list(dict.fromkeys(map(_from, value.counted)))}"
    for counted in value.counted:
        if counted.doubts:
            yield f"{doubts_in_words(counted)}{_no_matter(counted, outcome)}"


def _from(counted: CountedFrom) -> str:
    """The files, and how many of their rows the return has left out."""
    if not counted.left_out:
        return _files(counted)
    rows = "1 row that the return leaves out"
    if counted.left_out > 1:
        rows = f"{counted.left_out:,} rows that the return leaves out"
    return f"{_files(counted)} without {rows}"


def _no_matter(counted: CountedFrom, outcome: Outcome) -> str:
    """That the doubts do not change the answer; a note is no answer."""
    if outcome is Outcome.NOTE:
        return ""
    one = sum(doubt.rows for doubt in counted.doubts) == 1
    return f": the answer is the same whatever {'it is' if one else 'they are'}"


def what_settles(value: FigureValue) -> str:
    """What to do where nothing but doubtful rows leave the answer open; empty where more does."""
    if value.doubts or not any(counted.doubts for counted in value.counted):
        return ""
    doubts = [doubt for counted in value.counted for doubt in counted.doubts]
    unknown = [text for doubt in doubts if doubt.why == "unknown" for text in doubt.texts]
    ways = [] if all(doubt.why == "unknown" for doubt in doubts) else ["what is missing in a table"]
    ways += [f"the meaning of {and_list(unknown)} (under values)"] if unknown else []
    return and_list([*ways, "which rows are no cases (under leave_out)"], "or")


def counted_doubts(value: FigureValue) -> str:
    """The rows that leave the answer open; nothing where there are none."""
    said = [
        f"{doubts_in_words(counted)} ({_files(counted)})"
        for counted in value.counted
        if counted.doubts
    ]
    return "; ".join(said)


def doubts_in_words(counted: CountedFrom) -> str:
    """31 of 1,140 incidents have no arrived_at (column ON_SCENE) and 2 repeat an incident_id."""
    first, *others = counted.doubts
    said = [f"{first.rows:,} of {counted.rows:,} {counted.many} {_why(first, counted)}"]
    said += [f"{doubt.rows:,} {_why(doubt, counted)}" for doubt in others]
    return and_list(said)


def _why(doubt: RowDoubt, counted: CountedFrom) -> str:
    has = "has" if doubt.rows == 1 else "have"
    a = "an" if doubt.column[0] in "aeiou" else "a"
    repeats = "repeats" if doubt.rows == 1 else "repeat"
    column = doubt.column
    if doubt.header.casefold() != doubt.column.casefold():
        column += f" (column {doubt.header})"
    words = {
        "blank": f"{has} no {column}",
        "unknown": f"{has} {a} {column} that is not known",
        "unreadable": f"{has} {a} {column} that cannot be read",
        "backwards": f"{has} {a} {column} before the clock starts",
        "clock change": f"{has} {a} {column} in an hour that the clock change leaves unclear",
        "no time of day": f"{has} {a} {column} that is a day without a time",
        "no time set": f"{has} {a} {column} for which no time is set",
        "twice": f"{repeats} the {column} of another {counted.one}",
        "no number": f"{has} no number in {column}",
    }[doubt.why]
    if not doubt.texts:
        return words
    return f"{words} ({', '.join(doubt.texts)})"


def _files(counted: CountedFrom) -> str:
    first, *others = counted.files
    return f"{first} and {len(others)} more" if others else first


def deciding(
    value: FigureValue, limit: LimitInForce, dictionary: Dictionary
) -> tuple[Distance, ...]:
    """How many of the rows in doubt must turn out well; nothing where that is not what decides."""
    measure = dictionary.figures[value.name].measure
    if len(limit.bounds) != 1 or measure is None or value.doubts:
        return ()
    if not dictionary.is_of_counts(value.name):
        return ()
    bound, counted = limit.bounds[0], _uncertain_rows(value)
    needed = rows_that_decide(counted, bound) if counted else None
    if needed is None or counted is None:
        return ()
    in_doubt = sum(counted.doubtful)
    part = dictionary.figures[measure.numerator]
    said = part.said_of_the_rest if bound.comparison in _UPPER else part.said
    only_in_part = not (counted.doubtful[1] or counted.doubtful[2])
    how = f"be {said}" if only_in_part and said else "turn out well"
    return (Distance(f"{needed:,} of the {in_doubt:,} in doubt must {how}"),)


def _uncertain_rows(value: FigureValue) -> CountedFrom | None:
    """The rows that a share rests on: of one table, or of a part that is given as a range."""
    if between := value.part_between:
        least, most, total = between
        sure = (least, total - (most - least))
        return CountedFrom("", "", "", (), total, (), sure, (most - least, 0, 0, 0))
    found = [counted for counted in value.counted if any(counted.doubtful)]
    return found[0] if len(found) == 1 else None


def rows_that_decide(counted: CountedFrom, bound: Bound) -> int | None:
    """The fewest doubtful rows that must turn out well for the bound to be met; None if none can.

    A row in the part weighs 1 less the limit, any other row of the whole the limit: so each
    doubtful row turning from its worst to its best counts 1, the limit, or 1 less the limit.
    """
    (part, whole), (a, b, c, e) = counted.sure, counted.doubtful
    limit, upper = bound.value, bound.comparison in _UPPER
    sure = part - limit * whole
    gap = sure + (1 - limit) * (a + c + e) if upper else limit * (a + b + e) - sure
    strict = bound.comparison in (Comparison.BELOW, Comparison.ABOVE)
    tiers = sorted(((Fraction(1), a + e), (limit, b), (1 - limit, c)), reverse=True)
    needed = 0
    for gain, rows in tiers:
        if gap < 0 or (gap == 0 and not strict):
            return needed
        if not gain or not rows:
            continue
        due = floor(gap / gain) + 1 if strict else ceil(gap / gain)
        taken = min(due, rows)
        needed += taken
        gap -= taken * gain
    return needed if gap < 0 or (gap == 0 and not strict) else None
