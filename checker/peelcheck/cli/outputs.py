"""The reports of a run: which formats, to which files, and which one is printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from peelcheck.cli.progress import show_writing
from peelcheck.errors import InvalidValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.results import Result
from peelcheck.model.wording import and_list
from peelcheck.modules import load_module
from peelcheck.reports import BY, REPORTS, TO_A_FILE, TO_A_FOLDER
from peelcheck.reports.formats import FORMAT_OF_ENDING, FORMATS, METADATA_ENDING
from peelcheck.reports.layout import Page
from peelcheck.sources.whole_files import is_written_through, stream_number, write_whole
from peelcheck.sources.whole_folders import write_folder

STDOUT = "-"
"""The name of a file that stands for standard output."""


class Output(NamedTuple):
    """One report to write."""

    format: str
    file: str


def read_output(text: str) -> Output:
    """Read FORMAT=FILE, or a file whose ending implies the format. Raises InvalidValue."""
    name, equals, file = text.partition("=")
    file = STDOUT if stream_number(file) == 1 else file
    if equals and name.isalnum():
        if name not in FORMATS:
            raise InvalidValue(f"{name} is not a format.", f"Known are {', '.join(FORMATS)}.")
        if not file:
            raise InvalidValue("The name of the file is missing.", f"Write {name}=FILE.")
        if FORMATS[name].is_folder and (file == STDOUT or is_written_through(file)):
            raise InvalidValue(f"{name} is a folder of pages.", f"Name a folder: -o {name}=FOLDER")
        if FORMATS[name].is_binary and file == STDOUT:
            raise InvalidValue(
                f"{name} is not text, so it cannot be printed.", f"Name a file: -o report.{name}"
            )
        return Output(name, file)
    ending = PurePath(text).suffix.lower()
    if ending not in FORMAT_OF_ENDING:
        raise InvalidValue(
            f"The name {text} does not name a format.",
            f"Names that do end in {and_list(FORMAT_OF_ENDING, 'or')}. "
            "Or write FORMAT=FILE, as in json=report.json.",
        )
    return Output(FORMAT_OF_ENDING[ending].name, text)


def printed_format(stdout_format: str | None, outputs: Iterable[Output]) -> str:
    """Return the format to print: standard output takes one report. Raises InvalidValue."""
    named = [output.format for output in outputs if output.file == STDOUT]
    asked = [*([stdout_format] if stdout_format else []), *named]
    if len(set(asked)) > 1:
        raise InvalidValue(
            f"{and_list(dict.fromkeys(asked))} cannot all be printed.",
            "Write all but one to files: -o FORMAT=FILE.",
        )
    return asked[0] if asked else "text"


def refuse_overwriting(outputs: Sequence[Output], inputs: Iterable[str]) -> None:
    """Refuse a report that would replace an input or another report. Raises InvalidValue."""
    read = {os.path.realpath(file) for file in inputs}
    for output in outputs:
        for file in (output.file, *metadata_files(output)):
            if os.path.realpath(file) in read:
                raise InvalidValue(
                    f"-o {file} would overwrite what is checked.", "Name another file."
                )
        if FORMATS[output.format].is_folder:
            _refuse_folder_of_inputs(output, read)
    files = [output.file for output in outputs if output.file != STDOUT]
    files += [file for output in outputs for file in metadata_files(output)]
    written = [os.path.realpath(file) for file in files if not is_written_through(file)]
    if len(set(written)) < len(written):
        raise InvalidValue("Two reports would go to one file.", "Give each -o a file of its own.")


def _refuse_folder_of_inputs(output: Output, read: Iterable[str]) -> None:
    folder = os.path.realpath(output.file)
    if any(os.path.commonpath([folder, file]) == folder for file in read):
        raise InvalidValue(
            f"-o {output.format}={output.file} would replace a folder of what is checked.",
            "Name another folder.",
        )


def metadata_files(output: Output) -> Iterator[str]:
    """Return the file with the metadata of a table; none for what is printed or written through."""
    is_kept = output.file != STDOUT and not is_written_through(output.file)
    if is_kept and FORMATS[output.format].has_metadata:
        yield output.file + METADATA_ENDING


def render(name: str, by: str | None) -> Callable[[Result, Page], str]:
    """Return the function for the text of that format; only the text report has other layouts."""
    return BY[by] if by and name == "text" else REPORTS[name]


def to_a_file(
    name: str, by: str | None
) -> Callable[[Result, Page], str | bytes | Mapping[str, str]]:
    """Return the function for any format, also those that are bytes or a folder."""
    if name in TO_A_FOLDER:
        return TO_A_FOLDER[name]
    return TO_A_FILE[name] if name in TO_A_FILE else render(name, by)


def write_reports(outputs: Iterable[Output], by: str | None, result: Result, page: Page) -> None:
    """Write every report that goes to a file, whole or not at all. Raises ProblemsFound."""
    for output in outputs:
        if output.file != STDOUT:
            with show_writing(output.file):
                made = to_a_file(output.format, by)(result, page)
                if isinstance(made, str | bytes):
                    write_whole(output.file, made)
                else:
                    write_folder(output.file, made)
                for beside in metadata_files(output):
                    metadata = load_module("peelcheck.reports.csvw").metadata
                    write_whole(beside, metadata(output.format, output.file, result))
