"""Takes files in and gives them out again: looked at, measured, sealed, and kept in their place.

Whoever takes one in says first that it comes (`store.files.begin`), so that whatever happens then,
a round of the relay knows what to take away. Never: a whole file in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterable, AsyncIterator
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from definitions.media import kinds
from definitions.media.names import ending
from definitions.media.sniffing import Sniffer
from store import files
from store.blobs import sealing
from store.blobs.place import Blobs, BlobTroubleError
from store.files import Arrived, FileRow, Wanted
from store.keys import Keyring
from store.session import Database

MOST_BYTES: Final = 25 * 1024 * 1024
_log = structlog.stdlib.get_logger()


class RefusedError(Exception):
    """The file can't be taken as it is."""


class TooLargeError(RefusedError):
    """It has more bytes than a file may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"A file may have {most} bytes, and this one has more.")
        self.most = most


class EmptyError(RefusedError):
    """It has none at all."""

    def __init__(self) -> None:
        super().__init__("The file is empty.")


class NeverTakenError(RefusedError):
    """It is a program, or would be run as one."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Programs are not taken, and this is one ({kind}).")


class FileBytes:
    """One for a process."""

    def __init__(
        self, database: Database, keyring: Keyring, blobs: Blobs, most_bytes: int = MOST_BYTES
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._blobs = blobs
        self.most_bytes = most_bytes

    async def arrive(self, tenant: str, wanted: Wanted, chunks: AsyncIterable[bytes]) -> Arrived:
        """All of it is in its place; `store.files.keep` makes it a file, in a transaction."""
        kind = ending(wanted.name)
        if kind in kinds.NEVER_NAMED:
            raise NeverTakenError(f".{kind}")
        keys = await self._keyring.of(tenant)
        key = sealing.fresh_key()
        async with self._database.tenant(tenant) as session:
            await files.begin(session, keys, wanted, key)
        passing = _Passing(self.most_bytes)
        try:
            whole = sealing.sealed(key, passing.look(chunks))
            await self._blobs.put(_place(tenant, wanted.id), whole)
            return passing.arrived(wanted)
        except BaseException:
            await self.drop(tenant, wanted.id)
            raise

    async def keep(self, tenant: str, wanted: Wanted, chunks: AsyncIterable[bytes]) -> FileRow:
        """The same, and it is a file: for whoever has nothing else to write with it."""
        arrived = await self.arrive(tenant, wanted, chunks)
        keys = await self._keyring.of(tenant)
        try:
            async with self._database.tenant(tenant) as session:
                return await files.keep(session, keys, arrived)
        except BaseException:
            await self.drop(tenant, wanted.id)
            raise

    async def read(
        self, tenant: str, file: FileRow, first: int = 0, last: int | None = None
    ) -> AsyncIterator[bytes]:
        """From one byte to another, both included."""
        left = (file.size if last is None else last + 1) - first
        lies = self._blobs.open(_place(tenant, file.id), sealing.begins(first))
        async for piece in sealing.opened(file.key, file.size, lies, first):
            yield piece[:left]
            left -= len(piece)
            if left <= 0 and last is not None:
                return

    async def drop(self, tenant: str, file: str) -> None:
        """One that nothing has attached. What can't be done now is done by a round of the relay."""
        try:
            async with self._database.tenant(tenant) as session:
                there = await files.take_away(session, file)
            if there:
                await self.sweep(tenant, file)
        except (BlobTroubleError, SQLAlchemyError, OSError) as error:
            _log.warning("files.taken_away_later", file=file, error=type(error).__name__)

    async def sweep(self, tenant: str, file: str) -> None:
        """Its bytes, then its row."""
        await self.remove(tenant, file)
        async with self._database.tenant(tenant) as session:
            await files.forget(session, file)

    async def remove(self, tenant: str, file: str) -> None:
        """Its bytes alone."""
        await self._blobs.remove(_place(tenant, file))

    async def close(self) -> None:
        await self._blobs.close()


class _Passing:
    """Looks at a file on its way."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._digest = hashlib.sha256()
        self._sniffer = Sniffer()

    async def look(self, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        async for chunk in chunks:
            self._size += len(chunk)
            if self._size > self._most:
                raise TooLargeError(self._most)
            self._digest.update(chunk)
            self._sniffer.feed(chunk)
            if self._sniffer.program():
                raise NeverTakenError(self._sniffer.kind(""))
            if chunk:
                yield chunk
        if not self._size:
            raise EmptyError

    def arrived(self, wanted: Wanted) -> Arrived:
        kind = self._sniffer.kind(wanted.name)
        if kind in kinds.NEVER:
            raise NeverTakenError(kind)
        return Arrived(wanted.id, kind, self._size, self._digest.hexdigest())


def _place(tenant: str, file: str) -> str:
    return f"{tenant}/{file}"
