"""A report in PDF: its pages become text, and a file meant to do harm is bounded."""

from __future__ import annotations

import importlib.util
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command
from peelcheck import ProblemsFound
from peelcheck.sources import pdf_pages
from peelcheck.sources.pdf_pages import pages_of

PAGES = (
    ("PEEL assessment 2025-27", "Suffolk Constabulary", "HMICFRS, published 14 May 2026"),
    ("Area for improvement 1", "The constabulary should answer its calls sooner.",
     "It lost 283 of 1,521 calls."),
    ("Area for improvement 2", "The constabulary should close old cases."),
)  # fmt: skip


def pdf(pages: tuple[tuple[str, ...], ...], *, unpacks_to: int = 0) -> bytes:
    """Make a PDF of these lines; its last page may unpack to that many bytes."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for number, lines in enumerate(pages, 1):
        shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode() for line in lines)
        content = b"BT /F1 12 Tf 50 700 Td %s ET" % shown
        if number == len(pages):
            content += b" " * unpacks_to
        packed = zlib.compress(content, 9)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
                       % (len(packed), packed))  # fmt: skip
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 << "
            b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>" % len(objects)
        )
    named = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 600 800] >>" % (
        len(kids), named)  # fmt: skip
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (
        size, table, size) + b"startxref\n%d\n%%%%EOF\n" % len(out)  # fmt: skip


def refusal(raw: bytes) -> str:
    with pytest.raises(ProblemsFound) as found:
        pages_of(raw, "report.pdf")
    (problem,) = found.value.problems
    return str(problem)


@pytest.mark.needs("pypdf")
def test_a_pdf_gives_a_register(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf(PAGES))
    run = peelcheck("new", "afis", "report.pdf")
    assert run.returncode == 0
    assert "force: Suffolk Constabulary" in run.stdout
    assert "published: 2026-05-14" in run.stdout
    assert "  - title: Answer its calls sooner" in run.stdout
    assert 'value: "283 of 1,521"' in run.stdout
    assert "  - title: Close old cases" in run.stdout


@pytest.mark.every_day(1)
@pytest.mark.needs("pypdf")
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"%PDF-1.4\nnothing", "The PDF is damaged, or has no end."),
        (lambda: pdf(PAGES)[:400], "The PDF is damaged, or has no end."),
        (lambda: pdf(((),)), "The PDF has no text: its pages are pictures."),
        (lambda: pdf(((),) * 501), "The PDF has more than 500 pages."),
        (lambda: pdf(PAGES, unpacks_to=200_000_000), "The PDF is damaged, or has no end."),
    ],
)
def test_what_cannot_be_read_is_refused(make: Callable[[], bytes], said: str) -> None:
    assert (
        refusal(make()) == f"report.pdf: {said} Save its text in a file (.txt), and name that file."
    )


@pytest.mark.needs("pypdf")
def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "_SECONDS", 0.001)
    assert "takes longer than 0.001 seconds to read" in refusal(pdf(PAGES))


def test_without_pypdf_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert refusal(pdf(PAGES)) == (
        "report.pdf: Reading a PDF needs pypdf. Install it with: pip install "
        '"peelcheck[pdf]". Or save the text of the file (.txt).'
    )
