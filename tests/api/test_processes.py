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


PARENT = """\
document: { dsl: '1.0.3', namespace: tests, name: parent, version: '1.0.0' }
do:
  - first: { run: { workflow: { namespace: tests, name: hello, input: { name: x } } } }
"""


class TestNextVersion:
    async def test_one_that_nobody_has(self, admin: httpx.AsyncClient, titled: str):
        at = f"{ADDRESS}/{titled}"
        assert (await admin.get(at)).json()["nextVersion"] == "1.1.1"
        later = HELLO.replace("1.0.0", "2.0.0-rc.1")
        await admin.post("/api/v1/definitions", content=later, headers=YAML)
        assert (await admin.get(at)).json()["nextVersion"] == "2.0.0"

    async def test_an_older_text_under_it(self, admin: httpx.AsyncClient, titled: str):
        """A number that was used stays used, also when its version is archived."""
        await admin.post("/api/v1/definitions/tests/hello/1.1.0/publish")
        await admin.delete("/api/v1/definitions/tests/hello/1.1.0")
        for version in ("1.0.0", "1.1.0"):
            text = HELLO.replace("1.0.0", version).replace("Hello", "Again")
            answer = await admin.post("/api/v1/definitions", content=text, headers=YAML)
            assert answer.status_code == 409
            assert "document.version" in answer.json()["remedy"]
        wanted = (await admin.get(f"{ADDRESS}/{titled}")).json()["nextVersion"]
        text = HELLO.replace("1.0.0", wanted)
        answer = await admin.post("/api/v1/definitions", content=text, headers=YAML)
        assert answer.status_code == 201
        published = await admin.post(f"/api/v1/definitions/tests/hello/{wanted}/publish")
        assert published.status_code == 200
        assert (await admin.get(f"{ADDRESS}/{titled}")).json()["version"] == wanted


class TestUses:
    async def test_who_runs_it_what_is_open_and_when(self, admin: httpx.AsyncClient, hello: str):
        timed = HELLO.replace("1.0.0", "1.0.1").replace("do:", "schedule: { every: PT1H }\ndo:")
        for text in (timed, PARENT):
            await admin.post("/api/v1/definitions", content=text, headers=YAML)
        await admin.post("/api/v1/definitions/tests/hello/1.0.1/publish")
        await admin.post("/api/v1/runs", json={"workflow": hello, "input": {"name": "x"}})
        shown = (await admin.get(f"{ADDRESS}/{hello}/uses")).json()
        assert shown["processes"] == [
            {
                "namespace": "tests",
                "name": "parent",
                "title": None,
                "version": "1.0.0",
                "state": "draft",
                "tasks": ["/do/0/first"],
            }
        ]
        assert shown["openRuns"] == 1
        (schedule,) = shown["schedules"]["items"]
        assert shown["schedules"]["nextAt"] == schedule["nextAt"]
        assert schedule["nextAt"].endswith("Z")
        await admin.post(f"/api/v1/schedules/{hello}/pause")
        shown = (await admin.get(f"{ADDRESS}/{hello}/uses")).json()
        assert shown["schedules"]["nextAt"] is None
        alone = (await admin.get(f"{ADDRESS}/tests/parent/uses")).json()
        nothing = {"nextAt": None, "items": []}
        assert alone == {"processes": [], "openRuns": 0, "schedules": nothing}

    async def test_no_trace_of_what_may_not_be_seen(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str
    ):
        await admin.post("/api/v1/definitions", content=PARENT, headers=YAML)
        await admin.post("/api/v1/runs", json={"workflow": hello, "input": {"name": "x"}})
        closed = {"restricted": True, "grants": []}
        await admin.put("/api/v1/processes/tests/parent/access", json=closed)
        member = await somebody(tenant, "member")
        shown = (await member.get(f"{ADDRESS}/{hello}/uses")).json()
        assert (shown["processes"], shown["openRuns"]) == ([], 0)

    async def test_of_what_is_not_there(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, hello: str
    ):
        other = await somebody(other_tenant, "admin")
        assert (await other.get(f"{ADDRESS}/{hello}/uses")).status_code == 404
        assert (await admin.get(f"{ADDRESS}/tests/nothing/uses")).status_code == 404
