"""Frozen values on the standard library alone. Nothing here reads, prints or judges."""
