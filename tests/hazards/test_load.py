"""Load: twice the input is twice the work, counted in calls, which no busy machine moves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from peelcheck import check, load_return
from peelcheck.errors import Problems
from peelcheck.sources.csv_cells import read_csv_cells
from peelcheck.sources.strict_yaml import read_yaml
from tables import shipped

HEAD = "force: Norfolk Constabulary\nperiod: 2026-03\n"


def managers(folder: Path, count: int) -> None:
    lines = "".join(f"\n        M{number}: {number % 60}" for number in range(count))
    text = f"{HEAD}figures:\n  offenders_of_manager:\n    complete: yes\n    by:\n"
    text += f"      manager:{lines}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    check(shipped(), [load_return(folder / "data.yaml", shipped())])


def districts(folder: Path, count: int) -> None:
    lines = "".join(f"\n        D{number}: {number % 60 + 1}" for number in range(count))
    text = f"{HEAD}figures:\n"
    for name in ("incidents_attended_in_time", "incidents_to_attend"):
        text += f"  {name}:\n    complete: yes\n    by:\n      district:{lines}\n"
    (folder / "data.yaml").write_text(text, "utf-8")
    check(shipped(), [load_return(folder / "data.yaml", shipped())], by=["district"])


def forces(folder: Path, count: int) -> None:
    rows = ["force,period,figure,value"]
    names = sorted(set(shipped().dictionary.forces.values()))
    for number in range(count):
        month = f"{2000 + number // 12 // 43}-{number // 43 % 12 + 1:02}"
        rows.append(f"{names[number % 43]},{month},calls_101_offered,9000")
    (folder / "f.csv").write_text("\n".join(rows), "utf-8")
    text = f"{HEAD}sheets: [f.csv]\n".replace("Norfolk Constabulary", names[0])
    (folder / "data.yaml").write_text(text, "utf-8")
    load_return(folder / "data.yaml", shipped())


def months(folder: Path, count: int) -> None:
    rows = ["period,figure,value"]
    for number in range(count):
        period = f"{2000 + number // 12}-{number % 12 + 1:02}"
        rows += [f"{period},calls_101_offered,9000", f"{period},calls_101_abandoned,{400 + number}"]
    (folder / "f.csv").write_text("\n".join(rows), "utf-8")
    (folder / "data.yaml").write_text(f"{HEAD}sheets: [f.csv]\n", "utf-8")
    check(shipped(), [load_return(folder / "data.yaml", shipped())])


def returns(folder: Path, count: int) -> None:
    found = []
    for number in range(count):
        file = folder / f"{number}.yaml"
        period = f"{2000 + number // 12}-{number % 12 + 1:02}"
        file.write_text(
            f"force: Norfolk Constabulary\nperiod: {period}\nfigures: {{high_risk_share: 18.5%}}\n",
            "utf-8",
        )
        found.append(load_return(file, shipped()))
    check(shipped(), found)


def yaml_lines(_: Path, count: int) -> None:
    read_yaml(b"".join(b"k%d: {a: 1, b: [x, y]}\n" % n for n in range(count)), "x", Problems())


def csv_rows(_: Path, count: int) -> None:
    read_csv_cells(b"a,b\n" + b'1,"x\ny"\n' * count, "x", Problems())


def calls(run: Callable[[Path, int], None], folder: Path, size: int) -> int:
    """How many functions are called."""
    count = 0

    def seen(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        run(folder, size)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.every_day(1)
@pytest.mark.parametrize(
    ("run", "size"),
    [
        (managers, 400),
        (districts, 200),
        (forces, 1000),
        (months, 240),
        (returns, 60),
        (yaml_lines, 1000),
        (csv_rows, 2000),
    ],
)
def test_cost_grows_with_the_input_and_no_faster(
    tmp_path: Path, run: Callable[[Path, int], None], size: int
) -> None:
    shipped()
    half, whole = calls(run, tmp_path, size // 2), calls(run, tmp_path, size)
    assert whole < 2.2 * half
