"""Our named tuples are those of typing, made in less time."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import typing
from pathlib import Path

import pytest

import peelcheck
from peelcheck.model.locations import Location
from peelcheck.model.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A pair."""

    first: int
    second: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        """Both in one text."""
        return f"{self.first} {self.second}"

    def __str__(self) -> str:
        return self.both


class Typings(typing.NamedTuple):
    """A pair."""

    first: int
    second: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        """Both in one text."""
        return f"{self.first} {self.second}"

    def __str__(self) -> str:
        return self.both


def test_it_has_the_fields_defaults_and_methods_of_its_class_statement() -> None:
    for kind in (Ours, Typings):
        assert kind._fields == ("first", "second")
        assert kind._field_defaults == {"second": ()}
        assert kind.__doc__ == "A pair."
        assert kind.__module__ == __name__
        assert issubclass(kind, tuple)
        assert kind(1) == (1, ())
        assert kind(first=2, second=("a",)).both == "2 ('a',)"
        assert str(kind(3)) == "3 ()"
        assert not hasattr(kind(1), "__dict__")
    assert repr(Ours(1)) == repr(Typings(1)).replace("Typings", "Ours")
    assert Ours.__qualname__ == "Ours"


def test_it_is_frozen_and_refuses_unknown_fields() -> None:
    with pytest.raises(AttributeError):
        Ours(1).first = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        Ours(1, third=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg]


def test_it_has_the_methods_that_all_named_tuples_have() -> None:
    for kind in (Ours, Typings):
        assert kind._make(iter([1, ("a",)])) == (1, ("a",))
        with pytest.raises(TypeError, match=r"^Expected 2 arguments, got 1$"):
            kind._make([1])
        assert kind(1)._replace(first=2) == (2, ())
        assert type(kind(1)._replace(first=2)) is kind
        with pytest.raises((TypeError, ValueError), match=r"unexpected field names: \['third'\]$"):
            kind(1)._replace(third=3)  # type: ignore[call-arg]
        assert kind(1)._asdict() == {"first": 1, "second": ()}
        assert kind.__match_args__ == ("first", "second")
        assert list(inspect.signature(kind).parameters) == ["first", "second"]
        with pytest.raises(TypeError, match=r"__new__\(\) missing 1 required .*: 'first'$"):
            kind()  # type: ignore[call-arg]


def test_classes_of_as_many_fields_keep_their_own_names() -> None:
    class Other(NamedTuple):
        """Another pair."""

        one: int
        other: str

    assert Other(one=1, other="a")._asdict() == {"one": 1, "other": "a"}
    assert Ours(1).first == 1
    assert not hasattr(Other(1, "a"), "first")


def test_it_can_be_pickled_and_copied() -> None:
    assert pickle.loads(pickle.dumps(Ours(1))) == Ours(1)  # noqa: S301 - our own
    assert copy.copy(Ours(1)) == Ours(1)
    assert Location("a.yaml")._replace(line=2).line == 2


def test_the_types_of_its_fields_can_be_asked_for() -> None:
    for kind in (Ours, Typings):
        assert typing.get_type_hints(kind) == {"first": int, "second": tuple[str, ...]}
    assert list(typing.get_type_hints(Location)) == list(Location._fields)


@pytest.mark.thorough
def test_every_module_that_uses_it_keeps_annotations_as_text() -> None:
    """Without that import, Python 3.14 gives a class statement no annotations to take fields from.

    Older versions run such a module just as well, so that only a test sees it there.
    """
    checker = Path(peelcheck.__file__).parent
    tests = Path(__file__).parent
    users = [
        file
        for folder in (checker, tests)
        for file in folder.rglob("*.py")
        if "peelcheck.model.named_tuple" in imported_by(file)
    ]
    assert checker / "model" / "locations.py" in users
    assert [file for file in users if "__future__" not in imported_by(file)] == []


def imported_by(file: Path) -> set[str | None]:
    """The modules from which a file imports names; none where it does not name ours."""
    text = file.read_text("utf-8")
    if "peelcheck.model.named_tuple" not in text:
        return set()
    tree = ast.parse(text)
    return {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
