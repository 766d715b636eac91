"""The gallery of shapes: each picture, read as described, gives what is said below it."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest

from conftest import ROOT
from peelcheck import Rulebook
from shapes import Shapes, csv_text, grid

GALLERY = (ROOT / "docs" / "data-shapes.md").read_text(encoding="utf-8")
SHAPES = re.findall(
    r"## ([^\n]+)\n[^#]*?```text\n(.*?)```\n\n```yaml\n(.*?)```\n\n```text\n(.*?)```",
    GALLERY,
    re.DOTALL,
)


def test_the_gallery_has_a_shape_under_each_heading() -> None:
    assert [shape[0] for shape in SHAPES] == re.findall("^## (.*)$", GALLERY, re.MULTILINE)
    assert len(SHAPES) >= 12


@pytest.mark.parametrize(
    ("picture", "description", "result"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES]
)
def test_a_shape_of_the_gallery(
    picture: str, description: str, result: str, rules: Rulebook, tmp_path: Path
) -> None:
    (tmp_path / "sheet.csv").write_text(csv_text(grid(picture)), "utf-8")
    shapes = Shapes(tmp_path, rules)
    read = shapes.described(indent(description, "  "))
    found = [re.sub(" None$", " not available", line) for line in read.figures]
    assert "\n".join([*read.problems, *found, ""]) == result
