"""The table of formats: what a row promises is there, and readers are told of each."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import pytest

import peelcheck.reports
from peelcheck.reports.formats import FORMAT_OF_ENDING, FORMATS, LAYOUTS, Format

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("row", FORMATS.values(), ids=str)
def test_a_format_s_module_is_there(row: Format) -> None:
    assert find_spec(f"peelcheck.reports.{row.module}")


@pytest.mark.parametrize("name", FORMATS)
def test_the_readme_names_a_format(name: str) -> None:
    assert re.search(rf"`{name}`|-o report\.{name}\b", README.read_text("utf-8"))


def test_every_module_that_makes_a_report_has_a_row() -> None:
    made = {one.name for one in iter_modules(peelcheck.reports.__path__)}
    assert {name for name in made if name.startswith(("as_", "by_"))} == {
        *(row.module for row in FORMATS.values()),
        *LAYOUTS.values(),
    }


def test_an_ending_means_one_format() -> None:
    endings = [ending for row in FORMATS.values() for ending in row.endings]
    assert len(endings) == len(set(endings)) == len(FORMAT_OF_ENDING)
