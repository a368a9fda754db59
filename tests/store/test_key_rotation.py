"""Another master key: at every moment all keys can be read, also when the change is cut off."""

from __future__ import annotations

import base64
import os
from uuid import uuid4

import pytest
from sqlalchemy import delete

from store import key_rotation, tenants
from store.keys import Keyring, TamperedError
from store.master_key import KeyTroubleError, MasterKey, load_master_key
from store.secret_tables import tenant_keys
from store.settings import StoreSettings

STEPS = ("begin", "wrap", "wrap again", "switch", "unwrap", "unwrap again", "forget")


class Lost(BaseException):
    """As a kill -9: nothing is done after it."""


async def no_pause() -> None:
    """Nobody else wraps a key in these tests."""


@pytest.fixture
def settings(tmp_path) -> StoreSettings:
    return StoreSettings(data=tmp_path, master_key=None)


@pytest.fixture
async def sealed(database, settings, tenant, monkeypatch) -> bytes:
    """What a process has sealed before. Of the shared database only this tenant is turned."""

    async def only_mine(database):
        async with database.tenant(tenant) as session:
            return [await tenants.get(session)]

    monkeypatch.setattr(key_rotation, "everybody", only_mine)
    keys = await Keyring(database, load_master_key(settings)).of(tenant)
    return keys.seal(b"before", "c")


async def change(database, settings, step=lambda _name: None) -> int:
    return await key_rotation.change_file(database, settings, step, no_pause)


class TestFile:
    async def test_read_by_who_comes_after_and_not_by_the_former(
        self, database, settings, tenant, sealed
    ):
        former = load_master_key(settings).masters.current
        assert await change(database, settings) == 1
        assert load_master_key(settings).masters.current != former
        keys = await Keyring(database, load_master_key(settings)).of(tenant)
        assert keys.open(sealed, "c") == b"before"
        with pytest.raises(KeyTroubleError):
            await Keyring(database, former).of(tenant)

    @pytest.mark.parametrize("lost_at", STEPS)
    async def test_lost_between_any_two_steps(self, database, settings, tenant, sealed, lost_at):
        runs = load_master_key(settings)
        assert (await Keyring(database, runs).of(tenant)).open(sealed, "c") == b"before"

        def step(name):
            if name == lost_at:
                raise Lost

        with pytest.raises(Lost):
            await change(database, settings, step)
        # One that starts now, and one that has run since before the change.
        for master in (load_master_key(settings), runs):
            assert (await Keyring(database, master).of(tenant)).open(sealed, "c") == b"before"
        await change(database, settings)
        for master in (load_master_key(settings), runs):
            assert (await Keyring(database, master).of(tenant)).open(sealed, "c") == b"before"
        assert [path.name for path in settings.data.iterdir()] == ["master.key"]

    @pytest.mark.parametrize("made_at", STEPS)
    async def test_a_tenant_that_is_new_meanwhile(
        self, database, settings, sealed, monkeypatch, made_at
    ):
        """Its key is wrapped by a process that has run since before the change."""
        runs = load_master_key(settings)
        new: list[str] = []

        async def all_of_mine(database):
            found = await old(database)
            for tenant in new:
                async with database.tenant(tenant) as session:
                    await tenants.add(session, tenant, f"new-{tenant[:8]}", "New")
                    found.append(await tenants.get(session))
            return found

        old = key_rotation.everybody
        monkeypatch.setattr(key_rotation, "everybody", all_of_mine)
        waiting: list[str] = []

        async def pause():
            while waiting:
                tenant = waiting.pop()
                await Keyring(database, runs).of(tenant)
                new.append(tenant)

        def step(name):
            if name == made_at:
                waiting.append(str(uuid4()))

        await key_rotation.change_file(database, settings, step, pause)
        await pause()
        for tenant in new:
            await Keyring(database, load_master_key(settings)).of(tenant)

    async def test_again_is_another_one(self, database, settings, tenant, sealed):
        await change(database, settings)
        second = load_master_key(settings).masters.current
        await change(database, settings)
        assert load_master_key(settings).masters.current != second
        keys = await Keyring(database, load_master_key(settings)).of(tenant)
        assert keys.open(sealed, "c") == b"before"


class TestEnvironment:
    async def test_every_process_reads_at_every_stage(self, database, settings, tenant, sealed):
        old = load_master_key(settings).masters.current
        new = os.urandom(32)
        spelled = [base64.b64encode(key).decode() for key in (old, new)]
        before = StoreSettings(master_key=spelled[0])
        both = StoreSettings(master_key=spelled[0], master_key_next=spelled[1])
        after = StoreSettings(master_key=spelled[1])

        async def read(*those):
            for one in those:
                keys = await Keyring(database, load_master_key(one)).of(tenant)
                assert keys.open(sealed, "c") == b"before"

        await read(before, both)
        wrapped = await key_rotation.wrap_for_next(database, load_master_key(both), new)
        assert wrapped == 1
        assert await key_rotation.wrap_for_next(database, load_master_key(both), new) == 0
        await read(before, both, after)
        assert await key_rotation.wrap_for_current(database, load_master_key(after)) == 1
        assert await key_rotation.wrap_for_current(database, load_master_key(after)) == 0
        await read(both, after)
        with pytest.raises(KeyTroubleError):
            await read(before)


class TestTrouble:
    async def test_a_wrong_master_key_changes_nothing(self, database, settings, tenant, sealed):
        wrong = MasterKey.fixed(os.urandom(32))
        with pytest.raises(KeyTroubleError, match="right key"):
            await key_rotation.wrap_for_next(database, wrong, os.urandom(32))
        with pytest.raises(KeyTroubleError, match="right key"):
            await key_rotation.wrap_for_current(database, wrong)
        keys = await Keyring(database, load_master_key(settings)).of(tenant)
        assert keys.open(sealed, "c") == b"before"

    async def test_a_lost_key_row_is_a_new_key_that_opens_nothing_old(
        self, database, settings, tenant, sealed
    ):
        async with database.tenant(tenant) as session:
            await session.execute(delete(tenant_keys))
        keys = await Keyring(database, load_master_key(settings)).of(tenant)
        with pytest.raises(TamperedError, match="does not open"):
            keys.open(sealed, "c")
