"""The whole way on one page: read, resolve, judge, and hand the result to a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from peelcheck.errors import Problems
from peelcheck.figures.count_result import CountResult
from peelcheck.figures.derivation import with_inputs
from peelcheck.model.findings import EvidenceRequest, Finding
from peelcheck.model.forces import is_same_force
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import speaking
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.progress import Progress
from peelcheck.model.results import Result
from peelcheck.model.returns import Return
from peelcheck.model.rules import Outcome, Rulebook
from peelcheck.modules import load_module
from peelcheck.pipeline import arguments
from peelcheck.pipeline.compiled_rules import compiled_rulebook
from peelcheck.pipeline.force import check_force, returns_by_force
from peelcheck.pipeline.implausible_days import wrong_days
from peelcheck.reading.returns import may_name_tables, read_return


def read_all(
    rules: Sequence[Path],
    returns: Sequence[str],
    *,
    allow_outside: bool = False,
    later: Sequence[str] = (),
) -> tuple[Rulebook, tuple[Return, ...]]:
    """Read the rule packs and the returns; one ProblemsFound has every problem of every file.

    `rules` are folders with rule packs, the later ones adding to the first. None is the shipped
    pack, which other packs name as peelcheck. Without `allow_outside` a return names only files in
    its own folder or below. `later` are returns that are read afterwards.
    """
    problems = Problems()
    with_tables = not returns or any(may_name_tables(file) for file in (*returns, *later))
    rulebook = compiled_rulebook(rules, with_tables=with_tables)
    if rulebook is None:
        tried_packs: Any = load_module("peelcheck.pipeline.tried_packs")
        rulebook = tried_packs.read_rules(rules, problems, with_tables=with_tables)
    found = [read_return(file, rulebook, problems, allow_outside=allow_outside) for file in returns]
    problems.raise_if_any()
    assert rulebook is not None  # noqa: S101 - without faults there is a rulebook
    return rulebook, tuple(one for one in found if one)


def load_rules(*folders: str | Path) -> Rulebook:
    """Read rule packs and run their examples.

    `folders` are rule packs, the later ones adding to the first. "peelcheck" is the shipped pack,
    and the default. Raises ProblemsFound with every problem of every file, and InvalidValue for
    what is not the name of a folder.
    """
    paths = [Path(arguments.path_of(folder, "a folder of rules")) for folder in folders]
    rulebook, _ = read_all(paths, ())
    return rulebook


def load_return(file: str | Path, rules: Rulebook, *, allow_outside: bool = False) -> Return:
    """Read one return (YAML or JSON) with the names that `rules` knows.

    With `allow_outside` it may name files outside its own folder. Raises ProblemsFound with every
    problem of the file, and InvalidValue for a wrong argument.
    """
    problems = Problems()
    path = arguments.path_of(file, "file")
    known = arguments.rulebook(rules, "rules")
    found = read_return(path, known, problems, allow_outside=allow_outside)
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - without faults there is a return
    return found


def check(
    rules: Rulebook,
    returns: Iterable[Return] | Return,
    *,
    period: Period | str | None = None,
    only: Collection[str] | str | None = None,
    by: Collection[str] | str = (),
    today: date | str | None = None,
    watch: Progress | None = None,
    spark: Any = None,
) -> Result:
    """Judge every return by every rule.

    It reads the tables that returns name, and nothing else. The same returns and tables give the
    same result on the same `today`, the day on which periods are over or not. `period` selects the
    figures of one period instead of the newest. `only` names the rules to judge (their ids, or an
    AFI as in afi/6; None is all). `by` names scope kinds by which counted figures are broken down.
    `watch` is a progress callback: table name, fraction done (0 to 1). `spark` is the SparkSession
    for tables in Spark; without one, a session is started and stopped.

    Shares in the result are fractions of 1 and times seconds, all exact. A table that cannot be
    read is among the result's problems, and its figures are not clear. Periods, days and names are
    read as on the command line. Raises ProblemsFound if two returns contradict each other or
    figures cannot both be right, and InvalidValue for an argument without effect.
    """
    asked = arguments.check_arguments(rules, returns, period, only, by, today)
    with speaking(rules.words):
        return _check(rules, asked, watch, spark)


def _check(
    rules: Rulebook, asked: arguments.CheckArguments, watch: Progress | None, spark: Any
) -> Result:
    problems = Problems()
    every = list(asked.returns)
    problems.found += wrong_days(rules, every, asked.today)
    problems.raise_if_any()
    watched = arguments.watch_of(watch)
    counted = counted_values(rules, every, asked.only, asked.by, watched, spark, asked.today)
    forces = [
        check_force(
            rules, group, asked.period, asked.only, asked.by, asked.today, counted.values, problems
        )
        for group in returns_by_force(every)
    ]
    if not every:
        problems.add(Location("peelcheck"), "No return was given, so nothing was checked.")
    problems.raise_if_any()
    return Result(
        forces=tuple(forces),
        rulebook=rules,
        files=tuple(one.file for one in every),
        warnings=(*warnings_about(every, rules), *counted.warnings),
        today=asked.today,
        asked_period=asked.period,
        problems=counted.problems,
    )


def counted_values(
    rules: Rulebook,
    returns: Sequence[Return],
    only: Collection[str] | None = None,
    by: Collection[str] = (),
    watch: Progress | None = None,
    spark: Any = None,
    today: date | None = None,
) -> CountResult:
    """Count every figure that the rules need; load no engine if there is no table.

    Open cases age to the end of their period, or to the day before `today` if that is earlier.
    """
    if not any(one.tables for one in returns):
        return CountResult()
    returns = [known_before(one, today) for one in returns] if today else returns
    counting: Any = load_module("peelcheck.figures.counting.count")
    asked = [rule for rule in rules.rules.values() if only is None or rule.id in only]
    requests = [
        (name, (*by, *([rule.for_each] if rule.for_each else ())))
        for rule in asked
        for name in rule.figures
    ]
    quiet = _quiet_figures(rules) if only is None else frozenset()
    result: CountResult = counting.count_returns(
        returns, requests, rules.dictionary, watch, spark, quiet
    )
    return result


def _quiet_figures(rules: Rulebook) -> frozenset[str]:
    """Return the figures that only standards of one police function need, with their inputs."""
    of_one: set[str] = set()
    of_others: set[str] = set()
    for rule in rules.rules.values():
        needed = of_one if rule.function else of_others
        needed.update(one for name in rule.figures for one in with_inputs(name, rules.dictionary))
    return frozenset(of_one - of_others)


def known_before(one: Return, today: date) -> Return:
    """Return the return: until its period is over, open cases age to the day before today."""
    tables = (
        table._replace(known_to=today - timedelta(days=1)) if table.period.last >= today else table
        for table in one.tables
    )
    return one._replace(tables=tuple(tables))


def rows_behind(
    result: Result,
    returns: Iterable[Return] | Return,
    *,
    shown: Collection[str] | str = (),
    watch: Progress | None = None,
) -> list[RowsBehind]:
    """Return the rows of tables behind what is missed or not clear in a result.

    The tables are read again. `shown` names columns to show beside the key; a column that
    identifies a person is never shown. Rows in a database or in Spark stay there. Raises
    ProblemsFound for a column that no table has, and InvalidValue for a wrong argument.
    """
    given, columns = arguments.returns_of(returns), arguments.texts_of(shown, "shown")
    arguments.result(result)
    arguments.watch_of(watch)
    local = (one for one in given if any(not table.remote for table in one.tables))
    every = [known_before(one, result.today) for one in local]
    if not every:
        return []
    counting: Any = load_module("peelcheck.figures.counting.count")
    found: list[RowsBehind] = []
    for force in result.forces:
        own = [one for one in every if is_same_force(one.force, force.force)]
        requests = [one for finding in force.findings for one in _rows_asked(finding)]
        found += (
            RowsBehind(force.force, *evidence)
            for evidence in counting.rows_behind(
                own, requests, columns, result.rulebook.dictionary, watch, result.problems
            )
        )
    return found


class RowsBehind(NamedTuple):
    """Rows behind one finding: a header, the rows, and how many there are in all."""

    force: str
    rule: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def _rows_asked(finding: Finding) -> Iterator[EvidenceRequest]:
    """Yield the query for the rows of one finding; none if it was not counted or not missed."""
    told = finding.outcome in (Outcome.BREACH, Outcome.CANNOT_TELL)
    value, limit = finding.figure, finding.limit
    if not told or not value or not limit or not value.counted:
        return
    comparison = limit.bounds[0].comparison
    yield EvidenceRequest(
        rule=finding.rule.id,
        figure=value.name,
        period=value.period,
        allowed=tuple(bound.allowed for bound in limit.bounds),
        in_part=comparison.is_upper,
        kind=finding.rule.for_each,
    )


def warnings_about(returns: Sequence[Return], rules: Rulebook) -> tuple[Problem, ...]:
    """Return what a person should look at though nothing is wrong."""
    found = [warning for one in returns for warning in one.warnings]
    usual = set(rules.dictionary.forces.values())
    for one in returns:
        if usual and one.force not in usual:
            what = f"{one.force} is not one of {rules.words.every_body}."
            found.append(Problem(one.location, what, "If it is, write its usual name."))
    for path, times in Counter(Path(one.file).absolute() for one in returns).items():
        if times > 1:
            file = next(one.file for one in returns if Path(one.file).absolute() == path)
            what = "This return is given more than once, and counts once."
            found.append(Problem(Location(file), what, "Give it once."))
    return tuple(dict.fromkeys(found))
