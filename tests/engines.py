"""Servers of PostgreSQL and MariaDB and a Spark session that tests start themselves, and stop."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import MARIADB, MARIADB_TABLES, POSTGRESQL

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


class MariaDb:
    """A MariaDB server on loopback, in a folder of its own, run by somebody who is not root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        user = ["--user=nobody"] if os.geteuid() == 0 else []
        if user:
            shutil.chown(folder, "nobody")
        begin = [str(MARIADB), "--no-defaults", f"--datadir={folder}", *user]
        subprocess.run(
            [*begin, "--bootstrap"], input=_system_tables(), check=True, timeout=60,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        first = folder / "first.sql"
        first.write_text(
            "SET NAMES utf8mb4;\nCREATE DATABASE anytown;\n"
            f"CREATE USER checker@localhost IDENTIFIED BY '{PASSWORD}';\n"
            "GRANT ALL ON anytown.* TO checker@localhost;\n",
            "utf-8",
        )
        first.chmod(0o644)
        self._process = subprocess.Popen(
            [*begin, f"--port={self.port}", "--bind-address=127.0.0.1",
             f"--socket={folder}/socket", f"--init-file={first}", "--character-set-server=utf8mb4",
             "--innodb-flush-log-at-trx-commit=0",
             "--default-time-zone=+05:00"],  # no zone of a server may matter
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        """Its address, as a person would write it."""
        import sqlalchemy as sa  # noqa: PLC0415 - not everybody has it

        url = sa.URL.create("mariadb", "checker", PASSWORD, "127.0.0.1", self.port, "anytown")
        return url.render_as_string(hide_password=False)

    def stop(self) -> None:
        """Stop at once, whatever is under way; once is enough."""
        self._process.kill()
        self._process.wait(60)

    def _wait(self) -> None:
        import pymysql  # noqa: PLC0415 - not everybody has it

        end = time.monotonic() + 20
        while True:
            try:
                pymysql.connect(
                    host="127.0.0.1", port=self.port, user="checker", password=PASSWORD.encode()
                ).close()
            except pymysql.Error:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.1)
            else:
                return


def _system_tables() -> bytes:
    """What makes the tables that a server has for itself."""
    files = [MARIADB_TABLES / f"mysql_system_tables{part}.sql" for part in ("", "_data")]
    sql = b"".join(file.read_bytes() for file in files)
    return b"CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n" + sql


@contextmanager
def mariadb() -> Iterator[MariaDb]:
    """A server that is gone, with all it kept, in the end."""
    folder = Path(tempfile.mkdtemp(prefix="peelcheck-maria-"))
    folder.chmod(0o755)
    try:
        server = MariaDb(folder)
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


def connect(url: str) -> Any:
    """A connection of SQLAlchemy that may write; what it wrote is kept when it is left."""
    import sqlalchemy as sa  # noqa: PLC0415 - not everybody has it

    found = sa.make_url(url)
    driver = {"postgresql": "+psycopg", "mariadb": "+pymysql"}.get(found.drivername, "")
    password = {"password": PASSWORD.encode()} if driver == "+pymysql" else {}
    made = sa.create_engine(
        found.set(drivername=found.drivername + driver),
        poolclass=sa.NullPool,
        connect_args=password,
    )
    return made.begin()


def make_table(url: str, name: str, rows: list[dict[str, str | None]]) -> None:
    """A table of texts."""
    import sqlalchemy as sa  # noqa: PLC0415 - not everybody has it

    table = sa.Table(name, sa.MetaData(), *(sa.Column(column, sa.Text) for column in rows[0]))
    values = [{f"p{i}": cell for i, cell in enumerate(row.values())} for row in rows]
    cells = {column: sa.bindparam(f"p{i}") for i, column in enumerate(table.columns)}
    with connect(url) as connection:
        table.create(connection)
        connection.execute(sa.insert(table).values(cells), values)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
