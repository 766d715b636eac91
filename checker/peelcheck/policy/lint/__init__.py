"""What is wrong with a rule pack, and what would mislead in one that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from peelcheck.errors import in_reading_order
from peelcheck.model.lint_codes import WARNINGS
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import speaking
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline.scenarios import read_tests
from peelcheck.pipeline.tried_packs import read_pack
from peelcheck.policy.lint.averages import unusual_averages
from peelcheck.policy.lint.between_rules import alike_names, alike_texts, contradictions
from peelcheck.policy.lint.cited_texts import wrong_quotes
from peelcheck.policy.lint.dates import (
    days_after_today,
    overdue_reviews,
    unlikely_days_of_rules,
    without_review,
)
from peelcheck.policy.lint.for_each import lost_for_each
from peelcheck.policy.lint.limits import against_better, never_met_or_missed
from peelcheck.policy.lint.quotes import texts_in_curly_quotes
from peelcheck.policy.lint.registers import copied_registers, strange_rules_of_afis
from peelcheck.policy.lint.sources import undated_sources
from peelcheck.policy.lint.table_times import wrong_table_limits
from peelcheck.policy.lint.titles import wrong_titles
from peelcheck.policy.lint.unused import unused_names
from peelcheck.policy.lint.word_pairs import swapped_words
from peelcheck.policy.pack_schemas import outdated_schemas
from peelcheck.reading.packs import Folder


class Linted(NamedTuple):
    """The problems found in a pack.

    With `errors` it cannot be used at all; `remarks` are what would mislead people, and those whose
    code is a warning may well be right. `rules` is how many rules were read, `warning` which of
    them do not say that they are kept up.
    """

    errors: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    rules: int
    warning: str = ""

    @property
    def misleads(self) -> bool:
        """Some remark is more than a warning."""
        return any(remark.code not in WARNINGS for remark in self.remarks)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Both, as a person would read the files."""
        return in_reading_order([*self.errors, *self.remarks])


def lint(folders: Sequence[Folder], today: date | None = None) -> Linted:
    """Return every problem in every file of the packs; one broken file never hides others.

    `folders` are rule packs, the later ones adding to the first; without one, the shipped pack.
    Days are seen from `today`, by default the clock's.
    """
    rulebook, problems = read_pack(folders)
    return lint_read(folders, rulebook, problems, today)


def lint_read(
    folders: Sequence[Folder],
    rulebook: Rulebook | None,
    problems: tuple[Problem, ...],
    today: date | None = None,
) -> Linted:
    """Return every problem of packs that `read_pack` has read, as `lint` does."""
    if rulebook is None:
        return Linted(problems, (), 0)
    with speaking(rulebook.words):
        remarks = in_reading_order(_remarks(rulebook, today or date.today(), whole=not problems))
        wrong_tests = read_tests(folders, None if problems else rulebook)[1]
    errors = (*problems, *wrong_tests)
    old = "" if problems else outdated_schemas(folders, rulebook)
    warnings = (without_review(rulebook), old)
    return Linted(errors, remarks, len(rulebook.rules), "\n".join(filter(None, warnings)))


def _remarks(rulebook: Rulebook, today: date, *, whole: bool) -> Iterator[Problem]:
    """Yield what would mislead; whether a name is used is known only if every file can be read."""
    for rule in rulebook.rules.values():
        yield from wrong_titles(rule)
        yield from texts_in_curly_quotes(rule)
        yield from never_met_or_missed(rule, rulebook.dictionary)
        yield from against_better(rule, rulebook.dictionary)
        yield from wrong_quotes(rule, tuple(pack.name for pack in rulebook.packs))
    yield from contradictions(rulebook)
    yield from alike_names(rulebook)
    yield from alike_texts(rulebook)
    yield from swapped_words(rulebook)
    yield from lost_for_each(rulebook)
    yield from unusual_averages(rulebook.dictionary)
    yield from copied_registers(rulebook)
    yield from strange_rules_of_afis(rulebook)
    yield from undated_sources(rulebook)
    yield from days_after_today(rulebook, today)
    yield from overdue_reviews(rulebook, today)
    yield from unlikely_days_of_rules(rulebook, today)
    if whole:
        yield from unused_names(rulebook)
        yield from wrong_table_limits(rulebook)
