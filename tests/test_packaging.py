"""For machines that reach no package index: the wheel house, and the portable Windows folder."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from conftest import ROOT, WHEELS, WINDOWS_WHEELS, clean_environment
from peelcheck.model.version import VERSION

SCRIPTS = ROOT / "packaging"
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.13",
    "python_full_version": "3.13.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


def script(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPTS / name, *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_the_packages_of_another_machine_are_not_chosen_by_this_one() -> None:
    listed = (
        "one==1 ; python_version < '3' \\\n    --hash=sha256:00\ntwo==2 \\\n    --hash=sha256:11\n"
    )
    script = "import sys, wheels; print(wheels.on_every_machine(sys.argv[1]))"
    command = [sys.executable, "-c", script, listed]
    run = subprocess.run(command, cwd=SCRIPTS, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "one==1 \\", "    --hash=sha256:00", "two==2 \\", "    --hash=sha256:11", "",
    ]  # fmt: skip


def embeddable(folder: Path, name: str = "python313._pth") -> Path:
    """What stands in for Python's Windows embeddable package, which only its own site has."""
    file = folder / f"python-embed-amd64-{name}.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("python.exe", "stands in for Python")
        archive.writestr("python313.dll", "")
        archive.writestr(name, "python313.zip\n.\n\n#import site\n")
        archive.writestr("python313.zip", "")
    return file


def wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    """A wheel with one module, as small as pip takes it."""
    info = f"{name}-{version}.dist-info"
    head = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", "Provides-Extra: all"]
    files = {
        f"{name}/__init__.py": "",
        f"{info}/METADATA": "\n".join([*head, *needs]) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(file, text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, made of small wheels: what is around them is what is looked at."""
    folder = tmp_path_factory.mktemp("windows")
    wheel(folder / "wheels", "peelcheck", "9.9", 'Requires-Dist: needed; extra == "all"')
    wheel(folder / "wheels", "needed", "1.0")
    run = script(
        "windows_folder.py", "--python", embeddable(folder), "--wheels", folder / "wheels",
        "--to", folder / "made",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert re.search(r"made: \d+ files, \d+ MB\. Start peelcheck\.cmd in it\.", run.stdout)
    return folder / "made"


@pytest.mark.thorough
def test_the_folder_has_python_the_packages_and_a_command(made: Path) -> None:
    expected = [
        "peelcheck.cmd",
        "README.txt",
        "SHA256SUMS",
        "python/python.exe",
        "python/python313._pth",
        "python/Lib/site-packages/peelcheck/__init__.py",
        "python/Lib/site-packages/needed/__init__.py",
        "examples/norfolk-2024/data.yaml",
    ]
    assert [name for name in expected if not (made / name).is_file()] == []
    assert not (made / "python/Lib/site-packages/bin").exists()


@pytest.mark.thorough
def test_python_looks_nowhere_but_in_the_folder(made: Path) -> None:
    text = (made / "python/python313._pth").read_bytes()
    assert text == b"python313.zip\r\n.\r\nLib\\site-packages\r\n"


@pytest.mark.thorough
def test_the_command_hands_on_its_arguments_and_the_exit_code(made: Path) -> None:
    assert (made / "peelcheck.cmd").read_bytes().decode("ascii").split("\r\n") == [
        "@echo off",
        r'"%~dp0python\python.exe" -m peelcheck %*',
        "exit /b %errorlevel%",
        "",
    ]


def test_the_read_me_and_the_checksums(made: Path) -> None:
    text = (made / "README.txt").read_text("utf-8")
    assert text.startswith("peelcheck 9.9 for Windows, with Python 3.13\n")
    sums = dict(
        reversed(line.split(" *")) for line in (made / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    files = {file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file()}
    assert set(sums) == files - {"SHA256SUMS"}
    for name, expected in sums.items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == expected, name


def test_another_file_than_python_s_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    cases = [
        (tmp_path / "text.zip", "", "is not a zip file. Take Python's Windows embeddable package."),
        (embeddable(tmp_path, "x"), "", "is not Python's Windows embeddable package: that has a"),
        (embeddable(tmp_path), "00", "not 00. Do not use it."),
    ]
    for file, sha256, words in cases:
        run = script(
            "windows_folder.py", "--python", file, "--wheels", tmp_path, "--to", tmp_path / "made",
            "--sha256", sha256,
        )  # fmt: skip
        assert run.returncode == 1
        assert words in run.stderr
        assert not (tmp_path / "made").exists()


@pytest.mark.thorough
def test_where_a_wheel_is_missing_no_folder_is_left(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "peelcheck", "9.9", 'Requires-Dist: needed; extra == "all"')
    run = script(
        "windows_folder.py", "--python", embeddable(tmp_path), "--wheels", tmp_path / "wheels",
        "--to", tmp_path / "sub/made",
    )  # fmt: skip
    assert run.returncode == 1
    assert "No matching distribution found for needed" in run.stderr
    assert list((tmp_path / "sub").iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(made: Path, tmp_path: Path) -> None:
    run = script(
        "windows_folder.py", "--python", embeddable(tmp_path), "--wheels", tmp_path, "--to", made
    )
    assert (run.returncode, "is there already" in run.stderr) == (1, True)


def test_platform_and_python_go_together(tmp_path: Path) -> None:
    run = script("wheels.py", tmp_path / "wheels", "--platform", "win_amd64")
    assert (run.returncode, "--platform and --python go together" in run.stderr) == (2, True)
    assert not (tmp_path / "wheels").exists()


@pytest.mark.needs("wheel houses")
def test_the_wheel_house_is_all_that_a_fresh_environment_needs(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env/bin/python"

    def install(wheels: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels,
             "--require-hashes", "-r", wheels / "requirements.txt"],
            check=False, timeout=300, env={**clean_environment(), "PYTHONPATH": ""},
            capture_output=True, text=True,
        )  # fmt: skip

    shutil.copytree(WHEELS, tmp_path / "changed")
    for file in (tmp_path / "changed").glob("tabulate-*.whl"):
        wheel(tmp_path / "changed", "tabulate", file.name.split("-")[1])
    refused = install(tmp_path / "changed")
    assert refused.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in refused.stderr
    assert install(WHEELS).returncode == 0
    run = subprocess.run(
        [tmp_path / "env/bin/peelcheck", ROOT / "examples/norfolk-2024/data.yaml"],
        capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
        env={**clean_environment(), "PYTHONPATH": ""},
    )  # fmt: skip
    assert run.returncode == 1, run.stderr
    assert run.stdout.startswith("Norfolk Constabulary misses all 4 standards")


@pytest.mark.needs("wheel houses")
def test_the_windows_house_lacks_nothing_that_windows_asks_for() -> None:
    wheels = {parse_wheel_filename(w.name)[0]: w for w in WINDOWS_WHEELS.glob("*.whl")}
    assert "peelcheck" in wheels
    for name, file in wheels.items():
        with zipfile.ZipFile(file) as archive:
            (info,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
            metadata = Parser().parsestr(archive.read(info).decode("utf-8"))
        extra = "all" if name == "peelcheck" else ""
        for text in metadata.get_all("Requires-Dist", []):
            asked = Requirement(text)
            if asked.marker and not asked.marker.evaluate({**WINDOWS, "extra": extra}):
                continue
            needed = canonicalize_name(asked.name)
            assert needed in wheels, (name, text)
            version = parse_wheel_filename(wheels[needed].name)[1]
            assert asked.specifier.contains(version), (name, text)


@pytest.mark.needs("wheel houses")
def test_the_windows_folder_of_the_real_wheels(tmp_path: Path) -> None:
    run = script(
        "windows_folder.py", "--python", embeddable(tmp_path), "--wheels", WINDOWS_WHEELS,
        "--to", tmp_path / "made",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    site = tmp_path / "made/python/Lib/site-packages"
    compiled = {file.suffix for file in site.rglob("*") if file.suffix in (".pyd", ".so", ".dll")}
    assert ".pyd" in compiled
    assert ".so" not in compiled
    assert list(site.glob("yaml/_yaml.cp313-win_amd64.pyd"))
    assert list(site.glob("*duckdb*/*.pyd")) or list(site.glob("*duckdb*.pyd"))
    assert (site / "peelcheck/rules/standards/101-abandonment.yaml").is_file()
    assert list(site.glob(f"peelcheck-{VERSION}.dist-info"))
    assert _libraries(site) <= IN_EVERY_WINDOWS | {"python313.dll", "python3.dll"} | IN_PYTHON


IN_EVERY_WINDOWS = {
    "kernel32.dll", "ntdll.dll", "dbghelp.dll", "bcryptprimitives.dll", "rstrtmgr.dll",
    "ws2_32.dll",
}  # fmt: skip
IN_PYTHON = {"vcruntime140.dll"}
"""Python's embeddable package brings this part of the C++ runtime, and no other."""


def _libraries(site: Path) -> set[str]:
    """The libraries that what is compiled asks Windows for, but for those with api- names."""
    found: set[str] = set()
    for file in site.rglob("*.pyd"):
        names = re.findall(rb"\0([\w.-]+\.dll)\0", file.read_bytes(), re.IGNORECASE)
        found |= {name.decode().lower() for name in names} - {f"{file.name.split('.')[0]}.dll"}
    return {name for name in found if not name.startswith("api-ms-win-")}
