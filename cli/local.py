"""What the command knows of this machine's stack, and what it does there without the API.

Never: a change of a run or a definition.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar, cast

from cli.trouble import Trouble

_T = TypeVar("_T")
TOKEN_NAME = "baton token"  # noqa: S105 - the name of a key


def data_folder() -> Path:
    return Path(os.environ.get("BATON_DATA") or ".baton")


def stack() -> dict[str, object]:
    """What the running or last stack wrote of itself; empty where there is none."""
    try:
        found = cast("object", json.loads((data_folder() / "stack.json").read_text()))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def stack_text(name: str) -> str | None:
    value = stack().get(name)
    return value if isinstance(value, str) else None


def borrow_addresses() -> None:
    """The store's settings come from the environment; a local stack fills what isn't there."""
    for setting, name in (
        ("BATON_DATABASE_URL", "database_url"),
        ("BATON_DATABASE_ADMIN_URL", "database_admin_url"),
        ("BATON_TEMPORAL_ADDRESS", "temporal_address"),
    ):
        value = stack_text(name)
        if setting not in os.environ and value:
            os.environ[setting] = value


def issue_token(user: str | None) -> str:
    borrow_addresses()
    return _database_work(_issue(user))


async def _issue(user: str | None) -> str:
    from store import api_keys, people, seed
    from store.session import Database
    from store.settings import StoreSettings

    email = (user or seed.ADMIN).lower()
    database = await Database.open(StoreSettings())
    try:
        async with database.lookup("email", email) as session:
            found = await people.by_email(session, email)
        if not found:
            raise Trouble(f"Nobody has the address {email}. Seed the demo people: baton seed")
        person = found[0]
        async with database.tenant(person.tenant_id) as session:
            return await api_keys.issue(session, person.id, TOKEN_NAME)
    finally:
        await database.close()


def migrate_database() -> str:
    borrow_addresses()
    return _database_work(_migrate())


async def _migrate() -> str:
    from store.migrate import MigrationError, upgrade
    from store.session import driver_url
    from store.settings import StoreSettings

    settings = StoreSettings()
    if settings.database_admin_url is None:
        raise Trouble(
            "Migrations need the owner of the tables: set BATON_DATABASE_ADMIN_URL, "
            "or start the local stack with `make run`, which migrates by itself."
        )
    try:
        return await upgrade(
            settings.database_admin_url, driver_url(settings.database_url).password
        )
    except MigrationError as error:
        raise Trouble(str(error)) from error


def seed_demo_tenant() -> str:
    borrow_addresses()
    return _database_work(_seed())


async def _seed() -> str:
    from store.keys import Keyring, load_master_key
    from store.seed import seed_demo
    from store.session import Database
    from store.settings import StoreSettings

    settings = StoreSettings()
    database = await Database.open(settings)
    try:
        keyring = Keyring(database, load_master_key(settings))
        demo = await seed_demo(database, keyring, settings.data)
    finally:
        await database.close()
    return f"The demo tenant is there; its administrator is {demo.email}."


def _database_work(work: Coroutine[object, object, _T]) -> _T:
    from sqlalchemy.exc import SQLAlchemyError

    from store.keys import KeyTroubleError

    try:
        return asyncio.run(work)
    except KeyTroubleError as error:
        raise Trouble(str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        raise Trouble(
            "The database does not answer "
            f"({str(error).partition(chr(10))[0][:200]}). Start the local stack with `make run`, "
            "or set BATON_DATABASE_URL."
        ) from error
