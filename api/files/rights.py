"""Who may read a file: who brought it, who may see its run's data, who is asked about it.

A part of Baton that shows files to others adds a reader to `READERS`. Never: a file read because
somebody knows its id, or attached by who may not read it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import sight
from api.auth.principal import Principal
from api.runs.wire import process_of
from definitions.file_fields import ids_in
from store import approvals, files, run_list
from store.files import FileRow, NotThereError
from store.keys import TenantKeys

Reader: TypeAlias = Callable[[AsyncSession, TenantKeys, Principal, FileRow], Awaitable[bool]]

MOST_APPROVALS: Final = 200
"""So many are looked through, the newest first."""


async def _brought_it(
    _session: AsyncSession, _keys: TenantKeys, principal: Principal, file: FileRow
) -> bool:
    return file.made_by == principal.person


async def _sees_its_run(
    session: AsyncSession, _keys: TenantKeys, principal: Principal, file: FileRow
) -> bool:
    found = await run_list.some(session, await files.runs_of(session, file.id))
    return any(
        principal.rights.may_with_run("runs:read-data", row.started_by, process_of(row))
        for row in found
    )


async def _is_shown_it(
    session: AsyncSession, keys: TenantKeys, principal: Principal, file: FileRow
) -> bool:
    """Who is or was asked about it, stands in for one of them, or has asked.

    An approval that merely names a file shows nobody anything: it has to belong to the run, to
    which only who could read it has attached it.
    """
    of = await files.runs_of(session, file.id)
    if not of:
        return False
    person = principal.person
    others = await sight.others(session, person)
    rows = await approvals.of_runs(session, of, person, others, MOST_APPROVALS)
    seen = await sight.see(session, keys, person, others, rows)
    return any(file.id in ids_in(one.body) and sight.may_see(principal, one) for one in seen)


READERS: Final[tuple[Reader, ...]] = (_brought_it, _sees_its_run, _is_shown_it)
"""One of them is enough."""


async def may_read(
    session: AsyncSession, keys: TenantKeys, principal: Principal, file: FileRow
) -> bool:
    for reader in READERS:
        if await reader(session, keys, principal, file):
            return True
    return False


async def readable(
    session: AsyncSession, keys: TenantKeys, principal: Principal, ids: Collection[str]
) -> list[FileRow]:
    """All of these, for somebody who names them to have them attached.

    What they may not read is not there for them.
    """
    found = await files.some(session, keys, ids)
    read = [one for one in found if await may_read(session, keys, principal, one)]
    there = {one.id for one in read}
    missing = [one for one in ids if one not in there]
    if missing:
        raise NotThereError(missing)
    return read
