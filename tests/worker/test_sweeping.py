"""Files that nobody has attached go after a day; what a kill has left goes with them."""

from __future__ import annotations

import os

import psycopg
import pytest

from store import chat_messages, files, usage
from store.blobs.folder import Folder
from store.blobs.place import BlobTroubleError
from store.chat_messages import NewMessage
from store.file_bytes import FileBytes
from store.files import Wanted
from store.runs import new_id
from worker.sweeping import Sweeping


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def kept(database, keyring, folder):
    return FileBytes(database, keyring, Folder(folder))


@pytest.fixture
def sweeping(database, kept):
    return Sweeping(database, kept)


async def content():
    yield os.urandom(1000)


def age(database_urls, tenant):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute(
            "UPDATE files SET created_at = now() - interval '25 hours' WHERE tenant_id = %s",
            [tenant],
        )


def rows(database_urls, tenant):
    with psycopg.connect(database_urls.admin) as admin:
        query = "SELECT count(*) FROM files WHERE tenant_id = %s"
        return admin.execute(query, [tenant]).fetchone()[0]


def lies(folder, tenant):
    return [path.name for path in (folder / tenant).iterdir()]


async def bytes_of(database, tenant):
    async with database.tenant(tenant) as session:
        return (await usage.now(session)).bytes


async def test_after_a_day(sweeping, kept, folder, database, database_urls, tenant):
    one = await kept.keep(tenant, Wanted(new_id(), "a", "form"), content())
    two = await kept.keep(tenant, Wanted(new_id(), "b", "form"), content())
    async with database.tenant(tenant) as session:
        await files.attach(session, [two.id], new_id())
    await sweeping.round()
    assert sorted(lies(folder, tenant)) == sorted([one.id, two.id])
    age(database_urls, tenant)
    assert await sweeping.round() >= 1
    assert lies(folder, tenant) == [two.id]
    assert rows(database_urls, tenant) == 1
    assert await bytes_of(database, tenant) == 1000


@pytest.mark.parametrize("moment", ["before the bytes", "within them", "behind them"])
async def test_a_kill_before_it_is_whole(
    sweeping, kept, folder, database, keyring, database_urls, tenant, moment
):
    wanted = Wanted(new_id(), "a", "form")
    if moment == "behind them":
        await kept.arrive(tenant, wanted, content())
    else:
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await files.begin(session, keys, wanted, b"k" * 32)
        (folder / tenant).mkdir(parents=True)
        if moment == "within them":
            (folder / tenant / f"{wanted.id}.part").write_bytes(b"half")
    assert await bytes_of(database, tenant) == 0
    age(database_urls, tenant)
    await sweeping.round()
    assert lies(folder, tenant) == []
    assert rows(database_urls, tenant) == 0


async def test_a_place_that_is_away(sweeping, kept, folder, database_urls, tenant, monkeypatch):
    await kept.keep(tenant, Wanted(new_id(), "a", "form"), content())
    age(database_urls, tenant)

    async def away(_self, _name):
        raise BlobTroubleError("away")

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "remove", away)
        assert await sweeping.round() == 0
    assert rows(database_urls, tenant) == 1
    await sweeping.round()
    assert rows(database_urls, tenant) == 0
    assert lies(folder, tenant) == []


async def test_messages_in_chats_go_long_after_what_they_were_about(
    database, kept, tenant, database_urls
):
    old, young = [
        NewMessage(
            id=new_id(),
            place=new_id(),
            notice=new_id(),
            account="U1",
            approval=None,
            run=None,
            wants=1,
        )
        for _ in range(2)
    ]
    async with database.tenant(tenant) as session:
        await chat_messages.add(session, [old, young])
        for one in (old, young):
            await chat_messages.ends(session, one.id, chat_messages.FAILED)
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute(
            "UPDATE chat_messages SET created_at = now() - interval '91 days' WHERE id = %s",
            [old.id],
        )
    clock = iter((0.0, 0.0, 0.0, 1.0))
    sweeping = Sweeping(database, kept, lambda: next(clock))
    await sweeping.round()
    await sweeping.round()
    async with database.tenant(tenant) as session:
        assert [*await chat_messages.by_ids(session, [old.id, young.id])] == [young.id]
