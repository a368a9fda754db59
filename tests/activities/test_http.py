"""`http.call`: what becomes of a call, whatever the other side does; and how often it is made."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import json

import pytest
from msgspec.structs import replace
from temporalio.exceptions import ApplicationError

from activities import http_sender, pulse
from activities.secrets import Mask
from activities.settings import ActivitySettings
from definitions.contracts import Outcome, Recording
from definitions.errors import HOME, Problem
from tests.activities.calling import MOST, World, problem_of
from tests.activities.stub import Asked


class TestAnswers:
    async def test_content(self, world: World) -> None:
        world.stub.answers("/x", {"a": [1]})
        assert await world.get() == Outcome(output={"a": [1]})

    async def test_packed(self, world: World) -> None:
        packed = gzip.compress(b'{"a": 1}')
        headers = {"content-encoding": "gzip", "content-type": "application/json"}
        world.stub.answers("/x", raw=packed, headers=headers)
        assert await world.get() == Outcome(output={"a": 1})
        assert world.stub.asked[0].headers["accept-encoding"] == "gzip, deflate"

    async def test_head_and_no_content(self, world: World) -> None:
        head = {"content-length": "500", "content-encoding": "gzip"}
        world.stub.says(
            "/x",
            b"HTTP/1.1 200 OK\r\n"
            + b"".join(f"{name}: {value}\r\n".encode() for name, value in head.items())
            + b"\r\n",
            close=False,
        )
        assert await world.get(method="head") == Outcome()
        world.stub.says("/y", b"HTTP/1.1 204 No Content\r\n\r\n", close=False)
        assert await world.post("/y") == Outcome()

    async def test_what_was_sent(self, world: World) -> None:
        world.stub.answers("/x", 1)
        await world.post(body={"ü": 1}, headers={"X-Trace": "t"}, query={"q": "ä b"})
        asked = world.stub.asked[0]
        assert (asked.method, asked.target) == ("POST", "/x?q=%C3%A4%20b")
        assert asked.body == '{"ü":1}'.encode()
        assert asked.headers["host"] == f"127.0.0.1:{world.stub.port}"
        assert asked.headers["content-type"] == "application/json"
        assert asked.headers["idempotency-key"] == "r:/do/0/ask:1"
        assert asked.headers["x-trace"] == "t"

    async def test_a_safe_call_has_no_idempotency_key(self, world: World) -> None:
        world.stub.answers("/x", 1)
        await world.get()
        assert "idempotency-key" not in world.stub.asked[0].headers

    async def test_a_refusal(self, world: World) -> None:
        world.stub.answers("/x", {"title": "Pay first"}, status=402)
        outcome = await world.post()
        assert "Pay first" in problem_of(outcome, 402)
        assert outcome.definite


class TestOnce:
    async def test_claims_sends_settles(self, world: World) -> None:
        world.stub.answers("/x", {"id": 1})
        outcome = await world.post()
        assert outcome == Outcome(output={"id": 1})
        assert world.kept.log == ["claimed r:/do/0/ask:1", "settled r:/do/0/ask:1"]
        assert world.kept.settled == [outcome]

    @pytest.mark.parametrize("attempt", [1, 2, 50])
    async def test_who_does_not_own_the_intent_never_calls(
        self, world: World, attempt: int
    ) -> None:
        world.environment.info = dataclasses.replace(world.environment.info, attempt=attempt)
        world.kept.known = Outcome(output="before")
        assert await world.post() == Outcome(output="before")
        world.kept.known = Outcome(problem=Problem("unknown", 500), definite=False)
        assert (await world.post()).definite is False
        assert world.stub.asked == []
        assert world.kept.settled == []

    async def test_a_safe_call_leaves_no_intent(self, world: World) -> None:
        world.stub.answers("/x", 1)
        await world.get()
        assert world.kept.log == ["nothing to keep"]

    async def test_without_the_database_nothing_leaves(self, world: World) -> None:
        world.kept.fails = ConnectionRefusedError()
        for call in (world.make(method="post"), world.make()):
            with pytest.raises(ApplicationError) as caught:
                await world.call(call)
            assert caught.value.type == "database.away"
        assert world.stub.asked == []

    async def test_what_can_not_be_sent_leaves_no_intent_but_its_facts(self, world: World) -> None:
        call = replace(
            world.make(method="post", endpoint="nonsense"),
            recording=Recording(tenant="t", run="r", execution=1),
        )
        outcome = await world.call(call)
        problem_of(outcome, 400, "validation")
        assert outcome.definite
        assert world.kept.log == ["kept"]

    async def test_a_secret_that_is_refused(self, world: World) -> None:
        world.vault.problem = Problem(HOME + "authorization", 403, title="t", detail="not yours")
        problem_of(await world.post(), 403, "authorization")
        assert world.kept.log == ["nothing to keep"]
        assert world.stub.asked == []

    async def test_an_idle_connection_is_not_trusted_with_it(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(http_sender, "UNSAFE_REUSE_SECONDS", 0.0)
        world.stub.answers("/x", 1)
        for _ in range(3):
            assert (await world.post()).output == 1
        assert world.stub.connections == 3

    async def test_it_is_not_sent_again_when_a_kept_connection_breaks(self, world: World) -> None:
        await self._break_second(world)
        outcome = await world.post()
        assert not outcome.definite
        assert len(world.stub.asked) == 2

    async def test_but_a_safe_one_is(self, world: World) -> None:
        await self._break_second(world)
        world.stub.answers("/x", "again")
        assert await world.get() == Outcome(output="again")
        assert len(world.stub.asked) == 3

    async def test_and_only_once(self, world: World) -> None:
        await self._break_second(world)
        problem_of(await world.get(), 502)
        assert len(world.stub.asked) == 3

    @staticmethod
    async def _break_second(world: World) -> None:
        world.stub.answers("/x", 1)
        world.stub.says("/x", b"")
        assert (await world.get()).output == 1


class TestTrouble:
    async def test_refused_connection(self, world: World) -> None:
        outcome = await world.post(endpoint="http://127.0.0.1:1/x")
        assert "127.0.0.1 can't be reached: it refuses connections." in problem_of(outcome, 503)
        assert outcome.definite

    async def test_unknown_host(self, world: World) -> None:
        outcome = await world.post(endpoint="http://nowhere.invalid/x")
        assert "its name has no address" in problem_of(outcome, 503)
        assert outcome.definite

    @pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx", b"?"])
    async def test_broken_answer(self, world: World, said: bytes) -> None:
        world.stub.says("/x", said)
        safe = await world.get()
        problem_of(safe, 502)
        assert safe.definite
        unsafe = await world.post()
        assert "Whether it took effect is not known" in problem_of(unsafe, 502)
        assert not unsafe.definite
        assert world.kept.settled == [unsafe]

    async def test_slow_answer(self, world: World) -> None:
        world.stub.hangs("/x")
        outcome = await world.call(replace(world.make(method="post"), timeout_seconds=0.1))
        assert "not answered within 0.1 s" in problem_of(outcome, 504)
        assert not outcome.definite

    async def test_slow_body_that_never_stops_dripping(self, world: World) -> None:
        never = asyncio.Event()

        async def drip(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n")
            while True:
                writer.write(b"x")
                try:
                    async with asyncio.timeout(0.01):
                        await never.wait()
                except TimeoutError:
                    continue

        world.stub.does("/x", drip)
        outcome = await world.call(replace(world.make(), timeout_seconds=0.2))
        problem_of(outcome, 504)
        assert outcome.definite

    async def test_the_setting_is_the_longest_time(self, world: World) -> None:
        world.settings = ActivitySettings(http_timeout_seconds=0.1)
        world.stub.hangs("/x")
        problem_of(await world.get(), 504)

    @pytest.mark.parametrize("length", [f"content-length: {MOST + 1}\r\n", ""])
    async def test_huge_answer(self, world: World, length: str) -> None:
        head = f"HTTP/1.1 200 OK\r\n{length}\r\n".encode()
        world.stub.says("/x", head, b"x" * (MOST + 1))
        assert "larger than 100,000 bytes" in problem_of(await world.get(), 502)

    async def test_bomb(self, world: World) -> None:
        packed = gzip.compress(b"0" * 50_000_000)
        world.stub.answers("/x", raw=packed, headers={"content-encoding": "gzip"})
        assert "larger than" in problem_of(await world.get(), 502)

    async def test_json_that_is_none_is_a_known_outcome(self, world: World) -> None:
        world.stub.answers("/x", raw=b"{", headers={"content-type": "application/json"})
        outcome = await world.post()
        problem_of(outcome, 502)
        assert outcome.definite

    async def test_cancelled(self, world: World) -> None:
        world.stub.hangs("/x")
        call = asyncio.create_task(world.call(world.make(method="post")))
        await world.stub.until_asked()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert world.kept.settled == []

    async def test_a_fault_of_our_own_is_temporals_to_repeat(self, world: World) -> None:
        world.kept.fails = KeyError("personal")
        with pytest.raises(ApplicationError) as caught:
            await world.post()
        assert "personal" not in str(caught.value)


class TestMasked:
    async def test_output_and_problem(self, world: World) -> None:
        world.vault.mask = Mask(["leak-me-not"])
        world.stub.answers("/x", {"seen": "Bearer leak-me-not"})
        assert await world.get() == Outcome(output={"seen": "Bearer ***"})
        world.stub.answers("/leak-me-not", {"detail": "bad key leak-me-not"}, status=500)
        refused = await world.get("/leak-me-not")
        broken = await world.get(endpoint={"uri": "http://leak-me-not.invalid/"})
        nonsense = await world.get(endpoint="leak-me-not://x")
        for outcome in (refused, broken, nonsense):
            assert outcome.problem is not None
            assert "leak" not in json.dumps(outcome.problem.to_json())


class TestHeartbeat:
    async def test_beats_while_it_waits(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pulse, "HEARTBEAT_SECONDS", 0.01)
        released = world.stub.hangs("/x", b"HTTP/1.1 204 No Content\r\n\r\n")
        beats: list[object] = []

        def beat(*_details: object) -> None:
            beats.append(1)
            if len(beats) >= 3:
                released.set()

        async def hang(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            await released.wait()
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

        world.stub.does("/y", hang)
        world.environment.on_heartbeat = beat
        assert await world.get("/y") == Outcome()
        assert len(beats) >= 3

    async def test_a_local_activity_has_none(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pulse, "HEARTBEAT_SECONDS", 0.0)
        world.environment.info = dataclasses.replace(world.environment.info, is_local=True)
        beats: list[object] = []
        world.environment.on_heartbeat = lambda *_details: beats.append(1)
        world.stub.answers("/x", 1)
        await world.get()
        assert beats == []


class TestMany:
    async def test_two_hundred_at_once(self, world: World) -> None:
        world.stub.answers("/x", {"a": 1})
        outcomes = await asyncio.gather(*(world.get() for _ in range(200)))
        assert outcomes == [Outcome(output={"a": 1})] * 200
