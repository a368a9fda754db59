"""Migrates the database and seeds the demo tenant: a short-lived child of the stack.

Never: kept running; what it imports would stay in memory.
"""

from __future__ import annotations

import asyncio
import sys
from urllib.parse import unquote, urlsplit

from sqlalchemy.exc import SQLAlchemyError

from store.keys import Keyring
from store.master_key import KeyTroubleError, load_master_key
from store.migrate import MigrationError, upgrade
from store.seed import seed_demo
from store.session import Database
from store.settings import StoreSettings
from worker.local import demo

TROUBLES = (MigrationError, KeyTroubleError, SQLAlchemyError, ValueError, RuntimeError, OSError)


async def prepare(settings: StoreSettings) -> None:
    admin_url = settings.database_admin_url
    if admin_url is None:
        raise ValueError("BATON_DATABASE_ADMIN_URL is not set, and migrations need the owner.")
    password = urlsplit(settings.database_url).password
    await upgrade(admin_url, unquote(password) if password else None)
    database = await Database.open(settings)
    try:
        seeded = await seed_demo(
            database, Keyring(database, load_master_key(settings)), settings.data
        )
    finally:
        await database.close()
    demo.note(settings.data, seeded.email)


def main() -> int:
    try:
        asyncio.run(prepare(StoreSettings()))
    except (
        MigrationError,
        KeyTroubleError,
        SQLAlchemyError,
        ValueError,
        RuntimeError,
        OSError,
    ) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
