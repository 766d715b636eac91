"""The same result by AFI: golden lists, the page on one AFI, and laws that both keep.

To write the golden files anew, run the tests with PEELCHECK_UPDATE_GOLDEN=1 and read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from conftest import ROOT, TODAY, Checker, Command
from peelcheck import Result, Rulebook, check, load_return
from peelcheck.reports import BY
from peelcheck.reports.layout import Page

ABANDONMENT_RATE = "calls_101_abandonment_rate"

GOLDEN = Path(__file__).parent / "golden"
NORFOLK = "force: Norfolk Constabulary\n"


def compare(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("PEELCHECK_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def example(
    name: str, rules: Rulebook, monkeypatch: pytest.MonkeyPatch, only: list[str] | None = None
) -> Result:
    monkeypatch.chdir(ROOT)
    returns = [load_return(f"examples/{name}/data.yaml", rules)]
    return check(rules, returns, today=TODAY, only=only)


def fits(text: str, width: int) -> bool:
    return text.isascii() and max(map(len, text.split("\n"))) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_the_list_of_norfolk_s_afis(
    width: int, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = BY["afi"](example("norfolk-2024", rules, monkeypatch), Page(width))
    assert fits(text, width)
    compare(f"norfolk-2024.by-afi.{width}.txt", text)


def test_the_page_on_one_afi(rules: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    text = BY["afi"](example("year-of-months", rules, monkeypatch), Page(80))
    assert fits(text, 80)
    compare("year-of-months.one-afi.80.txt", text)


def test_the_page_tells_the_numbers_of_the_year_and_of_each_month(
    rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = BY["afi"](example("year-of-months", rules, monkeypatch), Page(80))
    flat = " ".join(text.split())
    for said in (
        "21.9%",
        "10,652 of 180,000 (5.92%), breach, 1,653 fewer abandoned",
        "703 of 14,974 (4.69%), met, 45 to spare",
        "met in 4 of 12",
        "owner: head of contact management",
        "reference: CM-6",
        "stated by the head of contact management on 1 May 2026, until 1 May 2027",
    ):
        assert said in flat
    shares = re.findall(r"(Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jan|Feb|Mar) (\d\.\d\d)%(\*?)", flat)
    assert [(month, share) for month, share, _ in shares] == [
        ("Apr", "7.20"),
        ("May", "7.10"),
        ("Jun", "6.80"),
        ("Jul", "7.10"),
        ("Aug", "6.70"),
        ("Sep", "6.00"),
        ("Oct", "5.70"),
        ("Nov", "5.20"),
        ("Dec", "4.80"),
        ("Jan", "4.70"),
        ("Feb", "4.60"),
        ("Mar", "4.69"),
    ]
    assert [month for month, _, star in shares if star] == ["Dec", "Jan", "Feb", "Mar"]


@pytest.mark.parametrize("number", range(1, 13))
def test_each_afi_has_a_page_of_its_own(
    number: int, rules: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (register,) = rules.registers.values()
    afi = register.afis[number - 1]
    for width in (80, 120):
        result = example("norfolk-2024", rules, monkeypatch, list(afi.watched_by))
        text = BY["afi"](result, Page(width))
        assert fits(text, width)
        assert " ".join(text.split()).startswith(f"AFI {number}, Norfolk Constabulary: {afi.title}")
        assert "whether the inspectorate is content" in " ".join(text.split())


FIGURES = [
    "calls_101_abandonment_rate: 21.9%",
    "calls_101_abandonment_rate: 4%",
    "calls_101_abandonment_rate: 5%\nabout: {has_switchboard: no}",
    "calls_101_abandonment_rate: 4% to 6%",
    "calls_101_abandonment_rate: 0 of 0",
    "mosovo_staff_trained_share: 40 of 40",
    "mosovo_staff_trained_share: 39 of 40\n  sergeants_course_completed_share: 120 of 120",
    "brought_to_justice_rate: 14.7%\n  safeguarding_backlog: 162 to 268",
    "safeguarding_backlog: 162\ntargets: {safeguarding_backlog_ceiling: 162}",
    "high_risk_share: 10%\n  offenders_per_offender_manager: 40:1",
    "offenders_of_manager: {by: {manager: {a: 50, b: 49}}, complete: yes}\n"
    "  high_risk_share: 10%\n  offenders_per_offender_manager: 40:1",
]


def counts_of(text: str) -> tuple[int, dict[str, int]]:
    """How many AFIs the first sentence speaks of, and how many are what."""
    first = " ".join(text.split("\n\n", 1)[0].split())
    total = re.search(r"of (\d+) areas for improvement, ", first)
    assert total
    counted = re.findall(r"(\d+|none) (?:has|have|is|are) ([^,.]+?)(?=,|\.| and )", first)
    return int(total.group(1)), {what: 0 if n == "none" else int(n) for n, what in counted}


ROW = re.compile(
    r"^ ?(\d+)  .{29}  (missed|met|not clear|too few|no limit|no figure|to state|stated|lapsed"
    r"|nothing)\b"
)


@pytest.mark.parametrize("figures", FIGURES)
def test_the_first_sentence_counts_each_afi_once(figures: str, checked: Checker) -> None:
    text = BY["afi"](checked(f"{NORFOLK}figures:\n  {figures}"), Page(80))
    assert fits(text, 80)
    total, counted = counts_of(text)
    assert total == 12
    assert sum(counted.values()) == 12
    rows = [found for line in text.split("\n") if (found := ROW.match(line))]
    assert [int(row.group(1)) for row in rows] == list(range(1, 13))
    words = [row.group(2) for row in rows]
    assert counted["a standard that is missed"] == words.count("missed")
    assert counted["all met"] == words.count("met")


@pytest.mark.parametrize(
    ("figures", "number", "word"),
    [
        ("calls_101_abandonment_rate: 21.9%", 6, "missed"),
        ("calls_101_abandonment_rate: 4%", 6, "too few"),
        ("calls_101_abandonment_rate: 4% to 6%", 6, "not clear"),
        ("high_risk_share: 10%", 6, "no figure"),
        ("high_risk_share: 10%", 12, "not clear"),
        ("high_risk_share: 30%", 12, "missed"),
        ("mosovo_staff_trained_share: 39 of 40", 2, "missed"),
        ("mosovo_staff_trained_share: 40 of 40", 2, "met"),
        ("brought_to_justice_rate: 14.7%", 8, "no limit"),
        ("use_of_force_injury_rate: 39%", 1, "no limit"),
        ("safeguarding_backlog: 162 to 268", 11, "no limit"),
        ("safeguarding_backlog: 162\ntargets: {safeguarding_backlog_ceiling: 161}", 11, "missed"),
        ("high_risk_share: 10%", 4, "to state"),
        ("high_risk_share: 10%", 7, "to state"),
    ],
)
def test_what_the_numbers_of_an_afi_are(
    figures: str, number: int, word: str, checked: Checker
) -> None:
    text = BY["afi"](checked(f"{NORFOLK}figures:\n  {figures}"), Page(80))
    rows = {int(row.group(1)): row.group(2) for row in map(ROW.match, text.split("\n")) if row}
    assert rows[number] == word


TWO_DAYS = """\
figures:
  high_risk_share: {value: 21%, period: at 2026-02-28}
  offenders_per_offender_manager: {value: 46, period: at 2026-04-05}
  calls_101_abandonment_rate: [{value: 4%}, {value: 9%, period: 2025/26}]
"""


def test_what_holds_of_one_number_stands_behind_it(checked: Checker) -> None:
    text = " ".join(BY["afi"](checked(f"{NORFOLK}{TWO_DAYS}"), Page(400)).split())
    assert "46 is at most 50. 5 April 2026. High-risk" in text
    assert "21% is over the limit of 20%. 28 February 2026." in text
    assert "4% is below 5%. Year ending 31 March 2026: 9% is over the limit of 5%." in text


def test_a_statement_that_holds_is_told(checked: Checker) -> None:
    said = "{says: the causes were counted, evidence: a paper, by: head of demand, "
    statement = f"demand-causes-addressed: {said}on: 2026-05-01, until: 2027-05-01}}"
    text = BY["afi"](checked(f"{NORFOLK}statements:\n  {statement}"), Page(80))
    rows = {int(row.group(1)): row.group(2) for row in map(ROW.match, text.split("\n")) if row}
    assert (rows[4], rows[7]) == ("stated", "to state")
    assert "The causes were counted" in " ".join(re.sub(r"(?m)^.{46}", "", text).split())


def test_it_is_never_said_that_an_afi_may_be_closed(checked: Checker) -> None:
    all_met = "mosovo_staff_trained_share: 40 of 40\n"
    all_met += "  calls_101_abandonment_rate: {value: 1.5%, period: 2025/26}"
    text = " ".join(BY["afi"](checked(f"{NORFOLK}figures:\n  {all_met}"), Page(80)).split())
    assert "none has a standard that is missed, 1 has too few months, 1 has all met" in text
    assert text.endswith(
        "This list never says that an AFI is ready to close: the inspectorate has closed AFIs with "
        "a number missed, and kept others open with every number met."
    )
    assert text.count("close") == 2


def test_a_force_in_no_register_has_no_afis_to_show(checked: Checker) -> None:
    text = BY["afi"](checked("figures:\n  calls_101_abandonment_rate: 21.9%"), Page(80))
    assert text == "No register names Anytown Police, so there are no AFIs to show.\n"


def test_what_is_shown_changes_no_exit_code(peelcheck: Command) -> None:
    data = ROOT / "examples" / "norfolk-2024" / "data.yaml"
    plain, by_afi = (
        peelcheck(data, "--today", "2026-11-23", *more) for more in ([], ["--by", "afi"])
    )
    assert (plain.returncode, by_afi.returncode) == (1, 1)


def test_one_afi_by_its_number_or_its_full_name(peelcheck: Command) -> None:
    data = ROOT / "examples" / "norfolk-2024" / "data.yaml"
    pages = [
        peelcheck(data, "--by", "afi", "--only", name, "--today", "2026-11-23").stdout
        for name in ("afi/12", "afi/norfolk-2023-25/12")
    ]
    assert pages[0] == pages[1]
    assert pages[0].startswith("AFI 12, Norfolk Constabulary: Cut offenders per offender manager\n")


def test_a_month_without_a_value_is_a_question_mark_on_the_page_of_its_afi(
    checked: Checker,
) -> None:
    values = "[{value: 4%}, {value: 4% to 6%, period: 2026-02}, {value: 7%, period: 2026-01}]"
    text = f"force: Norfolk\nfigures:\n  {ABANDONMENT_RATE}: {values}"
    page = " ".join(BY["afi"](checked(text, only=["101-abandonment"]), Page(120)).split())
    assert "Jan 7.00% Feb ? Mar 4.00%*" in page
