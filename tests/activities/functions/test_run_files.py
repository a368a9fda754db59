"""Files of a run for its functions: read, made once, and never those of another run."""

from __future__ import annotations

import psycopg
import pytest

from activities.functions.run_files import FilesOfRuns
from definitions.errors import ProblemError, same_type
from store import files
from store.blobs.folder import Folder
from store.file_bytes import FileBytes
from store.runs import new_id
from tests.asking import Office


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def all_files(database, keyring, tmp_path):
    kept = FileBytes(database, keyring, Folder(tmp_path / "files"), most_bytes=1_000)
    return FilesOfRuns(database, keyring, kept)


@pytest.fixture
async def run(office):
    return await office.run()


@pytest.fixture
def mine(all_files, tenant, run):
    return all_files.of(tenant, run, f"{run}:k")


def raised(caught) -> str:
    return str(caught.value.problem.detail)


async def test_what_is_made_is_read_and_belongs_to_the_run(mine, database, keyring, tenant, run):
    made = await mine.make("../Bericht ☃.txt", b"words")
    assert (made.name, made.media_type, made.size) == ("Bericht ☃.txt", "text/plain", 5)
    assert await mine.about(made.id) == made
    assert await mine.read(made.id) == b"words"
    async with database.tenant(tenant) as session:
        [row] = await files.of_run(session, await keyring.of(tenant), run)
    assert (row.id, row.made_by) == (made.id, None)
    assert row.attached_at is not None


async def test_made_again_by_the_same_call_it_is_the_same(mine, all_files, tenant, run):
    first = await mine.make("a.txt", b"words")
    assert await mine.make("a.txt", b"words") == first
    assert (await mine.make("b.txt", b"words")).id != first.id
    other = all_files.of(tenant, run, f"{run}:another")
    assert (await other.make("a.txt", b"words")).id != first.id


async def test_not_what_another_run_has(mine, all_files, office, tenant):
    elsewhere = await office.run()
    theirs = await all_files.of(tenant, elsewhere, "k").make("a.txt", b"words")
    for file in (theirs.id, new_id(), "", "../x"):
        for ask in (mine.about, mine.read):
            with pytest.raises(ProblemError) as caught:
                await ask(file)
            assert same_type(caught.value.problem.type, "validation")
            assert repr(file) in raised(caught)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"x" * 1_001), ("a.txt", b""), ("a.exe", b"x"), ("a", b"\x7fELF" + bytes(100))],
    ids=["large", "empty", "named a program", "a program"],
)
async def test_what_is_never_taken(mine, name, content, database_urls, tenant):
    with pytest.raises(ProblemError) as caught:
        await mine.make(name, content)
    assert "can't be kept" in raised(caught)
    with psycopg.connect(database_urls.admin) as admin:
        query = "SELECT count(*) FROM files WHERE tenant_id = %s AND kept_at IS NOT NULL"
        assert admin.execute(query, [tenant]).fetchone() == (0,)


async def test_bytes_that_are_lost(mine, tmp_path):
    made = await mine.make("a.txt", b"words")
    [lies] = [path for path in (tmp_path / "files").rglob("*") if path.name == made.id]
    lies.unlink()
    with pytest.raises(ProblemError) as caught:
        await mine.read(made.id)
    assert "missing or damaged" in raised(caught)
