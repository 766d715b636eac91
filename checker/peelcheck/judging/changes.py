"""Now against last time: what is new, worse or better beyond chance and rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from peelcheck.judging.direction import difference_of_shares, same_length, way_of
from peelcheck.model.amounts import Amount, Kind
from peelcheck.model.changes import Change, ChangeKind, Former, Since
from peelcheck.model.dictionary import Better, Dictionary
from peelcheck.model.findings import Finding, Result
from peelcheck.model.numerals import fixed
from peelcheck.model.periods import in_words
from peelcheck.model.registers import is_same_force
from peelcheck.model.rules import Comparison, Outcome
from peelcheck.model.wording import amount_words

_JUDGED = (Outcome.MET, Outcome.BREACH, Outcome.CANNOT_TELL)
_UPPER = (Comparison.BELOW, Comparison.AT_MOST)


def former_findings(result: Result) -> tuple[Former, ...]:
    """The findings of a result, as they are compared with later ones."""
    return tuple(
        Former(
            force=finding.force,
            rule=finding.rule.id,
            scope=finding.rule.for_each,
            outcome=finding.outcome,
            period=finding.period,
            figure=finding.figure.name if finding.figure else finding.rule.figure,
            required=finding.limit.required if finding.limit else "",
            amount=finding.figure.amount if finding.figure else None,
            sample=bool(finding.figure and finding.figure.sample),
        )
        for finding in result.findings
    )


def compared(result: Result, file: str, former: Sequence[Former]) -> Result:
    """The result with each judged finding held against that of last time."""
    dictionary = result.rulebook.dictionary
    forces = tuple(
        force._replace(
            findings=tuple(_with_change(finding, former, dictionary) for finding in force.findings)
        )
        for force in result.forces
    )
    gone = tuple(one for one in former if _is_gone(one, result))
    return result._replace(forces=forces, since=Since(file, gone))


def _is_gone(former: Former, result: Result) -> bool:
    """Was it judged last time, and is its force or its rule not there any more?"""
    if former.outcome not in _JUDGED:
        return False
    forces = [force.force for force in result.forces]
    known = any(is_same_force(former.force, force) for force in forces)
    return not known or former.rule not in result.rulebook.rules


def _with_change(finding: Finding, former: Iterable[Former], dictionary: Dictionary) -> Finding:
    before = next((one for one in former if _is_the_same(one, finding)), None)
    if not finding.rule.judges:
        return finding
    return finding._replace(change=_change(finding, before, dictionary))


def _is_the_same(former: Former, finding: Finding) -> bool:
    return former.rule == finding.rule.id and is_same_force(former.force, finding.force)


def _change(finding: Finding, former: Former | None, dictionary: Dictionary) -> Change | None:
    now, then = finding.outcome, former.outcome if former else None
    if former is None or then not in _JUDGED:
        what = "was not checked last time"
        return Change(ChangeKind.NEW, what, former) if now is Outcome.BREACH else None
    if now is Outcome.NOT_SUPPLIED or (now is Outcome.CANNOT_TELL and then is not now):
        return Change(ChangeKind.NEWLY_NOT_KNOWN, _was(former, finding, dictionary), former)
    if now not in _JUDGED:
        return None
    if because := _incomparable(finding, former):
        return Change(ChangeKind.INCOMPARABLE, because, former)
    if now is Outcome.BREACH and then is not now:
        return Change(ChangeKind.NEW, _was(former, finding, dictionary), former)
    if now is Outcome.MET and then is Outcome.BREACH:
        return Change(ChangeKind.RESOLVED, _was(former, finding, dictionary), former)
    return _moved(finding, former, dictionary)


def _incomparable(finding: Finding, former: Former) -> str:
    """Why the two say nothing about each other; nothing where they can be held together."""
    value = finding.figure
    required = finding.limit.required if finding.limit else ""
    if value and former.figure != value.name:
        return f"the figure was {former.figure} and is {value.name}"
    if former.scope != finding.rule.for_each:
        return "what it is broken down by has changed"
    if former.required != required:
        return f"the limit was {former.required or 'none'} and is {required or 'none'}"
    if value and former.sample != value.sample:
        return "one of the two is a sample"
    return _wrong_periods(finding, former)


def _wrong_periods(finding: Finding, former: Former) -> str:
    now, then = finding.period, former.period
    if now is None or then is None:
        return ""
    if now == then:
        return f"both are for {in_words(now)}"
    if then.last > now.last:
        return f"last time was for {in_words(then)}, which is later than {in_words(now)}"
    if not same_length(now, then):
        return f"{in_words(then)} and {in_words(now)} are not of the same length"
    return ""


def _moved(finding: Finding, former: Former, dictionary: Dictionary) -> Change:
    """Both met, both missed, or both not known: has the figure itself moved?"""
    now = finding.figure.amount if finding.figure else None
    then = former.amount
    if now is None or then is None or finding.figure is None:
        return Change(ChangeKind.UNCHANGED, str(finding.outcome), former)
    figure = dictionary.figures[finding.figure.name]
    words = _then_now(then, now, figure.kind)
    if (now.stated, now.span) == (then.stated, then.span):
        return Change(ChangeKind.UNCHANGED, str(finding.outcome), former)
    way = way_of(now, then, figure.kind)
    if not way:
        return Change(ChangeKind.WITHIN_NOISE, words, former)
    upper = bool(finding.limit and finding.limit.bounds[0].comparison in _UPPER)
    good = (figure.better or (Better.LOWER if upper else Better.HIGHER)) is Better.LOWER
    better = (way == "lower") is good
    return Change(ChangeKind.BETTER if better else ChangeKind.WORSE, words, former)


def _then_now(then: Amount, now: Amount, kind: Kind) -> str:
    """4.60% then 4.69%, change +0.10 points (95%: -0.39 to +0.59)."""
    words = f"{_value(then, kind)} then {_value(now, kind)}"
    if kind is not Kind.SHARE or not now.counts or not then.counts:
        return words
    low, middle, high = difference_of_shares(now.counts, then.counts)
    points = " to ".join(_signed(end) for end in (low, high))
    return f"{words}, change {_signed(middle)} points (95%: {points})"


def _value(amount: Amount, kind: Kind) -> str:
    if kind is Kind.SHARE and amount.counts and amount.stated is not None:
        return f"{fixed(amount.stated * 100, 2)}%"
    return amount_words(amount, kind)


def _signed(share: Fraction) -> str:
    text = fixed(abs(share) * 100, 2)
    sign = "-" if share < 0 else "+"
    return text if not text.strip("0.") else f"{sign}{text}"


def _was(former: Former, finding: Finding, dictionary: Dictionary) -> str:
    """Was met (1,003 of 1,098 (91.3%))."""
    if former.amount is None:
        return f"was {former.outcome}"
    figure = dictionary.figures.get(former.figure)
    limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
    words = amount_words(former.amount, figure.kind, limits) if figure else former.amount.text
    return f"was {former.outcome}: {words}"
