"""What tenants use is measured, and those whose grace is over are taken away with their runs."""

from __future__ import annotations

import psycopg
import pytest

from store import installation, runs, usage
from store.blobs.folder import Folder
from store.file_bytes import FileBytes
from store.files import Wanted
from store.runs import StartRun, new_id
from worker.tenancy import Tenancy


class Handle:
    def __init__(self, ended, name):
        self.ended = ended
        self.name = name

    async def terminate(self, *, reason):
        self.ended.append((self.name, reason))


class Temporal:
    """Takes note of what is ended."""

    def __init__(self):
        self.ended = []

    def get_workflow_handle(self, name):
        return Handle(self.ended, name)


@pytest.fixture
def temporal_stub():
    return Temporal()


@pytest.fixture
def kept(database, keyring, tmp_path):
    return FileBytes(database, keyring, Folder(tmp_path / "files"))


@pytest.fixture
def tenancy(database, keyring, temporal_stub, kept):
    return Tenancy(database, keyring, temporal_stub, kept)


@pytest.fixture
async def run(database, keyring, tenant):
    keys = await keyring.of(tenant)
    wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, {"a": "b" * 500}, "person")
    async with database.tenant(tenant) as session:
        return (await runs.start(session, keys, wanted))[0].id


async def measured(database, tenant):
    async with database.tenant(tenant) as session:
        return await usage.now(session)


class TestMeasuring:
    async def test_what_there_is(self, tenancy, database, tenant, run):
        while await tenancy.measure():
            pass
        use = await measured(database, tenant)
        assert use.bytes > 100
        assert use.measured_at is not None


class TestErasing:
    async def test_its_runs_end_and_a_line_stays(
        self, tenancy, temporal_stub, database, database_urls, tenant, run
    ):
        own = await installation.own_tenant(database)
        with psycopg.connect(database_urls.admin) as admin:
            # Whoever tried to turn the master key before has left it wrapped by another one.
            admin.execute("DELETE FROM tenant_keys WHERE tenant_id = %s", [own.id])
            admin.execute("UPDATE tenants SET erase_at = now() WHERE id = %s", [tenant])
        while await tenancy.erase():
            pass
        assert any(run in name for name, _ in temporal_stub.ended)
        with psycopg.connect(database_urls.admin) as admin:
            counted = "SELECT count(*) FROM tenants WHERE id = %s"
            assert admin.execute(counted, [tenant]).fetchone() == (0,)
            told = "SELECT count(*) FROM audit WHERE tenant_id = %s AND subject = %s"
            assert admin.execute(told, [own.id, f"tenant:{tenant}"]).fetchone() == (1,)

    async def test_its_files_go_and_nobody_elses(
        self, tenancy, kept, database_urls, tenant, tmp_path, monkeypatch
    ):
        async def content():
            yield b"bytes"

        monkeypatch.setattr("worker.tenancy.FILES_AT_ONCE", 2)
        other = new_id()
        for place in (tenant, tenant, tenant, other):
            await kept.keep(place, Wanted(new_id(), "a", "form"), content())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET erase_at = now() WHERE id = %s", [tenant])
        while await tenancy.erase():
            pass
        assert list((tmp_path / "files" / tenant).iterdir()) == []
        assert len(list((tmp_path / "files" / other).iterdir())) == 1

    async def test_nobody_else_is_touched(self, tenancy, database, tenant, run):
        await tenancy.erase()
        async with database.tenant(tenant) as session:
            assert await runs.get(session, run) is not None
