"""How many columns of a folder of extracts `peelcheck new return --from` maps rightly.

    python benchmarks/score_new_return.py FOLDER

FOLDER/truth.yaml has a line for each file: {table: calls, call_id: Contact ID, ...}, our column and
the one in the file. A list of columns is right by any of them; `ask`, `dates` and `leave_out` are
no columns.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from peelcheck.pipeline import load_rules
from peelcheck.policy.new_return import match_files, return_text

_NO_COLUMNS = ("table", "ask", "dates", "leave_out", "sheet")
_LEAST = 0.85


class Score(NamedTuple):
    """Our columns of one file, by how the written return maps them."""

    right: list[str]
    wrong: list[str]
    missing: list[str]
    unlisted: list[str]


def score(written: Mapping, truth: Mapping, known: set[str]) -> Score:
    """Compare the tables of a written return with what is true of its file."""
    table = truth.get("table", "")
    expected = {ours: own for ours, own in truth.items() if ours not in _NO_COLUMNS}
    expected = expected if table in known else {}
    tables = {name: value for name, value in (written.get("tables") or {}).items() if name in known}
    found = {
        f"{name}.{ours}": own
        for name, value in tables.items()
        for ours, own in (value.get("columns") or {}).items()
        if not set(str(own)) <= {"?"}
    }
    truths = {
        f"{table}.{ours}": own if isinstance(own, list) else [own] for ours, own in expected.items()
    }
    right = [name for name, own in found.items() if own in truths.get(name, ())]
    wrong = [
        f"{name}: {own}"
        for name, own in found.items()
        if (name in truths or not name.startswith(f"{table}.")) and name not in right
    ]
    missing = [name for name in truths if name not in found]
    unlisted = [
        f"{n}: {own}" for n, own in found.items() if n not in truths and n.startswith(f"{table}.")
    ]
    return Score(right, wrong, missing, unlisted)


def main(folder: Path) -> int:
    """Print a line for each file, and return 1 if too few columns are right or any is wrong."""
    rulebook = load_rules()
    truths = yaml.load((folder / "truth.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    right = wrong = listed = 0
    for file, truth in truths.items():
        if "table" not in truth:
            continue
        matches = match_files([str(folder / file)], rulebook)
        text = return_text(matches, rulebook, folder, "schema")
        written = yaml.load(text, yaml.BaseLoader)  # noqa: S506
        found = score(written, truth, set(rulebook.tables))
        right, wrong = right + len(found.right), wrong + len(found.wrong)
        listed += len(found.right) + len(found.missing) + len(found.wrong)
        print(f"{file}: {len(found.right)} right, {len(found.wrong)} wrong", end="")
        print(f", {len(found.missing)} missing")
        for word, names in zip(("wrong", "missing", "not listed"), found[1:], strict=True):
            print("".join(f"    {word}: {name}\n" for name in names), end="")
    print(f"{right} of {listed} columns right ({right / listed:.0%}), {wrong} wrong")
    return int(wrong > 0 or right < _LEAST * listed)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
