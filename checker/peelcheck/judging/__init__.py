"""Figures to findings. Pure functions; met has to be proved, doubt is an outcome."""
