"""Sketches over HTTP: nothing typed is lost, and nobody saves over what they haven't seen."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from api.sketches.schemas import MOST_BYTES
from tests.api.conftest import HELLO, Somebody

ADDRESS = "/api/v1/sketches"
AT = f"{ADDRESS}/tests/hello"
YAML = {"Content-Type": "application/yaml"}
NEW = {"If-None-Match": "*"}


def seen(revision: int | str) -> dict[str, str]:
    return {"If-Match": f'"{revision}"'}


async def begin(client: httpx.AsyncClient, text: str = "one", at: str = AT, **more: object):
    answer = await client.put(at, json={"text": text, **more}, headers=NEW)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
async def omar(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant, "designer")


class TestSave:
    async def test_what_can_not_be_read_is_kept(self, admin: httpx.AsyncClient):
        answer = await admin.put(AT, json={"text": "do: [\n☃", "basedOn": "1.0.0"}, headers=NEW)
        assert answer.status_code == 200
        assert answer.headers["ETag"] == '"1"'
        shown = answer.json()
        assert shown.pop("savedAt").endswith("Z")
        assert shown == {
            "namespace": "tests",
            "name": "hello",
            "title": None,
            "text": "do: [\n☃",
            "revision": 1,
            "basedOn": "1.0.0",
            "savedByName": "Some Body",
        }
        read = await admin.get(AT)
        assert read.headers["ETag"] == '"1"'
        assert read.json() == answer.json()

    async def test_two_who_save(self, admin: httpx.AsyncClient, omar: httpx.AsyncClient):
        await begin(admin, basedOn="1.0.0")
        second = await admin.put(AT, json={"text": "two"}, headers=seen(1))
        assert (second.json()["revision"], second.json()["basedOn"]) == (2, "1.0.0")
        late = await omar.put(AT, json={"text": "mine"}, headers=seen(1))
        assert late.status_code == 409
        problem = late.json()
        assert problem["type"] == "urn:baton:problem:moved"
        assert problem["newest"] == second.json()
        assert "newest" in problem["remedy"]
        chosen = await omar.put(AT, json={"text": "mine"}, headers=seen(2))
        assert (chosen.status_code, chosen.json()["revision"]) == (200, 3)

    async def test_of_twenty_at_once_one_wins(self, admin: httpx.AsyncClient):
        await begin(admin)
        answers = await asyncio.gather(
            *(admin.put(AT, json={"text": str(n)}, headers=seen(1)) for n in range(20))
        )
        assert sorted(one.status_code for one in answers) == [200] + [409] * 19
        (won,) = [one.json() for one in answers if one.status_code == 200]
        assert (await admin.get(AT)).json() == won
        assert all(one.json()["newest"] == won for one in answers if one.status_code == 409)

    async def test_the_same_again(self, admin: httpx.AsyncClient):
        first = await begin(admin)
        for headers in (NEW, seen(1), seen(7)):
            again = await admin.put(AT, json={"text": "one"}, headers=headers)
            assert (again.status_code, again.json()) == (200, first)

    async def test_without_saying_what_was_seen(self, admin: httpx.AsyncClient):
        for method, body in (("PUT", {"text": "x"}), ("DELETE", None)):
            answer = await admin.request(method, AT, json=body)
            assert answer.status_code == 428
            assert "If-Match" in answer.json()["remedy"]
        assert (await admin.get(AT)).status_code == 404

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"If-Match": "1"}, 422),
            ({"If-Match": 'W/"1"'}, 409),
            ({"If-Match": '"1", "2"'}, 200),
            ({"If-Match": "*"}, 200),
            ({"If-Match": '"1"', "If-None-Match": "*"}, 422),
            ({"If-None-Match": '"1"'}, 422),
            (NEW, 409),
        ],
        ids=range(7),
    )
    async def test_headers(self, admin: httpx.AsyncClient, headers: dict[str, str], status: int):
        await begin(admin)
        answer = await admin.put(AT, json={"text": "two"}, headers=headers)
        assert answer.status_code == status
        assert status == 200 or answer.json()["remedy"]

    async def test_one_that_was_discarded(self, admin: httpx.AsyncClient):
        await begin(admin)
        assert (await admin.delete(AT, headers=seen(2))).status_code == 409
        assert (await admin.delete(AT, headers=seen(1))).status_code == 204
        assert (await admin.delete(AT, headers=seen(1))).status_code == 404
        for path in (AT, f"{AT}/revisions", f"{AT}/revisions/1"):
            assert (await admin.get(path)).status_code == 404
        late = await admin.put(AT, json={"text": "late"}, headers=seen(1))
        assert (late.status_code, late.json()["newest"]) == (409, None)
        assert (await begin(admin, "anew"))["revision"] == 2

    async def test_as_long_as_may_be(self, admin: httpx.AsyncClient):
        text = 'a: "é"\n' * (MOST_BYTES // 8)
        assert (await begin(admin, text))["text"] == text

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            {"text": None},
            {"text": 1},
            {"text": "a\0b"},
            {"text": "x" * (MOST_BYTES + 1)},
            {"text": "é" * (MOST_BYTES // 2 + 1)},
            {"text": "x", "basedOn": "x" * 101},
            {"text": "x", "basedOn": "\0"},
            {"text": "x", "apart": 1},
            {"text": "x", "revision": 1},
        ],
        ids=range(11),
    )
    async def test_what_is_none(self, admin: httpx.AsyncClient, body: object):
        answer = await admin.put(AT, json=body, headers=NEW)
        assert answer.status_code == 422
        assert answer.json()["errors"]
        assert (await admin.get(AT)).status_code == 404

    async def test_half_a_character(self, admin: httpx.AsyncClient):
        headers = {**NEW, "Content-Type": "application/json"}
        answer = await admin.put(AT, content=b'{"text": "\\ud83d"}', headers=headers)
        assert answer.status_code in (400, 422)
        assert answer.json()["remedy"]

    @pytest.mark.parametrize("name", ["a_b", "-a", "a-", "%F0%9F%90%8D", "a%00", "x" * 64, "'"])
    async def test_names_that_no_process_has(self, admin: httpx.AsyncClient, name: str):
        for at in (f"{ADDRESS}/tests/{name}", f"{ADDRESS}/{name}/hello"):
            answer = await admin.put(at, json={"text": "x"}, headers=NEW)
            assert answer.status_code == 422
            assert answer.json()["remedy"]
            assert (await admin.get(at)).status_code in (404, 422)


class TestRevisions:
    async def test_each_by_whom_and_when(self, admin, omar):
        await begin(admin)
        await omar.put(AT, json={"text": "two"}, headers=seen(1))
        await omar.put(AT, json={"text": "three", "apart": True}, headers=seen(2))
        first = (await admin.get(f"{AT}/revisions", params={"limit": 2})).json()
        rest = await admin.get(f"{AT}/revisions", params={"limit": 2, "cursor": first["next"]})
        assert [one["revision"] for one in first["items"] + rest.json()["items"]] == [3, 2, 1]
        assert rest.json()["next"] is None
        assert {*first["items"][0]} == {"revision", "savedByName", "savedAt"}
        one = (await admin.get(f"{AT}/revisions/1")).json()
        assert (one["text"], one["revision"]) == ("one", 1)

    @pytest.mark.parametrize("number", ["0", "9", "x", "1.5", "-1", "9" * 30])
    async def test_what_is_none(self, admin: httpx.AsyncClient, number: str):
        await begin(admin)
        assert (await admin.get(f"{AT}/revisions/{number}")).status_code in (404, 422)

    @pytest.mark.parametrize("cursor", ["x", "eA", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
    async def test_cursors_of_nobody(self, admin: httpx.AsyncClient, cursor: str):
        await begin(admin)
        for path in (f"{AT}/revisions", ADDRESS):
            answer = await admin.get(path, params={"cursor": cursor})
            assert answer.status_code == 422, (path, cursor)


class TestPage:
    async def test_the_newest_first_without_texts(self, admin: httpx.AsyncClient, hello: str):
        for name in ("a", "b", "hello"):
            await begin(admin, at=f"{ADDRESS}/tests/{name}")
        await admin.put(f"{ADDRESS}/tests/a", json={"text": "two"}, headers=seen(1))
        names: list[str] = []
        query: dict[str, str] = {"limit": "1"}
        while True:
            shown = (await admin.get(ADDRESS, params=query)).json()
            names += [one["name"] for one in shown["items"]]
            assert "text" not in shown["items"][0]
            if shown["next"] is None:
                break
            query["cursor"] = shown["next"]
        assert names == ["a", "hello", "b"]


class TestWho:
    async def test_members_see_none(self, admin, somebody: Somebody, tenant: str):
        await begin(admin, "mine")
        member = await somebody(tenant, "member")
        for method, path in (
            ("GET", ADDRESS),
            ("GET", AT),
            ("GET", f"{AT}/revisions"),
            ("GET", f"{AT}/revisions/1"),
            ("PUT", AT),
            ("DELETE", AT),
        ):
            answer = await member.request(method, path, json={"text": "x"}, headers=seen(1))
            assert answer.status_code == 403
            assert "mine" not in answer.text

    async def test_of_a_process_that_is_closed(self, admin, omar, hello: str):
        await begin(admin, "mine")
        closed = {"restricted": True, "grants": []}
        answer = await admin.put("/api/v1/processes/tests/hello/access", json=closed)
        assert answer.status_code == 200, answer.text
        assert (await omar.get(ADDRESS)).json()["items"] == []
        for answer in (
            await omar.get(AT),
            await omar.put(AT, json={"text": "x"}, headers=seen(1)),
            await omar.delete(AT, headers=seen(1)),
        ):
            assert answer.status_code in (403, 404)
            assert "mine" not in answer.text
        assert (await admin.get(AT)).json()["text"] == "mine"

    async def test_another_tenant_has_its_own(self, admin, somebody: Somebody, other_tenant: str):
        await begin(admin, "mine")
        other = await somebody(other_tenant, "admin")
        assert (await other.get(AT)).status_code == 404
        assert (await other.get(ADDRESS)).json()["items"] == []
        assert (await begin(other, "theirs"))["revision"] == 1
        assert (await admin.get(AT)).json()["text"] == "mine"


class TestPublished:
    async def test_the_sketch_becomes_that_version(self, admin: httpx.AsyncClient):
        await begin(admin, HELLO)
        await admin.post("/api/v1/definitions", content=HELLO, headers=YAML)
        await admin.post("/api/v1/definitions/tests/hello/1.0.0/publish")
        shown = (await admin.get(AT)).json()
        assert (shown["basedOn"], shown["revision"], shown["text"]) == ("1.0.0", 1, HELLO)

    async def test_not_one_that_has_gone_on(self, admin: httpx.AsyncClient):
        await begin(admin, f"{HELLO}# more\n", basedOn="0.9.0")
        await admin.post("/api/v1/definitions", content=HELLO, headers=YAML)
        await admin.post("/api/v1/definitions/tests/hello/1.0.0/publish")
        assert (await admin.get(AT)).json()["basedOn"] == "0.9.0"


async def test_the_trail_is_not_flooded(admin: httpx.AsyncClient, omar, services):
    await begin(admin)
    for revision in range(1, 5):
        await admin.put(AT, json={"text": str(revision)}, headers=seen(revision))
        await omar.put(AT, json={"text": "late"}, headers=seen(revision))
    await admin.delete(AT, headers=seen(5))
    await services.background.finish(5)
    items = (await admin.get("/api/v1/audit")).json()["items"]
    said = [(one["action"], one["outcome"]) for one in items]
    # Another hour may have begun meanwhile.
    assert 1 <= said.count(("sketch.save", "done")) <= 2
    assert 1 <= said.count(("sketch.save", "refused")) <= 2
    assert said.count(("sketch.discard", "done")) == 1
    assert {one["subject"] for one in items} == {"process:tests/hello"}
