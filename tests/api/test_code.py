"""Processes written in Python over HTTP: listed, started, and leaned on by publications."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from api.code.schemas import CodePage, CodeShown
from definitions.code.declaration import Declared
from store import code
from store.session import Database
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/code"
YAML = {"Content-Type": "application/yaml"}
SCHEMA = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}


def declared(name: str, version: str = "1.0.0", **more) -> Declared:
    about = {
        "namespace": "shop",
        "name": name,
        "version": version,
        "title": f"The {name}",
        "summary": "",
        "package": f"of-{name}",
        "workflow": name.title(),
        "queue": f"code/of-{name}",
        "takes_input": True,
        "input": SCHEMA,
        "output": {},
    }
    return Declared(**about | more)


@pytest.fixture
async def orders(database: Database):
    """Three versions, under a name that nobody else has."""
    name = f"o{uuid4().hex}"
    versions = [declared(name, version) for version in ("1.9.0", "1.10.0", "2.0.0-rc.1")]
    async with database.shared() as session:
        await code.declare(session, f"of-{name}", versions)
    yield name
    async with database.shared() as session:
        await code.declare(session, f"of-{name}", [])


class TestPage:
    async def test_by_version_and_one_by_one(self, admin: httpx.AsyncClient, orders: str):
        query: dict[str, str] = {"limit": "1"}
        found = []
        while True:
            page = CodePage.model_validate((await admin.get(ADDRESS, params=query)).json())
            found += [one.version for one in page.items if one.name == orders]
            if page.next is None:
                break
            query["cursor"] = page.next
        assert found == ["1.9.0", "1.10.0", "2.0.0-rc.1"]

    @pytest.mark.parametrize("query", ["limit=0", "limit=201", "cursor=x", "cursor=YS9i"])
    async def test_queries_that_are_none(self, admin: httpx.AsyncClient, query: str):
        assert (await admin.get(f"{ADDRESS}?{query}")).status_code == 422

    async def test_nobody_reads_it(self, stranger: httpx.AsyncClient, orders: str):
        assert (await stranger.get(ADDRESS)).status_code == 401
        assert (await stranger.get(f"{ADDRESS}/shop/{orders}/1.9.0")).status_code == 401

    async def test_every_tenant_sees_it(self, somebody: Somebody, other_tenant: str, orders: str):
        anyone = await somebody(other_tenant)
        assert (await anyone.get(f"{ADDRESS}/shop/{orders}/1.9.0")).status_code == 200


class TestDescribe:
    async def test_with_its_schema_and_no_document(self, admin: httpx.AsyncClient, orders: str):
        answer = (await admin.get(f"{ADDRESS}/shop/{orders}/1.9.0")).json()
        shown = CodeShown.model_validate(answer)
        assert (shown.kind, shown.title, shown.input) == ("code", f"The {orders}", SCHEMA)
        assert shown.served
        assert "document" not in answer

    @pytest.mark.parametrize(
        "place", ["shop/nothing/1.0.0", "shop/x/latest", "%00/x/1.0.0", "shop/☃/1.0.0"]
    )
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, place: str):
        assert (await admin.get(f"{ADDRESS}/{place}")).status_code in (404, 422)

    async def test_what_is_withdrawn(
        self, admin: httpx.AsyncClient, orders: str, database: Database
    ):
        async with database.shared() as session:
            await code.declare(session, f"of-{orders}", [declared(orders, "1.9.0")])
        assert (await admin.get(f"{ADDRESS}/shop/{orders}/1.10.0")).status_code == 404
        assert (await admin.get(f"{ADDRESS}/shop/{orders}/1.9.0")).status_code == 200


class TestStart:
    async def test_the_highest_release(self, admin: httpx.AsyncClient, orders: str):
        given = {"workflow": f"shop/{orders}", "input": {"name": "Ada"}}
        answer = await admin.post("/api/v1/runs", json=given)
        assert answer.status_code == 201, answer.text
        run = answer.json()
        assert (run["version"], run["package"]) == ("1.10.0", f"of-{orders}")
        assert run["title"] == f"The {orders}"
        assert run["warnings"] == []
        again = (await admin.get(f"/api/v1/runs/{run['id']}")).json()
        assert (again["title"], again["package"]) == (run["title"], run["package"])
        listed = (await admin.get(f"/api/v1/runs?workflow=shop/{orders}")).json()
        assert [one["package"] for one in listed["items"]] == [f"of-{orders}"]

    async def test_a_version_by_name(self, admin: httpx.AsyncClient, orders: str):
        given = {"workflow": f"shop/{orders}", "version": "2.0.0-rc.1"}
        assert (await admin.post("/api/v1/runs", json=given)).json()["version"] == "2.0.0-rc.1"

    @pytest.mark.parametrize("version", ["7.0.0", "latest", "☃"])
    async def test_a_version_that_is_not_there(
        self, admin: httpx.AsyncClient, orders: str, version: str
    ):
        given = {"workflow": f"shop/{orders}", "version": version}
        assert (await admin.post("/api/v1/runs", json=given)).status_code == 404

    async def test_a_definition_of_the_tenant_goes_before(
        self, admin: httpx.AsyncClient, orders: str
    ):
        text = (
            f"document: {{ dsl: '1.0.3', namespace: shop, name: {orders}, version: '1.9.0' }}\n"
            "do: [{ a: { set: { b: 1 } } }]\n"
        )
        await admin.post("/api/v1/definitions", content=text, headers=YAML)
        given = {"workflow": f"shop/{orders}", "version": "1.9.0"}
        assert (await admin.post("/api/v1/runs", json=given)).json()["package"] is not None
        await admin.post(f"/api/v1/definitions/shop/{orders}/1.9.0/publish")
        assert (await admin.post("/api/v1/runs", json=given)).json()["package"] is None


class TestPublish:
    async def publish(
        self, admin: httpx.AsyncClient, orders: str, given: str
    ) -> list[dict[str, str]]:
        text = (
            f"document: {{ dsl: '1.0.3', namespace: shop, name: p{orders[:40]}, version: '1.0.0' "
            "}\ndo:\n  - order:\n      run:\n        workflow:\n          namespace: shop\n"
            f"          name: {orders}\n          version: '1.9.0'\n          input: {given}\n"
        )
        answer = await admin.post("/api/v1/definitions", content=text, headers=YAML)
        assert answer.status_code == 201, answer.text
        answer = await admin.post(f"/api/v1/definitions/shop/p{orders[:40]}/1.0.0/publish")
        return answer.json().get("errors", [])

    async def test_what_fits(self, admin: httpx.AsyncClient, orders: str):
        assert await self.publish(admin, orders, "{ name: Ada }") == []

    async def test_what_does_not(self, admin: httpx.AsyncClient, orders: str):
        (fault,) = await self.publish(admin, orders, "{ name: 7 }")
        assert (fault["code"], fault["pointer"]) == (
            "process-input",
            "/do/0/order/run/workflow/input/name",
        )
