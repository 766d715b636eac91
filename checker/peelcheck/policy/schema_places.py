"""Where the files of people name something of a rule pack: the places of each JSON Schema.

A place is the way from the top of a schema to one of its parts. It has the name of a key, * for any
other key, [] for an item of a list, and # before a part that is under $defs.
"""

from __future__ import annotations

from collections.abc import Mapping

from peelcheck.model.named_tuple import NamedTuple


class Place(NamedTuple):
    """A place where names stand: as a text, or as the keys of a mapping (`are_keys`).

    `only` these names may stand there; otherwise they are offered beside others, which the same
    file may define.
    """

    at: str
    names: str
    are_keys: bool = False
    only: bool = True


def _key(at: str, names: str, *, only: bool = True) -> Place:
    return Place(at, names, are_keys=True, only=only)


_RULE = (
    Place("only_when/figure", "figures"),
    Place("only_when/fact", "facts"),
    Place("#limit/target", "targets"),
    Place("#limit/benchmark", "benchmarks"),
    Place("function", "functions", only=False),
    _key("applies_to", "facts"),
    _key("examples/[]/given", "figures"),
)
_COUNTED = ("counts", "totals", "mean_of", "median_of", "percentile_of", "in_time")
_TABLE = (
    *(_key(part, "figures") for part in _COUNTED),
    *(
        Place(f"{part}/*/{end}", "columns", only=False)
        for part in _COUNTED[2:]
        for end in ("starts", "stops")
    ),
    *(Place(f"{part}/*/column", "columns", only=False) for part in _COUNTED[1:-1]),
    Place("in_time/*/allowed/target", "targets"),
    Place("in_time/*/allowed/by/[]", "columns", only=False),
    Place("#where/*/set_in", "targets"),
    Place("#where/*/since", "columns", only=False),
    _key("#where", "columns", only=False),
)
_FORCE = (
    _key("about", "facts"),
    _key("frequency", "figures"),
    _key("targets", "targets"),
    _key("statements", "statements"),
)
_OF_FIGURES = ("share", "of", "ratio", "to", "difference", "less", "gap/figure", "adds_up_to")

PLACES: Mapping[str, tuple[Place, ...]] = {
    "rule": (Place("figure", "figures"), Place("for_each", "scopes"), *_RULE),
    "override": (Place("overrides", "rules"), *_RULE),
    "figures": (
        *(Place(f"*/{key}", "figures", only=False) for key in _OF_FIGURES),
        *(Place(f"*/{key}/[]", "figures", only=False) for key in ("sum", "levers")),
        *(Place(f"*/{key}", "scopes") for key in ("by", "gap/by", "broken_down_by/[]")),
    ),
    "table": (
        Place("one_row_is_one/[]", "columns", only=False),
        Place("dated_by", "columns", only=False),
        *_TABLE,
    ),
    "table_extension": (Place("extends", "tables"), *_TABLE),
    "targets": (Place("*/by/[]", "scopes", only=False),),
    "benchmarks": (Place("*/figure", "figures"),),
    "register": (
        Place("force", "forces", only=False),
        Place("afis/[]/observed/[]/figure", "figures"),
        Place("afis/[]/watched_by/[]", "rules"),
    ),
    "scenarios": (Place("[]/expect/[]/rule", "rules"),),
    "exceptions": (
        Place("exceptions/[]/rule", "rules"),
        Place("exceptions/[]/force", "forces", only=False),
    ),
    "profile": (
        Place("force", "forces", only=False),
        _key("afis", "afis", only=False),
        *_FORCE,
    ),
    "return": (
        Place("force", "forces", only=False),
        _key("figures", "figures"),
        _key("figures/*/by", "scopes"),
        _key("figures/*/[]/by", "scopes"),
        Place("sheets/[]/figures/*", "figures"),
        Place("sheets/[]/figures/*/figure", "figures"),
        Place("requires/[]", "requirable", only=False),
        *_FORCE,
        _key("tables", "tables"),
    ),
}
"""The places of each kind of file; one that is not here names nothing of a pack."""

DATED: Mapping[str, tuple[str, ...]] = {
    "rule": ("read_on", "review_by", "#day"),
    "override": ("read_on", "review_by", "#day"),
    "benchmarks": ("*/period",),
    "register": (
        "published",
        "afis/[]/expected_by",
        "afis/[]/status_on",
        "afis/[]/observed/[]/period",
    ),
    "scenarios": ("[]/today",),
    "exceptions": ("exceptions/[]/expires",),
    "profile": (
        *("afis/*/on", "afis/*/due", "statements/*/on", "statements/*/until"),
        *("targets/*/from", "targets/*/until", "targets/*/[]/from", "targets/*/[]/until"),
    ),
    "return": (
        *("period", "figures/*/period", "figures/*/[]/period", "tables/*/at"),
        *("statements/*/on", "statements/*/until"),
        *("targets/*/from", "targets/*/until", "targets/*/[]/from", "targets/*/[]/until"),
    ),
}
"""The places of days and periods."""
