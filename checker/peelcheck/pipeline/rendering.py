"""A result as a report, in every format of the command line."""

from __future__ import annotations

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.results import Result
from peelcheck.pipeline import arguments
from peelcheck.pipeline.charts import add_charts
from peelcheck.reports import BY, REPORTS, TO_A_FILE, formats
from peelcheck.reports.layout import NARROWEST, Page

FORMATS = tuple(name for name, row in formats.FORMATS.items() if not row.is_folder)
"""The formats that a report may have; xlsx gives bytes, every other one text."""


def render(
    result: Result,
    format: str = "text",  # noqa: A002 - as the option of the command line is called
    *,
    by: str | None = None,
    width: int = NARROWEST,
    colour: bool = False,
    marking: str = "",
) -> str | bytes:
    """Return a result as a report: bytes for xlsx, text for every other format.

    `by="afi"` lays the text report out by AFI; `width` is in columns and `colour` for a terminal,
    both of the text report; `marking` is a protective marking on HTML and Excel. Raises
    InvalidValue, also where a library that the format needs is not installed.
    """
    checked = arguments.result(result)
    if format not in FORMATS:
        hint = did_you_mean(str(format), FORMATS) or f"Known are {', '.join(FORMATS)}."
        raise InvalidValue(f"{format} is not a format.", hint)
    if by is not None and (by not in BY or format != "text"):
        raise InvalidValue(
            f"by {by}: a {format} report has no such layout.", 'Write by="afi" for text.'
        )
    if isinstance(width, bool) or not isinstance(width, int) or width < NARROWEST:
        raise InvalidValue(f"width {width} is too narrow.", f"Write a number from {NARROWEST}.")
    page = Page(width, colour, marking)
    if formats.FORMATS[format].has_charts:
        checked = add_charts(checked)
    if formats.FORMATS[format].is_binary:
        return TO_A_FILE[format](checked, page)
    return (BY[by] if by else REPORTS[format])(checked, page)
