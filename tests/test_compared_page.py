"""docs/compared.md: our lines stand in the files that it names, and these are read."""

from __future__ import annotations

import re

from conftest import ROOT
from peelcheck import check, load_return, load_rules
from peelcheck.model.findings import Outcome
from peelcheck.policy.lint import lint

PAGE = (ROOT / "docs/compared.md").read_text("utf-8")
OURS = re.findall(r"<!-- ours: (\S+) -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
PACK = ROOT / "examples/compared/rules"


def has_lines(text: str, snippet: str) -> bool:
    """Do the lines of the snippet follow one another in the text?"""
    return f"\n{snippet}" in f"\n{text}"


def test_every_line_of_ours_is_in_the_file_named() -> None:
    wrong = [file for file, lines in OURS if not has_lines((ROOT / file).read_text("utf-8"), lines)]
    assert wrong == []
    assert not has_lines("a: 1\nb: 2\n", "b: 3\n")


def test_each_standard_has_lines_of_ours_and_of_the_four_others() -> None:
    sections = re.split(r"\n## (?=[a-h]\. )", PAGE)[1:]
    assert [one[0] for one in sections] == list("abcdefgh")
    for one in sections:
        section = one.split("\n## ")[0]
        for mark in (
            "<!-- ours: ",
            "```sql\n",
            "<!-- soda -->",
            "<!-- prometheus -->",
            "```rego\n",
        ):
            assert mark in section, (section[:20], mark)


def test_nothing_is_wrong_with_the_pack_of_the_page() -> None:
    found = lint((PACK,))
    assert (found.problems, found.warning) == ((), "")
    assert found.rules == 12


def test_the_target_that_changes_within_the_month() -> None:
    rules = load_rules()
    result = check(rules, [load_return(ROOT / "examples/compared/data.yaml", rules)])
    found = {one.rule.id: one.outcome for one in result.findings}
    assert found["attendance-in-time-by-grade"] is Outcome.BREACH
