"""Says whether a worker could begin with the functions that are installed now.

A process of its own, because what has been imported once can't be imported anew. Never: a run
taken up, or anything changed.
"""

from __future__ import annotations

import asyncio
import sys

from definitions.entry_points import InstalledError
from definitions.functions.installed import installed
from store.session import Database
from store.settings import StoreSettings
from worker.functions import check_published


async def check() -> None:
    found = installed()
    database = await Database.open(StoreSettings())
    try:
        await check_published(database, found, asyncio.Event())
    finally:
        await database.close()


def main() -> int:
    try:
        asyncio.run(check())
    except InstalledError as error:
        print(error, file=sys.stderr)  # noqa: T201 - for who has started it
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
