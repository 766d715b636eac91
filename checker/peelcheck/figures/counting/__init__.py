"""Figures counted from tables of cases: what to ask of a table, and what its answer amounts to."""
