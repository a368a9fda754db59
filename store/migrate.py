"""Brings a database to this release: roles first, then Alembic's migrations.

Never: run by the application's role, and never a step back.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from psycopg import sql
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from store.rows import column, value
from store.session import driver_url

NEED_VERSION = 160_000
_FOLDER = Path(__file__).with_name("migrations")
# Migrations of several processes that start at once go one after the other.
_LOCK = 5_277_001
_NOT_ERASABLE = """
SELECT c.relname::text AS name, a.attname::text AS own
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
JOIN pg_attribute a ON a.attrelid = c.oid
  AND a.attname = CASE WHEN c.relname = 'tenants' THEN 'id' ELSE 'tenant_id' END
WHERE c.relkind IN ('r', 'p') AND NOT EXISTS (
  SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'erasing')
"""


class MigrationError(Exception):
    """The database can't be brought to this release; the sentence says what to do."""


def head() -> str:
    """The newest migration that this release knows."""
    return str(ScriptDirectory(str(_FOLDER)).get_current_head())


async def upgrade(admin_url: str, app_password: str | None = None) -> str:
    """Make roles and tables; answers the revision. Doing it again changes nothing."""
    engine = create_async_engine(driver_url(admin_url))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_upgrade, app_password)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, app_password: str | None) -> str:
    version = int(value(connection.execute(text("SHOW server_version_num")), str))
    if version < NEED_VERSION:
        raise MigrationError(
            f"This is PostgreSQL {version // 10_000}; Baton needs 16 or newer. Upgrade the server "
            "or point BATON_DATABASE_URL at a newer one."
        )
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    _check_not_newer(connection)
    _make_roles(connection, app_password)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _let_erase(connection)
    return head()


def _check_not_newer(connection: Connection) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return
    try:
        ScriptDirectory(str(_FOLDER)).get_revision(current)
    except CommandError:
        raise MigrationError(
            f"The database was written by a newer release of Baton (its revision is {current}, "
            f"this release knows up to {head()}). Start that release, or restore a backup."
        ) from None


def _make_roles(connection: Connection, app_password: str | None) -> None:
    _make_role(connection, "baton_relay", "NOLOGIN NOSUPERUSER NOBYPASSRLS")
    _make_role(connection, "baton_installation", "NOLOGIN NOSUPERUSER NOBYPASSRLS")
    _make_role(connection, "baton_eraser", "NOLOGIN NOSUPERUSER NOBYPASSRLS")
    _make_role(connection, "baton_app", "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
    if app_password is not None:
        # ALTER ROLE takes no parameters; psycopg quotes the literal.
        quoted = sql.Literal(app_password).as_string(None)
        connection.exec_driver_sql(f"ALTER ROLE baton_app PASSWORD {quoted}".replace("%", "%%"))
    # Without INHERIT the rights of these come only by SET ROLE, which one module does.
    for role in ("baton_relay", "baton_installation", "baton_eraser"):
        connection.execute(text(f"GRANT {role} TO baton_app WITH INHERIT FALSE, SET TRUE"))


def _let_erase(connection: Connection) -> None:
    """Of each table with a tenant, whichever migration has made it: that role may empty it."""
    connection.execute(text("GRANT SELECT, DELETE ON tenants TO baton_eraser"))
    rows = connection.execute(text(_NOT_ERASABLE)).mappings()
    for name, own in [(column(row, "name", str), column(row, "own", str)) for row in rows]:
        over = f"{own} = nullif(current_setting('baton.tenant', true), '')::uuid"
        if name != "tenants":
            # Of the tenants it sees those whose grace is over.
            over += f" AND {own} IN (SELECT id FROM tenants)"  # noqa: S608 (a name of ours)
        else:
            over += " AND erase_at <= now()"
        connection.execute(text(f"CREATE POLICY erasing ON {name} TO baton_eraser USING ({over})"))
        connection.execute(text(f"GRANT SELECT, DELETE ON {name} TO baton_eraser"))


def _make_role(connection: Connection, name: str, rights: str) -> None:
    found = connection.execute(
        text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}
    ).first()
    if found is None:
        connection.execute(text(f"CREATE ROLE {name} {rights}"))
