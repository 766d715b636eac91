"""What counting from the tables of returns gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from peelcheck.model.figure_values import FigureValue
from peelcheck.model.named_tuple import NamedTuple
from peelcheck.model.problems import Problem


class CountResult(NamedTuple):
    """Counted figures by the file of their return, with problems and warnings of the tables."""

    values: Mapping[str, Sequence[FigureValue]] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
