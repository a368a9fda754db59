"""Where a call may lead: the guard at every connection, and redirections one by one."""

from __future__ import annotations

import pytest

from activities.egress import Egress, parse_allowed
from activities.http_connections import Connections
from tests.activities.calling import World, problem_of


class TestGuard:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.1", "[::1]", "[::ffff:7f00:1]"],
    )
    async def test_loopback_in_every_spelling(self, world: World, host: str) -> None:
        world.connections = Connections(Egress(()))
        outcome = await world.post(endpoint=f"http://{host}:{world.stub.port}/x")
        detail = problem_of(outcome, 403, "authorization")
        assert "BATON_HTTP_ALLOW" in detail
        assert outcome.definite
        assert world.stub.connections == 0

    async def test_the_address_behind_a_name_stays_unsaid(self, world: World) -> None:
        async def inside(_host: str, _port: int) -> list[str]:
            return ["10.20.30.40"]

        world.connections = Connections(Egress((), inside))
        outcome = await world.get(endpoint="http://db.corp.example/x")
        assert "10.20" not in problem_of(outcome, 403, "authorization")

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    async def test_a_redirection_passes_the_guard_again(self, world: World, status: int) -> None:
        async def by_name(host: str, _port: int) -> list[str]:
            return ["127.0.0.1"] if host == "outer.example" else ["127.0.0.2"]

        world.connections = Connections(Egress(parse_allowed("127.0.0.1"), by_name))
        port = world.stub.port
        for location in (
            f"http://127.0.0.2:{port}/inner",
            f"http://inner.example:{port}/inner",
            f"http://[::1]:{port}/inner",
            f"//0x7f000002:{port}/inner",
        ):
            world.stub.answers(f"/{location}", status=status, headers={"location": location})
            endpoint = f"http://outer.example:{port}/{location}"
            outcome = await world.get(endpoint=endpoint, redirect=True)
            problem_of(outcome, 403, "authorization")
        assert all(asked.path != "/inner" for asked in world.stub.asked)

    async def test_a_redirection_to_another_scheme(self, world: World) -> None:
        world.stub.answers("/x", status=302, headers={"location": "file:///etc/passwd"})
        problem_of(await world.get(redirect=True), 400, "validation")


class TestRedirect:
    async def test_is_an_error_by_default(self, world: World) -> None:
        world.stub.answers("/x", status=302, headers={"location": "/y"})
        assert "redirect: true" in problem_of(await world.get(), 302)
        assert len(world.stub.asked) == 1

    async def test_is_followed_where_wanted(self, world: World) -> None:
        world.stub.answers("/x", status=307, headers={"location": "/y?z=1"})
        world.stub.answers("/y", {"moved": True})
        outcome = await world.post(redirect=True, output="response", body={"a": 1})
        assert isinstance(outcome.output, dict)
        assert outcome.output["statusCode"] == 200
        request = outcome.output["request"]
        assert isinstance(request, dict)
        assert request["uri"] == world.stub.url + "/y?z=1"
        first, second = world.stub.asked
        assert (second.method, second.body) == ("POST", first.body)
        assert second.headers["idempotency-key"] == first.headers["idempotency-key"]

    async def test_without_a_place_to_go_it_is_an_answer(self, world: World) -> None:
        world.stub.answers("/x", {"a": 1}, status=304)
        assert (await world.get(redirect=True)).problem is None

    async def test_in_a_circle(self, world: World) -> None:
        world.stub.answers("/x", status=302, headers={"location": "/x"})
        assert "more than 10 times" in problem_of(await world.get(redirect=True), 502)
        assert len(world.stub.asked) == 11

    async def test_of_which_the_second_half_breaks(self, world: World) -> None:
        world.stub.answers("/x", status=307, headers={"location": "/y"})
        world.stub.says("/y", b"")
        outcome = await world.post(redirect=True)
        assert not outcome.definite
