"""The real kind of a file, independent of its name: each kind in words, with what to do."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePath

from peelcheck.errors import ProblemsFound
from peelcheck.model.locations import Location
from peelcheck.model.problems import Problem

_Words = tuple[str, str]
"""What the file is, and what to do."""

_SAVE = "Open it in Excel and save it as Excel Workbook (.xlsx) or as CSV UTF-8 (.csv)."
_SAVE_ELSEWHERE = _SAVE.replace("Excel", "LibreOffice or Excel", 1)
_TYPE_OUT = "Give its figures in a return (.yaml), or its tables as .csv or .xlsx."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, _Words], ...] = (
    (
        "DRMEncrypted",
        (
            "The file is encrypted by its sensitivity label.",
            "Save a copy with a label that does not encrypt, or as CSV UTF-8 (.csv).",
        ),
    ),
    (
        "EncryptedPackage",
        (
            "The workbook is encrypted, by a password or a sensitivity label.",
            "Save a copy that is not encrypted, or as CSV UTF-8 (.csv).",
        ),
    ),
    ("WordDocument", ("This is a Word document (.doc).", _TYPE_OUT)),
    ("PowerPoint Document", ("This is a PowerPoint presentation.", _TYPE_OUT)),
    ("__substg1.0_", ("This is an e-mail.", "Save what is attached to it, and name that file.")),
    ("Workbook", ("This is a workbook in the old format (.xls).", _SAVE)),
    ("Book", ("This is a workbook in the old format (.xls).", _SAVE)),
)
_STARTS: tuple[tuple[bytes, _Words], ...] = (
    (b"%PDF-", ("This is a PDF document.", _TYPE_OUT)),
    (b"PAR1", ("This is a Parquet file.", "Name it .parquet, in a return under tables:.")),
    (b"\x1f\x8b", ("This is a compressed file (gzip).", "Unpack it, and name the file in it.")),
    (b"7z\xbc\xaf\x27\x1c", ("This is a packed file (7z).", "Unpack it, and name the file in it.")),
    (b"Rar!", ("This is a packed file (RAR).", "Unpack it, and name the file in it.")),
    (b"{\\rtf", ("This is a document (RTF).", _TYPE_OUT)),
    (b"\x89PNG", ("This is a picture.", _TYPE_OUT)),
    (b"\xff\xd8\xff", ("This is a picture.", _TYPE_OUT)),
    (b"SQLite format 3", ("This is a database (SQLite).", "Export the table as CSV.")),
    (
        b"version https://git-lfs.github.com/spec/",
        (
            "This is a Git LFS pointer, not the file that it stands for.",
            "Fetch the file with: git lfs pull",
        ),
    ),
    (b"MIME-Version:", ("This is a web page saved with its pictures.", _SAVE)),
)
_MARKUP: tuple[tuple[bytes, _Words], ...] = (
    (
        rb"(?i)(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|table|meta)\b",
        ("This is a web page.", _SAVE),
    ),
    (
        rb"(?s)<\?xml.{0,400}urn:schemas-microsoft-com:office:spreadsheet",
        ("This is an XML spreadsheet of Excel 2003.", _SAVE),
    ),
    (rb"<\?xml\b", ("This is an XML file.", _TYPE_OUT)),
)
_PACKED: tuple[tuple[str, _Words], ...] = (
    ("xl/workbook.bin", ("This is a binary workbook (.xlsb).", _SAVE)),
    ("word/document.xml", ("This is a Word document (.docx).", _TYPE_OUT)),
    ("ppt/presentation.xml", ("This is a PowerPoint presentation.", _TYPE_OUT)),
    ("Index/Document.iwa", ("This is a Numbers spreadsheet.", _SAVE)),
    ("content.xml", ("This is an OpenDocument file (.ods).", _SAVE_ELSEWHERE)),
)
_WORKBOOK = (
    "This is an Excel workbook.",
    "Give it the ending .xlsx, and name it in a return under sheets: or tables:.",
)
_ZIP = ("This is a zip file.", "Unpack it, and name the file in it.")
_CONFLICT = rb"(?ms)^<<<<<<< .*?^=======\r?$.*?^>>>>>>> "
_HEAD = 4096
_LARGEST_PACKED = 100_000_000


_OF_THE_SYSTEM = ("desktop.ini", "thumbs.db", ".ds_store")


def is_passed_over(path: str) -> bool:
    """Return whether a file in a folder is nobody's: a lock file, or one of the system's own."""
    return is_lock_file(path) or PurePath(path).name.lower() in _OF_THE_SYSTEM


def is_lock_file(path: str) -> bool:
    """Return whether it is the file that Excel or LibreOffice keeps while a workbook is open."""
    return PurePath(path).name.startswith(("~$", ".~lock."))


def refuse_lock_file(path: str, shown_as: str) -> None:
    """Refuse the file that Excel or LibreOffice keeps while a workbook is open."""
    name = PurePath(path).name
    if is_lock_file(path):
        meant = name.removeprefix("~$").removeprefix(".~lock.").rstrip("#")
        what = "This is a lock file, which is there while the workbook is open."
        raise _file_problem(shown_as, what, f"Name the workbook itself: {meant}.")


def refuse_other_format(raw: bytes, shown_as: str, *, workbook: bool = False) -> None:
    """Refuse bytes that are not text, or with `workbook` not a workbook. Raises ProblemsFound.

    `raw` is the whole file, or its beginning if it is large.
    """
    words = _words_of(raw)
    if workbook and words in (_WORKBOOK, None):
        return
    if words is None and raw.startswith(b"PK\x03\x04"):
        words = _ZIP
    if words is not None:
        raise _file_problem(shown_as, *words)
    if found := re.search(_CONFLICT, raw) if b"<<<<<<< " in raw else None:
        line = raw.count(b"\n", 0, found.start()) + 1
        what = "The file has the marks of a merge that was not finished (<<<<<<<)."
        fix = "Keep the lines that are right, and take the marks out."
        raise ProblemsFound([Problem(Location(shown_as, line, 1, 7), what, fix)])
    if raw and not raw.strip(b"\0"):
        what = "The file holds nothing but zeros: it was not saved or synchronised in full."
        raise _file_problem(shown_as, what, "Save it again.")


def head_of(path: str) -> bytes:
    """Return the beginning of a file, or a whole zip, whose list of content is at its end.

    A file that cannot be read gives nothing; its next reader says why.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
            is_packed = head.startswith((b"PK", _OLE))
            return head + file.read(_LARGEST_PACKED) if is_packed else head
    except (OSError, ValueError):
        return b""


def _words_of(raw: bytes) -> _Words | None:
    if raw.startswith(_OLE):
        return _of_ole(raw)
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(raw)
    bare = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for start, words in _STARTS:
        if bare.startswith(start):
            return words
    text = bare.lstrip()
    if not text.startswith(b"<"):  # as nearly all are, so that no pattern is compiled
        return None
    return next((words for pattern, words in _MARKUP if re.match(pattern, text)), None)


def _of_ole(raw: bytes) -> _Words:
    for stream, words in _OLE_STREAMS:
        if stream.encode("utf-16-le") in raw:
            return words
    what = "This is a workbook with a password or in the old format (.xls)."
    return what, "Open it in Excel and save it as Excel Workbook (.xlsx), without a password."


def _of_zip(raw: bytes) -> _Words | None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if "xl/workbook.xml" in names:
        return _WORKBOOK
    return next((words for name, words in _PACKED if name in names), _ZIP)


def _file_problem(shown_as: str, what: str, fix: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location(shown_as), what, fix)])
