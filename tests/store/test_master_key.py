"""The master key: found, refused in words, and another one beside it."""

from __future__ import annotations

import base64
import os

import pytest

from store import master_key
from store.master_key import KeyTroubleError, MasterKey, Masters, Wrapped, load_master_key, wrap
from store.settings import StoreSettings


def spelled(key: bytes) -> str:
    return base64.b64encode(key).decode()


class TestFound:
    def test_made_once_and_only_for_its_owner(self, tmp_path):
        settings = StoreSettings(data=tmp_path / "data", master_key=None)
        first = load_master_key(settings).masters
        assert load_master_key(settings).masters == first
        assert (tmp_path / "data" / "master.key").stat().st_mode & 0o777 == 0o600

    def test_from_the_environment(self):
        key, coming = os.urandom(32), os.urandom(32)
        settings = StoreSettings(master_key=spelled(key), master_key_next=spelled(coming))
        assert load_master_key(settings).masters == Masters(key, coming)

    @pytest.mark.parametrize("text", ["", "short", "not base64 ☃", base64.b64encode(b"x").decode()])
    def test_an_unfit_one_is_refused(self, text):
        with pytest.raises(KeyTroubleError, match=r"BATON_MASTER_KEY must be 32 bytes"):
            load_master_key(StoreSettings(master_key=text))
        with pytest.raises(KeyTroubleError, match=r"BATON_MASTER_KEY_NEXT must be 32 bytes"):
            load_master_key(StoreSettings(master_key=spelled(bytes(32)), master_key_next=text))

    @pytest.mark.parametrize("name", ["master.key", "master.key.next", "master.key.former"])
    def test_a_file_that_others_can_read_is_refused(self, tmp_path, name):
        settings = StoreSettings(data=tmp_path, master_key=None)
        load_master_key(settings)
        (tmp_path / name).write_bytes(bytes(32))
        (tmp_path / name).chmod(0o644)
        with pytest.raises(KeyTroubleError, match="chmod 600"):
            load_master_key(settings)

    @pytest.mark.parametrize("length", [0, 31, 33])
    def test_a_file_of_another_length_is_refused(self, tmp_path, length):
        (tmp_path / "master.key").touch(0o600)
        (tmp_path / "master.key").write_bytes(bytes(length))
        with pytest.raises(KeyTroubleError, match="copy"):
            load_master_key(StoreSettings(data=tmp_path, master_key=None))


class TestWrapping:
    def test_with_both_while_it_changes(self):
        old, new = os.urandom(32), os.urandom(32)
        kept = MasterKey(lambda: Masters(old, new)).wrap("t", b"k" * 32)
        for known in (old, new):
            assert MasterKey.fixed(known).unwrap("t", kept) == b"k" * 32

    def test_another_tenants_does_not_open(self):
        master = MasterKey.fixed(os.urandom(32))
        with pytest.raises(KeyTroubleError, match="Put back"):
            master.unwrap("u", master.wrap("t", b"k" * 32))

    @pytest.mark.parametrize("wrapped", [b"", b"x", bytes(12), bytes(60)])
    def test_what_was_cut_off_or_changed(self, wrapped):
        with pytest.raises(KeyTroubleError):
            MasterKey.fixed(bytes(32)).unwrap("t", Wrapped(wrapped, wrapped))

    def test_a_process_that_knows_the_former_one_looks_again(self):
        old, new = os.urandom(32), os.urandom(32)
        known = [Masters(old)]
        master = MasterKey(lambda: known[0])
        known[0] = Masters(new)
        assert master.unwrap("t", Wrapped(wrap(new, "t", b"k" * 32))) == b"k" * 32


class TestFiles:
    def test_each_step_twice_is_once(self, tmp_path):
        settings = StoreSettings(data=tmp_path, master_key=None)
        old = load_master_key(settings).masters.current
        master_key.begin(tmp_path)
        new = load_master_key(settings).masters.next
        master_key.begin(tmp_path)
        assert load_master_key(settings).masters == Masters(old, new)
        master_key.switch(tmp_path)
        master_key.switch(tmp_path)
        assert load_master_key(settings).masters == Masters(new, None, old)
        master_key.forget(tmp_path)
        master_key.forget(tmp_path)
        assert load_master_key(settings).masters == Masters(new)
        assert [path.name for path in tmp_path.iterdir()] == ["master.key"]

    def test_lost_in_the_middle_of_the_switch(self, tmp_path):
        settings = StoreSettings(data=tmp_path, master_key=None)
        old = load_master_key(settings).masters.current
        master_key.begin(tmp_path)
        os.link(tmp_path / "master.key", tmp_path / "master.key.former")
        new = load_master_key(settings).masters.next
        master_key.switch(tmp_path)
        assert load_master_key(settings).masters == Masters(new, None, old)
