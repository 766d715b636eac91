"""Make a release: everything that is handed out, in one new folder, with its checksums.

    python packaging/release.py dist/release
    python packaging/release.py dist/release --windows-python python-3.13.9-embed-amd64.zip

It is made from the last commit, never from what is changed and not committed. It holds

    peelcheck-VERSION.tar.gz              the source
    peelcheck-VERSION-py3-none-any.whl    for pip, pipx and uv
    peelcheck-VERSION.html                the whole checker for a browser
    peelcheck-VERSION-tables.html         the same, which also counts tables of cases
    peelcheck-VERSION-wheels-*.zip        all wheels, for a machine without a package index
    peelcheck-VERSION-windows.zip         only with --windows-python: nothing to install
    peelcheck-VERSION.cdx.json            what it is made of (CycloneDX)
    SHA256SUMS

The same commit gives the same files to the byte. check_release.py installs each of them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from pathlib import Path

from sbom import ROOT, version
from wheels import BUILD_PACKAGES, BY_HASH
from windows_folder import sums

from browser import archive_of

WINDOWS = ("win_amd64", "3.13")


def make(folder: Path, inputs: Path | None, windows_python: Path | None) -> None:
    """Fill the folder, whole or not at all.

    `inputs` keeps what peelcheck.html is made of. Raises SystemExit with what is wrong, and
    CalledProcessError where git, pip or npm fails.
    """
    if folder.exists():
        sys.exit(f"{folder} is there already. Name a folder that is not.")
    if changed := _output("git", "-C", ROOT, "status", "--porcelain"):
        sys.exit(f"Commit these first, as a release is made from the last commit:\n{changed}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work = Path(name)
        _run("git", "clone", "--quiet", ROOT, work / "source")
        made = work / "made"
        made.mkdir()
        _fill(made, work, inputs, windows_python)
        (made / "SHA256SUMS").write_text(sums(made), encoding="utf-8", newline="\n")
        made.rename(folder)


def _fill(made: Path, work: Path, inputs: Path | None, windows_python: Path | None) -> None:
    scripts = work / "source/packaging"
    stem = f"peelcheck-{version()}"
    _packages(made, work)
    shutil.copyfile(scripts / "peelcheck.cdx.json", made / f"{stem}.cdx.json")
    kept = ("--inputs", inputs.resolve()) if inputs else ()
    page = (sys.executable, scripts / "browser.py", *kept, "--to")
    _run(*page, made / f"{stem}.html")
    _run(*page, made / f"{stem}-tables.html", "--tables")
    here, there = work / "wheels", work / "wheels-windows"
    _run(sys.executable, scripts / "wheels.py", here)
    zip_folder(here, made / f"{stem}-wheels-{this_machine()}.zip")
    platform, python = WINDOWS
    options = ("--platform", platform, "--python", python)
    _run(sys.executable, scripts / "wheels.py", there, *options)
    zip_folder(there, made / f"{stem}-wheels-{platform}-python{python}.zip")
    if windows_python:
        whole = work / f"{stem}-windows"
        options = ("--python", windows_python, "--wheels", there, "--to", whole)
        _run(sys.executable, scripts / "windows_folder.py", *options)
        zip_folder(whole, made / f"{whole.name}.zip")


def _packages(made: Path, work: Path) -> None:
    """Build the source archive and the wheel from it, with what is held to its hash alone."""
    environment = work / "build"
    venv.create(environment, with_pip=False)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", environment)
    _run(*pip, "install", *BY_HASH, "--requirement", BUILD_PACKAGES)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    build = (python, "-m", "hatchling", "build")
    _run(*build, "--target", "sdist", "--directory", made, inside=work / "source")
    (source,) = made.glob("*.tar.gz")
    _run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", made, source)


def this_machine() -> str:
    """Return whose wheels pip takes here, such as linux_x86_64-python3.11."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"{platform}-python{sys.version_info.major}.{sys.version_info.minor}"


def zip_folder(folder: Path, target: Path) -> None:
    """Write all files of a folder, in the order of their names."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    named = ((f"{target.stem}/{file.relative_to(folder).as_posix()}", file) for file in files)
    content = ((name, file.read_bytes()) for name, file in named)
    target.write_bytes(archive_of(content, zipfile.ZIP_DEFLATED))


def _run(*command: str | Path, inside: Path | None = None) -> None:
    subprocess.run(list(map(str, command)), check=True, cwd=inside, stdout=subprocess.DEVNULL)


def _output(*command: str | Path) -> str:
    return subprocess.run(
        list(map(str, command)), check=True, capture_output=True, text=True
    ).stdout


def main() -> None:
    """Read the options, make the release, and say what is in it."""
    parser = argparse.ArgumentParser(description="Make a release in a new folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--inputs", type=Path, help="a folder to keep what peelcheck.html needs")
    parser.add_argument("--windows-python", type=Path, help="Python's Windows embeddable package")
    given = parser.parse_args()
    make(given.folder, given.inputs, given.windows_python)
    for file in sorted(given.folder.iterdir()):
        print(f"{file.stat().st_size / 1e6:6.1f} MB  {file.name}")


if __name__ == "__main__":
    main()
