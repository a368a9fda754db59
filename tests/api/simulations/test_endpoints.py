"""Simulations over HTTP: what is tried, what is said of it, and what nobody gets through."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.api.conftest import HELLO, Somebody
from tests.api.test_definitions import HELLO_1, register

SIMULATE = f"{HELLO_1}/simulate"
DOCUMENT = "/api/v1/definitions/simulate"
HEAD = "document: { dsl: 1.0.3, namespace: tests, name: tried, version: 0.1.0 }\ndo:\n"
CALLS = f"""{HEAD}\
  - which: {{ switch: [ big: {{ when: .n > 9, then: ask }}, small: {{ then: end }} ] }}
  - ask: {{ call: http, with: {{ method: post, endpoint: https://x.example }} }}
  - rest: {{ wait: {{ days: 3 }} }}
"""
ENDLESS = f"{HEAD}  - a: {{ set: {{ n: 1 }}, then: a }}\n"
ENDLESS_WAITS = f"{HEAD}  - a: {{ wait: PT1S, then: a }}\n"
DOUBLING = f"{HEAD}  - a: {{ set: {{ a: '${{ . }}', b: '${{ . }}' }}, then: a }}\n"
LONG_LOOP = f"""{HEAD}\
  - a: {{ for: {{ in: '[range(3000)]' }}, do: [ b: {{ for: {{ in: '[range(3000)]' }}, \
do: [ c: {{ set: {{ x: 1 }} }} ] }} ] }}
"""


async def tried(client: httpx.AsyncClient, document: object, scenario: object = None):
    wanted = {"document": document, "scenarios": {"one": scenario or {}}}
    answer = await client.post(DOCUMENT, json=wanted)
    assert answer.status_code == 200, answer.text
    (outcome,) = answer.json()["scenarios"]
    return outcome


class TestSimulate:
    async def test_a_version(self, admin: httpx.AsyncClient, hello: str):
        ada = {"input": {"name": "Ada"}, "expect": {"output": {"greeting": "Hello, Ada!"}}}
        bob = {"input": {"name": "Bob"}, "expect": {"output": {"greeting": "Hi!"}}}
        answer = await admin.post(SIMULATE, json={"scenarios": {"ada": ada, "bob": bob}})
        assert answer.status_code == 200
        shown = answer.json()
        assert not shown["passed"]
        first, second = shown["scenarios"]
        assert (first["name"], first["passed"], first["faults"]) == ("ada", True, [])
        assert (second["passed"], second["output"]) == (False, {"greeting": "Hello, Bob!"})
        assert "Hi!" in second["faults"][0]
        assert [line["kind"] for line in first["trace"]] == [
            "run.started", "task.started", "task.completed", "run.completed",
        ]  # fmt: skip
        assert shown["coverage"]["tasks"] == {"count": 1, "percent": 100, "missed": []}

    async def test_a_draft(self, admin: httpx.AsyncClient):
        await register(admin, HELLO)
        answer = await admin.post(SIMULATE, json={"scenarios": {"one": {"input": {"name": "x"}}}})
        assert answer.json()["passed"]

    async def test_it_starts_no_run(self, admin: httpx.AsyncClient, hello: str):
        await admin.post(SIMULATE, json={"scenarios": {"one": {}}})
        assert (await admin.get("/api/v1/runs")).json()["items"] == []

    async def test_a_member_tries_what_there_is_and_no_document(
        self, somebody: Somebody, tenant: str, hello: str
    ):
        member = await somebody(tenant, "member")
        wanted = {"scenarios": {"one": {"input": {"name": "x"}}}}
        assert (await member.post(SIMULATE, json=wanted)).status_code == 200
        refused = await member.post(DOCUMENT, json={**wanted, "document": HELLO})
        assert refused.status_code == 403

    async def test_another_tenant(self, somebody: Somebody, other_tenant: str, hello: str):
        other = await somebody(other_tenant, "admin")
        answer = await other.post(SIMULATE, json={"scenarios": {"one": {}}})
        assert answer.status_code == 404

    @pytest.mark.parametrize("version", ["9.9.9", "☃", "%00", "x" * 128])
    async def test_what_is_not_there(self, admin: httpx.AsyncClient, hello: str, version: str):
        address = f"/api/v1/definitions/tests/hello/{version}/simulate"
        answer = await admin.post(address, json={"scenarios": {"one": {}}})
        assert answer.status_code in (404, 422)
        assert answer.json()["remedy"]


class TestSimulateDocument:
    async def test_it_is_not_kept(self, admin: httpx.AsyncClient):
        await tried(admin, HELLO, {"input": {"name": "x"}})
        assert (await admin.get("/api/v1/definitions")).json()["items"] == []

    async def test_waits_and_calls_on_the_clock_of_the_run(self, admin: httpx.AsyncClient):
        scenario = {"input": {"n": 10}, "calls": {"ask": {"output": 7, "after": "PT2S"}}}
        outcome = await tried(admin, CALLS, scenario)
        assert (outcome["status"], outcome["output"]) == ("completed", 7)
        assert outcome["tookMs"] == 2_000 + 3 * 86_400_000 == outcome["trace"][-1]["atMs"]
        assert outcome["calls"] == {"/do/1/ask": 1}

    async def test_a_fault(self, admin: httpx.AsyncClient):
        failing = {"error": {"type": "communication", "status": 503, "detail": "Down."}}
        outcome = await tried(admin, CALLS, {"input": {"n": 10}, "calls": {"http": failing}})
        assert (outcome["status"], outcome["passed"]) == ("faulted", False)
        assert (outcome["error"]["status"], outcome["error"]["instance"]) == (503, "/do/1/ask")

    async def test_what_is_not_mocked_is_named(self, admin: httpx.AsyncClient):
        outcome = await tried(admin, CALLS, {"input": {"n": 10}})
        assert outcome["unmocked"] == {
            "task": "/do/1/ask",
            "function": "http",
            "arguments": {"method": "post", "endpoint": "https://x.example"},
        }
        assert not outcome["passed"]
        assert "/do/1/ask" in outcome["faults"][0]

    async def test_what_is_never_reached(self, admin: httpx.AsyncClient):
        wanted = {"document": CALLS, "scenarios": {"small": {"input": {"n": 1}}}}
        coverage = (await admin.post(DOCUMENT, json=wanted)).json()["coverage"]
        assert (coverage["tasks"]["percent"], coverage["branches"]["percent"]) == (33, 50)
        assert coverage["branches"]["missed"] == [
            {
                "task": "/do/0/which",
                "branch": "the case big",
                "at": "/do/0/which/switch/0/big",
                "line": 3,
            }
        ]

    async def test_json(self, admin: httpx.AsyncClient):
        about = {"dsl": "1.0.3", "namespace": "tests", "name": "j", "version": "0.1.0"}
        document = {"document": about, "do": [{"a": {"set": {"b": 1}}}]}
        assert (await tried(admin, document))["output"] == {"b": 1}


class TestHostileDocuments:
    @pytest.mark.parametrize(
        "document", ["", "{", "- a", "\0", "[" * 9_000, {}, {"do": []}, CALLS[:-9]]
    )
    async def test_no_definition(self, admin: httpx.AsyncClient, document: object):
        wanted = {"document": document, "scenarios": {"one": {}}}
        answer = await admin.post(DOCUMENT, json=wanted)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["remedy"]

    @pytest.mark.parametrize("document", [None, 5, [], True])
    async def test_another_type(self, admin: httpx.AsyncClient, document: object):
        wanted = {"document": document, "scenarios": {"one": {}}}
        assert (await admin.post(DOCUMENT, json=wanted)).status_code == 422

    async def test_too_large(self, admin: httpx.AsyncClient):
        for size, status in ((300_000, 422), (1_100_000, 413)):
            wanted = {"document": "#" * size, "scenarios": {"one": {}}}
            assert (await admin.post(DOCUMENT, json=wanted)).status_code == status

    @pytest.mark.parametrize(
        ("document", "told"),
        [(ENDLESS, "steps"), (ENDLESS_WAITS, "facts"), (LONG_LOOP, "steps")],
        ids=["steps", "waits", "loop"],
    )
    async def test_without_end(self, admin: httpx.AsyncClient, document: str, told: str):
        """Counted or timed, whatever comes first on this machine."""
        outcome = await tried(admin, document)
        assert not outcome["passed"]
        (said,) = outcome["faults"]
        assert told in said or "no time" in said
        assert len(outcome["trace"]) <= 2_000

    async def test_values_that_grow(self, admin: httpx.AsyncClient):
        outcome = await tried(admin, DOUBLING, {"input": "x" * 1000})
        assert outcome["status"] == "faulted" or "no time" in outcome["faults"][0]

    async def test_a_large_output_is_clipped(self, admin: httpx.AsyncClient):
        document = f"{HEAD}  - a: {{ set: {{ a: '${{ \"x\" * 200000 }}' }} }}\n"
        outcome = await tried(admin, document)
        assert outcome["output"]["bytes"] > 200_000

    async def test_the_api_goes_on_meanwhile(self, admin: httpx.AsyncClient):
        """An endless run on a thread doesn't keep others from being answered."""
        wanted = {"document": ENDLESS, "scenarios": {str(n): {} for n in range(100)}}
        playing = asyncio.create_task(admin.post(DOCUMENT, json=wanted))
        while not playing.done():
            assert (await admin.get("/api/v1/me")).status_code == 200
        shown = (await playing).json()
        assert len(shown["scenarios"]) == 100
        assert "no time" in shown["scenarios"][-1]["faults"][0]


class TestHostileScenarios:
    @pytest.mark.parametrize(
        "scenarios",
        [
            None, [], 5, "one", {}, {"one": None}, {"one": []}, {"one": {"inptu": 1}},
            {"one": {"calls": []}}, {"one": {"calls": {"a": 5}}},
            {"one": {"calls": {"a": {"after": "soon"}}}}, {"one": {"calls": {"a": {"after": 5}}}},
            {"one": {"calls": {"a": {"after": {"days": 1e300}}}}},
            {"one": {"calls": {"a": {"after": {"days": -1}}}}},
            {"one": {"calls": {"a": {"error": {"status": "many"}}}}},
            {"one": {"operator": [{"after": "PT1S", "do": "explode"}]}},
            {"one": {"expect": {"status": "done"}}}, {"one": {"expect": {"calls": {"a": -1}}}},
            {"x" * 201: {}}, {str(n): {} for n in range(101)},
        ],
        ids=range(20),
    )  # fmt: skip
    async def test_refused(self, admin: httpx.AsyncClient, scenarios: object):
        answer = await admin.post(DOCUMENT, json={"document": CALLS, "scenarios": scenarios})
        assert answer.status_code == 422
        assert answer.json()["errors"]

    @pytest.mark.parametrize("more", [{"tenant": "x"}, {"documents": ""}])
    async def test_unknown_fields(self, admin: httpx.AsyncClient, hello: str, more: dict):
        answer = await admin.post(SIMULATE, json={"scenarios": {"one": {}}, **more})
        assert answer.status_code == 422

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"scenarios": {"a": NaN}}'])
    async def test_no_json(self, admin: httpx.AsyncClient, hello: str, body: bytes):
        answer = await admin.post(
            SIMULATE, content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in (400, 422)

    async def test_strange_names_and_values(self, admin: httpx.AsyncClient):
        scenario = {"input": {"n": 10, "☃": "\u202e"}, "calls": {"~1": {}, "": {}, "ask": []}}
        outcome = await tried(admin, CALLS, scenario)
        assert outcome["unmocked"]["task"] == "/do/1/ask"

    async def test_secrets_are_not_looked_up(self, admin: httpx.AsyncClient):
        document = CALLS.replace("do:\n", "use: { secrets: [s] }\ndo:\n").replace(
            "https://x.example", "https://x.example, headers: { A: '${ $secrets.s }' }"
        )
        outcome = await tried(admin, document, {"input": {"n": 10}, "calls": {"ask": {}}})
        assert outcome["status"] == "completed"


class TestEvents:
    async def test_given_and_published(self, admin: httpx.AsyncClient):
        document = (
            f"{HEAD}  - hear: {{ listen: {{ to: {{ one: {{ with: {{ type: a }} }} }} }} }}\n"
            "  - say: { emit: { event: { with: { type: b, source: /x, data: '${ .[0] }' } } } }\n"
        )
        given = [{"after": "PT1H", "event": {"type": "a", "data": 5}}]
        outcome = await tried(admin, document, {"events": given})
        assert (outcome["passed"], outcome["tookMs"]) == (True, 3_600_000)
        (event,) = outcome["events"]
        assert (event["type"], event["data"]) == ("b", 5)
