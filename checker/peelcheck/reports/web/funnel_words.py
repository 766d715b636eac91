"""A funnel of forces in words: the method, who the peers are, and who lies beyond the limits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from peelcheck.model.amounts import Kind
from peelcheck.model.charts import Funnel, FunnelForce, Reach
from peelcheck.model.dictionary import Dictionary
from peelcheck.model.numerals import format_fixed, format_plain, format_value
from peelcheck.model.pack_words import body
from peelcheck.model.periods import in_words
from peelcheck.model.rules import Rule
from peelcheck.model.wording import and_list, capital, in_a_sentence
from peelcheck.reports.web.charts import Picture
from peelcheck.reports.web.funnel_geometry import cone_of, forces_beyond, in_order

_METHOD = (
    "How a funnel is worked out: the mean is that of all counts together. A z-score is how many "
    "standard errors a {one} lies from it; one is the square root of mean times (1 - mean) over "
    "the denominator. {Many} differ by more than chance, so the limits are widened as the NHS and "
    "public health bodies do (Spiegelhalter 2005, multiplicative over-dispersion): phi is the mean "
    "of the squared z-scores, with the outer tenth on either side drawn in to the next "
    "(winsorised). The limits are 1.96 (95%) and 3.09 (99.8%) standard errors times the square "
    "root of phi either side of the mean; where phi is below 1 they are not narrowed. It is worked "
    "out on the scale of the share, not of its arcsine, so that exact fractions decide on which "
    "side of a limit a {one} lies."
)


def method() -> str:
    """Return how a funnel is worked out."""
    return _METHOD.format(one=body().one, Many=capital(body().many))


_ROUGH = 5
"""Cases expected in the part, or outside it, below which limits are rough."""


def funnel_picture(
    funnel: Funnel, rule: Rule, dictionary: Dictionary, highlight: Collection[str] = ()
) -> Picture:
    """Return the funnel of a rule with its words; `highlight` names forces to be seen at once."""
    measure = dictionary.figures[rule.figure].measure
    whole = dictionary.figures[measure.denominator].means if measure else "what it is a share of"
    outside = len(forces_beyond(funnel))
    verb = "is" if outside == 1 else "are"
    return Picture(
        template="funnel.svg",
        id=f"funnel/{funnel.rule}",
        region=f"Funnel of {body().many}: {funnel.short}",
        title=f"{funnel.short}, {in_words(funnel.period)}: {outside} of {len(funnel.forces)} "
        f"{body().many} {verb} beyond the 99.8% limits of this funnel",
        description=_described(funnel),
        under=tuple(_under(funnel)),
        chart=cone_of(funnel, f"Denominator: {in_a_sentence(whole)}", highlight),
    )


def _described(funnel: Funnel) -> str:
    ordered = in_order(funnel.forces)
    wholes = [one.counts.denominator for one in ordered]
    parts = [f"{sum(f.reach is reach for f in ordered)} {reach}" for reach in Reach]
    return (
        f"{len(ordered)} {body().many}; highest {_force(ordered[0])}; "
        f"lowest {_force(ordered[-1])}; "
        f"denominators from {format_plain(min(wholes))} to {format_plain(max(wholes))}; "
        f"mean {_share(funnel.mean)}; {'; '.join(parts)}."
    )


def _share(value: Fraction) -> str:
    return format_value(value, Kind.SHARE)


def _force(one: FunnelForce) -> str:
    part, whole = format_plain(one.counts.numerator), format_plain(one.counts.denominator)
    return f"{one.force} {_share(one.share)} ({part} of {whole})"


def _under(funnel: Funnel) -> Iterator[str]:
    number = len(funnel.forces)
    yield (
        f"Peer group: the {number} {body().many} in this run with sure counts for "
        f"{in_words(funnel.period)}. Mean {_share(funnel.mean)}. "
        f"Over-dispersion: phi = {format_fixed(funnel.phi, 2)}, so {_widened(funnel)}."
    )
    yield from _beyond(funnel)
    between = in_order(one for one in funnel.forces if one.reach is Reach.BETWEEN)
    if between:
        yield f"Note: {Reach.BETWEEN}: {and_list(map(_force, between))}."
    yield from _cautions(funnel)


def _widened(funnel: Funnel) -> str:
    if funnel.widening == 1:
        return "the limits are those of chance alone"
    times = format_fixed(funnel.widening, 2)
    return f"the limits are {times} times as wide as chance alone would make them"


def _beyond(funnel: Funnel) -> Iterator[str]:
    found = forces_beyond(funnel)
    if not found:
        yield f"Note: every {body().one} is within the 99.8% limits of this funnel."
        return
    said = (
        f"{number} {_force(one)}, {'above' if one.share > funnel.mean else 'below'}"
        for number, one in enumerate(found, 1)
    )
    yield f"Note: beyond the 99.8% limits of this funnel, by its number: {'; '.join(said)}."


def _cautions(funnel: Funnel) -> Iterator[str]:
    rough = [one.force for one in in_order(funnel.forces) if _is_rough(one, funnel.mean)]
    if rough:
        yield (
            f"The limits are rough for {and_list(rough)}: fewer than {_ROUGH} cases would be "
            "expected on one side of the share."
        )
    if funnel.left_out:
        verb = f"{body().one} is" if funnel.left_out == 1 else f"{body().many} are"
        yield f"{funnel.left_out} {verb} not drawn: no sure counts for that period."


def _is_rough(one: FunnelForce, mean: Fraction) -> bool:
    return min(mean, 1 - mean) * one.counts.denominator < _ROUGH
