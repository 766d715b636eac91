"""Law beside guidance, a source for each dated limit, the text that was read, and its review."""

# ruff: noqa: E501 - a row of a table is a line here
from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from conftest import Command
from packs import change_file, finding_of, problems_of_pack
from peelcheck import Outcome, load_rules
from peelcheck.policy.explain import explain
from peelcheck.policy.lint import lint
from peelcheck.policy.rule_text import requirement_text
from peelcheck.reports import REPORTS
from peelcheck.reports.layout import Page
from peelcheck.reports.reason_words import each_in_words

ABANDONED = "standards/101-abandonment.yaml"
TEXT = b"The force must answer\n  fewer than 5% abandoned.\n"
SHA = sha256(TEXT).hexdigest()


def test_a_standard_may_be_law(pack: Path) -> None:
    change_file(pack, ABANDONED, "standing: guidance", "standing: law")
    finding = finding_of(pack, "calls_101_abandonment_rate: 60 of 1000", rule="101-abandonment")
    assert finding.outcome is Outcome.BREACH
    assert "the 5% is law" in each_in_words(finding.remarks)
    page = " ".join(explain("101-abandonment", load_rules(pack), Page()).split())
    assert "Quoted from there. Law." in page
    assert "guidance, not law" not in page.lower()


def test_the_force_s_own_target_is_no_law(pack: Path) -> None:
    change_file(
        pack, "standards/attendance-in-time-by-grade.yaml", "standing: own_target", "standing: law"
    )
    assert any("Write standing: own_target." in one for one in problems_of_pack(pack))


def with_examples(pack: Path) -> None:
    """Examples of the newest limit, 4%, in place of those of 5%."""
    file = pack / ABANDONED
    text = file.read_text("utf-8")
    own = "examples:\n  - 39 of 1000 is met\n  - 40 of 1000 is a breach\n"
    file.write_text(text[: text.index("examples:")] + own, "utf-8")


def test_each_dated_limit_has_its_own_source_and_place(pack: Path) -> None:
    change_file(pack, ABANDONED, "  below: 5%\n  from: 2020\n",
                "  - {below: 5%, from: 2020, until: 2029-12-31, page: 12, paragraph: 4.3}\n"
                "  - {below: 4%, from: 2030-01-01, source: Act of 2029, paragraph: section 40}\n")  # fmt: skip
    with_examples(pack)
    rules = load_rules(pack)
    page = " ".join(explain("101-abandonment", rules, Page()).split())
    assert (
        "below 5%: from 2020 (only the year is known), until 31 December 2029 (page 12, paragraph 4.3)"
        in page
    )
    assert "below 4%: from 1 January 2030, no end (Act of 2029, section 40)" in page


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-30", "is below 5%. Exactly 5% is a breach. From 1 April 2030 it is below 4%."),
        ("2030-04-01", "is below 4%. Exactly 4% is a breach."),
        ("2019-01-01", "is below 5%. Exactly 5% is a breach. From 1 April 2030 it is below 4%."),
    ],
)
def test_the_limit_in_force_comes_before_later_ones(pack: Path, today: str, said: str) -> None:
    change_file(pack, ABANDONED, "  below: 5%\n  from: 2020\n",
                "  - {below: 5%, from: 2020, until: 2030-03-31}\n  - {below: 4%, from: 2030-04-01}\n")  # fmt: skip
    with_examples(pack)
    rules = load_rules(pack)
    text = requirement_text(rules.rules["101-abandonment"], rules, date.fromisoformat(today))
    assert text == f"calls_101_abandonment_rate {said}"


def own_pack(pack: Path, quote: str, text: bytes | None = TEXT) -> list[str]:
    """The problems that lint finds in a force's own pack that quotes a text."""
    pack.joinpath("pack.yaml").write_text("name: ours\nversion: '1'\n", "utf-8")
    change_file(
        pack, ABANDONED, "standing: guidance", f"sha256: {SHA}\nquote: {quote}\nstanding: guidance"
    )
    if text is not None:
        (pack / "sources").mkdir()
        (pack / "sources" / "strategy.txt").write_bytes(text)
    return [f"{problem.code} {problem.what}" for problem in lint((pack,)).problems]


WRONG_QUOTE = "quote-not-found The quote is not in the text in sources/ that was read."


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("quote", "text", "problems"),
    [
        ("The force must answer fewer than 5% abandoned.", TEXT, []),
        ("answer fewer", TEXT, []),
        ("The force must answer fewer than 4% abandoned.", TEXT, [WRONG_QUOTE]),
        ("anything at all", b"another text", []),
        ("anything at all", None, []),
    ],
)
def test_a_quote_is_compared_with_the_text_that_was_read(
    pack: Path, quote: str, text: bytes | None, problems: list[str]
) -> None:
    assert own_pack(pack, quote, text) == problems


def test_the_shipped_pack_quotes_nobody(pack: Path) -> None:
    (pack / "pack.yaml").write_text("name: peelcheck\nversion: '1'\n", "utf-8")
    change_file(
        pack,
        ABANDONED,
        "standing: guidance",
        f"sha256: {SHA}\nquote: some words\nstanding: guidance",
    )
    (problem,) = lint((pack,)).problems
    assert problem.what == "The shipped rules copy no sentence from their sources."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "sha256: abc",
            "Write the 64 digits (0-9, a-f) that sha256sum prints for the text that was read.",
        ),
        ("quote: some words", "Nothing says which text this is quoted from."),
    ],
)
def test_a_text_is_named_in_full(pack: Path, line: str, said: str) -> None:
    change_file(pack, ABANDONED, "standing: guidance", f"{line}\nstanding: guidance")
    assert any(said in problem for problem in problems_of_pack(pack))


def test_an_overdue_review_does_not_fail_lint(pack: Path, peelcheck: Command) -> None:
    change_file(pack, ABANDONED, "review_by: 2027-11-29", "review_by: 2025-11-29")
    change_file(pack, ABANDONED, "read_on: 2026-11-29", "read_on: 2024-11-29")
    run = peelcheck("rules", "lint", "pack")
    assert run.returncode == 0
    assert "review-overdue" in run.stdout


def test_a_rule_that_is_not_kept_up_is_a_warning(pack: Path, peelcheck: Command) -> None:
    change_file(pack, ABANDONED, "owner: head of contact standards\n", "")
    run = peelcheck("rules", "lint", "pack")
    assert (run.returncode, run.stdout) == (0, "43 rules read; nothing is wrong.\n")
    said = "1 rule does not say when the source was read, by when it is read again, and by whom: "
    assert f"{said}101-abandonment." in " ".join(run.stderr.split())


def test_reports_say_when_a_source_was_last_read(two_months) -> None:  # type: ignore[no-untyped-def]
    assert '"source_read_on": "2026-11-29"' in REPORTS["json"](two_months, Page())
    html = REPORTS["html"](two_months, Page())
    assert "Its source was last read on 29 November 2026." in html
    assert "last read" not in REPORTS["text"](two_months, Page())
