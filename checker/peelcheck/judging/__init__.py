"""Figures to findings. Pure functions; met has to be proved, and doubt is an outcome with a reason."""
