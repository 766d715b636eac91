"""The same standards as a plain script would check them: no places, no doubts, no examples, floats.

What it is for: the floor of what care costs. It would call 0.219% met, and a rounded 90% too.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
import yaml
from tabulate import tabulate

ROOT = Path(__file__).parents[1]


def number(text: object) -> float:
    """A number out of any of the ways in which the example writes one."""
    said = str(text).replace(",", "")
    if " of " in said:
        part, whole = said.split(" of ")
        return float(part) / float(whole) * 100
    return float(said.removesuffix("%").removesuffix(":1"))


def main(path: str) -> None:
    """Print each rule whose figure the return gives."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(Path(path).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    rows = []
    for file in sorted((ROOT / "rules/standards").glob("*.yaml")):
        rule = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
        value = data["figures"].get(rule["figure"])
        if isinstance(value, dict):
            value = value["value"]
        if value is None:
            continue
        if isinstance(value, int):  # YAML 1.1 reads 63:1 as 3781
            value = f"{value // 60}:1"
        for comparison in ("below", "at_most", "at_least"):
            limit = rule["require"].get(comparison)
            if limit is not None and not isinstance(limit, dict):
                met = {
                    "below": number(value) < number(limit),
                    "at_most": number(value) <= number(limit),
                    "at_least": number(value) >= number(limit),
                }[comparison]
                rows.append([rule["short"], "met" if met else "breach", value, limit])
    click.echo(tabulate(rows, headers=["Standard", "Result", "Figure", "Required"]))


if __name__ == "__main__":
    main(sys.argv[1])
