"""Tokens: fetched once, given up in time, kept apart."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from activities.authentication import tokens
from definitions.contracts import Call, Outcome
from definitions.values import Json, JsonObject
from tests.activities.calling import World, problem_of
from tests.activities.stub import Asked

GRANT: JsonObject = {"grant": "client_credentials", "client": {"id": "wf", "secret": "hush-hush"}}


def oauth2(world: World, **more: Json) -> JsonObject:
    return {"oauth2": {"authority": world.stub.url, **GRANT, **more}}


def asking(
    world: World, path: str = "/x", *, method: str = "get", authentication: Json = None
) -> Call:
    known = oauth2(world) if authentication is None else authentication
    endpoint: Json = {"uri": world.stub.url + path, "authentication": known}
    return world.make(path, method=method, endpoint=endpoint)


def grants(world: World, *found: str, path: str = "/oauth2/token", **more: Json) -> None:
    for token in found:
        world.stub.answers(path, {"access_token": token, "token_type": "Bearer", **more})


def at(world: World, path: str) -> list[Asked]:
    return [asked for asked in world.stub.asked if asked.path == path]


class TestOnce:
    async def test_one_for_several_calls(self, world: World) -> None:
        grants(world, "one", "two", expires_in=300)
        world.stub.answers("/x", 1)
        for _ in range(3):
            outcome = await world.call(asking(world))
            assert outcome.authorization == {"scheme": "Bearer", "parameter": "one"}
        assert len(at(world, "/oauth2/token")) == 1
        assert {one.headers["authorization"] for one in at(world, "/x")} == {"Bearer one"}

    async def test_who_asks_meanwhile_waits(self, world: World) -> None:
        released = asyncio.Event()

        async def slowly(_asked: Asked, writer: asyncio.StreamWriter) -> None:
            await released.wait()
            body = b'{"access_token": "slow-token"}'
            head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            writer.write(head + str(len(body)).encode() + b"\r\n\r\n" + body)

        world.stub.does("/oauth2/token", slowly)
        world.stub.answers("/x", 1)
        calls = [asyncio.create_task(world.call(asking(world))) for _ in range(5)]
        await world.stub.until_asked()
        released.set()
        assert [(await call).output for call in calls] == [1] * 5
        assert len(at(world, "/oauth2/token")) == 1

    async def test_no_token_is_one_tenants_for_another(self, world: World) -> None:
        grants(world, "first", "second")
        world.stub.answers("/x", 1)
        for tenant in ("t", "other", "t"):
            await world.call(replace(asking(world), tenant=tenant))
        sent = [one.headers["authorization"] for one in at(world, "/x")]
        assert sent == ["Bearer first", "Bearer second", "Bearer first"]

    async def test_another_secret_is_another_policy(self, world: World) -> None:
        grants(world, "first", "second")
        world.stub.answers("/x", 1)
        await world.call(asking(world))
        other = oauth2(world, client={"id": "wf", "secret": "changed"})
        await world.call(asking(world, authentication=other))
        sent = [one.headers["authorization"] for one in at(world, "/x")]
        assert sent == ["Bearer first", "Bearer second"]


class TestEnds:
    @pytest.mark.parametrize("seconds", [0, -5, 1e-9])
    async def test_an_ended_one_is_fetched_anew(self, world: World, seconds: float) -> None:
        grants(world, "first", "second", expires_in=seconds)
        world.stub.answers("/x", 1)
        await world.call(asking(world))
        await world.call(asking(world))
        sent = [one.headers["authorization"] for one in at(world, "/x")]
        assert sent == ["Bearer first", "Bearer second"]

    async def test_a_refusal_gives_it_up_once(self, world: World) -> None:
        grants(world, "stale", "fresh", expires_in=300)
        world.stub.answers("/x", status=401)
        world.stub.answers("/x", {"ok": 1})
        outcome = await world.call(asking(world, method="post"))
        assert outcome.output == {"ok": 1}
        assert world.kept.log == ["claimed r:/do/0/ask:1", "settled r:/do/0/ask:1"]
        sent = [one.headers["authorization"] for one in at(world, "/x")]
        assert sent == ["Bearer stale", "Bearer fresh"]

    async def test_a_second_refusal_is_final(self, world: World) -> None:
        grants(world, "one", "two", "three", expires_in=300)
        world.stub.answers("/x", status=401)
        outcome = await world.call(asking(world, method="post"))
        problem_of(outcome, 401)
        assert outcome.definite
        assert len(at(world, "/x")) == 2

    async def test_the_same_token_again_is_not_tried_again(self, world: World) -> None:
        grants(world, "same", expires_in=300)
        world.stub.answers("/x", status=401)
        problem_of(await world.call(asking(world)), 401)
        assert len(at(world, "/x")) == 1

    async def test_a_refresh_token_that_was_answered_is_used_next(self, world: World) -> None:
        grants(world, "a", "b", refresh_token="r1", expires_in=0)
        world.stub.answers("/x", 1)
        given = oauth2(world, grant="refresh_token", subject={"token": "r0", "type": "x"})
        await world.call(asking(world, authentication=given))
        await world.call(asking(world, authentication=given))
        sent = [b"refresh_token=r0" in one.body for one in at(world, "/oauth2/token")]
        assert sent == [True, False]

    async def test_what_is_kept_is_bounded(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tokens, "KEPT", 2)
        grants(world, "t", expires_in=300)
        world.stub.answers("/x", 1)
        for secret in ("a", "b", "c", "a"):
            given = oauth2(world, client={"id": "wf", "secret": secret})
            await world.call(asking(world, authentication=given))
        assert len(at(world, "/oauth2/token")) == 4


class TestRefusals:
    async def refused(self, world: World, status: int, kind: str) -> Outcome:
        outcome = await world.call(asking(world, method="post"))
        detail = problem_of(outcome, status, kind)
        assert "hush-hush" not in detail
        assert outcome.definite
        assert at(world, "/x") == []
        return outcome

    @pytest.mark.parametrize("status", [400, 401, 403, 404])
    async def test_by_the_authority(self, world: World, status: int) -> None:
        world.stub.answers("/oauth2/token", {"error": "invalid_client"}, status=status)
        outcome = await self.refused(world, 401, "authentication")
        assert outcome.problem
        assert "invalid_client" in (outcome.problem.detail or "")

    @pytest.mark.parametrize("status", [429, 500, 503])
    async def test_by_trouble(self, world: World, status: int) -> None:
        world.stub.answers("/oauth2/token", status=status)
        await self.refused(world, status, "communication")

    async def test_by_a_redirection(self, world: World) -> None:
        world.stub.answers("/oauth2/token", status=302, headers={"location": "/x"})
        await self.refused(world, 401, "authentication")

    async def test_by_nobody(self, world: World) -> None:
        world.stub.says("/oauth2/token")
        await self.refused(world, 502, "communication")

    async def test_by_what_is_no_json(self, world: World) -> None:
        world.stub.answers("/oauth2/token", raw=b"<html>")
        await self.refused(world, 502, "communication")

    async def test_by_the_guard(self, world: World) -> None:
        given = oauth2(world, authority="http://10.0.0.1")
        outcome = await world.call(asking(world, method="post", authentication=given))
        problem_of(outcome, 403, "authorization")
        assert world.stub.asked == []

    async def test_a_failure_is_not_kept(self, world: World) -> None:
        world.stub.answers("/oauth2/token", status=500)
        grants(world, "later")
        world.stub.answers("/x", 1)
        problem_of(await world.call(asking(world)), 500)
        assert (await world.call(asking(world))).output == 1


class TestDiscovery:
    async def test_once_for_several_tokens(self, world: World) -> None:
        known = "/r/.well-known/openid-configuration"
        world.stub.answers(known, {"token_endpoint": f"{world.stub.url}/else"})
        grants(world, "a", "b", path="/else", expires_in=0)
        world.stub.answers("/x", 1)
        given: Json = {"oidc": {"authority": f"{world.stub.url}/r", **GRANT}}
        for _ in range(2):
            assert (await world.call(asking(world, authentication=given))).output == 1
        assert (len(at(world, known)), len(at(world, "/else"))) == (1, 2)

    async def test_one_that_is_not_there(self, world: World) -> None:
        given: Json = {"oidc": {"authority": world.stub.url, **GRANT}}
        outcome = await world.call(asking(world, authentication=given))
        assert "OpenID configuration" in problem_of(outcome, 404)


class TestHidden:
    async def test_a_token_that_comes_back(self, world: World) -> None:
        grants(world, "token-that-nobody-sees", expires_in=300)
        world.stub.answers("/x", {"seen": "Bearer token-that-nobody-sees"})
        call = asking(world)
        assert isinstance(call.arguments, dict)
        call.arguments["output"] = "response"
        outcome = await world.call(call)
        assert "token-that-nobody-sees" not in str(outcome)
        assert isinstance(outcome.output, dict)
        assert outcome.output["content"] == {"seen": "Bearer ***"}
        assert outcome.authorization == {"scheme": "Bearer", "parameter": "***"}

    async def test_not_with_a_redirection_to_another_host(self, world: World) -> None:
        grants(world, "token-that-nobody-sees", expires_in=300)
        other = world.stub.url.replace("127.0.0.1", "127.0.0.2")
        world.stub.answers("/x", status=307, headers={"location": f"{other}/y"})
        call = asking(world)
        assert isinstance(call.arguments, dict)
        call.arguments["redirect"] = True
        await world.call(call)
        assert all("authorization" not in one.headers for one in at(world, "/y"))
