"""Check a police force's figures against the standards it is inspected on.

from peelcheck import all_in_words, check, load_return, load_rules

rules = load_rules()
result = check(rules, [load_return("data.yaml", rules)])
for finding in result.findings:
    print(finding.rule.id, finding.outcome, all_in_words(finding.reasons))
"""

from typing import TYPE_CHECKING, Any

from peelcheck.model.version import VERSION
from peelcheck.modules import load_module

if TYPE_CHECKING:
    from peelcheck.errors import InvalidValue, ProblemsFound
    from peelcheck.model.findings import Finding
    from peelcheck.model.gates import Exit, Gate, GateCode, GateReason
    from peelcheck.model.periods import Period
    from peelcheck.model.problems import Problem
    from peelcheck.model.results import Result
    from peelcheck.model.returns import Return
    from peelcheck.model.rules import Outcome, Rulebook
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

_MODULES = {
    "Exit": "peelcheck.model.gates",
    "FORMATS": "peelcheck.pipeline.rendering",
    "Finding": "peelcheck.model.findings",
    "Gate": "peelcheck.model.gates",
    "GateCode": "peelcheck.model.gates",
    "GateReason": "peelcheck.model.gates",
    "InvalidValue": "peelcheck.errors",
    "Outcome": "peelcheck.model.rules",
    "Period": "peelcheck.model.periods",
    "Problem": "peelcheck.model.problems",
    "ProblemsFound": "peelcheck.errors",
    "Result": "peelcheck.model.results",
    "Return": "peelcheck.model.returns",
    "RowsBehind": "peelcheck.pipeline",
    "Rulebook": "peelcheck.model.rules",
    "all_in_words": "peelcheck.reports.reason_words",
    "check": "peelcheck.pipeline",
    "gate": "peelcheck.pipeline.gate",
    "gate_clauses": "peelcheck.reports.gate_words",
    "load_return": "peelcheck.pipeline",
    "load_rules": "peelcheck.pipeline",
    "read_period": "peelcheck.reading.periods",
    "render": "peelcheck.pipeline.rendering",
    "rows_behind": "peelcheck.pipeline",
    "since": "peelcheck.pipeline.gate",
    "with_exceptions": "peelcheck.pipeline.gate",
}
"""Where each name stands; its module is loaded when it is first used, as `--version` needs none."""


def __getattr__(name: str) -> Any:
    """Return a name of the public interface, and keep it."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(load_module(_MODULES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
