"""Files of the run for functions that it calls: looked at, read, and made.

Never: a file of another run, whatever id is named; and never two files for one that is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog

from definitions import errors
from definitions.errors import ProblemError
from definitions.file_fields import ids_in
from definitions.functions.run_files import RunFile
from definitions.media.names import clean
from store import files, limits
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.sealing import DamagedError
from store.file_bytes import FileBytes, RefusedError
from store.files import FileRow, Wanted
from store.keys import Keyring
from store.limits import LimitReachedError
from store.runs import new_id
from store.session import Database

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class FilesOfRuns:
    """One for a worker."""

    database: Database
    keyring: Keyring
    bytes: FileBytes

    def of(self, tenant: str, run: str, key: str) -> FilesOfCall:
        return FilesOfCall(self, tenant, run, key)


@dataclass(frozen=True, slots=True)
class FilesOfCall:
    """Of one call; `key` is the same for every attempt."""

    _all: FilesOfRuns
    _tenant: str
    _run: str
    _key: str

    async def about(self, file: str) -> RunFile:
        return _shown(await self._find(file))

    async def read(self, file: str) -> bytes:
        found = await self._find(file)
        try:
            return b"".join([piece async for piece in self._all.bytes.read(self._tenant, found)])
        except BlobTroubleError as error:
            _log.warning("files.away", file=file, why=str(error))
            raise ProblemError(_away()) from error
        except (BlobMissingError, DamagedError) as error:
            _log.error("files.lost", file=file, why=str(error))
            detail = f"The bytes of the file {file} are missing or damaged: bring them back."
            raise ProblemError(errors.runtime(detail)) from error

    async def make(self, name: str, content: bytes) -> RunFile:
        called, purpose = clean(name), self._purpose(name)
        try:
            known = await self._made(purpose, len(content))
            if known is None:
                wanted = Wanted(new_id(), called, purpose, run=self._run)
                known = await self._all.bytes.keep(self._tenant, wanted, _pieces(content))
            return _shown(known)
        except LimitReachedError as error:
            detail = f"There is no room for {called}: remove something, or ask for more."
            raise ProblemError(errors.runtime(detail)) from error
        except RefusedError as error:
            raise ProblemError(errors.validation(f"{called} can't be kept: {error}")) from error
        except BlobTroubleError as error:
            _log.warning("files.away", run=self._run, why=str(error))
            raise ProblemError(_away()) from error

    async def _find(self, file: str) -> FileRow:
        keys = await self._all.keyring.of(self._tenant)
        async with self._all.database.tenant(self._tenant) as session:
            found = await files.some_of_runs(session, keys, ids_in(file), [self._run])
        if not found:
            detail = f"There is no file {file[:100]!r} in this run: name one that it has."
            raise ProblemError(errors.validation(detail))
        return found[0]

    async def _made(self, purpose: str, size: int) -> FileRow | None:
        """By an earlier attempt; else there has to be room for it."""
        keys = await self._all.keyring.of(self._tenant)
        async with self._all.database.tenant(self._tenant) as session:
            found = await files.of_run(session, keys, self._run)
            known = next((one for one in found if one.purpose == purpose), None)
            if known is None:
                await limits.check_room(session, size)
        return known

    def _purpose(self, name: str) -> str:
        digest = hashlib.sha256(f"{self._key}\0{name}".encode()).hexdigest()
        return f"made-{digest[:32]}"


def _away() -> errors.Problem:
    return errors.runtime("The place where files lie can't be used now: try again.")


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _shown(file: FileRow) -> RunFile:
    return RunFile(file.id, file.name, file.media_type, file.size)
