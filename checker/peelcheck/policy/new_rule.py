"""A new rule: what to ask, and its files, with a new figure and examples at the edge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from peelcheck.errors import InvalidValue, did_you_mean
from peelcheck.model.amounts import Kind
from peelcheck.model.comparisons import Comparison
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.pack_words import BODY_KEY, pack_words
from peelcheck.model.problems import Problem
from peelcheck.policy.edge_examples import edge_examples
from peelcheck.policy.sample_amounts import SAMPLES
from peelcheck.policy.yaml_text import in_yaml
from peelcheck.reading.amounts import read_limit
from peelcheck.reading.days import read_day

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_YEAR = timedelta(days=365)
_COMPARED = re.compile(r"(below|at[ _]most|at[ _]least|above) (?:target )?(\S.*)")


class RuleQuestion(NamedTuple):
    """One thing to know about a new rule: its name, the question, and an answer as an example.

    `blank` says what no answer stands for; without it, the question must be answered. `elsewhere`
    is the example for other sectors than the police.
    """

    name: str
    asks: str
    example: str
    blank: str = ""
    elsewhere: str = ""

    @property
    def spoken_example(self) -> str:
        """The example that fits the pack that is being written."""
        return self.example if pack_words().key == BODY_KEY else self.elsewhere or self.example


QUESTIONS = (
    RuleQuestion(
        "figure",
        "Which figure does it judge? A name that is new makes a new one",
        "crimes_recorded_in_time_rate",
        elsewhere="cases_decided_in_time_rate",
    ),
    RuleQuestion("kind", f"What kind of number is it: {', '.join(Kind)}", "share"),
    RuleQuestion(
        "means",
        "What is it, so that two people count the same",
        "share of crimes ...",
        elsewhere="share of cases ...",
    ),
    RuleQuestion("unit", "What is counted, in the plural", "cases"),
    RuleQuestion("one", "One of them", "case"),
    RuleQuestion(
        "limit",
        "What is required",
        "below 5%, every crime, or at most target NAME where each force sets the number",
        elsewhere="below 5%, every case, or at most target NAME where each force sets the number",
    ),
    RuleQuestion(
        "target_means", "What does the force set there", "the most cases ... to have waiting"
    ),
    RuleQuestion(
        "from", "From which day, or year where only that is known", "2026-01-01", "if not known"
    ),
    RuleQuestion(
        "title",
        "Say it in a sentence that is true when it is met, with the number",
        "Fewer than 5% of 101 calls are abandoned",
        elsewhere="Fewer than 5% of calls are abandoned",
    ),
    RuleQuestion(
        "short",
        "Its name in tables, at most 32 characters",
        "101 calls abandoned",
        elsewhere="Calls abandoned",
    ),
    RuleQuestion(
        "why",
        "Why does it matter",
        "A caller who gives up may dial 999 instead.",
        elsewhere="A caller who gives up gets no help.",
    ),
    RuleQuestion(
        "source",
        "Where does it come from, with the year",
        "NPCC contact strategy (2020)",
        elsewhere="Contact strategy (2020)",
    ),
    RuleQuestion(
        "stated_as", "Is the number quoted from there, or your own: quoted or own", "quoted"
    ),
    RuleQuestion("to_meet_it", "What can a force do to meet it", "Answer more calls."),
    RuleQuestion(
        "owner", "Which role answers for the rule, not a name", "head of contact standards"
    ),
    RuleQuestion("read_on", "On which day was the source read", "2026-11-29", "for today"),
    RuleQuestion(
        "review_by", "By which day is it to be read again", "2027-11-29", "for a year later"
    ),
)
"""In the order in which they are asked."""

RuleAnswers = Mapping[str, str]


class Limit(NamedTuple):
    """What a rule requires: a number, each of something, or a target of the force's own."""

    comparison: Comparison
    text: str
    every: str = ""
    target: str = ""


def refuse_wrong_id(rule_id: str) -> None:
    """Raise InvalidValue for a name that no rule can have."""
    if not _ID.fullmatch(rule_id):
        what = f"{rule_id} is not a valid name for a rule."
        raise InvalidValue(what, "Write small letters, digits and single dashes: 101-abandonment.")


def is_asked(question: RuleQuestion, answers: RuleAnswers, words: Dictionary) -> bool:
    """Return whether it needs an answer, after what is answered already."""
    figure = words.figures.get(answers.get("figure", ""))
    limit = read_requirement(answers["limit"]) if "limit" in answers else None
    match question.name:
        case "kind" | "means":
            return "figure" in answers and figure is None
        case "unit" | "one":
            return figure is None and answers.get("kind") == Kind.COUNT
        case "target_means":
            return bool(limit and limit.target and limit.target not in words.targets)
        case "stated_as":
            return limit is not None and not limit.target
        case _:
            return True


def refuse_unused(given: Iterable[str], answers: RuleAnswers, words: Dictionary) -> None:
    """Raise InvalidValue if a given answer has no place in the files, and would be lost."""
    unused = [q.name for q in QUESTIONS if q.name in given and not is_asked(q, answers, words)]
    if unused:
        option = f"--{unused[0].replace('_', '-')}"
        raise InvalidValue(*_why_unused(option, unused[0], answers, words))


def _why_unused(option: str, name: str, answers: RuleAnswers, words: Dictionary) -> tuple[str, str]:
    """Return what makes an answer useless, and what to do instead."""
    figure, kind = answers.get("figure", ""), answers.get("kind", "")
    if figure in words.figures:
        what = f"The figure {figure} is there already, so {option} has no place."
        return what, f"Leave {option} out, or name a new figure."
    if name in ("unit", "one"):
        fix = f"Leave {option} out, and say in --means what is counted, or make it a count."
        return f"{option} is for a count, and this is a {kind}.", fix
    target = read_requirement(answers["limit"]).target
    if name == "target_means" and not target:
        what = f"{option} is for a target, and the limit names none."
        return what, f"Leave {option} out, or write the limit as in at most target backlog_ceiling."
    if name == "target_means":
        return f"The target {target} is there already.", f"Leave {option} out."
    what = f"{option} is for a number in the rule, and here each force sets its own."
    return what, f"Leave {option} out."


def refuse_wrong_answer(name: str, answers: RuleAnswers, words: Dictionary) -> None:
    """Raise InvalidValue if the answer to one question is wrong by itself."""
    answer = answers[name]
    if name == "figure" and answer not in words.figures:
        if not _NAME.fullmatch(answer):
            what = f"{answer} is not a valid name for a figure."
            raise InvalidValue(
                what, "Write small letters, digits and underscores: high_risk_share."
            )
        if hint := did_you_mean(answer, words.figures, 0.9):
            raise InvalidValue(f"There is no figure {answer}, and one with nearly its name.", hint)
    if name == "kind" and answer not in list(Kind):
        hint = did_you_mean(answer, Kind) or f"Write one of {', '.join(Kind)}."
        raise InvalidValue(f"{answer} is not a kind of number.", hint)
    if name == "stated_as" and answer not in ("quoted", "own"):
        raise InvalidValue(f"{answer} does not say how sure the number is.", "Write quoted or own.")
    if name in ("read_on", "review_by") and answer:
        read_day(answer)
    if name == "limit":
        _refuse_wrong_limit(read_requirement(answer), _kind(answers, words), words)


def read_requirement(text: str) -> Limit:
    """Read a requirement: below 5%; every crime; at most target backlog_ceiling.

    Raises InvalidValue.
    """
    every = re.fullmatch(r"every (\S.*)", text)
    if every:
        return Limit(Comparison.EVERY, "", every=every.group(1))
    found = _COMPARED.fullmatch(text)
    if found is None:
        one = "crime" if pack_words().key == BODY_KEY else "case"
        fix = f"Write it as in below 5%, every {one}, or at most target backlog_ceiling."
        raise InvalidValue(f"{text} is not a limit.", fix)
    comparison = Comparison(found.group(1).replace(" ", "_"))
    if " target " in text:
        return Limit(comparison, "", target=found.group(2))
    return Limit(comparison, found.group(2))


def _refuse_wrong_limit(limit: Limit, kind: Kind | None, words: Dictionary) -> None:
    if kind and limit.every and kind is not Kind.SHARE:
        raise InvalidValue(
            f"every is for a share, and this is a {kind}.", "Write at most or at least."
        )
    if kind and limit.text:
        read_limit(limit.text, kind)
    if limit.target and limit.target not in words.targets and not _NAME.fullmatch(limit.target):
        what = f"{limit.target} is not a valid name for a target."
        raise InvalidValue(what, "Write small letters, digits and underscores: backlog_ceiling.")


def _kind(answers: RuleAnswers, words: Dictionary) -> Kind | None:
    """Return the kind of the figure; None while that is not known."""
    figure = words.figures.get(answers.get("figure", ""))
    if figure:
        return figure.kind
    return Kind(answers["kind"]) if "kind" in answers else None


def draft_rule(
    rule_id: str,
    answers: RuleAnswers,
    words: Dictionary,
    begin: Callable[[str, str], list[str]],
    today: date,
) -> dict[str, str]:
    """Return the files of the rule by their path in the pack; a target is added to targets.yaml.

    `begin` gives the first lines of a file, by its path and the name of its schema. The source
    counts as read `today` if the answers do not say when.
    """
    limit = read_requirement(answers["limit"])
    kind = _kind(answers, words)
    assert kind is not None  # noqa: S101 - every question that is due has been answered
    parts = [(f"standards/{rule_id}.yaml", "rule", _rule(answers, limit, kind, today))]
    if answers["figure"] not in words.figures:
        parts.append((f"figures/{rule_id}.yaml", "figures", _figure(answers, limit)))
    if limit.target and limit.target not in words.targets:
        parts.append(("targets.yaml", "targets", _target(answers, limit, kind)))
    return {
        name: "".join(f"{line}\n" for line in (*begin(name, schema), *lines))
        for name, schema, lines in parts
    }


def _rule(answers: RuleAnswers, limit: Limit, kind: Kind, today: date) -> Iterator[str]:
    for name in ("title", "short", "why", "figure"):
        yield f"{name}: {in_yaml(answers[name])}"
    yield "require:"
    yield f"  {_required(limit)}"
    if answers.get("from"):
        yield f"  from: {answers['from']}"
    yield f"standing: {'own_target' if limit.target else 'guidance'}"
    yield f"stated_as: {'own' if limit.target else answers['stated_as']}"
    yield f"source: {in_yaml(answers['source'])}"
    yield f"to_meet_it: {in_yaml(answers['to_meet_it'])}"
    yield from _review(answers, today)
    yield "examples:"
    yield from (f"  - {example}" for example in _examples(limit, kind))


def _review(answers: RuleAnswers, today: date) -> Iterator[str]:
    """Yield when the source was read, when it is read again (marked if filled in), and by whom."""
    read, again = answers.get("read_on"), answers.get("review_by")
    read_on = read_day(read) if read else today
    review_by = read_day(again) if again else read_on + _YEAR
    yield f"read_on: {read_on}{'' if read else '  # filled in: the day this was written'}"
    yield f"review_by: {review_by}{'' if again else '  # filled in: a year later'}"
    yield f"owner: {in_yaml(answers['owner'])}"


def _required(limit: Limit) -> str:
    if limit.target:
        return f"{limit.comparison}: {{target: {limit.target}}}"
    return f"{limit.comparison}: {in_yaml(limit.every or limit.text)}"


def _examples(limit: Limit, kind: Kind) -> tuple[str, ...]:
    against = SAMPLES[kind].target if limit.target else ""
    value = Fraction(1) if limit.every else read_limit(against or limit.text, kind)
    return edge_examples(limit.comparison, value, kind, against)


def _figure(answers: RuleAnswers, limit: Limit) -> Iterator[str]:
    yield f"{answers['figure']}:"
    yield f"  means: {in_yaml(answers['means'])}"
    yield f"  kind: {answers['kind']}"
    if answers["kind"] == Kind.COUNT:
        yield f"  unit: {in_yaml(answers['unit'])}"
        yield f"  one: {in_yaml(answers['one'])}"
    yield f"  better: {'lower' if limit.comparison.is_upper else 'higher'}"


def _target(answers: RuleAnswers, limit: Limit, kind: Kind) -> Iterator[str]:
    yield f"{limit.target}:"
    yield f"  means: {in_yaml(answers['target_means'])}"
    yield f"  kind: {kind}"
    yield f"  comparison: {limit.comparison}"


def fields_at_problem(problems: Iterable[Problem], files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the questions whose answers have the problems; empty if one problem is elsewhere."""
    found = [_field(problem, files) for problem in problems]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _field(problem: Problem, files: Mapping[str, str]) -> str:
    """Return the part of a file that has the problem, by the name of its question."""
    name = next((name for name in files if problem.location.file.endswith(f"/{name}")), "")
    lines = files[name].split("\n")[: problem.location.line] if name else []
    keys = [m.group(1) for line in lines if (m := re.match(r" *([a-z_]+):", line))]
    asked = {question.name for question in QUESTIONS}
    meant = dict.fromkeys(("require", "examples", *map(str, Comparison)), "limit")
    return next((n for k in reversed(keys) if (n := meant.get(k, k)) in asked), "")
