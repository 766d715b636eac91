"""Named tuples that are made quickly: a run makes 110 such classes before it judges a figure.

`typing.NamedTuple` compiles the annotation of every field to look at it, and
`collections.namedtuple` compiles a constructor and six methods for every class: most of their time.
Here all classes share their methods, and those with equally many fields share a constructor that is
compiled once, with the names of their own fields. Type checkers see the class of `typing`, so their
checks are the same.

The annotations are kept as text, for whoever asks for the types of a result. So every module with
such a class needs the import of `annotations` from `__future__`: without it, a class has no fields
from Python 3.14 on.
"""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Maker(type):
        """Turns a class statement into a class like those of `collections.namedtuple`."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", {}))
            defaults = {field: body[field] for field in fields if field in body}
            code = _constructor(len(fields)).replace(
                co_name="__new__", co_qualname=f"{name}.__new__", co_varnames=("_cls", *fields)
            )
            own = {
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
                "__new__": FunctionType(code, _NAMES, "__new__", tuple(defaults.values())),
            }
            getters = zip(fields, _GETTERS[: len(fields)], strict=True)
            return type(name, (_Methods,), {**own, **body, **dict(getters)})

    class _Methods(tuple):
        """The methods of every named tuple."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        __replace__ = _replace

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(map("{}={!r}".format, self._fields, self))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)

    _NAMES = {"new": tuple.__new__, "__builtins__": {}}

    @cache
    def _constructor(count: int) -> CodeType:
        """Return the code of `__new__` for so many fields."""
        fields = "".join(f"field_{number}, " for number in range(count))
        return eval(f"lambda _cls, {fields}: new(_cls, ({fields}))", _NAMES).__code__  # noqa: S307

    _WIDE = namedtuple("_WIDE", [f"field_{number}" for number in range(40)])  # noqa: PYI024
    _GETTERS = tuple(vars(_WIDE)[field] for field in _WIDE._fields)

    class NamedTuple(metaclass=_Maker):
        """The base of a class whose fields are its annotations, as in typing."""
