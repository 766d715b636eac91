"""A folder of pages: whole or not at all, and only one that was written here is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelcheck.errors import ProblemsFound
from peelcheck.sources.whole_folders import MARK, write_folder


def test_files_are_where_their_names_say(tmp_path: Path) -> None:
    write_folder(str(tmp_path / "site"), {"index.html": "a", "forces/b.html": "b"})
    found = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {"site/index.html", "site/forces/b.html", f"site/{MARK}"}


def test_a_former_one_is_replaced_whole_and_an_empty_one_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    write_folder(str(folder), {"old.html": "a"})
    write_folder(str(folder), {"new.html": "b"})
    assert sorted(one.name for one in folder.iterdir()) == [MARK, "new.html"]


def test_anything_else_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", "utf-8")
    with pytest.raises(ProblemsFound, match="There is something else already"):
        write_folder(str(file), {"index.html": "a"})
    assert file.read_text("utf-8") == "mine"


def test_the_former_one_stays_if_the_new_one_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write_folder(str(folder), {"old.html": "a"})
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(5, "input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ProblemsFound, match="The pages cannot be written: input/output error"):
        write_folder(str(folder), {"new.html": "b"})
    assert (folder / "old.html").read_text("utf-8") == "a"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
