"""Nouns to figures: what a return states, what can be worked out from it, and whether they agree."""
