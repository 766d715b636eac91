"""The formats of a report, one row each; what a new format needs is its module and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from peelcheck.model.named_tuple import NamedTuple


class Format(NamedTuple):
    """One format: its name, and the module in this package whose `render` makes it.

    `endings` are those of files that say the format by their name. A binary format is written to
    a file only. `has_charts`: it shows months as pictures. `has_record`: it says which files were
    read. `has_metadata`: a file that describes its columns is written beside it. `is_folder`: its
    `render` returns the text of each file, and the name is that of a folder.
    """

    name: str
    module: str
    endings: tuple[str, ...] = ()
    is_binary: bool = False
    has_charts: bool = False
    has_record: bool = False
    has_metadata: bool = False
    is_folder: bool = False


_ROWS = (
    Format("text", "as_text", (".txt",)),
    Format("json", "as_json", (".json",), has_record=True),
    Format("html", "as_html", (".html", ".htm"), has_charts=True, has_record=True),
    Format("site", "as_site", has_charts=True, has_record=True, is_folder=True),
    Format("md", "as_markdown", (".md",)),
    Format("csv", "as_csv", (".csv",), has_metadata=True),
    Format("afis", "as_afis", has_metadata=True),
    Format("junit", "as_junit", (".xml",)),
    Format("sarif", "as_sarif", (".sarif",)),
    Format("github", "as_github"),
    Format("gitlab", "as_gitlab"),
    Format("azure", "as_azure"),
    Format("xlsx", "as_xlsx", (".xlsx",), is_binary=True, has_charts=True, has_record=True),
)

METADATA_ENDING = "-metadata.json"
"""What the name of a metadata file has behind the name of its table."""

FORMATS: Mapping[str, Format] = MappingProxyType({row.name: row for row in _ROWS})
"""The formats by name, in the order in which they are listed."""

FORMAT_OF_ENDING: Mapping[str, Format] = MappingProxyType(
    {ending: row for row in _ROWS for ending in row.endings}
)
"""The format that the ending of a file's name means."""

LAYOUTS: Mapping[str, str] = MappingProxyType({"afi": "by_afi"})
"""Other layouts of the text format: what --by names, and the module that makes it."""
