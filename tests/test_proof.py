"""`-o proof=`: a page with the report and everything it was made from, judged again in Python."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Command
from peelcheck import InvalidValue, judge_again
from peelcheck.model.version import VERSION
from peelcheck.pipeline.proof import Proof, ProofCase, Reports, make_proof, proof_text, read_proof
from peelcheck.pipeline.proof_check import ProofCheck

DAY = "2026-11-30"
PAGE = (
    f'<html><head><meta name="generator" content="peelcheck {VERSION}"></head>\n<body>\n'
    "<p></body> is the end</p>\n</body>\n</html>\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the Norfolk return and a page of this version."""
    shutil.copy(ROOT / "examples/norfolk-2024/data.yaml", tmp_path)
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def proof(here: Path) -> Proof:
    """The proof of the Norfolk return."""
    return make_proof(ProofCase(("data.yaml",), DAY))


def proof_in(file: Path) -> Proof:
    (packed,) = re.findall(r'id="data-proof">([^<]+)<', file.read_text("utf-8"))
    return read_proof(gzip.decompress(base64.b64decode(packed)).decode("utf-8"))


def again(proof: Proof) -> ProofCheck:
    return judge_again(proof_text(proof))


def altered(proof: Proof, change: Any) -> Proof:
    """Return the proof with its JSON report changed by hand."""
    report = json.loads(proof.reports.data)
    change(report)
    return proof._replace(reports=Reports(json.dumps(report), proof.reports.page))


def test_the_page_has_one_line_more_and_is_otherwise_the_same(
    here: Path, peelcheck: Command
) -> None:
    run = peelcheck("data.yaml", "-o", "proof=out.html", "--page", "page.html", "--today", DAY)
    assert run.returncode == 1, run.stderr
    lines = (here / "out.html").read_text("utf-8").splitlines(keepends=True)
    without = [line for line in lines if 'id="data-proof"' not in line]
    assert len(lines) == len(without) + 1
    assert "".join(without) == PAGE


def test_a_proof_has_the_report_of_the_command(here: Path, peelcheck: Command) -> None:
    peelcheck(
        "data.yaml", "-o", "proof=out.html", "-o", "report.json", "-o", "report.html",
        "--page", "page.html", "--today", DAY, "--marking", "OFFICIAL",
    )  # fmt: skip
    proof = proof_in(here / "out.html")
    assert proof.reports.data == (here / "report.json").read_text("utf-8")
    assert proof.reports.page == (here / "report.html").read_text("utf-8")
    assert proof.files == {"data.yaml": (here / "data.yaml").read_bytes()}


def test_all_verdicts_come_out_the_same(proof: Proof) -> None:
    found = again(proof)
    assert found.differences == ()
    assert found.verdicts == len(json.loads(proof.reports.data)["findings"])


def test_a_number_changed_by_hand_is_named_by_its_verdict(proof: Proof) -> None:
    changed = proof.files["data.yaml"].replace(b"21.9%", b"4.1%")
    first, second, *_ = again(proof._replace(files={"data.yaml": changed})).differences
    assert first == (
        "Norfolk Constabulary, 101-abandonment: the report says breach (21.9% is over the limit of "
        "5%); judged again, it is met (4.1% is below 5%)."
    )
    assert second == (
        "data.yaml is not the file that the report was made from: its SHA-256 differs."
    )


def test_a_verdict_changed_in_the_report_is_named(proof: Proof) -> None:
    def change(report: Any) -> None:
        report["findings"][1]["outcome"] = "met"

    (told,) = again(altered(proof, change)).differences
    assert told.startswith("Norfolk Constabulary, 101-abandonment: the report says met (21.9%")
    assert told.endswith("judged again, it is breach (21.9% is over the limit of 5%).")


def test_a_verdict_that_is_missing_or_too_many_is_named(proof: Proof) -> None:
    (gone,) = again(altered(proof, lambda report: report["findings"].pop(1))).differences
    assert gone.startswith("Norfolk Constabulary, 101-abandonment: the report has none;")

    def repeat(report: Any) -> None:
        report["findings"].append(report["findings"][1])

    (twice,) = again(altered(proof, repeat)).differences
    assert twice.endswith("(21.9% is over the limit of 5%); judged again, there is none.")


def test_details_and_parts_that_were_changed_are_named(proof: Proof) -> None:
    def change(report: Any) -> None:
        report["findings"][1]["title"] = "Another"
        report["summary"]["met"] = 4
        report["more"] = "text"

    assert again(altered(proof, change)).differences == (
        "Norfolk Constabulary, 101-abandonment: the verdict is the same, but its details differ.",
        "Judged again, the numbers of verdicts differ from the report.",
    )


def test_anything_else_in_the_data_or_in_the_page_is_a_difference(proof: Proof) -> None:
    (data,) = again(altered(proof, lambda report: report.update(more=1))).differences
    assert data == "The data of the report differ from what its files give."
    shown = proof._replace(reports=proof.reports._replace(page="<h1>All is met</h1>"))
    (page,) = again(shown).differences
    assert page == "The report as shown differs from what its files give."


@pytest.mark.every_day(2)
@pytest.mark.parametrize("data", ["[]", "{}", "no JSON", '{"findings": [{}], "record": null}'])
def test_a_damaged_report_inside_is_refused(proof: Proof, data: str) -> None:
    damaged = proof._replace(reports=proof.reports._replace(data=data))
    with pytest.raises(InvalidValue, match="The JSON report in this file is damaged"):
        again(damaged)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    "change",
    [
        {"case": {"returns": 3, "other": 1}},
        {"files": {"data.yaml": "?"}},
        {"files": []},
        {"files": {"../x": ""}},
    ],
)
def test_a_damaged_proof_is_refused(proof: Proof, change: dict[str, Any]) -> None:
    text = json.dumps({**json.loads(proof_text(proof)), **change})
    with pytest.raises(InvalidValue, match="The proof in this file is damaged"):
        read_proof(text)
    with pytest.raises(InvalidValue, match="The proof in this file is damaged"):
        read_proof("[]")


def test_a_proof_of_another_version_is_refused(proof: Proof) -> None:
    with pytest.raises(InvalidValue, match=r"made by peelcheck 0\.9\.0, and this page is"):
        read_proof(proof_text(proof._replace(version="0.9.0")))


def test_rules_profile_sheets_and_exceptions_go_in(here: Path, peelcheck: Command) -> None:
    shutil.copytree(ROOT / "examples/year-of-months", here / "year")
    shutil.copytree(ROOT / "rules", here / "pack")
    (here / "accepted.yaml").write_text(
        "exceptions:\n- rule: 101-abandonment\n  reason: two posts are empty\n"
        "  owner: head of contact\n  expires: 2027-06-30\n",
        "utf-8",
    )
    peelcheck("year/data.yaml", "-o", "before.json", "--today", DAY)
    run = peelcheck(
        "year/data.yaml", "--rules", "pack", "--exceptions", "accepted.yaml", "--since",
        "before.json", "--period", "2026-03", "--only", "101-abandonment", "--today", DAY,
        "-o", "proof=out.html", "--page", "page.html",
    )  # fmt: skip
    assert run.returncode != 2, run.stderr
    proof = proof_in(here / "out.html")
    assert {"year/data.yaml", "year/months.csv", "accepted.yaml", "before.json"} <= set(proof.files)
    assert "pack/standards/101-abandonment.yaml" in proof.files
    for file in here.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    assert again(proof) == (1, ())
    rule = "pack/standards/101-abandonment.yaml"
    files = {**proof.files, rule: proof.files[rule] + b"# another comment\n"}
    assert again(proof._replace(files=files)).differences == (
        "pack/standards/101-abandonment.yaml is not the file that the report was made from: its "
        "SHA-256 differs.",
    )


def test_tables_of_cases_are_refused(here: Path, peelcheck: Command) -> None:
    shutil.copytree(ROOT / "examples/tables", here / "tables")
    run = peelcheck(
        "tables/data.yaml", "-o", "proof=a.html", "--page", "page.html", "-o", "report.json"
    )
    assert run.returncode == 2
    assert "tables/data.yaml names tables of cases, which peelcheck.html cannot" in run.stderr
    assert not (here / "a.html").exists()
    assert not (here / "report.json").exists()
    with pytest.raises(InvalidValue, match="names tables of cases"):
        make_proof(ProofCase(("tables/data.yaml",), DAY))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "proof="], "A proof is a page of 13 MB. Name a file"),
        (["-o", "proof=-"], "A proof is a page of 13 MB. Name a file"),
        (["-o", "proof=out.html"], "--page does not name it. Add --page peelcheck.html."),
        (["--page", "page.html"], "--page goes with -o proof=FILE."),
        (["-o", "proof=a.html", "-o", "proof=b.html", "--page", "page.html"], "is given twice"),
        (["-o", "proof=a.html", "--page", "none.html"], "cannot be read: No such file"),
        (["-o", "proof=a.html", "--page", "other.html"], "other.html is not peelcheck.html"),
        (["-o", "proof=a.html", "--page", "bytes.html"], "cannot be read: it is not a text"),
        (["-o", "proof=a.html", "--page", "old.html"], "old.html is peelcheck 0.9.0, and this"),
        (["-o", "proof=a.html", "--page", "proof.html"], "proof.html is a proof already"),
        (["-o", "proof=page.html", "--page", "page.html"], "would overwrite what is checked"),
        (["-o", "proof=data.yaml", "--page", "page.html"], "would overwrite what is checked"),
        (["-o", "proof=a.html", "--page", "page.html", "--public"], "--public does not go with"),
        (["-o", "proof=a.html", "--page", "page.html", "--allow-outside"], "--allow-outside does"),
        (
            ["-o", "proof=a.html", "--page", "page.html", "--since", "data.yaml"],
            "; data.yaml is a return",
        ),
        (["-o", "proof=a.html", "--page", "page.html", "--rules", "../x"], "There is no folder"),
    ],
)
def test_what_a_proof_does_not_go_with_is_refused(
    here: Path, peelcheck: Command, words: list[str], told: str
) -> None:
    (here / "other.html").write_text("<p>", "utf-8")
    (here / "bytes.html").write_bytes(b"\xff\xfe\xff")
    (here / "old.html").write_text(PAGE.replace(VERSION, "0.9.0"), "utf-8")
    line = '<script type="text/plain" id="data-proof">x</script>\n</body>\n</html>'
    (here / "proof.html").write_text(PAGE.replace("</body>\n</html>", line), "utf-8")
    run = peelcheck("data.yaml", *words, "--today", DAY)
    assert run.returncode == 2
    assert told in " ".join(run.stderr.split())
    assert not (here / "a.html").exists()


def test_a_file_outside_the_current_folder_is_refused(here: Path) -> None:
    for case in (
        ProofCase((str(here / "data.yaml"),), DAY),
        ProofCase(("../data.yaml",), DAY),
        ProofCase(("data.yaml",), DAY, rules=("../rules",)),
    ):
        with pytest.raises(InvalidValue, match="takes files of the current folder"):
            make_proof(case)


def test_rules_that_are_not_in_a_folder_are_refused(here: Path) -> None:
    with pytest.raises(InvalidValue, match="takes rules from folders, and other-pack is not"):
        make_proof(ProofCase(("data.yaml",), DAY, rules=("peelcheck", "other-pack")))


def test_a_file_that_changes_while_it_is_read_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + (b"#" if path.name == "data.yaml" else b"")
    )
    with pytest.raises(InvalidValue, match=r"data\.yaml has changed while it was read"):
        make_proof(ProofCase(("data.yaml",), DAY))
