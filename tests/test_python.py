"""The Python API: its arguments are read as on the command line, and its page is true."""

from __future__ import annotations

import inspect
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import peelcheck
from conftest import ROOT, Command
from peelcheck import (
    FORMATS,
    Exit,
    InvalidValue,
    Outcome,
    ProblemsFound,
    Result,
    Return,
    Rulebook,
    check,
    gate,
    gate_clauses,
    load_return,
    load_rules,
    public_view,
    read_period,
    render,
    rows_behind,
    since,
    with_exceptions,
)
from peelcheck.cli.check import command
from peelcheck.reports import BY, REPORTS, TO_A_FILE
from peelcheck.reports.layout import Page
from tables import write_csv

PAGE = (ROOT / "docs/python.md").read_text("utf-8")
TODAY = date(2026, 4, 10)
MONTHS = {
    "2026-02": "calls_101_abandonment_rate: 4.1%",
    "2026-03": "calls_101_abandonment_rate: 6%",
}


@pytest.fixture
def two(rules: Rulebook, tmp_path: Path) -> list[Return]:
    """February, which is met, and March, which is missed."""
    found = []
    for month, figure in MONTHS.items():
        file = tmp_path / f"{month}.yaml"
        head = f"force: Norfolk Constabulary\nperiod: {month}\n"
        file.write_text(f"{head}figures: {{{figure}, high_risk_share: 30.0%}}\n", "utf-8")
        found.append(load_return(file, rules))
    return found


@pytest.fixture
def counted(rules: Rulebook, tmp_path: Path) -> Return:
    """A return with a table of incidents in two districts."""
    rows = [
        {
            "incident_id": f"I{n}", "received_at": f"2026-03-{n + 1:02} 10:00:00",
            "arrived_at": f"2026-03-{n + 1:02} 10:{5 if n % 5 else 25:02}:00", "grade": "A",
            "area": "urban", "district": "North" if n % 2 else "South",
        }
        for n in range(31)
    ]  # fmt: skip
    write_csv(tmp_path / "i.csv", rows)
    text = (
        "force: Norfolk Constabulary\nperiod: 2026-03\ntables: {incidents: {file: i.csv}}\n"
        "targets: {attendance_share: 90%, attendance_times: {A: 15 minutes}}\n"
    )
    (tmp_path / "counted.yaml").write_text(text, "utf-8")
    return load_return(tmp_path / "counted.yaml", rules)


def outcomes(result: Result) -> dict[str, Outcome]:
    return {f.rule.id: f.outcome for f in result.findings if f.figure}


@pytest.mark.parametrize(
    "only",
    ["101-abandonment", ["101-abandonment"], ("101-abandonment",), {"101-abandonment"},
     frozenset({"101-abandonment"}), dict.fromkeys(["101-abandonment"]).keys(), "afi/6",
     ["afi/norfolk-2023-25/6"]],
)  # fmt: skip
def test_only_takes_one_name_or_several(rules: Rulebook, two: list[Return], only: Any) -> None:
    result = check(rules, two, only=only, today=TODAY)
    assert [f.rule.id for f in result.findings] == ["101-abandonment"]


def test_without_only_every_rule_is_judged(rules: Rulebook, two: list[Return]) -> None:
    assert len(check(rules, two, today=TODAY).findings) == len(rules.rules)


@pytest.mark.parametrize("period", ["2026-02", read_period("2026-02"), "2026-02-01 to 2026-02-28"])
def test_a_period_is_read_as_on_the_command_line(
    rules: Rulebook, two: list[Return], period: Any
) -> None:
    assert outcomes(check(rules, two, period=period, today=TODAY))["101-abandonment"] is Outcome.MET
    assert outcomes(check(rules, two, today=TODAY))["101-abandonment"] is Outcome.BREACH


@pytest.mark.parametrize("today", ["2026-03-10", date(2026, 3, 10), datetime(2026, 3, 10, 9, 30)])
def test_a_day_is_read_as_on_the_command_line(
    rules: Rulebook, two: list[Return], today: Any
) -> None:
    assert check(rules, two, today=today).today == date(2026, 3, 10)


@pytest.mark.every_day(2)
@pytest.mark.parametrize("by", ["district", ["district"], ("district",), {"district"}])
def test_by_takes_one_kind_or_several(rules: Rulebook, counted: Return, by: Any) -> None:
    result = check(rules, counted, only="response-within-attendance-time", by=by, today=TODAY)
    (finding,) = result.findings
    assert [(one.kind, len(one.parts)) for one in finding.breakdowns] == [("district", 2)]
    plain = check(rules, counted, only="response-within-attendance-time", today=TODAY)
    assert plain.findings[0].breakdowns == ()


def test_one_return_is_a_list_of_one(rules: Rulebook, two: list[Return]) -> None:
    assert check(rules, two[1], today=TODAY) == check(rules, [two[1]], today=TODAY)
    assert check(rules, iter(two), today=TODAY) == check(rules, two, today=TODAY)


KNOWN_KINDS = "Known are grade, district, risk_level"

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a rule that is not there": (
        {"only": ["101-abandonmnt"]},
        "only 101-abandonmnt: there is no rule of this name. Did you mean 101-abandonment?",
    ),
    "a typo": ({"only": ["typo"]}, "only typo: there is no rule of this name. Known are "),
    "a typo as a text": ({"only": "typo"}, "only typo: there is no rule of this name."),
    "an AFI that is not there": ({"only": "afi/99"}, "Nothing here is called afi/99."),
    "no rule at all": (
        {"only": []},
        "only names no rule, so nothing would be checked. Name one, or leave only out to check "
        "every rule.",
    ),
    "rules that are no names": ({"only": [1]}, "only is a list, not a list of names."),
    "rules by number": ({"only": 6}, "only is an int, not a list of names."),
    "rules as a mapping": ({"only": {"a": 1}}, "only is a dict, not a list of names."),
    "rules as bytes": ({"only": b"x"}, "only is a bytes, not a list of names."),
    "a kind that is not there": ({"by": "distrct"}, "by distrct: nothing is broken down by that. "),
    "a far kind": ({"by": "xyz"}, f"by xyz: nothing is broken down by that. {KNOWN_KINDS}"),
    "people": ({"by": ["manager"]}, "by manager: people are counted and never named. Known are "),
    "by AFI": ({"by": "afi"}, "by afi: nothing is broken down by that."),
    "by nothing": ({"by": None}, "by is None, not a list of names."),
    "a text that is no period": ({"period": "March"}, "March"),
    "a period that is a day of Python": (
        {"period": date(2026, 3, 1)},
        "period is a date. Write it",
    ),
    "a period that is a number": ({"period": 2026}, "period is an int. Write it as in period="),
    "a text that is no day": ({"today": "tomorrow"}, "tomorrow"),
    "a day that is a number": ({"today": 20260310}, "today is an int. Write it as in today="),
    "a watch that is none": ({"watch": "yes"}, 'watch is the text "yes", not a function.'),
}


@pytest.mark.parametrize(("options", "told"), REFUSED.values(), ids=REFUSED)
def test_an_argument_that_says_nothing_is_refused(
    rules: Rulebook, two: list[Return], options: dict[str, Any], told: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        check(rules, two, today=options.pop("today", TODAY), **options)
    assert str(refused.value).startswith(told)
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    ("returns", "told"),
    [
        ("data.yaml", 'returns is the text "data.yaml", not a list of returns.'),
        (Path("data.yaml"), "returns is a PosixPath, not a list of returns."),
        (None, "returns is None, not a list of returns."),
        (5, "returns is an int, not a list of returns."),
        ({"a": 1}, "returns is a dict, not a list of returns."),
        (["data.yaml"], 'The text "data.yaml" is among the returns.'),
        ([None], "None is among the returns."),
    ],
)
def test_what_is_no_return_is_refused(
    rules: Rulebook, two: list[Return], returns: Any, told: str
) -> None:
    told = told.replace("PosixPath", type(Path()).__name__)
    result = check(rules, two, today=TODAY)
    for call in (lambda: check(rules, returns), lambda: rows_behind(result, returns)):
        with pytest.raises(InvalidValue) as refused:
            call()
        assert str(refused.value) == f"{told} Read each file with load_return(file, rules)."


def test_no_return_at_all_is_a_fault(rules: Rulebook) -> None:
    with pytest.raises(ProblemsFound, match="No return was given"):
        check(rules, [])


def test_rules_and_results_are_what_these_functions_return(
    rules: Rulebook, two: list[Return]
) -> None:
    result = check(rules, two, today=TODAY)
    calls: list[tuple[Any, str]] = [
        (lambda: check(two, two), "rules is a list, not a rulebook. Read it with load_rules()."),
        (lambda: check("rules", two), 'rules is the text "rules", not a rulebook.'),
        (lambda: load_return("x.yaml", None), "rules is None, not a rulebook."),  # type: ignore[arg-type]
        (lambda: load_return(None, rules), "file is None, not a path."),  # type: ignore[arg-type]
        (lambda: load_return(["x.yaml"], rules), "file is a list, not a path."),  # type: ignore[arg-type]
        (lambda: load_return("", rules), 'file is the text "", not a path.'),
        (lambda: load_return(b"x", rules), "file is a bytes, not a path."),  # type: ignore[arg-type]
        (lambda: load_rules(None), "a folder of rules is None, not a path."),  # type: ignore[arg-type]
        (lambda: load_rules(["ours"]), "a folder of rules is a list, not a path."),  # type: ignore[arg-type]
        (lambda: rows_behind(rules, two), "result is a Rulebook, not a result."),  # type: ignore[arg-type]
        (lambda: rows_behind(result, "data.yaml"), "returns is the text"),  # type: ignore[arg-type]
        (lambda: rows_behind(result, two, shown=5), "shown is an int, not a list"),  # type: ignore[arg-type]
        (lambda: rows_behind(result, two, watch=5), "watch is an int, not a function."),  # type: ignore[arg-type]
        (lambda: gate("result"), "result is the text"),  # type: ignore[arg-type]
        (lambda: gate(result, required="typo"), "required typo: there is no rule of this name."),
        (lambda: gate(result, required=5), "required is an int"),  # type: ignore[arg-type]
        (lambda: since(result, 5), "file is an int, not a path."),  # type: ignore[arg-type]
        (lambda: with_exceptions(result, 5), "a file of exceptions is an int"),  # type: ignore[arg-type]
        (lambda: render(result, "jsn"), "jsn is not a format. Did you mean json?"),
        (lambda: render(result, "x"), "x is not a format. Known are text, json"),
        (lambda: render(result, None), "None is not a format."),  # type: ignore[arg-type]
        (lambda: render(result, "json", by="afi"), "by afi: a json report has no such layout."),
        (lambda: render(result, by="district"), "by district: a text report has no such layout."),
        (lambda: render(result, width=20), "width 20 is too narrow."),
        (lambda: render(rules), "result is a Rulebook, not a result."),  # type: ignore[arg-type]
    ]
    for call, told in calls:
        with pytest.raises(InvalidValue) as refused:
            call()
        assert str(refused.value).startswith(told)


def test_files_that_are_not_there_are_faults(rules: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r"none\.yaml: There is no file"):
        load_return(tmp_path / "none.yaml", rules)
    with pytest.raises(ProblemsFound, match="There is no folder of this name"):
        load_rules(tmp_path / "none")


def test_a_return_may_look_outside_with_leave(rules: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "s.csv").write_text("figure,value\nhigh_risk_share,30%\n", "utf-8")
    file = tmp_path / "in/data.yaml"
    file.write_text("force: Norfolk Constabulary\nperiod: 2026-03\nsheets: [../s.csv]\n", "utf-8")
    with pytest.raises(ProblemsFound, match="lies outside"):
        load_return(file, rules)
    assert load_return(file, rules, allow_outside=True).reported


def test_rows_behind_takes_one_return_and_one_column(rules: Rulebook, counted: Return) -> None:
    result = check(rules, counted, only="response-within-attendance-time", today=TODAY)
    (behind,) = rows_behind(result, counted, shown="district")
    assert behind.header == ("file", "row", "incident_id", "district", "why")
    assert behind.total == len(behind.rows) == 7
    with pytest.raises(ProblemsFound, match="--rows-with nothing"):
        rows_behind(result, [counted], shown=["nothing"])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_rendered_as_the_command_does(
    rules: Rulebook, two: list[Return], name: str
) -> None:
    report = render(check(rules, two, today=TODAY), name)
    assert isinstance(report, bytes if name in TO_A_FILE else str)
    assert report


def test_the_formats_are_those_of_the_command() -> None:
    assert set(FORMATS) == {*REPORTS, *TO_A_FILE}


def test_the_text_report_is_as_wide_as_asked(rules: Rulebook, two: list[Return]) -> None:
    result = check(rules, two, today=TODAY)
    for width in (80, 120):
        text = render(result, width=width)
        assert isinstance(text, str)
        assert 60 < max(map(len, text.split("\n"))) <= width
    assert render(result, by="afi") == BY["afi"](result, Page())
    assert "\x1b[" in str(render(result, colour=True))
    assert "OFFICIAL" in str(render(result, "html", marking="OFFICIAL"))


def test_what_may_be_published_is_what_the_command_publishes(
    rules: Rulebook, tmp_path: Path, peelcheck: Command
) -> None:
    file = tmp_path / "data.yaml"
    figures = "{calls_101_abandonment_rate: 60 of 1000, high_risk_share: 9 of 800}"
    file.write_text(f"force: Kent Police\nperiod: 2026-03\nfigures: {figures}\n", "utf-8")
    result = public_view(check(rules, load_return(file, rules), today=TODAY))
    done = peelcheck(file, "--public", "--today", TODAY, "--format", "json")
    assert render(result, "json") == done.stdout
    assert "60 of 1,000" in done.stdout
    assert "9 of 800" not in done.stdout


@pytest.mark.parametrize("below", [2, 0, -1, True, 10.5, "10", None])
def test_too_few_values_are_never_left_possible(
    below: Any, rules: Rulebook, two: list[Return]
) -> None:
    with pytest.raises(InvalidValue) as refused:
        public_view(check(rules, two, today=TODAY), below=below)
    assert refused.value.what == f"below {below} leaves too few values possible."


def test_the_gate_says_the_code_of_the_command(
    rules: Rulebook, two: list[Return], tmp_path: Path
) -> None:
    missed = check(rules, two, only="101-abandonment", today=TODAY)
    assert gate(missed).exit is Exit.BREACH
    assert gate(missed, fail_on_breach=False).exit is Exit.GREEN
    met = check(rules, two[0], only="101-abandonment", today=TODAY)
    assert gate(met).exit is Exit.GREEN
    assert gate(met, required="afi/6").exit is Exit.GREEN
    required = gate(check(rules, two[0], today=TODAY), required=["999-answered-within-10-seconds"])
    assert required.exit is not Exit.GREEN
    assert "999-answered-within-10-seconds is required" in gate_clauses(required)[-1]
    (tmp_path / "then.json").write_text(str(render(met, "json")), "utf-8")
    for then in (tmp_path / "then.json", str(tmp_path / "2026-02.yaml")):
        compared = since(missed, then)
        assert gate(compared, only_new=True).exit is Exit.BREACH
    accepted = tmp_path / "exceptions.yaml"
    accepted.write_text(
        "exceptions:\n- rule: 101-abandonment\n  reason: two posts are empty\n"
        "  owner: head of contact\n  expires: 2026-06-30\n",
        "utf-8",
    )
    assert gate(with_exceptions(missed, accepted)).exit is Exit.GREEN


def test_the_page_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 8
    for code in blocks:
        exec(compile(code, "docs/python.md", "exec"), names)  # noqa: S102 - our own document
    printed = capsys.readouterr().out
    assert "101-abandonment 21.9% is over the limit of 5%" in printed
    assert "only 101-abandonmnt: there is no rule of this name. Did you mean" in printed


def test_the_page_names_everything_that_is_exported() -> None:
    found = set(re.findall(r"`(\w+)", PAGE)) | set(re.findall(r"\w+", "".join(
        re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))))  # fmt: skip
    left_out = {"Finding", "Result", "Return", "Rulebook", "__version__", "read_period", "Gate"}
    assert set(peelcheck.__all__) - found <= left_out
    assert all(hasattr(peelcheck, name) for name in peelcheck.__all__)


@pytest.mark.parametrize("name", ["check", "gate", "render", "rows_behind", "load_return"])
def test_the_page_gives_each_signature_as_it_is(name: str) -> None:
    (written,) = re.findall(rf"`{name}\(([^`]*)\)`", PAGE)
    given = [re.split("=", part.strip())[0] for part in re.split(r",(?![^(]*\))", written)]
    names = [n for n in inspect.signature(getattr(peelcheck, name)).parameters if n in given]
    assert sorted(names) == sorted(given)


def test_what_the_command_line_takes_the_api_takes() -> None:
    options = {param.name for param in command.params}
    assert {"period", "only", "by", "today", "required", "only_new", "allow_outside"} <= options
