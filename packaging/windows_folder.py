r"""Make a folder that runs peelcheck on Windows with nothing installed and no rights to install.

    python packaging/wheels.py wheels-windows --platform win_amd64 --python 3.13
    python packaging/windows_folder.py --python python-3.13.9-embed-amd64.zip \
        --wheels wheels-windows --to peelcheck-windows

The first file is Python's own "Windows embeddable package (64-bit)", listed for each release on
python.org under Downloads, Windows. Its version and that of the wheels must be the same.
`--sha256` holds it to the checksum that you were given with it.

The folder can be copied to any place, a share or a stick; start peelcheck.cmd in it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from wheels import ROOT, for_platform

PLATFORM = "win_amd64"

COMMAND = """\
@echo off
"%~dp0python\\python.exe" -m peelcheck %*
exit /b %errorlevel%
"""

SEARCH_PATH = """\
python{version}.zip
.
Lib\\site-packages
"""
"""What Python reads in place of its usual search: nothing outside the folder is ever imported."""

READ_ME = """\
peelcheck {version} for Windows, with Python {python}

Nothing needs to be installed. Open a command prompt in this folder and type

    peelcheck examples\\norfolk-2024\\data.yaml

From elsewhere, type the whole path of peelcheck.cmd, or add this folder to your PATH.
SHA256SUMS has the checksum of every file here.
"""


def make(python: Path, wheels: Path, folder: Path, sha256: str = "") -> None:
    """Write the folder, whole or not at all. Raises SystemExit with what is wrong,
    CalledProcessError if pip fails.
    """
    _refuse_wrong_file(python, sha256)
    if folder.exists():
        raise SystemExit(f"{folder} is there already. Name a folder that is not.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        _fill(python, wheels, Path(work) / folder.name)
        (Path(work) / folder.name).rename(folder)


def _fill(python: Path, wheels: Path, folder: Path) -> None:
    with zipfile.ZipFile(python) as archive:
        version = _version_in(archive, python)
        archive.extractall(folder / "python")
    _search_path(folder, version)
    _install(wheels, folder / "python/Lib/site-packages", f"{version[0]}.{version[1:]}")
    shutil.copytree(ROOT / "examples/norfolk-2024", folder / "examples/norfolk-2024")
    _write(folder / "peelcheck.cmd", COMMAND)
    own = next((folder / "python/Lib/site-packages").glob("peelcheck-*.dist-info")).name
    words = READ_ME.format(
        version=own.split("-")[1].removesuffix(".dist"), python=f"{version[0]}.{version[1:]}"
    )
    _write(folder / "README.txt", words)
    _write(folder / "SHA256SUMS", sums(folder))


def _refuse_wrong_file(python: Path, sha256: str) -> None:
    if not zipfile.is_zipfile(python):
        raise SystemExit(f"{python} is not a zip file. Take Python's Windows embeddable package.")
    found = hashlib.sha256(python.read_bytes()).hexdigest()
    if sha256 and found != sha256.lower():
        raise SystemExit(f"{python} has the SHA-256 {found}, not {sha256}. Do not use it.")


def _version_in(archive: zipfile.ZipFile, python: Path) -> str:
    """313 for Python 3.13, by the file that names what such a Python imports from."""
    names = archive.namelist()
    found = [m[1] for name in names if (m := re.fullmatch(r"python(3\d+)\._pth", name))]
    if len(found) != 1 or "python.exe" not in names:
        raise SystemExit(
            f"{python} is not Python's Windows embeddable package: that has a python.exe and a "
            "python3*._pth in it."
        )
    return found[0]


def _search_path(folder: Path, version: str) -> None:
    _write(folder / f"python/python{version}._pth", SEARCH_PATH.format(version=version))


def _install(wheels: Path, site: Path, version: str) -> None:
    """Unpack the wheels as pip does it for that Windows; no index is asked."""
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
            "--no-index", "--find-links", str(wheels), "--only-binary=:all:", "--no-compile",
            *for_platform(PLATFORM, version), "--target", str(site), "peelcheck[all]",
        ],
        check=True,
    )  # fmt: skip
    for scripts in ("bin", "Scripts"):  # made for this machine, and not needed there
        shutil.rmtree(site / scripts, ignore_errors=True)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\r\n")


def sums(folder: Path) -> str:
    """Return a line with the SHA-256 of each file in a folder, as sha256sum reads it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()} *{file.relative_to(folder).as_posix()}\n"
        for file in files
    )


def main() -> None:
    """Read the options and make the folder."""
    parser = argparse.ArgumentParser(description="Make a folder that runs peelcheck on Windows.")
    parser.add_argument("--python", type=Path, required=True, help="Windows embeddable package")
    parser.add_argument("--wheels", type=Path, required=True, help="folder that wheels.py filled")
    parser.add_argument("--to", type=Path, required=True, help="the folder to make")
    parser.add_argument("--sha256", default="", help="checksum the package must have")
    given = parser.parse_args()
    make(given.python, given.wheels, given.to, given.sha256)
    files = [file for file in given.to.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1_000_000
    print(f"{given.to}: {len(files)} files, {size:.0f} MB. Start peelcheck.cmd in it.")


if __name__ == "__main__":
    main()
