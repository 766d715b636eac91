"""The page in a browser: what a checker of accessibility, a phone and a printer make of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import NODE, ROOT, TODAY
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.pipeline.later import excepting, exceptions_of, since
from peelcheck.pipeline.pictured import pictured
from peelcheck.pipeline.record import recorded
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page

pytestmark = pytest.mark.needs("chromium")

EXAMPLES = {
    "norfolk-2024": ["norfolk-2024/data.yaml"],
    "anytown-2026-03": ["anytown-2026-03/data.yaml"],
    "year-of-months": ["year-of-months/data.yaml"],
    "gate": ["gate/data/2026-03.yaml"],
    "two-forces": ["norfolk-2024/data.yaml", "year-of-months/data.yaml"],
}


def result_of(names: list[str], rules: Rulebook) -> Result:
    returns = [load_return(ROOT / "examples" / name, rules) for name in names]
    result = check(rules, returns, today=TODAY)
    if names == EXAMPLES["gate"]:
        accepted = exceptions_of([ROOT / "examples/gate/exceptions.yaml"], rules, TODAY)
        last_time = str(ROOT / "examples/gate/data/2026-02.yaml")
        result = since(excepting(result, accepted), last_time, rules)
    return recorded(pictured(result), [], returns, [])


@pytest.fixture(scope="module")
def seen(rules: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser found on each page; it is started once."""
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for name, returns in EXAMPLES.items():
        file = folder / f"{name}.html"
        page = Page(marking="OFFICIAL")
        file.write_text(REPORTS["html"](result_of(returns, rules), page), "utf-8")
        files.append(str(file))
    chromium = shutil.which("chromium") or ""
    run = subprocess.run(
        ["node", ROOT / "tests/browser/look.cjs", NODE / "node_modules", chromium, *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return {Path(name).stem: one for name, one in found.items()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_axe_finds_nothing(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["violations"] == []
    assert seen[name]["passes"] > 30


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_request_leaves_it_and_its_policy_breaks_nothing(
    name: str, seen: dict[str, Any]
) -> None:
    assert seen[name]["asked"] == []
    assert seen[name]["refused"] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_phone_shows_the_result_without_scrolling_sideways(
    name: str, seen: dict[str, Any]
) -> None:
    phone = seen[name]["phone"]
    assert phone["over"] <= 0
    assert phone["results"]
    assert [right for right in phone["results"] if right > 0] == []
    assert seen[name]["desk"]["over"] <= 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_paper_shows_every_column_and_all_that_is_folded(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["paper"] == {"over": [], "folded": 0}


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_word_in_a_picture_covers_another(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["collisions"] == []
