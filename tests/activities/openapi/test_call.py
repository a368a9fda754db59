"""`openapi.call`: the description first, then one request, made once."""

from __future__ import annotations

import asyncio

import pytest

from activities.authentication.authenticator import Authenticator
from activities.honouring import Honouring
from activities.http_calls import HttpCalls
from activities.http_sender import Sender
from activities.openapi.call import OpenApiActivities
from activities.openapi.documents import Documents
from definitions.contracts import Call, Outcome
from definitions.values import Json, JsonObject
from tests.activities.calling import World, problem_of

MOST = 100_000


class Shop:
    """A service with a description."""

    def __init__(self, world: World) -> None:
        self.world = world
        sender = Sender(world.connections, MOST)
        known = Authenticator(world.connections, sender, world.vault)  # type: ignore[arg-type]
        calls = HttpCalls(sender, world.kept, 5, Honouring.parse(""))  # type: ignore[arg-type]
        self.effects = OpenApiActivities(calls, Documents(sender), known, world.vault, MOST)  # type: ignore[arg-type]
        world.stub.answers("/d", self.described())

    def described(self) -> JsonObject:
        one: Json = {"name": "id", "in": "path", "required": True}
        return {
            "openapi": "3.1.0",
            "servers": [{"url": "/v3"}],
            "paths": {
                "/orders/{id}": {"parameters": [one], "get": {"operationId": "read"}},
                "/orders": {
                    "put": {
                        "operationId": "pay",
                        "parameters": [
                            {"name": "Idempotency-Key", "in": "header", "required": True}
                        ],
                        "requestBody": {"content": {"application/json": {}}},
                    },
                    "post": {
                        "operationId": "place",
                        "requestBody": {"content": {"application/json": {}}},
                    },
                },
            },
        }

    def make(self, operation: Json, parameters: Json = None, **more: Json) -> Call:
        call = self.world.make(safe=False)
        call.arguments = {
            "document": {"endpoint": f"{self.world.stub.url}/d"},
            "operationId": operation,
            "parameters": parameters,
            **more,
        }
        return call

    async def ask(self, operation: Json, parameters: Json = None, **more: Json) -> Outcome:
        async with asyncio.timeout(20):
            call = self.make(operation, parameters, **more)
            return await self.world.environment.run(self.effects.call, call)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.world.stub.asked]


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


class TestCall:
    async def test_a_safe_operation_leaves_no_intent(self, shop: Shop) -> None:
        shop.world.stub.answers("/v3/orders/A%201", {"total": 17})
        outcome = await shop.ask("read", {"id": "A 1"})
        assert outcome == Outcome(output={"total": 17})
        assert shop.world.kept.log == ["nothing to keep"]

    async def test_any_other_is_made_once(self, shop: Shop) -> None:
        shop.world.stub.answers("/v3/orders", {"id": 1}, status=201)
        outcome = await shop.ask("place", {"item": "tea"})
        assert outcome == Outcome(output={"id": 1})
        assert shop.world.kept.log == ["claimed r:/do/0/ask:1", "settled r:/do/0/ask:1"]
        assert shop.world.stub.asked[-1].headers["idempotency-key"] == "r:/do/0/ask:1"

    async def test_an_operation_with_a_key_honours_it(self, shop: Shop) -> None:
        shop.world.stub.answers("/v3/orders", {"id": 1}, status=201)
        await shop.ask("pay", {"total": 17})
        assert shop.world.kept.log[0] == "claimed r:/do/0/ask:1 again"
        asked = shop.world.stub.asked[-1]
        assert asked.headers["idempotency-key"] == "r:/do/0/ask:1"

    async def test_who_does_not_own_the_intent_reads_the_description_only(self, shop: Shop) -> None:
        shop.world.kept.known = Outcome(output="before")
        assert await shop.ask("place", {"item": "tea"}) == Outcome(output="before")
        assert shop.paths() == ["/d"]

    @pytest.mark.parametrize("output", ["response", "raw"])
    async def test_outputs(self, shop: Shop, output: str) -> None:
        shop.world.stub.answers("/v3/orders/1", {"a": 1}, status=202)
        outcome = await shop.ask("read", {"id": 1}, output=output)
        if output == "raw":
            assert outcome.output == "eyJhIjogMX0="
        else:
            assert isinstance(outcome.output, dict)
            assert (outcome.output["statusCode"], outcome.output["content"]) == (202, {"a": 1})

    async def test_redirections(self, shop: Shop) -> None:
        shop.world.stub.answers("/v3/orders/1", status=302, headers={"location": "/else"})
        shop.world.stub.answers("/else", 5)
        problem_of(await shop.ask("read", {"id": 1}), 302)
        assert (await shop.ask("read", {"id": 1}, redirect=True)).output == 5

    async def test_authentication_of_the_call_is_not_the_documents(self, shop: Shop) -> None:
        shop.world.stub.answers("/v3/orders/1", 5)
        bearer: Json = {"bearer": {"token": "for-the-call"}}
        basic: Json = {"basic": {"username": "u", "password": "p"}}
        document: Json = {"endpoint": {"uri": f"{shop.world.stub.url}/d", "authentication": basic}}
        outcome = await shop.ask("read", {"id": 1}, authentication=bearer, document=document)
        assert outcome.authorization == {"scheme": "Bearer", "parameter": "for-the-call"}
        sent = [asked.headers["authorization"] for asked in shop.world.stub.asked]
        assert sent == ["Basic dTpw", "Bearer for-the-call"]

    async def test_parameters_hold_secrets_for_the_operations_host(self, shop: Shop) -> None:
        shop.world.vault.mask.add("hush-hush")
        shop.world.stub.answers("/v3/orders/hush-hush", {"echo": "hush-hush"})
        assert (await shop.ask("read", {"id": "hush-hush"})).output == {"echo": "***"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("operation", "parameters", "status", "kind"),
        [
            ("reed", None, 400, "configuration"),
            (5, None, 400, "configuration"),
            (None, None, 400, "configuration"),
            ("read", None, 400, "validation"),
            ("read", {"id": 1, "x": 2}, 400, "validation"),
            ("read", [], 400, "validation"),
            ("read", "id", 400, "validation"),
        ],
    )
    async def test_what_can_not_be_asked(
        self, shop: Shop, operation: Json, parameters: Json, status: int, kind: str
    ) -> None:
        problem_of(await shop.ask(operation, parameters), status, kind)
        assert set(shop.paths()) <= {"/d"}
        assert shop.world.kept.log == ["nothing to keep"]

    @pytest.mark.parametrize(
        "document", [None, 5, {}, {"endpoint": None}, {"endpoint": {"uri": "file:///etc/passwd"}}]
    )
    async def test_no_document(self, shop: Shop, document: Json) -> None:
        outcome = await shop.ask("read", document=document)
        assert outcome.problem is not None
        assert outcome.problem.status == 400

    async def test_a_document_that_is_not_there(self, shop: Shop) -> None:
        document: Json = {"endpoint": f"{shop.world.stub.url}/none"}
        outcome = await shop.ask("read", document=document)
        assert "404" in problem_of(outcome, 404)
        assert outcome.definite

    async def test_a_server_in_an_inner_network(self, shop: Shop) -> None:
        described = shop.described() | {"servers": [{"url": "http://10.0.0.1"}]}
        shop.world.stub.answers("/inner", described)
        document: Json = {"endpoint": f"{shop.world.stub.url}/inner"}
        outcome = await shop.ask("read", {"id": 1}, document=document)
        problem_of(outcome, 403, "authorization")
