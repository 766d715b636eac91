"""Named tuples that are made quickly: a run makes 150 such classes before it reads a file.

`typing.NamedTuple` compiles the annotation of every field to look at it, which is most of its time.
Type checkers see the class of `typing`, so their checks are the same. The annotations are kept as
text, for whoever asks for the types of a result. So every module with such a class needs the import
of `annotations` from `__future__`: without it, a class has no fields from Python 3.14 on.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Maker(type):
        """Turns a class statement into a class of `collections.namedtuple`."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in tuple(fields) if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body.pop("__module__"))  # noqa: PYI024
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """The base of a class whose fields are its annotations, as in typing."""
