"""The rule pack in the workbench: the shipped one, or one that was opened, and its changes."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any

import peelcheck
from peelcheck import InvalidValue, Rulebook
from peelcheck_page.answers import (
    MOST_BYTES,
    as_data,
    contents_of,
    files_of,
    or_problems,
    safe_name,
    write,
)

NAME = "rules"
"""The folder of the pack, as messages name it."""

_SHIPPED = Path(peelcheck.__file__).parent / "rules"
_OPENED = Path("/opened") / NAME
_MOST_FILES = 5_000
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Workbench:
    """One rule pack as it is now and as it was opened; the shipped rules are read once."""

    def __init__(self, work: Path) -> None:
        """Keep the pack below `work`."""
        self.folder = work / NAME
        self.is_shipped = True
        self._adds = False
        self._shipped = peelcheck.load_rules()
        self._own: Rulebook | None = None
        self._opened: Rulebook | None = None
        self._viewed: Rulebook | None = None

    def rules(self) -> Rulebook:
        """Return the rules to check by. Raises ProblemsFound for faults in those opened."""
        if self.is_shipped:
            return self._shipped
        if self._own is None:
            self._own = peelcheck.load_rules(*self.packs())
        return self._own

    def packs(self) -> list[Path]:
        """Return the packs to check by, none for the shipped one."""
        return [] if self.is_shipped else self._folders(Path(NAME))

    def _folders(self, own: Path) -> list[Path]:
        return [*([Path("peelcheck")] if self._adds else []), own]

    def open_shipped(self) -> dict[str, Any]:
        """Open the shipped rules."""
        return self._open(contents_of(_SHIPPED), is_shipped=True, adds=False)

    def open_folder(self, folder: Path, *, adds: bool) -> dict[str, Any]:
        """Open a pack that is somewhere in a folder, and take the folder away."""
        found = contents_of(folder)
        rmtree(folder, ignore_errors=True)
        return or_problems(lambda: self._open(_below_pack(found), is_shipped=False, adds=adds))

    def open_zip(self, content: bytes, *, adds: bool) -> dict[str, Any]:
        """Open a zipped pack."""
        return or_problems(
            lambda: self._open(_below_pack(_unpacked(content)), is_shipped=False, adds=adds)
        )

    def _open(self, found: Mapping[str, bytes], *, is_shipped: bool, adds: bool) -> dict[str, Any]:
        for folder in (self.folder, _OPENED):
            rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for name, content in found.items():
                write(folder / safe_name(name), content)
        self.is_shipped, self._adds = is_shipped, adds
        self._own = None
        self._opened = self._shipped if is_shipped else None
        return self.files()

    def files(self) -> dict[str, Any]:
        """Return the names of the files, and of those that have changed since it was opened."""
        return {"files": files_of(self.folder), "changed": self._changed()}

    def _changed(self) -> list[str]:
        now, before = contents_of(self.folder), contents_of(_OPENED)
        return sorted(name for name in {*now, *before} if now.get(name) != before.get(name))

    def text(self, name: str) -> str:
        """Return the text of a file."""
        return _text_in(self.folder, name)

    def edit(self, name: str, text: str) -> None:
        """Put a text in place of a file; the rules are the shipped ones only if nothing differs."""
        write(self.folder / safe_name(name), text.encode("utf-8"))
        self.is_shipped = self._opened is self._shipped and not self._changed()
        self._own = None

    def look(self, name: str) -> dict[str, Any]:
        """Return what is wrong in the pack, and the rules of one of its files in words."""
        view = peelcheck.view_pack(self._folders(Path(NAME)))
        book = view.rulebook
        self._viewed = book if view.can_judge else None
        self._own = None if view.linted.errors else book
        rules = [
            peelcheck.view_rule(one.id, book)
            for one in (book.rules.values() if book else ())
            if book and one.location.file == f"{NAME}/{name}"
        ]
        return {
            "errors": [as_data(one) for one in view.linted.errors],
            "remarks": [as_data(one, is_warning=True) for one in view.linted.remarks],
            "rules": [_as_data(one) for one in rules],
            "names": peelcheck.known_names(book) if book else {},
            "changed": self._changed(),
            "can_judge": view.can_judge,
        }

    def effect(self, returns: Sequence[str], today: str) -> dict[str, Any]:
        """Return how the answers for these returns change since the pack was opened."""
        if not returns:
            return {"text": "No return is open. Add one under Check files to see the effect on it."}
        return or_problems(lambda: {"text": self._effect_on(returns, today)})

    def _effect_on(self, returns: Sequence[str], today: str) -> str:
        if self._opened is None:
            self._opened = peelcheck.load_rules(*self._folders(_OPENED))
        assert self._viewed is not None  # noqa: S101 - the page asks only where it can judge
        return peelcheck.effect_on(returns, self._opened, self._viewed, today=today, width=100)

    def difference(self) -> str:
        """Return what has changed since the pack was opened, as a unified diff."""
        lines: list[str] = []
        for name in self._changed():
            before, after = (
                _text_in(folder, name).splitlines(keepends=True)
                for folder in (_OPENED, self.folder)
            )
            lines += difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
        return "".join(lines)

    def zipped(self) -> bytes:
        """Return the pack as a zip."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents_of(self.folder).items():
                archive.writestr(zipfile.ZipInfo(f"{NAME}/{name}", _EARLIEST), content)
        return target.getvalue()


def _text_in(folder: Path, name: str) -> str:
    file = folder / safe_name(name)
    return file.read_text("utf-8", "replace") if file.exists() else ""


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip. Raises InvalidValue for one that is too large or leads out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in members) > MOST_BYTES or len(members) > _MOST_FILES:
                what = "This zip file unpacks to more than 50 MB or 5,000 files."
                raise InvalidValue(what, "Zip the rule pack alone.")
            for member in members:
                if member.filename != safe_name(member.filename):
                    what = f"The zip file has a name that leads out of it: {member.filename}."
                    raise InvalidValue(what, "Zip the folder of the rule pack again.")
            return {one.filename: archive.read(one) for one in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise InvalidValue("This zip file cannot be read.", "Zip the rule pack again.") from error


def _below_pack(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the one pack among these, without the folders above it."""
    tops = {name.rpartition("standards/")[0] for name in found if "standards/" in name}
    if not tops:
        tops = {name.removesuffix("pack.yaml") for name in found if name.endswith("pack.yaml")}
    if len(tops) != 1:
        what = "There are several rule packs here." if tops else "There is no rule pack here."
        raise InvalidValue(what, "Open one folder that has standards/ in it, or a zip of one.")
    (top,) = tops
    return {
        name.removeprefix(top): content
        for name, content in found.items()
        if name.startswith(top) and name.endswith((".yaml", ".yml", ".json"))
    }


def _as_data(view: Any) -> dict[str, Any]:
    return {
        "title": f"{view.id}: {view.title}",
        "rows": view.rows,
        "examples": [
            {"text": one.text, "holds": one.holds, "found": str(one.found or "not possible")}
            for one in view.examples
        ],
        "untested": [{"what": one.what.rstrip("."), "add": one.add} for one in view.untested],
    }
