"""What a build service is alerted to: breaches, what could not be checked, what is accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from peelcheck.model.findings import Finding
from peelcheck.model.gates import Stop
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.periods import in_words
from peelcheck.model.problem_floods import cut_floods
from peelcheck.model.problems import Problem, visible
from peelcheck.model.results import ForceResult, Result
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import sentence
from peelcheck.reports.ci_escaping import fingerprint, location_shown, shown_at
from peelcheck.reports.finding_text import let_pass, message, named

_READING = "Reading the files"

MOST_OF_A_KIND = 10
"""GitHub and Azure show so many alerts of one level for a step, and drop the others unsaid."""


class Level(StrEnum):
    """How grave an alert is: a breach; something not checked; something to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Alert(NamedTuple):
    """One line for a build service. `check` is the rule's id, `mark` the same from run to run."""

    level: Level
    check: str
    title: str
    text: str
    location: Location | None
    mark: str


def alerts(result: Result) -> list[Alert]:
    """Return every alert of a run, the gravest first."""
    found = [
        alert
        for force in result.forces
        for finding in force.findings
        if (alert := _of_finding(finding, force, result))
    ]
    found += map(_of_problem, _first_problems(result))
    found += [_besides(what, text) for what, text in besides(result) if what != _READING]
    return sorted(found, key=lambda alert: list(Level).index(alert.level))


def _of_finding(finding: Finding, force: ForceResult, result: Result) -> Alert | None:
    stop = finding.stop(result.gate_rules, force.required)
    if stop is None and finding.outcome is not Outcome.BREACH:
        return None
    level = Level.WARNING if stop else Level.NOTICE
    level = Level.ERROR if stop is Stop.MISSED else level
    text = message(finding, stop) + ("" if stop else f" {let_pass(finding)}")
    return Alert(
        level, finding.rule.id, named(finding), text, shown_at(finding), fingerprint(finding)
    )


def _first_problems(result: Result) -> Sequence[Problem]:
    """Return every problem if a service shows that many, else the first of each kind."""
    is_flood = len(result.problems) > MOST_OF_A_KIND
    return cut_floods(result.problems, 1) if is_flood else result.problems


def besides(result: Result) -> Iterator[tuple[str, str]]:
    """Yield what fails a gate and belongs to no finding: its name, and a sentence."""
    for problem in cut_floods(result.problems):
        yield _READING, str(problem)
    for force in result.forces:
        if not force.checked:
            yield "Checking anything at all", visible(f"Nothing was checked of {force.force}.")
        period = result.asked_period
        if period and not force.has_return_of(period):
            what = f"No return of {force.force} is for {in_words(period)}."
            yield "Checking the period", visible(what)
        asked = {*result.gate_rules.required, *force.required}
        for rule in sorted(asked - {finding.rule.id for finding in force.findings}):
            yield rule, visible(sentence(f"{force.force}: {rule} {Stop.NOT_CHECKED}"))
    for gone in result.since.gone if result.since else ():
        yield gone.rule, visible(sentence(f"{gone.force}: {gone.rule} {Stop.LEFT_OUT}"))


def _of_problem(problem: Problem) -> Alert:
    """Return what is wrong with a file, at its line: nothing is judged by it until it is mended."""
    found = _besides(_READING, str(problem))
    return found._replace(level=Level.ERROR, location=location_shown(problem.location))


def _besides(what: str, text: str) -> Alert:
    mark = hashlib.sha256(f"{what}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return Alert(Level.WARNING, visible(what), visible(what), text, None, mark)


def shown(found: Sequence[Alert]) -> Iterator[Alert]:
    """Return as many of each level as a service shows; the last says how many there are besides."""
    for level in Level:
        own = [alert for alert in found if alert.level is level]
        yield from own if len(own) <= MOST_OF_A_KIND else _cut(own)


def _cut(own: Sequence[Alert]) -> Iterable[Alert]:
    kept = own[: MOST_OF_A_KIND - 1]
    title = f"and {len(own) - len(kept)} more"
    text = f"{title.capitalize()}: the report has them all."
    return [*kept, Alert(own[0].level, "more", title, text, None, "")]
