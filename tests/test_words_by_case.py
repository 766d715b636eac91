"""Tables by the cases of an enumeration have a row for each: a new case cannot be missed."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules, walk_packages
from types import ModuleType

import pytest

import peelcheck
from peelcheck.model.dictionary import Measure, MeasureName
from peelcheck.reports import reason_words

PARTIAL = {
    "judging.afis._SAYS_SOMETHING": "the other outcomes say nothing of an AFI",
    "model.gates._EXITS": "every other reason is that something was not judged",
    "pipeline.gate_outcome._CODES": "the other kinds of line keep no gate shut",
    "model.amounts._BETWEEN": "rates alone are written with two counts",
    "model.periods.MONTHS_IN": "a week is not a number of months",
    "model.row_reasons.DECLARABLE": "the other reasons are not about how exactly times are known",
    "model.rules.EXAMPLE_WORDS": "an example expects one of the others",
    "policy.column_matching._KINDS": "the other types are texts",
    "judging.remarks._IS": "the numbers of the others have remarks of their own",
    "reading.measures._INPUTS": "a ratio is of any two figures, and a difference of two alike",
    "reading.amount_forms._USUAL_OF_KIND": "what is usual for the others is usual for all",
    "reading.amounts._BETWEEN_WAYS": "rates alone are written with two counts",
    "reading.single_numbers._PATTERNS": "a time is read as a duration",
    "figures.engines.filter_sql._SIGNS": "each row is a limit of a rule, and no condition",
    "pipeline.folder._NOT_USED": "files of the other kinds are used",
    "policy.testing.mutants._TURNED": "each row has no number to change",
    "reading.row_filters._FITTING": "the other types are compared as texts or numbers",
    "reports.as_junit._SKIPPED": "the other outcomes are tests that ran",
    "reports.as_sarif._STATES": "all other changes are updates",
    "reports.by_afi._WORDS": "the others name what they lack",
    "reports.text_overview._CELLS": "the other outcomes are not judged",
    "reports.text_parts.COLOURS": "the other outcomes are not judged",
    "reports.web.charts._TONES": "ordinary months are not listed",
    "reports.web.limit_words._NONE": "guidance without a limit in force is said alike for all",
    "reports.web.plain_words._WORDS": "the words of all other reasons name no key",
    "reports.web.standard_view._WHAT_NEXT": "the other outcomes need nothing",
    "reports.web.trend_words._LEADS": "an ordinary month has no trend",
    "reports.reason_words.months._VERBS": "the other outcomes judge nothing",
    "reports.reason_words.remarks._WOULD": "the other outcomes prove nothing",
    **{
        f"reports.reason_words.{area.name}.WORDS": "the other areas have the other reasons"
        for area in iter_modules(reason_words.__path__)
    },
}
"""Tables that do not have every case, and why."""


def modules() -> Iterator[ModuleType]:
    for found in walk_packages(peelcheck.__path__, "peelcheck."):
        if not found.name.endswith("__main__"):
            try:
                yield import_module(found.name)
            except ModuleNotFoundError as missing:
                assert not str(missing.name).startswith("peelcheck"), missing  # an extra's library


def tables() -> Iterator[tuple[str, Mapping[Enum, object]]]:
    for module in modules():
        source = inspect.getsource(module)
        own = set(re.findall(r"^(\w+)(?::| =)", source, re.MULTILINE))
        for name, value in vars(module).items():
            if name in own and isinstance(value, Mapping) and value and _has_cases(value):
                yield f"{module.__name__.removeprefix('peelcheck.')}.{name}", value


def _has_cases(table: Mapping[object, object]) -> bool:
    kinds = {type(key) for key in table}
    return len(kinds) == 1 and all(isinstance(key, Enum) for key in table)


TABLES = dict(tables())


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_case(name: str) -> None:
    table = TABLES[name]
    left_out = set(type(next(iter(table)))) - set(table)
    assert bool(left_out) is (name in PARTIAL), left_out


def test_the_tables_that_are_partial_are_there() -> None:
    assert set(PARTIAL) <= set(TABLES)


@pytest.mark.parametrize(
    ("name", "words"), [("share", "a over b"), ("ratio", "a over b"), ("sum", "the sum of a and b")]
)
def test_a_measure_says_what_it_is_worked_out_from(name: str, words: str) -> None:
    assert Measure(MeasureName(name), ("a", "b")).words == words
