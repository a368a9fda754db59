"""A repeated POST with the same `Idempotency-Key` has one effect and one answer.

The key is claimed and the answer kept in the very transaction of the effect: a duplicate that
comes meanwhile waits for it at the database. Never: an effect without its answer, or the answer
of somebody else's key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Header
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from api.auth.principal import Principal
from api.errors import invalid
from definitions.values import JsonObject, decode, encode
from store import idempotency
from store.idempotency import Kept, KeyReusedError

REPLAYED = {"Idempotency-Replayed": "true"}

OnceKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Repeating a request with the same key has no second effect.",
    ),
]


@dataclass(slots=True)
class Once:
    """One request that may have been made before."""

    session: AsyncSession
    key: str | None
    answered: Response | None = None
    """What was answered before; None: this is the first time."""

    @classmethod
    async def begin(
        cls,
        session: AsyncSession,
        principal: Principal,
        key: str | None,
        request: Request,
        content: bytes | None = None,
    ) -> Once:
        """In the transaction of the effect, before it. `content`: of a body that has been read."""
        if key is None:
            return cls(session, None)
        asked = await _Asked.of(principal, key, request, content)
        with _no_other():
            kept = await idempotency.take(session, asked.key, asked.route, asked.fingerprint)
        return cls(session, asked.key, None if kept is None else _again(kept))

    @classmethod
    async def look(
        cls, session: AsyncSession, principal: Principal, key: str | None, request: Request
    ) -> Once:
        """Before what takes its time, and is not done in a transaction. The key is not taken."""
        if key is None:
            return cls(session, None)
        asked = await _Asked.of(principal, key, request)
        with _no_other():
            kept = await idempotency.find(session, asked.key, asked.route, asked.fingerprint)
        return cls(session, None, None if kept is None else _again(kept))

    async def keep(self, status: int, value: JsonObject) -> None:
        """What will be answered again; nothing that people typed belongs into it."""
        if self.key is not None:
            await idempotency.keep(self.session, self.key, status, encode(value))

    @property
    def before(self) -> JsonObject:
        """The body that was answered before."""
        if self.answered is None:
            raise RuntimeError("Nothing was answered before; look at `answered` first.")
        return cast("JsonObject", decode(bytes(self.answered.body)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, so that it is known again."""

    key: str
    route: str
    fingerprint: str

    @classmethod
    async def of(
        cls, principal: Principal, key: str, request: Request, content: bytes | None = None
    ) -> _Asked:
        own = _digest(principal.person.encode(), key.encode())
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = _digest(kind.encode(), await request.body() if content is None else content)
        return cls(own, f"{request.method} {request.url.path}", body)


@contextmanager
def _no_other() -> Generator[None]:
    try:
        yield
    except KeyReusedError as error:
        raise invalid(
            "This Idempotency-Key was used with another request.",
            "Use a new key for a new request; a key is free again after a day.",
        ) from error


def _again(kept: Kept) -> Response:
    return Response(kept.body, kept.status, REPLAYED, media_type="application/json")


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()
