"""What one pack changes in a rule of another: named, dated, with a reason and who decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping

from peelcheck.errors import Problems, did_you_mean
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.lint_codes import Code
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.rules import Override, Pack, Rule
from peelcheck.model.wording import and_list
from peelcheck.reading.fields import mappings_in, text_of
from peelcheck.reading.rules import read_rule
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Entry, Mapping, Node, Sequence, Text

_ABOUT = ("overrides", "reason", "set_by")
"""The parts that say why; all others stand in place of the rule's own."""

_JUDGED = ("require", "figure", "for_each", "applies_to", "only_when")
"""The parts that a caution may speak about."""


class Changed(NamedTuple):
    """A rule as another pack changes it: its nodes with the change in them, and why."""

    rule_id: str
    node: Mapping
    about: Mapping
    pack: Pack

    def applied(self, was: Rule, dictionary: Dictionary, problems: Problems) -> Rule | None:
        """Return the changed rule, with what it was before; None if something in it is wrong."""
        rule = read_rule(self.node, self.rule_id, dictionary, problems)
        if rule is None:
            return None
        override = Override(
            pack=self.pack.name,
            reason=text_of(self.about, "reason"),
            source=text_of(self.about, "source"),
            set_by=text_of(self.about, "set_by"),
            was=was.requirements[-1] if was.requirements else None,
            location=self.about.entries[0].key.location,
            keeps_caution=bool(rule.caution) and self._keeps_caution(was.override),
            parts=frozenset(entry.key.value for entry in self.about.entries) - {*_ABOUT},
        )
        both = _merged_overrides(was.override, override) if was.override else override
        return rule._replace(override=both)

    def _keeps_caution(self, earlier: Override | None) -> bool:
        """Return whether the caution was written for another limit, figure or condition."""
        if self.about.entry("caution"):
            return False
        changes = any(self.about.entry(part) for part in _JUDGED)
        return changes or bool(earlier and earlier.keeps_caution)


def _merged_overrides(first: Override, second: Override) -> Override:
    """Join two changes of one rule; the requirement shown is that of the first pack."""
    return second._replace(
        pack=and_list((first.pack, second.pack)),
        reason="; ".join((first.reason.rstrip("."), second.reason)),
        source="; ".join(dict.fromkeys((first.source, second.source))),
        set_by=and_list(dict.fromkeys((first.set_by, second.set_by))),
        was=first.was,
        parts=first.parts | second.parts,
    )


def split_overrides(
    nodes: Iterable[tuple[str, Node]],
) -> tuple[list[tuple[str, Node]], list[Mapping]]:
    """Separate the rules of a later pack from its changes to others."""
    rules: list[tuple[str, Node]] = []
    overrides: list[Mapping] = []
    for rule_id, node in nodes:
        if isinstance(node, Mapping) and node.entry("overrides"):
            overrides.append(node)
        else:
            rules.append((rule_id, node))
    return rules, overrides


def changed_rules(
    overrides: Iterable[Mapping], rules: AnyMapping[str, Node], pack: Pack, problems: Problems
) -> Iterator[Changed]:
    """Yield each change with the rule it is made to; an impossible one is a problem."""
    seen: dict[str, str] = {}
    for node in overrides:
        if not has_shape(node, "override", problems):
            continue
        name = node.get("overrides")
        assert isinstance(name, Text)  # noqa: S101 - the schema let nothing else through
        base = rules.get(name.value)
        if base is None:
            what = f"{name.value} is not a rule of the packs before this one."
            hint = did_you_mean(name.value, rules) or "Name one of their rules."
            problems.add(name.location, what, hint, Code.WRONG_OVERRIDE)
        elif name.value in seen:
            what = f"{name.value} is changed in {seen[name.value]} already."
            problems.add(name.location, what, "Keep one of the two.", Code.WRONG_OVERRIDE)
        elif isinstance(base, Mapping):
            seen[name.value] = node.location.file
            _refuse_undated(name.value, base, node, problems)
            yield Changed(name.value, _merged(base, node), node, pack)


def _merged(base: Mapping, change: Mapping) -> Mapping:
    """Return the rule with the parts of the change in place of its own.

    A new limit has the change's source; without one the number still comes from the old one.
    """
    about = {*_ABOUT, *(() if change.entry("require") else ("source",))}
    new = {e.key.value: e for e in change.entries if e.key.value not in about}
    if "require" in new:
        new["require"] = _with_dates(base, new["require"])
    kept: list[Entry] = [new.pop(e.key.value, e) for e in base.entries]
    return Mapping((*kept, *new.values()), base.location)


def _refuse_undated(rule_id: str, base: Mapping, change: Mapping, problems: Problems) -> None:
    """Refuse one limit without a first day for several dated ones: that has two readings."""
    entry = change.entry("require")
    first, *more = mappings_in(base.get("require")) or (None,)
    limits = mappings_in(entry.value) if entry else ()
    if first and more and entry and len(limits) == 1 and not limits[0].entry("from"):
        what = f"{rule_id} has {len(more) + 1} limits, each with its dates, and this one has none."
        fix = "Write from: and its first day, or a list of limits that has them all."
        problems.add(entry.key.location, what, fix, Code.WRONG_OVERRIDE)


def _with_dates(base: Mapping, changed: Entry) -> Entry:
    """Return the changed limit, by default with the dates of the one it changes.

    Without a first day it would apply for all time: the first changed limit has that day.
    """
    was = mappings_in(base.get("require"))
    now = mappings_in(changed.value)
    if not was or not now or now[0].entry("from"):
        return changed
    names = ("from",) if len(now) > 1 or now[0].entry("until") else ("from", "until")
    dates = (was[0].entry(name) for name in names)
    first = Mapping((*now[0].entries, *(date for date in dates if date)), now[0].location)
    if isinstance(changed.value, Mapping):
        return changed._replace(value=first)
    return changed._replace(value=Sequence((first, *now[1:]), changed.value.location))
