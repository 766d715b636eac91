"""Write the file of this example again: a made-up quarter of a made-up council."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

with (Path(__file__).parent / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
    made = csv.writer(file, lineterminator="\n")
    made.writerow(("Application number", "Type", "Valid date", "Decision date", "Extension agreed"))
    for number in range(48):
        is_major = number % 4 == 0
        decided = date(2026, 1, 5) + timedelta(days=number * 7 % 84)
        allowed = 91 if is_major else 56
        days = allowed + 10 if number % 9 == 4 else allowed - number % 20
        extended = "Y" if number % 11 == 3 else "N"
        kind = "Major" if is_major else "Minor"
        valid = decided - timedelta(days=days)
        made.writerow((f"26/{number + 1:04}", kind, valid, decided, extended))
