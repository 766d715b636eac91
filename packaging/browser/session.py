"""What the page asks of the checker: files in a folder, answers as plain values.

Everything is decided by peelcheck's own interface; this module keeps files and packs answers.
"""

from __future__ import annotations

import difflib
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import peelcheck
from peelcheck import Answers, FileKind, InvalidValue, Problem, ProblemsFound, Result, Rulebook

WORK = Path("/work")
"""The reader's files; messages name them from here."""

PACK = WORK / "rules"
"""The rule pack in the workbench: the shipped one, or the one that was opened."""

OPENED = Path("/opened/rules")
"""The same as it was when it was opened."""

EXAMPLES = Path("/examples")
_MOST = 50_000_000
"""Bytes of one file, and of all files of a zip."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)


class _State:
    """The newest result, and rules that were read, by what they were read from."""

    def __init__(self) -> None:
        self.result: Result | None = None
        self.shipped: Rulebook | None = None
        self.own: Rulebook | None = None
        self.opened: Rulebook | None = None
        self.is_shipped = True
        self.adds = False


_state = _State()


def start() -> None:
    """Begin without files, with the shipped rules in the workbench."""
    clear()
    _state.shipped = peelcheck.load_rules()


def clear() -> None:
    """Forget every file but the rules."""
    WORK.mkdir(parents=True, exist_ok=True)
    os.chdir(WORK)
    for path in WORK.iterdir():
        if path != PACK:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _state.result = None


def put(name: str, content: bytes) -> None:
    """Keep a file of the reader's under its own name. Raises InvalidValue if it cannot be."""
    if len(content) > _MOST:
        raise InvalidValue(f"{name} has more than 50 MB.", "Check it on the command line.")
    _write(WORK / _own_name(name), content)


def _own_name(name: str) -> str:
    """Return a name that stays below the folder, and out of the rules."""
    safe = _safe(name)
    return f"files/{safe}" if safe.split("/")[0] == PACK.name else safe


def _safe(name: str) -> str:
    parts = [part for part in re.split(r"[\\/]+", name) if part not in ("", ".", "..")]
    return "/".join(part[:200] for part in parts) or "file"


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(bytes(content))


def remove(name: str) -> None:
    """Forget one file."""
    (WORK / _own_name(name)).unlink(missing_ok=True)


def files() -> list[dict[str, str]]:
    """Return the files that are there and what each is, in the order of their names."""
    return [
        {"name": one.file, "kind": str(one.kind)}
        for one in peelcheck.folder_files(".", leave_out=[PACK])
    ]


def example(name: str) -> list[dict[str, str]]:
    """Put the files of a shipped example in place of what is there."""
    clear()
    for file in sorted((EXAMPLES / name).iterdir()):
        if file.suffix in (".yaml", ".csv", ".xlsx", ".json"):
            _write(WORK / file.name, file.read_bytes())
    return files()


def run(today: str) -> dict[str, Any]:
    """Check every return that is there, and return the report and what is wrong.

    `today` is the reader's own day: the browser knows it better than this machine.
    """
    return _or_problems(lambda: _run(today))


def _run(today: str) -> dict[str, Any]:
    packs: list[str | Path] = [] if _state.is_shipped else _pack_folders()
    result = peelcheck.check_folder(".", _rules(), packs=packs, leave_out=[PACK], today=today)
    _state.result = result
    text = str(peelcheck.render(result, "text"))
    return {
        "problems": [_problem(one) for one in (*result.problems, *result.warnings)],
        "html": peelcheck.render(result, "html"),
        "verdict": text.partition("\n\n")[0].replace("\n", " "),
        "rules": "" if _state.is_shipped else "By the rules in the workbench.",
    }


def _or_problems(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return ask()
    except ProblemsFound as found:
        return {"problems": [_problem(one) for one in found.problems]}
    except InvalidValue as refusal:
        return {"problems": [{"where": "", "what": refusal.what, "fix": refusal.fix}]}


def _problem(problem: Problem) -> dict[str, Any]:
    at = problem.location
    return {
        "where": str(at), "what": problem.what, "fix": problem.fix, "file": at.file,
        "line": at.line, "column": at.column, "length": at.length, "text": at.line_text,
    }  # fmt: skip


def written(name: str) -> bytes:
    """Return the newest result as a report of that format."""
    if _state.result is None:
        raise InvalidValue("Nothing was checked yet.", "Check first.")
    made = peelcheck.render(_state.result, name)
    return made if isinstance(made, bytes) else made.encode("utf-8")


# The form


def form(only: str) -> dict[str, Any]:
    """Return the questions of a return for all rules, or for one rule or AFI."""
    rules = _rules()
    found = peelcheck.return_form(rules, only)
    afis = [
        {"name": f"afi/{afi.id}", "title": f"{register.force}, AFI {afi.number}: {afi.title}"}
        for register in rules.registers.values()
        for afi in register.afis
        if afi.watched_by
    ]
    return {
        "rules": [
            {
                "id": one.id, "title": one.title, "asks": one.asks,
                "counts": [figure._asdict() for figure in one.counts],
                "rate": one.rate._asdict() if one.rate else None,
            }
            for one in found.rules
        ],
        "facts": [one._asdict() for one in found.facts],
        "targets": [one._asdict() for one in found.targets],
        "forces": found.forces, "afis": afis,
        "every": [{"name": one.id, "title": one.short} for one in rules.rules.values()],
    }  # fmt: skip


def reading(name: str, text: str) -> dict[str, Any]:
    """Return what an amount stands for, or what is wrong with it."""
    return _or_problems(lambda: {"means": peelcheck.read_figure(name, text, _rules())})


def filled(answers: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Write a return with these answers, keep it under that name, and return its text."""

    def write() -> dict[str, Any]:
        text = peelcheck.filled_return(Answers(**answers), _rules())
        put(name, text.encode("utf-8"))
        return {"text": text}

    return _or_problems(write)


# The workbench


def _rules() -> Rulebook:
    """Return the rules to check by. Raises ProblemsFound if those in the workbench are wrong."""
    if _state.is_shipped:
        assert _state.shipped is not None  # noqa: S101 - read at the start
        return _state.shipped
    if _state.own is None:
        _state.own = peelcheck.load_rules(*_pack_folders())
    return _state.own


def _pack_folders() -> list[str | Path]:
    return [*(["peelcheck"] if _state.adds else []), PACK.name]


def open_shipped() -> dict[str, Any]:
    """Open the shipped rules in the workbench."""
    shipped = Path(peelcheck.__file__).parent / "rules"
    return _open(_contents(shipped), is_shipped=True, adds=False)


def open_pack(folder: str, *, adds: bool) -> dict[str, Any]:
    """Open a pack whose files were dropped into a folder."""
    source = WORK / _own_name(folder)
    found = _contents(source)
    shutil.rmtree(source, ignore_errors=True)
    return _or_problems(lambda: _open(_below_pack(found), is_shipped=False, adds=adds))


def open_zip(content: bytes, *, adds: bool) -> dict[str, Any]:
    """Open a zipped rule pack, at most 50 MB of it."""
    return _or_problems(
        lambda: _open(_below_pack(_unpacked(bytes(content))), is_shipped=False, adds=adds)
    )


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in members) > _MOST or len(members) > 5_000:
                raise InvalidValue(
                    "This zip file unpacks to more than 50 MB or 5,000 files.",
                    "Zip the rule pack alone.",
                )
            for member in members:
                if member.filename != _safe(member.filename):
                    raise InvalidValue(
                        f"The zip file has a name that leads out of it: {member.filename}.",
                        "Zip the folder of the rule pack again.",
                    )
            return {one.filename: archive.read(one) for one in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise InvalidValue("This zip file cannot be read.", "Zip the rule pack again.") from error


def _below_pack(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the pack, without the folders above it. Raises InvalidValue."""
    inside = [name.rpartition("standards/")[0] for name in found if "standards/" in name]
    single = [name.rpartition("/")[0] for name in found if name.endswith("pack.yaml")]
    tops = {*inside} or {f"{top}/" if top else "" for top in single}
    if len(tops) != 1:
        what = "There is no rule pack here." if not tops else "There are several rule packs here."
        raise InvalidValue(what, "Open one folder that has standards/ in it, or a zip of one.")
    (top,) = tops
    return {
        name.removeprefix(top): content
        for name, content in found.items()
        if name.startswith(top) and name.endswith((".yaml", ".yml", ".json"))
    }


def _open(found: Mapping[str, bytes], *, is_shipped: bool, adds: bool) -> dict[str, Any]:
    for folder in (PACK, OPENED):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, content in found.items():
            _write(folder / _safe(name), content)
    _state.is_shipped, _state.adds = is_shipped, adds
    _state.own = None
    _state.opened = _state.shipped if is_shipped else None
    return pack_files()


def _files_of(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file() and one.name[0] != ".")


def pack_files() -> dict[str, Any]:
    """Return the names of the pack's files, and which of them have changed since it was opened."""
    names = [one.relative_to(PACK).as_posix() for one in _files_of(PACK)]
    return {"files": names, "changed": _changed()}


def _changed() -> list[str]:
    now, before = _contents(PACK), _contents(OPENED)
    return sorted(name for name in {*now, *before} if now.get(name) != before.get(name))


def _contents(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in _files_of(folder)}


def pack_file(name: str) -> str:
    """Return the text of a file of the pack."""
    return (PACK / _safe(name)).read_text("utf-8", "replace")


def edit(name: str, text: str) -> None:
    """Put a text in place of a file of the pack; the rules are no longer the shipped ones."""
    _write(PACK / _safe(name), text.encode("utf-8"))
    _state.is_shipped = _state.opened is _state.shipped and not _changed()
    _state.own = None


def look(name: str) -> dict[str, Any]:
    """Return what is wrong in the pack, and the rules of one of its files in words."""
    view = peelcheck.view_pack([Path(str(one)) for one in _pack_folders()])
    book, linted = view.rulebook, view.linted
    if book is not None and not linted.errors:
        _state.own = book
    shown = f"{PACK.name}/{name}"
    rules = [one for one in book.rules.values() if one.location.file == shown] if book else []
    return {
        "errors": [_problem(one) for one in linted.errors],
        "remarks": [_problem(one) for one in linted.remarks],
        "rules": [_rule(peelcheck.view_rule(one.id, book)) for one in rules if book],
        "names": peelcheck.known_names(book) if book else {},
        "changed": _changed(),
        "is_sound": not linted.errors,
    }


def _rule(view: Any) -> dict[str, Any]:
    return {
        "title": f"{view.id}: {view.title}",
        "rows": view.rows,
        "examples": [
            {"text": one.text, "holds": one.holds, "found": str(one.found or "not possible")}
            for one in view.examples
        ],
        "untested": [{"what": one.what, "add": one.add} for one in view.untested],
    }


def effect(today: str) -> dict[str, Any]:
    """Return how the answers for the open returns change since the pack was opened."""

    def judge() -> dict[str, Any]:
        if _state.opened is None:
            _state.opened = peelcheck.load_rules(*_pack_before())
        found = peelcheck.folder_files(".", leave_out=[PACK])
        returns = [one.file for one in found if one.kind is FileKind.RETURN]
        if not returns:
            return {"text": "No return is open. Add one above to see what a change does to it."}
        now = _rules()
        text = peelcheck.effect_on(returns, _state.opened, now, today=today, width=100)
        return {"text": text}

    return _or_problems(judge)


def _pack_before() -> list[str | Path]:
    return [*(["peelcheck"] if _state.adds else []), OPENED]


def difference() -> str:
    """Return what has changed in the pack since it was opened, as a unified diff."""
    lines: list[str] = []
    for name in _changed():
        before, after = (
            (folder / name).read_text("utf-8", "replace").splitlines(keepends=True)
            if (folder / name).exists()
            else []
            for folder in (OPENED, PACK)
        )
        lines += difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(lines)


def zipped() -> bytes:
    """Return the pack as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in _files_of(PACK):
            name = f"{PACK.name}/{one.relative_to(PACK).as_posix()}"
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), one.read_bytes())
    return target.getvalue()


_ANSWERS: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        clear, remove, files, example, run, form, reading, filled, open_shipped, open_pack,
        pack_files, pack_file, edit, look, effect, difference,
    )
}  # fmt: skip


def answer(question: str) -> str:
    """Answer the page, both as JSON: the name of a function here, and its arguments."""
    asked = json.loads(question)
    return json.dumps(_ANSWERS[asked["do"]](**asked.get("with", {})))
