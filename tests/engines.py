"""A PostgreSQL server and a Spark session that tests start themselves, and stop."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import POSTGRESQL

PASSWORD = "s3cret-Paß:word"  # noqa: S105 - of a server that lives as long as a test


class Server:
    """A PostgreSQL server on loopback, in a folder of its own, run by somebody who is not root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self._user:
            shutil.chown(folder, "postgres", "postgres")
        secret = folder / "password"
        secret.write_text(PASSWORD, "utf-8")
        secret.chmod(0o644)
        self._run(
            "initdb", "-D", f"{folder}/data", "-U", "checker", "-A", "scram-sha-256",
            f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        options = f"-p {self.port} -h 127.0.0.1 -k {folder} -c fsync=off"
        self._run(
            "pg_ctl", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start"
        )

    @property
    def url(self) -> str:
        """Its address, as a person would write it."""
        import sqlalchemy as sa  # noqa: PLC0415 - not everybody has it

        url = sa.URL.create("postgresql", "checker", PASSWORD, "127.0.0.1", self.port, "postgres")
        return url.render_as_string(hide_password=False)

    def stop(self) -> None:
        """Stop at once, whatever is under way; once is enough."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *args: str) -> None:
        command = [str(POSTGRESQL[-1].with_name(program)), *args]
        subprocess.run(
            command, check=True, cwd=self.folder, timeout=60, env={"PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            **self._user,  # type: ignore[call-overload]
        )  # fmt: skip


@contextmanager
def postgresql() -> Iterator[Server]:
    """A server that is gone, with all it kept, in the end."""
    folder = Path(tempfile.mkdtemp(prefix="peelcheck-pg-"))
    folder.chmod(0o755)
    try:
        server = Server(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def spark() -> Iterator[Any]:
    """A session on two threads of this machine, on loopback only."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - not everybody has it

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with tempfile.TemporaryDirectory(prefix="peelcheck-spark-") as folder:
        builder = SparkSession.builder.master("local[2]")
        for name, value in {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": folder,
            "spark.sql.session.timeZone": "America/New_York",  # no zone of a session may matter
        }.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        try:
            yield session
        finally:
            session.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
