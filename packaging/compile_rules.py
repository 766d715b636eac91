"""Compile the shipped rules into modules of plain constructor calls, when a wheel is built.

    python packaging/compile_rules.py FOLDER

It writes three files: `shipped_rules.py` with the rules without their tables, `shipped_tables.py`,
and `shipped_rules.sha256` with the hash of both modules and of every file that the rules were read
from, and of the code that read them. While all of these are the same, `pipeline/compiled_rules.py`
uses the modules. `build_hook.py` puts the three into a wheel; a source tree and an editable install
never have them.
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

from peelcheck.pipeline.tried_packs import load_packs  # noqa: E402

HEAD = '''"""Shipped rules as constructor calls, made from rules/ when the wheel was built."""

from __future__ import annotations

from types import MappingProxyType

'''


def write(folder: Path) -> None:
    """Write the modules and the hashes.

    Raises ProblemsFound if the rules have a problem or an example fails, and SystemExit if a module
    does not give the same rules.
    """
    read = load_packs(())
    sources = {"shipped_rules": module_of(read._replace(tables={}))}
    sources["shipped_tables"] = module_of(read.tables)
    if any(module_of(made_by(source)) != source for source in sources.values()):
        sys.exit("The compiled rules differ from those that were read.")
    files = _files_read()
    hashes = "".join(_line(name, files[name].read_bytes()) for name in sorted(files))
    made_from = hashlib.sha256(hashes.encode("ascii")).hexdigest()
    for name, source in sources.items():
        module = f"{source}\n\nMADE_FROM = {made_from!r}\n".encode()
        (folder / f"{name}.py").write_bytes(module)
        hashes += _line(f"pipeline/{name}.py", module)
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


def module_of(value: Any) -> str:
    """Return the source of a module whose function `made` returns this value."""
    classes: set[type] = set()
    call = _source(value, classes)
    names = sorted((one.__module__, one.__qualname__) for one in classes)
    imports = "".join(f"from {module} import {name}\n" for module, name in names)
    return f"{HEAD}{imports}\n\ndef made() -> {type(value).__qualname__}:\n    return {call}\n"


def made_by(source: str) -> Any:
    """Return what a module of this source makes."""
    names: dict[str, Any] = {}
    exec(compile(source, "shipped.py", "exec"), names)  # noqa: S102 - the text is our own
    return names["made"]()


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
