"""Nouns to figures: what a return states, what can be worked out of it, whether they agree."""
