"""Processes over HTTP: versions in one line, and the runs that who asks may see."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import HELLO, Somebody, Stage

ADDRESS = "/api/v1/processes"
YAML = {"Content-Type": "application/yaml"}
TITLED = HELLO.replace(
    "version: '1.0.0'", "version: '1.1.0'\n  title: A Greeting\n  summary: Says hello to ☃."
)


@pytest.fixture
async def titled(admin: httpx.AsyncClient, hello: str) -> str:
    """Beside the published version a draft of the next one."""
    answer = await admin.post("/api/v1/definitions", content=TITLED, headers=YAML)
    assert answer.status_code == 201
    assert answer.json()["summary"] == "Says hello to ☃."
    assert answer.json()["createdByName"] == "Some Body"
    return hello


class TestPage:
    async def test_a_line_each(self, admin: httpx.AsyncClient, titled: str):
        (item,) = (await admin.get(ADDRESS)).json()["items"]
        assert item.pop("updatedAt").endswith("Z")
        assert item == {
            "namespace": "tests",
            "name": "hello",
            "title": None,
            "summary": None,
            "version": "1.0.0",
            "draft": "1.1.0",
            "state": "published",
            "lastRun": None,
            "openRuns": 0,
        }

    async def test_filters_and_pages(self, admin: httpx.AsyncClient, titled: str):
        for name in ("a", "b"):
            other = TITLED.replace("name: hello", f"name: {name}")
            await admin.post("/api/v1/definitions", content=other, headers=YAML)

        async def names(**query: str) -> list[str]:
            seen: list[str] = []
            while True:
                page = (await admin.get(ADDRESS, params=query)).json()
                seen += [item["name"] for item in page["items"]]
                if page["next"] is None:
                    return seen
                query["cursor"] = page["next"]

        assert await names(limit="1") == ["a", "b", "hello"]
        assert await names(state="draft") == ["a", "b"]
        assert await names(search="greeting", limit="1") == ["a", "b"]
        assert await names(state="archived") == []

    async def test_runs_that_who_asks_may_see(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, titled: str, stage: Stage
    ):
        member = await somebody(tenant, "member")
        body = {"workflow": titled}
        own = (await member.post("/api/v1/runs", json=body)).json()["id"]
        last = (await admin.post("/api/v1/runs", json=body)).json()["id"]
        (item,) = (await admin.get(ADDRESS)).json()["items"]
        assert (item["lastRun"]["id"], item["openRuns"]) == (last, 2)
        (item,) = (await member.get(ADDRESS)).json()["items"]
        assert (item["lastRun"]["id"], item["openRuns"]) == (own, 1)
        await stage.end(tenant, own, "completed")
        shown = (await member.get(f"{ADDRESS}/{titled}")).json()
        assert (shown["lastRun"]["status"], shown["openRuns"]) == ("completed", 0)

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "none"},
            {"cursor": "YQ"},
            {"cursor": "!"},
            {"search": "a\0b"},
            {"search": "x" * 101},
            {"limit": "201"},
        ],
    )
    async def test_strange_questions(self, admin: httpx.AsyncClient, query: dict[str, str]):
        answer = await admin.get(ADDRESS, params=query)
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestShow:
    async def test_with_all_versions(self, admin: httpx.AsyncClient, titled: str):
        shown = (await admin.get(f"{ADDRESS}/{titled}")).json()
        assert [version["version"] for version in shown["versions"]] == ["1.1.0", "1.0.0"]
        assert [version["state"] for version in shown["versions"]] == ["draft", "published"]
        assert shown["versions"][0]["createdByName"] == "Some Body"

    @pytest.mark.parametrize("name", ["a/b", "tests/%00", "%F0%9F%90%8D/x", "tests/" + "a" * 64])
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, name: str):
        answer = await admin.get(f"{ADDRESS}/{name}")
        assert answer.status_code in (404, 422)
        assert answer.json()["remedy"]


class TestAnotherTenant:
    async def test_sees_none(self, somebody: Somebody, other_tenant: str, titled: str):
        other = await somebody(other_tenant, "admin")
        assert (await other.get(ADDRESS)).json() == {"items": [], "next": None}
        assert (await other.get(f"{ADDRESS}/{titled}")).status_code == 404
