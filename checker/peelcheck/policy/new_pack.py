"""The beginning of a rule pack to distribute: a Python package with a folder for rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from peelcheck.errors import InvalidValue
from peelcheck.policy.yaml_text import modeline
from peelcheck.reading.packs import SHIPPED
from peelcheck.reading.schema import EDITOR_FOLDER, schema_file
from peelcheck.sources.installed import GROUP

_NAME = re.compile(r"[a-z](?:-?[a-z0-9])*")


def new_pack(name: str) -> Mapping[str, str]:
    """Return the texts of a pack's files, by their path in it.

    Raises InvalidValue for an impossible name.
    """
    if not _NAME.fullmatch(name) or name == SHIPPED or len(name) > 60:
        what = f"{name} cannot be the name of a rule pack."
        raise InvalidValue(
            what, "Use small letters, digits and single dashes, as in anytown-police."
        )
    folder = folder_of(name)
    (first,) = modeline(f"{EDITOR_FOLDER}/{schema_file('pack')}")
    return {
        "pyproject.toml": _PYPROJECT.format(name=name, folder=folder, group=GROUP),
        "README.md": _README.format(name=name, folder=folder),
        f"{folder}/__init__.py": f'"""The rules called {name}. There is no code here."""\n',
        f"{folder}/pack.yaml": f"{first}\nname: {name}\n",
    }


def folder_of(name: str) -> str:
    """Return the folder of a pack's rules, which is the name of a package in Python too."""
    return f"{name.replace('-', '_')}_rules"


_PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{name}-rules"
version = "1"
description = "Rules for peelcheck, used where --rules names them: {name}"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["peelcheck"]

[project.entry-points."{group}"]
{name} = "{folder}"

[tool.hatch.build.targets.wheel]
packages = ["{folder}"]
"""

_README = """\
# {name}

Rules for peelcheck. They add to those that came with it, and change those only by name.

```sh
peelcheck new rule RULE-ID --rules peelcheck --rules {folder}
peelcheck rules lint peelcheck {folder}
peelcheck rules schema --pack peelcheck --pack {folder} -o {folder}/.schemas
python -m pip wheel --no-deps --wheel-dir dist .
```

Whoever installs the wheel names the pack; it changes no answer because it is there:

```sh
peelcheck data.yaml --rules peelcheck --rules {name}
```
"""
