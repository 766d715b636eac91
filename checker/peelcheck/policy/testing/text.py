"""The output of `peelcheck rules test`."""

from __future__ import annotations

from collections.abc import Iterator

from peelcheck.errors import shown_to_people
from peelcheck.policy.testing import PackTests, Tried
from peelcheck.policy.testing.untested import UntestedEdge
from peelcheck.reports.layout import Page, paragraph


def what_was_tested(tests: PackTests, page: Page) -> str:
    """Return each file with what holds, what does not, and what nothing tests; then the count."""
    lines = [line for one in tests.tried for line in _tried_text(one, page)]
    return "\n".join([*lines, *paragraph(_summary(tests), page.width)]) + "\n"


def _tried_text(one: Tried, page: Page) -> Iterator[str]:
    verb = "holds" if one.number == 1 else "hold"
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
