"""excuses.yaml of a rule pack: changes that no test need notice, by name, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from peelcheck.errors import Problems
from peelcheck.model.lint_codes import Code
from peelcheck.reading.packs import Folder, open_packs
from peelcheck.reading.schema import has_shape
from peelcheck.sources.nodes import Mapping, Text


def read_excuses(folders: Sequence[Folder], problems: Problems) -> dict[str, str]:
    """Return the excuses of these packs without problems: the reason by the name of the change."""
    found: dict[str, str] = {}
    with problems.under(Code.WRONG_SCENARIO):
        for pack in open_packs(folders, problems):
            for node in pack.words("excuses"):
                if has_shape(node, "excuses", problems) and isinstance(node, Mapping):
                    found |= {
                        entry.key.value: entry.value.value
                        for entry in node.entries
                        if isinstance(entry.value, Text)
                    }
            pack.withhold_contents()
    return found
