"""The command with a guard: what it must not do is written down instead of done.

    python guarded.py LOG FOLDER... -- ARGUMENTS

An audit hook refuses sockets, other processes and code made of text, and files opened outside the
folders named; each attempt becomes a line of LOG.
"""

from __future__ import annotations

import os
import sys

_NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
          "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pickle.")  # fmt: skip


def guard(log: str, folders: list[str]) -> None:
    """Install the hook; from here on nothing forbidden passes."""
    allowed = tuple(os.path.realpath(folder) for folder in folders)

    def hook(event: str, args: tuple[object, ...]) -> None:
        wrong = ""
        if event.startswith(_NEVER):
            wrong = f"{event} {args[:2]!r}"
        elif event == "open" and isinstance(args[0], str | bytes):
            path = os.path.realpath(os.fsdecode(args[0]))
            if not path.startswith(allowed) and path != log:
                wrong = f"open {path}"
        if wrong:
            with os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "w") as file:
                file.write(wrong + "\n")
            raise PermissionError(wrong)

    sys.addaudithook(hook)


if __name__ == "__main__":
    from peelcheck.cli import main

    end = sys.argv.index("--")
    where, own = sys.argv[1], sys.argv[2:end]
    sys.argv = ["peelcheck", *sys.argv[end + 1 :]]
    guard(where, own)
    main()
