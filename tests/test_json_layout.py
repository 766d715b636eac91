"""JSON as text: as the standard library indents it, apart from objects on one line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelcheck.reports.json_layout import OneLine, json_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_it_is_what_the_standard_library_writes(value: object) -> None:
    assert json_text(value) == json.dumps(value, indent=2).replace("##", "#\\u0023") + "\n"


def test_one_line_objects_are_on_one_line() -> None:
    value = {"history": [OneLine({"a": [1, {"b": None}]}), OneLine()], "c": [], "d": {}}
    assert json_text(value) == (
        '{\n  "history": [\n    {"a":[1,{"b":null}]},\n    {}\n  ],\n  "c": [],\n  "d": {}\n}\n'
    )


def test_what_json_does_not_have_is_refused() -> None:
    for value in (float("nan"), OneLine(a=float("inf"))):
        with pytest.raises(ValueError, match="not JSON compliant"):
            json_text(value)
