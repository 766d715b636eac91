"""One scenario under a rulebook: what differs from what it expects."""

from __future__ import annotations

from datetime import date

from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import Finding, Part
from peelcheck.model.pack_words import speaking
from peelcheck.model.problems import Problem
from peelcheck.model.rules import Rulebook
from peelcheck.pipeline import check
from peelcheck.policy.testing.inline_files import files_of
from peelcheck.reading.amounts import read_exact_amount
from peelcheck.reading.scenarios import Expected, Scenario
from peelcheck.reports.reason_words import all_in_words

_FAR_DAY = date(9999, 12, 31)


def differences(scenario: Scenario, rulebook: Rulebook) -> list[Problem]:
    """Return what differs from the scenario."""
    with speaking(rulebook.words):
        return _differences(scenario, rulebook)


def _differences(scenario: Scenario, rulebook: Rulebook) -> list[Problem]:
    only = {row.rule for row in scenario.expected}
    day = scenario.today or _FAR_DAY
    try:
        with files_of(scenario, dict(rulebook.tables)) as given:
            result = check(rulebook, [given], only=only, today=day)
    except ProblemsFound as found:
        return [problem._replace(location=scenario.location) for problem in found.problems]
    if result.problems and scenario.rows:
        return [problem._replace(location=scenario.location) for problem in result.problems]
    findings = {finding.rule.id: finding for finding in result.findings}
    found_wrong = (
        _difference(scenario, row, findings[row.rule], rulebook.dictionary)
        for row in scenario.expected
    )
    return [problem for problem in found_wrong if problem]


def _difference(
    scenario: Scenario, row: Expected, finding: Finding, dictionary: Dictionary
) -> Problem | None:
    found = _finding_or_part(row, finding)
    where = f"{row.rule} for {row.scope}" if row.scope else row.rule
    if found is None:
        what = f"{scenario.name}: {row.rule} has no part called {row.scope}."
        return Problem(row.location, what, "Write one of those that the return gives.")
    because = all_in_words(found.reasons)
    if found.outcome is not row.outcome:
        why = f": {because}" if because else ""
        what = f"{scenario.name}: {where} is {found.outcome}, not {row.outcome}{why}."
        return Problem(row.location, what, "Mend the scenario, or the rule.")
    if row.because not in because:
        what = f'{scenario.name}: the reason for {where} is "{because}".'
        return Problem(row.location, what, "Write words from it after because:.")
    if row.figure:
        return _other_figure(scenario, row, found, dictionary.figures[finding.rule.figure].kind)
    return None


def _finding_or_part(row: Expected, finding: Finding) -> Finding | Part | None:
    if not row.scope:
        return finding
    return next((part for part in finding.parts if part.scope == row.scope), None)


def _other_figure(
    scenario: Scenario, row: Expected, found: Finding | Part, kind: Kind
) -> Problem | None:
    """Return a problem if the figure is another than the row expects."""
    amount = found.amount if isinstance(found, Part) else found.figure and found.figure.amount
    try:
        expected = read_exact_amount(row.figure, kind)
    except InvalidValue as refusal:
        return Problem(row.location, f"{scenario.name}: {refusal.what}", refusal.fix)
    if amount and _is_same(amount, expected):
        return None
    shown = amount.text if amount else "not known"
    what = f"{scenario.name}: the figure of {row.rule} is {shown}, not {row.figure}."
    return Problem(row.location, what, "Mend the scenario, or the rule.")


def _is_same(amount: Amount, expected: Amount) -> bool:
    """Return whether both are the same, in counts where these are known."""
    if amount.counts and expected.counts:
        return amount.counts == expected.counts
    return amount.span == expected.span
