"""Keys: what is sealed opens for its tenant and purpose only; trouble is told in sentences."""

from __future__ import annotations

import asyncio
import base64
import os
from uuid import uuid4

import pytest

from store.keys import (
    Keyring,
    KeyTroubleError,
    TamperedError,
    TenantKeys,
    load_master_key,
)
from store.settings import StoreSettings

KEYS = TenantKeys({1: bytes(32), 2: bytes(range(32))})


class TestSealing:
    @pytest.mark.parametrize("value", [None, "", "ünï☃", 10**40, {"a": [1] * 5_000}])
    def test_json_comes_back(self, value):
        assert KEYS.open_json(KEYS.seal_json(value, "x"), "x") == value

    def test_an_older_key_still_opens(self):
        old = TenantKeys({1: bytes(32)}).seal(b"old", "x")
        assert KEYS.open(old, "x") == b"old"

    @pytest.mark.parametrize("place", [0, 3, 10, -1])
    def test_a_changed_byte_is_noticed(self, place):
        sealed = bytearray(KEYS.seal(b"value", "x"))
        sealed[place] ^= 1
        with pytest.raises(TamperedError):
            KEYS.open(bytes(sealed), "x")

    def test_another_purpose_or_nothing_at_all(self):
        with pytest.raises(TamperedError):
            KEYS.open(KEYS.seal(b"value", "x"), "y")
        with pytest.raises(TamperedError):
            KEYS.open(b"", "x")


class TestMasterKey:
    def test_made_once_and_only_for_its_owner(self, tmp_path):
        settings = StoreSettings(data=tmp_path / "data", master_key=None)
        first = load_master_key(settings)
        assert load_master_key(settings) == first
        assert (tmp_path / "data" / "master.key").stat().st_mode & 0o777 == 0o600

    def test_from_the_environment(self):
        key = os.urandom(32)
        settings = StoreSettings(master_key=base64.b64encode(key).decode())
        assert load_master_key(settings) == key

    @pytest.mark.parametrize("text", ["", "short", "not base64 ☃", base64.b64encode(b"x").decode()])
    def test_an_unfit_one_is_refused(self, text):
        with pytest.raises(KeyTroubleError, match="32 bytes"):
            load_master_key(StoreSettings(master_key=text))

    def test_a_file_that_others_can_read_is_refused(self, tmp_path):
        settings = StoreSettings(data=tmp_path, master_key=None)
        load_master_key(settings)
        (tmp_path / "master.key").chmod(0o644)
        with pytest.raises(KeyTroubleError, match="chmod 600"):
            load_master_key(settings)

    def test_a_file_of_another_length_is_refused(self, tmp_path):
        (tmp_path / "master.key").touch(0o600)
        with pytest.raises(KeyTroubleError, match="copy"):
            load_master_key(StoreSettings(data=tmp_path, master_key=None))


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
