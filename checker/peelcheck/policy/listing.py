"""The rules of a pack as a list, and which of them a return can check."""

from __future__ import annotations

from peelcheck.model.findings import Finding
from peelcheck.model.problems import visible
from peelcheck.model.results import Result
from peelcheck.model.rules import Outcome, Rule, Rulebook
from peelcheck.model.wording import counted_noun
from peelcheck.reports.layout import Page, named_texts, paragraph
from peelcheck.reports.reason_words import all_in_words, each_in_words
from peelcheck.reports.rule_words import standing_words
from peelcheck.reports.text_table import TextColumn, lay_out_table

_LIST = (TextColumn("Rule", 39), TextColumn("Number from", 11), TextColumn("What it says", 26))


def rules_list(rulebook: Rulebook, page: Page) -> str:
    """List every rule, where its number comes from, and its title."""
    rows = [[rule.id, number_from(rule), visible(rule.title)] for rule in rulebook.rules.values()]
    lines = lay_out_table(_LIST, rows, page.width)
    count = f"{counted_noun(len(rows), 'rule')} of {rulebook.pack_names}"
    return "\n".join([*lines, "", f"{count}. More on one: peelcheck explain {rows[0][0]}"]) + "\n"


def number_from(rule: Rule) -> str:
    """Return where the number of a rule comes from, in two or three words."""
    return "proposed" if rule.proposed else standing_words(rule.standing).short


def rules_list_with(result: Result, page: Page) -> str:
    """List the rules that the returns of a result can check, and what the others need."""
    parts = []
    for force in result.forces:
        findings = sorted(force.findings, key=lambda finding: finding.rule.id)
        rows = [(f.rule.id, visible(_checkable_words(f))) for f in findings]
        can = sum(f.outcome in _HAS_WHAT_IT_NEEDS for f in findings)
        need = "has what it needs" if len(rows) == 1 else "have what they need"
        title = f"{force.force}: {can} of {counted_noun(len(rows), 'rule')} {need}."
        width = max(len(name) for name, _ in rows)
        lines = [*paragraph(visible(title), page.width), "", *named_texts(rows, page.width, width)]
        parts.append("\n".join(lines))
    return "\n\n\n".join(parts) + "\n"


_HAS_WHAT_IT_NEEDS = (Outcome.MET, Outcome.BREACH, Outcome.NOTE)


def _checkable_words(finding: Finding) -> str:
    give = f"give {', or '.join(each_in_words(finding.to_supply))}" if finding.to_supply else ""
    match finding.outcome:
        case Outcome.MET | Outcome.BREACH:
            return "checked"
        case Outcome.NOTE:
            return f"shown; to judge it by a target, {give}" if give else "shown"
        case Outcome.CANNOT_TELL:
            return f"cannot tell; {give}" if give else "cannot tell"
        case Outcome.NOT_APPLICABLE:
            return f"not applicable: {all_in_words(finding.reasons)}"
        case Outcome.NOT_SUPPLIED:
            return give
