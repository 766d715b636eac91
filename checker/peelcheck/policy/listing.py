"""The rules of a pack as a list, and which of them a return can check."""

from __future__ import annotations

from peelcheck.model.findings import Finding, Result
from peelcheck.model.problems import visible
from peelcheck.model.rules import Outcome, Rule, Rulebook
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.rule_words import STANDING_WORDS
from peelcheck.reports.text_table import Column, laid_out

_LIST = (Column("Rule", 34), Column("Number from", 14), Column("What it says", 28))


def rules_list(rulebook: Rulebook, page: Page) -> str:
    """List every rule, where its number comes from, and its title."""
    rows = [[rule.id, number_from(rule), visible(rule.title)] for rule in rulebook.rules.values()]
    lines = laid_out(_LIST, rows, page.width)
    count = f"{len(rows)} rules of {rulebook.called}"
    return "\n".join([*lines, "", f"{count}. More on one: peelcheck explain {rows[0][0]}"]) + "\n"


def number_from(rule: Rule) -> str:
    """Return where the number of a rule comes from, in two or three words."""
    return "proposed" if rule.proposed else STANDING_WORDS[rule.standing].short


def rules_list_with(result: Result, page: Page) -> str:
    """List the rules that the returns of a result can check, and what the others need."""
    parts = []
    for force in result.forces:
        findings = sorted(force.findings, key=lambda finding: finding.rule.id)
        rows = [(f.rule.id, visible(_can(f))) for f in findings]
        can = sum(f.outcome in _HAS_WHAT_IT_NEEDS for f in findings)
        title = f"{force.force}: {can} of {len(rows)} rules have what they need."
        width = max(len(name) for name, _ in rows)
        lines = [*paragraph(visible(title), page.width), "", *named_texts(rows, page.width, width)]
        parts.append("\n".join(lines))
    return "\n\n\n".join(parts) + "\n"


_HAS_WHAT_IT_NEEDS = (Outcome.MET, Outcome.BREACH, Outcome.NOTE)


def _can(finding: Finding) -> str:
    give = f"give {', or '.join(finding.to_supply)}" if finding.to_supply else ""
    match finding.outcome:
        case Outcome.MET | Outcome.BREACH:
            return "checked"
        case Outcome.NOTE:
            return f"shown; to judge it by a target, {give}" if give else "shown"
        case Outcome.CANNOT_TELL:
            return f"cannot tell; {give}" if give else "cannot tell"
        case Outcome.NOT_APPLICABLE:
            return f"not applicable: {finding.because}"
        case Outcome.NOT_SUPPLIED:
            return give
