"""A folder: private, on the disk before it has its name, and honest when the disk can't."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import AsyncIterator

import pytest

from store.blobs.folder import Folder
from store.blobs.place import BlobTroubleError


async def chunks(*given: bytes) -> AsyncIterator[bytes]:
    for one in given:
        yield one


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "files")


async def test_only_its_owner_reads(folder, tmp_path):
    await folder.put("t/a", chunks(b"one"))
    path = tmp_path / "files" / "t" / "a"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_it_is_on_the_disk_before_it_has_its_name(folder, tmp_path, monkeypatch):
    seen = []
    sync = os.fsync

    def synced(descriptor):
        seen.append((tmp_path / "files" / "t" / "a").exists())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", synced)
    await folder.put("t/a", chunks(b"one"))
    # The file without its name, then the folder with it.
    assert seen == [False, True]


async def test_a_full_disk(folder, tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BlobTroubleError, match=r"No space left.*Make room"):
        await folder.put("t/a", chunks(b"one"))
    assert list((tmp_path / "files" / "t").iterdir()) == []


async def test_a_folder_that_can_not_be(tmp_path):
    (tmp_path / "files").write_text("a file")
    with pytest.raises(BlobTroubleError, match="BATON_FILES_URL"):
        await Folder(tmp_path / "files").put("t/a", chunks(b"one"))


async def test_what_a_killed_process_has_left_goes_with_the_file(folder, tmp_path):
    left = tmp_path / "files" / "t" / "a.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    await folder.remove("t/a")
    assert not left.exists()
