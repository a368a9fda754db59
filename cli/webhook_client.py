"""The part of the API's client that is about outgoing webhooks.

Never: a request that doubles by being repeated; an endpoint is made under a key, and a dead letter
that goes again is none any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote
from uuid import uuid4

from msgspec import Struct

from cli.connection import Connection
from definitions.values import JsonObject

PAGE = 200
ENDPOINTS = "/webhook-endpoints"


class Endpoint(Struct, rename="camel"):
    """Where messages go."""

    id: str
    url: str
    description: str
    types: list[str]
    status: str
    waiting: int
    dead: int
    secret: str | None = None


class Endpoints(Struct):
    """All of them."""

    items: list[Endpoint]


class Delivery(Struct, rename="camel"):
    """One message."""

    id: str
    type: str
    state: str
    attempts: int
    created_at: str
    status: int | None = None
    trouble: str | None = None


class DeliveryPage(Struct):
    """One page of messages, the newest first."""

    items: list[JsonObject]
    next: str | None = None


class Tested(Struct):
    """What a receiver has said."""

    works: bool
    answer: str
    status: int | None = None
    trouble: str | None = None


class Made(Struct, rename="camel"):
    """A new secret."""

    secret: str
    old_secret_until: str | None = None


class Again(Struct):
    """What goes again."""

    count: int


class WebhookClient(Connection):
    """Endpoints and their messages."""

    def endpoints(self) -> tuple[list[Endpoint], JsonObject]:
        """All of them, typed, and as the API said it."""
        answer = self._send("GET", ENDPOINTS)
        return self._typed(answer, Endpoints).items, self._typed(answer, JsonObject)

    def add_endpoint(self, wanted: JsonObject) -> Endpoint:
        headers = {"Idempotency-Key": str(uuid4())}
        return self._typed(self._send("POST", ENDPOINTS, body=wanted, headers=headers), Endpoint)

    def remove_endpoint(self, endpoint: str) -> None:
        self._send("DELETE", _path(endpoint))

    def rotate_endpoint(self, endpoint: str, hours: int) -> Made:
        answer = self._send("POST", f"{_path(endpoint)}/secret", body={"graceHours": hours})
        return self._typed(answer, Made)

    def test_endpoint(self, endpoint: str) -> Tested:
        return self._typed(self._send("POST", f"{_path(endpoint)}/test"), Tested)

    def deliveries(
        self, endpoint: str, state: str | None, limit: int
    ) -> Iterator[tuple[Delivery, JsonObject]]:
        """Each typed, and as the API said it; the newest first."""
        params: dict[str, str | int | float] = {} if state is None else {"state": state}
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            answer = self._send("GET", f"{_path(endpoint)}/deliveries", params=params)
            page = self._typed(answer, DeliveryPage)
            yield from ((self._fitting(item, Delivery), item) for item in page.items[:limit])
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def send_again(self, endpoint: str, delivery: str | None) -> int:
        """One dead letter, or all of the endpoint; answers how many."""
        one = "" if delivery is None else f"/{quote(delivery, safe='')}"
        answer = self._send("POST", f"{_path(endpoint)}/deliveries{one}/again")
        return self._typed(answer, Again).count


def _path(endpoint: str) -> str:
    return f"{ENDPOINTS}/{quote(endpoint, safe='')}"
