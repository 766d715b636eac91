"""A rule pack with new files, tried in a copy before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.lint_codes import WARNINGS, Code
from peelcheck.model.problems import Problem
from peelcheck.pipeline.tried_packs import read_pack
from peelcheck.policy.lint import lint
from peelcheck.policy.pack_schemas import schemas_for_editors
from peelcheck.policy.testing.untested import untested_edges
from peelcheck.policy.yaml_text import modeline
from peelcheck.reading.packs import NamedFolder
from peelcheck.reading.schema import EDITOR_FOLDER, schema_file
from peelcheck.sources.file_kinds import is_link_outside, kind_of
from peelcheck.sources.whole_files import write_whole

_ON_ONE_MACHINE = "$schema=file:"
"""Begins an address that an earlier version of this program wrote."""


class PackToBe:
    """A pack with a new rule: the names it may use, and the problems it would have.

    It is tried in a copy; only `write` changes the folder.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the packs in `folders`, as for a check; the last is the one that the rule goes into.

        Raises ProblemsFound if they have problems already.
        """
        *self._before, self.folder = folders
        with self._copy() as copy:
            rulebook, problems = read_pack((*self._before, copy))
            self._known = set(lint((*self._before, copy)).problems)
        wrong = [
            problem
            for problem in problems
            if problem.code != Code.MISSING_PART or problem.location.line
        ]
        if rulebook is None or wrong:
            raise ProblemsFound(wrong or problems)
        self.words = rulebook.dictionary
        self.spoken = rulebook.words

    def refuse_overwriting(self, rule_id: str) -> None:
        """Raise InvalidValue if a file of the rule exists."""
        for name in (f"standards/{rule_id}.yaml", f"figures/{rule_id}.yaml"):
            if (self.folder / name).exists():
                raise InvalidValue(
                    f"{self.folder / name} is there already.", "Choose another name."
                )

    def begin(self, name: str, schema: str) -> list[str]:
        """Return the lines that a file of the pack begins with: its schema, as in other files."""
        path = self.folder / name
        if path.exists():
            return []
        ending = schema_file(schema)
        firsts = (_first_line(file) for file in sorted(path.parent.glob("*.yaml")))
        as_there = (
            line for line in firsts if line.endswith(ending) and _ON_ONE_MACHINE not in line
        )
        above = "../" * name.count("/")
        (own,) = modeline(f"{above}{EDITOR_FOLDER}/{ending}")
        return [next(as_there, own)]

    def problems_with(self, files: Mapping[str, str]) -> tuple[Problem, ...]:
        """Return the problems of the pack if it had these files too; a warning is none."""
        with self._copy() as copy:
            _write(files, copy.path)
            found = lint((*self._before, copy)).problems
        return tuple(p for p in found if p not in self._known and p.code not in WARNINGS)

    def with_edges_shown(self, files: Mapping[str, str], rule_id: str) -> dict[str, str]:
        """Return the files with the examples that `rules test` would ask for.

        The files have no problems, and the rule's own ends with its examples.
        """
        with self._copy() as copy:
            _write(files, copy.path)
            rulebook, _ = read_pack((*self._before, copy))
        assert rulebook is not None  # noqa: S101 - it was read before the files were added
        edges = untested_edges(rulebook.rules[rule_id], rulebook.dictionary)
        added = dict.fromkeys(example for edge in edges for example in edge.add)
        own = f"standards/{rule_id}.yaml"
        return {**files, own: files[own] + "".join(f"  - {one}\n" for one in added)}

    def write(self, files: Mapping[str, str]) -> tuple[str, ...]:
        """Write the files, and return their names; the last is the folder of schemas for editors.

        A pack whose files find their schemas elsewhere gets no such folder.
        """
        written = _write(files, self.folder)
        folder = self.folder / EDITOR_FOLDER
        if not folder.is_dir() and not any(f"{EDITOR_FOLDER}/" in text for text in files.values()):
            return written
        rulebook, _ = read_pack((*self._before, self.folder))
        assert rulebook is not None  # noqa: S101 - it was read with these files in a copy
        folder.mkdir(exist_ok=True)
        for name, text in schemas_for_editors(rulebook).items():
            write_whole(str(folder / name), text)
        return (*written, str(folder))

    @contextmanager
    def _copy(self) -> Iterator[NamedFolder]:
        with tempfile.TemporaryDirectory(prefix="peelcheck-") as folder:
            copy = Path(folder) / "pack"
            if self.folder.is_dir():
                shutil.copytree(self.folder, copy, ignore=_not_its_own)
            else:
                copy.mkdir()
            yield NamedFolder(copy, str(self.folder))


def _not_its_own(folder: str, names: list[str]) -> list[str]:
    """Return what is not part of the pack itself: links that lead out, pipes and devices."""
    paths = {name: Path(folder) / name for name in names}
    return [
        name
        for name, path in paths.items()
        if is_link_outside(path) or kind_of(path) not in ("", "a folder")
    ]


def _first_line(file: Path) -> str:
    return file.read_text(encoding="utf-8").split("\n")[0].rstrip()


def _write(files: Mapping[str, str], folder: Path) -> tuple[str, ...]:
    """Write the files, the rule's own last, so that what it names is there before it."""
    written = []
    for name in sorted(files, key=lambda name: name.startswith("standards/")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(str(path), _with_what_is_there(path) + files[name])
        written.append(str(path))
    return tuple(written)


def _with_what_is_there(path: Path) -> str:
    """Return the text of a file that is added to, with its last line ended."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return text if not text or text.endswith("\n") else f"{text}\n"
