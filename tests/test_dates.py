"""Values and days of registers, benchmarks, targets and exceptions that cannot be right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conftest import TODAY, Checker, Command
from peelcheck import ProblemsFound, Rulebook, check, load_return, load_rules
from peelcheck.pipeline.implausible_days import wrong_days
from peelcheck.policy.lint import lint
from peelcheck.reading.source_dates import latest_day_in

REGISTER = "afis/norfolk-2023-25.yaml"
BENCHMARK = "benchmarks/use-of-force.yaml"
OBSERVED = "{what: ethnic minority share of residents, figure: resident_ethnic_minority_share, "


def change(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), "utf-8")


def problems_of(pack: Path) -> list[str]:
    """What is wrong with the pack as it is read, and in a check of a return with it."""
    data = Path("data.yaml")
    data.write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures: {calls_101_abandonment_rate: 4.1%}\n"
    )

    def checked_with_the_pack() -> None:
        rules = load_rules(pack)
        check(rules, [load_return(data, rules)], today=TODAY)

    with pytest.raises(ProblemsFound) as found:
        checked_with_the_pack()
    return [f"{problem.what} {problem.fix}".rstrip() for problem in found.value.problems]


@pytest.mark.every_day(5)
@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (REGISTER, "value: 21.9%", "value: 219%", "219% is more than all of them. A share is"),
        (REGISTER, "value: 21.9%", "value: 21.9", "21.9 is not a percentage."),
        (REGISTER, "value: 21.9%", "value: 0.219", "0.219 is not a percentage."),
        (REGISTER, "value: 14.7%", "value: 147%", "147% is more than all of them. A share is"),
        (REGISTER, 'value: "8,341"', 'value: "8,34"', "The comma in 8,34 is not"),
        (REGISTER, 'value: "8,341"', "value: 83.41%", "83.41% "),
        (REGISTER, "value: 49 of 82", "value: 82 of 49", "82 of 49 says that a part is larger"),
        (REGISTER, 'value: "63:1"', 'value: "1:63"', "1:63 says "),
        (REGISTER, "value: +8.5%", "value: 8.5%", "8.5% "),
        (
            REGISTER, "period: year ending 2024-03-31", "period: year ending 2025-03-31",
            "The report was published on 23 September 2024, before year ending 31 March 2025 was "
            "over. Check period: and published:.",
        ),
        (REGISTER, "period: year ending 2024-03-31", "period: year ending 2024-02-31", "2024-02-3"),
        (REGISTER, "period: year ending 2024-03-31", "period: 2024-13", "2024-13 is not a month"),
        (REGISTER, "published: 2024-09-23", "published: 2042-09-23", "This is before the report"),
        (REGISTER, "published: 2024-09-23", "published: 2024-09-31", "2024-09-31 is not a day"),
        (
            REGISTER, "status_on: 2024-09-23", "status_on: 2024-09-22",
            "This is before the report that raised the AFI was published, on 23 September 2024. ",
        ),
        (
            REGISTER, "status: open\n    status_on: 2024-09-23",
            "status: closed\n    status_on: 2027-02-01", "status_on: 1 February 2027 is after ",
        ),
        (BENCHMARK, "value: 5.1%", "value: 219%", "219% is more than all of them."),
        (BENCHMARK, "value: 5.1%", "value: 5.1", "5.1 is not a percentage."),
        (
            BENCHMARK, "period: year ending 2023-03-31", "period: year ending 2025-03-31",
            "The source is from before year ending 31 March 2025 was over. Check its date",
        ),
        (
            BENCHMARK, "23 September 2024", "(2022)",
            "The source is from before year ending 31 March 2023 was over. Check its date",
        ),
        (BENCHMARK, "period: year ending 2023-03-31", "period: 2042", "The source is from before"),
    ],
)  # fmt: skip
def test_a_value_or_day_that_cannot_be_right_is_a_problem(
    pack: Path, file: str, old: str, new: str, problem: str
) -> None:
    change(pack, file, old, new)
    assert problems_of(pack)[0].startswith(problem)


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (REGISTER, "value: 21.9%", "value: over 20%"),
        (REGISTER, "value: 21.9%", "value: 1197 of 5466"),
        (REGISTER, "value: 14.7%", "value: +147%"),
        (REGISTER, "value: 14.7%", "value: one in seven"),
        (REGISTER, "period: year ending 2024-03-31", "period: at the time of the inspection"),
        (REGISTER, "period: year ending 2024-03-31", "period: 2023/24"),
        (BENCHMARK, "23 September 2024", "September 2024"),
        (BENCHMARK, "23 September 2024", "read 2024-09-23"),
    ],
)
def test_what_may_be_right_is_read(pack: Path, file: str, old: str, new: str) -> None:
    change(pack, file, old, new)
    assert load_rules(pack)


@pytest.mark.parametrize(
    ("published", "today", "problem"),
    [
        (date(2042, 9, 23), date(2026, 11, 23), "published: 23 September 2042 is after "),
        (date(1924, 9, 23), date(2026, 11, 23), "published: 23 September 1924 is before 2000."),
        (date(2024, 9, 23), date(2020, 1, 1), ""),
    ],
)
def test_a_report_from_after_today_or_of_long_ago_is_a_problem(
    pack: Path, published: date, today: date, problem: str
) -> None:
    rules = load_rules(pack)
    register = rules.registers["norfolk-2023-25"]._replace(published=published)
    changed = rules._replace(registers={register.id: register})
    found = [problem.what for problem in wrong_days(changed, (), today)]
    assert [what.startswith(problem) for what in found] == ([True] if problem else [])


def test_an_average_of_a_time_that_is_not_over_is_a_problem(pack: Path) -> None:
    change(pack, BENCHMARK, "period: year ending 2023-03-31", "period: 2042")
    change(pack, BENCHMARK, "23 September 2024", "(2043)")
    assert problems_of(pack)[0].startswith("period: 31 December 2042 is after ")


def test_lint_says_that_a_day_is_after_today(pack: Path, peelcheck: Command) -> None:
    change(pack, REGISTER, "status_on: 2024-09-23", "status_on: 2042-09-23")
    run = peelcheck("rules", "lint", pack.resolve())
    assert run.returncode == 1
    assert "not-a-date status_on: 23 September 2042 is after" in " ".join(run.stdout.split())


PROFILE = (
    "force: Anytown Police\nregisters: [anytown-2023-25.yaml]\nafis:\n  anytown-2023-25/%s:\n"
    "    status: closed\n    on: %s\n    owner: head of contact\n"
)


def with_profile(tmp_path: Path, text: str) -> Path:
    folder = Path(__file__).parents[1] / "examples/year-of-months"
    register = (folder / "anytown-2023-25.yaml").read_text("utf-8")
    (tmp_path / "anytown-2023-25.yaml").write_text(register, "utf-8")
    (tmp_path / "force.yaml").write_text(text, "utf-8")
    file = tmp_path / "data.yaml"
    file.write_text("period: 2026-03\nprofile: force.yaml\nfigures: {high_risk_share: 10%}\n")
    return file


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("2042-01-01", "on: 1 January 2042 is after"),
        ("2024-09-22", "This is before the AFI was raised, on 23 September 2024."),
        ("2025-02-30", "2025-02-30 is not a day: February 2025 has 28 days."),
    ],
)
def test_a_status_before_the_afi_was_raised_or_after_today_is_a_problem(
    tmp_path: Path, on: str, problem: str
) -> None:
    rules = load_rules()
    file = with_profile(tmp_path, PROFILE % ("1", on))
    with pytest.raises(ProblemsFound) as found:
        check(rules, [load_return(file, rules)], today=TODAY)
    assert found.value.problems[0].what.startswith(problem)


@pytest.mark.parametrize(
    ("dates", "problem"),
    [
        ("from: 2042-04-01", "from: 1 April 2042 is after "),
        ("until: 2062-04-01", "until: 1 April 2062 is after "),
        ("from: 1925-04-01", "from: 1 April 1925 is before 2000."),
        ("from: 2025-04-01, until: 2029-03-31", ""),
    ],
)
def test_a_target_of_another_age_is_a_problem(checked: Checker, dates: str, problem: str) -> None:
    text = "figures: {incidents_attended_in_time_rate: 95 of 100}\n"
    text += f"targets: {{attendance_share: {{at_least: 90%, {dates}}}}}\n"
    if not problem:
        assert checked(text).findings
        return
    with pytest.raises(ProblemsFound) as found:
        checked(text)
    assert found.value.problems[0].what.startswith(problem)


@pytest.mark.parametrize(
    ("worst", "more", "problem"),
    [
        ("600%", "", "600% is more than all of them."),
        ("6", "", "6 is not a percentage."),
        ("0.6", "", "0.6 is not a percentage."),
        ("90%", ", unusual: the line was down", ""),
        ("23%", "", ""),
    ],
)
def test_what_is_accepted_at_worst_must_be_a_value_of_the_figure(
    peelcheck: Command, tmp_path: Path, worst: str, more: str, problem: str
) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures:\n  calls_101_abandonment_rate: 21.9%\n"
    )
    (tmp_path / "exceptions.yaml").write_text(
        "exceptions:\n  - {rule: 101-abandonment, reason: posts are advertised, owner: head, "
        f"expires: 2026-12-31, no_worse_than: {worst}{more}}}\n"
    )
    run = peelcheck(
        *("data.yaml", "--exceptions", "exceptions.yaml", "--today", "2026-11-23"),
        *("--only", "101-abandonment"),
    )
    assert run.returncode == (2 if problem else 0)
    assert problem in " ".join(run.stderr.split())


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("HMICFRS, Norfolk Constabulary, 23 September 2024", date(2024, 9, 23)),
        ("read 3 Jan 2024 and 2024-02-29", date(2024, 2, 29)),
        ("September 2024", date(2024, 9, 30)),
        ("31 February 2024, 2024-02-30, 2024-13-01", date(2024, 12, 31)),
        ("national strategy (2020)", date(2020, 12, 31)),
        ("PEEL 2023/24", None),
        ("nothing", None),
    ],
)
def test_the_latest_day_that_a_source_names(source: str, day: date | None) -> None:
    assert latest_day_in(source) == day


def test_nothing_is_accepted_by_a_number_that_surprises(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        "force: Norfolk\nperiod: 2026-03\nfigures:\n  calls_101_abandonment_rate: 21.9%\n"
    )
    text = "exceptions:\n  - {rule: 101-abandonment, reason: posts are advertised, owner: head, "
    text += "expires: 2026-12-31, no_worse_than: 90%}\n"
    (tmp_path / "exceptions.yaml").write_text(text)
    run = peelcheck(
        *("data.yaml", "--exceptions", "exceptions.yaml", "--today", "2026-11-23"),
        *("--only", "101-abandonment"),
    )
    assert run.returncode == 1
    assert "90% is outside what is usual (1% to 60%)" in " ".join(run.stdout.split())


CALLS = "standards/101-abandonment.yaml"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 11, 29), []),
        (
            date(2027, 11, 30),
            ["The source was to be read again by the head of contact standards by 29 November"],
        ),
    ],
)
def test_lint_warns_when_a_source_is_to_be_read_again(
    pack: Path, today: date, said: list[str]
) -> None:
    found = [p for p in lint([pack], today).problems if p.location.file.endswith(CALLS)]
    assert [p.what.rpartition(" 2027")[0] for p in found] == said
    assert all(p.code == "review-overdue" for p in found)


def test_a_rule_without_an_owner_is_due_all_the_same(pack: Path) -> None:
    change(pack, CALLS, "owner: head of contact standards\n", "")
    (found,) = (
        p for p in lint([pack], date(2028, 1, 1)).problems if p.location.file.endswith(CALLS)
    )
    assert found.what == "The source was to be read again by 29 November 2027."


def test_every_shipped_rule_says_when_its_source_was_read_and_who_answers(rules: Rulebook) -> None:
    for rule in rules.rules.values():
        assert rule.read_on
        assert rule.review_by
        assert rule.owner
        assert rule.read_on < rule.review_by


def test_a_source_is_read_before_it_is_to_be_read_again(pack: Path) -> None:
    change(pack, CALLS, "review_by: 2027-11-29", "review_by: 2026-11-29")
    with pytest.raises(ProblemsFound, match="to be read again before it was read"):
        load_rules(pack)


def test_explain_says_who_keeps_a_rule_up(peelcheck: Command) -> None:
    words = " ".join(peelcheck("explain", "101-abandonment").stdout.split())
    assert "source read on 29 November 2026, to be read again by 29 November 2027" in words
