"""Other checkers of data on the same tables and four of the same standards, each in an environment
of its own, in one run.

    python benchmarks/tables_peers.py FOLDER [RUNS] [ENVIRONMENTS]

FOLDER is what tables_data.py wrote. The environments are made in a temporary folder, or kept in
ENVIRONMENTS. None of the others looks for doubtful rows or doubled keys; peelcheck does. Every
standard is met in these tables, and a peer that finds otherwise ends the run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from tables import HERE, in_turn, peelcheck, print_table

PEERS = {
    "soda_duckdb": ("soda-core-duckdb==3.5.6", "setuptools<81"),
    "pandera_polars": ("pandera[polars]==0.35.0", "polars==2.1.0"),
    "pointblank_polars": ("pointblank==1.1.1", "polars==2.1.0"),
    "great_expectations_pandas": ("great_expectations==1.24.1", "pandas==3.1.1", "pyarrow"),
    "row_frictionless": ("frictionless==5.21.0",),
}


def environment(folder: Path, packages: Sequence[str]) -> str:
    """The Python of an environment with these packages, made where it is not there yet."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        subprocess.run([python, "-m", "compileall", "-q", folder], check=False)
    return str(python)


def checked(name: str, command: Sequence[str]) -> Sequence[str]:
    """The command, once it has found what is so. Raises SystemExit where it has not."""
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.stdout.split()[-4:] != ["True"] * 4:
        raise SystemExit(f"{name} did not find four standards met:\n{run.stdout}\n{run.stderr}")
    return command


def main() -> None:
    """Make the environments, run all in turn, print the tables."""
    folder, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as temporary:
        kept = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(temporary)
        pythons = {name: environment(kept / name, packages) for name, packages in PEERS.items()}
        for ending in ("csv", "parquet"):
            commands: dict[str, Sequence[str]] = {"peelcheck": peelcheck(folder / f"{ending}.yaml")}
            for name, python in pythons.items():
                if (name, ending) == ("row_frictionless", "parquet"):
                    continue
                script = str(HERE / "peers" / f"{name}.py")
                commands[name] = checked(name, [python, script, str(folder), ending])
            print(f"\n{ending}, {runs} runs each, in turn; medians; x is peelcheck to each")
            print_table(in_turn(commands, runs))


if __name__ == "__main__":
    main()
