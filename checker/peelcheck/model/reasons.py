"""Reasons: why a finding is as it is, as a code and its values. The words are in `reports`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from peelcheck.model.amounts import Amount, Interval, Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.rules import Bound, Day, Outcome

if TYPE_CHECKING:  # few runs have a table
    from peelcheck.model.counted_rows import CountedFrom


class ReasonCode(StrEnum):
    """Why a finding came out as it did, what would settle it, and what else is reported.

    The codes are stable: programs read them in the JSON report. `docs/json-report.md` lists them.
    """

    # One value against one limit
    MEETS_LIMIT = "meets-limit"
    MISSES_LIMIT = "misses-limit"
    MAY_MISS_LIMIT = "may-miss-limit"
    SAMPLE_OF_NO_SHARE = "sample-of-no-share"
    SAMPLE_SIZE_NOT_GIVEN = "sample-size-not-given"
    SAMPLE_NOT_CLEAR = "sample-not-clear"
    ESTIMATE_PROVES_NOTHING = "estimate-proves-nothing"
    IS_ESTIMATE = "is-estimate"
    UNUSUAL_VALUE = "unusual-value"
    NOTHING_TO_JUDGE = "nothing-to-judge"
    NO_CASES = "no-cases"
    PERIOD_NOT_OVER = "period-not-over"

    # Not given
    NOT_GIVEN = "not-given"
    NOT_GIVEN_FOR_PERIOD = "not-given-for-period"
    NOT_AVAILABLE = "not-available"
    VALUE_NOT_AVAILABLE = "value-not-available"
    ONLY_PARTS_OF_PERIOD = "only-parts-of-period"
    NONE_FOR_PERIOD = "none-for-period"
    MET_IN_OTHER_PERIOD = "met-in-other-period"
    NEWEST_OF_OTHER_PERIOD = "newest-of-other-period"

    # What would settle it
    GIVE_RIGHT_ONE = "give-right-one"
    GIVE_RIGHT_FIGURE = "give-right-figure"
    GIVE_RIGHT_FIGURE_OR_WHY = "give-right-figure-or-why"
    GIVE_COUNT = "give-count"
    GIVE_COUNT_OF_ALL = "give-count-of-all"
    GIVE_SAMPLE_COUNTS = "give-sample-counts"
    GIVE_MORE_CASES = "give-more-cases"
    GIVE_EXACTLY = "give-exactly"
    GIVE_FIGURES = "give-figures"
    GIVE_FOR_PERIOD = "give-for-period"
    GIVE_FOR_GAPS = "give-for-gaps"
    GIVE_WHEN_OVER = "give-when-over"
    GIVE_ROWS = "give-rows"
    GIVE_COMPLETE = "give-complete"
    GIVE_PART = "give-part"
    GIVE_TARGET = "give-target"
    GIVE_TARGET_FOR_PERIOD = "give-target-for-period"
    GIVE_TARGET_OR_WHY = "give-target-or-why"
    GIVE_FIGURE_FROM = "give-figure-from"
    GIVE_DAY_OF_LIMIT = "give-day-of-limit"

    # Several parts
    WORST_OF_PARTS = "worst-of-parts"
    NOT_ALL_PARTS = "not-all-parts"
    NOTHING_TO_JUDGE_IN_PARTS = "nothing-to-judge-in-parts"
    AMOUNTS_OF_PARTS = "amounts-of-parts"
    PARTS_SHOWN = "parts-shown"

    # The limit
    NO_LIMIT_EXISTS = "no-limit-exists"
    LIMIT_BEGINS = "limit-begins"
    LIMIT_ENDED = "limit-ended"
    ONLY_YEAR_OF_LIMIT = "only-year-of-limit"
    LIMITS_EXCLUDE_EACH_OTHER = "limits-exclude-each-other"
    TARGET_NOT_GIVEN = "target-not-given"
    TARGET_BEGINS = "target-begins"
    TARGET_LAPSED = "target-lapsed"
    UNUSUAL_TARGET = "unusual-target"

    # The rule and the force
    FOR_OTHER_FORCES = "for-other-forces"
    CONDITION_MET = "condition-met"
    CONDITION_NOT_MET = "condition-not-met"
    CONDITION_NOT_GIVEN = "condition-not-given"
    CONDITION_NOT_CLEAR = "condition-not-clear"
    AS_CHANGED = "as-changed"
    NO_AFI_OF_THIS_FORCE = "no-afi-of-this-force"
    PROPOSED = "proposed"
    FACT_ASSUMED = "fact-assumed"

    # How far off
    CHANGE_NEEDED = "change-needed"
    AT_LEAST = "at-least"
    OFF_LIMIT = "off-limit"
    ON_LIMIT = "on-limit"
    ROWS_OFF_LIMIT = "rows-off-limit"
    SUM_OFF_LIMIT = "sum-off-limit"
    CASES_OFF_LIMIT = "cases-off-limit"
    PARTS_OFF_LIMIT = "parts-off-limit"
    ROWS_THAT_DECIDE = "rows-that-decide"
    COUNT_TO_SPARE = "count-to-spare"
    TO_SPARE = "to-spare"

    # Sources of a figure that disagree
    COUNTED_DIFFERS = "counted-differs"
    DERIVED_DIFFERS = "derived-differs"
    RETURNS_DIFFER = "returns-differ"
    BREAKDOWN_DIFFERS = "breakdown-differs"
    BREAKDOWNS_COME_TO = "breakdowns-come-to"
    BREAKDOWNS_DIFFER = "breakdowns-differ"
    SOME_PARTS_EXCEED = "some-parts-exceed"
    PARTS_DO_NOT_ADD_UP = "parts-do-not-add-up"
    PARTS_OF_PERIOD_DIFFER = "parts-of-period-differ"
    SHORTER_PERIODS_DIFFER = "shorter-periods-differ"
    SHORTER_PERIODS_EXCEED = "shorter-periods-exceed"
    SNAPSHOTS_DIFFER = "snapshots-differ"
    WHOLE_IS_ZERO = "whole-is-zero"
    NO_WHOLE_NUMBER = "no-whole-number"
    IMPOSSIBLE = "impossible"

    # Parts of a figure that are not known
    MISSING_FOR = "missing-for"
    GROUP_NOT_GIVEN = "group-not-given"
    NOTHING_OF_NOTHING = "nothing-of-nothing"
    PARTS_NOT_ADDED = "parts-not-added"
    PARTS_NOT_ALL = "parts-not-all"
    PART_NOT_AVAILABLE = "part-not-available"
    ONLY_ONE_IS_SAMPLE = "only-one-is-sample"
    SNAPSHOT_TOO_FAR = "snapshot-too-far"

    # Beside a finding: what a reader has to know about its figure
    OF_PERIOD = "of-period"
    SOURCE = "source"
    SAMPLING_INTERVAL = "sampling-interval"
    TAKEN_AS = "taken-as"
    MEAN_OF_WINDOW = "mean-of-window"
    WORST_OF_WINDOW = "worst-of-window"
    SIDES_OF_DIFFERENCE = "sides-of-difference"
    ESTIMATED = "estimated"
    WHY_UNUSUAL = "why-unusual"
    PROVISIONAL = "provisional"
    CELL_SHOWS = "cell-shows"
    COUNTS_SHOW_DISTANCE = "counts-show-distance"

    # Beside a finding: what a reader has to know about its limit
    CHANGED_IN_PACK = "changed-in-pack"
    WHY_CHANGED = "why-changed"
    CAUTION = "caution"
    IN_PLACE_OF_TARGET = "in-place-of-target"
    TARGET_WITHOUT_PART = "target-without-part"
    OF_OTHER_PARTS = "of-other-parts"
    TARGET_SET_BY = "target-set-by"
    LIMIT_IS_RESTORED = "limit-is-restored"
    SAME_ANSWER_BELOW = "same-answer-below"
    SAME_ANSWER_ABOVE = "same-answer-above"
    SAME_ANSWER_FROM = "same-answer-from"
    LIMIT_IS_LAW = "limit-is-law"
    LIMIT_IS_GUIDANCE = "limit-is-guidance"
    WHY_TARGET_UNUSUAL = "why-target-unusual"
    TARGET_BEGINS_WITHIN = "target-begins-within"
    LIMIT_CHANGED_WITHIN = "limit-changed-within"

    # Notes beside a figure
    NOTE = "note"
    NOTE_OF_REVISION = "note-of-revision"
    REVISED = "revised"
    SAMPLE_BESIDE = "sample-beside"
    SNAPSHOT_OF = "snapshot-of"
    NOTED = "noted"

    # Rows of a table
    TABLE_NOT_CLEAR = "table-not-clear"
    COUNTED_FROM = "counted-from"
    ROWS_COPIED = "rows-copied"
    UNCERTAIN_ROWS = "uncertain-rows"
    ROWS_IN_DOUBT = "rows-in-doubt"
    ROWS_REPEATED = "rows-repeated"
    ROWS_BEFORE_TARGET = "rows-before-target"
    DECLARED = "declared"

    # Other periods
    OTHER_PERIOD_JUDGED = "other-period-judged"
    YEAR_BESIDE = "year-beside"
    YEAR_OF_PARTS = "year-of-parts"
    EARLIER_PERIOD = "earlier-period"
    MONTHS_MET = "months-met"
    LATER_NOT_JUDGED = "later-not-judged"

    # Where the figure has gone since the last value
    HIGHER_THAN = "higher-than"
    LOWER_THAN = "lower-than"
    NO_CHANGE_SINCE = "no-change-since"
    EARLIER_OF_OTHER_LENGTH = "earlier-of-other-length"
    ONLY_ONE_OF_SAMPLE = "only-one-of-sample"
    TWO_KINDS_OF_VALUE = "two-kinds-of-value"

    # Compared with the baseline
    NOT_CHECKED_BEFORE = "not-checked-before"
    GIVEN_ON_THE_BASE = "given-on-the-base"
    WAS = "was"
    AS_BEFORE = "as-before"
    THEN_AND_NOW = "then-and-now"
    MAY_HAVE_WORSENED = "may-have-worsened"
    PARTS_ARE_WORSE = "parts-are-worse"
    MORE_PARTS_MISS = "more-parts-miss"
    OTHER_PARTS_ARE_WORSE = "other-parts-are-worse"
    NO_LONGER_JUDGED = "no-longer-judged"
    FIGURE_HAS_CHANGED = "figure-has-changed"
    BREAKDOWN_HAS_CHANGED = "breakdown-has-changed"
    LIMIT_HAS_CHANGED = "limit-has-changed"
    ONLY_ONE_WAS_SAMPLE = "only-one-was-sample"
    PARTS_LEFT_OUT = "parts-left-out"
    SAME_PERIOD = "same-period"
    NEWER_PERIOD_EXPECTED = "newer-period-expected"
    BASELINE_IS_LATER = "baseline-is-later"
    LENGTHS_DIFFER = "lengths-differ"

    # Why an exception does not hold
    EXCEPTION_ENDED = "exception-ended"
    EXCEPTION_NOT_FOR_PART = "exception-not-for-part"
    EXCEPTION_NOT_FOR_BOUND = "exception-not-for-bound"
    WORSE_THAN_ACCEPTED = "worse-than-accepted"
    MAY_BE_WORSE = "may-be-worse"
    ACCEPTED_IS_UNUSUAL = "accepted-is-unusual"

    # What is shown
    NOTHING_TO_SHOW = "nothing-to-show"
    SHOWN = "shown"
    SHOWN_RANGE = "shown-range"
    SHOWN_OF_WHOLE = "shown-of-whole"
    NO_TARGET_FOR_PART = "no-target-for-part"
    SHOWN_PART_MISSING = "shown-part-missing"

    # Beside an average
    BESIDE_AVERAGE = "beside-average"
    AVERAGE_IS_UNUSUAL = "average-is-unusual"
    AVERAGE_AND_SAMPLE = "average-and-sample"
    SAME_AS_AVERAGE = "same-as-average"
    ABOVE_AVERAGE = "above-average"
    BELOW_AVERAGE = "below-average"
    AVERAGE_IS_OF = "average-is-of"

    # Not published
    WITHHELD = "withheld"
    NOT_PUBLISHED = "not-published"

    # What the force states it has done
    STATED = "stated"
    NOTHING_STATED = "nothing-stated"
    STATEMENT_LAPSED = "statement-lapsed"
    STATEMENT_BEGINS = "statement-begins"
    GIVE_STATEMENT = "give-statement"
    GIVE_NEW_STATEMENT = "give-new-statement"


Parameter: TypeAlias = (
    "str | int | date | Fraction | Kind | Comparison | Amount | Interval | Period | Bound | Day"
    " | Outcome | CountedFrom | Reason | tuple[Parameter, ...] | None"
)
"""A value that a reason names. Shares are fractions of 1, times are seconds."""


class Reason(NamedTuple):
    """A code and its values by name, in the order in which they were given."""

    code: ReasonCode
    values: tuple[tuple[str, Parameter], ...] = ()


def reason(code: ReasonCode, **values: Parameter) -> Reason:
    """Return a reason. Its values have the names that the table of words in `reports` asks for."""
    return Reason(code, tuple(values.items()))
