"""Sending: who is asked again, with what, and what each failure is called."""

from __future__ import annotations

import pytest

from activities.egress import BlockedError
from activities.http_connections import (
    BrokenError,
    Exchanged,
    Progress,
    TooLargeError,
    UnreachableError,
)
from activities.http_request import Request, read_request
from activities.http_sender import Sender, failed
from activities.secrets import Mask
from definitions.errors import same_type
from tests.activities.calling import World


class Knocking:
    """Says who it is, and better after a refusal."""

    identity = ""

    def __init__(self, *better: str) -> None:
        self.better = list(better)

    async def apply(self, request: Request) -> Request:
        return request.authorized("Bearer", "first")

    async def again(self, request: Request, answer: Exchanged) -> Request | None:
        assert request.authorization is None
        assert answer.status == 401
        return request.authorized("Bearer", self.better.pop(0)) if self.better else None


def asking(world: World, method: str = "get", *, redirect: bool = False) -> Request:
    given = {"method": method, "endpoint": f"{world.stub.url}/x", "redirect": redirect}
    return read_request(given, None, 1_000)


async def send(
    world: World, request: Request, authorizing: Knocking | None = None
) -> tuple[Request, Exchanged]:
    sender = Sender(world.connections, 1_000)
    return await sender.send(request, Progress(), Mask(), safe=True, authorizing=authorizing)


def sent(world: World) -> list[str | None]:
    return [asked.headers.get("authorization") for asked in world.stub.asked]


class TestSend:
    async def test_as_it_is(self, world: World) -> None:
        world.stub.answers("/x", 1)
        request, answer = await send(world, asking(world))
        assert (request, answer.status) == (asking(world), 200)
        assert sent(world) == [None]

    async def test_once_more_after_a_refusal(self, world: World) -> None:
        world.stub.answers("/x", status=401)
        request, answer = await send(world, asking(world, "post"), Knocking("second", "third"))
        assert answer.status == 401
        assert request.authorization == ("Bearer", "second")
        assert sent(world) == ["Bearer first", "Bearer second"]

    async def test_not_when_there_is_nothing_better(self, world: World) -> None:
        world.stub.answers("/x", status=401)
        await send(world, asking(world), Knocking())
        assert sent(world) == ["Bearer first"]

    @pytest.mark.parametrize("status", [200, 403, 407, 500])
    async def test_not_after_other_answers(self, world: World, status: int) -> None:
        world.stub.answers("/x", status=status)
        await send(world, asking(world), Knocking("second"))
        assert sent(world) == ["Bearer first"]

    async def test_every_hop_on_the_same_origin_says_who_it_is(self, world: World) -> None:
        world.stub.answers("/x", status=302, headers={"location": "/y"})
        world.stub.answers("/y", 1)
        await send(world, asking(world, redirect=True), Knocking())
        assert sent(world) == ["Bearer first", "Bearer first"]


class TestFailed:
    @pytest.mark.parametrize(
        ("error", "status", "kind"),
        [
            (BlockedError("a.example"), 403, "authorization"),
            (UnreachableError("nobody answers"), 503, "communication"),
            (BrokenError("it is cut"), 502, "communication"),
            (TooLargeError(), 502, "communication"),
        ],
        ids=["blocked", "unreachable", "broken", "too large"],
    )
    def test_has_a_status_and_no_query(self, error: Exception, status: int, kind: str) -> None:
        given = {"method": "get", "endpoint": "https://a.example/x?q=hush-hush"}
        problem = failed(error, read_request(given, None, 1_000), 1_000)
        assert (problem.status, same_type(problem.type, kind)) == (status, True)
        assert "a.example" in (problem.detail or "")
        assert "hush-hush" not in (problem.detail or "")
