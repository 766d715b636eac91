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
from peelcheck.model.charts import Reach
from peelcheck.pipeline.baseline_and_exceptions import (
    apply_exceptions,
    compare_with_baseline,
    read_exception_files,
)
from peelcheck.pipeline.charts import add_charts, add_funnels
from peelcheck.pipeline.gate_folder import gate_returns
from peelcheck.pipeline.record import add_record
from peelcheck.reports import REPORTS, TO_A_FOLDER
from peelcheck.reports.layout import Page

pytestmark = pytest.mark.needs("chromium")

EXAMPLES = {
    "norfolk-2024": ["norfolk-2024/data.yaml"],
    "anytown-2026-03": ["anytown-2026-03/data.yaml"],
    "year-of-months": ["year-of-months/data.yaml"],
    "gate": ["gate/data/2026-03.yaml"],
    "two-forces": ["norfolk-2024/data.yaml", "year-of-months/data.yaml"],
}

SITE = {
    "site-index": "index.html",
    "site-force": "forces/force-07.html",
    "site-standard": "standards/101-abandonment.html",
}

PAGES = [*EXAMPLES, "funnel", "gate-of-a-folder", *SITE, "site-afi"]


def many_forces(folder: Path, rules: Rulebook) -> Result:
    """43 forces, four of them beyond a funnel: three beside each other, and one at its edge."""
    counts = [((50 + n % 5) * (1 + n), 1000 * (1 + n)) for n in range(39)]
    counts += [(2_000, 20_000), (2_015, 20_200), (1_990, 20_100), (1, 39_000)]
    returns = []
    for number, (part, whole) in enumerate(counts):
        file = folder / f"{number:02}.yaml"
        value = f"{{value: {part} of {whole}, unusual: looked at again}}"
        text = f"force: Force {number:02}\nperiod: 2026-03\n"
        file.write_text(f"{text}figures: {{calls_101_abandonment_rate: {value}}}\n", "utf-8")
        returns.append(load_return(file, rules))
    result = check(rules, returns, today=TODAY)
    drawn = add_funnels(add_record(add_charts(result), [], returns, []), ["101-abandonment"])
    assert sum(one.reach is Reach.BEYOND for one in drawn.funnels[0].forces) == 4
    return drawn


def result_of(names: list[str], rules: Rulebook) -> Result:
    returns = [load_return(ROOT / "examples" / name, rules) for name in names]
    result = check(rules, returns, today=TODAY)
    if names == EXAMPLES["gate"]:
        accepted = read_exception_files([ROOT / "examples/gate/exceptions.yaml"], rules, TODAY)
        last_time = str(ROOT / "examples/gate/data/2026-02.yaml")
        result = compare_with_baseline(apply_exceptions(result, accepted), last_time, rules)
    return add_record(add_charts(result), [], returns, [])


def gate_of_a_folder(folder: Path, rules: Rulebook) -> Result:
    """The gate of a month against the month before, with what is missed and what is not given."""
    shutil.copytree(ROOT / "examples/gate/data", folder)
    april = (folder / "2026-03.yaml").read_text("utf-8").replace("2026-03-31", "2026-04-30")
    april = april.replace("2026-03", "2026-04").replace("abandoned: 703", "abandoned: 1,900")
    (folder / "2026-04.yaml").write_text(april.replace("calls_999_answered:", "#"), "utf-8")
    files = [folder / "force.yaml", folder / "2026-03.yaml", folder / "2026-04.yaml"]
    returns = [load_return(file, rules) for file in files[1:]]
    run = gate_returns(rules, returns, returns[:1], today=TODAY)
    return add_record(add_charts(run.result), [], returns, [])


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
    funnel = folder / "funnel.html"
    funnel.write_text(REPORTS["html"](many_forces(folder, rules), Page()), "utf-8")
    files.append(str(funnel))
    pages = dict(TO_A_FOLDER["site"](many_forces(folder, rules), Page(highlight=("Force 07",))))
    two = TO_A_FOLDER["site"](result_of(EXAMPLES["two-forces"], rules), Page())
    afi = two["afis/norfolk-constabulary--norfolk-2023-25-6.html"]
    for name, text in {
        **{name: pages[file] for name, file in SITE.items()},
        "site-afi": afi,
    }.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
        files.append(str(folder / f"{name}.html"))
    gate = folder / "gate-of-a-folder.html"
    gate.write_text(REPORTS["html"](gate_of_a_folder(folder / "data", rules), Page()), "utf-8")
    files.append(str(gate))
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


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["violations"] == []
    assert seen[name]["passes"] > 30


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_it_and_its_policy_breaks_nothing(
    name: str, seen: dict[str, Any]
) -> None:
    assert seen[name]["asked"] == []
    assert seen[name]["refused"] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "site-index"])
def test_a_phone_shows_the_result_without_scrolling_sideways(
    name: str, seen: dict[str, Any]
) -> None:
    phone = seen[name]["phone"]
    assert phone["over"] <= 0
    assert phone["results"]
    assert [right for right in phone["results"] if right > 0] == []
    assert seen[name]["desk"]["over"] <= 0


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_every_column_and_all_that_is_folded(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["paper"] == {"over": [], "folded": 0}


@pytest.mark.parametrize("name", PAGES)
def test_no_word_in_a_picture_covers_another(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["collisions"] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_dark_screen_has_a_dark_page_and_paper_stays_light(
    name: str, seen: dict[str, Any]
) -> None:
    assert seen[name]["dark"] == []
    assert seen[name]["grounds"] == "rgb(20, 24, 27)"
    assert seen[name]["paperGround"] == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    ("name", "orders"),
    [
        ("norfolk-2024", ["result", "standard", "AFI"]),
        ("anytown-2026-03", ["result", "standard"]),
        ("site-standard", ["result", "force"]),
    ],
)
@pytest.mark.parametrize("width", ["orders", "phoneOrders"])
def test_arrow_keys_sort_the_table_without_a_script(
    name: str, orders: list[str], width: str, seen: dict[str, Any]
) -> None:
    found = seen[name][width]
    assert [*found] == orders
    by_result, by_name = found[orders[0]], found[orders[1]]
    assert by_name == sorted(by_result, key=str.casefold)
    assert (by_name == by_result) is (name == "site-standard")  # there the last force alone is met
    if "AFI" in found:
        assert found["AFI"] == [
            *("Attendance in time", "101 calls abandoned"),
            *("Offenders for each manager", "High-risk offenders"),
        ]
