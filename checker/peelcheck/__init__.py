"""Check a police force's figures against the standards it is inspected on.

from peelcheck import all_in_words, check, load_return, load_rules

rules = load_rules()
result = check(rules, [load_return("data.yaml", rules)])
for finding in result.findings:
    print(finding.rule.id, finding.outcome, all_in_words(finding.reasons))
"""

from peelcheck.errors import InvalidValue, ProblemsFound
from peelcheck.model.findings import Finding
from peelcheck.model.gates import Exit, Gate, GateCode, GateReason
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.rules import Outcome, Rulebook
from peelcheck.model.version import VERSION
from peelcheck.pipeline import RowsBehind, check, load_return, load_rules, rows_behind
from peelcheck.pipeline.gate import gate, since, with_exceptions
from peelcheck.pipeline.rendering import FORMATS, render
from peelcheck.reading.periods import read_period
from peelcheck.reports.gate_words import gate_clauses
from peelcheck.reports.reason_words import all_in_words

__version__ = VERSION
__all__ = [
    "FORMATS",
    "Exit",
    "Finding",
    "Gate",
    "GateCode",
    "GateReason",
    "InvalidValue",
    "Outcome",
    "Period",
    "Problem",
    "ProblemsFound",
    "Result",
    "Return",
    "RowsBehind",
    "Rulebook",
    "__version__",
    "all_in_words",
    "check",
    "gate",
    "gate_clauses",
    "load_return",
    "load_rules",
    "read_period",
    "render",
    "rows_behind",
    "since",
    "with_exceptions",
]
