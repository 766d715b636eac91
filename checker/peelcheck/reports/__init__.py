"""Results to text: one module a format, each a function from a result and a page to text.

A format's module is loaded when it is asked for, so that a check does not wait for the others.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping

from peelcheck.model.findings import Result
from peelcheck.reports.layout import Page

Render = Callable[[Result, Page], str]


class _Loaded(Mapping[str, Render]):
    """The function `render` of each module, by the name of what it makes."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> Render:
        module = importlib.import_module(f"peelcheck.reports.{self._modules[name]}")
        render: Render = module.render
        return render

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


REPORTS: Mapping[str, Render] = _Loaded(
    {
        "text": "as_text",
        "json": "as_json",
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

BY: Mapping[str, Render] = _Loaded({"afi": "by_afi"})
"""Other ways to lay out the text report, by what they go by."""
