"""The output of `peelcheck rules test`."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.errors import shown_to_people
from peelcheck.model.problems import visible
from peelcheck.policy.testing import PackTests, Tried
from peelcheck.policy.testing.survivors import Mutation
from peelcheck.policy.testing.untested import UntestedEdge
from peelcheck.reports.layout import Page, paragraph


def what_was_tested(tests: PackTests, page: Page) -> str:
    """Return each file with what holds, what does not, and what nothing tests; then the count."""
    lines = [line for one in tests.tried for line in _tried_text(one, page)]
    return "\n".join([*lines, *paragraph(_summary(tests), page.width)]) + "\n"


def _tried_text(one: Tried, page: Page) -> Iterator[str]:
    verb = "holds" if one.number == 1 else "hold"
    if one.what == "limits":
        verb = f"inside the table{' is' if one.number == 1 else ' are'} tested"
        one = one._replace(failed=len(one.untested))
    yield f"{one.file}: {one.number - one.failed} of {one.number} {one.what} {verb}"
    for failure in one.failures:
        yield shown_to_people(failure, page.width)
    for edge in one.untested:
        yield from _edge(edge, page)


def _edge(edge: UntestedEdge, page: Page) -> Iterator[str]:
    yield from paragraph(f"untested edge: {edge.what}", page.width, "  ", "  ")
    for number, example in enumerate(edge.add):
        yield f"    {'Add:' if number == 0 else '    '} {example}"


def _summary(tests: PackTests) -> str:
    failed = {what: _count_failed(tests, what) for what in ("examples", "scenarios")}
    parts = [f"{tests.rules} {'rule' if tests.rules == 1 else 'rules'} read"]
    parts += [
        f"{_count(number, what)} {'does' if number == 1 else 'do'} not hold"
        for what, number in failed.items()
        if number
    ]
    if not any(failed.values()):
        scenarios = any(one.what == "scenarios" for one in tests.tried)
        parts.append(f"every example{' and scenario' if scenarios else ''} holds")
    untested = sum(len(one.untested) for one in tests.tried)
    parts.append(f"{_count(untested, 'untested edges') if untested else 'no untested edge'}")
    return f"{'; '.join(parts)}."


def _count_failed(tests: PackTests, what: str) -> int:
    return sum(one.failed for one in tests.tried if one.what == what)


def _count(number: int, many: str) -> str:
    return f"{number} {many.removesuffix('s') if number == 1 else many}"


def what_survived(mutation: Mutation, page: Page) -> str:
    """Return the changes that no test notices, with what to add; then the counts."""
    lines: list[str] = []
    for mutant in mutation.survivors:
        lines.append(visible(f"{mutant.location}: {mutant.name}"))
        shows = f"No test notices this change. Add one that shows: {mutant.show}"
        lines += paragraph(shows, page.width, "  ", "  ")
    for name in mutation.needless:
        what = f"excuses.yaml: {name} needs no excuse: a test notices it, or it does not exist."
        lines += paragraph(what, page.width)
    found = mutation.number - len(mutation.survivors) - len(mutation.excused)
    parts = [f"{mutation.number} changes", f"{found} noticed"]
    parts += [f"{len(mutation.excused)} excused by name"] if mutation.excused else []
    parts.append(f"{len(mutation.survivors)} not noticed")
    return "\n".join([*lines, *paragraph(f"{'; '.join(parts)}.", page.width)]) + "\n"
