"""What tests of rule packs share: a pack that is the shipped one but for a change."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT, TODAY
from peelcheck import Finding, ProblemsFound, Rulebook, check, load_return, load_rules
from shared_work import Copies

RULE = """\
title: What is made up holds
short: Made up
why: It must be seen.
figure: {figure}
require:
  {require}
standing: {standing}
stated_as: {stated_as}
source: made up
to_meet_it: Do it.
"""
HEAD = "force: Anytown Police\nperiod: 2026-03\n"


def change_file(pack: Path, file: str, old: str, new: str) -> None:
    """Put `new` where `old` first stands in a file."""
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), "utf-8")


def made_up(
    pack: Path,
    figure: str,
    require: str,
    *examples: str,
    standing: str = "guidance",
    stated_as: str = "quoted",
) -> None:
    """A rule called made-up, with examples where it judges."""
    text = RULE.format(figure=figure, require=require, standing=standing, stated_as=stated_as)
    if examples:
        text += "examples:\n" + "".join(f"  - {example}\n" for example in examples)
    (pack / "standards" / "made-up.yaml").write_text(text, "utf-8")


def finding_of(pack: Path, figure: str, rule: str = "made-up", head: str = HEAD) -> Finding:
    """The finding of one rule of the pack."""
    Path("data.yaml").write_text(f"{head}figures:\n  {figure}\n", "utf-8")
    rules = load_rules(pack)
    (finding,) = check(rules, [load_return("data.yaml", rules)], only=[rule], today=TODAY).findings
    return finding


def problems_of_pack(pack: Path) -> list[str]:
    """Every fault of a pack, as a person sees it."""
    with pytest.raises(ProblemsFound) as refused:
        load_rules(pack)
    return [str(problem) for problem in refused.value.problems]


def rules_with(change: Callable[[Path], object]) -> Rulebook:
    """Return the shipped pack with a change. All are read at one place: what is the same, once."""
    copies, folder = _copies()
    with copies.lent(folder / "pack") as pack:
        change(pack)
        return load_rules(pack)


@cache
def _copies() -> tuple[Copies, Path]:
    folder = Path(tempfile.mkdtemp(prefix="packs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Copies(ROOT / "rules", folder), folder


def copy_with_change(folder: Path, rule: str, old: str, new: str) -> Path:
    """A copy of the shipped pack in which one standard's text is changed."""
    rules = folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    file = rules / f"standards/{rule}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return rules
