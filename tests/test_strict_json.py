"""Strict JSON: to the same nodes as YAML, numbers as written, faults at their path or place."""

from __future__ import annotations

import pytest

from peelcheck.errors import Problems, ProblemsFound
from peelcheck.sources.nodes import (
    LONGEST_TEXT,
    MOST_FAULTS,
    MOST_NESTED,
    MOST_VALUES,
    Mapping,
    Node,
    Text,
)
from peelcheck.sources.strict_json import read_json

FILE = "data.json"


def read(raw: str | bytes) -> Node:
    """The nodes of a text that has no fault."""
    problems = Problems()
    node = read_json(raw.encode() if isinstance(raw, str) else raw, FILE, problems)
    problems.raise_if_any()
    return node


def told(raw: str | bytes) -> list[str]:
    """Every fault of a text, as a person sees it."""
    with pytest.raises(ProblemsFound) as found:
        read(raw)
    return [str(problem) for problem in found.value.problems]


def plain(node: Node) -> object:
    """A node without its places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Mapping):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items]


MISTAKES = [
    ("", ["data.json: The file is empty."]),
    ("null", ['data.json: There is no value here. Write one, or "not available".']),
    ("[null]", ['data.json:0: There is no value here. Write one, or "not available".']),
    ('{"a": null}', ['data.json:a: There is no value here. Write one, or "not available".']),
    ('{"a.b": null}', ['data.json:a.b: There is no value here. Write one, or "not available".']),
    (
        '{"a": [{"b": 1}, {"b": null}]}',
        ['data.json:a.1.b: There is no value here. Write one, or "not available".'],
    ),
    ('{"a": NaN}', ["data.json:a: NaN is not a number. Write the figure, or take it out."]),
    (
        '{"a": Infinity, "b": -Infinity}',
        [
            "data.json:a: Infinity is not a number. Write the figure, or take it out.",
            "data.json:b: -Infinity is not a number. Write the figure, or take it out.",
        ],
    ),
    (
        '{"a": {"b": NaN, "c": null}, "d": "\\u200b"}',
        [
            ("data.json:a.b: NaN is not a number. Write the figure, or take it out."),
            ('data.json:a.c: There is no value here. Write one, or "not available".'),
            (
                "data.json:d: Character U+200B in this text cannot be seen. Delete it and "
                "type the text again."
            ),
        ],
    ),
    ('{"a": 1, "a": 2}', ["data.json:a: a is given a second time. Keep one of the two."]),
    ('{"a": {"b": 1, "b": 2}}', ["data.json:a.b: b is given a second time. Keep one of the two."]),
    (
        '{"a": 1, "a": 2, "a": 3}',
        [
            "data.json:a: a is given a second time. Keep one of the two.",
            "data.json:a: a is given a second time. Keep one of the two.",
        ],
    ),
    (
        '{"a\\u200b": 1}',
        [
            (
                "data.json:a\\u200b: Character U+200B in this text cannot be seen. Delete it "
                "and type the text again."
            )
        ],
    ),
    (
        '{"a": "\\u0000"}',
        [
            (
                "data.json:a: Character U+0000 in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        '{"a": "\\u202e"}',
        [
            (
                "data.json:a: Character U+202E in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        '{"a": "\\ud800"}',
        [
            (
                "data.json:a: Character U+D800 in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        '{"a": "\\u00ad"}',
        [
            (
                "data.json:a: Character U+00AD in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    ("nan", ["data.json:1:1: This is not JSON: expecting value."]),
    ("tru", ["data.json:1:1: This is not JSON: expecting value."]),
    ('{"a": 01}', ["data.json:1:8: This is not JSON: expecting ',' delimiter."]),
    ('{"a": 1.}', ["data.json:1:8: This is not JSON: expecting ',' delimiter."]),
    ('{"a": +1}', ["data.json:1:7: This is not JSON: expecting value."]),
    ('{"a": .5}', ["data.json:1:7: This is not JSON: expecting value."]),
    ('{"a": 0x10}', ["data.json:1:8: This is not JSON: expecting ',' delimiter."]),
    ('{"a": 1_000}', ["data.json:1:8: This is not JSON: expecting ',' delimiter."]),
    (
        '{"a": 1,204}',
        [("data.json:1:9: This is not JSON: expecting property name enclosed in double quotes.")],
    ),
    (
        "{a: 1}",
        [("data.json:1:2: This is not JSON: expecting property name enclosed in double quotes.")],
    ),
    (
        "{'a': 1}",
        [("data.json:1:2: This is not JSON: expecting property name enclosed in double quotes.")],
    ),
    ("[,1]", ["data.json:1:2: This is not JSON: expecting value."]),
    ('{"a" 1}', ["data.json:1:6: This is not JSON: expecting ':' delimiter."]),
    ('{"a": }', ["data.json:1:7: This is not JSON: expecting value."]),
    ('{"a": 1', ["data.json:1:8: This is not JSON: expecting ',' delimiter."]),
    ('{"a": 1\n\n\n', ["data.json:4:1: This is not JSON: expecting ',' delimiter."]),
    ("[1", ["data.json:1:3: This is not JSON: expecting ',' delimiter."]),
    ('{"force": "x" "period": 1}', ["data.json:1:15: This is not JSON: expecting ',' delimiter."]),
    ('{"a": "\\q"}', ["data.json:1:8: This is not JSON: invalid \\escape."]),
    ('{"a":\n 1,\n "b": x}', ["data.json:3:7: This is not JSON: expecting value."]),
    ('{"a": 1} {"b": 2}', ["data.json:1:10: This is not JSON: extra data."]),
    ('{"a": 1}\n// c', ["data.json:2:1: This is not JSON: extra data."]),
    ("/* c */{}", ["data.json:1:1: This is not JSON: expecting value."]),
]


@pytest.mark.parametrize(("text", "problems"), MISTAKES, ids=[repr(m[0])[1:41] for m in MISTAKES])
def test_a_mistake_is_told_in_full(text: str, problems: list[str]) -> None:
    assert told(text) == problems


NUMBERS = """
    0  -0  1  1.50  1204  -3.25  1e3  1E+3  1e400  1e-400  9007199254740993.0
    0.1000000000000000055511151231257827  12345678901234567890123456789012345678901
"""


@pytest.mark.parametrize("number", [*NUMBERS.split(), "9" * 5000])
def test_a_number_stays_as_written(number: str) -> None:
    assert plain(read(f'{{"a": {number}, "b": [{number}]}}')) == {"a": number, "b": [number]}


GOOD = [
    ("{}", {}),
    ("[]", []),
    ('"x"', "x"),
    ("1", "1"),
    ('{"a": true, "b": false}', {"a": "yes", "b": "no"}),
    ('{"a": "", "b": "£5", "c": "63:1"}', {"a": "", "b": "£5", "c": "63:1"}),
    ('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
    ('{"a": "x\\ty\\nz"}', {"a": "x\ty\nz"}),
    ('{\r\n"a":\r\n[1, {"b": "c"}]}\r\n', {"a": ["1", {"b": "c"}]}),
]


@pytest.mark.parametrize(("text", "value"), GOOD)
def test_what_is_good_is_read(text: str, value: object) -> None:
    assert plain(read(text)) == value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_file_that_says_its_encoding_is_read(encoding: str) -> None:
    assert plain(read('{"a": "é £"}'.encode(encoding))) == {"a": "é £"}


def test_a_file_in_windows_1252_is_told() -> None:
    assert told('{"a": "£5"}'.encode("cp1252")) == [
        'data.json:1:8: Byte A3 is not UTF-8; in Windows-1252 it is "£". Save the file as UTF-8.'
    ]


def test_of_a_doubled_name_the_first_stands_and_reading_goes_on() -> None:
    problems = Problems()
    assert plain(read_json(b'{"a": 1, "a": 2, "b": 3}', FILE, problems)) == {"a": "1", "b": "3"}
    assert len(problems.found) == 1


def test_a_fault_of_form_shows_the_line_it_stands_on() -> None:
    with pytest.raises(ProblemsFound) as found:
        read('{"a":\n 1,\n "b": x}')
    assert found.value.problems[0].location.line_text == ' "b": x}'


def test_each_name_and_value_knows_its_path() -> None:
    node = read('{"a": [1, {"b": 5}]}')
    assert isinstance(node, Mapping)
    items = node.entries[0].value.items  # type: ignore[union-attr]
    assert [str(item.location) for item in items] == ["data.json:a.0", "data.json:a.1"]
    assert str(items[1].entries[0].key.location) == "data.json:a.1.b"


@pytest.mark.parametrize(("opening", "value", "closing"), [("[", "", "]"), ('{"a":', "1", "}")])
def test_64_deep_is_read(opening: str, value: str, closing: str) -> None:
    read(opening * MOST_NESTED + value + closing * MOST_NESTED)


def test_65_objects_deep_are_refused() -> None:
    path = ".".join(["a"] * 64)
    assert told('{"a":' * 65 + "1" + "}" * 65) == [
        f"data.json:{path}: Values are nested more than 64 deep. Write them flat."
    ]


def test_65_lists_deep_are_refused() -> None:
    path = ".".join(["0"] * 64)
    assert told("[" * 65 + "]" * 65) == [
        f"data.json:{path}: Values are nested more than 64 deep. Write them flat."
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000])
def test_100_000_brackets_do_no_harm(text: str) -> None:
    assert told(text) == ["data.json: Values are nested more than 64 deep. Write them flat."]


@pytest.mark.parametrize(("before", "after"), [('"', '"'), ("", "")])
def test_a_million_characters_are_one_value_and_one_more_is_not(before: str, after: str) -> None:
    longest = "1" * LONGEST_TEXT
    assert plain(read(f'{{"a": {before}{longest}{after}}}')) == {"a": longest}
    assert told(f'{{"a": {before}{longest}1{after}}}') == [
        "data.json:a: This text is longer than 1,000,000 characters."
    ]


MORE = "There may be more faults below; the rest was not read."


@pytest.mark.thorough
def test_so_many_values_are_read_and_not_one_more() -> None:
    assert len(plain(read("[" + "1," * (MOST_VALUES - 2) + "1]"))) == MOST_VALUES - 1  # type: ignore[arg-type]
    assert told("[" + "1," * (MOST_VALUES - 1) + "1]") == [
        f"{FILE}:{MOST_VALUES - 1}: The file has more than 200,000 names and values. "
        "Give the figures, not the cases behind them."
    ]


def test_after_so_many_faults_the_rest_is_not_read() -> None:
    assert len(told("[" + "null," * (MOST_FAULTS - 1) + "1]")) == MOST_FAULTS - 1
    found = told("[" + "null," * 10 * MOST_FAULTS + "1]")
    assert len(found) == MOST_FAULTS + 1
    assert f"{FILE}:{MOST_FAULTS}: {MORE}" in found


def test_after_so_many_doubled_names_the_rest_is_not_read() -> None:
    doubled = Problems()
    read_json(("[" + '{"a": 1, "a": 2},' * (MOST_FAULTS - 1) + "1]").encode(), FILE, doubled)
    assert len(doubled.found) == MOST_FAULTS - 1
    doubled = Problems()
    with pytest.raises(ProblemsFound) as found:
        read_json(("[" + '{"a": 1, "a": 2},' * 10 * MOST_FAULTS + "1]").encode(), FILE, doubled)
    assert str(found.value) == f"{FILE}:{MOST_FAULTS}: {MORE}"
