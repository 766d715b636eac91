"""JSON Schemas with the names of one rule pack: an editor completes them and underlines others."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from peelcheck.model.amounts import Kind
from peelcheck.model.pack_words import PackWords, keys_of, worded_for
from peelcheck.model.rules import Rulebook, Standing, StatedAs
from peelcheck.model.tables import Table
from peelcheck.policy.sample_amounts import SAMPLES
from peelcheck.policy.schema_places import DATED, PLACES, Place
from peelcheck.reading.packs import Folder, NamedFolder
from peelcheck.reading.schema import EDITOR_FOLDER, schema, schema_file, schema_names

Schema = dict[str, Any]
_Names = Mapping[str, str]
"""Names with what each means."""

_WHAT = {
    "figures": "figure",
    "scopes": "scope kind",
    "targets": "target",
    "facts": "fact",
    "rules": "rule",
    "statements": "rule of standing statement",
    "tables": "table",
    "benchmarks": "average",
    "columns": "column",
}
_AGAIN = "If it is new, make the schemas again: peelcheck rules schema."
_LEAP = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_IMPOSSIBLE = (
    r"\d{4}-(?:00|1[3-9]|[2-9]\d)-\d\d|\d{4}-\d\d-(?:00|3[2-9]|[4-9]\d)"
    rf"|\d{{4}}-02-3\d|\d{{4}}-(?:04|06|09|11)-31|(?!{_LEAP})\d{{4}}-02-29"
)
_POSSIBLE_DAY = {
    "pattern": rf"^(?![\s\S]*(?<!\d)(?:{_IMPOSSIBLE})(?!\d))",
    "errorMessage": "The calendar has no such day.",
}
_NEEDS_UNIT = (Kind.SHARE, Kind.CHANGE, Kind.POINTS, Kind.TIME)
"""The kinds of which a bare number is never an amount."""
_TEXTS = ("title", "description", "errorMessage", "say")
_HAVE_OWN_KEYS = ("return", "profile", "register", "exceptions")
_LIMITS = ("below", "at_most", "at_least", "above")


def schemas_for_editors(rulebook: Rulebook) -> dict[str, str]:
    """Return the text of the schema of each kind of file, by the name of its file."""
    return {schema_file(name): schema_text(pack_schema(name, rulebook)) for name in schema_names()}


def outdated_schemas(folders: Sequence[Folder], rulebook: Rulebook) -> str:
    """Return which of the packs has schemas for editors with other names than the rulebook."""
    paths = [one.path if isinstance(one, NamedFolder) else one for one in folders]
    file = schema_file("rule")
    made = [path for path in paths if (path / EDITOR_FOLDER / file).is_file()]
    text = schema_text(pack_schema("rule", rulebook)) if made else ""
    old = [path for path in made if (path / EDITOR_FOLDER / file).read_text("utf-8") != text]
    if not old:
        return ""
    packs = " ".join(f"--pack {path}" for path in paths)
    again = f"peelcheck rules schema {packs} -o {old[0] / EDITOR_FOLDER}"
    return f"{old[0] / EDITOR_FOLDER} has other names than these rules. Make it again: {again}"


def schema_text(found: Mapping[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return f"{json.dumps(found, indent=1, ensure_ascii=False)}\n"


def pack_schema(name: str, rulebook: Rulebook) -> Schema:
    """Return the schema of a kind of file, with the names of the rulebook and their meanings.

    It accepts every file that the shipped schema and the reader accept with that rulebook.
    """
    made: Schema = _in_own_words(json.loads(json.dumps(schema(name))), rulebook.words)
    made.pop("$id", None)  # editors keep one schema for each
    known = _names_in(rulebook)
    for way in DATED.get(name, ()):
        for part in _parts_at(made, way):
            part.update(_POSSIBLE_DAY)
    for place in sorted(PLACES.get(name, ()), key=_depth, reverse=True):
        for part in _parts_at(made, place.at):
            _set_names(part, place, known[place.names], made)
    if name == "return":
        _set_columns(made["properties"]["tables"]["properties"], rulebook.tables)
        figures = rulebook.dictionary.figures.values()
        _set_kinds(made["properties"]["figures"], {one.name: one.kind for one in figures}, "value")
    if name in ("return", "profile"):
        kinds = {one.name: one.kind for one in rulebook.dictionary.targets.values()}
        _set_kinds(made["properties"]["targets"], kinds, *_LIMITS)
    if name in ("rule", "override"):
        require = made["properties"]["require"]
        for part in (require, require["items"]):
            part["allOf"] = [_needs_limit()]
    if name == "rule":
        made["allOf"] = [*_required_parts(), *_limits_of_kinds(made, rulebook)]
    return _with_own_keys(made, rulebook.words) if name in _HAVE_OWN_KEYS else made


def _in_own_words(part: Any, words: PackWords) -> Any:
    """Return a schema whose texts for people say the words of the pack."""
    if isinstance(part, dict):
        return {
            key: worded_for(words, value)
            if key in _TEXTS and isinstance(value, str)
            else _in_own_words(value, words)
            for key, value in part.items()
        }
    return [_in_own_words(one, words) for one in part] if isinstance(part, list) else part


def _with_own_keys(part: Any, words: PackWords) -> Any:
    """Return a schema with the pack's own word for the body and the areas: trust for force."""
    own = keys_of(words)
    if isinstance(part, dict):
        found = {key: _with_own_keys(value, words) for key, value in part.items()}
        if isinstance(known := found.get("properties"), dict):
            found["properties"] = {own.get(key, key): value for key, value in known.items()}
        if isinstance(due := found.get("required"), list):
            found["required"] = [own.get(key, key) for key in due]
        return found
    return [_with_own_keys(one, words) for one in part] if isinstance(part, list) else part


def _names_in(rulebook: Rulebook) -> Mapping[str, _Names]:
    words, rules = rulebook.dictionary, rulebook.rules.values()
    afis = [(r.id, afi) for r in rulebook.registers.values() for afi in r.afis]
    columns = chain.from_iterable(table.columns.values() for table in rulebook.tables.values())
    titles = {rule.id: rule.title for rule in rules}
    return {
        "figures": {one.name: one.means for one in words.figures.values()},
        "scopes": {one.name: f"for each {one.one}" for one in words.scopes.values()},
        "targets": {one.name: one.means for one in words.targets.values()},
        "facts": {one.name: one.means for one in words.facts.values()},
        "benchmarks": {one.name: one.population for one in words.benchmarks.values()},
        "forces": dict.fromkeys(words.forces.values(), rulebook.words.body.a_one),
        "tables": {one.name: one.means for one in rulebook.tables.values()},
        "columns": {one.name: one.means for one in columns},
        "rules": titles,
        "statements": {r.id: r.title for r in rules if r.standing is Standing.STATEMENT},
        "functions": {
            r.function: worded_for(rulebook.words, "a police function") for r in rules if r.function
        },
        "afis": {afi.id: afi.title for _, afi in afis},
        "requirable": {**titles, **{f"afi/{r}/{afi.id}": afi.title for r, afi in afis}},
    }


def _parts_at(part: Schema, way: str) -> Iterator[Schema]:
    """Yield the parts of a schema at a place; a key that is not there is an error."""
    first, _, rest = way.partition("/")
    if first == "*":
        found = part["additionalProperties"]
    elif first == "[]":
        found = part["items"]
    elif first.startswith("#"):
        found = part["$defs"][first[1:]]
    else:
        found = part["properties"][first]
    if rest:
        yield from _parts_at(found, rest)
    else:
        yield found


def _depth(place: Place) -> int:
    """Return how deep a place is: what is below a mapping is set before its keys are."""
    return place.at.count("/")


def _set_names(part: Schema, place: Place, names: _Names, whole: Schema) -> None:
    """Set the names that a place may have."""
    if place.are_keys:
        _set_keys(part, place, names, whole)
    elif place.only and part["type"] == "string":
        part.pop("pattern", None)
        part |= {"enum": list(names), "enumDescriptions": list(names.values())}
        part |= _unknown(place)
    else:
        part["examples"] = list(names)
        if place.only:  # a mapping may stand there too, and is not compared with the pattern
            part |= {"pattern": f"^(?:{'|'.join(names)})$"} | _unknown(place)


def _set_keys(part: Schema, place: Place, names: _Names, whole: Schema) -> None:
    """Offer names as keys, each with its meaning; what stands under them stays as it is."""
    kept = "_".join(piece for piece in place.at.strip("#").split("/") if piece.isidentifier())
    below = part["additionalProperties"]
    whole.setdefault("$defs", {})[f"{kept}_value"] = below
    under = {"$ref": f"#/$defs/{kept}_value"}
    part["properties"] = {name: {"description": text, **under} for name, text in names.items()}
    part["additionalProperties"] = under
    if place.only:
        part["propertyNames"] = {"enum": list(names), **_unknown(place)}


def _unknown(place: Place) -> Schema:
    return {"errorMessage": f"The rule pack has no {_WHAT[place.names]} of this name. {_AGAIN}"}


def _set_columns(tables: Schema, known: Mapping[str, Table]) -> None:
    """Allow each table its own columns; one that a file of the force extends may have others."""
    for name, table in known.items():
        columns = {one.name: {"description": one.means} for one in table.columns.values()}
        words = f"The table {name} has no column of this name. {_AGAIN}"
        part = {
            "properties": columns,
            "propertyNames": {"enum": list(columns), "errorMessage": words},
        }
        keys = dict.fromkeys(("columns", "values", "every_row"), part)
        own = {"if": {"not": {"required": ["extended_by"]}}, "then": {"properties": keys}}
        tables[name] = {**tables[name], **own}


def _required_parts() -> Iterator[Schema]:
    """Yield what a rule must have by its standing, and how its number is known."""
    is_proposed = {"required": ["proposed"], "properties": {"proposed": {"enum": ["yes", True]}}}
    yield _if(is_proposed, _required(Standing.BENCHMARK.parts, "A rule that is proposed"))
    for standing in Standing:
        of_it = {"standing": {"enum": [str(standing)]}}
        due = _required(standing.parts, f"A rule of standing {standing}")
        yield _if({"required": ["standing"], "properties": of_it, "not": is_proposed}, due)
    restored = {"stated_as": {"enum": [str(StatedAs.RESTORED)]}}
    due = _required(("restored",), "A number that was restored")
    yield _if({"required": ["stated_as"], "properties": restored}, due)


def _needs_limit() -> Schema:
    """Return that a mapping under require has a limit."""
    has_limit = [{"required": [name]} for name in (*_LIMITS, "every")]
    words = "Write a limit: below, at_most, at_least, above or every."
    due = {"required": ["below"], "errorMessage": words}
    return _if({"type": "object", "not": {"anyOf": has_limit}}, due)


def _required(parts: Collection[str], whose: str) -> Schema:
    each = [
        {"required": [part], "errorMessage": f"{whose} has {part}:, and it is missing."}
        for part in parts
    ]
    return {"allOf": each} if each else {}


def _if(condition: Schema, then: Schema) -> Schema:
    return {"if": condition, "then": then}


def _limits_of_kinds(made: Schema, rulebook: Rulebook) -> Iterator[Schema]:
    """Yield for each kind of number how the limits of its figures are written."""
    figures = rulebook.dictionary.figures.values()
    for kind in Kind:
        names = [one.name for one in figures if one.kind is kind]
        limits = dict.fromkeys(_LIMITS, _amount(kind, "object"))
        made["$defs"][f"require_{kind}"] = {"properties": limits, "items": {"properties": limits}}
        of_kind = {"required": ["figure"], "properties": {"figure": {"enum": names}}}
        then = {"properties": {"require": {"$ref": f"#/$defs/require_{kind}"}}}
        if names:
            yield _if(of_kind, then)


def _set_kinds(part: Schema, kinds: Mapping[str, Kind], *keys: str) -> None:
    """Set how the amounts of names are written: beside the name, and below it under `keys`."""
    for name, kind in kinds.items():
        below = {"properties": dict.fromkeys(keys, _amount(kind))}
        amounts = {**_amount(kind, "object", "array"), **below, "items": below}
        part["properties"][name] = {**part["properties"][name], "allOf": [amounts]}


def _amount(kind: Kind, *others: str) -> Schema:
    """Return a schema that refuses what is surely wrong as an amount of a kind.

    `others` are the other types of value that the place may have.
    """
    sample = SAMPLES[kind].rounded or SAMPLES[kind].as_written
    words = {"errorMessage": f"This is not a {kind}. Write it as in {sample}."}
    if kind in _NEEDS_UNIT:
        return {"type": ["string", *others], "pattern": r"^(?![+-]?[0-9][0-9.,]*$)", **words}
    return {"pattern": "^[^%]*$", **words} if kind is not Kind.CHANGE else {}
