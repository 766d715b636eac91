"""The gate, an earlier result and exceptions, for a caller from Python."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from peelcheck.judging.gate import gate as judged_gate
from peelcheck.model.gates import Gate, GateRules
from peelcheck.model.results import Result
from peelcheck.pipeline import arguments
from peelcheck.pipeline import baseline_and_exceptions as earlier


def gate(
    result: Result,
    *,
    required: Collection[str] | str = (),
    fail_on_breach: bool = True,
    only_new: bool = False,
    allow_incomparable: bool = False,
) -> Gate:
    """Return the exit code that the command line would have, and why.

    `required` names rules, or AFIs as in afi/12, that must have been checked. `only_new` and
    `allow_incomparable` are for a result that was compared with an earlier one. Raises InvalidValue
    for an unknown rule.
    """
    checked = arguments.result(result)
    rules = GateRules(
        fail_on_breach=fail_on_breach,
        required=arguments.required_rules(required, checked),
        only_new=only_new,
        incomparable=allow_incomparable,
    )
    return judged_gate(checked, rules)


def since(result: Result, file: str | Path, *, allow_outside: bool = False) -> Result:
    """Return the result compared with an earlier JSON report or an earlier return.

    Raises ProblemsFound if the file cannot be read.
    """
    checked = arguments.result(result)
    path = arguments.path_of(file, "file")
    return earlier.compare_with_baseline(
        checked, path, checked.rulebook, allow_outside=allow_outside
    )


def with_exceptions(result: Result, *files: str | Path) -> Result:
    """Return the result with the breaches marked that these files accept.

    Raises ProblemsFound if a file cannot be used.
    """
    checked = arguments.result(result)
    paths = [Path(arguments.path_of(file, "a file of exceptions")) for file in files]
    accepted = earlier.read_exception_files(paths, checked.rulebook, checked.today)
    return earlier.apply_exceptions(checked, accepted)
