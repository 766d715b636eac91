"""What the options of a check ask for, read and found to make sense before any work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from peelcheck.cli.common import in_words_of
from peelcheck.cli.funnel_option import funnels_named
from peelcheck.cli.highlight_option import forces_named
from peelcheck.cli.outputs import (
    Output,
    printed_format,
    refuse_overwriting,
    to_a_file,
)
from peelcheck.cli.rebase_option import Rebase, rebased_by_rule
from peelcheck.errors import InvalidValue
from peelcheck.model.changes import ExceptionEntry
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import Period
from peelcheck.model.returns import Return
from peelcheck.model.rules import Rulebook
from peelcheck.model.wording import and_list
from peelcheck.modules import load_module
from peelcheck.pipeline import read_all
from peelcheck.pipeline.arguments import refuse_unknown_kind
from peelcheck.pipeline.names import rules_named
from peelcheck.reports import BY

COMPARING = "peelcheck.pipeline.baseline_and_exceptions"
"""What only --since and --exceptions need; it is loaded for them."""

PROOF = "proof"
"""The one output that is not a report, as in -o proof=FILE.html."""


class CheckOptions(NamedTuple):
    """The options of a check, as the command line gives them."""

    data: tuple[str, ...]
    period: Period | None
    only: tuple[str, ...]
    by: str | None
    rules: tuple[Path, ...]
    stdout_format: str | None
    outputs: tuple[Output, ...]
    page: str | None
    required: tuple[str, ...]
    fail_on: str
    verbose: bool
    exit_zero: bool
    today: date | None
    allow_outside: bool
    rows_folder: str | None
    rows_with: tuple[str, ...]
    since_files: tuple[str, ...]
    only_new: bool
    allow_incomparable: bool
    exception_files: tuple[Path, ...]
    marking: str
    rebased: tuple[Rebase, ...]
    funnels: tuple[str, ...]
    highlighted: tuple[str, ...]
    public: bool
    public_below: int | None

    @property
    def since_file(self) -> str | None:
        """The file to compare with; a second one is refused."""
        return self.since_files[0] if self.since_files else None

    @property
    def names_proof(self) -> bool:
        """Does it ask for a proof, or name the page that one is made of?"""
        return self.page is not None or any(one.format == PROOF for one in self.outputs)


class CheckPlan(NamedTuple):
    """The options of a check, read and validated before any work."""

    rulebook: Rulebook
    returns: Sequence[Return]
    only: frozenset[str] | None
    required: frozenset[str]
    printed: str
    formats: frozenset[str]
    layout: str | None
    scope_kinds: tuple[str, ...]
    anew: Mapping[str, tuple[date, ...]]
    funnels: tuple[str, ...]
    highlight: tuple[str, ...]
    exceptions: Sequence[ExceptionEntry]

    @property
    def inputs(self) -> list[str]:
        """Every file that was read."""
        return [file for one in self.returns for file in one.inputs]


def make_plan(options: CheckOptions) -> CheckPlan:
    """Return what the options ask for. Raises InvalidValue and ProblemsFound."""
    _refuse_alone(options)
    baseline = () if options.since_file is None else (options.since_file,)
    rulebook, returns = read_all(
        options.rules, options.data, allow_outside=options.allow_outside, later=baseline
    )
    in_words_of(rulebook)
    registers = [*rulebook.registers.values(), *(r for one in returns for r in one.registers)]
    forces = [one.force for one in returns]
    only = (
        rules_named(options.only, rulebook, registers, "--only", forces) if options.only else None
    )
    required = rules_named(options.required, rulebook, registers, "--require", forces)
    printed = printed_format(options.stdout_format, options.outputs)
    inputs = [file for one in returns for file in one.inputs]
    refuse_overwriting(options.outputs, [*inputs, *map(str, options.exception_files), *baseline])
    layout, scope_kinds = _breakdown_named(options.by, rulebook)
    anew = rebased_by_rule(options.rebased, rulebook)
    formats = frozenset({printed, *(output.format for output in options.outputs)})
    funnels = funnels_named(options.funnels, rulebook, formats)
    highlight = forces_named(options.highlighted, (one.force for one in returns), formats)
    for name in formats:
        to_a_file(name, layout)  # what a report needs and is not there is told before the work
    exceptions: Sequence[ExceptionEntry] = ()
    if options.exception_files:
        exceptions = load_module(COMPARING).read_exception_files(
            options.exception_files, rulebook, options.today or date.today()
        )
    return CheckPlan(
        rulebook=rulebook,
        returns=returns,
        only=only,
        required=required,
        printed=printed,
        formats=formats,
        layout=layout,
        scope_kinds=scope_kinds,
        anew=anew,
        funnels=funnels,
        highlight=highlight,
        exceptions=exceptions,
    )


def _refuse_alone(options: CheckOptions) -> None:
    """Refuse options that have an effect only together with another, and a second --since."""
    if len(options.since_files) > 1:
        what = f"--since is given twice: {and_list(options.since_files)}."
        raise InvalidValue(what, "Compare with one of them; a second one would hide the first.")
    if options.since_file is None and (options.only_new or options.allow_incomparable):
        option = "--only-new" if options.only_new else "--allow-incomparable"
        raise InvalidValue(f"{option} goes with --since.", "Add --since and an earlier report.")
    if options.rows_with and options.rows_folder is None:
        raise InvalidValue(
            "--rows-with names a column for the files of --rows.", "Add --rows FOLDER."
        )


def _breakdown_named(by: str | None, rulebook: Rulebook) -> tuple[str | None, tuple[str, ...]]:
    """Return the layout that --by names (None without one), and the scope kinds."""
    if by is None or by in BY:
        return by, ()
    refuse_unknown_kind(f"--by {by}", by, rulebook, BY)
    return None, (by,)
