"""Strict YAML: PyYAML's parser for events only, and a composer that assumes nothing.

Every value stays text. Anchors, aliases, merges, tags, second documents, repeated keys and keys
without a value are refused, with messages that say what to write. The composer keeps a stack of its
own, so that no depth of brackets can exhaust the interpreter's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from peelcheck.errors import NOT_READ_FURTHER, Problems, ProblemsFound
from peelcheck.model.lint_codes import Code
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem
from peelcheck.sources.decode import decode, not_allowed
from peelcheck.sources.nodes import (
    LONGEST_TEXT,
    MOST_FAULTS,
    MOST_NESTED,
    MOST_VALUES,
    TOO_MANY_VALUES,
    Entry,
    Node,
    Text,
)
from peelcheck.sources.open_nodes import OpenNode
from peelcheck.sources.yaml_mistakes import (
    BRACKET_WORDS,
    CUT_WORDS,
    ESCAPE_WORDS,
    QUESTION_MARK_WORDS,
    TOO_DEEP_WORDS,
    block_sign_words,
    complaint_words,
    dash_words,
    in_braces_words,
    is_cut_by_number_sign,
    lone_sign_words,
    value_on_line,
    wide_space,
)

FASTEST_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser where PyYAML was built with it, the pure Python one otherwise; they agree."""


def read_yaml(raw: bytes, file: str, problems: Problems, loader: type = FASTEST_LOADER) -> Node:
    """Read the one document in `raw`.

    A repeated key, of which the first counts, and a missing value go to `problems`, so that one run
    reports the other problems too. Raises ProblemsFound if there is nothing to continue with.
    """
    text = decode(raw, file)
    composer = _Composer(file, text.split("\n"), problems)
    composer.refuse_odd_lines()
    composer.problems.raise_if_any()
    root = composer.compose(_events(text, composer, loader))
    composer.problems.raise_if_any()
    if root is None:
        raise ProblemsFound([Problem(Location(file), "The file holds nothing but comments.")])
    return root


def _events(text: str, composer: _Composer, loader: type) -> Iterator[yaml.Event]:
    """Yield the parser's events; its own complaint becomes a problem and ends them."""
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        composer.take_complaint(error)
    except (
        ValueError,
        OverflowError,
    ):  # the pure Python parser, on an escape beyond the last character there is
        composer.problems.add(Location(composer.file), *ESCAPE_WORDS)


class _Composer:
    def __init__(self, file: str, lines: list[str], recoverable: Problems) -> None:
        self.file = file
        self.lines = lines
        self.recoverable = recoverable
        self.seen_before = recoverable.seen
        self.problems = Problems()
        self.stack: list[OpenNode] = []
        self.root: Node | None = None
        self.documents = 0
        self.values = 0

    def compose(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            if not self._take(event) or self._has_enough(event):
                break
        return self.root

    def _has_enough(self, event: yaml.Event) -> bool:
        """Return whether there are more values or problems than a real file has."""
        self.values += isinstance(event, yaml.NodeEvent)
        if self.values > MOST_VALUES:
            self.problems.add(self._location(event), *TOO_MANY_VALUES)
            return True
        problems = len(self.problems.found) + self.recoverable.seen - self.seen_before
        if problems >= MOST_FAULTS:
            self.problems.add(self._location(event), *NOT_READ_FURTHER)
        return problems >= MOST_FAULTS

    def _take(self, event: yaml.Event) -> bool:
        """Compose this event, and return whether to continue."""
        match event:
            case yaml.ScalarEvent():
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                self._take_scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_marks(event)
                return self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._location_node(self.stack.pop().closed())
            case yaml.AliasEvent():
                self._refuse_alias(event)
                self._location_node(Text(f"*{event.anchor}", self._location(event)))
            case yaml.DocumentStartEvent():
                return self._start_document(event)
        return True

    def _start_document(self, event: yaml.DocumentStartEvent) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.problems.add(
                self._location(event),
                "A second document starts here.",
                "Put each into a file of its own.",
            )
            return False
        return True

    def _open(self, event: Any) -> bool:
        location = self._location(event)
        if len(self.stack) >= MOST_NESTED:
            self.problems.add(location, *TOO_DEEP_WORDS)
            return False
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if self._wants_key():
            self.problems.add(
                location,
                "A name is expected here, and this is a list or a mapping.",
                "Names are plain text; put braces that are meant as text in quotes.",
            )
            return False
        self.stack.append(
            OpenNode(location, is_mapping=is_mapping, in_braces=bool(event.flow_style))
        )
        return True

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        location = self._location(event)
        if not event.style and "?" in event.value[1:] and self.stack and self.stack[-1].in_braces:
            self.problems.add(location, *QUESTION_MARK_WORDS)
        if self._wants_key():
            self._take_key(Text(event.value, location), event.style)
            return
        if event.style in (">", "|") and not event.value.strip():
            self._refuse_block_of_nothing(event, location)
        else:
            self._refuse_wrong_text(event, location)
        if not event.style and " " in event.value:
            self._refuse_cut_text(event)
        self._location_node(Text(event.value, location))

    def _refuse_cut_text(self, event: Any) -> None:
        """Refuse a text that a # may have cut: "queue #2" would be "queue"."""
        end = event.end_mark
        rest = self.lines[min(end.line, len(self.lines) - 1)][end.column :]
        if rest and is_cut_by_number_sign(event.value, rest):
            self.recoverable.add(self._at(end.line, end.column + 1), *CUT_WORDS)

    def _refuse_wrong_text(self, event: yaml.ScalarEvent, location: Location) -> None:
        # The text of the file has none, so only an escape can bring one.
        hidden = not_allowed(event.value) if event.style == '"' else None
        if event.value == "" and not event.style:
            if event.anchor is None and event.tag is None:
                self._refuse_no_value(location)
        elif hidden:
            self.problems.add(
                location,
                f"Character U+{ord(hidden.group()):04X} in this text cannot be seen.",
                "Delete it and type the text again.",
            )
        elif len(event.value) > LONGEST_TEXT:
            self.problems.add(location, f"This text is longer than {LONGEST_TEXT:,} characters.")

    def _refuse_block_of_nothing(self, event: yaml.ScalarEvent, location: Location) -> None:
        """Refuse a text announced for the next lines if these are empty, as in `below: >5`."""
        sign = location.line_text[location.column - 1 :].strip() or str(event.style)
        self.problems.add(location, *block_sign_words(sign))

    def _refuse_no_value(self, location: Location) -> None:
        if not self.stack:
            self.problems.add(Location(self.file), "The file holds nothing but comments.")
            return
        open_one = self.stack[-1]
        key = open_one.key
        if key is None:
            self.problems.add(
                location, "A value is missing here.", "Write one, or take the line out."
            )
        elif not open_one.in_braces:
            what = f"{key.value} has no value."
            self.recoverable.add_alone(key.location, what, "Write one, or take the line out.")
        elif key.location.column > open_one.told_to or key.location.line > open_one.location.line:
            what, open_one.told_to = in_braces_words(open_one.entries, key)
            self.problems.add(key.location, f"{key.value} has no value.", what)

    def _wants_key(self) -> bool:
        if not self.stack:
            return False
        open_one = self.stack[-1]
        return open_one.is_mapping and open_one.key is None

    def _take_key(self, key: Text, style: str | None) -> None:
        open_one = self.stack[-1]
        open_one.key = key
        if key.value == "<<":
            self.problems.add(key.location, "Merging with << is not read.", "Write the lines out.")
        elif key.value == "":
            self.problems.add(key.location, "A name is missing in front of the colon.")
        elif style == '"' and (hidden := not_allowed(key.value)):
            self.problems.add(
                key.location, f"Character U+{ord(hidden.group()):04X} in this name cannot be seen."
            )

    def _location_node(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        open_one = self.stack[-1]
        if not open_one.is_mapping:
            open_one.items.append(node)
        elif open_one.key is None:
            open_one.key = Text("", node.location)
            open_one.keyless = True
        else:
            self._location_entry(open_one, open_one.key, node)
            open_one.key = None

    def _location_entry(self, open_one: OpenNode, key: Text, node: Node) -> None:
        if open_one.keyless:
            open_one.keyless = False
            return
        first = open_one.first_lines.get(key.value)
        if first is not None:
            self._refuse_repeated(open_one, key, *first)
            return
        said = (node.value or "nothing") if isinstance(node, Text) else "something else"
        open_one.first_lines[key.value] = (key.location.line, said)
        open_one.entries.append(Entry(key, node))

    def _refuse_repeated(self, open_one: OpenNode, key: Text, line: int, said: str) -> None:
        """Refuse a second value; an item of a list that begins again lacks its dash."""
        in_list = len(self.stack) > 1 and not self.stack[-2].is_mapping
        if open_one.lacks_dash:
            self.recoverable.follows()
        elif in_list and not open_one.in_braces and key.value == open_one.entries[0].key.value:
            open_one.lacks_dash = True
            what = f"{key.value} is given a second time; line {line} says {said}."
            fix = "Write - in front if another item of the list begins here; else keep one."
            self.recoverable.add(key.location, what, fix, Code.GIVEN_TWICE)
        else:
            what = f"{key.value} is given a second time; line {line} says {said}."
            self.recoverable.add(key.location, what, "Keep one of the two.", Code.GIVEN_TWICE)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.problems.add(
                self._location(event),
                f"&{event.anchor} is an anchor, and anchors are not read.",
                "Write the value itself, or put it in quotes if the & belongs to it.",
            )
        if event.tag is not None:
            location = self._location(event)
            written = location.line_text[location.column - 1 :].split(" ")[0]
            self.problems.add(
                location,
                f"{written} is a tag, and tags are not read.",
                "Write the value alone, or put it in quotes if the ! belongs to it.",
            )

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        self.problems.add(
            self._location(event),
            f"*{event.anchor} is an alias, and aliases are not read.",
            "Write the value itself, or put it in quotes if the * belongs to it.",
        )

    def refuse_odd_lines(self) -> None:
        """Refuse what the two parsers read differently, and spaces that neither reads as one."""
        for number, line in enumerate(self.lines):
            if "\t" in line:
                location = self._at(number, line.index("\t"))
                self.problems.add(location, "There is a tab here.", "Write spaces instead.")
                self.problems.stop_at(MOST_FAULTS, location)
            elif line.startswith("%"):
                self.problems.add(
                    self._at(number, 0),
                    "A line that begins with % is an instruction to YAML.",
                    "Take that line out.",
                )
            elif not line.isascii() and (found := wide_space(line)):
                column, words = found
                self.problems.add(self._at(number, column), *words)
                self.problems.stop_at(MOST_FAULTS, self._at(number, column))

    def _location(self, event: Any) -> Location:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return self._at(start.line, start.column, max(1, length))

    def _at(self, line: int, column: int, length: int = 1) -> Location:
        if line >= len(self.lines):
            line = len(self.lines) - 1
        text = self.lines[line]
        column = min(column, len(text))
        return Location(self.file, line + 1, column + 1, length, "", text)

    def _first_sign(self, line: int) -> Location:
        """Return the place where the text of a line begins."""
        text = self.lines[line]
        return self._at(line, len(text) - len(text.lstrip(" ")))

    def take_complaint(self, error: yaml.MarkedYAMLError) -> None:
        """Turn the parser's complaint into a message that says what to do, at a useful location."""
        mark = error.problem_mark or error.context_mark
        location = self._at(mark.line, mark.column) if mark else Location(self.file)
        problem = error.problem or ""
        if "end of stream" in problem and error.context_mark:
            opened = self._at(error.context_mark.line, error.context_mark.column)
            self.problems.add(opened, "This quote is never closed.", "Add the closing quote.")
        else:
            self._tell_complaint(problem, location)

    def _tell_complaint(self, problem: str, location: Location) -> None:
        value, column = value_on_line(location.line_text)
        at_value = location._replace(column=column)
        opened = self.stack[-1].location if self.stack and self.stack[-1].in_braces else None
        dash = None if opened else dash_words(self.lines, location.line - 1)
        if dash:
            self.problems.add(self._first_sign(dash[0]), *dash[1:])
        elif value[:1] in (">", "|"):
            self.problems.add(at_value, *block_sign_words(value))
        elif value and value in "-*&?!,]}":
            self.problems.add(at_value, *lone_sign_words(value))
        elif opened and location.line_text[location.column - 1 :][:1] not in ("%", "@", "`"):
            self.problems.add(opened, *BRACKET_WORDS)
        else:
            self.problems.add(location, *complaint_words(problem, location, value))
