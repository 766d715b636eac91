"""Every kind of figure, with and without a thousands comma, in every outcome and every format."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import ROOT
from peelcheck import Outcome, Result, Rulebook, check, load_return, load_rules
from peelcheck.pipeline.charts import add_charts
from peelcheck.reports import BY, REPORTS, TO_A_FILE
from peelcheck.reports.layout import Page
from reporting import TODAY

FIGURE = """
{name}:
  means: {kind} that is {size}
  kind: {kind}
  {unit}
  better: lower
"""
RULE = """
title: The {kind} is at most {limit}
short: "{size} {kind}"
why: A reader has to see it.
figure: {name}
{limits}
stated_as: own
source: a table of tests
to_meet_it: Do less of it.
"""
UNITS = "unit: cases\n  one: case"
CASES = {
    ("count", "small"): (UNITS, "500", "321", "612", "480 to 520"),
    ("count", "large"): (UNITS, "5,000", "1,204", "9,876", "4,900 to 5,100"),
    ("quantity", "small"): (UNITS, "50", "exactly 18.5", "61.5", "49.5 to 50.5"),
    ("quantity", "large"): (UNITS, "5,000", "1,204.5", "9,876.5", "4,900.5 to 5,100.5"),
    ("share", "small"): ("", "5%", "4.1%", "21.9%", "4.9% to 5.1%"),
    ("share", "large"): ("", "50%", "1,204 of 14,974", "9,876 of 14,974", "49% to 51%"),
    ("ratio", "small"): ("", "50", "18.6:1", "63:1", "49:1 to 51:1"),
    ("ratio", "large"): ("", "5,000", "1,204:1", "9,876:1", "4,900:1 to 5,100:1"),
    ("change", "small"): ("", "+5%", "-8.5%", "+8.5%", "+4% to +6%"),
    ("change", "large"): ("", "+5,000%", "+1,204%", "+9,876%", "+4,900% to +5,100%"),
    ("difference", "small"): (UNITS, "20", "-35", "61", "18 to 25"),
    ("difference", "large"): (UNITS, "5,000", "-1,204", "9,876", "4,900 to 5,100"),
    ("points", "small"): ("", "5 points", "-3.2 points", "21.9 points", "4 points to 6 points"),
    ("points", "large"): (
        "", "50 points", "exactly 0 points", "98 points", "49 points to 51 points",
    ),
    ("time", "small"): ("", "10 minutes", "2 minutes", "15 minutes", "9 minutes to 11 minutes"),
    ("time", "large"): (
        "", "5,000 minutes", "1,204 minutes", "9,876 minutes", "4,900 minutes to 5,100 minutes",
    ),
}  # fmt: skip
"""Of each kind and size: its unit, the limit, an amount that meets it, one that misses, and one
that does neither surely."""

OUTCOMES = {
    Outcome.MET: 2, Outcome.BREACH: 3, Outcome.CANNOT_TELL: 4, Outcome.NOTE: 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The shipped words, with a figure of each kind and size and two rules for each."""
    pack = tmp_path_factory.mktemp("kinds") / "pack"
    shutil.copytree(ROOT / "rules", pack)
    figures = ""
    for (kind, size), (unit, limit, _, missed, _) in CASES.items():
        name = f"{kind}_{size}"
        figures += FIGURE.format(
            name=name, kind=kind, size=size, unit=unit or f"usual: {USUAL[kind]}"
        )
        words = {"name": name, "kind": kind, "size": size, "limit": limit}
        examples = f"examples:\n  - exactly {limit} is met\n  - {missed} is a breach"
        judged = f"require:\n  at_most: {limit}\nstanding: guidance\n{examples}"
        noted = "standing: watch"
        for rule, limits in ((f"{kind}-{size}", judged), (f"{kind}-{size}-noted", noted)):
            text = RULE.format(limits=limits, **words)
            (pack / f"standards/{rule}.yaml").write_text(text, "utf-8")
    (pack / "figures/kinds.yaml").write_text(figures, "utf-8")
    return load_rules(pack)


USUAL = {"share": "0% to 100%", "ratio": "0 to 10,000", "change": "-100% to +100,000%",
         "points": "-100 points to 100 points",
         "time": "0 minutes to 10,000 minutes"}  # fmt: skip

Judged = Callable[[Outcome], Result]


@pytest.fixture
def judged(every_kind: Rulebook, tmp_path: Path) -> Judged:
    def run(outcome: Outcome) -> Result:
        amounts = {
            f"{kind}_{size}": found[OUTCOMES[outcome]] for (kind, size), found in CASES.items()
        }
        lines = "".join(f"  {name}: {amount}\n" for name, amount in amounts.items())
        file = tmp_path / "data.yaml"
        file.write_text(f"force: Norfolk Constabulary\nperiod: 2026-03\nfigures:\n{lines}", "utf-8")
        noted = "-noted" if outcome is Outcome.NOTE else ""
        only = [f"{kind}-{size}{noted}" for kind, size in CASES]
        result = check(every_kind, [load_return(file, every_kind)], only=only, today=TODAY)
        return add_charts(result, {})

    return run


@pytest.mark.every_day(2)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_kind_has_the_outcome_that_is_expected(judged: Judged, outcome: Outcome) -> None:
    assert {f.rule.id: f.outcome for f in judged(outcome).findings} == dict.fromkeys(
        (f.rule.id for f in judged(outcome).findings), outcome
    )


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("layout", ["text", "afi"])
def test_the_text_report_fits_and_shows_every_amount(
    judged: Judged, outcome: Outcome, width: int, layout: str
) -> None:
    result = judged(outcome)
    render = BY[layout] if layout in BY else REPORTS[layout]
    text = render(result, Page(width))
    assert max(map(len, text.split("\n"))) <= width
    if layout == "text":
        for number in numbers_in(outcome):
            assert number in text


FIGURES_SHOWN = [name for name in (*REPORTS, *TO_A_FILE) if name != "afis"]
"""The table of AFIs has their states, and no figure."""


@pytest.mark.every_day(11)
@pytest.mark.parametrize("name", FIGURES_SHOWN)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_format_has_every_finding(judged: Judged, outcome: Outcome, name: str) -> None:
    result = judged(outcome)
    page = Page()
    made = TO_A_FILE[name](result, page) if name in TO_A_FILE else REPORTS[name](result, page)
    text = in_workbook(made) if isinstance(made, bytes) else made
    if outcome not in SHOWN_IN.get(name, OUTCOMES):
        return
    numbers = ["9,876"] if name in ("github", "azure") else numbers_in(outcome)  # ten at most
    for number in numbers:
        assert number in text or number.replace(",", "") in text, number
    if name == "json":
        assert len(json.loads(text)["findings"]) == len(CASES)


SHOWN_IN = {
    "junit": (Outcome.MET, Outcome.BREACH, Outcome.CANNOT_TELL),
    **dict.fromkeys(("sarif", "github", "gitlab", "azure"), (Outcome.BREACH,)),
}
"""The outcomes that a format shows, where it does not show all."""


def numbers_in(outcome: Outcome) -> list[str]:
    """The first number of each amount as it is written."""
    amounts = (found[OUTCOMES[outcome]] for found in CASES.values())
    return [re.search(r"[\d.,:]*\d", amount)[0] for amount in amounts]  # type: ignore[index]


def in_workbook(made: bytes) -> str:
    cells = (
        cell for sheet in load_workbook(io.BytesIO(made)) for row in sheet.values for cell in row
    )
    return "\n".join(str(cell) for cell in cells if cell is not None)
