"""A rule for each of something: one finding, with a part for each value of the scope."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelcheck.judging.distance import distances, spare
from peelcheck.judging.row_reasons import deciding, what_settles
from peelcheck.judging.verdict import Verdict, hold
from peelcheck.model.amounts import Kind
from peelcheck.model.dictionary import Dictionary, ScopeKind
from peelcheck.model.findings import Distance, FigureValue, Finding, LimitInForce, Part
from peelcheck.model.numerals import plain
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import amount_words, and_list

_WORST_FIRST = (Outcome.BREACH, Outcome.CANNOT_TELL, Outcome.MET)


def judge_parts(
    finding: Finding, values: Sequence[FigureValue], limit: LimitInForce, dictionary: Dictionary
) -> Finding:
    """A breach if one part misses; met only if each meets and none is left out."""
    scope = dictionary.scopes[str(finding.rule.for_each)]
    something = [value for value in values if not value.nothing_to_judge]
    if not something:
        because = f"both counts are 0 for each {scope.one}: nothing to judge"
        return finding._replace(outcome=Outcome.NOT_APPLICABLE, because=because, limit=limit)
    judged = sorted(
        ((value, _verdict(value, limit, dictionary)) for value in something),
        key=lambda pair: (_WORST_FIRST.index(pair[1].outcome), _badness(pair[0], limit)),
    )
    worst, verdict = judged[0]
    parts = tuple(_part(value, v, scope) for value, v in judged)
    known = finding._replace(
        outcome=verdict.outcome,
        because=_because(verdict, parts, scope),
        figure=_without_person(worst) if scope.person else worst,
        limit=limit,
        parts=parts,
    )
    if verdict.outcome is Outcome.BREACH:
        return known._replace(distance=_distance(judged, limit, scope, dictionary))
    if verdict.outcome is Outcome.MET and not _are_all(values, limit, dictionary):
        return known._replace(
            outcome=Outcome.CANNOT_TELL,
            because=_not_all(len(parts), scope),
            to_supply=(f"complete: yes, if every {scope.one} is there",),
        )
    if verdict.outcome is Outcome.MET:
        return known._replace(distance=spare(worst, limit, dictionary))
    return known._replace(
        distance=deciding(worst, limit, dictionary),
        to_supply=(what_settles(worst) or verdict.to_supply or f"{worst.name} exactly",),
    )


def _are_all(values: Sequence[FigureValue], limit: LimitInForce, dictionary: Dictionary) -> bool:
    """Are these surely all parts that could miss the limit?

    Beside parts that add up to the whole there may be others of 0, which miss a lower limit of
    counts, and no other.
    """
    is_rate = dictionary.figures[values[0].name].kind in (Kind.SHARE, Kind.RATIO)
    of_zero = is_rate or limit.bounds[0].comparison.is_upper
    return all(value.complete or (value.adds_up and of_zero) for value in values)


def _not_all(count: int, scope: ScopeKind) -> str:
    if count == 1:
        return f"the only {scope.one} given meets it, but is not said to be all there is"
    return f"the {count} {scope.many} given meet it, but are not said to be all"


def _without_person(value: FigureValue) -> FigureValue:
    """A person is counted: neither the label nor what is said beside it goes into a report."""
    return value._replace(scope=None, notes=(), sources=(), unusual=(), estimated=())


def _verdict(value: FigureValue, limit: LimitInForce, dictionary: Dictionary) -> Verdict:
    if value.missing:
        because = f"{and_list(value.missing)} is not given"
        return Verdict(Outcome.CANNOT_TELL, because, and_list(value.missing))
    if value.amount is None:
        because = "; ".join(value.doubts) or f"{value.name} is said to be not available"
        return Verdict(Outcome.CANNOT_TELL, because, value.name)
    return hold(value, limit, dictionary.figures[value.name].kind)


def _badness(value: FigureValue, limit: LimitInForce) -> Fraction:
    """A sort key: the farthest from the good side first."""
    if value.amount is None:
        return Fraction(0)
    upper = limit.bounds[0].comparison.is_upper
    span = value.amount.span
    if upper and span.high is None:
        return Fraction(-(10**40))
    end = value.amount.stated or (span.high if upper else span.low) or Fraction(0)
    return -end if upper else end


def _part(value: FigureValue, verdict: Verdict, scope: ScopeKind) -> Part:
    name = value.scope.value if value.scope and not scope.person else None
    return Part(verdict.outcome, name, value.amount, verdict.because, value.sample, value.unproved)


def _because(verdict: Verdict, parts: Sequence[Part], scope: ScopeKind) -> str:
    count = sum(part.outcome is verdict.outcome for part in parts)
    name = parts[0].scope
    worst = f"{scope.one} {name}, {verdict.because}" if name else verdict.because
    if verdict.outcome is Outcome.MET:
        return f"for each of {len(parts)} {scope.many}, at worst {worst}"
    many = scope.one if len(parts) == 1 else scope.many
    return f"{count} of {len(parts)} {many}: at worst {worst}"


def _distance(
    judged: Sequence[tuple[FigureValue, Verdict]],
    limit: LimitInForce,
    scope: ScopeKind,
    dictionary: Dictionary,
) -> tuple[Distance, ...]:
    """The worst one's distance; and how many miss, by how much together where that is a count."""
    missing = [value for value, verdict in judged if verdict.outcome is Outcome.BREACH]
    worst = distances(missing[0], limit, dictionary)
    word = limit.bounds[0].comparison.missed_side
    if len(judged) == 1:
        return worst
    text = f"{len(missing)} of {len(judged)} {scope.many} {word}"
    each = [d.change for value in missing for d in distances(value, limit, dictionary)[:1]]
    together = sum((off for off in each if off is not None), Fraction(0))
    unit = dictionary.figures[missing[0].name].unit
    if unit and len(missing) > 1:
        text += f", by {plain(together)} {unit} in all"
    return (*worst, Distance(text, None, together))


def parts_remark(finding: Finding, dictionary: Dictionary) -> list[str]:
    """By grade: B 150 of 200 (75.0%), A 95 of 100 (95.0%); nothing where the parts are persons."""
    named = [part for part in finding.parts if part.scope and part.amount]
    if not named or not finding.rule.for_each:
        return []
    kind = dictionary.figures[finding.rule.figure].kind
    limits = [bound.value for bound in finding.limit.bounds] if finding.limit else []
    said = [
        f"{part.scope} {amount_words(part.amount, kind, limits)}" for part in named if part.amount
    ]
    return [f"By {dictionary.scopes[finding.rule.for_each].one}: {', '.join(said)}."]
