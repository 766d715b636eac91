"""A funnel of forces in exact numbers: which lie further from their mean than forces differ.

The method is Spiegelhalter's (Funnel plots for comparing institutional performance, Statistics in
Medicine 2005), as the NHS and public health practice use it. Limits of a share are widened by
multiplicative over-dispersion, phi, the winsorised mean of squared z-scores. The scale is that of
the share and not of its arcsine, because a squared z-score is then a fraction. So no root and no
rounding decides on which side of a limit a force lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from peelcheck.judging.sampling import Z, root
from peelcheck.model.amounts import Counts
from peelcheck.model.charts import Band, Funnel, FunnelForce, Reach
from peelcheck.model.findings import Finding
from peelcheck.model.numerals import round_half_away
from peelcheck.model.periods import Period, newest_first

FEWEST = 10
"""Forces below which there is no funnel."""

Z_OUTER = Fraction("3.090232306167813")
"""Of the normal distribution, 99.8% lies within this many standard deviations."""

_TENTH = 10
_STEPS = 40
_DRAWN_PLACES = 12


def forces_of(findings: Sequence[Finding]) -> tuple[Period | None, list[tuple[str, Counts]]]:
    """Return the period of most of the newest figures, and the certain counts of each force.

    The period is None where no force has counts. A force that has moved on to a newer period is
    there with its figure of that one.
    """
    newest = Counter(f.period for f in findings if f.period and _counts(f))
    if not newest:
        return None, []
    period = min(newest, key=lambda one: (-newest[one], newest_first(one)))
    found = ((finding.force, _counts_in(finding, period)) for finding in findings)
    return period, [(force, counts) for force, counts in found if counts]


def _counts_in(finding: Finding, period: Period) -> Counts | None:
    for one in (finding, *finding.history):
        if one.period == period:
            return _counts(one)
    return None


def _counts(finding: Finding) -> Counts | None:
    """Return counts that may be compared: not estimated, uncertain or disputed."""
    value = finding.figure
    if value is None or value.amount is None or not value.amount.span.is_point:
        return None
    return None if value.estimated or value.doubts or value.clashes else value.amount.counts


def funnel_of(
    rule: str, short: str, period: Period, forces: Sequence[tuple[str, Counts]], left_out: int = 0
) -> Funnel:
    """Return the funnel of shares, each a part of a whole above 0; FEWEST forces at least."""
    counts = [one for _, one in forces]
    mean = sum((c.numerator for c in counts), Fraction(0)) / sum(c.denominator for c in counts)
    phi = dispersion([_signed_square(c, mean) for c in counts])
    factor = max(phi, Fraction(1))
    widening = round_half_away(root(factor), _DRAWN_PLACES)
    return Funnel(
        rule,
        short,
        period,
        tuple(FunnelForce(name, c, reach_of(c, mean, factor)) for name, c in forces),
        mean,
        phi,
        widening,
        tuple(_bands([c.denominator for c in counts], mean, widening)),
        left_out,
    )


def dispersion(squares: Sequence[Fraction]) -> Fraction:
    """Phi: the mean of squared z-scores, the outer tenth on either side drawn in to the next.

    Each square has the sign of its z-score. About 1 where forces differ by chance alone.
    """
    ordered = sorted(squares)
    cut = len(ordered) // _TENTH
    low, high = ordered[cut], ordered[-1 - cut]
    return sum((abs(min(max(one, low), high)) for one in ordered), Fraction(0)) / len(ordered)


def reach_of(counts: Counts, mean: Fraction, factor: Fraction) -> Reach:
    """Between which limits a share lies; one that is on a limit is within it."""
    square = abs(_signed_square(counts, mean))
    if square > Z_OUTER**2 * factor:
        return Reach.BEYOND
    return Reach.BETWEEN if square > Z**2 * factor else Reach.WITHIN


def _signed_square(counts: Counts, mean: Fraction) -> Fraction:
    """Return the square of the z-score, with its sign; 0 where all shares are 0, or all are 1."""
    off = counts.numerator / counts.denominator - mean
    if not off:
        return off
    return off * abs(off) * counts.denominator / (mean * (1 - mean))


def _bands(wholes: Sequence[Fraction], mean: Fraction, widening: Fraction) -> Iterable[Band]:
    """Return limits from just below the smallest whole to above the largest, closer at bends."""
    first, last = min(wholes) * Fraction(9, 10), max(wholes) * Fraction(21, 20)
    for step in range(_STEPS + 1):
        whole = first + (last - first) * Fraction(step, _STEPS) ** 2
        error = widening * round_half_away(root(mean * (1 - mean) / whole), _DRAWN_PLACES)
        yield Band(whole, _within(mean, Z * error), _within(mean, Z_OUTER * error))


def _within(mean: Fraction, off: Fraction) -> tuple[Fraction, Fraction]:
    return max(mean - off, Fraction(0)), min(mean + off, Fraction(1))
