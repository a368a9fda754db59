"""Authentications with secrets: whose they are, where they may go, and that nobody sees them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

import pytest

from activities.authentication.authenticator import Authenticator
from activities.honouring import Honouring
from activities.http import HttpActivities
from activities.http_calls import HttpCalls
from activities.http_sender import Sender
from activities.secrets import Secrets
from definitions.contracts import Outcome
from definitions.expressions import compile_template
from definitions.jq import Budget
from definitions.values import Json, JsonObject
from store import secrets
from store.keys import Keyring
from store.session import Database
from tests.activities.calling import World, problem_of

LOGIN: JsonObject = {"username": "service-user", "password": "x:y z-hidden"}
CLIENT: JsonObject = {
    "grant": "client_credentials",
    "client": {"id": "wf-client", "secret": "hush-hush"},
}


async def ask(world: World, authentication: Json, host: str = "", **more: Json) -> Outcome:
    url = world.stub.url if not host else world.stub.url.replace("127.0.0.1", host)
    endpoint: Json = {"uri": f"{url}/x", "authentication": authentication}
    return await world.get(endpoint=endpoint, **more)


class TestUse:
    async def test_basic(self, world: World) -> None:
        world.vault.known["login"] = LOGIN
        world.stub.answers("/x", {"hello": "service-user", "echo": "x:y z-hidden"})
        outcome = await ask(world, {"basic": {"use": "login"}}, output="response")
        assert isinstance(outcome.output, dict)
        assert outcome.output["content"] == {"hello": "service-user", "echo": "***"}
        header = world.stub.asked[0].headers["authorization"]
        assert header.removeprefix("Basic ") not in str(outcome)
        assert world.vault.read_for == [("login", [world.stub.url.removeprefix("http://")])]

    @pytest.mark.parametrize("value", ["token-hidden", {"token": "token-hidden"}])
    async def test_bearer_as_text_or_map(self, world: World, value: Json) -> None:
        world.vault.known["key"] = value
        world.stub.answers("/x", {"echo": "token-hidden"}, status=500)
        outcome = await ask(world, {"bearer": {"use": "key"}})
        assert world.stub.asked[0].headers["authorization"] == "Bearer token-hidden"
        assert "token-hidden" not in problem_of(outcome, 500)

    async def test_oauth2_is_bound_to_the_authority_too(self, world: World) -> None:
        world.vault.known["client"] = {**CLIENT, "authority": world.stub.url}
        world.stub.answers("/oauth2/token", {"access_token": "token-hidden"})
        world.stub.answers("/x", 1)
        assert (await ask(world, {"oauth2": {"use": "client"}})).output == 1
        there = world.stub.url.removeprefix("http://")
        assert world.vault.read_for == [("client", [there]), ("client", [there] * 3)]
        assert world.vault.held == []

    async def test_a_discovered_endpoint_gets_no_secret_of_others(self, world: World) -> None:
        elsewhere = world.stub.url.replace("127.0.0.1", "127.0.0.2")
        world.vault.known["client"] = {**CLIENT, "authority": world.stub.url}
        found = {"token_endpoint": f"{elsewhere}/token"}
        world.stub.answers("/.well-known/openid-configuration", found)
        await ask(world, {"oidc": {"use": "client"}})
        assert world.vault.held == [(("client",), elsewhere.removeprefix("http://"))]

    @pytest.mark.parametrize("value", [None, "text", 5, [], {}, {"username": "u"}])
    async def test_a_secret_of_another_form(self, world: World, value: Json) -> None:
        world.vault.known["login"] = value
        problem_of(await ask(world, {"basic": {"use": "login"}}), 400, "configuration")
        assert world.stub.asked == []

    @pytest.mark.parametrize("name", [None, 5, {}, []])
    async def test_a_name_that_is_none(self, world: World, name: Json) -> None:
        problem_of(await ask(world, {"basic": {"use": name}}), 400, "configuration")

    @pytest.mark.parametrize("given", ["me", 5, [], {}, {"use": "nobody"}, {"basic": None}])
    async def test_what_is_no_authentication(self, world: World, given: Json) -> None:
        problem_of(await ask(world, given), 400, "configuration")
        assert world.stub.asked == []


class TestRedirected:
    async def test_to_another_host_goes_no_credential(self, world: World) -> None:
        other = world.stub.url.replace("127.0.0.1", "127.0.0.2")
        world.stub.answers("/x", status=302, headers={"location": f"{other}/y"})
        await ask(world, {"basic": LOGIN}, redirect=True)
        assert all("authorization" not in one.headers for one in world.stub.asked[1:])

    async def test_on_the_same_host_it_does(self, world: World) -> None:
        world.stub.answers("/x", status=302, headers={"location": "/y"})
        world.stub.answers("/y", 1)
        await ask(world, {"basic": LOGIN}, redirect=True)
        assert all("authorization" in one.headers for one in world.stub.asked)


class Bound:
    """The activity with the store's own secrets."""

    def __init__(self, world: World, database: Database, keyring: Keyring, tenant: str) -> None:
        self.world, self.database, self.keyring, self.tenant = world, database, keyring, tenant
        sender = Sender(world.connections, world.settings.http_max_bytes)
        calls = HttpCalls(sender, world.kept, 5, Honouring.parse(""))  # type: ignore[arg-type]
        held = Secrets(database, keyring)
        known = Authenticator(world.connections, sender, held)
        world.lasting = HttpActivities(calls, known, held, 100_000)

    async def keep(self, name: str, value: Json, *hosts: str) -> None:
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            await secrets.put(session, keys, name, value, "a test")
            await secrets.bind(session, name, ["test/*"], hosts, "a test")

    async def ask(self, authentication: Mapping[str, Json]) -> Outcome:
        left = compile_template({**authentication}).defer("secrets", None, {}, Budget())
        call = self.world.make(endpoint={"uri": f"{self.world.stub.url}/x", "authentication": left})
        call.tenant, call.run = self.tenant, str(uuid4())
        return await self.world.call(call)


@pytest.fixture
def bound(world: World, database: Database, keyring: Keyring, tenant: str) -> Bound:
    return Bound(world, database, keyring, tenant)


class TestBound:
    async def test_an_expression_reads_a_secret(self, bound: Bound) -> None:
        bound.world.stub.answers("/x", {"echo": "hidden-token"})
        await bound.keep("key", "hidden-token", "127.0.0.1")
        outcome = await bound.ask({"bearer": {"token": "${ $secrets.key }"}})
        assert outcome.output == {"echo": "***"}
        assert outcome.authorization == {"scheme": "Bearer", "parameter": "***"}

    @pytest.mark.parametrize(
        "authentication",
        [{"bearer": {"token": "${ $secrets.key }"}}, {"bearer": {"use": "key"}}],
        ids=["expression", "use"],
    )
    async def test_one_for_another_host(
        self, bound: Bound, authentication: Mapping[str, Json]
    ) -> None:
        await bound.keep("key", "hidden-token", "api.example")
        problem_of(await bound.ask(authentication), 403, "authorization")
        assert bound.world.stub.asked == []

    @pytest.mark.parametrize("hosts", [["127.0.0.1"], ["auth.example"]], ids=["call", "authority"])
    async def test_one_for_tokens_needs_both_hosts(self, bound: Bound, hosts: list[str]) -> None:
        await bound.keep("key", "hidden-secret", *hosts)
        given: JsonObject = {
            "authority": "https://auth.example",
            "grant": "client_credentials",
            "client": {"id": "wf", "secret": "${ $secrets.key }"},
        }
        problem_of(await bound.ask({"oauth2": given}), 403, "authorization")
        assert bound.world.stub.asked == []

    async def test_one_for_a_discovered_endpoint_too(self, bound: Bound) -> None:
        """The discovery may name any host; only what is bound to it is sent there."""
        elsewhere = bound.world.stub.url.replace("127.0.0.1", "localhost")
        found: Json = {"token_endpoint": f"{elsewhere}/token"}
        bound.world.stub.answers("/.well-known/openid-configuration", found)
        await bound.keep("key", "hidden-secret", "127.0.0.1")
        given: JsonObject = {
            "authority": bound.world.stub.url,
            "grant": "client_credentials",
            "client": {"id": "wf", "secret": "${ $secrets.key }"},
        }
        detail = problem_of(await bound.ask({"oidc": given}), 403, "authorization")
        assert "localhost" in detail
        paths = [one.path for one in bound.world.stub.asked]
        assert paths == ["/.well-known/openid-configuration"]

    async def test_an_authority_in_a_secret_is_held_too(self, bound: Bound) -> None:
        await bound.keep("all", {**CLIENT, "authority": "https://auth.example"}, "127.0.0.1")
        detail = problem_of(await bound.ask({"oauth2": {"use": "all"}}), 403, "authorization")
        assert "hush-hush" not in detail

    async def test_one_that_is_not_there(self, bound: Bound) -> None:
        problem_of(await bound.ask({"basic": {"use": "nobody"}}), 403, "authorization")

    async def test_another_tenants_is_not_there(self, bound: Bound) -> None:
        await bound.keep("key", "hidden-token", "*")
        bound.tenant = str(uuid4())
        problem_of(await bound.ask({"bearer": {"use": "key"}}), 403, "authorization")
        assert bound.world.stub.asked == []
