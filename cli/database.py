"""Commands that speak with PostgreSQL itself: `baton migrate`, `baton seed`, and settings for it.

Never: a run touched; those belong to the API and the workers.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import psycopg
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from cli.environment import sensible
from cli.errors import CliError
from cli.output import say
from cli.stack import LocalStack, find
from store.keys import Keyring
from store.master_key import KeyTroubleError, load_master_key
from store.migrate import MigrationError, upgrade
from store.seed import DemoTenant, seed_demo
from store.session import Database
from store.settings import StoreSettings

_T = TypeVar("_T")
_NOT_MIGRATED = ("UndefinedTable", "UndefinedObject", "InvalidSchemaName")


def settings(stack: LocalStack) -> StoreSettings:
    """Those of the environment; where it says nothing, those of the local stack."""
    told = {
        "database_url": stack.database_url,
        "database_admin_url": stack.database_admin_url,
    }
    # A database of one's own has an owner of its own: the two addresses go together.
    own = any(os.environ.get(f"BATON_{name.upper()}") for name in told)
    given = {} if own else {name: url for name, url in told.items() if url is not None}
    return sensible(lambda: StoreSettings.model_validate({**given, "data": stack.data}))


def carefully(act: Callable[[], _T]) -> _T:
    """What PostgreSQL or the keys have against it, as a sentence."""
    try:
        return act()
    except (MigrationError, KeyTroubleError) as error:
        raise CliError(str(error)) from error
    except ArgumentError as error:
        raise CliError(
            "BATON_DATABASE_URL or BATON_DATABASE_ADMIN_URL is no URL of a database.",
            "Write it like postgresql://baton_app:password@host:5432/baton.",
        ) from error
    except (SQLAlchemyError, psycopg.Error, OSError) as error:
        raise _database_trouble(error) from error


def _database_trouble(error: BaseException) -> CliError:
    # SQLAlchemy's own words carry the statement and its values; the driver's carry neither.
    cause: object = getattr(error, "orig", None) or error
    words = str(cause).strip().splitlines() or [""]
    name = type(cause).__name__
    if name in _NOT_MIGRATED:
        return CliError(f"The database is not prepared: {words[0]}.", "Run `baton migrate`.")
    return CliError(
        f"PostgreSQL did not do it: {words[0].rstrip('.')} ({name}).",
        "Check BATON_DATABASE_URL and that PostgreSQL runs (on this machine: make run)."
        "\n`baton doctor` says more.",
    )


def migrate() -> None:
    """`baton migrate`."""
    wanted = settings(find(os.environ))
    admin_url = _owner(wanted)
    password = urlsplit(wanted.database_url).password
    revision = carefully(
        lambda: asyncio.run(upgrade(admin_url, unquote(password) if password else None))
    )
    say(f"The database is at revision {revision}.")


def seed() -> None:
    """`baton seed`."""
    wanted = settings(find(os.environ))
    made = carefully(lambda: asyncio.run(_seed(wanted)))
    say(f"Sign in as {made.email} with the password {made.password}")


async def _seed(wanted: StoreSettings) -> DemoTenant:
    wanted.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = await Database.open(wanted)
    try:
        return await seed_demo(opened, Keyring(opened, load_master_key(wanted)), wanted.data)
    finally:
        await opened.close()


def _owner(wanted: StoreSettings) -> str:
    if wanted.database_admin_url is None:
        raise CliError(
            "BATON_DATABASE_ADMIN_URL is not set, and only the owner of the tables migrates.",
            "Set it to a PostgreSQL login that may create roles and tables.",
        )
    return wanted.database_admin_url
