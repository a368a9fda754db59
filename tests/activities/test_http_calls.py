"""Calls that are one request: what comes before the intent, and what an outcome tells."""

from __future__ import annotations

import asyncio

import pytest

from activities.honouring import Honouring
from activities.http_calls import HttpCalls, Prepared
from activities.http_request import read_request
from activities.http_sender import Sender
from activities.secrets import Mask
from definitions import errors
from definitions.contracts import Call
from definitions.errors import ProblemError
from tests.activities.calling import World, problem_of


class Preparing:
    """Makes the request of a call, or fails in its own way."""

    def __init__(self, method: str = "post", error: ProblemError | None = None) -> None:
        self.method = method
        self.error = error
        self.hangs = False

    async def __call__(self, call: Call, mask: Mask) -> Prepared:
        mask.add("hush-hush")
        if self.error is not None:
            raise self.error
        if self.hangs:
            await asyncio.get_running_loop().create_future()
        assert isinstance(call.arguments, dict)
        given = {**call.arguments, "method": self.method}
        return Prepared(read_request(given, call.key, 1_000), mask)


def calls(world: World, seconds: float = 5, honouring: str = "") -> HttpCalls:
    sender, honoured = Sender(world.connections, 1_000), Honouring.parse(honouring)
    return HttpCalls(sender, world.kept, seconds, honoured)  # type: ignore[arg-type]


class TestMake:
    async def test_what_is_known_to_be_safe_only_now_leaves_no_intent(self, world: World) -> None:
        world.stub.answers("/x", 1)
        outcome = await calls(world).make(world.make(safe=False), Preparing("get"))
        assert outcome.output == 1
        assert world.kept.log == ["nothing to keep"]

    async def test_anything_else_is_claimed_after_it_is_prepared(self, world: World) -> None:
        world.stub.answers("/x", {"echo": "hush-hush"})
        outcome = await calls(world).make(world.make(safe=False), Preparing())
        assert outcome.output == {"echo": "***"}
        assert world.kept.log == ["claimed r:/do/0/ask:1", "settled r:/do/0/ask:1"]

    async def test_a_service_that_honours_the_key_may_be_asked_again(self, world: World) -> None:
        world.stub.answers("/x", 1)
        made = calls(world, honouring="else.example, 127.0.0.1")
        await made.make(world.make(safe=False), Preparing())
        assert world.kept.log[0] == "claimed r:/do/0/ask:1 again"
        assert world.stub.asked[0].headers["idempotency-key"] == "r:/do/0/ask:1"

    async def test_what_can_not_be_prepared_is_masked_and_definite(self, world: World) -> None:
        error = ProblemError(errors.configuration("it says hush-hush"))
        outcome = await calls(world).make(world.make(safe=False), Preparing(error=error))
        assert problem_of(outcome, 400, "configuration") == "it says ***"
        assert outcome.definite
        assert world.kept.log == ["nothing to keep"]

    @pytest.mark.parametrize("safe", [True, False])
    async def test_preparing_has_an_end(self, world: World, safe: bool) -> None:  # noqa: FBT001
        preparing = Preparing()
        preparing.hangs = True
        outcome = await calls(world, 0.01).make(world.make(safe=safe), preparing)
        problem_of(outcome, 504)
        assert outcome.definite
        assert world.stub.asked == []
