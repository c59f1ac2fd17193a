"""The databases: SQLite in a file, and a PostgreSQL server of the tests' own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def program(name: str) -> str:
    """Of PostgreSQL, where it is on the path, else the newest that Debian has put beside it."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else shutil.which(name) or name


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of an empty cluster that listens on a socket in its own folder alone."""
    # As root it refuses to start; and the path of a socket has at most 107 octets.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    become = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if become:
        shutil.chown(folder, "nobody")
    data, log = folder / "data", folder / "log"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    start = [program("pg_ctl"), "-D", data, "-l", log, "-o", options, "-w", "start"]
    for words in ([program("initdb"), "-D", data, "-U", "haqiba", "-A", "trust", "--no-sync"], start):
        done = subprocess.run([*become, *map(str, words)], capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    yield f"postgresql+psycopg://haqiba@/{{}}?host={folder}"
    stop = [*become, program("pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
    subprocess.run(stop, capture_output=True, check=True, cwd=folder)
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'field.sqlite'}"
    return fresh(request.getfixturevalue("server"))


@pytest.fixture
def other(server: str) -> str:
    """A second database, for what is moved from one to the other."""
    return fresh(server)


def fresh(server: str) -> str:
    from sqlalchemy import create_engine, text  # only these tests need it

    name = f"d{os.urandom(6).hex()}"
    engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.format(name)
