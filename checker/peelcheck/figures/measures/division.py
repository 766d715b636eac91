"""What shares and ratios have in common: one amount over another."""

from __future__ import annotations

from peelcheck.model.amounts import Amount


def is_zero(amount: Amount) -> bool:
    """Return whether an amount can be nothing but 0."""
    return amount.span.is_point and amount.span.low == 0
