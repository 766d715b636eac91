"""Make peelcheck.html: the whole checker in one file that a browser opens from disk.

    python packaging/browser.py --to dist/peelcheck.html
    python packaging/browser.py --tables --to dist/peelcheck-tables.html

The second also counts tables of cases, with DuckDB, and is twice as large.

It takes Python for the browser from the npm registry and pure-Python wheels from the package index,
each held to the hash written here, in requirements.txt or in package-lock.json below browser/. The
same inputs give the same file to the byte. --inputs names a folder where they are kept, for a
machine without either.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from sbom import version

ROOT = Path(__file__).resolve().parents[1]
PARTS = ROOT / "packaging" / "browser"

RUNTIME = "pyodide@314.0.7"
RUNTIME_SHA512 = (
    "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
)
"""Of the archive, as the registry lists it. Its Python is 3.14."""

DUCKDB = "node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"
"""DuckDB for WebAssembly with exceptions, which browsers have had since 2022."""

_PYTHON = "3.13"
_PLATFORM = "manylinux_2_17_x86_64"
"""Whose wheels are taken: those with compiled parts are used without them."""

_NOT_READ = (".so", ".c", ".pyi", ".pyd", ".dist-info/RECORD")
"""Compiled parts, and what nobody reads in a browser."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day of every file in an archive: the same each time."""

_NO_IMPORTS = 'self.importScripts = () => { throw new Error("no scripts are imported"); };'
"""First in the worker: the runtime tries to import a script to see what kind of worker it has."""

_NOT_NEEDED = (
    *("_pydecimal.py", "_pyio.py", "_pyrepl/", "bdb.py", "concurrent/interpreters/", "ctypes/"),
    *("curses/", "dbm/", "encodings/cp7", "encodings/cp8", "encodings/cp11", "encodings/mac_"),
    *("doctest.py", "ensurepip/", "ftplib.py", "http/server.py", "idlelib/", "imaplib.py"),
    *("lib2to3/", "mailbox.py", "multiprocessing/", "optparse.py", "pdb.py", "pickletools.py"),
    *("poplib.py", "profile.py", "profiling/", "pstats.py", "pydoc.py", "pydoc_data/"),
    *("smtplib.py", "sqlite3/", "tarfile.py", "test/", "tkinter/", "tomllib/", "trace.py"),
    *("turtle.py", "turtledemo/", "unittest/", "venv/", "webbrowser.py", "wsgiref/", "xmlrpc/"),
)
"""Parts of the standard library that nothing here imports."""

_COMMAND_LINE = ("site/click", "site/peelcheck/cli/")
"""The page calls what the command line calls."""

_COUNTRIES = "site/holidays/countries/"
_NOT_HOLIDAYS = (
    *(_COUNTRIES, "site/holidays/financial/", "site/holidays/locale/"),
    *("site/holidays/calendars/germany_school.py", "site/holidays/calendars/australia_school.py"),
    *("site/holidays/generate_ics.py", "site/holidays/ical.py", "site/dateutil/rrule.py"),
    *("site/dateutil/tz/win.py", "site/dateutil/tzwin.py", "site/dateutil/zoneinfo/"),
)
"""Parts of the packages of bank holidays that those of the United Kingdom do not need."""

_SCRIPTS = ("page.js", "form.js", "bench.js", "proof.js")
_EXAMPLES = ("norfolk-2024", "year-of-months", "dashboard")


def make(inputs: Path, target: Path, *, tables: bool) -> None:
    """Write the file, whole or not at all. Raises SystemExit if an input is not the pinned one.

    `tables` is whether it counts tables of cases.
    """
    sys.path.insert(0, str(ROOT / "checker"))
    runtime = _runtime(inputs)
    as_bytecode = partial(_as_bytecode, runtime)
    worker = "\n".join([
        _NO_IMPORTS,
        _as_script(runtime["pyodide.asm.mjs"], "export default _createPyodideModule;", ""),
        _as_script(
            runtime["pyodide.mjs"].partition(b"//# sourceMappingURL")[0],
            "export{dt as loadPyodide,U as version};",
            "self.loadPyodide=dt;",
        ),
        *([_bundle(inputs, "tables", "peelcheckTables").decode()] if tables else []),
        (PARTS / "worker.js").read_text("utf-8"),
    ])  # fmt: skip
    archives = {
        "worker": worker.encode(),
        "wasm": runtime["pyodide.asm.wasm"],
        "stdlib": as_bytecode(runtime["python_stdlib.zip"], _NOT_NEEDED),
        "packages": as_bytecode(_packages(inputs, tables=tables), _COMMAND_LINE),
        "editor": _bundle(inputs, "editor", "peelcheckEditor"),
        "lock": json.dumps(_empty_lock(runtime["pyodide-lock.json"])).encode(),
    }
    if tables:
        archives["tables"] = (inputs / "tables" / DUCKDB).read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    half_done = target.with_suffix(".part")
    half_done.write_text(_page(archives, tables=tables), encoding="utf-8", newline="\n")
    half_done.replace(target)


def _page(archives: dict[str, bytes], *, tables: bool) -> str:
    style = (PARTS / "page.css").read_text("utf-8")
    limits = "tables/limits.html" if tables else "limits.html"
    script = "\n".join((PARTS / name).read_text("utf-8") for name in _SCRIPTS)
    blocks = "\n".join(
        f'<script type="text/plain" id="data-{name}">{_packed(content)}</script>'
        for name, content in archives.items()
    )
    return (
        (PARTS / "page.html")
        .read_text("utf-8")
        .replace("@POLICY@", _policy(style, script))
        .replace("@STYLE@", style)
        .replace("@SCRIPT@", script)
        .replace("@VERSION@", version())
        .replace("@TABLES@", (PARTS / limits).read_text("utf-8").strip())
        .replace("@DATA@", blocks)
    )


def _policy(style: str, script: str) -> str:
    """What the page may do: run its own script, style itself and its report, and reach nothing."""
    return "; ".join([
        "default-src 'none'",
        f"script-src '{_hash(script)}' blob: 'wasm-unsafe-eval'",
        "worker-src blob:",
        f"style-src '{_hash(style)}' '{_hash(_report_style())}'",
        "img-src data:",  # the editor marks faults with small pictures
        "base-uri 'none'",
        "form-action 'none'",
    ])  # fmt: skip


def _report_style() -> str:
    """The style of the HTML report: its frame obeys this page's policy too."""
    file = ROOT / "checker/peelcheck/reports/web/templates/style.css"
    from jinja2 import Environment  # noqa: PLC0415 - only the maker of the page needs it

    environment = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)
    return environment.from_string(file.read_text("utf-8")).render()


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _as_script(module: bytes, export: str, instead: str) -> str:
    """Return a module as a classic script: a module from a blob fails on file:// in Chromium."""
    text = module.decode()
    if text.count(export) != 1:
        sys.exit(f"The runtime has changed: it has no {export}")
    return text.replace(export, instead).replace("import.meta.url", "self.location.href")


def _empty_lock(lock: bytes) -> dict[str, object]:
    """Return the runtime's list of packages without any: all that is needed is inside."""
    return {**json.loads(lock), "packages": {}}


def _runtime(inputs: Path) -> dict[str, bytes]:
    """Return the files of the runtime by name."""
    archive = inputs / f"{RUNTIME.replace('@', '-')}.tgz"
    if not archive.exists():
        command = ["npm", "pack", "--silent", "--pack-destination", str(inputs), RUNTIME]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != RUNTIME_SHA512:
        sys.exit(f"{archive} is not the runtime that is meant: its SHA-512 is {digest}")
    with tarfile.open(archive) as tar:
        return {
            PurePosixPath(member.name).name: file.read()
            for member in tar.getmembers()
            if (file := tar.extractfile(member))
        }


def _packages(inputs: Path, *, tables: bool) -> bytes:
    """Return an archive of all Python code but the standard library, and of rules and examples."""
    own = ROOT / "checker" / "peelcheck"
    files = dict(_of_wheels(inputs / "wheels", PARTS / "requirements.txt"))
    if tables:
        more = _of_wheels(inputs / "wheels-tables", PARTS / "tables/requirements.txt")
        files |= {name: _shortened(name, content) for name, content in more if _is_needed(name)}
        files[f"{_COUNTRIES}__init__.py"] = b""  # it would import them all
        files["site/duckdb.py"] = (PARTS / "tables/duckdb.py").read_bytes()
    files |= dict(_of_folder(own, "site/peelcheck"))
    files |= dict(_of_folder(PARTS / "peelcheck_page", "site/peelcheck_page"))
    files |= dict(_of_folder(ROOT / "rules", "site/peelcheck/rules"))
    for name in _EXAMPLES:
        files |= dict(_of_folder(ROOT / "examples" / name, f"examples/{name}"))
    return archive_of(sorted(files.items()))


def _of_folder(folder: Path, to: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder under `to`, whose place is the one that an installed pack has."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield f"{to}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _bundle(inputs: Path, name: str, known_as: str) -> bytes:
    """Return a script of a folder here and all that it imports, by its package-lock.json.

    It is the variable `known_as` to other scripts.
    """
    folder = inputs / name
    folder.mkdir(exist_ok=True)
    for file in ("package.json", "package-lock.json", f"{name}.js"):
        shutil.copyfile(PARTS / name / file, folder / file)
    if not (folder / "node_modules").exists():
        command = ("npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund")
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    bundler = folder / "node_modules" / ".bin" / "esbuild"
    command = (
        str(bundler), f"{name}.js", "--bundle", "--minify", "--format=iife",
        f"--global-name={known_as}", "--target=es2022", "--charset=utf8",
        "--legal-comments=none", "--log-level=error",
    )  # fmt: skip
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE).stdout


def _is_needed(name: str) -> bool:
    return name == f"{_COUNTRIES}united_kingdom.py" or not name.startswith(_NOT_HOLIDAYS)


def _shortened(name: str, content: bytes) -> bytes:
    """Return the metadata of a package without its long description; other files as they are."""
    return content.partition(b"\n\n")[0] if name.endswith(".dist-info/METADATA") else content


def _of_wheels(folder: Path, requirements: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of all wheels that a file of requirements names, kept in a folder."""
    if not folder.exists():
        _download(folder, requirements)
    for wheel in sorted(folder.glob("*.whl")):
        yield from _of_wheel(wheel)


def _of_wheel(wheel: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.endswith((*_NOT_READ, "/")) and "/tests/" not in name:
                yield f"site/{name}", archive.read(name)


def _download(wheels: Path, requirements: Path) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"),
            *("--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", str(wheels)),
            *("--platform", _PLATFORM, "--python-version", _PYTHON, "--implementation", "cp"),
            *("--requirement", str(requirements)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _as_bytecode(
    runtime: Mapping[str, bytes], archive: bytes, leave_out: Sequence[str] = ()
) -> bytes:
    """Return an archive with bytecode in place of source, made by the runtime itself."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in runtime.items():
            (folder / file).write_bytes(content)
        source, target = folder / "source.zip", folder / "target.zip"
        source.write_bytes(archive)
        command = ["node", PARTS / "bytecode.mjs", folder, PARTS / "bytecode.py", source, target]
        subprocess.run([*command, *leave_out], check=True, stdout=subprocess.DEVNULL)
        return target.read_bytes()


def archive_of(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip archive of files by their names: the same bytes whenever it is made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, method)
    return target.getvalue()


def main() -> None:
    """Read the options, make the file, and print its size and hash."""
    parser = argparse.ArgumentParser(description="Make peelcheck.html.")
    parser.add_argument("--to", type=Path, default=ROOT / "dist" / "peelcheck.html")
    parser.add_argument("--tables", action="store_true", help="count tables of cases too")
    parser.add_argument("--inputs", type=Path, help="a folder to keep what is downloaded")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = (given.inputs or Path(folder)).resolve()
        inputs.mkdir(parents=True, exist_ok=True)
        make(inputs, given.to, tables=given.tables)
    content = given.to.read_bytes()
    print(f"{given.to}  {len(content) / 1e6:.1f} MB  SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
