"""Fill a folder with every wheel that peelcheck needs, for machines that reach no package index.

    python packaging/wheels.py wheels                          for this machine and Python
    python packaging/wheels.py wheels --platform win_amd64 --python 3.13

On the other machine:

    python -m pip install --no-index --find-links wheels "peelcheck[all]"
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def fill(folder: Path, platform: str, python: str) -> list[Path]:
    """The wheel of this repository and all it depends on; nothing is built but our own.

    `platform` is a tag such as win_amd64 and `python` a version such as 3.13; both are empty for
    this machine. Raises CalledProcessError where pip cannot do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    _pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    (own,) = folder.glob("peelcheck-*.whl")
    _pip(
        "download", "--only-binary=:all:", "--dest", folder, *for_platform(platform, python),
        f"{own}[all]",
    )  # fmt: skip
    return sorted(folder.glob("*.whl"))


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
