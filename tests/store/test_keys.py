"""Keys: sealed values open for their tenant and purpose; new versions are met while running."""

from __future__ import annotations

import asyncio
import os
from uuid import uuid4

import pytest

from store import keys as keys_module
from store.key_rotation import rotate
from store.keys import Keyring, TamperedError, TenantKeys, UnknownKeyError
from store.master_key import KeyTroubleError, MasterKey

KEYS = TenantKeys({1: bytes(32), 2: bytes(range(32))})


class TestSealing:
    @pytest.mark.parametrize("value", [None, "", "ünï☃", 10**40, {"a": [1] * 5_000}])
    def test_json_comes_back(self, value):
        assert KEYS.open_json(KEYS.seal_json(value, "x"), "x") == value

    def test_an_older_key_still_opens(self):
        old = TenantKeys({1: bytes(32)}).seal(b"old", "x")
        assert KEYS.open(old, "x") == b"old"

    def test_one_that_waits_opens_and_does_not_seal(self):
        waiting = TenantKeys({1: bytes(32), 2: bytes(range(32))}, 1)
        assert waiting.open(KEYS.seal(b"new", "x"), "x") == b"new"
        assert TenantKeys({1: bytes(32)}).open(waiting.seal(b"old", "x"), "x") == b"old"

    def test_fingerprints_stay(self):
        first = TenantKeys({1: bytes(32)}).fingerprint("a", "x")
        assert KEYS.fingerprint("a", "x") == first

    @pytest.mark.parametrize("place", [0, 3, 10, -1])
    def test_a_changed_byte_is_noticed(self, place):
        sealed = bytearray(KEYS.seal(b"value", "x"))
        sealed[place] ^= 1
        with pytest.raises(TamperedError):
            KEYS.open(bytes(sealed), "x")

    @pytest.mark.parametrize("length", [0, 1, 5, 16, 20])
    def test_what_was_cut_off(self, length):
        with pytest.raises(TamperedError):
            KEYS.open(KEYS.seal(b"value", "x")[:length], "x")

    def test_another_purpose(self):
        with pytest.raises(TamperedError):
            KEYS.open(KEYS.seal(b"value", "x"), "y")

    def test_a_version_that_is_not_known(self):
        with pytest.raises(UnknownKeyError, match="version 2"):
            TenantKeys({1: bytes(32)}).open(KEYS.seal(b"value", "x"), "x")


class TestKeyring:
    async def test_a_tenants_first_key_is_one_for_all(self, database, tenant):
        master = os.urandom(32)
        rings = [Keyring(database, master) for _ in range(5)]
        first, *others = await asyncio.gather(*(ring.of(tenant) for ring in rings))
        assert all(keys.open(first.seal(b"x", "c"), "c") == b"x" for keys in others)

    async def test_another_master_key_is_named(self, database, tenant):
        await Keyring(database, os.urandom(32)).of(tenant)
        with pytest.raises(KeyTroubleError, match="right key"):
            await Keyring(database, os.urandom(32)).of(tenant)

    async def test_tenants_have_different_keys(self, database, keyring, tenant):
        sealed = (await keyring.of(tenant)).seal(b"x", "c")
        with pytest.raises(TamperedError):
            (await keyring.of(str(uuid4()))).open(sealed, "c")


class TestNewVersions:
    """Two processes with a keyring each; one of them, or a third, turns the key."""

    @pytest.fixture
    def master(self) -> MasterKey:
        return MasterKey.fixed(os.urandom(32))

    async def test_known_to_all_before_one_seals_with_it(self, database, tenant, master):
        mine, others = Keyring(database, master), Keyring(database, master)
        held, old = await mine.of(tenant), await others.of(tenant)
        assert await rotate(database, others, tenant, after_seconds=3600) == 2
        await mine.read_again(tenant)
        assert version(held.seal(b"x", "c")) == 1
        # While it waits, to turn it again is the same.
        assert await rotate(database, others, tenant) == 2
        assert version(old.seal(b"x", "c")) == 1

    async def test_taken_up_by_who_runs_and_by_who_holds_the_keys(
        self, database, tenant, master, monkeypatch
    ):
        mine, others = Keyring(database, master), Keyring(database, master)
        held = await mine.of(tenant)
        before = held.seal(b"before", "c")
        await rotate(database, others, tenant, after_seconds=0)
        monkeypatch.setattr(keys_module, "FRESH_SECONDS", 0.0)
        assert await mine.of(tenant) is held
        assert version(held.seal(b"x", "c")) == 2
        assert held.open(before, "c") == b"before"
        fresh = await Keyring(database, master).of(tenant)
        assert fresh.open(held.seal(b"new", "c"), "c") == b"new"

    async def test_turned_by_many_at_once_it_is_one(self, database, tenant, master):
        rings = [Keyring(database, master) for _ in range(4)]
        await rings[0].of(tenant)
        made = await asyncio.gather(
            *(rotate(database, ring, tenant, after_seconds=60) for ring in rings)
        )
        assert set(made) == {2}

    async def test_what_can_not_be_read_now_is_read_later(
        self, database, tenant, master, monkeypatch
    ):
        mine = Keyring(database, master)
        held = await mine.of(tenant)
        await rotate(database, Keyring(database, master), tenant, after_seconds=0)

        async def away(_tenant):
            raise OSError("away")

        with monkeypatch.context() as patched:
            patched.setattr(mine, "_load", away)
            await mine.read_again(tenant)
            assert version(held.seal(b"x", "c")) == 1
        await mine.read_again(tenant)
        assert version(held.seal(b"x", "c")) == 2


def version(sealed: bytes) -> int:
    return int.from_bytes(sealed[1:5], "big")
