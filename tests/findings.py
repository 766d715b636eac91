"""What tests of findings share: the finding of one rule, and a year of months."""

from __future__ import annotations

from conftest import Checker
from peelcheck import Finding, Result
from peelcheck.judging.gate import gate
from peelcheck.model.gates import Exit, GateRules
from peelcheck.reports.reason_words import words_of

MONTHS = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]
OFFERED = [14806, 15412, 15630, 16044, 15987, 15120, 15204, 14466, 14190, 14655, 13512, 14974]
ABANDONED = [1066, 1094, 1063, 1139, 1071, 907, 866, 752, 681, 689, 621, 703]


def found(checked: Checker, rule: str, figures: str, **options: object) -> Finding:
    """The finding of one rule for figures written on one line, `; ` between them."""
    text = "figures:\n" + "".join(f"  {line}\n" for line in figures.split("; "))
    text += "".join(f"{name}: {value}\n" for name, value in options.items())
    (finding,) = checked(text, only=[rule]).findings
    return finding


def far(finding: Finding) -> list[str]:
    """The words of each distance of a finding."""
    return [words_of(distance.reason) for distance in finding.distance]


def gate_exit(result: Result) -> Exit:
    """The exit code of a gate that requires nothing more."""
    return gate(result, GateRules()).exit
