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
    from peelcheck.pipeline.folder import check_folder, folder_files
    from peelcheck.pipeline.gate import gate, since, with_exceptions
    from peelcheck.pipeline.proof_check import judge_again
    from peelcheck.pipeline.publishing import public_view
    from peelcheck.pipeline.rendering import FORMATS, render
    from peelcheck.policy.return_form import (
        Answers,
        SheetAnswer,
        filled_return,
        read_figure,
        return_form,
    )
    from peelcheck.policy.workbench import effect_on, known_names, view_pack, view_rule
    from peelcheck.reading.folder_files import FileKind
    from peelcheck.reading.periods import read_period
    from peelcheck.reading.sheet_survey import survey_sheets
    from peelcheck.reports.gate_words import gate_clauses
    from peelcheck.reports.reason_words import all_in_words

__version__ = VERSION
__all__ = [
    "FORMATS",
    "Answers",
    "Exit",
    "FileKind",
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
    "SheetAnswer",
    "__version__",
    "all_in_words",
    "check",
    "check_folder",
    "effect_on",
    "filled_return",
    "folder_files",
    "gate",
    "gate_clauses",
    "judge_again",
    "known_names",
    "load_return",
    "load_rules",
    "public_view",
    "read_figure",
    "read_period",
    "render",
    "return_form",
    "rows_behind",
    "since",
    "survey_sheets",
    "view_pack",
    "view_rule",
    "with_exceptions",
]

_MODULES = {
    "Answers": "peelcheck.policy.return_form",
    "Exit": "peelcheck.model.gates",
    "FORMATS": "peelcheck.pipeline.rendering",
    "FileKind": "peelcheck.reading.folder_files",
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
    "SheetAnswer": "peelcheck.policy.return_form",
    "Rulebook": "peelcheck.model.rules",
    "all_in_words": "peelcheck.reports.reason_words",
    "check": "peelcheck.pipeline",
    "check_folder": "peelcheck.pipeline.folder",
    "effect_on": "peelcheck.policy.workbench",
    "filled_return": "peelcheck.policy.return_form",
    "folder_files": "peelcheck.pipeline.folder",
    "gate": "peelcheck.pipeline.gate",
    "gate_clauses": "peelcheck.reports.gate_words",
    "judge_again": "peelcheck.pipeline.proof_check",
    "known_names": "peelcheck.policy.workbench",
    "load_return": "peelcheck.pipeline",
    "load_rules": "peelcheck.pipeline",
    "public_view": "peelcheck.pipeline.publishing",
    "read_figure": "peelcheck.policy.return_form",
    "read_period": "peelcheck.reading.periods",
    "render": "peelcheck.pipeline.rendering",
    "return_form": "peelcheck.policy.return_form",
    "rows_behind": "peelcheck.pipeline",
    "since": "peelcheck.pipeline.gate",
    "survey_sheets": "peelcheck.reading.sheet_survey",
    "view_pack": "peelcheck.policy.workbench",
    "view_rule": "peelcheck.policy.workbench",
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
