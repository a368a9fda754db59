"""The catalogue over HTTP, and publications that lean on it."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from api.functions.schemas import FunctionPage, FunctionShown
from api.services import Services
from definitions.functions.catalogue import Catalogue, shipped
from store import functions
from store.session import Database
from tests.api.conftest import Somebody
from tests.definitions.functions.declaring import declared

ADDRESS = "/api/v1/functions"
YAML = {"Content-Type": "application/yaml"}


class TestPage:
    async def test_what_comes_with_baton(self, somebody: Somebody, tenant: str):
        anyone = await somebody(tenant)
        page = (await anyone.get(ADDRESS)).json()
        assert FunctionPage.model_validate(page).next is None
        calls = [item["call"] for item in page["items"]]
        assert calls == [one.called for one in shipped()]
        assert "http" in calls
        assert "log:1.0.0@default" in calls
        (log,) = (item for item in page["items"] if item["name"] == "log")
        assert log["input"]["properties"]["message"]["title"] == "Message"
        assert log["newest"] is True

    async def test_one_by_one(self, admin: httpx.AsyncClient):
        query: dict[str, str] = {"limit": "1", "category": "tools"}
        names = []
        while True:
            page = (await admin.get(ADDRESS, params=query)).json()
            names += [item["name"] for item in page["items"]]
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert names == ["log", "uuid"]

    @pytest.mark.parametrize("query", ["limit=0", "limit=201", "cursor=x", "search=" + "a" * 101])
    async def test_queries_that_are_none(self, admin: httpx.AsyncClient, query: str):
        assert (await admin.get(f"{ADDRESS}?{query}")).status_code == 422

    async def test_nobody_reads_it(self, stranger: httpx.AsyncClient):
        assert (await stranger.get(ADDRESS)).status_code == 401
        assert (await stranger.get(f"{ADDRESS}/log/1.0.0")).status_code == 401


class TestDescribe:
    async def test_one_version(self, admin: httpx.AsyncClient):
        answer = await admin.get(f"{ADDRESS}/template/1.0.0")
        assert answer.status_code == 200
        shown = FunctionShown.model_validate(answer.json())
        assert shown.examples[0].output == "Dear Ada, you have 2 items."
        assert shown.timeoutSeconds == 30

    @pytest.mark.parametrize("place", ["template/2.0.0", "nowhere/1.0.0", "%00/1.0.0", "../1.0.0"])
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, place: str):
        assert (await admin.get(f"{ADDRESS}/{place}")).status_code == 404


class TestPublish:
    @pytest.fixture
    def name(self, services: Services) -> str:
        """A function of this test alone; fingerprints belong to the whole installation."""
        name = f"f-{uuid4()}"
        services.catalogue = Catalogue([*shipped(), declared(name=name)])
        return name

    async def publish(self, admin: httpx.AsyncClient, task: str, process: str) -> httpx.Response:
        text = (
            f"document: {{ dsl: '1.0.3', namespace: tests, name: {process}, version: '1.0.0' }}\n"
            f"do:\n  - greet: {task}\n"
        )
        answer = await admin.post("/api/v1/definitions", content=text, headers=YAML)
        assert answer.status_code == 201, answer.text
        return await admin.post(f"/api/v1/definitions/tests/{process}/1.0.0/publish")

    async def test_fixes_the_schema(
        self, admin: httpx.AsyncClient, services: Services, database: Database, name: str
    ):
        task = f"{{ call: '{name}:1.0.0', with: {{ name: '${{ .name }}' }} }}"
        assert (await self.publish(admin, task, "one")).status_code == 200
        other = declared(name=name, output={"type": "integer"})
        async with database.shared() as session:
            now = {other.key: other.fingerprint}
            assert await functions.changed(session, now) == [other.key]
        services.catalogue = Catalogue([other])
        refused = await self.publish(admin, task, "two")
        assert refused.status_code == 409
        assert refused.json()["type"].endswith("function-changed")
        assert name in refused.json()["detail"]
        assert "version" in refused.json()["remedy"]

    @pytest.mark.parametrize(
        ("task", "code", "pointer"),
        [
            ("{ call: 'nowhere:1.0.0' }", "unknown-function", "/do/0/greet/call"),
            ("{ call: 'NAME:2.0.0' }", "unknown-function", "/do/0/greet/call"),
            ("{ call: 'NAME:1.0.0' }", "function-arguments", "/do/0/greet/with/name"),
            (
                "{ call: 'NAME:1.0.0', with: { name: 5 } }",
                "function-arguments",
                "/do/0/greet/with/name",
            ),
        ],
    )
    async def test_is_refused_where_the_call_is_wrong(
        self, admin: httpx.AsyncClient, name: str, task: str, code: str, pointer: str
    ):
        answer = await self.publish(admin, task.replace("NAME", name), "wrong")
        assert answer.status_code == 422
        (fault,) = answer.json()["errors"]
        assert (fault["code"], fault["pointer"], fault["line"]) == (code, pointer, 3)
        assert fault["remedy"]
