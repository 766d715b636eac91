"""A return as a form: what may be filled in, how an amount is read, and the return as a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from peelcheck.errors import InvalidValue, Problems, did_you_mean
from peelcheck.model.amounts import Amount
from peelcheck.model.dictionary import FigureDefinition
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.numerals import format_exact
from peelcheck.model.pack_words import pack_words
from peelcheck.model.rules import Rule, Rulebook, TargetBound
from peelcheck.model.wording import capital, sentence, span_words
from peelcheck.pipeline.names import rules_named
from peelcheck.policy.blank_return import needed_figures, unit_of
from peelcheck.policy.rule_text import requirement_text
from peelcheck.policy.sample_amounts import SAMPLES
from peelcheck.policy.yaml_text import in_yaml, modeline
from peelcheck.reading.figure_amounts import figure_amount
from peelcheck.sources.nodes import Text


class FigureQuestion(NamedTuple):
    """A figure that may be filled in.

    `part` is what it is given for each of (manager), empty for a figure of the force; `sample`
    shows how it may be written.
    """

    name: str
    means: str
    unit: str
    advice: str
    sample: str
    part: str


class RuleQuestions(NamedTuple):
    """A standard, and the figures by which it can be checked: `counts`, or else `rate`.

    `rate` is empty where there is no other way.
    """

    id: str
    title: str
    asks: str
    counts: tuple[FigureQuestion, ...]
    rate: FigureQuestion | None


class Choice(NamedTuple):
    """A fact about the force: what it means, its possible values, and what silence is taken as."""

    name: str
    means: str
    values: tuple[str, ...]
    taken_as: str


class ReturnForm(NamedTuple):
    """Everything that a return for some rules may be asked: rules, facts, targets, and forces."""

    rules: tuple[RuleQuestions, ...]
    facts: tuple[Choice, ...]
    targets: tuple[FigureQuestion, ...]
    forces: tuple[str, ...]


class SheetAnswer(NamedTuple):
    """A file with figures, and which label is which figure.

    Without `figures` the sheet needs no description. `sheet` is the one of a workbook, `months` is
    across or down.
    """

    file: str
    sheet: str = ""
    months: str = ""
    figures: Mapping[str, str] = MappingProxyType({})


class Answers(NamedTuple):
    """What was filled in, as it was typed; an empty text is no answer.

    `parts` has for a figure the amount of each part by its label, and `complete` names the figures
    whose parts are all there. `sheets` are files to read figures from.
    """

    force: str
    period: str
    figures: Mapping[str, str] = MappingProxyType({})
    parts: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    complete: Collection[str] = ()
    facts: Mapping[str, str] = MappingProxyType({})
    targets: Mapping[str, str] = MappingProxyType({})
    sheets: Collection[SheetAnswer] = ()


def return_form(rulebook: Rulebook, only: str = "") -> ReturnForm:
    """Return the questions of a return.

    `only` is a rule's id or an AFI as in afi/6; without it every rule is asked for. Raises
    InvalidValue for an unknown name.
    """
    rules = [rule for rule in _chosen(rulebook, only) if rule.figure]
    facts = dict.fromkeys(name for rule in rules for name in rule.applies_to)
    dictionary = rulebook.dictionary
    return ReturnForm(
        tuple(_rule_questions(rule, rulebook) for rule in rules),
        tuple(
            Choice(fact.name, sentence(capital(fact.means)), fact.values, fact.taken_as)
            for fact in map(dictionary.facts.__getitem__, facts)
        ),
        tuple(_target_question(name, rulebook) for name in _targets_of(rules, rulebook)),
        tuple(sorted(set(dictionary.forces.values()))),
    )


def _chosen(rulebook: Rulebook, only: str) -> list[Rule]:
    if not only:
        return list(rulebook.rules.values())
    names = rules_named([only], rulebook, rulebook.registers.values(), "only")
    return [rule for rule in rulebook.rules.values() if rule.id in names]


def _rule_questions(rule: Rule, rulebook: Rulebook) -> RuleQuestions:
    figure = rulebook.dictionary.figures[rule.figure]
    needed = needed_figures(figure, rulebook.dictionary)
    is_rate = figure.measure is not None and bool(SAMPLES[figure.kind].rounded)
    return RuleQuestions(
        rule.id,
        rule.title,
        requirement_text(rule, rulebook),
        tuple(_question(one, rulebook) for one in needed),
        _question(figure, rulebook) if is_rate else None,
    )


def _question(figure: FigureDefinition, rulebook: Rulebook) -> FigureQuestion:
    sample = SAMPLES[figure.kind]
    return FigureQuestion(
        figure.name,
        sentence(capital(figure.means)),
        unit_of(figure),
        sentence(figure.advice) if figure.advice else "",
        sample.rounded if figure.measure and sample.rounded else sample.as_written,
        rulebook.dictionary.scopes[figure.by].one if figure.by else "",
    )


def _targets_of(rules: Collection[Rule], rulebook: Rulebook) -> list[str]:
    """Return the force's own limits that these rules use; those set for each grade are left out."""
    bounds = (bound for rule in rules for one in rule.requirements for bound in one.bounds)
    names = dict.fromkeys(bound.target for bound in bounds if isinstance(bound, TargetBound))
    return [name for name in names if not rulebook.dictionary.targets[name].is_of_times]


def _target_question(name: str, rulebook: Rulebook) -> FigureQuestion:
    target = rulebook.dictionary.targets[name]
    return FigureQuestion(
        name, sentence(capital(target.means)), "", "", SAMPLES[target.kind].target, ""
    )


def read_figure(name: str, text: str, rulebook: Rulebook) -> str:
    """Return what an amount stands for, as in 4.65% to 4.75%.

    Raises InvalidValue with what is wrong with the text, or for an unknown figure.
    """
    figures = rulebook.dictionary.figures
    if name not in figures:
        raise InvalidValue(f"{name} is not a figure.", did_you_mean(name, figures))
    problems = Problems()
    amount = figure_amount(Text(text, Location(name)), figures[name], rulebook.dictionary, problems)
    for problem in problems.found:
        raise InvalidValue(problem.what, problem.fix)
    return "not available" if amount is None else _reading(amount, figures[name])


def _reading(amount: Amount, figure: FigureDefinition) -> str:
    if amount.span.is_point and amount.span.low is not None:
        said = f"exactly {format_exact(amount.span.low, figure.kind)}"
    else:
        said = span_words(amount.span, figure.kind)
    usual = figure.usual
    if usual and not amount.span.meets(usual.span):
        said += f"; usual is {usual.text}, so it needs unusual: and why it is right"
    return said


def filled_return(answers: Answers, rulebook: Rulebook, schema: str = "") -> str:
    """Return the text of a return (YAML) with the answers that were given.

    `schema` is where an editor finds the schema of a return, empty where none does. Raises
    InvalidValue for an answer to what nobody asks.
    """
    _refuse_unknown(answers, rulebook)
    return (
        "\n".join(
            chain(
                _head(answers, schema),
                _section("about", answers.facts, _fact_remarks(rulebook)),
                _figure_lines(answers, rulebook),
                _section("targets", answers.targets, _target_remarks(rulebook)),
                _sheet_lines(answers.sheets),
            )
        )
        + "\n"
    )


def _refuse_unknown(answers: Answers, rulebook: Rulebook) -> None:
    known = rulebook.dictionary
    of_sheets = (name for sheet in answers.sheets for name in sheet.figures.values())
    _refuse_others([*answers.figures, *answers.parts, *of_sheets], known.figures)
    _refuse_others(answers.facts, known.facts)
    _refuse_others(answers.targets, known.targets)


def _refuse_others(names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise InvalidValue(f"No rule knows {name}.", did_you_mean(name, known))


def _head(answers: Answers, schema: str) -> Iterator[str]:
    yield from modeline(schema)
    yield f"{pack_words().key}: {in_yaml(answers.force.strip())}"
    yield f"period: {in_yaml(answers.period.strip())}"


def _fact_remarks(rulebook: Rulebook) -> dict[str, str]:
    return {name: fact.means for name, fact in rulebook.dictionary.facts.items()}


def _target_remarks(rulebook: Rulebook) -> dict[str, str]:
    return {name: target.means for name, target in rulebook.dictionary.targets.items()}


def _section(name: str, given: Mapping[str, str], remarks: Mapping[str, str]) -> Iterator[str]:
    filled = {key: text.strip() for key, text in given.items() if text.strip()}
    if filled:
        yield f"{name}:"
    for key, text in filled.items():
        yield f"  {key}: {in_yaml(text)}  # {remarks[key]}"


def _sheet_lines(sheets: Collection[SheetAnswer]) -> Iterator[str]:
    if sheets:
        yield "sheets:"
    for one in sheets:
        if not one.figures:
            yield f"  - {in_yaml(one.file)}"
            continue
        yield f"  - file: {in_yaml(one.file)}"
        if one.sheet:
            yield f"    sheet: {in_yaml(one.sheet)}"
        yield f"    months: {one.months}"
        yield "    figures:"
        yield from (f"      {in_yaml(label)}: {name}" for label, name in one.figures.items())


def _figure_lines(answers: Answers, rulebook: Rulebook) -> Iterator[str]:
    lines = [*_single_figures(answers, rulebook), *_figures_of_parts(answers, rulebook)]
    if lines:
        yield "figures:"
    yield from lines


def _single_figures(answers: Answers, rulebook: Rulebook) -> Iterator[str]:
    for name, text in answers.figures.items():
        if text.strip():
            yield f"  {name}: {in_yaml(text.strip())}  # {_about(name, rulebook)}"


def _figures_of_parts(answers: Answers, rulebook: Rulebook) -> Iterator[str]:
    for name, parts in answers.parts.items():
        filled = {label: text.strip() for label, text in parts.items() if text.strip()}
        if not filled:
            continue
        yield f"  {name}:  # {_about(name, rulebook)}"
        yield "    by:"
        yield f"      {rulebook.dictionary.figures[name].by}:"
        yield from (f"        {in_yaml(key)}: {in_yaml(text)}" for key, text in filled.items())
        if name in answers.complete:
            yield "    complete: yes"


def _about(name: str, rulebook: Rulebook) -> str:
    figure = rulebook.dictionary.figures[name]
    return f"{unit_of(figure)}: {figure.means}"
