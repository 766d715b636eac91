"""`peelcheck new rule`: a few questions, and the files of a rule that passes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from peelcheck.cli.common import RULES_OPTION, CommandOutput
from peelcheck.errors import InvalidValue, ProblemsFound, shown_to_people
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.gates import Exit
from peelcheck.model.pack_words import in_own_words, speaking
from peelcheck.model.problems import visible
from peelcheck.policy.draft_pack import PackToBe
from peelcheck.policy.new_rule import (
    QUESTIONS,
    RuleQuestion,
    draft_rule,
    fields_at_problem,
    is_asked,
    refuse_unused,
    refuse_wrong_answer,
    refuse_wrong_id,
)
from peelcheck.reading.packs import SHIPPED

_NEXT = "If an AFI asks for it, name it there too, under watched_by: in afis/."


def _with_question_options(wrapped: Callable[..., CommandOutput]) -> Callable[..., CommandOutput]:
    """Add an option for each question of a new rule."""
    for question in reversed(QUESTIONS):
        option = f"--{question.name.replace('_', '-')}"
        about = f"{question.asks}. As in: {question.example}"
        wrapped = click.option(option, question.name, metavar="TEXT", help=about)(wrapped)
    return wrapped


@click.command("rule")
@click.argument("name")
@_with_question_options
@RULES_OPTION
def rule_command(name: str, rules: tuple[Path, ...], **given: str | None) -> CommandOutput:
    """Write a rule, with its figure if that is new and examples at the edge.

    It goes into the last folder of --rules. The folders before it give words that it may use, as in
    --rules peelcheck --rules ours. The command asks for each option that is left out.
    """
    refuse_wrong_id(name)
    if not rules or rules[-1] == Path(SHIPPED):
        raise InvalidValue(
            "The folder of the new rule is missing.", "Name their folder: --rules DIR."
        )
    pack = PackToBe(rules)
    click.get_current_context().with_resource(speaking(pack.spoken))
    pack.refuse_overwriting(name)
    answers = {key: text.strip() for key, text in given.items() if text is not None}
    files = _files_that_pass(name, answers, pack)
    written = "".join(f"{visible(file)}\n" for file in pack.write(files))
    return CommandOutput(written, Exit.GREEN, advice=in_own_words(f"Read it again. {_NEXT}"))


def _files_that_pass(name: str, answers: dict[str, str], pack: PackToBe) -> dict[str, str]:
    """Return the rule's files; report a wrong answer, and ask its question again.

    Raises ProblemsFound if nobody can be asked, or if no answer causes the problem.
    """
    asks = sys.stdin.isatty()
    if asks:
        click.echo(f"A new rule, {name}, for {pack.folder}. Nothing is written yet.\n", err=True)
    given = tuple(answers)
    while True:
        _fill_in(answers, pack.words, asks=asks)
        refuse_unused([name for name in given if name in answers], answers, pack.words)
        files = draft_rule(name, answers, pack.words, pack.begin, date.today())
        wrong = pack.problems_with(files)
        if not wrong:
            return pack.with_edges_shown(files, name)
        again = [field for field in fields_at_problem(wrong, files) if field in answers]
        if not asks or not again:
            raise ProblemsFound(wrong)
        for problem in wrong:
            click.echo(f"\n{shown_to_people(problem)}\n", err=True)
        for field in again:
            del answers[field]


def _fill_in(answers: dict[str, str], words: Dictionary, *, asks: bool) -> None:
    """Ask for each missing answer in turn; if nobody can be asked, report all of them."""
    missing = []
    for question in QUESTIONS:
        if not is_asked(question, answers, words):
            continue
        while question.name not in answers and asks:
            answer = _ask(question)
            try:
                refuse_wrong_answer(question.name, {**answers, question.name: answer}, words)
            except InvalidValue as refusal:
                click.echo(str(refusal), err=True)
            else:
                answers[question.name] = answer
        if question.name in answers:
            refuse_wrong_answer(question.name, answers, words)
        elif not question.blank:
            missing.append(f"--{question.name.replace('_', '-')}")
    if missing:
        what = (
            f"There is no terminal to ask on, and these options are missing: {', '.join(missing)}."
        )
        raise InvalidValue(what, "peelcheck new rule --help describes each.")


def _ask(question: RuleQuestion) -> str:
    end = f"blank {question.blank}" if question.blank else f"as in {question.spoken_example}"
    answer: str = click.prompt(
        in_own_words(f"{question.asks} ({end})"),
        default="" if question.blank else None,
        show_default=False,
        err=True,
    )
    return answer.strip()
