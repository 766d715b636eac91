"""The Python of peelcheck.html, without a browser: packs that are opened, and names of files."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from peelcheck import InvalidValue

TODAY = "2026-11-30"
RULE = "standards/101-abandonment.yaml"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A session as the page has one, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(ROOT / "packaging/browser"))
    from peelcheck_page import pack, session  # noqa: PLC0415 - no package of the tests' path

    monkeypatch.setattr(pack, "_OPENED", tmp_path / "opened/rules")
    monkeypatch.setattr(pack, "_SHIPPED", ROOT / "rules")
    monkeypatch.setattr(session, "EXAMPLES", ROOT / "examples")
    yield session.Session(str(tmp_path / "work"))
    for name in [one for one in sys.modules if one.startswith("peelcheck_page")]:
        del sys.modules[name]


def ask(session: Any, what_to_do: str, /, **given: object) -> Any:
    return json.loads(session.answer(json.dumps({"do": what_to_do, "with": given})))


def zipped(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def what(answer: str) -> str:
    (problem,) = json.loads(answer)["problems"]
    return f"{problem['what']} {problem['fix']}"


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: {f"standards/{n}.yaml": b"0" * 20_000_000 for n in range(3)}, "50 MB or 5,000"),
        (lambda: {f"standards/{n}.yaml": b"" for n in range(5_001)}, "50 MB or 5,000"),
        (lambda: {"standards/../../x.yaml": b""}, "leads out of it: standards/../../x.yaml"),
        (lambda: {"/standards/x.yaml": b""}, "leads out of it: /standards/x.yaml"),
        (lambda: {"a/standards/x.yaml": b"", "b/standards/x.yaml": b""}, "several rule packs"),
        (lambda: {"readme.txt": b""}, "There is no rule pack here."),
        (b"PK\x03\x04 and nothing more", "This zip file cannot be read."),
        (b"", "This zip file cannot be read."),
    ],
)
def test_a_zip_that_is_no_pack_is_refused(session: Any, content: Any, words: str) -> None:
    raw = content if isinstance(content, bytes) else zipped(**content())
    assert words in what(session.open_zip(raw, adds=False))


def test_a_pack_is_saved_and_opened_again(session: Any, tmp_path: Path) -> None:
    opened = ask(session, "open_shipped")
    assert RULE in opened["files"]
    text = ask(session, "pack_file", name=RULE)
    ask(session, "edit", name=RULE, text=text.replace("below: 5%", "below: 4%"))
    seen = ask(session, "look", name=RULE)
    assert (seen["changed"], seen["can_judge"]) == ([RULE], True)
    assert "+  below: 4%\n" in ask(session, "difference")
    again = json.loads(session.open_zip(session.pack(), adds=False))
    assert again == {"files": opened["files"], "changed": []}
    assert "below: 4%" in ask(session, "pack_file", name=RULE)
    assert ask(session, "effect", today=TODAY)["text"].startswith("No return is open.")


def test_a_change_taken_back_leaves_the_shipped_rules(session: Any) -> None:
    ask(session, "open_shipped")
    ask(session, "example", name="norfolk-2024")
    text = ask(session, "pack_file", name=RULE)
    words = text.replace("A caller who gives up", "A caller who stops")
    ask(session, "edit", name=RULE, text=words)
    assert ask(session, "run", today=TODAY)["rules"] == "By the rules in the workbench."
    ask(session, "edit", name=RULE, text=text)
    assert ask(session, "run", today=TODAY)["rules"] == ""


def test_rules_with_faults_check_nothing(session: Any) -> None:
    ask(session, "open_shipped")
    ask(session, "example", name="norfolk-2024")
    ask(session, "edit", name=RULE, text="title: x\n")
    found = ask(session, "run", today=TODAY)
    assert "html" not in found
    assert any(one["file"] == f"rules/{RULE}" for one in found["problems"])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../data.yaml", "data.yaml"),
        ("/etc/data.yaml", "etc/data.yaml"),
        ("C:\\data\\data.yaml", "C:/data/data.yaml"),
        ("rules/data.yaml", "files/rules/data.yaml"),
        ("<img src=x onerror=y>.yaml", "<img src=x onerror=y>.yaml"),
    ],
)
def test_a_file_stays_below_the_folder_and_out_of_the_rules(
    session: Any, name: str, kept: str
) -> None:
    session.put(name, b"force: x\nperiod: 2026-03\nfigures: {}\n")
    assert [one["name"] for one in ask(session, "files")] == [kept]
    ask(session, "remove", name=name)
    assert ask(session, "files") == []


@pytest.mark.parametrize("name", ["norfolk-2024", "year-of-months", "dashboard"])
def test_every_example_gives_a_verdict_and_uses_all_its_files(session: Any, name: str) -> None:
    ask(session, "example", name=name)
    found = ask(session, "run", today=TODAY)
    assert found["verdict"]
    assert [one["what"] for one in found["problems"] if "Nothing uses" in one["what"]] == []


def test_warming_up_leaves_nothing_behind(session: Any) -> None:
    ask(session, "warm")
    assert ask(session, "files") == []
    with pytest.raises(InvalidValue, match="Nothing was checked yet"):
        session.report("json")


def test_a_pack_that_adds_to_the_shipped_rules(session: Any) -> None:
    text = (ROOT / "rules" / RULE).read_text("utf-8").replace("101 calls abandoned", "Calls lost")
    session.put(".pack/ours/standards/calls-lost.yaml", text.encode())
    opened = ask(session, "open_pack", folder=".pack", adds=True)
    assert opened["files"] == ["standards/calls-lost.yaml"]
    ask(session, "example", name="norfolk-2024")
    assert "5 standards" in ask(session, "run", today=TODAY)["verdict"]
