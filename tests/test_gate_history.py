"""Earlier months that a change alters in a sheet, or in the return of another month."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from conftest import Command, some_every_day

sys.path.append(str(Path(__file__).parent / "gate_play"))

from months import MONTHS, TODAY, Repository, figures_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DAY = ("--today", TODAY)
NAMES = {
    "calls_101_offered": "offered",
    "calls_101_abandoned": "abandoned",
    "incidents_to_attend": "incidents",
    "incidents_attended_in_time": "in_time",
}
Cells = dict[tuple[str, str], str | None]


def write_sheet(repository: Repository, newest: str, cells: Cells | None = None) -> None:
    """Give every month up to one in a sheet; `cells` are other values, None for no row."""
    rows = ["period,figure,value"]
    for month in (one for one in [*MONTHS, "2026-03"] if one <= newest):
        for name, field in NAMES.items():
            own = str(getattr(figures_of(month), field))
            value = (cells or {}).get((month, name), own)
            rows += [f"{month},{name},{value}"] if value is not None else []
    repository.write("data/months.csv", "\n".join(rows) + "\n")
    repository.write(
        "data/now.yaml", f"period: {newest}\nprofile: force.yaml\nsheets: [months.csv]\n"
    )


@pytest.fixture(scope="module")
def in_a_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Repository(tmp_path_factory.mktemp("history") / "repository")
    made.git("checkout", "-q", "main")
    for month in MONTHS:
        made.delete(f"data/{month}.yaml")
    made.delete("data/exceptions.yaml")
    write_sheet(made, "2026-02")
    made.commit("one return with a sheet")
    made.git("checkout", "-q", "-B", "change")
    return made.path


@pytest.fixture
def sheet(in_a_sheet: Path, tmp_path: Path) -> Repository:
    return Repository.copy_of(in_a_sheet, tmp_path / "repository")


@pytest.fixture(scope="module")
def fourteen_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Repository(tmp_path_factory.mktemp("months") / "repository").path


@pytest.fixture
def repository(fourteen_months: Path, tmp_path: Path) -> Repository:
    return Repository.copy_of(fourteen_months, tmp_path / "repository")


WORSE: Cells = {("2025-05", "calls_101_abandoned"): "1900"}
GONE: Cells = {("2025-05", "calls_101_abandoned"): None, ("2025-05", "calls_101_offered"): None}
HALF: Cells = {("2025-05", "calls_101_abandoned"): ""}
TYPO: Cells = {("2025-05", "calls_101_abandoned"): "565"}


@pytest.mark.every_day(2)
@pytest.mark.parametrize("newest", some_every_day(1, ["2026-02", "2026-03"]))
@pytest.mark.parametrize(("cells", "code"), [({}, 0), (TYPO, 0), (WORSE, 1), (GONE, 4), (HALF, 3)])
def test_a_month_of_a_sheet_is_judged_where_it_changes(
    sheet: Repository, peelcheck: Command, newest: str, cells: Cells, code: int
) -> None:
    write_sheet(sheet, newest, cells)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=sheet.path)
    assert run.returncode == code, run.stdout
    assert ("May 2025" in run.stdout) == bool(cells)


def test_of_two_new_months_in_a_sheet_the_first_is_judged_too(
    sheet: Repository, peelcheck: Command
) -> None:
    sheet.git("checkout", "-q", "main")
    write_sheet(sheet, "2026-01")
    sheet.commit("as of January")
    write_sheet(sheet, "2026-03", {("2026-02", "calls_101_abandoned"): "1400"})
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=sheet.path)
    assert run.returncode == 1
    assert "February 2026" in run.stdout


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("left_out", "code"), [("", 0), ("high_risk_offenders", 4)])
def test_a_month_that_moves_to_a_sheet_is_not_gone_unless_less_is_given(
    repository: Repository, peelcheck: Command, left_out: str, code: int
) -> None:
    july = figures_of("2025-07")
    fields = {
        **NAMES,
        "calls_999_answered": "answered",
        "calls_999_answered_within_10s": "within_10s",
        "offenders": "offenders",
        "offender_managers": "managers",
        "high_risk_offenders": "high_risk",
    }
    rows = [
        f"{'at 2025-07-31' if 'offender' in name else '2025-07'},{name},{getattr(july, field)}"
        for name, field in fields.items()
        if name != left_out
    ]
    repository.write("data/july.csv", "\n".join(["period,figure,value", *rows, ""]))
    repository.delete("data/2025-07.yaml")
    june = repository.read("data/2025-06.yaml") + "sheets: [july.csv]\n"
    repository.write("data/2025-06.yaml", june)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == code, run.stdout
    assert ("July 2025 is gone" in " ".join(run.stdout.split())) == bool(left_out)


def test_a_later_return_that_contradicts_an_earlier_month_is_seen(
    repository: Repository, peelcheck: Command
) -> None:
    text = figures_of("2026-03").as_yaml("2026-03")
    text += "  calls_101_abandonment_rate: {value: 13%, period: 2025-05}\n"
    repository.write("data/2026-03.yaml", text)
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == 3
    assert "2025-05.yaml" in run.stdout


# A month that is added or corrected late


@pytest.mark.every_day(1)
@pytest.mark.parametrize(("abandoned", "code"), [(565, 0), (1900, 1)])
def test_a_month_added_late_is_compared_with_the_one_before_it(
    repository: Repository, peelcheck: Command, abandoned: int, code: int
) -> None:
    repository.git("checkout", "-q", "main")
    repository.delete("data/2025-06.yaml")
    repository.commit("no June")
    repository.git("checkout", "-q", "-B", "change")
    repository.month("2025-06", figures_of("2025-06")._replace(abandoned=abandoned))
    repository.month("2026-03", figures_of("2026-03"))
    repository.commit("June, late, and March")
    run = peelcheck("gate", "data", *DAY, cwd=repository.path)
    assert run.returncode == code
    assert "2025-06.yaml, compared with May 2025" in run.stdout
    assert "2026-03.yaml, compared with February 2026" in run.stdout


def test_a_month_before_all_others_has_nothing_to_be_compared_with(
    repository: Repository, peelcheck: Command
) -> None:
    repository.month("2024-12", figures_of("2025-01")._replace(abandoned=550))
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 0


def test_what_an_old_month_never_gave_has_not_vanished_from_it(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    lines = repository.read("data/2025-07.yaml").splitlines(keepends=True)
    repository.write("data/2025-07.yaml", "".join(x for x in lines if "calls_101" not in x))
    repository.commit("July without 101 calls")
    repository.git("checkout", "-q", "-B", "change")
    repository.edit("data/2025-07.yaml", "attended_in_time: 952", "attended_in_time: 951")
    repository.commit("a typing error")
    assert peelcheck("gate", "data", *DAY, cwd=repository.path).returncode == 0


OLD_BREACH = "2025-07"


@pytest.fixture
def known_breach(repository: Repository) -> Repository:
    """July misses 101 calls on the base, and nobody accepts that any more."""
    repository.git("checkout", "-q", "main")
    repository.month(OLD_BREACH, figures_of(OLD_BREACH)._replace(abandoned=1900))
    repository.commit("July, merged though it misses a standard")
    repository.git("checkout", "-q", "-B", "change")
    return repository


@pytest.mark.every_day(1)
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"abandoned": 1900, "in_time": 951}, 0),  # a typing error in another figure
        ({"abandoned": 1900, "in_time": 500}, 1),  # another figure that is worse
        ({"abandoned": 1901}, 1),  # the known breach itself moves
        ({"abandoned": 561}, 0),
    ],
)
def test_a_known_breach_of_an_old_month_fails_only_where_its_own_figure_changes(
    known_breach: Repository, peelcheck: Command, changes: dict[str, int], code: int
) -> None:
    known_breach.month(OLD_BREACH, figures_of(OLD_BREACH)._replace(**changes))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=known_breach.path)
    assert run.returncode == code, run.stdout
    assert ("as before       101 calls abandoned" in run.stdout) == (changes["abandoned"] == 1900)


def test_a_known_breach_of_the_newest_month_fails_all_the_same(
    repository: Repository, peelcheck: Command
) -> None:
    repository.git("checkout", "-q", "main")
    repository.month("2026-02", figures_of("2026-02")._replace(abandoned=1900))
    repository.commit("February, merged though it misses a standard")
    repository.git("checkout", "-q", "-B", "change")
    repository.edit("data/2026-02.yaml", "in_time: 959", "in_time: 958")
    assert peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path).returncode == 1


# One return that moves on from month to month


CALLS = "call_id,line,received_at,outcome\n"


def one_return(repository: Repository, month: str, *, tables: bool, more: str = "") -> None:
    """The one return of the folder, of that month: from figures, or from a table."""
    if not tables:
        repository.write("data/now.yaml", figures_of(month).as_yaml(month) + more)
        return
    rows = [
        f"{month}-{n},101,{month}-{n % 28 + 1:02} 10:{n % 60:02}:11,"
        f"{'abandoned' if n % 33 == 0 else 'answered'}\n"
        for n in range(900)
    ]
    repository.write("data/calls.csv", CALLS + "".join(rows))
    repository.write(
        "data/now.yaml",
        f"period: {month}\nprofile: force.yaml\nfigures: {{high_risk_share: 1{month[-1]}%}}\n"
        f"tables: {{calls: {{file: calls.csv}}}}\n{more}",
    )


def only_return(repository: Repository, month: str, *, tables: bool) -> None:
    repository.git("checkout", "-q", "main")
    for one in MONTHS:
        repository.delete(f"data/{one}.yaml")
    one_return(repository, month, tables=tables)
    repository.commit(f"the return of {month}")
    repository.git("checkout", "-q", "-B", "change")


@pytest.mark.parametrize("tables", [True, False])
def test_one_return_that_moves_on_by_a_month_is_not_gone(
    repository: Repository, peelcheck: Command, tables: bool
) -> None:
    only_return(repository, "2026-01", tables=tables)
    one_return(repository, "2026-02", tables=tables)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 0, run.stdout
    assert "now.yaml, compared with January 2026" in run.stdout


@pytest.mark.parametrize("tables", [True, False])
def test_one_return_that_leaps_over_a_month_is_gone(
    repository: Repository, peelcheck: Command, tables: bool
) -> None:
    only_return(repository, "2025-12", tables=tables)
    one_return(repository, "2026-02", tables=tables)
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "December 2025: the base has a return" in " ".join(run.stdout.split())


def test_a_return_that_is_replaced_by_one_of_another_name_is_gone(
    repository: Repository, peelcheck: Command
) -> None:
    only_return(repository, "2026-01", tables=False)
    repository.delete("data/now.yaml")
    repository.month("2026-02", figures_of("2026-02"))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "January 2026: the base has a return" in " ".join(run.stdout.split())


def test_one_return_that_moves_on_and_gives_less_fails(
    repository: Repository, peelcheck: Command
) -> None:
    only_return(repository, "2026-01", tables=False)
    one_return(repository, "2026-02", tables=False)
    text = repository.read("data/now.yaml").splitlines(keepends=True)
    repository.write("data/now.yaml", "".join(line for line in text if "calls_999" not in line))
    run = peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path)
    assert run.returncode == 4
    assert "999 calls answered in 10 seconds: was given" in " ".join(run.stdout.split())


def test_the_newest_of_several_returns_may_not_move_on_in_place_of_another(
    repository: Repository, peelcheck: Command
) -> None:
    repository.delete("data/2026-02.yaml")
    repository.month("2026-03", figures_of("2026-03"))
    assert peelcheck("gate", "data", "--base", "main", *DAY, cwd=repository.path).returncode == 4
