"""Does a hundred rules over the same six columns cost no more than twice what ten cost?

    python benchmarks/tables_rules.py FOLDER [RUNS]

FOLDER is what tables_data.py wrote. Writes two rule packs, of 10 and of 100 rules about incidents,
each with conditions of its own over grade, area, district and the two times, and runs both in turn.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tables import in_turn, print_table

RULES = Path(__file__).parents[1] / "rules"
TABLE = """\
means: incidents of the benchmark
one: incident
many: incidents
one_row_is_one: incident_id
dated_by: received_at
columns:
  incident_id: {means: its number, type: text}
  received_at: {means: when the call was received, type: time}
  arrived_at: {means: when the first officer was on scene, type: time}
  grade: {means: the grade, type: one_of, values: [A, B, C, X]}
  area: {means: town or country, type: one_of, values: [urban, rural]}
  district: {means: the district, type: one_of, values: [D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11]}
"""  # noqa: E501 - one line of YAML
RULE = """\
title: At least 1% of the rows of kind {0} arrive in time
short: kind {0} in time
why: It is a benchmark.
figure: kind_{0}_rate
require:
  at_least: 1%
standing: guidance
stated_as: own
source: this benchmark
to_meet_it: Nothing is to be done.
examples:
  - 1 of 100 is met
  - 0 of 100 is a breach
"""


def where(number: int) -> str:
    """Conditions that no other number has."""
    districts = ", ".join(f"D{n}" for n in range(12) if (number + 1) >> n % 7 & 1)
    return f"{{district: [{districts}], area: {('urban', 'rural')[number % 2]}}}"


def write_pack(folder: Path, rules: int) -> None:
    """A pack with so many rules, each about a share counted from one table."""
    for name in ("facts.yaml", "targets.yaml", "scopes.yaml", "forces.yaml"):
        shutil.copy(RULES / name, folder)
    for name in ("standards", "figures", "tables"):
        (folder / name).mkdir()
    figures, counts, times = "", "counts:\n", "in_time:\n"
    for number in range(rules):
        figures += (
            f"kind_{number}:\n  means: rows of kind {number}\n  kind: count\n"
            "  unit: rows\n  one: row\n"
            f"kind_{number}_in_time:\n  means: those in time of {number}\n  kind: count\n"
            "  unit: rows\n  one: row\n  said: in time\n  better: higher\n"
            f"kind_{number}_rate:\n  means: share in time of kind {number}\n  kind: share\n"
            f"  share: kind_{number}_in_time\n  of: kind_{number}\n"
        )
        counts += f"  kind_{number}: {where(number)}\n"
        times += (
            f"  kind_{number}_in_time:\n    where: {where(number)}\n    starts: received_at\n"
            "    stops: arrived_at\n    allowed: {by: [grade], times: {A: 15 minutes, "
            "B: 20 minutes, C: 1 hour, X: 1 hour}}\n    blank: not known\n"
        )
        (folder / f"standards/kind-{number}.yaml").write_text(RULE.format(number), "utf-8")
    (folder / "figures/kinds.yaml").write_text(figures, "utf-8")
    (folder / "tables/incidents.yaml").write_text(TABLE + counts + times, "utf-8")


def main() -> None:
    """Write both packs, run them in turn, print the table."""
    data, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        commands = {}
        for rules in (100, 10):
            pack = Path(folder) / str(rules)
            pack.mkdir()
            write_pack(pack, rules)
            text = "force: Anytown\nperiod: 2026-03\ntables:\n  incidents: {file: incidents.csv}\n"
            (data / "rules.yaml").write_text(text, "utf-8")
            command = [sys.executable, "-m", "peelcheck", str(data / "rules.yaml")]
            commands[f"{rules} rules"] = [*command, "--rules", str(pack), "--today", "2026-05-01"]
        print(f"{runs} runs each, in turn; medians; limit for 100 to 10: 2")
        print_table(in_turn(commands, runs))


if __name__ == "__main__":
    main()
