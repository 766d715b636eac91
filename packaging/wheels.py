"""Fill a folder with every wheel that peelcheck needs, for machines that reach no package index.

    python packaging/wheels.py wheels                          for this machine and Python
    python packaging/wheels.py wheels --platform win_amd64 --python 3.13

On the other machine:

    python -m pip install --no-index --find-links wheels --require-hashes -r wheels/requirements.txt

The packages are those of requirements.txt beside this file, each by its hash.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "packaging/requirements.txt"
BUILD_PACKAGES = ROOT / "packaging/build-requirements.txt"
BY_HASH = ("--no-deps", "--only-binary=:all:", "--require-hashes")


def fill(folder: Path, platform: str, python: str) -> list[Path]:
    """Write the wheel of this repository and of all it depends on, and a list with their hashes.

    `platform` is a tag such as win_amd64 and `python` a version such as 3.13; both are empty for
    this machine. Raises CalledProcessError where pip cannot do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work:
        _build(folder, Path(work))
        packages = Path(work) / "requirements.txt"
        packages.write_text(on_every_machine(PACKAGES.read_text("utf-8")), "utf-8")
        _pip("download", *BY_HASH, "--dest", folder, *for_platform(platform, python),
             "--requirement", packages)  # fmt: skip
    wheels = sorted(folder.glob("*.whl"))
    listed = "".join(map(with_hash, wheels))
    (folder / "requirements.txt").write_text(listed, "utf-8", newline="\n")
    return wheels


def _build(folder: Path, work: Path) -> None:
    """Build our own wheel with nothing that is not held to its hash."""
    venv.create(work / "build", with_pip=False)
    inside = ("--python", work / "build")
    _pip(*inside, "install", *BY_HASH, "--requirement", BUILD_PACKAGES)
    _pip(*inside, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)


def on_every_machine(packages: str) -> str:
    """Return the list without its conditions: pip would take those of the machine it runs on."""
    return re.sub(r" ; [^\\\n]*", " ", packages)


def with_hash(wheel: Path) -> str:
    """Return the line of a requirements file that takes this wheel and no other."""
    name, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name}=={version} --hash=sha256:{digest}\n"


def for_platform(platform: str, python: str) -> list[str]:
    """Options of pip for another machine than this one."""
    chosen = [*(["--platform", platform] if platform else [])]
    return [*chosen, *(["--python-version", python, "--implementation", "cp"] if python else [])]


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Read the options, fill the folder, and say what is in it."""
    parser = argparse.ArgumentParser(description="Fill a folder with all wheels peelcheck needs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--platform", default="", help="such as win_amd64; this machine's without")
    parser.add_argument("--python", default="", help="such as 3.13; this one without")
    given = parser.parse_args()
    if bool(given.platform) != bool(given.python):
        parser.error("--platform and --python go together")
    wheels = fill(given.folder, given.platform, given.python)
    size = sum(wheel.stat().st_size for wheel in wheels) / 1_000_000
    print(f"{given.folder}: {len(wheels)} wheels, {size:.0f} MB")


if __name__ == "__main__":
    main()
