"""Checks over HTTP: any text gets its answer, nothing is kept, nothing of others is told."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from definitions.values import JsonObject
from tests.api.conftest import HELLO, Somebody
from tests.api.test_definitions import register

ADDRESS = "/api/v1/definitions/check"
YAML = {"Content-Type": "application/yaml"}
HEAD = "document: { dsl: 1.0.3, namespace: tests, name: tried, version: 0.1.0, title: Tried }\n"


async def checked(client: httpx.AsyncClient, text: str | bytes) -> JsonObject:
    answer = await client.post(ADDRESS, content=text, headers=YAML)
    assert answer.status_code == 200, answer.text
    return answer.json()


def codes(found: JsonObject) -> list[str]:
    return [one["code"] for one in found["problems"]]


class TestCheck:
    async def test_a_right_text(self, admin: httpx.AsyncClient):
        found = await checked(admin, HELLO)
        assert [found[name] for name in ("namespace", "name", "version", "title")] == [
            "tests", "hello", "1.0.0", None,
        ]  # fmt: skip
        assert found["problems"] == []
        assert found["data"]["/do/0/greet"]["output"] == {"$ref": "#/schemas/0"}
        assert found["schemas"] == [
            {
                "type": "object",
                "properties": {"greeting": {"type": "string"}},
                "required": ["greeting"],
                "additionalProperties": False,
            }
        ]

    async def test_json(self, admin: httpx.AsyncClient):
        answer = await admin.post(ADDRESS, json={"document": {"name": "half"}})
        assert answer.status_code == 200
        assert answer.json()["name"] == "half"
        assert answer.json()["problems"]

    async def test_nothing_is_kept(self, admin: httpx.AsyncClient):
        await checked(admin, HELLO)
        assert (await admin.get("/api/v1/definitions")).json()["items"] == []

    async def test_each_problem_has_its_place_and_remedy(self, admin: httpx.AsyncClient):
        found = await checked(admin, f"{HEAD}do:\n  - a: {{ set: {{ x: '${{ . + }}' }} }}\n")
        (problem,) = found["problems"]
        assert (problem["code"], problem["severity"]) == ("expression-syntax", "error")
        assert (problem["pointer"], problem["line"]) == ("/do/0/a/set/x", 3)
        assert problem["remedy"]

    async def test_a_change_that_mends_it_is_proposed(self, admin: httpx.AsyncClient):
        found = await checked(admin, f"{HEAD}do:\n  - a: {{ wait: PT1S, thn: end }}\n")
        (problem,) = found["problems"]
        assert problem["suggestions"] == [
            {"change": "rename", "pointer": "/do/0/a/thn", "value": "then"},
            {"change": "remove", "pointer": "/do/0/a/thn", "value": None},
        ]

    async def test_what_publishing_would_refuse_is_told_once(self, admin: httpx.AsyncClient):
        found = await checked(
            admin, f"{HEAD}do:\n  - a: {{ call: nothing }}\n  - b: {{ call: grpc }}\n"
        )
        assert codes(found).count("unknown-function") <= 1
        found = await checked(admin, f"{HEAD}do:\n  - a: {{ call: 'nothing:1.0.0' }}\n")
        assert codes(found) == ["unknown-function"]

    async def test_processes_secrets_and_templates_that_are_not_there(
        self, admin: httpx.AsyncClient, hello: str
    ):
        run = "{ run: { workflow: { namespace: tests, name: %s, version: 1.0.0 } } }"
        call = "{ call: http, with: { method: get, endpoint: 'https://x.y', headers: { a: '${ $secrets.key }' } } }"  # noqa: E501
        tell = "{ call: 'notify:1.0.0@default', with: { to: [a@b.c], templateName: nope } }"
        tasks = f"  - a: {run % 'hello'}\n  - b: {run % 'gone'}\n  - c: {call}\n  - d: {tell}\n"
        found = await checked(admin, f"{HEAD}use: {{ secrets: [key] }}\ndo:\n{tasks}")
        assert codes(found) == ["unbound-secret", "unknown-process", "unknown-template"]

    async def test_of_processes_that_one_may_not_start_nothing_is_told(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str, hello: str
    ):
        await admin.put(
            "/api/v1/processes/tests/hello/access", json={"restricted": True, "grants": []}
        )
        run = "{ run: { workflow: { namespace: tests, name: hello, version: 1.0.0 } } }"
        designer = await somebody(tenant, "designer")
        assert codes(await checked(designer, f"{HEAD}do:\n  - a: {run}\n")) == []

    async def test_schemas_are_told_once(self, admin: httpx.AsyncClient):
        fields = ", ".join(f"a{number}: 1" for number in range(10))
        tasks = f"  - a: {{ set: {{ {fields} }} }}\n  - b: {{ wait: PT1S }}\n"
        found = await checked(admin, f"{HEAD}do:\n{tasks}")
        assert len(found["schemas"]) == 1
        assert found["data"]["/do/1/b"]["input"] == {"$ref": "#/schemas/0"}

    async def test_members_may_not(self, somebody: Somebody, tenant: str):
        member = await somebody(tenant, "member")
        answer = await member.post(ADDRESS, content=HELLO, headers=YAML)
        assert answer.status_code == 403


class TestHostile:
    @pytest.mark.parametrize(
        "text",
        [
            *("", "\0", "{", "- a", "7", "null", "[" * 9_000, "a: &a [*a]", "a: *b", "\ufeff"),
            *("document: 7", "document: { name: [] }", "document: { title: { a: 1 } }", "do: {}"),
            *("%YAML 1.1\n---\na: b\n---\nc", "!!python/object:os.system x", "a: 1e999"),
            *(HEAD, f"{HEAD}do: 7", f"{HEAD}do: [ 7, {{}}, {{ a: 1 }} ]"),
            *(b"\xff\xfe", b"a: \xc3\x28", "#" * 300_000, f"{HEAD}input: {{ schema: 7 }}\ndo: []"),
        ],
        ids=range(24),
    )
    async def test_any_text_gets_its_answer(self, admin: httpx.AsyncClient, text: str | bytes):
        found = await checked(admin, text)
        assert found["problems"]
        for name in ("namespace", "name", "version", "title"):
            assert found[name] is None or isinstance(found[name], str)

    async def test_too_large_and_no_document(self, admin: httpx.AsyncClient):
        large = await admin.post(ADDRESS, content="#" * 1_100_000, headers=YAML)
        assert large.status_code == 413
        other = await admin.post(ADDRESS, content="a", headers={"Content-Type": "text/plain"})
        assert other.status_code == 415

    async def test_values_that_double_stay_small(self, admin: httpx.AsyncClient):
        tasks = "".join(
            f"  - t{n}: {{ set: {{ one: '${{ . }}', two: '${{ . }}' }} }}\n" for n in range(200)
        )
        answer = await admin.post(ADDRESS, content=f"{HEAD}do:\n{tasks}", headers=YAML)
        assert answer.status_code == 200
        assert len(answer.content) < 3_000_000

    async def test_many_at_once(self, admin: httpx.AsyncClient):
        asked = [admin.post(ADDRESS, content=HELLO, headers=YAML) for _ in range(40)]
        statuses = {answer.status_code for answer in await asyncio.gather(*asked)}
        assert statuses <= {200, 429}
        assert 200 in statuses

    async def test_a_draft_of_another_tenant_is_not_told(
        self, admin: httpx.AsyncClient, somebody: Somebody, other_tenant: str, hello: str
    ):
        await register(admin, HELLO.replace("hello", "other"))
        run = "{ run: { workflow: { namespace: tests, name: hello, version: 1.0.0 } } }"
        theirs = await somebody(other_tenant, "admin")
        assert codes(await checked(theirs, f"{HEAD}do:\n  - a: {run}\n")) == ["unknown-process"]
