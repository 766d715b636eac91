"""What happens to a folder of returns: tricks, accidents and honest months.

Each event changes the branch of a repository whose main has fourteen months, and says with which
exit code the gate has to end and how its last paragraph begins.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from months import EXCEPTIONS, PROFILE, Event, Figures, Repository, figures_of

GOOD = figures_of("2026-03")
BREACH = GOOD._replace(abandoned=900)


class Play(NamedTuple):
    """An event, and how the gate has to end."""

    name: str
    event: Event
    code: int
    says: str
    options: tuple[str, ...] = ()


def march(**figures: object) -> Event:
    """Give March."""
    return lambda r: r.month("2026-03", GOOD._replace(**figures))  # type: ignore[arg-type]


def both(*events: Event) -> Event:
    """One event after the other, in one change."""

    def run(r: Repository) -> None:
        for event in events:
            event(r)

    return run


def edit(name: str, before: str, after: str) -> Event:
    """Change a text in a file."""
    return lambda r: r.edit(name, before, after)


def write(name: str, text: str) -> Event:
    """Write a file."""
    return lambda r: r.write(name, text)


def delete(*names: str) -> Event:
    """Delete files."""

    def run(r: Repository) -> None:
        for name in names:
            r.delete(name)

    return run


def without(*names: str) -> Event:
    """Give March without the lines of some figures."""

    def run(r: Repository) -> None:
        lines = GOOD.as_yaml("2026-03").splitlines(keepends=True)
        kept = [line for line in lines if not any(f"  {name}:" in line for name in names)]
        r.write("data/2026-03.yaml", "".join(kept))

    return run


def merged_first(*events: Event) -> Event:
    """Merge something to main before the change begins."""

    def run(r: Repository) -> None:
        r.git("checkout", "-q", "main")
        both(*events)(r)
        r.commit("merged by itself")
        r.git("checkout", "-q", "-B", "change")

    return run


def accept(rule: str, more: str, expires: str = "2026-09-30") -> Event:
    """Add an exception."""
    text = f"  - rule: {rule}\n    reason: known\n    owner: head of contact\n"
    text += f"    expires: {expires}\n    {more}\n"
    return lambda r: r.write("data/exceptions.yaml", r.read("data/exceptions.yaml") + text)


def districts(*parts: str, month: str = "2026-03", complete: bool = True) -> Event:
    """Give attendance by grade for a month, and say that it is complete."""

    def run(r: Repository) -> None:
        text = figures_of(month).as_yaml(month)
        text += "  incidents_attended_in_time_rate:\n    by: {grade: {" + ", ".join(parts) + "}}\n"
        text += "    complete: yes\n" if complete else ""
        r.write(f"data/{month}.yaml", text)

    return run


def no_999(r: Repository) -> None:
    """Take the 999 calls out of every month of the branch."""
    for month in ("2026-01", "2026-02"):
        name = f"data/{month}.yaml"
        lines = r.read(name).splitlines(keepends=True)
        r.write(name, "".join(line for line in lines if "calls_999" not in line))


def unlike(r: Repository) -> None:
    """Commit a report of an earlier run that has no findings."""
    report = {"format": 1, "findings": [], "problems": []}
    r.write("empty.json", json.dumps(report))


LONG = Figures().as_yaml("2026-03")
CALLS = ("calls_101_offered", "calls_101_abandoned")
RATE = "  calls_101_abandonment_rate: "
REVIEWED = "  repeat_victims_reviewed_share: {at_least: 90%, from: 2024-04-01, set_by: board}\n"
REPEAT_VICTIMS = "  repeat_standard_risk_victims_reviewed_share: 95 of 100\n"
KENT = (
    "period: 2026-03\nforce: Kent Police\nfigures:\n"
    "  calls_101_offered: 14000\n  calls_101_abandoned: 900\n"
)
CALLS_999 = ("calls_999_answered", "calls_999_answered_within_10s")
PASSES = "Gate passes (exit 0)."
MISSED = "Gate fails: 1 standard is missed"
CHANGED = "Gate fails: response-within-attendance-time changed together with figures"
LIMIT_55 = edit("data/exceptions.yaml", "no_worse_than: 52", "no_worse_than: 55")
TARGET_70 = edit("data/force.yaml", "80%", "70%")

PLAYS = [
    # Honest months
    Play("nothing has changed", lambda _: None, 0, PASSES),
    Play("a good month", march(), 0, PASSES),
    Play("a breach", march(abandoned=900), 1, MISSED),
    Play(
        "two breaches", march(abandoned=900, high_risk=300), 1, "Gate fails: 2 standards are missed"
    ),
    Play("a correction that stays met", edit("data/2026-01.yaml", "572", "580"), 0, PASSES),
    Play(
        "provisional becomes final",
        both(
            merged_first(
                edit(
                    "data/2026-02.yaml", "period: 2026-02\n", "period: 2026-02\nprovisional: yes\n"
                )
            ),
            edit("data/2026-02.yaml", "provisional: yes\n", ""),
        ),
        0,
        PASSES,
    ),
    Play(
        "a month that is not clear",
        march(abandoned="690 to 720"),
        3,
        "Gate fails: 1 standard is not clear (exit 3).",
    ),
    Play(
        "an AFI's status in the profile alone",
        write("data/force.yaml", PROFILE + "# looked at\n"),
        0,
        PASSES,
    ),
    # Several months in one change
    Play(
        "two new breaching months",
        both(march(abandoned=900), lambda r: r.month("2026-04", BREACH)),
        1,
        MISSED,
    ),
    Play(
        "the first of two new months breaches",
        both(
            march(abandoned=900),
            lambda r: r.month("2026-04", figures_of("2026-03")._replace(offered=15000)),
        ),
        1,
        MISSED,
    ),
    Play(
        "a late gross correction of an old month",
        edit("data/2025-05.yaml", "calls_101_abandoned: 564", "calls_101_abandoned: 1900"),
        1,
        MISSED,
    ),
    Play(
        "both months edited alike",
        both(
            edit("data/2026-01.yaml", "calls_101_abandoned: 572", "calls_101_abandoned: 900"),
            edit("data/2026-02.yaml", "calls_101_abandoned: 573", "calls_101_abandoned: 901"),
        ),
        1,
        MISSED,
    ),
    # What is taken away
    Play(
        "a figure left out",
        without(*CALLS),
        4,
        "Gate fails: last time 101-abandonment was checked, and now it is not (exit 4).",
    ),
    Play(
        "a cell blanked in an old month",
        edit("data/2025-12.yaml", "  calls_101_abandoned: 571\n", ""),
        4,
        "Gate fails: last time 101-abandonment was checked",
    ),
    Play(
        "the newest month deleted",
        delete("data/2026-02.yaml"),
        4,
        "Gate fails: the return of Anytown Police for February 2026 is gone (exit 4).",
    ),
    Play(
        "an old month deleted",
        delete("data/2025-07.yaml"),
        4,
        "Gate fails: the return of Anytown Police for July 2025 is gone (exit 4).",
    ),
    Play(
        "every month deleted",
        delete(
            *(
                f"data/{m}.yaml"
                for m in ["2026-01", "2026-02", *(f"2025-{n:02}" for n in range(1, 13))]
            )
        ),
        2,
        "Gate fails: data cannot be used",
    ),
    Play(
        "a month skipped",
        lambda r: r.month("2026-04", GOOD),
        4,
        "Gate fails: no return of Anytown Police is for March 2026 (exit 4).",
    ),
    Play(
        "gone from the newest two months and the one before",
        both(no_999, without(*CALLS_999)),
        4,
        "Gate fails: last time 999-answered-within-10-seconds was checked",
    ),
    Play(
        "gone for a month already, and still not given",
        both(
            merged_first(without(*CALLS)),
            lambda r: r.month("2026-04", GOOD._replace(offered=0)),
            lambda r: r.write(
                "data/2026-04.yaml",
                "".join(
                    line
                    for line in r.read("data/2026-04.yaml").splitlines(keepends=True)
                    if "calls_101" not in line
                ),
            ),
        ),
        4,
        "Gate fails: last time 101-abandonment was checked",
    ),
    Play(
        "gone, and accepted",
        both(merged_first(accept("101-abandonment", "not_supplied: accepted")), without(*CALLS)),
        0,
        PASSES,
    ),
    Play(
        "gone, and accepted in the same change",
        both(accept("101-abandonment", "not_supplied: accepted"), without(*CALLS)),
        4,
        "Gate fails: last time 101-abandonment was checked",
    ),
    Play(
        "an estimate that is none any more",
        both(
            merged_first(
                both(
                    without(*CALLS),
                    lambda r: r.write(
                        "data/2026-03.yaml",
                        r.read("data/2026-03.yaml")
                        + RATE
                        + "{value: 40 of 1000, estimated: yes, source: the contact team}\n",
                    ),
                )
            ),
            edit(
                "data/2026-03.yaml",
                "{value: 40 of 1000, estimated: yes, source: the contact team}",
                "40 of 1000",
            ),
        ),
        4,
        "Gate fails: less is given than on the base: 101-abandonment",
    ),
    Play(
        "a sample that is none any more",
        both(
            merged_first(
                both(
                    without(*CALLS),
                    lambda r: r.write(
                        "data/2026-03.yaml",
                        r.read("data/2026-03.yaml") + RATE + "{value: 20 of 1000, sample: yes}\n",
                    ),
                )
            ),
            edit("data/2026-03.yaml", "{value: 20 of 1000, sample: yes}", "20 of 1000"),
        ),
        4,
        "Gate fails: 1 standard cannot be compared with last time",
    ),
    Play(
        "one side of a contradiction taken out",
        both(
            merged_first(
                both(
                    march(),
                    lambda r: r.write(
                        "data/2026-03.yaml", r.read("data/2026-03.yaml") + RATE + "4.9%\n"
                    ),
                )
            ),
            march(),
        ),
        4,
        "Gate fails: less is given than on the base: 101-abandonment",
    ),
    # Standards
    Play(
        "a target lowered with the figures",
        both(TARGET_70, march(in_time=850, incidents=1114)),
        1,
        MISSED,
    ),
    Play("a target lowered with figures that meet both", both(TARGET_70, march()), 4, CHANGED),
    Play("a target lowered alone", TARGET_70, 0, PASSES),
    Play("a target raised alone", edit("data/force.yaml", "80%", "95%"), 0, PASSES),
    Play(
        "a target taken out with the figures",
        both(write("data/force.yaml", PROFILE.partition("targets")[0]), march(in_time=500)),
        1,
        MISSED,
    ),
    Play(
        "a target put into the return",
        both(
            march(in_time=850),
            lambda r: r.write(
                "data/2026-03.yaml",
                r.read("data/2026-03.yaml")
                + "targets: {attendance_share: {at_least: 50%, from: 2024-04-01}}\n",
            ),
        ),
        2,
        "Gate fails: data/force.yaml cannot be used (exit 2).",
    ),
    Play(
        "a fact changed with the figures",
        both(
            edit("data/force.yaml", "has_switchboard: yes", "has_switchboard: no"),
            march(abandoned=900),
        ),
        1,
        MISSED,
    ),
    Play(
        "a first target with the figures it judges",
        both(
            merged_first(write("data/force.yaml", PROFILE.partition("targets")[0])),
            write("data/force.yaml", PROFILE),
            march(),
        ),
        1,
        MISSED,
    ),
    Play(
        "a first target where none was set",
        both(
            write("data/force.yaml", PROFILE + REVIEWED),
            march(),
            lambda r: r.write("data/2026-03.yaml", r.read("data/2026-03.yaml") + REPEAT_VICTIMS),
        ),
        0,
        PASSES,
    ),
    Play(
        "a required standard no longer required",
        both(
            merged_first(
                edit(
                    "data/2026-02.yaml",
                    "period: 2026-02\n",
                    "period: 2026-02\nrequires: [101-abandonment]\n",
                )
            ),
            edit(
                "data/2026-02.yaml",
                "requires: [101-abandonment]\n",
                "requires: [high-risk-share]\n",
            ),
            edit(
                "data/2026-02.yaml", "calls_101_abandoned: 573", "calls_101_abandoned: 690 to 720"
            ),
        ),
        4,
        "Gate fails: 1 standard is not clear and for Anytown Police, 101-abandonment is",
    ),
    # Exceptions
    Play("past what is accepted", march(offenders=1070), 1, MISSED),
    Play("an exception widened with the figures", both(LIMIT_55, march(offenders=1070)), 1, MISSED),
    Play(
        "an exception widened with figures within both",
        both(LIMIT_55, march()),
        4,
        "Gate fails: offender-manager-caseload changed together with figures",
    ),
    Play(
        "an exception widened first", both(merged_first(LIMIT_55), march(offenders=1070)), 0, PASSES
    ),
    Play("an exception that ended", lambda _: None, 1, MISSED, ("--today", "2026-10-01")),
    Play(
        "an exception made longer alone",
        edit("data/exceptions.yaml", "2026-09-30", "2027-01-31"),
        0,
        PASSES,
    ),
    Play(
        "a new breach accepted in the same change",
        both(accept("101-abandonment", "no_worse_than: 7%"), march(abandoned=900)),
        1,
        MISSED,
    ),
    Play(
        "a new breach accepted first",
        both(merged_first(accept("101-abandonment", "no_worse_than: 7%")), march(abandoned=900)),
        0,
        PASSES,
    ),
    Play(
        "the accepted value raised with figures within both",
        both(
            merged_first(accept("101-abandonment", "accepted: 7%")),
            edit("data/exceptions.yaml", "accepted: 7%", "accepted: 9%"),
            march(abandoned=900),
        ),
        4,
        "Gate fails: 101-abandonment changed together with figures",
    ),
    Play(
        "an exception widened in a month that meets the limit",
        both(
            merged_first(accept("101-abandonment", "no_worse_than: 7%")),
            edit("data/exceptions.yaml", "no_worse_than: 7%", "no_worse_than: 19%"),
            march(),
        ),
        4,
        "Gate fails: 101-abandonment changed together with figures",
    ),
    Play(
        "an exception for a part of what has none",
        both(merged_first(accept("101-abandonment", "scope: North")), march(abandoned=900)),
        2,
        "Gate fails: data/exceptions.yaml cannot be used, 1 standard is missed and main",
    ),
    Play(
        "an exception that is not needed taken out with a good month",
        both(
            merged_first(accept("101-abandonment", "no_worse_than: 7%")),
            write("data/exceptions.yaml", EXCEPTIONS),
            march(),
        ),
        0,
        PASSES,
    ),
    Play(
        "a new force whose breach is accepted in the same change",
        both(
            write("data/kent.yaml", KENT),
            accept("101-abandonment", "force: Kent Police\n    no_worse_than: 7%"),
        ),
        1,
        MISSED,
    ),
    Play(
        "a small rise past the accepted value",
        both(merged_first(accept("101-abandonment", "accepted: 6.2%")), march(abandoned=900)),
        1,
        MISSED,
    ),
    # Files
    Play(
        "a broken return, and the others judged",
        both(march(abandoned=900), write("data/2026-04.yaml", "period: [\n")),
        2,
        "Gate fails: data/2026-04.yaml cannot be used and 1 standard is missed (exit 2).",
    ),
    Play(
        "conflict markers",
        edit("data/2026-02.yaml", "figures:\n", "<<<<<<< HEAD\nfigures:\n"),
        2,
        "Gate fails: data/2026-02.yaml cannot be used",
    ),
    Play(
        "a pointer to large storage",
        write(
            "data/2026-03.yaml",
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n",
        ),
        2,
        "Gate fails: data/2026-03.yaml cannot be used",
    ),
    Play(
        "a month with another name",
        lambda r: r.write("data/2026-3.yaml", BREACH.as_yaml("2026-03")),
        1,
        MISSED,
    ),
    Play(
        "a month with another ending",
        lambda r: r.write("data/2026-03.yaml.txt", BREACH.as_yaml("2026-03")),
        2,
        "Gate fails: data/2026-03.yaml.txt cannot be used",
    ),
    Play(
        "a month in a folder below",
        lambda r: r.write(
            "data/new/2026-03.yaml",
            BREACH.as_yaml("2026-03").replace("profile: force.yaml", "force: Anytown Police"),
        ),
        1,
        MISSED,
    ),
    Play(
        "a month under another force's name",
        lambda r: r.write(
            "data/2026-03.yaml",
            BREACH.as_yaml("2026-03").replace("profile: force.yaml", "force: Norfolk"),
        ),
        1,
        "Gate fails: 2 standards are missed",
    ),
    Play(
        "a renamed month",
        lambda r: r.git("mv", "data/2026-02.yaml", "data/february.yaml"),
        0,
        PASSES,
    ),
    Play("the exceptions deleted alone", delete("data/exceptions.yaml"), 0, PASSES),
    Play(
        "the exceptions deleted with a month",
        both(delete("data/exceptions.yaml"), march()),
        1,
        MISSED,
    ),
    Play(
        "exceptions that cannot be read",
        write("data/exceptions.yaml", "exceptions:\n  - rule: nothing\n"),
        2,
        "Gate fails: data/exceptions.yaml cannot be used",
    ),
    Play("the profile deleted", delete("data/force.yaml"), 2, "Gate fails: data/2025-01.yaml, "),
    Play(
        "a report with no findings as baseline",
        both(march(), unlike),
        4,
        "Gate fails: empty.json gives nothing to compare with",
        ("--base", "empty.json"),
    ),
    Play("a revision that is not there", march(), 2, "", ("--base", "origin/nowhere")),
]
