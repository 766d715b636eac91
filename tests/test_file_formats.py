"""A file of the wrong kind is named for what it is, wherever it is given, with what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import Command
from peelcheck import ProblemsFound, Rulebook, load_return, load_rules
from peelcheck.pipeline.baseline_and_exceptions import read_exception_files
from peelcheck.sources.decode import decode
from peelcheck.sources.file_formats import head_of, refuse_other_format

SAVE = "Open it in Excel and save it as Excel Workbook (.xlsx) or as CSV UTF-8 (.csv)."
TYPE_OUT = "Give its figures in a return (.yaml), or its tables as .csv or .xlsx."
UNPACK = "Unpack it, and name the file in it."
TODAY = date(2026, 4, 10)
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"
CONFLICT = b"force: A\n<<<<<<< HEAD\nperiod: 2026-03\n=======\nperiod: 2026-04\n>>>>>>> main\n"


def zipped(*names: str) -> bytes:
    with io.BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), "x")
        return buffer.getvalue()


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(s.encode("utf-16-le") for s in streams)


WORKBOOK = zipped("xl/workbook.xml")
KINDS = [  # bytes, what is said of them
    (b"%PDF-1.7\n", f"This is a PDF document. {TYPE_OUT}"),
    (ole("Workbook"), f"This is a workbook in the old format (.xls). {SAVE}"),
    (ole("Book"), f"This is a workbook in the old format (.xls). {SAVE}"),
    (
        ole("EncryptedPackage"),
        "The workbook is encrypted, by a password or a sensitivity label. Save a copy that "
        "is not encrypted, or as CSV UTF-8 (.csv).",
    ),
    (
        ole("DRMEncryptedTransform", "EncryptedPackage"),
        "The file is encrypted by its sensitivity label. Save a copy with a label that does not "
        "encrypt, or as CSV UTF-8 (.csv).",
    ),
    (ole("WordDocument"), f"This is a Word document (.doc). {TYPE_OUT}"),
    (ole("PowerPoint Document"), f"This is a PowerPoint presentation. {TYPE_OUT}"),
    (
        ole("__substg1.0_0037001F"),
        "This is an e-mail. Save what is attached to it, and name that file.",
    ),
    (
        ole("?"),
        "This is a workbook with a password or in the old format (.xls). Open it in Excel and "
        "save it as Excel Workbook (.xlsx), without a password.",
    ),
    (zipped("a.csv"), f"This is a zip file. {UNPACK}"),
    (zipped("xl/workbook.bin"), f"This is a binary workbook (.xlsb). {SAVE}"),
    (zipped("word/document.xml"), f"This is a Word document (.docx). {TYPE_OUT}"),
    (zipped("ppt/presentation.xml"), f"This is a PowerPoint presentation. {TYPE_OUT}"),
    (zipped("Index/Document.iwa"), f"This is a Numbers spreadsheet. {SAVE}"),
    (
        zipped("content.xml"),
        "This is an OpenDocument file (.ods). Open it in LibreOffice or Excel and save it as Excel "
        "Workbook (.xlsx) or as CSV UTF-8 (.csv).",
    ),
    (b"<!DOCTYPE html><table>", f"This is a web page. {SAVE}"),
    (b"\xef\xbb\xbf <html xmlns='x'>", f"This is a web page. {SAVE}"),
    (b"<TABLE border=1>", f"This is a web page. {SAVE}"),
    (b"MIME-Version: 1.0\n", f"This is a web page saved with its pictures. {SAVE}"),
    (
        b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        f"This is an XML spreadsheet of Excel 2003. {SAVE}",
    ),
    (b'<?xml version="1.0"?><figures/>', f"This is an XML file. {TYPE_OUT}"),
    (b"\x1f\x8b\x08", f"This is a compressed file (gzip). {UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"This is a packed file (7z). {UNPACK}"),
    (b"Rar!\x1a", f"This is a packed file (RAR). {UNPACK}"),
    (b"{\\rtf1", f"This is a document (RTF). {TYPE_OUT}"),
    (b"\x89PNG\r\n", f"This is a picture. {TYPE_OUT}"),
    (b"SQLite format 3\0", "This is a database (SQLite). Export the table as CSV."),
    (
        POINTER,
        "This is a Git LFS pointer, not the file that it stands for. Fetch the file with: git lfs "
        "pull",
    ),
    (b"\0" * 600, "The file holds nothing but zeros: it was not saved or synchronised in full. "
     "Save it again."),
]  # fmt: skip
TEXT_ONLY = [
    (
        WORKBOOK,
        "This is an Excel workbook. Give it the ending .xlsx, and name it in a return under "
        "sheets: or tables:.",
    ),
    (b"PAR1\x15", "This is a Parquet file. Name it .parquet, in a return under tables:."),
    (WORKBOOK[:60], f"This is a zip file. {UNPACK}"),
]


def told(raw: bytes, *, workbook: bool = False) -> str:
    with pytest.raises(ProblemsFound) as refused:
        refuse_other_format(raw, "x", workbook=workbook)
    return str(refused.value).removeprefix("x: ")


@pytest.mark.parametrize(("raw", "words"), [*KINDS, *TEXT_ONLY])
def test_what_is_not_text_is_named(raw: bytes, words: str) -> None:
    assert told(raw) == words
    with pytest.raises(ProblemsFound) as refused:
        decode(raw, "data.yaml")
    assert str(refused.value) == f"data.yaml: {words}"


@pytest.mark.parametrize(("raw", "words"), KINDS[:-1])
def test_what_is_not_a_workbook_is_named(raw: bytes, words: str) -> None:
    assert told(raw, workbook=True) == words


@pytest.mark.parametrize("raw", [WORKBOOK, WORKBOOK[:60], b"a,b\n1,2\n", b""])
def test_a_workbook_and_what_may_be_a_part_of_one_are_let_pass(raw: bytes) -> None:
    refuse_other_format(raw, "x", workbook=True)


@pytest.mark.parametrize("raw", [b"force: A\n", b"<5", b"", b"a\n<<<<<<< b\n"])
def test_text_is_let_pass(raw: bytes) -> None:
    refuse_other_format(raw, "x")


def test_marks_of_a_merge_are_told_at_their_line() -> None:
    assert told(CONFLICT) == (
        "x:2:1: The file has the marks of a merge that was not finished (<<<<<<<). Keep the lines "
        "that are right, and take the marks out."
    ).removeprefix("x: ")


def test_a_file_that_cannot_be_read_has_no_beginning(tmp_path: Path) -> None:
    assert head_of(str(tmp_path / "none")) == b""
    assert head_of(str(tmp_path)) == b""


def test_the_beginning_of_a_large_file_is_enough(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a" * 10_000)
    assert len(head_of(str(tmp_path / "a.csv"))) == 4096


# Wherever a file is given

RETURN = "force: Anytown Police\nperiod: 2026-03\nfigures: {offenders: 5}\n"
PROFILE = "force: Anytown Police\nabout: {has_switchboard: yes}\n"
REGISTER = "inspection: x\nforce: Anytown Police\npublished: 2024-09-23\nafis: []\n"
EXCEPTIONS = "exceptions: [{rule: 101-abandonment}]\n"
RULE = "title: x\nfigure: offenders\n"
OVERRIDE = "overrides: 101-abandonment\nreason: x\n"
FIGURES = "offenders: {means: offenders, kind: count}\n"
TABLE = "means: calls\none: call\ncolumns: {call_id: {means: x, type: text}}\n"
TESTS = "- {name: x, return: {}, expect: []}\n"
REPORT = '{"format": 1, "findings": []}'

TO_PACK = "Give the folder of its rule pack with --rules."
DOCUMENTS = [  # file, text, what it is, what to do
    ("f.yaml", PROFILE, "a profile", "Name it in a return, as in profile: f.yaml."),
    ("r.yaml", REGISTER, "a register of AFIs", "Name it in a profile, as in registers: [r.yaml]."),
    ("e.yaml", EXCEPTIONS, "a file of exceptions", "Give it with --exceptions e.yaml."),
    ("u.yaml", RULE, "a rule", TO_PACK),
    ("o.yaml", OVERRIDE, "a rule", TO_PACK),
    ("g.yaml", FIGURES, "a file of a rule pack", TO_PACK),
    ("t.yaml", TESTS, "a file of a rule pack", TO_PACK),
    ("b.yaml", TABLE, "a file of a rule pack", TO_PACK),
    ("d.yaml", RETURN, "a return", "To check it: peelcheck d.yaml"),
]


@pytest.mark.parametrize(("name", "text", "what", "fix"), DOCUMENTS[:-1])
def test_what_is_no_return_is_named(
    rules: Rulebook, tmp_path: Path, name: str, text: str, what: str, fix: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / name, rules)
    said = str(refused.value).replace(f"{tmp_path}/", "")
    assert said == f"{name}: This is {what}; expected a return. {fix}"


@pytest.mark.parametrize(("name", "text", "what", "fix"), DOCUMENTS[1:])
def test_what_is_no_profile_is_named(
    rules: Rulebook, tmp_path: Path, name: str, text: str, what: str, fix: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "data.yaml").write_text(f"{RETURN}profile: {name}\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / "data.yaml", rules)
    said = str(refused.value).replace(f"{tmp_path}/", "")
    assert said == f"{name}: This is {what}; expected a profile. {fix}"


@pytest.mark.parametrize(("name", "text", "what", "fix"), [*DOCUMENTS[:2], *DOCUMENTS[3:]])
def test_what_is_no_file_of_exceptions_is_named(
    rules: Rulebook, tmp_path: Path, name: str, text: str, what: str, fix: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        read_exception_files([tmp_path / name], rules, TODAY)
    said = str(refused.value).replace(f"{tmp_path}/", "")
    assert said == f"{name}: This is {what}; expected a file of exceptions. {fix}"


WITH_NULLS = '{"format": 1, "findings": [], "since": null, "period_asked": null}'
COMPARE = "To compare with it: --since {}. To see whether it still holds: peelcheck verify."


def test_a_report_given_as_a_file_of_exceptions_is_one_problem(
    rules: Rulebook, tmp_path: Path
) -> None:
    (tmp_path / "r.json").write_text(WITH_NULLS, "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        read_exception_files([tmp_path / "r.json"], rules, TODAY)
    said = str(refused.value).replace(f"{tmp_path}/", "")
    what = "r.json: This is a peelcheck report; expected a file of exceptions. "
    assert said == what + COMPARE.format("r.json")


@pytest.mark.parametrize(
    "header", ["force,rule,standard,title", '\ufeff"force","rule","standard",']
)
def test_a_csv_report_is_no_sheet_of_figures(rules: Rulebook, tmp_path: Path, header: str) -> None:
    (tmp_path / "r.csv").write_text(f"{header},figure,value\n", "utf-8")
    with pytest.raises(
        ProblemsFound, match=r"This is a peelcheck report \(CSV\); expected a return"
    ):
        load_return(tmp_path / "r.csv", rules)


@pytest.mark.parametrize("name", ["march.csv", "march.txt"])
def test_a_table_given_as_a_file_of_exceptions_is_told_so(
    rules: Rulebook, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("a,b\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        read_exception_files([tmp_path / name], rules, TODAY)
    assert str(refused.value).replace(f"{tmp_path}/", "") == (
        f"{name}: The name of a file of exceptions ends in .yaml or .json. Name another file, or "
        "rename this one if it is one."
    )


def test_a_folder_given_as_a_file_of_exceptions_is_told_so(rules: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r"This is a folder\. Name a file in it\."):
        read_exception_files([tmp_path], rules, TODAY)


def test_json_that_is_no_report_is_read_as_what_it_is(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('{"findings"', "utf-8")
    with pytest.raises(ProblemsFound, match="This is not JSON"):
        load_return(tmp_path / "r.json", rules)


def test_what_is_no_register_is_named(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(EXCEPTIONS, "utf-8")
    (tmp_path / "f.yaml").write_text(f"{PROFILE}registers: [r.yaml]\n", "utf-8")
    (tmp_path / "data.yaml").write_text(f"{RETURN}profile: f.yaml\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / "data.yaml", rules)
    said = str(refused.value).replace(f"{tmp_path}/", "")
    assert said == (
        "r.yaml: This is a file of exceptions; expected a register of AFIs. Give it with "
        "--exceptions r.yaml."
    )


def test_a_report_is_no_profile(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(REPORT, "utf-8")
    (tmp_path / "data.yaml").write_text(f"{RETURN}profile: r.json\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / "data.yaml", rules)
    assert "r.json: This is a peelcheck report; expected a profile." in str(refused.value)


def test_a_sheet_of_figures_is_no_return(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Period,Figure,Value\n2026-03,offenders,5\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / "m.csv", rules)
    assert str(refused.value).endswith(
        "m.csv: This is a sheet of figures; expected a return. Name it in a return, as in sheets: "
        "[m.csv]."
    )


@pytest.mark.parametrize(
    "name", ["march.xls", "march.pdf", "march", "march.docx", "m.csv", "m.xlsx"]
)
def test_another_kind_of_file_is_no_return(rules: Rulebook, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / name, rules)
    assert str(refused.value).endswith(f"{name}: This is a PDF document. {TYPE_OUT}")


@pytest.mark.parametrize("name", ["k.csv", "k.xlsx", "k.xls"])
@pytest.mark.parametrize("section", ["sheets: [{}]", "tables: {{calls: {{file: {}}}}}"])
def test_another_kind_of_file_is_no_sheet_and_no_table(
    peelcheck: Command, tmp_path: Path, name: str, section: str
) -> None:
    (tmp_path / name).write_bytes(b"<html><table>")
    text = f"force: Anytown Police\nperiod: 2026-03\n{section.format(name)}\n"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    run = peelcheck("data.yaml", "--format", "json")
    assert run.returncode == 2
    assert "This is a web page." in run.stdout + run.stderr


@pytest.mark.parametrize("name", ["~$kpi.xlsx", ".~lock.kpi.xlsx#"])
def test_a_lock_file_is_named(rules: Rulebook, tmp_path: Path, name: str) -> None:
    words = (
        "This is a lock file, which is there while the workbook is open. Name the workbook itself: "
        "kpi.xlsx."
    )
    (tmp_path / name).write_bytes(b"\x05Ann")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / name, rules)
    assert str(refused.value).endswith(words)
    (tmp_path / "data.yaml").write_text(f"{RETURN}sheets: ['{name}']\n", "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_return(tmp_path / "data.yaml", rules)
    assert str(refused.value).endswith(words)


def test_a_pointer_and_a_merge_in_a_pack_are_named(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards/a.yaml").write_bytes(POINTER)
    (tmp_path / "standards/b.yaml").write_bytes(CONFLICT)
    with pytest.raises(ProblemsFound) as refused:
        load_rules(tmp_path)
    said = [problem.what for problem in refused.value.problems]
    assert "This is a Git LFS pointer, not the file that it stands for." in said
    assert "The file has the marks of a merge that was not finished (<<<<<<<)." in said


def test_a_file_is_no_folder_of_rules(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RULE, "utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_rules(tmp_path / "a.yaml")
    assert str(refused.value).endswith(
        "This is a file; expected a folder of rules. Name the folder of the rule pack that it "
        "belongs to."
    )


def test_a_register_is_nothing_to_compare_with(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(REGISTER, "utf-8")
    (tmp_path / "data.yaml").write_text(RETURN, "utf-8")
    run = peelcheck("data.yaml", "--since", "r.yaml")
    assert run.returncode == 2
    assert "This is a register of AFIs; expected a return." in " ".join(run.stderr.split())


def test_a_workbook_is_read_whatever_else_is_named(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    refuse_other_format(head_of(str(tmp_path / "a.xlsx")), "x", workbook=True)


def test_a_pattern_leaves_lock_files_out(rules: Rulebook, tmp_path: Path) -> None:
    for name in ("~$b.xlsx", "b.xlsx"):
        Workbook().save(tmp_path / name)
    text = "force: Anytown Police\nperiod: 2026-03\ntables: {calls: {file: '*.xlsx'}}\n"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    [table] = load_return(tmp_path / "data.yaml", rules).tables
    assert [written for written, _ in table.files] == ["b.xlsx"]


def test_a_table_with_another_ending_is_named(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text("a,b\n", "utf-8")
    text = "force: Anytown Police\nperiod: 2026-03\ntables: {calls: {file: a.doc}}\n"
    (tmp_path / "data.yaml").write_text(text, "utf-8")
    with pytest.raises(ProblemsFound, match=r"a\.doc is not a table that can be read"):
        load_return(tmp_path / "data.yaml", rules)
