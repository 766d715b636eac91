"""The whole way on one page: read, work out, judge, and hand the result to a report."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from peelcheck.errors import Problems, ProblemsFound, in_reading_order
from peelcheck.figures.gather import gather
from peelcheck.judging.examples import example_finding, period_of, wrong_examples
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.findings import FigureValue, Finding, Result, RowsAsked
from peelcheck.model.forces import is_same_force
from peelcheck.model.locations import Location
from peelcheck.model.periods import Period
from peelcheck.model.problems import Problem
from peelcheck.model.returns import ReportedFigure, Return
from peelcheck.model.rules import Example, Outcome, Rule, Rulebook
from peelcheck.pipeline import arguments
from peelcheck.pipeline.force import check_force, returns_by_force, rule_values
from peelcheck.pipeline.implausible_days import wrong_days
from peelcheck.reading.packs import Folder
from peelcheck.reading.returns import may_name_tables, read_return
from peelcheck.reading.rulebook import read_rulebook
from peelcheck.reading.scenarios import Scenario, read_scenarios


def read_all(
    rules: Sequence[Path],
    returns: Sequence[str],
    *,
    allow_outside: bool = False,
    later: Sequence[str] = (),
) -> tuple[Rulebook, tuple[Return, ...]]:
    """The rule packs and the returns; every fault of every file is told in one ProblemsFound.

    `rules` are folders with rule packs, the later ones adding to the first; none is the shipped
    pack, which is called peelcheck beside others. Without `allow_outside` a return
    names only files in its own folder or below. `later` are returns that are read afterwards.
    """
    problems = Problems()
    with_tables = not returns or any(may_name_tables(file) for file in (*returns, *later))
    rulebook = _read_rules(rules, problems, with_tables=with_tables)
    found = [read_return(file, rulebook, problems, allow_outside=allow_outside) for file in returns]
    problems.raise_if_any()
    assert rulebook is not None  # noqa: S101 - without faults there is a rulebook
    return rulebook, tuple(one for one in found if one)


def read_pack(folders: Sequence[Folder]) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """What can be read of a rule pack, and every fault in it; None where there is no pack."""
    problems = Problems()
    rulebook = _read_rules(folders, problems, with_tables=True)
    return rulebook, in_reading_order(problems.found)


def _read_rules(
    folders: Sequence[Folder], problems: Problems, *, with_tables: bool
) -> Rulebook | None:
    rulebook = read_rulebook(folders, problems, with_tables=with_tables)
    if rulebook:
        for rule in rulebook.rules.values():
            _run_examples(rule, rulebook.dictionary, problems)
    return rulebook


def load_packs(folders: Sequence[Folder], *, with_tables: bool = True) -> Rulebook:
    """Return the rules of these folders, read and their examples run. Raises ProblemsFound."""
    problems = Problems()
    rulebook = _read_rules(folders, problems, with_tables=with_tables)
    problems.raise_if_any()
    assert rulebook is not None  # noqa: S101 - without problems there is a rulebook
    return rulebook


def load_rules(*folders: str | Path) -> Rulebook:
    """Read rule packs and run their examples.

    `folders` are rule packs, the later ones adding to the first; "peelcheck" is the pack that came
    with this program, and with no folder that alone is read. Raises ProblemsFound with every fault
    of every file, and InvalidValue for what is no folder's name.
    """
    paths = [Path(arguments.path_of(folder, "a folder of rules")) for folder in folders]
    rulebook, _ = read_all(paths, ())
    return rulebook


def load_return(file: str | Path, rules: Rulebook, *, allow_outside: bool = False) -> Return:
    """Read one return (YAML or JSON) with the words that `rules` knows.

    With `allow_outside` it may name files outside its own folder. Raises ProblemsFound with every
    fault of the file, and InvalidValue for other arguments than these.
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
    watch: Watch | None = None,
    spark: Any = None,
) -> Result:
    """Hold every return against every rule.

    It reads the tables that returns name, and nothing else: the same returns and tables give the
    same result on the same `today`, the day on which periods are over or not. `period` picks the
    figures of one period instead of the newest; `only` names the rules to hold (their ids, or an
    AFI as in afi/6; None is all); `by` names scope kinds by which counted figures are broken down.
    `watch` is told what is being read and how far that is (0 to 1). `spark` is the SparkSession to
    ask for what Spark has; without one, one is started and stopped. Shares in the result are
    fractions of 1 and times seconds, all exact. A table that cannot be read is among the result's
    problems, and its figures cannot be told. Periods, days and names are read as on the command
    line. Raises ProblemsFound where two returns contradict each other or figures cannot both be
    right, and InvalidValue for an argument that says nothing.
    """
    asked = arguments.check_arguments(rules, returns, period, only, by, today)
    problems = Problems()
    every = list(asked.returns)
    problems.found += wrong_days(rules, every, asked.today)
    problems.raise_if_any()
    watched = arguments.watch_of(watch)
    counted = counted_values(rules, every, asked.only, asked.by, watched, spark)
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


Watch = Callable[[str, float], None]
"""Told what is being read, and how far that is (0 to 1)."""


class CountedTables(NamedTuple):
    """What tables gave, by the file of the return that names them."""

    values: Mapping[str, Sequence[FigureValue]]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def counted_values(
    rules: Rulebook,
    returns: Sequence[Return],
    only: Collection[str] | None = None,
    by: Collection[str] = (),
    watch: Watch | None = None,
    spark: Any = None,
) -> CountedTables:
    """Every figure that the rules need and tables can give; nothing is loaded where no table is."""
    if not any(one.tables for one in returns):
        return CountedTables({})
    session: Any = importlib.import_module("peelcheck.figures.counting.count")
    asked = [
        (rule.figure, (*by, *([rule.for_each] if rule.for_each else ())))
        for rule in rules.rules.values()
        if rule.figure and (only is None or rule.id in only)
    ]
    return CountedTables(*session.count_returns(returns, asked, rules.dictionary, watch, spark))


def rows_behind(
    result: Result,
    returns: Iterable[Return] | Return,
    *,
    shown: Collection[str] | str = (),
    watch: Watch | None = None,
) -> list[RowsBehind]:
    """The rows of tables that are behind what is missed or cannot be told in a result.

    The tables are read once more. `shown` names columns to show beside the key; a column that tells
    who somebody is is never shown. Rows in a database or in Spark stay there. Raises ProblemsFound
    for a column that no table has, and InvalidValue for other arguments than these.
    """
    given, columns = arguments.returns_of(returns), arguments.texts_of(shown, "shown")
    arguments.result(result)
    arguments.watch_of(watch)
    every = [one for one in given if any(not table.elsewhere for table in one.tables)]
    if not every:
        return []
    session: Any = importlib.import_module("peelcheck.figures.counting.count")
    found: list[RowsBehind] = []
    for force in result.forces:
        own = [one for one in every if is_same_force(one.force, force.force)]
        asked = [asked for finding in force.findings for asked in _behind(finding)]
        found += (
            RowsBehind(force.force, *evidence)
            for evidence in session.rows_behind(
                own, asked, columns, result.rulebook.dictionary, watch, result.problems
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


def _behind(finding: Finding) -> Iterator[RowsAsked]:
    """What to ask for of one finding; nothing where it was not counted, or nothing is missed."""
    told = finding.outcome in (Outcome.BREACH, Outcome.CANNOT_TELL)
    value, limit = finding.figure, finding.limit
    if not told or not value or not limit or not value.counted:
        return
    comparison = limit.bounds[0].comparison
    yield RowsAsked(
        rule=finding.rule.id,
        figure=value.name,
        period=value.period,
        allowed=tuple(bound.allowed for bound in limit.bounds),
        in_part=comparison.is_upper,
        kind=finding.rule.for_each,
    )


def warnings_about(returns: Sequence[Return], rules: Rulebook) -> tuple[Problem, ...]:
    """What a person should look at though nothing is wrong."""
    found = [warning for one in returns for warning in one.warnings]
    usual = set(rules.dictionary.forces.values())
    for one in returns:
        if usual and one.force not in usual:
            what = f"{one.force} is not one of the 43 forces of England and Wales."
            found.append(Problem(one.location, what, "If it is, write its usual name."))
    for path, times in Counter(Path(one.file).absolute() for one in returns).items():
        if times > 1:
            file = next(one.file for one in returns if Path(one.file).absolute() == path)
            what = "This return is given more than once, and counts once."
            found.append(Problem(Location(file), what, "Give it once."))
    return tuple(dict.fromkeys(found))


def _run_examples(rule: Rule, dictionary: Dictionary, problems: Problems) -> None:
    try:
        problems.found += wrong_examples(rule, dictionary, partial(_given_in, rule, dictionary))
    except ProblemsFound as found:
        problems.found += found.problems


def try_example(rule: Rule, example: Example, dictionary: Dictionary, as_of: Rule) -> Finding:
    """What comes of an example under `rule`, in the period it has under `as_of`.

    Raises ProblemsFound where the figures it gives cannot all be right.
    """
    values = partial(_given_in, rule, dictionary)
    return example_finding(rule, example, dictionary, values, period_of(as_of, example))


def read_tests(
    folders: Sequence[Folder], rulebook: Rulebook | None
) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """The scenarios of rule packs, and every fault in their files.

    Without a rulebook (its own files had faults) their shape alone is looked at.
    """
    problems = Problems()
    found = read_scenarios(folders, rulebook, problems)
    return found, in_reading_order(problems.found)


def _given_in(
    rule: Rule, dictionary: Dictionary, example: Example, period: Period
) -> tuple[FigureValue, ...]:
    """The rule's figure, worked out from the figures an example gives."""
    reported = [
        ReportedFigure(name, period, amount, example.location)
        for name, amount in (example.given or {}).items()
    ]
    figures, problems = gather(reported, dictionary)
    if problems:
        raise ProblemsFound(problems)
    return rule_values(rule, figures)
