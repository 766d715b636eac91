"""Which tests wait for CI: thorough ones, unless somebody asks for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

import conftest
from conftest import ROOT, some_every_day


@pytest.mark.parametrize(
    ("args", "markexpr", "are_left_out"),
    [
        (["tests"], "", True),
        (["tests"], "not needs", True),
        (["tests"], "thorough", False),
        (["tests"], "needs or hypothesis or thorough", False),
        (["tests/test_zones.py"], "", False),
        (["tests/test_zones.py", "tests/test_dates.py"], "not needs", False),
        (["tests/test_mutate.py::test_an_excuse_needs_a_reason"], "", False),
    ],
)
def test_thorough_tests_are_left_out_unless_they_are_named(
    args: list[str], markexpr: str, are_left_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conftest, "IS_THOROUGH", False)
    monkeypatch.delenv("PEELCHECK_UPDATE_GOLDEN", raising=False)
    config: Any = SimpleNamespace(
        args=args, getini=lambda _: ["tests"], getoption=lambda _: markexpr
    )  # as pytest has them
    assert conftest._leaves_out_thorough(config) is are_left_out
    monkeypatch.setenv("PEELCHECK_UPDATE_GOLDEN", "1")
    assert not conftest._leaves_out_thorough(config)
    monkeypatch.delenv("PEELCHECK_UPDATE_GOLDEN")
    monkeypatch.setattr(conftest, "IS_THOROUGH", True)
    assert not conftest._leaves_out_thorough(config)


def is_thorough(case: Any) -> bool:
    return [mark.name for mark in case.marks] == ["thorough"]


def test_the_first_cases_run_every_day() -> None:
    cases = some_every_day(2, [("a", "b"), "c", 3])
    assert [case.values for case in cases] == [(("a", "b"),), ("c",), (3,)]
    assert list(map(is_thorough, cases)) == [False, False, True]


class Case:
    """A case of a test of which two run every day, as far as collecting it looks at it."""

    def __init__(self, nodeid: str) -> None:
        self.nodeid = nodeid
        self.marks = {"every_day": pytest.mark.every_day(2).mark}

    def get_closest_marker(self, name: str) -> object:
        return self.marks.get(name)

    def add_marker(self, mark: pytest.MarkDecorator) -> None:
        self.marks[mark.name] = mark.mark


def test_the_later_cases_of_each_test_are_thorough() -> None:
    cases = [Case(f"{test}[{number}]") for number in range(3) for test in ("one", "other")]
    for case in cases:
        conftest.pytest_itemcollected(cast("Any", case))
    assert [case.nodeid for case in cases if "thorough" in case.marks] == ["one[2]", "other[2]"]


def test_ci_leaves_out_none() -> None:
    run = (ROOT / ".ci/run").read_text("utf-8")
    assert (
        'PEELCHECK_TEST_REQUIRE=1 "$python" -m pytest -q -m "needs or hypothesis or thorough"'
        in run
    )
    assert "tests/test_python.py" in (ROOT / ".ci/pythons").read_text("utf-8")  # by their names
