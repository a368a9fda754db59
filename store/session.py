"""The one place where transactions open: one tenant, set transaction-locally, committed at the end.

`tenant` is for everybody; `moment` for who reads twice what belongs together; `at_once` for the few
writes that each step of a run waits for. Never: a session without a tenant that sees rows of one,
and never a commit anywhere else; an early commit would drop the tenant too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, cast

import psycopg
import structlog
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow, dict_row
from sqlalchemy import Select, TextClause, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from store.rows import column
from store.settings import StoreSettings

RELISTEN_SECONDS = 0.5
CONNECT_SECONDS = 5
# A server that vanished without a word is noticed after a minute, not after two hours.
KEEPALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}

Driver: TypeAlias = "psycopg.AsyncConnection[TupleRow]"
Statement: TypeAlias = TextClause | Select[tuple[object, ...]]

_SET_TENANT = text("SELECT set_config('baton.tenant', :tenant, true)")
_DIALECT = PGDialect_psycopg()
_STILL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_RELAY = "SET LOCAL ROLE baton_relay"
_ERASER = "SET LOCAL ROLE baton_eraser"
_TENANT = text("SELECT current_setting('baton.tenant', true) AS tenant")
_INSTALLATION = text("SET LOCAL ROLE baton_installation")
_OURSELVES = text("RESET ROLE")
_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Step:
    """A statement and its values, for a session or for `Database.at_once`."""

    statement: Statement
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notification said, and where."""

    channel: str
    payload: str


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
            # The same few connections again and again: they have the statements prepared.
            pool_use_lifo=True,
            # `_begin` says BEGIN itself, with what else it has to say before anything.
            isolation_level="AUTOCOMMIT",
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                "application_name": "baton",
                **KEEPALIVE,
            },
        )
        return cls(engine)

    @asynccontextmanager
    async def tenant(self, tenant: str) -> AsyncGenerator[AsyncSession]:
        """One transaction that sees one tenant."""
        async with self._begin(_set("tenant", tenant)) as session:
            yield session

    @asynccontextmanager
    async def moment(self, tenant: str) -> AsyncGenerator[AsyncSession]:
        """One transaction that reads one tenant, all of it as it stands at one moment."""
        async with self._begin(f"{_STILL}; {_set('tenant', tenant)}") as session:
            yield session

    async def at_once(self, tenant: str, steps: Sequence[Step]) -> list[Mapping[str, object]]:
        """A whole transaction of one tenant in one round trip; answers the last step's rows."""
        rows = await self.presented([Step(_SET_TENANT, {"tenant": tenant}), *steps])
        return rows if steps else []

    async def presented(self, steps: Sequence[Step]) -> list[Mapping[str, object]]:
        """The same before the tenant is known: the first steps find it by what is presented."""
        async with self._engine.connect() as connection:
            driver = cast("Driver", (await connection.get_raw_connection()).driver_connection)
            try:
                return await _pipelined(driver, steps)
            except psycopg.Error as error:
                lost = driver.closed
                await connection.invalidate()
                if lost:
                    # What else lies idle in the pool was most likely lost with it.
                    await self._engine.dispose()
                raise DBAPIError.instance(
                    None, None, error, psycopg.Error, connection_invalidated=lost
                ) from error
            except BaseException:
                # Cancelled halfway: nobody knows what is still on the wire.
                await connection.invalidate()
                raise

    @asynccontextmanager
    async def shared(self) -> AsyncGenerator[AsyncSession]:
        """One transaction without a tenant, for what belongs to the whole installation."""
        async with self._begin() as session:
            yield session

    @asynccontextmanager
    async def relay(self) -> AsyncGenerator[AsyncSession]:
        """One transaction across tenants, for the few tables that the relay's role may see."""
        async with self._begin(_RELAY) as session:
            yield session

    @asynccontextmanager
    async def eraser(self, tenant: str) -> AsyncGenerator[AsyncSession]:
        """One transaction that may empty a tenant whose grace is over, and sees no other one."""
        async with self._begin(f"{_ERASER}; {_set('tenant', tenant)}") as session:
            yield session

    @asynccontextmanager
    async def lookup(
        self, name: Literal["email", "token", "prefix", "account"], value: str
    ) -> AsyncGenerator[AsyncSession]:
        """Before the tenant is known: the key that is presented opens the row that has it."""
        async with self._begin(_set(name, value)) as session:
            yield session

    async def listen(self, *channels: str) -> AsyncIterator[Notice | None]:
        """Notifications. None after each (re)connection: look again, some may be lost."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    libpq_url(self._engine.url), autocommit=True, connect_timeout=CONNECT_SECONDS
                ) as connection:
                    for channel in channels:
                        await connection.execute(f"LISTEN {channel}".encode())
                    yield None
                    async for notification in connection.notifies():
                        yield Notice(notification.channel, notification.payload)
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
    async def _begin(self, first: str = "") -> AsyncGenerator[AsyncSession]:
        """`first` goes along with the BEGIN: each transaction would wait for it once more."""
        async with AsyncSession(self._engine, expire_on_commit=False) as session:
            connection = await session.connection()
            opening = f"BEGIN; {first}"
            await connection.exec_driver_sql(opening, execution_options={"no_parameters": True})
            yield session
            await session.commit()


@asynccontextmanager
async def as_installation(session: AsyncSession) -> AsyncGenerator[None]:
    """For a moment the names, states, limits and use of all tenants, and nothing else of any."""
    await session.execute(_INSTALLATION)
    yield
    await session.execute(_OURSELVES)


@asynccontextmanager
async def elsewhere(session: AsyncSession, tenant: str) -> AsyncGenerator[None]:
    """For a moment another tenant, in the same transaction: both are done, or neither."""
    here = column((await session.execute(_TENANT)).mappings().one(), "tenant", str)
    await session.execute(_SET_TENANT, {"tenant": tenant})
    yield
    await session.execute(_SET_TENANT, {"tenant": here})


def _set(name: str, value: str) -> str:
    return f"SELECT set_config('baton.{name}', {sql.quote(value)}, true)"


async def _pipelined(driver: Driver, steps: Sequence[Step]) -> list[Mapping[str, object]]:
    # What is sent up to the pipeline's end is one transaction, of which PostgreSQL leaves out all
    # when a statement fails. A BEGIN would be waited for, and cost a round trip of its own.
    async with driver.pipeline():
        cursor = driver.cursor(row_factory=dict_row)
        for step in steps:
            cursor = driver.cursor(row_factory=dict_row)
            spelled, constants = _spelled(step.statement)
            await cursor.execute(spelled, {**constants, **step.values})
    return [*await cursor.fetchall()] if cursor.description else []


@lru_cache(maxsize=64)
def _spelled(statement: Statement) -> tuple[bytes, Mapping[str, object]]:
    """As psycopg wants it, and the values that it brings itself.

    The same object each time, so that it is prepared once a connection.
    """
    compiled = statement.compile(dialect=_DIALECT)
    return str(compiled).encode(), compiled.params or {}


def driver_url(url: str) -> URL:
    """Any `postgresql:` URL, with the driver that Baton uses."""
    return make_url(url).set(drivername="postgresql+psycopg")


def libpq_url(url: URL) -> str:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return make_conninfo(plain, **KEEPALIVE)
