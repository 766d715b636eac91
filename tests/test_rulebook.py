"""Bad rule packs: one thing changed in the shipped pack, and what its author is told."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import ROOT
from peelcheck import ProblemsFound, Rulebook, load_rules
from peelcheck.model.rules import Bound
from peelcheck.model.version import VERSION
from peelcheck.reading.fields import shortened_list
from peelcheck.reading.periods import read_period

CALLS_101 = "standards/101-abandonment.yaml"
ATTENDANCE = "standards/response-within-attendance-time.yaml"
CASELOAD = "standards/offender-manager-caseload.yaml"
LARGEST = "standards/offender-manager-largest-caseload.yaml"
CONTACT = "figures/contact.yaml"
OFFENDERS = "figures/offender-management.yaml"
NORFOLK = "afis/norfolk-2023-25.yaml"
NOT_READ = (
    "No part of a rule pack has this name, so it would not be read. Rules are "
    "standards/RULE-ID.yaml, figures are figures/SUBJECT.yaml, AFIs are "
    "afis/INSPECTION.yaml, tables are tables/TABLE.yaml, scenarios are tests/NAME.yaml."
)
NOT_AN_ID = (
    "The name of this file is its id, and an id has small letters, digits and single dashes. "
    "Rename it, as in 101-abandonment.yaml."
)


def change(pack: Path, file: str, old: str | None, new: str) -> None:
    """Put `new` where `old` first stands in a file; None is the whole of it."""
    text = (pack / file).read_text("utf-8")
    assert old is None or old in text
    (pack / file).write_text(new if old is None else text.replace(old, new, 1), "utf-8")


def told(pack: Path) -> list[str]:
    """Every fault of a pack, as a person sees it."""
    with pytest.raises(ProblemsFound) as found:
        load_rules(pack)
    return [str(problem) for problem in found.value.problems]


MISTAKES: list[tuple[str, str | None, str, str]] = [
    (
        CALLS_101,
        "figure: calls_101_abandonment_rate",
        "figure: calls_101_abandonmnt_rate",
        (
            "5:9: calls_101_abandonmnt_rate is not a figure this tool knows. Did you mean "
            "calls_101_abandonment_rate?"
        ),
    ),
    (CALLS_101, "below: 5%", "belw: 5%", "7:3: belw is not a part of require. Did you mean below?"),
    (
        CALLS_101,
        "standing: guidance",
        "standing: guidance\nseverity: high",
        (
            "10:1: severity is not a part of a rule. Known are title, short, why, "
            "figure, for_each, require, standing, proposed, stated_as, restored, gap, source, "
            "page, paragraph, sha256, quote, applies_to, only_when, read_on, review_by, "
            "owner, function, caution, to_meet_it, examples."
        ),
    ),
    (
        CALLS_101,
        "title: Fewer than 5% of 101 calls are abandoned\n",
        "",
        (
            "2:1: title is missing from a rule. Write a sentence that is true when the "
            "standard is met."
        ),
    ),
    (
        CALLS_101,
        "short: 101 calls abandoned\n",
        "",
        "2:1: short is missing from a rule. Write at most 32 characters.",
    ),
    (
        CALLS_101,
        (
            "why: A caller who gives up may dial 999 instead, and the risk in an unanswered "
            "call is unknown.\n"
        ),
        "",
        "2:1: why is missing from a rule. Say in a sentence why the standard matters.",
    ),
    (
        CALLS_101,
        "figure: calls_101_abandonment_rate\n",
        "",
        (
            "2:1: figure is missing from a rule of standing guidance. Write the name of "
            "a figure, as in calls_101_offered."
        ),
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "",
        (
            "2:1: require is missing from a rule of standing guidance. Write a limit as "
            "in below: 5%."
        ),
    ),
    (
        CALLS_101,
        "standing: guidance\n",
        "",
        "2:1: standing is missing from a rule. Write law, guidance, own_target, coverage, "
        "benchmark, watch or statement.",
    ),
    (
        CALLS_101,
        (
            "to_meet_it: Answer more calls before the caller gives up, or move demand to other "
            "channels.\n"
        ),
        "",
        "2:1: to_meet_it is missing from a rule. Say what a force can do to meet it.",
    ),
    (
        CALLS_101,
        "short: 101 calls abandoned",
        "short: 101 calls abandoned before an answer came",
        ("3:8: short is longer than 32 characters. Write at most 32 characters."),
    ),
    (
        CALLS_101,
        "title: Fewer than 5% of 101 calls are abandoned",
        "title: [a, b]",
        (
            "2:8: title is a list, not a text. Write a sentence that is true when the standard "
            "is met."
        ),
    ),
    (
        CALLS_101,
        "title: Fewer than 5% of 101 calls are abandoned",
        "title: {a: b}",
        (
            "2:8: title is a mapping of names to values, not a text. Write a sentence that is "
            "true when the standard is met."
        ),
    ),
    (
        CALLS_101,
        "standing: guidance",
        "standing: guidence",
        "9:11: guidence is not one of the words known here. Did you mean guidance?",
    ),
    (
        CALLS_101,
        "standing: guidance",
        "standing: statute",
        (
            "9:11: statute is not one of the words known here. Write law, guidance, own_target, "
            "coverage, benchmark, watch or statement."
        ),
    ),
    (
        CALLS_101,
        "standing: guidance",
        "standing: Guidance",
        "9:11: Guidance is not one of the words known here. Did you mean guidance?",
    ),
    (
        ATTENDANCE,
        "standing: own_target",
        "standing: own-target",
        "11:11: own-target is not one of the words known here. Did you mean own_target?",
    ),
    (
        CALLS_101,
        "stated_as: quoted",
        "stated_as: quote",
        "10:12: quote is not one of the words known here. Did you mean quoted?",
    ),
    (
        CALLS_101,
        "stated_as: quoted",
        "stated_as: xyz",
        "10:12: xyz is not one of the words known here. Write quoted, restored or own.",
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: 0.05",
        (
            "7:10: 0.05 is not a percentage. Write 5%, or 0.05% if it is that small, or both "
            "counts as in 12 of 345."
        ),
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: 5",
        "7:10: 5 is not a percentage. Write 5%, or both counts as in 12 of 345.",
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: <5%",
        '7:10: the limit has a sign in front, and "below" already says it. Write below: 5%.',
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: <= 5%",
        '7:10: the limit has a sign in front, and "below" already says it. Write below: 5%.',
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: under 5%",
        "7:10: under 5% is not one number. Write 5% alone.",
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: around 5%",
        "7:10: around 5% is not one number. Write 5% alone.",
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: 4% to 5%",
        (
            "7:10: 4% to 5% is not one number. Write a percentage as in 4.7%, or both counts "
            "as in 12 of 345."
        ),
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: 500%",
        "7:10: 500% is more than all of them. A share is 0% to 100%.",
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: -5%",
        (
            "7:10: -5% is below zero, and this figure cannot be. Write a percentage as in "
            "4.7%, or both counts as in 12 of 345."
        ),
    ),
    (CALLS_101, "below: 5%", "below:", "7:3: below has no value. Write one, or take the line out."),
    (
        CALLS_101,
        "below: 5%",
        'below: ""',
        (
            "7:10: There is no value between the quotes. Write a percentage as in 4.7%, or "
            "both counts as in 12 of 345."
        ),
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: [5%]",
        (
            "7:10: below is a list, not a text or a mapping of names to values. Write "
            "the number alone, as in below: 5%, or {target: NAME} or {benchmark: NAME}."
        ),
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: 4,5%",
        ("7:10: The comma in 4,5% is not before three digits. Write 45% or 4.5%."),
    ),
    (
        CALLS_101,
        "  below: 5%\n",
        "  below: 5%\n  below: 6%\n",
        "8:3: below is given a second time; line 7 says 5%. Keep one of the two.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require: below 5%\n",
        (
            '6:10: require is the text "below 5%", not a mapping of names to values or a list. '
            "Write a limit as in below: 5%."
        ),
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require: {}\n",
        "6:10: require is empty. Write a limit as in below: 5%.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require: []\n",
        "6:10: require is empty. Write a limit as in below: 5%.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  - below 5%\n",
        (
            '7:5: require is the text "below 5%", not a mapping of names to values. Write '
            "below, at_most, at_least, above or every."
        ),
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  from: 2020\n",
        "7:3: This requires no limits. Write one, or two that make a range.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  below: 5%\n  at_least: 1%\n  above: 0%\n",
        "7:3: This requires more than two limits. Write one, or two that make a range.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  below: 5%\n  at_least: 6%\n",
        "7:3: No figure can be below 5% and at least 6%. Check the two numbers.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  below: 5%\n  at_least: 5%\n",
        "7:3: No figure can be below 5% and at least 5%. Check the two numbers.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  every: {target: x}\n",
        "7:10: every is a mapping of names to values, not a text.",
    ),
    (
        CALLS_101,
        "from: 2020",
        "from: 2020-02-30",
        "8:9: 2020-02-30 is not a day: February 2020 has 29 days.",
    ),
    (
        CALLS_101,
        "from: 2020",
        "from: 2020-13-01",
        "8:9: 2020-13-01 is not a day: there is no month 13. Write year-month-day.",
    ),
    (
        CALLS_101,
        "from: 2020",
        "from: 01/04/2020",
        "8:9: 01/04/2020 could be 1 April 2020 or 4 January 2020. Write 2020-04-01 or 2020-01-04.",
    ),
    (
        CALLS_101,
        "from: 2020",
        "since: 2020",
        (
            "8:3: since is not a part of require. Known are below, at_most, at_least, above, "
            "every, over, take, from, until, source, page, paragraph, sha256, quote."
        ),
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        (
            "require:\n  - {below: 5%, from: 2020, until: 2024-12-31}\n  - {below: 4%, from: "
            "2025-02-01}\n"
        ),
        "8:6: The dates of two of these leave a gap. Write from: 2025-01-01.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        (
            "require:\n  - {below: 5%, from: 2020, until: 2024-12-31}\n  - {below: 4%, from: "
            "2024-06-01}\n"
        ),
        "8:6: The dates of two of these overlap. Write from: 2025-01-01.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  - {below: 5%, from: 2020}\n  - {below: 4%, from: 2025-01-01}\n",
        (
            "8:6: Two of these could hold on the same day. Write until: in the earlier one and "
            "from: in the later one."
        ),
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  - {below: 5%, from: 2020, until: 2024-12-31}\n  - {below: 4%}\n",
        (
            "8:6: Two of these could hold on the same day. Write until: in the earlier one and "
            "from: in the later one."
        ),
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  - {below: 5%, form: 2020}\n",
        "7:17: form is not a part of require. Did you mean from?",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  below: 5%\n  proposed: yes\n",
        (
            "8:3: proposed is not a part of require. Known are below, at_most, at_least, "
            "above, every, over, take, from, until, source, page, paragraph, sha256, quote."
        ),
    ),
    (
        CALLS_101,
        "applies_to:",
        "aplies_to:",
        "12:1: aplies_to is not a part of a rule. Did you mean applies_to?",
    ),
    (
        CASELOAD,
        "at_most: 50",
        "every: manager",
        (
            "7:3: every is for a share, and offenders_per_offender_manager is a ratio. Write "
            "at_most or at_least."
        ),
    ),
    (
        CASELOAD,
        "at_most: 50",
        "at_most: <=50",
        ('7:12: the limit has a sign in front, and "at_most" already says it. Write at_most: 50.'),
    ),
    (
        CASELOAD,
        "at_most: 50",
        "at_most: 50%",
        (
            "7:12: 50% is a percentage, and this figure is not one. Write both counts as in "
            "1,197 for 19, or a ratio as in 63:1."
        ),
    ),
    (
        CASELOAD,
        "at_most: 50",
        "at_most: lots",
        (
            "7:12: lots is not an amount this tool can read. Write both counts as in 1,197 "
            "for 19, or a ratio as in 63:1."
        ),
    ),
    (
        LARGEST,
        "at_most: 50",
        "at_most: 50.5",
        "8:12: 50.5 is not a whole number. Write a whole number, as in 1,204.",
    ),
    (
        CASELOAD,
        (
            "restored: the report's text has lost it, and it was inferred from other "
            "inspectorate publications, as on Merseyside on 30 August 2018 (up to 100, twice the "
            "recommended number)\n"
        ),
        "",
        (
            "2:1: The number is restored, and nothing says how. Write restored: and how it was "
            "restored."
        ),
    ),
    (
        CASELOAD,
        'caution: "An',
        'cauton: "An',
        "13:1: cauton is not a part of a rule. Did you mean caution?",
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "21.9% is met",
        (
            '22:5: "21.9% is met" does not hold: 21.9% is over the limit of 5%. Mend the '
            "example, or the limit."
        ),
    ),
    (
        CALLS_101,
        "4.9% to 5.1% cannot be told",
        "4.9% to 5.1% is a breach",
        (
            '23:5: "4.9% to 5.1% is a breach" does not hold: only part of 4.9% to 5.1% is below '
            "5%. Mend the example, or the limit."
        ),
    ),
    (
        CALLS_101,
        "    is: a breach",
        "    is: met",
        (
            '25:5: "calls_101_offered 1000, calls_101_abandoned 50: met" does not hold: 50 of '
            "1,000 (5.00%) is not below 5%. Mend the example, or the limit."
        ),
    ),
    (
        CALLS_101,
        "in 2019 is not applicable",
        "in 2021 is not applicable",
        (
            '24:5: "49 of 1000 in 2021 is not applicable" does not hold: 49 of 1,000 (4.90%) '
            "is below 5%. Mend the example, or the limit."
        ),
    ),
    (
        CALLS_101,
        (
            "  - 50 of 1000 is a breach\n  - 21.9% is a breach\n  - 4.9% to 5.1% cannot be "
            "told\n  - 49 of 1000 in 2019 is not applicable\n  - given: {calls_101_offered: "
            "1000, calls_101_abandoned: 50}\n    is: a breach\n"
        ),
        "  - 51 of 1000 is a breach\n",
        (
            "2:1: No example stands at 5% itself. Add an example at the limit and one on its "
            "other side."
        ),
    ),
    (
        CALLS_101,
        "  - 49 of 1000 is met\n",
        "",
        (
            "2:1: The examples do not show both a figure that meets the limit and one that "
            "misses it. Add an example at the limit and one on its other side."
        ),
    ),
    (
        CALLS_101,
        (
            "  - 50 of 1000 is a breach\n  - 21.9% is a breach\n  - 4.9% to 5.1% cannot be "
            "told\n  - 49 of 1000 in 2019 is not applicable\n  - given: {calls_101_offered: "
            "1000, calls_101_abandoned: 50}\n    is: a breach\n"
        ),
        "",
        (
            "20:3: examples holds too little. Write a list of at least two examples, one "
            "on each side of the limit."
        ),
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "21.9% breaches",
        (
            "22:5: 21.9% breaches is not an example this tool can read. Write AMOUNT is met, "
            "AMOUNT is a breach, AMOUNT cannot be told, or AMOUNT is not applicable."
        ),
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "21.9% is breach",
        (
            "22:5: 21.9% is breach is not an example this tool can read. Write AMOUNT is met, "
            "AMOUNT is a breach, AMOUNT cannot be told, or AMOUNT is not applicable."
        ),
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "is a breach",
        (
            "22:5: is a breach is not an example this tool can read. Write AMOUNT is met, "
            "AMOUNT is a breach, AMOUNT cannot be told, or AMOUNT is not applicable."
        ),
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "21.9",
        (
            "22:5: 21.9 is not an example this tool can read. Write AMOUNT is met, AMOUNT is a "
            "breach, AMOUNT cannot be told, or AMOUNT is not applicable."
        ),
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "21.9 is a breach",
        "22:5: 21.9 is not a percentage. Write 21.9%, or both counts as in 12 of 345.",
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "21.9% against 5% is a breach",
        "22:5: This rule has no target to hold against. Take against out.",
    ),
    (
        CALLS_101,
        "    is: a breach",
        "    is: a breach\n    against: 5%",
        "25:5: This rule has no target to hold against. Take against out.",
    ),
    (
        ATTENDANCE,
        "450 of 500 against 90% is met",
        "450 of 500 against 90 is met",
        "19:5: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
    ),
    (
        CALLS_101,
        "calls_101_offered: 1000",
        "calls_101_offerd: 1000",
        (
            "25:13: calls_101_offerd is not a figure this tool knows. Did you mean "
            "calls_101_offered?"
        ),
    ),
    (
        CALLS_101,
        "calls_101_offered: 1000",
        "calls_101_offered: 1.5",
        "25:32: 1.5 is not a whole number. Write a whole number, as in 1,204.",
    ),
    (
        CALLS_101,
        "calls_101_offered: 1000",
        "calls_101_offered: 1,000",
        '25:34: 000 has no value. Inside { } a comma ends a value: write 1000 or "1,000".',
    ),
    (
        CALLS_101,
        "calls_101_abandoned: 50}",
        "calls_101_abandoned: 5000}",
        (
            "25:5: calls_101_abandoned: 5000 is more than the whole it is a part of, 1000. "
            "Check calls_101_abandoned and calls_101_offered."
        ),
    ),
    (
        CALLS_101,
        "calls_101_offered: 1000, ",
        "",
        (
            '25:5: "calls_101_abandoned 50: a breach" does not hold: calls_101_offered is not '
            "given for 31 December 2020. Mend the example, or the limit."
        ),
    ),
    (
        CALLS_101,
        "    is: a breach",
        "    is: breach",
        "26:9: breach is not one of the words known here. Did you mean a breach?",
    ),
    (
        CALLS_101,
        "    is: a breach",
        "    is: a breach\n    when: 2020",
        "27:5: when is not a part of an example. Known are given, is, in, against.",
    ),
    (
        ATTENDANCE,
        "  - 450 of 500 against 90% is met\n",
        "",
        (
            "2:1: No example stands at the target it is held against. Add an example at the "
            "limit and one on its other side."
        ),
    ),
    (
        "standards/high-risk-share.yaml",
        "high_risk_offenders: 200",
        "high_risk_offenders: 200 of 1000",
        (
            "19:51: 200 of 1000 gives two counts, but this figure is a single number. Write a "
            "whole number, as in 1,204."
        ),
    ),
    (
        CALLS_101,
        "has_switchboard: yes",
        "has_swichboard: yes",
        "13:3: has_swichboard is not a fact this tool knows. Did you mean has_switchboard?",
    ),
    (
        CALLS_101,
        "applies_to:\n  has_switchboard: yes",
        "applies_to: has_switchboard",
        '12:13: applies_to is the text "has_switchboard", not a mapping of names to values.',
    ),
    (
        ATTENDANCE,
        "    target: attendance_share\n",
        "",
        (
            "8:5: The limit names no target and no benchmark. Write {target: NAME} "
            "or {benchmark: NAME}."
        ),
    ),
    (
        ATTENDANCE,
        "otherwise: every case",
        "otherwse: every case",
        "9:5: otherwse is not a part of a limit. Did you mean otherwise?",
    ),
    (
        ATTENDANCE,
        "otherwise: every case",
        "otherwise: all",
        (
            "9:16: all is not allowed under otherwise. Write a number, every and a noun as in "
            "every case, or shown."
        ),
    ),
    (
        ATTENDANCE,
        "otherwise: every case",
        "otherwise: 90",
        "9:16: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
    ),
    (
        ATTENDANCE,
        "otherwise: every case",
        "otherwise: [every case]",
        "9:16: otherwise is a list, not a text.",
    ),
    (
        ATTENDANCE,
        (
            "  at_least:\n    target: attendance_share\n    otherwise: every case\n    "
            "because: No outside body has set the share that must be in time\n"
        ),
        "  at_least: {target: attendance_share, otherwise: 90}\n",
        "7:51: 90 is not a percentage. Write 90%, or both counts as in 12 of 345.",
    ),
    (
        LARGEST,
        "for_each: manager",
        "for_each: managr",
        "6:11: managr is not a scope kind this tool knows. Did you mean manager?",
    ),
    (
        LARGEST,
        "for_each: manager\n",
        "",
        ("2:1: offenders_of_manager is given for each manager alone. Write for_each: manager."),
    ),
    (
        CASELOAD,
        "figure: offenders_per_offender_manager",
        "figure: offenders_per_offender_manager\nfor_each: manager",
        "6:11: offenders_per_offender_manager is not given for each manager.",
    ),
    (
        CONTACT,
        "kind: share\n  share: calls_101_abandoned",
        "kind: shar\n  share: calls_101_abandoned",
        "21:9: shar is not one of the words known here. Did you mean share?",
    ),
    (
        CONTACT,
        "kind: share\n  share: calls_101_abandoned",
        "kind: percent\n  share: calls_101_abandoned",
        (
            "21:9: percent is not one of the words known here. Write count, quantity, share, "
            "ratio, change, difference, points or time."
        ),
    ),
    (
        CONTACT,
        "kind: share\n  share: calls_101_abandoned",
        "share: calls_101_abandoned",
        "19:1: kind is missing from a figure. Write count, quantity, share, ratio, "
        "change, difference, points or time.",
    ),
    (
        OFFENDERS,
        "kind: quantity",
        "kind: quantitty",
        "13:9: quantitty is not one of the words known here. Did you mean quantity?",
    ),
    (
        CONTACT,
        "  means: share of 101 calls offered that were abandoned\n",
        "",
        (
            "19:1: means is missing from a figure. Say what is counted, so that two people "
            "count the same."
        ),
    ),
    (
        CONTACT,
        "share: calls_101_abandoned",
        "share: calls_101_abandonned",
        (
            "22:10: calls_101_abandonned is not a figure this tool knows. Did you mean "
            "calls_101_abandoned?"
        ),
    ),
    (
        CONTACT,
        "of: calls_101_offered",
        "of: calls_offered_to_101",
        (
            "23:7: calls_offered_to_101 is not a figure this tool knows. Did you mean "
            "calls_101_offered?"
        ),
    ),
    (
        CONTACT,
        "usual: 1% to 60%",
        "usual: often",
        (
            "25:10: often is not an amount this tool can read. Write a percentage as in 4.7%, "
            "or both counts as in 12 of 345."
        ),
    ),
    (
        CONTACT,
        "usual: 1% to 60%",
        "usual: 60% to 1%",
        "25:10: 60% to 1% runs backwards. Write 1% to 60%.",
    ),
    (
        CONTACT,
        "usual: 1% to 60%",
        "usual: 1 to 60",
        ("25:10: 1 to 60 has no unit. Write 1% to 60%."),
    ),
    (
        OFFENDERS,
        "usual: 5 to 150",
        "usual: odd",
        (
            "26:10: odd is not an amount this tool can read. Write both counts as in 1,197 "
            "for 19, or a ratio as in 63:1."
        ),
    ),
    (
        OFFENDERS,
        "levers: [offender_managers, offenders]",
        "levers: [offender_managers, offendrs]",
        "27:31: offendrs is not what offenders_per_offender_manager is worked out from. Did you "
        "mean offenders?",
    ),
    (
        OFFENDERS,
        "levers: [offender_managers, offenders]",
        "levers: offenders",
        '27:11: levers is the text "offenders", not a list. Write [offenders].',
    ),
    (
        CONTACT,
        "calls_101_offered:\n",
        "Calls-101:\n",
        (
            "2:1: Calls-101 cannot be a name here. Write names in small letters, digits and "
            "underscores, beginning with a letter."
        ),
    ),
    (
        OFFENDERS,
        "offenders:\n  means",
        "calls_101_offered:\n  means: x\n  kind: count\noffenders:\n  means",
        (
            "2:1: calls_101_offered is described a second time; first at "
            "pack/figures/contact.yaml:2:1. Keep one of the two."
        ),
    ),
    (
        CONTACT,
        "better: lower\n  usual: 1%",
        "better: low\n  usual: 1%",
        "24:11: low is not one of the words known here. Did you mean lower?",
    ),
    (
        CONTACT,
        "better: lower\n  usual: 1%",
        "better: smaller\n  usual: 1%",
        "24:11: smaller is not one of the words known here. Write lower or higher.",
    ),
    (
        CONTACT,
        "usual: 1% to",
        "usuall: 1% to",
        "25:3: usuall is not a part of a figure. Did you mean usual?",
    ),
    (CONTACT, None, "- a\n- b\n", "1:1: The file is a list, not a mapping of names to values."),
    ("facts.yaml", "taken_as: yes", "taken_as: perhaps", "5:13: perhaps is not one of its values."),
    (
        "facts.yaml",
        "  said: taken to have a switchboard, as the return does not say\n",
        "",
        "2:1: said is missing from a fact.",
    ),
    (
        "facts.yaml",
        "has_switchboard:",
        "Has switchboard:",
        (
            "2:1: Has switchboard cannot be a name here. Write names in small letters, digits "
            "and underscores, beginning with a letter."
        ),
    ),
    (
        "facts.yaml",
        "values: [yes, no]",
        "values: yes",
        '4:11: values is the text "yes", not a list. Write [yes].',
    ),
    (
        "facts.yaml",
        None,
        "[has_switchboard]\n",
        "1:1: The file is a list, not a mapping of names to values.",
    ),
    (
        "targets.yaml",
        "kind: share",
        "kind: percentage",
        (
            "4:9: percentage is not one of the words known here. Write count, quantity, share, "
            "ratio, change, difference, points or time."
        ),
    ),
    (
        "targets.yaml",
        "comparison: at_least",
        "comparison: atleast",
        "5:15: atleast is not one of the words known here. Did you mean at_least?",
    ),
    (
        "targets.yaml",
        "comparison: at_least",
        "comparison: minimum",
        (
            "5:15: minimum is not one of the words known here. Write below, at_most, at_least "
            "or above."
        ),
    ),
    (
        "targets.yaml",
        "  kind: share\n",
        "",
        "2:1: kind is missing from a target. Write count, quantity, share, ratio, "
        "change, difference, points or time.",
    ),
    (
        NORFOLK,
        "    watched_by: [101-abandonment]\n",
        "",
        (
            "69:5: AFI 6 must name the rules that watch it, or say why none does. Write "
            "watched_by or not_watched_because, and not both."
        ),
    ),
    (
        NORFOLK,
        "    watched_by: [101-abandonment]\n",
        "    watched_by: [101-abandonment]\n    not_watched_because: x\n",
        (
            "69:5: AFI 6 must name the rules that watch it, or say why none does. Write "
            "watched_by or not_watched_because, and not both."
        ),
    ),
    (
        NORFOLK,
        "watched_by: [101-abandonment]",
        "watched_by: [101-abandonmnt]",
        ("81:18: 101-abandonmnt is not a rule this tool knows. Did you mean 101-abandonment?"),
    ),
    (
        NORFOLK,
        "watched_by: [101-abandonment]",
        "watched_by: 101-abandonment",
        '81:17: watched_by is the text "101-abandonment", not a list. Write [101-abandonment].',
    ),
    (
        NORFOLK,
        "    status: open\n    status_on: 2024-09-23\n    watched_by: [101-abandonment]",
        "    status: opened\n    status_on: 2024-09-23\n    watched_by: [101-abandonment]",
        ("79:13: opened is not one of the words known here. Did you mean open?"),
    ),
    (
        NORFOLK,
        "    status: open\n    status_on: 2024-09-23\n    watched_by: [101-abandonment]",
        "    status: done\n    status_on: 2024-09-23\n    watched_by: [101-abandonment]",
        ("79:13: done is not one of the words known here. Write open or closed."),
    ),
    (
        NORFOLK,
        "published: 2024-09-23",
        "published: 2024-09-31",
        "6:12: 2024-09-31 is not a day: September 2024 has 30 days.",
    ),
    (
        NORFOLK,
        "published: 2024-09-23\n",
        "",
        "4:1: published is missing from a register. Write a day as in 2024-03-31.",
    ),
    (NORFOLK, "force: Norfolk Constabulary\n", "", "4:1: force is missing from a register."),
    (
        NORFOLK,
        "force: Norfolk Constabulary",
        "force: [Norfolk Constabulary]",
        "5:8: force is a list, not a text.",
    ),
    (
        NORFOLK,
        'value: "51,115"',
        "value: 51,115",
        ('99:85: 115 has no value. Inside { } a comma ends a value: write 51115 or "51,115".'),
    ),
    (
        CALLS_101,
        "short: 101 calls abandoned",
        "short: 101 calls abandoned\nshort: again",
        (
            "4:1: short is given a second time; line 3 says 101 calls abandoned. Keep one of "
            "the two."
        ),
    ),
    (CALLS_101, "  below: 5%", "\tbelow: 5%", "7:1: There is a tab here. Write spaces instead."),
    (
        CALLS_101,
        "why: A caller",
        "why: Note: a caller",
        (
            "4:10: A colon followed by a space is not allowed here. Put text that holds it "
            "in quotes; begin lines that belong together in the same column."
        ),
    ),
    (
        CALLS_101,
        "standing: guidance",
        "standing: own_target",
        "9:11: The limit names no target. Write standing: guidance.",
    ),
    (
        ATTENDANCE,
        "standing: own_target",
        "standing: guidance",
        "11:11: The limit names a target. Write standing: own_target.",
    ),
    (
        CALLS_101,
        "stated_as: quoted",
        "stated_as: quoted\nrestored: by hand",
        (
            "11:1: This says how the number was restored, and stated_as says that it was "
            "not. Write stated_as: restored, or take this out."
        ),
    ),
    (
        CALLS_101,
        "stated_as: quoted",
        "stated_as: own\nrestored: by hand",
        (
            "11:1: This says how the number was restored, and stated_as says that it was "
            "not. Write stated_as: restored, or take this out."
        ),
    ),
    (
        CALLS_101,
        "stated_as: quoted",
        "stated_as: quoted\ngap: on page 3",
        (
            "11:1: This says where the number is missing, and stated_as says that it is "
            "not. Write stated_as: restored, or take this out."
        ),
    ),
    (
        CALLS_101,
        "title: Fewer than 5% of 101 calls are abandoned",
        'title: ""',
        ("2:8: title has no text. Write a sentence that is true when the standard is met."),
    ),
    (
        CALLS_101,
        "title: Fewer than 5% of 101 calls are abandoned",
        'title: "  "',
        ("2:8: title has no text. Write a sentence that is true when the standard is met."),
    ),
    (
        CALLS_101,
        "title: Fewer",
        "titel: Fewer",
        "2:1: titel is not a part of a rule. Did you mean title?",
    ),
    (
        CALLS_101,
        "figure: calls",
        "figur: calls",
        "5:1: figur is not a part of a rule. Did you mean figure?",
    ),
    (
        "targets.yaml",
        "kind: share",
        "knd: share",
        "4:3: knd is not a part of a target. Did you mean kind?",
    ),
    (
        CALLS_101,
        "from: 2020",
        "from: 2020\n  until: 2019-12-31",
        "7:3: This ends before it begins. Check from: and until:.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        (
            "require:\n  - {below: 5%, from: 2020, until: 2018-12-31}\n  - {below: 4%, "
            "from: 2019-01-01}\n"
        ),
        "7:6: This ends before it begins. Check from: and until:.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        (
            "require:\n  - {below: 5%, from: 2025-01-01}\n  - {below: 4%, from: 2020, "
            "until: 2024-12-31}\n"
        ),
        "8:6: The dates run backwards. Put the earlier one first.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  below: 5%\n  at_most: 6%\n",
        "7:3: Both limits are on the same side. Keep one, or make them a range.",
    ),
    (
        CALLS_101,
        "require:\n  below: 5%\n  from: 2020\n",
        "require:\n  at_least: 5%\n  above: 6%\n",
        "7:3: Both limits are on the same side. Keep one, or make them a range.",
    ),
    (
        ATTENDANCE,
        "  at_least:\n",
        "  above: 5%\n  at_least:\n",
        "7:3: Both limits are on the same side. Keep one, or make them a range.",
    ),
    (
        ATTENDANCE,
        "otherwise: every case",
        'otherwise: ">90%"',
        (
            "9:16: the limit has a sign in front, and the comparison above already says "
            "it. Write otherwise: 90%."
        ),
    ),
    (
        ATTENDANCE,
        "otherwise: every case",
        "otherwise: >90%",
        (
            "9:16: >90% begins with a sign that has another meaning in YAML. Write the "
            "number alone if the word before it already compares, or put it in quotes."
        ),
    ),
    (
        ATTENDANCE,
        "target: attendance_share",
        "target: attendance_shar",
        ("8:13: attendance_shar is not a target this tool knows. Did you mean attendance_share?"),
    ),
    (
        CALLS_101,
        "below: 5%",
        "below: 12 of 0",
        "7:10: 12 of 0 has a part and no whole. Check the second number.",
    ),
    (
        CALLS_101,
        "21.9% is a breach",
        "12 of 0 is a breach",
        "22:5: 12 of 0 has a part and no whole. Check the second number.",
    ),
    (
        CALLS_101,
        "applies_to:\n  has_switchboard: yes\n",
        "applies_to: {}\n",
        "12:13: applies_to is empty.",
    ),
    (
        CONTACT,
        "usual: 1% to 60%",
        "usual: 60%",
        "25:10: 60% is not a range. Write it as in 1% to 60%.",
    ),
    (
        CONTACT,
        "usual: 1% to 60%",
        "usual: under 60%",
        "25:10: under 60% is not a range. Write it as in 1% to 60%.",
    ),
    (
        CONTACT,
        "of: calls_101_offered\n",
        "of: incidents_attended_in_time_rate\n",
        (
            "23:7: calls_101_abandonment_rate is a share, and "
            "incidents_attended_in_time_rate is a share, not a count. Name two counts."
        ),
    ),
    (OFFENDERS, "levers: [offender_managers, offenders]", "levers: []", "27:11: levers is empty."),
    (NORFOLK, "force: Norfolk Constabulary", 'force: " "', "5:8: force has no text."),
    (
        NORFOLK,
        "  - title: Train offender-management staff in the digital tools\n    ",
        "  - ",
        "33:5: title is missing from an AFI.",
    ),
    (
        NORFOLK,
        "  - title: Train offender-management",
        "  - titel: Train offender-management",
        "33:5: titel is not a part of an AFI. Did you mean title?",
    ),
]


@pytest.mark.every_day(60)
@pytest.mark.parametrize(
    ("file", "old", "new", "problem"), MISTAKES, ids=[m[2][:40] or f"no {m[1]}" for m in MISTAKES]
)
def test_one_mistake_is_told_in_full(
    pack: Path, file: str, old: str | None, new: str, problem: str
) -> None:
    change(pack, file, old, new)
    assert told(pack) == [f"pack/{file}:{problem}"]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("limit", ["5 per cent", "5 %", '"5% "', "5 percent", "\u201c5%\u201d"])
def test_a_limit_is_shown_as_this_tool_writes_it(pack: Path, limit: str) -> None:
    change(pack, CALLS_101, "below: 5%", f"below: {limit}")
    rule = load_rules(pack).rules["101-abandonment"]
    assert [bound.text for bound in rule.requirements[0].bounds] == ["5%"]


@pytest.mark.parametrize("usual", ["1-60%", "1 to 60%", "1% \u2013 60%"])
def test_what_is_usual_may_be_written_as_any_range(pack: Path, usual: str) -> None:
    change(pack, CONTACT, "usual: 1% to 60%", f"usual: {usual}")
    assert load_rules(pack)


@pytest.mark.parametrize("day", ["January 2020", "1 January 2020", "2020-01", "Wed 1 Jan 2020"])
def test_a_limit_may_begin_with_a_month_or_a_day_in_words(pack: Path, day: str) -> None:
    change(pack, CALLS_101, "from: 2020", f"from: {day}")
    since = load_rules(pack).rules["101-abandonment"].requirements[0].since
    assert (since.earliest, since.latest) == (date(2020, 1, 1), date(2020, 1, 1))


def test_an_example_may_be_a_rate(pack: Path) -> None:
    change(
        pack,
        CALLS_101,
        "  - 49 of 1000 is met\n",
        "  - 49 of 1000 is met\n  - 1 in 25 is met\n  - 1 in 25 in 2024-03 is met\n",
    )
    examples = load_rules(pack).rules["101-abandonment"].examples
    rates = [one for one in examples if one.text.startswith("1 in")]
    assert [one.amount.stated for one in rates] == [Fraction(1, 25)] * 2
    assert [one.period for one in rates] == [None, read_period("2024-03")]


def test_a_limit_of_each_newest_day_needs_examples(pack: Path) -> None:
    dated = "  - {below: 5%, from: 2020, until: 2024-12-31}\n  - {below: 4%, from: 2025-01-01}\n"
    change(pack, CALLS_101, "  below: 5%\n  from: 2020\n", dated)
    assert told(pack) == [
        "pack/standards/101-abandonment.yaml:2:1: The examples do not show both a figure that "
        "meets the limit and one that misses it. Add an example at the limit and one on its other "
        "side.",
        'pack/standards/101-abandonment.yaml:20:5: "49 of 1000 is met" does not hold: 49 of 1,000 '
        "(4.90%) is over the limit of 4%. Mend the example, or the limit.",
        'pack/standards/101-abandonment.yaml:23:5: "4.9% to 5.1% cannot be told" does not hold: '
        "4.9% to 5.1% is over the limit of 4%. Mend the example, or the limit.",
    ]


def test_a_dated_list_with_its_examples_is_read(pack: Path) -> None:
    dated = "  - {below: 5%, from: 2020, until: 2024-12-31}\n  - {below: 4%, from: 2025-01-01}\n"
    change(pack, CALLS_101, "  below: 5%\n  from: 2020\n", dated)
    change(pack, CALLS_101, "49 of 1000 is met", "39 of 1000 is met\n  - 40 of 1000 is a breach")
    change(pack, CALLS_101, "4.9% to 5.1% cannot", "49 of 1000 in 2024 is met\n  - 3% to 5% cannot")
    first, second = load_rules(pack).rules["101-abandonment"].requirements
    assert [str(day and day.text) for day in (first.since, first.until)] == ["2020", "2024-12-31"]
    assert [str(day and day.text) for day in (second.since, second.until)] == ["2025-01-01", "None"]
    assert [bound.words for r in (first, second) for bound in r.bounds if isinstance(bound, Bound)]
    assert str(second.location) == "pack/standards/101-abandonment.yaml:8:6"


def test_years_follow_each_other_without_a_gap(pack: Path) -> None:
    dated = "  - {below: 6%, from: 2020, until: 2022}\n  - {below: 5%, from: 2023}\n"
    change(pack, CALLS_101, "  below: 5%\n  from: 2020\n", dated)
    assert len(load_rules(pack).rules["101-abandonment"].requirements) == 2


GOOD = [
    (CALLS_101, "below: 5%", "below: 5.0%"),
    (CALLS_101, "below: 5%", "below: 50 of 1000"),
    (CALLS_101, "applies_to:\n  has_switchboard: yes\n", ""),
    (CALLS_101, "  below: 5%\n", "  below: 5%\n  at_least: 4.9%\n"),
    (CASELOAD, "at_most: 50", "at_most: 50:1"),
    (ATTENDANCE, "otherwise: every case", "otherwise: 100%"),
    (CONTACT, "  usual: 1% to 60%\n", ""),
    (CALLS_101, "50 of 1000 is a breach", "5% is a breach"),
]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(("file", "old", "new"), GOOD)
def test_what_may_be_written_is_read(pack: Path, file: str, old: str, new: str) -> None:
    change(pack, file, old, new)
    assert len(load_rules(pack).rules) == len(list((pack / "standards").iterdir()))


GUIDANCE = "standing: guidance\n"


def test_a_rule_may_require_each_one(pack: Path) -> None:
    text = (pack / ATTENDANCE).read_text("utf-8")
    before, _, rest = text.partition("  at_least:")
    after = rest[rest.index("stated_as:") : rest.index("  - 450 of")]
    examples = "  - 500 of 500 is met\n  - 499 of 500 is a breach\n"
    change(pack, ATTENDANCE, None, f"{before}  every: case\n{GUIDANCE}{after}{examples}")
    (requirement,) = load_rules(pack).rules["response-within-attendance-time"].requirements
    (bound,) = requirement.bounds
    assert bound.words == "each case"  # type: ignore[union-attr]


def test_a_pack_may_have_no_afis(pack: Path) -> None:
    shutil.rmtree(pack / "afis")
    assert load_rules(pack).registers == {}


NAMES = [
    ("rules.yaml", NOT_READ),
    ("fact.yaml", NOT_READ),
    ("standards/x.yml", NOT_READ),
    ("standards/x.YAML", NOT_READ),
    ("standards/old/x.yaml", NOT_READ),
    ("standard/x.yaml", NOT_READ),
    ("standards/x.yaml.bak", NOT_READ),
    ("standards/x.json", NOT_READ),
    ("facts.json", NOT_READ),
    ("facts.yaml~", NOT_READ),
]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(("name", "problem"), NAMES)
def test_a_file_that_nothing_reads_is_told(pack: Path, name: str, problem: str) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text("a: 1\n")
    assert told(pack) == [f"pack/{name}: {problem}"]


@pytest.mark.parametrize("name", ["Norfolk-2023-25", "norfolk 2023", "norfolk_2023", "norfolk--23"])
def test_a_file_name_that_is_no_id_is_told(pack: Path, name: str) -> None:
    (pack / NORFOLK).rename(pack / f"afis/{name}.yaml")
    assert told(pack) == [f"pack/afis/{name}.yaml: {NOT_AN_ID}"]


UNREADABLE = [
    (b"", "The file is empty."),
    (b"# to do\n", "The file holds nothing but comments."),
    (b"- a\n", "1:1: The file is a list, not a mapping of names to values."),
    (b"x\n", '1:1: The file is the text "x", not a mapping of names to values.'),
    (
        b"title:x\nshort:y\n",
        "1:1: title:x short:y is one text without a name. Write a space after the colon.",
    ),
    (
        b"title: \xa35\n",
        '1:8: Byte A3 is not UTF-8; in Windows-1252 it is "£". Save the file as UTF-8.',
    ),
]


@pytest.mark.every_day(4)
@pytest.mark.parametrize(("raw", "problem"), UNREADABLE)
@pytest.mark.parametrize("file", [CALLS_101, NORFOLK, "facts.yaml"])
def test_a_file_that_cannot_be_read_is_told(
    pack: Path, file: str, raw: bytes, problem: str
) -> None:
    (pack / file).write_bytes(raw)
    between = ":" if problem[0].isdigit() else ": "
    assert f"pack/{file}{between}{problem}" in told(pack)


def test_a_folder_named_as_a_file_is_told(pack: Path) -> None:
    (pack / "standards/x.yaml").mkdir()
    assert [line.split(": ")[:2] for line in told(pack)] == [
        ["pack/standards/x.yaml", "This is a folder. Name a file in it."]
    ]


def test_a_folder_that_is_not_there_is_told(pack: Path) -> None:
    assert told(Path("nowhere")) == [
        "nowhere: There is no folder of this name. Name a folder of rules."
    ]


def test_a_file_is_no_folder_of_rules(pack: Path) -> None:
    assert told(Path("pack/facts.yaml")) == [
        "pack/facts.yaml: This is a file; expected a folder of rules. Name the folder of the rule "
        "pack that it belongs to."
    ]


def test_a_pack_without_rules_is_told_once_with_its_afis(pack: Path) -> None:
    shutil.rmtree(pack / "standards")
    assert told(pack) == ["pack: There are no rules in standards/. Name another folder."]


@pytest.mark.every_day(2)
@pytest.mark.parametrize("name", ["x.txt", "README.md", "figures/notes.txt", ".DS_Store"])
def test_a_file_that_is_no_data_may_lie_in_a_pack(pack: Path, name: str) -> None:
    (pack / name).write_text("x\n")
    assert load_rules(pack).rules


def test_a_pack_without_rules_is_told(pack: Path) -> None:
    shutil.rmtree(pack / "standards")
    shutil.rmtree(pack / "afis")
    assert told(pack) == ["pack: There are no rules in standards/. Name another folder."]


TWO_FILES = [
    (
        (CALLS_101, "below: 5%", "below: 5"),
        (LARGEST, "at_most: 50", "at_most: 50.5"),
        ["101-abandonment.yaml:7:10", "offender-manager-largest-caseload.yaml:8:12"],
    ),
    (
        (CALLS_101, "short: 101", 'short: "x\nshort: 101'),
        (LARGEST, "at_most: 50", "at_most: 50.5"),
        ["101-abandonment.yaml:3:8", "offender-manager-largest-caseload.yaml:8:12"],
    ),
    (
        (NORFOLK, "published: 2024-09-23", "published: 2024"),
        (CALLS_101, "21.9% is a breach", "21.9% is met"),
        ["norfolk-2023-25.yaml:6:12", "101-abandonment.yaml:22:5"],
    ),
    (
        (CONTACT, "usual: 1% to 60%", "usual: often"),
        (OFFENDERS, "kind: quantity", "kind: number"),
        ["contact.yaml:25:10", "offender-management.yaml:13:9"],
    ),
    (
        ("facts.yaml", "taken_as: yes", "taken_as: perhaps"),
        ("targets.yaml", "kind: share", "kind: percentage"),
        ["facts.yaml:5:13", "targets.yaml:4:9"],
    ),
    (
        ("facts.yaml", "taken_as: yes", "taken_as: perhaps"),
        (CALLS_101, "below: 5%", "belw: 5%"),
        ["facts.yaml:5:13", "101-abandonment.yaml:7:3"],
    ),
    (
        ("facts.yaml", "taken_as: yes", "taken_as: perhaps"),
        (NORFOLK, "published: 2024-09-23", "publishd: 2024-09-23"),
        ["norfolk-2023-25.yaml:6:1", "facts.yaml:5:13"],
    ),
]


@pytest.mark.every_day(2)
@pytest.mark.parametrize(("one", "other", "locations"), TWO_FILES)
def test_a_broken_file_hides_nothing_of_another(
    pack: Path, one: tuple[str, str, str], other: tuple[str, str, str], locations: list[str]
) -> None:
    change(pack, *one)
    change(pack, *other)
    assert [line.split(": ")[0].rsplit("/", 1)[1] for line in told(pack)] == locations


def test_two_mistakes_in_one_rule_are_both_told(pack: Path) -> None:
    change(pack, CALLS_101, "below: 5%", "below: 5")
    change(pack, CALLS_101, "from: 2020", "from: soon")
    assert told(pack) == [
        "pack/standards/101-abandonment.yaml:7:10: 5 is not a percentage. Write 5%, or both "
        "counts as in 12 of 345.",
        "pack/standards/101-abandonment.yaml:8:9: soon is not a day as it is written here. Write "
        "it as in 2024-03-31.",
    ]


def test_the_shipped_pack_loads(rules: Rulebook) -> None:
    assert sorted(rules.rules) == sorted(p.stem for p in (ROOT / "rules/standards").iterdir())
    assert list(rules.registers) == ["norfolk-2023-25"]
    assert rules.pack_names == f"peelcheck {VERSION}"


def test_another_pack_goes_by_its_folder(pack: Path) -> None:
    book = load_rules(pack)
    assert book.pack_names == "pack"
    assert str(book.rules["101-abandonment"].location) == "pack/standards/101-abandonment.yaml:2:1"


def test_a_rule_is_read_as_written(rules: Rulebook) -> None:
    rule = rules.rules["response-within-attendance-time"]
    (requirement,) = rule.requirements
    (bound,) = requirement.bounds
    assert (bound.comparison, bound.target) == ("at_least", "attendance_share")  # type: ignore[union-attr]
    assert bound.otherwise.words == "each case"  # type: ignore[union-attr]
    assert rules.rules["offender-manager-largest-caseload"].for_each == "manager"
    assert rules.rules["101-abandonment"].applies_to == {"has_switchboard": "yes"}


def test_a_register_is_read_as_published(rules: Rulebook) -> None:
    register = rules.registers["norfolk-2023-25"]
    afi = register.afis[5]
    assert (register.force, str(register.published)) == ("Norfolk Constabulary", "2024-09-23")
    assert (afi.number, afi.watched_by, afi.status) == (6, ("101-abandonment",), "open")
    assert [seen.value for seen in afi.observed] == ["21.9%"]


def test_many_names_are_listed_in_part() -> None:
    assert shortened_list("abc") == "a, b, c"
    assert shortened_list("abcde", most=3) == "a, b, c and 2 more"


INCIDENTS = "tables/incidents.yaml"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "where: {grade: {set_in: attendance_times}}",
            "where: {arrived_at: {set_in: attendance_times}}",
            "arrived_at is time, and set_in is for texts. Name a column of type one_of.",
        ),
        (
            "allowed: {by: [area], times: {urban: 15 minutes, rural: 20 minutes}}",
            "allowed: {by: [arrived_at], times: {urban: 15 minutes}}",
            "arrived_at is time, and times go by texts. Name a column of type one_of.",
        ),
    ],
)
def test_a_table_is_told_apart_by_columns_of_texts(
    pack: Path, old: str, new: str, problem: str
) -> None:
    change(pack, INCIDENTS, old, new)
    assert problem in " ".join(told(pack))
