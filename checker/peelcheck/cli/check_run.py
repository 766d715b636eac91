"""A check: make its plan, judge, write the reports that it names, and return what to print."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from peelcheck.cli.check_plan import COMPARING, CheckOptions, CheckPlan, make_plan
from peelcheck.cli.common import CommandOutput, page_of, width_of
from peelcheck.cli.outputs import render, write_reports
from peelcheck.cli.progress import show_reading
from peelcheck.cli.public_option import as_published, refuse_with_public
from peelcheck.errors import all_shown_to_people
from peelcheck.judging.gate import gate
from peelcheck.model.gates import Gate, GateRules
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.results import ForceResult, Result
from peelcheck.modules import load_module
from peelcheck.pipeline import RowsBehind, check, rows_behind
from peelcheck.reports.formats import FORMATS
from peelcheck.reports.layout import Page
from peelcheck.reports.since_text import gate_text
from peelcheck.sources.digests import refuse_changed, stamps_of

_PROOF = "peelcheck.cli.proof_option"


def run(given: Mapping[str, Any]) -> CommandOutput:
    """Check what the options name, write the files they ask for, and return what to print."""
    options, proof = CheckOptions(**given), None
    if options.names_proof:
        options, proof = load_module(_PROOF).split_proof(options)
    refuse_with_public(options)
    plan = make_plan(options)
    if proof:
        load_module(_PROOF).refuse_with_proof(proof, options, plan)
    stamps = stamps_of(plan.inputs)
    with show_reading() as watch:
        result, behind = _result_and_evidence(options, plan, watch)
    written: list[str] = []
    kept: list[Problem] = []
    if options.rows_folder is not None:
        files: Any = load_module("peelcheck.cli.evidence_files")
        written = files.write_rows(behind, options.rows_folder)
        kept = files.tables_without_row_files(plan.returns)
    if any(FORMATS[name].has_record for name in plan.formats):
        add_record = load_module("peelcheck.pipeline.record").add_record
        result = add_record(result, options.rules, plan.returns, options.exception_files)
        refuse_changed(stamps)
    result, held = _with_gate(result, options, plan.required)
    shown = as_published(result, options)
    to_files = Page(marking=options.marking, highlight=plan.highlight)
    write_reports(options.outputs, plan.layout, shown, to_files)
    if proof:
        load_module(_PROOF).write_proof(proof, options, plan)
    page = page_of(sys.stdout)._replace(
        marking=options.marking, detail=options.verbose, highlight=plan.highlight
    )
    is_told = shown.gate is not None and plan.printed == "text"
    return CommandOutput(
        out=render(plan.printed, plan.layout)(shown, page)
        + (gate_text(held, page) if is_told else ""),
        code=held.exit,
        warning=_warnings((*result.problems, *result.warnings, *kept)),
        advice="\n".join([*written, _advice(result)]),
        colour=page.colour,
        for_people=plan.printed == "text",
    )


def _result_and_evidence(
    options: CheckOptions, plan: CheckPlan, watch: Progress | None
) -> tuple[Result, list[RowsBehind]]:
    """Return the result of the check, and the rows behind it where --rows asks for them."""
    result = check(
        plan.rulebook,
        plan.returns,
        period=options.period,
        only=plan.only,
        by=plan.scope_kinds,
        today=options.today,
        watch=watch,
    )
    if plan.exceptions:
        result = load_module(COMPARING).apply_exceptions(result, plan.exceptions)
    if options.since_file is not None:
        result = load_module(COMPARING).compare_with_baseline(
            result, options.since_file, plan.rulebook, allow_outside=options.allow_outside
        )
    if any(FORMATS[name].has_charts for name in plan.formats):
        charts: Any = load_module("peelcheck.pipeline.charts")
        result = charts.add_funnels(charts.add_charts(result, plan.anew), plan.funnels)
    if options.rows_folder is None:
        return result, []
    return result, rows_behind(result, plan.returns, shown=options.rows_with, watch=watch)


def _with_gate(
    result: Result, options: CheckOptions, required: frozenset[str]
) -> tuple[Result, Gate]:
    """Return the result and its gate; the gate is part of the result if an option needs it."""
    gate_rules = GateRules(
        fail_on_breach=options.fail_on == "breach",
        required=required,
        always_green=options.exit_zero,
        only_new=options.only_new,
        incomparable=options.allow_incomparable,
    )
    held = gate(result, gate_rules)
    asks_more = any(
        force.required or _lacks_return(force, options.period) for force in result.forces
    )
    is_gate = options.since_file is not None or bool(
        options.exception_files or required or asks_more
    )
    return result._replace(gate_rules=gate_rules, gate=held if is_gate else None), held


def _lacks_return(force: ForceResult, period: Period | None) -> bool:
    """Return whether a period was asked for and no return is for it; no other text reports that."""
    return period is not None and not force.has_return_of(period)


def _warnings(problems: Iterable[Problem]) -> str:
    width = width_of(sys.stderr)
    return all_shown_to_people(problems, width)


def _advice(result: Result) -> str:
    book = result.rulebook
    count = len(book.rules)
    first = result.findings[0].rule.id if result.findings else next(iter(book.rules))
    rules = "rule" if count == 1 else "rules"
    return f"{count} {rules} of {book.pack_names} read.\nMore: peelcheck explain {first}"
