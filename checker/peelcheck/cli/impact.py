"""`peelcheck impact`: the effect of a change of rules."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

import click

from peelcheck.cli.common import (
    ALLOW_OUTSIDE_OPTION,
    CommandOutput,
    ParsedOption,
    in_words_of,
    page_of,
    width_of,
)
from peelcheck.errors import InvalidValue, all_shown_to_people
from peelcheck.model.gates import Exit
from peelcheck.model.wording import and_list
from peelcheck.pipeline.two_rulebooks import check_under_both
from peelcheck.policy.impact import impact
from peelcheck.policy.impact_text import RENDERERS, ImpactReport
from peelcheck.policy.what_if import settings_in_words, with_limits
from peelcheck.reading.packs import SHIPPED, Folder, NamedFolder
from peelcheck.reading.periods import read_day
from peelcheck.sources.installed import installed_packs
from peelcheck.sources.revisions import top_folder, write_revision

_RANGE = re.compile(r"([^.\s](?:\S*?[^.\s])?)\.\.([^.\s/\\][^\s]*)?")
_RULES = "rules"


@click.command("impact")
@click.argument("data", nargs=-1, required=True, type=click.Path(), metavar="[REV..REV] DATA...")
@click.option(
    "--from",
    "before",
    multiple=True,
    metavar="REV|DIR",
    help="The earlier rules: a folder, or a git revision. Add the folder of its rules if it is not "
    "called rules (main:ours). A second one adds to the first. The shipped rules are called "
    "peelcheck.",
)
@click.option(
    "--to",
    "after",
    multiple=True,
    metavar="REV|DIR",
    help="The current rules. By default the folder of the revision as it is on disk, or the "
    "shipped rules.",
)
@click.option(
    "--format",
    "name",
    type=click.Choice(list(RENDERERS)),
    default="text",
    show_default=True,
    help="What to print; md is Markdown for a pull request.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="RULE.COMPARISON=LIMIT",
    help="Try another limit, with no file to change: 101-abandonment.below=4%.",
)
@ALLOW_OUTSIDE_OPTION
@click.option(
    "--today",
    type=ParsedOption("day", read_day),
    help="The day on which a period is over or not: 2026-03-31.",
)
def command(
    data: tuple[str, ...],
    before: tuple[str, ...],
    after: tuple[str, ...],
    name: str,
    settings: tuple[str, ...],
    allow_outside: bool,
    today: date | None,
) -> CommandOutput:
    """Judge the same returns under two sets of rules, and list the answers that change.

    `peelcheck impact --from main data/*.yaml` shows what the rules on disk change; `main..HEAD` in
    front of the data means --from main --to HEAD. `peelcheck impact --set
    101-abandonment.below=4% data/*.yaml` shows what another limit would change.
    """
    tried = settings_in_words(settings)
    if settings and not before and not _is_range(data[0]):
        before = after or (SHIPPED,)
    if not before:
        before, after, data = _range_in(data, after)
    after = after or (before if settings else tuple(_now(one) for one in before))
    with ExitStack() as stack:
        sides = [[_folder(one, stack) for one in names] for names in (before, after)]
        old, new = check_under_both(
            sides[0],
            sides[1],
            data,
            today=today,
            allow_outside=allow_outside,
            changed=partial(with_limits, settings=settings),
        )
    in_words_of(new.rulebook)
    report = ImpactReport(
        impact(old, new),
        and_list(before),
        f"{and_list(after)} with {tried}" if tried else and_list(after),
        new.rulebook.dictionary,
    )
    warned = dict.fromkeys((*old.problems, *new.problems, *new.warnings))
    return CommandOutput(
        RENDERERS[name](report, page_of(sys.stdout)),
        Exit.FAULT if old.problems or new.problems else Exit.GREEN,
        warning=all_shown_to_people(warned, width_of(sys.stderr)),
    )


def _is_range(name: str) -> bool:
    """Return whether it is main..HEAD, and not a file of that name."""
    return bool(_RANGE.fullmatch(name)) and not Path(name).exists()


def _range_in(
    data: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Split main..HEAD in front of the data into two revisions; return these and the data."""
    found = _RANGE.fullmatch(data[0])
    if found is None or Path(data[0]).exists():
        what = "The rules to compare with are missing."
        raise InvalidValue(what, "Write --from main, or main..HEAD in front of the data.")
    if after:
        raise InvalidValue(f"--to is given beside {data[0]}.", "Write one of the two.")
    if not data[1:]:
        raise InvalidValue(f"There is no data after {data[0]}.", "Name at least one return.")
    return (found.group(1),), (found.group(2),) if found.group(2) else (), data[1:]


def _folder(name: str, stack: ExitStack) -> Folder:
    """Return the folder of that name, or a temporary folder with the rules of that revision."""
    if name == SHIPPED or Path(name).is_dir() or name in installed_packs():
        return Path(name)
    tree = _tree(name)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peelcheck-")))
    write_revision(tree, folder)
    return NamedFolder(folder, tree)


def _tree(name: str) -> str:
    """Return a revision with the folder of its rules."""
    return name if ":" in name else f"{name}:{_RULES}"


def _now(before: str) -> str:
    """Return the name of the rules on disk, the default to compare with."""
    if before == SHIPPED or Path(before).is_dir() or before in installed_packs():
        return SHIPPED
    folder = top_folder() / _tree(before).partition(":")[2]
    return os.path.relpath(folder)
