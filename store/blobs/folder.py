"""Bytes of files in a folder: written beside their name, synced to the disk, then renamed.

Never: half a file under its name, also when the power goes.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from store.blobs.place import BlobMissingError, BlobTroubleError

READ_BYTES = 256 * 1024
PRIVATE = 0o600
_UNFINISHED = ".part"
T = TypeVar("T")


class Folder:
    """One file for each name. Every access waits for the disk in a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def put(self, name: str, chunks: AsyncIterable[bytes]) -> None:
        path = self._path / name
        beside = path.with_name(path.name + _UNFINISHED)
        file = await self._disk(lambda: _created(beside))
        try:
            async for chunk in chunks:
                await self._disk(partial(file.write, chunk))
            await self._disk(lambda: _finished(file, beside, path))
        except BaseException:
            with suppress(OSError):
                file.close()
                beside.unlink(missing_ok=True)
            raise

    async def open(self, name: str, begin: int = 0) -> AsyncIterator[bytes]:
        path = self._path / name
        file = await self._disk(lambda: _opened(path, begin))
        try:
            while chunk := await self._disk(lambda: file.read(READ_BYTES)):
                yield chunk
        finally:
            file.close()

    async def remove(self, name: str) -> None:
        path = self._path / name
        await self._disk(lambda: _removed(path))

    async def close(self) -> None:
        pass

    async def _disk(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(work)
        except FileNotFoundError as error:
            raise BlobMissingError(f"Something is missing in {self._path}.") from error
        except OSError as error:
            raise BlobTroubleError(
                f"The folder {self._path} can't be used ({error.strerror}). Make room there, let"
                " the processes write there, or name another place with BATON_FILES_URL."
            ) from error


def _created(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    return os.fdopen(descriptor, "wb")


def _finished(file: BinaryIO, beside: Path, path: Path) -> None:
    with file:
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    # The name is on the disk when its folder is.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _opened(path: Path, begin: int) -> BinaryIO:
    file = path.open("rb")
    file.seek(begin)
    return file


def _removed(path: Path) -> None:
    for one in (path, path.with_name(path.name + _UNFINISHED)):
        one.unlink(missing_ok=True)
