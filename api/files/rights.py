"""Who may read a file: who brought it, and who may see the data of a run that it belongs to.

A part of Baton that shows files to others adds a reader to `READERS`. Never: a file read because
somebody knows its id, or attached by who may not read it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.runs.wire import process_of
from store import files, run_list
from store.files import FileRow, NotThereError
from store.keys import TenantKeys

Reader: TypeAlias = Callable[[AsyncSession, Principal, FileRow], Awaitable[bool]]


async def _brought_it(_session: AsyncSession, principal: Principal, file: FileRow) -> bool:
    return file.made_by == principal.person


async def _sees_its_run(session: AsyncSession, principal: Principal, file: FileRow) -> bool:
    found = await run_list.some(session, await files.runs_of(session, file.id))
    return any(
        principal.rights.may_with_run("runs:read-data", row.started_by, process_of(row))
        for row in found
    )


READERS: Final[tuple[Reader, ...]] = (_brought_it, _sees_its_run)
"""One of them is enough."""


async def may_read(session: AsyncSession, principal: Principal, file: FileRow) -> bool:
    for reader in READERS:
        if await reader(session, principal, file):
            return True
    return False


async def readable(
    session: AsyncSession, keys: TenantKeys, principal: Principal, ids: Collection[str]
) -> list[FileRow]:
    """All of these, for somebody who names them to have them attached.

    What they may not read is not there for them.
    """
    found = await files.some(session, keys, ids)
    read = [one for one in found if await may_read(session, principal, one)]
    there = {one.id for one in read}
    missing = [one for one in ids if one not in there]
    if missing:
        raise NotThereError(missing)
    return read
