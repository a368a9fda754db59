"""Keys: a master key over a key for each tenant, and what they seal.

AES-256-GCM. A sealed value begins with a format byte and the version of the key, so that keys can
rotate. Never: a tenant's key in clear in the database, or a value opened for another purpose than
it was sealed for (the context is authenticated).
"""

from __future__ import annotations

import hmac
import secrets
import time
import zlib
from dataclasses import dataclass
from datetime import timedelta

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import Json, decode, encode
from store.master_key import NONCE_BYTES, KeyTroubleError, MasterKey, Wrapped, fresh
from store.recent import Recent
from store.rows import TENANT, read
from store.secret_tables import tenant_keys
from store.session import Database

FRESH_SECONDS = 5.0
"""How long a process goes on before it looks for new versions."""

FORMAT = b"\x01"
OF_PERSON = b"\x02"
"""How what is sealed with a person's key begins."""

PERSON_SECONDS = 60.0
PEOPLE = 10_000
COMPRESS_BYTES = 1024
_VERSION_BYTES = 4
_log = structlog.stdlib.get_logger()
_HEAD = len(FORMAT) + _VERSION_BYTES + NONCE_BYTES


class TamperedError(Exception):
    """A sealed value was changed, or sealed with another key or for another purpose."""


class UnknownKeyError(TamperedError):
    """It was sealed with a version of the key that isn't known here, or not yet."""


class PersonKey:
    """Seals what the audit trail says of one person: store/person_keys.py hands it out."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal_json(self, value: Json, context: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return OF_PERSON + nonce + self._cipher.encrypt(nonce, encode(value), context.encode())

    def open_json(self, data: bytes, context: str) -> Json:
        nonce, sealed = data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :]
        try:
            return decode(self._cipher.decrypt(nonce, sealed, context.encode()))
        except (InvalidTag, ValueError) as error:
            raise TamperedError(
                "What was sealed for a person does not open: it was changed, or is another's."
            ) from error


class TenantKeys:
    """All versions of a tenant's key, one of which seals; the newest if nothing is said."""

    def __init__(self, versions: dict[int, bytes], sealing: int | None = None) -> None:
        self.of_people: Recent[PersonKey] = Recent(PERSON_SECONDS, PEOPLE)
        """Keys of people that were unwrapped a moment ago."""
        self.take(versions, max(versions) if sealing is None else sealing)

    def take(self, versions: dict[int, bytes], sealing: int) -> None:
        """These from now on, for all who hold this."""
        self._ciphers = {version: AESGCM(key) for version, key in versions.items()}
        self._sealing = sealing
        self._first = versions[min(versions)]

    def seal(self, data: bytes, context: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        version = self._sealing
        sealed = self._ciphers[version].encrypt(nonce, data, context.encode())
        return FORMAT + version.to_bytes(_VERSION_BYTES, "big") + nonce + sealed

    def open(self, data: bytes, context: str) -> bytes:
        version = int.from_bytes(data[1 : 1 + _VERSION_BYTES], "big")
        cipher = self._ciphers.get(version)
        if data[:1] != FORMAT or len(data) < _HEAD:
            raise TamperedError("A sealed value has an unknown format, or was cut off.")
        if cipher is None:
            raise UnknownKeyError(f"A sealed value has an unknown key version {version}.")
        try:
            return cipher.decrypt(data[_HEAD - NONCE_BYTES : _HEAD], data[_HEAD:], context.encode())
        except InvalidTag as error:
            raise TamperedError(
                "A sealed value does not open: it was changed, or belongs to another tenant, "
                "purpose or master key."
            ) from error

    def fingerprint(self, value: str, context: str) -> bytes:
        """To find a value again without keeping it. The first key makes it, whatever is newer."""
        return hmac.digest(self._first, f"{context}\0{value}".encode(), "sha256")

    def seal_json(self, value: Json, context: str) -> bytes:
        plain = encode(value)
        if len(plain) > COMPRESS_BYTES:
            return self.seal(b"z" + zlib.compress(plain, 1), context)
        return self.seal(b"p" + plain, context)

    def open_json(self, data: bytes, context: str) -> Json:
        packed = self.open(data, context)
        return decode(zlib.decompress(packed[1:]) if packed[:1] == b"z" else packed[1:])


@dataclass(frozen=True, slots=True)
class _Version:
    version: int
    wrapped: bytes
    wrapped_next: bytes | None
    seals: bool


@dataclass(slots=True)
class _Known:
    keys: TenantKeys
    read_at: float


class Keyring:
    """Hands out tenants' keys; makes the first version when a tenant needs one.

    It looks for new versions every few seconds, so a key can be turned while processes run.
    """

    def __init__(self, database: Database, master: MasterKey | bytes) -> None:
        self._database = database
        self.master = MasterKey.fixed(master) if isinstance(master, bytes) else master
        self._known: dict[str, _Known] = {}

    async def of(self, tenant: str) -> TenantKeys:
        known = self._known.get(tenant)
        if known is None:
            keys = TenantKeys(*await self._load(tenant))
            known = self._known.setdefault(tenant, _Known(keys, time.monotonic()))
        elif time.monotonic() - known.read_at > FRESH_SECONDS:
            await self.read_again(tenant)
        return known.keys

    async def read_again(self, tenant: str) -> None:
        """Also for who meets a version that isn't known. Whoever holds the keys has the new one."""
        known = self._known.get(tenant)
        if known is None:
            return
        # Others go on with what is known meanwhile.
        known.read_at = time.monotonic()
        try:
            known.keys.take(*await self._load(tenant))
        except (SQLAlchemyError, OSError, KeyTroubleError) as error:
            _log.warning("keys.read_later", tenant=tenant, error=type(error).__name__)

    async def _load(self, tenant: str) -> tuple[dict[int, bytes], int]:
        """All versions, and the one that seals."""
        seals = (tenant_keys.c.seals_at <= func.now()).label("seals")
        wanted = select(
            tenant_keys.c.version, tenant_keys.c.wrapped, tenant_keys.c.wrapped_next, seals
        )
        async with self._database.tenant(tenant) as session:
            rows = (await session.execute(wanted)).mappings().all()
            if not rows:
                made = self.master.wrap(tenant, fresh())
                await add_version(session, 1, made)
                rows = (await session.execute(wanted)).mappings().all()
        found = [read(row, _Version) for row in rows]
        versions = {
            one.version: self.master.unwrap(tenant, Wrapped(one.wrapped, one.wrapped_next))
            for one in found
        }
        sealing = [one.version for one in found if one.seals]
        return versions, max(sealing, default=min(versions))


async def add_version(
    session: AsyncSession, version: int, made: Wrapped, after_seconds: float = 0.0
) -> None:
    """Sealing from then on. Whoever comes second takes the key of who came first."""
    await session.execute(
        insert(tenant_keys)
        .values(
            tenant_id=TENANT,
            version=version,
            wrapped=made.wrapped,
            wrapped_next=made.wrapped_next,
            created_at=func.now(),
            seals_at=func.now() + timedelta(seconds=after_seconds),
        )
        .on_conflict_do_nothing()
    )
