"""Taking files in and giving them out: sealed, looked at, and nothing left of what fails."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from collections.abc import AsyncIterator

import psycopg
import pytest

from store import files
from store.blobs.folder import Folder
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.sealing import PIECE, DamagedError
from store.file_bytes import EmptyError, FileBytes, NeverTakenError, TooLargeError
from store.files import Wanted
from store.runs import new_id

MOST = 4 * PIECE
PLAIN = os.urandom(1000) + bytes(2 * PIECE)


class GoneError(Exception):
    """Who was sending went away."""


async def chunks(content: bytes, *, gone: bool = False) -> AsyncIterator[bytes]:
    for begin in range(0, len(content), 10_000):
        yield content[begin : begin + 10_000]
    if gone:
        raise GoneError


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def kept(database, keyring, folder):
    return FileBytes(database, keyring, Folder(folder), MOST)


def wanted(name="a.bin") -> Wanted:
    return Wanted(new_id(), name, "form", new_id())


def lies(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def rows(database_urls, tenant):
    with psycopg.connect(database_urls.admin) as admin:
        query = "SELECT id::text FROM files WHERE tenant_id = %s"
        return [one for (one,) in admin.execute(query, [tenant]).fetchall()]


async def read(kept, tenant, row, *span):
    return b"".join([one async for one in kept.read(tenant, row, *span)])


class TestKeeping:
    async def test_there_and_back(self, kept, tenant, folder):
        row = await kept.keep(tenant, wanted(), chunks(PLAIN))
        assert (row.size, row.sha256) == (len(PLAIN), hashlib.sha256(PLAIN).hexdigest())
        assert await read(kept, tenant, row) == PLAIN
        (path,) = lies(folder)
        assert bytes(100) not in path.read_bytes()

    async def test_the_same_twice_lies_there_as_two(self, kept, tenant, folder):
        for _ in range(2):
            await kept.keep(tenant, wanted(), chunks(PLAIN))
        one, two = (path.read_bytes() for path in lies(folder))
        assert one[:100] != two[:100]

    @pytest.mark.parametrize(
        "span", [(0, 0), (5, 5), (10, PIECE), (PIECE, PIECE + 9), (len(PLAIN) - 1, len(PLAIN) - 1)]
    )
    async def test_a_part(self, kept, tenant, span):
        row = await kept.keep(tenant, wanted(), chunks(PLAIN))
        assert await read(kept, tenant, row, *span) == PLAIN[span[0] : span[1] + 1]

    async def test_as_large_as_it_may_be(self, kept, tenant):
        row = await kept.keep(tenant, wanted(), chunks(bytes(MOST)))
        assert row.size == MOST

    async def test_never_whole_in_memory(self, database, keyring, folder, tenant):
        large = FileBytes(database, keyring, Folder(folder), 50_000_000)

        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(300):
                yield os.urandom(100_000)

        tracemalloc.start()
        try:
            row = await large.keep(tenant, wanted(), pieces())
            size = 0
            async for piece in large.read(tenant, row):
                size += len(piece)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert size == row.size == 30_000_000
        assert peak < 5_000_000

    async def test_of_a_run(self, kept, database, tenant):
        run = new_id()
        row = await kept.keep(tenant, Wanted(new_id(), "a", "report", run=run), chunks(PLAIN))
        assert row.attached_at is not None
        async with database.tenant(tenant) as session:
            assert await files.runs_of(session, row.id) == [run]


REFUSED = {
    "one byte over": ("a.bin", bytes(MOST + 1), TooLargeError),
    "empty": ("a.pdf", b"", EmptyError),
    "a program": ("a.pdf", b"\x7fELF" + bytes(100_000), NeverTakenError),
    "a short program": ("a.pdf", b"MZ\x00", NeverTakenError),
    "a name that is run": ("a.pdf.JS", b"alert(1)", NeverTakenError),
}


class TestNothingIsLeft:
    @pytest.mark.parametrize("what", REFUSED)
    async def test_of_what_is_refused(self, kept, tenant, folder, database_urls, what):
        name, content, error = REFUSED[what]
        with pytest.raises(error):
            await kept.keep(tenant, wanted(name), chunks(content))
        assert lies(folder) == []
        assert rows(database_urls, tenant) == []

    async def test_of_who_goes_away(self, kept, tenant, folder, database_urls):
        with pytest.raises(GoneError):
            await kept.keep(tenant, wanted(), chunks(PLAIN, gone=True))
        assert lies(folder) == []
        assert rows(database_urls, tenant) == []

    async def test_of_a_disk_that_fails(
        self, kept, tenant, folder, database_urls, monkeypatch, database, keyring
    ):
        def full(_descriptor):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(BlobTroubleError, match="No space"):
            await kept.keep(tenant, wanted(), chunks(PLAIN))
        assert lies(folder) == []
        assert rows(database_urls, tenant) == []


class TestWhatIsLost:
    async def test_missing(self, kept, tenant, folder):
        row = await kept.keep(tenant, wanted(), chunks(PLAIN))
        lies(folder)[0].unlink()
        with pytest.raises(BlobMissingError):
            await read(kept, tenant, row)

    async def test_changed(self, kept, tenant, folder):
        row = await kept.keep(tenant, wanted(), chunks(PLAIN))
        path = lies(folder)[0]
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(DamagedError):
            await read(kept, tenant, row)


class TestDropping:
    async def test_what_can_not_be_removed_now_waits(
        self, kept, tenant, folder, database, keyring, database_urls, monkeypatch
    ):
        row = await kept.keep(tenant, wanted(), chunks(PLAIN))

        async def refused(_self, _name):
            raise BlobTroubleError("away")

        with monkeypatch.context() as patch:
            patch.setattr(Folder, "remove", refused)
            await kept.drop(tenant, row.id)
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            assert await files.get(session, keys, row.id) is None
        assert rows(database_urls, tenant) == [row.id]
        await kept.drop(tenant, row.id)
        assert rows(database_urls, tenant) == []
        assert lies(folder) == []

    async def test_what_is_not_there(self, kept, tenant):
        await kept.drop(tenant, new_id())
