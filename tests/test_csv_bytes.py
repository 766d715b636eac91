"""A large CSV is looked at once, in chunks: what is found does not depend on where these end."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck.errors import ProblemsFound
from peelcheck.sources import csv_bytes
from peelcheck.sources.csv_bytes import look_at_bytes

LINES = b"C1,101,answered\n" * 500


def looked_at(folder: Path, raw: bytes) -> csv_bytes.Bytes:
    """What is found in a file of these bytes."""
    (folder / "calls.csv").write_bytes(raw)
    return look_at_bytes(str(folder / "calls.csv"), "calls.csv")


@pytest.mark.parametrize("size", range(11, 29))
@pytest.mark.parametrize(
    ("cell", "is_odd", "has_quotes"),
    [
        (b'"a" "b"', True, True),
        (b'"a"     "b"', True, True),
        (b'"a","b"', False, True),
        (b'"a ""b"', False, True),
        (b"a b", False, False),
    ],
)
def test_quotes_are_seen_wherever_a_chunk_ends(
    size: int, cell: bytes, is_odd: bool, has_quotes: bool, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(csv_bytes, "CHUNK", size)
    found = looked_at(tmp_path, LINES[:160] + cell + b"\n" + LINES[:160])
    assert (found.odd_quotes, found.has_quotes) == (is_odd, has_quotes)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (b"a\0b\n", "calls.csv:501:1: There is a NUL character here"),
        (b"\xef\xbb\xbfa\n", "calls.csv:501:1: There is a byte order mark here"),
        (b"," * 400 + b"\n", "calls.csv:501:1: A row has more than 100 cells."),
    ],
)
def test_a_fault_far_into_a_file_is_at_its_line(
    wrong: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines are counted for it, and not for every chunk."""
    monkeypatch.setattr(csv_bytes, "CHUNK", 64)
    monkeypatch.setattr(csv_bytes, "_MOST_DELIMITERS", 100)
    with pytest.raises(ProblemsFound) as found:
        looked_at(tmp_path, LINES + wrong + LINES)
    assert str(found.value.problems[0]).startswith(said)


@pytest.mark.parametrize("size", range(56, 70))
@pytest.mark.parametrize("after", [b"\n", b"s,101\n", b"\xe9\n"])
def test_a_letter_of_windows_is_told_at_its_place_wherever_a_chunk_ends(
    size: int, after: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chunk may end with it: only what comes next shows that it is not of UTF-8."""
    monkeypatch.setattr(csv_bytes, "CHUNK", size)
    (warning,) = looked_at(tmp_path, LINES + b"caf\xe9" + after + LINES).warnings
    assert str(warning.location) == "calls.csv:501:4"
    assert warning.what == 'byte E9 is not UTF-8; it is "\u00e9" in Windows-1252.'


@pytest.mark.parametrize("size", range(56, 70))
def test_the_mark_of_a_second_file_is_seen_wherever_a_chunk_ends(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_bytes, "CHUNK", size)
    with pytest.raises(ProblemsFound, match=r"calls\.csv:501:1: There is a byte order mark here"):
        looked_at(tmp_path, b"\xef\xbb\xbf" + LINES + b"\xef\xbb\xbf" + LINES)
