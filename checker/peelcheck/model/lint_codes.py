"""The names of what can be wrong with a rule pack; docs/faults has a page on each."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """The kind of problem. The names stay the same from version to version."""

    UNREADABLE = "unreadable"
    GIVEN_TWICE = "given-twice"
    STRAY_FILE = "stray-file"
    WRONG_ID = "wrong-id"
    WRONG_SHAPE = "wrong-shape"
    UNKNOWN_PART = "unknown-part"
    MISSING_PART = "missing-part"
    UNKNOWN_WORD = "unknown-word"
    UNKNOWN_NAME = "unknown-name"
    NOT_AN_AMOUNT = "not-an-amount"
    NOT_A_DATE = "not-a-date"
    CLASHING_DATES = "clashing-dates"
    WRONG_LIMIT = "wrong-limit"
    WRONG_STANDING = "wrong-standing"
    WRONG_SCOPE = "wrong-scope"
    WRONG_EXAMPLE = "wrong-example"
    EXAMPLE_FAILS = "example-fails"
    EDGE_NOT_SHOWN = "edge-not-shown"
    WRONG_FIGURE = "wrong-figure"
    WRONG_TABLE = "wrong-table"
    WRONG_SCENARIO = "wrong-scenario"
    WRONG_OVERRIDE = "wrong-override"
    AFI_UNWATCHED = "afi-unwatched"
    TITLE_WITHOUT_LIMIT = "title-without-limit"
    TITLE_WITH_DATED_LIMIT = "title-with-dated-limit"
    TITLE_CONTRADICTS_LIMIT = "title-contradicts-limit"
    RULES_CONTRADICT = "rules-contradict"
    NEVER_MET = "never-met"
    NEVER_MISSED = "never-missed"
    UNUSED_NAME = "unused-name"
    REVIEW_OVERDUE = "review-overdue"
    SOURCE_WITHOUT_DATE = "source-without-date"
    QUOTE_NOT_FOUND = "quote-not-found"
    LIMIT_AGAINST_BETTER = "limit-against-better"
    ALIKE_NAMES = "alike-names"
    SWAPPED_WORDS = "swapped-words"
    LIMIT_AGAINST_WORDS = "limit-against-words"
    UNLIKELY_TIMES = "unlikely-times"
    COPIED_REGISTER = "copied-register"
    UNUSUAL_AVERAGE = "unusual-average"
    OTHER_SUBJECT = "other-subject"
    FOR_EACH_MISSING = "for-each-missing"


WARNINGS = frozenset((
    *(Code.UNLIKELY_TIMES, Code.OTHER_SUBJECT, Code.FOR_EACH_MISSING, Code.REVIEW_OVERDUE),
))  # fmt: skip
"""What may well be right: it is printed, and does not fail a check of a pack."""
