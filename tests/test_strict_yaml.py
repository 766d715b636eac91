"""Strict YAML: each mistake has its own words and its own place, and every value stays text.

Everything is read twice, with the C parser and with the pure Python one; they must agree.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from peelcheck.errors import Problems, ProblemsFound, shown_to_people
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.policy.yaml_text import in_braces, in_yaml
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.nodes import (
    LARGEST_FILE,
    LONGEST_TEXT,
    MOST_FAULTS,
    MOST_NESTED,
    MOST_VALUES,
    Mapping,
    Node,
    Text,
)
from peelcheck.sources.strict_yaml import FASTEST_LOADER, read_yaml

FILE = "rules.yaml"
both_loaders = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])


def read(raw: str | bytes, loader: type = FASTEST_LOADER) -> Node:
    """The nodes of a text that has no fault."""
    problems = Problems()
    node = read_yaml(raw.encode() if isinstance(raw, str) else raw, FILE, problems, loader)
    problems.raise_if_any()
    return node


def told(raw: str | bytes, loader: type = FASTEST_LOADER) -> list[str]:
    """Every fault of a text, as a person sees it."""
    with pytest.raises(ProblemsFound) as found:
        read(raw, loader)
    return [str(problem) for problem in found.value.problems]


def plain(node: Node) -> object:
    """A node without its places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Mapping):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items]


MISTAKES = [
    # signs that YAML takes for something else
    (
        "below: >5\n",
        [
            (
                "rules.yaml:1:8: >5 begins with a sign that has another meaning in YAML. Write the "
                "number alone if the word before it already compares, or put it in quotes."
            )
        ],
    ),
    (
        "- >5\n",
        [
            (
                "rules.yaml:1:3: >5 begins with a sign that has another meaning in YAML. Write the "
                "number alone if the word before it already compares, or put it in quotes."
            )
        ],
    ),
    (
        "a: >5 # x\n",
        [
            (
                "rules.yaml:1:4: >5 # x begins with a sign that has another meaning in YAML. Write "
                "the number alone if the word before it already compares, or put it in quotes."
            )
        ],
    ),
    (
        "a: &5 x\n",
        [
            (
                "rules.yaml:1:4: &5 is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "b: *5\n",
        [
            (
                "rules.yaml:1:4: *5 is an alias, and aliases are not read. Write the value itself, "
                "or put it in quotes if the * belongs to it."
            )
        ],
    ),
    (
        "a: *x\nb: 2\n",
        [
            (
                "rules.yaml:1:4: *x is an alias, and aliases are not read. Write the value itself, "
                "or put it in quotes if the * belongs to it."
            )
        ],
    ),
    (
        "- &a x\n- *a\n",
        [
            (
                "rules.yaml:1:3: &a is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            ),
            (
                "rules.yaml:2:3: *a is an alias, and aliases are not read. Write the value itself, "
                "or put it in quotes if the * belongs to it."
            ),
        ],
    ),
    (
        "*a: 1\n",
        [
            (
                "rules.yaml:1:1: *a is an alias, and aliases are not read. Write the value itself, "
                "or put it in quotes if the * belongs to it."
            )
        ],
    ),
    (
        "*a : 1\nb: 2\n",
        [
            (
                "rules.yaml:1:1: *a is an alias, and aliases are not read. Write the value itself, "
                "or put it in quotes if the * belongs to it."
            )
        ],
    ),
    (
        "&a b: 1\n",
        [
            (
                "rules.yaml:1:1: &a is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "a: &x {b: 1}\n",
        [
            (
                "rules.yaml:1:4: &x is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "&x [1]\n",
        [
            (
                "rules.yaml:1:1: &x is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "a: !!float inf\n",
        [
            (
                "rules.yaml:1:4: !!float is a tag, and tags are not read. Write the value alone, "
                "or put it in quotes if the ! belongs to it."
            )
        ],
    ),
    (
        "a: ! 5\n",
        [
            (
                "rules.yaml:1:4: ! is a tag, and tags are not read. Write the value alone, or put "
                "it in quotes if the ! belongs to it."
            )
        ],
    ),
    (
        "a: !<x> 5\n",
        [
            (
                "rules.yaml:1:4: !<x> is a tag, and tags are not read. Write the value alone, or "
                "put it in quotes if the ! belongs to it."
            )
        ],
    ),
    (
        "!!map {a: 1}\n",
        [
            (
                "rules.yaml:1:1: !!map is a tag, and tags are not read. Write the value alone, or "
                "put it in quotes if the ! belongs to it."
            )
        ],
    ),
    (
        'a: !!python/object/apply:os.system ["x"]\n',
        [
            (
                "rules.yaml:1:4: !!python/object/apply:os.system is a tag, and tags are not read. "
                "Write the value alone, or put it in quotes if the ! belongs to it."
            )
        ],
    ),
    ("<<: 5\n", ["rules.yaml:1:1: Merging with << is not read. Write the lines out."]),
    ("<<: {a: 1}\n", ["rules.yaml:1:1: Merging with << is not read. Write the lines out."]),
    ("a: {<<: x}\n", ["rules.yaml:1:5: Merging with << is not read. Write the lines out."]),
    ("a: %5\n", ['rules.yaml:1:4: A value cannot begin with %. Put it in quotes: "%5".']),
    ("a: %\n", ['rules.yaml:1:4: A value cannot begin with %. Put it in quotes: "%".']),
    ("a: @x\n", ['rules.yaml:1:4: A value cannot begin with @. Put it in quotes: "@x".']),
    ("a:  @x y\n", ['rules.yaml:1:5: A value cannot begin with @. Put it in quotes: "@x y".']),
    (
        "{a: 1, b: `x}\n",
        ['rules.yaml:1:11: A value cannot begin with `. Put it in quotes: "`...".'],
    ),
    (
        "a: >+\n",
        [("rules.yaml:1:4: >+ promises lines of text below, and there are none. Write the text.")],
    ),
    (
        "a: |-\nb: 1\n",
        [("rules.yaml:1:4: |- promises lines of text below, and there are none. Write the text.")],
    ),
    ("a: `x\n", ['rules.yaml:1:4: A value cannot begin with `. Put it in quotes: "`x".']),
    ("- @x\n", ['rules.yaml:1:3: A value cannot begin with @. Put it in quotes: "@x".']),
    ("- - %x\n", ['rules.yaml:1:5: A value cannot begin with %. Put it in quotes: "%x".']),
    (
        "a: &5\n",
        [
            (
                "rules.yaml:1:4: &5 is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "a: &5\nb: 1\n",
        [
            (
                "rules.yaml:1:4: &5 is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "&5\n",
        [
            (
                "rules.yaml:1:1: &5 is an anchor, and anchors are not read. Write the value "
                "itself, or put it in quotes if the & belongs to it."
            )
        ],
    ),
    (
        "a: !x\n",
        [
            (
                "rules.yaml:1:4: !x is a tag, and tags are not read. Write the value alone, "
                "or put it in quotes if the ! belongs to it."
            )
        ],
    ),
    (
        "a: &\n",
        [
            (
                "rules.yaml:1:4: & alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: *\n",
        [
            (
                "rules.yaml:1:4: * alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: -\n",
        [
            (
                "rules.yaml:1:4: - alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: ?\n",
        [
            (
                "rules.yaml:1:4: ? alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: ,\n",
        [
            (
                "rules.yaml:1:4: , alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: ]\n",
        [
            (
                "rules.yaml:1:4: ] alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: }\n",
        [
            (
                "rules.yaml:1:4: } alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "- &\n",
        [
            (
                "rules.yaml:1:3: & alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "- *\n",
        [
            (
                "rules.yaml:1:3: * alone has another meaning in YAML. Write not available "
                "for a figure that is missing, or put the sign in quotes."
            )
        ],
    ),
    (
        "a: |\n",
        [("rules.yaml:1:4: | promises lines of text below, and there are none. Write the text.")],
    ),
    (
        "a: >\n",
        [("rules.yaml:1:4: > promises lines of text below, and there are none. Write the text.")],
    ),
    (
        "a: |\nb: 1\n",
        [("rules.yaml:1:4: | promises lines of text below, and there are none. Write the text.")],
    ),
    (
        "a: |\n\n  \n",
        [("rules.yaml:1:4: | promises lines of text below, and there are none. Write the text.")],
    ),
    (
        "- |\n",
        [("rules.yaml:1:3: | promises lines of text below, and there are none. Write the text.")],
    ),
    (
        "a: >5 x\n  y\n",
        [
            (
                "rules.yaml:1:4: >5 x begins with a sign that has another meaning in YAML. "
                "Write the number alone if the word before it already compares, or put it in "
                "quotes."
            )
        ],
    ),
    ("a: [@x]\n", ['rules.yaml:1:5: A value cannot begin with @. Put it in quotes: "@...".']),
    ("a: {b: %x}\n", ['rules.yaml:1:8: A value cannot begin with %. Put it in quotes: "%...".']),
    ("@a: 1\n", ['rules.yaml:1:1: A value cannot begin with @. Put it in quotes: "@...".']),
    # names
    (
        "a: 1\na: 2\n",
        ["rules.yaml:2:1: a is given a second time; line 1 says 1. Keep one of the two."],
    ),
    (
        'a: 1\n"a": 2\n',
        ["rules.yaml:2:1: a is given a second time; line 1 says 1. Keep one of the two."],
    ),
    (
        "a: 1\na: 2\na: 3\n",
        [
            "rules.yaml:2:1: a is given a second time; line 1 says 1. Keep one of the two.",
            "rules.yaml:3:1: a is given a second time; line 1 says 1. Keep one of the two.",
        ],
    ),
    (
        "{a: 1, a: 2}\n",
        ["rules.yaml:1:8: a is given a second time; line 1 says 1. Keep one of the two."],
    ),
    (
        "- a: 1\n  a: 2\n",
        [
            (
                "rules.yaml:2:3: a is given a second time; line 1 says 1. Write - in front if "
                "another item of the list begins here; else keep one."
            )
        ],
    ),
    ('"": 1\n', ["rules.yaml:1:1: A name is missing in front of the colon."]),
    ("? \n: 1\n", ["rules.yaml:1:2: A name is missing in front of the colon."]),
    (
        "? [a]\n: 1\n",
        [
            (
                "rules.yaml:1:3: A name is expected here, and this is a list or a mapping. "
                "Names are "
                "plain text; put braces that are meant as text in quotes."
            )
        ],
    ),
    (
        "[a]: 1\n",
        [
            (
                "rules.yaml:1:1: A name is expected here, and this is a list or a mapping. "
                "Names are "
                "plain text; put braces that are meant as text in quotes."
            )
        ],
    ),
    (
        "{a: 1}: 2\n",
        [
            (
                "rules.yaml:1:1: A name is expected here, and this is a list or a mapping. "
                "Names are "
                "plain text; put braces that are meant as text in quotes."
            )
        ],
    ),
    (
        "{{ x }}\n",
        [
            (
                "rules.yaml:1:2: A name is expected here, and this is a list or a mapping. "
                "Names are "
                "plain text; put braces that are meant as text in quotes."
            )
        ],
    ),
    (
        "a: {{ x }}\n",
        [
            (
                "rules.yaml:1:5: A name is expected here, and this is a list or a mapping. "
                "Names are "
                "plain text; put braces that are meant as text in quotes."
            )
        ],
    ),
    (
        "a: [[b]: 1]\n",
        [
            (
                "rules.yaml:1:5: A name is expected here, and this is a list or a mapping. "
                "Names are "
                "plain text; put braces that are meant as text in quotes."
            )
        ],
    ),
    ('"\\u200b": 1\n', ["rules.yaml:1:1: Character U+200B in this name cannot be seen."]),
    # values
    ("a:\n", ["rules.yaml:1:1: a has no value. Write one, or take the line out."]),
    ("a: # c\n", ["rules.yaml:1:1: a has no value. Write one, or take the line out."]),
    ("a:\nb: 1\n", ["rules.yaml:1:1: a has no value. Write one, or take the line out."]),
    ("-\n", ["rules.yaml:1:2: A value is missing here. Write one, or take the line out."]),
    ("- \n- 1\n", ["rules.yaml:1:2: A value is missing here. Write one, or take the line out."]),
    ("? a\n", ["rules.yaml:1:3: a has no value. Write one, or take the line out."]),
    (
        "a: {value: 1,2}\n",
        [('rules.yaml:1:14: 2 has no value. Inside { } a comma ends a value: write 12 or "1,2".')],
    ),
    (
        "a: {value: 1,204}\n",
        [
            (
                "rules.yaml:1:14: 204 has no value. Inside { } a comma ends a value: write 1204 or "
                '"1,204".'
            )
        ],
    ),
    (
        "a: {value: 1,204, note: x}\n",
        [
            (
                "rules.yaml:1:14: 204 has no value. Inside { } a comma ends a value: write 1204 or "
                '"1,204".'
            )
        ],
    ),
    (
        "a: {note: yes, no}\n",
        [
            (
                "rules.yaml:1:16: no has no value. Write one; text that holds a comma must "
                "be in quotes inside { }."
            )
        ],
    ),
    (
        "{a, b: 1}\n",
        [
            (
                "rules.yaml:1:2: a has no value. Write one; text that holds a comma must be "
                "in quotes inside { }."
            )
        ],
    ),
    (
        "a: {b: , c: 1}\n",
        [
            (
                "rules.yaml:1:5: b has no value. Write one; text that holds a comma must be "
                "in quotes inside { }."
            )
        ],
    ),
    (
        'a: "\\0"\n',
        [
            (
                "rules.yaml:1:4: Character U+0000 in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        'a: "\\e[31m"\n',
        [
            (
                "rules.yaml:1:4: Character U+001B in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        'a: "\\u202E"\n',
        [
            (
                "rules.yaml:1:4: Character U+202E in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        'a: "\\L"\n',
        [
            (
                "rules.yaml:1:4: Character U+2028 in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    (
        'a: "\\u200b"\n',
        [
            (
                "rules.yaml:1:4: Character U+200B in this text cannot be seen. Delete it and "
                "type the text again."
            )
        ],
    ),
    ("{a:1}\n", ["rules.yaml:1:2: a:1 has no value. Write a space after the colon."]),
    ("a: {b:1, c: 2}\n", ["rules.yaml:1:5: b:1 has no value. Write a space after the colon."]),
    (
        "{value: 12,345,678}\n",
        [
            (
                "rules.yaml:1:12: 345 has no value. Inside { } a comma ends a value: write "
                '12345678 or "12,345,678".'
            )
        ],
    ),
    (
        "a: {value: 12,345,678, note: x}\n",
        [
            (
                "rules.yaml:1:15: 345 has no value. Inside { } a comma ends a value: write "
                '12345678 or "12,345,678".'
            )
        ],
    ),
    (
        "a: {b: 1,204, c: 3,405}\n",
        [
            (
                "rules.yaml:1:10: 204 has no value. Inside { } a comma ends a value: write "
                '1204 or "1,204".'
            ),
            (
                "rules.yaml:1:20: 405 has no value. Inside { } a comma ends a value: write "
                '3405 or "3,405".'
            ),
        ],
    ),
    (
        "a: {b: 1,204\n}\n",
        [
            (
                "rules.yaml:1:10: 204 has no value. Inside { } a comma ends a value: write "
                '1204 or "1,204".'
            )
        ],
    ),
    (
        'a: {b: "1",204}\n',
        [
            (
                "rules.yaml:1:12: 204 has no value. Write one; text that holds a comma must "
                "be in quotes inside { }."
            )
        ],
    ),
    (
        "a: {b: [1], c}\n",
        [
            (
                "rules.yaml:1:13: c has no value. Write one; text that holds a comma must be "
                "in quotes inside { }."
            )
        ],
    ),
    (
        "a: {\n b: 1,\n c,\n d: 1}\n",
        [
            (
                "rules.yaml:3:2: c has no value. Write one; text that holds a comma must be "
                "in quotes inside { }."
            )
        ],
    ),
    # lines
    (
        "a: 1\n---\nb: 2\n",
        ["rules.yaml:2:1: A second document starts here. Put each into a file of its own."],
    ),
    (
        "%YAML 1.1\n---\na: 1\n",
        [
            (
                "rules.yaml:1:1: A line that begins with % is an instruction to YAML. Take that "
                "line out."
            )
        ],
    ),
    (
        "%TAG ! x\n---\na: 1\n",
        [
            (
                "rules.yaml:1:1: A line that begins with % is an instruction to YAML. Take that "
                "line out."
            )
        ],
    ),
    (
        "a: 1\n%x\n",
        [
            (
                "rules.yaml:2:1: A line that begins with % is an instruction to YAML. Take that "
                "line out."
            )
        ],
    ),
    ("a:\tb\n", ["rules.yaml:1:3: There is a tab here. Write spaces instead."]),
    ("\ta: b\n", ["rules.yaml:1:1: There is a tab here. Write spaces instead."]),
    ("a: b\t\n", ["rules.yaml:1:5: There is a tab here. Write spaces instead."]),
    ('a: "x\ty"\n', ["rules.yaml:1:6: There is a tab here. Write spaces instead."]),
    (
        "a: 1\tb\nb: 2\t\nc: 3\n",
        [
            "rules.yaml:1:5: There is a tab here. Write spaces instead.",
            "rules.yaml:2:5: There is a tab here. Write spaces instead.",
        ],
    ),
    ('a: "x\n', ["rules.yaml:1:4: This quote is never closed. Add the closing quote."]),
    ("a: 'x\nb: 1\n", ["rules.yaml:1:4: This quote is never closed. Add the closing quote."]),
    ('a: {b: "x}\n', ["rules.yaml:1:8: This quote is never closed. Add the closing quote."]),
    (
        "a: {b: 1 c: 2}\n",
        [
            (
                "rules.yaml:1:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: {b: 1]\n",
        [
            (
                "rules.yaml:1:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: [1}\n",
        [
            (
                "rules.yaml:1:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: [1, , 2]\n",
        [
            (
                "rules.yaml:1:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: {b: 1,, c: 2}\n",
        [
            (
                "rules.yaml:1:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: b: c\n",
        [
            (
                "rules.yaml:1:5: A colon followed by a space is not allowed here. Put text that "
                "holds it in quotes; begin lines that belong together in the same column."
            )
        ],
    ),
    (
        "a: b\n c: d\n",
        [
            (
                "rules.yaml:2:3: A colon followed by a space is not allowed here. Put text that "
                "holds it in quotes; begin lines that belong together in the same column."
            )
        ],
    ),
    (
        "a: 1\n  b: 2\n",
        [
            (
                "rules.yaml:2:4: A colon followed by a space is not allowed here. Put text that "
                "holds it in quotes; begin lines that belong together in the same column."
            )
        ],
    ),
    (
        "a: b:\n",
        [
            (
                "rules.yaml:1:5: A colon followed by a space is not allowed here. Put text that "
                "holds it in quotes; begin lines that belong together in the same column."
            )
        ],
    ),
    (
        'a: "b": c\n',
        [
            (
                "rules.yaml:1:7: A colon followed by a space is not allowed here. Put text that "
                "holds it in quotes; begin lines that belong together in the same column."
            )
        ],
    ),
    (
        "  a: 1\nb: 2\n",
        [
            (
                "rules.yaml:2:1: The line does not fit the lines above it. Begin lines that "
                "belong together in the same column, with a space after each colon."
            )
        ],
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        [
            (
                "rules.yaml:3:2: The line does not fit the lines above it. Begin lines that "
                "belong together in the same column, with a space after each colon."
            )
        ],
    ),
    (
        "- a\nb: 1\n",
        [("rules.yaml:2:1: A dash is missing in front of this line. Begin it with - and a space.")],
    ),
    (
        "a: 1\n- b\n",
        [
            (
                "rules.yaml:2:1: The line does not fit the lines above it. Begin lines that "
                "belong together in the same column, with a space after each colon."
            )
        ],
    ),
    (
        "a: 'x'y\n",
        [
            (
                "rules.yaml:1:7: This line cannot be read. Write name: value, and put text "
                "that holds other signs in quotes."
            )
        ],
    ),
    (
        'a: "C:\\Users\\x"\n',
        [
            (
                "rules.yaml:1:9: A text in double quotes has a backslash that is not a valid "
                "escape. Put the text in single quotes."
            )
        ],
    ),
    (
        'a: "\\xzz"\n',
        [
            (
                "rules.yaml:1:7: A text in double quotes has a backslash that is not a valid "
                "escape. Put the text in single quotes."
            )
        ],
    ),
    (
        "a:\n  - {b: 1\n  - {c: 2}\n",
        [
            (
                "rules.yaml:2:5: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: {b: 1,\n  c: 2\nd: 3\n",
        [
            (
                "rules.yaml:1:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: 1\nb: [\n",
        [
            (
                "rules.yaml:2:4: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (
        "a: {b: [}\n",
        [
            (
                "rules.yaml:1:8: This bracket is not closed, or a comma is missing in it. "
                "Check the commas, and that each bracket is closed."
            )
        ],
    ),
    (": 1\n", ["rules.yaml:1:1: A name is missing in front of the colon. Write name: value."]),
    (
        "a: 1\n: 2\n",
        ["rules.yaml:2:1: A name is missing in front of the colon. Write name: value."],
    ),
    (
        "a: - b\n",
        [
            (
                "rules.yaml:1:4: This line cannot be read. Write name: value, and put text "
                "that holds other signs in quotes."
            )
        ],
    ),
    # whole files
    ("", ["rules.yaml: The file is empty."]),
    ("\n \n", ["rules.yaml: The file is empty."]),
    ("# only\n", ["rules.yaml: The file holds nothing but comments."]),
    ("---\n", ["rules.yaml: The file holds nothing but comments."]),
    ("--- \n# x\n", ["rules.yaml: The file holds nothing but comments."]),
    ("# one\n\n# two\n", ["rules.yaml: The file holds nothing but comments."]),
]


@both_loaders
@pytest.mark.parametrize(("text", "problems"), MISTAKES, ids=[repr(m[0])[1:41] for m in MISTAKES])
def test_a_mistake_is_told_in_full(text: str, problems: list[str], loader: type) -> None:
    assert told(text, loader) == problems


BAD_ESCAPE = (
    "A text in double quotes has a backslash that is not a valid escape. "
    "Put the text in single quotes."
)

TOLD_BY_EACH_IN_ITS_WAY = [
    ('a: "\\q"', f":1:5: {BAD_ESCAPE}", f":1:6: {BAD_ESCAPE}"),
    ('a: "\\', f":1:5: {BAD_ESCAPE}", f":1:6: {BAD_ESCAPE}"),
    (
        'a: "\\ud800"',
        f":1:7: {BAD_ESCAPE}",
        ":1:4: Character U+D800 in this text cannot be seen. Delete it and type the text again.",
    ),
    ('a: "\\U00110000"', f":1:7: {BAD_ESCAPE}", f": {BAD_ESCAPE}"),
    ('a: "\\UFFFFFFFF"', f":1:7: {BAD_ESCAPE}", f": {BAD_ESCAPE}"),
]


@pytest.mark.parametrize(("text", "by_c", "by_python"), TOLD_BY_EACH_IN_ITS_WAY)
def test_the_two_parsers_point_at_a_wrong_backslash_each_in_its_way(
    text: str, by_c: str, by_python: str
) -> None:
    assert told(text, yaml.CSafeLoader) == [f"{FILE}{by_c}"]
    assert told(text, yaml.SafeLoader) == [f"{FILE}{by_python}"]


@both_loaders
@pytest.mark.parametrize("sign", [">5%", "> 5", ">=5", "|x"])
def test_a_sign_before_a_limit_is_told(sign: str, loader: type) -> None:
    assert told(f"below: {sign}\n", loader)[0].endswith(
        f"{sign} begins with a sign that has another meaning in YAML. Write the number alone if "
        "the word before it already compares, or put it in quotes."
    )


STAYS_TEXT = """
    63:1  1:30  22:00  08:30  2:1  190:20:30
    no  NO  off  on  Yes  true  TRUE  y  n  null  ~  Null
    012  0777  08  007  0123456789  0x10  0b11  0o7  +1  -5  -0  .5  5.
    1_000  1_000.5  1e3  12e03  1e400  1.0e+400  .nan  .inf  -.inf  NaN  inf
    2024-02-30  2024-13-45  2024-02-29  2024-03  2024-03-01T00:00:00Z  2023/24
    21.9%  8,341  £5  (5)  5-  <5%  =5  ~5  \u22125  \uff15  \u0663  “5”  49/82  5\u20136
    =  :5  ?5
    0.1000000000000000055511151231257827  9007199254740993.0  12345678901234567890123
    é  日本  😀  http://a.example/b?c=d#e
"""


@both_loaders
@pytest.mark.parametrize(
    "value", [*STAYS_TEXT.split(), "49 of 82", "8 341", "5 %", "it's", "9" * 5000]
)
def test_a_value_stays_the_text_it_is(value: str, loader: type) -> None:
    assert plain(read(f"a: {value}", loader)) == {"a": value}
    assert plain(read(f"- {value}\n", loader)) == [value]


@both_loaders
@pytest.mark.parametrize("name", ["1", "0x1", "1.0", "true", "on", "null", "~", "2024-01-01", "é"])
def test_a_name_stays_the_text_it_is(name: str, loader: type) -> None:
    assert plain(read(f"{name}: x", loader)) == {name: "x"}


def test_the_parser_in_c_is_used_where_there_is_one() -> None:
    assert FASTEST_LOADER is yaml.CSafeLoader


@both_loaders
def test_a_place_is_as_long_as_what_stands_there_on_its_line(loader: type) -> None:
    node = read('ab: xyz\ncd: "x\n  y"\nef: ""\n', loader)
    assert isinstance(node, Mapping)
    lengths = [(e.key.location.length, e.value.location.length) for e in node.entries]
    assert lengths == [(2, 3), (2, 1), (2, 2)]
    with pytest.raises(ProblemsFound) as found:
        read("a:\tx\n%b\n", loader)
    assert [problem.location.length for problem in found.value.problems] == [1, 1]


@both_loaders
def test_each_name_without_its_space_is_told(loader: type) -> None:
    assert told("a: {b:1, c:2}\n", loader) == [
        "rules.yaml:1:5: b:1 has no value. Write a space after the colon.",
        "rules.yaml:1:10: c:2 has no value. Write a space after the colon.",
    ]


GOOD = [
    ("a: 1 # why\n# and\nb: 2\n", {"a": "1", "b": "2"}),
    ("---\na: 1\n...\n", {"a": "1"}),
    ("a: 1\r\nb:\r\n  - 2\r\n", {"a": "1", "b": ["2"]}),
    ("a: 1\rb: 2\r", {"a": "1", "b": "2"}),
    ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ("a: |-\n  %x\n  <5\n", {"a": "%x\n<5"}),
    ("a: >\n  x\n  y\n", {"a": "x y\n"}),
    ("a: x\n  y\n", {"a": "x y"}),
    ("a: ''\nb: \"\"\n", {"a": "", "b": ""}),
    ("a: 'it''s: {5}'\n", {"a": "it's: {5}"}),
    ('a: "x\\ty"\n', {"a": "x\ty"}),
    ('a: {value: "1,204", b: [1, 2, ]}\n', {"a": {"value": "1,204", "b": ["1", "2"]}}),
    ("a: [b: 1, c]\n", {"a": [{"b": "1"}, "c"]}),
    ("? a\n: 1\n", {"a": "1"}),
    ("- - a\n  - {}\n- []\n", [["a", {}], []]),
    ("a:1\n", "a:1"),
    ('""', ""),
]


@both_loaders
@pytest.mark.parametrize(("text", "value"), GOOD)
def test_what_is_good_is_read(text: str, value: object, loader: type) -> None:
    assert plain(read(text, loader)) == value


@both_loaders
def test_each_name_and_value_knows_its_place(loader: type) -> None:
    node = read("a:\n  - {b: 5%}\n", loader)
    assert isinstance(node, Mapping)
    assert str(node.location) == str(node.entries[0].key.location) == "rules.yaml:1:1"
    inner = node.entries[0].value.items[0].entries[0]  # type: ignore[union-attr]
    assert (str(inner.key.location), str(inner.value.location)) == (
        "rules.yaml:2:6",
        "rules.yaml:2:9",
    )
    assert (inner.value.location.length, inner.value.location.line_text) == (2, "  - {b: 5%}")


def test_of_a_doubled_name_the_first_stands_and_reading_goes_on() -> None:
    problems = Problems()
    assert plain(read_yaml(b"a: 1\na: 2\nb: 3\n", FILE, problems)) == {"a": "1", "b": "3"}
    assert len(problems.found) == 1


@both_loaders
@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("a: *x\nb: 2\na: 3\n", ["rules.yaml:3:1: a is given a second time; line 1 says *x."]),
        ("*x : 1\na: 2\na: 3\n", ["rules.yaml:3:1: a is given a second time; line 2 says 2."]),
        ("*x : 1\n*x : 2\n", []),
        ("- *x\n- {a: 1, a: 2}\n", ["rules.yaml:2:10: a is given a second time; line 2 says 1."]),
        (
            "a: 1\na: 2\n---\nb: 1\nb: 2\n",
            ["rules.yaml:2:1: a is given a second time; line 1 says 1."],
        ),
        ('a: ""\na: 2\n', ["rules.yaml:2:1: a is given a second time; line 1 says nothing."]),
        (
            "a: [1]\na: 2\n",
            ["rules.yaml:2:1: a is given a second time; line 1 says something else."],
        ),
    ],
)
def test_a_doubled_name_is_told_beside_what_else_is_wrong(
    text: str, twice: list[str], loader: type
) -> None:
    problems = Problems()
    with suppress(ProblemsFound):
        read_yaml(text.encode(), FILE, problems, loader)
    assert [str(problem) for problem in problems.found] == [
        f"{one} Keep one of the two." for one in twice
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"]
)
def test_a_file_that_says_its_encoding_is_read(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("be") else ""
    assert plain(read(f"{mark}a: é £\nb: 日本\n".encode(encoding))) == {"a": "é £", "b": "日本"}


DELETE_IT = "Delete it and type the text again."

WITHOUT_ITS_MARK = (
    "The file is not text in UTF-8; it looks like UTF-16 without its mark. Save it as UTF-8."
)
CUT_OFF = "The text of the file is cut off. Save it again as UTF-8."

WRONG_FILES = [
    ("é: 1\n".encode("utf-16-le"), WITHOUT_ITS_MARK),
    ("a: 1\nb: 2\n".encode("utf-16-le"), WITHOUT_ITS_MARK),
    ("a: 1\nb: 2\n".encode("utf-16-be"), WITHOUT_ITS_MARK),
    ("a: 12\n".encode("utf-16")[:-1], CUT_OFF),
    ("a: 12\n".encode("utf-32")[:-1], CUT_OFF),
    (b"\xff\xfe\x00\xd8a\x00", CUT_OFF),
]


@pytest.mark.parametrize(("raw", "problem"), WRONG_FILES)
def test_a_file_whose_encoding_is_wrong_throughout_is_told_once(raw: bytes, problem: str) -> None:
    assert told(raw) == [f"{FILE}: {problem}"]


WRONG_BYTES = [
    (
        "a: 1\nb: £5\n".encode("cp1252"),
        '2:4: Byte A3 is not UTF-8; in Windows-1252 it is "£". Save the file as UTF-8.',
    ),
    (
        b"a: \xc3\xa9 \xa35\n",
        '1:6: Byte A3 is not UTF-8; in Windows-1252 it is "£". Save the file as UTF-8.',
    ),
    (b"a: \x81\n", "1:4: Byte 81 is not UTF-8. Save the file as UTF-8."),
    (
        b"\xef\xbb\xbfa: \xa35\n",
        '1:4: Byte A3 is not UTF-8; in Windows-1252 it is "£". Save the file as UTF-8.',
    ),
    (
        b"\xef\xbb\xbfa: 1\nb: \xa35\n",
        '2:4: Byte A3 is not UTF-8; in Windows-1252 it is "£". Save the file as UTF-8.',
    ),
    (b"a: 1\nb: x\0y\n", f"2:5: The character U+0000 here is invisible. {DELETE_IT}"),
    (
        b"# " + b"x" * 200 + b"\na: \0\n",
        f"2:4: The character U+0000 here is invisible. {DELETE_IT}",
    ),
    (b"a: \x1b[31m\n", f"1:4: The character U+001B here is invisible. {DELETE_IT}"),
    ("a: x\x85y\n".encode(), f"1:5: The character U+0085 here is invisible. {DELETE_IT}"),
    ("a: é\u200b\n".encode(), f"1:5: The character U+200B here is invisible. {DELETE_IT}"),
    ("a: \u202e5\n".encode(), f"1:4: The character U+202E here is invisible. {DELETE_IT}"),
    ("a: 1\n\ufeffb: 2\n".encode(), f"2:1: The character U+FEFF here is invisible. {DELETE_IT}"),
]


@pytest.mark.parametrize(("raw", "problem"), WRONG_BYTES)
def test_a_byte_that_no_honest_file_holds_is_told(raw: bytes, problem: str) -> None:
    assert told(raw) == [f"{FILE}:{problem}"]


def test_a_file_of_nothing_but_a_mark_is_empty() -> None:
    assert told(b"\xef\xbb\xbf") == ["rules.yaml: The file is empty."]


def test_each_line_with_a_hidden_character_is_told() -> None:
    told_lines = told("a: \u200b\nb: 2\nc\u200b: 3\n")
    assert [line[: len("rules.yaml:1:4")] for line in told_lines] == [
        "rules.yaml:1:4",
        "rules.yaml:3:2",
    ]


@both_loaders
@pytest.mark.parametrize(("opening", "value", "closing"), [("[", "", "]"), ("{a: ", "1", "}")])
def test_64_deep_is_read_and_65_is_refused(
    opening: str, value: str, closing: str, loader: type
) -> None:
    read(opening * MOST_NESTED + value + closing * MOST_NESTED, loader)
    deeper = MOST_NESTED + 1
    assert told(opening * deeper + value + closing * deeper, loader) == [
        f"{FILE}:1:{len(opening) * MOST_NESTED + 1}: "
        "Values are nested more than 64 deep. Write them flat."
    ]


@both_loaders
@pytest.mark.parametrize(("opening", "column"), [("[", 65), ("- ", 129)])
def test_100_000_brackets_do_no_harm(opening: str, column: int, loader: type) -> None:
    # libyaml gives up by itself at 1000 from its release 0.2.6 on, before it hands anything over
    (message,) = told(opening * 100_000, loader)
    where, what = message.split(": ", 1)
    assert where in (f"{FILE}:1:{column}", f"{FILE}:1:1001")
    assert what == "Values are nested more than 64 deep. Write them flat."


@both_loaders
def test_65_lines_each_further_in_are_refused(loader: type) -> None:
    text = "".join(" " * depth + "a:\n" for depth in range(66))
    assert told(text, loader) == [
        "rules.yaml:65:65: Values are nested more than 64 deep. Write them flat."
    ]


@pytest.mark.thorough
@both_loaders
def test_a_million_characters_are_one_value_and_one_more_is_not(loader: type) -> None:
    assert plain(read("a: " + "x" * LONGEST_TEXT, loader)) == {"a": "x" * LONGEST_TEXT}
    assert told("a: " + "x" * (LONGEST_TEXT + 1), loader) == [
        "rules.yaml:1:4: This text is longer than 1,000,000 characters."
    ]


def test_a_million_characters_are_the_most_on_the_next_lines_too() -> None:
    assert plain(read("a: |\n  " + "x" * LONGEST_TEXT)) == {"a": "x" * LONGEST_TEXT}
    assert told("a: >\n  " + "x" * (LONGEST_TEXT + 1)) == [
        "rules.yaml:1:4: This text is longer than 1,000,000 characters."
    ]


def problem_of_file(file: Path) -> str:
    """The one fault of a file that cannot be read, after its name."""
    with pytest.raises(ProblemsFound) as found:
        read_bytes(str(file))
    return str(found.value).removeprefix(f"{file}: ")


def test_20_million_bytes_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as opened:
        opened.truncate(LARGEST_FILE)
    assert len(read_bytes(str(file))) == LARGEST_FILE
    with file.open("wb") as opened:
        opened.truncate(LARGEST_FILE + 1)
    assert problem_of_file(file) == (
        "The file is larger than 20 MB, which no rule file or return needs. "
        "Give the figures, not the cases behind them."
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert problem_of_file(tmp_path / "a.yaml") == "There is no file of this name."


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r"The file cannot be read: .+[.]"):
        read_bytes(f"{tmp_path}/a\0b.yaml")


def test_a_name_of_300_characters_is_told(tmp_path: Path) -> None:
    words = r"There is no file of this name[.]|The file cannot be read: .+[.]"
    assert re.fullmatch(words, problem_of_file(tmp_path / f"{'x' * 300}.yaml"))


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    assert problem_of_file(tmp_path) == "This is a folder. Name a file in it."


def shown(line: str, column: int, length: int = 1, width: int = 80) -> list[str]:
    """A fault as the terminal shows it."""
    location = Location(FILE, 4, column, length, line_text=line)
    problem = Problem(location, "This is wrong.", "Write that.")
    return shown_to_people(problem, width).split("\n")


EXCERPTS = [
    ("  below: <5%", 10, 3, "  below: <5%", "         ^^^"),
    ("a:\tb: x", 4, 1, "a: b: x", "   ^"),
    ("\x1b[31mred", 1, 1, " [31mred", "^"),
    ("ab", 3, 1, "ab", "  ^"),
    ("x" * 73, 73, 1, "x" * 73, " " * 72 + "^"),
    ("x" * 79, 73, 1, "x" * 73, " " * 72 + "^"),
    ("x" * 79, 74, 1, "x" * 42, " " * 36 + "^"),
    ("x" * 200, 150, 10, "x" * 73, " " * 36 + "^" * 10),
    ("x" * 200, 1, 300, "x" * 73, "^" * 73),
    ("k: " + "x" * 200, 4, 200, "k: " + "x" * 70, "   " + "^" * 70),
]


@pytest.mark.parametrize(("line", "column", "length", "excerpt", "carets"), EXCERPTS)
def test_a_fault_is_shown_with_its_line_and_carets(
    line: str, column: int, length: int, excerpt: str, carets: str
) -> None:
    first = f"{FILE}:4:{column}: This is wrong. Write that."
    assert shown(line, column, length) == [first, f"   4 | {excerpt}", f"     | {carets}"]


@pytest.mark.parametrize("line", ["", "   "])
def test_an_empty_line_is_not_shown(line: str) -> None:
    assert shown(line, 1) == ["rules.yaml:4:1: This is wrong. Write that."]


def test_a_fault_of_a_whole_file_shows_no_line() -> None:
    assert shown_to_people(Problem(Location(FILE), "The file is empty.")) == (
        "rules.yaml: The file is empty."
    )


def test_a_long_fault_is_wrapped_and_further_in() -> None:
    assert shown("a: b", 4, width=30) == [
        "rules.yaml:4:4: This is wrong.",
        "    Write that.",
        "   4 | a: b",
        "     |    ^",
    ]


def test_a_fault_stays_on_one_line_and_moves_no_cursor() -> None:
    problem = Problem(Location("a\nb"), "\x1b[31m\u202e\t\r\U000e0001\x9b\u00a0\u3000red.")
    assert str(problem) == "a\\nb: \\x1b[31m\\u202e\\t\\r\\ue0001\\x9b  red."


MORE = "There may be more faults below; the rest was not read."


@pytest.mark.thorough
def test_so_many_values_are_read_and_not_one_more() -> None:
    most = "- a\n" * (MOST_VALUES - 1)  # and the list itself
    assert len(plain(read(most))) == MOST_VALUES - 1  # type: ignore[arg-type]
    assert told(most + "- []\n") == [
        f"rules.yaml:{MOST_VALUES}:3: The file has more than 200,000 names and values. "
        "Give the figures, not the cases behind them."
    ]


@pytest.mark.parametrize("line", ["a:\t1\n", "- &a b\n", "- *a\n", "- !a b\n", "- \u200b\n"])
def test_after_so_many_faults_the_rest_is_not_read(line: str) -> None:
    assert len(told(line * (MOST_FAULTS - 1))) == MOST_FAULTS - 1
    found = told(line * MOST_FAULTS + "- [")
    assert len(found) == MOST_FAULTS + 1
    assert MORE in "\n".join(found[-2:])
    assert len(told(line * 10 * MOST_FAULTS)) == MOST_FAULTS + 1


def test_after_so_many_doubled_names_the_rest_is_not_read() -> None:
    problems = Problems()
    problems.add(Location("other.yaml"), "Something else is wrong.")
    read_yaml(b"a: 1\n" * MOST_FAULTS, FILE, problems)
    assert len(problems.found) == MOST_FAULTS
    problems = Problems()
    with pytest.raises(ProblemsFound) as found:
        read_yaml(b"a: 1\n" * 10 * MOST_FAULTS, FILE, problems)
    assert len(problems.found) == MOST_FAULTS
    assert str(found.value) == f"rules.yaml:101:4: {MORE}"


@pytest.mark.parametrize(
    "text",
    ["a\n::error::x\rb", "a##vso[task.complete]", 'q"\\q', "é", "a b", "\U0001f600", "a: b", "yes",
     "", " a", "a ", "#a", "a #b", "\xa0"],
)  # fmt: skip
def test_a_text_that_is_written_is_read_again(text: str) -> None:
    for written in (in_yaml(text), in_braces(text)):
        assert written.isprintable()
        assert "##" not in written
        node = read_yaml(f"a: {written}\n".encode(), "x.yaml", Problems())
        assert isinstance(node, Mapping)
        assert isinstance(node.entries[0].value, Text)
        assert node.entries[0].value.value == text


@pytest.mark.parametrize("text", ["x\x1b[31m", "\u202etem", "\x85", "\u200b", "\U000e0001"])
def test_what_cannot_be_seen_is_written_as_an_escape(text: str) -> None:
    assert in_yaml(text).isprintable()
    assert in_braces(text).isprintable()


@pytest.mark.parametrize("text", ["a: [who? me]\n", "a: {who?: me}\n", "a: {b: [c, d?]}\n"])
def test_a_question_mark_inside_brackets_needs_quotes(text: str) -> None:
    """The two parsers read it differently, so that a file would depend on where it is read."""
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        problems = Problems()
        with suppress(ProblemsFound):
            read_yaml(text.encode(), "x.yaml", problems, loader)
            problems.raise_if_any()
            pytest.fail("it was read")


@pytest.mark.parametrize("text", ["a: who? me\n", "a: ['b?']\n", 'a: {b: "c?"}\n'])
def test_elsewhere_a_question_mark_is_text(text: str) -> None:
    problems = Problems()
    read_yaml(text.encode(), "x.yaml", problems)
    assert problems.found == []


def test_the_message_on_a_question_mark_says_what_to_write() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml(b"a: [who? me]\n", "x.yaml", Problems(), yaml.CSafeLoader)
    assert [str(problem) for problem in found.value.problems] == [
        "x.yaml:1:5: Inside [ ] or { } a text with a ? needs quotes. Put the text in quotes."
    ]
