"""A result compared with an earlier one, and with the exceptions that a force has accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.judging.changes import baseline_findings, compared
from peelcheck.judging.exceptions import with_exceptions
from peelcheck.model.amounts import Kind
from peelcheck.model.changes import BaselineFinding, ExceptionEntry
from peelcheck.model.results import Result
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import check
from peelcheck.pipeline.exception_problems import exception_warnings, unknown_scopes
from peelcheck.reading.baseline import findings_in_report
from peelcheck.reading.exceptions import read_exceptions
from peelcheck.reading.report_files import read_report
from peelcheck.reading.returns import read_return


def compare_with_baseline(
    result: Result, file: str, rules: Rulebook, *, allow_outside: bool = False
) -> Result:
    """Return the result compared with an earlier one: a JSON report, or a return.

    A return is judged by the current rules. Raises ProblemsFound if the file cannot be read.
    """
    report = read_report(file)
    baseline, inputs = (
        _judged_again(file, rules, result.today, allow_outside)
        if report is None
        else (findings_in_report(report, file, _kinds(rules)), (file,))
    )
    held = compared(result, file, baseline)
    return held._replace(since=held.since._replace(inputs=inputs)) if held.since else held


def _kinds(rules: Rulebook) -> dict[str, Kind]:
    return {name: figure.kind for name, figure in rules.dictionary.figures.items()}


def _judged_again(
    file: str, rules: Rulebook, today: date, allow_outside: bool
) -> tuple[tuple[BaselineFinding, ...], tuple[str, ...]]:
    problems = Problems()
    one = read_return(file, rules, problems, allow_outside=allow_outside)
    problems.raise_if_any()
    assert one is not None  # noqa: S101 - without faults there is a return
    result = check(rules, [one], today=today)
    if result.problems:
        raise ProblemsFound(result.problems)
    return baseline_findings(result), one.inputs


def read_exception_files(
    files: Sequence[Path], rules: Rulebook, today: date
) -> tuple[ExceptionEntry, ...]:
    """Return the exceptions of these files on that day. Raises ProblemsFound."""
    problems = Problems()
    found = [one for file in files for one in read_exceptions(str(file), rules, today, problems)]
    problems.raise_if_any()
    return tuple(found)


def apply_exceptions(result: Result, entries: Sequence[ExceptionEntry]) -> Result:
    """Return the result with accepted breaches marked.

    Raises ProblemsFound for an unknown scope.
    """
    if wrong := unknown_scopes(result, entries):
        raise ProblemsFound(wrong)
    marked = with_exceptions(result, entries)
    warnings = (*result.warnings, *exception_warnings(result, entries))
    return marked._replace(warnings=warnings)
