"""Rules, figures and benchmarks of a pack that name what does not fit them."""

from __future__ import annotations

from pathlib import Path

import pytest

from packs import change_file, problems_of_pack

CALLS_101 = "standards/101-abandonment.yaml"
TARGETED = "standards/response-within-attendance-time.yaml"
COMPARED = "standards/use-of-force-injuries.yaml"
AVERAGE = "benchmarks/use-of-force.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            TARGETED,
            "target: attendance_share",
            "target: safeguarding_backlog_ceiling",
            "safeguarding_backlog_ceiling is a count, and incidents_attended_in_time_rate is a "
            "share. Name a target of the same kind.",
        ),
        (
            TARGETED,
            "  at_least:\n",
            "  at_most:\n",
            "The comparison of attendance_share is at_least. Write at_least: in place of at_most:.",
        ),
        (
            COMPARED,
            "use_of_force_injury_rate_average",
            "use_of_force_injury_rate_avarage",
            "use_of_force_injury_rate_avarage is not a benchmark this tool knows. Did you mean "
            "use_of_force_injury_rate_average?",
        ),
        (
            COMPARED,
            "figure: use_of_force_injury_rate",
            "figure: brought_to_justice_rate",
            "use_of_force_injury_rate_average is an average of use_of_force_injury_rate, not of "
            "brought_to_justice_rate. Name a benchmark of this figure.",
        ),
        (
            COMPARED,
            "source: HMICFRS",
            "examples:\n  - 5% is met\n  - 6% is a breach\nsource: HMICFRS",
            "A rule of standing benchmark has no examples, as nothing is judged by it. Take it "
            "out, or change the standing.",
        ),
        (
            CALLS_101,
            "has_switchboard: yes",
            "has_switchboard: maybe",
            "maybe is not a value of this fact this tool knows. Known are no, yes.",
        ),
        (
            CALLS_101,
            "figure: calls_101_abandonment_rate",
            "figure: Calls",
            "Calls is not right here. Write the name of a figure, as in calls_101_offered.",
        ),
    ],
)
def test_a_rule_that_names_what_does_not_fit(
    pack: Path, file: str, old: str, new: str, problem: str
) -> None:
    change_file(pack, file, old, new)
    (only,) = problems_of_pack(pack)
    assert only.startswith(f"pack/{file}:")
    assert only.partition(": ")[2] == problem


@pytest.mark.every_day(2)
@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "figures/contact.yaml",
            "  share: calls_101_abandoned\n",
            "  share: calls_101_abandonment_rate\n",
            "calls_101_abandonment_rate is worked out from itself. Break the circle.",
        ),
        (
            "figures/contact.yaml",
            "  broken_down_by: [grade, district]\n",
            "  broken_down_by: [grade, distrikt]\n",
            "incidents_to_attend is by distrikt, which is not a scope kind of scopes.yaml. Did you "
            "mean district?",
        ),
        (
            AVERAGE,
            "figure: use_of_force_injury_rate",
            "figure: use_of_force_injury_rat",
            "use_of_force_injury_rat is not a figure this tool knows. Did you mean "
            "use_of_force_injury_rate?",
        ),
        (
            AVERAGE,
            "value: 5.1%",
            "value: 5.1",
            "5.1 is not a percentage. Write 5.1%, or both counts as in 12 of 345.",
        ),
        (
            "figures/investigation.yaml",
            "  kind: share\n  share: brought_to_justice\n",
            "  kind: count\n  share: brought_to_justice\n",
            "brought_to_justice_rate is a share. Write kind: share.",
        ),
        (
            "facts.yaml",
            "taken_as: yes",
            "taken_as: perhaps",
            "perhaps is not one of its values.",
        ),
    ],
)
def test_a_dictionary_that_does_not_fit(
    pack: Path, file: str, old: str, new: str, problem: str
) -> None:
    change_file(pack, file, old, new)
    assert f"{problem}" in [only.partition(": ")[2] for only in problems_of_pack(pack)]
