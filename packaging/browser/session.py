"""What the page asks of the checker: files in a folder, answers as plain values.

Everything is done by peelcheck's own interface; this module only chooses files and packs answers.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from peelcheck import InvalidValue, ProblemsFound, check, load_return, load_rules, render, since
from peelcheck.reading.folder_files import FileKind, files_in

WORK = Path("/work")
SHIPPED = Path("/rules")
PACK = WORK / "pack"
_results: list[Any] = []
"""The newest result, from which files are saved."""


def put(name: str, content: bytes) -> str:
    """Keep a file under its own name, and a zip of rules as the rule pack; return what it is."""
    if name.lower().endswith(".zip"):
        return _unpack(content)
    target = WORK / _safe(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(bytes(content))
    return target.relative_to(WORK).as_posix()


def _safe(name: str) -> str:
    """Return a name that stays below the folder."""
    parts = [part for part in re.split(r"[\\/]+", name) if part not in ("", ".", "..")]
    return "/".join(parts) or "file"


def _unpack(content: bytes) -> str:
    """Unpack a rule pack, at most 50 MB of it."""
    shutil.rmtree(PACK, ignore_errors=True)
    archive = WORK / "pack.zip"
    archive.write_bytes(bytes(content))
    with zipfile.ZipFile(archive) as opened:
        members = [one for one in opened.infolist() if not one.is_dir()]
        if sum(one.file_size for one in members) > 50_000_000:
            raise InvalidValue("This zip file holds more than 50 MB.", "Zip the rule pack alone.")
        for member in members:
            target = PACK / _safe(member.filename)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(opened.read(member))
    archive.unlink()
    return "pack"


def remove(name: str) -> None:
    """Forget one file, or all of a pack."""
    target = WORK / _safe(name)
    shutil.rmtree(target, ignore_errors=True) if target.is_dir() else target.unlink(missing_ok=True)


def clear() -> None:
    """Forget every file."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)


def files() -> list[dict[str, str]]:
    """Return the files that are there and what each is, in the order of their names."""
    found = files_in(WORK, leave_out=[PACK])
    shown = [
        {"name": Path(one.file).relative_to(WORK).as_posix(), "kind": str(one.kind)}
        for one in found
    ]
    return [*shown, *([{"name": "pack", "kind": "rule pack"}] if PACK.exists() else [])]


def run(today: str) -> dict[str, Any]:
    """Check every return that is there, and return the report and the problems.

    `today` is the reader's own day: the browser knows it better than this machine.
    """
    os.chdir(WORK)
    found = [(Path(one.file).relative_to(WORK).as_posix(), one.kind) for one in _found()]
    returns = [name for name, kind in found if kind is FileKind.RETURN]
    reports = [name for name, kind in found if kind is FileKind.REPORT]
    if not returns:
        return _refused(["No return is here. Drop a .yaml or .json file with a force's figures."])
    try:
        rules = load_rules(*([PACK] if PACK.exists() else [SHIPPED]))
        result = check(rules, [load_return(name, rules) for name in returns], today=today)
        if len(reports) == 1:
            result = since(result, reports[0])
        _results[:] = [result]
        return {
            "problems": [str(problem) for problem in result.problems],
            "html": render(result, "html"),
            "text": render(result, "text", width=100),
            "verdict": str(render(result, "text")).partition("\n\n")[0].replace("\n", " "),
        }
    except ProblemsFound as problems:
        return _refused([str(problem) for problem in problems.problems])
    except InvalidValue as refusal:
        return _refused([str(refusal)])


def written(name: str) -> bytes:
    """Return the newest result as a report of that format."""
    made = render(_results[0], name)
    return made if isinstance(made, bytes) else made.encode("utf-8")


def _found() -> list[Any]:
    return files_in(WORK, leave_out=[PACK])


def _refused(problems: list[str]) -> dict[str, Any]:
    return {"problems": problems, "html": "", "text": "", "verdict": ""}


def example(name: str) -> list[dict[str, str]]:
    """Put the files of a shipped example in place of what is there."""
    clear()
    for file in sorted((Path("/examples") / name).iterdir()):
        if file.is_file() and file.suffix in (".yaml", ".csv", ".xlsx", ".json"):
            (WORK / file.name).write_bytes(file.read_bytes())
    return files()


def answer(question: str) -> str:
    """Answer a question of the page, both as JSON: the name of a function here, and its arguments."""
    asked = json.loads(question)
    functions = {"files": files, "run": run, "clear": clear, "remove": remove, "example": example}
    return json.dumps(functions[asked["do"]](*asked.get("with", [])))
