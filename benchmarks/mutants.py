"""Mutation testing: is each line that decides something held by a test?

    python benchmarks/mutants.py learn FOLDER
    python benchmarks/mutants.py try FOLDER sources/strict_yaml [more modules ...]

The first runs the tests once and keeps in FOLDER which test runs which line, and how long it takes.
The second makes one small change at a time to a module (a comparison turned round, a number one
larger, a call left out, a text changed), runs the tests that run the changed line, the quickest
first and for `--seconds` at most, and lists the changes that none of them noticed. Each change is
tried in a process forked from one that has the libraries loaded, and nothing of the project is
written to. `--every N` tries each Nth change only, `--jobs N` tries so many at a time, `--lines`
tries those of some lines, and `--also` names files of tests that have come since.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from xml.etree import ElementTree

import coverage
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "checker" / "peelcheck"

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """One change: its line and column, what it is, and the module with it."""

    line: int
    column: int
    what: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every change to `source`, one at a time."""
    tree = ast.parse(source)
    places = list(_deciding(tree))
    for number, node in enumerate(places):
        for change in range(len(_changes(node))):
            changed = copy.deepcopy(tree)
            twin = list(_deciding(changed))[number]
            what, do = _changes(twin)[change]
            do()
            ast.fix_missing_locations(changed)
            place: Any = node.target if isinstance(node, ast.comprehension) else node
            yield Mutant(place.lineno, place.col_offset + 1, what, changed)


def _deciding(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run, without docstrings, annotations, decorators and assertions."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "bases", "keywords_of_class"}:
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or isinstance(node, ast.Assert):
                continue
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            yield node
            yield from _deciding(node)


def _changes(node: ast.AST) -> list[tuple[str, object]]:  # noqa: C901, PLR0912 - one list of kinds
    """What can be changed at a node, and how."""
    found: list[tuple[str, object]] = []

    def add(what: str, attribute: str, value: object) -> None:
        found.append((what, lambda: setattr(node, attribute, value)))

    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                other = _COMPARISONS[type(op)]
                new = [*ops[:i], other(), *ops[i + 1 :]]
                add(f"{type(op).__name__} -> {other.__name__}", "ops", new)
        case ast.BoolOp():
            other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            add(f"{type(node.op).__name__} -> {type(other_op).__name__}", "op", other_op)
        case ast.BinOp() if type(node.op) in _SUMS and not _is_type(node):
            other_sum = _SUMS[type(node.op)]
            add(f"{type(node.op).__name__} -> {other_sum.__name__}", "op", other_sum())
        case ast.UnaryOp(op=ast.Not()):
            add("not left out", "op", ast.UAdd())
            found[-1] = ("not left out", lambda: _double_not(node))
        case ast.UnaryOp(op=ast.USub()):
            add("minus left out", "op", ast.UAdd())
        case ast.If() | ast.IfExp() | ast.While():
            add("condition turned round", "test", ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension(ifs=[first, *rest]):
            add("condition turned round", "ifs", [ast.UnaryOp(ast.Not(), first), *rest])
        case ast.Constant(value=bool() as value):
            add(f"{value} -> {not value}", "value", not value)
        case ast.Constant(value=int() as value):
            add(f"{value} -> {value + 1}", "value", value + 1)
        case ast.Constant(value=str() as value):
            add(f"{value[:20]!r} changed", "value", f"{value}X" if value else "X")
        case ast.Return(value=ast.AST() as value) if not _is_none(value):
            add("returns None", "value", ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            add(f"{ast.unparse(node)[:40]} left out", "value", ast.Constant(None))
        case ast.Name(id=name) if name in _NAMES:
            add(f"{name} -> {_NAMES[name]}", "id", _NAMES[name])
        case ast.Break():
            found.append(("break -> continue", lambda: setattr(node, "__class__", ast.Continue)))
        case ast.Continue():
            found.append(("continue -> break", lambda: setattr(node, "__class__", ast.Break)))
    return found


def _double_not(node: ast.UnaryOp) -> None:
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_type(node: ast.BinOp) -> bool:
    """`date | time` in a match or isinstance is no sum."""
    return isinstance(node.op, ast.BitOr) and all(
        isinstance(side, ast.Name | ast.BinOp | ast.Constant) for side in (node.left, node.right)
    )


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out the changed module in place of the one on disk."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if name != self.name:
            return None
        within = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            name, self.path, loader=self, submodule_search_locations=within
        )

    def create_module(self, spec: ModuleSpec) -> None:  # noqa: ARG002 - the usual module will do
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 - our own


class Test(NamedTuple):
    """A test as pytest names it, its seconds, and how many lines of the package it runs."""

    name: str
    seconds: float
    lines: int


def learn(folder: Path) -> None:
    """Run the tests once and keep what each of them runs."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--cov", "--cov-context=test", "--cov-report=", f"--junitxml={folder / 'tests.xml'}"]
    environment = {**os.environ, "COVERAGE_FILE": str(folder / "coverage")}
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not needs", *options]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit("The tests fail without any change.")


def _order(test: Test) -> tuple[float, int, str]:
    """The quickest first, and of those the most particular."""
    return (round(test.seconds, 1), test.lines, test.name)


class Known:
    """Which tests run which line of a module, as learned."""

    def __init__(self, folder: Path) -> None:
        self.seconds = {
            f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}":
                float(case.get("time", 0))
            for case in ElementTree.parse(folder / "tests.xml").iter("testcase")  # noqa: S314 - our own
        }  # fmt: skip
        self.data = coverage.CoverageData(str(folder / "coverage"))
        self.data.read()
        self.lines: dict[str, int] = {}

    def of(self, module: str) -> dict[int, set[Test]]:
        """The tests that run each line."""
        end = f"/{PACKAGE.name}/{module}.py"
        file = next(file for file in self.data.measured_files() if file.endswith(end))
        by_line = self.data.contexts_by_lineno(file)
        names = {name.rpartition("|")[0] for found in by_line.values() for name in found if name}
        ran = {name: sum(f"{name}|run" in found for found in by_line.values()) for name in names}
        tests = {name: Test(name, self.seconds.get(name, 60), ran[name]) for name in names}
        return {
            line: {tests[name.rpartition("|")[0]] for name in found if name}
            for line, found in by_line.items()
        }


def _lines_of(mutant: Mutant, tree: ast.Module) -> set[int]:
    """The lines that run what was changed: its statement's, or those that use its name."""
    statement = _innermost(tree, mutant.line)
    inside = any(
        isinstance(node, ast.FunctionDef) and statement in list(ast.walk(node))[1:]
        for node in ast.walk(tree)
    )
    if inside:
        return _own_lines(statement)
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    if isinstance(statement, ast.FunctionDef):  # a default, set when the module is loaded
        return {line for inner in statement.body for line in _own_lines(inner)}
    return {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load)
    }


def _innermost(tree: ast.Module, line: int) -> ast.stmt:
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return min(found, key=lambda node: (node.end_lineno or 0) - node.lineno)


def _own_lines(statement: ast.stmt) -> set[int]:
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno
    return set(range(statement.lineno, max(statement.lineno, last or 0) + 1))


def _tests_for(
    module: str, mutant: Mutant, tree: ast.Module, by_line: dict[int, set[Test]], seconds: float
) -> list[Test]:
    """Those that run most of it first, then those of the module's own file, then the quickest."""
    own = f"test_{module.rpartition('/')[2]}.py"
    lines = [by_line.get(line, set()) for line in _lines_of(mutant, tree)]
    found = set[Test]().union(*lines) or set[Test]().union(*by_line.values())
    right_there = by_line.get(mutant.line, set())

    def order(test: Test) -> tuple[object, ...]:
        runs = sum(test in tests for tests in lines)
        return test not in right_there, -runs, own not in test.name, *_order(test)

    chosen: list[Test] = []
    files, spent = set[str](), 0.0
    for test in sorted(found, key=order):
        file = test.name.partition("::")[0]
        if chosen and (spent + test.seconds > seconds or (file not in files and len(files) > 11)):
            continue
        spent += test.seconds
        files.add(file)
        chosen.append(test)
    return chosen


def _of_first_files(tests: list[Test]) -> list[Test]:
    """Those of two files, as most changes are noticed by them, and each file takes time to load."""
    files = list(dict.fromkeys(test.name.partition("::")[0] for test in tests))
    few = [test for test in tests if test.name.partition("::")[0] in files[:2]]
    tests[:] = [*few, *(test for test in tests if test not in few)]
    return few


class _Only:
    """Runs the chosen tests of the files collected, in their order."""

    def __init__(self, chosen: Sequence[Test], also: Sequence[str]) -> None:
        self.order = {test.name: number for number, test in enumerate(chosen)}
        self.also = also

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [
            item
            for item in items
            if item.nodeid in self.order or item.nodeid.partition("::")[0] in self.also
        ]
        items.sort(key=lambda item: self.order.get(item.nodeid, -1))


class _Tried(NamedTuple):
    """A change that is being tried, with which tests and until when.

    `before` are the tests that did not notice it before, `most` all that there are.
    """

    mutant: Mutant
    tests: list[Test]
    deadline: float
    before: int = 0
    most: int = 0


def _start(
    change: _Changed, mutant: Mutant, tests: list[Test], also: Sequence[str]
) -> tuple[int, _Tried]:
    """Run the tests on a change in a process of its own, with no more time than is due."""
    seconds = 3 * sum(test.seconds for test in tests) + 20 + 60 * len(also)
    child = os.fork()
    if child == 0:
        _be_the_child(change, tests, also, seconds)
    return child, _Tried(mutant, tests, time.monotonic() + 3 * seconds)


def _next_to_end(tried: dict[int, _Tried]) -> tuple[_Tried, bool]:
    """Wait until one ends or is out of time: which, and whether no test noticed the change."""
    while True:
        for child, one in tried.items():
            done, status = os.waitpid(child, os.WNOHANG)
            late = not done and time.monotonic() > one.deadline
            if late:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            if done or late:
                del tried[child]
                return one, not late and status == 0
        time.sleep(0.01)


def _be_the_child(
    change: _Changed, tests: Sequence[Test], also: Sequence[str], seconds: float
) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.meta_path.insert(0, change)
    files = list(dict.fromkeys([*also, *(test.name.partition("::")[0] for test in tests)]))
    options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "--tb=no"]
    unwarned = "-Wignore::pytest.PytestAssertRewriteWarning"
    status = pytest.main([*options, unwarned, *files], plugins=[_Only(tests, also)])
    os._exit(0 if status == pytest.ExitCode.OK else 1)


def _load_what_never_changes() -> None:
    for name in (
        "yaml", "jsonschema", "click", "tabulate", "openpyxl", "duckdb", "hypothesis.strategies",
        "hypothesis.extra._patching", "pytest_cov.plugin", "xdist.plugin",
    ):  # fmt: skip
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def try_all(module: str, known: Known, asked: argparse.Namespace) -> None:
    """Try the changes to a module and print those that live, and what share does not."""
    path = PACKAGE / f"{module}.py"
    name = "peelcheck." + module.replace("/", ".")
    source = path.read_text("utf-8")
    tree, by_line = ast.parse(source), known.of(module)
    found = [mutant for mutant in mutants(source) if not asked.lines or mutant.line in asked.lines][
        :: asked.every
    ]
    waiting, tried, alive = deque((mutant, 0) for mutant in found), dict[int, _Tried](), 0
    start = time.monotonic()
    while waiting or tried:
        while waiting and len(tried) < asked.jobs:
            mutant, tests_before = waiting.popleft()
            tests = _tests_for(module, mutant, tree, by_line, asked.seconds)
            few = _of_first_files(tests)
            change = _Changed(name, path, mutant.tree)
            due = tests[tests_before:] if tests_before else few
            child, one = _start(change, mutant, due, asked.also)
            tried[child] = one._replace(before=tests_before, most=len(tests))
        one, lives = _next_to_end(tried)
        tested = one.before + len(one.tests)
        if lives and tested < one.most:
            waiting.appendleft((one.mutant, tested))
        elif lives:
            alive += 1
            line, column, what, _ = one.mutant
            print(f"  {module}.py:{line}:{column}: {what} ({tested} tests)", flush=True)
    took = time.monotonic() - start
    killed = len(found) - alive
    share = killed / max(1, len(found))
    print(f"{module}: {killed} of {len(found)} noticed ({share:.1%}), {took:.0f} s", flush=True)


def main() -> None:
    """Learn what the tests run, or try the changes to modules."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    words.add_argument("do", choices=["learn", "try"])
    words.add_argument("folder", type=Path, help="where what was learned is kept")
    words.add_argument("modules", nargs="*", help="as in judging/judgement")
    words.add_argument("--every", type=int, default=1, help="try each Nth change only")
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    words.add_argument("--seconds", type=float, default=20, help="of tests for one change")
    words.add_argument("--lines", type=int, nargs="+", default=[])
    words.add_argument("--also", nargs="+", default=[], help="as in tests/test_judging.py")
    asked = words.parse_args()
    folder = asked.folder.resolve()
    os.chdir(ROOT)
    if asked.do == "learn":
        learn(folder)
        return
    _load_what_never_changes()
    known = Known(folder)
    for module in asked.modules:
        try_all(module, known, asked)


if __name__ == "__main__":
    main()
