"""Mutation testing: is each line that decides something held by a test?

    python benchmarks/mutants.py sources/strict_yaml test_strict_yaml.py [more tests ...]

makes one small change at a time to the module (a comparison turned round, a number one larger, a
call left out, a text changed), runs the tests named, and lists the changes that no test noticed.
Each change is tried in a process forked from one that has the libraries loaded, and nothing is
written to disk. `--every N` tries each Nth change only.
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
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

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
            line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1
            yield Mutant(line, column, what, changed)


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


def _run_tests(change: _Changed | None, tests: Sequence[str], seconds: float) -> bool:
    """Do the tests pass? In a process of its own, which has no more time than `seconds`."""
    child = os.fork()
    if child == 0:
        _be_the_child(change, tests, seconds)
    deadline = time.monotonic() + 3 * seconds + 30
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.02)


def _be_the_child(change: _Changed | None, tests: Sequence[str], seconds: float) -> None:
    import pytest  # noqa: PLC0415 - loaded in the parent already

    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if change:
        sys.meta_path.insert(0, change)
    options = [
        "-x",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        "--tb=no",
        "-Wignore::pytest.PytestAssertRewriteWarning",
    ]
    os._exit(int(pytest.main([*options, *tests])))


def _load_what_never_changes() -> None:
    for name in (
        "pytest", "_pytest.assertion.rewrite", "yaml", "jsonschema", "click", "tabulate",
        "openpyxl", "duckdb", "hypothesis.strategies",
        "hypothesis.extra._patching", "pytest_cov.plugin", "xdist.plugin",
    ):  # fmt: skip
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def main() -> None:
    """Try the changes and print those that live, and what share does not."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    words.add_argument("module", help="as in judging/verdict")
    words.add_argument("tests", nargs="+", help="as in test_judging.py")
    words.add_argument("--every", type=int, default=1, help="try each Nth change only")
    asked = words.parse_args()
    path = PACKAGE / f"{asked.module}.py"
    name = "peelcheck." + asked.module.removesuffix("/__init__").replace("/", ".")
    tests = [str(ROOT / "tests" / test) for test in asked.tests]
    os.chdir(ROOT)
    _load_what_never_changes()
    start = time.monotonic()
    if not _run_tests(None, tests, 600):
        sys.exit(f"{asked.module}: the tests fail without any change")
    seconds = 2 * (time.monotonic() - start) + 5
    every = list(mutants(path.read_text("utf-8")))[:: asked.every]
    alive = []
    for mutant in every:
        if _run_tests(_Changed(name, path, mutant.tree), tests, seconds):
            alive.append(mutant)
            print(f"  {asked.module}.py:{mutant.line}:{mutant.column}: {mutant.what}", flush=True)
    killed = len(every) - len(alive)
    took = time.monotonic() - start
    share = killed / max(1, len(every))
    print(f"{asked.module}: {killed} of {len(every)} noticed ({share:.1%}), {took:.0f} s")


if __name__ == "__main__":
    main()
