"""The workbook as a printer gets it: opened by LibreOffice, and looked at page by page."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from peelcheck import Rulebook
from peelcheck.reports import TO_A_FILE
from peelcheck.reports.layout import Page
from test_html_in_browser import EXAMPLES, result_of

pytestmark = [pytest.mark.needs("libreoffice"), pytest.mark.thorough]

MARKING = "OFFICIAL"
DOTS_A_POINT = 100 / 72


class Word(NamedTuple):
    """A word on a page and its box, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class PrintedPage(NamedTuple):
    """A page: its words in reading order, and its dots, 100 to an inch."""

    words: list[Word]
    width: float
    height: float
    dots_across: int
    dots: bytes

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def colours(self) -> Counter[tuple[int, int, int]]:
        """How many dots each colour has."""
        return Counter(zip(*(self.dots[first::3] for first in range(3)), strict=True))


@pytest.fixture(scope="module")
def printed(
    rules: Rulebook, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[PrintedPage]]:
    """The pages of each example; LibreOffice is started once."""
    folder = tmp_path_factory.mktemp("workbooks")
    files = []
    for name, returns in EXAMPLES.items():
        file = folder / f"{name}.xlsx"
        file.write_bytes(TO_A_FILE["xlsx"](result_of(returns, rules), Page(marking=MARKING)))
        files.append(file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files)
    return {file.stem: list(pages_of(file.with_suffix(".pdf"))) for file in files}


def run(*command: object) -> str:
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=True, timeout=240
    )
    return done.stdout


def pages_of(file: Path) -> list[PrintedPage]:
    boxes = run("pdftotext", "-bbox", file, "-")
    run("pdftoppm", "-r", "100", file, file.with_suffix(""))
    pictures = sorted(file.parent.glob(f"{file.stem}-*.ppm"))
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    assert len(pages) == len(pictures)
    return [
        PrintedPage(words_in(text), float(width), float(height), *dots_of(picture))
        for (width, height, text), picture in zip(pages, pictures, strict=True)
    ]


def words_in(page: str) -> list[Word]:
    number = r'"([\d.]+)"'
    word = rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>"
    return [Word(found[4], *map(float, found[:4])) for found in re.findall(word, page)]


def dots_of(picture: Path) -> tuple[int, bytes]:
    """The width of a picture, and its dots as red, green and blue."""
    magic, size, most, dots = picture.read_bytes().split(b"\n", 3)
    assert (magic, most) == (b"P6", b"255")
    return int(size.split()[0]), dots


NAMES = list(EXAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_wide_and_has_the_marking_and_words(
    name: str, printed: dict[str, list[PrintedPage]]
) -> None:
    pages = printed[name]
    assert 5 <= len(pages) <= 20
    for page in pages:
        assert page.width > page.height
        assert page.text.split().count(MARKING) >= 2
        assert len(page.words) > 10


@pytest.mark.parametrize("name", NAMES)
def test_no_number_is_wider_than_its_cell(name: str, printed: dict[str, list[PrintedPage]]) -> None:
    texts = [word.text for page in printed[name] for word in page.words]
    assert [text for text in texts if "##" in text or "Err:" in text or "#N/A" in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_printed_over_another_or_off_the_page(
    name: str, printed: dict[str, list[PrintedPage]]
) -> None:
    for page in printed[name]:
        inside = [w for w in page.words if w.left >= 0 and w.right <= page.width + 1]
        assert inside == page.words
        assert list(covered(page.words)) == []


def covered(words: list[Word]) -> list[tuple[str, str]]:
    """Pairs of words whose boxes share more than an edge; letters that stand slantwise are not."""
    upright = [word for word in words if word.bottom - word.top < 30]
    return [
        (one.text, other.text)
        for number, one in enumerate(upright)
        for other in upright[number + 1 :]
        if min(one.right, other.right) - max(one.left, other.left) > 1
        and min(one.bottom, other.bottom) - max(one.top, other.top)
        > 0.4 * min(one.bottom - one.top, other.bottom - other.top)
    ]


RESULTS = {"Breach": (244, 215, 215), "Cannot tell": (253, 228, 215), "Met": (207, 228, 220)}


@pytest.mark.parametrize("name", ["norfolk-2024", "anytown-2026-03", "year-of-months"])
def test_each_result_has_its_colour_on_paper(
    name: str, printed: dict[str, list[PrintedPage]]
) -> None:
    (page,) = [one for one in printed[name][1:] if "Standards, breaches first" in one.text]
    colours = page.colours()
    for result, colour in RESULTS.items():
        words = [word for word in page.words if word.text == result.split()[0]]
        assert bool(colours[colour]) is bool(words), result
        for word in words:
            assert ground_of(word, page) == colour


def ground_of(word: Word, page: PrintedPage) -> tuple[int, ...]:
    """The colour that most of a word's box has."""
    left, top, right, bottom = (round(one * DOTS_A_POINT) for one in word[1:])
    lines = [page.dots[3 * down * page.dots_across :] for down in range(top, bottom)]
    dots = [tuple(line[3 * at : 3 * at + 3]) for line in lines for at in range(left, right)]
    return Counter(dots).most_common(1)[0][0]


def test_months_have_the_colours_of_the_page(printed: dict[str, list[PrintedPage]]) -> None:
    (page,) = [one for one in printed["year-of-months"][1:] if "Charts of months" in one.text]
    colours = page.colours()
    assert colours[0x12, 0x43, 0x6D] > 100  # seven months of improvement
    assert colours[0xB1, 0x56, 0x0F] > 50  # five of concern
