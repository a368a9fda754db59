"""The one place where transactions open: one tenant, set transaction-locally, committed at the end.

Never: a session without a tenant that sees rows of one, and never a commit anywhere else; an early
commit would drop the tenant too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import psycopg
import structlog
from psycopg.conninfo import make_conninfo
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from store.rows import column
from store.settings import StoreSettings

RELISTEN_SECONDS = 0.5
CONNECT_SECONDS = 5

_SET = text("SELECT set_config(:name, :value, true)")
_RELAY = text("SET LOCAL ROLE baton_relay")
_log = structlog.stdlib.get_logger()


class Database:
    """A pool of connections as `baton_app`. One for a process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, settings: StoreSettings) -> Database:
        """Makes the pool; PostgreSQL itself is asked at the first transaction."""
        engine = create_async_engine(
            driver_url(settings.database_url),
            pool_size=settings.database_pool,
            max_overflow=0,
            pool_timeout=10,
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "baton"},
        )
        return cls(engine)

    @asynccontextmanager
    async def tenant(self, tenant: str) -> AsyncGenerator[AsyncSession]:
        """One transaction that sees one tenant."""
        async with self._begin() as session:
            await session.execute(_SET, {"name": "baton.tenant", "value": tenant})
            yield session

    @asynccontextmanager
    async def relay(self) -> AsyncGenerator[AsyncSession]:
        """One transaction across tenants, for the few tables that the relay's role may see."""
        async with self._begin() as session:
            await session.execute(_RELAY)
            yield session

    @asynccontextmanager
    async def lookup(
        self, name: Literal["email", "token"], value: str
    ) -> AsyncGenerator[AsyncSession]:
        """Before the tenant is known: the key that is presented opens the row that has it."""
        async with self._begin() as session:
            await session.execute(_SET, {"name": f"baton.{name}", "value": value})
            yield session

    async def listen(self, *channels: str) -> AsyncIterator[str]:
        """Payloads of notifications. "" after each (re)connection: look again, some may be lost."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    libpq_url(self._engine.url), autocommit=True, connect_timeout=CONNECT_SECONDS
                ) as connection:
                    for channel in channels:
                        await connection.execute(f"LISTEN {channel}".encode())
                    yield ""
                    async for notification in connection.notifies():
                        yield notification.payload
            except psycopg.Error as error:
                _log.warning("database.listens_again", error=type(error).__name__)
            await asyncio.sleep(RELISTEN_SECONDS)

    async def ping(self) -> None:
        """Raises when PostgreSQL does not answer."""
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def revision(self) -> str | None:
        """The migration that the database is at."""
        async with self._engine.connect() as connection:
            found = await connection.execute(text("SELECT version_num FROM alembic_version"))
            row = found.mappings().first()
        return None if row is None else column(row, "version_num", str)

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def _begin(self) -> AsyncGenerator[AsyncSession]:
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            yield session
            await session.commit()


def driver_url(url: str) -> URL:
    """Any `postgresql:` URL, with the driver that Baton uses."""
    return make_url(url).set(drivername="postgresql+psycopg")


def libpq_url(url: URL) -> str:
    return make_conninfo(url.set(drivername="postgresql").render_as_string(hide_password=False))
