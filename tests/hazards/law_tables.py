"""Law 2 for tables of cases: a cell that is blanked, spoilt or coarsened never makes a met.

`python tests/hazards/law_tables.py --count 1000` tries as many pairs of tables.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2] / "checker"), str(Path(__file__).parents[1])]

from hazards.law import broken, try_many
from peelcheck import Result, Rulebook, check, load_return

TODAY = date(2026, 5, 1)


class Table(NamedTuple):
    """A table of cases: its name, the standard counted from it, its header and its rows."""

    name: str
    rule: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spoilt: str = "?!"
    how: str = ""

    def as_csv(self) -> str:
        """The whole file."""
        return "\n".join(",".join(row) for row in (self.header, *self.rows)) + "\n"

    def with_cell(self, at: int, column: str, text: str) -> Table:
        """The table with another text in one cell."""
        location = self.header.index(column)
        row = self.rows[at]
        changed = (*row[:location], text, *row[location + 1 :])
        return self._replace(rows=(*self.rows[:at], changed, *self.rows[at + 1 :]))

    def cell(self, at: int, column: str) -> str:
        """The text of one cell."""
        return self.rows[at][self.header.index(column)]


def made_up(rng: random.Random) -> Table:
    """A month of cases near a limit."""
    return rng.choice([_incidents, _calls, _nines, _offenders])(rng)


def _moments(rng: random.Random, count: int) -> list[datetime]:
    start = datetime(2026, 3, 1, 0, 0, 30)
    step = timedelta(days=31) / count
    return [
        start + step * number + timedelta(seconds=rng.randint(0, 3000)) for number in range(count)
    ]


def _incidents(rng: random.Random) -> Table:
    rows = []
    late = rng.choice([1, 2, 3, 4])
    for number, received in enumerate(_moments(rng, 31)):
        seconds = rng.randint(901, 1500) if number < late else rng.choice([900, 870, 300, 60])
        arrived = received + timedelta(seconds=seconds)
        grade = rng.choice(["A", "A", "A", "B"])
        nature = rng.choice(["Urgent", "Urgent", "Scheduled"])
        rows.append((f"I{number}", str(received), str(arrived), grade, "urban", nature))
    rng.shuffle(rows)
    header = ("incident_id", "received_at", "arrived_at", "grade", "area", "Nature")
    conditions = (
        "leave_out: {Nature: ['*l*']}",
        "only: {Nature: [Urgent]}",
        "only: {Nature: ['*']}",
    )
    how = rng.choice(["", *(f", {condition}" for condition in conditions)])
    rule = "response-within-attendance-time"
    return Table("incidents", rule, header, tuple(rows), how=how)


def _calls(rng: random.Random) -> Table:
    abandoned = rng.choice([2, 3, 4])
    rows = [
        (f"C{n}", str(moment), rng.choice(["101", "101", "999"]),
         "abandoned" if n < abandoned else "answered")
        for n, moment in enumerate(_moments(rng, 62))
    ]  # fmt: skip
    return Table(
        "calls", "101-abandonment", ("call_id", "received_at", "line", "outcome"), tuple(rows)
    )


def _nines(rng: random.Random) -> Table:
    late = rng.choice([2, 3, 4])
    rows = [
        (f"C{n}", str(moment), "999", "answered",
         str(rng.choice([11, 25]) if n < late else rng.choice([3, 9, 9, 10])))
        for n, moment in enumerate(_moments(rng, 31))
    ]  # fmt: skip
    header = ("call_id", "received_at", "line", "outcome", "answered_in")
    return Table("calls", "999-answered-within-10-seconds", header, tuple(rows))


def _offenders(rng: random.Random) -> Table:
    high = rng.choice([5, 6, 7])
    rows = [(f"O{n}", f"M{n % 3}", "high" if n < high else "low", "community") for n in range(32)]
    header = ("offender_id", "manager", "risk", "setting")
    return Table("offenders", "high-risk-share", header, tuple(rows))


def less_told(table: Table, rng: random.Random) -> Table:
    """The same with one cell blank, spoilt, or a time without its seconds."""
    at, column = rng.randrange(len(table.rows)), rng.choice(table.header)
    text = table.cell(at, column)
    change = rng.choice(["blank", "spoil", "coarsen", "coarsen all"])
    if change == "blank" or (change == "spoil" and column == "Nature"):  # any text is a value there
        return table.with_cell(at, column, rng.choice(["", "NULL", "-"]))
    if change == "spoil":
        return table.with_cell(at, column, table.spoilt)
    if not column.endswith("_at") or change == "coarsen":
        return table.with_cell(at, column, _coarser(text)) if column.endswith("_at") else table
    for number in range(len(table.rows)):
        table = table.with_cell(number, column, _coarser(table.cell(number, column)))
    return table


def _coarser(text: str) -> str:
    """A time without its seconds."""
    return text[:16] if len(text) == len("2026-03-01 10:00:00") else text


def result_of(table: Table, rules: Rulebook, folder: Path) -> Result:
    """The result of a return that names the table."""
    (folder / "table.csv").write_text(table.as_csv(), encoding="utf-8")
    at = ", at: 2026-03-31" if table.name == "offenders" else ""
    (folder / "data.yaml").write_text(
        f"force: Norfolk Constabulary\nperiod: 2026-03\nrequires: [{table.rule}]\n"
        "targets: {attendance_share: 90%, attendance_times: {A: 15 minutes, B: 60 minutes}}\n"
        f"tables: {{{table.name}: {{file: table.csv{at}{table.how}}}}}\n",
        encoding="utf-8",
    )
    return check(rules, [load_return(folder / "data.yaml", rules)], only=[table.rule], today=TODAY)


def tried(seed: int, rules: Rulebook, folder: Path) -> list[str]:
    """What one random pair breaks, with both tables; nothing where every law holds."""
    rng = random.Random(seed)  # noqa: S311 - it has to come out the same again
    table = made_up(rng)
    less = table
    for _ in range(rng.randint(1, 4)):
        less = less_told(less, rng)
    both = result_of(less, rules, folder), result_of(table, rules, folder)
    if any(result.problems for result in both):
        return []
    found = list(broken(*both, table.rule))
    return [f"seed {seed}: {found}\n{table.as_csv()}\n--\n{less.as_csv()}"] if found else []


if __name__ == "__main__":
    sys.exit(try_many(tried, "tables", __doc__, count=200))
