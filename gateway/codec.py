"""What Temporal keeps of a run: compressed, encrypted with the tenant's key, large values outside.

The tenant is read from the workflow id, which the SDK hands over as serialization context. Never:
a readable value of a run in Temporal; never a definition, whose hash alone travels.
"""

from __future__ import annotations

import asyncio
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    ActivitySerializationContext,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)

from gateway.converter import PROGRAM_ENCODING
from gateway.naming import tenant_of
from store import claims, definitions
from store.keys import Keyring, UnknownKeyError
from store.session import Database

SEALED = b"baton/sealed"
CLAIM = b"baton/claim"
CLAIM_BYTES = 64 * 1024
COMPRESS_BYTES = 512
DOCUMENTS_KEPT = 512

_CONTEXT = "temporal"
_log = structlog.stdlib.get_logger()
_T = TypeVar("_T")


class DocumentCache:
    """The documents of the definitions that this process has met, by tenant and hash."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    async def get(self, tenant: str, digest: str) -> bytes:
        key = (tenant, digest)
        known = self._kept.get(key)
        if known is None:
            async with self._database.tenant(tenant) as session:
                known = await definitions.document(session, digest)
            self._kept[key] = known
            if len(self._kept) > DOCUMENTS_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return known


class SealingCodec(PayloadCodec, WithSerializationContext):
    """Seals what leaves for Temporal and opens what comes back."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        documents: DocumentCache | None = None,
        tenant: str | None = None,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._documents = documents or DocumentCache(database)
        self._tenant = tenant

    def with_context(self, context: SerializationContext) -> SealingCodec:
        if isinstance(context, WorkflowSerializationContext | ActivitySerializationContext):
            tenant = tenant_of(context.workflow_id or "")
            return SealingCodec(self._database, self._keyring, self._documents, tenant)
        return self

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [await self._seal(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [await self._open(payload) for payload in payloads]

    async def _seal(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") == PROGRAM_ENCODING.encode():
            return payload
        tenant = self._need_tenant()
        keys = await _patiently(lambda: self._keyring.of(tenant))
        plain = payload.SerializeToString()
        packed = b"z" + zlib.compress(plain, 1) if len(plain) > COMPRESS_BYTES else b"p" + plain
        sealed = keys.seal(packed, _CONTEXT)
        if len(sealed) <= CLAIM_BYTES:
            return Payload(metadata={"encoding": SEALED}, data=sealed)

        async def put() -> str:
            async with self._database.tenant(tenant) as session:
                return str(await claims.put(session, tenant, sealed))

        claim = await _patiently(put)
        return Payload(metadata={"encoding": CLAIM}, data=claim.encode())

    async def _open(self, payload: Payload) -> Payload:
        encoding = payload.metadata.get("encoding")
        if encoding == PROGRAM_ENCODING.encode():
            tenant = self._need_tenant()
            digest = payload.metadata["hash"].decode()
            document = await _patiently(lambda: self._documents.get(tenant, digest))
            return Payload(metadata=payload.metadata, data=document)
        if encoding not in (SEALED, CLAIM):
            return payload
        tenant = self._need_tenant()
        sealed = payload.data
        if encoding == CLAIM:

            async def get() -> bytes:
                async with self._database.tenant(tenant) as session:
                    return await claims.get(session, payload.data.decode())

            sealed = await _patiently(get)
        keys = await _patiently(lambda: self._keyring.of(tenant))
        try:
            packed = keys.open(sealed, _CONTEXT)
        except UnknownKeyError:
            # Sealed by a process that has heard of a new key before this one.
            await _patiently(lambda: self._keyring.read_again(tenant))
            packed = keys.open(sealed, _CONTEXT)
        opened = Payload()
        opened.ParseFromString(zlib.decompress(packed[1:]) if packed[:1] == b"z" else packed[1:])
        return opened

    def _need_tenant(self) -> str:
        if self._tenant is None:
            raise ValueError("A payload outside of any run can't be sealed: its tenant is unknown.")
        return self._tenant


async def _patiently(work: Callable[[], Awaitable[_T]]) -> _T:
    """While PostgreSQL restarts, a payload waits; it does not fail the run that it belongs to."""
    delay = 0.1
    for _ in range(9):
        try:
            return await work()
        except (DBAPIError, OSError) as error:
            _log.warning("payload.waits_for_database", error=type(error).__name__)
            await asyncio.sleep(delay)
            delay = min(delay * 2, 2.0)
    return await work()
