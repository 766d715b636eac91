"""The page on databases: its example gives what is shown below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import engines
from conftest import ROOT, Command

PAGE = (ROOT / "docs" / "databases.md").read_text(encoding="utf-8")


@pytest.mark.needs("sqlalchemy")
def test_the_example_counts_a_table_of_sqlite(
    peelcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (commands,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    (result,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "data.yaml").write_text(data, "utf-8")
    rows: list[dict[str, str | None]] = [
        {
            "call_id": f"C{number}",
            "received_at": f"2026-03-{number % 31 + 1:02} 12:00:07",
            "line": "101",
            "outcome": "abandoned" if number < 9 else "answered",
        }
        for number in range(100)
    ]
    monkeypatch.chdir(tmp_path)
    export, command = commands.splitlines()
    name, address = export.removeprefix("export ").split("=", 1)
    engines.make_table(address, "calls", rows)
    run = peelcheck(*command.split()[1:], env={name: address})
    assert run.stdout.startswith(result.rstrip())
    assert run.returncode == 1
