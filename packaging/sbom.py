"""Write peelcheck.cdx.json: what peelcheck runs with, each package with its version and licence.

    python packaging/sbom.py

It is a software bill of materials (SBOM) in CycloneDX 1.6, of the packages in requirements.txt
beside this file. The wheel carries it (PEP 770), and a release has it as a file. cyclonedx-py
makes it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "packaging/peelcheck.cdx.json"


def make() -> str:
    """Return the bill as JSON. Raises CalledProcessError where pip or cyclonedx-py fails."""
    with tempfile.TemporaryDirectory() as work:
        packages = Path(work) / "packages"
        venv.create(packages, with_pip=False)
        _run(
            *("pip", "--disable-pip-version-check", "--python", packages, "install", "--quiet"),
            *("--no-deps", "--require-hashes", "-r", ROOT / "packaging/requirements.txt"),
        )
        bill = Path(work) / "bill.json"
        _run(
            *("cyclonedx_py", "environment", "--pyproject", ROOT / "pyproject.toml"),
            *("--output-reproducible", "--spec-version", "1.6", "--output-file", bill, packages),
        )
        return with_version(bill.read_text("utf-8"), version())


def with_version(bill: str, number: str) -> str:
    """Name the version of peelcheck itself, which pyproject.toml takes from the code.

    The links to chats and donations of each package are left out.
    """
    content = json.loads(bill)
    content["metadata"]["component"] |= {"version": number, "purl": f"pkg:pypi/peelcheck@{number}"}
    for part in (*content["components"], *content["metadata"]["tools"]["components"]):
        part.pop("externalReferences", None)
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def version() -> str:
    """Return the version of peelcheck."""
    words: dict[str, str] = {}
    exec((ROOT / "checker/peelcheck/model/version.py").read_text("utf-8"), words)  # noqa: S102
    return words["VERSION"]


def _run(module: str, *arguments: str | Path) -> None:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    FILE.write_text(make(), encoding="utf-8", newline="\n")
    print(f"{FILE}: {len(json.loads(FILE.read_text('utf-8'))['components'])} packages")
