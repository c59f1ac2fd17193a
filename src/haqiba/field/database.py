"""One database by one URL: SQLite in the user's data folder unless another is named, PostgreSQL as well."""

import os
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text

_MIGRATIONS = Path(__file__).with_name("migrations")
# Any number, the same everywhere: hand-overs wait for each other under it.
_TURN = 0x6861716962
SECONDS = 60
"""For how long one waits for one's turn."""


def default_url() -> str:
    """SQLite in $XDG_DATA_HOME/haqiba/field.sqlite, or ~/.local/share/haqiba/field.sqlite."""
    home = Path(os.environ.get("XDG_DATA_HOME", ""))
    return f"sqlite:///{(home if home.is_absolute() else Path.home() / '.local' / 'share') / 'haqiba' / 'field.sqlite'}"


def connected(url: str) -> Engine:
    """The database, brought up to the newest migration. Raises sqlalchemy.exc.SQLAlchemyError."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _safe)
        event.listen(engine, "begin", _immediate)
    with engine.begin() as connection:
        turn(connection)
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def turn(connection: Connection) -> None:
    """Wait until no other hand-over is in work, to the end of this transaction. SQLite has given it already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def _safe(connection: Any, _: object) -> None:
    # The driver would open transactions by rules of its own, too late for a turn.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {SECONDS * 1000}",
        "journal_mode = WAL",
        # What was committed outlives a power cut, not only a killed process.
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
