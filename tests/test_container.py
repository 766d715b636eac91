"""The container: what its file says of users, copies and commands, read without an engine."""

from __future__ import annotations

import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import PurePosixPath

from conftest import ROOT

TEXT = (ROOT / "packaging/Containerfile").read_text("utf-8")
SHOWN = (ROOT / ".dockerignore").read_text("utf-8").splitlines()


def instructions() -> list[tuple[str, str]]:
    """Each instruction and the rest of its line."""
    lines = TEXT.replace("\\\n", " ").splitlines()
    found = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(name, rest) for name, rest in found]


def last_stage() -> dict[str, str]:
    names = [name for name, _ in instructions()]
    start = len(names) - 1 - names[::-1].index("FROM")
    return dict(instructions()[start:])


def test_the_last_user_is_not_root_and_the_command_is_peelcheck() -> None:
    stage = last_stage()
    user, group = stage["USER"].split(":")
    assert int(user) > 0 < int(group)
    assert json.loads(stage["ENTRYPOINT"]) == ["peelcheck"]
    assert "PATH=/opt/peelcheck/bin:$PATH" in stage["ENV"]
    assert stage["WORKDIR"] == "/data"


def test_nothing_is_run_by_a_shell_fetched_by_add_or_kept_from_the_building() -> None:
    names = {name for name, _ in instructions()}
    assert names == {"FROM", "ENV", "WORKDIR", "RUN", "COPY", "USER", "ENTRYPOINT"}
    for name, rest in instructions():
        if name == "RUN":
            words = json.loads(rest)
            assert words[0] == "python", rest
            assert not re.search(r"[$`;&|<>]", rest), rest
    assert last_stage()["COPY"] == "--from=build /opt/peelcheck /opt/peelcheck"


def test_the_gate_may_read_a_repository_that_is_another_users() -> None:
    given = dict(word.split("=", 1) for word in last_stage()["ENV"].split())
    assert given["GIT_CONFIG_COUNT"] == "1"
    assert (given["GIT_CONFIG_KEY_0"], given["GIT_CONFIG_VALUE_0"]) == ("safe.directory", "/data")


def test_the_docs_give_the_commands_that_the_file_gives() -> None:
    section = (ROOT / "docs/ci.md").read_text("utf-8").partition("## In a container\n")[2]
    shown = section.partition("```sh\n")[2].partition("```")[0].splitlines()
    assert len(shown) == 2
    assert [line for line in shown if f"#     {line}\n" not in TEXT] == []


def is_shown(name: str) -> bool:
    """Does the engine see this file of the repository? The last pattern that fits decides."""
    shown = True
    parents = [name, *map(str, PurePosixPath(name).parents)]
    for pattern in SHOWN:
        if any(fnmatch(one, pattern.removeprefix("!")) for one in parents):
            shown = pattern.startswith("!")
    return shown


def test_the_engine_sees_what_is_copied_and_nothing_else() -> None:
    copied = [
        word
        for name, rest in instructions()
        if name == "COPY" and not rest.startswith("--from")
        for word in rest.split()[:-1]
    ]
    assert all((ROOT / name).exists() for name in copied)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for file in listed.stdout.splitlines():
        wanted = any(file == name or file.startswith(f"{name}/") for name in copied)
        assert is_shown(file) == wanted, file
