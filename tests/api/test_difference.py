"""The difference of two versions over HTTP: by meaning, and for who may read both."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import HELLO, Somebody
from tests.api.test_definitions import ADDRESS, HELLO_1, register

OTHER = HELLO.replace("'1.0.0'", "'1.1.0'", 1)
DIFFERENCE = f"{ADDRESS}/tests/hello/1.1.0/difference"


class TestDifference:
    async def test_by_meaning(self, admin: httpx.AsyncClient, hello: str):
        other = OTHER.replace("Hello", "Goodbye") + "  - pause: { wait: PT1M } # a while\n"
        await register(admin, other)
        answer = await admin.get(DIFFERENCE, params={"from": "1.0.0"})
        assert answer.status_code == 200
        shown = answer.json()
        assert (shown["from"], shown["to"], shown["fields"]) == ("1.0.0", "1.1.0", [])
        greet, pause = shown["tasks"]
        assert (greet["name"], greet["changes"]) == ("greet", ["changed"])
        (field,) = greet["fields"]
        assert field["pointer"] == "/set/greeting"
        assert ("Hello" in field["old"], "Goodbye" in field["new"]) == (True, True)
        assert (pause["changes"], pause["from"], pause["to"]) == (["added"], None, "/do/1/pause")

    async def test_of_the_text_nothing(self, admin: httpx.AsyncClient, hello: str):
        await register(admin, f"# why\n{OTHER}")
        shown = (await admin.get(DIFFERENCE, params={"from": "1.0.0"})).json()
        assert (shown["tasks"], shown["fields"]) == ([], [])

    async def test_a_value_of_null_is_there(self, admin: httpx.AsyncClient, hello: str):
        await register(admin, f"{OTHER}metadata: {{ a: null }}\n")
        shown = (await admin.get(DIFFERENCE, params={"from": "1.0.0"})).json()
        assert shown["fields"] == [{"pointer": "/metadata", "new": {"a": None}}]

    @pytest.mark.parametrize("version", ["2.0.0", "%00", "☃", "../1.0.0", "x" * 128, ""])
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, hello: str, version: str):
        answers = [
            await admin.get(f"{HELLO_1}/difference", params={"from": version}),
            await admin.get(DIFFERENCE, params={"from": "1.0.0"}),
        ]
        for answer in answers:
            assert answer.status_code == 404
            assert answer.json()["remedy"]

    @pytest.mark.parametrize("query", [{}, {"from": "x" * 129}])
    async def test_strange_questions(self, admin: httpx.AsyncClient, hello: str, query):
        answer = await admin.get(f"{HELLO_1}/difference", params=query)
        assert answer.status_code == 422

    async def test_another_tenant(self, somebody: Somebody, other_tenant: str, hello: str):
        other = await somebody(other_tenant, "admin")
        answer = await other.get(f"{HELLO_1}/difference", params={"from": "1.0.0"})
        assert answer.status_code == 404

    async def test_a_draft_that_is_deep(self, admin: httpx.AsyncClient, hello: str):
        deep = "{ set: { a: 1 } }"
        for _ in range(30):
            deep = f"{{ do: [ a: {deep} ] }}"
        await register(admin, OTHER.partition("  - greet")[0] + f"  - b: {deep}\n")
        shown = (await admin.get(DIFFERENCE, params={"from": "1.0.0"})).json()
        assert len(shown["tasks"]) == 32
