"""Compile the shipped rules into a module of plain constructor calls, when a wheel is built.

    python packaging/compile_rules.py FOLDER

It writes two files: `shipped_rules.py`, and `shipped_rules.sha256` with the hash of that module and
of every file that the rules were read from, and of the code that read them. While all of these are
the same, `pipeline/compiled_rules.py` uses the module. `build_hook.py` puts the two into a wheel; a
source tree and an editable install never have them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "checker/peelcheck"
sys.path.insert(0, str(PACKAGE.parent))

from peelcheck.model.rules import Rulebook  # noqa: E402
from peelcheck.pipeline.tried_packs import load_packs  # noqa: E402

HEAD = '''"""The shipped rules as constructor calls, made from rules/ when the wheel was built."""

from __future__ import annotations

from types import MappingProxyType

'''


def write(folder: Path) -> None:
    """Write the module and the hashes.

    Raises ProblemsFound if the rules have a problem or an example fails, and SystemExit if the
    module does not give the same rules.
    """
    source = module_of(load_packs((), with_tables=False))
    if module_of(rulebook_of(source)) != source:
        sys.exit("The compiled rules differ from those that were read.")
    files = _files_read()
    read = "".join(_line(name, files[name].read_bytes()) for name in sorted(files))
    made_from = hashlib.sha256(read.encode("ascii")).hexdigest()
    module = f"{source}\n\nMADE_FROM = {made_from!r}\n".encode()
    (folder / "shipped_rules.py").write_bytes(module)
    hashes = read + _line("pipeline/shipped_rules.py", module)
    (folder / "shipped_rules.sha256").write_bytes(hashes.encode("ascii"))


def _files_read() -> dict[str, Path]:
    """Return every rule file, every module of ours that is loaded, and every schema."""
    rules = [path for path in (ROOT / "rules").rglob("*") if path.is_file()]
    found = {path.relative_to(ROOT).as_posix(): path for path in rules}
    loaded = [sys.modules[name] for name in sys.modules if name.split(".")[0] == "peelcheck"]
    code = [Path(str(module.__file__)) for module in loaded]
    schemas = (PACKAGE / "reading/schemas").glob("*.json")
    return found | {path.relative_to(PACKAGE).as_posix(): path for path in (*code, *schemas)}


def _line(name: str, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n"


def module_of(rulebook: Rulebook) -> str:
    """Return the source of a module whose function `rulebook` returns these rules."""
    classes: set[type] = set()
    call = _source(rulebook, classes)
    names = sorted((one.__module__, one.__qualname__) for one in classes)
    imports = "".join(f"from {module} import {name}\n" for module, name in names)
    return f"{HEAD}{imports}\n\ndef rulebook() -> Rulebook:\n    return {call}\n"


def rulebook_of(source: str) -> Rulebook:
    """Return the rules that a module of this source makes."""
    made: dict[str, Any] = {}
    exec(compile(source, "shipped_rules.py", "exec"), made)  # noqa: S102 - the text is our own
    rulebook: Rulebook = made["rulebook"]()
    return rulebook


def _source(value: Any, classes: set[type]) -> str:
    """Return an expression that makes the value; the classes that it names are added."""
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return repr(value)
    if kind is tuple:
        return f"({_sources(value, classes)})"
    if kind is frozenset:
        return f"frozenset(({_sources(sorted(value), classes)}))"
    if kind is dict:
        entries = (f"{_source(key, classes)}: {_source(value[key], classes)}" for key in value)
        return f"{{{', '.join(entries)}}}"
    if kind is MappingProxyType:
        return f"MappingProxyType({_source(dict(value), classes)})"
    classes.add(kind)
    if isinstance(value, Enum):
        return f"{kind.__qualname__}.{value.name}"
    return f"{kind.__qualname__}({_sources(_arguments(value), classes)})"


def _sources(values: Iterable[Any], classes: set[type]) -> str:
    return "".join(f"{_source(one, classes)}, " for one in values)


def _arguments(value: Any) -> tuple[Any, ...]:
    """Return what a value is made from, in the order of its class's parameters."""
    if type(value) is Fraction:
        return (value.numerator, value.denominator)
    if type(value) is date:
        return (value.year, value.month, value.day)
    if isinstance(value, tuple):
        return tuple(value)
    raise TypeError(f"{type(value).__qualname__} has no source")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
