"""peelcheck.html in Chromium and Firefox: what an analyst, policy staff and an attacker would do.

The file is built once, of what .ci/peers has fetched, and opened from disk.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import BROWSER_INPUTS, NODE, ROOT, Command

pytestmark = pytest.mark.needs("peelcheck.html")

MOST_MEGABYTES = 13
NORFOLK = "Norfolk Constabulary misses all 4 standards that could be checked; 4 were not supplied."
SCRIPT = "<img src=x onerror='window.injected=1'>"


_MONTHS = ("data.yaml", "force.yaml", "months.csv", "anytown-2023-25.yaml")


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """peelcheck.html, built once."""
    file = tmp_path_factory.mktemp("browser") / "peelcheck.html"
    _build(file)
    return file


def _build(file: Path) -> None:
    subprocess.run(
        [sys.executable, ROOT / "packaging/browser.py", "--to", file, "--inputs", BROWSER_INPUTS],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip


def _zip(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


def _hostile(folder: Path) -> None:
    folder.mkdir()
    head = b"force: Norfolk Constabulary\nperiod: 2026-03\n"
    junk = bytes(range(256)) * 400
    files = {
        "junk.bin": junk,
        "junk.yaml": junk,
        "junk.json": junk,
        f"{SCRIPT.replace('/', '')}.yaml": head + b"figure: 3\n",
        "script.yaml": head
        + f'figures:\n  calls_101_abandonment_rate: "{SCRIPT}"\n  "{SCRIPT}": 3\n'.encode(),
        "told.yaml": head
        + b"figures:\n  calls_101_abandonment_rate: {value: 21.9%, note: "
        + f'"{SCRIPT}</p><script>window.injected=1</script>"}}\n'.encode(),
        "deep.yaml": head + b"figures: " + b"[" * 20_000,
        "anchors.yaml": b"a: &a [1, 1]\nb: &b [*a, *a]\n" + head,
        "large.yaml": head + b"figures:\n" + b"  # a line that says nothing\n" * 700_000,
        "large.csv": b"month,calls_101_offered\n" + b"2026-03,1000\n" * 1_500_000,
        "bomb.zip": _zip(*((f"standards/{n}.yaml", b"0" * 10_000_000) for n in range(8))),
        "out.zip": _zip(("standards/../../../etc/x.yaml", b"title: x\n")),
        "none.zip": _zip(("readme.txt", b"no rules")),
        "junk.zip": junk,
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_core_runs_without_compiled_parts_and_with_the_oldest_jsonschema(tmp_path: Path) -> None:
    for wheel in (BROWSER_INPUTS / "wheels").glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(tmp_path)
    for compiled in tmp_path.rglob("*.so"):
        compiled.unlink()
    (tmp_path / "data.yaml").write_text("force: Norfolk Constabulary\nperiod: 2026-03\nfigure: 3\n")
    for file, code in ((ROOT / "examples/norfolk-2024/data.yaml", 1), (tmp_path / "data.yaml", 2)):
        run = subprocess.run(
            [sys.executable, "-S", "-m", "peelcheck", file],
            capture_output=True, text=True, check=False, timeout=120,
            env={"PYTHONPATH": f"{ROOT / 'checker'}:{tmp_path}"},
        )  # fmt: skip
        assert run.returncode == code, run.stderr
    assert "Did you mean figures?" in run.stderr


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that are opened, each group in a folder of its own."""
    made = tmp_path_factory.mktemp("opened")
    for name, files in {
        "norfolk": ["norfolk-2024/data.yaml"],
        "months": [f"year-of-months/{one}" for one in _MONTHS],
        "gate": ["gate/data/2026-03.yaml", "gate/data/force.yaml"],
        "tables": [f"tables/{one.name}" for one in (ROOT / "examples/tables").glob("*.[cy]*")],
        "sheets": ["year-of-months/months.csv", "dashboard/dashboard.xlsx"],
    }.items():
        (made / name).mkdir()
        for file in files:
            shutil.copy(ROOT / "examples" / file, made / name)
    _hostile(made / "hostile")
    return made


@pytest.fixture(scope="module", params=["chrome", "firefox"])
def seen(
    request: pytest.FixtureRequest,
    page: Path,
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """What came of everything that was done on the page, in one browser."""
    name = request.param
    executable = shutil.which({"chrome": "chromium", "firefox": "firefox-esr"}[name])
    assert executable
    work = tmp_path_factory.mktemp(name)
    shutil.copytree(folder, work, dirs_exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "peelcheck", ROOT / "examples/gate/data/2026-02.yaml",
         "--today", "2026-04-10", "--exit-zero", "-o", f"json={work / 'gate/february.json'}"],
        check=True, capture_output=True, cwd=work, env={"PYTHONPATH": str(ROOT / "checker")},
    )  # fmt: skip
    run = subprocess.run(
        ["node", ROOT / "tests/browser/file.cjs", NODE / "node_modules", name, executable, page,
         work],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    assert {key: one["failed"] for key, one in found.items() if "failed" in one} == {}
    return {**found, "browser": name, "work": work}


def test_the_file_is_small_and_the_same_each_time(page: Path, tmp_path: Path) -> None:
    _build(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()
    assert page.stat().st_size < MOST_MEGABYTES * 1e6


def test_the_policy_lets_nothing_out(page: Path) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page.read_text("utf-8"))
    assert re.sub(r"'sha256-[^']+'", "HASH", policy) == (
        "default-src 'none'; script-src HASH blob: 'wasm-unsafe-eval'; worker-src blob:; "
        "style-src HASH HASH; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_it_opens_and_asks_the_network_for_nothing(seen: dict[str, Any]) -> None:
    assert seen["status"] == "Ready."
    assert seen["asked"] == []
    assert seen["said"] == []


def test_a_return_gives_the_report_of_the_command_line(
    seen: dict[str, Any], peelcheck: Command
) -> None:
    norfolk = seen["norfolk"]
    assert norfolk["files"] == ["data.yamlreturnRemove"]
    assert norfolk["verdict"] == NORFOLK
    assert norfolk["problems"] == []
    assert norfolk["report"]["title"] == NORFOLK.rstrip(".")
    assert norfolk["report"]["font"].startswith("Arial")
    here = peelcheck("data.yaml", "--format", "json", "--exit-zero", cwd=seen["work"] / "norfolk")
    assert (seen["work"] / "norfolk.json").read_text("utf-8") == here.stdout
    book = openpyxl.load_workbook(seen["work"] / "norfolk.xlsx")
    assert len(book.sheetnames) > 1


def test_a_year_of_months_comes_from_a_sheet(seen: dict[str, Any]) -> None:
    assert seen["months"]["verdict"] == (
        "Anytown Police, March 2026, meets the only standard that could be checked but misses it "
        "over the year; 5 were not supplied."
    )


def test_an_earlier_report_is_compared_with(seen: dict[str, Any]) -> None:
    assert "Since February 2026" in seen["compared"]["verdict"]


def test_the_form_reads_each_amount_and_writes_a_return(seen: dict[str, Any]) -> None:
    form = seen["form"]
    assert form["reading"] == "Read as 4.65% to 4.75%"
    assert form["refused"].startswith("0.047 is not a percentage. Write 4.7%")
    assert form["verdict"] == (
        "Norfolk Constabulary, March 2024, misses all 3 standards that could be checked; 5 were "
        "not supplied."
    )
    assert form["written"].startswith(
        "force: Norfolk Constabulary\nperiod: 2024-03\nfigures:\n"
        "  calls_101_abandonment_rate: 21.9%  # "
    )
    assert form["kept"] == "21.9%"
    assert "sheets:\n  - months.csv\n" in form["with_sheet"]


def test_a_part_that_is_there_twice_is_refused(seen: dict[str, Any]) -> None:
    assert seen["form"]["twice"] == (
        "This did not work: A is there twice. Give each line a label of its own."
    )
    assert '        "A: one": 47\n        B: 12\n' in seen["form"]["parts"]


def test_the_labels_of_a_workbook_are_matched_by_a_person(seen: dict[str, Any]) -> None:
    form = seen["form"]
    assert "101 calls abandoned (%)" in form["labels"]
    assert form["mapped"]["written"].endswith(
        "sheets:\n  - file: dashboard.xlsx\n    sheet: KPIs\n    months: across\n    figures:\n"
        "      101 calls abandoned (%): calls_101_abandonment_rate\n"
    )
    assert "March 2026" in form["mapped"]["verdict"]


def test_a_changed_rule_shows_its_faults_and_its_effect(seen: dict[str, Any]) -> None:
    rules = seen["rules"]
    assert "Exactly 5% is a breach." in rules["said"]
    assert "Every edge is tested." in rules["said"]
    assert "49 of 1000 is met: does not hold, it is breach" in rules["failing"]["rule"]
    assert "Add: 39 of 1000 is met; 40 of 1000 is a breach" in rules["failing"]["rule"]
    assert any(
        one.startswith('rules/standards/101-abandonment.yaml:20:5: "49 of 1000 is met" does not')
        for one in rules["failing"]["faults"]
    )
    for effect in (rules["failing"]["effect"], rules["effect"]):
        assert "101-abandonment: below 5%; now below 4%" in effect
        assert re.search(r"From the pack as opened to the pack as it is now: \d+ of \d+", effect)
    assert "-  below: 5%\n+  below: 4%\n" in rules["diff"]
    assert rules["after"]["by"] == "By the rules in the workbench."
    assert any("Did you mean calls_101_abandonment_rate?" in one for one in rules["faults"])
    assert rules["marked"] == 1
    assert rules["at_once"] == "Nothing was checked."  # by the faulty rule that was just typed
    with zipfile.ZipFile(seen["work"] / "rules.zip") as archive:
        text = archive.read("rules/standards/101-abandonment.yaml").decode()
    assert "below: 4%" in text
    assert rules["opened_zip"] > 50


def test_hostile_files_are_faults_and_the_page_lives(seen: dict[str, Any]) -> None:
    hostile = dict(seen["hostile"])
    assert hostile.pop("injected") is False
    expected = {
        "junk.bin": "There is no return here.",
        "junk.yaml": "is not UTF-8",
        "junk.json": "is not UTF-8",
        f"{SCRIPT.replace('/', '')}.yaml": "Did you mean figures?",
        "script.yaml": SCRIPT,
        "told.yaml": "",
        "deep.yaml": "deep.yaml:",
        "anchors.yaml": "anchors.yaml:",
        "large.yaml": "large.yaml",
        "large.csv": "There is no return here.",
        "bomb.zip": "unpacks to more than 50 MB",
        "out.zip": "leads out of it",
        "none.zip": "There is no rule pack here.",
        "junk.zip": "This zip file cannot be read.",
    }
    assert set(hostile) == set(expected)
    for name, words in expected.items():
        told = " ".join([hostile[name]["first"], *hostile[name]["problems"]])
        assert words in told, (name, hostile[name])
        assert "Traceback" not in told
        assert hostile[name]["then"].startswith("Checked in"), (name, hostile[name])
    assert hostile["told.yaml"]["verdict"].startswith("Norfolk Constabulary, March 2026, misses")


def test_tables_of_cases_are_said_not_to_be_counted(seen: dict[str, Any]) -> None:
    tables = seen["tables"]
    assert tables["problems"][0] == (
        "peelcheck: Tables of cases are not counted in this page, so their figures are not clear "
        "here. Open this return in peelcheck-tables.html, check it on the command line, or give "
        "the figures themselves under figures:."
    )
    assert re.search(r"\d standards are not clear", tables["verdict"])


def test_a_worker_that_dies_is_started_again_with_the_files(seen: dict[str, Any]) -> None:
    assert seen["death"] == {
        "said": "The checker stopped. It was started again with your files.",
        "verdict": NORFOLK,
    }


def test_no_screen_is_wider_than_a_phone_or_a_desk(seen: dict[str, Any]) -> None:
    assert {name: over for name, over in seen["look"].items() if over > 0} == {}


def test_axe_finds_nothing(seen: dict[str, Any]) -> None:
    for tab, found in seen["axe"].items():
        assert found["violations"] == [], tab
        assert found["passes"] > 20


def test_the_tabs_are_chosen_by_keyboard(seen: dict[str, Any]) -> None:
    assert seen["keyboard"] == ["tab-form", "tab-rules", "tab-check", "choose", NORFOLK]


def test_without_webassembly_it_says_what_to_do(seen: dict[str, Any]) -> None:
    assert seen["without_wasm"] == (
        "This browser has WebAssembly switched off, which Python needs. Use the Windows folder, or "
        "ask IT to allow WebAssembly for this file."
    )


def _altered(text: str, **changes: object) -> str:
    """Return the text of a proof with parts of what is inside changed by hand."""
    (packed,) = re.findall(r'id="data-proof">([^<]+)<', text)
    inside = json.loads(gzip.decompress(base64.b64decode(packed)))
    changed = json.dumps({**inside, **changes}).encode()
    return text.replace(packed, base64.b64encode(gzip.compress(changed)).decode())


@pytest.fixture(scope="module")
def proofs(page: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A proof of Norfolk, one whose return was changed, and one whose shown report was."""
    work = tmp_path_factory.mktemp("proofs")
    shutil.copy(ROOT / "examples/norfolk-2024/data.yaml", work)
    subprocess.run(
        [sys.executable, "-m", "peelcheck", "data.yaml", "--today", "2026-04-10", "--exit-zero",
         "-o", "proof=same.html", "--page", page, "-o", "report.html"],
        check=True, capture_output=True, cwd=work, env={"PYTHONPATH": str(ROOT / "checker")},
    )  # fmt: skip
    text = (work / "same.html").read_text("utf-8")
    given = (work / "data.yaml").read_bytes().replace(b"21.9%", b"4.1%")
    shown = (work / "report.html").read_text("utf-8").replace("21.9%", "2.9%")
    changed = _altered(text, files={"data.yaml": base64.b64encode(given).decode()})
    (work / "changed.html").write_text(changed, "utf-8")
    (work / "shown.html").write_text(_altered(text, html=shown), "utf-8")
    return [work / f"{name}.html" for name in ("same", "changed", "shown")]


@pytest.mark.parametrize("name", ["chrome", "firefox"])
def test_a_report_with_all_its_files_is_judged_again(proofs: list[Path], name: str) -> None:
    executable = shutil.which({"chrome": "chromium", "firefox": "firefox-esr"}[name])
    assert executable
    run = subprocess.run(
        ["node", ROOT / "tests/browser/proof.cjs", NODE / "node_modules", name, executable,
         *proofs],
        capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    for one in found.values():
        assert one["font"].startswith("Arial")
        assert (one["before"], one["files"], one["tabs"]) == ("", ["data.yaml"], True)
        assert (one["asked"], one["said"]) == ([], [])
        assert one["over"] <= 0
    same, changed, shown = (found[file.name] for file in proofs)
    assert same["title"] == NORFOLK.rstrip(".")
    assert same["result"] == "All 43 verdicts come out the same."
    assert same["differences"] == []
    for one in (changed, shown):
        assert one["result"] == (
            "Judged again, this report does not come out the same. Do not rely on it."
        )
    assert changed["differences"][:2] == [
        "Norfolk Constabulary, 101-abandonment: the report says breach (21.9% is over the limit of "
        "5%); judged again, it is met (4.1% is below 5%).",
        "data.yaml is not the file that the report was made from: its SHA-256 differs.",
    ]
    assert shown["differences"] == ["The report as shown differs from what its files give."]
