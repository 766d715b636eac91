"""Write the pages of docs/reference/ from the program: commands, files, and the Python interface.

    python .ci/reference.py docs/reference

`tests/test_reference_pages.py` fails where a page is not what the program says now.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

import peelcheck
from peelcheck.cli.group import command

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "checker/peelcheck/reading/schemas"
NOTE = "Made from the program by `.ci/reference.py`; do not edit this page."
FILES = (
    "return", "profile", "exceptions", "register", "rule", "override", "table", "table_extension",
    "figures", "targets", "facts", "benchmarks", "scopes", "forces", "scenarios", "excuses", "pack",
)  # fmt: skip
"""Kinds of file, those of a force first."""
ABOUT_FILES = (
    "`peelcheck rules schema NAME` prints the whole schema of a kind of file. An editor with YAML "
    "support shows these words as you type. `NAME` is any name, and `[]` each entry of a list."
)


def pages() -> dict[str, str]:
    """Return the text of each page by the name of its file."""
    return {"commands.md": commands(), "files.md": files(), "python.md": python_interface()}


def commands() -> str:
    """Return the page of every command with every option."""
    parts = ["# Every command and option", NOTE, "`peelcheck DATA...` checks. A word that is a "]
    parts[-1] += "command runs that command. `peelcheck COMMAND --help` prints the same."
    parts += [_command(path, one) for path, one in _all_commands("peelcheck", command)]
    return "\n\n".join(parts) + "\n"


def _all_commands(path: str, one: click.Command) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(one, info_name=path, help_option_names=["-h", "--help"])
    if isinstance(one, click.Group):
        for name in one.list_commands(context):
            if found := one.get_command(context, name):
                is_check = path == "peelcheck" and name == "check"
                yield from _all_commands("peelcheck" if is_check else f"{path} {name}", found)
    else:
        yield path, one


def _command(path: str, one: click.Command) -> str:
    context = click.Context(one, info_name=path, help_option_names=["-h", "--help"])
    usage = " ".join([path, *one.collect_usage_pieces(context)])
    title = "peelcheck DATA: a check" if path == "peelcheck" else path
    rows = ["| option | meaning |", "|---|---|"]
    for param in one.params:
        record = param.get_help_record(context)
        if isinstance(param, click.Option) and record:
            rows.append(f"| `{_cell(_spaced(record[0]))}` | {_cell(_plain(record[1]))} |")
    words = (command if path == "peelcheck" else one).help or ""
    described = _plain(words).replace("\n", "\n\n")
    table = "\n".join(rows) if len(rows) > 2 else "It has no options."
    return "\n\n".join([f"## {title}", f"```text\n{usage}\n```", described, table])


def _spaced(names: str) -> str:
    """Return the names of an option with its values apart by spaced strokes."""
    return names.replace("|", " | ")


def _plain(text: str) -> str:
    """Return paragraphs on a line each, without click's marks."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\b", "").strip())
    return "\n".join(" ".join(part.split()) for part in paragraphs if part.strip())


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", r"\|")


def files() -> str:
    """Return the page of every kind of file with every key, from the schemas."""
    parts = [
        "# Every file and key",
        NOTE,
        ABOUT_FILES,
    ]
    for name in FILES:
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
        rows = [f"| `{key}` | {_cell(text)} |" for key, text in _keys(schema, schema, "")]
        title = str(schema["title"])
        parts += [f"## {title[0].upper()}{title[1:]}", schema["description"]]
        parts.append("\n".join(["| key | meaning |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _keys(
    node: Mapping[str, object], schema: Mapping[str, object], path: str, depth: int = 0
) -> Iterator[tuple[str, str]]:
    """Yield each key with its path and its description, three levels deep."""
    node = _resolved(node, schema)
    children = [(str(key), one, path) for key, one in _mapping(node.get("properties")).items()]
    if isinstance(node.get("additionalProperties"), dict):
        children.append(("NAME", node["additionalProperties"], path))
    if isinstance(node.get("items"), dict) and "properties" not in node:
        children.append(("[]", node["items"], path))
    for key, child, before in children:
        found = _resolved(_mapping(child), schema)
        name = f"{before}{key}" if key == "[]" or not before else f"{before}.{key}"
        described = str(found.get("description", ""))
        if described:
            need = " Required." if key in _list(node.get("required")) else ""
            yield name, described + need
        if depth < 3:
            yield from _keys(found, schema, name, depth + 1)


def _resolved(node: Mapping[str, object], schema: Mapping[str, object]) -> Mapping[str, object]:
    """Return a node with what it refers to in its own schema."""
    ref = str(node.get("$ref", ""))
    if not ref.startswith("#/$defs/"):
        return node
    named = _mapping(_mapping(schema["$defs"])[ref.removeprefix("#/$defs/")])
    return {**named, **{key: value for key, value in node.items() if key != "$ref"}}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def python_interface() -> str:
    """Return the page of every name that `import peelcheck` offers."""
    parts = [
        "# Every name of the Python interface",
        NOTE,
        "[From Python](../python.md) shows how they are used together.",
    ]
    names = sorted({*peelcheck.__all__} - {"__version__"}, key=lambda name: (name.lower(), name))
    parts += [_python_name(name, getattr(peelcheck, name)) for name in names]
    return "\n\n".join(parts) + "\n"


def _python_name(name: str, value: object) -> str:
    parts = [f"## {name}"]
    if inspect.isclass(value) or inspect.isfunction(value):
        described = inspect.cleandoc(value.__doc__ or "")
        if inspect.isfunction(value):
            parts.append(f"```python\n{_signature(name, value)}\n```")
        if described and not described.startswith(f"{name}("):
            parts.append("\n\n".join(_plain(described).split("\n")))
        if fields := _fields(value):
            parts.append(f"Fields: {', '.join(f'`{field}`' for field in fields)}.")
        members = getattr(value, "__members__", {})
        if members:
            parts.append(f"Values: {', '.join(f'`{member}`' for member in members)}.")
    else:
        parts.append(f"`{value!r}`")
    return "\n\n".join(parts)


def _fields(value: object) -> list[str]:
    names = getattr(value, "_fields", None) or getattr(value, "__dataclass_fields__", ())
    return [name for name in names if not name.startswith("_")]


def _signature(name: str, function: object) -> str:
    """Return a function's head, an argument a line where it is long."""
    found = inspect.signature(function)  # type: ignore[arg-type]
    arguments: list[str] = []
    for one in found.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not any(a.startswith("*") for a in arguments):
            arguments.append("*")
        stars = "*" if one.kind is one.VAR_POSITIONAL else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        arguments.append(f"{stars}{one.name}: {one.annotation}{default}")
    line = f"{name}({', '.join(arguments)}) -> {found.return_annotation}"
    if len(line) <= 96:
        return line
    return "\n".join([
        f"{name}(", *(f"    {one}," for one in arguments), f") -> {found.return_annotation}"
    ])  # fmt: skip


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in pages().items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
        print(folder / file)
