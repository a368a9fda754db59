"""Keys: a master key over a key for each tenant, and what they seal.

AES-256-GCM. A sealed value begins with a format byte and the version of the key, so that keys can
rotate. Never: a tenant's key in clear in the database, or a value opened for another purpose than
it was sealed for (the context is authenticated).
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
import zlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from definitions.values import Json, decode, encode
from store.models import tenant_keys
from store.rows import read
from store.session import Database
from store.settings import StoreSettings

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
COMPRESS_BYTES = 1024
_VERSION_BYTES = 4
_HEAD = len(FORMAT) + _VERSION_BYTES + NONCE_BYTES


class KeyTroubleError(Exception):
    """The master key is missing or unfit; the sentence says what to do."""


class TamperedError(Exception):
    """A sealed value was changed, or sealed with another key or for another purpose."""


def load_master_key(settings: StoreSettings) -> bytes:
    """From the environment, else from the data folder, where the first start makes it."""
    if settings.master_key is not None:
        try:
            key = base64.b64decode(settings.master_key, validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise KeyTroubleError(
                "BATON_MASTER_KEY must be 32 bytes in base64; "
                "make one with: openssl rand -base64 32"
            )
        return key
    path = settings.data / "master.key"
    try:
        return _read(path)
    except FileNotFoundError:
        return _make(path)


def _read(path: Path) -> bytes:
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise KeyTroubleError(f"{path} can be read by others. Close it with: chmod 600 {path}")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyTroubleError(
            f"{path} is no master key of {KEY_BYTES} bytes. Put back the copy that you keep; "
            "without it the runs in the database can't be read."
        )
    return key


def _make(path: Path) -> bytes:
    """Written beside and linked into place, so that two processes that start at once agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return _read(path)


class TenantKeys:
    """All versions of a tenant's key; the newest seals."""

    def __init__(self, versions: dict[int, bytes]) -> None:
        self._ciphers = {version: AESGCM(key) for version, key in versions.items()}
        self._newest = max(versions)
        self._first = versions[min(versions)]

    def seal(self, data: bytes, context: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, data, context.encode())
        return FORMAT + self._newest.to_bytes(_VERSION_BYTES, "big") + nonce + sealed

    def open(self, data: bytes, context: str) -> bytes:
        version = int.from_bytes(data[1 : 1 + _VERSION_BYTES], "big")
        cipher = self._ciphers.get(version)
        if data[:1] != FORMAT or cipher is None or len(data) < _HEAD:
            raise TamperedError(f"A sealed value has an unknown format or key version {version}.")
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


class Keyring:
    """Hands out tenants' keys; makes the first version when a tenant needs one."""

    def __init__(self, database: Database, master: bytes) -> None:
        self._database = database
        self._master = AESGCM(master)
        self._known: dict[str, TenantKeys] = {}

    async def of(self, tenant: str) -> TenantKeys:
        known = self._known.get(tenant)
        if known is None:
            known = self._known[tenant] = await self._load(tenant)
        return known

    async def _load(self, tenant: str) -> TenantKeys:
        wanted = select(tenant_keys.c.version, tenant_keys.c.wrapped)
        async with self._database.tenant(tenant) as session:
            rows = (await session.execute(wanted)).mappings().all()
            if not rows:
                made = {
                    "tenant_id": tenant,
                    "version": 1,
                    "wrapped": self._wrap(tenant, secrets.token_bytes(KEY_BYTES)),
                    "created_at": func.now(),
                }
                # Whoever comes second takes the key of who came first.
                await session.execute(insert(tenant_keys).values(made).on_conflict_do_nothing())
                rows = (await session.execute(wanted)).mappings().all()
        versions = [read(row, _Version) for row in rows]
        return TenantKeys({one.version: self._unwrap(tenant, one.wrapped) for one in versions})

    def _wrap(self, tenant: str, key: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._master.encrypt(nonce, key, tenant.encode())

    def _unwrap(self, tenant: str, wrapped: bytes) -> bytes:
        try:
            return self._master.decrypt(
                wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], tenant.encode()
            )
        except InvalidTag as error:
            raise KeyTroubleError(
                "The master key is not the one that this database was written with. Put back "
                "the right key: BATON_MASTER_KEY, or master.key in the data folder."
            ) from error
