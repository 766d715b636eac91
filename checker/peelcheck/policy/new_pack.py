"""The beginning of a rule pack to distribute: a Python package with a folder for rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from peelcheck.errors import InvalidValue
from peelcheck.model.pack_words import key_of
from peelcheck.policy.yaml_text import modeline
from peelcheck.reading.packs import SHIPPED
from peelcheck.reading.schema import EDITOR_FOLDER, schema, schema_file
from peelcheck.sources.installed import GROUP

_BODY = re.compile(r"[a-z]+(?:[ -][a-z]+)*")
_NAME = re.compile(r"[a-z](?:-?[a-z0-9])*")


def new_pack(name: str, body_word: str = "") -> Mapping[str, str]:
    """Return the texts of a pack's files, by their path in it.

    With `body_word`, as in trust, it is the pack of another sector, with its words in its
    pack.yaml, and it is used alone. Raises InvalidValue for an impossible name or word.
    """
    if not _NAME.fullmatch(name) or name == SHIPPED or len(name) > 60:
        what = f"{name} cannot be the name of a rule pack."
        raise InvalidValue(
            what, "Use small letters, digits and single dashes, as in anytown-police."
        )
    folder = folder_of(name)
    one = _body(body_word) if body_word else ""
    (first,) = modeline(f"{EDITOR_FOLDER}/{schema_file('pack')}")
    return {
        "pyproject.toml": _PYPROJECT.format(name=name, folder=folder, group=GROUP),
        "README.md": (_README_OF_SECTOR if one else _README).format(
            name=name, folder=folder, one=one, key=key_of(one)
        ),
        f"{folder}/__init__.py": f'"""The rules called {name}. There is no code here."""\n',
        f"{folder}/pack.yaml": f"{first}\nname: {name}\n{_words_text(one) if one else ''}",
    }


def _body(word: str) -> str:
    """Return the word in small letters. Raises InvalidValue."""
    one = " ".join(word.lower().split())
    if not _BODY.fullmatch(one):
        what = f"{word} cannot be the word for a body that is judged."
        raise InvalidValue(what, "Write one word, as in trust, hospital or planning authority.")
    if key_of(one) in schema("return")["properties"]:
        what = f"A return has a key {key_of(one)} already."
        raise InvalidValue(what, "Choose another word, as in trust or hospital.")
    return one


def _words_text(one: str) -> str:
    return _WORDS.format(one=one, many=_many(one), example=f"Anytown {one.title()}")


def _many(one: str) -> str:
    """Return a word in the plural: trusts, authorities, churches."""
    if re.search(r"[^aeiou]y$", one):
        return f"{one[:-1]}ies"
    return f"{one}es" if re.search(r"(s|x|ch|sh)$", one) else f"{one}s"


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

_WORDS = """\
# The words of every report. Change them to those of your sector; these are a beginning.
words:
  body:
    one: {one}
    many: {many}
    example: {example}
  area:
    one: improvement action
    many: improvement actions
    short: action
  inspector: regulator
time_zone: Europe/London
"""

_README_OF_SECTOR = """\
# {name}

Standards for peelcheck, on their own: no other rules are judged beside them. `{folder}/pack.yaml`
has the words of the sector, which every report uses. A return names its {one} with `{key}:`.

```sh
peelcheck new rule RULE-ID --rules {folder}
peelcheck rules lint {folder}
peelcheck new return --rules {folder} -o data.yaml
peelcheck data.yaml --rules {folder}
python -m pip wheel --no-deps --wheel-dir dist .
```

Whoever installs the wheel names the pack: `peelcheck data.yaml --rules {name}`.
"""
