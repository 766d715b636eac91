"""A rule pack as pages of Markdown: an index, a page for each rule, a page for each register."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.model.pack_words import area
from peelcheck.model.rules import Rule, Rulebook
from peelcheck.model.wording import capital, counted_noun
from peelcheck.policy.listing import number_from
from peelcheck.policy.register_page import MADE, register_page
from peelcheck.policy.rule_text import rows_on_rule
from peelcheck.reports.markdown import safe


def make_rule_pages(rulebook: Rulebook) -> dict[str, str]:
    """Return every page by its path in the folder they are written to."""
    found = {"README.md": _lines(_index(rulebook))}
    found |= {_page(rule): _lines(_on(rule, rulebook)) for rule in rulebook.rules.values()}
    registers = rulebook.registers.values()
    return found | {f"afis/{r.id}.md": register_page(r, rulebook) for r in registers}


def is_made_here(text: str) -> bool:
    """Return whether this page was written from a rule pack."""
    return MADE in text


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _page(rule: Rule) -> str:
    return f"standards/{rule.id}.md"


def _index(rulebook: Rulebook) -> Iterator[str]:
    yield f"# The {counted_noun(len(rulebook.rules), 'rule')}"
    yield ""
    yield MADE
    yield ""
    yield f"| Rule | Number from | What it says | {capital(area().labels)} |"
    yield "|---|---|---|---|"
    for rule in rulebook.rules.values():
        link = f"[{safe(rule.id)}]({_page(rule)})"
        cells = (link, number_from(rule), safe(rule.title), _afis(rule, rulebook))
        yield f"| {' | '.join(cells)} |"
    if rulebook.registers:
        yield ""
        yield f"{capital(area().many_in_full)} on file:"
        yield ""
    for register in rulebook.registers.values():
        name = f"{register.inspection}: {register.force}"
        words = area().label if len(register.afis) == 1 else area().labels
        yield f"- [{safe(name)}](afis/{register.id}.md), {len(register.afis)} {words}"


def _afis(rule: Rule, rulebook: Rulebook, way: str = "") -> str:
    """Return the AFIs that the rule watches, each a link to the page of its register."""
    return ", ".join(
        f"[{safe(afi.id)}]({way}afis/{register.id}.md)"
        for register in rulebook.registers.values()
        for afi in register.afis
        if rule.id in afi.watched_by
    )


def _on(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    yield f"# {safe(rule.title)}"
    yield ""
    yield MADE
    yield ""
    yield f"`{rule.id}`, from `{rule.location.file}`."
    for name, text in rows_on_rule(rule, rulebook):
        parts = text.split("\n")
        yield ""
        if len(parts) == 1:
            yield f"**{safe(name)}.** {safe(text)}"
            continue
        yield f"**{safe(name)}**"
        yield ""
        yield from (f"- {safe(part)}" for part in parts)
    if watched := _afis(rule, rulebook, "../"):
        yield ""
        yield f"**Watches.** {watched}"
