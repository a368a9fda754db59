"""Definitions over HTTP: register, publish, read, archive; and what is refused."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.api.conftest import HELLO, Somebody

YAML = {"Content-Type": "application/yaml"}
ADDRESS = "/api/v1/definitions"
HELLO_1 = f"{ADDRESS}/tests/hello/1.0.0"


async def register(client: httpx.AsyncClient, text: str | bytes, **headers: str) -> httpx.Response:
    return await client.post(ADDRESS, content=text, headers={**YAML, **headers})


class TestRegister:
    async def test_a_draft(self, admin: httpx.AsyncClient):
        answer = await register(admin, HELLO)
        assert answer.status_code == 201
        shown = answer.json()
        assert (shown["namespace"], shown["name"], shown["version"]) == ("tests", "hello", "1.0.0")
        assert shown["state"] == "draft"
        assert shown["warnings"] == []
        assert len(shown["hash"]) == 64

    @pytest.mark.parametrize("kind", ["application/yaml", "text/yaml; charset=utf-8"])
    async def test_kinds_of_yaml(self, admin: httpx.AsyncClient, kind: str):
        answer = await register(admin, HELLO, **{"Content-Type": kind})
        assert answer.status_code == 201

    async def test_json(self, admin: httpx.AsyncClient):
        document = {
            "document": {"dsl": "1.0.3", "namespace": "tests", "name": "j", "version": "0.1.0"},
            "do": [{"a": {"set": {"b": 1}}}],
        }
        answer = await admin.post(ADDRESS, json=document)
        assert answer.status_code == 201

    @pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
    async def test_other_types(self, admin: httpx.AsyncClient, kind: str):
        answer = await register(admin, HELLO, **{"Content-Type": kind})
        assert answer.status_code == 415
        assert "application/yaml" in answer.json()["remedy"]

    @pytest.mark.parametrize(
        "text",
        [
            b"",
            b"\x00",
            b"\xff\xfe\xfa",
            b"- a\n- b",
            b"just text",
            b"{",
            b"[" * 50_000,
            b"a: &a [x]\nb: *b",
            "do: {}".encode("utf-16"),
            b"document: {}\ndo: []",
        ],
    )
    async def test_hostile_documents(self, admin: httpx.AsyncClient, text: bytes):
        answer = await register(admin, text)
        assert answer.status_code == 422
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["errors"]
        for error in problem["errors"]:
            assert error["code"]
            assert error["message"]
            assert error["remedy"]

    async def test_a_fault_has_its_place(self, admin: httpx.AsyncClient):
        broken = HELLO.replace("do:\n  - greet:", "do:\n  greet:")
        answer = await register(admin, broken)
        assert answer.status_code == 422
        assert any(error["pointer"] == "/do" and error["line"] for error in answer.json()["errors"])

    async def test_a_draft_may_change(self, admin: httpx.AsyncClient):
        first = (await register(admin, HELLO)).json()
        answer = await register(admin, HELLO.replace("Hello", "Goodbye"))
        assert answer.status_code == 201
        assert answer.json()["hash"] != first["hash"]

    async def test_a_published_version_never_changes(self, admin: httpx.AsyncClient, hello: str):
        answer = await register(admin, HELLO.replace("Hello", "Goodbye"))
        assert answer.status_code == 409
        assert "version" in answer.json()["remedy"]
        assert "Hello" in (await admin.get(HELLO_1)).json()["source"]

    async def test_the_same_text_again_is_no_conflict(self, admin: httpx.AsyncClient, hello: str):
        answer = await register(admin, HELLO)
        assert answer.status_code == 201
        assert answer.json()["state"] == "published"

    async def test_many_at_once_leave_one(self, admin: httpx.AsyncClient):
        answers = await asyncio.gather(*(register(admin, HELLO) for _ in range(8)))
        assert {answer.status_code for answer in answers} == {201}
        assert len((await admin.get(ADDRESS)).json()["items"]) == 1

    async def test_members_may_not(self, somebody: Somebody, tenant: str):
        member = await somebody(tenant, "member")
        assert (await register(member, HELLO)).status_code == 403


class TestPublish:
    async def test_opens_it(self, admin: httpx.AsyncClient):
        await register(admin, HELLO)
        answer = await admin.post(f"{HELLO_1}/publish")
        assert answer.status_code == 200
        assert answer.json()["state"] == "published"
        assert answer.json()["publishedAt"]

    async def test_twice_is_once(self, admin: httpx.AsyncClient, hello: str):
        first = (await admin.get(HELLO_1)).json()["publishedAt"]
        answer = await admin.post(f"{HELLO_1}/publish")
        assert answer.status_code == 200
        assert answer.json()["publishedAt"] == first

    async def test_what_can_not_run_yet_is_refused(self, admin: httpx.AsyncClient):
        emits = HELLO.replace(
            'set:\n        greeting: ${ "Hello, " + .name + "!" }',
            "emit: { event: { with: { type: a.b, source: 'urn:x' } } }",
        )
        assert (await register(admin, emits)).status_code == 201
        answer = await admin.post(f"{HELLO_1}/publish")
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["code"] == "unsupported-task"
        assert error["pointer"].startswith("/do/0/")

    async def test_what_is_not_there(self, admin: httpx.AsyncClient):
        answer = await admin.post(f"{ADDRESS}/tests/nothing/1.0.0/publish")
        assert answer.status_code == 404
        assert answer.json()["remedy"]

    async def test_an_archived_one_stays_archived(self, admin: httpx.AsyncClient, hello: str):
        await admin.delete(HELLO_1)
        answer = await admin.post(f"{HELLO_1}/publish")
        assert answer.status_code == 409


class TestRead:
    async def test_with_its_text(self, admin: httpx.AsyncClient, hello: str):
        shown = (await admin.get(HELLO_1)).json()
        assert shown["source"] == HELLO
        assert shown["document"]["document"]["name"] == "hello"

    async def test_pages(self, admin: httpx.AsyncClient):
        for number in range(5):
            text = HELLO.replace("version: '1.0.0'", f"version: '1.{number}.0'")
            assert (await register(admin, text)).status_code == 201
        seen: list[str] = []
        cursor: str | None = None
        while True:
            query = {"limit": "2", **({"cursor": cursor} if cursor else {})}
            page = (await admin.get(ADDRESS, params=query)).json()
            seen += [item["version"] for item in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert seen == [f"1.{number}.0" for number in range(5)]

    async def test_by_state(self, admin: httpx.AsyncClient, hello: str):
        await register(admin, HELLO.replace("'1.0.0'", "'2.0.0'", 1))
        drafts = (await admin.get(ADDRESS, params={"state": "draft"})).json()["items"]
        assert [item["version"] for item in drafts] == ["2.0.0"]

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "none"},
            {"cursor": "!"},
            {"cursor": "YQ"},
            {"cursor": "_w"},
            {"cursor": "x" * 600},
            {"limit": "0"},
            {"limit": "100000"},
            {"limit": "many"},
        ],
    )
    async def test_strange_pages(self, admin: httpx.AsyncClient, query: dict[str, str]):
        answer = await admin.get(ADDRESS, params=query)
        assert answer.status_code == 422
        assert answer.json()["remedy"]

    @pytest.mark.parametrize("name", ["nothing", "%00", "%F0%9F%90%8D", "a" * 64, "..%2f..", "'"])
    async def test_strange_names(self, admin: httpx.AsyncClient, name: str):
        answer = await admin.get(f"{ADDRESS}/tests/{name}/1.0.0")
        assert answer.status_code in (404, 422)
        assert answer.json()["remedy"]


class TestArchive:
    async def test_takes_it_out_of_use(self, admin: httpx.AsyncClient, hello: str):
        assert (await admin.delete(HELLO_1)).status_code == 204
        assert (await admin.get(HELLO_1)).json()["state"] == "archived"
        answer = await admin.post("/api/v1/runs", json={"workflow": hello})
        assert answer.status_code == 404

    async def test_what_is_not_there(self, admin: httpx.AsyncClient):
        assert (await admin.delete(f"{ADDRESS}/a/b/1.0.0")).status_code == 404


class TestAnotherTenant:
    async def test_sees_nothing(self, somebody: Somebody, other_tenant: str, hello: str):
        other = await somebody(other_tenant, "admin")
        assert (await other.get(HELLO_1)).status_code == 404
        assert (await other.post(f"{HELLO_1}/publish")).status_code == 404
        assert (await other.delete(HELLO_1)).status_code == 404
        assert (await other.get(ADDRESS)).json()["items"] == []

    async def test_may_have_the_same_name(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, hello: str
    ):
        other = await somebody(other_tenant, "admin")
        assert (await register(other, HELLO.replace("Hello", "Hej"))).status_code == 201
        assert "Hello" in (await admin.get(HELLO_1)).json()["source"]
