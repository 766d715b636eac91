"""Take the pictures of docs/pictures/, in Chromium.

    python .ci/pictures.py MODULES CHROMIUM PEELCHECK.HTML

MODULES is a node_modules with puppeteer-core; `.ci/peers` makes it, and the page for a browser.
Look at each picture before you commit it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TO = ROOT / "docs" / "pictures"

_GATE = ("gate", "examples/gate/data", "--exceptions", "examples/gate/exceptions.yaml")
REPORTS = {
    "norfolk-report": ("examples/norfolk-2024/data.yaml",),
    "html-report": ("examples/year-of-months/data.yaml",),
    "tables-report": ("examples/tables/data.yaml",),
    "gate-report": (*_GATE, "--base", "base.json", "--today", "2026-04-10"),
}
"""The command line of each HTML report, by the name of its picture."""

SIZES = {
    "norfolk-report": (1100, 830),
    "html-report": (1100, 1240),
    "tables-report": (1100, 900),
    "gate-report": (1100, 620),
}
STEPS = ("browser-check", "browser-form", "browser")
"""Pictures of the page for a browser; pictures.cjs knows what to do for each."""
PROOF = "browser-proof"
"""The picture of a report that was judged again."""


def main(modules: str, chromium: str, page: str) -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "examples").symlink_to(ROOT / "examples")
        february = "examples/gate/data/2026-02.yaml"
        _peelcheck(work, february, "--today", "2026-04-10", "-o", "base.json")
        for picture, words in REPORTS.items():
            _peelcheck(work, *words, "-o", f"{picture}.html")
        proof = ("-o", "proof=proof.html", "--page", str(Path(page).resolve()))
        _peelcheck(work, *REPORTS["norfolk-report"], *proof)
        jobs = {
            "modules": str(Path(modules).resolve()),
            "chromium": chromium,
            "page": str(Path(page).resolve()),
            "proof": {"file": str(work / "proof.html"), "name": PROOF},
            "steps": STEPS,
            "to": str(TO),
            "reports": [
                {"file": str(work / f"{picture}.html"), "name": picture, "size": SIZES[picture]}
                for picture in REPORTS
            ],
        }
        script = ROOT / ".ci" / "pictures.cjs"
        node = shutil.which("node") or "node"
        subprocess.run([node, script], input=json.dumps(jobs), text=True, check=True)


def _peelcheck(work: Path, *words: str) -> None:
    command = [sys.executable, "-m", "peelcheck", *words]
    run = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if run.returncode == 2:
        sys.exit(run.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
