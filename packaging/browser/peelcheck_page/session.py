"""What the page asks of the checker.

Everything is decided by peelcheck's own interface; this module keeps the reader's files, and packs
answers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any

import peelcheck
from peelcheck import Answers, FileKind, InvalidValue, Result, SheetAnswer
from peelcheck_page.answers import MOST_BYTES, as_data, or_problems, safe_name, write
from peelcheck_page.pack import NAME, Workbench

EXAMPLES = Path("/examples")
_FILES = {
    "norfolk-2024": ("data.yaml",),
    "year-of-months": ("data.yaml", "force.yaml", "months.csv", "anytown-2023-25.yaml"),
    "dashboard": ("data.yaml", "dashboard.xlsx"),
}
"""One return of each example, and what it names."""


class Session:
    """The files that are open, the rules, and the newest result."""

    def __init__(self, work: str) -> None:
        """Begin without files; messages name files from the folder `work`."""
        self._work = Path(work)
        self._work.mkdir(parents=True, exist_ok=True)
        os.chdir(self._work)
        self._bench = Workbench(self._work)
        self._result: Result | None = None
        self._answers: dict[str, Callable[..., Any]] = {
            one.__name__: one
            for one in (
                self.warm, self.clear, self.remove, self.files, self.example, self.run, self.form,
                self.sheets, self.reading, self.filled, self.open_pack, self.effect,
                self.judge_again,
                self._bench.look, self._bench.open_shipped, self._bench.edit,
                self._bench.difference,
            )
        }  # fmt: skip
        self._answers |= {"pack_files": self._bench.files, "pack_file": self._bench.text}

    def answer(self, question: str) -> str:
        """Answer the page, both as JSON: the name of a question, and its arguments."""
        asked = json.loads(question)
        return json.dumps(self._answers[asked["do"]](**asked.get("with", {})))

    def warm(self) -> None:
        """Check an example while nobody waits: modules are loaded when they are first used."""
        rules = self._bench.rules()
        peelcheck.render(peelcheck.check_folder(EXAMPLES / "norfolk-2024", rules), "html")

    def put(self, name: str, content: bytes) -> None:
        """Keep a file under its own name. Raises InvalidValue if it is too large."""
        write(Path(self.place(name, len(content))), content)

    def place(self, name: str, size: int) -> str:
        """Return where the page writes a file, and make its folder.

        Raises InvalidValue if it is too large.
        """
        if size > MOST_BYTES:
            raise InvalidValue(f"{name} has more than 50 MB.", "Check it on the command line.")
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        return str(place)

    def _place(self, name: str) -> Path:
        """Return where a file is kept: below the folder, and out of the rules."""
        safe = safe_name(name)
        return self._work / (f"files/{safe}" if safe.split("/")[0] == NAME else safe)

    def remove(self, name: str) -> None:
        """Forget one file."""
        self._place(name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget every file but the rules."""
        for path in self._work.iterdir():
            if path.name != NAME:
                rmtree(path) if path.is_dir() else path.unlink()
        self._result = None

    def files(self) -> list[dict[str, str]]:
        """Return the files that are open and what each is, in the order of their names."""
        found = peelcheck.folder_files(".", leave_out=[NAME])
        return [{"name": one.file, "kind": str(one.kind)} for one in found]

    def example(self, name: str) -> None:
        """Put the files of a shipped example in place of what is open."""
        self.clear()
        for file in _FILES[name]:
            self.put(file, (EXAMPLES / name / file).read_bytes())

    def run(self, today: str) -> dict[str, Any]:
        """Check every return that is open, and return the report and what is wrong.

        `today` is the reader's own day: the browser knows it better than this machine.
        """
        return or_problems(lambda: self._run(today))

    def _run(self, today: str) -> dict[str, Any]:
        bench = self._bench
        self._result = result = peelcheck.check_folder(
            ".", bench.rules(), packs=bench.packs(), leave_out=[NAME], today=today
        )
        text = str(peelcheck.render(result, "text"))
        return {
            "problems": [
                *(as_data(one) for one in result.problems),
                *(as_data(one, is_warning=True) for one in result.warnings),
            ],
            "html": peelcheck.render(result, "html"),
            "verdict": text.partition("\n\n")[0].replace("\n", " "),
            "rules": "" if bench.is_shipped else "By the rules in the workbench.",
        }

    def report(self, name: str) -> bytes:
        """Return the newest result as a report of that format."""
        if self._result is None:
            raise InvalidValue("Nothing was checked yet.", "Check first.")
        made = peelcheck.render(self._result, name)
        return made if isinstance(made, bytes) else made.encode("utf-8")

    def form(self, only: str) -> dict[str, Any]:
        """Return the questions of a return for all rules, or for one rule or AFI."""
        return or_problems(lambda: self._form(only))

    def _form(self, only: str) -> dict[str, Any]:
        rules = self._bench.rules()
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

    def sheets(self) -> dict[str, Any]:
        """Return what is in the open sheets: which way the months run, and their labels."""
        names = [one["name"] for one in self.files() if one["kind"] == FileKind.TABLE]
        found: list[dict[str, Any]] = []
        for name in names:
            answer = or_problems(lambda name=name: {"sheets": peelcheck.survey_sheets(name)})
            problems = [f"{one['what']} {one['fix']}" for one in answer.get("problems", ())]
            sheets = [one._asdict() for one in answer.get("sheets", ())]
            found.append({"file": name, "sheets": sheets, "problems": problems})
        return {"files": found, "figures": list(self._bench.rules().dictionary.figures)}

    def reading(self, name: str, text: str) -> dict[str, Any]:
        """Return what an amount stands for, or what is wrong with it."""
        rules = self._bench.rules
        return or_problems(lambda: {"means": peelcheck.read_figure(name, text, rules())})

    def filled(self, answers: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Write a return with these answers, keep it under that name, and return its text."""

        def written() -> dict[str, Any]:
            sheets = [SheetAnswer(**one) for one in answers["sheets"]]
            given = Answers(**{**answers, "sheets": sheets})
            text = peelcheck.filled_return(given, self._bench.rules())
            self.put(name, text.encode("utf-8"))
            return {"text": text}

        return or_problems(written)

    def open_pack(self, folder: str, *, adds: bool) -> dict[str, Any]:
        """Open in the workbench a pack whose files were put into a folder."""
        return self._bench.open_folder(self._place(folder), adds=adds)

    def open_zip(self, content: bytes, *, adds: bool) -> str:
        """Open a zipped pack in the workbench; the answer is JSON."""
        return json.dumps(self._bench.open_zip(bytes(content), adds=adds))

    def effect(self, today: str) -> dict[str, Any]:
        """Return how the answers for the open returns change since the pack was opened."""
        found = peelcheck.folder_files(".", leave_out=[NAME])
        return self._bench.effect([x.file for x in found if x.kind is FileKind.RETURN], today)

    def judge_again(self, proof: str) -> dict[str, Any]:
        """Judge again the report that came with the page, and return what differs."""
        return or_problems(lambda: peelcheck.judge_again(proof)._asdict())

    def pack(self) -> bytes:
        """Return the rule pack as a zip."""
        return self._bench.zipped()
