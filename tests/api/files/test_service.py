"""Files are counted, brought once, read by who may, and removed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from api.services import Services
from store import limits, usage
from store.blobs.folder import Folder
from store.limits import Limits
from store.session import Database, as_installation
from tests.api.conftest import Somebody
from tests.api.files.bringing import FILES, KEY, PDF, bring, code


class TestRoom:
    async def test_full(self, member, database: Database, tenant: str, nothing_left):
        async with database.shared() as session, as_installation(session):
            await limits.put(session, tenant, Limits(bytes=len(PDF) - 1))
        answer = await bring(member)
        assert (answer.status_code, code(answer)) == (409, "limit-reached")
        assert f"{len(PDF) - 1} bytes stored" in answer.json()["detail"]
        assert f"room for {len(PDF) - 1}" in answer.json()["detail"]
        assert nothing_left()

    async def test_full_where_no_length_is_told(
        self, member, database: Database, tenant: str, nothing_left
    ):
        async def pieces() -> AsyncIterator[bytes]:
            yield PDF

        async with database.shared() as session, as_installation(session):
            await limits.put(session, tenant, Limits(bytes=len(PDF) - 1))
        assert (await bring(member, pieces())).status_code == 409
        assert nothing_left()

    async def test_given_back(self, member, database: Database, tenant: str):
        file = (await bring(member)).json()["id"]
        assert (await member.delete(f"{FILES}/{file}")).status_code == 204
        async with database.tenant(tenant) as session:
            assert (await usage.now(session)).bytes == 0


class TestOnce:
    async def test_again_is_the_same_file(self, member, rows, lies):
        first, again = [await bring(member, headers=KEY) for _ in range(2)]
        assert first.json() == again.json()
        assert again.status_code == 201
        assert again.headers["idempotency-replayed"] == "true"
        assert rows() == lies() == 1

    async def test_at_once_is_once(self, member, rows, lies):
        both = await asyncio.gather(*(bring(member, headers=KEY) for _ in range(4)))
        assert len({one.json()["id"] for one in both}) == 1
        assert rows() == lies() == 1

    @pytest.mark.parametrize("other", [{"content": PDF + b"x"}, {"name": "b.pdf"}])
    async def test_another_file_is_refused(self, member, rows, lies, other):
        await bring(member, headers=KEY)
        answer = await bring(member, headers=KEY, **other)
        assert answer.status_code == 422
        assert "new key" in answer.json()["remedy"]
        assert rows() == lies() == 1

    async def test_of_a_file_that_is_gone(self, member):
        file = (await bring(member, headers=KEY)).json()["id"]
        await member.delete(f"{FILES}/{file}")
        assert (await bring(member, headers=KEY)).status_code == 404


class TestWhoReads:
    async def test_who_brought_it_alone(self, member, somebody: Somebody, admin, tenant: str):
        file = (await bring(member)).json()["id"]
        for client in (admin, await somebody(tenant, "member")):
            for path in (f"{FILES}/{file}", f"{FILES}/{file}/content"):
                assert (await client.get(path)).status_code == 404
            assert (await client.post(f"{FILES}/{file}/link")).status_code == 404
            assert (await client.delete(f"{FILES}/{file}")).status_code == 404
        assert (await member.get(f"{FILES}/{file}/content")).content == PDF

    async def test_who_sees_the_data_of_its_run(
        self, member, admin, somebody: Somebody, tenant: str, hello: str, attach
    ):
        run = (await member.post("/api/v1/runs", json={"workflow": hello})).json()["id"]
        file = (await bring(member)).json()["id"]
        await attach(file, run)
        for role, status in {
            "supervisor": 200,
            "admin": 200,
            # They see the run, without its data.
            "operator": 404,
            "designer": 404,
            "member": 404,
        }.items():
            client = await somebody(tenant, role)
            assert (await client.get(f"{FILES}/{file}/content")).status_code == status, role
        # Whoever reads the data of another's run is told of, of which a file is a part.
        found = (await admin.get("/api/v1/audit", params={"subject": f"run:{run}"})).json()
        assert "run.read-data" in [line["action"] for line in found["items"]]

    async def test_who_started_its_run(self, member, admin, hello: str, attach):
        run = (await member.post("/api/v1/runs", json={"workflow": hello})).json()["id"]
        file = (await bring(admin)).json()["id"]
        await attach(file, run)
        assert (await member.get(f"{FILES}/{file}/content")).content == PDF

    async def test_nobody_of_another_tenant(self, member, somebody: Somebody, other_tenant: str):
        file = (await bring(member)).json()["id"]
        theirs = await somebody(other_tenant, "admin")
        for method, path in (("GET", ""), ("GET", "/content"), ("POST", "/link"), ("DELETE", "")):
            answer = await theirs.request(method, f"{FILES}/{file}{path}")
            assert answer.status_code == 404

    @pytest.mark.parametrize(
        "name", ["nothing", "01a20253-7bd4-78b9-8207-3b4074e73a94", "%00", "A" * 90]
    )
    async def test_what_is_not_there(self, member, name):
        assert (await member.get(f"{FILES}/{name}/content")).status_code == 404


class TestRemoving:
    async def test_it_is_gone(self, member, nothing_left):
        file = (await bring(member)).json()["id"]
        assert (await member.delete(f"{FILES}/{file}")).status_code == 204
        assert (await member.delete(f"{FILES}/{file}")).status_code == 404
        assert nothing_left()

    async def test_not_what_is_attached(self, member, attach):
        file = (await bring(member)).json()["id"]
        await attach(file, str(uuid4()))
        answer = await member.delete(f"{FILES}/{file}")
        assert (answer.status_code, code(answer)) == (409, "file-attached")
        assert (await member.get(f"{FILES}/{file}/content")).content == PDF

    async def test_later_where_the_place_is_away(
        self, member, services: Services, monkeypatch, rows, nothing_left
    ):
        file = (await bring(member)).json()["id"]

        async def away(_self: Folder, _name: str) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(Folder, "remove", away)
            assert (await member.delete(f"{FILES}/{file}")).status_code == 204
        assert rows() == 1
        assert (await member.get(f"{FILES}/{file}")).status_code == 404
        await services.files.drop((await member.get("/api/v1/me")).json()["tenant"]["id"], file)
        assert nothing_left()
