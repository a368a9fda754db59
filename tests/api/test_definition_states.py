"""The states of definitions over HTTP: published, deprecated, archived; who may set them."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.api.conftest import HELLO, Somebody
from tests.api.test_definitions import ADDRESS, HELLO_1, register

PARENT = "document: { dsl: '1.0.3', namespace: tests, name: parent, version: '1.0.0' }\ndo:\n"


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

    async def test_with_notes(self, admin: httpx.AsyncClient):
        await register(admin, HELLO)
        assert (await admin.get(HELLO_1)).json()["notes"] is None
        notes = "Greets in ☃.\nNothing else."
        answer = await admin.post(f"{HELLO_1}/publish", json={"notes": f" {notes}\n"})
        assert answer.json()["notes"] == notes
        # Twice is once: what was said stays, also when it comes back from being deprecated.
        await admin.post(f"{HELLO_1}/publish", json={"notes": "Other"})
        await admin.post(f"{HELLO_1}/deprecate")
        await admin.post(f"{HELLO_1}/publish", json={"notes": "Other"})
        (shown,) = (await admin.get("/api/v1/processes/tests/hello")).json()["versions"]
        assert (shown["notes"], shown["state"]) == (notes, "published")

    @pytest.mark.parametrize(
        "body", [{"notes": 1}, {"notes": "x" * 2001}, {"notes": "\0"}, {"note": "x"}], ids=range(4)
    )
    async def test_with_what_are_no_notes(self, admin: httpx.AsyncClient, body: object):
        await register(admin, HELLO)
        answer = await admin.post(f"{HELLO_1}/publish", json=body)
        assert answer.status_code == 422
        assert (await admin.get(HELLO_1)).json()["state"] == "draft"

    async def test_with_empty_ones(self, admin: httpx.AsyncClient):
        await register(admin, HELLO)
        answer = await admin.post(f"{HELLO_1}/publish", json={"notes": " \n"})
        assert answer.json()["notes"] is None

    async def test_only_the_text_that_was_looked_at(self, admin: httpx.AsyncClient):
        tag = (await register(admin, HELLO)).headers["ETag"]
        other = HELLO.replace("Hello", "Good day")
        await register(admin, other)
        answer = await admin.post(f"{HELLO_1}/publish", headers={"If-Match": tag})
        assert answer.status_code == 409
        assert "has saved another text as tests/hello 1.0.0" in answer.json()["detail"]
        assert answer.json()["newest"]["state"] == "draft"
        assert (await admin.get(HELLO_1)).json()["state"] == "draft"
        tag = (await admin.get(HELLO_1)).headers["ETag"]
        answer = await admin.post(f"{HELLO_1}/publish", headers={"If-Match": tag})
        assert answer.json()["state"] == "published"

    async def test_only_over_the_version_that_was_looked_at(self, admin: httpx.AsyncClient):
        for version in ("1.0.0", "1.1.0", "1.2.0"):
            await register(admin, HELLO.replace("1.0.0", version))

        async def publish(version: str, after: str | None) -> httpx.Response:
            address = f"{ADDRESS}/tests/hello/{version}/publish"
            return await admin.post(address, json={"after": after})

        assert (await publish("1.0.0", "0.9.0")).status_code == 409
        assert (await publish("1.0.0", None)).status_code == 200
        # Both have compared with 1.0.0; one of them comes first.
        answers = await asyncio.gather(publish("1.1.0", "1.0.0"), publish("1.2.0", "1.0.0"))
        first, second = sorted(answers, key=lambda answer: answer.status_code)
        assert (first.status_code, second.status_code) == (200, 409)
        won = first.json()["version"]
        assert second.json()["newest"]["version"] == won
        assert f"has published tests/hello {won} meanwhile" in second.json()["detail"]
        assert "Compare yours" in second.json()["remedy"]
        # Its answer was lost, and it is sent again.
        assert (await publish(won, "1.0.0")).status_code == 200

    async def test_what_can_not_run_yet_is_refused(self, admin: httpx.AsyncClient):
        asks = HELLO.replace(
            'set:\n        greeting: ${ "Hello, " + .name + "!" }',
            "call: grpc\n      with:\n        { proto: { endpoint: x }, method: x, "
            "service: { name: x, host: x } }",
        )
        assert (await register(admin, asks)).status_code == 201
        answer = await admin.post(f"{HELLO_1}/publish")
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["code"] == "unsupported-task"
        assert error["pointer"].startswith("/do/0/")

    @pytest.mark.parametrize(
        ("version", "missing"), [("1.0.0", False), ("latest", False), ("9.0.0", True)]
    )
    async def test_the_processes_that_it_runs_are_looked_for(
        self, admin: httpx.AsyncClient, hello: str, version: str, *, missing: bool
    ):
        namespace, name = hello.split("/")
        runs = f"{{ run: {{ workflow: {{ namespace: {namespace}, name: {name}, version: {version} "
        await register(admin, f"{PARENT}  - child: {runs}}} }} }}\n")
        answer = await admin.post(f"{ADDRESS}/tests/parent/1.0.0/publish")
        codes = [error["code"] for error in answer.json().get("errors", ())]
        assert ("unknown-process" in codes) == missing

    async def test_a_draft_can_not_be_run_by_another(self, admin: httpx.AsyncClient):
        await register(admin, HELLO)
        runs = "{ run: { workflow: { namespace: tests, name: hello, version: latest } } }"
        await register(admin, f"{PARENT}  - child: {runs}\n")
        answer = await admin.post(f"{ADDRESS}/tests/parent/1.0.0/publish")
        assert "unknown-process" in [error["code"] for error in answer.json()["errors"]]

    async def test_what_is_not_there(self, admin: httpx.AsyncClient):
        answer = await admin.post(f"{ADDRESS}/tests/nothing/1.0.0/publish")
        assert answer.status_code == 404
        assert answer.json()["remedy"]

    async def test_an_archived_one_stays_archived(self, admin: httpx.AsyncClient, hello: str):
        await admin.delete(HELLO_1)
        answer = await admin.post(f"{HELLO_1}/publish")
        assert answer.status_code == 409

    async def test_what_was_looked_at_is_what_is_published(self, admin: httpx.AsyncClient):
        """Saved while it is published: the save comes before, or is refused."""
        await register(admin, HELLO)
        emits = HELLO.replace(
            "set:", "emit: { event: { with: { type: a.b, source: 'urn:x' } } }\n#"
        )
        publishing, saving = await asyncio.gather(
            admin.post(f"{HELLO_1}/publish"), register(admin, emits.partition("#")[0])
        )
        now = (await admin.get(HELLO_1)).json()
        saved = saving.status_code == 201
        assert saved or saving.status_code == 409
        assert ("Hello" in now["source"]) != saved
        if publishing.status_code == 200:
            assert now["state"] == "published"
        else:
            assert (now["state"], saved) == ("draft", True)

    async def test_of_many_at_once_one_did_it(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str
    ):
        await register(admin, HELLO)
        clients = [await somebody(tenant, "designer") for _ in range(6)]
        answers = await asyncio.gather(*(client.post(f"{HELLO_1}/publish") for client in clients))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["publishedAt"] for answer in answers}) == 1


class TestDeprecate:
    async def start(self, client: httpx.AsyncClient, **more: object) -> httpx.Response:
        return await client.post("/api/v1/runs", json={"workflow": "tests/hello", **more})

    async def test_it_still_runs_for_who_names_it(self, admin: httpx.AsyncClient, hello: str):
        await register(admin, HELLO.replace("'1.0.0'", "'0.9.0'", 1))
        older = f"{ADDRESS}/tests/hello/0.9.0"
        assert (await admin.post(f"{HELLO_1}/deprecate")).json()["state"] == "deprecated"
        answer = await self.start(admin)
        assert answer.status_code == 201  # nothing else is published
        (warning,) = answer.json()["warnings"]
        assert (warning["code"], bool(warning["remedy"])) == ("deprecated", True)
        await admin.post(f"{older}/publish")
        answer = await self.start(admin)
        assert (answer.json()["version"], answer.json()["warnings"]) == ("0.9.0", [])
        answer = await self.start(admin, version="1.0.0")
        assert (answer.status_code, len(answer.json()["warnings"])) == (201, 1)

    async def test_who_and_when(self, admin: httpx.AsyncClient, hello: str):
        shown = (await admin.post(f"{HELLO_1}/deprecate")).json()
        assert shown["deprecatedByName"] == "Some Body"
        assert shown["deprecatedAt"] >= shown["publishedAt"]
        assert (await admin.post(f"{HELLO_1}/deprecate")).json() == shown
        process = (await admin.get("/api/v1/processes/tests/hello")).json()
        assert (process["state"], process["version"]) == ("deprecated", "1.0.0")

    async def test_published_again(self, admin: httpx.AsyncClient, hello: str):
        await admin.post(f"{HELLO_1}/deprecate")
        shown = (await admin.post(f"{HELLO_1}/publish")).json()
        assert (shown["state"], shown["deprecatedAt"]) == ("published", None)

    async def test_a_repeated_start_is_warned_as_well(self, admin: httpx.AsyncClient, hello: str):
        await admin.post(f"{HELLO_1}/deprecate")
        body, key = {"workflow": hello}, {"Idempotency-Key": "once"}
        first = (await admin.post("/api/v1/runs", json=body, headers=key)).json()
        again = (await admin.post("/api/v1/runs", json=body, headers=key)).json()
        assert (again["id"], again["warnings"]) == (first["id"], first["warnings"])

    async def test_what_is_not_published(self, admin: httpx.AsyncClient):
        await register(admin, HELLO)
        answer = await admin.post(f"{HELLO_1}/deprecate")
        assert (answer.status_code, answer.json()["type"]) == (
            409,
            "urn:baton:problem:not-published",
        )
        await admin.delete(HELLO_1)
        assert (await admin.post(f"{HELLO_1}/deprecate")).status_code == 409

    async def test_what_is_not_there(self, admin: httpx.AsyncClient):
        assert (await admin.post(f"{ADDRESS}/tests/no/1.0.0/deprecate")).status_code == 404

    async def test_members_may_not(self, somebody: Somebody, tenant: str, hello: str):
        member = await somebody(tenant, "member")
        assert (await member.post(f"{HELLO_1}/deprecate")).status_code == 403


class TestArchive:
    async def test_takes_it_out_of_use(self, admin: httpx.AsyncClient, hello: str):
        assert (await admin.delete(HELLO_1)).status_code == 204
        assert (await admin.get(HELLO_1)).json()["state"] == "archived"
        answer = await admin.post("/api/v1/runs", json={"workflow": hello})
        assert answer.status_code == 404

    async def test_what_is_not_there(self, admin: httpx.AsyncClient):
        assert (await admin.delete(f"{ADDRESS}/a/b/1.0.0")).status_code == 404

    async def test_while_it_is_started(self, admin: httpx.AsyncClient, hello: str):
        """A start comes before and runs, or comes too late and is told so."""
        starts = [admin.post("/api/v1/runs", json={"workflow": hello}) for _ in range(6)]
        archived, *answers = await asyncio.gather(admin.delete(HELLO_1), *starts)
        assert archived.status_code == 204
        assert {answer.status_code for answer in answers} <= {201, 404}
        body = {"workflow": hello, "version": "1.0.0"}
        assert (await admin.post("/api/v1/runs", json=body)).status_code == 409
        shown = (await admin.get(HELLO_1)).json()
        assert (shown["archivedByName"], bool(shown["archivedAt"])) == ("Some Body", True)
