"""Install each file of a release in an environment of its own, and check Norfolk's figures there.

    python packaging/check_release.py dist/release

uv and pipx are tried where they are on the path. Exit code 0 means that all that was tried is
right.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

from release import this_machine
from sbom import ROOT

FORCE = ROOT / "examples/norfolk-2024/data.yaml"
FIRST_LINE = "Norfolk Constabulary misses all 4 standards that could be checked."


def check(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield what was tried and whether it went well."""
    yield "SHA256SUMS", _sums_are_right(folder)
    (wheel,) = folder.glob("*.whl")
    (source,) = folder.glob("*.tar.gz")
    (house,) = folder.glob(f"*-wheels-{this_machine()}.zip")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        yield "the wheel, by pip", _by_pip(work / "wheel", f"{wheel}[all]")
        yield "the source, by pip", _by_pip(work / "source", str(source))
        with zipfile.ZipFile(house) as archive:
            archive.extractall(work)
        wheels = work / house.stem
        listed = ("--require-hashes", "-r", f"{wheels}/requirements.txt")
        offline = ("--no-index", "--find-links", str(wheels), *listed)
        yield "the wheel house, with no index", _by_pip(work / "house", *offline)
        for tool, options in (("uv", ("tool", "run", "--from")), ("pipx", ("run", "--spec"))):
            if shutil.which(tool):
                command = (tool, *options, str(wheel), "peelcheck")
                yield f"the wheel, by {tool}", _is_right(*command, inside=work)


def _sums_are_right(folder: Path) -> bool:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = dict(reversed(line.split(" *")) for line in lines)
    files = {file.name: file for file in folder.iterdir() if file.name != "SHA256SUMS"}
    return listed == {
        name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()
    }


def _by_pip(environment: Path, *what: str) -> bool:
    """Install in a new environment, with the pip that runs this."""
    venv.create(environment, with_pip=False)
    command = [
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"),
        *("--python", str(environment), "install", *what),
    ]
    if subprocess.run(command, check=False).returncode != 0:
        return False
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    return _is_right(str(scripts / "peelcheck"), inside=environment)


def _is_right(*command: str, inside: Path) -> bool:
    """Run the command on Norfolk's figures, in a folder that has nothing of the repository."""
    own = {"HOME": str(inside), "XDG_DATA_HOME": str(inside), "PIPX_HOME": str(inside / "pipx")}
    run = subprocess.run(
        [*command, str(FORCE)],
        cwd=inside, env={**os.environ, **own}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    right = run.returncode == 1 and run.stdout.startswith(FIRST_LINE)
    if not right:
        print(run.stdout[-2000:], run.stderr[-2000:], sep="\n", file=sys.stderr)
    return right


def main() -> None:
    """Check the folder that is named, a line for each way."""
    if len(sys.argv) != 2:
        sys.exit("Name the folder that release.py has made.")
    failed = False
    for what, right in check(Path(sys.argv[1]).resolve()):
        print(f"{'right' if right else 'WRONG':6} {what}", flush=True)
        failed |= not right
    sys.exit(failed)


if __name__ == "__main__":
    main()
