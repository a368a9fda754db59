"""Scripts that lie elsewhere: fetched under the guard, whatever is served."""

from __future__ import annotations

import pytest

from activities import script_source
from activities.authentication.authenticator import Authenticator
from activities.egress import Egress
from activities.http_connections import Connections
from activities.http_sender import Sender
from activities.script_source import ScriptSources
from activities.secrets import Mask
from definitions.errors import ProblemError, same_type
from definitions.values import Json
from tests.activities.calling import World

MOST = 1_000


class Fetching:
    def __init__(self, world: World, connections: Connections | None = None) -> None:
        self.world = world
        self.mask = Mask()
        sender = Sender(connections or world.connections, MOST)
        authenticator = Authenticator(world.connections, sender, world.vault)  # type: ignore[arg-type]
        self.sources = ScriptSources(sender, authenticator, world.vault, 5)  # type: ignore[arg-type]

    async def get(self, path: str = "/s.py", **endpoint: Json) -> str:
        given: Json = self.world.stub.url + path
        source: Json = {"endpoint": {"uri": given, **endpoint} if endpoint else given}
        return await self.sources.get(self.world.make(), source, self.mask)

    async def refused(self, status: int, kind: str = "communication") -> str:
        with pytest.raises(ProblemError) as caught:
            await self.get()
        problem = caught.value.problem
        assert (problem.status, same_type(problem.type, kind)) == (status, True)
        return problem.detail or ""


def serve(world: World, body: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    world.stub.says("/s.py", head + body)


@pytest.fixture
def fetching(world: World) -> Fetching:
    return Fetching(world)


class TestGet:
    async def test_a_text(self, world, fetching):
        serve(world, "print('ü')".encode())
        assert await fetching.get() == "print('ü')"

    async def test_with_a_policy_whose_secrets_are_masked(self, world, fetching):
        serve(world, b"x")
        await fetching.get(authentication={"basic": {"username": "u", "password": "geheim"}})
        assert world.stub.asked[0].headers["authorization"].startswith("Basic ")

    async def test_one_that_is_not_there(self, fetching):
        assert "the script, was answered with 404" in await fetching.refused(404)

    async def test_one_that_is_too_large(self, world, fetching):
        serve(world, b"x" * (MOST + 1))
        assert "larger than" in await fetching.refused(502)

    async def test_one_that_is_no_text(self, world, fetching):
        serve(world, b"\xff\xfe\x00")
        assert "no UTF-8 text" in await fetching.refused(502)

    async def test_one_that_is_not_answered(self, world, fetching):
        fetching.sources._seconds = 0.05
        world.stub.hangs("/s.py")
        assert "not answered within 0.05 s" in await fetching.refused(504)

    async def test_none_of_an_inner_network(self, world):
        guarded = Connections(Egress(()))
        try:
            await Fetching(world, guarded).refused(403, "authorization")
        finally:
            guarded.close()
        assert world.stub.asked == []

    @pytest.mark.parametrize("source", [None, {}, {"endpoint": 7}, {"endpoint": {"uri": None}}])
    async def test_nonsense(self, world, fetching, source):
        with pytest.raises(ProblemError):
            await fetching.sources.get(world.make(), source, Mask())

    def test_the_bound(self):
        assert script_source.MOST_BYTES <= 2**20
