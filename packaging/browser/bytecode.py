"""Turn the .py files of an archive into bytecode, within the runtime that will read them.

A browser would otherwise compile 800 files on each start. Docstrings are left out, as nobody reads
them there; assertions stay. The hash of its source is in each file, so the same source gives the
same bytes.
"""

from __future__ import annotations

import ast
import importlib.util
import marshal
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNCHECKED_HASH = (1).to_bytes(4, "little")
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def compile_archive(source: str, target: str, leave_out: tuple[str, ...]) -> None:
    """Write the archive `target` from `source`, without names that begin as in `leave_out`."""
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as written:
        for name in sorted(read.namelist()):
            if name.endswith("/") or name.startswith(leave_out):
                continue
            content = read.read(name)
            if name.endswith(".py"):
                name, content = f"{name}c", _bytecode(content, name)  # noqa: PLW2901
            written.writestr(zipfile.ZipInfo(name, _EARLIEST), content)


def _bytecode(source: bytes, name: str) -> bytes:
    code = compile(_without_docstrings(ast.parse(source)), name, "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            rest = node.body[1:]
            node.body = rest or [ast.copy_location(ast.Pass(), node.body[0])]
    return tree
