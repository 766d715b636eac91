"""A quick yes: does a file surely fit its schema?

It knows the few keywords that our schemas use. It never says no: what it does not know, or finds
wrong, is left to jsonschema (`schema_errors`), which decides and has the words. So most runs never
load jsonschema.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from typing import Any, TypeAlias

from peelcheck.model.late_pattern import LatePattern
from peelcheck.sources.nodes import Mapping, Node, Sequence, Text

Schema: TypeAlias = AnyMapping[str, Any]
Check: TypeAlias = Callable[[Node], bool]
"""True: this part surely fits. False: it may not."""

_ANNOTATIONS = {"$defs", "$id", "$schema", "description", "errorMessage", "say", "title"}
_FORMS: AnyMapping[str, type] = {"string": Text, "object": Mapping, "array": Sequence}


def quick_check(schema: Schema) -> Check:
    """Return a check of whole files against `schema`, whose references are to its own `$defs`."""
    return _Builder(schema).check(schema)


class _Builder:
    """Makes a check of each part of one schema; a part that is referred to is made once."""

    def __init__(self, root: Schema) -> None:
        self._definitions: Schema = root.get("$defs", {})
        self._made: dict[str, Check] = {}
        self._keywords: AnyMapping[str, Callable[[Any, Schema], Check]] = {
            "$ref": self._reference,
            "additionalProperties": self._other_names,
            "dependentRequired": _dependent_required,
            "enum": _enum,
            "items": self._items,
            "maxItems": _max_items,
            "maxLength": _max_length,
            "maxProperties": _max_properties,
            "minItems": _min_items,
            "minProperties": _min_properties,
            "pattern": _pattern,
            "properties": self._properties,
            "propertyNames": self._property_names,
            "required": _required,
            "type": _type,
        }

    def check(self, part: Schema | bool) -> Check:
        """Return the check of one part: every keyword must say yes."""
        if isinstance(part, bool):
            return _yes if part else _unsure
        keywords = part.keys() - _ANNOTATIONS
        if not keywords <= self._keywords.keys():
            return _unsure
        checks = [self._keywords[name](part[name], part) for name in sorted(keywords)]
        return checks[0] if len(checks) == 1 else lambda node: all(one(node) for one in checks)

    def _reference(self, address: str, _: Schema) -> Check:
        """Return a check that is made at its first use: definitions may refer to themselves."""
        name = address.removeprefix("#/$defs/")
        if name not in self._definitions:
            return _unsure

        def check(node: Node) -> bool:
            if name not in self._made:
                self._made[name] = self.check(self._definitions[name])
            return self._made[name](node)

        return check

    def _properties(self, parts: AnyMapping[str, Schema], _: Schema) -> Check:
        """Return a check of the entries; that of a part is made when a file first has it."""
        made: dict[str, Check] = {}

        def fits(name: str, value: Node) -> bool:
            if name not in made:
                made[name] = self.check(parts[name])
            return made[name](value)

        def check(node: Node) -> bool:
            return not isinstance(node, Mapping) or all(
                fits(entry.key.value, entry.value)
                for entry in node.entries
                if entry.key.value in parts
            )

        return check

    def _other_names(self, part: Schema | bool, beside: Schema) -> Check:
        known = frozenset(beside.get("properties", {}))
        fits = self.check(part)
        return lambda node: (
            not isinstance(node, Mapping)
            or all(fits(entry.value) for entry in node.entries if entry.key.value not in known)
        )

    def _property_names(self, part: Schema, _: Schema) -> Check:
        fits = self.check(part)
        return lambda node: (
            not isinstance(node, Mapping) or all(fits(entry.key) for entry in node.entries)
        )

    def _items(self, part: Schema, _: Schema) -> Check:
        fits = self.check(part)
        return lambda node: not isinstance(node, Sequence) or all(map(fits, node.items))


def _yes(_: Node) -> bool:
    return True


def _unsure(_: Node) -> bool:
    return False


def _type(names: str | AnySequence[str], _: Schema) -> Check:
    """Return a check of the form: a single value is text, and never a number or a boolean."""
    listed = [names] if isinstance(names, str) else names
    forms = tuple(_FORMS[name] for name in listed if name in _FORMS)
    return lambda node: isinstance(node, forms)


def _enum(words: AnySequence[Any], _: Schema) -> Check:
    known = frozenset(word for word in words if isinstance(word, str))
    return lambda node: isinstance(node, Text) and node.value in known


def _pattern(pattern: str, _: Schema) -> Check:
    known = LatePattern(pattern)
    return lambda node: not isinstance(node, Text) or known.search(node.value) is not None


def _max_length(most: int, _: Schema) -> Check:
    return lambda node: not isinstance(node, Text) or len(node.value) <= most


def _max_items(most: int, _: Schema) -> Check:
    return lambda node: not isinstance(node, Sequence) or len(node.items) <= most


def _min_items(fewest: int, _: Schema) -> Check:
    return lambda node: not isinstance(node, Sequence) or len(node.items) >= fewest


def _min_properties(fewest: int, _: Schema) -> Check:
    return lambda node: not isinstance(node, Mapping) or len(node.entries) >= fewest


def _max_properties(most: int, _: Schema) -> Check:
    return lambda node: not isinstance(node, Mapping) or len(node.entries) <= most


def _required(names: AnySequence[str], _: Schema) -> Check:
    needed = frozenset(names)
    return lambda node: not isinstance(node, Mapping) or needed <= _names_of(node)


def _dependent_required(others: AnyMapping[str, AnySequence[str]], _: Schema) -> Check:
    def check(node: Node) -> bool:
        if not isinstance(node, Mapping):
            return True
        names = _names_of(node)
        return all(names.issuperset(others[name]) for name in names & others.keys())

    return check


def _names_of(node: Mapping) -> set[str]:
    return {entry.key.value for entry in node.entries}
