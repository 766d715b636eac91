"""Results to text: one module a format, each a function from a result and a page to text.

A format's module is loaded when it is asked for, so that a check does not wait for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from peelcheck.errors import InvalidValue
from peelcheck.model.pack_words import speaking
from peelcheck.modules import load_module
from peelcheck.reports.formats import FORMATS, LAYOUTS
from peelcheck.reports.layout import Page

if TYPE_CHECKING:
    from peelcheck.model.results import Result

_EXTRA = ("jinja2", "markupsafe", "xlsxwriter")
"""Libraries that only some reports need."""

Render = Callable[["Result", Page], str]
RenderBytes = Callable[["Result", Page], bytes]
RenderFolder = Callable[["Result", Page], Mapping[str, str]]
_Made = TypeVar("_Made")


def _module(name: str) -> Any:
    """Return the module of that name."""
    try:
        return load_module(f"peelcheck.reports.{name}")
    except ModuleNotFoundError as missing:
        if missing.name not in _EXTRA:
            raise
        what = f"This report needs {missing.name}."
        raise InvalidValue(what, 'Install it with: pip install "peelcheck[reports]"') from None


class _Loaded(Mapping[str, _Made]):
    """The function `render` of each module, by the name of what it makes."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> _Made:
        render = _module(self._modules[name]).render

        def in_its_words(result: Result, page: Page) -> Any:
            with speaking(result.rulebook.words):
                return render(result, page)

        return cast("_Made", in_its_words)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


REPORTS: Mapping[str, Render] = _Loaded(
    {row.name: row.module for row in FORMATS.values() if not row.is_binary and not row.is_folder}
)
"""The functions of the formats that are text, by name."""

TO_A_FILE: Mapping[str, RenderBytes] = _Loaded(
    {row.name: row.module for row in FORMATS.values() if row.is_binary}
)
"""The functions of the binary formats, which are written to a file only."""

TO_A_FOLDER: Mapping[str, RenderFolder] = _Loaded(
    {row.name: row.module for row in FORMATS.values() if row.is_folder}
)
"""The functions of the formats that are a folder: the text of each file by its path in there."""

BY: Mapping[str, Render] = _Loaded(LAYOUTS)
"""Other layouts of the text report, by what --by names."""
