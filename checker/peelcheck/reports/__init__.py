"""Results to text: one module a format, each a function from a result and a page to text.

A format's module is loaded when it is asked for, so that a check does not wait for the others.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from peelcheck.errors import InvalidValue
from peelcheck.model.results import Result
from peelcheck.reports.layout import Page

_EXTRA = ("jinja2", "markupsafe", "xlsxwriter")
"""Libraries that only some reports need."""

Render = Callable[[Result, Page], str]
RenderBytes = Callable[[Result, Page], bytes]
_Made = TypeVar("_Made")


def _module(name: str) -> Any:
    """The module of that name. Raises InvalidValue where a library that it needs is not there."""
    try:
        return importlib.import_module(f"peelcheck.reports.{name}")
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
        render: _Made = _module(self._modules[name]).render
        return render

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


REPORTS: Mapping[str, Render] = _Loaded(
    {
        "text": "as_text",
        "json": "as_json",
        "html": "as_html",
        "md": "as_markdown",
        "csv": "as_csv",
        "junit": "as_junit",
        "sarif": "as_sarif",
        "github": "as_github",
        "gitlab": "as_gitlab",
        "azure": "as_azure",
    }
)
"""The formats by name."""

TO_A_FILE: Mapping[str, RenderBytes] = _Loaded({"xlsx": "as_xlsx"})
"""Formats that are no text, and are written to a file only."""

BY: Mapping[str, Render] = _Loaded({"afi": "by_afi"})
"""Other ways to lay out the text report, by what they go by."""
