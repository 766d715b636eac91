"""A text that cannot be read as what it should be."""

from __future__ import annotations


class Refusal(ValueError):
    """What is wrong with a text and what to write instead; the caller knows where it stands."""

    def __init__(self, what: str, instead: str = "") -> None:
        """Both are whole sentences."""
        super().__init__(f"{what} {instead}".rstrip())
        self.what = what
        self.instead = instead
