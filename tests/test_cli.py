"""The command as people and gates run it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Command, clean_environment, unmeasured_environment
from peelcheck.cli.group import FIRST_SCREEN

NORFOLK = ROOT / "examples/norfolk-2024/data.yaml"
HEAD = "force: Suffolk Constabulary\nperiod: 2026-03\nfigures:\n"
MET = HEAD + "  calls_101_abandonment_rate: 4%\n"
BREACH = HEAD + "  calls_101_abandonment_rate: 7%\n"
UNTOLD = HEAD + "  calls_101_abandonment_rate: 3% to 6%\n"
BOTH = BREACH + "  high_risk_share: 19% to 21%\n"
NOTHING = HEAD + "  offenders_of_manager: {by: {manager: {a: 0}}}\n"
FAULT = HEAD + "  calls_101_abandonment_rate: 4.7\n"


def write(folder: Path, text: str, name: str = "data.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (MET, [], 0),
        (BREACH, [], 1),
        (FAULT, [], 2),
        (UNTOLD, [], 3),
        (BOTH, [], 1),
        (BOTH, ["--fail-on", "never"], 3),
        (BREACH, ["--fail-on", "never"], 0),
        (BREACH, ["--exit-zero"], 0),
        (UNTOLD, ["--exit-zero"], 0),
        (FAULT, ["--exit-zero"], 2),
        (MET, ["--require", "101-abandonment"], 0),
        (MET, ["--require", "high-risk-share"], 4),
        (MET, ["--only", "high-risk-share"], 3),
        (BOTH, ["--only", "high-risk-share"], 3),
        (BOTH, ["--only", "afi/12"], 3),
        (BOTH, ["--only", "afi/6"], 1),
        (MET, ["--only", "nonsense"], 2),
        (MET, ["--require", "nonsense"], 2),
        (MET, ["--only", "afi/4"], 3),
        (MET, ["--only", "afi/99"], 2),
        (MET, ["--period", "2026-03"], 0),
        (MET, ["--period", "March 2026"], 0),
        (MET, ["--period", "2026-03-01/P1M"], 0),
        (MET, ["--period", "03/2026"], 0),
        (MET, ["--period", "2026-02"], 3),
        (MET, ["--period", "FY26"], 2),
        (MET, ["--period", "March"], 2),
        (MET, ["--today", "2026-03-30"], 3),
        (MET, ["--today", "2026-03-31"], 3),
        (MET, ["--today", "2026-04-01"], 0),
        (MET, ["--today", "1 April 2026"], 0),
        (MET, ["--format", "nonsense"], 2),
        (MET, ["--nonsense"], 2),
        (MET, ["--rules", "nowhere"], 2),
        (MET, ["missing.yaml"], 2),
        (MET, ["-o", "json=report", "-o", "md=report"], 2),
        (MET, ["-o", "a.json", "-o", "b.json"], 0),
        (MET, ["-o", "report"], 2),
        (MET, ["-o", "nowhere/report.json"], 2),
        (MET, ["-o", "pdf=report.pdf"], 2),
    ],
)
def test_exit_codes(
    text: str, options: list[str], code: int, peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, text)
    run = peelcheck("data.yaml", "--today", "2026-11-23", *options)
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    assert bool(run.stdout) is (code != 2)


def test_the_first_screen_names_what_to_type_and_is_never_green(peelcheck: Command) -> None:
    run = peelcheck()
    assert (run.stdout, run.stderr, run.returncode) == (FIRST_SCREEN, "", 2)
    assert max(map(len, FIRST_SCREEN.split("\n"))) <= 80


def test_each_command_of_the_first_screen_works(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, NORFOLK.read_text(encoding="utf-8"))
    write(tmp_path, "CALL_REF,LINE\n1,101\n", "calls.csv")
    lines = re.findall(r"^  peelcheck (.*?)(?:  .*)?$", FIRST_SCREEN, re.MULTILINE)
    codes = [peelcheck(*line.split()).returncode for line in lines]
    assert codes == [1, 1, 1, 1, 1, 0, 0, 2, 0]  # 2: the data file to fill in is there already
    (tmp_path / "data.yaml").unlink()
    assert peelcheck(*lines[7].split()).returncode == 0


def test_the_real_figures(peelcheck: Command) -> None:
    run = peelcheck("examples/norfolk-2024/data.yaml", "--today", "2026-11-23", cwd=ROOT)
    golden = ROOT / "tests/golden/norfolk-2024.screen.80.txt"
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout == golden.read_text(encoding="utf-8")


def test_mistakes_are_told_on_stderr_all_at_once(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, FAULT + "  calls_999_answered: 5.5\n  nonsense: 1\n")
    run = peelcheck("data.yaml")
    assert run.stdout == ""
    assert run.stderr.startswith(
        "data.yaml:4:31: 4.7 is not a percentage. Write 4.7%, or both counts as in 12 of\n"
        "    345.\n"
        "   4 |   calls_101_abandonment_rate: 4.7\n     |                               ^^^\n"
    )
    assert run.stderr.endswith("\n\n3 problems in data.yaml. Nothing was checked.\n")


@pytest.mark.parametrize("again", ["data.yaml", "./data.yaml", "{folder}/data.yaml"])
def test_a_return_given_twice_counts_once_and_is_told(
    peelcheck: Command, tmp_path: Path, again: str
) -> None:
    write(tmp_path, "force: Anytown Police\nperiod: 2026-03\nfigures: {high_risk_share: 15%}\n")
    once, twice = peelcheck("data.yaml"), peelcheck("data.yaml", again.format(folder=tmp_path))
    assert twice.returncode == once.returncode
    told = "data.yaml: This return is given more than once, and counts once. Give it once."
    assert told in " ".join((twice.stdout + twice.stderr).split())
    assert told not in " ".join((once.stdout + once.stderr).split())


def test_of_what_was_to_be_new_nothing_is_written(peelcheck: Command, tmp_path: Path) -> None:
    run = peelcheck("new", "return", "--from", "nowhere.csv")
    assert run.returncode == 2
    assert run.stderr.endswith("Nothing was written.\n")


def test_faults_in_rules_and_in_returns_are_told_in_one_run(
    peelcheck: Command, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "ours")
    rule = tmp_path / "ours/standards/101-abandonment.yaml"
    rule.write_text(rule.read_text(encoding="utf-8").replace("below: 5%", "below: <5%"), "utf-8")
    write(tmp_path, FAULT)
    run = peelcheck("data.yaml", "--rules", "ours")
    assert run.returncode == 2
    assert (
        'the limit has a sign in front, and "below" already says it. Write below: 5%.'
        in " ".join(run.stderr.split())
    )
    assert run.stderr.endswith("2 problems in 2 files. Nothing was checked.\n")


def test_an_unknown_rule_gets_a_hint(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, MET)
    run = peelcheck("data.yaml", "--only", "101-abandoned")
    assert run.stderr == (
        "--only 101-abandoned: there is no rule of this name. Did you mean 101-abandonment?\n"
    )


def test_reports_go_to_files_and_to_the_terminal(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH)
    run = peelcheck(
        "data.yaml", "-o", "a.json", "-o", "text=b.out", "-o", "c.txt", "--format", "json"
    )
    assert run.returncode == 1
    assert json.loads(run.stdout)["summary"]["breach"] == 1
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == run.stdout
    assert (tmp_path / "b.out").read_bytes() == (tmp_path / "c.txt").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "b.out", "c.txt", "data.yaml"]


def test_the_same_input_gives_the_same_bytes(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BOTH)
    runs = [peelcheck("data.yaml", "--format", "json", env={"PYTHONHASHSEED": s}) for s in "12"]
    assert runs[0].stdout == runs[1].stdout


@pytest.mark.parametrize(("option", "word"), [("--version", "1.0.0"), ("--help", "Exit codes:")])
def test_version_and_help(option: str, word: str, peelcheck: Command) -> None:
    run = peelcheck(option)
    assert run.returncode == 0
    assert word in run.stdout


def test_help_names_every_option_of_checking(peelcheck: Command) -> None:
    short = peelcheck("--help").stdout
    options = re.findall(r"--[a-z-]+", peelcheck("check", "--help").stdout)
    assert [option for option in options if option not in short] == []


def test_explaining(peelcheck: Command) -> None:
    known, unknown = peelcheck("explain", "afi/12"), peelcheck("explain", "101-abandonement")
    assert (known.returncode, known.stdout[:6]) == (0, "AFI 12")
    assert (unknown.returncode, unknown.stderr) == (
        2,
        "Nothing here is called 101-abandonement. Did you mean 101-abandonment?\n",
    )


def test_forced_colours(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH)
    forced = peelcheck("data.yaml", env={"FORCE_COLOR": "1"})
    both = peelcheck("data.yaml", env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    off = peelcheck("data.yaml", env={"FORCE_COLOR": "0"})
    assert "\x1b[1;31mbreach\x1b[0m" in forced.stdout
    assert "\x1b" not in both.stdout + off.stdout


@pytest.mark.every_day(1)
@pytest.mark.needs("a terminal")
@pytest.mark.parametrize(
    ("columns", "env", "coloured"),
    [
        (80, {}, True),
        (120, {}, True),
        (60, {}, True),
        (80, {"NO_COLOR": "1"}, False),
        (80, {"TERM": "dumb"}, False),
    ],
)
def test_on_a_terminal(columns: int, env: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    text = on_terminal([str(NORFOLK)], columns, env)
    assert ("\x1b[1;31mbreach\x1b[0m" in text) is coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    table_width = len(next(line for line in plain.split("\r\n") if line.startswith("---")))
    assert table_width <= max(columns, 80)
    assert "43 rules of peelcheck 1.0.0 read.\r\nMore: peelcheck explain " in plain


def on_terminal(arguments: list[str], columns: int, env: dict[str, str]) -> str:
    """What the command prints to a terminal so many columns wide."""
    import fcntl  # noqa: PLC0415 - Windows has none of these
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "peelcheck", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**clean_environment(), **env},
        close_fds=True,
    )
    os.close(theirs)
    chunks = []
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end closes
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait(timeout=60)
    os.close(ours)
    return b"".join(chunks).decode("utf-8")


@pytest.mark.every_day(1)
@pytest.mark.needs("a full device")
@pytest.mark.parametrize("arguments", [[str(NORFOLK)], ["--help"], [], ["explain", "afi/6"]])
def test_a_full_disk_is_not_a_result(arguments: list[str], peelcheck: Command) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = peelcheck(*arguments, stdout=full, stderr=subprocess.PIPE)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


@pytest.mark.every_day(1)
@pytest.mark.parametrize(
    "arguments", [[str(NORFOLK)], ["--help"], ["explain", "afi/6"], ["--version"]]
)
def test_a_closed_pipe_is_not_a_result(arguments: list[str], peelcheck: Command) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        run = peelcheck(*arguments, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (run.returncode, run.stderr) == (2, "")


@pytest.mark.needs("a terminal")
def test_ctrl_c_is_not_a_result() -> None:
    waiting = (
        "import sys, time; from peelcheck.cli import check_plan, main\n"
        "def wait(*_, **__): print('waits', flush=True); time.sleep(60)\n"
        "check_plan.read_all = wait; sys.argv = ['peelcheck', 'data.yaml']; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", waiting],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unmeasured_environment(),
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waits\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "\nStopped. Nothing was written.\n")


def test_a_crash_is_not_a_result(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, MET)
    (tmp_path / "crash.py").write_text(
        "import peelcheck.cli as cli, peelcheck.cli.check_run as checking\n"
        "checking.check = lambda *a, **k: 1 / 0\ncli.main()\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, "crash.py", "data.yaml"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert "ZeroDivisionError" in run.stderr
    assert "This is a bug in peelcheck  1.0.0, not in your data. Nothing was checked." in run.stderr


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, MET)
    (tmp_path / "report.json").mkdir()
    run = peelcheck("data.yaml", "-o", "report.json")
    assert run.returncode == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data.yaml", "report.json"]


@pytest.mark.every_day(1)
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_names_that_the_console_cannot_show(
    encoding: str, peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, MET.replace("Suffolk Constabulary", "Heddlu D\u0175r"))
    run = peelcheck("data.yaml", env={"PYTHONIOENCODING": encoding})
    assert (run.returncode, "Traceback" in run.stderr) == (0, False)
    assert run.stdout.startswith("Heddlu D")
    assert "March 2026, meets the only standard that could be checked" in run.stdout


def test_paths_with_spaces_and_letters_of_other_alphabets(
    peelcheck: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "my \u0434\u0430\u043d\u043d\u044b\u0435"
    folder.mkdir()
    assert peelcheck(write(folder, MET, "the data.yaml")).returncode == 0


def test_a_file_whose_name_is_a_command_can_be_checked(peelcheck: Command, tmp_path: Path) -> None:
    write(tmp_path, BREACH, "explain.yaml")
    assert peelcheck("./explain.yaml").returncode == 1


@pytest.mark.needs("bash")
def test_shell_completion(peelcheck: Command) -> None:
    script = peelcheck(env={"_PEELCHECK_COMPLETE": "bash_source"})
    assert "_peelcheck_completion" in script.stdout
    words = (
        complete("peelcheck explain 101", 2),
        complete("peelcheck --per", 1),
        complete("peelcheck ", 1),
    )
    assert words[0] == ["101-abandonment", "101-answered-in-time"]
    assert words[1] == ["--period"]
    assert {"explain", "--help"} & set(words[2]) == {"explain"}


def complete(line: str, word: int) -> list[str]:
    """The words that a shell would offer."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv[0] = 'peelcheck'; from peelcheck.cli import main; main()",
        ],
        env={
            **clean_environment(),
            "_PEELCHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(word),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return [value.partition(",")[2] for value in run.stdout.split("\n") if value]


@pytest.mark.parametrize("group", ["new", "rules"])
def test_a_group_without_a_command_lists_its_commands(
    tmp_path: Path, peelcheck: Command, group: str
) -> None:
    run = peelcheck(group, cwd=tmp_path)
    assert run.returncode == 2
    shown = run.stdout + run.stderr  # where it goes depends on the version of click
    assert "\\n" not in shown
    assert "\nCommands:\n" in shown


def test_a_file_that_is_too_large_is_refused(peelcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_bytes(bytes(21_000_000))
    run = peelcheck("data.yaml")
    assert run.returncode == 2
    assert "The file is larger than 20 MB" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("gate",), "peelcheck gate --help"),
        (("rules", "list", "--odd"), "peelcheck rules list --help"),
        (("new", "odd"), "peelcheck new --help"),
    ],
)
def test_a_wrong_command_names_its_own_help(
    peelcheck: Command, arguments: tuple[str, ...], named: str
) -> None:
    assert peelcheck(*arguments).stderr.endswith(f"\nHow it is used: {named}\n")


def test_a_name_without_a_format_is_answered_with_those_that_have_one(
    peelcheck: Command, tmp_path: Path
) -> None:
    write(tmp_path, BREACH)
    run = peelcheck("data.yaml", "-o", "report.docx")
    assert "The name report.docx does not name a format. Names that do end in .txt" in run.stderr
