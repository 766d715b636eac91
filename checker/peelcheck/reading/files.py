"""A file that a person named, to nodes: by its ending YAML or JSON."""

from __future__ import annotations

import os
from pathlib import PurePath

from peelcheck.errors import Faults, FaultsFound
from peelcheck.model.places import Place
from peelcheck.model.problems import Problem
from peelcheck.sources.decode import read_bytes
from peelcheck.sources.nodes import Node
from peelcheck.sources.strict_json import read_json
from peelcheck.sources.strict_yaml import read_yaml

_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet")


def read_data_file(path: str, faults: Faults) -> Node:
    """The nodes of a return. Raises FaultsFound where there are none to go on with."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on a name that is too long
        raise FaultsFound([Problem(Place(path), "This is a folder.", "Name the returns in it.")])
    raw = read_bytes(path)
    ending = PurePath(path).suffix.lower()
    if ending in (".yaml", ".yml"):
        return read_yaml(raw, path, faults)
    if ending == ".json":
        return read_json(raw, path, faults)
    if ending in _TABLES:
        what = "This is a table, and a return is a YAML or JSON file."
        instead = (
            f"Of cases: peelcheck new return --from {PurePath(path).name} writes a return that "
            f"names it. Of figures: name it in a return, as in sheets: [{PurePath(path).name}]."
        )
    else:
        what = "The name of a return ends in .yaml or .json."
        instead = "Rename the file, if it is one."
    raise FaultsFound([Problem(Place(path), what, instead)])
