"""Descriptions of services: fetched under the guard, read within bounds, kept for a minute.

A fetched text is kept for its tenant, address and authentication; what is read of it for its
content. Never: a document without a bound, or one tenant's for another.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, TypeVar

from activities.http_request import Request
from activities.http_sender import Authorizing, Sender
from activities.openapi.references import unfit
from activities.secrets import Mask
from definitions.composer import Bounds, ComposeError, compose
from definitions.values import JsonObject, decode

MOST_BYTES: Final = 4 * 1024 * 1024
KEPT_SECONDS: Final = 60.0
KEPT_TEXTS: Final = 100
KEPT_DOCUMENTS: Final = 50
YAML: Final = Bounds(1024 * 1024, 200_000)
"""YAML is read by Python, JSON is not."""


@dataclass(frozen=True, slots=True)
class _Text:
    digest: str
    until: float


class Documents:
    """One for a worker. Its sender reads no more than MOST_BYTES."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._texts: OrderedDict[str, _Text] = OrderedDict()
        self._documents: OrderedDict[str, JsonObject] = OrderedDict()

    async def get(
        self, owner: str, request: Request, authorizing: Authorizing | None, mask: Mask
    ) -> JsonObject:
        """`owner` tells apart who may see the document: tenant and authentication."""
        name = hashlib.sha256(f"{owner}\0{request.url}".encode()).hexdigest()
        known = self._texts.get(name)
        if known is not None and known.until > time.monotonic():
            document = self._documents.get(known.digest)
            if document is not None:
                return document
        _, data = await self._sender.fetch(request, mask, authorizing, "the OpenAPI document")
        digest = hashlib.sha256(data).hexdigest()
        document = self._documents.get(digest)
        if document is None:
            # In a thread of its own, so that a large one holds up nobody's heartbeat.
            document = await asyncio.to_thread(read_document, data)
        self._texts[name] = _Text(digest, time.monotonic() + KEPT_SECONDS)
        self._documents[digest] = document
        _bound(self._texts, name, KEPT_TEXTS)
        _bound(self._documents, digest, KEPT_DOCUMENTS)
        return document


def read_document(data: bytes) -> JsonObject:
    """JSON or YAML, by what it looks like: few servers say it rightly."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unfit("it is no UTF-8 text") from error
    try:
        value = decode(text)
    except RecursionError as error:
        raise unfit("it is nested too deeply") from error
    except ValueError:
        try:
            value = compose(text, YAML).value
        except ComposeError as error:
            raise unfit(f"it is neither JSON nor YAML; {error.fault.message}") from error
    if not isinstance(value, dict):
        raise unfit("it is no map")
    return value


_Kept = TypeVar("_Kept")


def _bound(kept: OrderedDict[str, _Kept], name: str, most: int) -> None:
    kept.move_to_end(name)
    while len(kept) > most:
        kept.popitem(last=False)
