"""Words beside a finding: of other periods, of the rule, of earlier results."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelcheck.model.pack_words import area, body
from peelcheck.model.periods import Period, in_words
from peelcheck.model.reasons import ReasonCode
from peelcheck.model.rules import Outcome
from peelcheck.model.wording import capital


def _other_period_judged(
    period: Period,
    outcome: Outcome,
    is_alike: bool,
    reasons: tuple[str, ...],
) -> str:
    verb = "misses" if outcome is Outcome.BREACH else "meets"
    too = " as well" if is_alike else ""
    return f"{in_words(period)} {verb} it{too}: {'; '.join(reasons)}"


WORDS: Mapping[ReasonCode, Callable[..., str]] = {
    ReasonCode.NO_AFI_OF_THIS_FORCE: lambda: f"No {area().label} of this {body().one} asks for it.",
    ReasonCode.PROPOSED: lambda: "Proposed, and not in force: shown, never judged.",
    ReasonCode.FACT_ASSUMED: lambda text: f"{capital(text)}.",
    ReasonCode.WITHHELD: lambda: "withheld: small numbers, or counts not exactly known",
    ReasonCode.NOT_PUBLISHED: lambda: "details are not published",
    ReasonCode.NOTED: lambda note: f"note: {note}",
    ReasonCode.OTHER_PERIOD_JUDGED: _other_period_judged,
}
