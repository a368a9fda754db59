"""Definitions over HTTP: register, save over, read; and what is refused."""

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


class TestBase:
    """A draft is saved over what its writer has read."""

    async def test_the_etag_of_what_was_read(self, admin: httpx.AsyncClient):
        first = await register(admin, HELLO)
        read = await admin.get(HELLO_1)
        assert read.headers["etag"] == first.headers["etag"]
        answer = await register(
            admin, HELLO.replace("Hello", "Hej"), **{"If-Match": read.headers["etag"]}
        )
        assert answer.status_code == 201
        assert answer.headers["etag"] == (await admin.get(HELLO_1)).headers["etag"]
        assert answer.headers["etag"] != read.headers["etag"]

    async def test_the_hash_of_what_was_read(self, admin: httpx.AsyncClient):
        first = (await register(admin, HELLO)).json()["hash"]
        answer = await register(admin, HELLO.replace("Hello", "Hej"), **{"If-Match": f'"{first}"'})
        assert answer.status_code == 201

    async def test_what_has_moved(self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str):
        first = (await register(admin, HELLO)).headers["etag"]
        designer = await somebody(tenant, "designer")
        moved = (await register(designer, HELLO.replace("Hello", "Hej"))).json()
        answer = await register(admin, HELLO.replace("Hello", "Salut"), **{"If-Match": first})
        assert answer.status_code == 409
        problem = answer.json()
        assert problem["type"] == "urn:baton:problem:moved"
        assert problem["remedy"]
        assert problem["newest"] == {
            "version": "1.0.0",
            "state": "draft",
            "hash": moved["hash"],
            "savedByName": "Some Body",
            "savedAt": moved["savedAt"],
        }
        assert "Hej" in (await admin.get(HELLO_1)).json()["source"]

    async def test_a_comment_moves_it_too(self, admin: httpx.AsyncClient):
        first = (await register(admin, HELLO)).headers["etag"]
        commented = await register(admin, f"# why\n{HELLO}")
        assert commented.headers["etag"] != first
        answer = await register(admin, HELLO.replace("Hello", "Hej"), **{"If-Match": first})
        assert answer.status_code == 409

    async def test_what_must_be_new(self, admin: httpx.AsyncClient):
        new = {"If-None-Match": "*"}
        assert (await register(admin, HELLO, **new)).status_code == 201
        answer = await register(admin, HELLO, **new)
        assert (answer.status_code, answer.json()["newest"]["state"]) == (409, "draft")

    async def test_what_was_never_there(self, admin: httpx.AsyncClient):
        answer = await register(admin, HELLO, **{"If-Match": "*"})
        assert (answer.status_code, answer.json()["newest"]) == (409, None)

    async def test_what_has_been_published_meanwhile(self, admin: httpx.AsyncClient, hello: str):
        read = (await admin.get(HELLO_1)).headers["etag"]
        answer = await register(admin, HELLO.replace("Hello", "Hej"), **{"If-Match": read})
        assert (answer.status_code, answer.json()["newest"]["state"]) == (409, "published")

    async def test_of_many_at_once_one_is_kept(self, admin: httpx.AsyncClient):
        first = (await register(admin, HELLO)).headers["etag"]
        texts = [HELLO.replace("Hello", f"Hello {number}") for number in range(8)]
        answers = await asyncio.gather(
            *(register(admin, text, **{"If-Match": first}) for text in texts)
        )
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
        (kept,) = [answer.json() for answer in answers if answer.status_code == 201]
        assert (await admin.get(HELLO_1)).json()["hash"] == kept["hash"]

    @pytest.mark.parametrize("header", ["abc", '"a', "", '"a" "b"', "x" * 2000])
    async def test_strange_headers(self, admin: httpx.AsyncClient, header: str):
        answer = await register(admin, HELLO, **{"If-Match": header})
        assert answer.status_code == 422
        assert answer.json()["remedy"]


class TestRead:
    async def test_keys_keep_their_order(self, admin: httpx.AsyncClient):
        await register(admin, HELLO + "metadata: {zebra: 1, apple: 2, 10: 3, 9: 4}\n")
        shown = (await admin.get(HELLO_1)).json()
        assert list(shown["document"]["metadata"]) == ["zebra", "apple", "10", "9"]

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

    async def test_of_one_process(self, admin: httpx.AsyncClient, hello: str):
        await register(admin, HELLO.replace("name: hello", "name: other"))
        page = (await admin.get(ADDRESS, params={"workflow": hello})).json()
        assert [item["name"] for item in page["items"]] == ["hello"]

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "none"},
            {"workflow": "tests"},
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
