"""Text to values: rule packs, returns and registers, with every problem at its location."""
